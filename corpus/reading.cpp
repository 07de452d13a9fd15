// Readings. The plain text of a page is a column, for searching; its words with their boxes are one
// compressed blob, since nothing asks for a single word by SQL and a row for each would make the
// database ten times as large.

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <utility>

#include "corpus/connection.h"
#include "corpus/content_store.h"

namespace inkoopmonitor::corpus {
namespace {

using extract::Document;
using extract::Page;

constexpr int kCompressionLevel = 3;
constexpr std::uint64_t kLayoutBytesMax = 1ull << 30;

constexpr std::array<std::pair<extract::PageSource, std::string_view>, 4> kSources = {{
    {extract::PageSource::text_layer, "text_layer"},
    {extract::PageSource::ocr, "ocr"},
    {extract::PageSource::blank, "blank"},
    {extract::PageSource::failed, "failed"},
}};
constexpr std::array<std::pair<extract::Result, std::string_view>, 3> kResults = {{
    {extract::Result::read, "read"},
    {extract::Result::partly_read, "partly_read"},
    {extract::Result::failed, "failed"},
}};

// Both ways through one of the tables above; the schema's CHECKs keep other names out.
template <typename Table, typename Value>
std::string name_in(const Table& table, Value value) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const auto& pair) { return pair.first == value; });
  assert(found != table.end());
  return std::string(found->second);
}
template <typename Table>
auto value_in(const Table& table, std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const auto& pair) { return pair.second == name; });
  assert(found != table.end());
  return found->first;
}

// The words stand in the page's plain text too, so the text is given as what went before: then the
// blob holds boxes and blocks and hardly a word again.
std::string compressed(std::string_view bytes, std::string_view text) {
  std::string result(ZSTD_compressBound(bytes.size()), '\0');
  const std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context(ZSTD_createCCtx(),
                                                                        &ZSTD_freeCCtx);
  const std::size_t size =
      ZSTD_compress_usingDict(context.get(), result.data(), result.size(), bytes.data(),
                              bytes.size(), text.data(), text.size(), kCompressionLevel);
  assert(!ZSTD_isError(size));
  result.resize(size);
  return result;
}

// Nothing when the bytes are not what `compressed` makes. What older versions compressed without
// the text refers to nothing in it, and comes out the same.
std::optional<std::string> decompressed(std::string_view bytes, std::string_view text) {
  const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size > kLayoutBytesMax) return std::nullopt;  // the two error values are the largest numbers
  std::string result(static_cast<std::size_t>(size), '\0');
  // Making one takes as long as a page.
  thread_local const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(
      ZSTD_createDCtx(), &ZSTD_freeDCtx);
  const std::size_t got =
      ZSTD_decompress_usingDict(context.get(), result.data(), result.size(), bytes.data(),
                                bytes.size(), text.data(), text.size());
  if (ZSTD_isError(got) || got != result.size()) return std::nullopt;
  return result;
}

std::int64_t insert_reading(Connection& connection, std::int64_t run, std::int64_t content,
                            const std::string& reader_version, const Document& document) {
  const auto ocr_pages =
      std::count_if(document.pages.begin(), document.pages.end(),
                    [](const Page& page) { return page.source == extract::PageSource::ocr; });
  connection
      .query(
          "INSERT INTO reading (content_id, run_id, reader_version, result, reason, page_count,"
          " ocr_pages, title, producer, creation_date, modification_date, language)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(content, run, reader_version, name_in(kResults, document.result), document.reason,
            document.page_count, static_cast<std::int64_t>(ocr_pages), document.title,
            document.producer, document.creation_date, document.modification_date,
            document.language)
      .run();
  return connection.last_id();
}

// Where the pages of a reading begin in the order of all, as schema.sql says.
std::int64_t first_page_id(Connection& connection, std::int64_t content, std::int64_t reading) {
  constexpr std::int64_t kReadings = 10'000'000, kPages = 1'000'000;
  assert(reading < kReadings);
  Query year = connection.query(
      "SELECT coalesce(max(set_year), 0) FROM offering WHERE content_id = ? AND state = 'offered'");
  year.bind(content);
  year.step();
  return year.integer(0) * kReadings * kPages + reading * kPages;
}

// All pages of a reading come into their table by one statement: after each statement of which a
// trigger writes to the search index, that puts what it holds on the disk as a part of its own, and
// to merge a part for each page took half of the time of storing a reading.
void insert_pages(Connection& connection, std::int64_t content, std::int64_t reading,
                  const Document& document, const std::vector<std::string>& repaired) {
  const std::int64_t first = first_page_id(connection, content, reading);
  connection.database().exec(
      "CREATE TEMP TABLE IF NOT EXISTS new_page AS SELECT * FROM page LIMIT 0");
  Query insert = connection.query(
      "INSERT INTO temp.new_page (page_id, reading_id, number, source, quality, reason, width,"
      " height, text, layout, label, repaired) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t p = 0; p < document.pages.size(); ++p) {
    const Page& page = document.pages[p];
    const std::string text = extract::plain_text(page);
    insert
        .bind(first + page.number, reading, page.number, name_in(kSources, page.source),
              static_cast<double>(page.quality), page.reason, static_cast<double>(page.width),
              static_cast<double>(page.height), text,
              Blob{compressed(extract::encode_layout(page), text)}, page.label,
              p < repaired.size() ? repaired[p] : std::string())
        .run();
  }
  connection.query("INSERT INTO page SELECT * FROM temp.new_page").run();
  connection.query("DELETE FROM temp.new_page").run();
}

void insert_outline(Connection& connection, std::int64_t reading, const Document& document) {
  Query insert = connection.query("INSERT INTO outline_entry VALUES (?, ?, ?, ?, ?)");
  std::int64_t position = 0;
  for (const extract::OutlineEntry& entry : document.outline)
    insert.bind(reading, position++, std::int64_t{entry.level}, entry.title, entry.page).run();
}

