// Tesseract reads words; lines, columns and tables are made by this room's own layout, as for a
// text layer, because Tesseract's reading order breaks tables into columns. It is given the page
// block by block (text_blocks.cpp), which spares its own search for them; a page that is not mostly
// text is given whole. A page that lies on its side or upside down is found by its bad reading and
// read again, so that pages that lie well, which are nearly all, cost nothing more; which way it
// lies is told by the ascenders of its letters, in a thirtieth of the time of a reading, while
// Tesseract's own finder needs data that may not be installed. Lines drawn on the page and bold
// type, which Tesseract does not tell, are taken from the picture.
//
// Where the time of a page goes, and what was tried (gray pages of 300 dpi, seconds of computing on
// a shared machine; the ratios hold): of 2.9 s that Tesseract takes for a page by itself, 1.7 are
// the network that reads lines, 0.65 its search for blocks and lines, 0.2 the packing of each
// line's picture as a PNG.
//   - The picture is taken out of the file, not drawn: 0.25 s to 0.03 (pdf_image.cpp).
//   - Blocks are found here, its search is left only lines to find (the 0.65 s).
//   - Line pictures are kept unpacked, see below (the 0.2 s).
//   - Lines drawn on the page are looked for at half the resolution (0.4 s before; picture.cpp).
//   - No test for typewriter letters (0.1 s).
//   - The network's cost is the length of a line at a height of 36 pixels, whatever the resolution,
//     so letters are given at 0.85 of their width (`squeeze`): a tenth of all, with as few words
//     missed; at 0.8 a tenth of a point more are, at 0.7 more than one. On coarse scans every pixel
//     counts, and they are not squeezed.
//   - Turned down: black and white instead of gray (saves packing alone, which is gone already);
//     200 dpi (0.2 points more words missed); one search for the page as one block (5 points).
#include "extract/ocr.h"

#include <allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ltrresultiterator.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "extract/layout.h"
#include "extract/picture.h"
#include "extract/text_blocks.h"
#include "text.h"

// Tesseract keeps a copy of each line's picture as a PNG, and which takes
// a twentieth of the time of a page. It is given Leptonica's plain form instead, which its reader
// knows as well: this definition takes the place of the library's own. Nothing else in the program
// writes pictures to memory.
extern "C" l_ok pixWriteMem(l_uint8** data, size_t* size, Pix* pix, l_int32 /*format*/) {
  return pixWriteMemSpix(data, size, pix);
}

