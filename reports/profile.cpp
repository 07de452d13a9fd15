// The note on one municipality: its words and tables, and how it buys.
#include <fmt/format.h>

#include <algorithm>

#include "error.h"
#include "reports/dates.h"
#include "reports/print.h"
#include "reports/profile_note.h"
#include "reports/publication.h"
#include "reports/questions.h"
#include "reports/style.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// What an adviser asks first, in this order; behind kFirst what only arrangements that are written
// out one by one tell.
constexpr const char* kShown[] = {"bekostiging",
                                  "bekostigingsvorm",
                                  "inkoopmodel",
                                  "procedure",
                                  "instrument",
                                  "aanbieders",
                                  "looptijd",
                                  "verlenging",
                                  "budgetplafond",
                                  "tussentijdse_toetreding",
                                  "samenwerking",
                                  "contractvorm",
                                  "ingangsdatum",
                                  "einddatum",
                                  "flexibiliteit",
                                  "onderaanneming",
                                  "regie",
                                  "keuzevrijheid",
                                  "opdrachtgeverschapsmodel"};
constexpr std::size_t kFirst = 10;
// Of what is told of forms of support beside each other.
constexpr const char* kOfForms[] = {"bekostiging", "inkoopmodel", "procedure", "aanbieders",
                                    "samenwerking"};
// More arrangements than these are told of by value, or the note would be a book.
constexpr std::size_t kEach = 4;
// Values of one variable, of which the rest is counted.
constexpr std::size_t kValues = 2;

json shape() {
  const json words = json::array({{{"html", ""}}});
  const json table = {{"title", ""},
                      {"titled", json::object()},
                      {"columns", json::array({{{"label", ""}}})},
                      {"rows", json::array({{{"label", ""}, {"cells", words}}})}};
  const json model = {{"title", ""},        {"what", ""},        {"for_text", ""},
                      {"against_text", ""}, {"switch_text", ""}, {"use_text", ""}};
  json shape = {{"title", ""},
                {"program_version", ""},
                {"whole", json::object()},
                {"style", ""},
                {"monitor", ""},
                {"intern", json::object()},
                {"script", json::object()},
                {"screen", json::object()},
                {"lead", ""},
                {"facts", words},
                {"colophon", ""},
                {"word", {{"for", ""}, {"against", ""}, {"switch", ""}, {"use", ""}}}};
  shape["sections"] = json::array({{{"id", ""},
                                    {"title", ""},
                                    {"text", words},
                                    {"drawn", json::object()},
                                    {"alternative", ""},
                                    {"svg", ""},
                                    {"picture", ""},
                                    {"source", ""},
                                    {"after", words},
                                    {"tables", json::array({table})},
                                    {"models", json::array({model})},
                                    {"items_there", json::object()},
                                    {"items", words}}});
  return shape;
}

}  // namespace

std::string enumerated(const std::vector<std::string>& texts) {
  std::string list;
  for (std::size_t t = 0; t < texts.size(); ++t)
    list += (t == 0 ? "" : t + 1 == texts.size() ? " en " : ", ") + texts[t];
  return list;
}

json html_of(const std::vector<std::string>& texts) {
  json list = json::array();
  for (const std::string& text : texts) list.push_back({{"html", text}});
  return list;
}

json row_of(const std::string& label, const std::vector<std::string>& cells) {
  return {{"label", label}, {"cells", html_of(cells)}};
}

ProfileNote::ProfileNote(const corpus::Database& database, const Codebook& codebook,
                         const ProfileOptions& options)
    : database_(database),
      options_(options),
      texts_(options.templates / "texts.json"),
      words_(options.templates / "profile.json"),
      wording_{codebook, texts_, "nl"},
      page_(options.templates, "profile.html", shape()),
      browser_(options.print ? std::make_unique<Browser>(options.chromium) : nullptr),
      engine_(std::async(std::launch::async,
                         [&] { return std::make_unique<ChartEngine>(options.templates); })
                  .share()),
      facts_(database, options.intern),
      names_(database),
      base_(database),
      code_(code_of(database, options)) {
  for (ProfileMunicipality& one : facts_.municipalities(options.year))
    (one.code == code_ ? its_ : others_.emplace_back()) = std::move(one);
  predecessors_ = facts_.predecessors(code_);
  std::vector<std::string> codes = predecessors_;
  codes.push_back(code_);
  for (const std::string& code : codes)
    for (auto& [year, arrangements] :
         facts_.history(code, database_.first_register_year(), options_.year))
      years_[year].emplace_back(code, std::move(arrangements));
  for (const auto& [code, arrangements] : years_[options_.year])
    if (code == code_) now_ = arrangements;
  like_ = comparable();
  for (const ProfileMunicipality* one : like_)
    of_others_[one->code] = facts_.in_force(one->code, options_.year);
  find_endings();
  fill_phrases();
}

