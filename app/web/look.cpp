#include "app/web/look.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <sstream>
#include <utility>

#include "app/files.h"
#include "error.h"

namespace inkoopmonitor::app::web {

using nlohmann::json;

namespace {

json read_json(const std::filesystem::path& file) {
  try {
    return json::parse(read_whole_file(file));
  } catch (const json::exception& problem) {
    throw Error(ErrorKind::usage, file.string(), problem.what(), "mend it as JSON");
  }
}

// Names that every page has: the frame's own.
json frame_shape() {
  return {{"lang", ""},
          {"dutch", json::object()},
          {"reviewer", ""},
          {"other_lang", ""},
          {"other_address", ""},
          {"title", ""},
          {"at_queue", json::object()},
          {"at_explore", json::object()},
          {"at_search", json::object()},
          {"at_intake", json::object()},
          {"at_second", json::object()},
          {"at_learn", json::object()},
          {"scripts", json::array({{{"file", ""}}})},
          {"known", json::object()},
          {"wide", json::object()}};
}

// Procedures that are named besides the one that holds are codes of that one; the codebook says no
// codes for them.
std::vector<classify::Variable> with_codes(std::vector<classify::Variable> variables) {
  const auto named = [&](const char* name) {
    return std::find_if(variables.begin(), variables.end(),
                        [&](const auto& one) { return one.name == name; });
  };
  const auto also = named("ook_genoemd"), procedure = named("procedure");
  if (also != variables.end() && procedure != variables.end() && also->codes.empty())
    also->codes = procedure->codes;
  return variables;
}

}  // namespace

Look::Look(const std::filesystem::path& web, const std::vector<classify::Variable>& variables,
           std::map<std::string, std::string> municipalities)
    : variables_(with_codes(variables)), municipalities_(std::move(municipalities)) {
  const json texts = read_json(web / "texts.json");
  for (const auto& [key, both] : texts.items())
    for (const auto& [language, text] : both.items())
      texts_[language][key] = text.get<std::string>();
  json frame = frame_shape();
  for (const auto& [key, text] : texts_["nl"]) {
    if (!texts_["en"].contains(key))
      throw Error(ErrorKind::usage, "app/web/texts.json", key + " has no English", "add it");
    frame["t_" + key] = "";
  }
  const json shapes = read_json(web / "templates/shapes.json");
  for (const auto& [name, shape] : shapes.items()) {
    json whole = frame;
    whole.update(shape);
    templates_.try_emplace(name, web / "templates", name + ".html", whole);
  }
}

namespace {

// "2024-01-31" as "31 januari 2024"; anything else as it is.
std::string day_in_words(const std::string& language, const std::string& iso) {
  static const std::map<std::string, std::array<const char*, 12>> months = {
      {"nl",
       {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
        "oktober", "november", "december"}},
      {"en",
       {"January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December"}}};
  std::tm day{};
  const char* end = ::strptime(iso.c_str(), "%Y-%m-%d", &day);
  if (iso.size() != 10 || end == nullptr || *end != '\0') return iso;
  return fmt::format(
      "{} {} {}", day.tm_mday,
      months.at(language == "en" ? "en" : "nl")[static_cast<std::size_t>(day.tm_mon)],
      day.tm_year + 1900);
}

}  // namespace

const std::string& Look::text(const std::string& language, const std::string& key) const {
  const auto& texts = texts_.at(language == "en" ? "en" : "nl");
  const auto found = texts.find(key);
  return found == texts.end() ? key : found->second;
}

std::string Look::filled(const std::string& language, const std::string& key,
                         const std::map<std::string, std::string>& values) const {
  std::string result = text(language, key);
  for (const auto& [name, value] : values) {
    const std::string mark = "{" + name + "}";
    for (std::size_t at = result.find(mark); at != std::string::npos;
         at = result.find(mark, at + value.size()))
      result.replace(at, mark.size(), value);
  }
  return result;
}

std::string Look::counted(const std::string& language, const std::string& key,
                          std::size_t number) const {
  if (number == 1) return text(language, key + "_one");
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, language == "en" ? "," : ".");
  return filled(language, key, {{"number", digits}});
}