namespace inkoopmonitor::extract {
namespace {

// How wide letters are given to the network, as a share of their width. Where they were scanned
// coarsely they are not: then each pixel counts.
constexpr float squeeze_of_fine_scans = 0.85f;

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

// What a picture gave, and how sure it is that it lay upright: the mean certainty of its words,
// those on their side counting nothing.
struct PictureReading {
  PageContent content;
  float upright_certainty = 0;
};

// The word that the iterator stands at, unless it is dirt. For the layout it gets the height of its
// line, so that `en` and `(hij)` stand on one.
std::optional<FoundWord> word_at(const tesseract::LTRResultIterator& at, float points,
                                 float squeeze, const PlaceOnPage& place) {
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
  pixels.left = static_cast<int>(static_cast<float>(pixels.left) / squeeze);
  pixels.right = static_cast<int>(std::ceil(static_cast<float>(pixels.right) / squeeze));
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
  // Words come from left to right: the iterator that is public looks for other directions at each
  // word, in a fortieth of the time of a page.
  struct Api : tesseract::TessBaseAPI {
    using TessBaseAPI::GetLTRIterator;
  };

  Api api;
  float squeeze = 1;

  // Of a picture that was turned by so many quarters, of a page of this size.
  PictureReading read(Pix* drawn, int quarter_turns, double dpi, float width, float height);

 private:
  // What Tesseract finds in the picture, or in the part of it that was set.
  void recognize(tesseract::PageSegMode mode);
  void read_blocks(const std::vector<TextBlock>& blocks, const PagePicture& picture,
                   const PlaceOnPage& place);
  void take_words(const PagePicture& picture, const PlaceOnPage& place);
  PictureReading finish(PageContent content);

  std::vector<FoundWord> words_;
  std::vector<float> strokes_;
};

void Ocr::Engine::recognize(tesseract::PageSegMode mode) {
  api.SetPageSegMode(mode);
  if (api.Recognize(nullptr) != 0) throw std::runtime_error("Tesseract could not read the page");
}

void Ocr::Engine::take_words(const PagePicture& picture, const PlaceOnPage& place) {
  const std::unique_ptr<tesseract::LTRResultIterator> at(api.GetLTRIterator());
  do {
    if (!at || at->Empty(tesseract::RIL_WORD)) continue;
    std::optional<FoundWord> found = word_at(*at, picture.points, squeeze, place);
    if (!found) continue;
    const Pixels& pixels = found->pixels;
    strokes_.push_back(
        stroke_width(picture.ink.get(), pixels.left, pixels.top, pixels.right, pixels.bottom) *
        picture.points);
    words_.push_back(std::move(*found));
  } while (at && at->Next(tesseract::RIL_WORD));
}

void Ocr::Engine::read_blocks(const std::vector<TextBlock>& blocks, const PagePicture& picture,
                              const PlaceOnPage& place) {
  for (const TextBlock& block : blocks) {
    const auto across = [this](int pixels) {
      return static_cast<int>(std::lround(static_cast<float>(pixels) * squeeze));
    };
    api.SetRectangle(across(block.left), block.top, across(block.right) - across(block.left),
                     block.bottom - block.top);
    recognize(block.one_line ? tesseract::PSM_SINGLE_LINE : tesseract::PSM_SINGLE_BLOCK);
    take_words(picture, place);
  }
}

PictureReading Ocr::Engine::finish(PageContent content) {
  PictureReading reading;
  float certainty = 0;
  for (FoundWord& found : words_) {
    if (!found.on_side) certainty += found.word.certainty;
    content.words.push_back(std::move(found.word));
  }
  if (!content.words.empty())
    reading.upright_certainty = certainty / static_cast<float>(content.words.size());
  mark_bold(content.words, strokes_);
  words_.clear();
  strokes_.clear();
  reading.content = std::move(content);
  return reading;
}

PictureReading Ocr::Engine::read(Pix* drawn, int quarter_turns, double dpi, float width,
                                 float height) {
  PageContent content;
  content.quarter_turns = quarter_turns;
  content.width = quarter_turns % 2 == 0 ? width : height;
  content.height = quarter_turns % 2 == 0 ? height : width;
  PagePicture picture = prepared(drawn, dpi);
  if (!picture.ink) return {std::move(content), 0};
  content.marks = 1;
  constexpr float lost_max = 12;  // what a scan may lose of a line, points
  content.rules = joined_rules(picture.rules, true, lost_max);
  for (const Rule& rule : joined_rules(std::move(picture.rules), false, lost_max))
    content.rules.push_back(rule);
  const OwnedPix narrow(squeeze == 1 ? pixClone(picture.gray.get())
                                     : pixScaleGrayLI(picture.gray.get(), squeeze, 1));
  if (!narrow) throw std::bad_alloc();
  api.SetImage(narrow.get());
  api.SetSourceResolution(static_cast<int>(std::lround(dpi)));
  const PlaceOnPage place(quarter_turns, picture.angle, width, height);
  if (const auto blocks = text_blocks(picture.ink.get(), dpi, content.rules)) {
    read_blocks(*blocks, picture, place);
  } else {
    recognize(tesseract::PSM_AUTO);
    take_words(picture, place);
  }
  api.Clear();
  return finish(std::move(content));
}

Ocr::Ocr(const std::string& language) : engine_(std::make_unique<Engine>()) {
  if (engine_->api.Init(nullptr, language.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
    throw std::runtime_error("the language " + language + " is not installed for Tesseract");
  // Texts of this field are not typed on typewriters, and the test for it takes long.
  engine_->api.SetVariable("textord_all_prop", "1");
}

Ocr::~Ocr() = default;

PageContent Ocr::read(const Bitmap& bitmap, double dpi, float width, float height) {
  PageContent small;
  small.width = width;
  small.height = height;
  if (bitmap.width < 16 || bitmap.height < 16) return small;
  engine_->squeeze = bitmap.coarse ? 1 : squeeze_of_fine_scans;
  const OwnedPix drawn = pix_of(bitmap, dpi);
  PictureReading as_it_lies = engine_->read(drawn.get(), 0, dpi, width, height);
  // Pages that lie upright have 0.9 and more, bad faxes too; pages that do not at most 0.5.
  constexpr float surely_upright = 0.75f;
  if (as_it_lies.content.words.empty() || as_it_lies.upright_certainty >= surely_upright)
    return std::move(as_it_lies.content);
  const int turns = turns_to_upright(drawn.get());
  if (turns == 0) return std::move(as_it_lies.content);
  const OwnedPix upright(pixRotateOrth(drawn.get(), turns));
  if (!upright) throw std::bad_alloc();
  PictureReading other = engine_->read(upright.get(), turns, dpi, width, height);
  return std::move(other.upright_certainty > as_it_lies.upright_certainty ? other.content
                                                                          : as_it_lies.content);
}

}  // namespace inkoopmonitor::extract
