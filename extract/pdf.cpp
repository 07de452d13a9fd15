// Poppler, through its private interface, because the public one (poppler-cpp) shows neither images
// nor glyphs without Unicode nor lines that are drawn, and a scan with a bad text layer cannot be
// told from a good page without them.
//
// Words are taken in raw order: Poppler's own analysis of columns is slow on hostile pages and its
// result would have to be taken apart again, since the layout of this room also serves OCR. Filling
// patterns and shadings are skipped: they take seconds on hostile pages and hold no text.
#include "extract/pdf.h"

#include <Error.h>
#include <ErrorCodes.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <SplashOutputDev.h>
#include <TextOutputDev.h>
#include <splash/SplashBitmap.h>
#include <unistd.h>

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "extract/drawn_letters.h"
#include "extract/message.h"
#include "extract/pdf_facts.h"
#include "extract/pdf_image.h"
#include "extract/repair.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

// Beyond these a page is a flood, not a document.
constexpr std::size_t rules_max = 20'000;
constexpr std::size_t words_max = 60'000;
// Thinner than this, a filled rectangle is a line.
constexpr double rule_thickness_max = 2.5;
constexpr double rule_length_min = 8;

// Poppler's complaints about a damaged file are not kept: the result says what matters. A page can
// make it complain for ever; no page of use has so much wrong with it, and there is no other way
// out of Poppler than to end. That there were errors tells a page that is empty from a broken one.
constexpr int complaints_max = 100'000;
int complaints = 0, errors = 0;  // about this page, or about opening the file

void count_complaint(ErrorCategory category, Goffset, const char*) {
  if (category != errSyntaxWarning && category != errUnimplemented) ++errors;
  if (++complaints > complaints_max) _exit(child_flooded);
}

// Blanks, controls and what takes no room: they end a word and are not part of it.
bool separates(Unicode code) {
  return code <= 0x20 || (code >= 0x7f && code <= 0xa0) || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200b) || code == 0x2028 || code == 0x2029 || code == 0x202f ||
         code == 0x205f || code == 0x3000 || code == 0xfeff;
}

bool is_unmapped(const Unicode* codes, int count) {
  if (count <= 0 || codes == nullptr) return true;
  const Unicode code = codes[0];
  return code == 0 || code == 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
}

// A grid over the page; which squares of it images cover.
class Coverage {
 public:
  void add(const Box& box, float width, float height) {
    if (width <= 0 || height <= 0) return;
    const auto at = [](float value, float size) {
      return std::clamp(static_cast<int>(std::lround(value / size * side)), 0, side);
    };
    for (int row = at(box.top, height); row < at(box.bottom, height); ++row)
      for (int column = at(box.left, width); column < at(box.right, width); ++column)
        squares_.set(static_cast<std::size_t>(row * side + column));
  }
  float share() const { return static_cast<float>(squares_.count()) / (side * side); }

 private:
  static constexpr int side = 50;
  std::bitset<side * side> squares_;
};

