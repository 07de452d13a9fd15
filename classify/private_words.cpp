// Numbers and addresses are found by expressions over the text of a block, names by walking over
// its words: a name is told by what stands before it, and by its shape. A list of surnames was
// turned down: half of them are words (Bakker, Visser, de Jong), and the other half is missing.
#include "classify/private_words.h"

#include <re2/re2.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "classify/literals.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

using extract::Block;
using extract::Page;

[[noreturn]] void refuse(const std::string& where, const std::string& problem) {
  throw Error(ErrorKind::usage, where, problem,
              "mend it; the file says of itself how it is written");
}

std::string figures_of(std::string_view text) {
  std::string figures;
  for (const char c : text)
    if (c >= '0' && c <= '9') figures += c;
  return figures;
}

// Ten figures from 0 on, or nine behind the number of the country (with a 0 that is not dialled).
bool is_telephone(std::string_view text) {
  std::string figures = figures_of(text);
  const bool abroad = text.starts_with('+') || figures.starts_with("00");
  if (!abroad) return figures.size() == 10 && figures[0] == '0' && figures[1] != '0';
  figures.erase(0, figures.find("31") + 2);
  if (figures.starts_with('0')) figures.erase(0, 1);
  return figures.size() == 9;
}

// ISO 13616: the first four characters behind the rest, letters as numbers from 10 on, leave 1.
bool is_iban(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != ' ') plain += c;
  constexpr std::size_t shortest = 15, longest = 34;
  if (plain.size() < shortest || plain.size() > longest) return false;
  std::rotate(plain.begin(), plain.begin() + 4, plain.end());
  int rest = 0;
  for (const char c : plain) {
    const bool figure = c >= '0' && c <= '9';
    const int value = figure ? c - '0' : c - 'A' + 10;
    rest = (rest * (figure ? 10 : 100) + value) % 97;
  }
  return rest == 1;
}

// The nine figures weigh 9 to 2 and -1; their sum is a multiple of eleven.
bool is_bsn(std::string_view text) {
  const std::string figures = figures_of(text);
  if (figures.size() != 9) return false;
  int sum = 0;
  for (int at = 0; at < 9; ++at) {
    const int weight = at == 8 ? -1 : 9 - at;
    sum += weight * (figures[static_cast<std::size_t>(at)] - '0');
  }
  return sum % 11 == 0;
}

struct Pattern {
  std::string kind;
  std::unique_ptr<re2::RE2> expression;
  bool (*check)(std::string_view) = nullptr;
  std::string needs;  // what stands in every text that has one, which few texts have

  // Calls `on_place(begin, end)` for each place in `text`.
  template <typename OnPlace>
  void each(const std::string& text, const OnPlace& on_place) const {
    const int group = expression->NumberOfCapturingGroups() > 0 ? 1 : 0;
    re2::StringPiece found[2];
    for (std::size_t from = 0; from <= text.size();) {
      if (!expression->Match(text, from, text.size(), re2::RE2::UNANCHORED, found, group + 1))
        return;
      const re2::StringPiece meant = found[group];
      const auto begin = static_cast<std::size_t>(meant.data() - text.data());
      const bool right = check == nullptr || check({meant.data(), meant.size()});
      if (right && !meant.empty()) on_place(begin, begin + meant.size());
      // What is no number may hide one that begins within it.
      from = right ? std::max(begin + meant.size(), from + 1)
                   : static_cast<std::size_t>(found[0].data() - text.data()) + 1;
    }
  }
};

