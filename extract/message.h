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

#include "extract/document.h"
#include "extract/extract.h"
#include "extract/pdf.h"

namespace inkoopmonitor::extract {

enum class TaskKind : std::uint8_t { text, ocr };

// Pages [first, last] of one file. A text task that begins at page 1 also tells what the file is.
struct Task {
  TaskKind kind = TaskKind::text;
  std::uint32_t first = 1, last = 1;
};

// A page that was read. `wants_ocr`: its text layer is missing or seems bad.
struct PageAnswer {
  Page page;
  bool wants_ocr = false;
};

// The file cannot be opened, or (code `ocr_failed`) the page cannot be read.
struct FailureAnswer {
  std::string code, sentence;
};

// The last message of a child that did all that it was asked.
struct DoneAnswer {};

using Answer = std::variant<PdfInfo, PageAnswer, FailureAnswer, DoneAnswer>;

std::string encode(const Answer& answer);                // with its length
std::optional<Answer> decode(std::string_view message);  // without

// No message may be longer: a page of `words_per_page_max` words is shorter.
constexpr std::uint32_t message_bytes_max = 8u << 20;
constexpr std::uint32_t words_per_page_max = 50'000;

// How a child ends, beside by a signal or by an exit of a library's.
enum ChildStatus : int {
  child_done = 0,
  child_flooded = 76,  // Poppler complained about its page without end
  child_out_of_memory = 77,
  child_wrong_start = 78,
};

}  // namespace inkoopmonitor::extract
