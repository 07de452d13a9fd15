// The note on one municipality. Words stand in templates/profile.json and profile.html.
#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <memory>

#include "error.h"
#include "reports/browser.h"
#include "reports/chart.h"
#include "reports/print.h"
#include "reports/profile_facts.h"
#include "reports/publication.h"
#include "reports/questions.h"
#include "reports/style.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;
using Arrangements = std::vector<ProfileArrangement>;

constexpr const char* kDomains[] = {"wmo", "jeugd", "participatie"};
// What an adviser asks first, in this order.
constexpr const char* kShown[] = {"procedure",    "instrument",       "inkoopmodel",
                                  "bekostiging",  "bekostigingsvorm", "aanbieders",
                                  "looptijd",     "verlenging",       "tussentijdse_toetreding",
                                  "budgetplafond"};
constexpr const char* kInstruments[] = {"samenwerking",  "procedure", "bekostiging",
                                        "keuzevrijheid", "looptijd",  "flexibiliteit"};
constexpr std::size_t kComparable = 12;

json shape() {
  const json words = json::array({{{"html", ""}}});
  const json table = {{"title", ""},
                      {"titled", json::object()},
                      {"columns", json::array({{{"label", ""}}})},
                      {"rows", json::array({{{"label", ""}, {"cells", words}}})}};
  const json model = {
      {"title", ""}, {"what", ""}, {"for_text", ""}, {"against_text", ""}, {"switch_text", ""}};
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
                {"word", {{"for", ""}, {"against", ""}, {"switch", ""}}}};
  shape["sections"] = json::array({{{"id", ""},
                                    {"title", ""},
                                    {"text", words},
                                    {"drawn", json::object()},
                                    {"alternative", ""},
                                    {"svg", ""},
                                    {"picture", ""},
                                    {"source", ""},
                                    {"many", json::object()},
                                    {"tables", json::array({table})},
                                    {"models", json::array({model})},
                                    {"items_there", json::object()},
                                    {"items", words}}});
  return shape;
}

json html(const std::vector<std::string>& texts) {
  json list = json::array();
  for (const std::string& text : texts) list.push_back({{"html", text}});
  return list;
}

json row_of(const std::string& label, const std::vector<std::string>& cells) {
  return {{"label", label}, {"cells", html(cells)}};
}

class Profile {
 public:
  Profile(const corpus::Database& database, const Codebook& codebook, const ProfileOptions& options)
      : database_(database),
        options_(options),
        texts_(options.templates / "texts.json"),
        words_(options.templates / "profile.json"),
        wording_{codebook, texts_, "nl"},
        page_(options.templates, "profile.html", shape()),
        browser_(options.print ? std::make_unique<Browser>(options.chromium) : nullptr),
        engine_(std::async(std::launch::async,
                           [&] { return std::make_unique<ChartEngine>(options.templates); })),
        facts_(database, options.intern),
        names_(database),
        code_(code_of(database, options)) {
    for (ProfileMunicipality& one : facts_.municipalities(options.year))
      (one.code == code_ ? its_ : others_.emplace_back()) = std::move(one);
    now_ = facts_.in_force(code_, options.year);
    predecessors_ = facts_.predecessors(code_);
    fill_phrases();
  }

  void write(FolderAside& folder) {
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
    folder.write("profiel.pdf",
                 printed({data["title"].get<std::string>(), "nl",
                          fmt::format("{}-01-01", options_.year), page_.render(data)},
                         *browser_));
  }

 private:
  static std::string code_of(const corpus::Database& database, const ProfileOptions& options) {
    const auto code = database.municipality_code(options.municipality, options.year);
    if (code) return *code;
    throw Error(ErrorKind::usage, options.municipality,
                fmt::format("no municipality of {} is called so", options.year),
                "give its name or its CBS code as it was in that year, or another --year");
  }

  void number(const std::string& name, std::int64_t count) {
    phrases_[name] = {dutch_number(static_cast<std::size_t>(count)), static_cast<double>(count)};
  }

