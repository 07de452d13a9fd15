// A data package (Frictionless): CSV files, and datapackage.json that says what stands in them,
// with the codebook as schema. Quotes stay out, so that a package may be handed on; whoever has the
// corpus finds them by dossier and record. A variable is a column of the panel, since a schema can
// say of a column what its values are, and not of a row.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "reports/datapackage.h"
#include "reports/files.h"
#include "reports/questions.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {
namespace {

using json = nlohmann::ordered_json;

struct Resource {
  std::string name, title;
  Table table;
  json fields = json::array();
  json keys = json::object();  // primaryKey, foreignKeys
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

Resource monitor(const corpus::Database& database, const Codebook& codebook) {
  Resource made{"monitor", "De monitor: wat op 1 januari gold", {}, json::array(), {}};
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
  for (const json& one : made.fields) made.table.columns.push_back({one["name"]});
  for (const VariableLabels* variable : variables) {
    made.fields.push_back(field_of(*variable));
    made.table.columns.push_back({variable->name});
  }
  std::map<std::string, std::map<std::string, std::string>> stated;
  const Answer values(database, "package_values");
  for (std::size_t r = 0; r < values.size(); ++r)
    stated[values.text(r, "arrangement")][values.text(r, "variable")] = values.text(r, "value");
  const Answer panel(database, "package_panel");
  for (std::size_t r = 0; r < panel.size(); ++r) {
    std::vector<std::string> row;
    for (std::size_t c = 0; c < 8; ++c) row.push_back(panel.text(r, made.table.columns[c].name));
    auto& of_arrangement = stated[panel.text(r, "arrangement")];
    for (const VariableLabels* variable : variables) row.push_back(of_arrangement[variable->name]);
    made.table.rows.push_back(std::move(row));
  }
  made.keys["primaryKey"] = {"panel_year", "gm_code", "domein", "voorziening", "dossier", "record"};
  made.keys["foreignKeys"] = json::array(
      {{{"fields", {"panel_year", "gm_code"}},
        {"reference", {{"resource", "municipalities"}, {"fields", {"year", "gm_code"}}}}}});
  return made;
}

Resource municipalities(const corpus::Database& database) {
  Resource made{"municipalities", "Gemeenten per jaar", {}, json::array(), {}};
  made.fields = {
      field("year", "integer", "1 januari van", true), field("gm_code", "string", "CBS-code", true),
      field("name", "string", "Naam", true), field("province", "string", "Provincie", true)};
  made.fields[1]["constraints"]["pattern"] = "GM[0-9]{4}";
  for (const json& one : made.fields) made.table.columns.push_back({one["name"]});
  const Answer answer(database, "package_municipalities");
  for (std::size_t r = 0; r < answer.size(); ++r) {
    made.table.rows.emplace_back();
    for (const Column& column : made.table.columns)
      made.table.rows.back().push_back(answer.text(r, column.name));
  }
  made.keys["primaryKey"] = {"year", "gm_code"};
  return made;
}

Resource documents(const corpus::Database& database) {
  Resource made{"documents", "Aangeboden documenten", {}, json::array(), {}};
  made.table = export_table(database, {"documents"});
  const std::vector<std::string> numbers = {"year", "pages", "ocr_pages"};
  for (const Column& column : made.table.columns) {
    const bool is_number = std::find(numbers.begin(), numbers.end(), column.name) != numbers.end();
    made.fields.push_back(
        field(column.name, is_number ? "integer" : "string", column.name,
              column.name == "file" || column.name == "year" || column.name == "result"));
  }
  return made;
}

}  // namespace

std::vector<PackageTable> package_tables(const corpus::Database& database,
                                         const Codebook& codebook) {
  std::vector<PackageTable> tables;
  std::vector<Resource> resources = {monitor(database, codebook), municipalities(database)};
  for (Resource& resource : resources) {
    PackageTable& made = tables.emplace_back();
    made.name = resource.name;
    made.table = std::move(resource.table);
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

std::map<std::string, std::string> data_package(const corpus::Database& database,
                                                const Codebook& codebook,
                                                const PackageOptions& options) {
  std::vector<Resource> resources = {monitor(database, codebook), municipalities(database),
                                     documents(database)};
  Resource book{"codebook", "Codeboek", codebook_table(codebook), json::array(), {}};
  for (const Column& column : book.table.columns)
    book.fields.push_back(field(column.name, "string", column.name, column.name == "variable"));
  resources.push_back(std::move(book));
  std::map<std::string, std::string> files;
  json listed = json::array();
  for (const Resource& resource : resources) {
    const std::string path = resource.name + ".csv";
    files[path] = render(resource.table, Format::csv);
    json schema = {{"fields", resource.fields}, {"missingValues", {""}}};
    if (!resource.keys.empty()) schema.update(resource.keys);
    listed.push_back({{"profile", "tabular-data-resource"},
                      {"name", resource.name},
                      {"title", resource.title},
                      {"path", path},
                      {"format", "csv"},
                      {"mediatype", "text/csv"},
                      {"encoding", "utf-8"},
                      {"bytes", files[path].size()},
                      {"schema", schema}});
  }
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
  files["datapackage.json"] = package.dump(2) + "\n";
  return files;
}

void write_data_package(const corpus::Database& database, const Codebook& codebook,
                        const PackageOptions& options, const std::filesystem::path& out) {
  FolderAside folder(out);
  for (const auto& [name, bytes] : data_package(database, codebook, options))
    folder.write(name, bytes);
  folder.publish();
}

}  // namespace inkoopmonitor::reports
