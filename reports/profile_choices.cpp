// The note on one municipality: its instruments, what ends when, and what it could do instead.
#include <fmt/format.h>

#include <algorithm>

#include "reports/dates.h"
#include "reports/grid.h"
#include "reports/profile_note.h"
#include "reports/questions.h"

namespace inkoopmonitor::reports {

using nlohmann::json;

namespace {

constexpr const char* kInstruments[] = {"samenwerking",  "procedure", "bekostiging",
                                        "keuzevrijheid", "looptijd",  "flexibiliteit"};
// Without these a reader misses something.
constexpr const char* kAsked[] = {
    "procedure",     "instrument", "inkoopmodel",   "bekostiging",
    "aanbieders",    "looptijd",   "verlenging",    "tussentijdse_toetreding",
    "budgetplafond", "regie",      "keuzevrijheid", "flexibiliteit"};
constexpr std::size_t kListed = 12, kDocuments = 8;  // rows of what can be long
constexpr int kYearsAhead = 5;

// Names of dossiers can be paths: a label of a chart has this much room.
std::string shortened(const std::string& name) {
  constexpr int kCharacters = 34;
  if (characters(name) <= kCharacters) return name;
  std::size_t end = 0;
  for (int n = 0; n < kCharacters; ++n) do
      ++end;
    while ((static_cast<unsigned char>(name[end]) & 0xC0) == 0x80);
  return name.substr(0, end) + "…";
}

double in_years(const std::string& day) {
  return std::stoi(day.substr(0, 4)) + (std::stoi(day.substr(5, 2)) - 1) / 12.0 +
         (std::stoi(day.substr(8, 2)) - 1) / 365.25;
}

}  // namespace

// --- instruments ---------------------------------------------------------------------------------

json ProfileNote::instruments() {
  json made = section("instruments", {sentence("/instruments")});
  std::vector<std::string> columns = {word("instrument")};
  for (const std::string& domein : domains()) columns.push_back(domain_name(domein));
  json its = table("", columns);
  for (const char* name : kInstruments) {
    std::vector<std::string> cells;
    for (const std::string& domein : domains()) {
      const Arrangements arrangements = of_domain(now_, domein);
      const std::string values = values_of(arrangements, name);
      cells.push_back(html_escaped(!values.empty()        ? values
                                   : arrangements.empty() ? word("nothing")
                                                          : word("absent")));
    }
    its["rows"].push_back(row_of(words_.at(std::string("/cpb/") + name), cells));
  }
  made["tables"].push_back(std::move(its));
  tell_of_procedures(made);
  std::vector<std::string> notes;
  const json& known = words_.json("/cpb_notes");
  for (std::size_t n = 0; n < known.size(); ++n) {
    const std::string path = fmt::format("/cpb_notes/{}", n);
    const std::string variable = words_.at(path + "/variable"), code = words_.at(path + "/code");
    if (std::any_of(now_.begin(), now_.end(),
                    [&](const auto& one) { return one.value(variable) == code; }))
      notes.push_back(html_escaped(words_.at(path + "/text")));
  }
  list(made, notes);
  return made;
}

// What is said for and against the procedures that were found.
void ProfileNote::tell_of_procedures(json& made) {
  json its = table(word("cpb_says"), {word("choice"), word("for"), word("against")});
  const json& known = words_.json("/cpb_procedures");
  for (std::size_t p = 0; p < known.size(); ++p) {
    const std::string path = fmt::format("/cpb_procedures/{}", p);
    std::set<std::string> found;
    for (std::size_t c = 0; c < words_.json(path + "/codes").size(); ++c) {
      const std::string code = words_.at(fmt::format("{}/codes/{}", path, c));
      if (std::any_of(now_.begin(), now_.end(),
                      [&](const auto& one) { return one.value("procedure") == code; }))
        found.insert(wording_.value_of("procedure", code));
    }
    if (found.empty()) continue;
    its["rows"].push_back(row_of(
        enumerated({found.begin(), found.end()}),
        {html_escaped(words_.at(path + "/for")), html_escaped(words_.at(path + "/against"))}));
  }
  if (!its["rows"].empty()) made["tables"].push_back(std::move(its));
}

// --- what ends -----------------------------------------------------------------------------------

void ProfileNote::find_endings() {
  ExpiringOptions options;
  options.filter.province = its_.province;
  options.on = fmt::format("{}-01-01", options_.year);
  options.within_months = 1200;
  const Table all = expiring(database_, options).table;
  std::set<std::string> own;
  for (const ProfileArrangement& one : now_) own.insert(one.called());
  for (const auto& row : all.rows) {
    const std::string called = fmt::format("{} ({})", row[1], row[2]);
    if (own.contains(called)) endings_[called] = {row[0], row[9], row[10], row[11]};
  }
}

std::vector<const ProfileArrangement*> ProfileNote::by_ending() const {
  std::vector<const ProfileArrangement*> order;
  for (const ProfileArrangement& one : now_)
    if (endings_.contains(one.called())) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) {
    return endings_.at(a->called()).day < endings_.at(b->called()).day;
  });
  return order;
}

