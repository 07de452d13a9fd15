#include "app/document_look.h"

#include <algorithm>
#include <array>

#include "extract/extract.h"

namespace inkoopmonitor::app {
namespace {

// Costs of one document, one page with text and one scanned page, classifying included, by
// `./run bench costs`.
constexpr double document_seconds = 0.009, text_page_seconds = 0.003, scan_seconds = 1.3;

// A page of text without its pictures, and a scanned page, take about this many bytes. No scan of a
// page is smaller than the last one, which keeps logos from being taken for pages.
constexpr std::uint64_t bytes_of_text_page = 12'000, bytes_of_scan = 120'000,
                        bytes_of_scan_min = 15'000;

constexpr std::array<std::string_view, 4> picture_names = {"/DCTDecode", "/CCITTFaxDecode",
                                                           "/JBIG2Decode", "/JPXDecode"};
constexpr std::size_t name_bytes_max = 16;

std::uint32_t at_most(std::uint64_t number) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, 1'000'000));
}

// "/Type /Page", but not "/Type /Pages".
bool is_page(std::string_view text) {
  if (!text.starts_with("/Type")) return false;
  text.remove_prefix(std::min(text.find_first_not_of(' ', 5), text.size()));
  return text.starts_with("/Page") && text.substr(5, 1) != "s";
}

}  // namespace

// A name may be cut by the end of a part, so the last bytes wait for the next one.
void DocumentLooker::add(std::string_view bytes) {
  if (head_.size() < extract::format_bytes)
    head_ += bytes.substr(0, extract::format_bytes - head_.size());
  bytes_ += bytes.size();
  waiting_ += bytes;
  if (waiting_.size() <= name_bytes_max) return;
  const std::size_t end = waiting_.size() - name_bytes_max;
  for (std::size_t at = waiting_.find('/'); at < end; at = waiting_.find('/', at + 1)) {
    const std::string_view rest = std::string_view(waiting_).substr(at, name_bytes_max);
    if (is_page(rest)) ++pages_named_;
    for (const std::string_view name : picture_names) pictures_ += rest.starts_with(name) ? 1 : 0;
  }
  waiting_.erase(0, end);
}

DocumentLook DocumentLooker::look() const {
  using extract::Format;
  switch (extract::format_of(head_)) {
    case Format::pdf: {
      const std::uint64_t scans = std::min(pictures_, bytes_ / bytes_of_scan_min);
      const std::uint64_t by_size = std::max<std::uint64_t>(
          1, (bytes_ - std::min(bytes_, scans * bytes_of_scan)) / bytes_of_text_page);
      const std::uint64_t pages = pages_named_ > 0 ? pages_named_ : std::max(scans, by_size);
      return {at_most(pages), at_most(std::min(scans, pages))};
    }
    case Format::image:
      return {at_most(1 + bytes_ / 2'000'000), at_most(1 + bytes_ / 2'000'000)};
    case Format::zip:
    case Format::mail:
    case Format::old_office:
      return {at_most(1 + bytes_ / 50'000), at_most(bytes_ / 1'000'000)};
    case Format::notice:
      return {1, 0};
    case Format::other:
      break;
  }
  return {at_most(1 + bytes_ / bytes_of_text_page), 0};
}

double expected_seconds(const DocumentLook& look) {
  return document_seconds + text_page_seconds * (look.pages - look.scans) +
         scan_seconds * look.scans;
}

}  // namespace inkoopmonitor::app
