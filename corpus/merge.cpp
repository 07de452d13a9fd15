// Several corpora as one. What both have is one: a run by all that it says of itself, a content by
// its hash, an offering by where and when it was handed in, a decision by what it is about. What
// they tell otherwise is settled by rules that look at both alike (the later run; failing that, the
// text that sorts last), so that the result does not depend on the order of merging, and is listed.
//
// Of two readings of a content the one by the newer reader counts, then the one that got further.
// A coding is taken when it is of the reading that counts; anything else is coded again. Nothing is
// resolved here: every dossier that something came into is dirty after it. The history of the
// panel stays that of the corpus that is merged into.

#include "corpus/merge.h"

#include <fmt/format.h>

#include <tuple>

#include "corpus/content_store.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;

// The attached corpus; let go of at the end.
class Attached {
 public:
  Attached(Connection& connection, const fs::path& file) : connection_(connection) {
    SQLite::Statement attach(connection.database(), "ATTACH ? AS source");
    attach.bind(1, file.native());
    attach.exec();
  }
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;
  ~Attached() { connection_.database().tryExec("DETACH source"); }

 private:
  Connection& connection_;
};

// Bytes are copied before anything is written about them.
void copy_files(Merging& merging, const fs::path& from_folder, const fs::path& to_folder,
                const Between& between) {
  const ContentStore from(from_folder), to(to_folder);
  Query rows = merging.source.query(
      "SELECT sha256, (SELECT shown_path FROM offering"
      "  WHERE offering.content_id = content.content_id AND state = 'offered'"
      "  ORDER BY offering_id LIMIT 1) AS file FROM content WHERE file IS NOT NULL");
  while (rows.step()) {
    between();
    const std::string sha256 = rows.text(0);
    if (removal_reason(merging.main, sha256)) continue;
    const Kept kept =
        to.keep(from.file_of(sha256), [&](const std::string& hash) { return hash == sha256; });
    if (kept.sha256 == sha256) continue;
    merging.conflict("file_damaged", rows.text(1),
                     "its bytes could not be taken over: " +
                         (kept.failure.empty() ? "they are not those of its hash" : kept.failure));
  }
}

void merge_runs(Merging& merging) {
  Query find = merging.main.query(
      "SELECT run_id FROM run WHERE kind = ? AND program_version = ? AND ruleset = ?"
      " AND arguments = ? AND started = ? AND ended IS nullif(?, '') ORDER BY run_id LIMIT 1");
  Query insert = merging.main.query(
      "INSERT INTO run (kind, program_version, reader_version, ruleset, arguments, libraries,"
      " started, ended, exit_status) SELECT kind, program_version, reader_version, ruleset,"
      " arguments, libraries, started, ended, exit_status FROM source.run WHERE run_id = ?");
  Query rows = merging.source.query(
      "SELECT run_id, kind, program_version, ruleset, arguments, started, coalesce(ended, '')"
      " FROM run ORDER BY run_id");
  while (rows.step()) {
    find.bind(rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6));
    if (find.step()) {
      merging.runs[rows.integer(0)] = find.integer(0);
    } else {
      insert.bind(rows.integer(0)).run();
      merging.runs[rows.integer(0)] = merging.main.last_id();
    }
    find.again();
  }
}

void merge_contents(Merging& merging) {
  {
    Query known = merging.main.query("SELECT content_id FROM content");
    while (known.step()) merging.known_contents.insert(known.integer(0));
  }
  Query insert = merging.main.query(
      "INSERT INTO content (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING");
  Query rows =
      merging.source.query("SELECT content_id, sha256, bytes FROM content ORDER BY sha256");
  while (rows.step()) {
    insert.bind(rows.text(1), rows.integer(2)).run();
    const std::int64_t id = content_id_of(merging.main, rows.text(1));
    merging.contents[rows.integer(0)] = id;
    if (!merging.known_contents.contains(id)) ++merging.merged.contents;
  }
}

