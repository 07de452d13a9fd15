#include "reports/texts.h"

#include <fmt/format.h>

#include <algorithm>

#include "error.h"
#include "reports/files.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& problem,
                       const std::string& remedy) {
  throw Error(ErrorKind::usage, text::escaped_path(file.native()), problem, remedy);
}

// Fills the braces of one sentence.
class Filler {
 public:
  Filler(const std::filesystem::path& file, const std::string& path, const Phrases& phrases)
      : file_(file), path_(path), phrases_(phrases) {}

  std::string fill(const std::string& text) const {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t open = std::min(text.find('{', at), text.size());
      result += html_escaped(text.substr(at, open - at));
      if (open == text.size()) break;
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos)
        fail(file_, path_ + ": a brace is not closed", "put } behind it");
      at = add(text, text.substr(open + 1, close - open - 1), close + 1, result);
    }
    return result;
  }

 private:
  const Phrase& phrase(const std::string& name) const {
    const auto found = phrases_.find(name);
    if (found != phrases_.end()) return found->second;
    std::string known;
    for (const auto& [one, phrase] : phrases_) known += (known.empty() ? "" : ", ") + one;
    fail(file_, fmt::format("{}: {{{}}} is not known here", path_, name), "use one of " + known);
  }

  // Adds what stands for `tag`; `after` is the place behind it. Returns where to go on.
  std::size_t add(const std::string& text, const std::string& tag, std::size_t after,
                  std::string& result) const {
    if (!tag.empty() && (tag[0] == '?' || tag[0] == '^')) {
      const std::string name = tag.substr(1), end = "{/" + name + "}";
      const std::size_t close = text.find(end, after);
      if (close == std::string::npos)
        fail(file_, fmt::format("{}: {{{}}} is not ended", path_, tag), "put " + end + " there");
      // What is not shown is filled too: a slip in it is found today, not in the year that shows
      // it.
      const std::string inside = fill(text.substr(after, close - after));
      if ((phrase(name).number != 0) == (tag[0] == '?')) result += inside;
      return close + end.size();
    }
    const std::size_t bar = tag.find('|');
    if (bar == std::string::npos) {
      result += phrase(tag).html;
      return after;
    }
    const std::size_t second = tag.find('|', bar + 1);
    if (second == std::string::npos)
      fail(file_, fmt::format("{}: {{{}}} has one word", path_, tag), "give it two: {n|is|zijn}");
    result +=
        html_escaped(phrase(tag.substr(0, bar)).number == 1 ? tag.substr(bar + 1, second - bar - 1)
                                                            : tag.substr(second + 1));
    return after;
  }

  const std::filesystem::path& file_;
  const std::string& path_;
  const Phrases& phrases_;
};

}  // namespace

Texts::Texts(const std::filesystem::path& file)
    : file_(file), texts_(nlohmann::json::parse(read_whole(file), nullptr, false)) {
  if (!texts_.is_object())
    fail(file, "this is not valid JSON", "look for a quote or a comma that is missing");
}

const nlohmann::json& Texts::json(const std::string& path) const {
  const nlohmann::json::json_pointer pointer(path);
  if (!texts_.contains(pointer)) fail(file_, "there is no text " + path, "put it back");
  return texts_.at(pointer);
}

std::string Texts::at(const std::string& path) const {
  const nlohmann::json& found = json(path);
  if (!found.is_string()) fail(file_, path + " is not a text", "put quotes around it");
  return found.get<std::string>();
}

std::string Texts::at_or(const std::string& path, const std::string& otherwise) const {
  const nlohmann::json::json_pointer pointer(path);
  return texts_.contains(pointer) ? at(path) : otherwise;
}

std::string Texts::in(const std::string& language, const std::string& path) const {
  return json(path).is_object() ? at(path + "/" + language) : at(path);
}

std::string Texts::filled(const std::string& path,
                          const std::map<std::string, std::string>& values) const {
  const std::string text = at(path);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find('{', at), text.size());
    result += text.substr(at, open - at);
    if (open == text.size()) break;
    const std::size_t close = text.find('}', open);
    const auto value = close == std::string::npos
                           ? values.end()
                           : values.find(text.substr(open + 1, close - open - 1));
    if (value == values.end())
      fail(file_, path + ": a name in braces is not known", "use the names that it had before");
    result += value->second;
    at = close + 1;
  }
  return result;
}

std::string Texts::sentence(const std::string& path, const std::string& text,
                            const Phrases& phrases) const {
  return Filler(file_, path, phrases).fill(text);
}

std::string dutch_number(std::size_t number) {
  const std::string digits = std::to_string(number);
  std::string result;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) result += '.';
    result += digits[at];
  }
  return result;
}

std::string decimal(double number, int decimals, const std::string& language) {
  std::string text = fmt::format("{:.{}f}", number, decimals);
  if (language == "nl") std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string percent_of(std::size_t part, std::size_t whole) {
  if (whole == 0) return "–";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (share > 0 && share < 1) return "<1%";
  if (share > 99 && share < 100) return ">99%";
  return fmt::format("{:.0f}%", share);
}

std::string html_escaped(const std::string& text) {
  std::string result;
  for (const char byte : text) switch (byte) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += byte;
    }
  return result;
}

}  // namespace inkoopmonitor::reports
