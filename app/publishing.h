// What the commands that publish have in common.
#pragma once

#include <filesystem>

#include "reports/reports.h"

namespace inkoopmonitor::app {

// Chromium, as Debian installs it, on PATH; empty where there is none. Where there is also the
// shell of it that has no windows, that: it starts with less than half the computing.
std::filesystem::path find_chromium();

// How right values were in documents that the rules were not written from, by the calibration.toml
// of the ruleset in `folder`; nothing where it was not measured.
reports::Measured measured_of(const std::filesystem::path& folder);

}  // namespace inkoopmonitor::app