class PageReader final : public TextOutputDev {
 public:
  PageReader() : TextOutputDev(nullptr, false, 0, true, false) {}

  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void startPage(int number, GfxState* state, XRef* xref) override {
    content = {};
    coverage_ = {};
    image_area_ = 0;
    end_of_last_ = -1;
    drawn_letters_ = {};
    content.width = static_cast<float>(state->getPageWidth());
    content.height = static_cast<float>(state->getPageHeight());
    TextOutputDev::startPage(number, state, xref);
  }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* unicode,
                int count) override {
    if (count <= 0 || unicode == nullptr || !separates(unicode[0]) || unicode[0] == 0) {
      ++content.glyphs;
      if (is_unmapped(unicode, count)) ++content.glyphs_unmapped;
      if ((state->getRender() & 3) == 3) ++content.glyphs_invisible;
      const auto& font = state->getFont();
      if (font && font->getType() == fontType3) ++content.glyphs_type3;
      if (count == 1 && unicode != nullptr) drawn_letters_.add_glyph(*state, code, unicode[0]);
    }
    TextOutputDev::drawChar(state, x, y, dx, dy, origin_x, origin_y, code, bytes, unicode, count);
  }

  void stroke(GfxState* state) override {
    ++content.marks;
    GfxGray gray = 0;
    state->getStrokeGray(&gray);
    if (gray < gfxColorComp1 / 100 * 97) add_rules(state, true);
  }
  void fill(GfxState* state) override {
    ++content.marks;
    GfxGray gray = 0;
    state->getFillGray(&gray);
    if (gray < gfxColorComp1 / 100 * 97) add_rules(state, false);
  }
  void eoFill(GfxState* state) override { fill(state); }

  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int,
                         int, double, double) override {
    return mark();
  }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return mark(); }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return mark(); }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return mark(); }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return mark(); }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return mark(); }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool in_line) override {
    add_image(state, width, height);
    OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, in_line);
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* colors, bool interpolate, const int* mask,
                 bool in_line) override {
    add_image(state, width, height);
    OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask, in_line);
  }
  void drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*,
                       bool, Stream*, int, int, bool, bool) override {
    add_image(state, width, height);
  }
  void drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height,
                           GfxImageColorMap*, bool, Stream*, int, int, GfxImageColorMap*,
                           bool) override {
    add_image(state, width, height);
  }

  // What was gathered, once the page is drawn.
  PageContent finish();

  PageContent content;

 private:
  bool mark() {
    ++content.marks;
    return true;
  }
  void add_image(GfxState* state, int width, int height);
  void add_rules(GfxState* state, bool stroked);
  void add_segment(double x0, double y0, double x1, double y1);
  void add_words(TextWord& word);

  Coverage coverage_;
  DrawnLetters drawn_letters_;
  float image_area_ = 0;
  int end_of_last_ = -1;  // of the word before, in characters drawn
};

void PageReader::add_image(GfxState* state, int width, int height) {
  ++content.marks;
  const double* m = state->getCTM();
  const double xs[] = {m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]};
  const double ys[] = {m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]};
  const auto clipped = [](double value, float limit) {
    return static_cast<float>(std::clamp(value, 0.0, static_cast<double>(limit)));
  };
  const Box box{clipped(*std::min_element(xs, xs + 4), content.width),
                clipped(*std::min_element(ys, ys + 4), content.height),
                clipped(*std::max_element(xs, xs + 4), content.width),
                clipped(*std::max_element(ys, ys + 4), content.height)};
  const float area = (box.right - box.left) * (box.bottom - box.top);
  if (!(area > 0)) return;
  coverage_.add(box, content.width, content.height);
  const double across = std::hypot(m[0], m[1]), down = std::hypot(m[2], m[3]);
  if (area > image_area_ && across > 0 && down > 0) {
    image_area_ = area;
    content.image_dpi = static_cast<float>(std::max(width / across, height / down) * 72);
  }
}

void PageReader::add_segment(double x0, double y0, double x1, double y1) {
  if (content.rules.size() >= rules_max) return;
  const auto rule = [&](bool horizontal, double position, double from, double to) {
    if (std::abs(to - from) < rule_length_min || !std::isfinite(position + from + to)) return;
    content.rules.push_back({horizontal, static_cast<float>(position),
                             static_cast<float>(std::min(from, to)),
                             static_cast<float>(std::max(from, to))});
  };
  if (std::abs(y1 - y0) < 1) rule(true, (y0 + y1) / 2, x0, x1);
  if (std::abs(x1 - x0) < 1) rule(false, (x0 + x1) / 2, y0, y1);
}

// Stroked straight pieces, and filled shapes that are so thin that they look like one.
void PageReader::add_rules(GfxState* state, bool stroked) {
  const GfxPath* path = state->getPath();
  for (int at = 0; path != nullptr && at < path->getNumSubpaths(); ++at) {
    const GfxSubpath* piece = path->getSubpath(at);
    const int points = piece->getNumPoints();
    if (points < 2 || points > 64) continue;
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9, last_x = 0, last_y = 0;
    for (int point = 0; point < points; ++point) {
      double x = 0, y = 0;
      state->transform(piece->getX(point), piece->getY(point), &x, &y);
      if (stroked && point > 0 && !piece->getCurve(point)) add_segment(last_x, last_y, x, y);
      left = std::min(left, x), right = std::max(right, x);
      top = std::min(top, y), bottom = std::max(bottom, y);
      last_x = x, last_y = y;
    }
    if (stroked) continue;
    const double middle_x = (left + right) / 2, middle_y = (top + bottom) / 2;
    if (bottom - top <= rule_thickness_max) add_segment(left, middle_y, right, middle_y);
    if (right - left <= rule_thickness_max) add_segment(middle_x, top, middle_x, bottom);
  }
}

