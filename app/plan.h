// What an import is going to offer: every file below the named paths, with what the manifest, the
// folders and the command line know of it. Made and checked as a whole, so that a mistake in a
// manifest stops an import before anything of it is stored.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "corpus/corpus.h"

namespace inkoopmonitor::app {

struct PlannedFile {
  corpus::Offering offering;
  std::string skip_reason;  // not empty: the file is listed and not read
  std::string problem;      // not empty: it is not there, or its folder may not be entered
  bool operator==(const PlannedFile&) const = default;
};

struct PlanOptions {
  std::vector<std::filesystem::path> paths;       // files and folders
  std::optional<std::filesystem::path> manifest;  // else every manifest.csv below the paths
  int year = 0;                                   // where the manifest gives none; 0: none
  // What a manifest may give as documentsoort; asked only when one gives any.
  std::function<std::vector<std::string>()> documentsoorten;
};

struct Plan {
  // In the order of the bytes of root and path, whatever way they were found in, so that parts of
  // an import that are done apart can be put in its order again.
  std::vector<PlannedFile> files;
  std::vector<std::filesystem::path> manifests;
  std::size_t rows_about_others = 0;  // of the manifest, about files outside the paths
};

// Why a file of this name with the bytes of `file` is not read: `other_format` and a sentence;
// empty for what is, or says that it is, of a kind that is read or is kept to be read later.
std::string reason_of_format(const std::string& name, const std::filesystem::path& file);

// Throws Error (usage): for a manifest that is no such thing (`read_manifest`), a municipality that
// does not exist in the year, a documentsoort that the codebook does not have, a document for which
// no year is known.
Plan plan_import(const PlanOptions& options, const corpus::Database& database);

}  // namespace inkoopmonitor::app