json ProfileNote::ending() {
  const std::string until = fmt::format("{}-01-01", options_.year + kYearsAhead);
  std::vector<const ProfileArrangement*> soon;
  std::vector<std::string> later, none;
  for (const ProfileArrangement* one : by_ending())
    if (endings_.at(one->called()).day < until)
      soon.push_back(one);
    else
      later.push_back(one->called());
  for (const ProfileArrangement& one : now_)
    if (!endings_.contains(one.called())) none.push_back(one.called());
  number("ending", static_cast<std::int64_t>(soon.size()));
  std::vector<std::string> items;
  if (soon.size() > kListed) {
    number("not_listed", static_cast<std::int64_t>(soon.size() - kListed));
    items.push_back(sentence("/not_listed"));
    soon.resize(kListed);
  }
  for (const auto& [name, those] : {std::pair("later", &later), std::pair("no_end", &none)}) {
    number(name, static_cast<std::int64_t>(those->size()));
    const std::size_t shown = std::min<std::size_t>(those->size(), 6);
    std::vector<std::string> names(those->begin(),
                                   those->begin() + static_cast<std::ptrdiff_t>(shown));
    if (shown < those->size())
      names.push_back(
          words_.filled("/more_names", {{"more", std::to_string(those->size() - shown)}}));
    text(std::string(name) + "_names", enumerated(names));
    if (!those->empty()) items.push_back(sentence(std::string("/") + name));
  }
  json made = section("ending", {sentence("/ending")});
  if (!soon.empty()) {
    const DrawnChart chart = calendar(drawn_endings(soon), kWide);
    made["text"].push_back({{"html", sentence("/calendar")}});
    draw(made, chart, made["text"].back()["html"].get<std::string>());
    add_endings(made, soon);
  }
  list(made, items);
  return made;
}

void ProfileNote::add_endings(json& made, const std::vector<const ProfileArrangement*>& listed) {
  json its = table("", {word("last_day"), word("dossier"), word("support"), word("left"),
                        word("last_possible"), word("certainty")});
  for (const ProfileArrangement* one : listed) {
    const Ending& end = endings_.at(one->called());
    const std::string services = wording_.value_of("voorzieningen", one->value("voorzieningen"));
    its["rows"].push_back(row_of(
        in_dutch(end.day),
        {html_escaped(one->called()),
         html_escaped(services.empty() ? wording_.value_of("domein", one->value("domein"))
                                       : services),
         html_escaped(end.options_left.empty() ? texts_.in("nl", "/options/unknown")
                                               : wording_.value_of("verlenging", end.options_left)),
         html_escaped(end.last_day.empty() ? texts_.in("nl", "/options/unknown")
                                           : in_dutch(end.last_day)),
         html_escaped(wording_.text("/certainty/" + end.certainty))}));
  }
  made["tables"].push_back(std::move(its));
}

