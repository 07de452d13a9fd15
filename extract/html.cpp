#include "extract/html.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "text.h"

namespace inkoopmonitor::extract {
namespace {

std::string lower(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return out;
}

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

class Stripper {
 public:
  explicit Stripper(std::string_view html) : rest_(html) {}

  std::string strip() {
    while (!rest_.empty()) {
      if (rest_.front() == '<') {
        take_mark();
      } else if (rest_.front() == '&') {
        take_entity();
      } else {
        take_letter();
      }
    }
    return std::move(out_);
  }

 private:
  void skip_behind(std::string_view what) {
    const std::size_t found = rest_.find(what);
    rest_.remove_prefix(found == rest_.npos ? rest_.size() : found + what.size());
  }

  void take_letter() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      out_ += c;
    } else if (!out_.empty() && out_.back() != ' ' && out_.back() != '\n') {
      out_ += ' ';
    }
  }

  void end_line(bool paragraph) {
    while (out_.ends_with(' ')) out_.pop_back();
    if (!out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    if (paragraph && !out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  void take_mark() {
    if (rest_.starts_with("<!--")) return skip_behind("-->");
    std::size_t at = 1;
    const bool closes = at < rest_.size() && rest_[at] == '/';
    if (closes) ++at;
    const std::size_t begin = at;
    while (at < rest_.size() && is_name_letter(rest_[at])) ++at;
    const std::string name = lower(rest_.substr(begin, at - begin));
    skip_behind(">");
    if (!closes && (name == "script" || name == "style" || name == "head" || name == "title")) {
      skip_element(name);
      return;
    }
    static constexpr std::array<std::string_view, 16> paragraphs = {
        "p",  "div", "table", "h1", "h2", "h3",         "h4",  "h5",
        "h6", "ul",  "ol",    "hr", "tr", "blockquote", "pre", "li"};
    if (name == "br") {
      out_ += '\n';
    } else if (name == "td" || name == "th") {
      if (!out_.empty() && out_.back() != '\n') out_ += ' ';
    } else if (std::find(paragraphs.begin(), paragraphs.end(), name) != paragraphs.end()) {
      end_line(name != "tr" && name != "div");
      if (name == "li" && !closes) out_ += "• ";
    }
  }

  void skip_element(const std::string& name) {
    while (!rest_.empty()) {
      skip_behind("</");
      if (lower(rest_.substr(0, name.size())) == name) return skip_behind(">");
    }
  }

  void take_entity() {
    static const std::map<std::string_view, std::string_view> entities = {
        {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
        {"nbsp", " "},   {"euro", "€"},   {"eacute", "é"}, {"egrave", "è"}, {"euml", "ë"},
        {"iuml", "ï"},   {"ouml", "ö"},   {"uuml", "ü"},   {"auml", "ä"},   {"ecirc", "ê"},
        {"agrave", "à"}, {"ccedil", "ç"}, {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"},
        {"lsquo", "‘"},  {"rsquo", "’"},  {"ldquo", "“"},  {"rdquo", "”"},  {"bull", "•"},
        {"middot", "·"}, {"sect", "§"},   {"deg", "°"},    {"copy", "©"},   {"reg", "®"}};
    constexpr std::size_t name_max = 10;
    const std::size_t end = rest_.substr(0, name_max).find(';');
    const std::string_view name = end == rest_.npos ? "" : rest_.substr(1, end - 1);
    if (const auto known = entities.find(name); known != entities.end()) {
      out_ += known->second;
    } else if (name.starts_with('#')) {
      const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
      const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
      unsigned code = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
      text::append_utf8(out_, code == 0 ? 0xfffd : code);
    } else {
      out_ += '&';
      rest_.remove_prefix(1);
      return;
    }
    rest_.remove_prefix(end + 1);
  }

  std::string_view rest_;
  std::string out_;
};

}  // namespace

std::string text_of_html(std::string_view html) {
  return Stripper(html).strip();
}

}  // namespace inkoopmonitor::extract
