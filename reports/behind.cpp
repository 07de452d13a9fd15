// What stands behind the numbers: record by record, with the words on the page.
#include <fmt/format.h>

#include <map>

#include "reports/questions.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {

Table behind(const corpus::Database& database, const Spread& spread, const VariableLabels& variable,
             const Filter& filter) {
  Table table{{{"year", Align::right},
               {variable.name + " group"},
               {"gemeente"},
               {"dossier"},
               {"record", Align::right},
               {"certainty"},
               {variable.name},
               {"confidence", Align::right},
               {"file"},
               {"page", Align::right},
               {"quote"}},
              {},
              {}};
  if (spread.years.empty()) return table;
  std::map<std::pair<std::int64_t, std::string>, const std::string*> groups;
  for (const SpreadYear& year : spread.years)
    for (const SpreadMunicipality& one : year.municipalities)
      groups[{year.year, one.code}] = &one.group;
  Filter years = filter;
  years.from = spread.years.front().year;
  years.to = spread.years.back().year;
  Parameters parameters = filter_parameters(years);
  parameters.emplace_back(":variable", variable.name);
  const Answer answer(database, "behind_panel", parameters);
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const auto group = groups.find({answer.number(r, "panel_year"), answer.text(r, "gm_code")});
    const bool is_value = answer.text(r, "outcome") == "value";
    table.rows.push_back(
        {answer.text(r, "panel_year"), group == groups.end() ? "" : *group->second,
         answer.text(r, "name"), answer.text(r, "dossier"), answer.text(r, "record"),
         answer.text(r, "certainty"),
         is_value ? answer.text(r, "value") : "(" + answer.text(r, "outcome") + ")",
         is_value ? fmt::format("{:.2f}", answer.real(r, "confidence")) : "",
         answer.text(r, "file"), answer.text(r, "page"), answer.text(r, "quote")});
  }
  table.note = fmt::format(
      "The records behind it: {} in force on 1 January, in every municipality "
      "that has them. A municipality without a record stands in no row.",
      table.rows.size());
  return table;
}

}  // namespace inkoopmonitor::reports
