// A synthetic country, to measure a corpus of full size:
//
//   make_country FROM REGISTER OUT YEARS MUNICIPALITIES [pages=N] [words=N] [documents=N]
//                [share=I/N ruleset=HASH]
//   make_country --like SHARE OUT I
//   make_country --more OUT FROM DOCUMENTS
//   make_country --panel OUT
//   make_country --size OUT
//
// OUT becomes a corpus of YEARS collections up to 2025, each with 15 `documents` of 40 `pages` of
// each of the first MUNICIPALITIES municipalities of its year, read, coded and resolved, and the
// panel made. Fewer `pages` are for measuring the panel alone; `words` cuts pages off after so
// many, so that more of them fit on a disk. --more adds so many documents to it. Both say how long
// a document took. --panel makes the whole panel anew. --size only says how large it is.
//
// With `share` it is the corpus of one share of a cluster's plan: every Nth dossier of each
// municipality. It says of its run what the other shares say, so that merging sorts the offerings
// of all of them into each other; it is coded by the ruleset of this name, and has no panel. --like
// makes the Ith share out of the corpus of another one: other contents, offerings and dossiers,
// with the same pages, of which the arrangements are those of other ones. That takes a tenth of the
// time.
//
// The pages are those of the corpus FROM, with their boxes, but one word in eight is another one,
// out of a hundred thousand made ones of which few are frequent and most are rare, as in a
// language; so no two pages are alike and an index over words has the size that it would have.
// Three documents are a dossier, and its arrangement is what the first of them says. One dossier in
// ten is that of eight municipalities.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "corpus/corpus.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using classify::Outcome;
using classify::Value;

constexpr int kLastYear = 2025, kDocumentsAYear = 15, kPagesADocument = 40;
constexpr int kDocumentsADossier = 3, kRegionSize = 8;
constexpr std::uint32_t kWordsMin = 80;  // of a page, so that evidence finds its place
constexpr std::size_t kMadeWords = 100'000, kMeasured = 200;

// How large the country becomes, and which part of it is made.
struct Size {
  int years = 0;
  std::size_t municipalities = 0;
  int pages = kPagesADocument;      // of a document
  std::uint32_t words = 0;          // of a page at the most; 0: all that it has
  int documents = kDocumentsAYear;  // of a municipality in a year
  std::size_t share = 1, shares = 1;
  std::string ruleset = "made";
};

// What a page says with its first words alone.
void cut_off(extract::Page& page, std::uint32_t words) {
  if (words == 0 || page.words.size() <= words) return;
  page.words.resize(words);
  std::erase_if(page.blocks, [&](const auto& block) { return block.first_word >= words; });
  extract::Block& last = page.blocks.back();
  last.word_count = words - last.first_word;
  std::erase_if(last.cells, [&](const auto& cell) { return cell.first_word >= words; });
  for (extract::Cell& cell : last.cells)
    cell.word_count = std::min(cell.word_count, words - cell.first_word);
}

std::vector<extract::Page> pages_of(const fs::path& folder, std::uint32_t words = 0) {
  const auto from = corpus::Database::open(folder, corpus::Access::read);
  std::vector<extract::Page> pages;
  for (const corpus::CodingTask& task : from.contents_to_code("", true)) {
    const auto document = from.reading(task.sha256);
    if (!document) continue;
    for (const extract::Page& page : document->pages) {
      if (page.words.size() <= 100) continue;
      pages.push_back(page);
      cut_off(pages.back(), words);
    }
  }
  return pages;
}

std::string made_word(std::size_t number) {
  constexpr const char* kParts[] = {"zorg", "ver", "aan", "be",   "kap", "lo",  "sti",
                                    "ring", "mer", "tin", "gel",  "dro", "woe", "kla",
                                    "sen",  "ter", "vij", "huis", "dag", "pra"};
  std::string word;
  for (std::size_t rest = number + 20; rest > 0; rest /= 20) word += kParts[rest % 20];
  return word;
}

// --- one document
// -----------------------------------------------------------------------------------

class Maker {
 public:
  explicit Maker(std::vector<extract::Page> pages, const Size& size = {})
      : pages_(std::move(pages)),
        pages_a_document_(size.pages),
        random_(20260101 + size.share - 1) {}

