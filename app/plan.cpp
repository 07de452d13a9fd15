// Three sources tell what a file is: the manifest's row, the names of its folders, the command
// line. The manifest beats the others. Files are matched to rows by their absolute path with `.`
// and `..` taken out; comparing by content or by name alone was turned down, since two folders of a
// region hold files of the same name all the time.
#include "app/plan.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "app/files.h"
#include "app/manifest.h"
#include "app/municipalities.h"
#include "error.h"
#include "extract/extract.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* manifest_name = "manifest.csv";

bool is_manifest(const FoundFile& file) {
  return file.problem.empty() && fs::path(file.path).filename() == manifest_name;
}

bool is_inside(const fs::path& file, const fs::path& folder) {
  const fs::path relative = file.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

std::string lower_extension(const std::string& path) {
  std::string extension = fs::path(path).extension().native();
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return extension;
}

// Why a file is not read; empty for what is.
std::string skip_reason_of(const FoundFile& file) {
  if (!file.problem.empty()) return "";
  if (!file.is_regular) return "not_a_file: it is a pipe, a socket or a device";
  return reason_of_format(file.path, file.root / file.path);
}

// A row of a manifest and the manifest that it stands in.
struct RowPlace {
  const Manifest* manifest = nullptr;
  const ManifestRow* row = nullptr;
};

class Planner {
 public:
  Planner(const PlanOptions& options, const corpus::Database& database)
      : options_(options), database_(database) {}

  Plan make() {
    for (const fs::path& path : options_.paths) find(path);
    read_manifests();
    for (const FoundFile& file : found_) add(file);
    for (const auto& [target, place] : rows_) add_unfound(target, place);
    std::stable_sort(plan_.files.begin(), plan_.files.end(),
                     [](const PlannedFile& left, const PlannedFile& right) {
                       return std::tie(left.offering.root, left.offering.path) <
                              std::tie(right.offering.root, right.offering.path);
                     });
    return std::move(plan_);
  }

 private:
  // A file below two of the named paths is offered once, under the first.
  void find(const fs::path& path) {
    named_.push_back(absolute_path(path));
    for (FoundFile& file : find_files(path)) {
      if (seen_.insert(file.root / file.path).second) found_.push_back(std::move(file));
    }
  }

  void read_manifests() {
    if (options_.manifest) {
      manifests_.push_back(read_manifest(*options_.manifest));
    } else {
      for (const FoundFile& file : found_) {
        if (is_manifest(file)) manifests_.push_back(read_manifest(file.root / file.path));
      }
    }
    std::erase_if(found_, is_manifest);
    for (const Manifest& manifest : manifests_) {
      plan_.manifests.push_back(manifest.file);
      for (const ManifestRow& row : manifest.rows) take(manifest, row);
    }
    if (options_.manifest) {
      const fs::path own = fs::weakly_canonical(*options_.manifest);
      std::erase_if(found_, [&](const FoundFile& file) { return file.root / file.path == own; });
    }
  }

  void take(const Manifest& manifest, const ManifestRow& row) {
    check(manifest, row);
    const auto [place, is_new] = rows_.emplace(manifest.target(row), RowPlace{&manifest, &row});
    if (is_new) return;
    throw Error(ErrorKind::usage, manifest.place(row),
                "\"" + row.path + "\" is named in " +
                    place->second.manifest->place(*place->second.row) + " too",
                "keep one of the two");
  }

  void check(const Manifest& manifest, const ManifestRow& row) {
    if (row.documentsoort.empty()) return;
    if (documentsoorten_.empty()) documentsoorten_ = options_.documentsoorten();
    const auto& kinds = documentsoorten_;
    if (std::find(kinds.begin(), kinds.end(), row.documentsoort) != kinds.end()) return;
    std::string known;
    for (const std::string& kind : kinds) known += (known.empty() ? "" : ", ") + kind;
    throw Error(ErrorKind::usage, manifest.place(row),
                "documentsoort \"" + row.documentsoort + "\" is not in the codebook",
                "write one of " + known);
  }

  void add(const FoundFile& file) {
    RowPlace place;
    if (const auto row = rows_.find(file.root / file.path); row != rows_.end()) {
      place = row->second;
      rows_.erase(row);
    }
    PlannedFile planned;
    planned.skip_reason = skip_reason_of(file);
    if (!file.problem.empty()) {
      planned.problem = (file.is_there ? "unreadable_file: " : "vanished: ") + file.problem;
    }
    planned.offering = describe(file.root, file.path, place, !planned.skip_reason.empty());
    plan_.files.push_back(std::move(planned));
  }

  // What a manifest names and the walk did not meet: hidden, not there, or outside the paths.
  void add_unfound(const fs::path& target, const RowPlace& place) {
    const auto root = std::find_if(named_.begin(), named_.end(), [&](const fs::path& folder) {
      return is_inside(target, folder) && fs::is_directory(folder);
    });
    if (root == named_.end()) {
      ++plan_.rows_about_others;
      return;
    }
    PlannedFile planned;
    const std::string path = target.lexically_relative(*root).native();
    if (!fs::is_regular_file(target)) {
      planned.problem =
          "vanished: " + place.manifest->place(*place.row) + " names this file and it is not there";
    }
    planned.offering = describe(*root, path, place, false);
    plan_.files.push_back(std::move(planned));
  }

  corpus::Offering describe(const fs::path& root, const std::string& path, const RowPlace& place,
                            bool is_skipped) const {
    corpus::Offering offering;
    offering.root = root.native();
    offering.path = path;
    offering.set_year = options_.year;
    if (place.row != nullptr) {
      if (place.row->year != 0) offering.set_year = place.row->year;
      offering.dossier = place.row->dossier;
      offering.documentsoort = place.row->documentsoort;
      offering.document_date = place.row->datum;
      offering.openbaar = place.row->openbaar;
    }
    if (offering.set_year == 0 && !is_skipped) {
      const fs::path file = root / path;
      const std::string subject = text::escaped_path(file.native());
      if (std::error_code ignored; !fs::exists(fs::symlink_status(file, ignored)))
        throw Error(ErrorKind::usage, subject, "there is no such file or folder",
                    "name files and folders that exist");
      throw Error(ErrorKind::usage, subject, "no year is known for this file",
                  "give --year YEAR, or the year in a manifest");
    }
    if (place.row != nullptr && !place.row->gemeente.empty()) {
      offering.gemeenten = codes_of(place, offering.set_year);
      offering.gemeenten_source = "manifest";
    } else if (!is_skipped) {
      take_folder_names(offering);
    }
    return offering;
  }

  std::vector<std::string> codes_of(const RowPlace& place, int year) const {
    std::vector<std::string> codes;
    for (const std::string& name : place.row->gemeente) {
      const auto code = database_.municipality_code(name, register_year(year, database_));
      if (!code) {
        throw Error(ErrorKind::usage, place.manifest->place(*place.row),
                    "there is no municipality \"" + name + "\" in " + std::to_string(year),
                    advice_on_municipality(name, year, database_));
      }
      if (std::find(codes.begin(), codes.end(), *code) == codes.end()) codes.push_back(*code);
    }
    return codes;
  }

  // The root's own name counts too: `import 2024/Utrecht` says as much as `import 2024`.
  void take_folder_names(corpus::Offering& offering) const {
    const fs::path folders =
        fs::path(offering.root).filename() / fs::path(offering.path).parent_path();
    const auto key = std::pair(folders.native(), offering.set_year);
    auto known = folder_codes_.find(key);
    if (known == folder_codes_.end()) {
      auto code = municipality_of_folders(folders, offering.set_year, database_);
      known = folder_codes_.emplace(key, std::move(code)).first;
    }
    if (!known->second) return;
    offering.gemeenten = {*known->second};
    offering.gemeenten_source = "folder";
  }

  const PlanOptions& options_;
  const corpus::Database& database_;
  Plan plan_;
  std::vector<FoundFile> found_;
  std::vector<fs::path> named_;
  std::set<fs::path> seen_;
  std::vector<Manifest> manifests_;
  std::map<fs::path, RowPlace> rows_;
  std::vector<std::string> documentsoorten_;
  mutable std::map<std::pair<std::string, int>, std::optional<std::string>> folder_codes_;
};

}  // namespace

