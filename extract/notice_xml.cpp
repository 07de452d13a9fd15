#include "extract/notice_xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "extract/pdf.h"
#include "extract/xml.h"

namespace inkoopmonitor::extract {
namespace {

constexpr std::size_t notice_bytes_max = 32u << 20;

constexpr std::string_view ted_root = "TED_EXPORT";
constexpr std::array<std::string_view, 3> eforms_roots = {"ContractNotice", "ContractAwardNotice",
                                                          "PriorInformationNotice"};

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Takes `<begin … end` off the front; false when it is not there, or not whole.
bool skip(std::string_view& text, std::string_view begin, std::string_view end) {
  if (!text.starts_with(begin)) return false;
  const std::size_t at = text.find(end, begin.size());
  if (at == std::string_view::npos) {
    text = {};
  } else {
    text.remove_prefix(at + end.size());
  }
  return true;
}

// A document type may hold declarations, in which > ends nothing.
bool skip_type(std::string_view& text) {
  if (!text.starts_with("<!DOCTYPE")) return false;
  if (text.find('[') > text.find('>')) return skip(text, "<!", ">");
  skip(text, "<!", "]");
  if (!text.empty()) text.remove_prefix(std::min(text.size(), text.find('>') + 1));
  return true;
}

}  // namespace

std::string root_of_xml(std::string_view head) {
  std::string plain(head);
  // Of UTF-16 the zeros are dropped: names of elements are plain letters.
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) plain.erase(0, 2);
  if (head.starts_with("\xef\xbb\xbf")) plain.erase(0, 3);
  std::erase(plain, '\0');
  std::string_view rest = plain;
  for (;;) {
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    const bool more = skip(rest, "<?", "?>") || skip(rest, "<!--", "-->") || skip_type(rest);
    if (!more) break;
  }
  if (!rest.starts_with('<')) return {};
  rest.remove_prefix(1);
  const std::size_t end = rest.find_first_of(" \n\r\t/>");
  if (end == std::string_view::npos) return {};
  rest = rest.substr(0, end);
  const std::size_t colon = rest.find(':');
  return std::string(colon == std::string_view::npos ? rest : rest.substr(colon + 1));
}

bool is_notice_root(std::string_view root) {
  return root == ted_root ||
         std::find(eforms_roots.begin(), eforms_roots.end(), root) != eforms_roots.end();
}

OfficeText read_notice(std::string_view bytes) {
  if (bytes.size() > notice_bytes_max)
    throw OpenFailure("output_limit", fmt::format("it is larger than any notice, {} MiB at most",
                                                  notice_bytes_max >> 20));
  OfficeText out;
  pugi::xml_document document;
  load_xml(std::string(bytes), document, out.trouble);
  const pugi::xml_node root = document.document_element();
  NoticeForm form;
  if (local_name(root) == ted_root) {
    read_ted(root, form, out);
  } else if (is_notice_root(local_name(root))) {
    read_eforms(root, form, out);
  } else {
    throw OpenFailure("damaged", "the text of the notice is broken from its beginning");
  }
  out.pages = form.finish();
  return out;
}

}  // namespace inkoopmonitor::extract
