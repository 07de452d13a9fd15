// Function lengths without a compiler. Comments, literals and preprocessor lines are blanked; then
// a brace outside any function opens one when the words before it hold a parenthesis and do not
// begin a type or a namespace. clang-tidy's readability-function-size was turned down: it needs the
// compile commands of a whole build and two hundred megabytes of packages for one number.
#include <cctype>
#include <string_view>

#include "tests/tidy/tidy.h"

namespace inkoopmonitor::tidy {
namespace {

// The text with everything blanked in which a brace is no brace. Line ends stay.
class Blanker {
 public:
  explicit Blanker(std::string text) : text_(std::move(text)) {}

  std::string blank() {
    while (at_ < text_.size()) step();
    return std::move(text_);
  }

 private:
  bool at(std::string_view what) const { return text_.compare(at_, what.size(), what) == 0; }

  void erase_to(std::size_t end) {
    for (end = std::min(end, text_.size()); at_ < end; ++at_) {
      if (text_[at_] != '\n') text_[at_] = ' ';
    }
  }

  std::size_t behind(std::string_view what, std::size_t from) const {
    const std::size_t found = text_.find(what, from);
    return found == std::string::npos ? text_.size() : found + what.size();
  }

  void step() {
    if (at("//")) {
      erase_to(text_.find('\n', at_));
    } else if (at("/*")) {
      erase_to(behind("*/", at_ + 2));
    } else if (at("R\"")) {
      const std::size_t open = text_.find('(', at_);
      erase_to(behind(")" + text_.substr(at_ + 2, open - at_ - 2) + "\"", open));
    } else if (at("\"")) {
      erase_to(literal_end('"'));
    } else if (at("'") && !is_digit_separator()) {
      erase_to(literal_end('\''));
    } else if (at("#") && begins_line()) {
      erase_to(directive_end());
    } else {
      ++at_;
    }
  }

  std::size_t literal_end(char quote) const {
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        return i + 1;
      }
    }
    return text_.size();
  }

  bool is_digit_separator() const {
    return at_ > 0 && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0;
  }

  bool begins_line() const {
    std::size_t i = at_;
    while (i > 0 && (text_[i - 1] == ' ' || text_[i - 1] == '\t')) --i;
    return i == 0 || text_[i - 1] == '\n';
  }

  std::size_t directive_end() const {
    std::size_t end = text_.find('\n', at_);
    while (end != std::string::npos && text_[end - 1] == '\\') end = text_.find('\n', end + 1);
    return end;
  }

  std::string text_;
  std::size_t at_ = 0;
};

// The words without the `template <…>` before them.
std::string_view without_template(std::string_view words) {
  if (!words.starts_with("template")) return words;
  int depth = 0;
  for (std::size_t i = words.find('<'); i < words.size(); ++i) {
    if (words[i] == '<') ++depth;
    if (words[i] == '>' && --depth == 0) return words.substr(words.find_first_not_of(" \n", i + 1));
  }
  return words;
}

bool opens_function(std::string_view words) {
  if (words.find('(') == std::string_view::npos) return false;
  words = without_template(words);
  const std::string_view first = words.substr(0, words.find_first_of(" \n"));
  for (const char* type : {"namespace", "class", "struct", "union", "enum", "extern"}) {
    if (first == type) return false;
  }
  return true;
}

// Takes a blanked text character by character.
class FunctionFinder {
 public:
  std::vector<Finding> findings;

  void take(char c) {
    if (c == '\n') ++line_;
    if (c == '{') {
      open();
    } else if (c == '}') {
      close();
    } else if (c == ';') {
      words_.clear();
    } else if (!words_.empty() || std::isspace(static_cast<unsigned char>(c)) == 0) {
      if (words_.empty()) words_line_ = line_;
      words_ += c;
    }
  }

 private:
  static constexpr std::size_t most_lines = 70;

  void open() {
    ++depth_;
    if (function_depth_ != 0 || initializer_depth_ != 0) return;
    if (opens_function(words_)) {
      // `C() : member_{1} {`: no blank before a brace makes it an initializer's.
      if (std::isspace(static_cast<unsigned char>(words_.back())) == 0) {
        initializer_depth_ = depth_;
        return;
      }
      function_depth_ = depth_;
      function_line_ = words_line_;
    }
    words_.clear();
  }

  void close() {
    if (depth_ == initializer_depth_) {
      initializer_depth_ = 0;
    } else if (initializer_depth_ == 0) {
      words_.clear();
    }
    if (depth_ == function_depth_) {
      const std::size_t lines = line_ - function_line_ + 1;
      if (lines > most_lines) {
        findings.push_back({function_line_, "a function of " + std::to_string(lines) + " lines"});
      }
      function_depth_ = 0;
    }
    if (depth_ > 0) --depth_;
  }

  std::string words_;  // since the last brace or semicolon
  std::size_t line_ = 1, words_line_ = 1, function_line_ = 0;
  std::size_t depth_ = 0, function_depth_ = 0, initializer_depth_ = 0;
};

}  // namespace

std::vector<Finding> long_functions(const File& file) {
  if (!file.path.ends_with(".cpp") && !file.path.ends_with(".h")) return {};
  FunctionFinder finder;
  for (const char c : Blanker(file.text).blank()) finder.take(c);
  return finder.findings;
}

}  // namespace inkoopmonitor::tidy
