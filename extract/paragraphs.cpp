// Paragraphs and list items within one column, and mending of words before anything is laid out.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "extract/layout.h"

namespace inkoopmonitor::extract {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ends_sentence(const std::string& text) {
  return !text.empty() && std::string_view(".:;?!").find(text.back()) != std::string_view::npos;
}

// Word processors use the letter o as the bullet of the second level, with a wide blank after it.
bool is_round_bullet(const std::vector<RawWord>& words, const Line& line) {
  if (line.words.size() < 2 || words[line.words[0]].text != "o") return false;
  return words[line.words[1]].box.left - words[line.words[0]].box.right > 0.5f * line.size;
}

// True for a number without a point, which stands out before a text by a wide blank.
bool is_bare_enumerator(const std::vector<RawWord>& words, const Line& line) {
  if (line.words.size() < 2) return false;
  const RawWord &first = words[line.words[0]], &second = words[line.words[1]];
  return bare_number(first.text) > 0 && second.text.front() >= 'A' && second.text.front() <= 'Z' &&
         second.box.left - first.box.right > 0.8f * line.size;
}

bool opens_item(const std::vector<RawWord>& words, const Line& line) {
  const std::string& first = words[line.words.front()].text;
  return is_bullet(first) || (is_enumerator(first) && line.words.size() > 1) ||
         is_round_bullet(words, line) || is_bare_enumerator(words, line);
}

bool is_dash(const std::string& word) {
  return word == "–" || word == "—" || word == "-";
}

// True when bold text ends, or begins, with the line above. A sentence that fills the line above
// may begin in bold and end, within a later line, in the weight of the text.
bool changes_weight(const std::vector<RawWord>& words, const Line& above, const Line& line,
                    bool short_above) {
  if (above.bold == line.bold) return false;
  return !above.bold || short_above || !words[line.words.front()].bold ||
         ends_sentence(words[above.words.back()].text);
}

// A small raised number before a text.
bool is_note_number(const std::vector<RawWord>& words, const Line& line) {
  if (line.words.size() < 2) return false;
  const RawWord &first = words[line.words[0]], &second = words[line.words[1]];
  return first.text.size() <= 3 &&
         first.text.find_first_not_of("0123456789") == std::string::npos && first.font_size > 0 &&
         first.font_size < 0.85f * second.font_size;
}

// `3.1.2 Correcties` or `Artikel 5 - Toegang` alone on its line, with the text right below it.
bool is_title_above(const std::vector<RawWord>& words, const Line& above, const Line& line) {
  constexpr std::size_t words_max = 9;
  const std::string& named = words[above.words[0]].text;
  const std::size_t number_at = named == "Artikel" || named == "ARTIKEL" ? 1 : 0;
  if (above.words.size() < 2 + number_at || above.words.size() > words_max) return false;
  const std::string& number = words[above.words[number_at]].text;
  const std::string& last = words[above.words.back()].text;
  if (ends_sentence(last) || last.back() == ',' || !is_digit(number.front())) return false;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::string& title = words[above.words[number_at + 1]].text;
  if (!is_capital(words[line.words[0]].text.front())) return false;
  if (number_at == 1) return is_dash(title) || is_capital(title.front());
  return number.find('.') < number.size() - 1 && is_enumerator(number) && is_capital(title.front());
}

// `2.2 Partijen kunnen …`: a number of two parts before what begins a sentence.
bool is_numbered_clause(const std::vector<RawWord>& words, const Line& line) {
  if (line.words.size() < 3) return false;
  const std::string& number = words[line.words[0]].text;
  const char begin = words[line.words[1]].text.front();
  return is_digit(number.front()) && is_enumerator(number) &&
         number.find('.') < number.size() - 1 && begin >= 'A' && begin <= 'Z';
}

// An answer that stands further in, right below its question.
bool is_answer_below(const std::vector<RawWord>& words, const Line& above, const Line& line) {
  const char begin = words[line.words.front()].text.front();
  return words[above.words.back()].text.back() == '?' && !(begin >= 'a' && begin <= 'z') &&
         line.box.left > above.box.left + 0.8f * line.size;
}

bool starts_block(const std::vector<RawWord>& words, const Line& above, const Line& line,
                  const Column& column) {
  const float gap = line.box.top - above.box.bottom;
  if (gap > column.usual_gap + 0.35f * line.size) return true;
  if (gap < -2 * line.size) return true;
  const std::string& first = words[line.words.front()].text;
  const bool short_above = above.box.right < column.right - 0.12f * (column.right - above.box.left);
  // OCR is unsure of size and weight, so there a little more space must be seen as well.
  const bool ocr = words[line.words.front()].certainty < 1;
  const float change = std::abs(line.size - above.size) / std::max(line.size, above.size);
  const std::string& last = words[above.words.back()].text;
  if (!ocr || gap > column.usual_gap + 0.12f * line.size)
    if (change > (ocr ? 0.2f : 0.1f) || changes_weight(words, above, line, short_above))
      return true;
  if (is_note_number(words, line)) return true;
  if (std::any_of(above.words.begin(), above.words.end(),
                  [&](std::uint32_t at) { return is_leader(words[at].text); }))
    return true;
  if (short_above && last.back() == ';') return true;  // an item whose bullet was not read
  if (is_answer_below(words, above, line)) return true;
  if (short_above && is_title_above(words, above, line)) return true;
  // A dash that parts words of a sentence may come to stand at the beginning of a line.
  const bool runs_on = is_dash(first) && !short_above && !ends_sentence(last) &&
                       last.back() != ',' &&
                       std::abs(line.box.left - above.box.left) < 0.5f * line.size;
  if ((is_bullet(first) && !runs_on) || is_round_bullet(words, line) ||
      is_bare_enumerator(words, line))
    return true;
  if (is_enumerator(first) && line.words.size() > 1 && (ends_sentence(last) || short_above))
    return true;
  if (is_numbered_clause(words, line) && gap > column.usual_gap + 0.12f * line.size) return true;
  if (first == "Artikel" && short_above) return true;
  return short_above && ends_sentence(last) && last.back() != ':' &&
         line.box.left < above.box.left + 2 * line.size &&
         gap > column.usual_gap + 0.15f * line.size;
}

// True when the line stands farther left than a list item's text, so that it is no part of it.
// Where the text hangs beside the bullet, that is told by its lines after the first.
bool leaves_item(const LaidBlock& block, const Line& line) {
  if (block.kind != BlockKind::list_item) return false;
  const Line& first = block.lines.front();
  if (line.box.left < first.box.left - 0.5f * line.size) return true;
  if (block.lines.size() < 2 || line.box.left > first.box.left + 0.3f * line.size) return false;
  return std::all_of(block.lines.begin() + 1, block.lines.end(), [&](const Line& other) {
    return other.box.left > first.box.left + 0.7f * line.size;
  });
}

// True when `note` is a small raised number behind a word: the mark of a note, or an exponent.
bool is_raised(const RawWord& word, const RawWord& note) {
  constexpr std::size_t digits_max = 5;  // `1`, `12`, `1,2`
  if (note.text.size() > digits_max || note.quarter_turns != word.quarter_turns ||
      note.text.find_first_not_of("0123456789,") != std::string::npos ||
      !is_digit(note.text.front()) || !is_digit(note.text.back()))
    return false;
  const float size = word.font_size, gap = note.box.left - word.box.right;
  return note.font_size > 0 && note.font_size < 0.87f * size && gap > -0.3f * size &&
         gap < 0.6f * size && note.box.bottom < word.box.bottom - 0.12f * size &&
         note.box.bottom > word.box.top;
}

// The number in the letters that Unicode has for raised ones, so that nobody takes it for a part of
// the word or for a quantity.
std::string raised(const std::string& digits) {
  static constexpr std::array<std::string_view, 10> letters = {"⁰", "¹", "²", "³", "⁴",
                                                               "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  for (const char c : digits)
    out += is_digit(c) ? letters[static_cast<std::size_t>(c - '0')] : std::string_view(",");
  return out;
}

// True when the line begins anew although its first word had room on the line above.
bool is_broken_off(const std::vector<RawWord>& words, const Line& above, const Line& line,
                   const Column& column) {
  const RawWord &first = words[line.words.front()], &last = words[above.words.back()];
  const char begin = first.text.front();
  const bool anew = (begin >= 'A' && begin <= 'Z') || is_digit(begin);
  const float needed = first.box.right - first.box.left + line.size;
  return anew && last.text.back() != '-' && last.text.back() != ',' &&
         above.box.right + needed < column.right &&
         std::abs(line.box.left - above.box.left) < 0.5f * line.size;
}

// A list whose bullets are drawings, or an address, looks like a paragraph; most of its lines are
// broken off, which those of a text are not.
void part_items(const std::vector<RawWord>& words, const Column& column, LaidBlock block,
                std::vector<LaidBlock>& out) {
  const std::size_t breaks = block.lines.size() - 1;
  std::size_t broken = 0, capitals = 0;
  for (std::size_t at = 1; at <= breaks; ++at) {
    if (is_broken_off(words, block.lines[at - 1], block.lines[at], column)) ++broken;
    const char begin = words[block.lines[at].words.front()].text.front();
    if (begin >= 'A' && begin <= 'Z') ++capitals;
  }
  const bool all_anew = breaks >= 3 && capitals == breaks && broken > 0;
  if ((!all_anew && (broken < 2 || 10 * broken < 6 * breaks)) || block.lines.front().bold) {
    out.push_back(std::move(block));
    return;
  }
  for (std::size_t at = 0; at <= breaks; ++at) {
    // A line that fills the measure may go on in one that happens to begin with a name.
    const bool is_loose = at > 0 && block.lines[at].box.top - block.lines[at - 1].box.bottom >
                                        0.6f * block.lines[at].size;
    if (at == 0 || (all_anew && is_loose) ||
        is_broken_off(words, block.lines[at - 1], block.lines[at], column))
      out.emplace_back().kind = block.kind;
    out.back().lines.push_back(block.lines[at]);
  }
}

// True when the rest of a word in small capitals follows upon its capital, which is set larger.
bool goes_on_small(const RawWord& left, const RawWord& right) {
  constexpr float below = 0.21f;  // how far boxes reach below the line that letters stand on
  const bool capital = left.text.size() == 1 && left.text[0] >= 'A' && left.text[0] <= 'Z';
  const float share = right.font_size / std::max(1.f, left.font_size);
  return capital && is_letter(right.text.front()) && share > 0.65f && share < 0.9f &&
         std::abs(right.box.left - left.box.right) < 0.04f * left.font_size &&
         std::abs(left.box.bottom - below * left.font_size - right.box.bottom +
                  below * right.font_size) < 0.06f * left.font_size;
}

bool joins(const RawWord& left, const RawWord& right) {
  const float size = std::max(left.font_size, right.font_size);
  const float overlap =
      std::min(left.box.bottom, right.box.bottom) - std::max(left.box.top, right.box.top);
  const float gap = right.box.left - left.box.right;
  if (is_raised(left, right)) return false;
  if (right.touches && left.quarter_turns == right.quarter_turns && goes_on_small(left, right))
    return true;
  // Letters set wide part less than words do where no blank is drawn.
  return right.touches && left.quarter_turns == right.quarter_turns && gap < 0.15f * size &&
         gap > -0.3f * size &&
         overlap >
             0.6f * std::min(left.box.bottom - left.box.top, right.box.bottom - right.box.top) &&
         std::abs(left.font_size - right.font_size) < 0.25f * size;
}

void absorb(Box& box, const Box& by) {
  box = {std::min(box.left, by.left), std::min(box.top, by.top), std::max(box.right, by.right),
         std::max(box.bottom, by.bottom)};
}

bool is_drawn_again(const RawWord& word, const RawWord& again) {
  const float slack = 0.15f * std::max(1.f, word.font_size);
  return word.text == again.text && std::abs(word.box.left - again.box.left) < slack &&
         std::abs(word.box.top - again.box.top) < slack;
}

// Turned so that text which runs down or up the page runs to the right.
Box turned(const Box& box, int quarter_turns, float width, float height) {
  switch (quarter_turns) {
    case 1:
      return {box.top, width - box.right, box.bottom, width - box.left};
    case 2:
      return {width - box.right, height - box.bottom, width - box.left, height - box.top};
    case 3:
      return {height - box.bottom, box.left, height - box.top, box.right};
    default:
      return box;
  }
}

// Holds the page so that most of its text is upright; `page_box` stays.
void turn_upright(PageContent& content) {
  std::array<std::size_t, 4> letters{};
  for (const RawWord& word : content.words)
    letters[static_cast<std::size_t>(word.quarter_turns & 3)] += word.text.size();
  const int most =
      static_cast<int>(std::max_element(letters.begin(), letters.end()) - letters.begin());
  if (most == 0) return;
  for (RawWord& word : content.words) {
    word.box = turned(word.box, most, content.width, content.height);
    word.quarter_turns = (word.quarter_turns - most + 4) & 3;
  }
  for (Rule& rule : content.rules) {
    Box box = rule.horizontal ? Box{rule.from, rule.position, rule.to, rule.position}
                              : Box{rule.position, rule.from, rule.position, rule.to};
    box = turned(box, most, content.width, content.height);
    if (most != 2) rule.horizontal = !rule.horizontal;
    rule.position = rule.horizontal ? box.top : box.left;
    rule.from = rule.horizontal ? box.left : box.top;
    rule.to = rule.horizontal ? box.right : box.bottom;
  }
}

}  // namespace

bool is_bullet(const std::string& word) {
  static constexpr std::array<std::string_view, 20> bullets = {"•", "◦", "▪", "▫", "■", "□", "●",
                                                               "○", "‣", "⁃", "–", "—", "-", "*",
                                                               "→", "➢", "✓", "☐", "☒", "·"};
  // The bullets of Symbol and Wingdings: U+F000 to U+F0FF.
  const bool symbol = word.size() == 3 && word[0] == '\xef' && (word[1] & ~3) == '\x80';
  return symbol || std::find(bullets.begin(), bullets.end(), word) != bullets.end();
}

bool is_enumerator(const std::string& word) {
  std::string_view rest = word;
  bool closed = false;
  if (rest.starts_with('(') || rest.starts_with('[')) rest.remove_prefix(1);
  while (!rest.empty() && std::string_view(".):]").find(rest.back()) != std::string_view::npos) {
    rest.remove_suffix(1);
    closed = true;
  }
  if (rest.empty() || rest.size() > 8) return false;
  if (rest.size() == 1 && is_letter(rest.front())) return closed;
  if (rest == "|") return closed;  // a 1 as OCR reads it
  const bool roman = rest.size() <= 4 && rest.find_first_not_of("IVXivx") == std::string_view::npos;
  if (roman) return closed;
  if (is_letter(rest.front())) {  // A1, B2.3; but D66: is a party
    if (word.back() == ':') return false;
    rest.remove_prefix(1);
  }
  if (rest.empty() || !is_digit(rest.front()) || !is_digit(rest.back())) return false;
  std::size_t run = 0, points = 0;
  for (const char c : rest) {
    if (c != '.' && !is_digit(c)) return false;
    points += c == '.' ? 1 : 0;
    run = c == '.' ? 0 : run + 1;
    if (run > 2) return false;  // a year or an amount
  }
  return closed || points > 0;
}

int bare_number(const std::string& word) {
  if (word.size() > 2 || word.find_first_not_of("0123456789") != std::string::npos) return 0;
  return std::atoi(word.c_str());
}

bool is_leader(const std::string& word) {
  return word.find("....") != std::string::npos || word.find("……") != std::string::npos;
}

float usual_gap(const std::vector<std::vector<Line>>& texts) {
  constexpr float close = 1.2f, wide = 3;  // in sizes of the type: in most texts, in any
  float left = 1e9f, right = 0;
  for (const std::vector<Line>& lines : texts)
    for (const Line& line : lines)
      left = std::min(left, line.box.left), right = std::max(right, line.box.right);
  std::vector<float> gaps, wide_gaps;
  for (const std::vector<Line>& lines : texts)
    for (std::size_t at = 1; at < lines.size(); ++at) {
      const float gap = lines[at].box.top - lines[at - 1].box.bottom;
      if (gap < close * lines[at].size) gaps.push_back(gap);
      const bool is_full = lines[at - 1].box.right > right - 0.15f * (right - left);
      if (gap < wide * lines[at].size && is_full) wide_gaps.push_back(gap);
    }
  if (4 * gaps.size() < wide_gaps.size()) gaps = std::move(wide_gaps);  // a blank line in between
  if (gaps.empty()) return 0;
  // The lower third: a page of headings and lists has as many breaks as lines that go on.
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 3);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return *middle;
}

