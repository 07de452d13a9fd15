// ODT: paragraphs, headings, lists with their numbers, tables, notes, heads and feet. As in a DOCX,
// deleted text is left out (it stands apart, in text:tracked-changes) and structure comes from what
// the file says outright.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <utility>
#include <vector>

#include "extract/archive.h"
#include "extract/flow.h"
#include "extract/numbering.h"
#include "extract/office.h"
#include "extract/pdf.h"
#include "extract/xml.h"

namespace inkoopmonitor::extract {
namespace {

bool is_wanted(const std::string& name) {
  return name == "content.xml" || name == "styles.xml" || name == "meta.xml";
}

// What a style says, its parents included.
struct OdtStyle {
  std::string parent, list;
  bool bold = false, says_weight = false, breaks_before = false, breaks_after = false;
  float size = 0;
};

float points_of(std::string_view length) {
  if (!length.ends_with("pt")) return 0;
  return static_cast<float>(number_of(length, 0));
}

// The format of ODF (`1`, `a`, `I`) by its name in DOCX.
std::string format_of_number(std::string_view format) {
  static const std::map<std::string_view, const char*> formats = {{"1", "decimal"},
                                                                  {"a", "lowerLetter"},
                                                                  {"A", "upperLetter"},
                                                                  {"i", "lowerRoman"},
                                                                  {"I", "upperRoman"}};
  const auto found = formats.find(format);
  return found == formats.end() ? "none" : found->second;
}

class OdtStyles {
 public:
  void load(const pugi::xml_node& root) {
    for (const char* place : {"styles", "automatic-styles"})
      for (const pugi::xml_node& node : child_named(root, place).children()) load_one(node);
  }

  OdtStyle style(std::string name) const {
    constexpr int parents_max = 20;
    OdtStyle out;
    for (int at = 0; at < parents_max; ++at) {
      const auto found = styles_.find(name);
      if (found == styles_.end()) break;
      const OdtStyle& one = found->second;
      if (out.list.empty()) out.list = one.list;
      if (!out.says_weight) out.bold = one.bold, out.says_weight = one.says_weight;
      if (out.size == 0) out.size = one.size;
      // A break belongs to the style that was chosen; parents hand it down too.
      out.breaks_before = out.breaks_before || one.breaks_before;
      out.breaks_after = out.breaks_after || one.breaks_after;
      name = one.parent;
    }
    return out;
  }

  const ListLevels* list(const std::string& name) const {
    const auto found = lists_.find(name);
    return found == lists_.end() ? nullptr : &found->second;
  }
  const ListLevels* outline() const { return list(outline_name); }

  static constexpr const char* outline_name = " outline";  // no list can be called so

 private:
  void load_one(const pugi::xml_node& node) {
    const std::string_view kind = local_name(node);
    const std::string name(attribute_named(node, "name"));
    if (kind == "style") styles_.try_emplace(name, read_style(node));
    if (kind == "list-style") lists_.try_emplace(name, read_levels(node));
    if (kind == "outline-style") lists_.try_emplace(outline_name, read_levels(node));
  }

  static OdtStyle read_style(const pugi::xml_node& node) {
    OdtStyle style;
    style.parent = attribute_named(node, "parent-style-name");
    style.list = attribute_named(node, "list-style-name");
    const pugi::xml_node paragraph = child_named(node, "paragraph-properties");
    style.breaks_before = attribute_named(paragraph, "break-before") == "page" ||
                          !attribute_named(node, "master-page-name").empty();
    style.breaks_after = attribute_named(paragraph, "break-after") == "page";
    const pugi::xml_node text = child_named(node, "text-properties");
    const std::string_view weight = attribute_named(text, "font-weight");
    style.says_weight = !weight.empty();
    style.bold = weight == "bold" || number_of(weight, 0) >= 600;
    style.size = points_of(attribute_named(text, "font-size"));
    return style;
  }

