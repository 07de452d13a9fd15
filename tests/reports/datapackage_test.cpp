// A data package says what stands in it, and that is what stands in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "reports/csv.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;

// What is wrong with a cell by its field's schema; empty when nothing is.
std::string problem_of(const json& field, const std::string& cell) {
  const json constraints = field.value("constraints", json::object());
  if (cell.empty()) return constraints.value("required", false) ? "it is required" : "";
  const std::string type = field.at("type");
  const auto is_like = [&](const std::string& pattern) {
    return std::regex_match(cell, std::regex(pattern));
  };
  if (type == "integer" && !is_like("-?[0-9]+")) return "it is no integer";
  if (type == "number" && !is_like("-?[0-9]+(\\.[0-9]+)?")) return "it is no number";
  if (type == "date" && !is_like("[0-9]{4}-[0-9]{2}-[0-9]{2}")) return "it is no date";
  if (constraints.contains("pattern") && !is_like(constraints["pattern"]))
    return "it is not like " + constraints["pattern"].get<std::string>();
  if (constraints.contains("enum")) {
    const auto values = constraints["enum"].get<std::set<std::string>>();
    if (!values.contains(cell)) return "it is none of the values";
  }
  return "";
}

// The cells of the named columns, row by row.
std::vector<std::vector<std::string>> cells(const CsvFile& file, const json& names) {
  std::vector<std::vector<std::string>> rows;
  for (const CsvRow& row : file.rows) {
    rows.emplace_back();
    for (const std::string name : names) rows.back().push_back(row.fields.at(file.find(name)));
  }
  return rows;
}

class DataPackageTest : public ::testing::Test {
 protected:
  DataPackageTest() {
    GivenDocument document;
    document.path = "contract.pdf";
    document.gemeenten = {"GM0344"};
    document.records = {in_force("GM0344", {{"bekostiging", "inspanningsgericht"},
                                            {"procedure", "open_house"},
                                            {"aanbieders", "12"}})};
    GivenDocument other = document;
    other.path = "ander, \"contract\".pdf";
    other.failed = "damaged: it is";
    const auto database = make_corpus(folder_.path(), {document, other});
    write_data_package(database, test_codebook(), {"0.1", "rules"}, folder_.path() / "package");
    package_ = json::parse(file_text(folder_.path() / "package/datapackage.json"));
  }
  CsvFile table(const json& resource) {
    return read_csv(folder_.path() / "package" / resource.at("path").get<std::string>());
  }

  TestFolder folder_;
  json package_;
};

TEST_F(DataPackageTest, EveryCellIsWhatItsSchemaSays) {
  std::size_t seen = 0;
  for (const json& resource : package_.at("resources")) {
    const CsvFile file = table(resource);
    const json& fields = resource.at("schema").at("fields");
    ASSERT_EQ(file.header.size(), fields.size()) << resource.at("name");
    for (std::size_t c = 0; c < fields.size(); ++c)
      EXPECT_EQ(file.header[c], fields[c].at("name").get<std::string>());
    for (const CsvRow& row : file.rows) {
      for (std::size_t c = 0; c < fields.size(); ++c) {
        ++seen;
        EXPECT_EQ(problem_of(fields[c], row.fields[c]), "")
            << resource.at("name") << ", line " << row.line << ", " << file.header[c] << ": "
            << row.fields[c];
      }
    }
  }
  EXPECT_GT(seen, 1000u);
}

TEST_F(DataPackageTest, KeysAreKeys) {
  std::map<std::string, json> by_name;
  for (const json& resource : package_.at("resources")) by_name[resource.at("name")] = resource;
  for (const auto& [name, resource] : by_name) {
    const json& schema = resource.at("schema");
    if (schema.contains("primaryKey")) {
      const auto keys = cells(table(resource), schema["primaryKey"]);
      EXPECT_EQ(std::set(keys.begin(), keys.end()).size(), keys.size()) << name;
    }
    for (const json& foreign : schema.value("foreignKeys", json::array())) {
      const auto other = cells(table(by_name.at(foreign["reference"]["resource"])),
                               foreign["reference"]["fields"]);
      const std::set known(other.begin(), other.end());
      for (const auto& key : cells(table(resource), foreign["fields"]))
        EXPECT_TRUE(known.contains(key)) << name << ": " << key[0];
    }
  }
}

// What the specification of data packages requires of a descriptor.
TEST_F(DataPackageTest, TheDescriptorIsOne) {
  EXPECT_EQ(package_.at("profile"), "tabular-data-package");
  EXPECT_TRUE(
      std::regex_match(package_.at("name").get<std::string>(), std::regex("[-a-z0-9._/]+")));
  EXPECT_FALSE(package_.at("resources").empty());
  const std::set<std::string> types = {"string", "number", "integer", "date"};
  for (const json& resource : package_["resources"]) {
    EXPECT_EQ(resource.at("profile"), "tabular-data-resource");
    EXPECT_TRUE(
        std::regex_match(resource.at("name").get<std::string>(), std::regex("[-a-z0-9._/]+")));
    EXPECT_EQ(
        resource.at("bytes").get<std::size_t>(),
        file_text(folder_.path() / "package" / resource.at("path").get<std::string>()).size());
    for (const json& field : resource.at("schema").at("fields"))
      EXPECT_TRUE(types.contains(field.at("type").get<std::string>()));
  }
}

TEST_F(DataPackageTest, HoldsNoQuote) {
  for (const json& resource : package_["resources"])
    for (const std::string& column : table(resource).header) EXPECT_NE(column, "quote");
}

}  // namespace
}  // namespace inkoopmonitor::reports
