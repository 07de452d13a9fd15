// What a child answers over its pipe, and the task that it is given. Private to this room.
//
// A message is its length in four bytes, little-endian, then a kind and what belongs to it. The
// parent takes nothing on trust: a message that is not exactly of this form ends the child.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "extract/document.h"
#include "extract/extract.h"
#include "extract/pdf.h"

namespace inkoopmonitor::extract {

// `container`: takes out the files that lie in this one, and reads a file that is no PDF whole,
// page by page from 1.
enum class TaskKind : std::uint8_t { text, ocr, draw, container };

// What may be taken out of a container.
struct Allowance {
  std::uint32_t count = 0;  // 0: nothing, it lies in too many others
  std::uint64_t bytes_each = 0, bytes_all = 0;
};

// Pages [first, last] of one file. A text task that begins at page 1 also tells what the file is.
// The one that reads the last page tells, after it, what the file says of its pages: a file whose
// outline has no end then loses its outline and no page.
struct Task {
  TaskKind kind = TaskKind::text;
  std::uint32_t first = 1, last = 1;
  std::uint32_t dpi = 0;  // of drawing
  Allowance members = {};
};

// A page that was read. `wants_ocr`: its text layer is missing or seems bad.
struct PageAnswer {
  Page page;
  bool wants_ocr = false;
};

// What the file says of its pages.
struct FactsAnswer {
  std::vector<OutlineEntry> outline;
  std::vector<std::string> labels;  // of page 1, 2, …
};
constexpr std::size_t outline_entries_max = 2'000, outline_title_bytes_max = 400;
constexpr std::uint8_t outline_level_max = 12;
constexpr std::size_t labels_max = 10'000, label_bytes_max = 40;

// Rows of a picture that is sent from the top, band by band, until it is whole.
struct PictureBand {
  std::uint32_t width = 0, height = 0;  // of the whole picture
  std::uint32_t first_row = 0;
  std::string rgb;  // whole rows
};

// A piece of a file that lies in this one. A name begins a new one; `problem`, a code and a
// sentence, ends it as refused.
struct MemberAnswer {
  std::string name, problem, bytes;
  bool last = false;
};

// A PDF that is being read has attachments.
struct MembersFoundAnswer {};

// The file cannot be opened, or (code `ocr_failed`) the page cannot be read.
struct FailureAnswer {
  std::string code, sentence;
};

// The last message of a child that did all that it was asked.
struct DoneAnswer {};

using Answer = std::variant<PdfInfo, PageAnswer, FactsAnswer, PictureBand, MemberAnswer,
                            MembersFoundAnswer, FailureAnswer, DoneAnswer>;

std::string encode(const Answer& answer);                // with its length
std::optional<Answer> decode(std::string_view message);  // without

// Cuts what comes over a pipe into messages.
class MessageCutter {
 public:
  void append(std::string_view bytes);
  // The next message, without its length, until the next call; nothing when it has not come in
  // whole or `is_too_long`.
  std::optional<std::string_view> next();
  bool is_too_long() const { return is_too_long_; }

 private:
  std::string buffer_;
  std::size_t from_ = 0;
  bool is_too_long_ = false;
};

// No message may be longer: a page of `words_per_page_max` words is shorter.
constexpr std::uint32_t message_bytes_max = 8u << 20;
constexpr std::uint32_t words_per_page_max = 50'000;
constexpr std::size_t member_piece_bytes = 1u << 20;
constexpr std::size_t member_name_bytes_max = 500;

// How a child ends, beside by a signal or by an exit of a library's.
enum ChildStatus : int {
  child_done = 0,
  child_flooded = 76,  // Poppler complained about its page without end
  child_out_of_memory = 77,
  child_wrong_start = 78,
};

}  // namespace inkoopmonitor::extract
