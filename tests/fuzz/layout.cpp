#include <cassert>
#include <string>

#include "extract/document.h"
#include "tests/fuzz/targets.h"

namespace inkoopmonitor::fuzz {

// What is taken in can be written, and read again as the same; showing it stays within it.
void layout(std::string_view bytes) {
  extract::Page page;
  if (!extract::decode_layout(bytes, page)) return;
  extract::Page again;
  const bool taken = extract::decode_layout(extract::encode_layout(page), again);
  assert(taken);
  assert(again.words == page.words && again.blocks == page.blocks);
  extract::plain_text(page);
}

}  // namespace inkoopmonitor::fuzz
