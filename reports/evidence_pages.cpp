// A page for every number, even for one that is nought: a reader never has to guess whether a
// number can be followed. The list is made from the very municipalities that were counted, so that
// it cannot differ from its number.
#include "reports/evidence_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <tuple>

#include "error.h"
#include "reports/files.h"
#include "reports/questions.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// A name that is safe in every file system and in a link.
std::string slug(const std::string& text) {
  std::string result;
  for (const char byte : text) {
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
    if (plain)
      result += byte;
    else if (byte == '<')
      result += "onder-";
    else if (byte == '>')
      result += "boven-";
    else if (byte != '=')
      result += '-';
  }
  return result.substr(0, 60);
}

json shape() {
  const json row = {{"first", json::object()},
                    {"height", ""},
                    {"name", ""},
                    {"dossier", ""},
                    {"value", ""},
                    {"certainty", ""},
                    {"source", ""},
                    {"quote", json::object()},
                    {"quote_text", ""},
                    {"withheld", json::object()}};
  const json municipality = {{"code", ""}, {"rows", json::array({row})}};
  return {{"title", ""},
          {"program_version", ""},
          {"whole", json::object()},
          {"style", ""},
          {"count", {{"text", ""}, {"one", json::object()}}},
          {"of", {{"text", ""}}},
          {"explanation", ""},
          {"empty", json::object()},
          {"municipalities", json::array({municipality})}};
}

// On paper and screen a control character means nothing and may not stand in HTML.
std::string printable(std::string text) {
  for (char& byte : text)
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F) byte = ' ';
  return text;
}

// The quote of a row, with … for words that must not be quoted.
std::string quotable(const Answer& answer, std::size_t row) {
  std::vector<corpus::WordRange> ranges;
  std::istringstream words(answer.text(row, "private"));
  corpus::WordRange range;
  for (char dash = 0; words >> range.first >> dash >> range.last;) ranges.push_back(range);
  std::string quote =
      corpus::masked(answer.text(row, "quote"), answer.number(row, "first_word"), ranges);
  const std::string twice = "… …";
  for (std::size_t at = quote.find(twice); at != std::string::npos; at = quote.find(twice))
    quote.replace(at, twice.size(), "…");
  return quote;
}

}  // namespace

Texts::Texts(const std::filesystem::path& file)
    : file_(file), texts_(json::parse(read_whole(file), nullptr, false)) {
  if (!texts_.is_object())
    throw Error(ErrorKind::usage, text::escaped_path(file.native()), "this is not valid JSON",
                "look for a quote or a comma that is missing");
}

std::string Texts::at(const std::string& path) const {
  const json::json_pointer pointer(path);
  if (!texts_.contains(pointer) || !texts_.at(pointer).is_string())
    throw Error(ErrorKind::usage, text::escaped_path(file_.native()),
                fmt::format("there is no text {}", path), "put it back");
  return texts_.at(pointer).get<std::string>();
}

std::string Texts::at_or(const std::string& path, const std::string& otherwise) const {
  const json::json_pointer pointer(path);
  return texts_.contains(pointer) ? at(path) : otherwise;
}

std::string Texts::filled(const std::string& path,
                          const std::map<std::string, std::string>& values) const {
  const std::string text = at(path);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find('{', at), text.size());
    result += text.substr(at, open - at);
    if (open == text.size()) break;
    const std::size_t close = text.find('}', open);
    const auto value = close == std::string::npos
                           ? values.end()
                           : values.find(text.substr(open + 1, close - open - 1));
    if (value == values.end())
      throw Error(ErrorKind::usage, text::escaped_path(file_.native()),
                  fmt::format("{}: a name in braces is not known", path),
                  "use the names that the text had before");
    result += value->second;
    at = close + 1;
  }
  return result;
}

std::string dutch_number(std::size_t number) {
  const std::string digits = std::to_string(number);
  std::string result;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) result += '.';
    result += digits[at];
  }
  return result;
}