  // `prefix`, the numbers of `display-levels` levels with points between, `suffix`.
  static ListLevels read_levels(const pugi::xml_node& node) {
    ListLevels levels;
    for (ListLevel& level : levels) level.format = "none";
    for (const pugi::xml_node& one : node.children()) {
      const int number = number_of(attribute_named(one, "level"), 0);
      if (number < 1 || number >= list_levels) continue;
      ListLevel& level = levels[number - 1];
      if (local_name(one).find("bullet") != std::string_view::npos) {
        level.format = "bullet";
        continue;
      }
      level.format = format_of_number(attribute_named(one, "num-format"));
      level.start = number_of(attribute_named(one, "start-value"), 1);
      const int shown = std::clamp(number_of(attribute_named(one, "display-levels"), 1), 1, number);
      std::string numbers;
      for (int at = number - shown + 1; at <= number; ++at)
        numbers += (numbers.empty() ? "%" : ".%") + std::to_string(at);
      level.text = std::string(attribute_named(one, "num-prefix")) + numbers +
                   std::string(attribute_named(one, "num-suffix"));
      // Newer files write the whole label, with %1% for a number.
      if (const std::string_view format = attribute_named(one, "num-list-format"); !format.empty())
        level.text = without_second_percent(format);
    }
    return levels;
  }

  static std::string without_second_percent(std::string_view format) {
    std::string out;
    for (std::size_t at = 0; at < format.size(); ++at) {
      out += format[at];
      const bool is_number = format[at] == '%' && at + 2 < format.size() && format[at + 2] == '%';
      if (!is_number) continue;
      out += format[at + 1];
      at += 2;
    }
    return out;
  }

  std::map<std::string, OdtStyle> styles_;
  std::map<std::string, ListLevels> lists_;
};

class OdtReader {
 public:
  explicit OdtReader(Parts parts) : parts_(std::move(parts)), trouble_(parts_.trouble) {}

  OfficeText read() {
    OfficeText out;
    pugi::xml_document content, styles, meta;
    load("content.xml", content, trouble_);
    const pugi::xml_node root = content.document_element();
    const pugi::xml_node body = child_named(child_named(root, "body"), "text");
    if (!body) throw OpenFailure("damaged", "there is no text in the file, or it is broken");
    std::string ignored;
    load("styles.xml", styles, ignored);
    load("meta.xml", meta, ignored);
    styles_.load(root);
    styles_.load(styles.document_element());
    read_edges(styles.document_element());
    read_blocks(body, 0);
    const pugi::xml_node properties = child_named(meta.document_element(), "meta");
    out.title = child_named(properties, "title").text().get();
    out.producer = child_named(properties, "generator").text().get();
    out.creation_date = iso_day(child_named(properties, "creation-date").text().get());
    out.pages = pages_.finish();
    out.trouble = trouble_;
    return out;
  }

 private:
  struct ListPlace {
    const ListLevels* levels = nullptr;
    ListCounter* counter = nullptr;
    int level = -1;
    bool starts_item = false;  // the next paragraph carries the label
  };

  void load(const char* name, pugi::xml_document& into, std::string& trouble) const {
    const auto part = parts_.bytes.find(name);
    if (part != parts_.bytes.end()) load_xml(part->second, into, trouble);
  }

  bool is_too_deep(int depth) {
    if (depth < xml_depth_max) return false;
    trouble_ = fmt::format("what is nested more than {} deep in it was left out", xml_depth_max);
    return true;
  }

  void read_blocks(const pugi::xml_node& parent, int depth) {
    if (is_too_deep(depth)) return;
    for (const pugi::xml_node& node : parent.children()) read_block(node, depth + 1);
  }

  void read_block(const pugi::xml_node& node, int depth) {
    static const std::set<std::string_view> wrappers = {
        "section",     "index-body", "table-of-content",   "illustration-index", "index-title",
        "table-index", "user-index", "alphabetical-index", "numbered-paragraph", "text-box"};
    const std::string_view name = local_name(node);
    if (name == "p" || name == "h") {
      read_paragraph(node, depth);
    } else if (name == "list") {
      read_list(node, depth);
    } else if (name == "table") {
      read_table(node, depth);
    } else if (name == "soft-page-break") {
      if (cell_ == nullptr) pages_.break_page();
    } else if (name == "frame") {
      read_blocks(child_named(node, "text-box"), depth);
    } else if (wrappers.contains(name)) {
      read_blocks(node, depth);
    }
  }

  void emit(FlowParagraph paragraph) {
    if (cell_ != nullptr) {
      cell_->push_back(std::move(paragraph));
    } else {
      pages_.add(paragraph);
    }
  }

