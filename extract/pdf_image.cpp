// A scanned page is one picture, and drawing it costs eight times as much as taking it out: Poppler
// scales it pixel by pixel. Colours are brought to gray by their usual weights, without colour
// management: for telling ink from paper they need not be exact. In a file of its own beside
// pdf.cpp, which says what a page holds.
#include "extract/pdf_image.h"

#include <GfxState.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Stream.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace inkoopmonitor::extract {
namespace {

constexpr double pixels_most = 72e6;  // A3 at 600 dpi
// Shares of the page.
constexpr double coverage_least = 0.5, whole = 0.97;

// Where a picture's pixels come to lie: its size on the page in points and how far it is turned.
struct Frame {
  double left = 0, top = 0, width = 0, height = 0;
  int quarter_turns = 0;  // clockwise
};

std::optional<Frame> frame_of(const double* m) {
  Frame frame;
  const double slack = 0.01 * (std::abs(m[0]) + std::abs(m[1]) + std::abs(m[2]) + std::abs(m[3]));
  if (std::abs(m[1]) < slack && std::abs(m[2]) < slack && m[0] * m[3] < 0) {
    frame.quarter_turns = m[0] > 0 ? 0 : 2;
  } else if (std::abs(m[0]) < slack && std::abs(m[3]) < slack && m[1] * m[2] > 0) {
    frame.quarter_turns = m[1] > 0 ? 1 : 3;
  } else {
    return std::nullopt;
  }
  frame.width = std::abs(m[0] + m[2]);
  frame.height = std::abs(m[1] + m[3]);
  frame.left = std::min(m[4], m[4] + m[0] + m[2]);
  frame.top = std::min(m[5], m[5] + m[1] + m[3]);
  return frame;
}

// Gray pixels as they stand in the file.
struct Raster {
  int width = 0, height = 0;
  std::vector<std::uint8_t> gray;
};

Raster turned(const Raster& raster, int quarter_turns) {
  Raster out;
  out.width = quarter_turns % 2 == 0 ? raster.width : raster.height;
  out.height = quarter_turns % 2 == 0 ? raster.height : raster.width;
  out.gray.resize(raster.gray.size());
  for (int y = 0; y < raster.height; ++y)
    for (int x = 0; x < raster.width; ++x) {
      int to_x = out.width - 1 - y, to_y = x;
      if (quarter_turns == 2) to_x = out.width - 1 - x, to_y = out.height - 1 - y;
      if (quarter_turns == 3) to_x = y, to_y = out.height - 1 - x;
      out.gray[static_cast<std::size_t>(to_y) * out.width + to_x] =
          raster.gray[static_cast<std::size_t>(y) * raster.width + x];
    }
  return out;
}

// Shades of each value of a picture with one component.
std::array<std::uint8_t, 256> shades_of(GfxImageColorMap& colors) {
  std::array<std::uint8_t, 256> shades{};
  const int values = 1 << std::min(8, colors.getBits());
  for (int value = 0; value < values; ++value) {
    const auto sample = static_cast<unsigned char>(value);
    GfxGray gray = 0;
    colors.getGray(&sample, &gray);
    shades[static_cast<std::size_t>(value)] = colToByte(gray);
  }
  return shades;
}

// True where a picture's samples are red, green, blue or cyan, magenta, yellow, black as they are.
bool has_plain_colors(GfxImageColorMap& colors) {
  const int components = colors.getNumPixelComps();
  if (colors.getBits() != 8 || (components != 3 && components != 4)) return false;
  for (int at = 0; at < components; ++at)
    if (colors.getDecodeLow(at) != 0 || colors.getDecodeHigh(at) != 1) return false;
  switch (colors.getColorSpace()->getMode()) {
    case csDeviceRGB:
    case csCalRGB:
    case csDeviceCMYK:
    case csICCBased:
      return true;
    default:
      return false;
  }
}

void take_row(const unsigned char* row, int components, std::uint8_t* out, int width) {
  for (int x = 0; x < width; ++x, row += components) {
    const int weighed = (77 * row[0] + 151 * row[1] + 28 * row[2]) >> 8;
    out[x] =
        static_cast<std::uint8_t>(components == 3 ? weighed : std::max(0, 255 - weighed - row[3]));
  }
}

class ImageTaker final : public OutputDev {
 public:
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void drawChar(GfxState* state, double, double, double, double, double, double, CharCode, int,
                const Unicode* unicode, int count) override {
    const bool is_blank = count > 0 && unicode != nullptr && unicode[0] == 0x20;
    if ((state->getRender() & 3) != 3 && !is_blank) more_ = true;
  }
  void stroke(GfxState*) override { more_ = true; }
  void fill(GfxState* state) override {
    GfxGray gray = 0;
    state->getFillGray(&gray);
    constexpr GfxColorComp nearly_white = gfxColorComp1 / 100 * 97;
    if (gray < nearly_white || images_ > 0) more_ = true;
  }
  void eoFill(GfxState* state) override { fill(state); }
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int,
                         int, double, double) override {
    return more_ = true;
  }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return more_ = true; }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override {
    return more_ = true;
  }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override {
    return more_ = true;
  }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override {
    return more_ = true;
  }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return more_ = true; }
  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { more_ = true; }

  void drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool invert,
                     bool, bool) override {
    GfxGray gray = 0;
    state->getFillGray(&gray);
    constexpr GfxColorComp dark = gfxColorComp1 / 3;
    if (gray > dark || !begin(state, width, height)) {
      more_ = true;
      return;
    }
    const std::array<std::uint8_t, 2> shades =
        invert ? std::array<std::uint8_t, 2>{255, 0} : std::array<std::uint8_t, 2>{0, 255};
    take(stream, 1, 1, [&](const unsigned char* row, std::uint8_t* out) {
      for (int x = 0; x < width; ++x) out[x] = shades[row[x] & 1];
    });
  }
  void drawImage(GfxState* state, Object*, Stream* stream, int width, int height,
                 GfxImageColorMap* colors, bool, const int* mask, bool) override {
    const int components = colors->getNumPixelComps();
    const bool one_component = components == 1 && colors->getBits() <= 8;
    if (mask != nullptr || (!one_component && !has_plain_colors(*colors)) ||
        !begin(state, width, height)) {
      more_ = true;
      return;
    }
    if (one_component) {
      const auto shades = shades_of(*colors);
      take(stream, 1, colors->getBits(), [&](const unsigned char* row, std::uint8_t* out) {
        for (int x = 0; x < width; ++x) out[x] = shades[row[x]];
      });
    } else {
      take(stream, components, 8, [&](const unsigned char* row, std::uint8_t* out) {
        take_row(row, components, out, width);
      });
    }
  }
  void drawMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int,
                       int, bool, bool) override {
    more_ = true;
  }
  void drawSoftMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*,
                           int, int, GfxImageColorMap*, bool) override {
    more_ = true;
  }

  void startPage(int, GfxState* state, XRef*) override {
    page_width_ = state->getPageWidth();
    page_height_ = state->getPageHeight();
  }

  std::optional<Bitmap> finish();

 private:
  bool begin(GfxState* state, int width, int height) {
    if (++images_ > 1 || width < 1 || height < 1 ||
        static_cast<double>(width) * height > pixels_most)
      return false;
    frame_ = frame_of(state->getCTM());
    if (!frame_) return false;
    const double share = frame_->width * frame_->height / (page_width_ * page_height_);
    if (!(share >= coverage_least)) return false;
    if (share >= whole) more_ = false;  // what was drawn before lies under it
    raster_ = {width, height, {}};
    raster_.gray.assign(static_cast<std::size_t>(width) * height, 255);
    return true;
  }

  template <typename TakeRow>
  void take(Stream* stream, int components, int bits, const TakeRow& take_one) {
    ImageStream rows(stream, raster_.width, components, bits);
    rows.reset();
    for (int y = 0; y < raster_.height; ++y) {
      const unsigned char* row = rows.getLine();
      if (row == nullptr) break;
      take_one(row, raster_.gray.data() + static_cast<std::size_t>(y) * raster_.width);
    }
    rows.close();
  }

  bool more_ = false;  // something is seen that is not taken
  int images_ = 0;
  double page_width_ = 0, page_height_ = 0;
  std::optional<Frame> frame_;
  Raster raster_;
};

