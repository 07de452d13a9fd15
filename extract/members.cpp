// A member's name is a label and never a path: its bytes go to a file that mkstemp names. What a
// name tries is refused all the same, because a container with such a name was made to do harm.
#include "extract/members.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "error.h"
#include "extract/pdf.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

// ZIP programs that know no UTF-8 write names in code page 437 or 850, which agree on these.
constexpr std::array<std::string_view, 38> dos_letters = {
    "Ç", "ü", "é", "â", "ä", "à", "å", "ç", "ê", "ë", "è", "ï", "î", "ì", "Ä", "Å", "É", "æ", "Æ",
    "ô", "ö", "ò", "û", "ù", "ÿ", "Ö", "Ü", "ø", "£", "Ø", "_", "_", "á", "í", "ó", "ú", "ñ", "Ñ"};

std::string as_utf8(std::string_view raw) {
  if (text::is_valid_utf8(raw)) return std::string(raw);
  std::string out;
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += byte - 0x80u < dos_letters.size() ? dos_letters[byte - 0x80u] : "_";
    }
  }
  return out;
}

// Length of a character that a name must not show: controls, and marks that turn the direction of
// writing, by which `gnp.exe` can be made to look like `exe.png`.
std::size_t hidden_length(std::string_view rest) {
  const auto at = [&](std::size_t index) {
    return index < rest.size() ? static_cast<unsigned char>(rest[index]) : 0;
  };
  if (at(0) < 0x20 || at(0) == 0x7f) return 1;
  if (at(0) == 0xc2 && at(1) >= 0x80 && at(1) < 0xa0) return 2;
  const bool general = at(0) == 0xe2 && at(1) == 0x80;
  if (general && ((at(2) >= 0x8b && at(2) <= 0x8f) || (at(2) >= 0xa8 && at(2) <= 0xae))) return 3;
  if (at(0) == 0xe2 && at(1) == 0x81 && at(2) >= 0xa0 && at(2) <= 0xaf) return 3;
  return 0;
}

std::string without_hidden(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const std::size_t hidden = hidden_length(name);
    if (hidden > 0) {
      out += '_';
    } else {
      out += name.front() == '\\' ? '/' : name.front();
    }
    name.remove_prefix(std::max<std::size_t>(1, hidden));
  }
  return out;
}

// The end of a name tells the kind of file, so it is kept.
std::string shortened(const std::string& name) {
  constexpr std::size_t end_bytes = 60;
  constexpr std::size_t bytes_max = member_name_bytes_max - 40;  // room for a number behind it
  if (name.size() <= bytes_max) return name;
  std::string out = text::valid_utf8(name.substr(0, bytes_max - end_bytes - 20)) + "…" +
                    text::valid_utf8(name.substr(name.size() - end_bytes));
  std::replace(out.begin(), out.end(), '/', '_');
  return out;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_junk_part(std::string_view part) {
  return part.starts_with('.') || part == "__MACOSX" || part == "Thumbs.db" ||
         part == "desktop.ini";
}

[[noreturn]] void fail_to_write(const std::filesystem::path& folder, int code) {
  throw Error(ErrorKind::corpus, text::escaped_path(folder.native()),
              std::string("a file that was found in a container cannot be written (") +
                  std::strerror(code) + ")",
              "make room on that disk and run this again; nothing was lost");
}

}  // namespace

MemberName member_name(std::string_view raw) {
  MemberName out;
  std::string name = without_hidden(as_utf8(raw));
  bool leads_out = name.starts_with('/');
  if (name.size() >= 2 && is_letter(name[0]) && name[1] == ':') {
    leads_out = true;
    name.erase(0, 2);
  }
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t end = std::min(name.size(), name.find('/', from));
    const std::string part = name.substr(from, end - from);
    from = end + 1;
    if (part == "..") leads_out = true;
    if (part.empty() || part == "." || part == "..") continue;
    out.is_junk = out.is_junk || is_junk_part(part);
    out.name += (out.name.empty() ? "" : "/") + part;
  }
  out.name = out.name.empty() ? "unnamed" : shortened(out.name);
  if (leads_out) out.problem = "unsafe_name: its name leads out of the container";
  return out;
}