void ProfileNote::write(FolderAside& folder) {
  json data = page();
  data["screen"] = true;
  folder.write("profiel.html", page_.render(data));
  if (browser_ == nullptr) return;
  data["screen"] = false;
  const std::string faces = font_faces(data["style"].get<std::string>());
  unsigned number = 0;
  for (json& part : data["sections"])
    if (part["drawn"])
      part["picture"] = picture_address(part["svg"].get<std::string>(), faces, ++number);
  folder.write("profiel.pdf", printed({data["title"].get<std::string>(), "nl",
                                       fmt::format("{}-01-01", options_.year), page_.render(data)},
                                      *browser_));
}

std::string ProfileNote::code_of(const corpus::Database& database, const ProfileOptions& options) {
  const auto code = database.municipality_code(options.municipality, options.year);
  if (code) return *code;
  throw Error(ErrorKind::usage, options.municipality,
              fmt::format("no municipality of {} is called so", options.year),
              "give its name or its CBS code as it was in that year, or another --year");
}

void ProfileNote::number(const std::string& name, std::int64_t count) {
  phrases_[name] = {dutch_number(static_cast<std::size_t>(count)), static_cast<double>(count)};
}

void ProfileNote::text(const std::string& name, const std::string& text) {
  phrases_[name] = {html_escaped(text), text.empty() ? 0.0 : 1.0};
}

void ProfileNote::fill_phrases() {
  text("name", its_.name);
  text("code", code_);
  text("province", its_.province);
  text("region", its_.jeugdregio);
  text("year", std::to_string(options_.year));
  text("inhabitants_year", std::to_string(its_.inhabitants_year));
  number("inhabitants", its_.inhabitants);
  number("documents", facts_.documents(code_, options_.year));
  number("arrangements", static_cast<std::int64_t>(now_.size()));
  for (const auto& [name, certainty] :
       {std::pair("contract", "contract"), std::pair("planned", "gepland"),
        std::pair("assumed", "verlenging_aangenomen")})
    number(name, std::count_if(now_.begin(), now_.end(),
                               [&](const auto& one) { return one.certainty == certainty; }));
  std::vector<std::string> merged;
  for (const std::string& code : predecessors_) merged.push_back(names_.of_codes(code));
  text("predecessors", enumerated(merged));
  number("merged", static_cast<std::int64_t>(predecessors_.size()));
}

std::string ProfileNote::sentence(const std::string& path) const {
  return words_.sentence(path, words_.at(path), phrases_);
}

json ProfileNote::section(const std::string& id, const std::vector<std::string>& texts) const {
  return {{"id", id},
          {"title", words_.at("/headings/" + id)},
          {"text", html_of(texts)},
          {"drawn", false},
          {"alternative", ""},
          {"svg", ""},
          {"picture", ""},
          {"source", ""},
          {"after", json::array()},
          {"tables", json::array()},
          {"models", json::array()},
          {"items_there", false},
          {"items", json::array()}};
}

json ProfileNote::table(const std::string& title, const std::vector<std::string>& columns) {
  json heads = json::array();
  for (const std::string& column : columns) heads.push_back({{"label", column}});
  return {
      {"title", title}, {"titled", !title.empty()}, {"columns", heads}, {"rows", json::array()}};
}

void ProfileNote::list(json& section, const std::vector<std::string>& items) {
  section["items_there"] = !items.empty();
  section["items"] = html_of(items);
}

