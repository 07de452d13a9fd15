// Names, addresses and numbers of persons, told from what only looks like them.
#include "classify/private_words.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "error.h"
#include "made_document.h"

namespace inkoopmonitor::classify {
namespace {

const std::filesystem::path kFile = SOURCE_DIR "/classify/persoonsgegevens.toml";

const PrivatePatterns& project_patterns() {
  static const PrivatePatterns patterns = [] {
    std::ifstream in(kFile, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return PrivatePatterns(kFile, bytes.str());
  }();
  return patterns;
}

// The words that are found, as `kind: words`, one place a line.
std::string found(const std::string& text) {
  const extract::Document document = made_document(text);
  std::string result;
  for (const PrivateWords& one : project_patterns().find(document)) {
    const extract::Page& page = document.pages.at(one.page - 1);
    result += (result.empty() ? "" : "\n") + one.kind + ": " +
              extract::quote(page, one.first_word, one.last_word);
  }
  return result;
}

TEST(PrivateWords, NamesAreToldByWhatStandsBeforeThem) {
  const std::pair<const char*, const char*> cases[] = {
      {"Contact met de heer Jansen over de planning.", "name: Jansen"},
      {"Mevrouw A. van der Berg-de Vries, wethouder", "name: A. van der Berg-de Vries,"},
      {"vertegenwoordigd door mr. drs. P.J. de Boer", "name: P.J. de Boer"},
      {"Contactpersoon: Karin Smit, afdeling Inkoop", "name: Karin Smit,"},
      {"wethouder Özdemir heeft ingestemd", "name: Özdemir"},
      {"de heer drs. Th. ten Have belt morgen", "name: drs. Th. ten Have"},
      {"Dit stelde J.P. Janssen voor.", "name: J.P. Janssen"}};
  for (const auto& [text, expected] : cases) {
    const std::string got = found(text);
    // Titles before a name may be masked with it.
    EXPECT_NE(("\n" + got).find(std::string(expected).substr(6)), std::string::npos) << text << "\n"
                                                                                     << got;
    EXPECT_TRUE(got.starts_with("name: ")) << text << got;
  }
}

TEST(PrivateWords, ASignatureHasTheNamesBelowIt) {
  EXPECT_EQ(found("Hoogachtend,\n\nnamens het college van Borne\n\nJ. Pieters\n\nprojectleider"),
            "name: J. Pieters");
  EXPECT_EQ(found("Namens deze,\n\nKarin de Wit\n\n| Datum | Plaats |"), "name: Karin de Wit");
}

TEST(PrivateWords, WhatOnlyLooksLikeANameIsNone) {
  for (const char* text :
       {"De gemeente sluit een overeenkomst met Zorggroep Oost B.V. Zij levert begeleiding.",
        "Het college van burgemeester en wethouders besluit tot gunning.", "A. Inleiding",
        "Artikel 4. De looptijd is drie jaar.", "de heer of mevrouw die zorg ontvangt",
        "Contact over de Jeugdwet is niet nodig.",
        "Perceel 2: Begeleiding Wmo in Goes en Borsele, vier jaar vanaf 1 januari 2025."})
    EXPECT_EQ(found(text), "") << text;
}

TEST(PrivateWords, NumbersAndAddressesAreFoundWithTheirControlFigures) {
  EXPECT_EQ(found("Bel 0113 - 24 97 00 of mail naar inkoop@goes.example voor vragen."),
            "telephone: 0113 - 24 97 00\nmail: inkoop@goes.example");
  EXPECT_EQ(found("Rekening NL91 ABNA 0417 1643 00 van de stichting"),
            "iban: NL91 ABNA 0417 1643 00");
  EXPECT_EQ(found("Rekening NL91ABNA0417164301 van de stichting"), "");
  EXPECT_EQ(found("KvK-nummer 01234567, CPV 85300000-8, 2019/S 140-341876, 0 tot 12 maanden"), "");
  EXPECT_EQ(found("| Telefoon | 06-12345678 |"), "telephone: 06-12345678");
}

TEST(PrivateWords, ACodingHasThem) {
  const Coding coding = coded(
      "# Raamovereenkomst Wmo gemeente Houten\n\nContactpersoon is de heer Jansen.\n\nDe "
      "overeenkomst duurt vier jaar.");
  ASSERT_EQ(coding.private_words.size(), 1U);
  EXPECT_EQ(coding.private_words[0].kind, "name");
}

TEST(PrivateWords, APatternThatDoesNotHoldItsExampleIsRefused) {
  const std::pair<const char*, const char*> cases[] = {
      {"[[pattern]]\nkind = 'x'\nexpression = 'a'\nyes = ['b']", "does not find its example \"b\""},
      {"[[pattern]]\nkind = 'x'\nexpression = 'a'\nno = ['cab']", "finds its example \"cab\""},
      {"[[pattern]]\nkind = 'x'\nexpression = '('", "missing"},
      {"[[pattern]]\nkind = 'x'\nexpression = 'a'\ncheck = 'moon'", "no check `moon`"},
      {"[names]\nbefor = ['x']", "unknown key `befor`"},
      {"[names]\nbefore = 'x'", "not a list"},
      {"[names", "line 1"}};
  for (const auto& [bytes, problem] : cases) {
    try {
      const PrivatePatterns patterns("eigen.toml", bytes);
      ADD_FAILURE() << bytes;
    } catch (const Error& error) {
      EXPECT_TRUE(error.subject.starts_with("eigen.toml")) << error.subject;
      EXPECT_NE(error.problem.find(problem), std::string::npos) << error.problem;
    }
  }
}

}  // namespace
}  // namespace inkoopmonitor::classify
