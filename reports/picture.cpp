// The letters of a picture are set by Pango, which passes over fonts that are packed for the web
// (WOFF2) and takes another one without a word: wider letters, cut labels. So the font is unpacked
// first. Fontconfig wants a file: one in memory, which lasts as long as the process, for so long
// does fontconfig remember it.
#include "reports/picture.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>

#include "error.h"
#include "reports/font.h"

namespace inkoopmonitor::reports {
namespace {

struct Unref {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

[[noreturn]] void fail(const std::string& problem) {
  throw Error(ErrorKind::usage, "a figure", "it cannot be made a PNG: " + problem,
              "look for the chart that its SVG shows, and report it");
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

// Does nothing with a font that this process knows already.
void make_known(const std::filesystem::path& font) {
  static std::mutex mutex;
  static std::set<std::filesystem::path> known;
  const std::lock_guard lock(mutex);
  if (known.contains(font)) return;
  const std::string bytes = Font(font).unpacked();
  const int file = ::memfd_create("font", MFD_CLOEXEC);  // never closed
  const auto size = static_cast<ssize_t>(bytes.size());
  if (file < 0 || ::write(file, bytes.data(), bytes.size()) != size)
    fail("there is no memory for its letters");
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  if (FcConfigAppFontAddFile(nullptr, reinterpret_cast<const FcChar8*>(path.c_str())) == FcFalse)
    throw Error(ErrorKind::usage, font.string(), "this is not a usable font",
                "put back the font that came with the program");
  known.insert(font);
}

}  // namespace

Pictures::Pictures(const std::filesystem::path& templates) {
  for (const char* weight : {"400", "600"})
    make_known(templates / (std::string("font/source-sans-3-latin-") + weight + "-normal.woff2"));
}

std::string Pictures::png(const std::string& given, double scale) const {
  // The files of the font call their family so, whatever their weight; style sheets know it as
  // Source Sans 3.
  constexpr std::string_view name = "'Source Sans 3'", in_file = "'Source Sans 3 ExtraLight'";
  std::string svg = given;
  for (std::size_t at = 0; (at = svg.find(name, at)) != std::string::npos; at += in_file.size())
    svg.replace(at, name.size(), in_file);
  GError* problem = nullptr;
  const std::unique_ptr<RsvgHandle, Unref> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &problem));
  if (!handle) {
    const std::string message = problem != nullptr ? problem->message : "no memory";
    g_clear_error(&problem);
    fail(message);
  }
  double width = 0, height = 0;
  if (rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height) == FALSE)
    fail("it has no size");
  const std::unique_ptr<cairo_surface_t, Unref> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::lround(width * scale)),
                                 static_cast<int>(std::lround(height * scale))));
  const std::unique_ptr<cairo_t, Unref> context(cairo_create(surface.get()));
  const RsvgRectangle whole = {0, 0, width * scale, height * scale};
  if (rsvg_handle_render_document(handle.get(), context.get(), &whole, &problem) == FALSE) {
    const std::string message = problem != nullptr ? problem->message : "unknown";
    g_clear_error(&problem);
    fail(message);
  }
  std::string bytes;
  if (cairo_surface_write_to_png_stream(surface.get(), append, &bytes) != CAIRO_STATUS_SUCCESS)
    fail("no memory");
  return bytes;
}

}  // namespace inkoopmonitor::reports