void merge_members(Merging& merging) {
  Query known = merging.main.query("SELECT 1 FROM member WHERE container_id = ?");
  Query insert =
      merging.main.query("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
  Query rows = merging.source.query(
      "SELECT container_id, position, name, content_id, state, reason FROM member"
      " ORDER BY container_id, position");
  std::int64_t container = 0;
  bool is_known = false;
  while (rows.step()) {
    const std::int64_t here = merging.contents.at(rows.integer(0));
    if (here != container) {
      container = here;
      known.bind(here);
      is_known = known.step();
      known.again();
    }
    if (is_known) continue;
    std::optional<std::int64_t> content;
    if (!rows.null(3)) content = merging.contents.at(rows.integer(3));
    insert.bind(here, rows.integer(1), rows.text(2), content, rows.text(4), rows.text(5)).run();
  }
}

// --- readings ------------------------------------------------------------------------------------

// How much a reading counts; the greatest does.
using Rank = std::tuple<std::int64_t, int, std::int64_t, std::string>;

Rank rank_of(Connection& connection, std::int64_t reading) {
  Query query = connection.query(
      "SELECT CAST(reader_version AS INTEGER), result, reader_version,"
      " (SELECT coalesce(sum(length(text)), 0) FROM page WHERE page.reading_id = ?1)"
      " FROM reading WHERE reading_id = ?1");
  query.bind(reading).step();
  const std::string result = query.text(1);
  return {query.integer(0),
          result == "read"          ? 2
          : result == "partly_read" ? 1
                                    : 0,
          query.integer(3), query.text(2)};
}

std::optional<std::int64_t> newest_reading(Connection& connection, std::int64_t content) {
  Query query = connection.query("SELECT max(reading_id) FROM reading WHERE content_id = ?");
  query.bind(content);
  if (!query.step() || query.null(0)) return std::nullopt;
  return query.integer(0);
}

// A reading of this content by the same reader with the same words.
std::optional<std::int64_t> same_reading(Merging& merging, std::int64_t there,
                                         std::int64_t content) {
  Query query = merging.main.query(
      "SELECT reading.reading_id FROM reading JOIN source.reading AS other"
      " ON other.reading_id = ?1 AND other.reader_version = reading.reader_version"
      " AND other.result = reading.result AND other.page_count = reading.page_count"
      " WHERE reading.content_id = ?2 AND NOT EXISTS (SELECT number, text FROM source.page"
      "  WHERE source.page.reading_id = ?1 EXCEPT SELECT number, text FROM main.page"
      "  WHERE main.page.reading_id = reading.reading_id)"
      " ORDER BY reading.reading_id DESC LIMIT 1");
  query.bind(there, content);
  if (!query.step()) return std::nullopt;
  return query.integer(0);
}

std::int64_t copy_reading(Merging& merging, std::int64_t there, std::int64_t run,
                          std::int64_t content) {
  merging.main
      .query(
          "INSERT INTO reading (content_id, run_id, reader_version, result, reason, page_count,"
          " ocr_pages, title, producer, creation_date, modification_date, language)"
          " SELECT ?2, ?3, reader_version, result, reason, page_count, ocr_pages, title, producer,"
          " creation_date, modification_date, language FROM source.reading WHERE reading_id = ?1")
      .bind(there, content, run)
      .run();
  const std::int64_t here = merging.main.last_id();
  for (const char* sql :
       {"INSERT INTO main.page (page_id, reading_id, number, source, quality, reason, width,"
        " height, text, layout, label, repaired)"
        " SELECT page_id / 10000000000000 * 10000000000000 + ?2 * 1000000 + number, ?2, number,"
        " source, quality, reason, width, height, text, layout, label, repaired"
        " FROM source.page WHERE reading_id = ?1 ORDER BY number",
        "INSERT INTO main.outline_entry SELECT ?2, position, level, title, page"
        " FROM source.outline_entry WHERE reading_id = ?1"})
    merging.main.query(sql).bind(there, here).run();
  ++merging.merged.readings;
  return here;
}

void merge_reading(Merging& merging, std::int64_t there, std::int64_t run, std::int64_t content) {
  const auto newest = newest_reading(merging.main, content);
  if (newest) {
    if (const auto same = same_reading(merging, there, content)) {
      merging.readings[there] = *same;
      return;
    }
  }
  const bool counts = !newest || rank_of(merging.main, *newest) < rank_of(merging.source, there);
  const std::int64_t here = copy_reading(merging, there, run, content);
  merging.readings[there] = here;
  if (counts) return;
  // The one that counts has to have the greatest number.
  renumber(merging.main, "reading", "reading_id", *newest, here + 1);
  for (auto& [other, mapped] : merging.readings)
    if (mapped == *newest) mapped = here + 1;
}

void merge_readings(Merging& merging, const Between& between) {
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>> rows;
  {
    Query query = merging.source.query(
        "SELECT reading_id, run_id, content_id FROM reading ORDER BY reading_id");
    while (query.step()) rows.emplace_back(query.integer(0), query.integer(1), query.integer(2));
  }
  for (const auto& [reading, run, content] : rows) {
    between();
    const std::int64_t here = merging.contents.at(content);
    Query removed = merging.main.query("SELECT 1 FROM removal WHERE content_id = ?");
    removed.bind(here);
    if (removed.step()) continue;
    merge_reading(merging, reading, merging.runs.at(run), here);
  }
}

// --- codings -------------------------------------------------------------------------------------

struct CodingRow {
  std::int64_t id = 0, content = 0, reading = 0, run = 0;
  std::string ruleset, when;
  bool stale = false;
};

std::optional<CodingRow> coding_of(Connection& connection, std::int64_t content) {
  Query query = connection.query(
      "SELECT coding_id, content_id, reading_id, coding.run_id, coding.ruleset, started, stale"
      " FROM coding JOIN run USING (run_id) WHERE content_id = ?");
  query.bind(content);
  if (!query.step()) return std::nullopt;
  return CodingRow{query.integer(0), query.integer(1), query.integer(2),     query.integer(3),
                   query.text(4),    query.text(5),    query.integer(6) != 0};
}

void copy_coding(Merging& merging, const CodingRow& there, std::int64_t content) {
  merging.main.query("DELETE FROM coding WHERE content_id = ?").bind(content).run();
  merging.main
      .query(
          "INSERT INTO coding (content_id, reading_id, run_id, ruleset, stale, searched)"
          " VALUES (?, ?, ?, ?, ?, (SELECT searched FROM source.coding WHERE coding_id = ?))")
      .bind(content, merging.readings.at(there.reading), merging.runs.at(there.run), there.ruleset,
            there.stale, there.id)
      .run();
  const std::int64_t coding = merging.main.last_id();
  // Numbers within the coding stand for ids that are not known yet.
  for (const char* sql :
       {"INSERT INTO main.record (coding_id, number)"
        " SELECT ?2, number FROM source.record WHERE coding_id = ?1 ORDER BY number",
        "INSERT INTO main.value (record_id, position, variable, value, outcome, confidence, rule,"
        " doubt) SELECT here.record_id, position, variable, value, outcome, confidence, rule, doubt"
        " FROM source.record AS there CROSS JOIN source.value USING (record_id)"
        " JOIN main.record AS here ON here.coding_id = ?2 AND here.number = there.number"
        " WHERE there.coding_id = ?1 ORDER BY there.number, position",
        "INSERT INTO main.evidence SELECT new.value_id, evidence.position, page, first_word,"
        " last_word, quote FROM source.record AS there"
        " CROSS JOIN source.value AS old USING (record_id)"
        " CROSS JOIN source.evidence AS evidence ON evidence.value_id = old.value_id"
        " JOIN main.record AS here ON here.coding_id = ?2 AND here.number = there.number"
        " JOIN main.value AS new ON new.record_id = here.record_id AND new.variable = old.variable"
        " WHERE there.coding_id = ?1",
        "INSERT INTO main.rival SELECT new.value_id, rival.position, rival.value, weight,"
        " rival.rule, reason, page, first_word, last_word, quote FROM source.record AS there"
        " CROSS JOIN source.value AS old USING (record_id)"
        " CROSS JOIN source.rival AS rival ON rival.value_id = old.value_id"
        " JOIN main.record AS here ON here.coding_id = ?2 AND here.number = there.number"
        " JOIN main.value AS new ON new.record_id = here.record_id AND new.variable = old.variable"
        " WHERE there.coding_id = ?1",
        "INSERT INTO main.private_words SELECT ?2, page, first_word, last_word, kind"
        " FROM source.private_words WHERE coding_id = ?1"})
    merging.main.query(sql).bind(there.id, coding).run();
  ++merging.merged.codings;
}

// The facts that each coding rests on, to find those that are stale in the end.
using Facts = std::unordered_map<std::int64_t, CodingTask>;

void merge_codings(Merging& merging, Facts& facts, const Between& between) {
  for (const auto& [there, here] : merging.contents) {
    between();
    const auto other = coding_of(merging.source, there);
    if (!other) continue;
    const auto reading = merging.readings.find(other->reading);
    if (reading == merging.readings.end() ||
        reading->second != newest_reading(merging.main, here).value_or(0))
      continue;
    const auto own = coding_of(merging.main, here);
    const bool is_better =
        !own || own->reading != reading->second ||
        (own->ruleset != other->ruleset &&
         std::tie(own->when, own->ruleset) < std::tie(other->when, other->ruleset));
    if (!is_better) continue;
    copy_coding(merging, *other, here);
    facts[here] = facts_of(merging.source, there);
  }
}

// --- decisions -----------------------------------------------------------------------------------

struct DecisionRow {
  std::int64_t run = 0;
  std::string kind, key, perceel, domein, voorzieningen, variable;
  std::string how, value, outcome, quote, reviewer, note, when;
  std::optional<std::int64_t> reading;
  std::int64_t page = 0, first_word = 0, last_word = 0;
  bool orphaned = false;

  // What decides between two that say something else.
  auto weight() const { return std::tie(when, how, value, outcome, reviewer, note); }
  bool says_the_same(const DecisionRow& other) const {
    return std::tie(value, outcome) == std::tie(other.value, other.outcome);
  }
};

constexpr const char* kDecisions =
    "SELECT decision.run_id, scope_kind, scope_key, perceel, domein, voorzieningen, variable,"
    " decision.kind, value, outcome, quote, reviewer, note, started, reading_id, page, first_word,"
    " last_word, orphaned FROM decision JOIN run USING (run_id)";

DecisionRow decision_at(const Query& row) {
  DecisionRow decision{
      row.integer(0),  row.text(1),     row.text(2),     row.text(3),         row.text(4),
      row.text(5),     row.text(6),     row.text(7),     row.text(8),         row.text(9),
      row.text(10),    row.text(11),    row.text(12),    row.text(13),        {},
      row.integer(15), row.integer(16), row.integer(17), row.integer(18) != 0};
  if (!row.null(14)) decision.reading = row.integer(14);
  return decision;
}

// A document of its own may be called otherwise here, or belong to a dossier by now.
std::string dossier_here(Merging& merging, const std::string& key) {
  std::int64_t content = 0;
  {
    Query query = merging.source.query(
        "SELECT own_content_id FROM dossier WHERE key = ? AND own_content_id IS NOT NULL");
    query.bind(key);
    if (!query.step()) return key;
    content = merging.contents.at(query.integer(0));
  }
  Query query = merging.main.query(
      "SELECT key FROM offering JOIN dossier USING (dossier_id) WHERE content_id = ?"
      " AND state = 'offered' ORDER BY key LIMIT 1");
  query.bind(content);
  return query.step() ? query.text(0) : key;
}

void put_decision(Merging& merging, const DecisionRow& one) {
  std::optional<std::int64_t> reading;
  if (one.reading) {
    const auto here = merging.readings.find(*one.reading);
    if (here != merging.readings.end()) reading = here->second;
  }
  merging.main
      .query(
          "INSERT OR REPLACE INTO decision (run_id, scope_kind, scope_key, perceel, domein,"
          " voorzieningen, variable, kind, value, outcome, reading_id, page, first_word,"
          " last_word, quote, reviewer, note, orphaned)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(merging.runs.at(one.run), one.kind, one.key, one.perceel, one.domein, one.voorzieningen,
            one.variable, one.how, one.value, one.outcome, reading, one.page, one.first_word,
            one.last_word, one.quote, one.reviewer, one.note, one.orphaned)
      .run();
}

void merge_decision(Merging& merging, DecisionRow there) {
  if (there.kind == "dossier") there.key = dossier_here(merging, there.key);
  static const std::string same_place = std::string(kDecisions) +
                                        " WHERE scope_kind = ? AND scope_key = ? AND perceel = ?"
                                        " AND domein = ? AND voorzieningen = ? AND variable = ?";
  bool is_known = false, gives_way = false;
  {
    Query query = merging.main.query(same_place.c_str());
    query.bind(there.kind, there.key, there.perceel, there.domein, there.voorzieningen,
               there.variable);
    while (query.step()) {
      const DecisionRow here = decision_at(query);
      const bool at_one_place = std::tie(here.page, here.first_word, here.last_word) ==
                                std::tie(there.page, there.first_word, there.last_word);
      const bool is_weaker = there.weight() <= here.weight();
      is_known = is_known || (at_one_place && is_weaker);
      if (here.says_the_same(there)) continue;
      gives_way = at_one_place && is_weaker;
      merging.conflict(
          "decision_differs", there.key,
          fmt::format("{} is \"{}\" by one decision and \"{}\" by another; {}", there.variable,
                      here.value, there.value,
                      !at_one_place ? "both are kept and neither is used until one is taken back"
                      : gives_way   ? "kept is \"" + here.value + "\""
                                    : "kept is \"" + there.value + "\""));
    }
  }
  if (is_known) return;
  put_decision(merging, there);
  ++merging.merged.decisions;
}

void merge_decisions(Merging& merging) {
  static const std::string all = std::string(kDecisions) + " ORDER BY decision_id";
  std::vector<DecisionRow> decisions;
  {
    Query query = merging.source.query(all.c_str());
    while (query.step()) decisions.push_back(decision_at(query));
  }
  for (DecisionRow& decision : decisions) merge_decision(merging, std::move(decision));
}

// --- who reviews ---------------------------------------------------------------------------------

std::string sha256_at(Connection& connection, std::int64_t content) {
  Query query = connection.query("SELECT sha256 FROM content WHERE content_id = ?");
  query.bind(content).step();
  return query.text(0);
}

std::optional<std::string> second_coder(Connection& connection, std::int64_t content) {
  Query query = connection.query("SELECT coder FROM second_coding WHERE content_id = ?");
  query.bind(content);
  if (!query.step()) return std::nullopt;
  return query.text(0);
}

// Of two second coders one is kept, with all that he gave: values of both together would be
// nobody's coding. Which one does not depend on what was merged first.
void merge_second_coding(Merging& merging, std::int64_t there, std::int64_t here) {
  const auto coder = second_coder(merging.source, there), own = second_coder(merging.main, here);
  if (!coder) return;
  const bool both = own && !own->empty() && !coder->empty() && *own != *coder;
  if (both)
    merging.conflict("second_coder_differs", sha256_at(merging.main, here),
                     fmt::format("was coded a second time by {} and by {}; kept is what {} gave",
                                 *own, *coder, std::min(*own, *coder)));
  if (own && (coder->empty() || (both && *own < *coder))) return;
  if (own && *own != *coder)
    merging.main.query("DELETE FROM second_coding WHERE content_id = ?").bind(here).run();
  merging.main.query("INSERT OR IGNORE INTO second_coding VALUES (?, ?)").bind(here, *coder).run();
  merging.main
      .query(
          "INSERT INTO second_value SELECT ?2, perceel, domein, voorzieningen, variable, value,"
          " settled FROM source.second_value WHERE content_id = ?1 ON CONFLICT DO UPDATE"
          " SET value = min(value, excluded.value), settled = min(settled, excluded.settled)")
      .bind(there, here)
      .run();
}

// Who is to review a document, and its second coding. Acts stay where they were done: what another
// corpus decided is changed here, not taken back.
void merge_reviewing(Merging& merging) {
  for (const auto& [there, here] : merging.contents) {
    if (removal_reason(merging.main, sha256_at(merging.main, here))) continue;
    merging.main
        .query(
            "INSERT INTO assignment SELECT ?2, reviewer FROM source.assignment"
            " WHERE content_id = ?1 ON CONFLICT DO UPDATE"
            " SET reviewer = min(reviewer, excluded.reviewer)")
        .bind(there, here)
        .run();
    merge_second_coding(merging, there, here);
  }
}

// --- the rest ------------------------------------------------------------------------------------

void compare_registers(Merging& merging) {
  for (const char* table : {"municipality_year", "municipality_change", "population"}) {
    const std::string sql = fmt::format(
        "SELECT EXISTS (SELECT * FROM source.{0} EXCEPT SELECT * FROM main.{0})", table);
    if (merging.main.database().execAndGet(sql).getInt() == 0) continue;
    merging.conflict("register_differs", std::string("table ") + table,
                     "the other corpus has rows of the register that this one has not; it is "
                     "kept as it is here");
  }
}

// Facts of the contents that both have. What only one of them has keeps its facts: the order of its
// offerings among each other stays, unless `main` was not in order yet.
Facts facts_before(Merging& merging, bool in_order) {
  Facts facts;
  const auto add = [&](std::int64_t content) { facts[content] = facts_of(merging.main, content); };
  if (!in_order) {
    for (const std::int64_t content : merging.known_contents) add(content);
    return facts;
  }
  for (const auto& [there, here] : merging.contents)
    if (merging.known_contents.contains(here)) add(here);
  return facts;
}

void finish(Merging& merging, const Facts& facts) {
  order_offerings(merging.main);
  for (const std::int64_t content : in_order_of_offering(merging.main, merging.touched))
    place_in_dossiers(merging.main, content);
  name_own_dossiers(merging.main);
  for (const auto& [content, before] : facts) mark_stale_if_changed(merging.main, content, before);
  merging.main
      .query("UPDATE dossier SET dirty = 1 WHERE dossier_id IN (SELECT dossier_id FROM offering)")
      .run();
  mark_panel_stale(merging.main);
}

}  // namespace

