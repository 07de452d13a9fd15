// What is known and what is not: how far each year, domain or province is, and what to ask whom
// for.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "error.h"
#include "reports/dates.h"
#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

// --- coverage -----------------------------------------------------------------------------------

// The municipalities of a spread's years that belong together: by year, and a province or nothing.
using Rows = std::map<std::pair<int, std::string>, std::vector<int>>;

constexpr std::size_t kStages = 4;  // register, offered, read, in_force; reviewed comes last

Rows count(const SpreadBase& base, const Filter& filter, bool by_province) {
  const std::vector<std::vector<bool>> known = base.known_core(filter);
  Rows rows;
  for (const SpreadYear& year : base.counted(filter))
    for (const SpreadMunicipality& one : year.municipalities) {
      std::vector<int>& numbers = rows[{year.year, by_province ? one.province : ""}];
      numbers.resize(kStages + known.size() + 1);
      ++numbers[0];
      numbers[1] += covers(one, Coverage::offered);
      numbers[2] += covers(one, Coverage::read);
      numbers[3] += covers(one, Coverage::in_force);
      for (std::size_t v = 0; v < known.size(); ++v) numbers[kStages + v] += known[v][one.place];
      numbers.back() += one.in_force != 0 && one.reviewed == one.in_force;
    }
  return rows;
}

void add_rows(Table& table, const SpreadBase& base, const Filter& filter,
              const std::string& split) {
  for (const auto& [key, numbers] : count(base, filter, split == "province")) {
    std::vector<std::string> row = {std::to_string(key.first)};
    if (split == "province") row.push_back(key.second);
    if (split == "domein") row.push_back(filter.domein);
    for (const int number : numbers) row.push_back(std::to_string(number));
    table.rows.push_back(std::move(row));
  }
}

std::vector<std::string> domains_of(const corpus::Database& database) {
  std::vector<std::string> domains;
  const Answer answer(database, "panel_places");
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const std::string& domein = answer.text(r, "domein");
    const bool listed = answer.number(r, "of_codebook") != 0;
    if (listed && (domains.empty() || domains.back() != domein)) domains.push_back(domein);
  }
  return domains;
}

// --- missing ------------------------------------------------------------------------------------

const char* subject_of(const std::string& domein) {
  return domein == "wmo"            ? "de Wmo"
         : domein == "jeugd"        ? "jeugdhulp"
         : domein == "participatie" ? "participatie"
                                    : "zorg en ondersteuning";
}

struct Question {
  std::string reason, question;
};

Question question_of_gap(const SpreadMunicipality& one, const std::string& domein, int year) {
  const char* subject = subject_of(domein);
  if (one.group == "no_document")
    return {
        "geen document",
        fmt::format("Wij hebben van {} over {} geen documenten over de inkoop van {}. Kunt u ons "
                    "de aanbestedingsstukken en contracten sturen?",
                    one.name, year, subject)};
  if (one.group == "unreadable")
    return {
        "niet leesbaar",
        fmt::format("De documenten die wij van {} over {} kregen, konden wij niet lezen. Kunt u "
                    "ze opnieuw sturen, zonder wachtwoord en bij voorkeur als PDF?",
                    one.name, year)};
  return {"niet in documenten",
          fmt::format("In de documenten die wij van {} over {} hebben, staat niet wat op 1 januari "
                      "{} gold voor {}. Kunt u ons het geldende contract sturen?",
                      one.name, year, year, subject)};
}

Question question_of(const Answer& answer, std::size_t row) {
  const std::string& dossier = answer.text(row, "dossier");
  if (answer.text(row, "certainty") == "verlenging_aangenomen")
    return {
        "verlenging onbekend",
        fmt::format("Het contract \"{}\" liep tot en met {} en kan worden verlengd ({}). Is dat "
                    "gebeurd, en tot wanneer?",
                    dossier, in_dutch(day_before(answer.text(row, "base_end"))),
                    answer.text(row, "verlenging"))};
  return {
      "gunning onbekend",
      fmt::format("Van de inkoop \"{}\" met als begin {} zagen wij geen contract. Is er gegund, "
                  "en aan hoeveel aanbieders?",
                  dossier, in_dutch(answer.text(row, "first_day")))};
}

// What is known of a municipality besides.
struct Known {
  std::string name, province, region;
};

std::map<std::string, Known> known_municipalities(const corpus::Database& database,
                                                  const Filter& filter) {
  std::map<std::string, Known> known;
  const Answer answer(database, "panel_municipalities", municipality_parameters(filter));
  for (std::size_t r = 0; r < answer.size(); ++r)
    known[answer.text(r, "gm_code")] = {answer.text(r, "name"), answer.text(r, "province"),
                                        answer.text(r, "jeugdregio")};
  return known;
}

void add_gaps(Table& table, const corpus::Database& database, const Filter& filter,
              const std::map<std::string, Known>& known) {
  const SpreadBase base(database);
  Filter of_domain = filter;
  for (const std::string& domein : domains_of(database)) {
    if (!filter.domein.empty() && filter.domein != domein) continue;
    of_domain.domein = domein;
    const Spread spread = base.spread(core_variables().front(), of_domain);
    for (const SpreadYear& year : spread.years)
      for (const SpreadMunicipality& one : year.municipalities) {
        if (one.in_force != 0) continue;
        const Question asked = question_of_gap(one, domein, year.year);
        const auto about = known.find(one.code);
        const Known of = about == known.end() ? Known{one.name, one.province, ""} : about->second;
        table.rows.push_back({of.name, one.code, of.province, of.region, domein, asked.reason, "",
                              "", "", "", asked.question});
      }
  }
}

}  // namespace

