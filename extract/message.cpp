#include "extract/message.h"

#include "extract/bytes.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

enum Kind : std::uint8_t { info_kind = 1, page_kind = 2, failure_kind = 3, done_kind = 4 };

constexpr std::size_t text_bytes_max = 8192;

struct Encoder {
  ByteWriter& out;

  void operator()(const PdfInfo& info) const {
    out.byte(info_kind);
    out.number(info.page_count);
    out.byte(info.pages_lost ? 1 : 0);
    out.string(info.title);
    out.string(info.producer);
    out.string(info.creation_date);
  }
  void operator()(const PageAnswer& answer) const {
    out.byte(page_kind);
    out.number(answer.page.number);
    out.byte(static_cast<std::uint8_t>(answer.page.source));
    out.byte(answer.wants_ocr ? 1 : 0);
    out.real(answer.page.quality);
    out.real(answer.page.width);
    out.real(answer.page.height);
    out.string(answer.page.reason);
    out.string(encode_layout(answer.page));
  }
  void operator()(const FailureAnswer& failure) const {
    out.byte(failure_kind);
    out.string(failure.code);
    out.string(failure.sentence);
  }
  void operator()(const DoneAnswer&) const { out.byte(done_kind); }
};

std::string checked_text(ByteReader& in) {
  const std::string_view value = in.string();
  if (value.size() > text_bytes_max || !text::is_valid_utf8(value)) in.fail();
  return in.good() ? std::string(value) : std::string();
}

PageAnswer read_page(ByteReader& in) {
  PageAnswer answer;
  answer.page.number = in.number();
  const std::uint8_t source = in.byte();
  if (source > static_cast<std::uint8_t>(PageSource::failed)) in.fail();
  answer.page.source = static_cast<PageSource>(source);
  answer.wants_ocr = in.byte() != 0;
  answer.page.quality = in.real();
  answer.page.width = in.real();
  answer.page.height = in.real();
  answer.page.reason = checked_text(in);
  if (!decode_layout(in.string(), answer.page)) in.fail();
  std::uint32_t next = 0;
  for (const Block& block : answer.page.blocks) {
    if (block.first_word != next) in.fail();
    next = block.first_word + block.word_count;
  }
  if (next != answer.page.words.size()) in.fail();
  return answer;
}

}  // namespace

std::string encode(const Answer& answer) {
  ByteWriter body;
  std::visit(Encoder{body}, answer);
  const std::string bytes = body.take();
  std::string out;
  for (int shift = 0; shift < 32; shift += 8)
    out.push_back(static_cast<char>((bytes.size() >> shift) & 0xff));
  return out + bytes;
}

std::optional<Answer> decode(std::string_view message) {
  ByteReader in(message);
  std::optional<Answer> answer;
  switch (in.byte()) {
    case info_kind: {
      PdfInfo info;
      info.page_count = in.number();
      info.pages_lost = in.byte() != 0;
      info.title = checked_text(in);
      info.producer = checked_text(in);
      info.creation_date = checked_text(in);
      answer = std::move(info);
      break;
    }
    case page_kind:
      answer = read_page(in);
      break;
    case failure_kind: {
      FailureAnswer failure;
      failure.code = checked_text(in);
      failure.sentence = checked_text(in);
      answer = std::move(failure);
      break;
    }
    case done_kind:
      answer = DoneAnswer{};
      break;
    default:
      in.fail();
  }
  if (!in.good() || !in.at_end()) return std::nullopt;
  return answer;
}

}  // namespace inkoopmonitor::extract