void ProfileNote::draw(json& section, const DrawnChart& chart, const std::string& alternative) {
  section["drawn"] = true;
  section["svg"] = engine_.get()->svg(chart.option, {chart.width, chart.height});
  section["alternative"] = without_links(alternative);
  section["source"] = sentence("/source");
}

Arrangements ProfileNote::of_domain(const Arrangements& all, const std::string& domein) {
  Arrangements its;
  std::copy_if(all.begin(), all.end(), std::back_inserter(its),
               [&](const auto& one) { return one.is_of(domein); });
  return its;
}

bool ProfileNote::is_coded(const std::string& variable) const {
  return std::any_of(wording_.codebook.begin(), wording_.codebook.end(),
                     [&](const VariableLabels& one) { return one.name == variable; });
}

std::vector<std::string> ProfileNote::domains() const {
  std::vector<std::string> all = {"wmo", "jeugd"};
  if (!of_domain(now_, "participatie").empty()) all.emplace_back("participatie");
  return all;
}

std::vector<std::pair<std::string, std::int64_t>> ProfileNote::counted(
    const Arrangements& arrangements, const std::string& name) const {
  std::map<std::string, std::int64_t> found;
  for (const ProfileArrangement& one : arrangements)
    if (!one.value(name).empty()) ++found[wording_.value_of(name, one.value(name))];
  std::vector<std::pair<std::string, std::int64_t>> order(found.begin(), found.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return order;
}

std::string ProfileNote::values_of(const Arrangements& arrangements,
                                   const std::string& name) const {
  const auto order = counted(arrangements, name);
  std::string list;
  const std::size_t shown = order.size() <= kValues + 1 ? order.size() : kValues;
  for (std::size_t v = 0; v < shown; ++v) {
    list += (v == 0 ? "" : "; ") + order[v].first;
    if (order[v].second > 1 && order.size() > 1) list += fmt::format(" ({})", order[v].second);
  }
  if (shown < order.size())
    list += "; " + words_.filled("/more_values", {{"more", std::to_string(order.size() - shown)}});
  return list;
}

std::string ProfileNote::most_of(const Arrangements& arrangements, const std::string& name) const {
  const auto found = counted(arrangements, name);
  if (found.empty()) return "–";
  std::int64_t all = 0;
  for (const auto& [value, count] : found) all += count;
  if (found.size() == 1) return html_escaped(found.front().first);
  return html_escaped(fmt::format("{} ({}/{})", found.front().first, found.front().second, all));
}

std::string ProfileNote::cell(const Arrangements& arrangements, const std::string& name) const {
  const std::string values = values_of(arrangements, name);
  return values.empty() ? "–" : html_escaped(values);
}

// --- how it buys ---------------------------------------------------------------------------------

std::string ProfileNote::partners(std::int64_t& together) const {
  std::map<std::string, int> found;
  for (const ProfileArrangement& one : now_) {
    std::vector<std::string> codes = split_list(one.value("gemeenten"));
    std::erase(codes, code_);
    together += codes.empty() ? 0 : 1;
    for (const std::string& code : codes) ++found[code];
  }
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [code, count] : found) order.emplace_back(-count, names_.of_codes(code));
  std::sort(order.begin(), order.end());
  std::vector<std::string> names;
  constexpr std::size_t kNamed = 5;
  for (std::size_t n = 0; n < order.size() && n < kNamed; ++n) names.push_back(order[n].second);
  return enumerated(names);
}

