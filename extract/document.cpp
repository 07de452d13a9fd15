// Values of a reading, and their form as bytes.
//
// The form is written by hand because it crosses two borders that a library's form does not fit: it
// is stored for every page of every document for years, so it must be small before compression, and
// it comes from children that read hostile files, so every length is checked against the bytes that
// are there before anything is allocated. What a word shares with the word before it (line, top,
// bottom, size, certainty) is one bit. JSON was five times as large; CBOR would be as large as
// floats without the bits.
//
//   page  := version words blocks
//   words := count word*          word  := flags length text [line] left [top] width [bottom]
//                                          [size] [certainty]
//   blocks := count block*        block := kind level first count cell_count cell*
//   cell  := row column first count
//
// Numbers and floats are those of `bytes.h`. Lengths are numbers of thirty-seconds of a point,
// left, top and bottom as the difference from the right, top and bottom of the word before, its
// sign last (0, -1, 1, -2 …); a certainty is in 1024ths. A word that does not fit this has floats,
// which its flags say. Version 1 had floats for all of them, and took two and a half times as much.
#include "extract/document.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "extract/bytes.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

constexpr char form_version = 2, first_version = 1;

enum Flag : std::uint8_t {
  is_bold = 1,
  same_line = 2,
  same_top = 4,
  same_bottom = 8,
  same_size = 16,
  is_certain = 32,
  has_floats = 64,
};
constexpr std::uint8_t all_flags = 127;

// The least bytes that a word, a block or a cell takes: no count can be larger than what is left
// divided by these.
constexpr std::size_t word_bytes_min = 5, block_bytes_min = 5, cell_bytes_min = 4;
constexpr float length_parts = 32, certainty_parts = 1024;
constexpr float length_max = 1e6F;  // far beyond any page, and still a whole number of parts

bool is_whole(float value, float parts) {
  return std::abs(value) <= length_max && std::round(value * parts) == value * parts;
}

// Whether a word may be written in parts, and comes out of them as it was.
bool fits_parts(const Word& word, const Word& before) {
  for (const float length : {word.box.left, word.box.top, word.box.right, word.box.bottom,
                             word.font_size, before.box.right, before.box.top, before.box.bottom})
    if (!is_whole(length, length_parts) || std::signbit(length) != (length < 0)) return false;
  return is_whole(word.certainty, certainty_parts) && word.certainty >= 0 && word.font_size >= 0 &&
         !std::signbit(word.certainty);
}

std::int32_t parts_of(float value, float parts) {
  return static_cast<std::int32_t>(std::lround(value * parts));
}

void write_difference(ByteWriter& out, float value, float before) {
  const std::int32_t difference = parts_of(value, length_parts) - parts_of(before, length_parts);
  out.number(difference < 0 ? (static_cast<std::uint32_t>(-(difference + 1)) << 1) | 1
                            : static_cast<std::uint32_t>(difference) << 1);
}

float read_difference(ByteReader& in, float before) {
  const std::uint32_t number = in.number();
  const auto half = static_cast<std::int64_t>(number >> 1);
  const std::int64_t difference = number & 1 ? -half - 1 : half;
  // What is no page is refused before it is a float that could not be written again.
  const double value = static_cast<double>(before) + static_cast<double>(difference) / length_parts;
  if (!(std::abs(value) <= length_max)) in.fail();
  return in.good() ? static_cast<float>(value) : 0;
}

void write_lengths(ByteWriter& out, const Word& word, const Word& before, std::uint8_t flags) {
  write_difference(out, word.box.left, before.box.right);
  if (!(flags & same_top)) write_difference(out, word.box.top, before.box.top);
  write_difference(out, word.box.right, word.box.left);
  if (!(flags & same_bottom)) write_difference(out, word.box.bottom, before.box.bottom);
  if (!(flags & same_size))
    out.number(static_cast<std::uint32_t>(parts_of(word.font_size, length_parts)));
  if (!(flags & is_certain))
    out.number(static_cast<std::uint32_t>(parts_of(word.certainty, certainty_parts)));
}

