// All tables of a corpus in one workbook, for people who work with spreadsheets. The last two
// sheets say what stands in it: the codebook, and of each column its type and meaning.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "error.h"
#include "reports/datapackage.h"
#include "reports/files.h"
#include "reports/reports.h"
#include "reports/xlsx.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t kRowsOfSheet = 1'048'575;

// What templates/columns.json says of the columns of exports.
json read_columns(const std::filesystem::path& file) {
  json columns = json::parse(read_whole(file), nullptr, false);
  if (!columns.is_object())
    throw Error(ErrorKind::usage, text::escaped_path(file.native()), "this is not valid JSON",
                "look for a quote or a comma that is missing");
  return columns;
}

std::string shown_type(const std::string& type) {
  return type == "integer" || type == "number" ? "number" : type == "date" ? "date" : "text";
}

class Workbook {
 public:
  Workbook(const corpus::Database& database, const Codebook& codebook, const ExportOptions& options,
           const std::filesystem::path& templates)
      : about_(read_columns(templates / "columns.json")) {
    columns_.columns = {{"sheet"}, {"column"}, {"type"}, {"meaning"}};
    for (PackageTable& one : package_tables(database, codebook)) {
      for (std::size_t c = 0; c < one.columns.size(); ++c) {
        const std::string type = shown_type(one.columns[c].type);
        describe(one.name, one.columns[c].name, type, one.columns[c].meaning);
        if (type == "number") one.table.columns[c].align = Align::right;
      }
      add(one.name, std::move(one.table));
    }
    for (const char* name : {"documents", "arrangements", "values"}) {
      ExportOptions wanted = options;
      wanted.table = name;
      add_export(name, export_table(database, wanted));
    }
    add_export("codebook", codebook_table(codebook));
    sheets_.push_back({"columns", std::move(columns_)});
  }

  std::string bytes() const { return workbook(sheets_); }

 private:
  void describe(const std::string& sheet, const std::string& column, const std::string& type,
                const std::string& meaning) {
    columns_.rows.push_back({sheet, column, type, meaning});
  }

  void add_export(const std::string& name, Table table) {
    for (const Column& column : table.columns) {
      const json about = about_.value(name, json::object()).value(column.name, json::object());
      describe(name, column.name, about.value("type", "text"), about.value("meaning", ""));
    }
    add(name, std::move(table));
  }

  // A table of more rows than a sheet holds goes on on the next.
  void add(const std::string& name, Table table) {
    if (table.rows.size() <= kRowsOfSheet) {
      sheets_.push_back({name, std::move(table)});
      return;
    }
    for (std::size_t from = 0; from < table.rows.size(); from += kRowsOfSheet) {
      const auto begin = table.rows.begin() + static_cast<std::ptrdiff_t>(from);
      const auto count = std::min(kRowsOfSheet, table.rows.size() - from);
      sheets_.push_back(
          {name, {table.columns, {begin, begin + static_cast<std::ptrdiff_t>(count)}, {}}});
    }
  }

  json about_;
  Table columns_;
  std::vector<Sheet> sheets_;
};

}  // namespace

std::string export_workbook(const corpus::Database& database, const Codebook& codebook,
                            const ExportOptions& options, const std::filesystem::path& templates) {
  return Workbook(database, codebook, options, templates).bytes();
}

}  // namespace inkoopmonitor::reports
