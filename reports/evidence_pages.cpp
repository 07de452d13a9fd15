// A page for each number, with all its quotes, was turned down: an arrangement counts in many
// numbers and would be written out behind each. Here it stands once for each municipality, and a
// number leads to the list of what it counts, from where each municipality's page is one step away.
#include "reports/evidence_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <sstream>
#include <tuple>

#include "text.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// Names that are long or hold signs are told apart by this (FNV-1a).
std::uint64_t hash_of(const std::string& text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211u;
  return hash;
}

// Words of the pages that stand in texts.json below /evidence.
constexpr std::array kWords = {"intern",   "lead",          "municipality_lead",
                               "day",      "in_collection", "was_in_force",
                               "variable", "value",         "place",
                               "quote",    "unsure",        "withheld"};

json page_shape() {
  json words = json::object();
  for (const char* word : kWords) words[word] = "";
  return {{"title", ""},
          {"program_version", ""},
          {"whole", json::object()},
          {"style", ""},
          {"monitor", ""},
          {"intern", json::object()},
          {"script", json::object()},
          {"lang", ""},
          {"dutch", json::object()},
          {"word", words}};
}

json list_shape() {
  json shape = page_shape();
  const json member = {{"label", ""}, {"link", ""}, {"linked", json::object()}};
  shape["sections"] =
      json::array({{{"id", ""}, {"title", ""}, {"count", ""}, {"members", json::array({member})}}});
  return shape;
}

json municipality_shape() {
  json shape = page_shape();
  const json value = {
      {"variable", ""},          {"value", ""},      {"unsure", json::object()},  {"source", ""},
      {"quote", json::object()}, {"quote_text", ""}, {"withheld", json::object()}};
  const json in_force = {{"anchor", ""}, {"dossier", ""}, {"record", ""}, {"certainty", ""}};
  const json document = {{"file", ""}, {"result", ""}};
  shape["name"] = "";
  shape["years"] = json::array({{{"year", ""},
                                 {"gap", ""},
                                 {"some", json::object()},
                                 {"in_force", json::array({in_force})},
                                 {"some_documents", json::object()},
                                 {"documents_text", ""},
                                 {"documents", json::array({document})}}});
  shape["arrangements"] = json::array({{{"anchor", ""},
                                        {"dossier", ""},
                                        {"record", ""},
                                        {"years", ""},
                                        {"values", json::array({value})}}});
  return shape;
}

// 2015, 2016, 2018 as 2015–2016, 2018.
std::string spans_of(const std::set<int>& years) {
  std::string spans;
  for (auto year = years.begin(); year != years.end();) {
    auto last = year;
    for (auto next = std::next(last); next != years.end() && *next == *last + 1; ++next)
      last = next;
    spans += (spans.empty() ? "" : ", ") + std::to_string(*year);
    if (last != year) spans += fmt::format("–{}", *last);
    year = std::next(last);
  }
  return spans;
}

// The municipality whose page a link leads to; empty: it leads elsewhere.
std::string code_in(const std::string& link) {
  return link.starts_with("GM") ? link.substr(0, link.find('.')) : std::string();
}

}  // namespace

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
  if (result.size() <= 60 && result.find('-') == std::string::npos) return result;
  return fmt::format("{}-{:08x}", result.substr(0, 50), hash_of(text) & 0xFFFFFFFFu);
}

std::string anchor_of(const std::string& dossier, const std::string& record) {
  return fmt::format("r{:012x}-{}", hash_of(dossier) >> 16, record);
}

std::string printable(std::string text) {
  for (char& byte : text)
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F) byte = ' ';
  return text;
}

Quoted quoted(const Answer& answer, std::size_t row, bool intern) {
  const std::string& quote = answer.text(row, "quote");
  if (quote.empty()) return {};
  if (intern) return {printable(text::valid_utf8(quote)), false};
  if (answer.number(row, "openbaar") == 0) return {"", true};
  std::vector<corpus::WordRange> ranges;
  std::istringstream words(answer.text(row, "private"));
  corpus::WordRange range;
  for (char dash = 0; words >> range.first >> dash >> range.last;) ranges.push_back(range);
  std::string shown = corpus::masked(quote, answer.number(row, "first_word"), ranges);
  const std::string twice = "… …";
  for (std::size_t at = shown.find(twice); at != std::string::npos; at = shown.find(twice))
    shown.replace(at, twice.size(), "…");
  return {printable(text::valid_utf8(shown)), false};
}

