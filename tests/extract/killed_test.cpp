// A reading child that somebody ends from outside: its file is not to blame.
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

// The reading children that have begun on what `has_given` knows by their first descriptor.
std::vector<pid_t> processes_where(const std::function<bool(const std::string&)>& has_given) {
  std::vector<pid_t> out;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::error_code gone;
    const fs::path given = fs::read_symlink(entry.path() / "fd/3", gone);
    if (gone || !has_given(given.native())) continue;
    // The process may end between the two looks: reading then fails, which getline keeps to the
    // stream and a stream iterator throws.
    std::ifstream stream(entry.path() / "cmdline", std::ios::binary);
    std::string command;
    std::getline(stream, command);
    if (command.find("--reading-child") == std::string::npos) continue;
    out.push_back(std::stoi(entry.path().filename()));
  }
  return out;
}

std::vector<pid_t> readers_of(const fs::path& file) {
  return processes_where([&](const std::string& given) { return given == file.native(); });
}

// Those that make the children, and have no file of their own, of this process alone.
std::vector<pid_t> starters() {
  std::vector<pid_t> out =
      processes_where([](const std::string& given) { return given.starts_with("socket:"); });
  std::erase_if(out, [](pid_t process) {
    std::ifstream stream("/proc/" + std::to_string(process) + "/stat");
    std::string skipped;
    pid_t parent = 0;
    stream >> skipped >> skipped >> skipped >> parent;
    return parent != getpid();
  });
  return out;
}

// Signals the first `times` readers of a file, each once.
class Attacker {
 public:
  Attacker(fs::path file, int signal, int times)
      : thread_([this, file = std::move(file), signal, times] {
          std::vector<pid_t> met;
          while (!stop_ && static_cast<int>(met.size()) < times) {
            for (const pid_t reader : readers_of(file))
              if (std::find(met.begin(), met.end(), reader) == met.end() &&
                  ::kill(reader, signal) == 0)
                met.push_back(reader);
            std::this_thread::sleep_for(2ms);
          }
          count_ = static_cast<int>(met.size());
        }) {}
  ~Attacker() { stop(); }
  // How many it met.
  int stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    return count_;
  }

 private:
  std::atomic<bool> stop_ = false;
  std::atomic<int> count_ = 0;
  std::thread thread_;
};

// A second of work.
std::string many_pages() {
  std::string lines, kids;
  for (int line = 0; line < 60; ++line)
    lines += text_at(20, 800 - 12 * line, "Een regel met woorden over jeugdhulp en begeleiding");
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", "",
                                      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                                      stream_of(lines)};
  constexpr int pages = 40;
  for (int at = 0; at < pages; ++at) {
    objects.push_back(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font "
        "<< /F1 3 0 R >> >> >>");
    kids += " " + std::to_string(objects.size()) + " 0 R";
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) + " >>";
  return pdf_of_objects(objects);
}

TEST(Killed, a_reader_that_is_killed_once_is_started_again_and_nothing_is_lost) {
  const Folder folder;
  const auto pages = folder.write("pages.pdf", many_pages());
  const auto scan = fs::canonical(kept("sample/db07.pdf"));
  const Documents undisturbed = read_all({pages, scan});
  for (const auto& [file, signal] :
       {std::pair(pages, SIGKILL), std::pair(pages, SIGTERM), std::pair(scan, SIGKILL)}) {
    Attacker attacker(file, signal, 1);
    const Document document = read_one(file);
    EXPECT_EQ(attacker.stop(), 1) << file;
    EXPECT_EQ(document, undisturbed[file == scan].second) << document.reason;
    EXPECT_EQ(document.result, Result::read) << document.reason;
  }
}

TEST(Killed, a_reader_that_is_killed_again_and_again_fails_alone_with_the_reason) {
  const Folder folder;
  const auto file = folder.write("pages.pdf", many_pages());
  const auto good = folder.write("good.pdf", pdf_of(text_at(60, 700, "Een goede bladzijde.")));
  Attacker attacker(file, SIGKILL, 1'000'000);
  const Documents read = read_all({good, file, good});
  EXPECT_GE(attacker.stop(), 2);
  ASSERT_EQ(read.size(), 3u);
  EXPECT_EQ(read[0].second.result, Result::read);
  EXPECT_NE(read[1].second.result, Result::read);
  EXPECT_EQ(code_of(read[1].second), "killed") << read[1].second.reason;
  EXPECT_EQ(read[2].second.result, Result::read);
}

TEST(Killed, what_makes_the_readers_is_started_again_and_nothing_is_lost) {
  const Folder folder;
  const auto file = folder.write("good.pdf", pdf_of(text_at(60, 700, "Een goede bladzijde.")));
  std::size_t killed = 0;
  int handed = 0;
  Documents read;
  Options options;
  options.jobs = 1;
  read_files(
      [&]() -> std::optional<Source> {
        for (const pid_t starter : starters()) killed += ::kill(starter, SIGKILL) == 0;
        return ++handed <= 8 ? std::optional(Source{std::to_string(handed), file}) : std::nullopt;
      },
      [&](const std::string& id, Document document) { read.emplace_back(id, std::move(document)); },
      {}, options, nullptr);
  EXPECT_GE(killed, 1u);
  ASSERT_EQ(read.size(), 8u);
  for (const auto& [id, document] : read)
    EXPECT_EQ(document.result, Result::read) << id << ": " << document.reason;
  EXPECT_TRUE(starters().empty()) << "one goes on when all is read";
}

TEST(Killed, a_reader_that_stands_still_is_given_up) {
  const Folder folder;
  const auto file = folder.write("pages.pdf", many_pages());
  Options options;
  options.timeout_seconds = 1;
  options.text_page_seconds = 2;
  Attacker attacker(file, SIGSTOP, 1'000'000);
  const Document document = read_one(file, options);
  EXPECT_GE(attacker.stop(), 1);
  EXPECT_EQ(code_of(document), "timeout") << document.reason;
  EXPECT_NE(document.reason.find("neither answered nor computed"), std::string::npos)
      << document.reason;
}

}  // namespace
}  // namespace inkoopmonitor::extract
