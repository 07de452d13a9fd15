// Tesseract reads words; lines, columns and tables are made by this room's own layout, as for a
// text layer, because Tesseract's reading order breaks tables into columns. The page is turned
// straight first: a slant of one degree is a line's height across a page, and rows of a table would
// mix. A page that lies on its side or upside down is found by its bad reading and read again, so
// that pages that lie well, which are nearly all, cost nothing more; which way it lies is told by
// the ascenders of its letters, in a thirtieth of the time of a reading, while Tesseract's own
// finder needs data that may not be installed. Lines drawn on the page and bold type, which
// Tesseract does not tell, are taken from the picture.
#include "extract/ocr.h"

#include <allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <stdexcept>

#include "text.h"

namespace inkoopmonitor::extract {
namespace {

struct PixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using OwnedPix = std::unique_ptr<Pix, PixDeleter>;

struct BoxesDeleter {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};

struct BoxDeleter {
  void operator()(::Box* box) const { boxDestroy(&box); }
};

using OwnedBox = std::unique_ptr<::Box, BoxDeleter>;

OwnedPix picture_of(const Bitmap& bitmap) {
  OwnedPix pix(pixCreate(bitmap.width, bitmap.height, 8));
  if (!pix) throw std::bad_alloc();
  const int resolution = static_cast<int>(std::lround(bitmap.dpi));
  pixSetResolution(pix.get(), resolution, resolution);
  l_uint32* data = pixGetData(pix.get());
  const int stride = pixGetWpl(pix.get());
  for (int row = 0; row < bitmap.height; ++row) {
    l_uint32* line = data + static_cast<std::ptrdiff_t>(row) * stride;
    const std::uint8_t* from = bitmap.gray.data() + static_cast<std::size_t>(row) * bitmap.width;
    for (int column = 0; column < bitmap.width; ++column) SET_DATA_BYTE(line, column, from[column]);
  }
  return pix;
}

// Black on white, shades of the paper evened out.
OwnedPix inked(Pix* gray) {
  const OwnedPix even(pixBackgroundNormSimple(gray, nullptr, nullptr));
  return OwnedPix(pixThresholdToBinary(even ? even.get() : gray, 170));
}

// The clockwise turn, in radians, that makes the text level; 0 when it cannot be told.
float slant_of(Pix* ink) {
  l_float32 degrees = 0, confidence = 0;
  if (pixFindSkew(ink, &degrees, &confidence) != 0) return 0;
  if (confidence < 2.5f || std::abs(degrees) < 0.05f) return 0;
  return degrees * std::numbers::pi_v<float> / 180;
}

OwnedPix turned(Pix* pix, float angle) {
  if (angle == 0) return OwnedPix(pixClone(pix));
  OwnedPix straight(pixRotate(pix, angle, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  return straight ? std::move(straight) : OwnedPix(pixClone(pix));
}

// Finds straight lines and takes them off the picture: beside a word they are read as | or _.
void take_rules(Pix* ink, Pix* gray, bool horizontal, float points, std::vector<Rule>& rules) {
  const int length = static_cast<int>(36 / points);
  constexpr int bridge = 3;  // pixels; wider ones join letters
  const OwnedPix closed(horizontal ? pixCloseBrick(nullptr, ink, bridge, 1)
                                   : pixCloseBrick(nullptr, ink, 1, bridge));
  if (!closed) return;
  const OwnedPix opened(horizontal ? pixOpenBrick(nullptr, closed.get(), length, 1)
                                   : pixOpenBrick(nullptr, closed.get(), 1, length));
  if (!opened) return;
  const std::unique_ptr<Boxa, BoxesDeleter> boxes(pixConnCompBB(opened.get(), 8));
  const int count = boxes ? boxaGetCount(boxes.get()) : 0;
  for (int at = 0; at < count && at < 2000; ++at) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    if (boxaGetBoxGeometry(boxes.get(), at, &x, &y, &w, &h) != 0) continue;
    const float thick = static_cast<float>(horizontal ? h : w) * points;
    if (thick > 3) continue;  // a bar or a picture
    const int reach = 1 + static_cast<int>(0.3f / points);
    const OwnedBox area(boxCreate(x - reach, y - reach, w + 2 * reach, h + 2 * reach));
    if (area) pixSetInRectArbitrary(gray, area.get(), 255);
    const auto edge = [&](int pixels) { return static_cast<float>(pixels) * points; };
    if (horizontal) {
      rules.push_back({true, edge(y) + thick / 2, edge(x), edge(x + w)});
    } else {
      rules.push_back({false, edge(x) + thick / 2, edge(y), edge(y + h)});
    }
  }
}

// Mean length of the black runs across a word: how thick its strokes are, in pixels.
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

bool is_noise(const std::string& word, float certainty) {
  const bool has_letter = std::any_of(word.begin(), word.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  if (has_letter) return certainty < 0.05f;
  return certainty < 0.4f || word.find_first_not_of("|_~^") == std::string::npos;
}

std::string without_blanks(std::string word) {
  std::erase_if(word, [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
  return text::valid_utf8(word);
}

// Words of one strength of stroke are the text; what is clearly thicker is bold.
void mark_bold(std::vector<RawWord>& words, const std::vector<float>& strokes) {
  std::vector<float> relative;
  for (std::size_t at = 0; at < words.size(); ++at)
    if (strokes[at] > 0) relative.push_back(strokes[at] / words[at].font_size);
  if (relative.size() < 12) return;
  const auto middle = relative.begin() + static_cast<std::ptrdiff_t>(relative.size() / 2);
  std::nth_element(relative.begin(), middle, relative.end());
  for (std::size_t at = 0; at < words.size(); ++at)
    words[at].bold = strokes[at] / words[at].font_size > 1.28f * *middle;
}

// The way back from the page turned upright and straight to the page as it is.
class PlaceOnPage {
 public:
  PlaceOnPage(int quarter_turns, float angle, float page_width, float page_height)
      : quarter_turns_(quarter_turns),
        width_(page_width),
        height_(page_height),
        centre_x_((quarter_turns % 2 == 0 ? page_width : page_height) / 2),
        centre_y_((quarter_turns % 2 == 0 ? page_height : page_width) / 2),
        cosine_(std::cos(angle)),
        sine_(std::sin(angle)) {}

  Box of(const Box& straight) const {
    const float x = (straight.left + straight.right) / 2 - centre_x_;
    const float y = (straight.top + straight.bottom) / 2 - centre_y_;
    const float page_x = centre_x_ + x * cosine_ + y * sine_;
    const float page_y = centre_y_ - x * sine_ + y * cosine_;
    const float half_width = (straight.right - straight.left) / 2;
    const float half_height = (straight.bottom - straight.top) / 2;
    return turned_back(
        {page_x - half_width, page_y - half_height, page_x + half_width, page_y + half_height});
  }

 private:
  Box turned_back(const Box& box) const {
    switch (quarter_turns_) {
      case 1:
        return {box.top, height_ - box.right, box.bottom, height_ - box.left};
      case 2:
        return {width_ - box.right, height_ - box.bottom, width_ - box.left, height_ - box.top};
      case 3:
        return {width_ - box.bottom, box.left, width_ - box.top, box.right};
      default:
        return box;
    }
  }

  int quarter_turns_;
  float width_, height_, centre_x_, centre_y_, cosine_, sine_;
};

struct Pixels {
  int left = 0, top = 0, right = 0, bottom = 0;
};

struct FoundWord {
  RawWord word;
  Pixels pixels;
  // Runs down the page. Tesseract reads such words well and calls them upright all the same.
  bool on_side = false;
};

// The clockwise quarter turns that bring the text upright; 0 when it is, or when it cannot be told.
int turns_to_upright(Pix* ink) {
  l_float32 up = 0, left = 0;
  l_int32 lies = L_TEXT_ORIENT_UNKNOWN;
  constexpr int usual = 0;  // Leptonica's own thresholds
  if (pixOrientDetect(ink, &up, &left, usual, 0) != 0 ||
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

// What a picture gave, and how sure it is that it lay upright: the mean certainty of its words,
// those on their side counting nothing.
struct PictureReading {
  PageContent content;
  float upright_certainty = 0;
};

// The word that the iterator stands at, unless it is dirt. For the layout it gets the height of its
// line, so that `en` and `(hij)` stand on one.
std::optional<FoundWord> word_at(const tesseract::ResultIterator& at, float points,
                                 const PlaceOnPage& place) {
  const std::unique_ptr<char[]> utf8(at.GetUTF8Text(tesseract::RIL_WORD));
  FoundWord found;
  RawWord& word = found.word;
  Pixels& pixels = found.pixels;
  word.text = utf8 ? without_blanks(utf8.get()) : std::string();
  word.certainty = std::clamp(at.Confidence(tesseract::RIL_WORD) / 100, 0.f, 1.f);
  if (word.text.empty() || is_noise(word.text, word.certainty) ||
      !at.BoundingBox(tesseract::RIL_WORD, &pixels.left, &pixels.top, &pixels.right,
                      &pixels.bottom))
    return std::nullopt;
  float row_height = 0, descenders = 0, ascenders = 0;
  at.RowAttributes(&row_height, &descenders, &ascenders);
  word.font_size = std::max(2.f, row_height * points);
  const auto in_points = [&](int value) { return static_cast<float>(value) * points; };
  int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  const bool based = at.Baseline(tesseract::RIL_WORD, &x1, &y1, &x2, &y2);
  const float base = based ? in_points(y1 + y2) / 2 : in_points(pixels.bottom);
  const Box tight{in_points(pixels.left), in_points(pixels.top), in_points(pixels.right),
                  in_points(pixels.bottom)};
  word.box = {tight.left, base - 0.75f * word.font_size, tight.right, base + 0.2f * word.font_size};
  word.page_box = place.of(tight);
  constexpr std::size_t long_word = 4;
  found.on_side =
      word.text.size() >= long_word && pixels.bottom - pixels.top > pixels.right - pixels.left;
  return found;
}

}  // namespace

struct Ocr::Engine {
  tesseract::TessBaseAPI api;

  // Of a picture that was turned by so many quarters, of a page of this size.
  PictureReading read(Pix* drawn, int quarter_turns, double dpi, float width, float height);

 private:
  // The words that Tesseract found; gives the certainty of upright ones.
  float take_words(PageContent& content, Pix* ink, float points, const PlaceOnPage& place);
};

float Ocr::Engine::take_words(PageContent& content, Pix* ink, float points,
                              const PlaceOnPage& place) {
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  std::vector<float> strokes;
  float certainty = 0;
  do {
    if (!at || at->Empty(tesseract::RIL_WORD)) continue;
    std::optional<FoundWord> found = word_at(*at, points, place);
    if (!found) continue;
    const Pixels& pixels = found->pixels;
    strokes.push_back(stroke_width(ink, pixels.left, pixels.top, pixels.right, pixels.bottom) *
                      points);
    if (!found->on_side) certainty += found->word.certainty;
    content.words.push_back(std::move(found->word));
  } while (at && at->Next(tesseract::RIL_WORD));
  mark_bold(content.words, strokes);
  return content.words.empty() ? 0 : certainty / static_cast<float>(content.words.size());
}

PictureReading Ocr::Engine::read(Pix* drawn, int quarter_turns, double dpi, float width,
                                 float height) {
  PictureReading reading;
  PageContent& content = reading.content;
  content.quarter_turns = quarter_turns;
  content.width = quarter_turns % 2 == 0 ? width : height;
  content.height = quarter_turns % 2 == 0 ? height : width;
  const OwnedPix slanted = inked(drawn);
  if (!slanted) throw std::bad_alloc();
  l_float32 black = 0;
  if (pixForegroundFraction(slanted.get(), &black) != 0 || black < 0.00005f) return reading;
  content.marks = 1;
  const float angle = slant_of(slanted.get());
  const OwnedPix gray = turned(drawn, angle);
  const OwnedPix ink = inked(gray.get());
  const auto points = static_cast<float>(72 / dpi);
  take_rules(ink.get(), gray.get(), true, points, content.rules);
  take_rules(ink.get(), gray.get(), false, points, content.rules);
  api.SetImage(gray.get());
  api.SetSourceResolution(static_cast<int>(std::lround(dpi)));
  if (api.Recognize(nullptr) != 0) throw std::runtime_error("Tesseract could not read the page");
  reading.upright_certainty =
      take_words(content, ink.get(), points, {quarter_turns, angle, width, height});
  api.Clear();
  return reading;
}

Ocr::Ocr(const std::string& language) : engine_(std::make_unique<Engine>()) {
  if (engine_->api.Init(nullptr, language.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
    throw std::runtime_error("the language " + language + " is not installed for Tesseract");
  engine_->api.SetPageSegMode(tesseract::PSM_AUTO);
}

Ocr::~Ocr() = default;

PageContent Ocr::read(const Bitmap& bitmap, float width, float height) {
  PageContent small;
  small.width = width;
  small.height = height;
  if (bitmap.width < 16 || bitmap.height < 16) return small;
  const OwnedPix drawn = picture_of(bitmap);
  PictureReading as_it_lies = engine_->read(drawn.get(), 0, bitmap.dpi, width, height);
  // Pages that lie upright have 0.9 and more, bad faxes too; pages that do not at most 0.5.
  constexpr float surely_upright = 0.75f;
  if (as_it_lies.content.words.empty() || as_it_lies.upright_certainty >= surely_upright)
    return std::move(as_it_lies.content);
  const OwnedPix ink = inked(drawn.get());
  const int turns = ink ? turns_to_upright(ink.get()) : 0;
  if (turns == 0) return std::move(as_it_lies.content);
  const OwnedPix upright(pixRotateOrth(drawn.get(), turns));
  if (!upright) throw std::bad_alloc();
  PictureReading other = engine_->read(upright.get(), turns, bitmap.dpi, width, height);
  return std::move(other.upright_certainty > as_it_lies.upright_certainty ? other.content
                                                                          : as_it_lies.content);
}

}  // namespace inkoopmonitor::extract
