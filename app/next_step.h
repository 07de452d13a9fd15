// What a command says of the step that comes next, and words as a shell takes them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "corpus/corpus.h"

namespace inkoopmonitor::app {

// A word between single quotes, whatever it holds.
std::string shell_quoted(std::string_view word);

// " --corpus DIR" as a shell takes it, for a command that is to be typed; empty for the folder that
// every command takes by itself.
std::string corpus_argument(const std::filesystem::path& corpus);

// Whether nothing was taken in yet, so that an empty answer would look like a finding.
bool has_no_documents(const corpus::Database& database);

}  // namespace inkoopmonitor::app
