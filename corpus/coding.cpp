// Codings: one for each content, replaced whole. What a coding rests on besides the words (year and
// municipalities of its offerings) may change later; offering.cpp then marks it stale, so that it
// is made again.

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <utility>

#include "corpus/connection.h"

namespace inkoopmonitor::corpus {
namespace {

using classify::Coding;
using classify::Evidence;
using classify::Outcome;
using classify::Record;
using classify::Rival;
using classify::Value;

constexpr std::array kOutcomes = {Outcome::value, Outcome::absent, Outcome::unreadable,
                                  Outcome::contradictory};

// Contents to be coded: by ruleset ?2, all of them if ?1.
constexpr const char* kToCode =
    " FROM content_file JOIN newest_reading USING (content_id) LEFT JOIN coding USING (content_id)"
    " WHERE newest_reading.result <> 'failed' AND newest_reading.page_count > 0"
    " AND (?1 OR coding.coding_id IS NULL OR coding.stale OR coding.ruleset <> ?2"
    "      OR coding.reading_id <> newest_reading.reading_id)";

void insert_evidence(Connection& connection, std::int64_t value_id, const Value& value) {
  Query evidence = connection.query("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const Evidence& one : value.evidence) {
    evidence.bind(value_id, position++, one.page, one.first_word, one.last_word, one.quote).run();
  }
  Query rival = connection.query("INSERT INTO rival VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  position = 0;
  for (const Rival& one : value.rivals) {
    rival
        .bind(value_id, position++, one.value, one.weight, one.rule, one.reason, one.evidence.page,
              one.evidence.first_word, one.evidence.last_word, one.evidence.quote)
        .run();
  }
}

void insert_record(Connection& connection, std::int64_t coding, const Record& record) {
  connection.query("INSERT INTO record (coding_id, number) VALUES (?, ?)")
      .bind(coding, record.number)
      .run();
  const std::int64_t record_id = connection.last_id();
  Query insert = connection.query(
      "INSERT INTO value (record_id, position, variable, value, outcome, confidence, rule,"
      " doubt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const Value& value : record.values) {
    insert
        .bind(record_id, position++, value.variable, value.value,
              std::string(name_of(value.outcome)), value.confidence, value.rule, value.doubt)
        .run();
    insert_evidence(connection, connection.last_id(), value);
  }
}

Evidence evidence_at(const Query& row, int column) {
  return {static_cast<std::uint32_t>(row.integer(column)),
          static_cast<std::uint32_t>(row.integer(column + 1)),
          static_cast<std::uint32_t>(row.integer(column + 2)), row.text(column + 3)};
}

// Where each value of a coding stands in it, by its id.
using Places = std::map<std::int64_t, std::pair<std::size_t, std::size_t>>;

Places read_values(Connection& connection, std::int64_t coding_id, Coding& coding) {
  Query query = connection.query(
      "SELECT number, value_id, variable, value, outcome, confidence, rule, doubt"
      " FROM record LEFT JOIN value USING (record_id) WHERE coding_id = ?"
      " ORDER BY number, position");
  query.bind(coding_id);
  Places places;
  while (query.step()) {
    const auto number = static_cast<std::uint32_t>(query.integer(0));
    if (coding.records.empty() || coding.records.back().number != number) {
      coding.records.push_back({number, {}});
    }
    if (query.null(1)) continue;
    Value value;
    value.variable = query.text(2);
    value.value = query.text(3);
    value.outcome = outcome_of(query.text(4));
    value.confidence = query.real(5);
    value.rule = query.text(6);
    value.doubt = query.text(7);
    places[query.integer(1)] = {coding.records.size() - 1, coding.records.back().values.size()};
    coding.records.back().values.push_back(std::move(value));
  }
  return places;
}

void read_evidence(Connection& connection, std::int64_t coding_id, const Places& places,
                   Coding& coding) {
  const auto value_of = [&](const Query& row) -> Value& {
    const auto& [record, value] = places.at(row.integer(0));
    return coding.records[record].values[value];
  };
  Query evidence = connection.query(
      "SELECT value_id, page, first_word, last_word, quote FROM record JOIN value USING (record_id)"
      " JOIN evidence USING (value_id) WHERE coding_id = ? ORDER BY value_id, evidence.position");
  evidence.bind(coding_id);
  while (evidence.step()) value_of(evidence).evidence.push_back(evidence_at(evidence, 1));
  Query rival = connection.query(
      "SELECT value_id, rival.value, weight, rival.rule, reason, page, first_word, last_word, quote"
      " FROM record JOIN value USING (record_id) JOIN rival USING (value_id)"
      " WHERE coding_id = ? ORDER BY value_id, rival.position");
  rival.bind(coding_id);
  while (rival.step()) {
    value_of(rival).rivals.push_back(
        {rival.text(1), rival.real(2), rival.text(3), rival.text(4), evidence_at(rival, 5)});
  }
}

void read_private_words(Connection& connection, std::int64_t coding_id, Coding& coding) {
  Query words = connection.query(
      "SELECT page, first_word, last_word, kind FROM private_words WHERE coding_id = ?"
      " ORDER BY page, first_word");
  words.bind(coding_id);
  while (words.step())
    coding.private_words.push_back({static_cast<std::uint32_t>(words.integer(0)),
                                    static_cast<std::uint32_t>(words.integer(1)),
                                    static_cast<std::uint32_t>(words.integer(2)), words.text(3)});
}

void replace_coding(Connection& connection, std::int64_t run, std::int64_t content,
                    const std::string& ruleset, const Coding& coding) {
  connection.query("DELETE FROM coding WHERE content_id = ?").bind(content).run();
  connection
      .query(
          "INSERT INTO coding (content_id, reading_id, run_id, ruleset, searched)"
          " SELECT content_id, reading_id, ?, ?, 1 FROM newest_reading WHERE content_id = ?")
      .bind(run, ruleset, content)
      .run();
  const std::int64_t coding_id = connection.last_id();
  for (const Record& record : coding.records) insert_record(connection, coding_id, record);
  Query insert = connection.query("INSERT INTO private_words VALUES (?, ?, ?, ?, ?)");
  for (const classify::PrivateWords& words : coding.private_words)
    insert.bind(coding_id, words.page, words.first_word, words.last_word, words.kind).run();
}

}  // namespace

std::string masked(const std::string& quote, std::int64_t first_word,
                   const std::vector<WordRange>& ranges) {
  std::string out;
  std::int64_t word = first_word;
  for (std::size_t at = 0; at < quote.size(); ++word) {
    const std::size_t end = std::min(quote.find(' ', at), quote.size());
    const bool hidden = std::any_of(ranges.begin(), ranges.end(), [&](const WordRange& range) {
      return range.first <= word && word <= range.last;
    });
    if (!out.empty()) out += ' ';
    out += hidden ? "…" : quote.substr(at, end - at);
    at = end + 1;
  }
  return out;
}

Outcome outcome_of(std::string_view name) {
  for (const Outcome known : kOutcomes) {
    if (name_of(known) == name) return known;
  }
  assert(false && "the schema lets no other name in");
  return Outcome::absent;
}

std::vector<CodingTask> Database::contents_to_code(const std::string& ruleset, bool all,
                                                   const Part& part) const {
  static const std::string sql =
      std::string("SELECT content_file.content_id") + kToCode +
      " AND content_file.offering_id >"
      "  coalesce((SELECT offering_id FROM content_file WHERE sha256 = ?3), 0)"
      " ORDER BY content_file.offering_id LIMIT ?4";
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Query query = connection.query(sql.c_str());
    query.bind(all, ruleset, part.after, part.count);
    std::vector<CodingTask> tasks;
    while (query.step()) tasks.push_back(facts_of(connection, query.integer(0)));
    return tasks;
  });
}