EvidencePages::EvidencePages(const corpus::Database& database, const Wording& wording,
                             const Options& options, WriteFile write)
    : database_(database),
      wording_(wording),
      options_(options),
      write_(std::move(write)),
      list_(options.templates, "evidence.html", list_shape()),
      municipality_(options.templates, "municipality.html", municipality_shape()) {}

json EvidencePages::page(const std::string& title) const {
  json words = json::object();
  for (const char* word : kWords) words[word] = wording_.text(std::string("/evidence/") + word);
  return {{"title", title},
          {"program_version", options_.program_version},
          {"whole", false},
          {"style", ""},
          {"script", false},
          {"monitor", options_.title},
          {"intern", options_.intern},
          {"lang", wording_.language},
          {"dutch", wording_.language == "nl"},
          {"word", std::move(words)}};
}

std::string EvidencePages::link(const std::string& figure, const std::string& key,
                                const std::string& title, const Members& members) {
  if (members.empty() || !write_) return {};
  json& sections = lists_[figure];
  const std::string id = slug(key);
  for (const json& section : sections)
    if (section["id"] == id) return fmt::format("bewijs/{}.html#{}", figure, id);
  std::vector<const Member*> sorted;
  for (const Member& member : members) sorted.push_back(&member);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Member* a, const Member* b) {
    const int order = text::compare(a->label, b->label);
    return order != 0 ? order < 0 : a->link < b->link;
  });
  json listed = json::array();
  for (const Member* member : sorted)
    listed.push_back(
        {{"label", member->label}, {"link", member->link}, {"linked", !member->link.empty()}});
  if (options_.listed != nullptr)
    for (const Member* member : sorted)
      options_.listed->rows.push_back({figure, id, title, member->label, code_in(member->link)});
  sections.push_back({{"id", id},
                      {"title", title},
                      {"count", dutch_number(members.size())},
                      {"members", std::move(listed)}});
  return fmt::format("bewijs/{}.html#{}", figure, id);
}

void EvidencePages::finish(const std::string& figure, const std::string& title) {
  const auto list = lists_.find(figure);
  if (list == lists_.end()) return;
  json data = page(title);
  data["sections"] = std::move(list->second);
  write_(fmt::format("bewijs/{}.html", figure), list_.render(data));
  lists_.erase(list);
}

// ------------------------------------------------------------------------------ municipalities

struct EvidencePages::Source {
  const Answer& answer;
  std::size_t row;
};

struct EvidencePages::Documents {
  explicit Documents(Answer all) : answer(std::move(all)) {
    for (std::size_t r = 0; r < answer.size(); ++r)
      rows[{answer.number(r, "panel_year"), answer.text(r, "gm_code")}].push_back(r);
  }

  Answer answer;
  std::map<std::pair<std::int64_t, std::string>, std::vector<std::size_t>> rows;
};

EvidencePages::~EvidencePages() = default;

json EvidencePages::files_of(const SpreadYear& year, const std::string& code) const {
  json files = json::array();
  const auto rows = documents_->rows.find({year.year, code});
  if (rows == documents_->rows.end()) return files;
  const Answer& answer = documents_->answer;
  for (const std::size_t r : rows->second)
    files.push_back({{"file", answer.text(r, "file")},
                     {"result", wording_.text("/results/" + answer.text(r, "result"))}});
  return files;
}

json EvidencePages::value_json(const Source& source) const {
  const Answer& answer = source.answer;
  const std::size_t r = source.row;
  const std::string& name = answer.text(r, "variable");
  const auto variable = std::find_if(wording_.codebook.begin(), wording_.codebook.end(),
                                     [&](const auto& one) { return one.name == name; });
  const bool is_value = answer.text(r, "outcome") == "value";
  const bool known = variable != wording_.codebook.end();
  const std::string& value = answer.text(r, "value");
  std::string place = answer.text(r, "file");
  if (answer.number(r, "page") != 0)
    place += fmt::format(", {} {}", wording_.text("/page"), answer.text(r, "page"));
  const Quoted quote = quoted(answer, r, options_.intern);
  return {{"variable", known ? wording_.name(*variable) : name},
          {"value", !is_value ? wording_.label(nullptr, answer.text(r, "outcome"))
                    : known   ? wording_.value(*variable, value)
                              : value},
          {"unsure", is_value && answer.real(r, "confidence") < options_.review_threshold},
          {"source", place},
          {"quote", !quote.text.empty()},
          {"quote_text", quote.text},
          {"withheld", quote.withheld}};
}

