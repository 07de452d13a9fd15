// Tokens and number words of the grammar of quantities (numbers: quantities_numbers.cpp).
//
// A hand-written scanner and one table of words, because this runs over every sentence: regular
// expressions cannot compose numbers (vierentwintig, 1 (een), 2,5), and were turned down.
//
//   number  := digits | words | number "(" number ")"          equal values: written twice
//   digits  := 0-9+ ("." 3 digits)* ("," 0-9+)? "½"?
//   words   := compound | unit "en" tens | hundreds ["en"] compound | number "en een half"
//   compound: as Dutch writes them in one word, thousands (hundreds (unit "en" tens))
#include "classify/quantities_tokens.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace inkoopmonitor::classify::grammar {
namespace {

struct Meaning {
  Word word = Word::none;
  long value = -1;
};

struct Entry {
  std::string_view text;
  Word word;
  long value;
};
// Names of months as OCR is known to misread them stand beside the right ones.
constexpr Entry kEntries[] = {{"half", Word::half, 1},
                              {"halve", Word::half, 1},
                              {"anderhalf", Word::half, 3},
                              {"anderhalve", Word::half, 3},
                              {"eerste", Word::ordinal, 1},
                              {"derde", Word::ordinal, 3},
                              {"eenmalig", Word::times, 1},
                              {"eenmalige", Word::times, 1},
                              {"duo", Word::tally, 2},
                              {"trio", Word::tally, 3},
                              {"dozijn", Word::tally, 12},
                              {"nul", Word::number, 0},
                              {"januari", Word::month, 1},
                              {"jan", Word::month, 1},
                              {"januarl", Word::month, 1},
                              {"februari", Word::month, 2},
                              {"feb", Word::month, 2},
                              {"febr", Word::month, 2},
                              {"februarl", Word::month, 2},
                              {"maart", Word::month, 3},
                              {"mrt", Word::month, 3},
                              {"april", Word::month, 4},
                              {"apr", Word::month, 4},
                              {"aprll", Word::month, 4},
                              {"mei", Word::month, 5},
                              {"juni", Word::month, 6},
                              {"jun", Word::month, 6},
                              {"juli", Word::month, 7},
                              {"jul", Word::month, 7},
                              {"augustus", Word::month, 8},
                              {"aug", Word::month, 8},
                              {"september", Word::month, 9},
                              {"sept", Word::month, 9},
                              {"sep", Word::month, 9},
                              {"oktober", Word::month, 10},
                              {"okt", Word::month, 10},
                              {"november", Word::month, 11},
                              {"nov", Word::month, 11},
                              {"december", Word::month, 12},
                              {"dec", Word::month, 12},
                              {"jaar", Word::months, 12},
                              {"jaren", Word::months, 12},
                              {"jr", Word::months, 12},
                              {"kalenderjaar", Word::months, 12},
                              {"kalenderjaren", Word::months, 12},
                              {"contractjaar", Word::months, 12},
                              {"contractjaren", Word::months, 12},
                              {"schooljaar", Word::months, 12},
                              {"schooljaren", Word::months, 12},
                              {"subsidiejaren", Word::months, 12},
                              {"boekjaar", Word::months, 12},
                              {"boekjaren", Word::months, 12},
                              {"halfjaar", Word::months, 6},
                              {"halfjaren", Word::months, 6},
                              {"kwartaal", Word::months, 3},
                              {"kwartalen", Word::months, 3},
                              {"maand", Word::months, 1},
                              {"maanden", Word::months, 1},
                              {"maandem", Word::months, 1},
                              {"mnd", Word::months, 1},
                              {"mnden", Word::months, 1},
                              {"kalendermaand", Word::months, 1},
                              {"kalendermaanden", Word::months, 1},
                              {"week", Word::days, 7},
                              {"weken", Word::days, 7},
                              {"kalenderweken", Word::days, 7},
                              {"dag", Word::days, 1},
                              {"dagen", Word::days, 1},
                              {"werkdag", Word::days, 1},
                              {"werkdagen", Word::days, 1},
                              {"kalenderdag", Word::days, 1},
                              {"kalenderdagen", Word::days, 1},
                              {"optiejaar", Word::option, 12},
                              {"optiejaren", Word::option, 12},
                              {"verlengingsjaar", Word::option, 12},
                              {"verlengingsjaren", Word::option, 12},
                              {"halfjaarsverlengingen", Word::option, 6},
                              {"halfjaarverlengingen", Word::option, 6},
                              {"jaarverlengingen", Word::option, 12},
                              {"jaarsverlengingen", Word::option, 12},
                              {"optiejrn", Word::option, 12},
                              {"optiejr", Word::option, 12},
                              {"slotjaar", Word::option, 12},
                              {"lustrum", Word::months, 60},
                              {"decennium", Word::months, 120},
                              {"verlengjaar", Word::option, 12},
                              {"verlengjaren", Word::option, 12},
                              {"optiekwartalen", Word::option, 3}};

const std::unordered_map<std::string_view, Meaning>& lexicon() {
  static const auto words = [] {
    std::unordered_map<std::string_view, Meaning> map;
    for (const Entry& entry : kEntries) map[entry.text] = {entry.word, entry.value};
    return map;
  }();
  return words;
}

struct Numeral {
  std::string_view text;
  long value;
};

// A longer word comes before the one that it begins with.
constexpr std::array<Numeral, 19> kUnits = {{{"dertien", 13},
                                             {"veertien", 14},
                                             {"vijftien", 15},
                                             {"zestien", 16},
                                             {"zeventien", 17},
                                             {"achttien", 18},
                                             {"negentien", 19},
                                             {"twaalf", 12},
                                             {"zeven", 7},
                                             {"negen", 9},
                                             {"twee", 2},
                                             {"drie", 3},
                                             {"vier", 4},
                                             {"vijf", 5},
                                             {"acht", 8},
                                             {"tien", 10},
                                             {"een", 1},
                                             {"zes", 6},
                                             {"elf", 11}}};
constexpr std::array<Numeral, 8> kTens = {{{"twintig", 20},
                                           {"dertig", 30},
                                           {"veertig", 40},
                                           {"vijftig", 50},
                                           {"zestig", 60},
                                           {"zeventig", 70},
                                           {"tachtig", 80},
                                           {"negentig", 90}}};

const Numeral* beginning(std::string_view word, const auto& numerals) {
  if (word.empty()) return nullptr;
  for (const Numeral& numeral : numerals) {
    if (word.front() == numeral.text.front() && word.starts_with(numeral.text)) return &numeral;
  }
  return nullptr;
}

// 1 to 99.
std::optional<NumberWord> below_hundred(std::string_view word) {
  if (const Numeral* tens = beginning(word, kTens))
    return NumberWord{tens->value, tens->text.size()};
  const Numeral* unit = beginning(word, kUnits);
  if (!unit) return std::nullopt;
  const NumberWord alone{unit->value, unit->text.size()};
  const std::string_view rest = word.substr(alone.length);
  if (unit->value > 9 || !rest.starts_with("en")) return alone;
  const Numeral* tens = beginning(rest.substr(2), kTens);
  if (!tens) return alone;
  return NumberWord{unit->value + tens->value, alone.length + 2 + tens->text.size()};
}

// What follows `used` bytes of `word`: a lower part that may be joined by "en".
NumberWord with_lower_part(std::string_view word, NumberWord upper, auto read) {
  std::string_view rest = word.substr(upper.length);
  std::optional<NumberWord> lower = read(rest);
  std::size_t joint = 0;
  if (!lower && rest.starts_with("en")) {
    joint = 2;
    lower = read(rest.substr(joint));
  }
  if (!lower) return upper;
  return {upper.value + lower->value, upper.length + joint + lower->length};
}

// 1 to 9,999; hundreds may be counted up to 99 (twaalfhonderd).
std::optional<NumberWord> hundreds(std::string_view word) {
  constexpr std::string_view kHundred = "honderd";
  std::optional<NumberWord> front = below_hundred(word);
  const std::size_t used = front ? front->length : 0;
  if (!word.substr(used).starts_with(kHundred)) return front;
  const NumberWord upper{(front ? front->value : 1) * 100, used + kHundred.size()};
  return with_lower_part(word, upper, below_hundred);
}

// The suffixes that turn a number into another kind of word.
struct Suffix {
  std::string_view text;
  Word word;
  long factor;
};
constexpr std::array<Suffix, 22> kSuffixes = {
    {{"maal", Word::times, 1},        {"keer", Word::times, 1},
     {"malig", Word::times, 1},       {"malige", Word::times, 1},
     {"jarig", Word::adjective, 12},  {"jarige", Word::adjective, 12},
     {"jaars", Word::adjective, 12},  {"jaarse", Word::adjective, 12},
     {"jaarlijkse", Word::none, 1},   {"maands", Word::adjective, 1},
     {"maandse", Word::adjective, 1}, {"tal", Word::tally, 1},
     {"de", Word::ordinal, 1},        {"ste", Word::ordinal, 1},
     {"enhalf", Word::half, 2},       {"enhalve", Word::half, 2},
     {"eneenhalf", Word::half, 2},    {"eneenhalve", Word::half, 2},
     {"eenhalf", Word::half, 2},      {"jaar", Word::none, 1},
     {"verlengingen", Word::none, 1}, {"", Word::number, 1}}};

Meaning meaning_of_compound(std::string_view word) {
  const std::optional<NumberWord> number = number_word_prefix(word);
  if (!number) return {};
  const std::string_view rest = word.substr(number->length);
  for (const Suffix& suffix : kSuffixes) {
    if (rest != suffix.text) continue;
    const long value = number->value * suffix.factor + (suffix.word == Word::half ? 1 : 0);
    return {suffix.word, value};
  }
  return {};
}

// Whether the lexicon has a word of this first letter and length, which few words of a text have.
bool may_be_in_lexicon(std::string_view word) {
  static const auto lengths_by_letter = [] {
    std::array<std::uint32_t, 26> bits{};
    for (const Entry& entry : kEntries) bits[entry.text.front() - 'a'] |= 1U << entry.text.size();
    return bits;
  }();
  return word.size() < 32 && (lengths_by_letter[word.front() - 'a'] >> word.size() & 1) != 0;
}

// A number word begins with one of few letters, which spares most words the second look.
Meaning meaning_of(std::string_view word) {
  const auto found = may_be_in_lexicon(word) ? lexicon().find(word) : lexicon().end();
  if (found != lexicon().end()) return found->second;
  if (std::string_view("tdvzeanh").find(word.front()) == std::string_view::npos) return {};
  return meaning_of_compound(word);
}

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
bool is_letter(char byte) {
  return byte >= 'a' && byte <= 'z';
}

std::size_t sign_length(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  if (static_cast<unsigned char>(text[at]) < 0xC0) return length;
  while (at + length < text.size() && length < 4 &&
         (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) {
    ++length;
  }
  return length;
}

long value_of_digits(std::string_view digits) {
  if (digits.size() > 9) return -1;
  long value = 0;
  for (char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

Token token_at(std::string_view text, std::size_t at) {
  Token token;
  token.begin = at;
  std::size_t end = at;
  if (is_digit(text[at])) {
    while (end < text.size() && is_digit(text[end])) ++end;
    token.kind = Kind::digits;
    token.value = value_of_digits(text.substr(at, end - at));
  } else if (is_letter(text[at])) {
    while (end < text.size() && is_letter(text[end])) ++end;
    token.kind = Kind::word;
    const Meaning meaning = meaning_of(text.substr(at, end - at));
    token.word = meaning.word;
    token.value = meaning.value;
  } else {
    end = at + sign_length(text, at);
    token.kind = Kind::sign;
  }
  token.end = end;
  token.text = text.substr(at, end - at);
  return token;
}

std::size_t words_of(std::string_view phrase) {
  return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
}

}  // namespace

std::optional<NumberWord> number_word_prefix(std::string_view word) {
  constexpr std::string_view kThousand = "duizend";
  std::optional<NumberWord> front = hundreds(word);
  const std::size_t used = front ? front->length : 0;
  if (!word.substr(used).starts_with(kThousand)) return front;
  const NumberWord upper{(front ? front->value : 1) * 1000, used + kThousand.size()};
  return with_lower_part(word, upper, hundreds);
}

namespace {

// The room of tokens that are no more needed. Those of one text are too many for what malloc keeps
// at hand, and texts follow each other.
std::vector<Token>& spare_room() {
  thread_local std::vector<Token> room;
  return room;
}

}  // namespace

Tokens::~Tokens() {
  constexpr std::size_t tokens_max = 10'000;
  if (tokens_.capacity() <= tokens_max && tokens_.capacity() > spare_room().capacity())
    spare_room() = std::move(tokens_);
}

Tokens::Tokens(std::string_view folded) : tokens_(std::move(spare_room())) {
  tokens_.clear();
  tokens_.reserve(folded.size() / 5 + 4);
  std::size_t end_before = std::string_view::npos;
  for (std::size_t at = 0; at < folded.size();) {
    if (folded[at] == ' ' || folded[at] == '\n' || folded[at] == '\t' || folded[at] == '\r') {
      ++at;
      continue;
    }
    tokens_.push_back(token_at(folded, at));
    tokens_.back().glued = end_before == at;
    meanings_ |= 1U << static_cast<unsigned>(tokens_.back().word);
    at = end_before = tokens_.back().end;
  }
}

bool Tokens::is_number_like(std::size_t index) const {
  const Token& token = (*this)[index];
  return token.kind == Kind::digits || token.word == Word::number;
}

std::size_t Tokens::phrase_at(std::size_t index, std::string_view phrase) const {
  // Most words do not begin as the phrase does.
  const std::string_view first = (*this)[index].text;
  if (first.empty() || first.front() != phrase.front()) return 0;
  std::size_t used = 0;
  while (true) {
    const std::size_t blank = phrase.find(' ');
    if (!is(index + used, phrase.substr(0, blank))) return 0;
    ++used;
    if (blank == std::string_view::npos) return used;
    phrase.remove_prefix(blank + 1);
  }
}

std::size_t Tokens::phrase_before(std::size_t index, std::string_view phrase) const {
  const std::size_t length = words_of(phrase);
  return index >= length ? phrase_at(index - length, phrase) : 0;
}

Span Tokens::span(std::size_t first, std::size_t last) const {
  if (first >= last) return {};
  return {(*this)[first].begin, (*this)[last - 1].end};
}

}  // namespace inkoopmonitor::classify::grammar
