#include "app/web/queue.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

// By these the monitor is judged; what is wrong in them costs more.
const std::set<std::string> kCore = {"procedure", "bekostiging", "bekostigingsvorm", "looptijd",
                                     "aanbieders"};
constexpr double kCoreWeight = 3, kCellsMax = 200;

std::vector<std::string> parts_of(const std::string& list) {
  std::istringstream stream(list);
  std::vector<std::string> parts;
  for (std::string part; std::getline(stream, part, '|');) parts.push_back(part);
  return parts;
}

std::string place_of(const std::string& perceel, const std::string& domein,
                     const std::string& voorzieningen, const std::string& variable) {
  return perceel + '\n' + domein + '\n' + voorzieningen + '\n' + variable;
}

// In how many rows of the panel a document's value of a variable counts.
using Weights = std::map<std::pair<std::int64_t, std::string>, double>;

Weights weights_of(const corpus::Database& database, int year) {
  Weights weights;
  reports::ask_each(database, "review_weights", {{":year", std::int64_t{year}}},
                    [&](const corpus::ReadRow& row) {
                      const double cells = row.real(2);
                      for (std::string& variable : parts_of(std::string(row.text(1))))
                        weights[{row.number(0), std::move(variable)}] += cells;
                    });
  return weights;
}

using Places = std::unordered_map<std::int64_t, std::vector<std::string>>;  // by offering

Places places_of(const corpus::Database& database, int year) {
  Places places;
  reports::ask_each(
      database, "review_places", {{":year", std::int64_t{year}}},
      [&](const corpus::ReadRow& row) { places[row.number(0)].emplace_back(row.text(1)); });
  return places;
}

// A row of review_queue; its columns from the third on.
Waiting waiting_of(const corpus::ReadRow& row) {
  const auto text = [&](int column) { return std::string(row.text(column)); };
  Waiting value;
  value.sha256 = text(2);
  value.file = text(3);
  value.record = static_cast<int>(row.number(4));
  value.variable = text(5);
  value.value = text(6);
  value.outcome = text(7);
  value.confidence = row.real(8);
  value.doubt = text(9);
  value.page = static_cast<int>(row.number(10));
  value.perceel = text(11);
  value.domein = text(12);
  value.voorzieningen = text(13);
  value.reviewer = text(14);
  return value;
}

}  // namespace

QueueFilter queue_filter(const Request& request) {
  const auto plain = [&](const char* name) {
    const std::string& text = request.field(name);
    return text.size() <= 100 ? text : std::string();
  };
  return {request.number("jaar", 0), plain("domein"), plain("kenmerk"), plain("gemeente"),
          plain("van")};
}

std::string query_of(const QueueFilter& filter) {
  std::string query = "jaar=" + std::to_string(filter.year);
  for (const auto& [name, value] :
       {std::pair("domein", &filter.domein), std::pair("kenmerk", &filter.variable),
        std::pair("gemeente", &filter.gemeente), std::pair("van", &filter.reviewer)})
    if (!value->empty()) query += std::string("&") + name + "=" + encoded(*value);
  return query;
}

std::vector<int> years_of(const corpus::Database& database) {
  std::vector<int> years;
  for (auto& row : reports::ask(database, "review_years"))
    years.push_back(std::atoi(row["year"].c_str()));
  return years;
}

void Queue::learn_decisions(const corpus::Database& database, Year& year, std::int64_t act) {
  if (act == year.act) return;
  const std::int64_t after = std::max<std::int64_t>(0, year.act);
  for (auto& row : reports::ask(database, "review_touched", {{":after", after}}))
    year.decided.erase(row["sha256"]);
  for (auto& row : reports::ask(database, "review_decided", {{":after", after}})) {
    if (row["orphaned"] == "1") continue;
    // A record that was taken out takes its values along.
    year.decided[row["sha256"]].insert(
        place_of(row["perceel"], row["domein"], row["voorzieningen"], row["variable"]));
  }
  year.act = act;
  year.answers.clear();
}

