// Releases of the Open Contracting Data Standard, version 1.1. A dossier is a contracting process
// and has one release, which tells what is known of it in the end; its arrangements are lots. What
// the standard has no word for stays in the codebook's own (procurementMethodDetails, descriptions
// of lots). A release has to have a date: that of the newest dated document, else the end of the
// year in which the dossier was collected, never the clock's. Terms are the panel's, so that both
// say the same of "tot 1 januari 2021".
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "error.h"
#include "reports/files.h"
#include "reports/questions.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {
namespace {

using json = nlohmann::ordered_json;
using Values = std::map<std::string, std::string>;  // by variable

// Days as YYYY-MM-DD; empty: not known.
struct Term {
  std::string first_day, last_day, utmost_day;
};

struct Lot {
  Values values;
  Term term;
};

struct Document {
  std::string sha256, file, documentsoort, date;
  int year = 0;
};

struct Process {
  std::map<std::int64_t, Lot> lots;  // by the number of the arrangement
  std::vector<Document> documents;
};

std::vector<std::string> split(const std::string& list, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(separator, begin), list.size());
    if (end > begin) parts.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

const std::string& of(const Values& values, const std::string& variable) {
  static const std::string none;
  const auto found = values.find(variable);
  return found == values.end() ? none : found->second;
}

// --- terms
// ----------------------------------------------------------------------------------------

std::chrono::sys_days day_of(const std::string& iso) {
  return std::chrono::year(std::atoi(iso.c_str())) / std::atoi(iso.c_str() + 5) /
         std::atoi(iso.c_str() + 8);
}

// Days are the last ones and go on to their end, as the standard has it.
json period_of(const Term& term) {
  json period = json::object();
  if (!term.first_day.empty()) period["startDate"] = term.first_day + "T00:00:00Z";
  if (term.last_day.empty()) return period;
  period["endDate"] = term.last_day + "T23:59:59Z";
  if (!term.utmost_day.empty()) period["maxExtentDate"] = term.utmost_day + "T23:59:59Z";
  if (!term.first_day.empty())
    period["durationInDays"] = (day_of(term.last_day) - day_of(term.first_day)).count() + 1;
  return period;
}

// --- one process
// ------------------------------------------------------------------------------------

class Releases {
 public:
  Releases(const corpus::Database& database, const std::filesystem::path& templates)
      : words_(json::parse(read_whole(templates / "ocds.json"))) {
    for (const corpus::Row& row : database.select("SELECT gm_code, name FROM municipality").rows)
      names_[row[0].value_or("")] = row[1].value_or("");
  }

  std::string publisher() const { return words_.at("publisher"); }

  json release(const std::string& dossier, const Process& process) const {
    const std::string ocid = words_.at("ocid_prefix").get<std::string>() + "-" + id_of(dossier);
    json made = {{"ocid", ocid},
                 {"id", ocid + "-1"},
                 {"date", date_of(process)},
                 {"tag", json::array({"tender"})},
                 {"initiationType", "tender"},
                 {"language", "nl"}};
    const json buyers = buyers_of(process);
    if (!buyers.empty()) made["parties"] = buyers;
    if (!buyers.empty()) made["buyer"] = {{"id", buyers[0]["id"]}, {"name", buyers[0]["name"]}};
    made["tender"] = tender_of(dossier, process);
    return made;
  }