  extract::Document document() {
    extract::Document made;
    made.result = extract::Result::read;
    made.page_count = static_cast<std::uint32_t>(pages_a_document_);
    made.title = "Document " + std::to_string(++number_);
    for (int number = 1; number <= pages_a_document_; ++number) {
      extract::Page page = pages_[random_() % pages_.size()];
      page.number = static_cast<std::uint32_t>(number);
      for (extract::Word& word : page.words)
        if (random_() % 8 == 0) word.text = rare_word();
      made.pages.push_back(std::move(page));
    }
    return made;
  }

  // What a document says of an arrangement; only the first of a dossier says anything.
  classify::Coding coding(const extract::Document& document, const std::vector<std::string>& codes,
                          int year, bool of_arrangement) {
    classify::Coding coding;
    coding.records.push_back({0, {said(document, "documentsoort", "overeenkomst")}});
    if (!of_arrangement) return coding;
    static const std::vector<std::pair<std::string, std::vector<std::string>>> variables = {
        {"procedure", {"open_house", "sas_procedure", "openbare_procedure", "zeeuws_model"}},
        {"bekostiging", {"inspanningsgericht", "outputgericht", "taakgericht"}},
        {"bekostigingsvorm", {"pxq", "pxq_plafond", "lumpsum", "resultaat"}},
        {"inkoopmodel", {"open_house", "zorgkantoren", "hoofdaannemers"}},
        {"instrument", {"overheidsopdracht", "open_house", "subsidie"}},
        {"looptijd", {"12", "24", "36", "48"}},
        {"verlenging", {"2x12", "1x24", "0x0", "3x12"}},
        {"aanbieders", {"3", "6", "12-20", "onbeperkt", "60"}},
        {"percelen", {"1", "2", "4"}},
        {"tussentijdse_toetreding", {"ja", "nee"}},
        {"budgetplafond", {"ja", "nee"}},
        {"onderaanneming", {"toegestaan", "niet_toegestaan"}},
        {"regie", {"gemeente", "aanbieder"}},
        {"contractvorm", {"raamovereenkomst", "overig"}},
        {"opdrachtgeverschapsmodel", {"awbz", "regisseur", "wijkgericht"}}};
    static const std::vector<std::pair<std::string, std::string>> places = {
        {"wmo", "huishoudelijke_hulp|begeleiding_individueel"},
        {"wmo", "begeleiding_groep"},
        {"jeugd", "ambulante_jeugdhulp|jeugd_ggz|dagbehandeling"},
        {"jeugd", "pleegzorg"},
        {"participatie", "re_integratie"}};
    std::vector<Value> values;
    const auto& [domein, voorzieningen] = places[random_() % places.size()];
    std::string gemeenten;
    for (const std::string& code : codes) gemeenten += (gemeenten.empty() ? "" : "|") + code;
    values.push_back(said(document, "status", "geldend"));
    values.push_back(said(document, "domein", domein));
    values.push_back(said(document, "gemeenten", gemeenten));
    values.push_back(said(document, "voorzieningen", voorzieningen));
    values.push_back(said(document, "ingangsdatum", fmt::format("{}-01-01", year)));
    for (const auto& [name, codes_of_it] : variables)
      values.push_back(said(document, name, codes_of_it[random_() % codes_of_it.size()]));
    coding.records.push_back({1, values});
    return coding;
  }

  std::uint64_t random() { return random_(); }

 private:
  // Zipf's law, nearly: the word of rank r once for each r of them.
  std::string rare_word() {
    const double share = static_cast<double>(random_() % 1'000'000) / 1e6;
    const double rank = std::exp(share * std::log(static_cast<double>(kMadeWords)));
    return made_word(static_cast<std::size_t>(rank));
  }

  Value said(const extract::Document& document, const std::string& variable,
             const std::string& text) {
    const extract::Page& page = document.pages[random_() % document.pages.size()];
    const auto first = static_cast<std::uint32_t>(random_() % (page.words.size() - 8));
    Value value;
    value.variable = variable;
    value.value = text;
    value.outcome = Outcome::value;
    value.confidence = 0.5 + static_cast<double>(random_() % 50) / 100;
    value.rule = variable + ".made";
    value.evidence = {{page.number, first, first + 6, extract::quote(page, first, first + 6)}};
    return value;
  }

  std::vector<extract::Page> pages_;
  int pages_a_document_;
  std::mt19937_64 random_;
  std::size_t number_ = 0;
};

// --- the country
// ------------------------------------------------------------------------------------

