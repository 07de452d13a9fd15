// How text is folded, and why not by ICU as a whole.
//
// Folding is defined character by character: every code point has one folded form, found once by
// repeating "decompose, drop marks, fold case, spell out" until nothing changes. Two things follow
// without further proof. Folding twice is folding once, since every code point of a result is its
// own folded form; and the way back is exact, since no character looks at its neighbours. Composed
// and decomposed letters meet because the marks are dropped, so no normalising pass comes before.
//
// Turned down: NFKC_Casefold, which turns `10³` into `103` and so changes numbers; ICU's transforms
// with icu::Edits, which work on UTF-16 and look at neighbours, for a result that needs neither.
// Folding is on the path of every sentence that is coded, so ASCII, nearly all of a Dutch page,
// takes one table look-up; the letters and signs of Western print come from a second table, filled
// with ICU's help when the first of them is met; only what is left asks ICU each time.
#include "text.h"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <memory>

#include "error.h"

namespace inkoopmonitor::text {
namespace {

void require(UErrorCode status) {
  if (U_SUCCESS(status)) return;
  throw Error(ErrorKind::corpus, "ICU",
              std::string("its data cannot be used: ") + u_errorName(status),
              "install Debian's package libicu72 again");
}

// --- UTF-8 ------------------------------------------------------------------------------------

// One character of a text that may be ill-formed: its code point, or -1 for a sequence that is not
// UTF-8 (as long as the standard's "maximal subpart"), and the offset behind it.
struct Decoded {
  UChar32 code_point = 0;
  std::size_t end = 0;
};

Decoded decode(std::string_view bytes, std::size_t begin) {
  assert(bytes.size() <= std::size_t{std::numeric_limits<std::int32_t>::max()});
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto length = static_cast<std::int32_t>(bytes.size());
  auto offset = static_cast<std::int32_t>(begin);
  UChar32 code_point = 0;
  U8_NEXT(data, offset, length, code_point);
  return {code_point, static_cast<std::size_t>(offset)};
}

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < 0x80;
}

std::size_t skip_ascii(std::string_view bytes, std::size_t begin) {
  while (begin < bytes.size() && is_ascii(bytes[begin])) ++begin;
  return begin;
}

void append(std::string& out, UChar32 code_point) {
  std::array<std::uint8_t, U8_MAX_LENGTH> buffer{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer.data(), length, code_point);
  out.append(reinterpret_cast<const char*>(buffer.data()), static_cast<std::size_t>(length));
}

constexpr UChar32 replacement = 0xFFFD;

// --- the folded form of one code point --------------------------------------------------------

bool is_quote(UChar32 c) {
  switch (c) {
    case '\'':
    case '"':
    case '`':
    case 0x00AB:
    case 0x00B4:
    case 0x00BB:
    case 0x02B9:
    case 0x02BB:
    case 0x02BC:
    case 0x02BD:
    case 0x2032:
    case 0x2033:
    case 0x2035:
    case 0x2036:
    case 0x2039:
    case 0x203A:
    case 0x301D:
    case 0x301E:
    case 0x301F:
    case 0xFF02:
    case 0xFF07:
    case 0xFF40:
      return true;
    default:
      return c >= 0x2018 && c <= 0x201F;
  }
}

bool is_dash(UChar32 c) {
  return c == 0x2212 || c == 0x02D7 || u_charType(c) == U_DASH_PUNCTUATION;
}

bool is_blank(UChar32 c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029 ||
         u_charType(c) == U_SPACE_SEPARATOR;
}

// Characters without a mark of their own on paper: marks (their letter stays), the soft hyphen, and
// the joiners and direction signs that PDF writers leave behind.
bool is_dropped(UChar32 c) {
  const auto type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || c == 0x00AD ||
         (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

// Letters that Unicode does not decompose and that people type without their stroke or apart.
std::u16string_view spelled_out(UChar32 c) {
  switch (c) {
    case 0x00E6:
      return u"ae";
    case 0x0153:
      return u"oe";
    case 0x00F8:
      return u"o";
    case 0x0111:
      return u"d";
    case 0x0127:
      return u"h";
    case 0x0131:
      return u"i";
    case 0x0142:
      return u"l";
    default:
      return {};
  }
}

// Which decompositions are taken: all canonical ones, and of the others those of letters (`ﬁ`,
// `ĳ`, full-width letters). Superscripts, fractions and circled numbers are numbers and stay.
bool is_decomposed(UChar32 c) {
  switch (u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_CANONICAL:
      return true;
    case U_DT_COMPAT:
    case U_DT_WIDE:
    case U_DT_NARROW:
    case U_DT_FONT:
      return u_isalpha(c) != 0;
    default:
      return false;
  }
}

icu::UnicodeString fold_once(UChar32 c) {
  if (is_dropped(c)) return {};
  if (is_quote(c)) return icu::UnicodeString(u'\'');
  if (is_dash(c)) return icu::UnicodeString(u'-');
  if (is_blank(c)) return icu::UnicodeString(u' ');
  if (const auto letters = spelled_out(c); !letters.empty()) {
    return icu::UnicodeString(letters.data(), static_cast<std::int32_t>(letters.size()));
  }
  icu::UnicodeString result;
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKDInstance(status);
  require(status);
  if (!is_decomposed(c) || !normalizer->getRawDecomposition(c, result)) result = c;
  return result.foldCase();
}

std::string fold_code_point(UChar32 code_point) {
  icu::UnicodeString current(code_point);
  for (;;) {
    icu::UnicodeString next;
    for (std::int32_t i = 0; i < current.length(); i = current.moveIndex32(i, 1)) {
      next += fold_once(current.char32At(i));
    }
    if (next == current) break;
    current = next;
  }
  std::string result;
  current.toUTF8String(result);
  return result;
}

// --- the tables of the fast ways --------------------------------------------------------------

constexpr std::array<char, 128> make_ascii_table() {
  std::array<char, 128> table{};
  for (int c = 0; c < 128; ++c) table[c] = static_cast<char>(c);
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = static_cast<char>(c + 'a' - 'A');
  for (int c = 0x09; c <= 0x0D; ++c) table[c] = ' ';
  table['"'] = table['`'] = '\'';
  return table;
}
constexpr std::array<char, 128> ascii_table = make_ascii_table();

// Folded forms of Latin letters (U+0080–U+024F) and of general punctuation (U+2000–U+206F).
class WesternTable {
 public:
  WesternTable() {
    for (UChar32 c = first_letter; c <= last_letter; ++c)
      letters_[c - first_letter] = fold_code_point(c);
    for (UChar32 c = first_sign; c <= last_sign; ++c) signs_[c - first_sign] = fold_code_point(c);
  }
  const std::string* find(UChar32 c) const {
    if (c >= first_letter && c <= last_letter) return &letters_[c - first_letter];
    if (c >= first_sign && c <= last_sign) return &signs_[c - first_sign];
    return nullptr;
  }

 private:
  static constexpr UChar32 first_letter = 0x80, last_letter = 0x24F;
  static constexpr UChar32 first_sign = 0x2000, last_sign = 0x206F;
  std::array<std::string, last_letter - first_letter + 1> letters_;
  std::array<std::string, last_sign - first_sign + 1> signs_;
};

// Calls `take_ascii(begin, end)` for every run of ASCII, and `take(folded bytes, offset)` for every
// other character of `original`.
template <typename TakeAscii, typename Take>
void fold_characters(std::string_view original, TakeAscii take_ascii, Take take) {
  for (std::size_t i = 0; i < original.size();) {
    if (const std::size_t end = skip_ascii(original, i); end > i) {
      take_ascii(i, end);
      i = end;
      continue;
    }
    static const WesternTable western;
    const auto [code_point, end] = decode(original, i);
    if (const auto* folded = western.find(code_point)) {
      take(std::string_view(*folded), i);
    } else {
      take(std::string_view(fold_code_point(code_point < 0 ? replacement : code_point)), i);
    }
    i = end;
  }
}

// Adds the folded form of ASCII characters.
void append_folded_ascii(std::string& out, std::string_view ascii) {
  const std::size_t from = out.size();
  out.resize(from + ascii.size());
  std::transform(ascii.begin(), ascii.end(), out.begin() + static_cast<std::ptrdiff_t>(from),
                 [](char byte) { return ascii_table[static_cast<unsigned char>(byte)]; });
}

int width_of(UChar32 c) {
  const auto type = u_charType(c);
  if (type == U_CONTROL_CHAR || is_dropped(c)) return 0;
  const auto width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

void append_hexadecimal(std::string& out, char byte) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  out += "\\x";
  out += digits[value >> 4];
  out += digits[value & 15];
}

void append_escaped_ascii(std::string& out, char byte) {
  if (byte == '\\') {
    out += "\\\\";
  } else if (byte == '\n') {
    out += "\\n";
  } else if (byte == '\t') {
    out += "\\t";
  } else if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F) {
    append_hexadecimal(out, byte);
  } else {
    out += byte;
  }
}

}  // namespace

void append_utf8(std::string& out, char32_t code) {
  if (code > 0x10ffff || U_IS_SURROGATE(code)) code = 0xfffd;
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t count = 0;
  U8_APPEND_UNSAFE(bytes, count, code);
  out.append(bytes.data(), count);
}

std::string valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t ascii_end = skip_ascii(bytes, i);
    out.append(bytes.substr(i, ascii_end - i));
    if ((i = ascii_end) == bytes.size()) break;
    const auto [code_point, end] = decode(bytes, i);
    append(out, code_point < 0 ? replacement : code_point);
    i = end;
  }
  return out;
}

