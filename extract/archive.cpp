// libarchive is given the ZIP format alone, not the twenty others it could guess: each is a parser
// more for a hostile file to reach. It reads the list at the end of a ZIP file where that is whole,
// and else goes from entry to entry, so that a file that was cut short gives what is left.
#include "extract/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <set>

#include "extract/pdf.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

// More entries than this are not looked at to tell what a file is for.
constexpr std::size_t entries_to_tell = 4'000;
constexpr std::size_t part_bytes_max = 96u << 20;
constexpr std::size_t parts_bytes_max = 160u << 20;
// libarchive wants to be asked again now and then.
constexpr int retries_max = 16;

std::string sentence_of(archive* handle, const char* otherwise) {
  const char* text = archive_error_string(handle);
  return text == nullptr ? otherwise : text::valid_utf8(text);
}

bool goes_on(int result) {
  return result == ARCHIVE_OK || result == ARCHIVE_WARN;
}

std::string name_of(archive_entry* entry) {
  if (const char* name = archive_entry_pathname(entry)) return name;
  if (const char* name = archive_entry_pathname_utf8(entry)) return name;
  return {};
}

// The whole of an entry, or what of it could be read.
std::string read_part(Archive& archive, std::string& trouble) {
  std::string out;
  try {
    for (std::string_view piece = archive.read(); !piece.empty(); piece = archive.read()) {
      out += piece;
      if (out.size() > part_bytes_max)
        throw OpenFailure("compression_bomb", "far more text comes out of it than a document has");
    }
  } catch (const OpenFailure& failure) {
    if (failure.code != "damaged") throw;
    trouble = failure.what();
  }
  return out;
}

void send_entry(Archive& archive, MemberSender& sender) {
  try {
    for (std::string_view piece = archive.read(); !piece.empty(); piece = archive.read())
      if (!sender.write(piece)) return;
    sender.end();
  } catch (const OpenFailure& failure) {
    if (failure.code != "damaged") throw;
    sender.refuse(std::string("damaged: ") + failure.what());
  }
}

}  // namespace

struct Archive::Handle {
  archive* reader = archive_read_new();
};

void Archive::HandleDeleter::operator()(Handle* handle) const {
  archive_read_free(handle->reader);
  delete handle;
}

Archive::Archive(std::string_view bytes) : handle_(new Handle) {
  archive* reader = handle_->reader;
  if (reader == nullptr || archive_read_support_format_zip(reader) != ARCHIVE_OK)
    throw OpenFailure("crashed", "ZIP files cannot be opened here");
  if (archive_read_open_memory(reader, bytes.data(), bytes.size()) != ARCHIVE_OK)
    throw OpenFailure("damaged", sentence_of(reader, "the file cannot be opened as ZIP"));
}

std::optional<ArchiveEntry> Archive::next() {
  archive_entry* entry = nullptr;
  int result = ARCHIVE_RETRY;
  for (int at = 0; at < retries_max && result == ARCHIVE_RETRY; ++at)
    result = archive_read_next_header(handle_->reader, &entry);
  if (result == ARCHIVE_EOF) return std::nullopt;
  if (!goes_on(result))
    throw OpenFailure("damaged", sentence_of(handle_->reader, "the list of its files is broken"));
  ArchiveEntry out;
  out.name = name_of(entry);
  out.is_folder = archive_entry_filetype(entry) == AE_IFDIR || out.name.ends_with('/');
  out.is_link = archive_entry_hardlink(entry) != nullptr ||
                (archive_entry_filetype(entry) != AE_IFREG && !out.is_folder);
  out.is_encrypted = archive_entry_is_encrypted(entry) != 0;
  return out;
}

std::string_view Archive::read() {
  const void* piece = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  int result = ARCHIVE_RETRY;
  for (int at = 0; at < retries_max && (result == ARCHIVE_RETRY || (goes_on(result) && size == 0));
       ++at)
    result = archive_read_data_block(handle_->reader, &piece, &size, &offset);
  if (result == ARCHIVE_EOF) return {};
  if (!goes_on(result))
    throw OpenFailure("damaged", sentence_of(handle_->reader, "it is broken off"));
  has_wrong_sum_ = has_wrong_sum_ || result == ARCHIVE_WARN;
  return {static_cast<const char*>(piece), size};
}

ZipKind zip_kind(std::string_view bytes) {
  static constexpr std::array<std::string_view, 4> office = {
      "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml", "visio/document.xml"};
  std::set<std::string> names;
  std::string type;
  try {
    Archive archive(bytes);
    for (auto entry = archive.next(); entry && names.size() < entries_to_tell;
         entry = archive.next()) {
      if (entry->name == "mimetype" && !entry->is_encrypted) type = archive.read();
      names.insert(entry->name);
    }
  } catch (const OpenFailure&) {
    // What was seen until here has to do; reading it will tell what is wrong.
  }
  if (type.starts_with("application/vnd.oasis.opendocument.text")) return ZipKind::odt;
  if (type.starts_with("application/")) return ZipKind::other_office;
  if (names.contains("[Content_Types].xml") || names.contains("_rels/.rels")) {
    for (const std::string_view part : office)
      if (names.contains(std::string(part))) return ZipKind::other_office;
    const auto word = names.lower_bound("word/");
    if (word != names.end() && word->starts_with("word/")) return ZipKind::docx;
  }
  return ZipKind::folder;
}

Parts read_parts(std::string_view bytes, const std::function<bool(const std::string&)>& is_wanted) {
  Parts parts;
  std::size_t total = 0;
  try {
    Archive archive(bytes);
    for (auto entry = archive.next(); entry; entry = archive.next()) {
      if (entry->is_folder || entry->is_link || !is_wanted(entry->name)) continue;
      if (entry->is_encrypted)
        throw OpenFailure("encrypted", "the file can only be opened with a password");
      const auto [place, is_new] = parts.bytes.try_emplace(entry->name);
      if (!is_new) continue;
      place->second = read_part(archive, parts.trouble);
      total += place->second.size();
      if (total > parts_bytes_max)
        throw OpenFailure("compression_bomb", "far more text comes out of it than a document has");
    }
  } catch (const OpenFailure& failure) {
    if (failure.code != "damaged" || parts.bytes.empty()) throw;
    parts.trouble = failure.what();
  }
  return parts;
}

void send_members(std::string_view bytes, MemberSender& sender) {
  Archive archive(bytes);
  for (auto entry = archive.next(); entry; entry = archive.next()) {
    if (entry->is_folder || !sender.begin(entry->name)) continue;
    if (entry->is_link) {
      sender.refuse("link: it is no file of its own, but points to another one");
    } else if (entry->is_encrypted) {
      sender.refuse("encrypted: it can only be taken out with a password");
    } else {
      send_entry(archive, sender);
    }
  }
  if (archive.has_wrong_sum())
    throw OpenFailure("damaged", "some of its files are not as they were when they were put in it");
}

}  // namespace inkoopmonitor::extract
