#include <cassert>

#include "extract/archive.h"
#include "extract/members.h"
#include "extract/office.h"
#include "extract/pdf.h"
#include "tests/fuzz/targets.h"
#include "text.h"

namespace inkoopmonitor::fuzz {
namespace {

constexpr extract::Allowance allowance = {100, 1u << 20, 4u << 20};

void expect_harmless(const extract::MemberName& name) {
  assert(text::is_valid_utf8(name.name) && !name.name.empty() && name.name.front() != '/');
  assert(("/" + name.name + "/").find("/../") == std::string::npos);
}

}  // namespace

// The members of any bytes, and the document that they may be: each may be refused.
void zip(std::string_view bytes) {
  expect_harmless(extract::member_name(bytes));
  extract::zip_kind(bytes);
  extract::MemberSender sender(allowance, [](const extract::Answer& answer) {
    constexpr std::size_t length_bytes = 4;
    assert(extract::decode(extract::encode(answer).substr(length_bytes)));
  });
  try {
    extract::send_members(bytes, sender);
  } catch (const extract::OpenFailure&) {
  }
  for (const auto read : {extract::read_docx, extract::read_odt}) {
    try {
      read(bytes);
    } catch (const extract::OpenFailure&) {
    }
  }
}

}  // namespace inkoopmonitor::fuzz
