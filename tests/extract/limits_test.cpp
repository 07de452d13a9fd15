// What a reading child is kept from. Sanitizers forbid most of it, so these tests are for a release
// build.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <map>
#include <sstream>
#include <thread>

#include "extract/allocation.h"
#include "extract/confine.h"
#include "extract/message.h"
#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

class Limits : public testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "AddressSanitizer forbids these limits; run this from a release build";
#endif
  }
};

constexpr std::uint64_t memory_bytes = 1'000ull << 20;

// Whether `attempt` succeeds in a process of its own, which `prepare` has set up.
bool succeeds(const std::function<bool()>& prepare, const std::function<bool()>& attempt) {
  const pid_t process = fork();
  if (process == 0) _exit(!prepare() ? 2 : attempt() ? 0 : 1);
  int status = 0;
  EXPECT_EQ(waitpid(process, &status, 0), process);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) < 2) << "status " << status;
  return status == 0;
}

bool opens(const std::string& path, int flags) {
  return open(path.c_str(), flags | O_CLOEXEC, 0600) >= 0;
}

bool runs_a_program() {
  char name[] = "/bin/true";
  char* arguments[] = {name, nullptr};
  execv(name, arguments);  // ends with status 0 when it works
  return false;
}

bool starts_a_process() {
  const pid_t process = fork();
  if (process == 0) _exit(0);
  return process > 0;
}

bool reads_its_own_memory() {
  int value = 1, copy = 0;
  const iovec from{&value, sizeof value}, to{&copy, sizeof copy};
  return process_vm_readv(getpid(), &to, 1, &from, 1, 0) > 0;
}

bool makes_memory_executable() {
  return mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
         MAP_FAILED;
}

bool set_a_limit() {
  const rlimit none{};
  return setrlimit(RLIMIT_CORE, &none) == 0;
}

struct Attempt {
  const char* name;
  bool allowed;
  std::function<bool()> attempt;
};

TEST_F(Limits, a_confined_process_reaches_what_reading_needs_and_nothing_else) {
  const Folder folder;
  const std::string present = folder.write("present.txt", "x");
  const std::string absent = present + ".new";
  const std::vector<Attempt> attempts = {
      {"read a file", false, [] { return opens("/etc/passwd", O_RDONLY); }},
      {"read a file of its user", false, [&] { return opens(present, O_RDONLY); }},
      {"list a folder", false, [] { return opens("/tmp", O_RDONLY | O_DIRECTORY); }},
      {"look at its own process", false, [] { return opens("/proc/self/environ", O_RDONLY); }},
      {"create a file", false, [&] { return opens(absent, O_WRONLY | O_CREAT); }},
      {"create a file, open for reading", false, [&] { return opens(absent, O_CREAT); }},
      {"write to a file", false, [&] { return opens(present, O_WRONLY); }},
      {"cut off a file", false, [&] { return truncate(present.c_str(), 0) == 0; }},
      {"rename a file", false, [&] { return rename(present.c_str(), present.c_str()) == 0; }},
      {"use the network", false, [] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
      {"use a local socket", false, [] { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
      {"run a program", false, runs_a_program},
      {"start a process", false, starts_a_process},
      {"be traced", false, [] { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; }},
      {"read memory of a process", false, reads_its_own_memory},
      {"signal another process", false, [] { return kill(getppid(), 0) == 0; }},
      {"seem to be killed", false, [] { return syscall(SYS_tgkill, getpid(), gettid(), 0) == 0; }},
      {"change a limit", false, set_a_limit},
      {"make a file in memory", false, [] { return memfd_create("x", 0) >= 0; }},
      {"leave its namespace", false, [] { return unshare(CLONE_FILES) == 0; }},
      {"bring in code", false, makes_memory_executable},
      {"read fonts", true, [] { return opens("/usr/share/fonts", O_RDONLY | O_DIRECTORY); }},
      {"take memory", true, [] { return std::string(50u << 20, 'x').back() == 'x'; }},
  };
  const auto free = [] { return true; };
  const auto confined = [&] { return confine({memory_bytes, 10}); };
  for (const Attempt& one : attempts) {
    EXPECT_TRUE(succeeds(free, one.attempt)) << one.name << ": cannot be done here at all";
    EXPECT_EQ(succeeds(confined, one.attempt), one.allowed) << one.name;
    std::filesystem::remove(absent);
  }
}

TEST_F(Limits, a_kernel_that_has_all_protection_has_nothing_to_report) {
  const bool free_to_read = succeeds(
      [] {
        return confine({memory_bytes, 10});
      },
      [] { return opens("/etc/passwd", O_RDONLY); });
  EXPECT_EQ(sandbox_limits().find("Landlock") != std::string::npos, free_to_read);
  const bool free_to_call = succeeds(
      [] {
        return confine({memory_bytes, 10});
      },
      [] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; });
  EXPECT_EQ(sandbox_limits().find("seccomp") != std::string::npos, free_to_call);
}

// Of `/proc/PROCESS/status`, a line each.
std::map<std::string, std::string> status_of(const std::filesystem::path& process) {
  std::map<std::string, std::string> out;
  std::ifstream in(process / "status");
  for (std::string name, value; in >> name && std::getline(in >> std::ws, value);)
    out[name] = value;
  return out;
}

// A child of this process that has limited itself and waits to be heard; an empty path when there
// is none in time.
std::filesystem::path confined_child() {
  using namespace std::chrono_literals;
  const std::string here = std::to_string(getpid());
  for (int tries = 0; tries < 1000; ++tries, std::this_thread::sleep_for(10ms))
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      auto status = status_of(entry.path());
      const bool waits = status["State:"].starts_with("S") && status["Seccomp:"] == "2";
      if (waits && status["PPid:"] == here) return entry.path();
    }
  return {};
}

std::map<std::string, std::string> descriptors_of(const std::filesystem::path& process) {
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(process / "fd"))
    out[entry.path().filename()] = std::filesystem::read_symlink(entry.path());
  return out;
}

