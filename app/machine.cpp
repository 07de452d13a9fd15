// Each check tries the thing itself where that is quick: a library that is there may still be the
// wrong one for the data beside it, so a page is drawn and read, in the same process and behind the
// same walls as any scan.
#include "app/machine.h"

#include <cairo.h>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <sys/statfs.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <sstream>
#include <string_view>
#include <thread>

#include "app/data.h"
#include "app/options.h"
#include "app/output.h"
#include "app/passing_folder.h"
#include "app/publishing.h"
#include "corpus/corpus.h"
#include "error.h"
#include "extract/extract.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view trial_words = "Raamovereenkomst huishoudelijke hulp";

// A reading process takes tens of MB for text and up to 170 MB for a large scan; the program itself
// some hundred.
constexpr std::uint64_t mb = 1'000'000, process_bytes = 200 * mb, program_bytes = 200 * mb;
// 2.5 million pages of a made country took 25 GB with their files; a corpus that cannot take the
// next thousand pages is nearly full.
constexpr std::uint64_t disk_bytes_least = 200 * mb, disk_bytes_wanted = 2'000 * mb;

Check of_data() {
  try {
    const classify::RuleSet rules = load_rules();
    data_folder("corpus/register");
    data_folder("reports/templates");
    return {"rules",
            fmt::format("ruleset {} in {}", rules.version().substr(0, 12),
                        text::escaped_path(data_folder("classify").native())),
            CheckState::good, ""};
  } catch (const Error& error) {
    return {"rules", error.subject + ": " + error.problem, CheckState::fault, error.remedy};
  }
}

Check of_corpus(const fs::path& folder) {
  const std::string name = text::escaped_path(folder.native());
  if (!corpus::Database::exists(folder))
    return {"corpus", "none in " + name + " yet", CheckState::good, ""};
  try {
    const auto database = corpus::Database::open(folder, corpus::Access::read);
    const corpus::Rows counted_rows = database.select("SELECT count(*) FROM content");
    return {"corpus",
            fmt::format("{}, schema {}, {} contents", name, corpus::schema_version(),
                        counted_rows.rows.at(0)[0].value_or("0")),
            CheckState::good, ""};
  } catch (const Error& error) {
    return {"corpus", error.subject + ": " + error.problem, CheckState::fault, error.remedy};
  }
}

// A page with `trial_words` on it, as a scan would show them. False without any font or room.
bool draw_trial(const fs::path& file) {
  constexpr int width = 1240, height = 400;
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> pen(cairo_create(surface.get()),
                                                               cairo_destroy);
  cairo_set_source_rgb(pen.get(), 1, 1, 1);
  cairo_paint(pen.get());
  cairo_set_source_rgb(pen.get(), 0, 0, 0);
  cairo_select_font_face(pen.get(), "Liberation Sans", CAIRO_FONT_SLANT_NORMAL,
                         CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(pen.get(), 44);
  cairo_move_to(pen.get(), 100, 200);
  cairo_show_text(pen.get(), std::string(trial_words).c_str());
  return cairo_status(pen.get()) == CAIRO_STATUS_SUCCESS &&
         cairo_surface_write_to_png(surface.get(), file.c_str()) == CAIRO_STATUS_SUCCESS;
}

std::string words_of(const extract::Document& document) {
  std::string words;
  for (const extract::Page& page : document.pages)
    for (const extract::Word& word : page.words) words += (words.empty() ? "" : " ") + word.text;
  return words;
}

Check of_ocr() {
  const std::string remedy =
      "install OCR for Dutch and a font (apt-get install tesseract-ocr-nld fonts-liberation)";
  const PassingFolder folder;
  const fs::path page = folder.path() / "page.png";
  if (!draw_trial(page))
    return {"ocr", "a page to try it on cannot be drawn", CheckState::fault, remedy};
  std::optional<extract::Source> waiting = extract::Source{"trial", page};
  extract::Document document;
  const auto begin = std::chrono::steady_clock::now();
  const volatile bool stop = false;
  extract::Options options;
  options.jobs = 1;
  extract::read_files(
      [&] { return std::exchange(waiting, std::nullopt); },
      [&](const std::string&, extract::Document read) { document = std::move(read); }, {}, options,
      &stop);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  const std::string words = words_of(document);
  if (words == trial_words)
    return {"ocr", fmt::format("Dutch; a drawn page was read in {}", duration(seconds.count())),
            CheckState::good, ""};
  return {"ocr",
          fmt::format("a page with \"{}\" was read as \"{}\"{}", trial_words, words,
                      document.reason.empty() ? "" : " (" + document.reason + ")"),
          words.empty() ? CheckState::fault : CheckState::note, remedy};
}

Check of_word_list() {
  const fs::path list = extract::Options{}.word_list;
  std::error_code problem;
  if (fs::file_size(list, problem) > 0 && !problem)
    return {"word list", list.native(), CheckState::good, ""};
  return {"word list", list.native() + " is missing, so garbled text layers are found less well",
          CheckState::note, "install it (apt-get install hunspell-nl)"};
}

// The number after `key` in a file like /proc/meminfo, or in a file of that number alone.
std::optional<std::uint64_t> number_in(const fs::path& file, const std::string& key) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with(key)) continue;
    std::istringstream rest(line.substr(key.size()));
    std::uint64_t number = 0;
    if (rest >> number) return number;
  }
  return std::nullopt;
}