EvidencePages::EvidencePages(const corpus::Database& database, const Texts& texts,
                             const Options& options, WriteFile write)
    : database_(database),
      texts_(texts),
      options_(options),
      write_(std::move(write)),
      template_(options.templates, "evidence.html", shape()) {
  const Answer answer(database, "arrangement_files");
  for (std::size_t r = 0; r < answer.size(); ++r) {
    Place& place = files_[answer.number(r, "arrangement")];
    place.dossier = answer.text(r, "dossier");
    place.record = static_cast<int>(answer.number(r, "record"));
    place.file = answer.text(r, "file");
  }
}

const EvidencePages::Places& EvidencePages::places_of(const VariableLabels& variable) {
  const auto known = places_.find(variable.name);
  if (known != places_.end()) return known->second;
  Places& places = places_[variable.name];
  const Answer answer(database_, "evidence", {{":variable", variable.name}});
  for (std::size_t r = 0; r < answer.size(); ++r) {
    Place& place = places[answer.number(r, "arrangement")];
    place.dossier = answer.text(r, "dossier");
    place.value = answer.text(r, "value");
    place.outcome = answer.text(r, "outcome");
    place.file = answer.text(r, "file");
    place.page = answer.text(r, "page");
    place.quote = printable(text::valid_utf8(quotable(answer, r)));
    place.record = static_cast<int>(answer.number(r, "record"));
    place.confidence = answer.real(r, "confidence");
    place.openbaar = answer.number(r, "openbaar") != 0;
  }
  return places;
}

bool EvidencePages::is_unsure(const SpreadMunicipality& municipality,
                              const VariableLabels& variable) {
  const Places& places = places_of(variable);
  return std::any_of(municipality.arrangements.begin(), municipality.arrangements.end(),
                     [&](const SpreadArrangement& arrangement) {
                       const auto place = places.find(arrangement.arrangement);
                       return place != places.end() && place->second.outcome == "value" &&
                              place->second.confidence < options_.review_threshold;
                     });
}

std::string EvidencePages::label(const VariableLabels* variable, const std::string& group) const {
  if (is_unknown(group)) return texts_.at("/groups/" + group);
  if (variable == nullptr) return group;
  if (variable->type == "months") return texts_.at_or("/lengths/" + group, group);
  for (const auto& [value, label] : variable->codes_nl)
    if (value == group) return label;
  return group;
}

std::string EvidencePages::source_of(const Place& place, std::int64_t arrangement) const {
  if (!place.file.empty())
    return place.page == "0" ? place.file
                             : fmt::format("{}, {} {}", place.file, texts_.at("/page"), place.page);
  const auto other = files_.find(arrangement);
  return other == files_.end() ? "" : other->second.file;
}

std::string EvidencePages::shown_value(const VariableLabels& variable, const Place& place) const {
  if (place.outcome != "value") return texts_.at("/groups/" + place.outcome);
  const bool number =
      !place.value.empty() && place.value.find_first_not_of("0123456789") == std::string::npos;
  if (variable.type == "months" && number)
    return place.value + " " + texts_.at(place.value == "1" ? "/months/one" : "/months/more");
  return label(&variable, place.value);
}

struct EvidencePages::Row {
  std::string dossier;
  int record = 0;
  json cells;
};

EvidencePages::Place EvidencePages::place_of(const VariableLabels& variable,
                                             std::int64_t arrangement) {
  const Places& places = places_of(variable);
  const auto found = places.find(arrangement);
  if (found != places.end()) return found->second;
  // The ruleset that made the arrangement did not know the variable.
  const auto other = files_.find(arrangement);
  Place place = other != files_.end() ? other->second : Place();
  place.outcome = "absent";
  place.page = "0";
  return place;
}