Column column_style(const std::vector<Line>& lines) {
  Column column{usual_gap({lines}), 0};
  for (const Line& line : lines) column.right = std::max(column.right, line.box.right);
  return column;
}

std::vector<LaidBlock> paragraphs_of(const std::vector<RawWord>& words,
                                     const std::vector<Line>& lines, const Column& column) {
  std::vector<LaidBlock> blocks, out;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (at == 0 || starts_block(words, lines[at - 1], lines[at], column) ||
        leaves_item(blocks.back(), lines[at])) {
      blocks.emplace_back();
      const bool follows_item = at > 0 && words[lines[at - 1].words.back()].text.back() == ';';
      if (follows_item || opens_item(words, lines[at])) blocks.back().kind = BlockKind::list_item;
    }
    blocks.back().lines.push_back(lines[at]);
  }
  for (LaidBlock& block : blocks) {
    if (block.kind == BlockKind::paragraph) {
      part_items(words, column, std::move(block), out);
    } else {
      out.push_back(std::move(block));
    }
  }
  return out;
}

void mend_words(PageContent& content) {
  std::vector<RawWord> mended;
  mended.reserve(content.words.size());
  turn_upright(content);
  for (RawWord& word : content.words) {
    constexpr std::size_t look_back = 12;
    bool again = false;
    for (std::size_t back = 1; back <= std::min(look_back, mended.size()) && !again; ++back)
      again = is_drawn_again(mended[mended.size() - back], word);
    if (again) continue;
    if (!mended.empty() && joins(mended.back(), word)) {
      RawWord& last = mended.back();
      last.bold = last.text.size() >= word.text.size() ? last.bold : word.bold;
      last.text += word.text;
      absorb(last.box, word.box);
      absorb(last.page_box, word.page_box);
    } else {
      mended.push_back(std::move(word));
    }
  }
  for (std::size_t at = 1; at < mended.size(); ++at)
    if (is_raised(mended[at - 1], mended[at])) mended[at].text = raised(mended[at].text);
  content.words = std::move(mended);
}

}  // namespace inkoopmonitor::extract