  void text(const std::string& name, const std::string& text) {
    phrases_[name] = {html_escaped(text), text.empty() ? 0.0 : 1.0};
  }

  void fill_phrases() {
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
    std::string merged;
    for (std::size_t p = 0; p < predecessors_.size(); ++p)
      merged += (p == 0                          ? ""
                 : p + 1 == predecessors_.size() ? " en "
                                                 : ", ") +
                names_.of_codes(predecessors_[p]);
    text("predecessors", merged);
    number("merged", static_cast<std::int64_t>(predecessors_.size()));
  }

  std::string sentence(const std::string& path) const {
    return words_.sentence(path, words_.at(path), phrases_);
  }

  json section(const std::string& id, const std::vector<std::string>& texts) const {
    return {{"id", id},
            {"title", words_.at("/headings/" + id)},
            {"text", html(texts)},
            {"drawn", false},
            {"alternative", ""},
            {"svg", ""},
            {"picture", ""},
            {"source", ""},
            {"many", false},
            {"tables", json::array()},
            {"models", json::array()},
            {"items_there", false},
            {"items", json::array()}};
  }

  json table(const std::string& title, const std::vector<std::string>& columns) const {
    json heads = json::array();
    for (const std::string& column : columns) heads.push_back({{"label", column}});
    return {
        {"title", title}, {"titled", !title.empty()}, {"columns", heads}, {"rows", json::array()}};
  }

  std::string word(const std::string& name) const { return words_.at("/words/" + name); }
  Arrangements of_domain(const std::string& domein) const {
    Arrangements its;
    std::copy_if(now_.begin(), now_.end(), std::back_inserter(its),
                 [&](const auto& one) { return one.is_of(domein); });
    return its;
  }

  // Different values of arrangements, as people read them.
  std::string values_of(const Arrangements& arrangements, const std::string& name) const {
    std::set<std::string> shown;
    for (const ProfileArrangement& one : arrangements)
      if (!one.value(name).empty()) shown.insert(wording_.value_of(name, one.value(name)));
    std::string list;
    for (const std::string& value : shown) list += (list.empty() ? "" : "; ") + value;
    return list;
  }

  // --- parts ------------------------------------------------------------------------------------

  json now() {
    json made = section("now", {sentence("/now")});
    for (const char* domein : kDomains)
      for (const ProfileArrangement& one : of_domain(domein)) {
        const std::string services = one.value("voorzieningen");
        std::string title =
            fmt::format("{}: {} ({})", wording_.of_list("domein", domein), one.dossier, one.record);
        if (!services.empty()) title += ", " + wording_.value_of("voorzieningen", services);
        // What covers several domains is written out under the first.
        if (!first_domain(one, domein)) continue;
        json its = table(title, {word("feature"), word("value"), word("source")});
        for (const char* name : kShown) add_value(its, one, name);
        its["rows"].push_back(
            row_of(word("certainty"), {wording_.text("/certainty/" + one.certainty), ""}));
        made["tables"].push_back(std::move(its));
      }
    return made;
  }

  static bool first_domain(const ProfileArrangement& one, const std::string& domein) {
    for (const char* other : kDomains) {
      if (other == domein) return true;
      if (one.is_of(other)) return false;
    }
    return true;
  }

  void add_value(json& its, const ProfileArrangement& one, const char* name) {
    const auto found = one.stated.find(name);
    if (found == one.stated.end()) return;
    const Stated& stated = found->second;
    if (stated.outcome == "absent") return;
    std::string value = stated.outcome == "value"
                            ? html_escaped(wording_.value_of(name, stated.value))
                            : html_escaped(wording_.label(nullptr, stated.outcome));
    if (stated.outcome == "value" && stated.confidence < options_.review_threshold) {
      value += " <span class=\"unsure\">onzeker</span>";
      ++unsure_;
    }
    std::string place = html_escaped(stated.file);
    if (!stated.page.empty())
      place += fmt::format(", {} {}", texts_.in("nl", "/page"), stated.page);
    if (!stated.quote.text.empty())
      place += ": <q>" + html_escaped(stated.quote.text) + "</q>";
    else if (stated.quote.withheld)
      place += " <span class=\"withheld\">(niet openbaar: alleen vindplaats)</span>";
    its["rows"].push_back(row_of(wording_.name_of(name), {value, place}));
  }

