// Files that hold files: what comes out of them, under which names, and what is refused.
#include <gmock/gmock.h>

#include "tests/extract/support.h"
#include "tests/made_zip.h"

namespace inkoopmonitor::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using testing_support::made_docx;
using testing_support::made_zip;

// Each member as "name: code of its reason", or "name = bytes" for a short one that was taken out.
std::vector<std::string> described(const Document& document) {
  std::vector<std::string> out;
  for (const Member& member : document.members) {
    if (!member.reason.empty()) {
      out.push_back(member.name + ": " + member.reason.substr(0, member.reason.find(':')));
    } else {
      out.push_back(member.name + " = " + bytes_of(member.file).substr(0, 12));
    }
  }
  return out;
}

class Containers : public testing::Test {
 protected:
  Containers() {
    std::filesystem::create_directory(members_);
    options_.members_folder = members_;
  }

  Document read(const std::string& bytes) {
    return read_one(folder_.write("container", bytes), options_);
  }

  std::size_t files_in_members() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(members_), {}));
  }

  Folder folder_;
  std::filesystem::path members_ = folder_.write("x", "").parent_path() / "members";
  Options options_;
};

TEST_F(Containers, a_zip_gives_its_files_in_order) {
  const Document document =
      read(made_zip({{"a/één.pdf", "%PDF-1", ""}, {"b.txt", "tekst", ""}, {"leeg.txt", "", ""}}));
  EXPECT_EQ(document.result, Result::read) << document.reason;
  EXPECT_EQ(document.page_count, 0u);
  EXPECT_THAT(document.pages, IsEmpty());
  EXPECT_THAT(described(document),
              ElementsAre("a/één.pdf = %PDF-1", "b.txt = tekst", "leeg.txt = "));
}

