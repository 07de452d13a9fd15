// The manifest: what the people who collected the documents know of them (its contract is in the
// README). Read as a whole and checked before anything is imported.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace inkoopmonitor::app {

struct ManifestRow {
  std::size_t line = 0;
  std::string path;                   // relative to the folder of the manifest
  int year = 0;                       // 0: not given
  std::vector<std::string> gemeente;  // codes or names as written
  std::string dossier, documentsoort;
  std::string datum;  // ISO
  bool openbaar = false;
  bool operator==(const ManifestRow&) const = default;
};

struct Manifest {
  std::filesystem::path file;
  std::vector<ManifestRow> rows;

  // How messages call a row: "map/manifest.csv, line 3".
  std::string place(const ManifestRow& row) const;
  // The file that a row is about, absolute, `..` and `.` taken out.
  std::filesystem::path target(const ManifestRow& row) const;
};

// Reads `file`. Throws Error (usage) naming line and column for an unknown or double column, a file
// named twice, a year, date or yes-and-no that is none.
Manifest read_manifest(const std::filesystem::path& file);

// True for a date of the calendar written as 2024-12-31.
bool is_iso_date(const std::string& text);

}  // namespace inkoopmonitor::app
