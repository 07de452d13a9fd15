// Scans that are pictures and no PDF. The pictures are drawn from a PDF that the test makes.
#include <allheaders.h>

#include <memory>

#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

struct PixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using OwnedPix = std::unique_ptr<Pix, PixDeleter>;

std::string sentence(int page) {
  return "Bladzijde " + std::to_string(page) + " gaat over de zorg die de gemeente inkoopt.";
}

// A page with this sentence on it, drawn at `dpi`.
OwnedPix drawn(const Folder& folder, int page, std::uint32_t dpi) {
  const auto file = folder.write("drawn.pdf", pdf_of(text_at(60, 700, sentence(page), 14) +
                                                     text_at(60, 600, sentence(page), 14)));
  const Picture picture = draw_page({file, 1, dpi}, {}, nullptr);
  OwnedPix pix(pixCreate(static_cast<int>(picture.width), static_cast<int>(picture.height), 32));
  for (std::uint32_t y = 0; y < picture.height; ++y)
    for (std::uint32_t x = 0; x < picture.width; ++x) {
      const std::uint8_t* rgb = &picture.rgb[(std::size_t{y} * picture.width + x) * 3];
      pixSetRGBPixel(pix.get(), static_cast<int>(x), static_cast<int>(y), rgb[0], rgb[1], rgb[2]);
    }
  pixSetResolution(pix.get(), static_cast<int>(dpi), static_cast<int>(dpi));
  return pix;
}

std::string png_of(Pix* pix) {
  l_uint8* bytes = nullptr;
  size_t size = 0;
  EXPECT_EQ(pixWriteMemPng(&bytes, &size, pix, 0), 0);
  std::string out(reinterpret_cast<const char*>(bytes), size);
  lept_free(bytes);
  return out;
}

TEST(ImageFile, a_png_a_jpeg_and_a_tiff_with_two_pages_are_read_as_scans) {
  const Folder folder;
  const OwnedPix first = drawn(folder, 1, 200), second = drawn(folder, 2, 200);
  const auto png = folder.write("page.png", png_of(first.get()));
  const auto jpeg = folder.write("page.jpg", "");
  ASSERT_EQ(pixWriteJpeg(jpeg.c_str(), first.get(), 80, 0), 0);
  const auto tiff = folder.write("pages.tif", "");
  const OwnedPix black(pixConvertTo1(first.get(), 128)), other(pixConvertTo1(second.get(), 128));
  ASSERT_EQ(pixWriteTiff(tiff.c_str(), black.get(), IFF_TIFF_G4, "w"), 0);
  ASSERT_EQ(pixWriteTiff(tiff.c_str(), other.get(), IFF_TIFF_G4, "a"), 0);
  for (const auto& [file, pages] : {std::pair(png, 1u), std::pair(jpeg, 1u), std::pair(tiff, 2u)}) {
    const Document document = read_one(file);
    EXPECT_EQ(document.result, Result::read) << file << ": " << document.reason;
    ASSERT_EQ(document.pages.size(), pages) << file;
    for (std::uint32_t at = 0; at < pages; ++at) {
      const Page& page = document.pages[at];
      EXPECT_EQ(page.source, PageSource::ocr) << file << ": " << page.reason;
      EXPECT_NE(plain_text(page).find(sentence(static_cast<int>(at) + 1)), std::string::npos)
          << file << ": " << plain_text(page);
      EXPECT_NEAR(page.width, 595, 3) << file;
    }
  }
}

TEST(ImageFile, a_picture_that_says_no_resolution_is_taken_for_a_page) {
  const Folder folder;
  const OwnedPix pix = drawn(folder, 3, 150);
  pixSetResolution(pix.get(), 72, 72);
  const Document document = read_one(folder.write("photo.png", png_of(pix.get())));
  ASSERT_EQ(document.pages.size(), 1u) << document.reason;
  EXPECT_NEAR(document.pages[0].height, 842, 3);
  EXPECT_NE(plain_text(document.pages[0]).find(sentence(3)), std::string::npos);
}

TEST(ImageFile, one_that_cannot_be_unpacked_fails_and_says_so) {
  const Folder folder;
  const std::string whole = png_of(drawn(folder, 1, 100).get());
  for (const std::string& bytes : {whole.substr(0, 20), std::string("\xff\xd8\xff and no more"),
                                   std::string("II*\0\x08\0\0\0", 8)}) {
    const Document document = read_one(folder.write("cut.png", bytes));
    EXPECT_EQ(document.result, Result::failed);
    EXPECT_EQ(code_of(document), "damaged") << document.reason;
  }
}

// 100,000 by 100,000 pixels in a header of a few bytes.
TEST(ImageFile, one_that_says_it_is_larger_than_any_scan_is_refused_unopened) {
  std::string bytes = "\x89PNG\r\n\x1a\n";
  bytes += std::string("\0\0\0\x0dIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\0\0\0\0", 21);
  bytes += std::string("\0\0\0\0\0\0\0\0IDAT\0\0\0\0", 16);
  const Folder folder;
  const Document document = read_one(folder.write("bomb.png", bytes));
  EXPECT_EQ(document.result, Result::failed);
  EXPECT_EQ(code_of(document), "output_limit") << document.reason;
}

}  // namespace
}  // namespace inkoopmonitor::extract