std::size_t Database::count_to_code(const std::string& ruleset, bool all) const {
  static const std::string sql = std::string("SELECT count(*)") + kToCode;
  return guarded(folder(), [&] {
    Query query = implementation_->connection.query(sql.c_str());
    query.bind(all, ruleset);
    query.step();
    return static_cast<std::size_t>(query.integer(0));
  });
}

void Database::store_coding(std::int64_t run, const std::string& sha256, const std::string& ruleset,
                            const Coding& coding) {
  guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Transaction transaction(connection);
    const std::int64_t content = content_id_of(connection, sha256);
    replace_coding(connection, run, content, ruleset, coding);
    forget_old_readings(connection, content);
    connection
        .query(
            "UPDATE dossier SET dirty = 1 WHERE dossier_id IN"
            " (SELECT dossier_id FROM offering WHERE content_id = ?)")
        .bind(content)
        .run();
    transaction.commit();
  });
}

CodingTask Database::coding_task(const std::string& sha256) const {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    return facts_of(connection, content_id_of(connection, sha256));
  });
}

std::string Database::ruleset_of(const std::string& sha256) const {
  return guarded(folder(), [&] {
    Query query = implementation_->connection.query(
        "SELECT ruleset FROM coding JOIN content USING (content_id)"
        " JOIN newest_reading USING (reading_id) WHERE sha256 = ? AND NOT stale");
    query.bind(sha256);
    return query.step() ? query.text(0) : std::string();
  });
}

Coding Database::coding(const std::string& sha256) const {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    Coding coding;
    std::int64_t coding_id = 0;
    {
      Query query = connection.query(
          "SELECT coding_id FROM coding JOIN content USING (content_id) WHERE sha256 = ?");
      query.bind(sha256);
      if (!query.step()) return coding;
      coding_id = query.integer(0);
    }
    const Places places = read_values(connection, coding_id, coding);
    read_evidence(connection, coding_id, places, coding);
    read_private_words(connection, coding_id, coding);
    return coding;
  });
}

}  // namespace inkoopmonitor::corpus