std::vector<extract::OutlineEntry> outline_of(Connection& connection, std::int64_t reading) {
  Query rows = connection.query(
      "SELECT title, level, page FROM outline_entry WHERE reading_id = ? ORDER BY position");
  rows.bind(reading);
  std::vector<extract::OutlineEntry> outline;
  while (rows.step())
    outline.push_back({rows.text(0), static_cast<std::uint8_t>(rows.integer(1)),
                       static_cast<std::uint32_t>(rows.integer(2))});
  return outline;
}

}  // namespace

bool decode_page(std::string_view layout, std::string_view text, Page& page) {
  const auto bytes = decompressed(layout, text);
  return bytes && extract::decode_layout(*bytes, page);
}

namespace {

Page page_of(const Query& row, const std::filesystem::path& folder) {
  Page page;
  page.number = static_cast<std::uint32_t>(row.integer(0));
  page.source = value_in(kSources, row.text(1));
  page.quality = static_cast<float>(row.real(2));
  page.reason = row.text(3);
  page.width = static_cast<float>(row.real(4));
  page.height = static_cast<float>(row.real(5));
  page.label = row.text(7);
  if (!decode_page(row.text(6), row.text(8), page)) {
    throw Error(ErrorKind::corpus, shown(folder),
                fmt::format("is damaged: the words of page {} of a reading", page.number),
                "restore it from a backup, or read the file again");
  }
  return page;
}

}  // namespace

std::vector<Content> Database::contents_to_read(const std::string& reader_version) const {
  return guarded(folder(), [&] {
    Query query = implementation_->connection.query(
        "SELECT sha256, bytes, nesting FROM"
        " (SELECT content.*, content_file.offering_id,"
        "   (SELECT min(nesting) FROM offering"
        "    WHERE offering.content_id = content.content_id AND state = 'offered') AS nesting"
        "  FROM content_file JOIN content USING (content_id)) AS content"
        " WHERE NOT EXISTS"
        "  (SELECT 1 FROM reading WHERE reading.content_id = content.content_id"
        "   AND reader_version = ?1"
        "   AND NOT (content.nesting < ?2 AND reading.reason LIKE 'nested_too_deep:%'))"
        " ORDER BY offering_id");
    query.bind(reader_version, extract::nesting_max);
    const ContentStore store(folder());
    std::vector<Content> contents;
    while (query.step()) {
      contents.push_back({query.text(0), store.file_of(query.text(0)),
                          static_cast<std::uint64_t>(query.integer(1)),
                          static_cast<std::uint32_t>(query.integer(2))});
    }
    return contents;
  });
}

std::filesystem::path Database::file_of(const std::string& sha256) const {
  return ContentStore(folder()).file_of(sha256);
}

std::vector<OfferedMember> Database::store_reading(std::int64_t run, const std::string& sha256,
                                                   const std::string& reader_version,
                                                   const Document& document,
                                                   const std::vector<std::string>& repaired) {
  return guarded(folder(), [&] {
    Connection& connection = implementation_->connection;
    std::vector<Kept> kept;
    const auto wanted = [&](const std::string& hash) { return !removal_reason(connection, hash); };
    for (const extract::Member& member : document.members)
      kept.push_back(member.file.empty() ? Kept{}
                                         : ContentStore(folder()).keep(member.file, wanted));
    Transaction transaction(connection);
    const std::int64_t content = content_id_of(connection, sha256);
    const std::int64_t reading = insert_reading(connection, run, content, reader_version, document);
    insert_pages(connection, content, reading, document, repaired);
    insert_outline(connection, reading, document);
    forget_old_readings(connection, content);
    std::vector<OfferedMember> offered;
    if (!document.members.empty())
      offered = store_members(connection, run, content, document.members, kept);
    transaction.commit();
    return offered;
  });
}

std::optional<Document> Database::reading(const std::string& sha256) const {
  return guarded(folder(), [&]() -> std::optional<Document> {
    Connection& connection = implementation_->connection;
    Query newest = connection.query(
        "SELECT reading_id, result, reason, page_count, title, producer, creation_date,"
        " modification_date, language"
        " FROM newest_reading JOIN content USING (content_id) WHERE sha256 = ?");
    newest.bind(sha256);
    if (!newest.step()) return std::nullopt;
    Document document;
    document.result = value_in(kResults, newest.text(1));
    document.reason = newest.text(2);
    document.page_count = static_cast<std::uint32_t>(newest.integer(3));
    document.title = newest.text(4);
    document.producer = newest.text(5);
    document.creation_date = newest.text(6);
    document.modification_date = newest.text(7);
    document.language = newest.text(8);
    document.outline = outline_of(connection, newest.integer(0));
    Query pages = connection.query(
        "SELECT number, source, quality, reason, width, height, layout, label, text FROM page"
        " WHERE reading_id = ? ORDER BY number");
    pages.bind(newest.integer(0));
    while (pages.step()) document.pages.push_back(page_of(pages, folder()));
    return document;
  });
}

void forget_old_readings(Connection& connection, std::int64_t content) {
  connection
      .query(
          "DELETE FROM reading WHERE content_id = ?1"
          " AND reading_id <> (SELECT max(reading_id) FROM reading WHERE content_id = ?1)"
          " AND NOT EXISTS (SELECT 1 FROM coding WHERE coding.reading_id = reading.reading_id)"
          " AND NOT EXISTS (SELECT 1 FROM decision"
          "                 WHERE decision.reading_id = reading.reading_id)")
      .bind(content)
      .run();
}

}  // namespace inkoopmonitor::corpus
