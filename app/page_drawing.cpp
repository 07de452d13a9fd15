// Cairo, because it draws lines, transparent colour and text and writes PNG, and librsvg brings it
// in any case. Positions come from a reading, thus from a hostile file: all are held to the picture
// before Cairo sees them.
#include "app/page_drawing.h"

#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

namespace inkoopmonitor::app {
namespace {

using extract::Block;
using extract::BlockKind;
using extract::Box;

struct Colour {
  double red = 0, green = 0, blue = 0;
};

// In the order of BlockKind.
struct KindLook {
  const char* name = nullptr;
  Colour colour;
};
constexpr std::array<KindLook, 7> kinds = {{{"paragraph", {0.13, 0.42, 0.80}},
                                            {"heading", {0.76, 0.09, 0.36}},
                                            {"list item", {0.00, 0.52, 0.46}},
                                            {"table", {0.85, 0.44, 0.00}},
                                            {"running head", {0.42, 0.42, 0.45}},
                                            {"footnote", {0.45, 0.30, 0.20}},
                                            {"fields", {0.55, 0.50, 0.00}}}};
constexpr Colour order_colour = {0.38, 0.16, 0.68}, word_colour = {0.25, 0.35, 0.55},
                 unsure_colour = {0.90, 0.05, 0.05}, ink = {0.15, 0.15, 0.17};
// OCR gives words that it read right nearly always more than this.
constexpr float unsure_below = 0.7f;
constexpr const char* typeface = "Liberation Sans";
constexpr double legend_margin = 14, legend_line = 24, legend_text = 14;

const KindLook& look_of(BlockKind kind) {
  return kinds[static_cast<std::size_t>(kind)];
}

struct SurfaceDeleter {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, ContextDeleter>;

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

void put_picture(cairo_surface_t* surface, const extract::Picture& picture) {
  cairo_surface_flush(surface);
  unsigned char* to = cairo_image_surface_get_data(surface);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  const auto pale = [](std::uint8_t value) { return std::uint32_t{64} + value * 3u / 4; };
  for (std::size_t row = 0; row < picture.height; ++row) {
    const std::uint8_t* from = picture.rgb.data() + row * picture.width * 3;
    for (std::size_t column = 0; column < picture.width; ++column, from += 3) {
      const std::uint32_t pixel =
          0xff000000u | pale(from[0]) << 16 | pale(from[1]) << 8 | pale(from[2]);
      std::memcpy(to + row * stride + column * 4, &pixel, sizeof pixel);
    }
  }
  cairo_surface_mark_dirty(surface);
}

// Strokes, fills and text in pixels.
class Pen {
 public:
  explicit Pen(cairo_surface_t* surface) : context_(cairo_create(surface)) {
    check(cairo_status(context_.get()));
    cairo_set_line_join(context_.get(), CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(context_.get(), CAIRO_LINE_CAP_ROUND);
  }

  void frame(const Box& box, const Colour& colour, double thickness, double opacity) {
    outline(box);
    ink_with(colour, opacity);
    cairo_set_line_width(context_.get(), thickness);
    cairo_stroke(context_.get());
  }
  void fill(const Box& box, const Colour& colour, double opacity) {
    outline(box);
    ink_with(colour, opacity);
    cairo_fill(context_.get());
  }
  void arrow(double x0, double y0, double x1, double y1, const Colour& colour) {
    cairo_t* context = context_.get();
    ink_with(colour, 0.65);
    cairo_set_line_width(context, 2);
    cairo_move_to(context, x0, y0);
    cairo_line_to(context, x1, y1);
    cairo_stroke(context);
    // The head stands in the middle: at the end the next number would hide it.
    cairo_save(context);
    cairo_translate(context, (x0 + x1) / 2, (y0 + y1) / 2);
    cairo_rotate(context, std::atan2(y1 - y0, x1 - x0));
    cairo_move_to(context, 6, 0);
    cairo_line_to(context, -5, -5);
    cairo_line_to(context, -5, 5);
    cairo_close_path(context);
    cairo_fill(context);
    cairo_restore(context);
  }
  double width(const std::string& text, double size, bool bold = false) {
    set_type(size, bold);
    cairo_text_extents_t extents{};
    cairo_text_extents(context_.get(), text.c_str(), &extents);
    return extents.x_advance;
  }
  // `x` and `y`: where the text begins on its base line.
  void text(double x, double y, const std::string& text, double size, const Colour& colour,
            bool bold = false) {
    set_type(size, bold);
    ink_with(colour, 1);
    cairo_move_to(context_.get(), x, y);
    cairo_show_text(context_.get(), text.c_str());
  }
  void finish() { check(cairo_status(context_.get())); }

 private:
  void outline(const Box& box) {
    cairo_rectangle(context_.get(), box.left, box.top, box.right - box.left, box.bottom - box.top);
  }
  void ink_with(const Colour& colour, double opacity) {
    cairo_set_source_rgba(context_.get(), colour.red, colour.green, colour.blue, opacity);
  }
  void set_type(double size, bool bold) {
    cairo_select_font_face(context_.get(), typeface, CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context_.get(), size);
  }

  Context context_;
};

Box joined(const Box& a, const Box& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

Box wider(const Box& box, float by) {
  return {box.left - by, box.top - by, box.right + by, box.bottom + by};
}

// The page's boxes as pixels of the picture.
class Scale {
 public:
  Scale(const extract::Picture& picture, const extract::Page& page)
      : page_(page),
        width_(static_cast<float>(picture.width)),
        height_(static_cast<float>(picture.height)),
        across_(page.width > 0 ? width_ / page.width : 0),
        down_(page.height > 0 ? height_ / page.height : 0) {}

  Box pixels(const Box& box) const {
    return held({across_ * box.left, down_ * box.top, across_ * box.right, down_ * box.bottom});
  }
  Box held(const Box& box) const {
    return {std::clamp(box.left, 0.f, width_), std::clamp(box.top, 0.f, height_),
            std::clamp(box.right, 0.f, width_), std::clamp(box.bottom, 0.f, height_)};
  }
  // Around words [first, first + count), which the page has.
  Box around(std::uint32_t first, std::uint32_t count) const {
    Box out = pixels(page_.words[first].box);
    for (std::uint32_t at = first + 1; at < first + count; ++at)
      out = joined(out, pixels(page_.words[at].box));
    return out;
  }

 private:
  const extract::Page& page_;
  float width_, height_, across_, down_;
};

void draw_words(Pen& pen, const extract::Page& page, const Scale& scale) {
  for (const extract::Word& word : page.words) {
    const Box box = scale.pixels(word.box);
    if (word.certainty < unsure_below)
      pen.fill(box, unsure_colour, 0.2 + 0.35 * (1 - word.certainty / unsure_below));
    pen.frame(box, word_colour, 0.7, 0.6);
  }
}

void draw_cells(Pen& pen, const Block& table, const Scale& scale) {
  std::map<std::uint32_t, Box> rows, columns;
  const auto add = [](std::map<std::uint32_t, Box>& to, std::uint32_t number, const Box& box) {
    const auto [place, is_new] = to.try_emplace(number, box);
    if (!is_new) place->second = joined(place->second, box);
  };
  for (const extract::Cell& cell : table.cells) {
    if (cell.word_count == 0) continue;
    const Box box = scale.around(cell.first_word, cell.word_count);
    add(rows, cell.row, box);
    add(columns, cell.column, box);
  }
  const KindLook& look = look_of(BlockKind::table);
  for (const extract::Cell& cell : table.cells) {
    if (cell.word_count == 0) continue;
    Box box = scale.around(cell.first_word, cell.word_count);
    box.top = rows[cell.row].top;
    box.bottom = rows[cell.row].bottom;
    pen.fill(wider(box, 2), look.colour, cell.column % 2 == 0 ? 0.10 : 0.20);
    pen.frame(wider(box, 2), look.colour, 1.2, 0.9);
  }
  const Box whole = scale.around(table.first_word, table.word_count);
  for (const auto& [row, box] : rows)
    pen.text(whole.right + 9, (box.top + box.bottom) / 2 + 4, fmt::format("r{}", row + 1), 12,
             look.colour, true);
  for (const auto& [column, box] : columns)
    pen.text(box.left, whole.top - 8, fmt::format("c{}", column + 1), 12, look.colour, true);
}

// A block's number, on a plate of its colour at its upper left corner.
struct Badge {
  std::string text;
  Box plate;
  Colour colour;
  double middle_x() const { return (plate.left + plate.right) / 2; }
  double middle_y() const { return (plate.top + plate.bottom) / 2; }
};

Badge badge_of(Pen& pen, const Block& block, std::size_t number, const Box& box) {
  Badge badge;
  badge.text = std::to_string(number);
  if (block.kind == BlockKind::heading) badge.text += fmt::format(" h{}", block.level);
  badge.colour = look_of(block.kind).colour;
  const auto width = static_cast<float>(pen.width(badge.text, 13, true)) + 8;
  const float left = std::max(1.f, box.left - width - 6);
  badge.plate = {left, box.top - 3, left + width, box.top + 15};
  return badge;
}

void draw_blocks(Pen& pen, const extract::Page& page, const Scale& scale) {
  std::vector<Badge> badges;
  for (std::size_t at = 0; at < page.blocks.size(); ++at) {
    const Block& block = page.blocks[at];
    if (block.word_count == 0) continue;
    const Box box = wider(scale.around(block.first_word, block.word_count), 4);
    pen.fill(box, look_of(block.kind).colour, 0.08);
    pen.frame(box, look_of(block.kind).colour, 2, 0.9);
    if (block.kind == BlockKind::table || block.kind == BlockKind::fields)
      draw_cells(pen, block, scale);
    badges.push_back(badge_of(pen, block, at + 1, box));
  }
  for (std::size_t at = 1; at < badges.size(); ++at)
    pen.arrow(badges[at - 1].middle_x(), badges[at - 1].middle_y(), badges[at].middle_x(),
              badges[at].middle_y(), order_colour);
  for (const Badge& badge : badges) {
    pen.fill(badge.plate, badge.colour, 1);
    pen.text(badge.plate.left + 4, badge.plate.top + 14, badge.text, 13, {1, 1, 1}, true);
  }
}

std::string described(const extract::Page& page) {
  const auto unsure = std::count_if(page.words.begin(), page.words.end(),
                                    [](const auto& word) { return word.certainty < unsure_below; });
  std::string out = fmt::format("{} words in {} blocks", page.words.size(), page.blocks.size());
  if (unsure > 0) out += fmt::format(", {} unsure", unsure);
  switch (page.source) {
    case extract::PageSource::text_layer:
      return fmt::format("text layer, quality {:.2f}, {}: {}", page.quality, out, page.reason);
    case extract::PageSource::ocr:
      return fmt::format("OCR, quality {:.2f}, {}: {}", page.quality, out, page.reason);
    case extract::PageSource::blank:
      return "blank: " + page.reason;
    case extract::PageSource::failed:
      return "not read: " + page.reason;
  }
  return out;
}

// The legend is laid out word for word, so that it also fits below a narrow page.
class Legend {
 public:
  Legend(const extract::Page& page, const std::string& title) {
    add_sentence(title, true);
    end_line();
    add_sentence(described(page), false);
    end_line();
    for (const KindLook& kind : kinds) pieces_.push_back({kind.name, Mark::frame, kind.colour});
    pieces_.push_back({"word", Mark::thin_frame, word_colour});
    pieces_.push_back(
        {fmt::format("certainty below {:.1f}", unsure_below), Mark::filled, unsure_colour});
    pieces_.push_back({"reading order", Mark::line, order_colour});
  }

  // Draws it from `top` on, in `width`, and gives its height; without a pen it is only measured.
  double lay(Pen& measure, Pen* pen, double top, double width) const {
    double x = legend_margin, y = top + legend_line;
    for (const Piece& piece : pieces_) {
      const double mark = piece.mark == Mark::none ? 0 : 26;
      const double gap = piece.mark == Mark::none ? 5 : 18;
      const double taken = mark + measure.width(piece.text, legend_text, piece.bold);
      const bool full = x > legend_margin && x + taken > width - legend_margin;
      if (full || piece.ends_line) x = legend_margin, y += legend_line;
      if (pen != nullptr && !piece.ends_line) draw(*pen, piece, x, y, mark);
      if (!piece.ends_line) x += taken + gap;
    }
    return y + legend_line / 2 - top;
  }

 private:
  enum class Mark { none, frame, thin_frame, filled, line };
  struct Piece {
    std::string text;
    Mark mark = Mark::none;
    Colour colour = ink;
    bool bold = false, ends_line = false;
  };

  void add_sentence(const std::string& sentence, bool bold) {
    for (std::size_t from = 0; from < sentence.size();) {
      const std::size_t end = std::min(sentence.find(' ', from), sentence.size());
      if (end > from) pieces_.push_back({sentence.substr(from, end - from), Mark::none, ink, bold});
      from = end + 1;
    }
  }
  void end_line() { pieces_.push_back({"", Mark::none, ink, false, true}); }

  static void draw(Pen& pen, const Piece& piece, double x, double y, double mark) {
    const Box box = {static_cast<float>(x), static_cast<float>(y - 12), static_cast<float>(x + 20),
                     static_cast<float>(y + 2)};
    if (piece.mark == Mark::frame) {
      pen.fill(box, piece.colour, 0.12);
      pen.frame(box, piece.colour, 2, 0.9);
    } else if (piece.mark == Mark::thin_frame) {
      pen.frame(box, piece.colour, 0.9, 0.8);
    } else if (piece.mark == Mark::filled) {
      pen.fill(box, piece.colour, 0.4);
    } else if (piece.mark == Mark::line) {
      pen.arrow(x, y - 5, x + 20, y - 5, piece.colour);
    }
    pen.text(x + mark, y, piece.text, legend_text, ink, piece.bold);
  }

  std::vector<Piece> pieces_;
};

Surface make_surface(int width, int height) {
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  check(cairo_surface_status(surface.get()));
  return surface;
}

std::string png_of(cairo_surface_t* surface) {
  std::string out;
  const auto append = [](void* to, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
  };
  check(cairo_surface_write_to_png_stream(surface, append, &out));
  return out;
}

}  // namespace

std::string draw_reading(const extract::Picture& picture, const extract::Page& page,
                         const std::string& title) {
  const int width = static_cast<int>(picture.width);
  const Legend legend(page, title);
  const Surface scratch = make_surface(1, 1);
  Pen measure(scratch.get());
  const double legend_height = legend.lay(measure, nullptr, 0, width);
  const int height = static_cast<int>(picture.height + legend_height);
  const Surface surface = make_surface(width, height);
  Pen pen(surface.get());
  pen.fill({0, 0, static_cast<float>(width), static_cast<float>(height)}, {1, 1, 1}, 1);
  put_picture(surface.get(), picture);
  const Scale scale(picture, page);
  draw_words(pen, page, scale);
  draw_blocks(pen, page, scale);
  const auto top = static_cast<float>(picture.height);
  pen.fill({0, top, static_cast<float>(width), static_cast<float>(height)}, {1, 1, 1}, 1);
  pen.fill({0, top, static_cast<float>(width), top + 2}, ink, 0.6);
  legend.lay(measure, &pen, top, width);
  pen.finish();
  return png_of(surface.get());
}

}  // namespace inkoopmonitor::app