  json history() {
    json made = section("history", {sentence("/history")});
    json its = table(
        "", {word("year"), word("municipality"), wording_.name_of("bekostiging"),
             wording_.name_of("inkoopmodel"), wording_.name_of("procedure"), word("arrangements")});
    const int first = database_.first_register_year();
    std::vector<std::string> codes = predecessors_;
    codes.push_back(code_);
    std::map<int, std::vector<std::pair<std::string, Arrangements>>> years;
    for (const std::string& code : codes)
      for (auto& [year, arrangements] : facts_.history(code, first, options_.year))
        years[year].emplace_back(names_.of_codes(code), std::move(arrangements));
    for (auto& [year, rows] : years)
      for (auto& [name, arrangements] : rows)
        its["rows"].push_back(
            row_of(std::to_string(year),
                   {html_escaped(name), cell(arrangements, "bekostiging"),
                    cell(arrangements, "inkoopmodel"), cell(arrangements, "procedure"),
                    std::to_string(arrangements.size())}));
    if (!its["rows"].empty()) made["tables"].push_back(std::move(its));
    return made;
  }

  std::string cell(const Arrangements& arrangements, const std::string& name) const {
    const std::string values = values_of(arrangements, name);
    return values.empty() ? "–" : html_escaped(values);
  }

  std::vector<const ProfileMunicipality*> comparable() const {
    std::vector<const ProfileMunicipality*> near, far;
    for (const ProfileMunicipality& one : others_) {
      if (one.size_class != its_.size_class || one.size_class.empty()) continue;
      if (!its_.jeugdregio.empty() && one.jeugdregio == its_.jeugdregio)
        near.push_back(&one);
      else if (one.province == its_.province)
        far.push_back(&one);
    }
    near.insert(near.end(), far.begin(), far.end());
    if (near.size() > kComparable) near.resize(kComparable);
    return near;
  }

  json place() {
    const std::vector<const ProfileMunicipality*> like = comparable();
    const Answer places(database_, "uenk_places",
                        {{":from", std::int64_t{options_.year}},
                         {":to", std::int64_t{options_.year}},
                         {":domein", std::string()}});
    number("all", static_cast<std::int64_t>(places.size()));
    BubbleChart chart;
    name_axes(chart, wording_);
    bool placed = false;
    BubbleChart::Bubble its;
    std::map<std::tuple<bool, long, long>, int> found;
    for (std::size_t r = 0; r < places.size(); ++r) {
      const std::string& code = places.text(r, "gm_code");
      const bool alike =
          std::any_of(like.begin(), like.end(), [&](const auto* one) { return one->code == code; });
      const double x = places.real(r, "x"), y = places.real(r, "y");
      if (code == code_) {
        placed = true;
        its = {x, y, 1, its_.name, "#D55E00"};
      } else {
        ++found[{alike, std::lround(x * 25), std::lround(y * 25)}];
      }
    }
    for (const auto& [at, count] : found)
      chart.bubbles.push_back({static_cast<double>(std::get<1>(at)) / 25,
                               static_cast<double>(std::get<2>(at)) / 25, count, "",
                               std::get<0>(at) ? "#0B3C5D" : "#A9C9E4"});
    if (placed) {
      its.count = 4;
      chart.bubbles.push_back(its);
    }
    number("placed", placed ? 1 : 0);
    json made = section("place", {sentence(places.size() == 0 ? "/place_none" : "/place")});
    if (places.size() != 0) {
      const DrawnChart drawn = bubbles(chart, kWide);
      made["drawn"] = true;
      made["svg"] = engine_.get()->svg(drawn.option, {drawn.width, drawn.height});
      made["alternative"] = without_links(made["text"][0]["html"].get<std::string>());
      made["source"] = sentence("/source");
    }
    add_comparable(made, like);
    return made;
  }