// One word of Poppler's; more when it holds a blank of another kind.
void PageReader::add_words(TextWord& word) {
  RawWord next;
  const std::size_t first = content.words.size();
  next.font_size = static_cast<float>(word.getFontSize());
  const TextFontInfo* font = word.getLength() > 0 ? word.getFontInfo(0) : nullptr;
  next.bold = font != nullptr && (font->isBold() || name_is_bold(font->getFontName()));
  next.quarter_turns = word.getRotation() & 3;
  const RawWord empty = next;
  next.touches = word.getCharPos() == end_of_last_;
  end_of_last_ = word.getCharPos() + word.getCharLen();
  for (int at = 0; at < word.getLength(); ++at) {
    const Unicode code = *word.getChar(at);
    if (!separates(code)) {
      double left = 0, top = 0, right = 0, bottom = 0;
      word.getCharBBox(at, &left, &top, &right, &bottom);
      const Box box{static_cast<float>(left), static_cast<float>(top), static_cast<float>(right),
                    static_cast<float>(bottom)};
      if (next.text.empty()) next.box = box;
      next.box = {std::min(next.box.left, box.left), std::min(next.box.top, box.top),
                  std::max(next.box.right, box.right), std::max(next.box.bottom, box.bottom)};
      text::append_utf8(next.text, code);
    }
    if ((separates(code) || at + 1 == word.getLength()) && !next.text.empty()) {
      if (std::isfinite(next.box.left + next.box.top + next.box.right + next.box.bottom)) {
        next.page_box = next.box;
        content.words.push_back(std::move(next));
      }
      next = empty;
    }
  }
  drawn_letters_.add_word(word, first, content.words.size());
}

PageContent PageReader::finish() {
  const std::unique_ptr<TextWordList> list = makeWordList();
  const int count = list ? list->getLength() : 0;
  for (int at = 0; at < count && content.words.size() <= words_max; ++at) add_words(*list->get(at));
  drawn_letters_.set_looks(content.words);
  content.image_coverage = coverage_.share();
  return std::move(content);
}

}  // namespace

struct Pdf::Handle {
  std::string repaired;  // what `document` reads, unless it is the file as it is
  std::unique_ptr<PDFDoc> document;
  PageReader reader;

  void open(std::string_view bytes);
  bool opens() { return document->isOk() && document->getNumPages() > 0; }
  bool open_repaired(std::string_view bytes, bool& pages_lost);
};

void Pdf::Handle::open(std::string_view bytes) {
  complaints = errors = 0;
  auto* stream =
      new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  document = std::make_unique<PDFDoc>(stream);  // takes the stream
}

bool Pdf::Handle::open_repaired(std::string_view bytes, bool& pages_lost) {
  for (Repair& repair : repairs(bytes)) {
    document.reset();
    repaired = std::move(repair.bytes);
    open(repaired);
    pages_lost = repair.pages_lost;
    if (opens()) return true;
  }
  return false;
}

Pdf::Pdf(std::string_view bytes) {
  setErrorCallback(count_complaint);
  if (!globalParams) globalParams = std::make_unique<GlobalParams>();
  handle_ = std::make_unique<Handle>();
  handle_->open(bytes);
  if (!handle_->opens()) {
    if (handle_->document->getErrorCode() == errEncrypted)
      throw OpenFailure("encrypted", "the file can only be opened with a password");
    const bool is_ok = handle_->document->isOk();
    if (!handle_->open_repaired(bytes, info_.pages_lost))
      throw is_ok
          ? OpenFailure("no_pages", "the file opens, but holds no page")
          : OpenFailure("damaged", "the file has no readable table of its objects or no page tree");
    info_.is_mended = true;
  }
  PDFDoc& document = *handle_->document;
  info_.page_count = static_cast<std::uint32_t>(document.getNumPages());
  take_facts(document, info_);
}

Pdf::~Pdf() = default;

