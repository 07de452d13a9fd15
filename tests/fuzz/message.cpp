#include "extract/message.h"

#include <cassert>

#include "tests/fuzz/targets.h"
#include "text.h"

namespace inkoopmonitor::fuzz {

// What is taken in has the same meaning when it is sent on, and its text is fit to be shown.
void message(std::string_view bytes) {
  const auto answer = extract::decode(bytes);
  if (!answer) return;
  constexpr std::size_t length_bytes = 4;
  const std::string sent = extract::encode(*answer);
  const auto again = extract::decode(std::string_view(sent).substr(length_bytes));
  assert(again && again->index() == answer->index());
  assert(extract::encode(*again) == sent);
  if (const auto* page = std::get_if<extract::PageAnswer>(&*answer)) {
    assert(text::is_valid_utf8(page->page.reason));
    assert(text::is_valid_utf8(extract::plain_text(page->page)));
  }
}

}  // namespace inkoopmonitor::fuzz
