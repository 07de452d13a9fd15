// What a command says of the step that comes next.
#pragma once

#include <filesystem>
#include <string>

#include "corpus/corpus.h"

namespace inkoopmonitor::app {

// " --corpus DIR" as a shell takes it, for a command that is to be typed; empty for the folder that
// every command takes by itself.
std::string corpus_argument(const std::filesystem::path& corpus);

// Whether nothing was taken in yet, so that an empty answer would look like a finding.
bool has_no_documents(const corpus::Database& database);

}  // namespace inkoopmonitor::app
