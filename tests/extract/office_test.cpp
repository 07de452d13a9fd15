// DOCX and ODT, made of the XML that matters.
#include <gmock/gmock.h>

#include "tests/extract/support.h"
#include "tests/made_zip.h"

namespace inkoopmonitor::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing_support::made_docx;
using testing_support::made_odt;
using testing_support::ZipFile;

Document read(const std::string& bytes) {
  const Folder folder;
  return read_one(folder.write("document", bytes));
}

// Each block as "kind level: text".
std::vector<std::string> blocks(const Document& document) {
  static constexpr const char* kinds[] = {"p", "h", "li", "table", "edge", "note"};
  std::vector<std::string> out;
  for (const Page& page : document.pages) {
    for (const Block& block : page.blocks) {
      out.push_back(std::string(kinds[static_cast<int>(block.kind)]) +
                    (block.level > 0 ? std::to_string(block.level) : "") + ": " +
                    quote(page, block.first_word, block.first_word + block.word_count - 1));
    }
  }
  return out;
}

std::string paragraph(const std::string& text, const std::string& properties = "") {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") +
         "<w:r><w:t xml:space='preserve'>" + text + "</w:t></w:r></w:p>";
}

std::string numbered(int list, int level) {
  return "<w:numPr><w:ilvl w:val='" + std::to_string(level) + "'/><w:numId w:val='" +
         std::to_string(list) + "'/></w:numPr>";
}

const ZipFile styles = {
    "word/styles.xml",
    "<w:styles xmlns:w='w'><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='20'/></w:rPr>"
    "</w:rPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'/>"
    "<w:style w:type='paragraph' w:styleId='Kop1'><w:name w:val='heading 1'/>"
    "<w:pPr><w:outlineLvl w:val='0'/><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    "<w:rPr><w:b/><w:sz w:val='32'/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Kop2'><w:name w:val='heading 2'/>"
    "<w:basedOn w:val='Kop1'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr>"
    "<w:outlineLvl w:val='1'/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Ring'><w:basedOn w:val='Ring'/></w:style></w:styles>",
    ""};

const ZipFile numbering = {
    "word/numbering.xml",
    "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='7'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='Artikel %1'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='%1.%2'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/>"
    "<w:lvlText w:val='%3)'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/>"
    "<w:lvlText w:val='&#xF0B7;'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='9'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
    "<w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='9'/></w:num>"
    "<w:num w:numId='4'><w:abstractNumId w:val='9'/><w:lvlOverride w:ilvl='0'>"
    "<w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>",
    ""};

TEST(Docx, headings_carry_their_level_and_their_counted_numbers) {
  const Document document = read(made_docx(
      paragraph("Definities", "<w:pStyle w:val='Kop1'/>") +
          paragraph("Looptijd", "<w:pStyle w:val='Kop1'/>") +
          paragraph("Duur", "<w:pStyle w:val='Kop2'/>") +
          paragraph("Verlenging", "<w:pStyle w:val='Kop2'/>") +
          paragraph("tweemaal een jaar", numbered(1, 2)) +
          paragraph("daarna niet", numbered(1, 2)) + paragraph("", numbered(1, 2)) +
          paragraph("ten slotte", numbered(1, 2)) + paragraph("Prijs", "<w:pStyle w:val='Kop1'/>") +
          paragraph("Tarief", "<w:pStyle w:val='Kop2'/>") + paragraph("een punt", numbered(2, 0)) +
          paragraph("een", numbered(3, 0)) + paragraph("twee", numbered(3, 0)) +
          paragraph("opnieuw", numbered(4, 0)) + paragraph("gewoon", "<w:pStyle w:val='Ring'/>"),
      {styles, numbering}));
  EXPECT_EQ(document.result, Result::read) << document.reason;
  EXPECT_THAT(
      blocks(document),
      ElementsAre("h1: Artikel 1 Definities", "h1: Artikel 2 Looptijd", "h2: 2.1 Duur",
                  "h2: 2.2 Verlenging", "li: a) tweemaal een jaar", "li: b) daarna niet",
                  "li: d) ten slotte", "h1: Artikel 3 Prijs", "h2: 3.1 Tarief", "li: • een punt",
                  "li: I. een", "li: II. twee", "li: I. opnieuw", "p: gewoon"));
  ASSERT_EQ(document.pages.size(), 1u);
  EXPECT_EQ(document.pages[0].words[0].font_size, 16);
  EXPECT_TRUE(document.pages[0].words[0].bold);
}