Merged Database::merge(std::int64_t run, const fs::path& from, const Between& between) {
  if (fs::equivalent(from, folder()))
    throw Error(ErrorKind::usage, shown(from), "is the corpus itself", "name another one");
  Merged merged;
  std::vector<std::string> removed;
  guarded(folder(), [&] {
    Connection& main = implementation_->connection;
    Connection source(from / kDatabaseFile, {});
    Merging merging{main, source, run, merged, {}, {}, {}, {}, {}, {}, {}};
    const SQLite::Transaction one_view(source.database());
    copy_files(merging, from, folder(), between);
    const Attached attached(main, from / kDatabaseFile);
    Transaction transaction(main);
    merge_runs(merging);
    merge_contents(merging);
    Facts facts = facts_before(merging, offerings_in_order(main));
    merge_offerings(merging);
    merge_members(merging);
    main.database().exec("PRAGMA defer_foreign_keys = ON");
    merge_readings(merging, between);
    merge_codings(merging, facts, between);
    for (const std::int64_t content : merging.touched) place_in_dossiers(main, content);
    merge_decisions(merging);
    merge_reviewing(merging);
    merge_hand_values(merging);
    compare_registers(merging);
    finish(merging, facts);
    transaction.commit();
    removed = merging.removed;
  });
  for (const std::string& sha256 : removed) ContentStore(folder()).forget(sha256);
  return merged;
}

}  // namespace inkoopmonitor::corpus