void write_floats(ByteWriter& out, const Word& word, std::uint8_t flags) {
  out.real(word.box.left);
  if (!(flags & same_top)) out.real(word.box.top);
  out.real(word.box.right);
  if (!(flags & same_bottom)) out.real(word.box.bottom);
  if (!(flags & same_size)) out.real(word.font_size);
  if (!(flags & is_certain)) out.real(word.certainty);
}

void write_word(ByteWriter& out, const Word& word, const Word& before) {
  std::uint8_t flags = word.bold ? is_bold : 0;
  if (word.line == before.line) flags |= same_line;
  if (word.box.top == before.box.top) flags |= same_top;
  if (word.box.bottom == before.box.bottom) flags |= same_bottom;
  if (word.font_size == before.font_size) flags |= same_size;
  if (word.certainty == 1) flags |= is_certain;
  if (!fits_parts(word, before)) flags |= has_floats;
  out.byte(flags);
  out.string(word.text);
  if (!(flags & same_line)) out.number(word.line);
  flags& has_floats ? write_floats(out, word, flags) : write_lengths(out, word, before, flags);
}

bool has_blank(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char sign) { return sign == ' ' || (sign >= '\t' && sign <= '\r'); });
}

void read_lengths(ByteReader& in, const Word& before, std::uint8_t flags, Word& word) {
  word.box.left = read_difference(in, before.box.right);
  word.box.top = flags & same_top ? before.box.top : read_difference(in, before.box.top);
  word.box.right = read_difference(in, word.box.left);
  word.box.bottom =
      flags & same_bottom ? before.box.bottom : read_difference(in, before.box.bottom);
  word.font_size =
      flags & same_size ? before.font_size : static_cast<float>(in.number()) / length_parts;
  word.certainty = flags & is_certain ? 1 : static_cast<float>(in.number()) / certainty_parts;
  if (word.font_size > length_max || word.certainty > length_max) in.fail();
}

void read_floats(ByteReader& in, const Word& before, std::uint8_t flags, Word& word) {
  word.box.left = in.real();
  word.box.top = flags & same_top ? before.box.top : in.real();
  word.box.right = in.real();
  word.box.bottom = flags & same_bottom ? before.box.bottom : in.real();
  word.font_size = flags & same_size ? before.font_size : in.real();
  word.certainty = flags & is_certain ? 1 : in.real();
}

Word read_word(ByteReader& in, const Word& before, char version) {
  Word word;
  const std::uint8_t flags = in.byte();
  if (flags & ~all_flags) in.fail();
  word.bold = (flags & is_bold) != 0;
  word.text = in.string();
  word.line = flags & same_line ? before.line : in.number();
  const bool floats = version == first_version || (flags & has_floats) != 0;
  floats ? read_floats(in, before, flags, word) : read_lengths(in, before, flags, word);
  if (word.text.empty() || has_blank(word.text) || !text::is_valid_utf8(word.text)) in.fail();
  return word;
}

bool lies_in(std::uint32_t first, std::uint32_t count, std::uint32_t begin, std::uint32_t end) {
  return first >= begin && first <= end && count <= end - first;
}

Block read_block(ByteReader& in, std::uint32_t begin, std::uint32_t end) {
  Block block;
  const std::uint8_t kind = in.byte();
  if (kind > static_cast<std::uint8_t>(BlockKind::fields)) in.fail();
  block.kind = static_cast<BlockKind>(kind);
  block.level = in.byte();
  block.first_word = in.number();
  block.word_count = in.number();
  if (!lies_in(block.first_word, block.word_count, begin, end)) in.fail();
  const std::uint32_t cells = in.count(cell_bytes_min);
  std::uint32_t cell_begin = block.first_word;
  for (std::uint32_t at = 0; at < cells && in.good(); ++at) {
    Cell cell;
    cell.row = in.number();
    cell.column = in.number();
    cell.first_word = in.number();
    cell.word_count = in.number();
    if (!lies_in(cell.first_word, cell.word_count, cell_begin,
                 block.first_word + block.word_count)) {
      in.fail();
    } else {
      cell_begin = cell.first_word + cell.word_count;
    }
    block.cells.push_back(cell);
  }
  return block;
}

