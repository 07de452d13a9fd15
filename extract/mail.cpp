// GMime was tried and turned down: it and the nineteen libraries that it needs took two fifths more
// time to start a reading child, which every PDF would have paid for, and it converts charsets by
// modules that are loaded as code, which the filter of a child forbids. What mail takes is little:
// fields, three encodings, parts between boundaries. Charsets are ICU's (text.h).
#include "extract/mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>
#include <utility>

#include "extract/html.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

// Parts within parts: a mail has three or four levels.
constexpr int part_depth_max = 20;
constexpr std::size_t parts_max = 5'000;
constexpr std::size_t text_bytes_max = 16u << 20;
constexpr std::size_t field_bytes_max = 64u << 10;

std::string lower(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// --- encodings ----------------------------------------------------------------------------------

int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// Piece by piece: `take` gets about as many bytes at a time as a message holds.
void decode_base64(std::string_view text, const auto& take) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = sextet(c);
    if (value < 0) continue;
    bits = (bits << 6) | static_cast<unsigned>(value);
    if (++count % 4 == 1) continue;
    out += static_cast<char>(bits >> (2 * ((4 - count % 4) % 4)));
    if (out.size() < member_piece_bytes) continue;
    if (!take(std::exchange(out, {}))) return;
  }
  take(std::move(out));
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// True when nothing but blanks stands before the end of the line.
bool ends_line(std::string_view text, std::size_t from) {
  const std::size_t next = text.find_first_not_of(" \t\r", from);
  return next == text.npos || text[next] == '\n';
}

// `mark` before two hexadecimal digits: = in quoted-printable, % in parameters.
std::string decode_marked(std::string_view text, char mark, bool in_field) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (in_field && text[at] == '_') {
      out += ' ';
      continue;
    }
    const bool is_marked = text[at] == mark && at + 2 < text.size() &&
                           hexadecimal(text[at + 1]) >= 0 && hexadecimal(text[at + 2]) >= 0;
    if (is_marked) {
      out += static_cast<char>(16 * hexadecimal(text[at + 1]) + hexadecimal(text[at + 2]));
      at += 2;
    } else if (text[at] == '=' && mark == '=' && !in_field && ends_line(text, at + 1)) {
      at = std::min(text.size(), text.find('\n', at));
    } else {
      out += text[at];
    }
  }
  return out;
}

void decode(std::string_view bytes, const std::string& encoding, const auto& take) {
  if (encoding == "base64") {
    decode_base64(bytes, take);
  } else if (encoding == "quoted-printable") {
    take(decode_marked(bytes, '=', false));
  } else {
    take(std::string(bytes));
  }
}

std::string decoded(std::string_view bytes, const std::string& encoding) {
  std::string out;
  decode(bytes, encoding, [&](const std::string& piece) {
    out += piece;
    return out.size() < text_bytes_max;
  });
  return out;
}

// --- fields -------------------------------------------------------------------------------------

// `=?utf-8?Q?Gunning_Wmo?=`; blanks between two of these are not meant.
std::string decoded_field(std::string_view raw) {
  std::string out;
  bool after_encoded = false;
  while (!raw.empty()) {
    const std::size_t begin = std::min(raw.size(), raw.find("=?"));
    const std::string_view before = raw.substr(0, begin);
    if (!after_encoded || !trimmed(before).empty()) out += text::from_charset(before, "");
    raw.remove_prefix(begin);
    if (raw.empty()) break;
    const std::size_t kind = raw.find('?', 2);
    const std::size_t words = kind == raw.npos ? kind : raw.find('?', kind + 1);
    const std::size_t end = words == raw.npos ? words : raw.find("?=", words + 1);
    after_encoded = end != raw.npos && words == kind + 2;
    if (!after_encoded) {
      out += raw.substr(0, 2);
      raw.remove_prefix(2);
      continue;
    }
    std::string charset(raw.substr(2, kind - 2));
    charset = charset.substr(0, charset.find('*'));
    const std::string_view encoded = raw.substr(words + 1, end - words - 1);
    const bool base64 = (raw[kind + 1] | 0x20) == 'b';
    out += text::from_charset(
        base64 ? decoded(encoded, "base64") : decode_marked(encoded, '=', true), charset);
    raw.remove_prefix(end + 2);
  }
  return out;
}

using Fields = std::map<std::string, std::string>;  // by name in lower case; the first of each