std::vector<EvidencePages::Row> EvidencePages::arrangement_rows(
    const SpreadMunicipality& municipality, const About& about) {
  std::vector<Row> rows;
  for (const VariableLabels* variable : about.variables)
    for (const SpreadArrangement& arrangement : municipality.arrangements) {
      const Place place = place_of(*variable, arrangement.arrangement);
      const bool unsure = place.outcome == "value" && place.confidence < options_.review_threshold;
      if (about.kind == "unsure" && !unsure) continue;
      const bool quoted = place.openbaar && !place.quote.empty();
      const std::string prefix = about.variables.size() > 1 ? variable->label_nl + ": " : "";
      rows.push_back({place.dossier,
                      place.record,
                      {{"dossier", place.dossier},
                       {"value", prefix + shown_value(*variable, place)},
                       {"certainty", texts_.at("/certainty/" + arrangement.certainty)},
                       {"source", source_of(place, arrangement.arrangement)},
                       {"quote", quoted},
                       {"quote_text", quoted ? place.quote : ""},
                       {"withheld", !place.openbaar && !place.quote.empty()}}});
    }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.dossier, a.record) < std::tie(b.dossier, b.record);
  });
  return rows;
}

json EvidencePages::rows_of(const SpreadMunicipality& municipality, const About& about) {
  json rows = json::array();
  for (Row& row : arrangement_rows(municipality, about)) rows.push_back(std::move(row.cells));
  const auto add = [&](const std::string& value, const std::string& source) {
    rows.push_back({{"dossier", ""},
                    {"value", value},
                    {"certainty", ""},
                    {"source", source},
                    {"quote", false},
                    {"quote_text", ""},
                    {"withheld", false}});
  };
  if (rows.empty())
    for (const OfferedDocument& document : municipality.documents)
      add(texts_.at("/results/" + document.result), document.file);
  if (rows.empty()) add(texts_.at("/groups/no_document"), "");
  for (std::size_t r = 0; r < rows.size(); ++r) {
    rows[r]["first"] = r == 0;
    rows[r]["height"] = std::to_string(rows.size());
    rows[r]["name"] = municipality.name;
  }
  return rows;
}

json EvidencePages::number(const About& about,
                           const std::vector<const SpreadMunicipality*>& municipalities) {
  const VariableLabels* variable = about.variables.empty() ? nullptr : about.variables[0];
  const std::map<std::string, std::string> names = {
      {"year", std::to_string(about.year)},
      {"variable", variable == nullptr ? "" : variable->label_nl},
      {"group", label(variable, about.group)}};
  std::vector<const SpreadMunicipality*> sorted = municipalities;
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    const int order = text::compare(a->name, b->name);
    return order != 0 ? order < 0 : a->code < b->code;
  });
  json listed = json::array();
  for (const SpreadMunicipality* municipality : sorted)
    listed.push_back({{"code", municipality->code}, {"rows", rows_of(*municipality, about)}});
  const std::string count = dutch_number(sorted.size());
  const std::string texts = "/evidence/" + about.kind;
  const json page = {{"title", texts_.filled(texts + "/title", names)},
                     {"program_version", options_.program_version},
                     {"whole", false},
                     {"style", ""},
                     {"count", {{"text", count}, {"one", sorted.size() == 1}}},
                     {"of", about.of == 0 ? json(false) : json{{"text", dutch_number(about.of)}}},
                     {"explanation", texts_.filled(texts + "/explanation", names)},
                     {"empty", sorted.empty()},
                     {"municipalities", listed}};
  std::string name =
      slug(fmt::format("{}-{}-{}", variable == nullptr ? "gemeenten" : variable->name, about.year,
                       about.group.empty() ? about.kind : about.group));
  const int before = names_[name]++;
  if (before != 0) name += fmt::format("-{}", before + 1);
  const std::string link = fmt::format("bewijs/{}.html", name);
  write_(link, template_.render(page));
  return {{"text", count}, {"link", link}, {"one", sorted.size() == 1}};
}

}  // namespace inkoopmonitor::reports
