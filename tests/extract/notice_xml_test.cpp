// Notices in XML: both schemas become forms of labels and values, whatever is in them.
#include <gmock/gmock.h>

#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

Document notice(const std::string& name) {
  return read_one(kept("notices/" + name));
}

// Each field as `label=value`, each heading as `# text`, in order.
std::vector<std::string> fields(const Document& document) {
  std::vector<std::string> out;
  for (const Page& page : document.pages) {
    for (const Block& block : page.blocks) {
      if (block.kind == BlockKind::heading)
        out.push_back("# " +
                      quote(page, block.first_word, block.first_word + block.word_count - 1));
      if (block.kind != BlockKind::fields) continue;
      for (const Cell& cell : block.cells) {
        const std::string text =
            quote(page, cell.first_word, cell.first_word + cell.word_count - 1);
        if (cell.column == 0)
          out.push_back(text + "=");
        else
          out.back() += text;
      }
    }
  }
  return out;
}

// The fields below the `number`th heading that begins like this, from 0.
std::vector<std::string> part(const Document& document, const std::string& heading,
                              int number = 0) {
  std::vector<std::string> out;
  bool inside = false;
  for (const std::string& field : fields(document)) {
    if (field.starts_with("# ")) {
      const bool is_it = field.starts_with("# " + heading);
      inside = is_it && number-- == 0;
    } else if (inside) {
      out.push_back(field);
    }
  }
  return out;
}

TEST(NoticeXml, AnElectronicFormIsReadLotByLot) {
  const Document document = notice("eforms_opdracht.xml");
  EXPECT_EQ(document.result, Result::read) << document.reason;
  EXPECT_EQ(document.creation_date, "2024-07-11");
  EXPECT_EQ(document.producer, "eForms eforms-sdk-1.10");
  EXPECT_EQ(fields(document)[0], "# Aankondiging van een opdracht – lichte regeling");
  EXPECT_THAT(part(document, "1. Koper"),
              ElementsAre("Officiële naam=Gemeente Goes", "Rechtsvorm van de koper=Lokale overheid",
                          "Officiële naam=Gemeente Borsele"));
  EXPECT_THAT(part(document, "2. Procedure"),
              IsSupersetOf({"Type procedure=Openbaar", "Titel=Wmo-ondersteuning 2025",
                            "Belangrijkste classificatie (cpv)=85300000",
                            "Verzenddatum van de aankondiging=2024-07-11",
                            "Datum van bekendmaking=2024-07-15"}));
  EXPECT_THAT(part(document, "5. Perceel", 0),
              IsSupersetOf({"Perceel=LOT-0001", "Begindatum=2025-01-01", "Looptijd=48 maanden",
                            "Maximumaantal verlengingen=2",
                            "Overige informatie over verlengingen=Telkens met 24 maanden.",
                            "Maximumaantal deelnemers=8",
                            "Gunningscriterium=Kwaliteit Plan van aanpak 70 punten"}));
  EXPECT_THAT(part(document, "5. Perceel", 0), Not(Contains(HasSubstr("aankoopsysteem"))));
  EXPECT_THAT(part(document, "5. Perceel", 1),
              IsSupersetOf({"Einddatum=2027-03-31", "Maximumaantal verlengingen=0"}));
  EXPECT_THAT(part(document, "5. Perceel", 2), Contains("Looptijd=Onbeperkt"));
  EXPECT_TRUE(part(document, "5. Perceel", 3).empty()) << "a group of lots is no lot";
}

TEST(NoticeXml, PersonsStayInTheFile) {
  for (const char* name : {"eforms_opdracht.xml", "ted_f02.xml"}) {
    const Document document = notice(name);
    for (const Page& page : document.pages) {
      EXPECT_THAT(plain_text(page), Not(HasSubstr("Boer"))) << name;
      EXPECT_THAT(plain_text(page), Not(HasSubstr("Jansen"))) << name;
      EXPECT_THAT(plain_text(page), Not(HasSubstr("@"))) << name;
    }
  }
}

TEST(NoticeXml, WinnersAreThoseWithAContract) {
  EXPECT_THAT(
      part(notice("eforms_resultaat.xml"), "6. Resultaten"),
      ElementsAre("Resultaat perceel-ID=LOT-0001",
                  "Status van de keuze van een winnaar=Er is ten minste één winnaar gekozen.",
                  "Winnaar=TPA-0001", "Officiële naam=Thuiszorg De Schelde B.V.",
                  "Officiële naam=Stichting Begeleid Borsele", "Winnaar=TPA-0002",
                  "Officiële naam=unpublished", "Winnaar=TPA-0003", "Officiële naam=unpublished",
                  "Resultaat perceel-ID=LOT-0002",
                  "Status van de keuze van een winnaar=Er is geen winnaar gekozen en de "
                  "mededinging is gesloten. Er zijn geen inschrijvingen, verzoeken tot "
                  "deelname of projecten ontvangen"));
}

