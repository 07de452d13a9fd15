// Loading codebook and rules. Everything a researcher may write wrong is found here and said with
// file, rule and remedy; after loading, a RuleSet is right and is never checked again.
#include "classify/rules.h"

#include <openssl/evp.h>
#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>

#include "classify/codebook.h"
#include "classify/derive.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& where, const std::string& problem,
                         const std::string& remedy) {
  throw Error(ErrorKind::usage, where, problem, remedy);
}

std::string read_file(const fs::path& path) {
  std::ifstream input(path, std::ios::binary);
  if (!input)
    refuse(path.string(), "cannot be read", "check that the program's data folder is complete");
  return {std::istreambuf_iterator<char>(input), {}};
}

toml::table parse_toml(const fs::path& path, const std::string& bytes) {
  try {
    return toml::parse(bytes, path.string());
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    refuse(path.string(), "line " + std::to_string(line) + ": " + std::string(error.description()),
           "mend the TOML there");
  }
}

// Reads the keys of one table and refuses those that nobody asked for: a misspelt key would
// otherwise be a rule that silently does something else.
class Reader {
 public:
  Reader(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  std::string text(const char* key, const std::string& otherwise = "") {
    known_.insert(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) return otherwise;
    const auto value = node->value<std::string>();
    if (!value) refuse(where_, std::string("`") + key + "` is not a text", "put it in quotes");
    return *value;
  }
  double number(const char* key, double otherwise) {
    known_.insert(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) return otherwise;
    const auto value = node->value<double>();
    if (!value) refuse(where_, std::string("`") + key + "` is not a number", "write a number");
    return *value;
  }
  bool flag(const char* key) {
    known_.insert(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) return false;
    const auto value = node->value<bool>();
    if (!value)
      refuse(where_, std::string("`") + key + "` is not true or false", "write true or false");
    return *value;
  }
  std::vector<std::string> texts(const char* key) {
    known_.insert(key);
    std::vector<std::string> result;
    const toml::node* node = table_.get(key);
    if (node == nullptr) return result;
    const toml::array* array = node->as_array();
    if (array == nullptr)
      refuse(where_, std::string("`") + key + "` is not a list", "write [\"…\"]");
    for (const toml::node& item : *array) {
      const auto value = item.value<std::string>();
      if (!value)
        refuse(where_, std::string("`") + key + "` holds something that is no text",
               "put every entry in quotes");
      result.push_back(*value);
    }
    return result;
  }
  const toml::table* table(const char* key) {
    known_.insert(key);
    return table_.get_as<toml::table>(key);
  }
  const toml::array* array(const char* key) {
    known_.insert(key);
    return table_.get_as<toml::array>(key);
  }
  void finish() const {
    for (const auto& [key, node] : table_) {
      if (!known_.contains(std::string(key.str())))
        refuse(where_, "unknown key `" + std::string(key.str()) + "`",
               "check its spelling against classify/rules.h");
    }
  }
  const std::string& where() const { return where_; }

 private:
  const toml::table& table_;
  std::string where_;
  std::set<std::string> known_;
};

CodebookEntry read_variable(Reader& reader) {
  CodebookEntry entry;
  Variable& variable = entry.variable;
  variable.name = reader.text("name");
  variable.type = reader.text("type");
  variable.of_document = reader.text("unit", "record") == "document";
  entry.resolve = reader.text("resolve", "vote");
  entry.core = reader.flag("core");
  entry.minor = reader.flag("minor");
  entry.enough = reader.number("enough", 0.4);
  if (const toml::table* label = reader.table("label")) {
    Reader labels(*label, reader.where() + ", label");
    variable.label_nl = labels.text("nl");
    variable.label_en = labels.text("en");
    labels.finish();
  }
  if (const toml::array* codes = reader.array("codes")) {
    for (const toml::node& node : *codes) {
      const toml::table* table = node.as_table();
      if (table == nullptr)
        refuse(reader.where(), "a code is not a table",
               "write { value = \"…\", nl = \"…\", en = \"…\" }");
      Reader code(*table, reader.where() + ", codes");
      Variable::Code read{code.text("value"), code.text("nl"), code.text("en")};
      if (const std::string domein = code.text("domein"); !domein.empty())
        entry.domein_of[read.value] = domein;
      code.finish();
      variable.codes.push_back(std::move(read));
    }
  }
  reader.finish();
  static const std::set<std::string> types = {"code",    "codes", "list",  "date",   "months",
                                              "options", "range", "count", "number", "text"};
  static const std::set<std::string> ways = {"vote", "precedence", "collect", "own"};
  if (variable.name.empty()) refuse(reader.where(), "a variable has no name", "give it one");
  if (!types.contains(variable.type))
    refuse(reader.where() + ", " + variable.name, "unknown type `" + variable.type + "`",
           "use one of the types named at the top of the file");
  if (!ways.contains(entry.resolve))
    refuse(reader.where() + ", " + variable.name, "unknown resolve `" + entry.resolve + "`",
           "use vote, precedence, collect or own");
  return entry;
}

template <typename Do>
void each_table(const toml::table& file, const char* key, const std::string& where, Do action) {
  const toml::array* array = file.get_as<toml::array>(key);
  if (array == nullptr) return;
  for (const toml::node& node : *array) {
    const toml::table* table = node.as_table();
    if (table == nullptr)
      refuse(where, std::string("[[") + key + "]] is not a table", "mend the TOML");
    Reader reader(*table, where + ":" + std::to_string(node.source().begin.line));
    action(reader);
  }
}

// A test of a condition; derive.cpp says what each means.
void check_test(const std::string& variable, const std::string& test, const std::string& where,
                const RuleSet::Implementation& set) {
  const CodebookEntry* entry = set.entry(variable);
  if (entry == nullptr)
    refuse(where, "unknown variable `" + variable + "`", "name a variable of the codebook");
  if (!is_test(test))
    refuse(where, "`" + test + "` is no test of " + variable,
           "write codes joined by |, \"*\", \"\", or a comparison as the codebook describes them");
  if (entry->variable.codes.empty() || entry->variable.type != "code") return;
  for (const std::string& code : codes_of_test(test)) {
    const auto& codes = entry->variable.codes;
    if (std::none_of(codes.begin(), codes.end(), [&](const auto& c) { return c.value == code; }))
      refuse(where, "`" + code + "` is no value of " + variable, "use a value of the codebook");
  }
}

Decision read_decision(Reader& reader, const RuleSet::Implementation& set) {
  Decision decision;
  decision.variable = reader.text("variable");
  const std::string where = reader.where() + ", " + decision.variable;
  const toml::array* rows = reader.array("rows");
  reader.finish();
  if (rows == nullptr) refuse(where, "has no rows", "write rows = [{ …, value = \"…\" }]");
  for (const toml::node& node : *rows) {
    const toml::table* table = node.as_table();
    if (table == nullptr) refuse(where, "a row is not a table", "write { …, value = \"…\" }");
    DecisionRow row;
    for (const auto& [key, cell] : *table) {
      const std::string name(key.str());
      if (name == "value")
        row.value = cell.value_or(std::string());
      else if (name == "certainty")
        row.certainty = cell.value_or(1.0);
      else
        row.conditions.emplace_back(name, cell.value_or(std::string()));
    }
    for (const auto& [variable, test] : row.conditions) check_test(variable, test, where, set);
    check_test(decision.variable, row.value, where, set);
    decision.rows.push_back(std::move(row));
  }
  return decision;
}

Scale read_scale(Reader& reader, const RuleSet::Implementation& set) {
  Scale scale;
  scale.variable = reader.text("variable");
  const std::string where = reader.where() + ", " + scale.variable;
  const toml::array* parts = reader.array("parts");
  reader.finish();
  if (set.entry(scale.variable) == nullptr || parts == nullptr)
    refuse(where, "is no scale of a variable", "name a variable of the codebook and its parts");
  for (const toml::node& node : *parts) {
    const toml::table* table = node.as_table();
    if (table == nullptr) refuse(where, "a part is not a table", "write { variable = \"…\", … }");
    Reader part(*table, where + ", parts");
    Scale::Part read{part.text("variable"), part.number("weight", 1), {}};
    const toml::array* points = part.array("points");
    part.finish();
    if (points == nullptr) refuse(where, "a part has no points", "write points = [{ is, gives }]");
    for (const toml::node& point : *points) {
      const toml::table* pair = point.as_table();
      if (pair == nullptr) refuse(where, "a point is not a table", "write { is, gives }");
      Reader cell(*pair, where + ", points");
      const std::string test = cell.text("is");
      check_test(read.variable, test, where, set);
      read.points.emplace_back(test, cell.number("gives", 0));
      cell.finish();
    }
    scale.parts.push_back(std::move(read));
  }
  return scale;
}

void load_codebook(const fs::path& path, const std::string& bytes, RuleSet::Implementation& set) {
  const toml::table file = parse_toml(path, bytes);
  const std::string where = path.filename().string();
  set.review_threshold = file["review_threshold"].value_or(0.6);
  each_table(file, "variable", where, [&](Reader& reader) {
    CodebookEntry entry = read_variable(reader);
    if (set.entry(entry.variable.name) != nullptr)
      refuse(reader.where(), "variable `" + entry.variable.name + "` is there twice", "remove one");
    set.codebook.push_back(std::move(entry));
  });
  for (const CodebookEntry& entry : set.codebook) set.variables.push_back(entry.variable);
  each_table(file, "derive", where, [&](Reader& reader) {
    Derivation derivation;
    derivation.variable = reader.text("variable");
    derivation.from = reader.text("from");
    derivation.rivals = reader.text("rivals");
    if (const toml::table* map = reader.table("map")) {
      for (const auto& [key, node] : *map)
        derivation.map[std::string(key.str())] = node.value_or(std::string());
    }
    reader.finish();
    for (const std::string& name : {derivation.variable, derivation.from}) {
      if (set.entry(name) == nullptr)
        refuse(reader.where(), "unknown variable `" + name + "`",
               "name a variable of the codebook");
    }
    set.derivations.push_back(std::move(derivation));
  });
  each_table(file, "decide", where,
             [&](Reader& reader) { set.decisions.push_back(read_decision(reader, set)); });
  each_table(file, "scale", where,
             [&](Reader& reader) { set.scales.push_back(read_scale(reader, set)); });
}

Slot parse_slot(const std::string& name, const std::string& where) {
  static const std::map<std::string, Slot> slots = {
      {"", Slot::none},           {"count", Slot::count},        {"duration", Slot::duration},
      {"date", Slot::date},       {"period", Slot::period},      {"sum", Slot::sum},
      {"parties", Slot::parties}, {"extension", Slot::extension}};
  const auto found = slots.find(name);
  if (found == slots.end())
    refuse(where, "unknown slot `" + name + "`",
           "use count, duration, date, period, extension, sum or parties");
  return found->second;
}

Bound parse_bound(const std::string& name, const std::string& where) {
  if (name.empty()) return Bound::as_written;
  if (name == "at_most") return Bound::at_most;
  if (name == "at_least") return Bound::at_least;
  refuse(where, "unknown bound `" + name + "`", "use at_most or at_least");
}

Rule read_rule(Reader& reader, PhraseSource& source, const std::string& file,
               const RuleSet::Implementation& set) {
  Rule rule;
  rule.file = file;
  rule.name = reader.text("name");
  const std::string where = file + ", rule " + rule.name;
  rule.variable = reader.text("variable");
  rule.value = reader.text("value");
  const std::string slot = reader.text("slot");
  rule.slot = parse_slot(slot, where);
  rule.weight = reader.number("weight", 1);
  rule.any_polarity = reader.flag("any_polarity");
  rule.ignores_context = reader.flag("ignores_context");
  rule.cell_only = reader.flag("cell_only");
  rule.field = reader.flag("field");
  rule.of_candidates = reader.flag("of_candidates");
  rule.last_resort = reader.flag("last_resort");
  rule.bound = parse_bound(reader.text("bound"), where);
  rule.parties_min = static_cast<int>(reader.number("parties_min", 2));
  rule.count = static_cast<int>(reader.number("count", 0));
  const std::vector<std::string> phrases = reader.texts("phrases");
  const bool typed = rule.slot >= Slot::count && rule.slot <= Slot::period;
  for (const std::string& phrase : phrases) {
    if (typed && phrase.find("{" + slot + "}") == std::string::npos)
      refuse(where, "phrase \"" + phrase + "\" has no {" + slot + "}",
             "name the slot in every phrase, or make another rule");
  }
  rule.phrases = Phrases(phrases, source, where);
  rule.near = Phrases(reader.texts("near"), source, where);
  rule.not_near = Phrases(reader.texts("not_near"), source, where);
  rule.label = Phrases(reader.texts("label"), source, where);
  rule.not_label = Phrases(reader.texts("not_label"), source, where);
  rule.section = Phrases(reader.texts("section"), source, where);
  rule.asked = Phrases(reader.texts("asked"), source, where);
  rule.not_asked = Phrases(reader.texts("not_asked"), source, where);
  rule.not_before = Phrases(reader.texts("not_before"), source, where);
  rule.not_after = Phrases(reader.texts("not_after"), source, where);
  rule.yes = reader.texts("yes");
  rule.no = reader.texts("no");
  reader.finish();
  const CodebookEntry* entry = set.entry(rule.variable);
  if (rule.name.empty()) refuse(reader.where(), "a rule has no name", "give it one");
  if (entry == nullptr)
    refuse(where, "unknown variable `" + rule.variable + "`", "name a variable of the codebook");
  if (rule.phrases.empty()) refuse(where, "it has no phrases", "write at least one");
  const auto& codes = entry->variable.codes;
  if (rule.slot == Slot::none && !codes.empty() &&
      std::none_of(codes.begin(), codes.end(),
                   [&](const auto& code) { return code.value == rule.value; }))
    refuse(where, "`" + rule.value + "` is no value of " + rule.variable,
           "use a value of the codebook");
  return rule;
}

Cue read_cue(Reader& reader, PhraseSource& source, const std::string& file) {
  Cue cue;
  cue.name = reader.text("name");
  const std::string where = file + ", cue " + cue.name;
  const std::string kind = reader.text("kind");
  const std::optional<CueKind> known = cue_kind(kind);
  if (!known)
    refuse(where, "unknown kind of cue `" + kind + "`", "use a kind named in rules/context.toml");
  cue.kind = *known;
  cue.heading = Phrases(reader.texts("heading"), source, where);
  cue.sentence = Phrases(reader.texts("sentence"), source, where);
  cue.label = Phrases(reader.texts("label"), source, where);
  cue.before = Phrases(reader.texts("before"), source, where);
  cue.after = Phrases(reader.texts("after"), source, where);
  cue.within = Phrases(reader.texts("within"), source, where);
  cue.unless = Phrases(reader.texts("unless"), source, where);
  cue.persists = reader.flag("persists");
  cue.not_of_extension = reader.flag("not_of_extension");
  reader.finish();
  return cue;
}

NoticeForm read_notice_form(const toml::table& table, PhraseSource& source,
                            const std::string& file) {
  NoticeForm form;
  Reader reader(table, file + ", notice");
  const auto phrases = [&](const char* key) {
    return Phrases(reader.texts(key), source, reader.where());
  };
  const std::vector<std::string> marks = reader.texts("marks");
  form.any_mark = Phrases(marks, source, reader.where());
  for (const std::string& mark : marks)
    form.marks.emplace_back(std::vector<std::string>{mark}, source, reader.where());
  for (const std::string& label : reader.texts("labels")) form.labels.push_back(text::fold(label));
  form.lot = phrases("lot");
  form.title = phrases("title");
  form.name = phrases("name");
  form.prose = phrases("prose");
  form.passing = phrases("passing");
  form.contract = phrases("contract");
  form.maximum = phrases("maximum");
  form.winner = phrases("winner");
  form.renewals = phrases("renewals");
  form.renewal_length = phrases("renewal_length");
  form.place = phrases("place");
  form.light_regime = phrases("light_regime");
  form.not_a_purchase = phrases("not_a_purchase");
  form.nobody = phrases("nobody");
  form.several = phrases("several");
  form.on_behalf = phrases("on_behalf");
  if (const toml::table* table_of_parts = reader.table("parts")) {
    static const std::vector<std::pair<const char*, NoticePart>> names = {
        {"replaced", NoticePart::replaced}, {"changed", NoticePart::changed},
        {"buyer", NoticePart::buyer},       {"award", NoticePart::award},
        {"aside", NoticePart::aside},       {"body", NoticePart::body}};
    Reader parts(*table_of_parts, reader.where() + ".parts");
    for (const auto& [key, part] : names)
      form.parts.emplace_back(part, Phrases(parts.texts(key), source, parts.where()));
    parts.finish();
  }
  if (const toml::table* years = reader.table("notices_of_year")) {
    for (const auto& [year, count] : *years)
      form.notices_of_year[std::atoi(std::string(year.str()).c_str())] = count.value_or(0);
  }
  reader.finish();
  return form;
}

Terms load_terms(const fs::path& path, const std::string& bytes) {
  Terms terms;
  const toml::table file = parse_toml(path, bytes);
  const toml::table* lists = file.get_as<toml::table>("terms");
  if (lists == nullptr) refuse(path.string(), "has no [terms]", "restore the file");
  Reader reader(*lists, path.filename().string());
  for (const auto& [key, node] : *lists) {
    const std::string name(key.str());
    terms[name].entries = reader.texts(name.c_str());
  }
  return terms;
}

// The texts of all lists in `table` but the examples: what the rules look for.
void add_phrases(const toml::table& table, std::vector<std::string>& phrases) {
  for (const auto& [key, node] : table) {
    if (const toml::table* inner = node.as_table()) add_phrases(*inner, phrases);
    const toml::array* array = node.as_array();
    if (array == nullptr || key.str() == "yes" || key.str() == "no") continue;
    for (const toml::node& item : *array) {
      if (const toml::table* inner = item.as_table()) add_phrases(*inner, phrases);
      if (const auto phrase = item.value<std::string>()) phrases.push_back(*phrase);
    }
  }
}

std::string sha256_hex(const std::string& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    refuse("SHA-256", "cannot be computed", "check the installation of OpenSSL");
  std::string hex;
  for (unsigned int index = 0; index < length; ++index) {
    constexpr std::string_view digits = "0123456789abcdef";
    hex += digits[digest[index] >> 4];
    hex += digits[digest[index] & 15];
  }
  return hex;
}

}  // namespace

