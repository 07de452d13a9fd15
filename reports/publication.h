// Parts of publications that the profile of a municipality shares. Private to this room.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "reports/dates.h"
#include "reports/evidence_pages.h"
#include "reports/figures.h"
#include "reports/files.h"
#include "reports/method.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {

// The names that monitor.html and what it takes in may use (template.h).
nlohmann::json publication_shape();

}  // namespace inkoopmonitor::reports