  void add_comparable(json& made, const std::vector<const ProfileMunicipality*>& like) {
    if (like.empty()) {
      made["text"].push_back({{"html", sentence("/comparable_none")}});
      return;
    }
    std::string list;
    for (const ProfileMunicipality* one : like) list += (list.empty() ? "" : ", ") + one->name;
    text("names", list);
    text("size", wording_.text("/sizes/" + its_.size_class));
    made["text"].push_back({{"html", sentence("/comparable")}});
    json its =
        table("", {word("municipality"), word("inhabitants"), wording_.name_of("bekostiging"),
                   wording_.name_of("inkoopmodel"), wording_.name_of("aanbieders")});
    const auto add = [&](const ProfileMunicipality& one, const Arrangements& arrangements) {
      its["rows"].push_back(row_of(
          one.name,
          {one.inhabitants == 0 ? "–" : dutch_number(static_cast<std::size_t>(one.inhabitants)),
           cell(arrangements, "bekostiging"), cell(arrangements, "inkoopmodel"),
           cell(arrangements, "aanbieders")}));
    };
    add(its_, now_);
    for (const ProfileMunicipality* one : like)
      add(*one, facts_.in_force(one->code, options_.year));
    made["tables"].push_back(std::move(its));
  }

  json instruments() {
    json made = section("instruments", {sentence("/instruments")});
    std::vector<std::string> columns = {word("instrument")};
    std::vector<std::string> domains;
    for (const char* domein : kDomains)
      if (!of_domain(domein).empty() || std::string(domein) != "participatie") {
        domains.emplace_back(domein);
        columns.push_back(wording_.of_list("domein", domein));
      }
    json its = table("", columns);
    for (const char* name : kInstruments) {
      std::vector<std::string> cells;
      for (const std::string& domein : domains) {
        const Arrangements arrangements = of_domain(domein);
        const std::string values = values_of(arrangements, name);
        cells.push_back(html_escaped(!values.empty()        ? values
                                     : arrangements.empty() ? word("nothing")
                                                            : word("absent")));
      }
      its["rows"].push_back(row_of(words_.at(std::string("/cpb/") + name), cells));
    }
    made["tables"].push_back(std::move(its));
    return made;
  }

  json ending() {
    ExpiringOptions options;
    options.on = fmt::format("{}-01-01", options_.year);
    options.within_months = 60;
    const Table all = expiring(database_, options).table;
    std::set<std::pair<std::string, std::string>> its_own;
    for (const ProfileArrangement& one : now_) its_own.insert({one.dossier, one.record});
    json its = table(
        "", {word("last_day"), word("dossier"), word("support"), word("left"), word("certainty")});
    for (const auto& row : all.rows)
      if (its_own.contains({row[1], row[2]}))
        its["rows"].push_back(
            row_of(in_dutch(row[0]),
                   {html_escaped(fmt::format("{} ({})", row[1], row[2])),
                    html_escaped(wording_.value_of("voorzieningen", row[5])),
                    html_escaped(row[9].empty() ? texts_.in("nl", "/options/unknown")
                                                : wording_.value_of("verlenging", row[9])),
                    html_escaped(wording_.text("/certainty/" + row[11]))}));
    number("ending", static_cast<std::int64_t>(its["rows"].size()));
    json made = section("ending", {sentence("/ending")});
    if (!its["rows"].empty()) made["tables"].push_back(std::move(its));
    return made;
  }