bool MemberSender::begin(std::string_view raw_name) {
  MemberName named = member_name(raw_name);
  if (named.is_junk) return false;
  if (count_ == allowance_.count)
    throw OpenFailure("too_many",
                      fmt::format("it holds more than {} files; the rest was left in it", count_));
  ++count_;
  name_ = std::move(named.name);
  waiting_.clear();
  bytes_ = 0;
  if (named.problem.empty()) return true;
  refuse(named.problem);
  return false;
}

bool MemberSender::write(std::string_view bytes) {
  bytes_ += bytes.size();
  bytes_all_ += bytes.size();
  if (bytes_all_ > allowance_.bytes_all) {
    const std::string sentence = fmt::format(
        "more than {} MiB would come out of it, which is too much for its size; the rest was left "
        "in it",
        allowance_.bytes_all >> 20);
    refuse("compression_bomb: " + sentence);
    throw OpenFailure("compression_bomb", sentence);
  }
  if (bytes_ > allowance_.bytes_each) {
    refuse(fmt::format("too_large: it is larger than {} MiB", allowance_.bytes_each >> 20));
    return false;
  }
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, member_piece_bytes - waiting_.size());
    waiting_ += piece;
    bytes.remove_prefix(piece.size());
    if (waiting_.size() == member_piece_bytes) send_waiting(false);
  }
  return true;
}

void MemberSender::end() {
  send_waiting(true);
}

void MemberSender::refuse(const std::string& problem) {
  send_(MemberAnswer{std::exchange(name_, {}), text::valid_utf8(problem), {}, true});
}

void MemberSender::send_waiting(bool last) {
  send_(MemberAnswer{std::exchange(name_, {}), {}, std::exchange(waiting_, {}), last});
}

bool MemberFiles::take(const MemberAnswer& piece) {
  if (piece.name.empty() != is_open_) return false;
  if (!is_open_ && !begin(piece.name)) return false;
  if (!piece.problem.empty()) {
    drop(piece.problem);
    return piece.last && piece.bytes.empty();
  }
  bytes_ += piece.bytes.size();
  bytes_all_ += piece.bytes.size();
  if (bytes_ > allowance_.bytes_each || bytes_all_ > allowance_.bytes_all) return false;
  write(piece.bytes);
  if (!piece.last) return true;
  is_open_ = false;
  file_ = Descriptor();
  return true;
}

bool MemberFiles::begin(const std::string& name) {
  const MemberName checked = member_name(name);
  if (checked.name != name || !checked.problem.empty() || members_.size() >= allowance_.count)
    return false;
  is_open_ = true;
  bytes_ = 0;
  Member member;
  member.name = name;
  for (int number = 2; !names_.insert(member.name).second; ++number)
    member.name = fmt::format("{} ({})", name, number);
  if (!folder_.empty()) {
    std::string path = folder_ / "member-XXXXXX";
    file_ = Descriptor(::mkostemp(path.data(), O_CLOEXEC));
    if (!file_.is_open()) fail_to_write(folder_, errno);
    member.file = path;
  }
  members_.push_back(std::move(member));
  return true;
}

void MemberFiles::write(std::string_view bytes) {
  while (file_.is_open() && !bytes.empty()) {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_to_write(folder_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void MemberFiles::drop(const std::string& reason) {
  Member& member = members_.back();
  if (!member.file.empty()) ::unlink(member.file.c_str());
  member.file.clear();
  member.reason = reason;
  is_open_ = false;
  file_ = Descriptor();
}

std::vector<Member> MemberFiles::finish(const std::string& reason_of_cut) {
  if (is_open_) drop(reason_of_cut);
  return std::move(members_);
}

}  // namespace inkoopmonitor::extract