// The page's words fill the pipe, so the child stands still while it is looked at.
std::string long_page() {
  std::string content;
  for (int line = 0; line < 150; ++line) {
    std::string words;
    for (int word = 0; word < 40; ++word) words += "woord" + std::to_string(word) + " ";
    content += text_at(20, 820 - 5 * line, words, 3);
  }
  return pdf_of(content);
}

TEST_F(Limits, a_reading_child_has_its_input_its_pipe_its_words_and_nothing_else_open) {
  const Folder folder;
  const auto file = folder.write("long.pdf", long_page());
  const int secret = open("/etc/passwd", O_RDONLY);  // a descriptor that a start would pass on
  ASSERT_GE(secret, 0);
  std::map<std::string, std::string> descriptors, status;
  int given = 0, read = 0;
  Options options;
  options.jobs = 2;
  read_files(
      [&]() -> std::optional<Source> {
        if (given++ == 0) return Source{"long", file};
        if (const auto child = confined_child(); given == 2 && !child.empty()) {
          descriptors = descriptors_of(child);
          status = status_of(child);
        }
        return std::nullopt;
      },
      [&](const std::string&, const Document& document) {
        EXPECT_EQ(document.result, Result::read) << document.reason;
        ++read;
      },
      {}, options, nullptr);
  close(secret);
  EXPECT_EQ(read, 1);
  ASSERT_EQ(descriptors.size(), 6u) << testing::PrintToString(descriptors);
  for (const char* name : {"0", "1", "2"}) EXPECT_EQ(descriptors[name], "/dev/null");
  EXPECT_EQ(descriptors["3"], file.string());
  EXPECT_EQ(descriptors["4"].substr(0, 5), "pipe:");
  EXPECT_EQ(descriptors["5"].substr(0, 12), "/memfd:words");
  EXPECT_EQ(status["NoNewPrivs:"], "1");
}

// A page whose font is not embedded and whose glyphs mean nothing as text, so that it must be drawn
// and read.
std::string page_to_draw() {
  const std::string content =
      text_at(60, 700, "Raamovereenkomst specialistische jeugdhulp met verblijf", 14) +
      text_at(60, 660, "De gemeente betaalt een vast tarief voor elk etmaal.", 14) +
      text_at(60, 620, "De looptijd van de overeenkomst is vier jaar.", 14);
  const std::string meanings =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /None def\n"
      "1 begincodespacerange <00> <ff> endcodespacerange\n"
      "1 beginbfrange <21> <7e> <e021> endbfrange endcmap end end\n";
  return pdf_of_objects(
      {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
       "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font "
       "<< /F1 5 0 R >> >> >>",
       stream_of(content),
       "<< /Type /Font /Subtype /TrueType /BaseFont /Arial /Encoding /WinAnsiEncoding "
       "/ToUnicode 6 0 R >>",
       stream_of(meanings)});
}

