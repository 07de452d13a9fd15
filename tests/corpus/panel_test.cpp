// The monitor's rows: which arrangement is in force where, on 1 January of which year.
#include "fixture.h"

namespace inkoopmonitor::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PanelTest : public CorpusTest {
 protected:
  // Sets the last set year of the corpus, so that the panel goes one year beyond.
  void offered_until(int year) { offer("last.pdf", "last", year); }
  void arrange(const std::string& path, int set_year, const std::string& documentsoort,
               const std::vector<Values>& arrangements) {
    const std::string sha256 = coded(path, set_year, documentsoort);
    std::vector<classify::Arrangement> made;
    for (const Values& values : arrangements) {
      made.push_back({record(static_cast<std::uint32_t>(made.size()) + 1, values), {}});
      made.back().deciding.assign(values.size(), sha256);
    }
    database_->store_arrangements(run_, path, made);
    database_->rebuild_panel();
  }
  // "2019 contract" and so on.
  std::vector<std::string> years() const {
    return lines("SELECT DISTINCT panel_year, certainty FROM panel ORDER BY 1, 2");
  }
};

struct TermCase {
  const char* name;
  Values values;  // besides status, gemeenten, domein
  std::vector<std::string> expected;
  const char* status = "geldend";
  const char* documentsoort = "overeenkomst";
};

const std::string kContract = "contract", kPlanned = "gepland", kAssumed = "verlenging_aangenomen";

// Offered in 2020, in a corpus whose panel ends in 2025.
const TermCase kTermCases[] = {
    {"base term only",
     {{"ingangsdatum", "2019-01-01"}, {"looptijd", "24"}},
     {"2019 " + kContract, "2020 " + kContract}},
    {"begins during the year",
     {{"ingangsdatum", "2019-04-01"}, {"looptijd", "24"}},
     {"2020 " + kContract, "2021 " + kContract}},
    {"until 1 January",
     {{"ingangsdatum", "2019-01-01"}, {"einddatum", "2021-01-01"}},
     {"2019 " + kContract, "2020 " + kContract}},
    {"through 31 December",
     {{"ingangsdatum", "2019-01-01"}, {"einddatum", "2020-12-31"}},
     {"2019 " + kContract, "2020 " + kContract}},
    {"through 1 January",
     {{"ingangsdatum", "2019-07-15"}, {"einddatum", "2021-01-01"}},
     {"2020 " + kContract, "2021 " + kContract}},
    {"two options",
     {{"ingangsdatum", "2019-01-01"}, {"looptijd", "12"}, {"verlenging", "2x12"}},
     {"2019 " + kContract, "2020 " + kAssumed, "2021 " + kAssumed}},
    {"options of different length",
     {{"ingangsdatum", "2019-01-01"}, {"einddatum", "2019-12-31"}, {"verlenging", "1x24+1x12"}},
     {"2019 " + kContract, "2020 " + kAssumed, "2021 " + kAssumed, "2022 " + kAssumed}},
    {"no options",
     {{"ingangsdatum", "2019-01-01"}, {"looptijd", "12"}, {"verlenging", "0x0"}},
     {"2019 " + kContract}},
    {"renewed tacitly",
     {{"ingangsdatum", "2023-01-01"}, {"looptijd", "12"}, {"verlenging", "stilzwijgend"}},
     {"2023 " + kContract, "2024 " + kAssumed, "2025 " + kAssumed}},
    {"open-ended",
     {{"ingangsdatum", "2022-06-01"}, {"looptijd", "onbepaald"}},
     {"2023 " + kContract, "2024 " + kContract, "2025 " + kContract}},
    {"no end: through the year of offering",
     {{"ingangsdatum", "2019-01-01"}},
     {"2019 " + kContract, "2020 " + kContract}},
    {"no end, begins after it was offered",
     {{"ingangsdatum", "2021-03-01"}},
     {"2022 " + kContract}},
    {"no dates: the year of offering", {}, {"2020 " + kContract}},
    {"no start, ended before", {{"einddatum", "2019-06-30"}}, {}},
    {"no dates, only planned", {}, {}, "gepland"},
    {"a plan whose start has passed",
     {{"ingangsdatum", "2021-01-01"}, {"looptijd", "24"}},
     {"2021 " + kPlanned, "2022 " + kPlanned},
     "gepland",
     "aanbestedingsdocument"},
    {"a plan that was awarded",
     {{"ingangsdatum", "2021-01-01"}, {"looptijd", "12"}},
     {"2021 " + kContract},
     "gepland",
     "gunningsbesluit"},
    {"a tender document on what is in force",
     {{"ingangsdatum", "2019-01-01"}, {"looptijd", "12"}},
     {"2019 " + kContract},
     "geldend",
     "aanbestedingsdocument"},
    {"only considered", {{"ingangsdatum", "2019-01-01"}, {"looptijd", "12"}}, {}, "overwogen"},
    {"ended", {{"ingangsdatum", "2019-01-01"}, {"looptijd", "12"}}, {}, "vervallen"},
    {"long before the register",
     {{"ingangsdatum", "2005-01-01"}, {"einddatum", "2015-12-31"}},
     {"2014 " + kContract, "2015 " + kContract}},
    {"a date that is none", {{"ingangsdatum", "2019-02-30"}}, {"2020 " + kContract}},
};