TEST(Docx, changes_are_taken_as_accepted_and_marks_as_text) {
  const Document document = read(made_docx(
      "<w:p><w:r><w:t>Het </w:t></w:r><w:del><w:r><w:delText>oude</w:delText></w:r></w:del>"
      "<w:ins><w:r><w:t>nieu</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>we</w:t></w:r></w:ins>"
      "<w:r><w:tab/><w:t>tarief</w:t><w:br/><w:t>per\xC2\xA0uur</w:t><w:softHyphen/><w:t>tje</"
      "w:t></w:r>"
      "<w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r>"
      "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t> ja</w:t></w:r>"
      "<w:r><w:instrText>PAGE</w:instrText></w:r>"
      "<w:hyperlink><w:r><w:t> zie hier</w:t></w:r></w:hyperlink></w:p>"));
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  EXPECT_EQ(plain_text(document.pages[0]), "Het nieuwe tarief\nper uurtje☒ ja zie hier\n");
}

TEST(Docx, tables_are_rows_of_cells) {
  const auto made = [](const std::string& text, const std::string& properties = "") {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(text) + "</w:tc>";
  };
  const Document document = read(made_docx(
      "<w:tbl><w:tr>" + made("Perceel") + made("Tarief", "<w:gridSpan w:val='2'/>") +
      "</w:tr><w:tr>" + made("Begeleiding", "<w:vMerge w:val='restart'/>") + made("laag") +
      "<w:tc>" + paragraph("€ 50") + "<w:tbl><w:tr>" + made("binnenin") + "</w:tr></w:tbl></w:tc>" +
      "</w:tr><w:tr>" + made("", "<w:vMerge/>") + made("hoog") + made("€ 70") +
      "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" + made("weg") + "</w:tr></w:tbl>"));
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  const Page& page = document.pages[0];
  ASSERT_EQ(page.blocks.size(), 1u);
  const Block& table = page.blocks[0];
  EXPECT_EQ(table.kind, BlockKind::table);
  EXPECT_EQ(cell(page, table, 0, 1), "Tarief");
  EXPECT_EQ(cell(page, table, 1, 0), "Begeleiding");
  EXPECT_EQ(cell(page, table, 1, 2), "€ 50 binnenin");
  EXPECT_EQ(cell(page, table, 2, 1), "hoog");
  EXPECT_EQ(cell(page, table, 2, 2), "€ 70");
  EXPECT_EQ(plain_text(page), "Perceel\tTarief\nBegeleiding\tlaag\t€ 50 binnenin\nhoog\t€ 70\n");
}

TEST(Docx, notes_boxes_heads_and_feet_are_there_once) {
  const std::string box = "<w:txbxContent>" + paragraph("In een kader.") + "</w:txbxContent>";
  const Document document = read(made_docx(
      "<w:p><w:r><w:t>Tekst</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
      "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" +
          box +
          "</w:drawing></mc:Choice>"
          "<mc:Fallback><w:pict>" +
          box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>" + paragraph("Slot."),
      {{"word/footnotes.xml",
        "<w:footnotes xmlns:w='w'><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r>"
        "<w:t>Zie de wet.</w:t></w:r></w:p></w:footnote></w:footnotes>",
        ""},
       {"word/_rels/document.xml.rels",
        "<Relationships><Relationship Type='x/header' Target='header1.xml'/>"
        "<Relationship Type='x/header' Target='/word/header2.xml'/>"
        "<Relationship Type='x/footer' Target='footer1.xml'/></Relationships>",
        ""},
       {"word/header1.xml", "<w:hdr xmlns:w='w'>" + paragraph("Gemeente Borne") + "</w:hdr>", ""},
       {"word/header2.xml", "<w:hdr xmlns:w='w'>" + paragraph("Gemeente Borne") + "</w:hdr>", ""},
       {"word/footer1.xml", "<w:ftr xmlns:w='w'>" + paragraph("Versie 2") + "</w:ftr>", ""},
       {"docProps/core.xml",
        "<c xmlns:dc='d'><dc:title>Raamovereenkomst</dc:title>"
        "<dcterms:created>2019-05-06T10:00:00Z</dcterms:created></c>",
        ""},
       {"docProps/app.xml", "<p><Application>Microsoft Office Word</Application></p>", ""}}));
  EXPECT_THAT(blocks(document), ElementsAre("edge: Gemeente Borne", "edge: Versie 2", "p: Tekst",
                                            "p: In een kader.", "p: Slot.", "note: 1 Zie de wet."));
  EXPECT_EQ(document.title, "Raamovereenkomst");
  EXPECT_EQ(document.creation_date, "2019-05-06");
  EXPECT_EQ(document.producer, "Microsoft Office Word");
}