// A word without what stands around it: `(Jansen),` is `Jansen`.
std::string_view bare(std::string_view word) {
  constexpr std::string_view before = "(\"'[", behind = ".,;:)\"']";
  while (!word.empty() && before.find(word.front()) != before.npos) word.remove_prefix(1);
  while (!word.empty() && behind.find(word.back()) != behind.npos) word.remove_suffix(1);
  return word;
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string in_small_letters(std::string text) {
  for (char& c : text) c = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// Where a run of words ends: behind a comma, or a point that ends a sentence.
bool ends_run(std::string_view word) {
  return !word.empty() && std::string_view(",;:.)").find(word.back()) != std::string_view::npos;
}

// Words in a row, whatever their case, and the signs that they begin with, of which a text must
// have one.
struct Words {
  std::unique_ptr<re2::RE2> expression;
  Literals begins;
  bool may_stand_in(std::string_view small) const {
    // The signs beyond ASCII that are an `s` and a `k` whatever their case.
    const bool other_form = small.find("\u017F") != std::string_view::npos ||
                            small.find("\u212A") != std::string_view::npos;
    return expression != nullptr && (other_form || begins.any_in(small));
  }
};

}  // namespace

struct PrivatePatterns::Implementation {
  std::vector<Pattern> patterns;
  Words before, written;
  std::unordered_set<std::string> infixes, inner, titles, no_name, initials;

  // --- names ------------------------------------------------------------------------------------

  bool is_infix(std::string_view word, bool behind_name) const {
    const std::string folded = text::fold(word);
    return infixes.contains(folded) || (behind_name && inner.contains(folded));
  }
  bool is_title(std::string_view word) const { return titles.contains(text::fold(bare(word))); }

  bool is_capitalised(std::string_view word) const {
    const std::string_view plain = bare(word);
    if (plain.size() < 2 || no_name.contains(std::string(plain))) return false;
    const bool letter = is_upper(plain[0]) || static_cast<unsigned char>(plain[0]) == 0xc3;
    const bool small = std::any_of(plain.begin() + 1, plain.end(), [](char c) {
      return std::islower(static_cast<unsigned char>(c)) != 0;
    });
    return letter && small && plain.find_first_of("0123456789@/") == std::string_view::npos;
  }

  // `J.`, `A.B.`, `J.-P.`, `Th.`
  bool is_initials(std::string_view word) const {
    if (word.find('.') == std::string_view::npos) return false;  // as most words
    std::string_view rest = word;
    while (!rest.empty() && (rest.front() == '(' || rest.front() == '-')) rest.remove_prefix(1);
    const bool other =
        no_name.contains(std::string(word)) || no_name.contains(std::string(bare(word)) + ".");
    std::size_t count = 0;
    while (!rest.empty()) {
      const std::size_t point = rest.find('.');
      if (point == std::string_view::npos) break;
      const std::string letters(rest.substr(0, point));
      if (!(letters.size() == 1 && is_upper(letters[0])) && !initials.contains(letters))
        return false;
      ++count;
      rest.remove_prefix(point + 1);
      if (rest.starts_with('-')) rest.remove_prefix(1);
    }
    return count > 0 && !other && rest.find_first_not_of(",)") == std::string_view::npos;
  }

  // How many words from `at` on are a name, 0 for none. `told`: words before say that one comes, so
  // that a surname alone is enough; else it needs initials, or with `signed_` two capitals.
  struct Need {
    bool told = false, signed_ = false;
  };
  std::uint32_t name_at(const Page& page, std::uint32_t at, std::uint32_t end, Need need) const {
    constexpr std::uint32_t words_max = 8;
    std::uint32_t word = at;
    bool has_initials = false, ended = false;
    std::uint32_t capitals = 0, last = at;
    while (word < end && need.told && is_title(page.words[word].text)) ++word;
    for (; word < std::min(end, at + words_max) && !ended; ++word) {
      const std::string& text = page.words[word].text;
      if (capitals == 0 && is_initials(text)) {
        has_initials = true;
        ended = text.back() == ',';
      } else if (is_capitalised(text)) {
        ++capitals;
        last = word + 1;
        ended = ends_run(text);
      } else if (!is_infix(text, has_initials || capitals > 0)) {
        break;
      }
    }
    const bool enough = need.told      ? capitals > 0
                        : need.signed_ ? capitals > 0 && (has_initials || capitals >= 2)
                                       : capitals > 0 && has_initials;
    return enough ? last - at : 0;
  }

  void find_names(const Page& page, const Block& block, const std::string& text,
                  std::string_view small, const std::vector<std::uint32_t>& starts,
                  std::vector<PrivateWords>& out) const {
    const std::uint32_t end = block.first_word + block.word_count;
    const auto mark = [&](std::uint32_t at, std::uint32_t count) {
      if (count > 0) out.push_back({page.number, at, at + count - 1, "name"});
      return count;
    };
    // A letter at the beginning of a block, or in a heading, may number it.
    for (std::uint32_t at = block.first_word; at < end; ++at) {
      const std::string& word = page.words[at].text;
      if (!is_upper(word[0] == '(' && word.size() > 1 ? word[1] : word[0])) continue;
      if (!is_initials(word)) continue;
      const bool letter = bare(word).size() == 1 &&
                          (at == block.first_word || block.kind == extract::BlockKind::heading);
      if (!letter) at += std::max(1u, mark(at, name_at(page, at, end, {}))) - 1;
    }
    if (!before.may_stand_in(small)) return;
    std::size_t from = 0;
    re2::StringPiece found;
    while (from < text.size() &&
           before.expression->Match(text, from, text.size(), re2::RE2::UNANCHORED, &found, 1)) {
      from = static_cast<std::size_t>(found.data() - text.data()) +
             std::max<std::size_t>(1, found.size());
      mark(word_behind(starts, from, block),
           name_at(page, word_behind(starts, from, block), end, {.told = true}));
    }
  }

  // The word that begins at or behind an offset of a block's text.
  static std::uint32_t word_behind(const std::vector<std::uint32_t>& starts, std::size_t offset,
                                   const Block& block) {
    const auto next = std::lower_bound(starts.begin(), starts.end(), offset);
    return block.first_word + static_cast<std::uint32_t>(next - starts.begin());
  }

  // Below a signature's words, over blocks.
  void find_signers(const Page& page, std::uint32_t from, std::vector<PrivateWords>& out) const {
    constexpr std::uint32_t reach = 25;
    const auto size = static_cast<std::uint32_t>(page.words.size());
    for (std::uint32_t at = from; at < std::min(size, from + reach);) {
      const std::uint32_t count = name_at(page, at, size, {.signed_ = true});
      if (count > 0) out.push_back({page.number, at, at + count - 1, "name"});
      at += std::max(1u, count);
    }
  }

  // --- a page -----------------------------------------------------------------------------------

  void find(const Page& page, std::vector<PrivateWords>& out) const {
    for (const Block& block : page.blocks) find(page, block, out);
  }

  void find(const Page& page, const Block& block, std::vector<PrivateWords>& out) const {
    std::string text;
    std::vector<std::uint32_t> starts;
    constexpr std::size_t bytes_a_word = 8;
    text.reserve(block.word_count * bytes_a_word);
    starts.reserve(block.word_count);
    for (std::uint32_t at = block.first_word; at < block.first_word + block.word_count; ++at) {
      if (!text.empty()) text += ' ';
      starts.push_back(static_cast<std::uint32_t>(text.size()));
      text += page.words[at].text;
    }
    // Whatever is checked is a number of at least nine figures.
    constexpr std::ptrdiff_t figures_min = 9;
    const auto is_figure = [](char c) { return c >= '0' && c <= '9'; };
    const bool has_number = std::count_if(text.begin(), text.end(), is_figure) >= figures_min;
    for (const Pattern& pattern : patterns) {
      if (pattern.check != nullptr && !has_number) continue;
      if (text.find(pattern.needs) == std::string::npos) continue;
      pattern.each(text, [&](std::size_t begin, std::size_t end) {
        const std::uint32_t first = word_behind(starts, begin + 1, block) - 1;
        out.push_back({page.number, first, word_behind(starts, end, block) - 1, pattern.kind});
      });
    }
    const std::string small = in_small_letters(text);
    find_names(page, block, text, small, starts, out);
    re2::StringPiece found;
    if (written.may_stand_in(small) &&
        written.expression->Match(text, 0, text.size(), re2::RE2::UNANCHORED, &found, 1)) {
      const auto behind = static_cast<std::size_t>(found.data() - text.data()) + found.size();
      find_signers(page, word_behind(starts, behind, block), out);
    }
  }
};

namespace {

// One expression for `de heer`, `dhr.`: words in a row, whatever their case, a colon behind them.
Words any_of_words(const std::vector<std::string>& phrases, const std::string& where) {
  if (phrases.empty()) return {};
  std::string pattern;
  std::vector<std::string> begins;
  for (const std::string& phrase : phrases) {
    pattern += (pattern.empty() ? "" : "|") + re2::RE2::QuoteMeta(phrase);
    const auto other = std::find_if(phrase.begin(), phrase.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    begins.push_back(in_small_letters({phrase.begin(), other}));
  }
  re2::RE2::Options options(re2::RE2::Quiet);
  auto expression = std::make_unique<re2::RE2>(
      R"((?i)(?:^|[^\pL])(?:)" + pattern + R"()(?: ?\([^)]{0,30}\))?[ :,]*(?:$|[ :,]))", options);
  if (!expression->ok()) refuse(where, "its phrases cannot be searched: " + expression->error());
  return {std::move(expression), Literals(std::move(begins))};
}

std::vector<std::string> texts(const toml::node_view<const toml::node>& node,
                               const std::string& where) {
  std::vector<std::string> result;
  if (!node) return result;
  const toml::array* array = node.as_array();
  if (array == nullptr) refuse(where, "this is not a list");
  for (const toml::node& item : *array) {
    const auto text = item.value<std::string>();
    if (!text) refuse(where, "it holds something that is no text");
    result.push_back(*text);
  }
  return result;
}

void check_keys(const toml::table& table, std::initializer_list<std::string_view> known,
                const std::string& where) {
  for (const auto& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end())
      refuse(where, "unknown key `" + std::string(key.str()) + "`");
  }
}

Pattern read_pattern(const toml::table& table, const std::string& file) {
  Pattern pattern;
  pattern.kind = table["kind"].value_or(std::string());
  const std::string where = file + ", pattern " + pattern.kind;
  if (pattern.kind.empty()) refuse(where, "it has no `kind`");
  check_keys(table, {"kind", "expression", "check", "needs", "yes", "no"}, where);
  pattern.needs = table["needs"].value_or(std::string());
  const std::string check = table["check"].value_or(std::string());
  pattern.check = check == "telephone" ? is_telephone
                  : check == "iban"    ? is_iban
                  : check == "bsn"     ? is_bsn
                                       : nullptr;
  if (!check.empty() && pattern.check == nullptr)
    refuse(where, "there is no check `" + check + "`");
  re2::RE2::Options options(re2::RE2::Quiet);
  pattern.expression =
      std::make_unique<re2::RE2>(table["expression"].value_or(std::string()), options);
  if (!pattern.expression->ok()) refuse(where, pattern.expression->error());
  if (pattern.expression->pattern().empty()) refuse(where, "it has no `expression`");
  for (const bool wanted : {true, false}) {
    for (const std::string& example : texts(table[wanted ? "yes" : "no"], where)) {
      bool found = false;
      pattern.each(example, [&](std::size_t, std::size_t) { found = true; });
      if (found != wanted)
        refuse(where, std::string(wanted ? "it does not find" : "it finds") + " its example \"" +
                          example + "\"");
    }
  }
  return pattern;
}

}  // namespace

PrivatePatterns::PrivatePatterns() = default;
PrivatePatterns::PrivatePatterns(PrivatePatterns&&) noexcept = default;
PrivatePatterns& PrivatePatterns::operator=(PrivatePatterns&&) noexcept = default;
PrivatePatterns::~PrivatePatterns() = default;

PrivatePatterns::PrivatePatterns(const std::filesystem::path& file, const std::string& bytes)
    : implementation_(std::make_unique<Implementation>()) {
  toml::table table;
  try {
    table = toml::parse(bytes, file.string());
  } catch (const toml::parse_error& error) {
    refuse(file.string(), "line " + std::to_string(error.source().begin.line) + ": " +
                              std::string(error.description()));
  }
  const std::string name = file.string(), names = name + ", names";
  check_keys(table, {"names", "pattern"}, name);
  const toml::table& read = table;
  if (const toml::table* list = read["names"].as_table())
    check_keys(*list, {"before", "signed", "infixes", "inner", "initials", "titles", "no_name"},
               names);
  implementation_->before = any_of_words(texts(read["names"]["before"], names), names);
  implementation_->written = any_of_words(texts(read["names"]["signed"], names), names);
  const auto add = [&](const char* key, bool fold, std::unordered_set<std::string>& to) {
    for (const std::string& word : texts(read["names"][key], names))
      to.insert(fold ? text::fold(word) : word);
  };
  add("infixes", true, implementation_->infixes);
  add("inner", true, implementation_->inner);
  add("titles", true, implementation_->titles);
  add("initials", false, implementation_->initials);
  add("no_name", false, implementation_->no_name);
  if (const toml::array* patterns = read["pattern"].as_array()) {
    for (const toml::node& one : *patterns) {
      if (one.as_table() == nullptr) refuse(name, "`pattern` is not a list of tables");
      implementation_->patterns.push_back(read_pattern(*one.as_table(), name));
    }
  }
}

std::vector<PrivateWords> PrivatePatterns::find(const extract::Document& document) const {
  std::vector<PrivateWords> found, out;
  if (implementation_ == nullptr) return out;
  for (const Page& page : document.pages) implementation_->find(page, found);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.page, a.first_word) < std::pair(b.page, b.first_word);
  });
  for (PrivateWords& one : found) {
    const bool over =
        !out.empty() && out.back().page == one.page && out.back().last_word >= one.first_word;
    if (!over)
      out.push_back(std::move(one));
    else
      out.back().last_word = std::max(out.back().last_word, one.last_word);
  }
  return out;
}

}  // namespace inkoopmonitor::classify
