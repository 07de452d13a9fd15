// A data package (Frictionless): CSV files, and datapackage.json that says what stands in them,
// with the codebook as schema. Quotes stay out, so that a package may be handed on; whoever has the
// corpus finds them by dossier and record. A variable is a column of the panel, since a schema can
// say of a column what its values are, and not of a row.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "reports/csv.h"
#include "reports/datapackage.h"
#include "reports/files.h"
#include "reports/questions.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {
namespace {

using json = nlohmann::ordered_json;

using TakeRow = std::function<void(const std::vector<std::string>& cells)>;

struct Resource {
  std::string name, title;
  json fields = json::array();
  json keys = json::object();  // primaryKey, foreignKeys
  // Gives the rows one by one: a panel of a whole country has hundreds of thousands.
  std::function<void(const TakeRow&)> rows;

  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const json& one : fields) all.push_back(one["name"]);
    return all;
  }
};

json field(const std::string& name, const std::string& type, const std::string& title,
           bool required) {
  json made = {{"name", name}, {"type", type}, {"title", title}};
  if (required) made["constraints"] = {{"required", true}};
  return made;
}

json codes_of(const VariableLabels& variable) {
  json codes = json::array();
  for (const auto& [value, label] : variable.codes_nl) codes.push_back(value);
  return codes;
}

// A coded variable as a field. Lists and numbers that may be words (onbeperkt) are text.
json field_of(const VariableLabels& variable) {
  json made = field(variable.name,
                    variable.type == "date"     ? "date"
                    : variable.type == "number" ? "number"
                                                : "string",
                    variable.label_nl, false);
  made["description"] = variable.label_en;
  made["codebookType"] = variable.type;
  if (variable.type == "code" && !variable.codes_nl.empty())
    made["constraints"] = {{"enum", codes_of(variable)}};
  if (variable.type == "months") made["constraints"] = {{"pattern", "[0-9]+|onbepaald"}};
  return made;
}

std::vector<const VariableLabels*> counted(const Codebook& codebook) {
  std::vector<const VariableLabels*> variables;
  for (const VariableLabels& variable : codebook)
    if (!variable.of_document && variable.name != "gemeenten" && variable.name != "domein")
      variables.push_back(&variable);
  return variables;
}

// What each arrangement of the panel says, parallel to the variables.
std::map<std::int64_t, std::vector<std::string>> stated_values(
    const corpus::Database& database, const std::vector<const VariableLabels*>& variables) {
  std::map<std::string, std::size_t, std::less<>> places;
  for (std::size_t v = 0; v < variables.size(); ++v) places[variables[v]->name] = v;
  std::map<std::int64_t, std::vector<std::string>> stated;
  each_row(database, "package_values", {}, [&](const corpus::ReadRow& row) {
    const auto place = places.find(row.text(1));
    if (place == places.end()) return;
    std::vector<std::string>& values = stated[row.number(0)];
    values.resize(variables.size());
    values[place->second] = row.text(2);
  });
  return stated;
}

Resource monitor(const corpus::Database& database, const Codebook& codebook) {
  Resource made{"monitor", "De monitor: wat op 1 januari gold", {}, {}, {}};
  const auto variables = counted(codebook);
  made.fields = {field("panel_year", "integer", "1 januari van", true),
                 field("gm_code", "string", "CBS-code van de gemeente", true),
                 field("gemeente", "string", "Gemeente", true),
                 field("domein", "string", "Domein", false),
                 field("voorziening", "string", "Voorziening", false),
                 field("certainty", "string", "Zekerheid", true),
                 field("dossier", "string", "Dossier", true),
                 field("record", "integer", "Nummer in het dossier", true)};
  made.fields[5]["constraints"]["enum"] = {"contract", "gepland", "verlenging_aangenomen"};
  const std::size_t own = made.fields.size();
  for (const VariableLabels* variable : variables) made.fields.push_back(field_of(*variable));
  made.rows = [&database, variables, own](const TakeRow& take) {
    auto stated = stated_values(database, variables);
    each_row(database, "package_panel", {}, [&](const corpus::ReadRow& panel) {
      std::vector<std::string> row;
      for (std::size_t c = 0; c < own; ++c) row.emplace_back(panel.text(static_cast<int>(c)));
      std::vector<std::string>& values = stated[panel.number(static_cast<int>(own))];
      values.resize(variables.size());
      row.insert(row.end(), values.begin(), values.end());
      take(row);
    });
  };
  made.keys["primaryKey"] = {"panel_year", "gm_code", "domein", "voorziening", "dossier", "record"};
  made.keys["foreignKeys"] = json::array(
      {{{"fields", {"panel_year", "gm_code"}},
        {"reference", {{"resource", "municipalities"}, {"fields", {"year", "gm_code"}}}}}});
  return made;
}

