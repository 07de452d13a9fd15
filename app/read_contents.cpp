#include "app/read_contents.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <optional>
#include <utility>

#include "app/interrupt.h"
#include "app/output.h"
#include "app/progress.h"

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

void count(ReadSummary& summary, const extract::Document& document) {
  switch (document.result) {
    case extract::Result::read:
      ++summary.read;
      break;
    case extract::Result::partly_read:
      ++summary.partly;
      break;
    case extract::Result::failed:
      ++summary.failed;
      break;
  }
  count_pages(summary, document);
}

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
      ->check(CLI::PositiveNumber);
  command.add_option("--memory", limits.memory_mb, "memory of one reading process (1500)")
      ->type_name("MB")
      ->check(CLI::Range(std::uint64_t{64}, std::uint64_t{1} << 20));
}

ReadSummary read_contents(corpus::Database& database, std::int64_t run, const ReadOrder& order) {
  const std::vector<corpus::Content>& contents = order.contents;
  ReadSummary summary;
  if (const std::string missing = extract::sandbox_limits(); !missing.empty() && !contents.empty())
    say(fmt::format("note: {}", missing));
  ProgressLine progress("reading", contents.size());
  const std::string version = extract::reader_version();
  std::size_t given = 0;
  const auto next = [&]() -> std::optional<extract::Source> {
    if (given == contents.size()) return std::nullopt;
    const corpus::Content& content = contents[given++];
    return extract::Source{content.sha256, content.file};
  };
  const auto on_document = [&](const std::string& sha256, extract::Document document) {
    // Ctrl-C reaches the reading children too: what comes from now on may be their last breath.
    if (*interrupted()) return;
    if (order.before_storing) order.before_storing(sha256, document);
    database.store_reading(run, sha256, version, document);
    count(summary, document);
    const bool failed = document.result == extract::Result::failed;
    if (document.result != extract::Result::read) {
      progress.say_above(fmt::format("{}: {}: {}", failed ? "failed" : "read in part",
                                     order.name_of(sha256), document.reason));
    }
    progress.document(failed);
  };
  const auto on_progress = [&](const extract::Progress& step) {
    progress.pages(step.pages_read, step.pages_found);
  };
  extract::read_files(next, on_document, on_progress, order.limits.options(), interrupted());
  stop_if_interrupted();
  summary.seconds = progress.seconds();
  return summary;
}

std::string describe(const ReadSummary& summary) {
  const std::size_t documents = summary.read + summary.partly + summary.failed;
  if (documents == 0) return "";
  std::string text = fmt::format("read {} in {}", counted(documents, "document", "documents"),
                                 duration(summary.seconds));
  if (summary.partly > 0) text += fmt::format(", {} of them in part", summary.partly);
  if (summary.failed > 0) text += fmt::format(", {} failed", summary.failed);
  const std::size_t pages =
      summary.text_pages + summary.ocr_pages + summary.blank_pages + summary.failed_pages;
  text += fmt::format("\n  {}: {} with text, {} by OCR", counted(pages, "page", "pages"),
                      summary.text_pages, summary.ocr_pages);
  if (summary.blank_pages > 0) text += fmt::format(", {} blank", summary.blank_pages);
  if (summary.failed_pages > 0) text += fmt::format(", {} failed", summary.failed_pages);
  return text + "\n";
}

}  // namespace inkoopmonitor::app