std::string from_charset(std::string_view bytes, const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const bool is_utf8 = is_valid_utf8(bytes);
  const std::string name = charset.empty() ? (is_utf8 ? "utf-8" : "windows-1252") : charset;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(
      ucnv_open(name.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) return charset.empty() ? valid_utf8(bytes) : from_charset(bytes, "");
  const icu::UnicodeString converted(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                     converter.get(), status);
  std::string out;
  if (U_SUCCESS(status)) converted.toUTF8String(out);
  return valid_utf8(out);
}

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t i = skip_ascii(bytes, 0); i < bytes.size(); i = skip_ascii(bytes, i)) {
    const auto [code_point, end] = decode(bytes, i);
    if (code_point < 0) return false;
    i = end;
  }
  return true;
}

Folded fold_with_origin(std::string_view original) {
  Folded folded;
  folded.text.reserve(original.size());
  folded.origin.reserve(original.size() + 1);
  fold_characters(
      original,
      [&](std::size_t begin, std::size_t end) {
        append_folded_ascii(folded.text, original.substr(begin, end - begin));
        for (; begin < end; ++begin) folded.origin.push_back(static_cast<std::uint32_t>(begin));
      },
      [&](std::string_view bytes, std::size_t offset) {
        folded.text += bytes;
        folded.origin.insert(folded.origin.end(), bytes.size(), static_cast<std::uint32_t>(offset));
      });
  folded.origin.push_back(static_cast<std::uint32_t>(original.size()));
  return folded;
}

