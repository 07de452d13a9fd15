#include "app/web/request.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "text.h"

namespace inkoopmonitor::app::web {
namespace {

std::optional<unsigned char> hexadecimal(std::string_view digits) {
  unsigned value = 0;
  const auto [end, problem] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return static_cast<unsigned char>(value);
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

const std::string& Request::header(const std::string& name) const {
  static const std::string none;
  const auto found = headers.find(name);
  return found == headers.end() ? none : found->second;
}

std::string Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    const std::size_t sign = one.find('=');
    if (sign != std::string_view::npos && one.substr(0, sign) == name)
      return decoded(one.substr(sign + 1), false);
  }
  return {};
}

const std::string& Request::field(const std::string& name) const {
  static const std::string none;
  const auto in_form = form.find(name);
  if (in_form != form.end()) return in_form->second;
  const auto in_query = query.find(name);
  return in_query == query.end() ? none : in_query->second;
}

int Request::number(const std::string& name, int otherwise) const {
  const std::string& text = field(name);
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number =
      !text.empty() && problem == std::errc() && end == text.data() + text.size();
  return is_number && value >= 0 && value <= 1'000'000'000 ? value : otherwise;
}

Response redirect(const std::string& to) {
  return {303, "text/plain; charset=utf-8", "", {{"Location", to}}};
}

Response json_response(std::string body) {
  return {200, "application/json; charset=utf-8", std::move(body), {}};
}

std::string decoded(std::string_view text, bool plus_is_blank) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = text[at] == '%' && at + 2 < text.size() ? hexadecimal(text.substr(at + 1, 2))
                                                              : std::nullopt;
    if (byte) {
      bytes += static_cast<char>(*byte);
      at += 2;
    } else {
      bytes += text[at] == '+' && plus_is_blank ? ' ' : text[at];
    }
  }
  return text::valid_utf8(bytes);
}

std::string encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      result += c;
    } else {
      result += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return result;
}

Fields parse_fields(std::string_view text) {
  Fields fields;
  while (!text.empty() && fields.size() < kFieldsMax) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    const std::size_t sign = std::min(one.find('='), one.size());
    fields.try_emplace(decoded(one.substr(0, sign)),
                       sign < one.size() ? decoded(one.substr(sign + 1)) : std::string());
  }
  return fields;
}

bool parse_target(std::string_view target, Request& request) {
  const std::size_t question = std::min(target.find('?'), target.size());
  request.path = decoded(target.substr(0, question), false);
  request.query = question < target.size() ? parse_fields(target.substr(question + 1)) : Fields();
  if (!request.path.starts_with('/')) return false;
  if (std::any_of(request.path.begin(), request.path.end(), is_control)) return false;
  return (request.path + "/").find("/../") == std::string::npos;
}

}  // namespace inkoopmonitor::app::web
