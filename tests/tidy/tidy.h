// What can be checked of the house's own rules by reading its files: who includes whom, how long
// functions and files are, and that no file speaks of the machine that it was written on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace inkoopmonitor::tidy {

struct Finding {
  std::size_t line = 0;
  std::string problem;
  bool operator==(const Finding&) const = default;
};

// A file of the tree: its path from the root, with slashes, and its text.
struct File {
  std::string path, text;
};

// Includes that point back: app → reports → corpus → {classify, extract}, where corpus and reports
// take only the value headers of the rooms below, and classify and extract do not see each other.
std::vector<Finding> back_edges(const File& file);

// Headers of a library outside the room that it belongs to, or in a header that other rooms see.
std::vector<Finding> leaked_headers(const File& file);

// Functions of more than 70 lines, from the line of their name to their closing brace.
std::vector<Finding> long_functions(const File& file);

// Files of code of more than 600 lines. Data may be as long as they are.
std::vector<Finding> long_files(const File& file);

// Absolute paths of somebody's machine.
std::vector<Finding> machine_paths(const File& file);

}  // namespace inkoopmonitor::tidy