TEST_F(PanelTest, YearsFollowFromTheTerm) {
  offered_until(2024);
  for (const TermCase& one : kTermCases) {
    SCOPED_TRACE(one.name);
    Values values = one.values;
    values.insert({{"status", one.status}, {"gemeenten", "GM0546"}, {"domein", "wmo"}});
    arrange("a.pdf", 2020, one.documentsoort, {values});
    EXPECT_EQ(years(), one.expected);
  }
}

TEST_F(PanelTest, AMergedMunicipalityInheritsFromTheDayOfTheMerger) {
  offered_until(2022);
  arrange("a.pdf", 2019, "overeenkomst",
          {{{"status", "geldend"},
            {"gemeenten", "GM0003|GM0010"},  // Appingedam and Delfzijl, Eemsdelta since 2021
            {"domein", "jeugd"},
            {"ingangsdatum", "2020-01-01"},
            {"looptijd", "36"}}});
  EXPECT_THAT(lines("SELECT panel_year, gm_code FROM panel ORDER BY 1, 2"),
              ElementsAre("2020 GM0003", "2020 GM0010", "2021 GM1979", "2022 GM1979"));
}

TEST_F(PanelTest, ASplitMunicipalityIsFollowedByAllItsSuccessors) {
  offered_until(2021);
  arrange("a.pdf", 2020, "overeenkomst",
          {{{"status", "geldend"},
            {"gemeenten", "GM0788"},  // Haaren, divided among four in 2021
            {"domein", "jeugd"},
            {"ingangsdatum", "2020-01-01"},
            {"looptijd", "24"}}});
  EXPECT_THAT(
      lines("SELECT panel_year, gm_code FROM panel ORDER BY 1, 2"),
      ElementsAre("2020 GM0788", "2021 GM0757", "2021 GM0824", "2021 GM0855", "2021 GM0865"));
}

TEST_F(PanelTest, SuccessionIsFollowedTwiceAndOnlyFromItsDay) {
  offered_until(2023);
  // Millingen joined Groesbeek in 2015, which became Berg en Dal in 2016; Weesp ended in March
  // 2022.
  arrange("a.pdf", 2014, "overeenkomst",
          {{{"status", "geldend"},
            {"gemeenten", "GM0265"},
            {"domein", "jeugd"},
            {"ingangsdatum", "2014-01-01"},
            {"looptijd", "36"}},
           {{"status", "geldend"},
            {"gemeenten", "GM0457"},
            {"domein", "wmo"},
            {"ingangsdatum", "2022-01-01"},
            {"looptijd", "24"}}});
  EXPECT_THAT(
      lines("SELECT panel_year, gm_code FROM panel ORDER BY 1, 2"),
      ElementsAre("2014 GM0265", "2015 GM0241", "2016 GM1945", "2022 GM0457", "2023 GM0363"));
}

