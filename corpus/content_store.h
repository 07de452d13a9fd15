// Private to corpus/: the bytes of contents, once each, named by their SHA-256.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace inkoopmonitor::corpus {

// What became of a file that was to be kept. With a failure the rest is empty.
struct Kept {
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string failure;  // why it could not be read: code ": " sentence
};

class ContentStore {
 public:
  explicit ContentStore(std::filesystem::path corpus_folder)
      : corpus_folder_(std::move(corpus_folder)) {}

  std::filesystem::path file_of(const std::string& sha256) const;
  // Hashes `source` and copies it when it is not kept yet. When this returns, the copy is on the
  // disk. Throws Error (corpus) when the copy cannot be written.
  Kept keep(const std::filesystem::path& source) const;
  // Removes what a killed process left of a copy. Only for who holds the lock.
  void clean() const;

 private:
  std::filesystem::path corpus_folder_;
};

// Makes the names in `folder` durable.
void sync_folder(const std::filesystem::path& folder);

}  // namespace inkoopmonitor::corpus
