// Offerings of two corpora. The same file handed in from the same folder in the same year is one
// offering. Where both say something of it that differs, a correction goes before an import, the
// later run before the earlier, and of one run the text that sorts last; a document is openbaar
// only where both say so, and removed where one says so. None of this depends on which corpus was
// there first. Every difference is listed.

#include <fmt/format.h>

#include <algorithm>

#include "corpus/merge.h"
#include "text.h"

namespace inkoopmonitor::corpus {
namespace {

// An offering as it stands in its table.
struct OfferingRow {
  std::int64_t id = 0, run = 0;
  Offering offering;
  std::optional<std::int64_t> content;
  std::string state, reason, shown_path;
};

constexpr const char* kColumns =
    "SELECT offering_id, run_id, root, path, shown_path, set_year, content_id, state, reason,"
    " dossier_name, gemeenten_source, documentsoort, document_date, openbaar, nesting FROM "
    "offering";

OfferingRow row_of(const Query& query) {
  OfferingRow row;
  row.id = query.integer(0);
  row.run = query.integer(1);
  row.offering.root = query.text(2);
  row.offering.path = query.text(3);
  row.shown_path = query.text(4);
  row.offering.set_year = static_cast<int>(query.integer(5));
  if (!query.null(6)) row.content = query.integer(6);
  row.state = query.text(7);
  row.reason = query.text(8);
  row.offering.dossier = query.text(9);
  row.offering.gemeenten_source = query.text(10);
  row.offering.documentsoort = query.text(11);
  row.offering.document_date = query.text(12);
  row.offering.openbaar = query.integer(13) != 0;
  row.offering.nesting = static_cast<std::uint32_t>(query.integer(14));
  return row;
}

std::string gemeenten_of(Connection& connection, std::int64_t offering) {
  Query query = connection.query(
      "SELECT coalesce(group_concat(gm_code, '|'), '')"
      " FROM (SELECT gm_code FROM offering_gemeente WHERE offering_id = ? ORDER BY position)");
  query.bind(offering).step();
  return query.text(0);
}

void set_gemeenten(Connection& connection, std::int64_t offering, const std::string& codes,
                   const std::string& source) {
  connection.query("UPDATE offering SET gemeenten_source = ? WHERE offering_id = ?")
      .bind(codes.empty() ? "" : source, offering)
      .run();
  connection.query("DELETE FROM offering_gemeente WHERE offering_id = ?").bind(offering).run();
  Query insert = connection.query("INSERT INTO offering_gemeente VALUES (?, ?, ?)");
  std::int64_t position = 0;
  for (std::size_t begin = 0; begin < codes.size();) {
    const std::size_t end = std::min(codes.find('|', begin), codes.size());
    insert.bind(offering, position++, codes.substr(begin, end - begin)).run();
    begin = end + 1;
  }
}

// How much weight a fact has: whether it was corrected, when, and what it says.
struct Weight {
  bool corrected = false;
  std::string when, text;
  auto operator<=>(const Weight&) const = default;
};

Weight weight_of(Connection& connection, const OfferingRow& row, const char* fact,
                 const std::string& text) {
  Weight weight{false, "", text};
  {
    Query query = connection.query(
        "SELECT started FROM offering_change JOIN run USING (run_id)"
        " WHERE offering_id = ? AND fact = ? ORDER BY change_id DESC LIMIT 1");
    query.bind(row.id, fact);
    if (query.step()) return {true, query.text(0), text};
  }
  Query query = connection.query("SELECT started FROM run WHERE run_id = ?");
  query.bind(row.run).step();
  weight.when = query.text(0);
  return weight;
}

class OfferingMerge {
 public:
  explicit OfferingMerge(Merging& merging) : merging_(merging) {}

  void run() {
    std::vector<OfferingRow> rows;
    {
      static const std::string all = std::string(kColumns) + " ORDER BY offering_id";
      Query query = merging_.source.query(all.c_str());
      while (query.step()) rows.push_back(row_of(query));
    }
    for (const OfferingRow& row : rows) take(row);
    copy_changes();
    take_removals();
  }