Resource municipalities(const corpus::Database& database) {
  Resource made{"municipalities", "Gemeenten per jaar", {}, {}, {}};
  made.fields = {
      field("year", "integer", "1 januari van", true), field("gm_code", "string", "CBS-code", true),
      field("name", "string", "Naam", true), field("province", "string", "Provincie", true)};
  made.fields[1]["constraints"]["pattern"] = "GM[0-9]{4}";
  made.rows = [&database](const TakeRow& take) {
    each_row(database, "package_municipalities", {}, [&](const corpus::ReadRow& row) {
      take({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
            std::string(row.text(3))});
    });
  };
  made.keys["primaryKey"] = {"year", "gm_code"};
  return made;
}

Resource of_table(const std::string& name, const std::string& title, Table table,
                  const std::set<std::string>& required) {
  static const std::set<std::string> numbers = {"year", "pages", "ocr_pages"};
  Resource made{name, title, json::array(), {}, {}};
  for (const Column& column : table.columns)
    made.fields.push_back(field(column.name, numbers.contains(column.name) ? "integer" : "string",
                                column.name, required.contains(column.name)));
  made.rows = [rows = std::move(table.rows)](const TakeRow& take) {
    for (const auto& row : rows) take(row);
  };
  return made;
}

}  // namespace

std::vector<PackageTable> package_tables(const corpus::Database& database,
                                         const Codebook& codebook) {
  std::vector<PackageTable> tables;
  for (const Resource& resource : {monitor(database, codebook), municipalities(database)}) {
    PackageTable& made = tables.emplace_back();
    made.name = resource.name;
    for (const std::string& name : resource.names()) made.table.columns.push_back({name});
    resource.rows([&](const std::vector<std::string>& row) { made.table.rows.push_back(row); });
    for (const json& one : resource.fields)
      made.columns.push_back({one["name"], one["type"], one["title"]});
  }
  return tables;
}

Table codebook_table(const Codebook& codebook) {
  Table table;
  for (const char* name :
       {"variable", "type", "unit", "label_nl", "label_en", "value", "value_nl", "value_en"})
    table.columns.push_back({name});
  for (const VariableLabels& variable : codebook) {
    const std::string unit = variable.of_document ? "document" : "record";
    table.rows.push_back(
        {variable.name, variable.type, unit, variable.label_nl, variable.label_en, "", "", ""});
    for (std::size_t i = 0; i < variable.codes_nl.size(); ++i)
      table.rows.push_back({variable.name, variable.type, unit, variable.label_nl,
                            variable.label_en, variable.codes_nl[i].first,
                            variable.codes_nl[i].second,
                            i < variable.codes_en.size() ? variable.codes_en[i].second : ""});
  }
  return table;
}

namespace {

// Writes the rows of a resource and gives what datapackage.json says of it.
json written(const Resource& resource, const WriteFile& write) {
  const std::string path = resource.name + ".csv";
  std::string bytes;
  append_csv(bytes, resource.names());
  resource.rows([&](const std::vector<std::string>& row) { append_csv(bytes, row); });
  write(path, bytes);
  json schema = {{"fields", resource.fields}, {"missingValues", {""}}};
  if (!resource.keys.empty()) schema.update(resource.keys);
  return {{"profile", "tabular-data-resource"},
          {"name", resource.name},
          {"title", resource.title},
          {"path", path},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"bytes", bytes.size()},
          {"schema", schema}};
}

}  // namespace

void data_package(const corpus::Database& database, const Codebook& codebook,
                  const PackageOptions& options, const WriteFile& write) {
  // One after the other, so that never more than one is held.
  json listed = json::array();
  listed.push_back(written(monitor(database, codebook), write));
  listed.push_back(written(municipalities(database), write));
  listed.push_back(
      written(of_table("documents", "Aangeboden documenten", export_table(database, {"documents"}),
                       {"file", "year", "result"}),
              write));
  listed.push_back(
      written(of_table("codebook", "Codeboek", codebook_table(codebook), {"variable"}), write));
  const json package = {
      {"profile", "tabular-data-package"},
      {"name", "inkoopmonitor"},
      {"title", "Inkoop van zorg en ondersteuning door Nederlandse gemeenten"},
      {"version", options.program_version},
      {"ruleset", options.ruleset},
      {"sources", json::array({{{"title", "CBS, gemeentelijke indeling"},
                                {"path",
                                 "https://www.cbs.nl/nl-nl/onze-diensten/methoden/classificaties/"
                                 "overig/gemeentelijke-indelingen-per-jaar"}}})},
      {"resources", listed}};
  write("datapackage.json", package.dump(2) + "\n");
}

void write_data_package(const corpus::Database& database, const Codebook& codebook,
                        const PackageOptions& options, const std::filesystem::path& out) {
  FolderAside folder(out);
  data_package(database, codebook, options,
               [&](const auto& name, std::string_view bytes) { folder.write(name, bytes); });
  folder.publish();
}

}  // namespace inkoopmonitor::reports