class Country {
 public:
  Country(corpus::Database& database, Maker maker, fs::path offered, Size size = {})
      : database_(database),
        maker_(std::move(maker)),
        offered_(std::move(offered)),
        size_(std::move(size)) {
    fs::create_directories(offered_);
  }

  // A year's collection, in a run of its own.
  void year(int year) {
    begin();
    const corpus::Rows rows = database_.select(
        "SELECT gm_code FROM municipality_year WHERE year = :year AND in_force ORDER BY gm_code",
        {{"year", std::int64_t{year}}});
    std::vector<std::string> codes;
    for (const corpus::Row& row : rows.rows) codes.push_back(row[0].value_or(""));
    codes.resize(std::min(codes.size(), size_.municipalities));
    const int first = static_cast<int>(size_.share - 1) * kDocumentsADossier;
    const int step = static_cast<int>(size_.shares) * kDocumentsADossier;
    for (std::size_t at = 0; at < codes.size(); ++at) {
      for (int number = first; number < size_.documents; number += step)
        dossier(year, codes, at, number);
    }
    if (size_.shares == 1)
      std::cerr << fmt::format("{}: {} documents; the panel in {:.2f} s\n", year, seconds_.size(),
                               panel());
    end();
  }

  // Makes what was touched of the panel; seconds that it took.
  double panel() {
    const auto begin = std::chrono::steady_clock::now();
    database_.rebuild_panel();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }

  void dossier(int year, const std::vector<std::string>& codes, std::size_t at, int number) {
    const std::string name = fmt::format("{}-{}-{}", codes[at], year, number);
    std::vector<std::string> members = {codes[at]};
    const bool regional = number == 0 && at % 2 == 0;
    for (std::size_t next = at + 1; regional && next < std::min(at + kRegionSize, codes.size());
         ++next)
      members.push_back(codes[next]);
    for (int one = 0; one < kDocumentsADossier; ++one) document(year, name, members, one);
  }

  // Seconds that each document took, in order.
  const std::vector<double>& seconds() const { return seconds_; }
  void begin() { run_ = database_.begin_run("make", {"made", "made", "made", "make_country"}); }
  void end() { database_.end_run(run_, 0); }

