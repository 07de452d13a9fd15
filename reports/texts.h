// The words that the program puts into publications, and sentences with numbers worked into them.
// Private to this room.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace inkoopmonitor::reports {

// Something that is put into a sentence: HTML that is ready, and where it is a number, that number.
struct Phrase {
  std::string html;
  double number = 0;
};
using Phrases = std::map<std::string, Phrase>;

// A JSON file of texts. Every member throws Error (usage) naming file and text when something is
// missing in it.
class Texts {
 public:
  explicit Texts(const std::filesystem::path& file);

  // The text at `path` ("/groups/several").
  std::string at(const std::string& path) const;
  // The same, or `otherwise` when there is none.
  std::string at_or(const std::string& path, const std::string& otherwise) const;
  // The text in a language: what stands at `path` is a text, or an object with `nl` and `en`.
  std::string in(const std::string& language, const std::string& path) const;
  // The text with each {name} replaced; a name that is not given is an error.
  std::string filled(const std::string& path,
                     const std::map<std::string, std::string>& values) const;
  // What is at `path`, of whatever kind.
  const nlohmann::json& json(const std::string& path) const;

  // `text` as HTML: {name} is a phrase, {name|gemeente|gemeenten} the first word when its number is
  // 1, else the second, {?name}…{/name} stands there when its number is not 0 and {^name}…{/name}
  // when it is. `path` is for messages.
  std::string sentence(const std::string& path, const std::string& text,
                       const Phrases& phrases) const;

 private:
  std::filesystem::path file_;
  nlohmann::json texts_;
};

// 1234 as 1.234.
std::string dutch_number(std::size_t number);
// A number with so many decimals, as people of the language (nl, en) write it.
std::string decimal(double number, int decimals, const std::string& language);
// A part of a whole in whole percents that never round to nothing or all; "–" of no whole.
std::string percent_of(std::size_t part, std::size_t whole);
// & < > " ' as HTML.
std::string html_escaped(const std::string& text);

}  // namespace inkoopmonitor::reports
