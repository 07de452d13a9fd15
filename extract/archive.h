// ZIP files, as libarchive shows them. Private to this room; runs in the child only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extract/members.h"

namespace inkoopmonitor::extract {

struct ArchiveEntry {
  std::string name;  // as it is written there
  bool is_folder = false, is_link = false, is_encrypted = false;
};

class Archive {
 public:
  // `bytes` must outlive the object. Throws OpenFailure. Names that are marked as UTF-8 come in the
  // charset of the locale, which has to be UTF-8 too.
  explicit Archive(std::string_view bytes);

  // The next entry, or nothing at the end. Throws OpenFailure (damaged) when what follows cannot be
  // made out.
  std::optional<ArchiveEntry> next();
  // The next piece of the entry, which stays valid until the next call; empty at its end. Throws
  // OpenFailure when there is no more to be had of this entry.
  std::string_view read();
  // True when bytes were given that do not fit the checksum that was written beside them.
  bool has_wrong_sum() const { return has_wrong_sum_; }

 private:
  struct Handle;
  struct HandleDeleter {
    void operator()(Handle* handle) const;
  };
  std::unique_ptr<Handle, HandleDeleter> handle_;
  bool has_wrong_sum_ = false;
};

// What a ZIP file is for.
enum class ZipKind : std::uint8_t { folder, docx, odt, other_office };
ZipKind zip_kind(std::string_view bytes);

// The parts of a DOCX or ODT that `is_wanted` by name. A part that is cut short is given as far as
// it goes, and told in `trouble`. Throws OpenFailure for one that cannot be opened, that has a
// password, or of which absurdly much comes out.
struct Parts {
  std::map<std::string, std::string> bytes;  // by name
  std::string trouble;
};
Parts read_parts(std::string_view bytes, const std::function<bool(const std::string&)>& is_wanted);

// Sends every file in it. Throws OpenFailure after what could be sent.
void send_members(std::string_view bytes, MemberSender& sender);

}  // namespace inkoopmonitor::extract
