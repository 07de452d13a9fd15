// Questions to a corpus and what is made of the answers: tables, charts, the publication.
//
// SQL stands in reports/questions/*.sql, HTML and chart options in reports/templates/. Nothing here
// prints; `app` writes what these functions return.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "corpus/corpus.h"

namespace inkoopmonitor::reports {

enum class Format : std::uint8_t { table, csv, json, xlsx };
// "table", "csv", "json", "xlsx"; throws Error (usage) for anything else.
Format parse_format(const std::string& name);

enum class Align : std::uint8_t { left, right };
struct Column {
  std::string name;
  Align align = Align::left;
};
// Cells are text as they are shown; an empty cell is empty in every format.
struct Table {
  std::vector<Column> columns = {};
  std::vector<std::vector<std::string>> rows = {};
  std::string note;  // a line below the table: denominators, what is left out
  // How many rows there are, where not more than a filter's limit were asked for; else 0.
  std::size_t rows_in_all = 0;
};
// `table` lines columns up for a terminal of `width` columns (0: no limit); csv is RFC 4180 with \n
// line ends and a header; json is an array of objects; xlsx is a workbook with one sheet (xlsx.h).
std::string render(const Table& table, Format format, std::size_t width = 0);

// Filters that mean the same everywhere. Empty or 0: no filter.
struct Filter {
  int from = 0, to = 0;  // panel years
  std::string domein = {}, voorziening = {};
  // Municipalities: a jeugdregio or zorgkantoorregio, a province, a class of size (as in table
  // panel_municipality).
  std::string region = {}, province = {}, size = {};
  int limit = 0;  // rows of a listing at the most; 0: all
  bool operator==(const Filter&) const = default;
};

// A coded variable as a question needs it: name, labels, codes in order.
struct VariableLabels {
  std::string name, type, label_nl, label_en;
  bool of_document = false;
  std::vector<std::pair<std::string, std::string>> codes_nl, codes_en;  // value, label
};
using Codebook = std::vector<VariableLabels>;

// A table with the records behind its numbers, where they are asked for.
struct Answered {
  Table table, behind;
};

// How a variable's values are spread, year by year. Each municipality of the year's register stands
// in one group (spread.h); a procurement is a dossier of which an arrangement counts in the year,
// once however many municipalities have it.
struct TrendOptions {
  std::string variable = "bekostiging";
  Filter filter = {};
  std::string unit = "municipality";  // what is counted; or inhabitants, procurement
  // Percentages instead of numbers: `all`, of everything that is counted; `known`, of what has a
  // value or several. With one decimal, rounded so that they add up to 100.0.
  std::string shares = {};
  double review_threshold = 0;  // an unsure value is not_reviewed; 0: it counts
  bool why = false;
};
// Throws Error (usage) for a name that is none.
Answered trend(const corpus::Database&, const Codebook&, const TrendOptions&);
inline Table trend(const corpus::Database& database, const Codebook& codebook,
                   const std::string& variable, const Filter& filter) {
  return trend(database, codebook, TrendOptions{variable, filter}).table;
}
Table records(const corpus::Database&, const Filter&);
Table documents(const corpus::Database&, const Filter&);
// By year, or by year and `per` (domein or province).
Table coverage(const corpus::Database&, const Filter&, const std::string& per = {});
// The documents and records behind its numbers.
Table behind_coverage(const corpus::Database&, const Filter&);
// What to ask whom for: domains of municipalities with nothing in force on 1 January of `year`, and
// arrangements of which it is not known whether they were extended or awarded. Each with a sentence
// for a letter, in Dutch.
Table missing(const corpus::Database&, int year, const Filter&);
// Behind its rows: the documents of municipalities with nothing in force, and where the terms of
// the arrangements stand.
Table behind_missing(const corpus::Database&, int year, const Filter&);
// The rows of the monitor (schema_panel.sql); of the last year when no years are asked for.
Table monitor(const corpus::Database&, const Filter&);
// Municipalities, by names or codes, beside each other on 1 January of `filter.to` (0: the last).
Table compare(const corpus::Database&, const std::vector<std::string>& municipalities,
              const Filter&);
// The documents and records behind its cells.
Table behind_compare(const corpus::Database&, const std::vector<std::string>& municipalities,
                     const Filter&);
// What municipalities had in a year and what in the next, with their names.
Answered transitions(const corpus::Database&, const Codebook&, const TrendOptions&);
// Figures of municipalities that changed against those that did not.
Answered switchers(const corpus::Database&, const Codebook&, const TrendOptions&,
                   const std::string& indicator);
// What ends soon, and which options are left then.
struct ExpiringOptions {
  Filter filter = {};
  std::string on = {};     // ISO; what ends after this day
  int within_months = 18;  // and so many months after it at the latest
  bool why = false;
};
Answered expiring(const corpus::Database&, const ExpiringOptions&);
// Pages with words (search.h says what may be typed), the newest set year first.
struct SearchOptions {
  std::string words = {};
  Filter filter = {};
  std::string gemeente = {};  // name or code: only its documents
  bool ranked = false;        // the most fitting first
  bool links = false;         // also where the file lies, with its page, as a URI
};
Table search(const corpus::Database&, const SearchOptions&);
// Any statement that reads, as Database::select takes it.
Table sql(const corpus::Database&, const std::string& statement, double seconds_max);
// 18m and 18 are 18, 2y and 2j are 24; throws Error (usage) for anything else.
int months_of_span(const std::string& span);
Table status(const corpus::Database&);
// Pages with words that no publication quotes: names of persons, mail addresses, …
Table private_pages(const corpus::Database&);

// All decisions: those of reviewers, and what was coded by hand (kind `handmatig`).
Table decisions(const corpus::Database&);
// What was coded by hand against what documents say of the same cells of the panel, a row for each
// variable: how many cells, of which documents give the same, another, several, or no value.
Table hand_coded_against_documents(const corpus::Database&);
// The runs: what was done to the corpus, when and with which versions. The editions.
Table runs(const corpus::Database&);
Table editions(const corpus::Database&);
// Panel values that became others, for people: names for codes.
Table panel_changes(const corpus::Database&, std::int64_t since_run);

// Exports by the contract in the design. `table`: values, arrangements or documents.
struct ExportOptions {
  std::string table = "values";
  bool outcomes = false;          // also rows with an empty value
  double review_threshold = 0.5;  // below it an automatic value is `unsure`
};
Table export_table(const corpus::Database&, const ExportOptions&);

// All of these, the monitor, the municipalities by year and the codebook as one workbook, a sheet
// each, and a sheet that says of each column its type and meaning (`templates`/columns.json). A
// table with more rows than a sheet holds goes on on the next sheet.
std::string export_workbook(const corpus::Database&, const Codebook&, const ExportOptions&,
                            const std::filesystem::path& templates);

// Variables and values with their labels.
Table codebook_table(const Codebook&);

// Takes the bytes of a file of that name.
using WriteFile = std::function<void(const std::filesystem::path& name, std::string_view bytes)>;

// A data package (Frictionless), file by file. The panel with a column for each variable, the
// municipalities, documents and codebook, and datapackage.json with their schema. No quotes.
struct PackageOptions {
  std::string program_version, ruleset;
};
void data_package(const corpus::Database&, const Codebook&, const PackageOptions&,
                  const WriteFile& write);
// The same into a new folder, written aside and renamed.
void write_data_package(const corpus::Database&, const Codebook&, const PackageOptions&,
                        const std::filesystem::path& out);
// The procurements as a release package of the Open Contracting Data Standard 1.1 (JSON): a release
// for each dossier of which an arrangement is in the panel. How the codebook's procedures are
// called there stands in `templates`/ocds.json. No quotes. Throws Error (corpus) when there is no
// such dossier: the standard has no package without a release.
std::string open_contracting(const corpus::Database&, const std::filesystem::path& templates);

// Values of `export_table("values")` against gold labels (file,record,variable,value,page), or of
// `export_table("arrangements")` against labels of dossiers (dossier,record,variable,value,source).
struct EvaluateOptions {
  std::filesystem::path gold;
  double review_threshold = 0.5;  // below it an automatic value is `unsure`
};
struct Evaluation {
  // A row for each variable that is scored or labelled: n, precision, recall, f1, page_right, auto
  // and auto_precision (what needs no review), kappa. The last row, `macro_f1`, is of the core.
  Table accuracy;
  // Coverage and precision of the core variables, together and one by one, at each confidence that
  // occurs and, in the row `review`, at the review threshold.
  Table curve;
  // How often which value was found where which is labelled.
  Table confusion;
};
// Cohen's kappa: agreement of two coders beyond what chance would give, by how often they gave
// which pair of values; empty is a value like others. Nothing where both always say the same one
// thing, of which it says nothing.
std::optional<double> kappa_of(const std::map<std::pair<std::string, std::string>, int>& pairs);
// Throws Error (usage) for a file that is no such CSV.
Evaluation evaluate(const corpus::Database&, const EvaluateOptions&);

// An evaluation as one HTML page that needs no other file, with the curve as static SVG, which a
// script in the page makes a chart that answers; and that SVG by itself.
struct EvaluationPageOptions {
  std::string language = "nl";      // or "en"
  std::string gold;                 // the labels by a name for people
  std::filesystem::path templates;  // reports/templates
  std::string program_version, ruleset;
};
struct EvaluationPage {
  std::string html, svg;
};
EvaluationPage evaluation_page(const Evaluation&, const Codebook&, const EvaluationPageOptions&);

// What reviewers (decisions that hold), or else gold labels, say of a coded value.
struct Judgement {
  std::uint32_t record = 0;
  std::string variable;
  std::set<std::string> wanted;  // its elements when it is a list; empty: there should be no value
};
using Judgements = std::map<std::string, std::vector<Judgement>>;  // by SHA-256 of the content
// `gold` may be empty: only reviewers are asked. Throws Error (usage) for a file that is no gold.
Judgements judgements(const corpus::Database&, const std::filesystem::path& gold);

// A row of `export_table("values")` held against labels.
struct JudgedRow {
  std::size_t row = 0;
  bool core = false;
  bool labelled = false;  // the labels give this variable of this record
  bool right = false;
};
struct JudgedRows {
  // Those that can be judged: values of labelled files, without variables that labels do not give.
  // Wrong are also the values of records that the labels do not have, and those that the labels
  // would give if they were there.
  std::vector<JudgedRow> rows;
  std::size_t core_labels = 0;  // of core variables, in the labels of files that `values` has
};
// Throws Error for a file that is not such a CSV.
JudgedRows judge_rows(const Table& values, const std::vector<std::filesystem::path>& gold);

// How right the values were when the ruleset was measured against labels, in documents
// that it was not written from; no values: it was not.
struct Measured {
  int values = 0;
  double right = 0, low = 0, high = 0;  // shares, with their 95% interval
};

// The yearly publication in a folder, written aside and renamed: monitor.html, monitor.pdf,
// methode.md, tabellen.xlsx, figuren/, datapackage/ and the pages of evidence in bewijs/.
// Paragraphs in `out`/tekst are woven in and kept. Returns the path of monitor.html. The edition
// before, to say which figures changed since and why.
struct EarlierEdition {
  const corpus::Database* database = nullptr;  // none: there is none
  std::string name = {};
  // What the panel's history says of what came between.
  std::vector<corpus::PanelChange> changes = {};
};
struct PublicationOptions {
  int year = 0;
  int from = 0;                         // first year of the trends; 0: the first with a value
  std::string domein = {};              // only this; empty: all
  std::string language = "nl";          // of labels, titles and data; or en
  bool intern = false;                  // with all quotes, also of documents that are not public
  bool print = false;                   // also monitor.pdf
  std::filesystem::path chromium = {};  // that prints it
  std::filesystem::path out = {};
  std::filesystem::path templates = {};   // reports/templates
  std::filesystem::path boundaries = {};  // corpus/register/boundaries
  double review_threshold = 0.5;
  std::string program_version = {}, ruleset = {};
  std::string edition = {};  // that it is made from; empty: the corpus as it is
  Measured measured = {};
  EarlierEdition earlier = {};
};
std::filesystem::path publish(const corpus::Database&, const Codebook&, const PublicationOptions&);

// A note on how one municipality buys (Dutch), in a folder, written aside and renamed: profiel.html
// and profiel.pdf. Returns the path of the page.
struct ProfileOptions {
  std::string municipality = {};  // name or CBS code
  int year = 0;                   // 0: the last that there is anything about
  bool intern = false;            // as in PublicationOptions
  bool print = false;
  std::filesystem::path chromium = {}, out = {}, templates = {};
  double review_threshold = 0.5;
  std::string program_version = {}, ruleset = {};
};
std::filesystem::path write_profile(const corpus::Database&, const Codebook&,
                                    const ProfileOptions&);

}  // namespace inkoopmonitor::reports
