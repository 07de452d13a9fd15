// What is put right for searching, and what is left as it is.
#include "app/search_text.h"

#include <gtest/gtest.h>

#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

TEST(SearchText, PutsRightWhatIsSurelyMisread) {
  const testing_support::TemporaryFolder folder;
  folder.write("words.dic", "coördinatie/A\novereenkomst\njeugd\nhulp\nzorgen\nmeeste\nmeesten\n");
  SearchText search((folder.path() / "words.dic"));
  struct Case {
    const char *text, *expected;
    bool by_ocr = true;
  };
  const Case cases[] = {
      {"de codrdinatie van zorg", "de coordinatie van zorg\n"},
      {"De Overeenkornst geldt", "de overeenkomst geldt\n"},
      {"de coördinatie van zorg", ""},                          // as it should be
      {"de codrdinatie van zorg", "", false},                   // not by OCR: somebody wrote it
      {"jeugdhulp", ""},                                        // two words of the list
      {"zorgon", ""},                                           // no confusion that is known
      {"eerste\nde codrdinatie\nlaatste", "de coordinatie\n"},  // only the line
      {"de coör-\ndinatie van zorg", "de coordinatie van\n", false},
      {"in 2019-\n2020", "", false},
      {"ﬁnanciële zaken", "financiele zaken\n", false},
  };
  for (const Case& one : cases)
    EXPECT_EQ(search.of(one.text, one.by_ocr), one.expected) << one.text;
}

TEST(SearchText, WithoutAWordListLeavesOcrAsItIs) {
  SearchText search("/nowhere");
  EXPECT_EQ(search.of("de codrdinatie", true), "");
}

}  // namespace
}  // namespace inkoopmonitor::app