  void read_paragraph(const pugi::xml_node& node, int depth) {
    const OdtStyle style = styles_.style(std::string(attribute_named(node, "style-name")));
    if (style.breaks_before && cell_ == nullptr) pages_.break_page();
    FlowParagraph paragraph;
    std::vector<pugi::xml_node> boxes;
    bool ends_page = false;
    const FlowSpan empty{"", style.bold, style.size > 0 ? style.size : 11};
    Inline in_line{paragraph, boxes, ends_page};
    read_inline(node, in_line, empty, depth);
    const bool has_text =
        std::any_of(paragraph.spans.begin(), paragraph.spans.end(), [](const FlowSpan& span) {
          return span.text.find_first_not_of(" \n\t\r") != std::string::npos;
        });
    const std::string label = label_of(node, paragraph);  // which counts without text too
    if (has_text && !label.empty())
      paragraph.spans.insert(paragraph.spans.begin(), {label + " ", empty.bold, empty.size});
    emit(std::move(paragraph));
    for (const pugi::xml_node& box : boxes) read_blocks(box, depth + 1);
    if ((style.breaks_after || ends_page) && cell_ == nullptr) pages_.break_page();
  }

  // Gives the paragraph its kind, and its label where it has one.
  std::string label_of(const pugi::xml_node& node, FlowParagraph& paragraph) {
    const bool opens_item = std::exchange(list_.starts_item, false);
    if (local_name(node) == "h") {
      paragraph.kind = BlockKind::heading;
      const int level = std::clamp(number_of(attribute_named(node, "outline-level"), 1), 1, 9);
      paragraph.level = static_cast<std::uint8_t>(level);
      if (opens_item && list_.levels != nullptr)
        return list_.counter->next(*list_.levels, list_.level);
      const bool unnumbered = attribute_named(node, "is-list-header") == "true";
      if (styles_.outline() == nullptr || unnumbered) return {};
      return outline_.next(*styles_.outline(), level - 1);
    }
    if (list_.level < 0) return {};
    paragraph.kind = BlockKind::list_item;
    if (!opens_item) return {};
    return list_.levels == nullptr ? "•" : list_.counter->next(*list_.levels, list_.level);
  }

  // What the runs of a paragraph fill.
  struct Inline {
    FlowParagraph& paragraph;
    std::vector<pugi::xml_node>& boxes;
    bool& ends_page;
  };

  void read_inline(const pugi::xml_node& parent, Inline& out, const FlowSpan& empty, int depth) {
    if (is_too_deep(depth)) return;
    static const std::set<std::string_view> left_out = {
        "tracked-changes", "annotation", "ruby-text",    "bookmark",  "number",
        "change",          "script",     "change-start", "change-end"};
    const auto write = [&](std::string_view text) {
      FlowSpan span = empty;
      span.text = text;
      out.paragraph.spans.push_back(std::move(span));
    };
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        write(on_one_line(node.value()));
      } else if (name == "s" || name == "tab") {
        write(" ");
      } else if (name == "line-break") {
        write("\n");
      } else if (name == "soft-page-break") {
        out.ends_page = true;
      } else if (name == "note") {
        read_note(node, depth + 1);
      } else if (name == "frame" || name == "text-box" || name == "custom-shape") {
        const pugi::xml_node box = descendant_named(node, "text-box");
        out.boxes.push_back(box ? box : node);
      } else if (!left_out.contains(name)) {
        FlowSpan inner = empty;
        const OdtStyle style = styles_.style(std::string(attribute_named(node, "style-name")));
        if (style.says_weight) inner.bold = style.bold;
        if (style.size > 0) inner.size = style.size;
        read_inline(node, out, inner, depth + 1);
      }
    }
  }

