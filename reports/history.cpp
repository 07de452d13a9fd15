// What was done to a corpus and what that changed: runs, editions, decisions, panel values.
#include <algorithm>

#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

// A question's rows as they come, with these columns to the right.
Table table_of(const Answer& answer, const std::vector<std::string>& numbers) {
  Table table;
  for (const std::string& name : answer.rows().columns) {
    const bool is_number = std::find(numbers.begin(), numbers.end(), name) != numbers.end();
    table.columns.push_back({name, is_number ? Align::right : Align::left});
  }
  for (const corpus::Row& row : answer.rows().rows) {
    table.rows.emplace_back();
    for (const auto& cell : row) table.rows.back().push_back(cell.value_or(""));
  }
  return table;
}

}  // namespace

Table decisions(const corpus::Database& database) {
  return table_of(Answer(database, "all_decisions"), {"page", "year"});
}

Table hand_coded_against_documents(const corpus::Database& database) {
  Table table = table_of(Answer(database, "hand_coded"),
                         {"coded", "with_document", "same", "another", "several", "no_value"});
  table.note =
      "Cells: a municipality, 1 January, domain and voorziening. with_document: a document is in "
      "force there; of those it gives the same value, another, several, or none.";
  return table;
}

Table runs(const corpus::Database& database) {
  return table_of(Answer(database, "runs"), {"run", "status"});
}

Table private_pages(const corpus::Database& database) {
  Table table = table_of(Answer(database, "private_pages"), {"page", "number"});
  for (auto& row : table.rows) row.back() = row.back() == "1" ? "ja" : "nee";
  table.note =
      "Pages with words that no publication quotes, and how many places of each kind are on them.";
  return table;
}

Table editions(const corpus::Database& database) {
  return table_of(Answer(database, "editions"), {});
}

Table panel_changes(const corpus::Database& database, std::int64_t since_run) {
  Table table;
  table.columns = {{"year", Align::right},
                   {"gemeente"},
                   {"domein"},
                   {"voorziening"},
                   {"variable"},
                   {"before"},
                   {"after"},
                   {"why"},
                   {"dossier"}};
  const MunicipalityNames names(database);
  for (const corpus::PanelChange& change : database.panel_changes(since_run)) {
    table.rows.push_back({std::to_string(change.panel_year), names.of_codes(change.gm_code),
                          change.domein, change.voorziening, change.variable, change.before,
                          change.after, change.why, change.dossier});
  }
  table.note =
      "Values of the panel that are others than when that run ended, and why: new_document, "
      "removed_document, assigned, new_reading, new_rule, review, by_hand; register: nothing of "
      "the "
      "dossier changed, but the register or the years that were collected.";
  return table;
}

}  // namespace inkoopmonitor::reports