Check of_memory() {
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  std::uint64_t bytes = number_in("/proc/meminfo", "MemAvailable:").value_or(0) * 1024;
  if (bytes == 0)
    return {"memory", "how much is free cannot be seen", CheckState::note,
            "see that each reading process can have 200 MB"};
  if (const auto most = number_in("/sys/fs/cgroup/memory.max", "")) bytes = std::min(bytes, *most);
  const std::uint64_t wanted = program_bytes + cores * process_bytes;
  Check check{"memory", fmt::format("{} MB free, {} cores", bytes / mb, cores), CheckState::good,
              ""};
  if (bytes >= wanted) return check;
  const std::uint64_t fitting =
      bytes > program_bytes + process_bytes ? (bytes - program_bytes) / process_bytes : 1;
  check.state = CheckState::note;
  check.finding += fmt::format("; as many reading processes may want {} MB", wanted / mb);
  check.remedy = fmt::format("close other programs, or import with --jobs {}", fitting);
  return check;
}

// What is to be said of a file system by its number (statfs(2)); empty when nothing is.
std::string trouble_of_file_system(long type) {
  switch (type) {
    case 0x6969:      // NFS
    case 0x517B:      // SMB
    case 0xFE534D42:  // SMB2
    case 0xFF534D42:  // CIFS
      return "it is on another machine, where locks do not protect a corpus";
    case 0x01021997:  // 9P: WSL's /mnt/c
      return "it is Windows' own disk seen from WSL, which is slow and locks badly";
    default:
      return "";
  }
}

Check of_disk(const std::string& name, const fs::path& folder) {
  std::error_code problem;
  fs::path there = fs::absolute(folder, problem);
  while (!fs::exists(there, problem) && there != there.parent_path()) there = there.parent_path();
  struct statfs found {};
  const std::string shown_name = text::escaped_path(there.native());
  if (::statfs(there.c_str(), &found) != 0)
    return {name, shown_name + " cannot be looked at", CheckState::note, "name another folder"};
  const std::uint64_t free =
      std::uint64_t{found.f_bavail} * static_cast<std::uint64_t>(found.f_bsize);
  Check check{name,
              fmt::format("{:.1f} GB free in {}", static_cast<double>(free) / 1e9, shown_name),
              CheckState::good, ""};
  if (const std::string trouble = trouble_of_file_system(found.f_type); !trouble.empty()) {
    check.finding += "; " + trouble;
    check.state = CheckState::note;
    check.remedy = "keep the corpus on a disk of this machine (--corpus DIR)";
  }
  if (free < disk_bytes_wanted) {
    check.state = free < disk_bytes_least ? CheckState::fault : CheckState::note;
    check.remedy = "make room: a thousand pages take some 10 MB and their files once more";
  }
  return check;
}

