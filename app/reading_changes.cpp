// Words are counted, not aligned: an alignment of two readings of a page whose columns were taken
// in another order would call every word changed.
#include "app/reading_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "app/output.h"

namespace inkoopmonitor::app {
namespace {

using extract::Document;
using extract::Page;
using extract::PageSource;

std::string_view name_of(PageSource source) {
  switch (source) {
    case PageSource::text_layer:
      return "text layer";
    case PageSource::ocr:
      return "OCR";
    case PageSource::blank:
      return "blank";
    case PageSource::failed:
      return "not read";
  }
  return "";
}

std::string described(const Document& document) {
  switch (document.result) {
    case extract::Result::read:
      return "read";
    case extract::Result::partly_read:
      return "read in part (" + document.reason + ")";
    case extract::Result::failed:
      return "failed (" + document.reason + ")";
  }
  return "";
}

// Words of one that the other has not, whichever of the two has more of these.
std::size_t words_that_differ(const Page& before, const Page& after) {
  std::map<std::string_view, std::ptrdiff_t> balance;
  for (const extract::Word& word : before.words) --balance[word.text];
  for (const extract::Word& word : after.words) ++balance[word.text];
  std::size_t gone = 0, come = 0;
  for (const auto& [word, count] : balance) {
    if (count < 0) gone += static_cast<std::size_t>(-count);
    if (count > 0) come += static_cast<std::size_t>(count);
  }
  return std::max(gone, come);
}

bool has_same_order(const Page& before, const Page& after) {
  return std::equal(before.words.begin(), before.words.end(), after.words.begin(),
                    after.words.end(),
                    [](const auto& one, const auto& other) { return one.text == other.text; });
}

std::string quality(float before, float after) {
  const std::string from = fmt::format("{:.2f}", before), to = fmt::format("{:.2f}", after);
  return from == to ? "" : fmt::format("quality {} before, {} now", from, to);
}

std::string words_changed(const Page& before, const Page& after) {
  const std::size_t differ = words_that_differ(before, after);
  if (differ > 0)
    return fmt::format("{} of {} differ", differ,
                       counted(std::max(before.words.size(), after.words.size()), "word", "words"));
  if (!has_same_order(before, after)) return "the same words in another order";
  return before.words != after.words || before.blocks != after.blocks
             ? "the same words, laid out otherwise"
             : "";
}

// "page 2: OCR, before text layer; 12 of 345 words differ; quality 0.61 before, 0.93 now".
std::string page_changed(const Page& before, const Page& after) {
  std::vector<std::string> parts;
  if (before.source != after.source)
    parts.push_back(fmt::format("{}, before {}", name_of(after.source), name_of(before.source)));
  parts.push_back(words_changed(before, after));
  parts.push_back(quality(before.quality, after.quality));
  if (before.source == after.source && before.reason != after.reason) parts.push_back(after.reason);
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
  return text.empty() ? "what the file calls it" : text;
}

// The mean over the pages that were read.
float mean_quality(const Document& document) {
  float sum = 0, pages = 0;
  for (const Page& page : document.pages) {
    if (page.source == PageSource::failed) continue;
    sum += page.quality;
    ++pages;
  }
  return pages > 0 ? sum / pages : 0;
}

std::map<std::uint32_t, const Page*> by_number(const Document& document) {
  std::map<std::uint32_t, const Page*> pages;
  for (const Page& page : document.pages) pages[page.number] = &page;
  return pages;
}

std::vector<std::string> pages_changed(const Document& before, const Document& after) {
  Page missing;
  const auto old_pages = by_number(before), new_pages = by_number(after);
  auto all = old_pages;
  all.insert(new_pages.begin(), new_pages.end());
  std::vector<std::string> lines;
  for (const auto& [number, either] : all) {
    const auto was = old_pages.find(number), is = new_pages.find(number);
    const Page& from = was == old_pages.end() ? missing : *was->second;
    const Page& to = is == new_pages.end() ? missing : *is->second;
    if (from != to) lines.push_back(fmt::format("  page {}: {}\n", number, page_changed(from, to)));
  }
  return lines;
}

}  // namespace

std::string describe_changes(const Document& before, const Document& after) {
  if (before == after) return "";
  std::string text;
  if (before.result != after.result || before.reason != after.reason)
    text += fmt::format("  {}, before {}\n", described(after), described(before));
  const std::string better = quality(mean_quality(before), mean_quality(after));
  if (!better.empty()) text += "  " + better + "\n";
  const std::vector<std::string> pages = pages_changed(before, after);
  for (std::size_t at = 0; at < std::min(pages_listed_max, pages.size()); ++at) text += pages[at];
  if (pages.size() > pages_listed_max)
    text += fmt::format("  and {}\n",
                        counted(pages.size() - pages_listed_max, "page more", "pages more"));
  return text.empty() ? "  what is known of the file: dates, language, outline\n" : text;
}

}  // namespace inkoopmonitor::app