std::string field(const Fields& fields, const char* name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

// Takes the fields from the front of `bytes`, and the blank line after them.
Fields take_fields(std::string_view& bytes) {
  Fields fields;
  std::string* open = nullptr;
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.size(), bytes.find('\n'));
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(bytes.size(), end + 1));
    if (trimmed(line).empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (open != nullptr && open->size() < field_bytes_max)
        *open += " " + std::string(trimmed(line).substr(0, field_bytes_max));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == line.npos) continue;
    const auto [place, is_new] = fields.try_emplace(lower(trimmed(line.substr(0, colon))));
    open = is_new ? &place->second : nullptr;
    if (is_new) *open = trimmed(line.substr(colon + 1)).substr(0, field_bytes_max);
  }
  return fields;
}

// `text/plain; charset="utf-8"`: what stands before the first semicolon, and the parameters.
struct Value {
  std::string main;
  Fields parameters;
};

Value parsed(const std::string& raw) {
  Value value;
  std::string_view rest = raw;
  value.main = lower(trimmed(rest.substr(0, rest.find(';'))));
  rest.remove_prefix(std::min(rest.size(), rest.find(';')));
  while (!rest.empty()) {
    rest.remove_prefix(1);  // the semicolon
    const std::size_t equals = std::min(rest.size(), rest.find('='));
    const std::string name = lower(trimmed(rest.substr(0, equals)));
    rest.remove_prefix(std::min(rest.size(), equals + 1));
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(" \t")));
    std::string text;
    if (rest.starts_with('"')) {
      std::size_t at = 1;
      for (; at < rest.size() && rest[at] != '"'; ++at) {
        if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
        text += rest[at];
      }
      rest.remove_prefix(std::min(rest.size(), at));
    } else {
      text = trimmed(rest.substr(0, rest.find(';')));
    }
    rest.remove_prefix(std::min(rest.size(), rest.find(';')));
    value.parameters.try_emplace(name, text);
  }
  return value;
}

// A parameter in one of the four ways to write one (RFC 2231): whole, in pieces, either with a
// charset or without.
std::string parameter(const Value& value, const std::string& name) {
  if (value.parameters.contains(name)) return decoded_field(field(value.parameters, name.c_str()));
  std::string raw, charset;
  const auto take = [&](const std::string& piece, bool first) {
    std::string_view text = piece;
    if (first && std::count(text.begin(), text.end(), '\'') >= 2) {
      charset = text.substr(0, text.find('\''));
      text.remove_prefix(text.find('\'', text.find('\'') + 1) + 1);
    }
    raw += decode_marked(text, '%', false);
  };
  if (const auto whole = value.parameters.find(name + "*"); whole != value.parameters.end())
    take(whole->second, true);
  constexpr int pieces_max = 100;
  for (int at = 0; at < pieces_max && raw.size() < field_bytes_max; ++at) {
    const std::string piece = name + "*" + std::to_string(at);
    if (const auto marked = value.parameters.find(piece + "*"); marked != value.parameters.end()) {
      take(marked->second, at == 0);
    } else if (const auto plain = value.parameters.find(piece); plain != value.parameters.end()) {
      raw += plain->second;
    } else {
      break;
    }
  }
  return text::from_charset(raw, charset);
}