Check of_fonts() {
  const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> wanted(
      FcNameParse(reinterpret_cast<const FcChar8*>("Helvetica")), FcPatternDestroy);
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> match(
      FcFontMatch(nullptr, wanted.get(), &result), FcPatternDestroy);
  FcChar8* family = nullptr;
  if (match == nullptr || FcPatternGetString(match.get(), FC_FAMILY, 0, &family) != FcResultMatch)
    return {"fonts", "there is none, so pages without fonts of their own cannot be drawn",
            CheckState::fault, "install one (apt-get install fonts-liberation)"};
  return {"fonts",
          fmt::format("Helvetica is drawn by {}",
                      text::valid_utf8(reinterpret_cast<const char*>(family))),
          CheckState::good, ""};
}

Check of_character_tables() {
  std::error_code problem;
  if (fs::is_directory("/usr/share/poppler/cMap", problem))
    return {"character tables", "/usr/share/poppler", CheckState::good, ""};
  return {"character tables", "poppler's are missing, so some older PDFs give no text",
          CheckState::note, "install them (apt-get install poppler-data)"};
}

Check of_walls() {
  const std::string missing = extract::sandbox_limits();
  if (missing.empty())
    return {"walls", "reading is cut off from files, network and programs (Landlock, seccomp)",
            CheckState::good, ""};
  return {"walls", missing, CheckState::note,
          "read documents that you do not trust on a machine with Linux 5.13 or later, and in a "
          "container without a seccomp profile that forbids Landlock"};
}

Check of_print() {
  if (const fs::path chromium = find_chromium(); !chromium.empty())
    return {"print", chromium.native(), CheckState::good, ""};
  return {"print", "there is no Chromium, so a publication has no monitor.pdf", CheckState::note,
          "install it (apt-get install chromium)"};
}

}  // namespace

std::vector<Check> examine_machine(const fs::path& corpus) {
  const std::vector<std::pair<std::string, std::function<Check()>>> all = {
      {"rules", of_data},
      {"corpus", [&] { return of_corpus(corpus); }},
      {"disk", [&] { return of_disk("disk", corpus); }},
      {"passing files",
       [] {
         std::error_code problem;
         return of_disk("passing files", fs::temp_directory_path(problem));
       }},
      {"memory", of_memory},
      {"fonts", of_fonts},
      {"character tables", of_character_tables},
      {"word list", of_word_list},
      {"ocr", of_ocr},
      {"walls", of_walls},
      {"print", of_print},
  };
  std::vector<Check> checks = {{"program", "inkoopmonitor " INKOOPMONITOR_VERSION},
                               {"libraries", INKOOPMONITOR_LIBRARIES}};
  for (const auto& [name, check] : all) {
    try {
      checks.push_back(check());
    } catch (const Error& error) {
      checks.push_back(
          {name, error.subject + ": " + error.problem, CheckState::fault, error.remedy});
    }
  }
  return checks;
}

std::string version_lines() {
  std::string ruleset;
  try {
    ruleset = load_rules().version();
  } catch (const Error&) {
    ruleset = "none; see inkoopmonitor doctor";
  }
  return fmt::format(
      "inkoopmonitor {}\nschema {}, opens corpora of schema 1 to {}\nreader {}\nruleset {}\n"
      "built with {}\n",
      INKOOPMONITOR_VERSION, corpus::schema_version(), corpus::schema_version(),
      extract::reader_version(), ruleset, INKOOPMONITOR_LIBRARIES);
}

std::string shown(const std::vector<Check>& checks) {
  std::string lines;
  for (const Check& check : checks) {
    lines += fmt::format("{:<3} {:<17} {}\n", check.state == CheckState::good ? "ok" : "!",
                         check.name, check.finding);
    if (!check.remedy.empty()) lines += fmt::format("{:22}-> {}\n", "", check.remedy);
  }
  return lines;
}

}  // namespace inkoopmonitor::app
