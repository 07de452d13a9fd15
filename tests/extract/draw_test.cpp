// Pages drawn for people, by a child.
#include <algorithm>

#include "extract/message.h"
#include "tests/extract/support.h"

namespace inkoopmonitor::extract {
namespace {

// A page of 595 by 842 points with a red square, 100 points wide, in its upper left corner.
std::string red_square() {
  return pdf_of("1 0 0 rg 0 742 100 100 re f\n");
}

std::vector<int> pixel(const Picture& picture, std::uint32_t x, std::uint32_t y) {
  const std::size_t at = 3 * (std::size_t{y} * picture.width + x);
  return {picture.rgb.at(at), picture.rgb.at(at + 1), picture.rgb.at(at + 2)};
}

TEST(Draw, a_page_comes_in_its_colours_at_the_size_asked_for) {
  const Folder folder;
  const auto file = folder.write("red.pdf", red_square());
  const Picture picture = draw_page({file, 1, 144}, {}, nullptr);
  ASSERT_EQ(picture.reason, "");
  EXPECT_EQ(picture.width, 1190u);
  EXPECT_EQ(picture.height, 1684u);
  ASSERT_EQ(picture.rgb.size(), std::size_t{3} * picture.width * picture.height);
  EXPECT_EQ(pixel(picture, 190, 190), (std::vector{255, 0, 0}));
  EXPECT_EQ(pixel(picture, 210, 190), (std::vector{255, 255, 255}));
  EXPECT_EQ(pixel(picture, 190, 210), (std::vector{255, 255, 255}));
}

TEST(Draw, a_picture_of_many_messages_is_whole) {
  const Folder folder;
  const Picture picture = draw_page({folder.write("red.pdf", red_square()), 1, 300}, {}, nullptr);
  ASSERT_EQ(picture.reason, "");
  ASSERT_GT(picture.rgb.size(), 2 * std::size_t{message_bytes_max});
  EXPECT_EQ(pixel(picture, 400, 400), (std::vector{255, 0, 0}));
  EXPECT_EQ(pixel(picture, picture.width - 1, picture.height - 1), (std::vector{255, 255, 255}));
}

TEST(Draw, a_page_of_any_size_stays_within_the_bounds) {
  const Folder folder;
  for (const char* size : {"20000 20000", "14400 3", "0.2 14400", "1 1"}) {
    std::string pdf = red_square();
    const std::string old = "[0 0 595 842]";
    pdf.replace(pdf.find(old), old.size(), "[0 0 " + std::string(size) + "]");
    const Picture picture = draw_page({folder.write("size.pdf", pdf), 1, 300}, {}, nullptr);
    EXPECT_EQ(picture.reason, "") << size;
    EXPECT_GT(picture.width, 0u) << size;
    EXPECT_LE(std::max(picture.width, picture.height), picture_side_max) << size;
    EXPECT_LE(std::uint64_t{picture.width} * picture.height, picture_pixels_max) << size;
  }
}

TEST(Draw, what_cannot_be_drawn_says_why) {
  const Folder folder;
  const auto good = folder.write("good.pdf", red_square());
  const struct {
    PageToDraw wanted;
    const char* reason;
  } cases[] = {{{good, 2}, "no_page: the last page of the file is page 1"},
               {{good, 0}, "no_page: "},
               {{"/nowhere/vanished.pdf"}, "unreadable_file: "},
               {{folder.write("text.pdf", "geen pdf")}, "damaged: "},
               {{folder.write("empty.pdf", "")}, "unreadable_file: "},
               {{kept("bad/encrypted.pdf")}, "encrypted: "}};
  for (const auto& [wanted, reason] : cases) {
    const Picture picture = draw_page(wanted, {}, nullptr);
    EXPECT_EQ(picture.reason.substr(0, std::string(reason).size()), reason) << wanted.file;
    EXPECT_TRUE(picture.rgb.empty()) << wanted.file;
  }
}

TEST(Draw, a_band_that_does_not_fit_its_picture_is_refused) {
  const std::string row(30, 'x');  // ten pixels
  const struct {
    PictureBand band;
    bool is_right;
  } cases[] = {
      {{10, 2, 0, row}, true},           {{10, 2, 0, row + row}, true},
      {{10, 2, 1, row}, true},           {{10, 2, 1, row + row}, false},
      {{10, 2, 2, row}, false},          {{10, 2, 0, ""}, false},
      {{10, 2, 0, row + "x"}, false},    {{0, 2, 0, row}, false},
      {{10, 0, 0, row}, false},          {{10, picture_side_max + 1, 0, row}, false},
      {{10, 0xffffffff, 0, row}, false}, {{5'000, 5'000, 0, std::string(15'000, 'x')}, false}};
  for (const auto& [band, is_right] : cases) {
    MessageCutter cutter;
    cutter.append(encode(band));
    const auto message = cutter.next();
    ASSERT_TRUE(message);
    EXPECT_EQ(decode(*message).has_value(), is_right)
        << band.width << " x " << band.height << " from " << band.first_row;
  }
}

TEST(MessageCutter, gives_whole_messages_however_they_come_in) {
  const std::string two = encode(DoneAnswer{}) + encode(FailureAnswer{"crashed", "x"});
  MessageCutter cutter;
  std::vector<std::string> found;
  for (const char byte : two) {
    cutter.append({&byte, 1});
    while (const auto message = cutter.next()) found.emplace_back(*message);
  }
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<DoneAnswer>(decode(found[0]).value()));
  EXPECT_TRUE(std::holds_alternative<FailureAnswer>(decode(found[1]).value()));
  EXPECT_FALSE(cutter.is_too_long());
  cutter.append("\xff\xff\xff\xff");
  EXPECT_FALSE(cutter.next());
  EXPECT_TRUE(cutter.is_too_long());
}

}  // namespace
}  // namespace inkoopmonitor::extract
