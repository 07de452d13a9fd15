// Searching the pages. What is typed is taken apart here and put together again with every word in
// quotes, so that nothing that people type is a mistake in SQLite's language.
#include "reports/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "error.h"
#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

[[noreturn]] void refuse(const std::string& typed, const std::string& problem,
                         const std::string& remedy) {
  throw Error(ErrorKind::usage, "search " + typed, problem, remedy);
}

struct Token {
  enum class Kind { term, near, either, without, both, open, close } kind = Kind::term;
  std::string text;  // of a term, as FTS5 has it
};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Only marks: FTS5 would look for nothing.
bool has_word(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

std::string quoted(const std::string& words, bool prefix) {
  return "\"" + words + "\"" + (prefix ? "*" : "");
}

// A word with or without the * of a prefix.
std::string quoted_word(const std::string& word) {
  const bool prefix = word.size() > 1 && word.ends_with('*');
  return quoted(prefix ? word.substr(0, word.size() - 1) : word, prefix);
}

// NEAR(a b, 5) from its parenthesis on; moves `at` behind it.
std::string near_group(const std::string& typed, std::size_t& at) {
  const std::size_t close = typed.find(')', at);
  if (close == std::string::npos)
    refuse(typed, "the parenthesis of NEAR is not closed", "write NEAR(a b, 5)");
  std::string inside = typed.substr(at + 1, close - at - 1);
  at = close + 1;
  int distance = 10;
  if (const std::size_t comma = inside.rfind(','); comma != std::string::npos) {
    distance = std::clamp(std::atoi(inside.c_str() + comma + 1), 0, 1000);
    inside.resize(comma);
  }
  std::string terms, word;
  for (const char c : inside + " ") {
    if (!is_blank(c) && c != '"') {
      word += c;
    } else if (has_word(word)) {
      terms += (terms.empty() ? "" : " ") + quoted_word(word);
      word.clear();
    }
  }
  if (terms.empty()) refuse(typed, "NEAR has no words", "write NEAR(a b, 5)");
  return fmt::format("NEAR({}, {})", terms, distance);
}

Token word_at(const std::string& typed, std::size_t& at) {
  std::size_t end = at;
  while (end < typed.size() && !is_blank(typed[end]) && typed[end] != '"' && typed[end] != '(' &&
         typed[end] != ')') {
    ++end;
  }
  std::string word = typed.substr(at, end - at);
  at = end;
  using Kind = Token::Kind;
  if (word == "NEAR" && end < typed.size() && typed[end] == '(')
    return {Kind::term, near_group(typed, at)};
  if (word == "NEAR") return {Kind::near, word};
  if (word == "OR" || word == "OF") return {Kind::either, word};
  if (word == "NOT" || word == "NIET") return {Kind::without, word};
  if (word == "AND" || word == "EN") return {Kind::both, word};
  return {Kind::term, has_word(word) ? quoted_word(word) : ""};
}

std::vector<Token> tokens_of(const std::string& typed) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < typed.size();) {
    if (is_blank(typed[at])) {
      ++at;
    } else if (typed[at] == '(' || typed[at] == ')') {
      tokens.push_back({typed[at++] == '(' ? Token::Kind::open : Token::Kind::close, ""});
    } else if (typed[at] == '"') {
      const std::size_t close = typed.find('"', at + 1);
      if (close == std::string::npos)
        refuse(typed, "a quote is not closed", "put a \" at the end of the phrase too");
      const std::string words = typed.substr(at + 1, close - at - 1);
      at = close + 1;
      const bool prefix = at < typed.size() && typed[at] == '*';
      at += prefix;
      if (has_word(words)) tokens.push_back({Token::Kind::term, quoted(words, prefix)});
    } else if (Token token = word_at(typed, at);
               token.kind != Token::Kind::term || !token.text.empty()) {
      tokens.push_back(std::move(token));
    }
  }
  return tokens;
}

// An operator without something on both sides is a word.
void settle(std::vector<Token>& tokens) {
  using Kind = Token::Kind;
  for (std::size_t n = 0; n < tokens.size(); ++n) {
    Token& token = tokens[n];
    if (token.kind == Kind::term || token.kind == Kind::open || token.kind == Kind::close) continue;
    const bool after =
        n > 0 && (tokens[n - 1].kind == Kind::term || tokens[n - 1].kind == Kind::close);
    const bool before = n + 1 < tokens.size() &&
                        (tokens[n + 1].kind == Kind::term || tokens[n + 1].kind == Kind::open);
    const bool near_terms =
        token.kind != Kind::near ||
        (after && before && tokens[n - 1].kind == Kind::term && tokens[n + 1].kind == Kind::term &&
         tokens[n - 1].text[0] == '"' && tokens[n + 1].text[0] == '"');
    if (!after || !before || !near_terms) token = {Kind::term, quoted(token.text, false)};
  }
}

