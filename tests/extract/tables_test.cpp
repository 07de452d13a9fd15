// Tables of small pages made here, and what only looks like one.
#include "tests/extract/made_pages.h"

namespace inkoopmonitor::extract {
namespace {

TEST(Tables, prose_right_above_a_bordered_table_is_no_row_of_it) {
  const Page page = read_page(
      lines_at(
          60, 780, 12,
          {"De gemeente sluit met ten hoogste tien aanbieders een overeenkomst voor de duur",
           "van vier jaren; in de tabel hieronder staat wat elk van hen per uur ontvangt en tot",
           "wanneer dat tarief geldt."}) +
      grid({56, 220, 380, 520}, {748, 730, 712, 694}) +
      lines_at(60, 735, 18, {"Aanbieder", "Stichting De Brug", "Zorgpunt"}) +
      lines_at(224, 735, 18, {"Tarief", "62,40", "58,10"}) +
      lines_at(384, 735, 18, {"Tot", "1 juli 2024", "1 januari 2025"}));
  EXPECT_EQ(outline(page),
            (Outline{"P De gemeente sluit met ten hoogste tien aanbieders een overeenkomst voor de "
                     "duur van vier jaren; in de tabel hieronder staat wat elk van hen per uur "
                     "ontvangt en tot wanneer dat tarief geldt.",
                     "T | Aanbieder | Tarief | Tot / Stichting De Brug | 62,40 | 1 juli 2024 / "
                     "Zorgpunt | 58,10 | 1 januari 2025"}));
}

TEST(Tables, a_framed_paragraph_right_above_a_table_of_its_width_is_no_row_of_it) {
  const Page page = read_page(
      grid({56, 520}, {790, 756}) +
      lines_at(60, 776, 12,
               {"Planning na deze nota: de tweede ronde van vragen sluit op 6 juli; ingang van",
                "de overeenkomsten: 1 januari 2017."}) +
      grid({56, 100, 300, 520}, {748, 730, 712, 694}) + lines_at(60, 735, 18, {"Nr", "1", "2"}) +
      lines_at(104, 735, 18, {"Vraag", "Hoe lang duurt het contract?", "Met hoeveel partijen?"}) +
      lines_at(304, 735, 18, {"Antwoord", "Drie jaar.", "Met tien."}));
  EXPECT_EQ(outline(page),
            (Outline{"P Planning na deze nota: de tweede ronde van vragen sluit op 6 juli; ingang "
                     "van de overeenkomsten: 1 januari 2017.",
                     "T | Nr | Vraag | Antwoord / 1 | Hoe lang duurt het contract? | Drie jaar. / "
                     "2 | Met hoeveel partijen? | Met tien."}));
}

TEST(Tables, a_row_may_be_higher_than_others_and_hold_blank_lines) {
  const Page page = read_page(
      grid({56, 120, 520}, {780, 760, 640, 620}) +
      lines_at(60, 766, 12,
               {
                   "Nr.",
               }) +
      lines_at(124, 766, 12, {"Uitwerking"}) + lines_at(60, 748, 12, {"K1."}) +
      lines_at(124, 748, 12, {"De wijze waarop de eisen worden vormgegeven in het plan."}) +
      lines_at(124, 700, 12, {"Hierin gaat de inschrijver ten minste in op de planning."}) +
      lines_at(60, 626, 12, {"K2."}) + lines_at(124, 626, 12, {"Het plan van aanpak."}));
  EXPECT_EQ(outline(page),
            (Outline{"T | Nr. | Uitwerking / K1. | De wijze waarop de eisen worden vormgegeven in "
                     "het plan. Hierin gaat de inschrijver ten minste in op de planning. / K2. | "
                     "Het plan van aanpak."}));
}

TEST(Tables, prose_between_two_tables_of_one_width_is_prose) {
  std::string content;
  for (const int top : {780, 640})
    for (int row = 0; row < 4; ++row) {
      const int y = top - 26 * row;
      content += text_at(60, y, row == 0 ? "Begrip" : "Inzet " + std::to_string(row)) +
                 text_at(200, y, row == 0 ? "Omschrijving" : "Wat daarvoor wordt betaald.") +
                 drawn(56, y - 8, 520, y - 8);
    }
  content +=
      lines_at(60, 676, 12,
               {"Op verzoek van de deelnemers wordt deze lijst uitgebreid; dat een begrip is",
                "opgenomen, betekent niet dat het in deze opdracht wordt toegepast."});
  EXPECT_EQ(
      outline(read_page(content)),
      (Outline{"T | Begrip | Omschrijving / Inzet 1 | Wat daarvoor wordt betaald. / Inzet 2 | "
               "Wat daarvoor wordt betaald. / Inzet 3 | Wat daarvoor wordt betaald.",
               "P Op verzoek van de deelnemers wordt deze lijst uitgebreid; dat een begrip is "
               "opgenomen, betekent niet dat het in deze opdracht wordt toegepast.",
               "T | Begrip | Omschrijving / Inzet 1 | Wat daarvoor wordt betaald. / Inzet 2 | "
               "Wat daarvoor wordt betaald. / Inzet 3 | Wat daarvoor wordt betaald."}));
}

TEST(Tables, one_line_that_runs_over_a_border_does_not_join_columns) {
  std::string content;
  for (int row = 0; row < 12; ++row) {
    const int y = 780 - 22 * row;
    content +=
        row == 5 ? text_at(60, y, "6. Onderaannemers") : text_at(60, y, std::to_string(row) + ".");
    content += text_at(110, y, row == 5 ? "ja" : "Perceel " + std::to_string(7 * row)) +
               text_at(300, y, "per uur betaald") + drawn(56, y - 6, 520, y - 6);
  }
  const Page page = read_page(content);
  ASSERT_EQ(page.blocks.size(), 1u) << plain_text(page);
  EXPECT_EQ(cell(page, page.blocks[0], 3, 0), "3.");
  EXPECT_EQ(cell(page, page.blocks[0], 3, 1), "Perceel 21");
  EXPECT_EQ(cell(page, page.blocks[0], 3, 2), "per uur betaald");
}

TEST(Tables, the_last_row_on_a_page_is_no_foot) {
  // The lines of the cell above it stand closer to one another than the rows do.
  std::string content = text_at(60, 700, "Besluit over de gunning van beide percelen") +
                        text_at(60, 120, "Betaling") +
                        lines_at(200, 120, 12, {"vast bedrag per kind", "per maand", "vooraf"}) +
                        text_at(360, 120, "per etmaal") + text_at(60, 62, "Later instromen") +
                        text_at(200, 62, "nee") + text_at(360, 62, "ja, elk jaar") +
                        text_at(500, 24, "1/2");
  for (const int y : {138, 80, 50}) content += drawn(56, y, 520, y);
  for (const int x : {56, 196, 356, 520}) content += drawn(x, 138, x, 50);
  EXPECT_EQ(outline(read_page(content)),
            (Outline{"P Besluit over de gunning van beide percelen",
                     "T | Betaling | vast bedrag per kind per maand vooraf | per etmaal / Later "
                     "instromen | nee | ja, elk jaar",
                     "R 1/2"}));
}

TEST(Tables, a_label_at_half_the_height_of_its_text_stands_beside_it) {
  std::string content =
      lines_at(60, 700, 12, {"Bepaling"}, "F2") + lines_at(150, 700, 12, {"Tekst"}, "F2");
  int y = 672;
  for (const char* label : {"C1 Acceptatie", "C2 Privacy", "C3 Monitoring"}) {
    content += text_at(60, y - 12, label);
    content += lines_at(150, y, 12,
                        {"De opdrachtnemer helpt iedere jeugdige die door een verwijzer",
                         "wordt aangemeld. Een wachtlijst ontslaat hem niet van die plicht:",
                         "hij zoekt zelf vervangende hulp."});
    y -= 56;
  }
  const Page page = read_page(content);
  ASSERT_EQ(page.blocks.size(), 1u) << plain_text(page);
  EXPECT_EQ(cell(page, page.blocks[0], 0, 1), "Tekst");
  EXPECT_EQ(cell(page, page.blocks[0], 1, 0), "C1 Acceptatie");
  EXPECT_EQ(cell(page, page.blocks[0], 1, 1),
            "De opdrachtnemer helpt iedere jeugdige die door een verwijzer wordt aangemeld. Een "
            "wachtlijst ontslaat hem niet van die plicht: hij zoekt zelf vervangende hulp.");
  EXPECT_EQ(cell(page, page.blocks[0], 3, 0), "C3 Monitoring");
}

// Three rows of three columns without lines, at x 60, 215 and 330, from y 780 down to 744.
std::string winners() {
  return lines_at(60, 780, 18, {"Inschrijver", "De Brug", "Zorgpunt Oost"}) +
         lines_at(215, 780, 18, {"Score", "88", "85"}) +
         lines_at(330, 780, 18, {"Plaats", "Sneek", "Bolsward"});
}

TEST(Tables, prose_right_below_a_table_without_lines_is_no_row_of_it) {
  // `van` begins where the second column does; `kan` stands in the way of the third.
  const Page page = read_page(
      winners() +
      lines_at(
          60, 726, 12,
          {"Deze prijzen zijn vast tot het einde van de duur en daarna kan de raad ze verhogen",
           "als de lonen in de sector meer zijn gestegen dan de index van het bureau."}));
  EXPECT_EQ(outline(page),
            (Outline{"T | Inschrijver | Score | Plaats / De Brug | 88 | Sneek / Zorgpunt Oost | 85 "
                     "| Bolsward",
                     "P Deze prijzen zijn vast tot het einde van de duur en daarna kan de raad ze "
                     "verhogen als de lonen in de sector meer zijn gestegen dan de index van het "
                     "bureau."}));
}

TEST(Tables, prose_of_which_a_word_begins_where_the_only_column_does_is_no_row) {
  const Page page = read_page(
      lines_at(60, 780, 18, {"Inschrijver", "De Brug", "Zorgpunt Oost"}) +
      lines_at(215, 780, 18, {"Score", "88", "85"}) +
      lines_at(
          60, 726, 12,
          {"Deze prijzen zijn vast tot het einde van de duur en daarna kan de raad ze verhogen",
           "als de lonen in de sector meer zijn gestegen dan de index van het bureau."}));
  ASSERT_EQ(page.blocks.size(), 2u) << plain_text(page);
  EXPECT_EQ(page.blocks[1].kind, BlockKind::paragraph);
  EXPECT_EQ(page.blocks[1].word_count, 32u);
}

TEST(Tables, a_long_label_that_ends_right_before_the_next_column_is_one) {
  const Page page = read_page(
      lines_at(60, 680, 18, {"Stap", "Vragen", "Deze termijnen zijn vast tot het einde"}) +
      lines_at(227, 680, 18, {"Datum", "2 mei 2022", "9 juni 2022"}));
  ASSERT_EQ(page.blocks.size(), 1u) << plain_text(page);
  EXPECT_EQ(cell(page, page.blocks[0], 2, 1), "9 juni 2022");
}

TEST(Tables, a_heading_in_bold_ends_a_table_of_labels_and_values) {
  std::string content;
  int y = 780;
  for (const char* heading : {"2.1.1 Doel", "2.1.3 Waarde", "2.1.4 Overig"}) {
    content += text_at(60, y, heading, 10, "F2") + drawn(58, y - 4, 520, y - 4) +
               lines_at(60, y - 16, 14, {"Aard van het contract", "Looptijd"}) +
               lines_at(240, y - 16, 14, {"Diensten", "4 jaar", "vanaf de dag van tekenen"});
    y -= 66;
  }
  const Page page = read_page(content);
  EXPECT_EQ(outline(page).at(1),
            "T | Aard van het contract | Diensten / Looptijd | 4 jaar vanaf de "
            "dag van tekenen");
  ASSERT_EQ(page.blocks.size(), 6u) << plain_text(page);
  EXPECT_EQ(page.blocks[2].kind, BlockKind::heading);
}

TEST(Tables, a_head_that_only_a_colour_sets_off_is_a_row_of_its_own) {
  // Lines between the rows, and none below the head, which has no label.
  const Page page =
      read_page(lines_at(200, 700, 14, {"Perceel A", "Jeugdhulp met verblijf", "voor jeugdigen"}) +
                lines_at(380, 700, 14, {"Perceel B", "Ambulante jeugdhulp"}) +
                text_at(60, 686, "Omschrijving", 10) + drawn(58, 664, 520, 664) +
                lines_at(60, 650, 24, {"Basisduur", "Aanvang", "Opties"}) +
                lines_at(200, 650, 24, {"Zes jaar", "1 januari 2025", "geen"}) +
                lines_at(380, 650, 24, {"Vier jaar", "1 juli 2025", "2 x 1 jaar"}) +
                drawn(58, 640, 520, 640) + drawn(58, 616, 520, 616) + drawn(58, 592, 520, 592));
  EXPECT_EQ(outline(page).at(0),
            "T | Perceel A | Perceel B / Omschrijving | Jeugdhulp met verblijf voor jeugdigen | "
            "Ambulante jeugdhulp / Basisduur | Zes jaar | Vier jaar / Aanvang | 1 januari 2025 | 1 "
            "juli 2025 / Opties | geen | 2 x 1 jaar");
}

TEST(Tables, a_label_that_takes_two_lines_beside_a_value_of_two_is_one) {
  const Page page = read_page(
      lines_at(60, 680, 14,
               {"Titel", "Rechtvaardiging looptijd", "raamovereenkomst", "Elektronische veiling",
                "Geschikt voor kleine en middelgrote", "ondernemingen"}) +
      lines_at(260, 680, 14,
               {"Hulpmiddelen", "Langer dan vier jaar wegens de termijn van afschrijving",
                "van hulpmiddelen (7 jaar)", "nee", "ja"}) +
      lines_at(60, 570, 12, {"Alle bedragen zijn zonder btw."}));
  EXPECT_EQ(
      outline(page),
      (Outline{"T | Titel | Hulpmiddelen / Rechtvaardiging looptijd raamovereenkomst | Langer dan "
               "vier jaar wegens de termijn van afschrijving van hulpmiddelen (7 jaar) / "
               "Elektronische veiling | nee / Geschikt voor kleine en middelgrote "
               "ondernemingen | ja",
               "P Alle bedragen zijn zonder btw."}));
}

TEST(Tables, of_one_width_with_a_heading_in_between_are_parted_by_their_frames) {
  std::string content;
  for (const int top : {740, 640}) {
    content += text_at(60, top + 18, top == 740 ? "5. Planning" : "6. Organisatie", 13, "F2") +
               grid({56, top == 740 ? 380 : 260, 520}, {top + 10, top - 10, top - 30, top - 50});
    for (int row = 0; row < 3; ++row)
      content += text_at(60, top - 20 * row - 4, "Regel " + std::to_string(row)) +
                 text_at(top == 740 ? 384 : 264, top - 20 * row - 4, "week " + std::to_string(row));
  }
  EXPECT_EQ(
      outline(read_page(content)),
      (Outline{"H1 5. Planning", "T | Regel 0 | week 0 / Regel 1 | week 1 / Regel 2 | week 2",
               "H1 6. Organisatie", "T | Regel 0 | week 0 / Regel 1 | week 1 / Regel 2 | week 2"}));
}

TEST(Tables, the_last_row_needs_no_rule_below_it) {
  std::string content = drawn(56, 692, 520, 692);
  const std::pair<const char*, const char*> rows[] = {{"Waarde", "Procedure"},
                                                      {"tot 100.000", "enkelvoudig onderhands"},
                                                      {"tot 221.000", "meervoudig onderhands"},
                                                      {"750.000 en hoger", "openbare procedure"}};
  for (int row = 0; row < 4; ++row) {
    const int y = 680 - 22 * row;
    content += text_at(60, y, rows[row].first) + text_at(220, y, rows[row].second);
    if (row < 3) content += drawn(56, y - 8, 520, y - 8);
  }
  content +=
      text_at(60, 590, "Contracten duren niet langer dan vier jaar, tenzij dit anders bepaalt.");
  const Page page = read_page(content);
  ASSERT_EQ(page.blocks.size(), 2u) << plain_text(page);
  EXPECT_EQ(cell(page, page.blocks[0], 3, 1), "openbare procedure");
}

TEST(Tables, labels_broken_by_a_hyphen_are_one_where_all_lines_are_far_apart) {
  const Page page = read_page(
      lines_at(60, 680, 20, {"Wijze van", "aanbeste-", "den", "Vragen", "Termijn", "Duur"}) +
      lines_at(160, 680, 20,
               {"De opdracht betreft een dienst. Wij hanteren de vereenvou-",
                "digde procedure van de wet."}) +
      lines_at(160, 620, 20, {"Per brief", "Zes weken", "Vier jaar"}));
  EXPECT_EQ(
      outline(page),
      (Outline{"T | Wijze van aanbeste- den | De opdracht betreft een dienst. Wij hanteren de "
               "vereenvou- digde procedure van de wet. / Vragen | Per brief / Termijn | Zes "
               "weken / Duur | Vier jaar"}));
}

TEST(Tables, the_blanks_of_a_typewriter_part_no_columns) {
  const Page page = read_page(
      lines_at(60, 780, 20, {"5. RITTEN (INDICATIE)", "Van (halte)", "Emmeloord", "Urk"}, "F3") +
      lines_at(200, 760, 20, {"Naar", "Ens", "Tollebeek"}, "F3") +
      lines_at(300, 760, 20, {"Reizigers", "11", "19"}, "F3"));
  ASSERT_EQ(page.blocks.size(), 2u) << plain_text(page);
  EXPECT_EQ(text_of(page, page.blocks[0]), "5. RITTEN (INDICATIE)");
  EXPECT_EQ(cell(page, page.blocks[1], 0, 0), "Van (halte)");
  EXPECT_EQ(cell(page, page.blocks[1], 1, 2), "11");
}

TEST(Tables, text_between_underlined_words_is_no_table) {
  std::string content;
  for (const int y : {780, 700, 620}) {
    content += text_at(60, y, "De raad besluit unaniem:") + drawn(60, y - 2, 174, y - 2) +
               lines_at(60, y - 14, 12,
                        {"geen zienswijze in te dienen op de jaarstukken van de regeling en dat",
                         "per brief onder het genoemde kenmerk kenbaar te maken aan het bestuur",
                         "en aan de andere gemeenten die daaraan deelnemen in deze regio."});
  }
  const Page page = read_page(content);
  for (const Block& block : page.blocks) EXPECT_EQ(block.kind, BlockKind::paragraph);
  EXPECT_NE(plain_text(page).find("De raad besluit unaniem:\ngeen zienswijze in te dienen op de "
                                  "jaarstukken van de regeling en dat\nper brief"),
            std::string::npos)
      << plain_text(page);
}

TEST(Tables, lines_drawn_out_to_the_margin_are_no_table) {
  // Blanks between words, in points, and the line.
  const std::pair<const char*, const char*> lines[] = {
      {"1", "De druk op mantelzorgers neemt toe, ook in de gemeenten van deze regio, en daarom"},
      {"11", "wijzen de cijfers op de noodzaak van gerichte maatregelen"},
      {"14", "die deze mensen ondersteunen en hun welzijn"},
      {"12", "verbeteren. Zo kan de zorg voor naasten beter"},
      {"1", "worden volgehouden."}};
  std::string content;
  int y = 780;
  for (const auto& [spacing, line] : lines) {
    content += "BT /F1 10 Tf " + std::string(spacing) + " Tw 60 " + std::to_string(y) + " Td (" +
               line + ") Tj ET\n";
    y -= 14;
  }
  const Page page = read_page(content);
  ASSERT_EQ(page.blocks.size(), 1u) << plain_text(page);
  EXPECT_EQ(page.blocks[0].kind, BlockKind::paragraph);
}

TEST(Tables, lines_of_a_table_of_contents_stand_alone_and_are_no_headings) {
  const Page page = read_page(
      text_at(60, 790, "Inhoud", 16, "F2") +
      lines_at(60, 760, 13, {"1. Inleiding............................................3"}, "F2") +
      lines_at(60, 747, 13,
               {"1.1 Algemeen.........................................3",
                "1.2 Doelstelling.....................................4"}) +
      lines_at(60, 721, 13, {"Bijlage 1: Programma van eisen..............19"}, "F2") +
      lines_at(60, 680, 13,
               {"De gemeente leest de inschrijvingen in de volgorde van binnenkomst en let daarbij",
                "op niets anders dan op wat in dit document staat beschreven."}));
  ASSERT_EQ(page.blocks.size(), 6u) << plain_text(page);
  EXPECT_EQ(page.blocks[0].kind, BlockKind::heading);
  for (std::size_t at = 1; at < page.blocks.size(); ++at)
    EXPECT_NE(page.blocks[at].kind, BlockKind::heading) << text_of(page, page.blocks[at]);
}

TEST(Tables, numbered_rows_with_lines_between_them_are_a_table) {
  std::string content = text_at(60, 740, "Nr.", 10, "F2") + text_at(90, 740, "Bepaling", 10, "F2") +
                        drawn(56, 734, 520, 734);
  for (int row = 1; row <= 5; ++row) {
    const int y = 740 - 20 * row;
    content += text_at(60, y, "3." + std::to_string(row)) +
               text_at(90, y, "De overeenkomst wordt aangegaan voor de duur van vier jaren.") +
               drawn(56, y - 6, 520, y - 6);
  }
  const Page page = read_page(content);
  ASSERT_EQ(page.blocks.size(), 1u) << plain_text(page);
  EXPECT_EQ(cell(page, page.blocks[0], 0, 0), "Nr.");
  EXPECT_EQ(cell(page, page.blocks[0], 5, 0), "3.5");
}

TEST(Tables, articles_with_hanging_numbers_are_no_table) {
  std::string content;
  int y = 740;
  const auto item = [&](const char* number, const char* text, const char* font) {
    content += text_at(60, y, number, 10, font) + text_at(130, y, text, 10, font);
    y -= 24;
  };
  item("Artikel 1.", "Voorwerp van de overeenkomst", "F2");
  item("1.1.", "Leverancier verplicht zich tot het leveren van de zorg zoals beschreven.", "F1");
  item("1.2.", "Wijzigingen zijn uitsluitend geldig na schriftelijk akkoord van partijen.", "F1");
  item("Artikel 2.", "Looptijd", "F2");
  item("[2.1.]", "De overeenkomst treedt in werking op de dag van ondertekening door partijen.",
       "F1");
  item("2.2.", "De overeenkomst heeft een looptijd van vier jaren na inwerkingtreding.", "F1");
  std::string kinds;
  for (const std::string& block : outline(read_page(content))) kinds += block.front();
  EXPECT_EQ(kinds, "HLLHLL");
}

TEST(Tables, labels_and_values_of_a_form_stand_beside_each_other) {
  std::string content = text_at(60, 770, "Gegevens van de inschrijver", 12, "F2");
  const std::pair<const char*, const char*> fields[] = {{"Naam:", "Stichting De Brug"},
                                                        {"KvK-nummer:", "12345678"},
                                                        {"Contactpersoon:", "mevrouw Jansen"},
                                                        {"Telefoon:", "0591 123456"}};
  int y = 740;
  for (const auto& [label, value] : fields) {
    content += text_at(60, y, label) + text_at(220, y, value);
    y -= 18;
  }
  const Page page = read_page(content);
  ASSERT_EQ(page.blocks.size(), 2u) << plain_text(page);
  EXPECT_EQ(cell(page, page.blocks[1], 1, 0), "KvK-nummer:");
  EXPECT_EQ(cell(page, page.blocks[1], 1, 1), "12345678");
  EXPECT_EQ(cell(page, page.blocks[1], 3, 1), "0591 123456");
}

// A head at the foot of a page, its rows on the next.
TEST(Tables, a_head_that_a_page_leaves_alone_is_a_row_of_its_own) {
  std::string first =
      lines_at(60, 760, 14,
               {"De opdracht bestaat uit drie percelen. Een inschrijver mag op alle",
                "percelen inschrijven; per perceel dient hij een plan in."});
  const auto row = [](int y, const char* lot, const char* what, const char* number) {
    return text_at(60, y, lot) + text_at(140, y, what) + text_at(400, y, number);
  };
  first += text_at(60, 80, "Perceel", 10, "F2") + text_at(140, 80, "Hulp", 10, "F2") +
           text_at(400, 80, "Aantal", 10, "F2");
  const std::string second = row(760, "1", "Dagbehandeling", "zes") +
                             row(740, "2", "Ambulante gezinsbehandeling", "tien") +
                             row(720, "3", "Crisishulp", "een") +
                             lines_at(60, 660, 14, {"Na de start kan niemand meer instromen."});
  const std::vector<Page> pages = read_pages({first, second}).pages;
  EXPECT_EQ(outline(pages[0]).back(), "T | Perceel | Hulp | Aantal");
  EXPECT_EQ(
      outline(pages[1]).front(),
      "T | 1 | Dagbehandeling | zes / 2 | Ambulante gezinsbehandeling | tien / 3 | Crisishulp | "
      "een");

  // A last line of text above a table is none.
  const std::vector<Page> other =
      read_pages(
          {lines_at(60, 80, 14, {"De verdeling staat op de volgende bladzijde in een tabel."}),
           second})
          .pages;
  EXPECT_EQ(outline(other[0]).back().front(), 'P');
}

}  // namespace
}  // namespace inkoopmonitor::extract