TEST(NoticeXml, OddContentIsTextAndNothingElse) {
  const Document document = notice("eforms_vreemd.xml");
  EXPECT_EQ(document.result, Result::read) << document.reason;
  EXPECT_THAT(part(document, "1. Koper"), ElementsAre("Officiële naam=Gemeente 's-Hertogenbosch"));
  EXPECT_THAT(part(document, "2. Procedure"),
              Contains("Titel=Rolstoelen & <andere> hulpmiddelen Wmo"));
  std::string all;
  for (const Page& page : document.pages) all += plain_text(page);
  EXPECT_THAT(all, Not(HasSubstr("lollol"))) << "entities are not put in";
  EXPECT_THAT(all, Not(HasSubstr("root:"))) << "nor files";
  EXPECT_THAT(all, HasSubstr("=HYPERLINK"));
  // A unit that there is not, and a number that is none, say nothing.
  EXPECT_THAT(part(document, "5. Opdracht"), Not(Contains(HasSubstr("Looptijd="))));
  EXPECT_THAT(part(document, "5. Opdracht"), Not(Contains(HasSubstr("Maximumaantal"))));
}

TEST(NoticeXml, TheSchemaBeforeItIsReadToo) {
  const Document contract = notice("ted_f02.xml");
  EXPECT_EQ(contract.result, Result::read) << contract.reason;
  EXPECT_EQ(contract.creation_date, "2019-07-19");
  EXPECT_THAT(part(contract, "1. Koper"),
              ElementsAre("Officiële naam=Gemeente Almelo", "Officiële naam=Gemeente Borne"));
  EXPECT_THAT(part(contract, "2. Procedure"),
              IsSupersetOf({"Titel=Jeugdhulp 2020", "Type procedure=Openbare procedure"}))
      << "in Dutch, though a translation stands first";
  EXPECT_THAT(part(contract, "5. Perceel", 0),
              IsSupersetOf({"Perceel=1", "Looptijd=24 maanden",
                            "Overige informatie over verlengingen=Twee maal een jaar.",
                            "Maximumaantal deelnemers=6", "Gunningscriterium=Kwaliteit Visie"}));
  EXPECT_THAT(part(contract, "5. Perceel", 1),
              IsSupersetOf({"Begindatum=2020-01-01", "Einddatum=2022-12-31",
                            "Deze opdracht kan worden verlengd=Neen"}));
  EXPECT_THAT(part(notice("ted_f03.xml"), "6. Resultaten"),
              IsSupersetOf({"Resultaat perceel-ID=2", "Winnaar=Contractant 2",
                            "Officiële naam=Pleegwerk B.V.", "Officiële naam=Het Gezin B.V."}));
  EXPECT_THAT(part(notice("ted_f20.xml"), "7. Opdracht na"),
              IsSupersetOf({"Einddatum=2022-12-31", "Officiële naam=Dagwerk B.V."}));
  EXPECT_THAT(fields(notice("ted_f21.xml")),
              Contains("# Sociale en andere specifieke diensten – overheidsopdrachten"));
  EXPECT_EQ(code_of(notice("ted_r208.xml")), "not_readable_yet");
}

TEST(NoticeXml, IsToldByItsOutermostElement) {
  const std::string wide("<\0T\0E\0D\0_\0E\0X\0P\0O\0R\0T\0>\0", 24);
  const std::pair<std::string, Format> cases[] = {
      {"<?xml version='1.0'?>\n<!-- x > y -->\n<urn:ContractNotice a='b'>", Format::notice},
      {"\xef\xbb\xbf<TED_EXPORT>", Format::notice},
      {"\xff\xfe" + wide, Format::notice},
      {"<!DOCTYPE x><PriorInformationNotice/>", Format::notice},
      {"<?xml version='1.0'?><rss><ContractNotice/></rss>", Format::other},
      {"<ContractNoticeX>", Format::other},
      {"<ContractNotice", Format::other},
      {"<!-- never ends <ContractNotice>", Format::other},
      {"ContractNotice", Format::other}};
  for (const auto& [head, format] : cases) EXPECT_EQ(format_of(head), format) << head;
}

TEST(NoticeXml, WhatIsBrokenIsReadAsFarAsItGoes) {
  const Folder folder;
  const std::string whole = bytes_of(kept("notices/eforms_opdracht.xml"));
  const Document cut = read_one(folder.write("half.xml", whole.substr(0, whole.find("LOT-0002"))));
  EXPECT_EQ(cut.result, Result::partly_read);
  EXPECT_EQ(code_of(cut), "damaged");
  EXPECT_THAT(fields(cut), Contains("Looptijd=48 maanden"));
  const Document empty = read_one(folder.write("leeg.xml", "<ContractNotice></ContractNotice>"));
  EXPECT_EQ(empty.result, Result::read) << empty.reason;
  std::string deep = "<TED_EXPORT><FORM_SECTION><F02_2014 LG='NL'><OBJECT_CONTRACT><TITLE>";
  for (int at = 0; at < 100'000; ++at) deep += "<P>";
  const Document nested = read_one(folder.write("diep.xml", deep));
  EXPECT_NE(code_of(nested), "crashed");
}

}  // namespace
}  // namespace inkoopmonitor::extract