// Lines within a cell become blanks, so that a row of the table stays a line of the text.
void append_table(const Page& page, const Block& table, std::string& out) {
  std::uint32_t row = 0;
  bool first = true;
  for (const Cell& cell : table.cells) {
    if (cell.word_count == 0) continue;
    if (!first) out += cell.row == row ? '\t' : '\n';
    first = false;
    row = cell.row;
    out += quote(page, cell.first_word, cell.first_word + cell.word_count - 1);
  }
}

void append_lines(const Page& page, const Block& block, std::string& out) {
  const std::size_t end =
      std::min<std::size_t>(page.words.size(), std::size_t{block.first_word} + block.word_count);
  for (std::size_t at = block.first_word; at < end; ++at) {
    if (at > block.first_word) out += page.words[at].line == page.words[at - 1].line ? ' ' : '\n';
    out += page.words[at].text;
  }
}

}  // namespace

std::string quote(const Page& page, std::uint32_t first_word, std::uint32_t last_word) {
  std::string out;
  for (std::size_t at = first_word; at <= last_word && at < page.words.size(); ++at) {
    if (at > first_word) out += ' ';
    out += page.words[at].text;
  }
  return out;
}

std::string plain_text(const Page& page) {
  std::string out;
  if (page.blocks.empty()) {
    Block whole;
    whole.word_count = static_cast<std::uint32_t>(page.words.size());
    append_lines(page, whole, out);
  }
  for (const Block& block : page.blocks) {
    if (!out.empty()) out += "\n\n";
    const bool is_table = block.kind == BlockKind::table || block.kind == BlockKind::fields;
    if (is_table && !block.cells.empty()) {
      append_table(page, block, out);
    } else {
      append_lines(page, block, out);
    }
  }
  if (!out.empty()) out += '\n';
  return out;
}

std::string encode_layout(const Page& page) {
  ByteWriter out;
  out.byte(form_version);
  out.number(static_cast<std::uint32_t>(page.words.size()));
  Word before;
  for (const Word& word : page.words) {
    write_word(out, word, before);
    before.line = word.line;
    before.box = word.box;
    before.font_size = word.font_size;
  }
  out.number(static_cast<std::uint32_t>(page.blocks.size()));
  for (const Block& block : page.blocks) {
    out.byte(static_cast<std::uint8_t>(block.kind));
    out.byte(block.level);
    out.number(block.first_word);
    out.number(block.word_count);
    out.number(static_cast<std::uint32_t>(block.cells.size()));
    for (const Cell& cell : block.cells) {
      out.number(cell.row);
      out.number(cell.column);
      out.number(cell.first_word);
      out.number(cell.word_count);
    }
  }
  return out.take();
}

bool decode_layout(std::string_view bytes, Page& page) {
  ByteReader in(bytes);
  const auto version = static_cast<char>(in.byte());
  if (version != form_version && version != first_version) return false;
  std::vector<Word> words;
  const std::uint32_t word_count = in.count(word_bytes_min);
  words.reserve(word_count);
  Word before;
  for (std::uint32_t at = 0; at < word_count && in.good(); ++at) {
    words.push_back(read_word(in, before, version));
    before.line = words.back().line;
    before.box = words.back().box;
    before.font_size = words.back().font_size;
  }
  std::vector<Block> blocks;
  const std::uint32_t block_count = in.count(block_bytes_min);
  std::uint32_t begin = 0;
  for (std::uint32_t at = 0; at < block_count && in.good(); ++at) {
    blocks.push_back(read_block(in, begin, word_count));
    begin = blocks.back().first_word + blocks.back().word_count;
  }
  if (!in.good() || !in.at_end()) return false;
  page.words = std::move(words);
  page.blocks = std::move(blocks);
  return true;
}

}  // namespace inkoopmonitor::extract