const CodebookEntry* RuleSet::Implementation::entry(const std::string& name) const {
  for (const CodebookEntry& candidate : codebook) {
    if (candidate.variable.name == name) return &candidate;
  }
  return nullptr;
}

void RuleSet::Implementation::add(Rule rule) {
  rule_of_set.resize(rule.phrases.set() + 1, UINT32_MAX);
  rule_of_set.back() = static_cast<std::uint32_t>(rules.size());
  rules.push_back(std::move(rule));
}

RuleSet RuleSet::load(const std::filesystem::path& folder, Confidences confidences) {
  auto set = std::make_unique<Implementation>();
  std::vector<fs::path> files = {folder / "codebook.toml"};
  const fs::path slips = folder / "slips.toml", calibration = folder / "calibration.toml";
  const fs::path privates = folder / "persoonsgegevens.toml";
  if (fs::exists(slips)) files.push_back(slips);
  if (fs::exists(privates)) files.push_back(privates);
  if (confidences == Confidences::calibrated && fs::exists(calibration))
    files.push_back(calibration);
  std::error_code failure;
  std::vector<fs::path> rule_files;
  for (const auto& entry : fs::directory_iterator(folder / "rules", failure)) {
    if (entry.path().extension() == ".toml") rule_files.push_back(entry.path());
  }
  if (failure)
    refuse((folder / "rules").string(), "cannot be listed: " + failure.message(),
           "check that the program's data folder is complete");
  std::sort(rule_files.begin(), rule_files.end());
  std::string everything;
  std::map<fs::path, std::string> bytes;
  files.insert(files.end(), rule_files.begin(), rule_files.end());
  for (const fs::path& file : files) {
    bytes[file] = read_file(file);
    everything +=
        file.filename().string() + '\0' + std::to_string(bytes[file].size()) + '\0' + bytes[file];
  }
  set->version = sha256_hex(everything);
  load_codebook(files.front(), bytes[files.front()], *set);
  const fs::path terms_file = folder / "rules" / "terms.toml";
  PhraseSource source{load_terms(terms_file, bytes[terms_file]), {}};
  std::set<std::string> names;
  std::vector<std::string> phrases;
  for (const fs::path& file : rule_files) {
    const std::string name = file.filename().string();
    const toml::table parsed = parse_toml(file, bytes[file]);
    add_phrases(parsed, phrases);
    if (file == terms_file) continue;
    each_table(parsed, "rule", name, [&](Reader& reader) {
      set->add(read_rule(reader, source, name, *set));
      if (!names.insert(set->rules.back().name).second)
        refuse(reader.where(), "rule `" + set->rules.back().name + "` is there twice",
               "rename one");
    });
    if (const toml::table* cpv = parsed["cpv"].as_table()) {
      Reader reader(*cpv, name + ", cpv");
      set->care_cpv = reader.texts("care");
      reader.finish();
    }
    if (const toml::table* notice = parsed["notice"].as_table())
      set->notice = read_notice_form(*notice, source, name);
    each_table(parsed, "cue", name,
               [&](Reader& reader) { set->cues.push_back(read_cue(reader, source, name)); });
  }
  source.triggers.build();
  set->triggers = std::move(source.triggers);
  if (bytes.contains(slips)) set->slips = Slips(read_slips(slips, bytes[slips]), phrases);
  if (bytes.contains(privates)) set->privates = PrivatePatterns(privates, bytes[privates]);
  if (bytes.contains(calibration))
    set->calibration = read_calibration(calibration, bytes[calibration]);
  return RuleSet(std::move(set));
}

Codebook read_codebook(const std::filesystem::path& folder) {
  RuleSet::Implementation set;
  const fs::path codebook = folder / "codebook.toml", calibration = folder / "calibration.toml";
  load_codebook(codebook, read_file(codebook), set);
  double threshold = set.review_threshold;
  if (fs::exists(calibration))
    threshold = read_calibration(calibration, read_file(calibration)).review_threshold;
  return {std::move(set.variables), threshold};
}

RuleSet::RuleSet(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

const std::string& RuleSet::version() const {
  return implementation_->version;
}
const std::vector<Variable>& RuleSet::variables() const {
  return implementation_->variables;
}
double RuleSet::review_threshold() const {
  return implementation_->calibration.made ? implementation_->calibration.review_threshold
                                           : implementation_->review_threshold;
}
const Variable* RuleSet::find(const std::string& name) const {
  const CodebookEntry* entry = implementation_->entry(name);
  return entry == nullptr ? nullptr : &entry->variable;
}

}  // namespace inkoopmonitor::classify