TEST_F(Containers, large_files_come_out_whole) {
  std::string large;
  for (std::uint64_t at = 0; at < 500'000; ++at)
    large += std::to_string(at * 7919 % 1'000'003) + " ";
  const Document document = read(made_zip({{"groot.txt", large, ""}, {"na.txt", "na", ""}}));
  ASSERT_EQ(document.members.size(), 2u) << document.reason;
  EXPECT_EQ(bytes_of(document.members[0].file), large);
  EXPECT_EQ(bytes_of(document.members[1].file), "na");
}

TEST_F(Containers, names_are_labels_and_lead_nowhere) {
  const Document document = read(made_zip({{"../../weg.txt", "a", ""},
                                           {"/etc/passwd", "b", ""},
                                           {"C:\\windows\\x.txt", "c", ""},
                                           {"map\\brief.txt", "d", ""},
                                           {"ok\x01\x1b.txt", "e", ""},
                                           {"exe\xe2\x80\xaetxt", "f", ""},
                                           {"goed.txt", "g", ""},
                                           {"goed.txt", "h", ""},
                                           {"./rond//om.txt", "i", ""}}));
  EXPECT_EQ(document.result, Result::partly_read);
  EXPECT_THAT(document.reason, StartsWith("unsafe_name: 3 of 9 files in it were refused"));
  EXPECT_THAT(described(document),
              ElementsAre("weg.txt: unsafe_name", "etc/passwd: unsafe_name",
                          "windows/x.txt: unsafe_name", "map/brief.txt = d", "ok__.txt = e",
                          "exe_txt = f", "goed.txt = g", "goed.txt (2) = h", "rond/om.txt = i"));
  EXPECT_EQ(files_in_members(), 6u);
}

TEST_F(Containers, long_names_are_cut_and_old_names_made_utf8) {
  const std::string zip = made_zip({{std::string(900, 'x') + ".pdf", "a", ""}});
  const Document document = read(zip);
  ASSERT_EQ(document.members.size(), 1u) << document.reason;
  EXPECT_LT(document.members[0].name.size(), 501u);
  EXPECT_TRUE(document.members[0].name.ends_with(".pdf"));

  std::string old = made_zip({{"caf_.txt", "a", ""}});
  for (std::size_t at = old.find("caf_"); at != old.npos; at = old.find("caf_", at))
    old[at + 3] = '\x82';  // é in code page 850
  EXPECT_THAT(described(read(old)), ElementsAre("café.txt = a"));
}

TEST_F(Containers, links_and_what_systems_leave_behind_do_not_come_out) {
  const Document document = read(made_zip({{"link.pdf", "", "/etc/passwd"},
                                           {"__MACOSX/._a.pdf", "x", ""},
                                           {"map/.DS_Store", "x", ""},
                                           {"Thumbs.db", "x", ""},
                                           {"a.pdf", "%PDF", ""}}));
  EXPECT_THAT(described(document), ElementsAre("link.pdf: link", "a.pdf = %PDF"));
}

TEST_F(Containers, an_encrypted_zip_is_said_to_be_one) {
  const Document document = read(made_zip({{"geheim.pdf", "%PDF", ""}}, "wachtwoord"));
  EXPECT_EQ(document.result, Result::failed);
  EXPECT_EQ(code_of(document), "encrypted") << document.reason;
  EXPECT_THAT(document.reason, HasSubstr("geheim.pdf"));
}

TEST_F(Containers, a_zip_that_is_cut_off_gives_what_is_left) {
  std::string noise;
  for (unsigned at = 0, value = 1; at < 40'000; ++at, value = value * 1664525 + 1013904223)
    noise += static_cast<char>(value >> 24);
  const std::string whole = made_zip({{"a.txt", "heel", ""}, {"b.bin", noise, ""}});
  const Document document = read(whole.substr(0, whole.size() / 2));
  EXPECT_EQ(document.result, Result::partly_read) << document.reason;
  EXPECT_EQ(code_of(document), "damaged");
  EXPECT_THAT(described(document), ElementsAre("a.txt = heel", "b.bin: damaged"));
  EXPECT_EQ(code_of(read("PK\x03\x04 en dan niets")), "damaged");
  EXPECT_EQ(code_of(read(made_zip({}))), "no_pages");
}

TEST_F(Containers, bombs_are_refused_and_leave_nothing) {
  const std::string zeros(80u << 20, '\0');
  const Document bomb = read(made_zip({{"a.txt", "klein", ""}, {"bom.bin", zeros, ""}}));
  EXPECT_EQ(bomb.result, Result::partly_read);
  EXPECT_EQ(code_of(bomb), "compression_bomb") << bomb.reason;
  EXPECT_THAT(described(bomb), ElementsAre("a.txt = klein", "bom.bin: compression_bomb"));
  EXPECT_EQ(files_in_members(), 1u);
}

TEST_F(Containers, sizes_and_numbers_have_limits) {
  options_.members.bytes_each = 1000;
  options_.members.count = 3;
  const Document document = read(made_zip(
      {{"a", std::string(1001, 'x'), ""}, {"b", "b", ""}, {"c", "c", ""}, {"d", "d", ""}}));
  EXPECT_EQ(document.result, Result::partly_read);
  EXPECT_EQ(code_of(document), "too_many") << document.reason;
  EXPECT_THAT(described(document), ElementsAre("a: too_large", "b = b", "c = c"));
}

TEST_F(Containers, one_that_lies_too_deep_is_not_opened) {
  const auto file = folder_.write("diep.zip", made_zip({{"a", "a", ""}}));
  bool given = false;
  Document document;
  read_files(
      [&]() -> std::optional<Source> {
        if (std::exchange(given, true)) return std::nullopt;
        return Source{"x", file, nesting_max};
      },
      [&](const std::string&, Document read) { document = std::move(read); }, {}, options_,
      nullptr);
  EXPECT_EQ(document.result, Result::failed);
  EXPECT_EQ(code_of(document), "nested_too_deep") << document.reason;
  EXPECT_THAT(document.members, IsEmpty());
}

TEST_F(Containers, what_cannot_be_read_yet_says_so) {
  EXPECT_EQ(code_of(read("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 en dan een oude Word")),
            "not_readable_yet");
  const Document sheet = read(
      made_zip({{"[Content_Types].xml", "<Types/>", ""}, {"xl/workbook.xml", "<workbook/>", ""}}));
  EXPECT_EQ(code_of(sheet), "not_readable_yet");
  EXPECT_THAT(sheet.members, IsEmpty());
}

TEST_F(Containers, attachments_of_a_pdf_come_out_and_its_pages_are_read) {
  const std::string content = text_at(60, 700, "Zie de bijlage.");
  const std::string pdf = pdf_of_objects(
      {"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(prijzen.txt) 7 0 R] >> "
       ">> >>",
       "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
       "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [9 0 R 10 0 "
       "R] "
       "/Resources << /Font << /F1 5 0 R >> >> >>",
       stream_of(content), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
       stream_of("tarief 12,50", "/Type /EmbeddedFile /Params << /Size 12 >>"),
       "<< /Type /Filespec /F (prijzen.txt) /EF << /F 6 0 R >> >>",
       "<< /Type /Filespec /F (..\\\\..\\\\nota.txt) /EF << /F 6 0 R >> >>",
       "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 7 0 R >>",
       "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 8 0 R >>"});
  const Document document = read(pdf);
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  EXPECT_EQ(plain_text(document.pages[0]), "Zie de bijlage.\n");
  EXPECT_EQ(document.result, Result::partly_read) << document.reason;
  EXPECT_THAT(described(document),
              ElementsAre("prijzen.txt = tarief 12,50", "nota.txt: unsafe_name"));
}

constexpr const char* mail =
    "Return-Path: <jan@gemeente.nl>\r\n"
    "From: =?utf-8?Q?Jan_de_Vri=C3=ABs?= <jan@gemeente.nl>\r\n"
    "To: inkoop@regio.nl\r\n"
    "Date: Mon, 12 Mar 2018 10:00:00 +0100\r\n"
    "Subject: =?iso-8859-1?B?R3VubmluZyBjbGnrbnQ=?=\r\n  =?utf-8?Q?ondersteuning?=\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"grens\"\r\n"
    "\r\n"
    "voorwoord\r\n"
    "--grens\r\n"
    "Content-Type: multipart/alternative; boundary=binnen\r\n"
    "\r\n"
    "--binnen\r\n"
    "Content-Type: text/plain; charset=windows-1252\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "\r\n"
    "Beste collega,\r\n"
    "\r\n"
    "De cli=EBnt krijgt =80 12,50 per uur, zoals wij eerder =\r\n"
    "afspraken.\r\n"
    "--binnen\r\n"
    "Content-Type: text/html\r\n"
    "\r\n"
    "<p>Niet dit</p>\r\n"
    "--binnen--\r\n"
    "--grens\r\n"
    "Content-Type: application/pdf\r\n"
    "Content-Disposition: attachment; filename*0*=utf-8''Raam%20over; filename*1=eenkomst.pdf\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "JVBERi0xLjQK\r\n"
    "--grens\r\n"
    "Content-Type: text/plain; name=\"../notitie.txt\"\r\n"
    "\r\n"
    "los\r\n"
    "--grens--\r\n";

TEST_F(Containers, a_mail_gives_its_text_and_its_attachments) {
  const Document document = read(mail);
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  EXPECT_EQ(document.title, "Gunning cliëntondersteuning");
  EXPECT_EQ(document.creation_date, "2018-03-12");
  const Page& page = document.pages[0];
  EXPECT_EQ(page.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(plain_text(page),
            "Gunning cliëntondersteuning\n\n"
            "Van: Jan de Vriës <jan@gemeente.nl>\nAan: inkoop@regio.nl\nDatum: 2018-03-12\n\n"
            "Beste collega,\n\n"
            "De cliënt krijgt € 12,50 per uur, zoals wij eerder afspraken.\n");
  ASSERT_EQ(document.members.size(), 2u);
  EXPECT_EQ(document.members[0].name, "Raam overeenkomst.pdf");
  EXPECT_EQ(bytes_of(document.members[0].file), "%PDF-1.4\n");
  EXPECT_EQ(document.members[1].name, "notitie.txt") << "a mail has no folders";
}

TEST_F(Containers, a_mail_in_html_is_read_without_its_marks) {
  const Document document = read(
      "From: a@b.nl\nMessage-ID: <1@b.nl>\nSubject: Kort\nContent-Type: text/html; "
      "charset=utf-8\n\n"
      "<html><head><style>p { color: red }</style></head><body><p>Eerste&nbsp;regel &amp; meer</p>"
      "<ul><li>punt</li></ul><script>weg()</script>Slot &#8364; 5</body></html>");
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  EXPECT_EQ(plain_text(document.pages[0]),
            "Kort\n\nVan: a@b.nl\n\nEerste regel & meer\n\n• punt\n\nSlot € 5\n");
  EXPECT_EQ(document.result, Result::read);
}

TEST(Formats, are_told_by_the_first_bytes) {
  const std::pair<std::string, Format> cases[] = {
      {"%PDF-1.7", Format::pdf},
      {"HTTP/1.1 200\nDate: x\n\n%PDF-1.7", Format::pdf},
      {"PK\x03\x04%PDF-", Format::zip},
      {"PK", Format::other},
      {"Received: from x\nFrom: a\nSubject: b\n\n", Format::mail},
      {"Received: from x\n by y\nDKIM-Signature: a\n b", Format::mail},
      {"Onderwerp: gunning\nDatum: 3 mei\n", Format::other},
      {"From: Jan\nSubject: een brief die zo begint\n", Format::other},
      {"a;b;c\n1;2;3\n", Format::other},
      {"", Format::other},
  };
  for (const auto& [bytes, format] : cases) EXPECT_EQ(format_of(bytes), format) << bytes;
}

}  // namespace
}  // namespace inkoopmonitor::extract
