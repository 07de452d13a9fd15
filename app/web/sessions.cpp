#include "app/web/sessions.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "app/files.h"
#include "error.h"
#include "text.h"

namespace inkoopmonitor::app::web {
namespace {

constexpr std::uint64_t kCost = 16384, kBlocks = 8, kParallel = 1, kMemoryMax = 64ull << 20;
constexpr std::size_t kBytes = 32, kTriesKept = 10'000;
constexpr int kFreeTries = 5, kWaitMax = 600;
constexpr auto kIdleMax = std::chrono::hours(12);

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

// A key or hash that was not computed would be the same for everybody.
[[noreturn]] void cannot_protect() {
  throw Error(ErrorKind::corpus, "this machine",
              "has no memory or no randomness for passwords and sessions",
              "close other programs, and try again");
}

std::string hash_of(const std::string& password, const std::string& salt) {
  std::array<unsigned char, kBytes> hash{};
  const int done = EVP_PBE_scrypt(password.data(), password.size(),
                                  reinterpret_cast<const unsigned char*>(salt.data()), salt.size(),
                                  kCost, kBlocks, kParallel, kMemoryMax, hash.data(), hash.size());
  if (done != 1) cannot_protect();
  return hexadecimal(hash.data(), hash.size());
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= 60 && name.find_first_of(":\n\r\t") == std::string::npos;
}

}  // namespace

std::string random_key() {
  std::array<unsigned char, kBytes> bytes{};
  const int done = RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  if (done != 1) cannot_protect();
  return hexadecimal(bytes.data(), bytes.size());
}

std::string password_line(const std::string& name, const std::string& password) {
  if (!is_name(name))
    throw Error(ErrorKind::usage, "\"" + name + "\"", "cannot be the name of a reviewer",
                "use at most 60 characters and no colon");
  constexpr std::size_t kPasswordMin = 10;
  if (password.size() < kPasswordMin)
    throw Error(ErrorKind::usage, name, "this password is shorter than 10 characters",
                "take a longer one, such as four words");
  const std::string salt = random_key();
  return fmt::format("{}:scrypt:{}:{}:{}:{}:{}\n", name, kCost, kBlocks, kParallel, salt,
                     hash_of(password, salt));
}

std::vector<PasswordLine> read_passwords(const std::filesystem::path& file) {
  const std::string shown = text::escaped_path(file.native());
  struct stat facts {};
  if (::stat(file.c_str(), &facts) == 0 && (facts.st_mode & 077) != 0)
    throw Error(ErrorKind::usage, shown, "can be read by other users of this machine",
                "do: chmod 600 " + shown);
  std::istringstream lines(read_whole_file(file));
  std::vector<PasswordLine> passwords;
  const std::string middle = fmt::format("scrypt:{}:{}:{}", kCost, kBlocks, kParallel);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty()) continue;
    const std::size_t name = std::min(line.find(':'), line.size());
    const std::size_t hash = line.rfind(':');
    const std::size_t salt = hash == std::string::npos || hash == 0 ? 0 : line.rfind(':', hash - 1);
    if (salt <= name || line.substr(name + 1, salt - name - 1) != middle)
      throw Error(ErrorKind::usage, fmt::format("{}, line {}", shown, number),
                  "is no line of a password file",
                  "make lines with: inkoopmonitor review --add-reviewer NAME --passwords FILE");
    passwords.push_back(
        {line.substr(0, name), line.substr(salt + 1, hash - salt - 1), line.substr(hash + 1)});
  }
  return passwords;
}

bool is_password(const PasswordLine& line, const std::string& password) {
  const std::string hash = hash_of(password, line.salt);
  return hash.size() == line.hash.size() &&
         CRYPTO_memcmp(hash.data(), line.hash.data(), hash.size()) == 0;
}

std::string Sessions::begin(const std::string& reviewer) {
  const std::string key = random_key();
  admit(key, reviewer);
  return key;
}

void Sessions::admit(const std::string& key, const std::string& reviewer) {
  const std::lock_guard lock(mutex_);
  sessions_[key] = {reviewer, Clock::now()};
}

std::string Sessions::reviewer(const std::string& key, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key);
  if (found == sessions_.end()) return {};
  if (now - found->second.seen > kIdleMax) {
    sessions_.erase(found);
    return {};
  }
  found->second.seen = now;
  return found->second.reviewer;
}

void Sessions::end(const std::string& key) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(key);
}

int Sessions::wait_seconds(const std::string& who, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = tries_.find(who);
  if (found == tries_.end() || found->second.failed < kFreeTries) return 0;
  const int wait = std::min(kWaitMax, 2 << std::min(found->second.failed - kFreeTries, 9));
  const auto gone =
      std::chrono::duration_cast<std::chrono::seconds>(now - found->second.last).count();
  return static_cast<int>(std::max<std::int64_t>(0, wait - gone));
}

void Sessions::failed(const std::string& who, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  // Somebody who tries ever new names must not fill the memory.
  if (tries_.size() >= kTriesKept)
    std::erase_if(tries_, [&](const auto& one) {
      return now - one.second.last > std::chrono::seconds(kWaitMax);
    });
  if (tries_.size() >= kTriesKept) tries_.clear();
  Tries& tries = tries_[who];
  ++tries.failed;
  tries.last = now;
}

void Sessions::succeeded(const std::string& who) {
  const std::lock_guard lock(mutex_);
  tries_.erase(who);
}

}  // namespace inkoopmonitor::app::web
