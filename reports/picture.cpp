#include "reports/picture.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>
#include <string_view>

#include "error.h"

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

}  // namespace

Pictures::Pictures(const std::filesystem::path& templates) {
  for (const char* weight : {"400", "600"}) {
    const std::filesystem::path file =
        templates / (std::string("font/source-sans-3-latin-") + weight + "-normal.woff2");
    if (FcConfigAppFontAddFile(nullptr, reinterpret_cast<const FcChar8*>(file.c_str())) == FcFalse)
      throw Error(ErrorKind::usage, file.string(), "this is not a usable font",
                  "put back the font that came with the program");
  }
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