TEST_F(Limits, a_confined_child_still_finds_fonts_and_reads_pictures) {
  const Folder folder;
  const Document document = read_one(folder.write("draw.pdf", page_to_draw()));
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  const Page& page = document.pages.front();
  EXPECT_EQ(page.source, PageSource::ocr) << page.reason;
  const std::string text = plain_text(page);
  for (const char* word : {"Raamovereenkomst", "jeugdhulp", "gemeente", "looptijd"})
    EXPECT_NE(text.find(word), std::string::npos) << word << " in " << text;
}

// A page in Japanese, whose font is not embedded and says by the names of tables alone what its
// bytes mean: the tables are those of poppler-data.
TEST_F(Limits, a_confined_child_still_finds_the_tables_of_character_codes) {
  const Folder folder;
  const Document document = read_one(folder.write(
      "japanese.pdf",
      pdf_of_objects(
          {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
           "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
           "/Font << /F1 5 0 R >> >> >>",
           stream_of("BT /F1 24 Tf 60 700 Td <93fa967b> Tj ET"),
           "<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H "
           "/DescendantFonts [6 0 R] >>",
           "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << "
           "/Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
           "<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 >>"})));
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  EXPECT_EQ(plain_text(document.pages.front()).substr(0, 6), "日本") << document.reason;
}

TEST_F(Limits, a_death_by_memory_is_told_from_a_crash) {
  constexpr std::size_t too_much = 2 * memory_bytes;
  const auto out_of = [] { return std::malloc(too_much) == nullptr; };
  const auto follow_nothing = [] { *static_cast<volatile int*>(nullptr) = 1; };
  const struct {
    const char* name;
    int status;  // of exit; 128 and a signal when that ended it
    std::function<void()> death;
  } cases[] = {
      {"new", child_out_of_memory, [] { std::vector<char> bytes(too_much); }},
      {"abort after malloc", child_out_of_memory, [&] { out_of() ? std::abort() : _exit(2); }},
      {"nothing after malloc", child_out_of_memory,
       [&] { out_of() ? follow_nothing() : _exit(2); }},
      {"exit after malloc", child_out_of_memory, [&] { out_of() ? std::exit(1) : _exit(2); }},
      {"exit after calloc", child_out_of_memory,
       [&] { std::calloc(too_much, 2) == nullptr ? std::exit(1) : _exit(2); }},
      {"abort", 128 + SIGABRT, [] { std::abort(); }},
      {"nothing", 128 + SIGSEGV, follow_nothing},
      {"exit", 1, [] { std::exit(1); }},
  };
  for (const auto& one : cases) {
    const pid_t process = fork();
    if (process == 0) {
      if (!confine({memory_bytes, 10})) _exit(3);
      mark_deaths_by_memory();
      one.death();
      _exit(4);
    }
    int status = 0;
    ASSERT_EQ(waitpid(process, &status, 0), process);
    EXPECT_EQ(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), one.status)
        << one.name;
  }
}

TEST_F(Limits, memory_is_limited_and_named_as_the_reason) {
  const auto file = kept("sample/db07.pdf");
  Options options;
  options.memory_bytes = 100ull << 20;  // enough to open the file, too little to read a scan
  const Document document = read_one(file, options);
  EXPECT_EQ(document.result, Result::failed);
  EXPECT_EQ(code_of(document), "memory_limit") << document.reason;
}

TEST_F(Limits, a_page_that_asks_for_too_much_does_not_stop_others) {
  const auto hungry = kept("bad/hungry.pdf");
  const Folder folder;
  const auto good = folder.write("good.pdf", pdf_of(text_at(60, 700, "Een goede bladzijde.")));
  Options options;
  options.memory_bytes = 300ull << 20;
  options.timeout_seconds = 10;
  const Documents read = read_all({hungry, good}, options);
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].second.result, Result::failed);
  EXPECT_EQ(code_of(read[0].second), "memory_limit") << read[0].second.reason;
  EXPECT_EQ(read[1].second.result, Result::read) << read[1].second.reason;
}

}  // namespace
}  // namespace inkoopmonitor::extract
