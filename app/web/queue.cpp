#include "app/web/queue.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

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

Waiting waiting_of(reports::LiveRow& row) {
  Waiting value;
  value.sha256 = row["sha256"];
  value.file = row["file"];
  value.record = std::atoi(row["record"].c_str());
  value.variable = row["variable"];
  value.value = row["value"];
  value.outcome = row["outcome"];
  value.doubt = row["doubt"];
  value.confidence = std::strtod(row["confidence"].c_str(), nullptr);
  value.page = std::atoi(row["page"].c_str());
  value.perceel = row["perceel"];
  value.domein = row["domein"];
  value.voorzieningen = row["voorzieningen"];
  value.reviewer = row["reviewer"];
  value.gemeenten = parts_of(row["gemeenten"]);
  const double cells = std::min(kCellsMax, std::strtod(row["cells"].c_str(), nullptr));
  value.score = (1 - value.confidence) * (1 + cells) *
                (kCore.contains(value.variable) ? kCoreWeight : 1);
  return value;
}

bool fits(const Waiting& value, const QueueFilter& filter) {
  const auto holds = [](const std::vector<std::string>& list, const std::string& wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
  };
  return (filter.domein.empty() || value.domein.find(filter.domein) != std::string::npos) &&
         (filter.variable.empty() || value.variable == filter.variable) &&
         (filter.gemeente.empty() || holds(value.gemeenten, filter.gemeente)) &&
         (filter.reviewer.empty() || value.reviewer == filter.reviewer);
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
  if (act == year.act && act != 0) return;
  for (auto& row : reports::ask(database, "review_touched", {{":after", year.act}}))
    year.decided.erase(row["sha256"]);
  if (year.act == 0) year.decided.clear();
  for (auto& row : reports::ask(database, "review_decided", {{":after", year.act}})) {
    if (row["orphaned"] == "1") continue;
    // A record that was taken out takes its values along.
    year.decided[row["sha256"]].insert(
        place_of(row["perceel"], row["domein"], row["voorzieningen"], row["variable"]));
  }
  year.act = act;
}

Queue::Year& Queue::year(const corpus::Database& database, int year) {
  auto state = reports::ask(database, "review_state").at(0);
  Year& known = years_[year];
  if (known.runs != state["runs"]) {
    known = {};
    known.runs = state["runs"];
    for (auto& row : reports::ask(database, "review_queue", {{":year", std::int64_t{year}}}))
      known.values.push_back(waiting_of(row));
  }
  learn_decisions(database, known, std::atoll(state["act"].c_str()));
  return known;
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

std::vector<WaitingDocument> Queue::documents(const corpus::Database& database,
                                              const QueueFilter& filter) {
  const std::lock_guard lock(mutex_);
  const Year& known = year(database, filter.year);
  std::map<std::string, WaitingDocument> by_document;
  for (const Waiting& value : known.values) {
    if (!fits(value, filter) || !waits(known, value)) continue;
    WaitingDocument& document = by_document[value.sha256];
    document.sha256 = value.sha256;
    document.file = value.file;
    document.reviewer = value.reviewer;
    document.gemeenten = value.gemeenten;
    document.score += value.score;
    document.values.push_back(value);
  }
  std::vector<WaitingDocument> documents;
  for (auto& [sha256, document] : by_document) documents.push_back(std::move(document));
  std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) {
    return a.score != b.score ? a.score > b.score : a.file < b.file;
  });
  return documents;
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
  for (const Waiting& value : known.values) {
    if (!waits(known, value)) continue;
    ++progress.waiting;
    open.insert(value.gemeenten.begin(), value.gemeenten.end());
  }
  for (auto& row : reports::ask(database, "review_municipalities",
                                {{":year", std::int64_t{year_asked}}})) {
    ++progress.municipalities;
    if (row["documents"] == "0") continue;
    ++progress.with_documents;
    if (!open.contains(row["gm_code"])) ++progress.done;
  }
  return progress;
}

}  // namespace inkoopmonitor::app::web
