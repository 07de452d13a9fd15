// The reader: files in, documents of positioned words out.
//
// Every file is hostile until proven otherwise. A unit of work is a range of pages of one file; it
// is read by a process of its own (this program, started again), which gets the file as an open
// descriptor, answers over a pipe and is never used twice. A file that crashes, floods or never
// ends its reader fails alone, with the reason in its Document; pages that were read before stay.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"

namespace inkoopmonitor::extract {

// The version of the reader: a reading is kept by (content, reader version). Raised whenever the
// same file may give other words, or more is learnt of it.
inline std::string reader_version() {
  return "7";
}

// What a file is by its first bytes, of which it needs `format_bytes` or all that there are. Safe
// on any bytes.
enum class Format : std::uint8_t {
  pdf,
  zip,         // also DOCX, ODT, XLSX: what a ZIP file is for is seen when it is opened
  mail,        // a message as it was sent (EML)
  image,       // TIFF, PNG, JPEG, JPEG 2000
  notice,      // a notice of a purchase in XML: eForms, TED R2.0.9
  old_office,  // DOC, XLS, MSG; also a DOCX with a password
  other,
};
constexpr std::size_t format_bytes = 4096;
Format format_of(std::string_view head);

// How much may come out of one container. What is beyond it is refused.
struct MemberLimits {
  std::uint32_t count = 2'000;
  std::uint64_t bytes_each = 512ull << 20;
  std::uint64_t bytes_all = 2'048ull << 20;
  // All that comes out may be this many times as large as the container, and `bytes_free` in any
  // case; `bytes_free_nested` when it lies in another container itself.
  std::uint32_t ratio = 100;
  std::uint64_t bytes_free = 64ull << 20;
  std::uint64_t bytes_free_nested = 8ull << 20;
};

struct Options {
  int jobs = 0;  // processes at a time; 0: one for each core
  // A unit of work is given up when it computes this long without an answer (a page, or what the
  // file is), and when it neither computes nor answers this long.
  double timeout_seconds = 60;
  // In all a unit may compute for `timeout_seconds` and this for each of its pages; its wall clock
  // is twenty times that.
  double text_page_seconds = 2, ocr_page_seconds = 20;
  std::uint64_t memory_bytes = 1'500ull << 20;  // address space of one child
  std::uint64_t output_bytes = 256ull << 20;    // what one child may answer
  std::string ocr_language = "nld";             // of Tesseract
  int ocr_dpi_max = 300;
  // Tells real words from garbled ones: a word a line, what follows a / left out (a Hunspell
  // dictionary). When it is missing, words are judged by their shape alone.
  std::filesystem::path word_list = "/usr/share/hunspell/nl_NL.dic";
  // Where files that were found in a container are put, under names of their own; the caller's to
  // empty. Without one their names are told and their bytes are dropped.
  std::filesystem::path members_folder;
  MemberLimits members;
};

struct Source {
  std::string id;              // of the caller; comes back with the document
  std::filesystem::path file;  // opened for reading by the parent
  std::uint32_t nesting = 0;  // in how many containers it lay; from `nesting_max` on none is opened
};

struct Progress {
  std::string id;
  std::uint32_t pages_read = 0;  // pages finished by this unit
  std::uint32_t pages_found =
      0;  // pages newly known to exist, so that a remaining time can be told
};

// Reads every file that `next` gives until it gives none, `options.jobs` units at a time, the pages
// of one document shared among children. `on_document` gets each document once, whole, in the order
// in which they were given, whatever became of it; `on_progress` (may be empty) is called between.
// All three are called from this thread. At most a few documents per job are held at once. Throws
// what a callback throws, after its children were ended; stops early, ending its children, when
// `*stop` becomes true.
//
// A document's `reason` begins with one of these codes: `encrypted`, `damaged`, `empty_file`,
// `not_pdf`, `no_pages`, `timeout`, `memory_limit`, `output_limit`, `crashed`, `killed`,
// `vanished`, `unreadable_file`, `protocol_error`, `ocr_failed`, `not_readable_yet`,
// `nested_too_deep`; of a member that was refused also `unsafe_name`, `link`, `too_large`,
// `too_many`, `compression_bomb`; then ": " and a sentence in English. `not_readable_yet`: nothing
// is wrong with the file.
void read_files(const std::function<std::optional<Source>()>& next,
                const std::function<void(const std::string& id, Document)>& on_document,
                const std::function<void(const Progress&)>& on_progress, const Options& options,
                const volatile bool* stop);

// A page as a picture. Rows from the top; a pixel is three bytes: red, green, blue.
struct Picture {
  std::uint32_t width = 0, height = 0;  // pixels; 0 when the page could not be drawn
  std::vector<std::uint8_t> rgb;        // 3 * width * height
  std::string reason;  // why there is no picture, as a document's reason; empty when there is one
  bool operator==(const Picture&) const = default;
};

struct PageToDraw {
  std::filesystem::path file;
  std::uint32_t page = 1;
  std::uint32_t dpi = 150;  // less is taken where the picture would be too large
};
constexpr std::uint32_t picture_pixels_max = 24'000'000;  // A3 at 300 dpi has 17 million
constexpr std::uint32_t picture_side_max = 20'000;

// Draws one page for people, as a reader holds it: its boxes times width / Page::width are pixels.
// The file is hostile here too, so that a child of its own draws it, within the limits of
// `options`; `jobs` and what concerns OCR count for nothing. The picture has at most
// `picture_pixels_max` pixels and `picture_side_max` to a side. The `reason` may also begin with
// `no_page`, when the file has fewer pages. Gives up, without a reason, when `*stop` becomes true.
Picture draw_page(const PageToDraw& wanted, const Options& options, const volatile bool* stop);

// What main must do first when the program was started as a reading child: returns the child's exit
// status, or nothing when this is an ordinary start.
std::optional<int> run_if_child(int argc, char** argv);

// What protects a run against its files and is missing on this kernel or in this build, as a
// sentence in English without its end; empty when nothing is missing. To be said once a run: every
// reading child does without the same things.
std::string sandbox_limits();

}  // namespace inkoopmonitor::extract
