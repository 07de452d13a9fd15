#include "app/read_contents.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "app/interrupt.h"
#include "app/options.h"
#include "app/output.h"
#include "app/plan.h"
#include "app/progress.h"
#include "app/search_text.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

void count_pages(ReadSummary& summary, const extract::Document& document) {
  for (const extract::Page& page : document.pages) {
    switch (page.source) {
      case extract::PageSource::text_layer:
        ++summary.text_pages;
        break;
      case extract::PageSource::ocr:
        ++summary.ocr_pages;
        break;
      case extract::PageSource::blank:
        ++summary.blank_pages;
        break;
      case extract::PageSource::failed:
        ++summary.failed_pages;
        break;
    }
  }
}

bool is_kept_unread(const extract::Document& document) {
  return document.reason.starts_with("not_readable_yet:");
}

void count(ReadSummary& summary, const extract::Document& document) {
  switch (document.result) {
    case extract::Result::read:
      ++summary.read;
      break;
    case extract::Result::partly_read:
      ++summary.partly;
      break;
    case extract::Result::failed:
      ++(is_kept_unread(document) ? summary.kept_unread : summary.failed);
      break;
  }
  count_pages(summary, document);
}

// Where files that lay in others wait until they are kept. Nobody else writes in the corpus, so
// what is there before was left by a run that was killed.
class IncomingFolder {
 public:
  static void remove_from(const std::filesystem::path& corpus) {
    std::error_code ignored;
    std::filesystem::remove_all(corpus / "incoming", ignored);
  }

