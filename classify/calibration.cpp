// Confidences as shares, and the file that they come from.
//
// A doubt is told from the same weights as the confidence: what moves the value away from a usual
// one, downwards, is why it is unsure. So the reasons given are those that counted.
#include "classify/calibration.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

#include "classify/resolve.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

// No value is certain, and none is certainly wrong.
constexpr double confidence_min = 0.01, confidence_max = 0.995;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& problem) {
  throw Error(ErrorKind::usage, file.string(), problem,
              "make it again with `inkoopmonitor calibrate`, or remove it");
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The doubt that a sign belongs to.
std::string_view doubt_of(std::string_view sign) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> doubts = {{
      {"repeated", "weak"},
      {"unsaid", "weak"},
      {"rival", "rival"},
      {"set_aside", "set_aside"},
      {"set_aside_same", "set_aside"},
      {"record.set_aside", "set_aside"},
      {"ocr", "ocr"},
      {"ocr_doubt", "ocr"},
      {"derived", "derived"},
      {"lot", "record"},
      {"lots", "record"},
      {"elements", "record"},
  }};
  for (const auto& [name, doubt] : doubts) {
    if (sign == name) return doubt;
  }
  if (sign.starts_with("score")) return "weak";
  if (sign.starts_with("record.")) return "record";
  if (sign.starts_with("kind.")) return "kind";
  return "rule";
}

// Whether the words say a number in letters, as in `24 (vierentwintig) maanden`.
bool spelled_out(const extract::Page& page, const Evidence& evidence) {
  for (std::uint32_t word = evidence.first_word;
       word <= evidence.last_word && word < page.words.size(); ++word) {
    std::string folded = text::fold(page.words[word].text);
    std::erase_if(folded, [](char c) { return c == '(' || c == ')' || c == ',' || c == '.'; });
    const bool letters = std::none_of(folded.begin(), folded.end(), is_digit);
    if (letters && folded != "een" && parse_number(folded)) return true;
  }
  return false;
}

// How sure OCR was of the figures in the words of an evidence; 1 where there are none or where they
// say the number in letters too.
double certainty_of_figures(const Coded& coded, const Evidence& evidence) {
  double certainty = 1;
  for (const extract::Page& page : coded.document.pages) {
    if (page.number != evidence.page || page.source != extract::PageSource::ocr) continue;
    if (spelled_out(page, evidence)) return 1;
    for (std::uint32_t word = evidence.first_word;
         word <= evidence.last_word && word < page.words.size(); ++word) {
      const std::string& text = page.words[word].text;
      if (std::any_of(text.begin(), text.end(), is_digit))
        certainty = std::min<double>(certainty, page.words[word].certainty);
    }
  }
  return certainty;
}

bool is_repeated(const Signs& signs) {
  return std::any_of(signs.begin(), signs.end(),
                     [](const Sign& sign) { return sign.name == "repeated"; });
}

// Variables whose value is read from figures, so that one misread figure makes another value.
bool is_read_from_figures(const Coded& coded, const Value& value) {
  static const std::set<std::string> types = {"date", "months", "options", "count"};
  const CodebookEntry* entry = coded.rules.entry(value.variable);
  return entry != nullptr && types.contains(entry->variable.type);
}

// A value is not surer than OCR was of its figures, unless it is said twice.
bool limit_by_figures(const Coded& coded, const Signs& signs, Value& value) {
  constexpr double good_reading = 0.7;  // nearly all words that OCR reads well have more
  if (is_repeated(signs) || !is_read_from_figures(coded, value)) return false;
  double certainty = 1;
  for (const Evidence& evidence : value.evidence)
    certainty = std::min(certainty, certainty_of_figures(coded, evidence));
  if (certainty >= good_reading || value.confidence <= certainty) return false;
  value.confidence = certainty;
  return true;
}

}  // namespace

double Calibration::confidence(const Signs& signs) const {
  double log_odds = 0;
  for (const Sign& sign : signs) {
    if (const auto found = weights.find(sign.name); found != weights.end())
      log_odds += found->second.weight * sign.amount;
  }
  return std::clamp(1 / (1 + std::exp(-log_odds)), confidence_min, confidence_max);
}

std::string Calibration::doubt(const Signs& signs) const {
  std::map<std::string_view, double> moved;
  std::set<std::string_view> present;
  for (const Sign& sign : signs) {
    present.insert(sign.name);
    if (const auto found = weights.find(sign.name); found != weights.end())
      moved[doubt_of(sign.name)] += found->second.weight * (sign.amount - found->second.usual);
  }
  for (const auto& [name, weight] : weights) {
    if (!present.contains(name)) moved[doubt_of(name)] -= weight.weight * weight.usual;
  }
  std::vector<std::pair<double, std::string_view>> order;
  for (const auto& [doubt, by] : moved) {
    if (by < 0) order.emplace_back(by, doubt);
  }
  std::sort(order.begin(), order.end());
  // What moves it little beside the gravest reason is none.
  constexpr std::size_t reasons_max = 3;
  constexpr double share_min = 0.3;
  std::string result;
  for (std::size_t at = 0; at < std::min(order.size(), reasons_max); ++at) {
    if (order[at].first > share_min * order.front().first) break;
    result += (result.empty() ? "" : "|") + std::string(order[at].second);
  }
  return result.empty() ? "weak" : result;
}

