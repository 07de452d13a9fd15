// Making a calibration: labelled documents are coded by the rules alone, their values are held
// against the labels, and what the signs of a value tell of its being right is fitted. Nothing is
// written into the corpus; the next `classify` finds another ruleset and codes again.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <map>
#include <memory>
#include <set>
#include <utility>

#include "app/coder.h"
#include "app/commands.h"
#include "app/data.h"
#include "app/files.h"
#include "app/interrupt.h"
#include "app/options.h"
#include "app/output.h"
#include "app/progress.h"
#include "error.h"
#include "reports/csv.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

struct CalibrateOptions {
  std::vector<std::string> gold, seen;
  double precision = 0.98;
  std::string out, values;
  std::filesystem::path corpus;
};

// Names of the files that labels are about.
std::set<std::string> labelled_files(const std::vector<std::string>& gold) {
  std::set<std::string> files;
  for (const std::string& name : gold) {
    const reports::CsvFile labels =
        reports::parse_csv(read_whole_file(name), text::escaped_path(name));
    if (labels.header.empty() || labels.header.front() != "file")
      throw Error(ErrorKind::usage, text::escaped_path(name), "is not a file of labels",
                  "gold labels have the header file,record,variable,value,page");
    for (const reports::CsvRow& row : labels.rows) files.insert(row.fields.front());
  }
  return files;
}

// `file` itself or its last folder and name, or its name alone.
bool is_named(const std::string& file, const std::set<std::string>& names) {
  std::size_t begin = file.size();
  for (int parts = 0; parts < 2 && begin != std::string::npos && begin != 0; ++parts) {
    const std::size_t slash = file.rfind('/', begin - 1);
    if (names.contains(file.substr(slash == std::string::npos ? 0 : slash + 1))) return true;
    begin = slash;
  }
  return false;
}

// Every value of the labelled documents: as the export has them, and with what tells how sure they
// are, row by row.
struct CodedValues {
  reports::Table table;
  std::vector<classify::JudgedValue> values;
  std::size_t documents = 0;
};

void add_values(const classify::SignedCoding& signed_coding, const std::string& file,
                const std::string& sha256, const std::string& dossier, CodedValues& coded) {
  const auto& records = signed_coding.coding.records;
  for (std::size_t r = 0; r < records.size(); ++r) {
    const std::string status = records[r].text_of("status");
    for (std::size_t v = 0; v < records[r].values.size(); ++v) {
      const classify::Value& value = records[r].values[v];
      if (value.outcome != classify::Outcome::value) continue;
      const std::uint32_t page = value.evidence.empty() ? 0 : value.evidence.front().page;
      coded.table.rows.push_back({file, sha256, std::to_string(records[r].number), status,
                                  value.variable, value.value,
                                  fmt::format("{:.3f}", value.confidence), "",
                                  page == 0 ? "" : std::to_string(page), "", "value"});
      coded.values.push_back({.document = dossier.empty() ? sha256 : dossier,
                              .rank = value.confidence,
                              .signs = signed_coding.signs[r][v]});
    }
  }
  ++coded.documents;
}

CodedValues code_labelled(const corpus::Database& database, const classify::RuleSet& rules,
                          const std::set<std::string>& names) {
  const corpus::Rows rows = database.select(
      "SELECT content_file.sha256, content_file.file, coalesce(offering_result.dossier, '')"
      " FROM content_file JOIN offering_result USING (offering_id) ORDER BY 2, 1");
  std::map<std::string, std::pair<std::string, std::string>> labelled;  // file and dossier by hash
  for (const corpus::Row& row : rows.rows) {
    if (is_named(*row[1], names)) labelled[*row[0]] = {*row[1], *row[2]};
  }
  CodedValues coded;
  for (const char* name : {"file", "sha256", "record", "status", "variable", "value", "confidence",
                           "state", "page", "quote", "outcome"})
    coded.table.columns.push_back({name});
  Coder coder(database, rules);
  ProgressLine progress("coding", labelled.size());
  for (const corpus::CodingTask& task : database.contents_to_code(rules.version(), true)) {
    stop_if_interrupted();
    const auto found = labelled.find(task.sha256);
    if (found == labelled.end()) continue;
    const auto document = database.reading(task.sha256);
    if (!document) continue;
    const auto& [file, dossier] = found->second;
    add_values(coder.code_with_signs(*document, task), file, task.sha256, dossier, coded);
    progress.document(false);
  }
  return coded;
}

