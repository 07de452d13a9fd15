// The limit on memory. AddressSanitizer needs more address space than any limit would leave.
#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

class Limits : public testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP()
        << "memory cannot be limited under AddressSanitizer; run this from a release build";
#endif
  }
};

TEST_F(Limits, memory_is_limited_and_named_as_the_reason) {
  const auto file = shared("gold/pdf/db09.pdf");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no gold documents here";
  Options options;
  options.memory_bytes = 100ull << 20;  // enough to open the file, too little to read a scan
  const Document document = read_one(file, options);
  EXPECT_EQ(document.result, Result::failed);
  EXPECT_EQ(code_of(document), "memory_limit") << document.reason;
}

TEST_F(Limits, a_page_that_asks_for_too_much_does_not_stop_others) {
  const auto hungry = shared("hostile/pdf/d1adcf2f51e1.pdf");
  if (!std::filesystem::exists(hungry)) GTEST_SKIP() << "no hostile documents here";
  const Folder folder;
  const auto good = folder.write("good.pdf", pdf_of(text_at(60, 700, "Een goede bladzijde.")));
  Options options;
  options.memory_bytes = 300ull << 20;
  options.timeout_seconds = 10;
  const Documents read = read_all({hungry, good}, options);
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].second.result, Result::failed);
  EXPECT_EQ(read[1].second.result, Result::read) << read[1].second.reason;
}

}  // namespace
}  // namespace inkoopmonitor::extract
