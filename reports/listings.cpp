// What is in the corpus, as lists: arrangements, documents, coverage by year, and the state of
// affairs.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/questions.h"
#include "reports/reports.h"
#include "reports/spread.h"

namespace inkoopmonitor::reports {
namespace {

bool is_core(const std::string& name) {
  return std::any_of(core_variables().begin(), core_variables().end(),
                     [&](const VariableLabels& variable) { return variable.name == name; });
}

void note_limit(Table& table, const Filter& filter) {
  if (filter.limit == 0 || table.rows.size() < static_cast<std::size_t>(filter.limit)) return;
  table.note +=
      fmt::format(" These are the first {}; --limit 0, or --format csv, gives all.", filter.limit);
}

// The bits of table panel_term for the years of a filter.
std::int64_t year_bits(const Filter& filter) {
  std::int64_t bits = 0;
  for (int year = std::max(filter.from, 2000); year < 2063; ++year)
    if (filter.to == 0 || year <= filter.to) bits |= std::int64_t{1} << (year - 2000);
  return bits;
}

Parameters record_parameters(const Filter& filter) {
  Parameters parameters = municipality_parameters(filter);
  const bool no_place = filter.domein.empty() && filter.voorziening.empty();
  parameters.emplace_back(":place_domein", no_place ? "*" : filter.domein);
  parameters.emplace_back(":place_voorziening",
                          filter.voorziening.empty() ? "*" : filter.voorziening);
  parameters.emplace_back(":years", year_bits(filter));
  Filter without_limit = filter;
  without_limit.limit = 0;
  parameters.emplace_back(":all", std::int64_t{without_limit == Filter()});
  parameters.emplace_back(":limit", std::int64_t{filter.limit == 0 ? -1 : filter.limit});
  return parameters;
}

// What a reader may do about files with this reason.
std::string remedy(const std::string& code) {
  static const std::map<std::string, std::string> remedies = {
      {"encrypted", "ask for a copy without a password and import it"},
      {"damaged", "ask for the file again and import it"},
      {"empty_file", "ask for the file again and import it"},
      {"not_pdf", "save it as PDF and import it"},
      {"no_pages", "ask for the file again and import it"},
      {"timeout", "give it longer: inkoopmonitor read --again FILE --timeout SECONDS"},
      {"memory_limit", "give it more: inkoopmonitor read --again FILE --memory MB"},
      {"output_limit", "look at the file; it holds far more than a document would"},
      {"crashed",
       "try inkoopmonitor read --again FILE; else save the file as PDF anew and import it"},
      {"killed", "free memory, then inkoopmonitor read --again FILE"},
      {"vanished", "put the file back and import again"},
      {"unreadable_file", "give yourself the right to read it and import again"},
      {"protocol_error", "try inkoopmonitor read --again FILE"},
      {"ocr_failed",
       "check that Tesseract's Dutch is installed, then inkoopmonitor read --again FILE"},
      {"not_readable_yet", "save it as PDF or DOCX and import it"},
      {"nested_too_deep", "unpack it and import what is in it"},
      {"unsafe_name", "look at the container: such names are made to do harm"},
      {"link", "look at the container: it points to a file that is not in it"},
      {"too_large", "unpack it yourself and import what is a document"},
      {"too_many", "unpack it yourself and import what is a document"},
      {"compression_bomb", "look at the file; far more comes out of it than a document holds"},
      {"not_read", "import again: the run that offered it was stopped"}};
  const auto known = remedies.find(code);
  return known == remedies.end() ? "" : known->second;
}

struct Reason {
  std::string result, code;
  std::vector<std::string> files;
};

std::string described(const Reason& reason) {
  constexpr std::size_t kFilesMax = 10;
  std::string text;
  for (std::size_t f = 0; f < reason.files.size() && f < kFilesMax; ++f)
    text += (f == 0 ? "" : ", ") + reason.files[f];
  if (reason.files.size() > kFilesMax)
    text +=
        fmt::format(" and {} more (query documents lists them)", reason.files.size() - kFilesMax);
  const std::string what_to_do = remedy(reason.code);
  return what_to_do.empty() ? text : text + "; " + what_to_do;
}

std::vector<Reason> reasons(const corpus::Database& database) {
  std::vector<Reason> result;
  const Answer answer(database, "status_reasons");
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const std::string &kind = answer.text(r, "result"), &code = answer.text(r, "code");
    if (result.empty() || result.back().result != kind || result.back().code != code)
      result.push_back({kind, code, {}});
    result.back().files.push_back(answer.text(r, "file"));
  }
  return result;
}

}  // namespace

