// What becomes of files that are handed in.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const char* const kResults =
    "SELECT file, year, result, reason FROM offering_result ORDER BY file, year, sha256";

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class OfferingTest : public CorpusTest {};

TEST_F(OfferingTest, KeepsNewBytesUnderTheirHash) {
  const OfferedFile offered = offer("a.pdf", "abc", 2020);
  EXPECT_EQ(offered.what, Offered::new_content);
  EXPECT_EQ(offered.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const auto contents = database_->contents_to_read("reader-1");
  ASSERT_EQ(contents.size(), 1u);
  EXPECT_EQ(contents[0].file, folder_ / "contents/ba" / offered.sha256);
  EXPECT_EQ(contents[0].bytes, 3u);
  EXPECT_EQ(bytes_of(contents[0].file), "abc");
}

TEST_F(OfferingTest, OfferedTwiceIsKnown) {
  offer("a.pdf", "abc", 2020);
  EXPECT_EQ(offer("a.pdf", "abc", 2020).what, Offered::known);
  EXPECT_EQ(cell("SELECT count(*) FROM offering"), "1");
}

TEST_F(OfferingTest, SameBytesElsewhereAreADuplicateWithCoverageOfItsOwn) {
  offer("leiden/a.pdf", "abc", 2020);
  const OfferedFile other = offer("delft/b.pdf", "abc", 2020);
  EXPECT_EQ(other.what, Offered::duplicate);
  EXPECT_EQ(other.duplicate_of, "leiden/a.pdf");
  EXPECT_EQ(offer("leiden/a.pdf", "abc", 2021).what, Offered::duplicate);
  EXPECT_EQ(database_->contents_to_read("reader-1").size(), 1u);
  EXPECT_THAT(lines("SELECT file, year, duplicate_of, dossier FROM offering_result"
                    " ORDER BY file, year"),
              ElementsAre("delft/b.pdf 2020 leiden/a.pdf leiden/a.pdf",
                          "leiden/a.pdf 2020 NULL leiden/a.pdf",
                          "leiden/a.pdf 2021 leiden/a.pdf leiden/a.pdf"));
}

TEST_F(OfferingTest, OtherBytesUnderTheSameNameAreAnotherOffering) {
  offer("a.pdf", "abc", 2020);
  const OfferedFile changed = offer("a.pdf", "abcd", 2020);
  EXPECT_EQ(changed.what, Offered::new_content);
  EXPECT_EQ(database_->contents_to_read("reader-1").size(), 2u);
  // Their dossiers are two, with names that differ.
  EXPECT_EQ(cell("SELECT count(DISTINCT dossier) FROM offering_result"), "2");
}

TEST_F(OfferingTest, OneRowForEachFileWhateverBecameOfIt) {
  offer("read.pdf", "abc", 2020);
  write_file(offered_ / "letter.docx", "PK");
  EXPECT_EQ(offer(offering("letter.docx", 2020), "not_pdf: Word is not read").what,
            Offered::skipped);
  const OfferedFile gone = offer(offering("gone.pdf", 2020));
  EXPECT_EQ(gone.what, Offered::unreadable);
  EXPECT_THAT(gone.reason, StartsWith("vanished: "));
  database_->offer_missing(run_, offering("secret", 2020), "unreadable_folder: no right to enter");
  fs::create_directories(offered_ / "folder.pdf");
  EXPECT_THAT(offer(offering("folder.pdf", 2020)).reason, HasSubstr("not an ordinary file"));
  ASSERT_EQ(::mkfifo((offered_ / "pipe.pdf").c_str(), 0600), 0);
  EXPECT_EQ(offer(offering("pipe.pdf", 2020)).what, Offered::unreadable);
  EXPECT_THAT(
      lines(kResults),
      ElementsAre("folder.pdf 2020 failed unreadable_file: it is not an ordinary file",
                  "gone.pdf 2020 failed " + gone.reason,
                  "letter.docx 2020 skipped not_pdf: Word is not read",
                  "pipe.pdf 2020 failed unreadable_file: it is not an ordinary file",
                  "read.pdf 2020 failed not_read: it was offered and not read yet; import again",
                  "secret 2020 failed unreadable_folder: no right to enter"));
}

TEST_F(OfferingTest, OfferingAgainHealsWhatCouldNotBeRead) {
  for (int times = 0; times < 2; ++times) offer(offering("a.pdf", 2020));
  EXPECT_EQ(cell("SELECT count(*) FROM offering"), "1");
  EXPECT_EQ(offer("a.pdf", "abc", 2020).what, Offered::new_content);
  EXPECT_THAT(lines("SELECT file, state, offering.reason = '' FROM offering_result"
                    " JOIN offering USING (offering_id)"),
              ElementsAre("a.pdf offered 1"));
}

TEST_F(OfferingTest, WhatWasReadStaysWhenTheFileIsGone) {
  offer("a.pdf", "abc", 2020);
  fs::remove(offered_ / "a.pdf");
  EXPECT_EQ(offer(offering("a.pdf", 2020)).what, Offered::unreadable);
  EXPECT_EQ(cell("SELECT count(*) FROM offering"), "1");
  EXPECT_EQ(database_->contents_to_read("reader-1").size(), 1u);
}

TEST_F(OfferingTest, LostBytesAreKeptAgain) {
  const std::string sha256 = offer("a.pdf", "abc", 2020).sha256;
  const fs::path kept = folder_ / "contents/ba" / sha256;
  fs::remove(kept);
  EXPECT_EQ(offer(offering("a.pdf", 2020)).what, Offered::known);
  EXPECT_EQ(bytes_of(kept), "abc");
}

TEST_F(OfferingTest, NamesAreBytes) {
  const std::string odd = "two\nlines \xff\xfe.pdf";
  EXPECT_EQ(offer(odd, "abc", 2020).what, Offered::new_content);
  EXPECT_EQ(offer(odd, "abc", 2020).what, Offered::known);
  offer("two\\nlines \\xff\\xfe.pdf", "abcd", 2020);
  const auto names = lines("SELECT file FROM offering_result ORDER BY file");
  ASSERT_EQ(names.size(), 2u);
  EXPECT_NE(names[0], names[1]);
  EXPECT_THAT(names[0] + names[1], Not(HasSubstr("\n")));
  EXPECT_EQ(cell("SELECT count(*) FROM offering WHERE path = x'74776f0a6c696e657320fffe2e706466'"),
            "1");
}

TEST_F(OfferingTest, FactsOfTheManifestAreKeptAndCorrected) {
  write_file(offered_ / "a.pdf", "abc");
  Offering facts = offering("a.pdf", 2020);
  facts.gemeenten = {"GM0546", "GM0503"};
  facts.gemeenten_source = "manifest";
  facts.documentsoort = "overeenkomst";
  facts.openbaar = true;
  offer(facts);
  const char* const query =
      "SELECT gemeenten, documentsoort, openbaar, dossier FROM offering_result";
  EXPECT_EQ(lines(query)[0], "GM0546|GM0503 overeenkomst 1 a.pdf");
  // Without a manifest nothing is undone, except that openbaar can always be withdrawn.
  facts = offering("a.pdf", 2020);
  facts.gemeenten = {"GM0363"};
  facts.gemeenten_source = "folder";
  offer(facts);
  EXPECT_EQ(lines(query)[0], "GM0546|GM0503 overeenkomst 0 a.pdf");
  facts.gemeenten = {"GM0503"};
  facts.gemeenten_source = "manifest";
  facts.dossier = "D1";
  EXPECT_EQ(offer(facts).what, Offered::known);
  EXPECT_EQ(lines(query)[0], "GM0503 overeenkomst 0 D1");
}

TEST_F(OfferingTest, AContentIsPublicOnlyWhenEveryOfferingIs) {
  write_file(offered_ / "a.pdf", "abc");
  Offering facts = offering("a.pdf", 2020);
  facts.openbaar = true;
  offer(facts);
  EXPECT_EQ(cell("SELECT openbaar FROM content_file"), "1");
  offer(offering("a.pdf", 2021));
  EXPECT_EQ(cell("SELECT openbaar FROM content_file"), "0");
}

// What an import does: offer everything, read what is new, code it, resolve it.
void import_all(Database& database, const fs::path& root) {
  const std::int64_t run = database.begin_run("import", {});
  for (int i = 0; i < 40; ++i) {
    Offering offering;
    offering.root = root;
    offering.path = std::to_string(i) + ".pdf";
    offering.set_year = 2019 + i % 3;
    database.offer(run, offering, i % 10 == 7 ? "not_pdf: not read" : "");
  }
  for (const Content& content : database.contents_to_read("r")) {
    database.store_reading(run, content.sha256, "r", sample_document());
  }
  for (const CodingTask& task : database.contents_to_code("s", false)) {
    database.store_coding(run, task.sha256, "s", {{record(0, {{"documentsoort", "overig"}})}});
  }
  for (const Database::Dossier& dossier : database.dossiers_to_resolve()) {
    const Values values = {
        {"status", "geldend"}, {"gemeenten", "GM0546"}, {"perceel", dossier.key}};
    database.store_arrangements(run, dossier.key,
                                {{record(1, values), {dossier.contents[0], "", ""}}});
  }
  database.rebuild_panel();
  database.end_run(run, 0);
}

std::vector<Row> everything(const Database& database) {
  std::vector<Row> all;
  for (const char* sql :
       {"SELECT file, sha256, year, gemeenten, dossier, pages, result, reason, duplicate_of"
        " FROM offering_result ORDER BY file, year",
        "SELECT file, sha256, record, variable, value FROM record_value ORDER BY file, record",
        "SELECT dossier, record, variable, value, file FROM arrangement_view ORDER BY 1, 2, 3",
        "SELECT panel_year, gm_code, dossier, value FROM panel_value ORDER BY 1, 2, 3, 4"}) {
    for (Row& row : database.select(sql).rows) all.push_back(std::move(row));
  }
  return all;
}

TEST_F(OfferingTest, AKilledImportIsFinishedByTheNext) {
  for (int i = 0; i < 40; ++i) {
    write_file(offered_ / (std::to_string(i) + ".pdf"), "content " + std::to_string(i % 35));
  }
  import_all(*database_, offered_);
  const std::vector<Row> undisturbed = everything(*database_);
  database_.reset();
  for (const int milliseconds : {5, 40, 120, 250, 400}) {
    SCOPED_TRACE(milliseconds);
    fs::remove_all(folder_);
    Database::create(folder_, kRegister);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      Database database = Database::open(folder_, Access::write);
      import_all(database, offered_);
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    write_file(folder_ / "contents/incoming.part", "half a f");
    reopen();
    EXPECT_FALSE(fs::exists(folder_ / "contents/incoming.part"));
    import_all(*database_, offered_);
    EXPECT_EQ(everything(*database_), undisturbed);
    EXPECT_EQ(cell("PRAGMA integrity_check"), "ok");
    database_.reset();
  }
}

}  // namespace
}  // namespace inkoopmonitor::corpus