std::string put_together(const std::string& typed, const std::vector<Token>& tokens) {
  using Kind = Token::Kind;
  std::string match;
  int depth = 0;
  bool after_term = false;
  for (std::size_t n = 0; n < tokens.size(); ++n) {
    const Token& token = tokens[n];
    const bool begins = token.kind == Kind::term || token.kind == Kind::open;
    if (after_term && begins) match += " AND ";
    const bool near = n + 2 < tokens.size() && tokens[n + 1].kind == Kind::near;
    if (token.kind == Kind::term && near) {
      match += fmt::format("NEAR({} {}, 10)", token.text, tokens[n + 2].text);
      n += 2;
    } else if (token.kind == Kind::term) {
      match += token.text;
    } else if (token.kind == Kind::open || token.kind == Kind::close) {
      depth += token.kind == Kind::open ? 1 : -1;
      match += token.kind == Kind::open ? "(" : ")";
    } else {
      match += token.kind == Kind::either    ? " OR "
               : token.kind == Kind::without ? " NOT "
                                             : " AND ";
    }
    after_term = token.kind == Kind::term || token.kind == Kind::close;
    if (depth < 0 || (token.kind == Kind::close && match.ends_with("()")))
      refuse(typed, "a parenthesis has no partner or nothing in it", "leave parentheses out");
  }
  if (depth != 0) refuse(typed, "a parenthesis is not closed", "close it, or leave it out");
  return match;
}

std::string gm_code_of(const corpus::Database& database, const std::string& gemeente) {
  if (gemeente.empty()) return "";
  for (int year = database.last_register_year(); year >= database.first_register_year(); --year)
    if (const auto code = database.municipality_code(gemeente, year)) return *code;
  throw Error(ErrorKind::usage, "--gemeente " + gemeente, "no municipality is called so",
              "give its name or its CBS code");
}

}  // namespace

std::string match_of(const std::string& typed) {
  const std::string valid = text::valid_utf8(typed);
  std::vector<Token> tokens = tokens_of(valid);
  if (tokens.empty()) refuse(valid, "there is no word to look for", "give a word of the documents");
  settle(tokens);
  return put_together(valid, tokens);
}

Table search(const corpus::Database& database, const SearchOptions& options) {
  check_filter(database, options.filter);
  const Filter& filter = options.filter;
  constexpr std::int64_t kYear = 10'000'000'000'000;  // of page.page_id
  Parameters parameters = {{":words", match_of(options.words)},
                           {":first", filter.from * kYear},
                           {":last", (filter.to == 0 ? 9'999 : filter.to + 1) * kYear},
                           {":region", filter.region},
                           {":province", filter.province},
                           {":size", filter.size},
                           {":domein", filter.domein},
                           {":voorziening", filter.voorziening},
                           {":gm_code", gm_code_of(database, options.gemeente)},
                           {":limit", std::int64_t{filter.limit == 0 ? -1 : filter.limit}}};
  // Of how many pages at the most it is found out how much they are about the words.
  const std::int64_t most_ranked = filter.limit == 0 ? -1 : std::max(5'000, filter.limit);
  if (options.ranked) parameters.emplace_back(":ranked", most_ranked);
  const Answer answer(database, options.ranked ? "search_ranked" : "search", parameters);
  Table table{
      {{"year", Align::right}, {"gemeenten"}, {"file"}, {"page", Align::right}, {"words"}}, {}, {}};
  if (options.links) table.columns.push_back({"link"});
  for (std::size_t r = 0; r < answer.size(); ++r) {
    table.rows.push_back({answer.text(r, "year"), answer.text(r, "gemeenten"),
                          answer.text(r, "file"), answer.text(r, "page"), answer.text(r, "words")});
    if (options.links)
      table.rows.back().push_back(fmt::format(
          "file://{}#page={}",
          std::filesystem::absolute(database.file_of(answer.text(r, "sha256"))).string(),
          answer.text(r, "page")));
  }
  table.note = fmt::format("{} pages, {}.", answer.size(),
                           options.ranked ? "the most fitting first" : "the newest first");
  if (options.ranked && answer.size() != 0 && answer.number(0, "ranked") == most_ranked)
    table.note += fmt::format(
        " Of the newest {} pages with these words: name years, a municipality or another word for"
        " others.",
        most_ranked);
  if (filter.limit != 0 && answer.size() == static_cast<std::size_t>(filter.limit))
    table.note += fmt::format(" There may be more than these {}: --limit.", filter.limit);
  return table;
}

Table sql(const corpus::Database& database, const std::string& statement, double seconds_max) {
  const corpus::Rows rows = database.select(statement, {}, seconds_max);
  Table table;
  for (const std::string& column : rows.columns) table.columns.push_back({column});
  for (const corpus::Row& row : rows.rows) {
    table.rows.emplace_back();
    for (const auto& cell : row) table.rows.back().push_back(cell.value_or(""));
  }
  table.note = fmt::format("{} {}.", table.rows.size(), table.rows.size() == 1 ? "row" : "rows");
  return table;
}

}  // namespace inkoopmonitor::reports