TEST(Docx, pages_end_at_breaks_and_sections_and_where_word_saw_one_end) {
  const std::string section = "<w:sectPr><w:type w:val='";
  const Document document = read(made_docx(
      paragraph("een") +
      "<w:p><w:r><w:t>twee</w:t><w:br w:type='page'/><w:t>drie</w:t></w:r></w:p>" +
      paragraph("vier", "<w:pageBreakBefore/>") +
      "<w:p><w:r><w:lastRenderedPageBreak/><w:t>vijf</w:t></w:r></w:p>" +
      "<w:p><w:r><w:t>zes</w:t><w:lastRenderedPageBreak/><w:t>zeven</w:t></w:r></w:p>" +
      paragraph("acht", "<w:sectPr/>") + paragraph("negen", section + "nextPage'/></w:sectPr>") +
      paragraph("tien") + section + "continuous'/></w:sectPr>"));
  std::vector<std::string> texts;
  for (const Page& page : document.pages) texts.push_back(plain_text(page));
  EXPECT_THAT(texts, ElementsAre("een\n\ntwee\n", "drie\n", "vier\n", "vijf\n\nzeszeven\n",
                                 "acht\n", "negen\n\ntien\n"));
  EXPECT_EQ(document.page_count, 6u);
}

TEST(Docx, bold_lines_without_a_style_are_headings_below_those_with_one) {
  const auto bold = [](const std::string& text) {
    return "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>" + text + "</w:t></w:r></w:p>";
  };
  const Document document =
      read(made_docx(paragraph("Inkoop", "<w:pStyle w:val='Kop1'/>") + bold("Tarieven jeugd") +
                         paragraph("Artikel 4 Duur") + bold("Dit is een hele zin die vet staat.") +
                         paragraph("Artikel 4 zegt dat de gemeente zelf bepaalt wat zij doet."),
                     {styles}));
  EXPECT_THAT(blocks(document),
              ElementsAre("h1: Inkoop", "h2: Tarieven jeugd", "h2: Artikel 4 Duur",
                          "p: Dit is een hele zin die vet staat.",
                          "p: Artikel 4 zegt dat de gemeente zelf bepaalt wat zij doet."));
}

TEST(Docx, every_word_has_a_place_and_lines_follow_one_another) {
  std::string text;
  for (int at = 0; at < 200; ++at) text += "woord" + std::to_string(at) + " jeugd- en ";
  const Document document = read(made_docx(paragraph(text)));
  ASSERT_EQ(document.pages.size(), 1u);
  const Page& page = document.pages[0];
  ASSERT_EQ(page.words.size(), 600u);
  for (std::size_t at = 1; at < page.words.size(); ++at) {
    const Word &word = page.words[at], &before = page.words[at - 1];
    EXPECT_LT(word.box.left, word.box.right);
    EXPECT_LE(word.box.bottom, page.height);
    if (word.line == before.line) {
      EXPECT_GT(word.box.left, before.box.right);
    } else {
      EXPECT_EQ(word.line, before.line + 1);
      EXPECT_GT(word.box.top, before.box.top);
      EXPECT_NE(before.text.back(), '-') << "it would pass for a broken word";
    }
  }
}