// Poppler passes over a page that is no page, so that the last numbers are left without one.
std::string Pdf::fault(std::uint32_t page, bool nothing_came) const {
  if (handle_->document->getPage(static_cast<int>(page)) == nullptr)
    return "the file has fewer pages than it says; those behind a missing one moved up";
  return nothing_came && errors > 0 ? "what is drawn there is damaged" : "";
}

PageContent Pdf::read(std::uint32_t page) {
  complaints = errors = 0;
  handle_->reader.content = {};
  handle_->document->displayPage(&handle_->reader, static_cast<int>(page), 72, 72, 0, false, true,
                                 false);
  return handle_->reader.finish();
}

std::vector<OutlineEntry> Pdf::outline() {
  return outline_of(*handle_->document);
}

std::vector<std::string> Pdf::labels() {
  return labels_of(*handle_->document);
}

bool Pdf::holds_files(std::uint32_t first, std::uint32_t last) {
  return inkoopmonitor::extract::holds_files(*handle_->document, first, last);
}

void Pdf::send_files(MemberSender& sender) {
  inkoopmonitor::extract::send_files(*handle_->document, sender);
}

Bitmap Pdf::render(std::uint32_t page, double dpi) {
  SplashColor white = {255, 255, 255, 255};
  SplashOutputDev device(splashModeMono8, 1, false, white);
  device.startDoc(handle_->document.get());
  handle_->document->displayPage(&device, static_cast<int>(page), dpi, dpi, 0, false, true, false);
  const SplashBitmap* drawn = device.getBitmap();
  if (drawn == nullptr || drawn->getDataPtr() == nullptr)
    throw std::runtime_error("the page cannot be drawn");
  Bitmap bitmap;
  bitmap.width = drawn->getWidth();
  bitmap.height = drawn->getHeight();
  bitmap.dpi = bitmap.dpi_down = dpi;
  bitmap.gray.resize(static_cast<std::size_t>(bitmap.width) * bitmap.height);
  for (int row = 0; row < bitmap.height; ++row)
    std::memcpy(bitmap.gray.data() + static_cast<std::size_t>(row) * bitmap.width,
                drawn->getDataPtr() + static_cast<std::ptrdiff_t>(row) * drawn->getRowSize(),
                static_cast<std::size_t>(bitmap.width));
  return bitmap;
}

std::optional<Bitmap> Pdf::image(std::uint32_t page) {
  return image_of_page(*handle_->document, static_cast<int>(page));
}

Picture Pdf::draw(std::uint32_t page, double dpi) {
  PDFDoc& document = *handle_->document;
  const int number = static_cast<int>(page);
  const double width = document.getPageCropWidth(number) / 72;
  const double height = document.getPageCropHeight(number) / 72;
  if (!(width > 0) || !(height > 0))
    throw OpenFailure("damaged", "the page cannot be found in the file");
  // One pixel is kept back on each side, as Poppler rounds up.
  dpi = std::min({dpi, (picture_side_max - 1) / std::max(width, height),
                  (std::sqrt(picture_pixels_max) - 1) / std::sqrt(width * height)});
  SplashColor white = {255, 255, 255, 255};
  SplashOutputDev device(splashModeRGB8, 1, false, white);
  device.startDoc(&document);
  document.displayPage(&device, number, dpi, dpi, 0, false, true, false);
  const SplashBitmap* drawn = device.getBitmap();
  if (drawn == nullptr || drawn->getDataPtr() == nullptr || drawn->getWidth() <= 0 ||
      drawn->getHeight() <= 0)
    throw OpenFailure("damaged", "the page cannot be drawn");
  Picture picture;
  picture.width = static_cast<std::uint32_t>(drawn->getWidth());
  picture.height = static_cast<std::uint32_t>(drawn->getHeight());
  const std::size_t row_bytes = std::size_t{3} * picture.width;
  picture.rgb.resize(row_bytes * picture.height);
  for (std::size_t row = 0; row < picture.height; ++row)
    std::memcpy(picture.rgb.data() + row * row_bytes,
                drawn->getDataPtr() + static_cast<std::ptrdiff_t>(row) * drawn->getRowSize(),
                row_bytes);
  return picture;
}

}  // namespace inkoopmonitor::extract