std::string Look::coded(const std::string& language, const std::string& group,
                        const std::string& code) const {
  const std::string key = group + "_" + code;
  const std::string& found = text(language, key);
  return found == key ? code : found;
}

json Look::framed(const Request& request, const json& data) const {
  const bool english = request.language == "en";
  Fields other = request.query;
  other["taal"] = english ? "nl" : "en";
  std::string address = request.path + "?";
  for (const auto& [name, value] : other)
    address += (address.ends_with('?') ? "" : "&") + encoded(name) + "=" + encoded(value);
  json frame = {{"lang", english ? "en" : "nl"},
                {"dutch", !english},
                {"reviewer", request.reviewer},
                {"known", !request.reviewer.empty()},
                {"other_lang", english ? "Nederlands" : "English"},
                {"other_address", address},
                {"scripts", json::array()},
                {"wide", false},
                {"title", ""},
                {"at_queue", false},
                {"at_explore", false},
                {"at_search", false},
                {"at_intake", false},
                {"at_second", false},
                {"at_learn", false}};
  for (const auto& [key, text] : texts_.at(english ? "en" : "nl")) frame["t_" + key] = text;
  frame.update(data);
  return frame;
}

Response Look::page(const Request& request, const std::string& name, const json& data) const {
  return {200, "text/html; charset=utf-8", templates_.at(name).render(framed(request, data)), {}};
}

Response Look::problem(const Request& request, int status, const std::string& key) const {
  Response response =
      page(request, "problem",
           {{"title", text(request.language, "problem")}, {"says", text(request.language, key)}});
  response.status = status;
  return response;
}

const classify::Variable* Look::find(const std::string& variable) const {
  const auto found = std::find_if(variables_.begin(), variables_.end(),
                                  [&](const auto& one) { return one.name == variable; });
  return found == variables_.end() ? nullptr : &*found;
}

const std::string& Look::variable(const std::string& language, const std::string& name) const {
  const classify::Variable* known = find(name);
  if (known == nullptr) return text(language, "variable_" + name);
  return language == "en" ? known->label_en : known->label_nl;
}

std::string Look::element(const std::string& language, const classify::Variable& variable,
                          const std::string& value) const {
  for (const auto& code : variable.codes)
    if (code.value == value) return language == "en" ? code.label_en : code.label_nl;
  const bool is_number =
      !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
  if (variable.type == "months" && is_number)
    return filled(language, value == "1" ? "one_month" : "months", {{"number", value}});
  if (variable.type == "date") return day_in_words(language, value);
  if (variable.type == "months" && value == "onbepaald") return text(language, "indefinite");
  if (variable.type == "options" && value == "0x0") return text(language, "no_options");
  if (variable.type == "options")
    if (const std::size_t times = value.find('x'); times != std::string::npos)
      return filled(language, "options",
                    {{"number", value.substr(0, times)}, {"months", value.substr(times + 1)}});
  const auto municipality = municipalities_.find(value);
  return variable.name != "gemeenten" || municipality == municipalities_.end()
             ? value
             : municipality->second;
}

std::string Look::value(const std::string& language, const std::string& name,
                        const std::string& value) const {
  const classify::Variable* known = find(name);
  if (known == nullptr) return value;
  if (known->type != "codes" && known->type != "list") return element(language, *known, value);
  std::istringstream parts(value);
  std::string result;
  for (std::string part; std::getline(parts, part, known->type == "codes" ? '+' : '|');)
    result += (result.empty() ? "" : ", ") + element(language, *known, part);
  return result;
}

std::string local_time(const std::string& utc) {
  std::tm broken{};
  if (utc.size() < 19 || ::strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &broken) == nullptr)
    return utc;
  const std::time_t time = ::timegm(&broken);
  std::tm here{};
  ::localtime_r(&time, &here);
  return fmt::format("{}-{}-{} {:02}:{:02}", here.tm_mday, here.tm_mon + 1, here.tm_year + 1900,
                     here.tm_hour, here.tm_min);
}

}  // namespace inkoopmonitor::app::web
