// The charts of the offline page are drawn by the very library that draws them on the web page, so
// that one option object serves both. ECharts 5 is written down to old JavaScript; Duktape runs it
// once it has a timer that does nothing. Drawing it in a browser, or by a chart writer of our own,
// was turned down: the first needs a browser on the machine, the second makes two pictures of one
// figure.
#include "reports/chart.h"

#include <duktape.h>

#include <cstring>
#include <mutex>

#include "error.h"
#include "reports/files.h"
#include "reports/font.h"
#include "text.h"

namespace inkoopmonitor::reports {
namespace {

struct HeapCloser {
  void operator()(duk_context* heap) const { duk_destroy_heap(heap); }
};

// measureText(text, font), as ECharts asks it: `font` is a CSS font such as "bold 12px sans-serif".
duk_ret_t measure_text(duk_context* heap) {
  const std::string text = duk_safe_to_string(heap, 0);
  const std::string css = duk_safe_to_string(heap, 1);
  duk_push_current_function(heap);
  duk_get_prop_string(heap, -1,
                      "\xFF"
                      "fonts");
  const auto* fonts = static_cast<const Font* const*>(duk_get_pointer(heap, -1));
  const std::size_t pixels = css.find("px");
  double size = 12;
  if (pixels != std::string::npos) {
    const std::size_t blank = css.rfind(' ', pixels);
    const std::size_t start = blank == std::string::npos ? 0 : blank + 1;
    const double given = std::strtod(css.substr(start, pixels - start).c_str(), nullptr);
    if (given > 0) size = given;
  }
  const bool bold = css.find("bold") != std::string::npos || css.find("600") != std::string::npos;
  duk_push_number(heap, fonts[bold ? 1 : 0]->width(text::valid_utf8(text), size));
  return 1;
}

// Labels are set in the middle of what they name by a way that librsvg and drawing programs do not
// know: by so much below it, what half of this font's height above its line is.
constexpr std::string_view kMiddle = " dominant-baseline=\"central\"", kLowered = " dy=\"0.31em\"";

// ECharts leaves notes for its script on the page, and numbers its drawings in classes and ids. The
// notes are no attributes of SVG, and the numbers would say what was drawn before.
std::string without_notes(const std::string& svg, const std::string& ids) {
  std::string result;
  const auto is_at = [&](std::size_t at, std::string_view what) {
    return svg.compare(at, what.size(), what) == 0;
  };
  for (std::size_t at = 0; at < svg.size();) {
    if (is_at(at, kMiddle)) {
      result += kLowered;
      at += kMiddle.size();
    } else if (is_at(at, " ecmeta_") || is_at(at, " class=\"zr")) {
      at = svg.find('"', svg.find('"', at) + 1) + 1;
    } else if (is_at(at, "\"zr") || is_at(at, "#zr")) {
      result += svg[at] + ids;
      at = svg.find('-', at);
    } else {
      result += svg[at++];
    }
  }
  return result;
}

// Inside HTML an <svg> needs no names of namespaces, which look like addresses, and its style would
// hold for the whole page; all it says is that nothing happens under the mouse.
std::string bare(std::string svg) {
  for (const auto& [open, close] :
       {std::pair(" xmlns=\"", "\""), std::pair(" xmlns:xlink=\"", "\""),
        std::pair("<style ", "</style>")}) {
    const std::size_t at = svg.find(open);
    if (at == std::string::npos) continue;
    const std::size_t end = svg.find(close, at + std::string_view(open).size());
    if (end != std::string::npos) svg.erase(at, end + std::string_view(close).size() - at);
  }
  return svg;
}

}  // namespace

struct ChartEngine::Implementation {
  explicit Implementation(const std::filesystem::path& templates)
      : regular(templates / "font/source-sans-3-latin-400-normal.woff2"),
        bold(templates / "font/source-sans-3-latin-600-normal.woff2"),
        fonts{&regular, &bold},
        heap(duk_create_heap_default()) {
    if (!heap)
      throw Error(ErrorKind::usage, "charts", "there is no memory to draw them", "close programs");
    duk_push_c_function(heap.get(), measure_text, 2);
    duk_push_pointer(heap.get(), fonts);
    duk_put_prop_string(heap.get(), -2,
                        "\xFF"
                        "fonts");
    duk_put_global_string(heap.get(), "measureText");
    run("var setTimeout = function () { return 0; }, clearTimeout = function () {};", "timers");
    run_compiled(read_whole(templates / "echarts/echarts.min.js"), "echarts/echarts.min.js");
    run(read_whole(templates / "draw.js"), "draw.js");
  }

