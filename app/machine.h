// What of this machine the program needs, and whether it is there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace inkoopmonitor::app {

enum class CheckState : std::uint8_t {
  good,
  note,   // the program works, with less; `remedy` says how to have the rest
  fault,  // a part of the work cannot be done before `remedy` was followed
};

struct Check {
  std::string name, finding;
  CheckState state = CheckState::good;
  std::string remedy;  // a sentence without its end; empty when good
};

// Looks at the libraries, the program's own data, the corpus, memory, disk, fonts and walls around
// reading, and reads a page that is drawn for it, by OCR, as a scan would be read. Never throws for
// what it finds. `corpus` may be missing: then the disk it would be made on is looked at.
std::vector<Check> examine_machine(const std::filesystem::path& corpus);

// Version, schema, reader, ruleset and libraries; a line each.
std::string version_lines();

// "ok" or "!" and the finding for each check, its remedy on a line of its own.
std::string shown(const std::vector<Check>& checks);

}  // namespace inkoopmonitor::app