TEST(Docx, hostile_files_fail_alone_or_lose_what_is_hostile) {
  const auto nested = [](const std::string& open, const std::string& close, int depth) {
    std::string out = paragraph("voor");
    for (int at = 0; at < depth; ++at) out += open;
    out += paragraph("diep");
    for (int at = 0; at < depth; ++at) out += close;
    return out + paragraph("na");
  };
  for (const auto& [open, close] :
       {std::pair("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        std::pair("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        std::pair("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>")}) {
    const Document document = read(made_docx(nested(open, close, 20'000)));
    EXPECT_EQ(document.result, Result::partly_read) << document.reason;
    EXPECT_THAT(document.reason, HasSubstr("nested"));
    const auto found = blocks(document);
    EXPECT_EQ(found.front(), "p: voor");
    EXPECT_EQ(found.back(), "p: na");
    EXPECT_THAT(found, Not(::testing::Contains(HasSubstr("diep"))));
  }
  const std::string entity =
      "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
      "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>x&a;</w:t></w:r></w:p></w:body></w:document>";
  const Document outside = read(testing_support::made_zip(
      {{"[Content_Types].xml", "<Types/>", ""}, {"word/document.xml", entity, ""}}));
  ASSERT_EQ(outside.pages.size(), 1u) << outside.reason;
  EXPECT_EQ(plain_text(outside.pages[0]), "x&a;\n");
  EXPECT_EQ(code_of(read(made_docx("</w:body>"))), "damaged") << "an empty body that ends early";
  const Document cut = read(testing_support::made_zip(
      {{"[Content_Types].xml", "<Types/>", ""},
       {"word/document.xml",
        "<w:document><w:body><w:p><w:r><w:t>nog leesbaar</w:t></w:r></w:p><w:p><w:r", ""}}));
  EXPECT_EQ(cut.result, Result::partly_read) << cut.reason;
  EXPECT_THAT(blocks(cut), ElementsAre("p: nog leesbaar"));
  const Document bomb =
      read(made_docx(paragraph("x"), {{"word/numbering.xml", std::string(120u << 20, ' '), ""}}));
  EXPECT_EQ(code_of(bomb), "compression_bomb");
}

TEST(Odt, structure_is_read) {
  const Document document = read(made_odt(
      "<text:tracked-changes><text:p>verwijderd</text:p></text:tracked-changes>"
      "<text:h text:outline-level='2' text:style-name='vet'>Looptijd</text:h>"
      "<text:p>De <text:span text:style-name='vet'>termijn</text:span> "
      "<text:span>is</text:span><text:s text:c='3'/>twee<text:line-break/>jaar"
      "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Zie de wet."
      "</text:p></text:note-body></text:note>.</text:p>"
      "<text:list text:style-name='L1'><text:list-item><text:p>eerste</text:p>"
      "<text:list><text:list-item><text:p>dieper</text:p></text:list-item></text:list>"
      "</text:list-item><text:list-item><text:p>tweede</text:p></text:list-item></text:list>"
      "<text:list text:style-name='L2'><text:list-item><text:p>punt</text:p></text:list-item>"
      "</text:list>"
      "<table:table><table:table-header-rows><table:table-row><table:table-cell "
      "table:number-columns-spanned='2'><text:p>Kop</text:p></table:table-cell>"
      "<table:covered-table-cell/><table:table-cell><text:p>Derde</text:p></table:table-cell>"
      "</table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>a"
      "</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
      "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>"
      "<text:p text:style-name='nieuw'>Volgende bladzijde</text:p>",
      "<style:style style:name='vet'><style:text-properties fo:font-weight='bold' "
      "fo:font-size='14pt'/></style:style>"
      "<style:style style:name='nieuw'><style:paragraph-properties fo:break-before='page'/>"
      "</style:style>"
      "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' "
      "style:num-format='1' style:num-suffix='.'/><text:list-level-style-number text:level='2' "
      "style:num-format='a' style:num-suffix=')' text:display-levels='1'/></text:list-style>"
      "<text:list-style style:name='L2'><text:list-level-style-bullet text:level='1'/>"
      "</text:list-style>"));
  EXPECT_EQ(document.result, Result::read) << document.reason;
  EXPECT_THAT(blocks(document),
              ElementsAre("h2: Looptijd", "p: De termijn is twee jaar.", "li: 1. eerste",
                          "li: a) dieper", "li: 2. tweede", "li: • punt", "table: Kop Derde a b c",
                          "note: 1 Zie de wet.", "p: Volgende bladzijde"));
  ASSERT_EQ(document.pages.size(), 2u);
  const Page& page = document.pages[0];
  EXPECT_EQ(cell(page, page.blocks[6], 0, 2), "Derde");
  EXPECT_EQ(cell(page, page.blocks[6], 1, 1), "b");
}

TEST(Odt, headings_are_numbered_by_the_outline) {
  const std::string level =
      "<text:outline-style style:name='Outline'><text:outline-level-style text:level='1' "
      "style:num-format='1' style:num-prefix='Artikel '/><text:outline-level-style text:level='2' "
      "style:num-format='1' text:display-levels='2'/></text:outline-style>";
  const Document document =
      read(made_odt("<text:h text:outline-level='1'>Begrippen</text:h><text:h "
                    "text:outline-level='1'>Duur</text:h>"
                    "<text:h text:outline-level='2'>Verlenging</text:h>",
                    level));
  EXPECT_THAT(blocks(document),
              ElementsAre("h1: Artikel 1 Begrippen", "h1: Artikel 2 Duur", "h2: 2.1 Verlenging"));
}

}  // namespace
}  // namespace inkoopmonitor::extract