// `Mon, 12 Mar 2018 10:00:00 +0100` as an ISO date, or nothing.
std::string iso_date_of(std::string_view date) {
  static constexpr std::array<std::string_view, 12> months = {
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  if (const std::size_t comma = date.find(','); comma != date.npos) date.remove_prefix(comma + 1);
  int numbers[2] = {0, 0}, month = 0;
  for (int found = 0; !date.empty() && found < 2;) {
    date = trimmed(date);
    const std::size_t end = std::min(date.size(), date.find(' '));
    const std::string word = lower(date.substr(0, end));
    date.remove_prefix(end);
    const auto name = std::find(months.begin(), months.end(), word.substr(0, 3));
    int number = 0;
    if (name != months.end()) {
      month = static_cast<int>(name - months.begin()) + 1;
    } else if (std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc()) {
      numbers[found++] = number;
    } else {
      return {};
    }
  }
  const auto [day, year] = numbers;
  if (month == 0 || day < 1 || day > 31 || year < 1980 || year > 2200) return {};
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// --- parts --------------------------------------------------------------------------------------

// What was written in one part, in the forms in which it is there.
struct Texts {
  std::string plain, html;
};

// Plain text is as good as any form; HTML where there is no other.
std::string settled(const Texts& texts) {
  return trimmed(texts.plain).empty() ? text_of_html(texts.html) : texts.plain;
}

class MailReader {
 public:
  Mail read(std::string_view bytes) {
    if (bytes.starts_with("From "))  // a mailbox file with one mail in it
      bytes.remove_prefix(std::min(bytes.size(), std::min(bytes.size(), bytes.find('\n')) + 1));
    std::string_view body = bytes;
    const Fields fields = take_fields(body);
    mail_.subject = decoded_field(field(fields, "subject"));
    mail_.from = decoded_field(field(fields, "from"));
    mail_.to = decoded_field(field(fields, "to"));
    mail_.copy_to = decoded_field(field(fields, "cc"));
    mail_.mailer =
        decoded_field(field(fields, fields.contains("x-mailer") ? "x-mailer" : "user-agent"));
    mail_.date = iso_date_of(field(fields, "date"));
    mail_.text = settled(read_part(fields, body, 0));
    return std::move(mail_);
  }

 private:
  Texts read_part(const Fields& fields, std::string_view body, int depth) {
    if (depth > part_depth_max || ++parts_ > parts_max) {
      mail_.trouble = "it has more parts in one another than a mail has; the rest was left out";
      return {};
    }
    Value type = parsed(field(fields, "content-type"));
    if (type.main.empty()) type.main = "text/plain";
    if (type.main.starts_with("multipart/")) return read_parts(type, body, depth);
    const Value place = parsed(field(fields, "content-disposition"));
    const std::string encoding = lower(trimmed(field(fields, "content-transfer-encoding")));
    std::string name = parameter(place, "filename");
    if (name.empty()) name = parameter(type, "name");
    if (name.empty() && place.main != "attachment") {
      if (type.main == "text/plain") return {text_of(type, body, encoding), ""};
      if (type.main == "text/html") return {"", text_of(type, body, encoding)};
    }
    if (name.empty()) name = made_name(type.main, body);
    // A mail has no folders: what stands before the name is where it lay at the sender's.
    name.erase(0, name.find_last_of("/\\") + 1);
    mail_.attachments.push_back({name, encoding, body});
    return {};
  }

  static std::string text_of(const Value& type, std::string_view body,
                             const std::string& encoding) {
    return text::from_charset(decoded(body, encoding), parameter(type, "charset")) + "\n\n";
  }

  static std::string made_name(const std::string& type, std::string_view body) {
    if (type == "message/rfc822") {
      std::string subject = decoded_field(field(take_fields(body), "subject"));
      std::replace(subject.begin(), subject.end(), '/', '_');
      return (subject.empty() ? "mail" : subject) + ".eml";
    }
    const std::string kind = type.substr(std::min(type.size(), type.find('/') + 1));
    return "attachment." + (kind.empty() ? "bin" : kind);
  }

  Texts read_parts(const Value& type, std::string_view body, int depth) {
    const bool one_text = type.main == "multipart/alternative" || type.main == "multipart/related";
    Texts out;
    for (std::string_view part : parts_of(body, field(type.parameters, "boundary"))) {
      const Fields fields = take_fields(part);
      const Texts texts = read_part(fields, part, depth + 1);
      if (out.plain.size() + out.html.size() > text_bytes_max) break;
      out.plain += one_text ? texts.plain : settled(texts);
      if (one_text) out.html += texts.html;
    }
    return out;
  }

  static std::vector<std::string_view> parts_of(std::string_view body,
                                                const std::string& boundary) {
    std::vector<std::string_view> parts;
    if (boundary.empty()) return parts;
    const std::string mark = "--" + boundary;
    std::size_t begin = body.npos;  // of the part that is open
    for (std::size_t at = 0; at < body.size();) {
      const std::size_t found = body.find(mark, at);
      const bool is_line = found == body.npos || found == 0 || body[found - 1] == '\n';
      if (!is_line) {
        at = found + 1;
        continue;
      }
      if (begin != body.npos)
        parts.push_back(body.substr(begin, std::min(body.size(), found) - begin));
      if (found == body.npos || body.substr(found + mark.size()).starts_with("--")) break;
      at = std::min(body.size(), std::min(body.size(), body.find('\n', found)) + 1);
      begin = at;
    }
    return parts;
  }

  Mail mail_;
  std::size_t parts_ = 0;
};

}  // namespace

Mail read_mail(std::string_view bytes) {
  return MailReader().read(bytes);
}

void send_attachment(const Attachment& attachment, MemberSender& sender) {
  if (!sender.begin(attachment.name)) return;
  bool goes_on = true;
  decode(attachment.bytes, attachment.encoding, [&](const std::string& piece) {
    goes_on = sender.write(piece);
    return goes_on;
  });
  if (goes_on) sender.end();
}

}  // namespace inkoopmonitor::extract