json ProfileNote::in_short() {
  std::vector<std::string> items;
  for (const std::string& domein : domains()) {
    const Arrangements its = of_domain(now_, domein);
    std::set<std::string> forms;
    for (const ProfileArrangement& one : its)
      for (const auto& [of, form] : one.places)
        if (of == domein && !form.empty()) forms.insert(form);
    text("domein", domain_name(domein));
    number("count", static_cast<std::int64_t>(its.size()));
    number("forms", static_cast<std::int64_t>(forms.size()));
    text("model", values_of(its, "inkoopmodel"));
    text("funding", values_of(its, "bekostiging"));
    items.push_back(sentence(its.empty() ? "/short/nothing" : "/short/domain"));
  }
  std::int64_t together = 0;
  text("partners", partners(together));
  number("together", together);
  number("single", now_.size() == 1 ? 1 : 0);
  if (together != 0) items.push_back(sentence("/short/together"));
  number("differs", std::count_if(now_.begin(), now_.end(), [](const auto& one) {
           return one.value("naam_en_inhoud") == "verschilt";
         }));
  if (phrases_["differs"].number != 0) items.push_back(sentence("/short/differs"));
  if (!endings_.empty()) {
    const std::string first = by_ending().front()->called();
    const Ending& ending = endings_.at(first);
    text("dossier", first);
    text("day", in_dutch(ending.day));
    const bool left = !ending.options_left.empty() && ending.options_left != "0x0";
    text("left", left ? wording_.value_of("verlenging", ending.options_left) : "");
    items.push_back(sentence("/short/first_end"));
  }
  if (!changes_.empty()) {
    phrases_["change"] = {changes_.back(), 1};
    items.push_back(sentence("/short/change"));
  }
  json made = section("short", {});
  list(made, items);
  return made;
}

json ProfileNote::now() {
  json made = section("now", {sentence("/now")});
  for (const std::string& domein : domains()) {
    const Arrangements its = of_domain(now_, domein);
    if (its.empty()) continue;
    std::vector<std::string> columns = {word("form")};
    std::vector<const char*> told;
    for (const char* name : kOfForms)
      if (!values_of(its, name).empty()) told.push_back(name);
    for (const char* name : told) columns.push_back(wording_.name_of(name));
    columns.push_back(word("arrangements"));
    json forms = table(domain_name(domein), columns);
    const auto add = [&](const std::string& form, const std::string& label) {
      Arrangements those;
      std::copy_if(its.begin(), its.end(), std::back_inserter(those),
                   [&](const auto& one) { return one.is_for(domein, form); });
      if (those.empty()) return;
      std::vector<std::string> cells;
      for (const char* name : told) cells.push_back(cell(those, name));
      cells.push_back(std::to_string(those.size()));
      forms["rows"].push_back(row_of(label, cells));
    };
    std::set<std::string> others;  // that the codebook does not have
    for (const ProfileArrangement& one : its)
      for (const auto& [of, form] : one.places)
        if (of == domein && !form.empty()) others.insert(form);
    if (is_coded("voorzieningen"))
      for (const auto& [form, label] : find_variable(wording_.codebook, "voorzieningen").codes_nl) {
        add(form, label);
        others.erase(form);
      }
    for (const std::string& form : others) add(form, form);
    add("", words_.at("/no_form"));
    made["tables"].push_back(std::move(forms));
  }
  return made;
}

// Every arrangement with its words, or every value, where there are too many of them.
json ProfileNote::evidence() {
  json made = section("evidence", {sentence("/evidence")});
  if (now_.size() > kEach) {
    made["text"] = html_of({sentence("/evidence_by_value")});
    for (const std::string& domein : domains()) add_values(made, domein);
    return made;
  }
  for (const ProfileArrangement& one : now_) {
    std::string title = one.called();
    for (const char* name : {"domein", "voorzieningen"})
      if (!one.value(name).empty()) title += ", " + wording_.value_of(name, one.value(name));
    json its = table(title, {word("feature"), word("value"), word("source")});
    for (const char* name : kShown) {
      const auto found = one.stated.find(name);
      if (found == one.stated.end() || found->second.outcome == "absent") continue;
      const Stated& stated = found->second;
      std::string value = stated.outcome == "value"
                              ? html_escaped(wording_.value_of(name, stated.value))
                              : html_escaped(wording_.label(nullptr, stated.outcome));
      if (is_unsure(stated)) value += " <span class=\"unsure\">onzeker</span>";
      its["rows"].push_back(row_of(wording_.name_of(name), {value, place_of(stated)}));
    }
    its["rows"].push_back(
        row_of(word("certainty"), {wording_.text("/certainty/" + one.certainty), ""}));
    made["tables"].push_back(std::move(its));
  }
  return made;
}

