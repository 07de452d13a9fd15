// Private to corpus/: the bytes of contents, once each, named by their SHA-256.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // OpenSSL's, which stays behind this header

namespace inkoopmonitor::corpus {

// The SHA-256 of bytes that come in parts.
class ContentHash {
 public:
  ContentHash();
  void add(std::string_view bytes);
  std::string hex();  // once, at the end

 private:
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_{nullptr, nullptr};
};

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
  // The same, but copies only what `wanted` (asked with its hash) wants.
  Kept keep(const std::filesystem::path& source,
            const std::function<bool(const std::string& sha256)>& wanted) const;
  // Takes the bytes of a content away. Throws Error (corpus) when they stay.
  void forget(const std::string& sha256) const;
  // Removes what a killed process left of a copy. Only for who holds the lock.
  void clean() const;

 private:
  std::filesystem::path corpus_folder_;
};

// The hash and size of a file. Nothing is copied; `also` gets the bytes, part by part.
Kept hash_of(const std::filesystem::path& file,
             const std::function<void(std::string_view)>& also = {});

// The hash of some bytes.
std::string sha256_of(std::string_view bytes);

// Makes the names in `folder` durable.
void sync_folder(const std::filesystem::path& folder);

}  // namespace inkoopmonitor::corpus