TEST_F(PanelTest, AYearBeforeTheMunicipalityBeganHasNoRow) {
  offered_until(2021);
  arrange("a.pdf", 2021, "overeenkomst",
          {{{"status", "geldend"},
            {"gemeenten", "GM1979|GM0014"},
            {"domein", "jeugd"},
            {"ingangsdatum", "2020-01-01"},
            {"looptijd", "24"}}});
  EXPECT_THAT(lines("SELECT panel_year, gm_code FROM panel ORDER BY 1, 2"),
              ElementsAre("2020 GM0014", "2021 GM0014", "2021 GM1979"));
}

TEST_F(PanelTest, DomainsAndVoorzieningen) {
  struct Case {
    const char* domein;
    const char* voorzieningen;
    std::vector<std::string> expected;
  };
  const Case cases[] = {
      {"wmo", "", {"wmo/"}},
      {"wmo+jeugd", "", {"jeugd/", "wmo/"}},
      {"wmo+jeugd", "begeleiding_groep|pleegzorg", {"jeugd/pleegzorg", "wmo/begeleiding_groep"}},
      {"wmo+jeugd", "pleegzorg", {"jeugd/pleegzorg", "wmo/"}},
      {"jeugd", "begeleiding_groep|pleegzorg", {"jeugd/pleegzorg"}},
      {"wmo", "iets_nieuws", {"wmo/iets_nieuws"}},
      {"", "re_integratie", {"participatie/re_integratie"}},
      {"", "", {"/"}},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(std::string(one.domein) + " " + one.voorzieningen);
    arrange("a.pdf", 2020, "overeenkomst",
            {{{"status", "geldend"},
              {"gemeenten", "GM0546"},
              {"domein", one.domein},
              {"voorzieningen", one.voorzieningen}}});
    EXPECT_EQ(lines("SELECT domein || '/' || voorziening FROM panel ORDER BY 1"), one.expected);
  }
}

TEST_F(PanelTest, TwoPercelenAreTwoRows) {
  const Values common = {{"status", "geldend"}, {"gemeenten", "GM0546"}, {"domein", "wmo"}};
  Values first = common, second = common;
  first.insert({{"perceel", "1"}, {"voorzieningen", "vervoer"}, {"procedure", "veiling"}});
  second.insert({{"perceel", "2"}, {"voorzieningen", "vervoer"}, {"procedure", "best_value"}});
  arrange("a.pdf", 2020, "overeenkomst", {first, second});
  EXPECT_THAT(lines("SELECT panel_year, gm_code, gemeente, domein, voorziening, dossier, record,"
                    " certainty, value FROM panel_value WHERE variable = 'procedure'"
                    " ORDER BY panel_year, gm_code, dossier, record"),
              ElementsAre("2020 GM0546 Leiden wmo vervoer a.pdf 1 contract veiling",
                          "2020 GM0546 Leiden wmo vervoer a.pdf 2 contract best_value"));
}

TEST_F(PanelTest, WithoutMunicipalityThereIsNoRow) {
  arrange("a.pdf", 2020, "overeenkomst", {{{"status", "geldend"}, {"domein", "wmo"}}});
  EXPECT_THAT(years(), IsEmpty());
}

TEST_F(PanelTest, OfferedAgainInALaterYearCountsThere) {
  const std::vector<Values> arrangements = {
      {{"status", "geldend"}, {"gemeenten", "GM0546"}, {"domein", "wmo"}}};
  arrange("a.pdf", 2018, "overeenkomst", arrangements);
  offer(offering("a.pdf", 2020));
  database_->rebuild_panel();
  EXPECT_THAT(years(), ElementsAre("2018 contract", "2020 contract"));
}

TEST_F(PanelTest, AnInterruptedRunIsMadeUpByTheNext) {
  arrange("a.pdf", 2020, "overeenkomst",
          {{{"status", "geldend"}, {"gemeenten", "GM0546"}, {"domein", "wmo"}}});
  database_->store_arrangements(
      run_, "a.pdf",
      {{record(1, {{"status", "geldend"}, {"gemeenten", "GM0503"}, {"domein", "wmo"}}), {}}});
  reopen();  // killed before the panel was made
  EXPECT_THAT(database_->dossiers_to_resolve(), IsEmpty());
  database_->rebuild_panel();
  EXPECT_THAT(lines("SELECT panel_year, gm_code FROM panel"), ElementsAre("2020 GM0503"));
}

}  // namespace
}  // namespace inkoopmonitor::corpus