CalendarChart ProfileNote::drawn_endings(const std::vector<const ProfileArrangement*>& listed) {
  CalendarChart chart{{}, static_cast<double>(options_.year), word("fixed"), word("extendable")};
  std::int64_t no_start = 0;
  for (const ProfileArrangement* one : listed) {
    const Ending& end = endings_.at(one->called());
    const std::string start = one->value("ingangsdatum");
    CalendarChart::Span span;
    span.label = shortened(one->called());
    span.begin = is_day(start) ? in_years(start) : chart.now;
    span.fixed = std::max(in_years(end.day), span.begin);
    span.last = is_day(end.last_day) ? std::max(in_years(end.last_day), span.fixed) : span.fixed;
    span.text = fmt::format("{}: {}", one->called(), in_dutch(end.day));
    no_start += is_day(start) ? 0 : 1;
    chart.spans.push_back(std::move(span));
  }
  number("no_start", no_start);
  return chart;
}

// --- alternatives --------------------------------------------------------------------------------

json ProfileNote::alternatives() {
  std::set<std::string> present;
  for (const ProfileArrangement& one : now_)
    if (!one.value("inkoopmodel").empty()) present.insert(one.value("inkoopmodel"));
  text("model", values_of(now_, "inkoopmodel"));
  const std::vector<const ProfileArrangement*> ends = by_ending();
  text("switch_first", ends.empty() ? "" : in_dutch(endings_.at(ends.front()->called()).day));
  text("switch_last", ends.size() < 2 || endings_.at(ends.front()->called()).day ==
                                             endings_.at(ends.back()->called()).day
                          ? ""
                          : in_dutch(endings_.at(ends.back()->called()).day));
  json made = section("alternatives", {sentence("/alternatives")});
  if (!now_.empty()) made["text"].push_back({{"html", sentence("/switch_when")}});
  add_models_compared(made);
  Filter filter;
  filter.from = filter.to = options_.year;
  Spread spread;
  if (is_coded("inkoopmodel"))
    spread = base_.spread(find_variable(wording_.codebook, "inkoopmodel"), filter);
  const json& models = words_.json("/models");
  const auto joined = [](const json& list) {
    std::string text;
    for (const json& one : list) text += (text.empty() ? "" : "; ") + one.get<std::string>();
    return text;
  };
  for (std::size_t m = 0; m < models.size(); ++m) {
    const std::string path = fmt::format("/models/{}", m);
    made["models"].push_back(
        {{"title", words_.at(path + "/title")},
         {"what", words_.at(path + "/what")},
         {"for_text", joined(words_.json(path + "/for"))},
         {"against_text", joined(words_.json(path + "/against"))},
         {"switch_text", said_of_switch(path, present)},
         {"use_text", said_of_use(words_.at(path + "/code"),
                                  spread.years.empty() ? SpreadYear() : spread.years.back())}});
  }
  return made;
}

// What the municipality has now beside what each model asks.
void ProfileNote::add_models_compared(json& made) {
  std::vector<std::string> columns;
  const std::size_t number = words_.json("/compared_models").size();
  for (std::size_t c = 0; c < number; ++c)
    columns.push_back(words_.at(fmt::format("/compared_models/{}", c)));
  json its = table("", columns);
  const json& rows = words_.json("/compared");
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::string path = fmt::format("/compared/{}", r),
                      variable = words_.at(path + "/variable");
    std::vector<std::string> cells = {cell(now_, variable)};
    for (std::size_t c = 0; c < words_.json(path + "/cells").size(); ++c)
      cells.push_back(html_escaped(words_.at(fmt::format("{}/cells/{}", path, c))));
    its["rows"].push_back(row_of(wording_.name_of(variable), cells));
  }
  made["tables"].push_back(std::move(its));
}

// From each model that it has now to the one at `path`.
std::string ProfileNote::said_of_switch(const std::string& path,
                                        const std::set<std::string>& present) const {
  const std::string code = words_.at(path + "/code");
  std::string said;
  if (present.contains(code))
    said = words_.at(present.size() == 1 ? path + "/switch/same" : "/switch_partly");
  for (const std::string& model : present) {
    const std::string from = words_.at_or(path + "/switch/" + model, "");
    if (model != code && !from.empty()) said += (said.empty() ? "" : " ") + from;
  }
  return said.empty() ? words_.at(path + "/switch/other") : said;
}

