// Which pages go to OCR is decided here, from what can be seen in the text layer alone; whether
// the OCR was better is decided by the parent, which has both. A page that looks good is never
// drawn, because drawing and reading it costs a hundred times as much as its text layer.
#include "extract/work.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <optional>

#include "extract/allocation.h"
#include "extract/container.h"
#include "extract/image_file.h"
#include "extract/layout.h"
#include "extract/ocr.h"
#include "extract/pdf.h"
#include "extract/quality.h"

namespace inkoopmonitor::extract {
namespace {

// Below this share of likely words a text layer is taken for garbled. Born-digital Dutch has 0.9
// and more, English 0.75, the garbled layers of the test set 0.5.
constexpr float quality_min = 0.7f;
// Under a picture of the whole page the text layer is somebody's OCR, and an old one reads worse
// than this room's: it must do better to be kept unseen.
constexpr float quality_min_of_ocr = 0.88f;
constexpr float unmapped_share_max = 0.1f;
// Fewer words than this on a page that is mostly a picture: a scan with a stamped head or foot.
constexpr std::size_t few_words = 60;
constexpr float picture_coverage_min = 0.5f, whole_page_coverage = 0.9f;
// A picture of this share of a page may hold text of its own, unless the page is full of words.
constexpr float large_picture_coverage = 0.3f, large_picture_dpi_min = 90;
constexpr std::size_t full_of_words = 150;
// Pixels of a drawn page: A3 at 300 dpi has 17 million.
constexpr double pixels_max = 24e6;
constexpr double dpi_min = 150;

// The file in memory, as the kernel maps it.
class Mapping {
 public:
  explicit Mapping(int file) {
    struct stat status {};
    if (fstat(file, &status) != 0 || status.st_size <= 0) return;
    void* start =
        mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
    if (start == MAP_FAILED) return;
    bytes_ = {static_cast<const char*>(start), static_cast<std::size_t>(status.st_size)};
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
  std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

class AnswerPipe {
 public:
  explicit AnswerPipe(int descriptor) : descriptor_(descriptor) {}

  void send(const Answer& answer) {
    const std::string bytes = encode(answer);
    std::string_view rest = bytes;
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) _exit(child_wrong_start);  // the parent is gone
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
  }

 private:
  int descriptor_;
};

float share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<float>(part) / static_cast<float>(whole);
}

// Why the page should be drawn and read, or nothing when its text layer serves.
std::optional<std::string> objection(const PageContent& content, float quality) {
  if (content.words.empty()) return "there is no text layer";
  const float unmapped = share(content.glyphs_unmapped, content.glyphs);
  if (unmapped > unmapped_share_max)
    return fmt::format("{:.0f}% of the text layer's glyphs have no meaning", 100 * unmapped);
  constexpr std::size_t words_to_judge = 8;
  const bool is_old_ocr = content.image_coverage >= whole_page_coverage;
  if (quality < (is_old_ocr ? quality_min_of_ocr : quality_min) &&
      content.words.size() >= words_to_judge)
    return fmt::format("only {:.0f}% of the text layer reads as words", 100 * quality);
  if (content.image_coverage >= picture_coverage_min && content.words.size() < few_words &&
      share(content.glyphs_invisible, content.glyphs) < 0.5f)
    return "the page is a picture with few words over it";
  if (content.image_coverage >= large_picture_coverage && !is_old_ocr &&
      content.image_dpi >= large_picture_dpi_min && content.words.size() < full_of_words)
    return "a large picture on the page may hold text";
  return std::nullopt;
}

std::string describe(const PageContent& content) {
  std::string out = "text layer";
  if (share(content.glyphs_invisible, content.glyphs) > 0.5f) out += ", invisible";
  if (content.image_coverage >= picture_coverage_min) out += ", under a picture of the page";
  if (share(content.glyphs_type3, content.glyphs) > 0.5f) out += ", drawn glyphs (Type 3)";
  return out;
}

bool is_flood(const PageContent& content, Page& page) {
  std::size_t bytes = 0;
  for (const RawWord& word : content.words) bytes += word.text.size() + 32;
  if (content.words.size() <= words_per_page_max && bytes < message_bytes_max / 2) return false;
  page.source = PageSource::failed;
  page.reason = fmt::format("output_limit: the page has more than {} words", words_per_page_max);
  return true;
}

template <typename File>
PageAnswer read_layer(File& file, std::uint32_t number, const WordJudge& judge) {
  PageAnswer answer;
  Page& page = answer.page;
  page.number = number;
  PageContent content = file.read(number);
  page.width = content.width;
  page.height = content.height;
  const bool is_empty = content.words.empty() && content.marks == 0 && content.glyphs == 0;
  if (const std::string fault = file.fault(number, is_empty); !fault.empty()) {
    page.reason = "damaged: " + fault;
    return answer;
  }
  if (is_flood(content, page)) return answer;
  mend_words(content);
  page.quality = judge.quality(content.words);
  if (is_empty) {
    page.source = PageSource::blank;
    page.reason = "nothing is drawn on the page";
    return answer;
  }
  const std::optional<std::string> why = objection(content, page.quality);
  answer.wants_ocr = why.has_value();
  page.source = content.words.empty() ? PageSource::failed : PageSource::text_layer;
  page.reason = why ? *why : describe(content);
  lay_out(content, page);
  return answer;
}

// Scans of 200 dpi read better when they are drawn at 300; beyond half as much again nothing is
// won.
double drawing_dpi(const PageContent& content, int dpi_max) {
  double dpi = dpi_max;
  if (content.image_coverage >= picture_coverage_min && content.image_dpi > 0)
    dpi = std::clamp(1.5 * content.image_dpi, std::min<double>(dpi_min, dpi), dpi);
  const double inches = std::max(1.0, content.width / 72.0 * (content.height / 72.0));
  return std::min(dpi, std::sqrt(pixels_max / inches));
}

// Taken out of the file where the page is one picture, else drawn.
template <typename File>
Bitmap picture_of(File& file, std::uint32_t number, const PageContent& content, double dpi) {
  std::optional<Bitmap> image = file.image(number);
  Bitmap picture = image ? std::move(*image) : file.render(number, dpi);
  constexpr float fine_dpi = 250;
  picture.coarse = content.image_coverage >= picture_coverage_min && content.image_dpi < fine_dpi;
  return picture;
}

template <typename File>
PageAnswer read_picture(File& file, Ocr& ocr, std::uint32_t number, const WordJudge& judge,
                        const Options& options) {
  PageAnswer answer;
  Page& page = answer.page;
  page.number = number;
  const PageContent drawn = file.read(number);
  const double dpi = drawing_dpi(drawn, options.ocr_dpi_max);
  const PageContent content =
      ocr.read(picture_of(file, number, drawn, dpi), dpi, drawn.width, drawn.height);
  float certainty = 0;
  for (const RawWord& word : content.words) certainty += word.certainty;
  if (!content.words.empty()) certainty /= static_cast<float>(content.words.size());
  page.width = drawn.width;
  page.height = drawn.height;
  constexpr float certainty_min = 0.35f;
  if (content.words.empty() || certainty < certainty_min) {
    // Poppler leaves out what it has no memory for: the page may have been drawn without its scan.
    if (memory_was_refused()) throw std::runtime_error("the page could not be drawn whole");
    if (const std::string fault = file.fault(number, true); !fault.empty()) {
      page.reason = "damaged: " + fault;
      return answer;
    }
    page.source = PageSource::blank;
    page.quality = 1;
    page.reason = content.marks == 0 ? "the page is empty" : "no text in the picture of the page";
    return answer;
  }
  page.source = PageSource::ocr;
  page.quality = std::min(judge.quality(content.words), certainty);
  page.reason = fmt::format("read at {:.0f} dpi", dpi);
  if (content.quarter_turns > 0)
    page.reason += fmt::format(", turned clockwise by {} degrees", 90 * content.quarter_turns);
  lay_out(content, page);
  return answer;
}

template <typename File>
void read_range(const Task& task, const Options& options, File& file, AnswerPipe& pipe) {
  const WordJudge judge(words_descriptor);
  std::optional<Ocr> ocr;
  if (task.kind == TaskKind::ocr) ocr.emplace(options.ocr_language);
  const std::uint32_t last = std::min(task.last, file.info().page_count);
  for (std::uint32_t number = task.first; number <= last; ++number)
    pipe.send(ocr ? read_picture(file, *ocr, number, judge, options)
                  : read_layer(file, number, judge));
  if (!ocr && file.holds_files(task.first, last)) pipe.send(MembersFoundAnswer{});
  if (!ocr && last == file.info().page_count && file.info().has_facts)
    pipe.send(FactsAnswer{file.outline(), file.labels()});
  pipe.send(DoneAnswer{});
}

template <typename File>
void draw(const Task& task, File& file, AnswerPipe& pipe) {
  if (task.first < 1 || task.first > file.info().page_count)
    return pipe.send(FailureAnswer{
        "no_page", fmt::format("the last page of the file is page {}", file.info().page_count)});
  const Picture picture = file.draw(task.first, task.dpi);
  const std::size_t row_bytes = std::size_t{3} * picture.width;
  const auto rows_at_once = static_cast<std::uint32_t>(message_bytes_max / 2 / row_bytes);
  const std::string_view rgb(reinterpret_cast<const char*>(picture.rgb.data()), picture.rgb.size());
  for (std::uint32_t row = 0; row < picture.height; row += rows_at_once)
    pipe.send(PictureBand{picture.width, picture.height, row,
                          std::string(rgb.substr(row * row_bytes, rows_at_once * row_bytes))});
  pipe.send(DoneAnswer{});
}

// `File`: Pdf or ImageFile.
template <typename File>
void do_task(const Task& task, const Options& options, File& file, AnswerPipe& pipe) {
  if (task.kind == TaskKind::text) pipe.send(file.info());
  if (task.kind == TaskKind::draw) return draw(task, file, pipe);
  read_range(task, options, file, pipe);
}

}  // namespace

int work(const Task& task, const Options& options, int file, int answers) {
  AnswerPipe pipe(answers);
  const Mapping mapping(file);
  if (mapping.bytes().empty() && errno == ENOMEM) return child_out_of_memory;
  if (mapping.bytes().empty()) {
    pipe.send(FailureAnswer{"unreadable_file", "the file cannot be mapped into memory"});
    return child_done;
  }
  try {
    if (task.kind == TaskKind::container) {
      read_container(mapping.bytes(), task, [&](const Answer& answer) { pipe.send(answer); });
      pipe.send(DoneAnswer{});
      return child_done;
    }
    if (format_of(mapping.bytes().substr(0, format_bytes)) == Format::image) {
      ImageFile image(mapping.bytes());
      do_task(task, options, image, pipe);
    } else {
      Pdf pdf(mapping.bytes());
      do_task(task, options, pdf, pipe);
    }
  } catch (const OpenFailure& failure) {
    if (memory_was_refused()) return child_out_of_memory;
    pipe.send(FailureAnswer{failure.code, failure.what()});
  } catch (const std::exception& failure) {
    if (memory_was_refused()) return child_out_of_memory;
    pipe.send(FailureAnswer{task.kind == TaskKind::ocr ? "ocr_failed" : "crashed", failure.what()});
  }
  return child_done;
}

}  // namespace inkoopmonitor::extract
