// The plan of a cluster: every file of an import, and which of N shares it belongs to. One CSV
// file (RFC 4180, UTF-8), a row a file, in the order of the import:
//
//   share,shares  which share, of how many; the same `shares` in every row
//   added         when the row came into the plan (UTC): what was added together is one import
//   sha256,bytes  of the file; both empty where it cannot be read or is only listed
//   pages,scans   guessed (document_look.h); scans are those that need OCR
//   seconds       that it is expected to take
//   root,path     as in the corpus: the folder that was named and the way below it, bytes that are
//                 not UTF-8 as \xNN, a backslash doubled
//   year,gemeente,gemeente_source,dossier,documentsoort,datum,openbaar
//                 as a manifest has them; gemeente holds codes joined by |
//   skipped,problem  why it is only listed, or cannot be read
//
// A content has one share, however often it is offered. New contents go, the dearest first, each to
// the share that has least to do; what a plan holds already keeps its share, so that adding files
// moves none. (A hash taken modulo N would do that without looking at the earlier plan, but leaves
// shares uneven where a few scans cost what a thousand letters do.)
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/document_look.h"
#include "app/plan.h"

namespace inkoopmonitor::app {

constexpr std::uint32_t shares_max = 10'000;

struct SharedFile {
  PlannedFile file;
  std::string sha256;  // empty: cannot be read, or only listed
  std::uint64_t bytes = 0;
  DocumentLook look;
  double seconds = 0;
  std::uint32_t share = 0;  // from 1; 0: not given out yet
  std::string added;
  bool operator==(const SharedFile&) const = default;
};

struct SharePlan {
  std::uint32_t shares = 0;
  std::vector<SharedFile> files;
  bool operator==(const SharePlan&) const = default;
};

// What a share has to do; contents are counted once.
struct ShareLoad {
  std::size_t files = 0, documents = 0, pages = 0, scans = 0;
  std::uint64_t bytes = 0, bytes_of_largest = 0;
  double seconds = 0;
};

// Of each share, from the first.
std::vector<ShareLoad> loads_of(const SharePlan& plan);

// Puts `found` into `plan`: what it has (root, path, year and content) gets the facts of now and
// keeps the rest; a file with another content takes the place of its row; the rest is new and was
// `added` now. Rows that were not found stay. Then gives a share to what has none.
void add_to_plan(SharePlan& plan, std::vector<SharedFile> found, const std::string& added);

std::string plan_as_csv(const SharePlan& plan);
// Throws Error (usage) that names line and column for what is no plan.
SharePlan parse_plan(std::string_view csv, const std::string& file);
SharePlan read_plan(const std::filesystem::path& file);

// The bytes of a path that text::escaped_path wrote. Throws Error (usage) for what it cannot have
// written.
std::string unescaped_path(std::string_view text);

}  // namespace inkoopmonitor::app