std::string describe_doubt(const std::string& doubt) {
  static const std::map<std::string, std::string, std::less<>> texts = {
      {"weak", "said in passing, or once"},
      {"rival", "another value has weight too"},
      {"set_aside", "other values stand in texts about something else"},
      {"figure", "OCR may have misread a figure"},
      {"ocr", "it was read by OCR"},
      {"derived", "computed from a value that is unsure"},
      {"record", "it is unsure whether or for whom there is such an arrangement"},
      {"kind", "documents of this kind are often misread"},
      {"rule", "this rule is often wrong"},
  };
  std::string text;
  for (std::size_t begin = 0; begin < doubt.size();) {
    const std::size_t end = std::min(doubt.find('|', begin), doubt.size());
    const auto found = texts.find(doubt.substr(begin, end - begin));
    if (found != texts.end()) text += (text.empty() ? "" : "; ") + found->second;
    begin = end + 1;
  }
  return text;
}

// What follows from another value, by the same words on the page, is no surer than that.
void limit_by_sources(const Record& record, Value& value) {
  if (!value.rule.starts_with("derived:")) return;
  for (const Value& source : record.values) {
    if (source.outcome != Outcome::value || source.rule.starts_with("derived:")) continue;
    const bool shared =
        std::any_of(value.evidence.begin(), value.evidence.end(), [&](const Evidence& one) {
          return one.page != 0 && std::find(source.evidence.begin(), source.evidence.end(), one) !=
                                      source.evidence.end();
        });
    if (shared) value.confidence = std::min(value.confidence, source.confidence);
  }
}

namespace {

bool is_of_field(const Coded& coded, const std::string& rule) {
  if (rule == "veld.koper" || rule == "veld.winnaars") return true;
  return std::any_of(coded.rules.rules.begin(), coded.rules.rules.end(),
                     [&](const Rule& one) { return one.field && one.name == rule; });
}

// The variables of a record that fields of a form said which came as data, and what follows from
// these alone. Their confidence is what the rules give: how often words of prints were read right
// says nothing of them.
std::set<std::string> known_of(const Coded& coded, const Record& record) {
  std::set<std::string> known;
  if (!coded.text.fields) return known;
  std::vector<Evidence> places;
  for (const Value& value : record.values) {
    const bool said =
        value.outcome == Outcome::value &&
        (is_of_field(coded, value.rule) || value.rule == "documentsoort.form_of_notice");
    if (!said) continue;
    known.insert(value.variable);
    places.insert(places.end(), value.evidence.begin(), value.evidence.end());
  }
  for (const Value& value : record.values) {
    if (value.outcome != Outcome::value || !value.rule.starts_with("derived:")) continue;
    const bool follows =
        std::all_of(value.evidence.begin(), value.evidence.end(), [&](const Evidence& one) {
          return std::find(places.begin(), places.end(), one) != places.end();
        });
    if (follows) known.insert(value.variable);
  }
  return known;
}

}  // namespace

void calibrate(const Coded& coded, std::vector<Record>& records) {
  const Calibration& calibration = coded.rules.calibration;
  if (!calibration.made) return;
  const std::vector<std::vector<Signs>> signs = signs_of(coded, records);
  for (std::size_t record = 0; record < records.size(); ++record) {
    const std::set<std::string> known = known_of(coded, records[record]);
    for (std::size_t index = 0; index < records[record].values.size(); ++index) {
      Value& value = records[record].values[index];
      // What was handed in with the document is not read from it.
      if (value.outcome != Outcome::value || value.rule == "manifest" || value.rule == "folder")
        continue;
      if (known.contains(value.variable)) continue;
      const Signs& its = signs[record][index];
      value.confidence = calibration.confidence(its);
      const bool limited = limit_by_figures(coded, its, value);
      if (value.confidence >= calibration.review_threshold) continue;
      value.doubt = limited ? "figure" : calibration.doubt(its);
    }
    for (Value& value : records[record].values) {
      if (value.outcome == Outcome::value) limit_by_sources(records[record], value);
    }
  }
}

Calibration read_calibration(const std::filesystem::path& file, const std::string& bytes) {
  toml::table table;
  try {
    table = toml::parse(bytes, file.string());
  } catch (const toml::parse_error& error) {
    refuse(file, "line " + std::to_string(error.source().begin.line) + ": " +
                     std::string(error.description()));
  }
  Calibration calibration;
  calibration.made = true;
  const auto threshold = table["review_threshold"].value<double>();
  if (!threshold || !(*threshold >= 0 && *threshold <= 1))
    refuse(file, "has no `review_threshold` between 0 and 1");
  calibration.review_threshold = *threshold;
  const toml::table* signs = table.get_as<toml::table>("signs");
  if (signs == nullptr || signs->empty()) refuse(file, "has no [signs]");
  for (const auto& [key, node] : *signs) {
    const std::string name(key.str());
    const auto weight = table["signs"][name]["weight"].value<double>();
    const auto usual = table["signs"][name]["usual"].value<double>();
    if (!weight || !usual || !std::isfinite(*weight) || !std::isfinite(*usual))
      refuse(file, "sign `" + name + "` has no weight and usual amount");
    calibration.weights[name] = {*weight, *usual};
  }
  return calibration;
}

}  // namespace inkoopmonitor::classify