std::string shown(const classify::Share& share) {
  return fmt::format("{} of {} right: {:.3f} ({:.3f}-{:.3f})", share.right, share.all,
                     share.value(), share.low(), share.high());
}

std::vector<std::string> all_labels(const CalibrateOptions& options) {
  std::vector<std::string> files = options.gold;
  files.insert(files.end(), options.seen.begin(), options.seen.end());
  return files;
}

std::string reliability(const classify::Fit& fit) {
  using reports::Align;
  reports::Table table{{{"confidence"},
                        {"values", Align::right},
                        {"mean", Align::right},
                        {"right", Align::right},
                        {"low", Align::right},
                        {"high", Align::right}},
                       {},
                       {}};
  for (const classify::Fit::Bin& bin : fit.bins)
    table.rows.push_back(
        {fmt::format("{:.2f}-{:.2f}", bin.from, bin.to), std::to_string(bin.share.all),
         fmt::format("{:.3f}", bin.mean), fmt::format("{:.3f}", bin.share.value()),
         fmt::format("{:.3f}", bin.share.low()), fmt::format("{:.3f}", bin.share.high())});
  return reports::render(table, reports::Format::table, terminal_width());
}

std::string honesty(const classify::Fit& fit) {
  using reports::Align;
  reports::Table table{{{"confidence is"},
                        {"log_loss", Align::right},
                        {"brier", Align::right},
                        {"expected_error", Align::right}},
                       {},
                       {}};
  const auto add = [&](const char* name, const classify::Honesty& its) {
    table.rows.push_back({name, fmt::format("{:.3f}", its.log_loss),
                          fmt::format("{:.3f}", its.brier),
                          fmt::format("{:.3f}", its.expected_error)});
  };
  add("one share for all", fit.constant);
  add("the rules' own", fit.ranks);
  add("calibrated", fit.calibrated);
  return reports::render(table, reports::Format::table, terminal_width());
}

// The values with the confidence that they got without their own document, for who wants to look
// into them.
std::string values_csv(const CodedValues& coded, const reports::JudgedRows& judgement,
                       const std::vector<classify::JudgedValue>& judged, const classify::Fit& fit) {
  reports::Table table{{{"file"},
                        {"record"},
                        {"variable"},
                        {"value"},
                        {"core"},
                        {"labelled"},
                        {"right"},
                        {"rank"},
                        {"confidence"},
                        {"signs"}},
                       {},
                       {}};
  for (std::size_t index = 0; index < judged.size(); ++index) {
    const reports::JudgedRow& its = judgement.rows[index];
    const std::vector<std::string>& row = coded.table.rows[its.row];
    std::string signs;
    for (const classify::Sign& sign : judged[index].signs)
      signs += fmt::format("{}{}={:.3f}", signs.empty() ? "" : "|", sign.name, sign.amount);
    table.rows.push_back({row[0], row[2], row[4], row[5], its.core ? "1" : "0",
                          its.labelled ? "1" : "0", its.right ? "1" : "0",
                          fmt::format("{:.3f}", judged[index].rank),
                          fmt::format("{:.4f}", fit.confidences[index]), signs});
  }
  return reports::render(table, reports::Format::csv);
}

