// Municipalities and regions by year.
#include <algorithm>

#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::Not;

class RegisterTest : public CorpusTest {
 protected:
  std::optional<RegisterName> find(const std::string& name, int year, bool region = false) const {
    for (const RegisterName& one : database_->register_names(year)) {
      if (one.name == name && one.region == region) return one;
    }
    return std::nullopt;
  }
};

TEST_F(RegisterTest, CountsAgreeWithCbs) {
  EXPECT_THAT(lines("SELECT year, sum(in_force_1jan) FROM municipality_year GROUP BY year"),
              ElementsAre("2014 403", "2015 393", "2016 390", "2017 388", "2018 380", "2019 355",
                          "2020 355", "2021 352", "2022 345", "2023 342", "2024 342", "2025 342"));
  EXPECT_EQ(database_->first_register_year(), 2014);
  EXPECT_EQ(database_->last_register_year(), 2025);
}

TEST_F(RegisterTest, EveryMunicipalityThatEndedHasASuccessor) {
  EXPECT_THAT(lines("SELECT gm_code FROM municipality_year WHERE end_date <> '' AND gm_code"
                    " NOT IN (SELECT old_gm FROM municipality_change)"),
              ElementsAre());
}

TEST_F(RegisterTest, EveryMunicipalityHasOneJeugdregio) {
  for (const char* year : {"2015", "2022"}) {
    EXPECT_EQ(cell("SELECT count(*) FROM (SELECT gm_code FROM region_member"
                   " WHERE kind = 'jeugdregio' AND year = " +
                   std::string(year) + " GROUP BY gm_code HAVING count(*) > 1)"),
              "0");
    EXPECT_EQ(cell("SELECT count(*) FROM region WHERE kind = 'jeugdregio' AND year = " +
                   std::string(year)),
              "42");
  }
}

TEST_F(RegisterTest, FindsAMunicipalityByWhateverItIsCalled) {
  struct Case {
    const char* name;
    int year;
    const char* code;  // empty: none
  };
  const Case cases[] = {
      {"Leiden", 2020, "GM0546"},
      {"gemeente Leiden", 2020, "GM0546"},
      {"LEIDEN", 2020, "GM0546"},
      {"GM0546", 2020, "GM0546"},
      {"gm0546", 2020, "GM0546"},
      {"'s-Hertogenbosch", 2020, "GM0796"},
      {"’s-Hertogenbosch", 2020, "GM0796"},
      {"s Hertogenbosch", 2020, "GM0796"},
      {"Den Bosch", 2020, "GM0796"},
      {"Den Haag", 2020, "GM0518"},
      {"'s-Gravenhage", 2020, "GM0518"},
      {"Súdwest-Fryslân", 2020, "GM1900"},
      {"Sudwest Fryslan", 2020, "GM1900"},
      {"Hengelo", 2014, "GM0164"},
      {"Hengelo (O.)", 2025, "GM0164"},
      {"Hengelo O", 2020, "GM0164"},
      {"Bergen (NH.)", 2020, "GM0373"},
      {"Bergen NH", 2020, "GM0373"},
      {"Bergen (L.)", 2020, "GM0893"},
      {"Bergen", 2020, ""},
      {"Nuenen", 2020, "GM0820"},
      {"Nuenen, Gerwen en Nederwetten", 2020, "GM0820"},
      {"Alphen a/d Rijn", 2020, "GM0484"},
      {"Skarsterlân", 2013, ""},
      {"Haaren", 2020, "GM0788"},
      {"Haaren", 2021, ""},
      {"GM0788", 2021, ""},
      {"Weesp", 2022, "GM0457"},
      {"Weesp", 2023, ""},
      {"Voorne aan Zee", 2022, ""},
      {"Voorne aan Zee", 2023, "GM1992"},
      {"Voorne aan Zee", 2031, "GM1992"},
      {"De Friese Meren", 2014, "GM1921"},
      {"De Friese Meren", 2016, "GM1940"},
      {"Atlantis", 2020, ""},
      {"", 2020, ""},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(database_->municipality_code(one.name, one.year).value_or(""), one.code)
        << one.name << " in " << one.year;
  }
}

TEST_F(RegisterTest, NamesHoldMunicipalitiesOfTheYearAndOtherSpellings) {
  EXPECT_THAT(find("Den Haag", 2020)->codes, ElementsAre("GM0518"));
  EXPECT_THAT(find("Súdwest-Fryslân", 2020)->codes, ElementsAre("GM1900"));
  EXPECT_THAT(find("Sint Michielsgestel", 2020)->codes, ElementsAre("GM0845"));
  EXPECT_TRUE(find("Weesp", 2022));
  EXPECT_FALSE(find("Weesp", 2023));
  EXPECT_FALSE(find("Haaren", 2021));
  EXPECT_FALSE(find("Bergen", 2020));
  EXPECT_EQ(database_->register_names(2031).size(), database_->register_names(2025).size());
}

TEST_F(RegisterTest, RegionsHaveTheMembersOfTheYear) {
  EXPECT_EQ(find("Achterhoek", 2022, true)->codes.size(), 8u);
  EXPECT_THAT(find("Hart van Brabant", 2016, true)->codes, ::testing::Contains("GM0855"));
  // Land van Cuijk followed five municipalities in 2022.
  const auto now = find("Noordoost Brabant", 2024, true)->codes;
  EXPECT_THAT(now, ::testing::Contains("GM1982"));
  EXPECT_THAT(now, Not(::testing::Contains("GM1684")));
  const auto before = find("Noordoost Brabant", 2021, true)->codes;
  EXPECT_THAT(before, ::testing::Contains("GM1684"));
  EXPECT_THAT(before, Not(::testing::Contains("GM1982")));
}

TEST_F(RegisterTest, ARegionCalledAsAMunicipalityNeedsItsKind) {
  EXPECT_FALSE(find("Groningen", 2022, true));
  EXPECT_EQ(find("Groningen", 2022)->codes.size(), 1u);
  EXPECT_EQ(find("regio Groningen", 2022, true)->codes.size(), 10u);
}

}  // namespace
}  // namespace inkoopmonitor::corpus