// The values that arrangements of a domain have, the most frequent first, each with the words of
// the one that says it best.
void ProfileNote::add_values(json& made, const std::string& domein) {
  struct Told {
    std::int64_t count = 0;
    const Stated* best = nullptr;
  };
  const auto better = [](const Stated& one, const Stated& other) {
    if (one.quote.text.empty() != other.quote.text.empty()) return other.quote.text.empty();
    return one.confidence > other.confidence;
  };
  json its = table(domain_name(domein),
                   {word("feature"), word("value"), word("arrangements"), word("source")});
  const Arrangements arrangements = of_domain(now_, domein);
  for (std::size_t n = 0; n < kFirst; ++n) {
    const char* name = kShown[n];
    std::map<std::string, Told> values;
    for (const ProfileArrangement& one : arrangements) {
      const auto found = one.stated.find(name);
      if (found == one.stated.end() || found->second.outcome != "value") continue;
      Told& told = values[found->second.value];
      ++told.count;
      if (told.best == nullptr || better(found->second, *told.best)) told.best = &found->second;
    }
    std::vector<std::pair<std::string, Told>> order(values.begin(), values.end());
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
    for (std::size_t v = 0; v < order.size() && v < kValues; ++v) {
      const Stated& best = *order[v].second.best;
      std::string value = html_escaped(wording_.value_of(name, order[v].first));
      if (is_unsure(best)) value += " <span class=\"unsure\">onzeker</span>";
      its["rows"].push_back(row_of(wording_.name_of(name),
                                   {value, std::to_string(order[v].second.count), place_of(best)}));
    }
  }
  if (!its["rows"].empty()) made["tables"].push_back(std::move(its));
}

bool ProfileNote::is_unsure(const Stated& stated) const {
  return stated.outcome == "value" && stated.confidence < options_.review_threshold;
}

std::string ProfileNote::place_of(const Stated& stated) const {
  std::string place = html_escaped(stated.file);
  if (!stated.page.empty()) place += fmt::format(", {} {}", texts_.in("nl", "/page"), stated.page);
  if (!stated.quote.text.empty())
    place += ": <q>" + html_escaped(stated.quote.text) + "</q>";
  else if (stated.quote.withheld)
    place += fmt::format(" <span class=\"withheld\">({})</span>", word("withheld"));
  return place;
}

// --- the page ------------------------------------------------------------------------------------

json ProfileNote::page() {
  find_changes();
  std::vector<std::string> facts = {sentence("/facts/who"), sentence("/facts/some")};
  if (!predecessors_.empty()) facts.push_back(sentence("/facts/merged"));
  json sections = json::array();
  using Part = json (ProfileNote::*)();
  std::vector<Part> parts = {&ProfileNote::in_short};
  if (!now_.empty()) parts.insert(parts.end(), {&ProfileNote::now, &ProfileNote::evidence});
  parts.insert(parts.end(), {&ProfileNote::history, &ProfileNote::place});
  if (!now_.empty()) parts.insert(parts.end(), {&ProfileNote::instruments, &ProfileNote::ending});
  parts.insert(parts.end(), {&ProfileNote::alternatives, &ProfileNote::unknown});
  if (!now_.empty()) parts.push_back(&ProfileNote::sources);
  for (const Part part : parts) sections.push_back((this->*part)());
  json words;
  for (const char* name : {"for", "against", "switch", "use"}) words[name] = word(name);
  return {{"title",
           words_.filled("/title", {{"name", its_.name}, {"year", std::to_string(options_.year)}})},
          {"program_version", options_.program_version},
          {"whole", true},
          {"style", style_of(options_.templates)},
          {"monitor", ""},
          {"intern", options_.intern},
          {"script", false},
          {"lead", sentence("/lead")},
          {"facts", html_of(facts)},
          {"sections", sections},
          {"colophon", fmt::format("inkoopmonitor {}, regels {}", options_.program_version,
                                   options_.ruleset.substr(0, 12))},
          {"word", words}};
}

std::filesystem::path write_profile(const corpus::Database& database, const Codebook& codebook,
                                    const ProfileOptions& options) {
  ProfileOptions asked = options;
  if (asked.year == 0) {
    const std::vector<int> years = SpreadBase(database).years({});
    asked.year = years.empty() ? database.last_register_year() : years.back();
  }
  FolderAside folder(options.out);
  ProfileNote(database, codebook, asked).write(folder);
  folder.publish();
  return options.out / "profiel.html";
}

}  // namespace inkoopmonitor::reports
