#include "app/next_step.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "text.h"

namespace inkoopmonitor::app {
namespace {

// A word as a shell takes it: as it is, or between single quotes.
std::string shell_word(const std::string& word) {
  constexpr std::string_view plain = "/._-+=:@,%";
  const bool is_plain = std::all_of(word.begin(), word.end(), [&](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter >= 0x80 || plain.find(letter) != std::string::npos;
  });
  return is_plain && !word.empty() ? word : shell_quoted(word);
}

}  // namespace

std::string shell_quoted(std::string_view word) {
  std::string quoted = "'";
  for (const char letter : word) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

std::string corpus_argument(const std::filesystem::path& corpus) {
  return corpus == "monitor" ? "" : " --corpus " + shell_word(text::escaped_path(corpus.native()));
}

bool has_no_documents(const corpus::Database& database) {
  return database.select("SELECT 1 FROM content LIMIT 1").rows.empty();
}

}  // namespace inkoopmonitor::app