std::string fold(std::string_view original) {
  std::string folded;
  folded.reserve(original.size());
  fold_characters(
      original,
      [&](std::size_t begin, std::size_t end) {
        append_folded_ascii(folded, original.substr(begin, end - begin));
      },
      [&](std::string_view bytes, std::size_t) { folded += bytes; });
  return folded;
}

int compare(std::string_view left, std::string_view right) {
  static const std::unique_ptr<const icu::Collator> collator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<const icu::Collator> made(
        icu::Collator::createInstance(icu::Locale("nl"), status));
    require(status);
    return made;
  }();
  UErrorCode status = U_ZERO_ERROR;
  const auto result = collator->compareUTF8(
      icu::StringPiece(left.data(), static_cast<std::int32_t>(left.size())),
      icu::StringPiece(right.data(), static_cast<std::int32_t>(right.size())), status);
  require(status);
  return result;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto [code_point, end] = decode(text, i);
    width += static_cast<std::size_t>(width_of(code_point < 0 ? replacement : code_point));
    i = end;
  }
  return width;
}

std::string escaped_path(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    if (is_ascii(bytes[i])) {
      append_escaped_ascii(out, bytes[i++]);
      continue;
    }
    const auto [code_point, end] = decode(bytes, i);
    if (code_point < 0 || u_charType(code_point) == U_CONTROL_CHAR) {
      for (; i < end; ++i) append_hexadecimal(out, bytes[i]);
    } else {
      out.append(bytes.substr(i, end - i));
    }
    i = end;
  }
  return out;
}

}  // namespace inkoopmonitor::text
