// Parts of publications that the profile of a municipality shares. Private to this room.
#pragma once

#include <string>

#include "reports/dates.h"
#include "reports/evidence_pages.h"
#include "reports/figures.h"
#include "reports/files.h"
#include "reports/reports.h"

namespace inkoopmonitor::reports {

// HTML without its links; their text stays. For paper, on which they lead nowhere.
std::string without_links(const std::string& html);

}  // namespace inkoopmonitor::reports
