// Labels that people made, the values that a corpus has for the same files, and which record is
// taken for which. Private to this room.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reports/reports.h"

namespace inkoopmonitor::reports {

struct Label {
  std::string variable, value;
  std::string place;      // the page, or of a dossier the document that decided; may be empty
  double confidence = 1;  // of a found value; a label is sure
  bool answered = true;   // false: found, but unsure, so that somebody has to look
};

struct LabelledRecord {
  std::vector<Label> labels;  // in the order of the file, which sums over them follow

  const Label* find(const std::string& variable) const;
};

// By number; 0 is the document itself.
using FileRecords = std::map<int, LabelledRecord>;
using Labels = std::map<std::string, FileRecords>;  // by file or dossier, as the labels know it

struct Gold {
  Labels labels;
  bool of_dossiers = false;  // what holds in the end, to be held against arrangements
};
// Reads file,record,variable,value,page, or of dossiers dossier,record,variable,value,source.
// Throws Error (usage) for a file that is neither.
Gold load_gold(const std::filesystem::path& path);

// The values of what `gold` has, of records that enter the monitor: of the export `values`, or for
// dossiers `arrangements`. `sha256` gets the content of each file when it is given.
Labels load_found(const Table& exported, const Gold& gold,
                  std::map<std::string, std::string>* sha256 = nullptr);

// A cell without the blanks around it.
std::string stripped(const std::string& cell);
// A file is known by its last folder and its name where that is how the labels (`known`) know it,
// else by its name alone.
std::string key_of(std::string name, const Labels* known);

// The parts of a value that are judged one by one: of a list its elements, else itself.
std::set<std::string> elements(const std::string& variable, const std::string& value);
bool is_list(const std::string& variable);
// The variables that are scored besides the core.
const std::vector<std::string>& other_variables();
// The labels do not give these wherever they occur: a value without a label is no error.
bool is_lenient(const std::string& variable);

// Number of a labelled record to the number of the found record that is taken for it.
std::map<int, int> match(const FileRecords& gold, const FileRecords& found);

}  // namespace inkoopmonitor::reports