  json alternatives() {
    std::set<std::string> present;
    for (const ProfileArrangement& one : now_)
      if (!one.value("inkoopmodel").empty()) present.insert(one.value("inkoopmodel"));
    text("model", values_of(now_, "inkoopmodel"));
    json made = section("alternatives", {sentence("/alternatives")});
    const json& models = words_.json("/models");
    const auto joined = [](const json& list) {
      std::string text;
      for (const json& one : list) text += (text.empty() ? "" : "; ") + one.get<std::string>();
      return text;
    };
    for (std::size_t m = 0; m < models.size(); ++m) {
      const std::string path = fmt::format("/models/{}", m);
      const bool same = present.contains(words_.at(path + "/code"));
      made["models"].push_back(
          {{"title", words_.at(path + "/title")},
           {"what", words_.at(path + "/what")},
           {"for_text", joined(words_.json(path + "/for"))},
           {"against_text", joined(words_.json(path + "/against"))},
           {"switch_text", words_.at(path + (same ? "/switch/same" : "/switch/other"))}});
    }
    return made;
  }

  json unknown() {
    std::vector<std::string> items;
    for (const char* domein : {"wmo", "jeugd"}) {
      const Arrangements arrangements = of_domain(domein);
      text("domein", wording_.of_list("domein", domein));
      std::string missing;
      for (const char* name : kShown)
        if (values_of(arrangements, name).empty())
          missing += (missing.empty() ? "" : ", ") + wording_.name_of(name);
      text("variables", missing);
      if (arrangements.empty())
        items.push_back(sentence("/unknown_nothing"));
      else if (!missing.empty())
        items.push_back(sentence("/unknown_domain"));
    }
    number("unsure", unsure_);
    if (unsure_ != 0) items.push_back(sentence("/unknown_unsure"));
    items.push_back(sentence("/unknown_general"));
    json made = section("unknown", {});
    made["items_there"] = true;
    made["items"] = html(items);
    return made;
  }

  json page() {
    std::vector<std::string> facts = {sentence("/facts/who"), sentence("/facts/some")};
    if (!predecessors_.empty()) facts.push_back(sentence("/facts/merged"));
    json sections = json::array();
    for (const auto part :
         {&Profile::now, &Profile::history, &Profile::place, &Profile::instruments,
          &Profile::ending, &Profile::alternatives, &Profile::unknown}) {
      json made = (this->*part)();
      // Of more tables the note would be a book on paper: they stand beside each other there.
      constexpr std::size_t kMany = 8;
      made["many"] = made["tables"].size() > kMany;
      const bool says = !made["tables"].empty() || made["id"] != "now";
      if (says) sections.push_back(std::move(made));
    }
    return {
        {"title",
         words_.filled("/title", {{"name", its_.name}, {"year", std::to_string(options_.year)}})},
        {"program_version", options_.program_version},
        {"whole", true},
        {"style", style_of(options_.templates)},
        {"monitor", ""},
        {"intern", options_.intern},
        {"script", false},
        {"lead", sentence("/lead")},
        {"facts", html(facts)},
        {"sections", sections},
        {"colophon", fmt::format("inkoopmonitor {}, regels {}", options_.program_version,
                                 options_.ruleset.substr(0, 12))},
        {"word", {{"for", word("for")}, {"against", word("against")}, {"switch", word("switch")}}}};
  }

  const corpus::Database& database_;
  const ProfileOptions& options_;
  const Texts texts_, words_;
  const Wording wording_;
  const Template page_;
  // Both start up while the rest is being looked up.
  const std::unique_ptr<Browser> browser_;  // null: nothing is printed
  std::future<std::unique_ptr<ChartEngine>> engine_;
  const ProfileFacts facts_;
  const MunicipalityNames names_;
  const std::string code_;
  ProfileMunicipality its_;
  std::vector<ProfileMunicipality> others_;
  Arrangements now_;
  std::vector<std::string> predecessors_;
  Phrases phrases_;
  std::int64_t unsure_ = 0;
};

}  // namespace

std::filesystem::path write_profile(const corpus::Database& database, const Codebook& codebook,
                                    const ProfileOptions& options) {
  ProfileOptions asked = options;
  if (asked.year == 0) {
    const std::vector<int> years = SpreadBase(database).years({});
    asked.year = years.empty() ? database.last_register_year() : years.back();
  }
  FolderAside folder(options.out);
  Profile(database, codebook, asked).write(folder);
  folder.publish();
  return options.out / "profiel.html";
}

}  // namespace inkoopmonitor::reports
