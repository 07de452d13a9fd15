#include "extract/message.h"

#include <algorithm>
#include <cmath>

#include "extract/bytes.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

enum Kind : std::uint8_t {
  info_kind = 1,
  page_kind = 2,
  failure_kind = 3,
  done_kind = 4,
  picture_kind = 5,
  facts_kind = 6,
  member_kind = 7,
  members_found_kind = 8,
};

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
    out.string(info.modification_date);
    out.string(info.declared_language);
    out.byte(info.is_mended ? 1 : 0);
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
  void operator()(const FactsAnswer& facts) const {
    out.byte(facts_kind);
    out.number(static_cast<std::uint32_t>(facts.outline.size()));
    for (const OutlineEntry& entry : facts.outline) {
      out.byte(entry.level);
      out.number(entry.page);
      out.string(entry.title);
    }
    out.number(static_cast<std::uint32_t>(facts.labels.size()));
    for (const std::string& label : facts.labels) out.string(label);
  }
  void operator()(const PictureBand& band) const {
    out.byte(picture_kind);
    out.number(band.width);
    out.number(band.height);
    out.number(band.first_row);
    out.string(band.rgb);
  }
  void operator()(const MemberAnswer& member) const {
    out.byte(member_kind);
    out.byte(member.last ? 1 : 0);
    out.string(member.name);
    out.string(member.problem);
    out.string(member.bytes);
  }
  void operator()(const MembersFoundAnswer&) const { out.byte(members_found_kind); }
  void operator()(const FailureAnswer& failure) const {
    out.byte(failure_kind);
    out.string(failure.code);
    out.string(failure.sentence);
  }
  void operator()(const DoneAnswer&) const { out.byte(done_kind); }
};

std::string checked_text(ByteReader& in, std::size_t bytes_max = text_bytes_max) {
  const std::string_view value = in.string();
  if (value.size() > bytes_max || !text::is_valid_utf8(value)) in.fail();
  return in.good() ? std::string(value) : std::string();
}

// Boxes to a thirty-second of a point and certainties to a thousandth, in which a page is stored in
// a third of the room (document.cpp). Nothing that is done with them tells the difference, and done
// here it is the same for every page, stored or not.
void round_layout(Page& page) {
  const auto rounded = [](float value, float parts) {
    // No zero below zero, which would be the same box in other bytes.
    return std::abs(value) < 1e6F ? std::round(value * parts) / parts + 0.0F : value;
  };
  for (Word& word : page.words) {
    for (float* side : {&word.box.left, &word.box.top, &word.box.right, &word.box.bottom})
      *side = rounded(*side, 32);
    word.font_size = rounded(word.font_size, 32);
    word.certainty = rounded(word.certainty, 1024);
  }
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
  round_layout(answer.page);
  std::uint32_t next = 0;
  for (const Block& block : answer.page.blocks) {
    if (block.first_word != next) in.fail();
    next = block.first_word + block.word_count;
  }
  if (next != answer.page.words.size()) in.fail();
  return answer;
}

FactsAnswer read_facts(ByteReader& in) {
  constexpr std::size_t entry_bytes_min = 3, label_bytes_min = 1;
  FactsAnswer facts;
  const std::uint32_t entries = in.count(entry_bytes_min);
  if (entries > outline_entries_max) in.fail();
  std::uint8_t level = 0;
  for (std::uint32_t at = 0; at < entries && in.good(); ++at) {
    OutlineEntry entry;
    entry.level = in.byte();
    entry.page = in.number();
    entry.title = checked_text(in, outline_title_bytes_max);
    if (entry.level < 1 || entry.level > std::min<int>(level + 1, outline_level_max)) in.fail();
    level = entry.level;
    facts.outline.push_back(std::move(entry));
  }
  const std::uint32_t labels = in.count(label_bytes_min);
  if (labels > labels_max) in.fail();
  for (std::uint32_t at = 0; at < labels && in.good(); ++at)
    facts.labels.push_back(checked_text(in, label_bytes_max));
  return facts;
}

// A band is of a picture that is not too large, whole rows of it and inside it.
PictureBand read_band(ByteReader& in) {
  PictureBand band;
  band.width = in.number();
  band.height = in.number();
  band.first_row = in.number();
  band.rgb = in.string();
  if (band.width == 0 || band.width > picture_side_max || band.height > picture_side_max ||
      std::uint64_t{band.width} * band.height > picture_pixels_max) {
    in.fail();
    return {};
  }
  const std::size_t row_bytes = std::size_t{3} * band.width, rows = band.rgb.size() / row_bytes;
  if (rows == 0 || band.rgb.size() % row_bytes != 0 || band.first_row >= band.height ||
      rows > band.height - band.first_row)
    in.fail();
  return band;
}

MemberAnswer read_member(ByteReader& in) {
  MemberAnswer answer;
  answer.last = in.byte() != 0;
  answer.name = checked_text(in);
  answer.problem = checked_text(in);
  answer.bytes = in.string();
  if (answer.name.size() > member_name_bytes_max) in.fail();
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
      info.modification_date = checked_text(in);
      info.declared_language = checked_text(in);
      info.is_mended = in.byte() != 0;
      answer = std::move(info);
      break;
    }
    case page_kind:
      answer = read_page(in);
      break;
    case facts_kind:
      answer = read_facts(in);
      break;
    case picture_kind:
      answer = read_band(in);
      break;
    case failure_kind: {
      FailureAnswer failure;
      failure.code = checked_text(in);
      failure.sentence = checked_text(in);
      answer = std::move(failure);
      break;
    }
    case member_kind:
      answer = read_member(in);
      break;
    case members_found_kind:
      answer = MembersFoundAnswer{};
      break;
    case done_kind:
      answer = DoneAnswer{};
      break;
    default:
      in.fail();
  }
  if (!in.good() || !in.at_end()) return std::nullopt;
  return answer;
}

void MessageCutter::append(std::string_view bytes) {
  buffer_.erase(0, from_);
  from_ = 0;
  buffer_.append(bytes);
}

std::optional<std::string_view> MessageCutter::next() {
  const std::string_view rest = std::string_view(buffer_).substr(from_);
  constexpr std::size_t head = 4;
  if (is_too_long_ || rest.size() < head) return std::nullopt;
  std::uint32_t size = 0;
  for (std::size_t at = 0; at < head; ++at)
    size |= static_cast<std::uint32_t>(static_cast<unsigned char>(rest[at])) << (8 * at);
  is_too_long_ = size > message_bytes_max;
  if (is_too_long_ || rest.size() - head < size) return std::nullopt;
  from_ += head + size;
  return rest.substr(head, size);
}

}  // namespace inkoopmonitor::extract