// Lays the raster on a page of its resolution.
std::optional<Bitmap> ImageTaker::finish() {
  if (more_ || images_ != 1 || !frame_ || raster_.gray.empty()) return std::nullopt;
  Raster raster =
      frame_->quarter_turns == 0 ? std::move(raster_) : turned(raster_, frame_->quarter_turns);
  const double across = raster.width / frame_->width, down = raster.height / frame_->height;
  Bitmap page;
  page.dpi = 72 * across;
  page.dpi_down = 72 * down;
  const double width = std::round(page_width_ * across), height = std::round(page_height_ * down);
  if (!(width >= 1 && height >= 1 && width * height <= pixels_most)) return std::nullopt;
  page.width = static_cast<int>(width);
  page.height = static_cast<int>(height);
  const int left = static_cast<int>(std::lround(frame_->left * across));
  const int top = static_cast<int>(std::lround(frame_->top * down));
  if (left == 0 && top == 0 && page.width == raster.width && page.height == raster.height) {
    page.gray = std::move(raster.gray);
    return page;
  }
  page.gray.assign(static_cast<std::size_t>(page.width) * page.height, 255);
  const int from_x = std::max(0, left), to_x = std::min(page.width, left + raster.width);
  for (int y = std::max(0, top); y < std::min(page.height, top + raster.height); ++y) {
    if (from_x >= to_x) break;
    const auto* row = raster.gray.data() + static_cast<std::size_t>(y - top) * raster.width;
    std::copy(row + (from_x - left), row + (to_x - left),
              page.gray.data() + static_cast<std::size_t>(y) * page.width + from_x);
  }
  return page;
}

}  // namespace

std::optional<Bitmap> image_of_page(PDFDoc& document, int page) {
  ImageTaker taker;
  document.displayPage(&taker, page, 72, 72, 0, false, true, false);
  return taker.finish();
}

}  // namespace inkoopmonitor::extract