json EvidencePages::year_json(const SpreadYear& year, const SpreadMunicipality& municipality,
                              json in_force) const {
  json documents = files_of(year, municipality.code);
  const std::string gap = municipality.documents_offered == 0 ? "no_document"
                          : municipality.documents_read == 0  ? "unreadable"
                                                              : "no_arrangement";
  const bool some = !in_force.empty();
  const std::size_t count = documents.size();
  return {{"year", std::to_string(year.year)},
          {"gap", some ? "" : wording_.label(nullptr, gap)},
          {"some", some},
          {"in_force", std::move(in_force)},
          {"some_documents", count != 0},
          {"documents_text",
           fmt::format("{} {}", dutch_number(count),
                       wording_.text(count == 1 ? "/documents/one" : "/documents/more"))},
          {"documents", std::move(documents)}};
}

std::string EvidencePages::municipality_page(const corpus::Database& database,
                                             const Municipality& municipality) const {
  const auto& [code, name, years] = municipality;
  const Parameters about = {{":gm_code", code},
                            {":from", std::int64_t{options_.from}},
                            {":to", std::int64_t{options_.to}},
                            {":domein", options_.domein}};
  const Answer panel(database, "municipality_years", about);
  std::map<int, json> in_force;
  std::map<std::pair<std::string, std::int64_t>, std::pair<std::int64_t, std::set<int>>> all;
  for (std::size_t r = 0; r < panel.size(); ++r) {
    const std::string& dossier = panel.text(r, "dossier");
    const int year = static_cast<int>(panel.number(r, "panel_year"));
    auto& one = all[{dossier, panel.number(r, "record")}];
    one.first = panel.number(r, "arrangement");
    one.second.insert(year);
    in_force[year].push_back(
        {{"anchor", anchor_of(dossier, panel.text(r, "record"))},
         {"dossier", dossier},
         {"record", panel.text(r, "record")},
         {"certainty", wording_.text("/certainty/" + panel.text(r, "certainty"))}});
  }
  std::map<std::int64_t, json> values;
  const Answer stated(database, "municipality_values", about);
  for (std::size_t r = 0; r < stated.size(); ++r)
    if (!stated.text(r, "variable").starts_with("uenk_"))
      values[stated.number(r, "arrangement")].push_back(value_json({stated, r}));
  json data = page(fmt::format("{} – {}", name, options_.title));
  data["name"] = name;
  data["years"] = json::array();
  for (auto year = years.rbegin(); year != years.rend(); ++year)
    for (const SpreadMunicipality& one : (*year)->municipalities)
      if (one.code == code) {
        json now = in_force[(*year)->year];
        data["years"].push_back(
            year_json(**year, one, now.is_null() ? json::array() : std::move(now)));
      }
  data["arrangements"] = json::array();
  for (auto& [key, one] : all) {
    json& its = values[one.first];
    data["arrangements"].push_back({{"anchor", anchor_of(key.first, std::to_string(key.second))},
                                    {"dossier", key.first},
                                    {"record", std::to_string(key.second)},
                                    {"years", spans_of(one.second)},
                                    {"values", its.is_null() ? json::array() : std::move(its)}});
  }
  return municipality_.render(data);
}

void EvidencePages::write_municipalities(const std::vector<SpreadYear>& years) {
  std::map<std::string, Municipality> found;
  for (const SpreadYear& year : years)
    for (const SpreadMunicipality& one : year.municipalities) {
      Municipality& municipality = found[one.code];
      municipality.code = one.code;
      municipality.name = one.name;
      municipality.years.push_back(&year);
    }
  std::vector<Municipality> all;
  for (auto& [code, municipality] : found) all.push_back(std::move(municipality));
  Filter filter;
  filter.from = options_.from;
  filter.to = options_.to;
  // Asked for once: each question makes the list of all documents.
  documents_ = std::make_unique<Documents>(
      Answer(database_, "panel_documents", municipality_parameters(filter)));
  std::atomic<std::size_t> next = 0;
  const auto write = [&](const corpus::Database& database) {
    for (std::size_t at = next++; at < all.size(); at = next++)
      write_(fmt::format("bewijs/{}.html", all[at].code), municipality_page(database, all[at]));
  };
  auto other = std::async(std::launch::async, [&] {
    write(corpus::Database::open(database_.folder(), corpus::Access::read));
  });
  write(database_);
  other.get();
  documents_.reset();
}

}  // namespace inkoopmonitor::reports
