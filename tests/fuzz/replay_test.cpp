// The seeds of every fuzz target and the inputs that once brought out a fault, as ordinary tests.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/targets.h"

namespace inkoopmonitor::fuzz {
namespace {

namespace fs = std::filesystem;

struct Target {
  const char* name;
  void (*run)(std::string_view);
};

class Replay : public testing::TestWithParam<Target> {};

// Each whole and, since a cut is the commonest damage, cut off at some places.
TEST_P(Replay, of_every_kept_input_ends_well) {
  int count = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(SOURCE_DIR "/tests/fuzz/seeds") / GetParam().name)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    SCOPED_TRACE(entry.path());
    GetParam().run(bytes);
    for (std::size_t part = 0; part < 16; ++part)
      GetParam().run(std::string_view(bytes).substr(0, bytes.size() * part / 16));
    ++count;
  }
  EXPECT_GT(count, 0);
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Replay,
                         testing::Values(Target{"classify", classify}, Target{"csv", csv},
                                         Target{"docx", docx}, Target{"layout", layout},
                                         Target{"manifest", manifest}, Target{"message", message},
                                         Target{"notice", notice}, Target{"odt", odt},
                                         Target{"quality", quality}, Target{"requests", requests},
                                         Target{"zip", zip}),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace inkoopmonitor::fuzz
