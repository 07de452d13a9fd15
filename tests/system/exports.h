// All that a corpus says, for comparing two of them.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/program.h"

namespace inkoopmonitor::testing_support {

inline std::string all_exports(const Program& program, const std::string& corpus = "monitor") {
  std::string all;
  for (const char* table : {"documents", "values", "arrangements"}) {
    const Outcome outcome =
        program.run({"export", "--table", table, "--outcomes", "--corpus", corpus});
    EXPECT_EQ(outcome.status, 0) << outcome.command << "\n" << outcome.errors;
    all += outcome.output;
  }
  return all;
}

}  // namespace inkoopmonitor::testing_support