Table coverage(const corpus::Database& database, const Filter& filter, const std::string& split) {
  check_filter(database, filter);
  Table table{{{"year", Align::right}}, {}, {}};
  if (!split.empty() && split != "domein" && split != "province")
    throw Error(ErrorKind::usage, "--per " + split, "there is no such choice",
                "use domein or province, or leave it out");
  if (!split.empty()) table.columns.push_back({split});
  for (const char* stage : {"register", "offered", "read", "in_force"})
    table.columns.push_back({stage, Align::right});
  for (const VariableLabels& variable : core_variables())
    table.columns.push_back({variable.name, Align::right});
  table.columns.push_back({"reviewed", Align::right});
  const SpreadBase base(database);
  if (split == "domein" && filter.domein.empty()) {
    Filter of_domain = filter;
    for (const std::string& domein : domains_of(database)) {
      of_domain.domein = domein;
      add_rows(table, base, of_domain, split);
    }
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [](const auto& a, const auto& b) { return a[0] < b[0]; });
  } else {
    add_rows(table, base, filter, split);
  }
  table.note =
      "Municipalities: in the register; with a document offered in the year's collection; with one "
      "that could be read; with an arrangement in force on 1 January; those of which all "
      "arrangements in force have the same known value of the variable (length and number in "
      "classes); and those of which all arrangements in force were reviewed.";
  return table;
}

Table missing(const corpus::Database& database, int year, const Filter& filter) {
  check_filter(database, filter);
  Filter of_year = filter;
  of_year.from = of_year.to = year;
  Table table{{{"gemeente"},
               {"gm_code"},
               {"provincie"},
               {"jeugdregio"},
               {"domein"},
               {"reden"},
               {"dossier"},
               {"bestand"},
               {"einde_looptijd"},
               {"verlenging"},
               {"vraag"}},
              {},
              {}};
  const auto known = known_municipalities(database, of_year);
  add_gaps(table, database, of_year, known);
  const std::size_t gaps = table.rows.size();
  const Answer answer(database, "missing", filter_parameters(of_year));
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const auto about = known.find(answer.text(r, "gm_code"));
    if (about == known.end()) continue;
    const Question asked = question_of(answer, r);
    table.rows.push_back({about->second.name, about->first, about->second.province,
                          about->second.region, answer.text(r, "domeinen"), asked.reason,
                          answer.text(r, "dossier"), answer.text(r, "file"),
                          day_before(answer.text(r, "base_end")), answer.text(r, "verlenging"),
                          asked.question});
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) {
    return std::tie(a[1], a[4], a[5]) < std::tie(b[1], b[4], b[5]);
  });
  table.note = fmt::format(
      "{} municipalities and domains of which nothing is in force, {} arrangements of which it is "
      "not known whether they were extended or awarded, on 1 January {}.",
      gaps, table.rows.size() - gaps, year);
  return table;
}

Table behind_coverage(const corpus::Database& database, const Filter& filter) {
  check_filter(database, filter);
  return behind_core(database, filter, {});
}

Table behind_missing(const corpus::Database& database, int year, const Filter& filter) {
  check_filter(database, filter);
  Filter of_year = filter;
  of_year.from = of_year.to = year;
  Table table{{{"gemeente"},
               {"dossier"},
               {"record", Align::right},
               {"variable"},
               {"value"},
               {"confidence", Align::right},
               {"file"},
               {"page", Align::right},
               {"quote"}},
              {},
              {}};
  const auto known = known_municipalities(database, of_year);
  const Table asked = missing(database, year, filter);
  std::set<std::string> gaps;
  for (const auto& row : asked.rows)
    if (row[6].empty()) gaps.insert(row[1]);
  const Answer documents(database, "panel_documents",
                         of_codes(municipality_parameters(of_year), gaps));
  for (std::size_t r = 0; r < documents.size(); ++r) {
    const auto about = known.find(documents.text(r, "gm_code"));
    if (about == known.end() || !gaps.contains(about->first)) continue;
    table.rows.push_back({about->second.name, "", "", "document", documents.text(r, "result"), "",
                          documents.text(r, "file"), "", ""});
  }
  const Answer answer(database, "missing", filter_parameters(of_year));
  std::vector<ToTell> told;
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const auto about = known.find(answer.text(r, "gm_code"));
    if (about == known.end()) continue;
    told.push_back({answer.number(r, "arrangement_id"), {about->second.name}});
  }
  add_term_evidence(table, database, told);
  std::stable_sort(table.rows.begin(), table.rows.end(),
                   [](const auto& a, const auto& b) { return a[0] < b[0]; });
  table.note =
      "The documents and records behind it: of municipalities with nothing in force what was "
      "offered in the year's collection, of arrangements where their terms stand.";
  return table;
}

}  // namespace inkoopmonitor::reports
