// Municipalities as people write them in a manifest or as the name of a folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "corpus/corpus.h"

namespace inkoopmonitor::app {

// The register year that stands for `year`: the nearest one that the register has.
int register_year(int year, const corpus::Database& database);

// Code of the municipality that the deepest folder of `folders` names, in the register of `year`.
std::optional<std::string> municipality_of_folders(const std::filesystem::path& folders, int year,
                                                   const corpus::Database& database);

// What to do about a municipality that the register of `year` does not have: its years and who
// followed it, or the name that looks most like it. A sentence without its full stop.
std::string advice_on_municipality(const std::string& name_or_code, int year,
                                   const corpus::Database& database);

}  // namespace inkoopmonitor::app
