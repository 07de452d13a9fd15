// Leptonica reads the pictures. Many say no resolution, or that of a screen: then the page is taken
// to be as long as A4, since nobody photographs a page to read a part of it. How large a picture is
// is asked before it is unpacked, as a few bytes can stand for gigabytes.
#include "extract/image_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "extract/picture.h"

namespace inkoopmonitor::extract {
namespace {

constexpr double pixels_most = 150e6;
constexpr double believable_dpi_least = 90, believable_dpi_most = 1300;
constexpr double a4_inches = 11.69;
constexpr std::uint32_t pages_most = 10'000;

const l_uint8* pointer_to(std::string_view bytes) {
  return reinterpret_cast<const l_uint8*>(bytes.data());
}

struct Size {
  l_int32 width = 0, height = 0;
};

// Nothing when the file has no such page.
std::optional<Size> size_of(std::string_view bytes, bool is_tiff, std::uint32_t page) {
  Size size;
  l_int32 format = 0, bits = 0, samples = 0, has_colors = 0, resolution = 0;
  const bool failed =
      is_tiff ? readHeaderMemTiff(pointer_to(bytes), bytes.size(), static_cast<l_int32>(page) - 1,
                                  &size.width, &size.height, &bits, &samples, &resolution,
                                  &has_colors, &format) != 0
              : page > 1 || pixReadHeaderMem(pointer_to(bytes), bytes.size(), &format, &size.width,
                                             &size.height, &bits, &samples, &has_colors) != 0;
  if (failed || size.width <= 0 || size.height <= 0) return std::nullopt;
  return size;
}

OwnedPix unpacked(std::string_view bytes, bool is_tiff, std::uint32_t page) {
  const std::optional<Size> size = size_of(bytes, is_tiff, page);
  if (!size) throw OpenFailure("damaged", "the picture cannot be unpacked");
  if (static_cast<double>(size->width) * size->height > pixels_most)
    throw OpenFailure("output_limit",
                      fmt::format("the picture has {} by {} points, more than a scan of a page",
                                  size->width, size->height));
  OwnedPix pix(is_tiff
                   ? pixReadMemTiff(pointer_to(bytes), bytes.size(), static_cast<l_int32>(page) - 1)
                   : pixReadMem(pointer_to(bytes), bytes.size()));
  if (!pix) throw OpenFailure("damaged", "the picture cannot be unpacked");
  if (pixGetSpp(pix.get()) == 4) pix.reset(pixRemoveAlpha(pix.get()));
  if (!pix) throw std::bad_alloc();
  return pix;
}

struct Resolution {
  double across = 0, down = 0;
};

Resolution resolution_of(Pix* pix) {
  const Resolution said{static_cast<double>(pixGetXRes(pix)), static_cast<double>(pixGetYRes(pix))};
  const auto believable = [](double dpi) {
    return dpi >= believable_dpi_least && dpi <= believable_dpi_most;
  };
  if (believable(said.across) && believable(said.down)) return said;
  const double longest = std::max(pixGetWidth(pix), pixGetHeight(pix));
  const double dpi = std::clamp(longest / a4_inches, 40.0, 600.0);
  return {dpi, dpi};
}

}  // namespace

ImageFile::ImageFile(std::string_view bytes)
    : bytes_(bytes), is_tiff_(bytes.starts_with("II") || bytes.starts_with("MM")) {
  setMsgSeverity(L_SEVERITY_NONE);
  while (info_.page_count < pages_most && size_of(bytes_, is_tiff_, info_.page_count + 1))
    ++info_.page_count;
  if (info_.page_count == 0) throw OpenFailure("damaged", "the picture cannot be unpacked");
}

PageContent ImageFile::read(std::uint32_t page) {
  const OwnedPix pix = unpacked(bytes_, is_tiff_, page);
  const Resolution resolution = resolution_of(pix.get());
  PageContent content;
  content.width = static_cast<float>(72 * pixGetWidth(pix.get()) / resolution.across);
  content.height = static_cast<float>(72 * pixGetHeight(pix.get()) / resolution.down);
  content.marks = 1;
  content.image_coverage = 1;
  content.image_dpi = static_cast<float>(std::max(resolution.across, resolution.down));
  return content;
}

std::optional<Bitmap> ImageFile::image(std::uint32_t page) {
  const OwnedPix pix = unpacked(bytes_, is_tiff_, page);
  const Resolution resolution = resolution_of(pix.get());
  const OwnedPix gray(pixConvertTo8(pix.get(), 0));
  if (!gray) throw std::bad_alloc();
  Bitmap bitmap;
  bitmap.width = pixGetWidth(gray.get());
  bitmap.height = pixGetHeight(gray.get());
  bitmap.dpi = resolution.across;
  bitmap.dpi_down = resolution.down;
  bitmap.gray.resize(static_cast<std::size_t>(bitmap.width) * bitmap.height);
  for (int row = 0; row < bitmap.height; ++row) {
    const l_uint32* line =
        pixGetData(gray.get()) + static_cast<std::ptrdiff_t>(row) * pixGetWpl(gray.get());
    std::uint8_t* out = bitmap.gray.data() + static_cast<std::size_t>(row) * bitmap.width;
    for (int column = 0; column < bitmap.width; ++column)
      out[column] = static_cast<std::uint8_t>(GET_DATA_BYTE(line, column));
  }
  return bitmap;
}

Bitmap ImageFile::render(std::uint32_t page, double) {
  return *image(page);
}

Picture ImageFile::draw(std::uint32_t page, double dpi) {
  const OwnedPix pix = unpacked(bytes_, is_tiff_, page);
  const Resolution resolution = resolution_of(pix.get());
  const double width = pixGetWidth(pix.get()) / resolution.across;
  const double height = pixGetHeight(pix.get()) / resolution.down;
  dpi = std::min({dpi, (picture_side_max - 1) / std::max(width, height),
                  (std::sqrt(picture_pixels_max) - 1) / std::sqrt(width * height)});
  const OwnedPix color(pixConvertTo32(pix.get()));
  const OwnedPix scaled(color ? pixScale(color.get(), static_cast<float>(dpi / resolution.across),
                                         static_cast<float>(dpi / resolution.down))
                              : nullptr);
  if (!scaled) throw OpenFailure("damaged", "the page cannot be drawn");
  Picture picture;
  picture.width = static_cast<std::uint32_t>(pixGetWidth(scaled.get()));
  picture.height = static_cast<std::uint32_t>(pixGetHeight(scaled.get()));
  picture.rgb.reserve(std::size_t{3} * picture.width * picture.height);
  for (std::uint32_t row = 0; row < picture.height; ++row) {
    const l_uint32* line =
        pixGetData(scaled.get()) + static_cast<std::ptrdiff_t>(row) * pixGetWpl(scaled.get());
    for (std::uint32_t column = 0; column < picture.width; ++column)
      for (const int shift : {L_RED_SHIFT, L_GREEN_SHIFT, L_BLUE_SHIFT})
        picture.rgb.push_back(static_cast<std::uint8_t>(line[column] >> shift));
  }
  return picture;
}

}  // namespace inkoopmonitor::extract
