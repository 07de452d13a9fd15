#include <cassert>
#include <string>

#include "extract/message.h"
#include "extract/notice_xml.h"
#include "extract/office.h"
#include "extract/pdf.h"
#include "tests/fuzz/targets.h"
#include "tests/made_zip.h"

namespace inkoopmonitor::fuzz {
namespace {

// Pages go to the parent as they are, which must not find them wrong.
void expect_sound(const extract::OfficeText& text) {
  for (const extract::Page& page : text.pages) {
    constexpr std::size_t length_bytes = 4;
    assert(extract::decode(extract::encode(extract::PageAnswer{page}).substr(length_bytes)));
    extract::plain_text(page);
  }
}

}  // namespace

// The text of the document; behind a zero, if there is one, its styles; behind another its lists.
// A fuzzer does not find its way into a ZIP file, so these are packed here.
void docx(std::string_view bytes) {
  const auto part = [&] {
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    const std::string_view taken = bytes.substr(0, end);
    bytes.remove_prefix(std::min(bytes.size(), end + 1));
    return std::string(taken);
  };
  const std::string document = part(), styles = part(), lists = part();
  try {
    expect_sound(
        extract::read_docx(testing_support::made_zip({{"word/document.xml", document, ""},
                                                      {"word/styles.xml", styles, ""},
                                                      {"word/numbering.xml", lists, ""}})));
  } catch (const extract::OpenFailure&) {
  }
}

void odt(std::string_view bytes) {
  try {
    expect_sound(
        extract::read_odt(testing_support::made_zip({{"content.xml", std::string(bytes), ""}})));
  } catch (const extract::OpenFailure&) {
  }
}

void notice(std::string_view bytes) {
  try {
    expect_sound(extract::read_notice(bytes));
  } catch (const extract::OpenFailure&) {
  }
}

}  // namespace inkoopmonitor::fuzz