 private:
  void document(int year, const std::string& dossier, const std::vector<std::string>& members,
                int one) {
    const extract::Document made = maker_.document();
    const classify::Coding coding = maker_.coding(made, members, year, one == 0);
    corpus::Offering offering;
    offering.root = offered_.string();
    offering.path = fmt::format("{}-{}.pdf", dossier, one);
    offering.set_year = year;
    offering.gemeenten = members;
    offering.gemeenten_source = "manifest";
    offering.dossier = dossier;
    std::ofstream(offered_ / offering.path) << "%PDF-1.4 made " << offering.path << '\n';
    const auto begin = std::chrono::steady_clock::now();
    const std::string sha256 = database_.offer(run_, offering, "").sha256;
    database_.store_reading(run_, sha256, "made", made);
    database_.store_coding(run_, sha256, size_.ruleset, coding);
    if (one == 0) {
      first_ = coding;
      first_id_ = sha256;
    }
    if (one + 1 == kDocumentsADossier) {
      classify::Arrangement arrangement;
      arrangement.record = first_.records.at(1);
      arrangement.deciding.assign(arrangement.record.values.size(), first_id_);
      database_.store_arrangements(run_, dossier, {arrangement});
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    seconds_.push_back(took.count());
    fs::remove(offered_ / offering.path);
  }

  corpus::Database& database_;
  Maker maker_;
  fs::path offered_;
  Size size_;
  std::int64_t run_ = 0;
  std::vector<double> seconds_;
  classify::Coding first_;
  std::string first_id_;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

double median_of(const std::vector<double>& seconds, std::size_t from, std::size_t count) {
  const auto begin = seconds.begin() + static_cast<std::ptrdiff_t>(std::min(from, seconds.size()));
  const auto end =
      seconds.begin() + static_cast<std::ptrdiff_t>(std::min(from + count, seconds.size()));
  return median({begin, end});
}

std::string number_of(const corpus::Database& database, const std::string& sql) {
  return database.select(sql).rows.at(0).at(0).value_or("0");
}

void tell_size(const corpus::Database& database) {
  const double text =
      std::stod(number_of(database, "SELECT total(length(CAST(text AS BLOB))) / 1e6 FROM page"));
  const double bytes =
      static_cast<double>(fs::file_size(database.folder() / "monitor.sqlite")) / 1e6;
  fmt::print(
      "{} pages, {} values, {} panel rows; {:.0f} MB of text, {:.0f} MB of words and boxes,"
      " database {:.0f} MB: {:.2f} times the text\n",
      number_of(database, "SELECT count(*) FROM page"),
      number_of(database, "SELECT count(*) FROM value"),
      number_of(database, "SELECT count(*) FROM panel"), text,
      std::stod(number_of(database, "SELECT total(length(layout)) / 1e6 FROM page")), bytes,
      bytes / text);
}

// Makes its runs those of an import that all shares are a part of.
void take_part_in_one_import(const fs::path& out) {
  SQLite::Database(out / "monitor.sqlite", SQLite::OPEN_READWRITE)
      .exec(
          "UPDATE run SET started = '2026-01-01T10:00:00Z', ended = '2026-01-01T11:00:00Z'"
          " WHERE kind = 'make'");
}

// Takes one "name=value"; false for what is none of those.
bool set(Size& size, const std::string& word) {
  const std::size_t equals = std::min(word.find('='), word.size() - 1);
  const std::string name = word.substr(0, equals), value = word.substr(equals + 1);
  if (name == "ruleset") {
    size.ruleset = value;
  } else if (name == "pages") {
    size.pages = std::stoi(value);
  } else if (name == "words") {
    size.words = std::max(kWordsMin, static_cast<std::uint32_t>(std::stoul(value)));
  } else if (name == "documents") {
    size.documents = std::stoi(value);
  } else if (name == "share") {
    size.share = std::stoul(value);
    size.shares = std::stoul(value.substr(std::min(value.find('/'), value.size() - 1) + 1));
  } else {
    return false;
  }
  return size.share >= 1 && size.share <= size.shares;
}

int make(const fs::path& from, const fs::path& register_folder, const fs::path& out,
         const Size& size) {
  corpus::Database database = corpus::Database::create(out, register_folder);
  const bool is_share = size.shares > 1;
  Country country(database, Maker(pages_of(from, size.words), size),
                  is_share ? out.parent_path() / "offered" : fs::path(out.string() + ".offered"),
                  size);
  for (int year = kLastYear - size.years + 1; year <= kLastYear; ++year) country.year(year);
  if (is_share) take_part_in_one_import(out);
  fmt::print("{} documents; milliseconds each, median of the first {}: {:.1f}\n",
             country.seconds().size(), kMeasured,
             1000 * median_of(country.seconds(), 0, kMeasured));
  tell_size(database);
  return 0;
}

// "GM0344-2020-6-1.pdf" as "GM0344-2020-27-1.pdf", for the tenth share; a dossier's name likewise.
std::string of_share(const std::string& name, std::size_t share) {
  const std::size_t begin = name.find('-', name.find('-') + 1) + 1;
  const std::size_t end = std::min(name.find('-', begin), name.size());
  return name.substr(0, begin) + std::to_string((share - 1) * kDocumentsADossier) +
         name.substr(end);
}

// Each arrangement gets what another one says, but for whose it is, what it is about and when: else
// all shares would agree. A dossier has four records, of which the second is the arrangement.
void exchange_values(SQLite::Database& database, std::size_t share) {
  SQLite::Statement other(
      database,
      "CREATE TEMP TABLE other AS SELECT own.value_id, another.value FROM value AS own"
      " JOIN value AS another ON another.variable = own.variable AND another.record_id ="
      "  (own.record_id - 1 + 4 * ?) % (SELECT max(record_id) FROM record) + 1"
      " WHERE own.variable NOT IN ('documentsoort', 'status', 'domein', 'gemeenten',"
      "  'voorzieningen', 'ingangsdatum')");
  other.bind(1, static_cast<std::int64_t>(share));
  other.exec();
  database.exec(
      "UPDATE value SET value = other.value FROM temp.other WHERE other.value_id = value.value_id");
}

int make_like(const fs::path& from, const fs::path& out, std::size_t share) {
  fs::create_directories(out);
  fs::copy_file(from / "monitor.sqlite", out / "monitor.sqlite");
  SQLite::Database database(out / "monitor.sqlite", SQLite::OPEN_READWRITE);
  SQLite::Transaction transaction(database);
  SQLite::Statement rows(database,
                         "SELECT offering_id, content_id, shown_path FROM offering"
                         " ORDER BY offering_id");
  SQLite::Statement offering(database,
                             "UPDATE offering SET path = CAST(?2 AS BLOB), shown_path = ?2,"
                             " dossier_name = ?3 WHERE offering_id = ?1");
  SQLite::Statement content(database, "UPDATE content SET sha256 = ?2 WHERE content_id = ?1");
  while (rows.executeStep()) {
    const std::string path = of_share(rows.getColumn(2).getString(), share);
    const fs::path made = out / "made";
    std::ofstream(made) << "%PDF-1.4 made " << path << '\n';
    const std::string sha256 = corpus::file_hash(made).sha256;
    fs::create_directories(out / "contents" / sha256.substr(0, 2));
    fs::rename(made, out / "contents" / sha256.substr(0, 2) / sha256);
    offering.bind(1, rows.getColumn(0).getInt64());
    offering.bind(2, path);
    offering.bind(3, path.substr(0, path.rfind('-')));
    offering.exec();
    offering.reset();
    content.bind(1, rows.getColumn(1).getInt64());
    content.bind(2, sha256);
    content.exec();
    content.reset();
  }
  SQLite::Statement names(database, "SELECT dossier_id, key FROM dossier ORDER BY dossier_id");
  SQLite::Statement dossier(database, "UPDATE dossier SET key = ?2 WHERE dossier_id = ?1");
  while (names.executeStep()) {
    dossier.bind(1, names.getColumn(0).getInt64());
    dossier.bind(2, of_share(names.getColumn(1).getString(), share));
    dossier.exec();
    dossier.reset();
  }
  exchange_values(database, share);
  transaction.commit();
  return 0;
}

int add(const fs::path& out, const fs::path& from, std::size_t documents) {
  corpus::Database database = corpus::Database::open(out, corpus::Access::write);
  Country country(database, Maker(pages_of(from)), out.string() + ".offered");
  country.begin();
  // Behind all that was made before, so that these are new each time.
  int number = std::stoi(number_of(database, "SELECT max(offering_id) FROM offering"));
  for (; country.seconds().size() < documents; number += kDocumentsADossier)
    country.dossier(kLastYear, {"GM0344"}, 0, number);
  const double panel = country.panel();
  country.end();
  fmt::print("{} documents more; milliseconds each, median: {:.1f}; then the panel: {:.3f} s\n",
             country.seconds().size(), 1000 * median(country.seconds()), panel);
  return 0;
}

int remake_panel(const fs::path& out) {
  SQLite::Database(out / "monitor.sqlite", SQLite::OPEN_READWRITE)
      .exec("UPDATE upkeep SET panel_stale = 1");
  corpus::Database database = corpus::Database::open(out, corpus::Access::write);
  const std::int64_t run = database.begin_run("make", {"made", "made", "made", "make_country"});
  const auto begin = std::chrono::steady_clock::now();
  database.rebuild_panel();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  database.end_run(run, 0);
  fmt::print("the whole panel: {:.2f} s\n", took.count());
  return 0;
}

}  // namespace
}  // namespace inkoopmonitor