// Who has it: of all municipalities, and of those like it.
std::string ProfileNote::said_of_use(const std::string& model, const SpreadYear& year) {
  std::size_t count = 0, known = 0;
  std::vector<std::string> peers;
  for (const SpreadMunicipality& one : year.municipalities) {
    if (is_unknown(one.group)) continue;
    ++known;
    count += one.group == model ? 1 : 0;
  }
  for (const ProfileMunicipality* one : like_) {
    const Arrangements& its = of_others_.at(one->code);
    if (std::any_of(its.begin(), its.end(), [&](const auto& arrangement) {
          return arrangement.value("inkoopmodel") == model;
        }))
      peers.push_back(one->name);
  }
  const Interval interval = interval_of(count, known, year.municipalities.size());
  number("count", static_cast<std::int64_t>(count));
  number("known", static_cast<std::int64_t>(known));
  text("share", percent_of(count, known));
  text("low", fmt::format("{:.0f}%", interval.low));
  text("high", fmt::format("{:.0f}%", interval.high));
  text("peers", enumerated(peers));
  return sentence("/use");
}

// --- what is not known, and what stands behind it ------------------------------------------------

json ProfileNote::unknown() {
  std::vector<std::string> items;
  for (const char* domein : {"wmo", "jeugd"}) {
    const Arrangements arrangements = of_domain(now_, domein);
    text("domein", domain_name(domein));
    std::string missing;
    for (const char* name : kAsked)
      if (values_of(arrangements, name).empty())
        missing += (missing.empty() ? "" : ", ") + wording_.name_of(name);
    text("variables", missing);
    if (arrangements.empty())
      items.push_back(sentence("/unknown_nothing"));
    else if (!missing.empty())
      items.push_back(sentence("/unknown_domain"));
  }
  std::int64_t unsure = 0, contradictory = 0;
  for (const ProfileArrangement& one : now_)
    for (const auto& [name, stated] : one.stated) {
      unsure += is_unsure(stated) ? 1 : 0;
      contradictory += stated.outcome == "contradictory" ? 1 : 0;
    }
  number("unsure", unsure);
  number("contradictory", contradictory);
  if (unsure != 0) items.push_back(sentence("/unknown_unsure"));
  if (contradictory != 0) items.push_back(sentence("/unknown_contradictory"));
  items.push_back(sentence("/unknown_general"));
  json made = section("unknown", {});
  list(made, items);
  return made;
}

// The documents that decide on what is in force.
json ProfileNote::sources() {
  struct Decides {
    std::set<std::string> arrangements;
    std::int64_t values = 0;
  };
  std::map<std::string, Decides> files;
  for (const ProfileArrangement& one : now_)
    for (const auto& [name, stated] : one.stated) {
      if (stated.outcome != "value" || stated.file.empty()) continue;
      Decides& decides = files[stated.file];
      decides.arrangements.insert(one.called());
      ++decides.values;
    }
  std::vector<std::pair<std::string, Decides>> order(files.begin(), files.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second.values > b.second.values; });
  number("deciding", static_cast<std::int64_t>(order.size()));
  json made = section("sources", {sentence("/sources")});
  json its = table("", {word("document"), word("arrangements"), word("values")});
  for (std::size_t f = 0; f < order.size() && f < kDocuments; ++f)
    its["rows"].push_back(
        row_of(order[f].first, {std::to_string(order[f].second.arrangements.size()),
                                std::to_string(order[f].second.values)}));
  if (!its["rows"].empty()) made["tables"].push_back(std::move(its));
  if (order.size() > kDocuments) {
    number("more", static_cast<std::int64_t>(order.size() - kDocuments));
    list(made, {sentence("/sources_more")});
  }
  return made;
}

}  // namespace inkoopmonitor::reports