  explicit IncomingFolder(const std::filesystem::path& corpus) : path_(corpus / "incoming") {
    std::error_code problem;
    std::filesystem::remove_all(path_, problem);
    std::filesystem::create_directory(path_, problem);
    if (!problem) return;
    throw Error(ErrorKind::corpus, text::escaped_path(path_.native()),
                "cannot be made (" + problem.message() + ")",
                "make room, or ask for the right to write there");
  }
  IncomingFolder(const IncomingFolder&) = delete;
  IncomingFolder& operator=(const IncomingFolder&) = delete;
  ~IncomingFolder() { remove_from(path_.parent_path()); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string verdict_on(const extract::Document& document) {
  if (document.result == extract::Result::partly_read) return "read in part";
  return is_kept_unread(document) ? "skipped" : "failed";
}

// Reads contents, then what was found in them, until nothing new is found.
class Reader {
 public:
  Reader(corpus::Database& database, std::int64_t run, const ReadOrder& order)
      : database_(database),
        run_(run),
        order_(order),
        incoming_(database.folder()),
        options_(order.limits.options()) {
    options_.members_folder = incoming_.path();
  }

  ReadSummary read() {
    std::vector<corpus::Content> contents = order_.contents;
    while (!contents.empty()) {
      read_round(contents);
      contents = database_.contents_to_read(version_);
      std::erase_if(contents, [&](const corpus::Content& content) {
        return !found_.contains(content.sha256);
      });
      found_.clear();
    }
    return summary_;
  }

 private:
  void read_round(const std::vector<corpus::Content>& contents) {
    ProgressLine progress("reading", contents.size());
    std::size_t given = 0;
    const auto next = [&]() -> std::optional<extract::Source> {
      if (given == contents.size()) return std::nullopt;
      const corpus::Content& content = contents[given++];
      return extract::Source{content.sha256, content.file, content.nesting};
    };
    const auto on_document = [&](const std::string& sha256, extract::Document document) {
      // Ctrl-C reaches the reading children too: what comes from now on may be their last breath.
      if (!*interrupted()) take(sha256, std::move(document), progress);
    };
    const auto on_progress = [&](const extract::Progress& step) {
      progress.pages(step.pages_read, step.pages_found);
    };
    extract::read_files(next, on_document, on_progress, options_, interrupted());
    stop_if_interrupted();
    summary_.seconds += progress.seconds();
  }

  void take(const std::string& sha256, extract::Document document, ProgressLine& progress) {
    const std::vector<extract::Member> members = document.members;
    for (extract::Member& member : document.members) leave_out_other_formats(member);
    if (order_.before_storing) order_.before_storing(sha256, document);
    const auto offered =
        database_.store_reading(run_, sha256, version_, document, search_text_.of(document));
    for (const extract::Member& member : members) {
      std::error_code ignored;
      if (!member.file.empty()) std::filesystem::remove(member.file, ignored);
    }
    count(summary_, document);
    if (document.result != extract::Result::read) {
      progress.say_above(
          fmt::format("{}: {}: {}", verdict_on(document), shown_name(sha256), document.reason));
    }
    progress.document(verdict_on(document) == "failed");
    for (const corpus::OfferedMember& member : offered) take_member(member, progress);
  }

  static void leave_out_other_formats(extract::Member& member) {
    if (member.file.empty()) return;
    const std::string reason = reason_of_format(member.name, member.file);
    if (reason.empty()) return;
    member.file.clear();
    member.reason = reason;
  }

  void take_member(const corpus::OfferedMember& member, ProgressLine& progress) {
    const std::string name = text::escaped_path(member.path);
    if (member.offered.what != corpus::Offered::known) ++summary_.members;
    found_.insert(member.offered.sha256);
    names_.emplace(member.offered.sha256, name);
    switch (member.offered.what) {
      case corpus::Offered::new_content:
        ++summary_.members_new;
        return;
      case corpus::Offered::known:
        return;
      case corpus::Offered::duplicate:
        ++summary_.members_duplicate;
        progress.say_above("duplicate: " + name + ": the same content as " +
                           member.offered.duplicate_of);
        return;
      case corpus::Offered::skipped:
        ++summary_.members_skipped;
        progress.say_above("skipped: " + name + ": " + member.offered.reason);
        return;
      case corpus::Offered::unreadable:
        ++summary_.members_failed;
        progress.say_above("failed: " + name + ": " + member.offered.reason);
        return;
    }
  }

  std::string shown_name(const std::string& sha256) const {
    const auto member = names_.find(sha256);
    return member == names_.end() ? order_.name_of(sha256) : member->second;
  }

  corpus::Database& database_;
  std::int64_t run_;
  const ReadOrder& order_;
  IncomingFolder incoming_;
  extract::Options options_;
  SearchText search_text_{options_.word_list};
  const std::string version_ = extract::reader_version();
  ReadSummary summary_;
  std::set<std::string> found_;               // contents that lay in others
  std::map<std::string, std::string> names_;  // of those, for people
};

}  // namespace

extract::Options ReaderLimits::options() const {
  extract::Options options;
  options.jobs = jobs;
  options.timeout_seconds = timeout_seconds;
  options.memory_bytes = memory_mb << 20;
  return options;
}

void add_reader_options(CLI::App& command, ReaderLimits& limits) {
  command.add_option("--jobs", limits.jobs, "processes that read at a time (0: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(0, 1024));
  command
      .add_option("--timeout", limits.timeout_seconds,
                  "processor time for a page, after which it is given up (60)")
      ->type_name("SECONDS")
      ->check(check_above_zero);
  command.add_option("--memory", limits.memory_mb, "memory of one reading process (1500)")
      ->type_name("MB")
      ->check(CLI::Range(std::uint64_t{64}, std::uint64_t{1} << 20));
}

ReadSummary read_contents(corpus::Database& database, std::int64_t run, const ReadOrder& order) {
  if (order.contents.empty()) {
    // The run before may have been killed when all was stored.
    IncomingFolder::remove_from(database.folder());
    return {};
  }
  if (const std::string missing = extract::sandbox_limits(); !missing.empty())
    say(fmt::format("note: {}", missing));
  return Reader(database, run, order).read();
}

std::string describe(const ReadSummary& summary) {
  const std::size_t documents = summary.read + summary.partly + summary.failed;
  if (documents + summary.kept_unread == 0) return "";
  std::string text = fmt::format("read {} in {}", counted(documents, "document", "documents"),
                                 duration(summary.seconds));
  if (summary.partly > 0) text += fmt::format(", {} of them in part", summary.partly);
  if (summary.failed > 0) text += fmt::format(", {} failed", summary.failed);
  if (summary.kept_unread > 0)
    text += fmt::format("; {} kept that cannot be read yet", summary.kept_unread);
  if (summary.members > 0) {
    text += fmt::format("\n  {} lay in others: {} new", counted(summary.members, "file", "files"),
                        summary.members_new);
    if (summary.members_duplicate > 0)
      text += ", " + counted(summary.members_duplicate, "duplicate", "duplicates");
    if (summary.members_skipped > 0) text += fmt::format(", {} skipped", summary.members_skipped);
    if (summary.members_failed > 0) text += fmt::format(", {} refused", summary.members_failed);
  }
  const std::size_t pages =
      summary.text_pages + summary.ocr_pages + summary.blank_pages + summary.failed_pages;
  text += fmt::format("\n  {}: {} with text, {} by OCR", counted(pages, "page", "pages"),
                      summary.text_pages, summary.ocr_pages);
  if (summary.blank_pages > 0) text += fmt::format(", {} blank", summary.blank_pages);
  if (summary.failed_pages > 0) text += fmt::format(", {} failed", summary.failed_pages);
  return text + "\n";
}

}  // namespace inkoopmonitor::app