void print_report(const classify::Fit& fit, const reports::JudgedRows& judgement) {
  print(fmt::format("labels of {}: {}; core variables {}\n\n",
                    counted(fit.documents, "document or dossier", "documents and dossiers"),
                    shown(fit.all), shown(fit.core)));
  print("Cross-validated: each document by what was fitted on others. 95% intervals.\n");
  if (fit.fresh.all < fit.all.all)
    print("Without the documents that were seen: " + shown(fit.fresh) + "\n");
  print("\n");
  print(honesty(fit) + "\n" + reliability(fit) + "\n");
  if (!fit.reached) {
    print(fmt::format("no confidence gives a precision of {:.3f}: everything is to be reviewed\n",
                      fit.precision));
    return;
  }
  std::size_t answered = 0;
  for (std::size_t index = 0; index < judgement.rows.size(); ++index) {
    answered += judgement.rows[index].core && judgement.rows[index].labelled &&
                fit.confidences[index] >= fit.review_threshold;
  }
  print(fmt::format("review threshold {:.3f}, for a precision of {:.3f} over core variables\n",
                    fit.review_threshold, fit.precision));
  print("  core variables from it on: " + shown(fit.above) + "\n");
  if (fit.fresh.all < fit.all.all)
    print("  without the documents that were seen: " + shown(fit.above_fresh) + "\n");
  print("  all variables from it on: " + shown(fit.above_all) + "\n");
  print(fmt::format("  answered without review: {} of {} core labels: {:.3f}\n", answered,
                    judgement.core_labels,
                    double(answered) / double(std::max<std::size_t>(1, judgement.core_labels))));
}

int calibrate(const CalibrateOptions& options) {
  const std::filesystem::path rules_folder = data_folder("classify");
  const classify::RuleSet rules =
      classify::RuleSet::load(rules_folder, classify::Confidences::of_rules);
  const corpus::Database database = open_for_reading(options.corpus);
  const std::vector<std::string> labels = all_labels(options);
  const std::set<std::string> seen = labelled_files(options.seen);
  CodedValues coded = code_labelled(database, rules, labelled_files(labels));
  const reports::JudgedRows judgement =
      reports::judge_rows(coded.table, {labels.begin(), labels.end()});
  std::vector<classify::JudgedValue> judged;
  for (const reports::JudgedRow& row : judgement.rows) {
    judged.push_back(std::move(coded.values[row.row]));
    judged.back().core = row.core;
    judged.back().seen = is_named(coded.table.rows[row.row][0], seen);
    judged.back().right = row.right;
  }
  const classify::Fit fit = classify::fit_calibration(judged, options.precision);
  print_report(fit, judgement);
  const std::filesystem::path out =
      options.out.empty() ? rules_folder / "calibration.toml" : std::filesystem::path(options.out);
  write_whole_file(out, classify::text_of_calibration(fit));
  if (!options.values.empty())
    write_whole_file(options.values, values_csv(coded, judgement, judged, fit));
  say("wrote " + text::escaped_path(from_here(out).native()) +
      "; `inkoopmonitor classify` codes again by it");
  return fit.reached ? 0 : 1;
}

}  // namespace

void add_calibrate(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(
      program, "calibrate", "Fit confidences and the review threshold on labels made by people.",
      "calibrate tests/data/sample/gold.csv --precision 0.8 --out calibration.toml");
  auto options = std::make_shared<CalibrateOptions>();
  command
      ->add_option("gold", options->gold,
                   "CSV of labels of documents in the corpus: file,record,variable,value,page")
      ->required()
      ->type_name("GOLD");
  command
      ->add_option("--seen", options->seen,
                   "more labels, of documents that the rules were written from: these tell what a "
                   "sign is worth, but not how often values are right")
      ->type_name("GOLD");
  command
      ->add_option("--precision", options->precision,
                   "share of right values wanted among those that need no review (0.98)")
      ->check(CLI::Range(0.5, 1.0))
      ->type_name("SHARE");
  command
      ->add_option("--out", options->out,
                   "file to write (else calibration.toml of the ruleset in use)")
      ->type_name("FILE");
  command
      ->add_option(
          "--values", options->values,
          "also write a CSV of the values: right or not, cross-validated confidence, signs")
      ->type_name("FILE");
  add_corpus_option(*command, options->corpus);
  command->callback([options, &invocation] { invocation.status = calibrate(*options); });
}

}  // namespace inkoopmonitor::app