 private:
  void take(const OfferingRow& row) {
    std::optional<std::int64_t> content;
    if (row.content) content = merging_.contents.at(*row.content);
    if (content) merging_.touched.insert(*content);
    std::optional<std::int64_t> here = known_offering(merging_.main, row.offering, content);
    if (!here) here = known_under_earlier_year(row, content);
    if (!here && content) here = without_content(row, *content);
    if (!here && !content && read_here(row.offering)) return;
    if (here) {
      merging_.offerings[row.id] = *here;
      settle(row, *here);
    } else {
      merging_.offerings[row.id] = insert(row, content);
      ++merging_.merged.offerings;
    }
  }

  std::optional<std::int64_t> known_under_earlier_year(const OfferingRow& row,
                                                       std::optional<std::int64_t> content) {
    std::vector<int> years;
    {
      Query query = merging_.source.query(
          "SELECT before FROM offering_change WHERE offering_id = ? AND fact = 'year'");
      query.bind(row.id);
      while (query.step()) years.push_back(static_cast<int>(query.integer(0)));
    }
    for (const int year : years) {
      Offering offering = row.offering;
      offering.set_year = year;
      if (const auto here = known_offering(merging_.main, offering, content)) return here;
    }
    return std::nullopt;
  }

  // What could not be read here, and could there.
  std::optional<std::int64_t> without_content(const OfferingRow& row, std::int64_t content) {
    const auto here = known_offering(merging_.main, row.offering, std::nullopt);
    if (!here) return std::nullopt;
    merging_.main
        .query("UPDATE offering SET content_id = ?, state = ?, reason = ? WHERE offering_id = ?")
        .bind(content, row.state, row.reason, *here)
        .run();
    return here;
  }

  bool read_here(const Offering& offering) {
    Query query = merging_.main.query(
        "SELECT 1 FROM offering WHERE root = ? AND path = ? AND set_year = ?"
        " AND content_id IS NOT NULL");
    query.bind(Blob{offering.root}, Blob{offering.path}, offering.set_year);
    return query.step();
  }

  std::int64_t insert(const OfferingRow& row, std::optional<std::int64_t> content) {
    const Offering& offering = row.offering;
    merging_.main
        .query(
            "INSERT INTO offering (run_id, root, path, shown_path, set_year, content_id, state,"
            " reason, dossier_name, documentsoort, document_date, openbaar, nesting)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(merging_.runs.at(row.run), Blob{offering.root}, Blob{offering.path}, row.shown_path,
              offering.set_year, content, row.state, row.reason, offering.dossier,
              offering.documentsoort, offering.document_date, offering.openbaar, offering.nesting)
        .run();
    const std::int64_t id = merging_.main.last_id();
    set_gemeenten(merging_.main, id, gemeenten_of(merging_.source, row.id),
                  offering.gemeenten_source);
    return id;
  }

  // --- one offering in both
  // -----------------------------------------------------------------------

  void settle(const OfferingRow& there, std::int64_t id) {
    OfferingRow here;
    {
      static const std::string one = std::string(kColumns) + " WHERE offering_id = ?";
      Query query = merging_.main.query(one.c_str());
      query.bind(id).step();
      here = row_of(query);
    }
    const auto set = [&](const char* sql) {
      return [this, sql, id](const std::string& text) {
        merging_.main.query(sql).bind(text, id).run();
      };
    };
    settle_fact(here, there, "dossier", here.offering.dossier, there.offering.dossier,
                set("UPDATE offering SET dossier_name = ? WHERE offering_id = ?"));
    settle_fact(here, there, "documentsoort", here.offering.documentsoort,
                there.offering.documentsoort,
                set("UPDATE offering SET documentsoort = ? WHERE offering_id = ?"));
    settle_fact(here, there, "datum", here.offering.document_date, there.offering.document_date,
                set("UPDATE offering SET document_date = ? WHERE offering_id = ?"));
    settle_fact(here, there, "year", std::to_string(here.offering.set_year),
                std::to_string(there.offering.set_year),
                set("UPDATE OR IGNORE offering SET set_year = CAST(? AS INTEGER)"
                    " WHERE offering_id = ?"));
    settle_fact(here, there, "gemeente", gemeenten_of(merging_.main, id),
                gemeenten_of(merging_.source, there.id), [&](const std::string& codes) {
                  set_gemeenten(merging_.main, id, codes, there.offering.gemeenten_source);
                });
    if (here.offering.openbaar != there.offering.openbaar) {
      merging_.main.query("UPDATE offering SET openbaar = 0 WHERE offering_id = ?").bind(id).run();
      merging_.conflict("openbaar_differs", here.shown_path,
                        "is openbaar in one and not in the other; it is kept as not openbaar");
    }
  }