  void run(const std::string& script, const std::string& name) {
    duk_context* context = heap.get();
    duk_push_lstring(context, script.data(), script.size());
    duk_push_lstring(context, name.data(), name.size());
    if (duk_pcompile(context, 0) != DUK_EXEC_SUCCESS || duk_pcall(context, 0) != DUK_EXEC_SUCCESS)
      fail(name);
    duk_pop(context);
  }

  // The same for a large script that every engine runs: what the first has compiled the others
  // load.
  void run_compiled(const std::string& script, const std::string& name) {
    static std::mutex mutex;
    static std::string compiled_script, compiled;
    const std::lock_guard<std::mutex> lock(mutex);
    duk_context* context = heap.get();
    if (compiled_script != script) {
      duk_push_lstring(context, script.data(), script.size());
      duk_push_lstring(context, name.data(), name.size());
      if (duk_pcompile(context, 0) != DUK_EXEC_SUCCESS) fail(name);
      duk_dump_function(context);
      duk_size_t size = 0;
      const void* bytes = duk_get_buffer(context, -1, &size);
      compiled.assign(static_cast<const char*>(bytes), size);
      compiled_script = script;
    } else {
      std::memcpy(duk_push_fixed_buffer(context, compiled.size()), compiled.data(),
                  compiled.size());
    }
    duk_load_function(context);
    if (duk_pcall(context, 0) != DUK_EXEC_SUCCESS) fail(name);
    duk_pop(context);
  }

  // What the script threw is on the stack.
  [[noreturn]] void fail(const std::string& name) const {
    const std::string problem = duk_safe_to_string(heap.get(), -1);
    duk_pop(heap.get());
    throw Error(ErrorKind::usage, name, text::valid_utf8(problem),
                "put back the file that came with the program");
  }

  Font regular, bold;
  const Font* fonts[2];
  std::unique_ptr<duk_context, HeapCloser> heap;
};

ChartEngine::ChartEngine(const std::filesystem::path& templates)
    : implementation_(std::make_unique<Implementation>(templates)) {}

ChartEngine::~ChartEngine() = default;

void ChartEngine::register_map(const std::string& name, const nlohmann::json& geojson) const {
  duk_context* context = implementation_->heap.get();
  const std::string written = geojson.dump();
  duk_get_global_string(context, "registerMap");
  duk_push_lstring(context, name.data(), name.size());
  duk_push_lstring(context, written.data(), written.size());
  if (duk_pcall(context, 2) != DUK_EXEC_SUCCESS) implementation_->fail("draw.js");
  duk_pop(context);
}

std::string ChartEngine::svg(const nlohmann::json& option, const Asked& asked) const {
  duk_context* context = implementation_->heap.get();
  const std::string written = option.dump();
  duk_get_global_string(context, "draw");
  duk_push_lstring(context, written.data(), written.size());
  duk_push_int(context, asked.width);
  duk_push_int(context, asked.height);
  if (duk_pcall(context, 3) != DUK_EXEC_SUCCESS) implementation_->fail("draw.js");
  std::string svg = text::valid_utf8(duk_safe_to_string(context, -1));
  duk_pop(context);
  return without_notes(bare(std::move(svg)), asked.ids);
}

}  // namespace inkoopmonitor::reports
