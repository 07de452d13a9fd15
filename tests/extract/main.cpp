#include <gtest/gtest.h>

#include "extract/extract.h"

int main(int argc, char** argv) {
  if (const auto status = inkoopmonitor::extract::run_if_child(argc, argv)) return *status;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
