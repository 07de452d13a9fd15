#include "fixture.h"

#include <cstdlib>
#include <fstream>

namespace inkoopmonitor::corpus {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = fs::temp_directory_path() / "corpus-test-XXXXXX";
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void write_file(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

CorpusTest::CorpusTest() {
  fs::create_directories(offered_);
  database_ = Database::create(folder_, kRegister);
  run_ = database_->begin_run("test", {"0.1", "reader-1", "rules-1", "test"});
}

void CorpusTest::reopen(const OpenOptions& options) {
  database_.reset();
  database_ = Database::open(folder_, Access::write, options);
}

Offering CorpusTest::offering(const std::string& path, int year) const {
  Offering offering;
  offering.root = offered_;
  offering.path = path;
  offering.set_year = year;
  return offering;
}

OfferedFile CorpusTest::offer(const Offering& offering, const std::string& skip_reason) {
  return database_->offer(run_, offering, skip_reason);
}

OfferedFile CorpusTest::offer(const std::string& path, const std::string& bytes, int year) {
  write_file(offered_ / path, bytes);
  return offer(offering(path, year));
}

std::string CorpusTest::coded(const std::string& path, int year, const std::string& documentsoort) {
  const std::string sha256 = offer(path, "bytes of " + path, year).sha256;
  database_->store_reading(run_, sha256, "reader-1", sample_document());
  database_->store_coding(run_, sha256, "rules-1",
                          {{record(0, {{"documentsoort", documentsoort}})}});
  return sha256;
}

std::string CorpusTest::coded(const std::string& path, int year, const std::vector<Values>& records,
                              const std::string& ruleset) {
  const std::string sha256 = offer(path, "bytes of " + path, year).sha256;
  database_->store_reading(run_, sha256, "reader-1", sample_document());
  classify::Coding coding;
  for (const Values& values : records)
    coding.records.push_back(
        quoted_record(static_cast<std::uint32_t>(coding.records.size()), values));
  database_->store_coding(run_, sha256, ruleset, coding);
  return sha256;
}

void CorpusTest::resolve(const std::string& dossier, const std::vector<Values>& arrangements,
                         const std::string& sha256) {
  std::vector<classify::Arrangement> made;
  for (const Values& values : arrangements) {
    classify::Arrangement one;
    one.record = quoted_record(static_cast<std::uint32_t>(made.size() + 1), values);
    one.deciding.assign(one.record.values.size(), sha256);
    made.push_back(std::move(one));
  }
  database_->store_arrangements(run_, dossier, made);
}

std::string CorpusTest::cell(const std::string& sql) const {
  const Rows rows = database_->select(sql);
  return rows.rows.empty() ? "no row" : rows.rows[0].at(0).value_or("NULL");
}

std::vector<std::string> CorpusTest::lines(const std::string& sql) const {
  std::vector<std::string> result;
  for (const Row& row : database_->select(sql).rows) {
    std::string line;
    for (const auto& one : row) line += (&one == &row.front() ? "" : " ") + one.value_or("NULL");
    result.push_back(line);
  }
  return result;
}

extract::Document sample_document() {
  extract::Document document;
  document.result = extract::Result::partly_read;
  document.reason = "ocr_failed: page 3";
  document.page_count = 3;
  document.title = "Raamovereenkomst";
  document.producer = "Writer";
  document.creation_date = "2019-02-03";
  document.modification_date = "2020-02-29";
  document.language = "nl";
  document.outline = {{"Inleiding", 1, 1}, {"Één", 2, 0}};
  extract::Page page;
  page.number = 1;
  page.source = extract::PageSource::text_layer;
  page.quality = 0.75F;
  page.width = 595.25F;
  page.height = 842;
  page.words = {{"Huishoudelijke", {10.5F, 20, 90.125F, 32}, 0, 1, 11.5F, true},
                {"hulp€", {95, 20, 120, 32}, 1, 0.5F, 11, false}};
  page.blocks = {{extract::BlockKind::heading, 1, 0, 1, {}},
                 {extract::BlockKind::table, 0, 1, 1, {{0, 1, 1, 1}}}};
  document.pages.push_back(page);
  page.number = 2;
  page.label = "iv";
  page.source = extract::PageSource::ocr;
  page.reason = "no text layer";
  document.pages.push_back(page);
  return document;
}

classify::Value value(const std::string& variable, const std::string& text) {
  classify::Value made;
  made.variable = variable;
  made.value = text;
  made.outcome = text.empty() ? classify::Outcome::absent : classify::Outcome::value;
  made.confidence = text.empty() ? 0 : 0.9;
  made.rule = text.empty() ? "" : "rule." + variable;
  if (!text.empty()) made.evidence = {{2, 0, 1, "quote of " + text}};
  return made;
}

classify::Record record(std::uint32_t number, const Values& values) {
  classify::Record made;
  made.number = number;
  for (const auto& [variable, text] : values) made.values.push_back(value(variable, text));
  return made;
}

classify::Record quoted_record(std::uint32_t number, const Values& values) {
  classify::Record made = record(number, values);
  for (classify::Value& one : made.values)
    for (classify::Evidence& evidence : one.evidence) evidence.quote = "Huishoudelijke hulp€";
  return made;
}

}  // namespace inkoopmonitor::corpus
