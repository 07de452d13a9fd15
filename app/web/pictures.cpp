// The PNG is packed lightly: on one's own machine its size hardly counts, and packing it well takes
// longer than drawing the page.
#include "app/web/pictures.h"

#include <png.h>

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <vector>

#include "app/interrupt.h"
#include "extract/extract.h"

namespace inkoopmonitor::app::web {
namespace {

void append(png_structp png, png_bytep bytes, png_size_t count) {
  static_cast<std::string*>(png_get_io_ptr(png))
      ->append(reinterpret_cast<const char*>(bytes), count);
}

[[noreturn]] void fail(png_structp, png_const_charp problem) {
  throw std::runtime_error(problem);
}

void ignore(png_structp, png_const_charp) {}

class Writer {
 public:
  Writer()
      : png_(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, &fail, &ignore)),
        info_(png_create_info_struct(png_)) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { png_destroy_write_struct(&png_, &info_); }

  std::string write(const extract::Picture& picture) {
    std::string out;
    png_set_write_fn(png_, &out, &append, nullptr);
    png_set_compression_level(png_, 1);
    png_set_filter(png_, 0, PNG_FILTER_NONE);
    png_set_IHDR(png_, info_, picture.width, picture.height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png_, info_);
    for (std::size_t row = 0; row < picture.height; ++row)
      png_write_row(png_, picture.rgb.data() + row * picture.width * 3);
    png_write_end(png_, info_);
    return out;
  }

 private:
  png_structp png_;
  png_infop info_;
};

}  // namespace

Pictures::Made Pictures::drawn(const PageName& name, const std::filesystem::path& file) const {
  const extract::Picture picture =
      extract::draw_page({file, name.page, name.dpi}, {}, interrupted());
  if (picture.width == 0) return {nullptr, picture.reason};
  return {std::make_shared<const std::string>(Writer().write(picture)), {}};
}

Pictures::Made Pictures::get(const PageName& name, const std::filesystem::path& file) {
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [&] {
      return kept_.contains(name) || (!at_work_.contains(name) && at_work_.size() < cores);
    });
    const auto known = kept_.find(name);
    if (known != kept_.end()) return {known->second, {}};
    at_work_.insert(name);
  }
  Made made;
  try {
    made = drawn(name, file);
  } catch (const std::exception& problem) {
    made.reason = problem.what();
  }
  const std::lock_guard lock(mutex_);
  at_work_.erase(name);
  if (made.png) {
    kept_[name] = made.png;
    oldest_first_.push_back(name);
    bytes_ += made.png->size();
  }
  while (bytes_ > bytes_max_ && !oldest_first_.empty()) {
    const auto oldest = kept_.find(oldest_first_.front());
    bytes_ -= oldest->second->size();
    kept_.erase(oldest);
    oldest_first_.pop_front();
  }
  finished_.notify_all();
  return made;
}

}  // namespace inkoopmonitor::app::web
