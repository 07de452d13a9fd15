// In which language a document is.
#include "extract/language.h"

#include <sstream>

#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

std::vector<Page> pages_of(const std::string& text) {
  std::vector<Page> pages(1);
  std::istringstream words(text);
  for (std::string word; words >> word;) pages[0].words.emplace_back().text = word;
  return pages;
}

TEST(Language, is_told_by_the_words_that_every_sentence_has) {
  const struct {
    const char *text, *declared, *language;
  } cases[] = {
      {"De looptijd van de overeenkomst is vier jaar en kan door de gemeente met twee jaar worden "
       "verlengd.",
       "", "nl"},
      {"The term of the agreement is four years and may be extended by the municipality for two "
       "years.",
       "", "en"},
      {"Die Laufzeit der Vereinbarung beträgt vier Jahre und kann von der Gemeinde um zwei Jahre "
       "verlängert werden.",
       "", "de"},
      {"La durée de la convention est de quatre ans et peut être prolongée par la commune pour une "
       "période de deux ans.",
       "", "fr"},
      // What the file says of itself is often the language of the machine that made it.
      {"De looptijd van de overeenkomst is vier jaar en kan door de gemeente met twee jaar worden "
       "verlengd.",
       "en-US", "nl"},
      // Capitals, and marks that touch the words.
      {"BESLUIT: \"HET COLLEGE\" (VAN DE GEMEENTE BORNE) BESLUIT, GELET OP ARTIKEL 2, DAT DIT "
       "WORDT INGEKOCHT.",
       "", "nl"},
      // OCR of a bad scan.
      {"De l00ptijd van d3 overeenkornst is v1er jaar; h€t coiiege kan dez€ rnet twee jaar "
       "ver1engen voor eik perceei, indi€n dit bij de eva1uatie b1ijkt",
       "", "nl"},
      // A table: hardly a sentence in it.
      {"Perceel Product Eenheid Tarief 1 Begeleiding individueel uur € 48,60 2 Begeleiding groep "
       "dagdeel € 36,10 3 Verblijf met behandeling etmaal € 210,00 Tarief per uur voor hulp op "
       "afstand",
       "", "nl"},
      // Dutch with English names of things.
      {"Voor de Service Level Agreement en het Social Return on Investment wordt met de aanbieder "
       "een plan gemaakt dat de Quality Manager bij de gemeente indient.",
       "", "nl"},
      // German names in a Dutch text.
      {"Naar aanleiding van het overleg met Von der Heyden und Partner zijn de tarieven voor de "
       "gemeente aan het einde van het jaar aangepast.",
       "", "nl"},
      // Too little to tell; then what the file says counts, when the little agrees.
      {"Tarieven 2020", "", ""},
      {"Tarieven 2020", "nl", ""},
      {"Bijlage van het contract", "", ""},
      {"Bijlage van het contract", "nl-NL", "nl"},
      {"Bijlage van het contract", "en-GB", ""},
      {"", "nl", ""},
      {"1 2 3 4,50 € 17 % 2020-01-01", "nl", ""},
      // None of the four.
      {"El plazo del contrato es de cuatro años y puede ser prorrogado por el municipio por dos "
       "años más según lo que se establece en la ley.",
       "", ""},
      {"Umowa zostaje zawarta na okres czterech lat i może zostać przedłużona przez gminę o dwa "
       "lata na warunkach określonych w ustawie.",
       "", ""},
      // As much of one as of another.
      {"The term of the agreement is shown with the price. De looptijd van het contract wordt met "
       "de prijs getoond.",
       "", ""},
  };
  for (const auto& [text, declared, language] : cases)
    EXPECT_EQ(language_of(pages_of(text), declared), language) << text << " / " << declared;
}

TEST(Language, is_that_of_most_of_the_text) {
  std::string text = "This document is the tender of the region and has to be read with its annex.";
  for (int times = 0; times < 5; ++times)
    text += " Het contract wordt door de gemeente met een jaar verlengd als dat voor de zorg moet.";
  EXPECT_EQ(language_of(pages_of(text), ""), "nl");
}

TEST(Language, of_the_gold_documents_is_dutch_also_when_they_are_misread) {
  const auto folder = shared("gold/text");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no gold documents here";
  for (const auto& document : std::filesystem::directory_iterator(folder)) {
    if (!document.is_directory()) continue;
    std::string text;
    for (const auto& page : std::filesystem::directory_iterator(document)) text += bytes_of(page);
    EXPECT_EQ(language_of(pages_of(text), ""), "nl") << document.path();
    for (std::size_t at = 0; at < text.size(); at += 10)
      if (text[at] >= 'a' && text[at] <= 'z') text[at] = '1';
    EXPECT_EQ(language_of(pages_of(text), ""), "nl") << document.path() << ", misread";
  }
}

}  // namespace
}  // namespace inkoopmonitor::extract