int main(int count, char** words) {
  using namespace inkoopmonitor;
  if (count == 5 && std::string(words[1]) == "--more")
    return add(words[2], words[3], std::stoul(words[4]));
  if (count == 5 && std::string(words[1]) == "--like")
    return make_like(words[2], words[3], std::stoul(words[4]));
  if (count == 3 && std::string(words[1]) == "--panel") return remake_panel(words[2]);
  if (count == 3 && std::string(words[1]) == "--size") {
    tell_size(corpus::Database::open(words[2], corpus::Access::read));
    return 0;
  }
  Size size;
  bool is_understood = count >= 6;
  for (int word = 6; word < count && is_understood; ++word) is_understood = set(size, words[word]);
  if (!is_understood) {
    std::cerr << "usage: make_country FROM REGISTER OUT YEARS MUNICIPALITIES [pages=N] [words=N]\n"
                 "                    [documents=N] [share=I/N ruleset=HASH]\n"
                 "       make_country --like SHARE OUT I\n"
                 "       make_country --more OUT FROM DOCUMENTS\n"
                 "       make_country --panel OUT\n"
                 "       make_country --size OUT\n";
    return 2;
  }
  size.years = std::stoi(words[4]);
  size.municipalities = std::stoul(words[5]);
  return make(words[1], words[2], words[3], size);
}