  template <typename Set>
  void settle_fact(const OfferingRow& here, const OfferingRow& there, const char* fact,
                   const std::string& text_here, const std::string& text_there, const Set& set) {
    if (text_here == text_there || text_there.empty()) return;
    if (text_here.empty()) {
      set(text_there);
      return;
    }
    const bool takes_other = weight_of(merging_.main, here, fact, text_here) <
                             weight_of(merging_.source, there, fact, text_there);
    if (takes_other) set(text_there);
    merging_.conflict(std::string(fact) + "_differs", here.shown_path,
                      fmt::format("is {} in one and {} in the other; kept is {}", text_here,
                                  text_there, takes_other ? text_there : text_here));
  }

  // --- corrections and removals
  // -------------------------------------------------------------------

  void copy_changes() {
    Query insert = merging_.main.query(
        "INSERT INTO offering_change (run_id, offering_id, fact, before, after, reason)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS (SELECT 1 FROM offering_change"
        "  WHERE run_id = ?1 AND offering_id = ?2 AND fact = ?3 AND before = ?4 AND after = ?5)");
    Query rows = merging_.source.query(
        "SELECT run_id, offering_id, fact, before, after, reason FROM offering_change"
        " ORDER BY change_id");
    while (rows.step()) {
      const auto offering = merging_.offerings.find(rows.integer(1));
      if (offering == merging_.offerings.end()) continue;
      insert
          .bind(merging_.runs.at(rows.integer(0)), offering->second, rows.text(2), rows.text(3),
                rows.text(4), rows.text(5))
          .run();
    }
  }

  void take_removals() {
    std::vector<std::tuple<std::int64_t, std::int64_t, std::string, std::string>> removals;
    {
      Query rows = merging_.source.query(
          "SELECT content_id, removal.run_id, reason, sha256 FROM removal"
          " JOIN content USING (content_id) ORDER BY content_id");
      while (rows.step())
        removals.emplace_back(merging_.contents.at(rows.integer(0)),
                              merging_.runs.at(rows.integer(1)), rows.text(2), rows.text(3));
    }
    for (const auto& [content, run, reason, sha256] : removals) {
      if (removal_reason(merging_.main, sha256)) continue;
      Removed removed;
      take_away(merging_.main, run, content, reason, removed);
      for (const std::string& one : removed.contents)
        merging_.conflict("removed", one, "was removed in one: " + reason);
      merging_.removed.insert(merging_.removed.end(), removed.contents.begin(),
                              removed.contents.end());
    }
    // What was removed here already is not brought back by the offerings that came now.
    merging_.main
        .query(
            "UPDATE offering SET state = 'removed', dossier_id = NULL,"
            " reason = (SELECT reason FROM removal WHERE removal.content_id = offering.content_id)"
            " WHERE state <> 'removed' AND content_id IN (SELECT content_id FROM removal)")
        .run();
  }

  Merging& merging_;
};

}  // namespace

void merge_offerings(Merging& merging) {
  OfferingMerge(merging).run();
}

void renumber(Connection& connection, const std::string& table, const std::string& column,
              std::int64_t before, std::int64_t after) {
  // Looked up each time, because the schema may have got new tables that refer to it.
  SQLite::Database& database = connection.database();
  std::vector<std::pair<std::string, std::string>> places = {{table, column}};
  SQLite::Statement rows(database,
                         "SELECT entry.name, key.\"from\" FROM pragma_table_list AS entry"
                         " JOIN pragma_foreign_key_list(entry.name) AS key"
                         " WHERE entry.schema = 'main' AND entry.type = 'table'"
                         " AND key.\"table\" = ?");
  rows.bind(1, table);
  while (rows.executeStep())
    places.emplace_back(rows.getColumn(0).getString(), rows.getColumn(1).getString());
  for (const auto& [name, field] : places) {
    SQLite::Statement update(database,
                             fmt::format("UPDATE {} SET {} = ? WHERE {} = ?", name, field, field));
    update.bind(1, after);
    update.bind(2, before);
    update.exec();
  }
}

}  // namespace inkoopmonitor::corpus
