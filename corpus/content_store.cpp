// A file is hashed first, and copied only when its content is new: most files of a repeated import
// are known. It may change between the two passes, so the copy is hashed again while it is written,
// and its own hash is its name. The copy is written aside, synced and renamed: a name in contents/
// always stands for whole bytes. Hard links were turned down: the user may edit the offered file in
// place.

#include "corpus/content_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

#include "corpus/connection.h"
#include "corpus/lock.h"

namespace inkoopmonitor::corpus {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBufferBytes = 1 << 20;
constexpr const char* kAside = "incoming.part";

[[noreturn]] void hash_failed() {
  throw Error(ErrorKind::corpus, "SHA-256", "OpenSSL could not compute it",
              "check the installation of OpenSSL");
}

std::string read_failure(int error) {
  if (error == ENOENT || error == ENOTDIR) {
    return "vanished: the file is not there, or went away while it was imported";
  }
  return fmt::format("unreadable_file: {}", std::strerror(error));
}

// Opens without waiting for a writer of a pipe, and takes ordinary files only.
Descriptor open_source(const fs::path& source, std::string& failure) {
  Descriptor file(::open(source.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat facts {};
  if (!file || ::fstat(file.number(), &facts) != 0) {
    failure = read_failure(errno);
  } else if (!S_ISREG(facts.st_mode)) {
    failure = "unreadable_file: it is not an ordinary file";
  }
  return file;
}

// Gives the bytes of `file` from its start to `take`. False with the reason in `failure`.
template <typename Take>
bool read_all(const Descriptor& file, std::string& failure, const Take& take) {
  std::vector<char> buffer(kBufferBytes);
  std::uint64_t offset = 0;
  while (true) {
    const ssize_t size =
        ::pread(file.number(), buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (size == 0) return true;
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) {
      failure = read_failure(errno);
      return false;
    }
    take(std::string_view(buffer.data(), static_cast<std::size_t>(size)));
    offset += static_cast<std::uint64_t>(size);
  }
}

// Hashes `file` into `kept`, giving its bytes to `also`. False when it could not be read.
template <typename Also>
bool hash_into(const Descriptor& file, Kept& kept, const Also& also) {
  ContentHash hash;
  kept.bytes = 0;
  const bool whole = read_all(file, kept.failure, [&](std::string_view bytes) {
    also(bytes);
    hash.add(bytes);
    kept.bytes += bytes.size();
  });
  kept.sha256 = whole ? hash.hex() : "";
  return whole;
}

[[noreturn]] void write_failed(const fs::path& corpus_folder, int error) {
  if (error == ENOSPC || error == EDQUOT) throw disk_full(corpus_folder);
  throw Error(ErrorKind::corpus, shown(corpus_folder / "contents"),
              fmt::format("cannot be written ({})", std::strerror(error)),
              "check the disk and the rights on the folder, and run this again");
}

// The copy while it is written; gone unless it was renamed.
class Aside {
 public:
  explicit Aside(const fs::path& corpus_folder)
      : corpus_folder_(corpus_folder),
        path_(corpus_folder / "contents" / kAside),
        file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (!file_) write_failed(corpus_folder_, errno);
  }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  ~Aside() {
    if (!renamed_) ::unlink(path_.c_str());
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t size = ::write(file_.number(), bytes.data(), bytes.size());
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) write_failed(corpus_folder_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(size));
    }
  }

  void rename_to(const fs::path& name) {
    if (::fsync(file_.number()) != 0) write_failed(corpus_folder_, errno);
    std::error_code error;
    fs::create_directories(name.parent_path(), error);
    if (error) write_failed(corpus_folder_, error.value());
    if (::rename(path_.c_str(), name.c_str()) != 0) write_failed(corpus_folder_, errno);
    renamed_ = true;
    sync_folder(name.parent_path());
    sync_folder(corpus_folder_ / "contents");
  }

 private:
  const fs::path& corpus_folder_;
  fs::path path_;
  Descriptor file_;
  bool renamed_ = false;
};

bool has_bytes(const fs::path& file, std::uint64_t bytes) {
  std::error_code error;
  const std::uint64_t size = fs::file_size(file, error);
  return !error && size == bytes;
}

}  // namespace

ContentHash::ContentHash() : context_{EVP_MD_CTX_new(), &EVP_MD_CTX_free} {
  if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) hash_failed();
}

void ContentHash::add(std::string_view bytes) {
  if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) hash_failed();
}

std::string ContentHash::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context_.get(), digest.data(), &size) != 1) hash_failed();
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

void sync_folder(const fs::path& folder) {
  const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file || ::fsync(file.number()) != 0) {
    throw Error(ErrorKind::corpus, shown(folder),
                fmt::format("cannot be made durable ({})", std::strerror(errno)),
                "check the disk, and run this again");
  }
}

fs::path ContentStore::file_of(const std::string& sha256) const {
  return corpus_folder_ / "contents" / sha256.substr(0, 2) / sha256;
}

Kept ContentStore::keep(const fs::path& source) const {
  return keep(source, [](const std::string&) { return true; });
}

Kept ContentStore::keep(const fs::path& source,
                        const std::function<bool(const std::string& sha256)>& wanted) const {
  Kept kept;
  const Descriptor file = open_source(source, kept.failure);
  if (!kept.failure.empty()) return kept;
  if (!hash_into(file, kept, [](std::string_view) {})) return kept;
  if (!wanted(kept.sha256) || has_bytes(file_of(kept.sha256), kept.bytes)) return kept;
  Aside aside(corpus_folder_);
  if (!hash_into(file, kept, [&](std::string_view bytes) { aside.write(bytes); })) return kept;
  if (wanted(kept.sha256)) aside.rename_to(file_of(kept.sha256));
  return kept;
}

void ContentStore::forget(const std::string& sha256) const {
  std::error_code error;
  const fs::path file = file_of(sha256);
  if (fs::remove(file, error)) sync_folder(file.parent_path());
  if (error && error != std::errc::no_such_file_or_directory)
    write_failed(corpus_folder_, error.value());
}

Kept hash_of(const fs::path& source, const std::function<void(std::string_view)>& also) {
  Kept kept;
  const Descriptor file = open_source(source, kept.failure);
  if (kept.failure.empty())
    hash_into(file, kept, [&](std::string_view bytes) {
      if (also) also(bytes);
    });
  return kept;
}

std::string sha256_of(std::string_view bytes) {
  ContentHash hash;
  hash.add(bytes);
  return hash.hex();
}

void ContentStore::clean() const {
  std::error_code error;
  fs::remove(corpus_folder_ / "contents" / kAside, error);
  if (error) write_failed(corpus_folder_, error.value());
}

}  // namespace inkoopmonitor::corpus