Table records(const corpus::Database& database, const Filter& filter) {
  check_filter(database, filter);
  const std::vector<std::string> variables = {
      "gemeenten",   "domein",   "voorzieningen", "status",     "procedure",
      "bekostiging", "looptijd", "verlenging",    "aanbieders", "ingangsdatum"};
  Table table{{{"dossier"}, {"record", Align::right}}, {}, {}};
  for (const std::string& variable : variables)
    table.columns.push_back({variable, variable == "looptijd" ? Align::right : Align::left});
  table.columns.push_back({"source"});
  const MunicipalityNames names(database);
  const Answer answer(database, "records", record_parameters(filter));
  std::string last;
  for (std::size_t r = 0; r < answer.size(); ++r) {
    const std::string& arrangement = answer.text(r, "arrangement_id");
    if (arrangement != last) {
      last = arrangement;
      table.rows.emplace_back(table.columns.size());
      table.rows.back()[0] = answer.text(r, "dossier");
      table.rows.back()[1] = answer.text(r, "record");
    }
    std::vector<std::string>& row = table.rows.back();
    const std::string &variable = answer.text(r, "variable"), &value = answer.text(r, "value");
    for (std::size_t v = 0; v < variables.size(); ++v)
      if (variables[v] == variable)
        row[2 + v] = variable == "gemeenten" ? names.of_codes(value) : value;
    const std::string &file = answer.text(r, "file"), &page = answer.text(r, "page");
    if (is_core(variable) && row.back().empty() && !file.empty())
      row.back() = page.empty() || page == "0" ? file : file + ":" + page;
  }
  table.note =
      fmt::format("{} {}. source: file and page of the first of its core variables.",
                  table.rows.size(), table.rows.size() == 1 ? "arrangement" : "arrangements");
  note_limit(table, filter);
  return table;
}

Table documents(const corpus::Database& database, const Filter& filter) {
  check_filter(database, filter);
  Table table{{{"file"},
               {"year", Align::right},
               {"gemeente"},
               {"dossier"},
               {"pages", Align::right},
               {"ocr_pages", Align::right},
               {"language"},
               {"result"},
               {"reason"}},
              {},
              {}};
  const MunicipalityNames names(database);
  Parameters parameters = filter_parameters(filter);
  parameters.emplace_back(":limit", std::int64_t{filter.limit == 0 ? -1 : filter.limit});
  const Answer answer(database, "documents", parameters);
  std::map<std::string, int> results;
  for (std::size_t r = 0; r < answer.size(); ++r) {
    std::string reason = answer.text(r, "reason");
    if (!answer.text(r, "duplicate_of").empty())
      reason +=
          (reason.empty() ? "" : "; ") + ("same content as " + answer.text(r, "duplicate_of"));
    table.rows.push_back({answer.text(r, "file"), answer.text(r, "year"),
                          names.of_codes(answer.text(r, "gemeenten")), answer.text(r, "dossier"),
                          answer.text(r, "pages"), answer.text(r, "ocr_pages"),
                          answer.text(r, "language"), answer.text(r, "result"), reason});
    ++results[answer.text(r, "result")];
  }
  table.note = fmt::format("{} offered", answer.size());
  for (const auto& [result, number] : results) table.note += fmt::format(", {} {}", number, result);
  table.note += ".";
  note_limit(table, filter);
  return table;
}

Table status(const corpus::Database& database) {
  Table table{{{"what"}, {"number", Align::right}, {"detail"}}, {}, {}};
  const Answer counts(database, "status_counts",
                      {{":review_threshold", ExportOptions().review_threshold}});
  const std::vector<Reason> why = reasons(database);
  const std::map<std::string, std::string> hints = {
      {"contents not in Dutch",
       "the rules know Dutch only; `inkoopmonitor query documents` names each language"},
      {"uncoded contents", "run `inkoopmonitor classify`"},
      {"duplicates", "offerings of content that was offered before"}};
  for (std::size_t r = 0; r < counts.size(); ++r) {
    const std::string& what = counts.text(r, "what");
    const auto hint = hints.find(what);
    const bool useful = hint != hints.end() && counts.number(r, "number") != 0;
    table.rows.push_back({what, counts.text(r, "number"), useful ? hint->second : ""});
    for (const Reason& reason : why)
      if ("result " + reason.result == what)
        table.rows.push_back(
            {"  " + reason.code, std::to_string(reason.files.size()), described(reason)});
  }
  return table;
}

}  // namespace inkoopmonitor::reports
