// Coding, document by document, then dossier by dossier, then the panel. Documents are coded on all
// cores; whatever number there is of them, only a few are held at a time.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <deque>
#include <future>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "app/coding_changes.h"
#include "app/coding_threads.h"
#include "app/commands.h"
#include "app/interrupt.h"
#include "app/next_step.h"
#include "app/options.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/resolve.h"

namespace inkoopmonitor::app {
namespace {

struct ClassifyOptions {
  bool all = false, diff = false;
  std::string format = "table";
  std::filesystem::path corpus;
  double wait_seconds = 10;
  int jobs = 0;
};

// So many tasks or dossiers are asked for at a time.
constexpr std::int64_t part_count = 1000;

struct ClassifySummary {
  std::size_t documents = 0, records = 0;
  ResolveSummary resolved;
  double seconds = 0;
};

// What differs from the codings that stood before, gathered while they are replaced.
struct Comparison {
  std::size_t compared = 0, not_coded_before = 0, changed_documents = 0;
  std::vector<ValueChange> changes;

  void add(const corpus::Database& database, const std::string& sha256,
           const classify::Coding& coding, const extract::Document& document) {
    const classify::Coding before = database.coding(sha256);
    if (before.records.empty()) {
      ++not_coded_before;
      return;
    }
    ++compared;
    auto found = changes_of(name_of(database, sha256), before, coding, document);
    changed_documents += !found.empty();
    changes.insert(changes.end(), std::make_move_iterator(found.begin()),
                   std::make_move_iterator(found.end()));
  }

 private:
  static std::string name_of(const corpus::Database& database, const std::string& sha256) {
    const corpus::Rows rows = database.select(
        "SELECT file FROM content_file WHERE sha256 = :sha256", {{":sha256", sha256}});
    return rows.rows.empty() ? sha256 : rows.rows.front().front().value_or(sha256);
  }
};

class DocumentsCoder {
 public:
  DocumentsCoder(corpus::Database& database, std::int64_t run, const classify::RuleSet& rules,
                 int jobs, Comparison* comparison)
      : database_(database),
        run_(run),
        rules_(rules),
        threads_(database.folder(), rules, jobs),
        comparison_(comparison) {}

  // False when it was interrupted; what was done until then is kept.
  bool code(bool all, ClassifySummary& summary) {
    ProgressLine progress("coding", database_.count_to_code(rules_.version(), all));
    corpus::Part part{"", part_count};
    for (;;) {
      const auto tasks = database_.contents_to_code(rules_.version(), all, part);
      if (tasks.empty()) break;
      for (const corpus::CodingTask& task : tasks) {
        if (*interrupted()) return false;
        begin(task);
        if (at_work_.size() >= 2 * threads_.count()) finish_first(summary, progress);
      }
      part.after = tasks.back().sha256;
    }
    while (!at_work_.empty()) finish_first(summary, progress);
    return true;
  }

 private:
  struct AtWork {
    std::string sha256;
    std::shared_ptr<const extract::Document> document;
    std::future<classify::Coding> coding;
  };

  void begin(const corpus::CodingTask& task) {
    auto read = database_.reading(task.sha256);
    if (!read) return;
    const auto document = std::make_shared<const extract::Document>(std::move(*read));
    at_work_.push_back({task.sha256, document, threads_.code(document, task)});
  }

  void finish_first(ClassifySummary& summary, ProgressLine& progress) {
    AtWork& first = at_work_.front();
    const classify::Coding coding = first.coding.get();
    if (comparison_ != nullptr) comparison_->add(database_, first.sha256, coding, *first.document);
    database_.store_coding(run_, first.sha256, rules_.version(), coding);
    ++summary.documents;
    summary.records += coding.records.size() - 1;
    progress.document(false);
    at_work_.pop_front();
  }

  corpus::Database& database_;
  std::int64_t run_;
  const classify::RuleSet& rules_;
  CodingThreads threads_;
  Comparison* comparison_;
  std::deque<AtWork> at_work_;
};

std::string describe(const ClassifySummary& summary, const corpus::Database& database) {
  if (summary.documents + summary.resolved.dossiers == 0) {
    if (has_no_documents(database)) return "the corpus has no documents yet; import some first\n";
    return "nothing is new: every document was coded by these rules\n";
  }
  return fmt::format("coded {} in {}: {}; {} resolved into {}\n",
                     counted(summary.documents, "document", "documents"), duration(summary.seconds),
                     counted(summary.records, "record", "records"),
                     counted(summary.resolved.dossiers, "dossier", "dossiers"),
                     counted(summary.resolved.arrangements, "arrangement", "arrangements"));
}

std::string describe(const Comparison& comparison) {
  std::string text = fmt::format("compared {} with what stood: {} in {} changed",
                                 counted(comparison.compared, "document", "documents"),
                                 counted(comparison.changes.size(), "value", "values"),
                                 counted(comparison.changed_documents, "document", "documents"));
  if (comparison.not_coded_before > 0)
    text += fmt::format("; {} not coded before",
                        counted(comparison.not_coded_before, "document was", "documents were"));
  return text + "\n";
}

// The changes on standard output; as csv or json nothing else is there.
void print_changes(const Comparison& comparison, reports::Format format) {
  if (format != reports::Format::table) {
    print(reports::render(table_of_changes(comparison.changes), format));
    return;
  }
  print(describe_value_changes(comparison.changes) + describe(comparison));
}

void classify_corpus(const ClassifyOptions& options, const std::string& arguments) {
  const reports::Format format = reports::parse_format(options.format);
  // Never taken apart: that takes a fiftieth of the time of coding a hundred documents, and the
  // process ends here.
  static const classify::RuleSet& rules = *new classify::RuleSet(load_rules());
  corpus::Database database = open_for_writing(options.corpus, options.wait_seconds);
  Run run(database, "classify", this_program(arguments, rules.version()));
  ClassifySummary summary;
  Comparison comparison;
  const auto begin = std::chrono::steady_clock::now();
  DocumentsCoder coder(database, run.number(), rules, options.jobs,
                       options.diff ? &comparison : nullptr);
  const bool finished = coder.code(options.all, summary) &&
                        resolve_dossiers(database, run.number(), rules, summary.resolved);
  if (finished) {
    database.rebuild_panel();
    run.end(0);
  }
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  // Last, and after an interruption too: what was replaced cannot be compared again.
  if (options.diff) print_changes(comparison, format);
  if (!finished) stop_if_interrupted();
  std::string done = describe(summary, database);
  if (options.diff && format != reports::Format::table) {
    done.pop_back();
    say(done);
  } else {
    print(done);
  }
}

}  // namespace

void add_classify(CLI::App& program, Invocation& invocation) {
  CLI::App* command = add_command(program, "classify",
                                  "Code what was read: what is new, or was coded by other rules.",
                                  "classify --all --diff");
  auto options = std::make_shared<ClassifyOptions>();
  command->add_flag("--all", options->all, "code every document again");
  CLI::Option* diff = command->add_flag(
      "--diff", options->diff, "list every value that is another than before, with both quotes");
  command->add_option("--format", options->format, "of that list: table (default), csv or json")
      ->type_name("FORMAT")
      ->needs(diff);
  command->add_option("--jobs", options->jobs, "threads that code at a time (0: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(0, 1024));
  add_corpus_option(*command, options->corpus);
  add_wait_option(*command, options->wait_seconds);
  command->callback([options, &invocation] { classify_corpus(*options, invocation.arguments); });
}

}  // namespace inkoopmonitor::app
