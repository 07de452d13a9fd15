// The first bytes alone decide: a name says what a file should be, and contents are kept without
// one. Whether a ZIP file is a DOCX, an ODT or a folder of documents stands inside it, which only a
// reading child looks at.
#include <algorithm>
#include <array>
#include <set>

#include "extract/extract.h"
#include "extract/notice_xml.h"

namespace inkoopmonitor::extract {
namespace {

// A PDF may have something before its first line, as what a web server wrote.
constexpr std::size_t pdf_mark_within = 1024;

// TIFF in both orders of bytes, PNG, JPEG, JPEG 2000 with and without its box.
constexpr std::array<std::string_view, 6> image_marks = {std::string_view("II*\0", 4),
                                                         std::string_view("MM\0*", 4),
                                                         "\x89PNG\r\n\x1a\n",
                                                         "\xff\xd8\xff",
                                                         std::string_view("\0\0\0\x0cjP  ", 8),
                                                         "\xff\x4f\xff\x51"};

bool is_one_of(std::string_view lower, const auto& names) {
  return std::find(names.begin(), names.end(), lower) != names.end();
}

std::string lower(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return out;
}

// The name of a header field of RFC 5322, or nothing when the line is no such field.
std::string_view field_name(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return {};
  const std::string_view name = line.substr(0, colon);
  const bool printable =
      std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
  return printable ? name : std::string_view();
}

// A letter typed as text may begin with "Onderwerp:", so fields that no writer types are asked for:
// one that tells of the way or of the form, and one more. Servers put pages of their own fields
// before those of the sender, which may lie beyond the bytes that are looked at.
bool begins_as_mail(std::string_view head) {
  static constexpr std::array<std::string_view, 14> telling = {
      "received",     "return-path",           "message-id", "mime-version",
      "delivered-to", "x-originator",          "x-mailer",   "thread-index",
      "arc-seal",     "dkim-signature",        "x-received", "received-spf",
      "thread-topic", "authentication-results"};
  static constexpr std::array<std::string_view, 3> usual = {"from", "date", "subject"};
  std::set<std::string> told;
  bool is_usual = false;
  if (head.starts_with("From ")) head.remove_prefix(std::min(head.size(), head.find('\n') + 1));
  while (!head.empty()) {
    const std::size_t end = std::min(head.size(), head.find('\n'));
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(head.size(), end + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') continue;
    const std::string name = lower(field_name(line));
    if (name.empty()) break;
    if (is_one_of(name, telling)) told.insert(name);
    is_usual = is_usual || is_one_of(name, usual);
  }
  return told.size() >= 2 || (!told.empty() && is_usual);
}

}  // namespace

Format format_of(std::string_view head) {
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06") ||
      head.starts_with("PK\x07\x08"))
    return Format::zip;
  if (head.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return Format::old_office;
  for (const std::string_view mark : image_marks)
    if (head.starts_with(mark)) return Format::image;
  if (head.substr(0, pdf_mark_within).find("%PDF") != std::string_view::npos) return Format::pdf;
  if (is_notice_root(root_of_xml(head))) return Format::notice;
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  return begins_as_mail(head) ? Format::mail : Format::other;
}

}  // namespace inkoopmonitor::extract
