// What was read of a page, drawn over it.
#include "app/page_drawing.h"

#include <cairo.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "tests/program.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::HasSubstr;
using testing_support::bytes_of;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// A decoded PNG.
class Image {
 public:
  explicit Image(std::string png) {
    std::string_view rest = png;
    const auto read = [](void* from, unsigned char* to, unsigned count) {
      auto& left = *static_cast<std::string_view*>(from);
      if (left.size() < count) return CAIRO_STATUS_READ_ERROR;
      std::memcpy(to, left.data(), count);
      left.remove_prefix(count);
      return CAIRO_STATUS_SUCCESS;
    };
    surface_.reset(cairo_image_surface_create_from_png_stream(read, &rest));
  }
  bool is_good() const { return cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS; }
  int width() const { return cairo_image_surface_get_width(surface_.get()); }
  int height() const { return cairo_image_surface_get_height(surface_.get()); }
  // Red, green, blue.
  std::array<int, 3> pixel(int x, int y) const {
    std::uint32_t value = 0;
    std::memcpy(&value,
                cairo_image_surface_get_data(surface_.get()) +
                    std::ptrdiff_t{y} * cairo_image_surface_get_stride(surface_.get()) + 4 * x,
                sizeof value);
    return {static_cast<int>(value >> 16 & 255), static_cast<int>(value >> 8 & 255),
            static_cast<int>(value & 255)};
  }
  bool is_white(int x, int y) const { return pixel(x, y) == std::array<int, 3>{255, 255, 255}; }

 private:
  struct Deleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  std::unique_ptr<cairo_surface_t, Deleter> surface_;
};

extract::Picture white_picture(std::uint32_t width, std::uint32_t height) {
  extract::Picture picture;
  picture.width = width;
  picture.height = height;
  picture.rgb.assign(std::size_t{3} * width * height, 255);
  return picture;
}

// A page of 300 by 400 points with a word that OCR is sure of and one that it is not.
extract::Page page_of_two_words() {
  extract::Page page;
  page.number = 1;
  page.source = extract::PageSource::ocr;
  page.width = 300;
  page.height = 400;
  page.words = {{"zeker", {50, 100, 90, 110}, 0, 0.95f, 10, false},
                {"twljfel", {50, 200, 90, 210}, 1, 0.20f, 10, false}};
  page.blocks = {{extract::BlockKind::paragraph, 0, 0, 1, {}},
                 {extract::BlockKind::table, 0, 1, 1, {{0, 0, 1, 1}}}};
  return page;
}

TEST(DrawReading, KeepsThePageAndMarksItsWordsWhereTheyAre) {
  const Image image(draw_reading(white_picture(600, 800), page_of_two_words(), "a.pdf, page 1"));
  ASSERT_TRUE(image.is_good());
  EXPECT_EQ(image.width(), 600);
  EXPECT_GT(image.height(), 800) << "the legend stands below the page";
  EXPECT_TRUE(image.is_white(300, 50));
  EXPECT_TRUE(image.is_white(400, 600));
  EXPECT_FALSE(image.is_white(100, 210)) << "the left edge of the first word";
  const auto sure = image.pixel(140, 210), unsure = image.pixel(140, 410);
  EXPECT_GT(sure[2], 220) << "a word that was read surely is not filled";
  EXPECT_LT(unsure[2] + 60, unsure[0]) << "an unsure one is, in red";
}

TEST(DrawReading, HoldsOutAgainstPagesThatMakeNoSense) {
  extract::Page page = page_of_two_words();
  page.words[0].box = {-1e30f, 3e30f, 5e-30f, -1e9f};
  page.words[1].box = {1e9f, 1e9f, 2e9f, 2e9f};
  page.blocks[1].cells = {{4'000'000'000u, 4'000'000'000u, 1, 1}, {0, 0, 1, 0}};
  page.reason = std::string(5'000, 'x') + " \n é€";
  EXPECT_TRUE(Image(draw_reading(white_picture(600, 800), page, "a.pdf")).is_good());
  page.width = page.height = 0;
  EXPECT_TRUE(Image(draw_reading(white_picture(1, 1), page, "")).is_good());
  EXPECT_TRUE(Image(draw_reading(white_picture(20, 19'999), {}, "a.pdf")).is_good());
}

class ExplainPage : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_.write("in/da13.pdf", bytes_of(SOURCE_DIR "/tests/data/sample/da13.pdf"));
    folder_.write("in/geheim.pdf", bytes_of(SOURCE_DIR "/tests/data/bad/encrypted.pdf"));
    ASSERT_EQ(program_.run({"import", "in", "--year", "2019"}).status, 1);
  }

  TemporaryFolder folder_;
  Program program_{folder_.path()};
};

TEST_F(ExplainPage, DrawsItBeforeTheDocumentIsCoded) {
  for (const char* page : {"1", "2"}) {
    const Outcome outcome =
        program_.run({"explain", "da13.pdf", "--page", page, "--png", "out.png"});
    ASSERT_EQ(outcome.status, 0) << outcome.errors;
    EXPECT_THAT(outcome.output, HasSubstr("da13.pdf, page " + std::string(page) + " of 2: "));
    const Image image(bytes_of(folder_.path() / "out.png"));
    ASSERT_TRUE(image.is_good());
    EXPECT_NEAR(image.width(), 595.3 / 72 * 150, 2);
    EXPECT_GT(image.height(), 841.9 / 72 * 150);
  }
  const Outcome first = program_.run({"explain", "da13.pdf", "--png", "first.png"});
  EXPECT_THAT(first.output, HasSubstr("page 1 of 2: ")) << first.errors;
}

TEST_F(ExplainPage, SaysWhatIsWrong) {
  const struct {
    std::vector<std::string> arguments;
    int status;
    const char* said;
  } cases[] = {
      {{"da13.pdf", "--page", "3", "--png", "out.png"},
       2,
       "da13.pdf: has no page 3\n  name a page"},
      {{"da13.pdf", "--page", "0", "--png", "out.png"}, 2, "has no page 0"},
      {{"da13.pdf", "--page", "1"}, 2, "--png"},
      {{"da13.pdf", "--png", ""}, 2, "--png"},
      {{"da13.pdf", "--png", "weg/out.png"}, 2, "out.png: cannot be written"},
      {{"geheim.pdf", "--png", "out.png"}, 1, "geheim.pdf, page 1 cannot be drawn: encrypted: "},
      {{"weg.pdf", "--png", "out.png"}, 1, "there is no such document"},
  };
  for (const auto& [arguments, status, said] : cases) {
    std::vector<std::string> command = {"explain"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const Outcome outcome = program_.run(command);
    EXPECT_EQ(outcome.status, status) << outcome.command << "\n" << outcome.errors;
    EXPECT_THAT(outcome.errors, HasSubstr(said)) << outcome.command;
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "out.png")) << outcome.command;
  }
}

}  // namespace
}  // namespace inkoopmonitor::app