std::vector<Waiting> Queue::values_of(const corpus::Database& database, int year) {
  const Weights weights = weights_of(database, year);
  const Places places = places_of(database, year);
  std::vector<Waiting> values;
  const auto take = [&](const corpus::ReadRow& row) {
    Waiting& value = values.emplace_back(waiting_of(row));
    if (const auto place = places.find(row.number(1)); place != places.end())
      value.gemeenten = place->second;
    const auto weight = weights.find({row.number(0), value.variable});
    const double cells = weight == weights.end() ? 0 : std::min(kCellsMax, weight->second);
    value.score =
        (1 - value.confidence) * (1 + cells) * (kCore.contains(value.variable) ? kCoreWeight : 1);
  };
  reports::ask_each(database, "review_queue", {{":year", std::int64_t{year}}}, take);
  return values;
}

Queue::Year& Queue::year(const corpus::Database& database, int year) {
  auto state = reports::ask(database, "review_state").at(0);
  Year& known = years_[year];
  if (known.runs != state["runs"]) {
    known = {};
    known.values = std::make_shared<const std::vector<Waiting>>(values_of(database, year));
    for (auto& row :
         reports::ask(database, "review_municipalities", {{":year", std::int64_t{year}}}))
      known.provinces[row["gm_code"]] = row["province"];
    known.runs = state["runs"];  // the last, in case that one of these fails
  }
  learn_decisions(database, known, std::atoll(state["act"].c_str()));
  return known;
}

bool Queue::fits(const Year& year, const Waiting& value, const QueueFilter& filter) {
  const auto lies_there = [&](const std::string& code) {
    if (code == filter.gemeente) return true;
    const auto province = year.provinces.find(code);
    return province != year.provinces.end() && province->second == filter.gemeente;
  };
  return (filter.domein.empty() || value.domein.find(filter.domein) != std::string::npos) &&
         (filter.variable.empty() || value.variable == filter.variable) &&
         (filter.gemeente.empty() ||
          std::any_of(value.gemeenten.begin(), value.gemeenten.end(), lies_there)) &&
         (filter.reviewer.empty() || value.reviewer == filter.reviewer);
}

bool Queue::waits(const Year& year, const Waiting& value) {
  const auto decided = year.decided.find(value.sha256);
  if (decided == year.decided.end()) return true;
  const auto has = [&](const std::string& variable) {
    return decided->second.contains(
        place_of(value.perceel, value.domein, value.voorzieningen, variable));
  };
  return !has(value.variable) && !has("record");
}

WaitingDocuments Queue::documents(const corpus::Database& database, const QueueFilter& filter) {
  const std::lock_guard lock(mutex_);
  Year& known = year(database, filter.year);
  constexpr std::size_t kAnswersMax = 50;
  if (known.answers.size() > kAnswersMax) known.answers.clear();
  WaitingDocuments& answer = known.answers[filter];
  if (!answer) answer = answered(known, filter);
  return answer;
}

WaitingDocuments Queue::answered(const Year& known, const QueueFilter& filter) {
  std::vector<WaitingDocument> documents;
  for (const Waiting& value : *known.values) {
    if (!fits(known, value, filter) || !waits(known, value)) continue;
    if (documents.empty() || documents.back().sha256 != value.sha256)
      documents.push_back({value.sha256, value.file, value.reviewer, value.gemeenten, {}, 0});
    documents.back().score += value.score;
    documents.back().values.push_back(&value);
  }
  std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) {
    return a.score != b.score ? a.score > b.score : a.file < b.file;
  });
  // The values stay as long as the list that points to them.
  return {new std::vector<WaitingDocument>(std::move(documents)),
          [values = known.values](const std::vector<WaitingDocument>* list) { delete list; }};
}

void Queue::forget() {
  const std::lock_guard lock(mutex_);
  years_.clear();
}

YearProgress Queue::progress(const corpus::Database& database, int year_asked) {
  const std::lock_guard lock(mutex_);
  const Year& known = year(database, year_asked);
  std::set<std::string> open;
  YearProgress progress;
  for (const Waiting& value : *known.values) {
    if (!waits(known, value)) continue;
    ++progress.waiting;
    open.insert(value.gemeenten.begin(), value.gemeenten.end());
  }
  for (auto& row :
       reports::ask(database, "review_municipalities", {{":year", std::int64_t{year_asked}}})) {
    ++progress.municipalities;
    if (row["documents"] == "0") continue;
    ++progress.with_documents;
    if (!open.contains(row["gm_code"])) ++progress.done;
  }
  return progress;
}

}  // namespace inkoopmonitor::app::web
