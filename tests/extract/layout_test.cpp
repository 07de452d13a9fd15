// Order, blocks and levels of small pages made here, in the forms that documents of this field
// have.
#include <chrono>

#include "tests/extract/made_pages.h"

namespace inkoopmonitor::extract {
namespace {

TEST(Layout, a_list_ends_where_text_returns_to_the_margin) {
  const Page page =
      read_page(lines_at(60, 780, 13, {"De aanbieder zorgt voor het volgende:"}) +
                lines_at(80, 767, 13,
                         {"\\267 een vaste contactpersoon die op werkdagen bereikbaar is;",
                          "\\267 vervanging binnen twee dagen. De gemeente hoort daarvan"}) +
                lines_at(80, 741, 13, {"binnen een week."}) +
                lines_at(60, 728, 13,
                         {"Wie dat niet kan, meldt dat voor de aanvang van de overeenkomst aan",
                          "de gemeente, die dan anderen vraagt."}));
  EXPECT_EQ(outline(page),
            (Outline{"P De aanbieder zorgt voor het volgende:",
                     "L • een vaste contactpersoon die op werkdagen bereikbaar is;",
                     "L • vervanging binnen twee dagen. De gemeente hoort daarvan binnen een week.",
                     "P Wie dat niet kan, meldt dat voor de aanvang van de overeenkomst aan de "
                     "gemeente, die dan anderen vraagt."}));
}

TEST(Layout, an_answer_that_stands_further_in_is_no_part_of_its_question) {
  const Page page = read_page(
      lines_at(60, 780, 13,
               {"Vraag 2. In de leidraad worden twee getallen genoemd, vijf en zes. Hoeveel",
                "aanbieders contracteert u uiteindelijk?"}) +
      lines_at(80, 754, 13,
               {"Zes. Het getal vijf stond er nog van de vorige keer, toen voor drie",
                "perceelgroepen is ingekocht."}));
  EXPECT_EQ(outline(page),
            (Outline{"P Vraag 2. In de leidraad worden twee getallen genoemd, vijf en zes. Hoeveel "
                     "aanbieders contracteert u uiteindelijk?",
                     "P Zes. Het getal vijf stond er nog van de vorige keer, toen voor drie "
                     "perceelgroepen is ingekocht."}));
}

TEST(Layout, bullets_of_a_word_processor_open_items) {
  std::string content = lines_at(60, 780, 13, {"In te gaan op:"});
  int y = 767;
  for (const char* item : {"de planning van de overdracht", "de inzet van eigen personeel",
                           "wat van de gemeente wordt verwacht"}) {
    content += text_at(78, y, "o") + text_at(96, y, item);
    y -= 13;
  }
  EXPECT_EQ(
      outline(read_page(content)),
      (Outline{"P In te gaan op:", "L o de planning van de overdracht",
               "L o de inzet van eigen personeel", "L o wat van de gemeente wordt verwacht"}));
}

TEST(Layout, headings_keep_their_lines_and_have_the_level_of_their_number) {
  const std::initializer_list<const char*> prose = {
      "De gemeente leest de inschrijvingen in de volgorde van binnenkomst en let daarbij",
      "op niets anders dan op wat in dit document staat beschreven; wie vragen heeft,",
      "stelt die voor de genoemde datum."};
  const Page page = read_page(
      text_at(60, 790, "4 Voorwaarden", 14, "F2") +
      lines_at(60, 766, 12, {"4.1 Toelating van aanbieders"}, "F2") + lines_at(60, 750, 12, prose) +
      lines_at(60, 700, 12,
               {"4.2 Voorstel tot het vaststellen van de profielschetsen voor de raad",
                "van toezicht en haar leden."},
               "F2") +
      lines_at(60, 672, 12, prose) + lines_at(60, 620, 12, {"4.2.1 Verlenging"}, "F2") +
      lines_at(60, 604, 12, prose) +
      lines_at(
          60, 550, 12,
          {"Artikel 2.8 geldt ook voor aanbieders, gemeenten en bedrijven die deelnemen aan de"}));
  Outline heads;
  for (const std::string& block : outline(page))
    if (block.front() == 'H') heads.push_back(block);
  EXPECT_EQ(heads, (Outline{"H1 4 Voorwaarden", "H2 4.1 Toelating van aanbieders",
                            "H2 4.2 Voorstel tot het vaststellen van de profielschetsen voor de "
                            "raad van toezicht en haar leden.",
                            "H3 4.2.1 Verlenging"}));
}

TEST(Layout, a_short_numbered_line_above_a_paragraph_is_a_heading) {
  const Page page = read_page(
      lines_at(60, 740, 12, {"3.1 Uitvoeringsvarianten"}) +
      lines_at(
          60, 716, 12,
          {"Zoals hierboven is aangegeven bestaan deze uit vier onderdelen: de standaarden, de",
           "verklaring, de artikelen en het gebruik daarvan in de uitvoering van de wet. Dat",
           "geldt voor iedere gemeente."}) +
      lines_at(60, 660, 12, {"3.2 De standaarden en het beheer"}) +
      lines_at(60, 636, 12,
               {"In het berichtenverkeer wisselen gemeenten en aanbieders in verschillende stappen",
                "informatie uit op een elektronische wijze."}));
  std::string kinds;
  for (const std::string& block : outline(page)) kinds += block.front();
  EXPECT_EQ(kinds, "HPHP");
}

TEST(Layout, footnotes_below_two_columns_are_read_after_both) {
  std::string content;
  for (int line = 0; line < 40; ++line) {
    const int y = 770 - 15 * line;
    content += text_at(60, y, "links staat regel " + std::to_string(100 + line) + " van de tekst");
    content +=
        text_at(320, y, "rechts staat regel " + std::to_string(200 + line) + " van de tekst");
  }
  for (int note = 1; note <= 3; ++note)
    content += text_at(60, 140 - 12 * note, std::to_string(note), 4) +
               text_at(70, 137 - 12 * note,
                       "Zie hierover het onderzoek van " + std::to_string(2018 + note) +
                           " naar de uitgaven.",
                       7);
  const Page page = read_page(content);
  const Outline blocks = outline(page);
  ASSERT_EQ(blocks.size(), 5u) << plain_text(page);
  EXPECT_TRUE(blocks[0].starts_with("P links staat regel 100") &&
              blocks[0].ends_with("139 van de tekst"));
  EXPECT_TRUE(blocks[1].starts_with("P rechts staat regel 200") &&
              blocks[1].ends_with("239 van de tekst"));
  EXPECT_EQ(blocks[2], "F 1 Zie hierover het onderzoek van 2019 naar de uitgaven.");
  EXPECT_EQ(blocks[4], "F 3 Zie hierover het onderzoek van 2021 naar de uitgaven.");
}

TEST(Layout, a_sentence_that_begins_in_bold_stays_whole) {
  const Page page = read_page(
      lines_at(60, 740, 12,
               {"Wat is nu nodig om jeugdigen een goede start in het leven te geven en het"},
               "F2") +
      text_at(60, 728, "stelsel te houden?", 10, "F2") +
      text_at(151, 728, "Met zoveel jongeren in een traject doen we iets niet goed") +
      lines_at(
          60, 716, 12,
          {"en daarom wordt de wet aangepast. Voor ouders en scholen \\261 en dat zijn er veel",
           "\\261 geldt hetzelfde als voor aanbieders."}));
  ASSERT_EQ(page.blocks.size(), 1u) << plain_text(page);
  EXPECT_EQ(page.blocks[0].kind, BlockKind::paragraph);
}

TEST(Layout, a_short_line_in_bold_above_a_text_that_begins_in_bold_is_its_heading) {
  const Page page = read_page(
      text_at(60, 700, "Toelichting", 10, "F2") +
      "BT /F2 10 Tf 60 686 Td (Algemeen.) Tj /F1 10 Tf ( Een gemeente kan dit aanbesteden, maar "
      "zij "
      "kan er ook een subsidie voor geven.) Tj ET\n" +
      text_at(60, 673,
              "In deze regio is in 2020 voor het laatste gekozen, met de instemming van de raad."));
  EXPECT_EQ(outline(page).front(), "H1 Toelichting");
}

TEST(Layout, footnotes_and_running_feet_are_told_apart) {
  std::vector<std::string> contents;
  for (const char* number : {"1", "2", "3"}) {
    std::string content = text_at(60, 810, "Inkoopdocument Wmo", 9);
    int y = 770;
    for (int line = 0; line < 20; ++line, y -= 14)
      content +=
          text_at(60, y, "De gemeente leest de inschrijvingen in de volgorde van binnenkomst en");
    content += text_at(60, 74, number, 5) + text_at(66, 70, "Zie de uitgangspunten.", 8);
    content += text_at(280, 30, "Pagina " + std::string(number) + " van 3", 9);
    contents.push_back(content);
  }
  for (const Page& page : read_pages(contents).pages) {
    ASSERT_EQ(page.blocks.size(), 4u) << plain_text(page);
    EXPECT_EQ(page.blocks[0].kind, BlockKind::running_head);
    EXPECT_EQ(page.blocks[1].kind, BlockKind::paragraph);
    EXPECT_EQ(page.blocks[2].kind, BlockKind::footnote);
    EXPECT_EQ(page.blocks[3].kind, BlockKind::running_head);
  }
}

TEST(Layout, three_columns_of_a_folder_are_read_one_after_the_other) {
  std::string content = text_at(60, 780, "Hulp bij het huishouden", 18, "F2");
  const char* columns[] = {"eerste", "tweede", "derde"};
  for (int column = 0; column < 3; ++column)
    for (int line = 0; line < 14; ++line)
      content += text_at(40 + 180 * column, 740 - 13 * line,
                         std::string(columns[column]) + " kolom met regel " +
                             std::to_string(10 + line + (line % 3 == 0 ? 1000 : 0)));
  const std::string text = plain_text(read_page(content));
  EXPECT_LT(text.find("eerste kolom met regel 23"), text.find("tweede kolom met regel 1010"));
  EXPECT_LT(text.find("tweede kolom met regel 23"), text.find("derde kolom met regel 1010"));
}

TEST(Layout, a_short_piece_in_two_columns_between_prose_is_read_as_columns) {
  const std::initializer_list<const char*> prose = {
      "De gemeente leest de inschrijvingen in de volgorde van binnenkomst en let daarbij op niets",
      "anders dan op wat in dit document staat beschreven; wie vragen heeft, stelt die voor de",
      "genoemde datum aan de contactpersoon van de gemeente."};
  const std::string content =
      lines_at(60, 740, 12, prose) +
      lines_at(60, 690, 12,
               {"In perceel een gaat het om hulp aan", "jeugdigen met een beperking, die",
                "vier dagen per week naar een groep", "gaan en daar worden begeleid",
                "door opgeleide medewerkers."}) +
      lines_at(310, 690, 12,
               {"In perceel twee gaat het om hulp in", "het gezin zelf, op tijden die met",
                "de ouders worden afgesproken en", "zonder dat de jeugdige daarvoor",
                "moet reizen naar een locatie."}) +
      lines_at(60, 615, 12, prose);
  const std::string text = plain_text(read_page(content));
  EXPECT_LT(text.find("gemeente.\n"), text.find("In perceel een"));
  EXPECT_LT(text.find("opgeleide medewerkers"), text.find("In perceel twee")) << text;
  EXPECT_LT(text.find("naar een locatie"), text.rfind("De gemeente leest")) << text;
}

TEST(Layout, two_lines_in_each_of_two_columns_are_read_as_columns) {
  const std::string content =
      lines_at(
          60, 740, 12,
          {"De gemeente leest de inschrijvingen in de volgorde van binnenkomst en let daarbij op",
           "niets anders dan op wat in dit document staat beschreven."}) +
      lines_at(
          60, 700, 12,
          {"In perceel een gaat het om hulp aan alle", "jeugdigen met een beperking, die hier"}) +
      lines_at(310, 700, 12,
               {"wonen en vier dagen per week naar een", "groep gaan en daar worden begeleid."}) +
      lines_at(60, 660, 12,
               {"Wie vragen heeft, stelt die voor de genoemde datum aan de gemeente."});
  const std::string text = plain_text(read_page(content));
  EXPECT_LT(text.find("aan alle\njeugdigen"), text.find("wonen en vier")) << text;
}

TEST(Layout, columns_above_a_table_with_a_border_below_their_gutter_are_columns) {
  std::string content;
  for (int line = 0; line < 8; ++line)
    content += text_at(60, 740 - 12 * line,
                       "links staat nu regel " + std::to_string(100 + line) + " van de tekst") +
               text_at(310, 740 - 12 * line,
                       "rechts staat nu regel " + std::to_string(200 + line) + " van de tekst");
  content += text_at(60, 615, "2 Tarieven", 13, "F2") +
             grid({56, 300, 540}, {600, 580, 560, 540, 520, 500});
  for (int row = 0; row < 5; ++row)
    content += text_at(62, 586 - 20 * row, "perceel " + std::to_string(row)) +
               text_at(312, 586 - 20 * row, "tarief per uur " + std::to_string(row));
  const Page page = read_page(content);
  const std::string text = plain_text(page);
  EXPECT_LT(text.find("regel 107"), text.find("regel 200")) << text;
  EXPECT_LT(text.find("regel 207"), text.find("2 Tarieven")) << text;
  EXPECT_EQ(cell(page, page.blocks.back(), 4, 1), "tarief per uur 4");
}

TEST(Layout, a_letterhead_keeps_the_address_and_the_reference_apart) {
  const Page page = read_page(
      lines_at(60, 740, 13,
               {"Stichting De Brug", "t.a.v. mevrouw A. Jansen", "Postbus 12", "7800 AA Emmen"}) +
      lines_at(330, 740, 13, {"Datum", "Kenmerk", "Behandeld door"}) +
      lines_at(430, 740, 13, {"12 maart 2021", "Z-2021-0034", "P. de Vries"}) +
      lines_at(60, 640, 13, {"Geachte mevrouw Jansen,"}) +
      lines_at(
          60, 615, 13,
          {"Met deze brief delen wij u mede dat uw inschrijving is aanvaard en dat wij met u een",
           "overeenkomst willen sluiten voor de duur van vier jaren."}));
  const std::string text = plain_text(page);
  EXPECT_LT(text.find("Kenmerk"), text.find("Z-2021-0034"));
  EXPECT_LT(text.find("Z-2021-0034"), text.find("Behandeld door"));
  EXPECT_LT(text.find("7800 AA Emmen"), text.find("Geachte"));
}

TEST(Layout, marks_of_notes_are_no_part_of_word_or_number) {
  const Page page = read_page(
      text_at(60, 760,
              "In de vorige periode waren er meer: een gemeente die gemiddeld met zo een") +
      "BT /F1 10 Tf 60 740 Td (57 aanbieders) Tj 4 Ts /F1 8 Tf (1) Tj 0 Ts /F1 10 Tf ( werkte tot "
      "2019) Tj 4 Ts /F1 6.5 Tf (12) Tj 0 Ts /F1 10 Tf ( 2 x 1 jaar.) Tj ET\n" +
      text_at(60, 720, "Nadien werden het er weer veel minder, omdat de raad dat anders wilde."));
  EXPECT_EQ(
      outline(page),
      (Outline{"P In de vorige periode waren er meer: een gemeente die gemiddeld met zo een 57 "
               "aanbieders ¹ werkte tot 2019 ¹² 2 x 1 jaar. Nadien werden het er weer veel "
               "minder, omdat de raad dat anders wilde."}));
}

TEST(Layout, text_set_with_a_line_in_between_makes_paragraphs) {
  const Page page = read_page(
      lines_at(60, 780, 26,
               {"De gemeente koopt de hulp bij het huishouden in met een raamcontract voor de duur",
                "van drie jaar, dat daarna nog twee keer met een jaar kan worden verlengd als de",
                "raad daarmee instemt."}) +
      lines_at(60, 690, 26,
               {"Wie meedoet, krijgt een vast tarief voor elk uur dat een medewerker bij iemand is",
                "geweest, en niets voor de reis daarheen."}));
  ASSERT_EQ(page.blocks.size(), 2u) << plain_text(page);
  EXPECT_EQ(page.blocks[0].word_count, 34u);
}

TEST(Layout, a_table_says_nothing_about_how_far_lines_of_text_are_apart) {
  // Each row of the table is three lines, which overlap.
  std::string content;
  for (int row = 0; row < 8; ++row) {
    const int y = 790 - 24 * row;
    content += drawn(56, y + 14, 520, y + 14) + text_at(60, y, "Perceel " + std::to_string(row)) +
               text_at(200, y + 4, "per uur") + text_at(300, y - 4, "vier jaar") +
               text_at(400, y + 1, "geen verlenging");
  }
  content += drawn(56, 612, 520, 612);
  content += lines_at(
      60, 570, 15,
      {"De gemeente koopt de hulp bij het huishouden in met een raamcontract voor de duur van",
       "drie jaar, dat daarna nog twee keer met een jaar kan worden verlengd als de raad met",
       "die verlenging heeft ingestemd."});
  const Page page = read_page(content);
  ASSERT_EQ(page.blocks.size(), 2u) << plain_text(page);
  EXPECT_EQ(page.blocks[1].kind, BlockKind::paragraph);
}

TEST(Layout, lines_that_begin_anew_before_the_margin_are_items_of_a_list) {
  const Page page = read_page(lines_at(
      60, 780, 18,
      {"Gesprekken over de plannen horen erbij, en de beste twee plannen krijgen een contract",
       "voor de hele wijk", "Duur: vijf jaar vast", "Vergoeding: een bedrag per inwoner",
       "Geen andere aanbieders"}));
  EXPECT_EQ(
      outline(page),
      (Outline{"P Gesprekken over de plannen horen erbij, en de beste twee plannen krijgen een "
               "contract voor de hele wijk",
               "P Duur: vijf jaar vast", "P Vergoeding: een bedrag per inwoner",
               "P Geen andere aanbieders"}));
}

TEST(Layout, words_in_small_capitals_or_set_wide_are_whole) {
  const Page page = read_page(
      "BT /F2 14 Tf 60 720 Td (A) Tj /F2 10 Tf (RTIKEL) Tj /F2 14 Tf ( 3) Tj ET\n"
      "BT /F1 10 Tf 1.2 Tc 60 680 Td (RAADSVOORSTEL over inkoop) Tj ET\n");
  ASSERT_EQ(page.words.size(), 5u) << plain_text(page);
  EXPECT_EQ(page.words[0].text, "ARTIKEL");
  EXPECT_EQ(page.words[2].text, "RAADSVOORSTEL");
}

TEST(Layout, a_title_above_columns_and_a_heading_below_them_stay_where_they_are) {
  const std::string column[] = {
      "Hoorn betaalt de inloop en een deel van de", "hulp met een subsidie, want dat geeft lucht",
      "omdat er per klant niet meer wordt geteld,", "en dat scheelt de gemeente twee mensen en",
      "een kwart van het geld dat er nu omgaat."};
  std::string content =
      text_at(60, 740, "Nadere regels voor de inloop en de opvang in de regio,", 17, "F2") +
      text_at(60, 720, "2023 tot 2025", 17, "F2");
  for (int line = 0; line < 5; ++line)
    content +=
        text_at(60, 690 - 13 * line, column[line]) + text_at(310, 686 - 13 * line, column[line]);
  content +=
      text_at(60, 610, "Toelichting", 12, "F2") +
      lines_at(60, 590, 13,
               {"Een gemeente kan dit aanbesteden of openstellen, maar zij kan er ook een subsidie",
                "voor geven. In deze regio is in 2020 voor het laatste gekozen."});
  std::vector<std::string> starts;
  const Page page = read_page(content);
  for (const Block& block : page.blocks)
    starts.push_back(std::string(1, "PHLTRF"[static_cast<int>(block.kind)]));
  EXPECT_EQ(starts, (std::vector<std::string>{"H", "P", "P", "H", "P"})) << plain_text(page);
}

TEST(Layout, columns_above_and_below_a_table_are_columns) {
  std::string content;
  const auto columns = [&](int y) {
    content += lines_at(60, y, 13,
                        {"Hoorn betaalt de inloop en een deel van de",
                         "hulp met een subsidie, want dat geeft lucht",
                         "omdat er per klant niet meer wordt geteld,",
                         "en dat scheelt de gemeente twee mensen."}) +
               lines_at(310, y - 5, 13,
                        {"Over de boeken kunnen we kort zijn. Er zijn",
                         "open en gesloten vormen, en wie er goed naar",
                         "kijkt, ziet dat die in de praktijk door elkaar",
                         "lopen en soms anders worden genoemd."});
  };
  columns(740);
  content += text_at(60, 670, "3 Wat valt op", 14, "F2") + drawn(60, 640, 520, 640);
  for (int row = 0; row < 4; ++row)
    content += lines_at(60, 645 - 20 * row, 12, {row == 0 ? "Gemeente" : "Venlo"}) +
               lines_at(170, 645 - 20 * row, 12, {row == 0 ? "Wijze" : "dialoog"}) +
               lines_at(310, 645 - 20 * row, 12, {row == 0 ? "Aantal" : "zes"}) +
               lines_at(420, 645 - 20 * row, 12, {row == 0 ? "Duur" : "drie jaar"});
  columns(540);
  const Page page = read_page(content);
  std::string kinds;
  for (const Block& block : page.blocks) kinds += "PHLTRF"[static_cast<int>(block.kind)];
  EXPECT_EQ(kinds, "PPHTPP") << plain_text(page);
}

TEST(Layout, numbers_without_a_point_that_stand_out_open_items) {
  std::string content = text_at(60, 700, "Let bij het inrichten van de opdracht op het volgende:");
  int y = 688;
  for (const char* number : {"1", "2", "3"}) {
    content +=
        text_at(60, y, number) +
        lines_at(84, y, 12,
                 {"Een gemeente kan een bericht in onderzoek nemen, maar wil daarin zo snel als",
                  "het gaat antwoord geven;"});
    y -= 24;
  }
  std::string kinds;
  for (const std::string& block : outline(read_page(content))) kinds += block.front();
  EXPECT_EQ(kinds, "PLLL");
}

TEST(Layout, a_text_that_ends_in_the_margin_of_the_page_stays_whole) {
  const Page page = read_page(
      lines_at(
          60, 805, 13,
          {"binnen de begroting voor 2021; in Texel na een wijziging die de raad op 16 december",
           "nog moet vaststellen, en in de andere gemeenten nadat zij die zelf hebben aangepast",
           "aan wat het nu kost."}) +
      lines_at(60, 740, 13, {"De partijen die niet zijn gekozen, kunnen naar de rechter gaan."}) +
      lines_at(60, 700, 13, {"Zij hebben recht op een gesprek."}));
  EXPECT_EQ(page.blocks.front().word_count, 35u) << plain_text(page);
}

TEST(Layout, letters_and_roman_numbers_open_items) {
  const Page page =
      read_page(lines_at(60, 740, 13, {"De volgende delen worden onderscheiden:"}) +
                lines_at(78, 727, 13,
                         {"a. begeleiding aan huis;", "b\\) dagbesteding op een locatie;",
                          "\\(c\\) kort verblijf;", "iv. vervoer van en naar de locatie;",
                          "III. beschermd wonen."}));
  const Outline blocks = outline(page);
  ASSERT_EQ(blocks.size(), 6u) << plain_text(page);
  for (std::size_t at = 1; at < 6; ++at) EXPECT_EQ(blocks[at].front(), 'L') << blocks[at];
}

TEST(Layout, page_numbers_are_known_in_their_forms) {
  for (const char* form : {"3", "- 3 -", "3/12", "3 / 12", "Pagina 3 van 12", "Pagina 3", "pag. 3",
                           "blad 3", "Pagina 3/12", "iv", "Pagina | 3", "Blz. 3", "[3]"}) {
    std::string content;
    for (int line = 0; line < 30; ++line)
      content += text_at(60, 770 - 14 * line,
                         "De gemeente leest de inschrijvingen in de volgorde van binnenkomst.");
    content += text_at(290, 40, form);
    const Page page = read_page(content);
    ASSERT_EQ(page.blocks.size(), 2u) << form;
    EXPECT_EQ(page.blocks[1].kind, BlockKind::running_head) << form;
  }
}

TEST(Layout, lines_of_a_list_that_reaches_into_the_margin_are_no_running_feet) {
  std::string content = text_at(60, 700, "De aanbieders in deze regio zijn de volgende.");
  for (int y = 670; y > 50; y -= 20)
    content += text_at(60, y, y % 40 == 30 ? "Plaats: Ede" : "Naam: De Brug");
  const Document document = read_pages({content, content});
  for (const Page& page : document.pages)
    for (const Block& block : page.blocks)
      EXPECT_NE(block.kind, BlockKind::running_head) << text_of(page, block);
}

TEST(Layout, running_heads_may_alternate) {
  std::vector<std::string> contents;
  for (int number = 1; number <= 6; ++number) {
    const bool odd = number % 2 == 1;
    std::string content =
        odd ? text_at(400, 812, "Inkoop Wmo 2021", 9) : text_at(60, 812, "Gemeente Emmen", 9);
    for (int line = 0; line < 30; ++line)
      content += text_at(60, 770 - 14 * line,
                         "Op deze bladzijde staat in regel " + std::to_string(97 * number + line) +
                             " wat daar hoort te staan.");
    content += text_at(odd ? 520 : 60, 40, std::to_string(number), 9);
    contents.push_back(content);
  }
  for (const Page& page : read_pages(contents).pages) {
    ASSERT_EQ(page.blocks.size(), 3u) << plain_text(page);
    EXPECT_EQ(page.blocks[0].kind, BlockKind::running_head);
    EXPECT_EQ(page.blocks[2].kind, BlockKind::running_head);
  }
}

TEST(Layout, the_heading_of_a_part_is_no_running_head_where_it_first_stands) {
  std::vector<std::string> contents;
  const std::vector<std::string> heads = {"DEELOVEREENKOMST I", "DEELOVEREENKOMST II",
                                          "DEELOVEREENKOMST II", "Perceel 1 Begeleiding",
                                          "Perceel 2 Begeleiding"};
  for (std::size_t number = 0; number < heads.size(); ++number) {
    std::string content = text_at(60, 790, heads[number], 14);
    for (int line = 0; line < 30; ++line)
      content += text_at(60, 750 - 14 * line,
                         "Op deze bladzijde staat in regel " +
                             std::to_string(97 * static_cast<int>(number) + line) +
                             " wat daar hoort te staan.");
    contents.push_back(content);
  }
  std::vector<BlockKind> kinds;
  for (const Page& page : read_pages(contents).pages) kinds.push_back(page.blocks.at(0).kind);
  EXPECT_EQ(kinds,
            (std::vector<BlockKind>{BlockKind::heading, BlockKind::heading, BlockKind::running_head,
                                    BlockKind::heading, BlockKind::heading}));
}

TEST(Layout, text_that_runs_up_the_page_stays_out_of_the_rest) {
  std::string content;
  for (int line = 0; line < 20; ++line)
    content += text_at(80, 740 - 14 * line,
                       "In regel " + std::to_string(100 + line) +
                           " staat wat de gemeente van de aanbieder vraagt.");
  content += "BT /F1 10 Tf 0 1 -1 0 40 300 Tm (Concept versie drie) Tj ET\n";
  const Page page = read_page(content);
  const std::string text = plain_text(page);
  EXPECT_LT(text.find("regel 119"), text.find("Concept"));
  EXPECT_NE(text.find("In regel 100 staat wat de gemeente van de aanbieder vraagt.\nIn regel 101"),
            std::string::npos)
      << text;
}

TEST(Layout, a_heading_that_does_not_look_bold_is_told_by_its_number) {
  const Page page =
      read_page(text_at(60, 740, "1 Facturatie", 10, "F2") +
                lines_at(60, 720, 12,
                         {"De aanbieder dient zijn factuur in binnen een maand na de periode."}) +
                text_at(60, 690, "2 Aansprakelijkheid van de aanbieder") +
                lines_at(60, 670, 12,
                         {"De aansprakelijkheid is beperkt tot het bedrag van de verzekering."}) +
                lines_at(60, 640, 12, {"De aanbieder legt over:"}) +
                lines_at(60, 628, 12,
                         {"een eigen verklaring;", "een polis van verzekering;",
                          "een plan voor het gebouw."}));
  std::string kinds;
  for (const std::string& block : outline(page)) kinds += block.front();
  EXPECT_EQ(kinds, "HPHPPLL") << plain_text(page);
}

TEST(Layout, text_from_right_to_left_leaves_the_lines_around_it_as_they_are) {
  std::string content;
  for (const int y : {740, 726, 698, 684})
    content +=
        text_at(60, y, "Deze regel op hoogte " + std::to_string(y) + " is in het Nederlands.");
  content += text_at(300, 712, "ABBA ABA", 10, "F2");  // F2 has Hebrew letters here
  const std::string font =
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
      "/Differences [65 /afii57664 /afii57665] >> >>";
  const std::string file = pdf_of_objects(
      {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
       "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font "
       "<< /F1 5 0 R /F2 6 0 R >> >> >>",
       stream_of(content), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", font});
  const Folder folder;
  const Document document = read_one(folder.write("hebrew.pdf", file));
  ASSERT_EQ(document.pages.size(), 1u);
  const std::string text = plain_text(document.pages.front());
  EXPECT_NE(text.find("Deze regel op hoogte 726 is in het Nederlands.\n"), std::string::npos)
      << text;
  EXPECT_LT(text.find("hoogte 726"), text.find("א"));
  EXPECT_LT(text.find("א"), text.find("hoogte 698"));
}

TEST(Layout, a_page_of_very_many_words_takes_little_time) {
  std::string content;
  for (int line = 0; line < 160; ++line)
    for (int word = 0; word < 50; ++word)
      content +=
          text_at(20 + 11 * word + (7 * line) % 5, 830 - 5 * line, "de" + std::to_string(word), 4);
  const Folder folder;
  const auto file = folder.write("many.pdf", pdf_of(content));
  const auto from = std::chrono::steady_clock::now();
  const Document document = read_one(file);
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - from;
  ASSERT_EQ(document.pages.size(), 1u);
  EXPECT_EQ(document.pages.front().words.size(), 8000u);
  EXPECT_LT(passed.count(), 10);
}

}  // namespace
}  // namespace inkoopmonitor::extract
