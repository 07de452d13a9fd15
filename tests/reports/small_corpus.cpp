#include "small_corpus.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace inkoopmonitor::reports {

namespace fs = std::filesystem;

TestFolder::TestFolder() {
  std::string name = (fs::temp_directory_path() / "reports-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

namespace {

classify::Record record_of(std::uint32_t number, const GivenRecord& given) {
  classify::Record record;
  record.number = number;
  for (const GivenValue& value : given) {
    classify::Value made;
    made.variable = value.variable;
    made.value = value.value;
    made.outcome = value.outcome;
    made.confidence = value.confidence;
    made.rule = "test";
    if (value.outcome == classify::Outcome::value) {
      classify::Evidence evidence;
      evidence.page = value.page;
      evidence.quote = value.quote.empty() ? "er staat " + value.value : value.quote;
      made.evidence.push_back(evidence);
    }
    record.values.push_back(std::move(made));
  }
  return record;
}

extract::Document reading_of(const GivenDocument& given) {
  extract::Document document;
  document.result = given.failed.empty() ? extract::Result::read : extract::Result::failed;
  document.reason = given.failed;
  document.page_count = given.failed.empty() ? 2 : 0;
  document.language = given.failed.empty() ? given.language : "";
  for (std::uint32_t number = 1; number <= document.page_count; ++number) {
    extract::Page page;
    page.number = number;
    page.source = number == 2 ? extract::PageSource::ocr : extract::PageSource::text_layer;
    page.quality = 1;
    document.pages.push_back(page);
  }
  return document;
}

classify::Coding coding_of(const GivenDocument& given) {
  classify::Coding coding;
  coding.records.push_back(record_of(0, {{"documentsoort", "overeenkomst"}}));
  for (const GivenRecord& record : given.records)
    coding.records.push_back(record_of(static_cast<std::uint32_t>(coding.records.size()), record));
  coding.private_words = given.private_words;
  return coding;
}

bool counts(const classify::Record& record) {
  return std::any_of(record.values.begin(), record.values.end(), [](const classify::Value& value) {
    return value.variable == "status" && (value.value == "geldend" || value.value == "gepland");
  });
}

// Every record that counts as an arrangement of its own: what matters here is what is asked later.
std::vector<classify::Arrangement> arrangements_of(const corpus::Database& database,
                                                   const std::vector<std::string>& contents) {
  std::vector<classify::Arrangement> arrangements;
  for (const std::string& content : contents)
    for (const classify::Record& record : database.coding(content).records) {
      if (record.number == 0 || !counts(record)) continue;
      classify::Arrangement arrangement;
      arrangement.record = record;
      arrangement.record.number = static_cast<std::uint32_t>(arrangements.size() + 1);
      for (const classify::Value& value : record.values)
        arrangement.deciding.push_back(value.outcome == classify::Outcome::value ? content : "");
      arrangements.push_back(std::move(arrangement));
    }
  return arrangements;
}

void add(corpus::Database& database, std::int64_t run, const fs::path& root,
         const GivenDocument& given) {
  corpus::Offering offering;
  offering.root = root.string();
  offering.path = given.path;
  offering.set_year = given.year;
  offering.gemeenten = given.gemeenten;
  offering.gemeenten_source = given.gemeenten.empty() ? "" : "manifest";
  offering.dossier = given.dossier;
  offering.openbaar = given.openbaar;
  if (!given.missing.empty()) {
    database.offer_missing(run, offering, given.missing);
    return;
  }
  fs::create_directories((root / given.path).parent_path());
  write_text(root / given.path, given.content.empty() ? given.path : given.content);
  const corpus::OfferedFile offered = database.offer(run, offering, given.skipped);
  if (offered.what != corpus::Offered::new_content) return;
  database.store_reading(run, offered.sha256, "reader-1", reading_of(given));
  if (given.failed.empty() && given.coded)
    database.store_coding(run, offered.sha256, "rules-1", coding_of(given));
}

}  // namespace

GivenRecord in_force(const std::string& code, GivenRecord values) {
  GivenRecord record = {{"gemeenten", code},
                        {"domein", "wmo"},
                        {"voorzieningen", "huishoudelijke_hulp"},
                        {"status", "geldend"},
                        {"ingangsdatum", "2019-01-01"},
                        {"einddatum", "2022-12-31"}};
  record.insert(record.end(), values.begin(), values.end());
  return record;
}

corpus::Database make_corpus(const fs::path& folder, const std::vector<GivenDocument>& documents) {
  corpus::Database database =
      corpus::Database::create(folder / "corpus", fs::path(SOURCE_DIR) / "corpus/register");
  const std::int64_t run = database.begin_run("import", {"0.1.0", "reader-1", "rules-1", "test"});
  for (const GivenDocument& document : documents) add(database, run, folder / "in", document);
  for (const auto& dossier : database.dossiers_to_resolve())
    database.store_arrangements(run, dossier.key, arrangements_of(database, dossier.contents));
  database.rebuild_panel();
  database.end_run(run, 0);
  return database;
}

Codebook test_codebook() {
  Codebook codebook(7);
  const std::vector<std::vector<std::string>> variables = {
      {"documentsoort", "code", "Documentsoort"}, {"procedure", "code", "Procedure"},
      {"bekostiging", "code", "Bekostiging"},     {"looptijd", "months", "Looptijd"},
      {"verlenging", "options", "Verlenging"},    {"aanbieders", "range", "Aanbieders"},
      {"ingangsdatum", "date", "Ingangsdatum"}};
  for (std::size_t v = 0; v < variables.size(); ++v) {
    codebook[v].name = variables[v][0];
    codebook[v].type = variables[v][1];
    codebook[v].label_nl = variables[v][2];
  }
  codebook[0].of_document = true;
  codebook[2].codes_nl = {{"inspanningsgericht", "inspanningsgericht"},
                          {"outputgericht", "outputgericht"},
                          {"taakgericht", "taakgericht"}};
  return codebook;
}

std::string cell(const Table& table, const std::string& first, const std::string& column) {
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    for (const auto& row : table.rows)
      if (table.columns[c].name == column && row[0] == first) return row[c];
  return "?";
}

std::string file_text(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void write_text(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace inkoopmonitor::reports