 private:
  // What the standard lets into an identifier.
  static std::string id_of(const std::string& dossier) {
    std::string id;
    for (const char c : dossier) {
      const bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.';
      id += plain ? std::string(1, c)
                  : fmt::format("_{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return id;
  }

  static std::string date_of(const Process& process) {
    std::string date;
    int year = 0;
    for (const Document& document : process.documents) {
      date = std::max(date, document.date);
      year = std::max(year, document.year);
    }
    if (!date.empty()) return date + "T00:00:00Z";
    return fmt::format("{:04}-12-31T00:00:00Z", std::max(year, 1));
  }

  json buyers_of(const Process& process) const {
    std::set<std::string> codes;
    for (const auto& [number, lot] : process.lots)
      for (const std::string& code : split(of(lot.values, "gemeenten"), '|')) codes.insert(code);
    json buyers = json::array();
    for (const std::string& code : codes) {
      const auto name = names_.find(code);
      buyers.push_back({{"id", "NL-CBS-" + code},
                        {"name", "Gemeente " + (name == names_.end() ? code : name->second)},
                        {"identifier", {{"scheme", "NL-CBS"}, {"id", code}}},
                        {"roles", json::array({"buyer", "procuringEntity"})}});
    }
    return buyers;
  }

  json tender_of(const std::string& dossier, const Process& process) const {
    const Lot& first = process.lots.begin()->second;
    json tender = {{"id", dossier}, {"title", dossier}, {"mainProcurementCategory", "services"}};
    const std::string& procedure = of(first.values, "procedure");
    if (words_["method"].contains(procedure))
      tender["procurementMethod"] = words_["method"][procedure];
    if (!procedure.empty()) tender["procurementMethodDetails"] = procedure;
    if (const json period = period_of(first.term); !period.empty())
      tender["contractPeriod"] = period;
    json lots = json::array();
    for (const auto& [number, lot] : process.lots) lots.push_back(lot_of(number, lot));
    tender["lots"] = lots;
    json documents = json::array();
    for (const Document& document : process.documents)
      documents.push_back({{"id", document.sha256},
                           {"title", document.file},
                           {"documentType", type_of(document.documentsoort)},
                           {"language", "nl"}});
    if (!documents.empty()) tender["documents"] = documents;
    return tender;
  }

  static std::string type_of(const std::string& documentsoort) {
    if (documentsoort == "overeenkomst") return "contractSigned";
    if (documentsoort == "gunningsbesluit") return "awardNotice";
    if (documentsoort == "nota_van_inlichtingen") return "clarifications";
    if (documentsoort == "aankondiging") return "tenderNotice";
    return "biddingDocuments";
  }

  static json lot_of(std::int64_t number, const Lot& lot) {
    std::string described;
    for (const auto& [variable, value] : lot.values)
      described += (described.empty() ? "" : "; ") + variable + "=" + value;
    const std::string& perceel = of(lot.values, "perceel");
    const std::string& title = perceel.empty() ? of(lot.values, "voorzieningen") : perceel;
    json made = {{"id", std::to_string(number)}};
    if (!title.empty()) made["title"] = title;
    made["description"] = described;
    const json period = period_of(lot.term);
    if (!period.empty()) made["contractPeriod"] = period;
    return made;
  }

  json words_;
  std::map<std::string, std::string> names_;
};

std::map<std::string, Process> processes(const corpus::Database& database) {
  std::map<std::string, Process> found;
  const Answer values(database, "ocds_values");
  for (std::size_t r = 0; r < values.size(); ++r)
    found[values.text(r, "dossier")]
        .lots[values.number(r, "record")]
        .values[values.text(r, "variable")] = values.text(r, "value");
  const Answer terms(database, "ocds_terms");
  for (std::size_t r = 0; r < terms.size(); ++r) {
    const auto process = found.find(terms.text(r, "dossier"));
    if (process == found.end()) continue;
    const auto lot = process->second.lots.find(terms.number(r, "record"));
    if (lot == process->second.lots.end()) continue;
    lot->second.term = {terms.text(r, "first_day"), terms.text(r, "last_day"),
                        terms.text(r, "utmost_day")};
  }
  const Answer documents(database, "ocds_documents");
  for (std::size_t r = 0; r < documents.size(); ++r) {
    const auto process = found.find(documents.text(r, "dossier"));
    if (process == found.end()) continue;
    process->second.documents.push_back(
        {documents.text(r, "sha256"), documents.text(r, "file"), documents.text(r, "documentsoort"),
         documents.text(r, "date"), static_cast<int>(documents.number(r, "year"))});
  }
  return found;
}

}  // namespace

std::string open_contracting(const corpus::Database& database,
                             const std::filesystem::path& templates) {
  const Releases releases(database, templates);
  json listed = json::array();
  std::string newest = "0001-01-01T00:00:00Z";
  for (const auto& [dossier, process] : processes(database)) {
    listed.push_back(releases.release(dossier, process));
    newest = std::max(newest, listed.back()["date"].get<std::string>());
  }
  if (listed.empty()) {
    throw Error(ErrorKind::corpus, "ocds",
                "there is nothing to release, and a package has a release",
                "import documents and run `inkoopmonitor classify`");
  }
  const json package = {
      {"uri", "urn:inkoopmonitor:ocds"},
      {"version", "1.1"},
      {"extensions", json::array({"https://raw.githubusercontent.com/open-contracting-extensions/"
                                  "ocds_lots_extension/v1.1.5/extension.json"})},
      {"publishedDate", newest},
      {"publisher", {{"name", releases.publisher()}}},
      {"releases", listed}};
  return package.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace inkoopmonitor::reports
