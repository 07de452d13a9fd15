// A corpus held against itself. Each part is looked at even when another is damaged: what damage
// stops is said and passed over, since who runs this wants the whole list. Pages are taken in the
// order of the file, quotes in the order of their pages, so that nothing is decoded twice.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "corpus/connection.h"
#include "corpus/content_store.h"
#include "corpus/table_walk.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;

// Evidence of values, of arrangements and of decisions, each with the reading that it is about.
// Left out are dossiers that wait to be resolved, which may speak of a reading that was replaced.
// What supports the deciding words of an arrangement, or was derived, may stand in any document of
// its dossier: kSupport has those.
constexpr const char* kQuotes =
    "SELECT reading_id, page, first_word, last_word, quote FROM ("
    " SELECT reading_id, page, first_word, last_word, quote"
    "  FROM coding CROSS JOIN record USING (coding_id) CROSS JOIN value USING (record_id)"
    "  CROSS JOIN evidence USING (value_id)"
    " UNION ALL SELECT reading_id, page, first_word, last_word, quote"
    "  FROM coding CROSS JOIN record USING (coding_id) CROSS JOIN value USING (record_id)"
    "  CROSS JOIN rival USING (value_id)"
    " UNION ALL SELECT coding.reading_id, page, first_word, last_word, quote"
    "  FROM arrangement_evidence JOIN arrangement_value USING (arrangement_id, variable)"
    "  JOIN arrangement USING (arrangement_id) JOIN dossier USING (dossier_id)"
    "  JOIN coding ON coding.content_id = arrangement_value.content_id WHERE NOT dirty"
    "  AND arrangement_evidence.position = 0 AND arrangement_value.rule NOT LIKE 'derived:%'"
    " UNION ALL SELECT reading_id, page, first_word, last_word, quote FROM decision"
    "  WHERE quote <> '')"
    " WHERE page > 0 AND reading_id IS NOT NULL ORDER BY reading_id, page";

constexpr const char* kSupport =
    "SELECT dossier_id, key, page, first_word, last_word, quote"
    " FROM dossier CROSS JOIN arrangement USING (dossier_id)"
    " CROSS JOIN arrangement_value AS stated USING (arrangement_id)"
    " CROSS JOIN arrangement_evidence AS evidence USING (arrangement_id, variable)"
    " WHERE NOT dirty AND page > 0"
    " AND (evidence.position > 0 OR rule LIKE 'derived:%' OR content_id IS NULL)"
    " ORDER BY dossier_id, page";
constexpr const char* kReadingsOfDossier =
    "SELECT DISTINCT coding.reading_id FROM offering JOIN coding USING (content_id)"
    " WHERE dossier_id = ? AND state = 'offered' ORDER BY coding.reading_id";

class Verification {
 public:
  Verification(const fs::path& folder, const Between& between)
      : folder_(folder), between_(between), connection_(folder / kDatabaseFile, {}) {}

  Verified run() {
    part("structure", [&] { structure(); });
    part("references", [&] { references(); });
    part("files", [&] { files(); });
    part("pages", [&] { pages(); });
    part("quotes", [&] { quotes(); });
    part("quotes", [&] { support(); });
    part("editions", [&] { editions(); });
    return std::move(result_);
  }

 private:
  template <typename Work>
  void part(const char* name, const Work& work) {
    try {
      work();
    } catch (const SQLite::Exception& failure) {
      if (!is_damage(failure)) throw;
      found("not_checked", name, "the damage of the database ended this part of the check");
    }
  }

  void found(const std::string& code, const std::string& where, const std::string& problem) {
    result_.findings.push_back({code, where, problem});
  }

  SQLite::Database& database() { return connection_.database(); }

  // --- the database itself ----------------------------------------------------------------------

  void structure() {
    bool is_whole = true;
    try {
      SQLite::Statement check(database(), "PRAGMA integrity_check(20)");
      while (check.executeStep()) {
        between_();
        const std::string line = check.getColumn(0).getString();
        if (line == "ok") continue;
        is_whole = false;
        found("database_damaged", kDatabaseFile, line);
      }
    } catch (const SQLite::Exception& failure) {
      if (!is_damage(failure)) throw;
      is_whole = false;
      found("database_damaged", kDatabaseFile, failure.what());
    }
    if (!is_whole) lost_rows();
  }

  void lost_rows() {
    for (const std::string& table : tables_of(database())) {
      between_();
      const Walked walked = walk_table(database(), table, [](SQLite::Statement&) {});
      result_.rows += walked.rows;
      for (const Gap& gap : walked.gaps) found("rows_lost", "table " + table, lost(table, gap));
    }
  }

  std::string lost(const std::string& table, const Gap& gap) {
    if (gap.last_before == 0 && gap.first_behind == 0)
      return "some rows cannot be read, and between which is not known";
    std::string text = gap.first_behind == 0
                           ? fmt::format("rows behind {} cannot be read", gap.last_before)
                           : fmt::format("rows {} to {} cannot be read", gap.last_before + 1,
                                         gap.first_behind - 1);
    if (table != "page") return text;
    if (gap.last_before != 0) text += ", behind " + page_at(gap.last_before);
    if (gap.first_behind != 0) text += ", before " + page_at(gap.first_behind);
    return text;
  }

  // A page by the number of its row, for people.
  std::string page_at(std::int64_t row) {
    try {
      Query query = connection_.query("SELECT reading_id, number FROM page WHERE rowid = ?");
      query.bind(row);
      if (query.step())
        return fmt::format("page {} of {}", query.integer(1), file_of_reading(query.integer(0)));
    } catch (const SQLite::Exception& failure) {
      if (!is_damage(failure)) throw;
    }
    return "a page of a document that is not known any more";
  }