  // Line ends of the XML itself mean nothing.
  static std::string on_one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }

  std::vector<FlowParagraph> read_aside(const pugi::xml_node& parent, int depth) {
    std::vector<FlowParagraph> paragraphs;
    std::vector<FlowParagraph>* const before = std::exchange(cell_, &paragraphs);
    const ListPlace list = std::exchange(list_, {});
    read_blocks(parent, depth);
    list_ = list;
    cell_ = before;
    return paragraphs;
  }

  void read_note(const pugi::xml_node& note, int depth) {
    if (in_note_) return;
    in_note_ = true;
    FlowParagraph out;
    constexpr float note_size = 9;
    out.spans.push_back({std::to_string(++notes_) + " ", false, note_size});
    for (FlowParagraph& paragraph : read_aside(child_named(note, "note-body"), depth)) {
      for (FlowSpan& span : paragraph.spans) out.spans.push_back(std::move(span));
      out.spans.push_back({"\n"});
    }
    pages_.add_footnote(std::move(out));
    in_note_ = false;
  }

  // A list within a list has the style of the outer one, unless it says otherwise; one that goes on
  // counts on.
  void read_list(const pugi::xml_node& node, int depth) {
    if (is_too_deep(depth)) return;
    const ListPlace outer = list_;
    std::string style(attribute_named(node, "style-name"));
    if (!style.empty() || outer.levels == nullptr) {
      list_.levels = styles_.list(style);
      ListCounter& counter = counters_[style];
      const bool goes_on = attribute_named(node, "continue-numbering") == "true" ||
                           !attribute_named(node, "continue-list").empty();
      if (!goes_on && outer.level < 0) counter = {};
      list_.counter = &counter;
    }
    list_.level = std::min(outer.level + 1, list_levels - 1);
    for (const pugi::xml_node& item : node.children()) {
      const std::string_view name = local_name(item);
      if (name != "list-item" && name != "list-header") continue;
      list_.starts_item = name == "list-item";
      const int start = number_of(attribute_named(item, "start-value"), -1);
      if (start >= 0) list_.counter->restart(list_.level, start);
      read_blocks(item, depth + 1);
    }
    list_ = outer;
    list_.starts_item = false;
  }

  void read_table(const pugi::xml_node& table, int depth) {
    if (is_too_deep(depth)) return;
    std::vector<FlowCell> cells;
    std::uint32_t row = 0;
    read_rows(table, row, cells, depth + 1);
    if (cell_ != nullptr) {  // a table in a cell: its text belongs to the cell
      for (FlowCell& cell : cells)
        for (FlowParagraph& paragraph : cell.paragraphs) cell_->push_back(std::move(paragraph));
      return;
    }
    pages_.add_table(cells);
  }

  void read_rows(const pugi::xml_node& parent, std::uint32_t& row, std::vector<FlowCell>& cells,
                 int depth) {
    if (is_too_deep(depth)) return;
    static const std::set<std::string_view> groups = {"table-header-rows", "table-rows",
                                                      "table-row-group"};
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (groups.contains(name)) read_rows(node, row, cells, depth + 1);
      if (name == "table-row") read_row(node, row++, cells, depth + 1);
    }
  }

  void read_row(const pugi::xml_node& row, std::uint32_t number, std::vector<FlowCell>& cells,
                int depth) {
    constexpr int columns_max = 500;
    int column = 0;
    for (const pugi::xml_node& node : row.children()) {
      const std::string_view name = local_name(node);
      if (name != "table-cell" && name != "covered-table-cell") continue;
      if (name == "table-cell")
        cells.push_back({number, static_cast<std::uint32_t>(column), read_aside(node, depth)});
      const int width = number_of(attribute_named(node, "number-columns-repeated"), 1);
      column = std::min(columns_max, column + std::clamp(width, 1, columns_max));
    }
  }

  void read_edges(const pugi::xml_node& styles) {
    std::set<std::string> seen;
    for (const pugi::xml_node& master : child_named(styles, "master-styles").children()) {
      for (const pugi::xml_node& edge : master.children()) {
        const std::string_view name = local_name(edge);
        if (!name.starts_with("header") && !name.starts_with("footer")) continue;
        for (FlowParagraph& paragraph : read_aside(edge, 0)) {
          std::string text;
          for (const FlowSpan& span : paragraph.spans) text += span.text;
          paragraph.kind = BlockKind::running_head;
          paragraph.level = 0;
          if (seen.insert(text).second) pages_.add(paragraph);
        }
      }
    }
  }

  Parts parts_;
  OdtStyles styles_;
  FlowPages pages_;
  std::vector<FlowParagraph>* cell_ = nullptr;  // where paragraphs go; nowhere: onto the page
  ListPlace list_;
  ListCounter outline_;
  std::map<std::string, ListCounter> counters_;
  int notes_ = 0;
  bool in_note_ = false;
  std::string trouble_;
};

}  // namespace

OfficeText read_odt(std::string_view bytes) {
  return OdtReader(read_parts(bytes, is_wanted)).read();
}

}  // namespace inkoopmonitor::extract
