// What is done to every picture must cost little beside its reading. Shades are evened out once,
// before the page is turned straight, so that one threshold serves the whole page; a slant of one
// degree is a line's height across a page, and rows of a table would mix. Lines are looked for at
// half the resolution, where they are found as well in a quarter of the time.
#include "extract/picture.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <numbers>

namespace inkoopmonitor::extract {
namespace {

struct BoxesDeleter {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
using OwnedBoxes = std::unique_ptr<Boxa, BoxesDeleter>;
struct BoxDeleter {
  void operator()(::Box* box) const { boxDestroy(&box); }
};
using OwnedBox = std::unique_ptr<::Box, BoxDeleter>;

constexpr int black_below = 170;  // of 255, where paper is 200 and more

OwnedPix checked(Pix* pix) {
  if (pix == nullptr) throw std::bad_alloc();
  return OwnedPix(pix);
}

// A picture of black and white alone has no shades.
bool is_bilevel(Pix* gray) {
  l_int32 levels = 0;
  const int sampling = std::max(1, static_cast<int>(pixGetWidth(gray)) / 500);
  return pixNumSignificantGrayColors(gray, 20, 236, 0.0001f, sampling, &levels) == 0 && levels <= 2;
}

OwnedPix evened(Pix* gray) {
  if (is_bilevel(gray)) return OwnedPix(pixClone(gray));
  OwnedPix even(pixBackgroundNormSimple(gray, nullptr, nullptr));
  return even ? std::move(even) : OwnedPix(pixClone(gray));
}

OwnedPix inked(Pix* even) {
  return checked(pixThresholdToBinary(even, black_below));
}

// The clockwise turn, in radians, that makes the text level; 0 when it cannot be told.
float slant_of(Pix* ink) {
  l_float32 degrees = 0, confidence = 0;
  if (pixFindSkew(ink, &degrees, &confidence) != 0) return 0;
  if (confidence < 2.5f || std::abs(degrees) < 0.05f) return 0;
  return degrees * std::numbers::pi_v<float> / 180;
}

OwnedPix turned(Pix* pix, float angle) {
  if (angle == 0) return OwnedPix(pixCopy(nullptr, pix));
  OwnedPix straight(pixRotate(pix, angle, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  return straight ? std::move(straight) : OwnedPix(pixCopy(nullptr, pix));
}

struct Place {
  int left = 0, top = 0, width = 0, height = 0;
};

std::vector<Place> places_of(Pix* ink) {
  std::vector<Place> out;
  const OwnedBoxes boxes(pixConnCompBB(ink, 8));
  const int count = boxes ? boxaGetCount(boxes.get()) : 0;
  constexpr int count_max = 4000;
  for (int at = 0; at < std::min(count, count_max); ++at) {
    Place place;
    if (boxaGetBoxGeometry(boxes.get(), at, &place.left, &place.top, &place.width, &place.height) ==
        0)
      out.push_back(place);
  }
  return out;
}

OwnedBox box_of(const Place& place, int reach) {
  return OwnedBox(boxCreate(place.left - reach, place.top - reach, place.width + 2 * reach,
                            place.height + 2 * reach));
}

// Finds straight lines and takes them off the picture: beside a word they are read as | or _.
void take_rules(PagePicture& picture, Pix* half, bool horizontal) {
  const float points = 2 * picture.points;
  const int length = static_cast<int>(36 / points);
  const OwnedPix opened(horizontal ? pixOpenCompBrick(nullptr, half, length, 1)
                                   : pixOpenCompBrick(nullptr, half, 1, length));
  if (!opened) return;
  for (const Place& place : places_of(opened.get())) {
    const float thick = static_cast<float>(horizontal ? place.height : place.width) * points;
    if (thick > 3) continue;  // a bar or a picture
    const Place whole{2 * place.left, 2 * place.top, 2 * place.width, 2 * place.height};
    const OwnedBox area = box_of(whole, 1 + static_cast<int>(0.3f / picture.points));
    if (area) pixSetInRectArbitrary(picture.gray.get(), area.get(), 255);
    if (area) pixClearInRect(picture.ink.get(), area.get());
    const auto edge = [&](int pixels) { return static_cast<float>(pixels) * points; };
    if (horizontal) {
      picture.rules.push_back(
          {true, edge(place.top) + thick / 2, edge(place.left), edge(place.left + place.width)});
    } else {
      picture.rules.push_back(
          {false, edge(place.left) + thick / 2, edge(place.top), edge(place.top + place.height)});
    }
  }
}

// White letters on a dark band, as heads of tables have, become black on white.
void turn_dark_bands(PagePicture& picture) {
  const OwnedPix small(pixReduceRankBinaryCascade(picture.ink.get(), 3, 3, 0, 0));
  const OwnedPix solid(small ? pixOpenBrick(nullptr, small.get(), 5, 2) : nullptr);
  if (!solid) return;
  const float points = 4 * picture.points;
  for (const Place& place : places_of(solid.get())) {
    const float height = static_cast<float>(place.height) * points;
    const float width = static_cast<float>(place.width) * points;
    constexpr float height_least = 8, height_most = 70, width_least = 30;
    if (height < height_least || height > height_most || width < width_least) continue;
    const OwnedBox area(
        boxCreate(4 * place.left, 4 * place.top, 4 * place.width, 4 * place.height));
    const OwnedPix ink(area ? pixClipRectangle(picture.ink.get(), area.get(), nullptr) : nullptr);
    const OwnedPix gray(area ? pixClipRectangle(picture.gray.get(), area.get(), nullptr) : nullptr);
    l_float32 black = 0;
    constexpr float mostly_black = 0.55f;
    if (!ink || !gray || pixForegroundFraction(ink.get(), &black) != 0 || black < mostly_black)
      continue;
    pixInvert(ink.get(), ink.get());
    pixInvert(gray.get(), gray.get());
    const int x = 4 * place.left, y = 4 * place.top;
    const int w = pixGetWidth(ink.get()), h = pixGetHeight(ink.get());
    pixRasterop(picture.ink.get(), x, y, w, h, PIX_SRC, ink.get(), 0, 0);
    pixRasterop(picture.gray.get(), x, y, w, h, PIX_SRC, gray.get(), 0, 0);
  }
}

// How far neighbouring pixels of the paper differ: about 2 in a good scan, 10 and more where the
// scanner adds grain.
float grain_of(Pix* gray) {
  const int width = pixGetWidth(gray), height = pixGetHeight(gray);
  constexpr int row_step = 16, paper_least = 150;
  std::size_t count = 0, sum = 0;
  for (int y = 0; y < height; y += row_step) {
    const l_uint32* line = pixGetData(gray) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(gray);
    for (int x = 1; x < width; ++x) {
      const int here = GET_DATA_BYTE(line, x), before = GET_DATA_BYTE(line, x - 1);
      if (std::min(here, before) < paper_least) continue;
      ++count;
      sum += static_cast<std::size_t>(std::abs(here - before));
    }
  }
  return count == 0 ? 0 : static_cast<float>(sum) / static_cast<float>(count);
}

// Grain and specks are taken for points and accents; a median keeps the edges of letters.
OwnedPix without_grain(OwnedPix gray) {
  constexpr float grain_most = 6;
  if (grain_of(gray.get()) <= grain_most) return gray;
  OwnedPix smooth(pixMedianFilter(gray.get(), 3, 3));
  return smooth ? std::move(smooth) : std::move(gray);
}

}  // namespace

OwnedPix pix_of(const Bitmap& bitmap, double dpi) {
  OwnedPix pix = checked(pixCreate(bitmap.width, bitmap.height, 8));
  l_uint32* data = pixGetData(pix.get());
  const int stride = pixGetWpl(pix.get());
  for (int row = 0; row < bitmap.height; ++row) {
    l_uint32* line = data + static_cast<std::ptrdiff_t>(row) * stride;
    const std::uint8_t* from = bitmap.gray.data() + static_cast<std::size_t>(row) * bitmap.width;
    for (int column = 0; column < bitmap.width; ++column) SET_DATA_BYTE(line, column, from[column]);
  }
  pix = without_grain(std::move(pix));
  const auto across = static_cast<float>(dpi / bitmap.dpi);
  const auto down = static_cast<float>(dpi / bitmap.dpi_down);
  constexpr float alike = 0.03f;
  if (std::abs(across - 1) < alike && std::abs(down - 1) < alike) return pix;
  constexpr float shrinking = 0.7f;  // below it, points in between would be lost
  return checked(std::min(across, down) < shrinking ? pixScaleAreaMap(pix.get(), across, down)
                                                    : pixScaleGrayLI(pix.get(), across, down));
}

PagePicture prepared(Pix* drawn, double dpi) {
  PagePicture picture;
  picture.points = static_cast<float>(72 / dpi);
  const OwnedPix even = evened(drawn);
  const OwnedPix slanted = inked(even.get());
  l_float32 black = 0;
  constexpr float as_good_as_white = 0.00005f;
  if (pixForegroundFraction(slanted.get(), &black) != 0 || black < as_good_as_white) return picture;
  picture.angle = slant_of(slanted.get());
  picture.gray = turned(even.get(), picture.angle);
  if (!picture.gray) throw std::bad_alloc();
  picture.ink = inked(picture.gray.get());
  turn_dark_bands(picture);
  const OwnedPix half(pixReduceRankBinary2(picture.ink.get(), 1, nullptr));
  if (half) {
    take_rules(picture, half.get(), true);
    take_rules(picture, half.get(), false);
  }
  return picture;
}

int turns_to_upright(Pix* drawn) {
  const OwnedPix ink = inked(evened(drawn).get());
  l_float32 up = 0, left = 0;
  l_int32 lies = L_TEXT_ORIENT_UNKNOWN;
  constexpr int usual = 0;  // Leptonica's own thresholds
  if (pixOrientDetect(ink.get(), &up, &left, usual, 0) != 0 ||
      makeOrientDecision(up, left, usual, usual, &lies, 0) != 0)
    return 0;
  switch (lies) {
    case L_TEXT_ORIENT_LEFT:
      return 1;
    case L_TEXT_ORIENT_DOWN:
      return 2;
    case L_TEXT_ORIENT_RIGHT:
      return 3;
    default:
      return 0;
  }
}

float stroke_width(Pix* ink, int left, int top, int right, int bottom) {
  const l_uint32* data = pixGetData(ink);
  const int stride = pixGetWpl(ink);
  left = std::max(left, 0), top = std::max(top, 0);
  right = std::min(right, static_cast<int>(pixGetWidth(ink)));
  bottom = std::min(bottom, static_cast<int>(pixGetHeight(ink)));
  std::size_t black = 0, runs = 0;
  const int longest = std::max(2, (bottom - top) / 3);
  for (int y = top; y < bottom; ++y) {
    const l_uint32* line = data + static_cast<std::ptrdiff_t>(y) * stride;
    int run = 0;
    for (int x = left; x <= right; ++x) {
      if (x < right && GET_DATA_BIT(line, x)) {
        ++run;
        continue;
      }
      if (run > 0 && run <= longest) black += static_cast<std::size_t>(run), ++runs;
      run = 0;
    }
  }
  return runs == 0 ? 0 : static_cast<float>(black) / static_cast<float>(runs);
}

}  // namespace inkoopmonitor::extract