// The name counts beside the bytes, so that a file that is damaged at its very beginning is a
// failure that somebody sees and not one of the files that nobody meant to be read.
std::string reason_of_format(const std::string& name, const fs::path& file) {
  static const std::set<std::string> read = {".pdf",  ".zip", ".docx", ".docm", ".dotx",
                                             ".dotm", ".odt", ".ott",  ".eml",  ".tif",
                                             ".tiff", ".png", ".jpg",  ".jpeg", ".jp2"};
  static const std::set<std::string> kept = {".doc",  ".dot", ".xls", ".xlsx", ".xlsm", ".xlsb",
                                             ".pptx", ".ppt", ".ods", ".odp",  ".msg"};
  const std::string extension = lower_extension(name);
  if (read.contains(extension) || kept.contains(extension)) return "";
  const extract::Format format = extract::format_of(first_bytes(file, extract::format_bytes));
  // Much of what systems leave behind begins as an old Office file does.
  const bool named_otherwise = format == extract::Format::old_office && !extension.empty();
  if (format != extract::Format::other && !named_otherwise) return "";
  const std::string kind = extension.empty() ? "without an extension" : extension;
  return "other_format: PDF, DOCX, ODT, ZIP, EML, picture files and notices in XML are read, and "
         "this "
         "one is " +
         text::escaped_path(kind);
}

Plan plan_import(const PlanOptions& options, const corpus::Database& database) {
  return Planner(options, database).make();
}

}  // namespace inkoopmonitor::app
