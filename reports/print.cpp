// WeasyPrint was turned down: it claims PDF/UA without being it, and takes a gigabyte for a long
// document. Chromium tags figures, header cells and alternative texts and makes bookmarks; what it
// lacks is a contents page with page numbers, so the page is printed twice: the bookmarks of the
// first printing say on which page each heading stands.
#include "reports/print.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFOutlineDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "error.h"
#include "reports/files.h"

extern char** environ;

namespace inkoopmonitor::reports {
namespace {

namespace fs = std::filesystem;

constexpr int kSecondsMax = 120;

[[noreturn]] void fail(const std::string& problem) {
  throw Error(ErrorKind::usage, "the PDF", problem,
              "the pages themselves need no PDF: leave it out with --no-pdf");
}

// A folder for the page and the browser's own files, gone with the object.
class Workplace {
 public:
  Workplace() {
    std::string name = (fs::temp_directory_path() / "inkoopmonitor-print-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr) fail("no folder for it can be made in " + name);
    path_ = name;
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Waits for the process; ends it when it takes too long. True when it ended well.
bool ended_well(pid_t process) {
  int status = 0;
  for (int hundredths = 0; hundredths < kSecondsMax * 100; ++hundredths) {
    const pid_t ended = ::waitpid(process, &status, WNOHANG);
    if (ended == process) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0 && errno != EINTR) return false;
    ::usleep(10'000);
  }
  ::kill(process, SIGKILL);
  ::waitpid(process, &status, 0);
  return false;
}

void run_chromium(const fs::path& chromium, const fs::path& folder) {
  std::vector<std::string> words = {chromium.native(),
                                    "--headless",
                                    "--disable-gpu",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-dev-shm-usage",
                                    "--host-resolver-rules=MAP * ~NOTFOUND",
                                    "--user-data-dir=" + (folder / "profile").native(),
                                    "--no-pdf-header-footer",
                                    "--generate-pdf-document-outline",
                                    "--print-to-pdf=" + (folder / "page.pdf").native(),
                                    "file://" + (folder / "page.html").native()};
  // Its own walls need a user other than root; the page that it is given is ours, without scripts.
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  if (::posix_spawn_file_actions_init(&quiet) != 0) fail("there is no memory for it");
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
    ::posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  const int failed =
      ::posix_spawn(&process, chromium.c_str(), &quiet, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&quiet);
  if (failed != 0) fail(fmt::format("{} cannot be run: {}", chromium.native(), strerror(failed)));
  if (!ended_well(process) || !fs::exists(folder / "page.pdf"))
    fail(chromium.native() + " did not make it");
}

std::string print_once(const std::string& html, const fs::path& chromium) {
  const Workplace place;
  std::ofstream page(place.path() / "page.html", std::ios::binary);
  page << html;
  page.close();
  if (!page) fail("there is no room for its page in " + place.path().native());
  run_chromium(chromium, place.path());
  return read_whole(place.path() / "page.pdf");
}

void load(QPDF& pdf, const std::string& bytes) {
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("page.pdf", bytes.data(), bytes.size());
}

void add_pages(const std::vector<QPDFOutlineObjectHelper>& outlines,
               const std::map<QPDFObjGen, int>& numbers, std::map<std::string, int>& pages) {
  for (QPDFOutlineObjectHelper outline : outlines) {
    const auto number = numbers.find(outline.getDestPage().getObjGen());
    if (number != numbers.end()) pages.emplace(outline.getTitle(), number->second);
    add_pages(outline.getKids(), numbers, pages);
  }
}

std::map<QPDFObjGen, int> page_numbers(QPDF& pdf) {
  std::map<QPDFObjGen, int> numbers;
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages())
    numbers.emplace(page.getObjectHandle().getObjGen(), static_cast<int>(numbers.size()) + 1);
  return numbers;
}

std::map<std::string, int> headings_of(const std::string& bytes) {
  QPDF pdf;
  load(pdf, bytes);
  std::map<std::string, int> pages;
  add_pages(QPDFOutlineDocumentHelper(pdf).getTopLevelOutlines(), page_numbers(pdf), pages);
  return pages;
}

std::string finished(const std::string& bytes, const PrintedDocument& document) {
  QPDF pdf;
  load(pdf, bytes);
  std::string day;
  for (const char sign : document.date)
    if (sign != '-') day += sign;
  const QPDFObjectHandle date = QPDFObjectHandle::newString("D:" + day + "000000Z");
  QPDFObjectHandle about = QPDFObjectHandle::newDictionary();
  about.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(document.title));
  about.replaceKey("/Creator", QPDFObjectHandle::newString("inkoopmonitor"));
  about.replaceKey("/Producer", QPDFObjectHandle::newString("Chromium, qpdf"));
  about.replaceKey("/CreationDate", date);
  about.replaceKey("/ModDate", date);
  pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(about));
  pdf.getRoot().replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(document.language));
  // Readers show bookmarks when the file is opened.
  pdf.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseOutlines"));
  mark_margins(pdf);
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const std::shared_ptr<Buffer> made = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(made->getBuffer()), made->getSize()};
}

}  // namespace

std::string printed(const PrintedDocument& document, const fs::path& chromium) {
  try {
    const std::string html = document.html({}), made = print_once(html, chromium);
    const std::string with_pages = document.html(headings_of(made));
    // A document that names no pages is printed once.
    return finished(with_pages == html ? made : print_once(with_pages, chromium), document);
  } catch (const QPDFExc& problem) {
    fail(fmt::format("{} made a file that cannot be read: {}", chromium.native(), problem.what()));
  }
}

}  // namespace inkoopmonitor::reports
