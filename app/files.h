// Files as the commands need them: found below what was named, read whole, written aside.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace inkoopmonitor::app {

// What was found below a path that was named on the command line.
struct FoundFile {
  std::filesystem::path root;  // absolute folder that was named; of a named file, its folder
  std::string path;            // relative to root, as bytes
  std::string problem;         // why it cannot be read, as far as the walk can tell; else empty
  bool is_there = true;
  bool is_regular = true;  // no pipe, socket or device
};

// `path` made absolute, links on the way taken out, so that one folder has one name however it was
// typed; of a path that is not there, as far as it goes.
std::filesystem::path absolute_path(const std::filesystem::path& path);

// `path` as a user who is here would write it: without the way to this folder when it lies below
// it.
std::filesystem::path from_here(const std::filesystem::path& path);

// Every file below `named`, folder by folder in order of the bytes of their names. Hidden files and
// folders are left out. Links are followed; a folder that was seen before, which is what a loop of
// links comes to, is not entered again. What cannot be entered is an entry with its problem.
std::vector<FoundFile> find_files(const std::filesystem::path& named);

// At most so many bytes from the front of a file; none when it cannot be read.
std::string first_bytes(const std::filesystem::path& file, std::size_t bytes_max);

// The bytes of a file. Throws Error (usage) when it cannot be read.
std::string read_whole_file(const std::filesystem::path& file);

// Writes `bytes` beside `file` and then puts them in its place, so that a reader sees the old file
// or the new one and never half of one. Throws Error when that fails; then nothing is left behind.
void write_whole_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace inkoopmonitor::app