  std::string file_of_reading(std::int64_t reading) {
    const auto [known, is_new] = files_.try_emplace(reading);
    if (!is_new) return known->second;
    known->second = fmt::format("reading {}", reading);
    Query query = connection_.query(
        "SELECT shown_path FROM reading JOIN offering USING (content_id) WHERE reading_id = ?"
        " ORDER BY offering_id LIMIT 1");
    query.bind(reading);
    if (query.step()) known->second = query.text(0);
    return known->second;
  }

  void references() {
    SQLite::Statement rows(database(), "PRAGMA foreign_key_check");
    while (rows.executeStep()) {
      found("reference_broken", "table " + rows.getColumn(0).getString(),
            fmt::format("a row refers to one of table {} that is not there",
                        rows.getColumn(2).getString()));
    }
  }

  // --- what was kept ----------------------------------------------------------------------------

  void files() {
    const ContentStore store(folder_);
    Query rows = connection_.query(
        "SELECT sha256, bytes, (SELECT shown_path FROM offering"
        "  WHERE offering.content_id = content.content_id AND state = 'offered'"
        "  ORDER BY offering_id LIMIT 1) AS file FROM content WHERE file IS NOT NULL");
    while (rows.step()) {
      between_();
      ++result_.files;
      const Kept kept = hash_of(store.file_of(rows.text(0)));
      if (!kept.failure.empty()) {
        found("file_lost", rows.text(2), kept.failure + " (" + rows.text(0) + ")");
      } else if (kept.sha256 != rows.text(0)) {
        found("file_damaged", rows.text(2),
              "its bytes are not those that were offered (" + rows.text(0) + ")");
      }
    }
  }

  void pages() {
    Query rows = connection_.query("SELECT reading_id, number, layout, text FROM page");
    while (rows.step()) {
      if (++result_.pages % 1000 == 0) between_();
      extract::Page page;
      const bool is_whole = decode_page(rows.text(2), rows.text(3), page);
      if (is_whole && extract::plain_text(page) == rows.text(3)) continue;
      found("page_damaged", file_of_reading(rows.integer(0)),
            fmt::format("the words of page {} {}", rows.integer(1),
                        is_whole ? "are not those of its text" : "cannot be read"));
    }
  }

  void quotes() {
    Query rows = connection_.query(kQuotes);
    extract::Page page;
    std::pair<std::int64_t, std::int64_t> at{0, 0};
    bool is_there = false;
    while (rows.step()) {
      if (++result_.quotes % 1000 == 0) between_();
      if (const std::pair wanted{rows.integer(0), rows.integer(1)}; at != wanted) {
        at = wanted;
        is_there = page_of(at.first, at.second, page);
      }
      const std::string quote =
          is_there ? extract::quote(page, static_cast<std::uint32_t>(rows.integer(2)),
                                    static_cast<std::uint32_t>(rows.integer(3)))
                   : std::string();
      if (is_there && quote == rows.text(4)) continue;
      found("quote_differs", file_of_reading(at.first),
            is_there ? fmt::format("page {} has \"{}\" where \"{}\" is quoted", at.second, quote,
                                   rows.text(4))
                     : fmt::format("page {} is not there, and \"{}\" is quoted from it", at.second,
                                   rows.text(4)));
    }
  }

  // Dossier by dossier, so that each of its pages is decoded once.
  void support() {
    Query rows = connection_.query(kSupport);
    std::int64_t dossier = 0;
    std::vector<std::int64_t> readings;
    std::map<std::pair<std::int64_t, std::int64_t>, extract::Page> pages;
    while (rows.step()) {
      if (++result_.quotes % 1000 == 0) between_();
      if (rows.integer(0) != dossier) {
        dossier = rows.integer(0);
        readings = readings_of(dossier);
        pages.clear();
      }
      const bool is_there = std::any_of(readings.begin(), readings.end(), [&](std::int64_t one) {
        const auto [place, is_new] = pages.try_emplace({one, rows.integer(2)});
        if (is_new) page_of(one, rows.integer(2), place->second);
        return extract::quote(place->second, static_cast<std::uint32_t>(rows.integer(3)),
                              static_cast<std::uint32_t>(rows.integer(4))) == rows.text(5);
      });
      if (is_there) continue;
      found("quote_differs", "dossier " + rows.text(1),
            fmt::format("page {} of none of its documents has \"{}\", which is quoted from it",
                        rows.integer(2), rows.text(5)));
    }
  }

  std::vector<std::int64_t> readings_of(std::int64_t dossier) {
    Query rows = connection_.query(kReadingsOfDossier);
    rows.bind(dossier);
    std::vector<std::int64_t> readings;
    while (rows.step()) readings.push_back(rows.integer(0));
    return readings;
  }

  bool page_of(std::int64_t reading, std::int64_t number, extract::Page& page) {
    Query row =
        connection_.query("SELECT layout, text FROM page WHERE reading_id = ? AND number = ?");
    row.bind(reading, number);
    page = {};
    return row.step() && decode_page(row.text(0), row.text(1), page);
  }

  void editions() {
    Query rows = connection_.query("SELECT name, sha256 FROM edition");
    while (rows.step()) {
      const Kept kept = hash_of(folder_ / kEditionsFolder / (rows.text(0) + ".sqlite"));
      if (kept.sha256 == rows.text(1)) continue;
      found("edition_damaged", rows.text(0),
            kept.failure.empty() ? "its file is not as it was made" : kept.failure);
    }
  }

  const fs::path& folder_;
  const Between& between_;
  Connection connection_;
  Verified result_;
  std::map<std::int64_t, std::string> files_;  // by reading
};

}  // namespace

Verified verify(const fs::path& folder, const Between& between) {
  return guarded(folder, [&] { return Verification(folder, between).run(); });
}

}  // namespace inkoopmonitor::corpus
