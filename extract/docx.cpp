// DOCX: paragraphs, headings, lists with their numbers, tables, notes, heads and feet.
//
// The text is read as its writer would see it with all changes accepted: what is marked as deleted
// or hidden is left out, what is marked as inserted is kept. Structure comes from styles, which say
// it outright, so nothing is guessed from looks but headings that have no style. What is drawn
// (charts, pictures) is not read; text boxes are.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <vector>

#include "extract/archive.h"
#include "extract/docx_styles.h"
#include "extract/flow.h"
#include "extract/office.h"
#include "extract/pdf.h"
#include "extract/xml.h"

namespace inkoopmonitor::extract {
namespace {

// The parts that may hold text or say something of it: no pictures, themes, settings or embedded
// files.
bool is_wanted(const std::string& name) {
  if (name == "_rels/.rels" || name == "docProps/core.xml" || name == "docProps/app.xml")
    return true;
  if (name.starts_with("word/_rels/")) return name.ends_with(".rels");
  return name.starts_with("word/") && name.ends_with(".xml") && name.find('/', 5) == name.npos &&
         name != "word/settings.xml" && name != "word/fontTable.xml" &&
         name != "word/webSettings.xml";
}

// The parts of a DOCX by what they are for.
class Package {
 public:
  explicit Package(Parts parts) : parts_(std::move(parts)) {
    const auto main = targets("_rels/.rels", "", "/officeDocument");
    if (!main.empty() && parts_.bytes.contains(main.front())) main_ = main.front();
  }

  const std::string& trouble() const { return parts_.trouble; }
  const std::string& main() const { return main_; }

  // Names of the parts of this type that belong to the text, in order; `usual` without any.
  std::vector<std::string> of_type(const std::string& type, const std::string& usual) const {
    const std::string file = main_.substr(main_.rfind('/') + 1);
    auto found = targets("word/_rels/" + file + ".rels", "word/", "/" + type);
    if (found.empty() && !usual.empty()) found.push_back("word/" + usual);
    return found;
  }

  // False when the part is not there or is not whole; then what there is of it is loaded.
  bool load(const std::string& name, pugi::xml_document& into, std::string& trouble) const {
    const auto part = parts_.bytes.find(name);
    return part != parts_.bytes.end() && load_xml(part->second, into, trouble);
  }

 private:
  std::vector<std::string> targets(const std::string& list, const std::string& folder,
                                   std::string_view type) const {
    pugi::xml_document document;
    std::string ignored;
    load(list, document, ignored);
    std::vector<std::string> out;
    for (const pugi::xml_node& one : document.document_element().children()) {
      if (!attribute_named(one, "Type").ends_with(type)) continue;
      std::string target(attribute_named(one, "Target"));
      target = target.starts_with('/') ? target.substr(1) : folder + target;
      if (std::find(out.begin(), out.end(), target) == out.end()) out.push_back(target);
    }
    return out;
  }

  Parts parts_;
  std::string main_ = "word/document.xml";
};

// Elements that stand around others without meaning anything here.
bool is_wrapper(std::string_view name) {
  static constexpr std::array<std::string_view, 10> wrappers = {
      "sdt",      "sdtContent", "ins", "moveTo",    "customXml",
      "smartTag", "dir",        "bdo", "fldSimple", "hyperlink"};
  return std::find(wrappers.begin(), wrappers.end(), name) != wrappers.end();
}

// Of what is there in two forms the first is as good as the other; once is enough.
pugi::xml_node chosen_form(const pugi::xml_node& alternatives) {
  const pugi::xml_node choice = child_named(alternatives, "Choice");
  return choice ? choice : child_named(alternatives, "Fallback");
}

class DocxReader {
 public:
  explicit DocxReader(Package package) : package_(std::move(package)) {}

  OfficeText read() {
    OfficeText out;
    pugi::xml_document main;
    trouble_ = package_.trouble();
    package_.load(package_.main(), main, trouble_);
    const pugi::xml_node body = child_named(main.document_element(), "body");
    if (!body) throw OpenFailure("damaged", "there is no text in the file, or it is broken");
    load_supports();
    find_sections(body);
    read_edges("header");
    read_edges("footer");
    read_blocks(body, 0);
    read_properties(out);
    out.pages = pages_.finish();
    out.trouble = trouble_;
    return out;
  }

 private:
  // A paragraph while its runs are read.
  struct Paragraph {
    FlowParagraph flow;
    DocxStyle style;
    std::vector<pugi::xml_node> boxes;  // text boxes that hang on it
    bool has_text = false, ends_page = false;
  };

  void load_supports() {
    std::string ignored;
    const auto load = [&](const char* type, const char* usual, pugi::xml_document& into) {
      for (const std::string& name : package_.of_type(type, usual))
        if (package_.load(name, into, ignored)) return;
    };
    pugi::xml_document styles, numbering;
    load("styles", "styles.xml", styles);
    styles_.load(styles.document_element());
    load("numbering", "numbering.xml", numbering);
    numbering_.load(numbering.document_element());
    load("footnotes", "footnotes.xml", footnotes_);
    load("endnotes", "endnotes.xml", endnotes_);
  }

  // Whether a section begins on a new page stands in its own properties, at its end.
  void find_sections(const pugi::xml_node& body) {
    for (const pugi::xml_node& block : body.children()) {
      const pugi::xml_node section =
          local_name(block) == "sectPr" ? block : child_named(child_named(block, "pPr"), "sectPr");
      if (!section) continue;
      section_types_.emplace_back(attribute_named(child_named(section, "type"), "val"));
    }
  }

  void end_section() {
    ++section_;
    const bool goes_on =
        section_ < section_types_.size() && section_types_[section_] == "continuous";
    if (!goes_on) pages_.break_page();
  }

  bool is_too_deep(int depth) {
    if (depth < xml_depth_max) return false;
    trouble_ = fmt::format("what is nested more than {} deep in it was left out", xml_depth_max);
    return true;
  }

  void read_blocks(const pugi::xml_node& parent, int depth) {
    if (is_too_deep(depth)) return;
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "p") {
        read_paragraph(node, depth + 1);
      } else if (name == "tbl") {
        read_table(node, depth + 1);
      } else if (name == "AlternateContent") {
        read_blocks(chosen_form(node), depth + 1);
      } else if (is_wrapper(name)) {
        read_blocks(node, depth + 1);
      }
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
    const pugi::xml_node properties = child_named(node, "pPr");
    const std::string id(attribute_named(child_named(properties, "pStyle"), "val"));
    Paragraph paragraph;
    read_paragraph_properties(properties, paragraph.style);
    paragraph.style = styles_.paragraph(std::move(paragraph.style), id);
    if (paragraph.style.breaks_page.value_or(false) && cell_ == nullptr) pages_.break_page();
    // A paragraph of which the end was deleted is part of the next one now.
    if (!child_named(child_named(properties, "rPr"), "del")) begin(paragraph, id);
    read_inline(node, paragraph, depth + 1);
    if (!paragraph.has_text) paragraph.flow.spans.clear();  // its number counts all the same
    emit(std::move(paragraph.flow));
    for (const pugi::xml_node& box : paragraph.boxes) read_blocks(box, depth + 1);
    if (cell_ != nullptr) {
      table_ends_page_ = table_ends_page_ || paragraph.ends_page;
    } else if (paragraph.ends_page) {
      pages_.break_page();
    }
    if (child_named(properties, "sectPr") && cell_ == nullptr) end_section();
  }

  // Gives it its kind and its number.
  void begin(Paragraph& paragraph, const std::string& id) {
    const DocxStyle& style = paragraph.style;
    const int level = heading_level(style);
    std::string label;
    if (!style.list.empty() && style.list != "0") {
      const auto by_style = numbering_.level_of_style(style.list, id);
      label = numbering_.next(style.list, style.list_level.value_or(by_style.value_or(0)));
      paragraph.flow.kind = BlockKind::list_item;
    }
    if (level > 0) {
      paragraph.flow.kind = BlockKind::heading;
      paragraph.flow.level = static_cast<std::uint8_t>(level);
    }
    if (label.empty()) return;
    paragraph.flow.spans.push_back(
        {label + " ", style.bold.value_or(false), style.size.value_or(11)});
  }

  void read_inline(const pugi::xml_node& parent, Paragraph& paragraph, int depth) {
    if (is_too_deep(depth)) return;
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "r") {
        read_run(node, paragraph, depth + 1);
      } else if (name == "AlternateContent") {
        read_inline(chosen_form(node), paragraph, depth + 1);
      } else if (is_wrapper(name)) {
        read_inline(node, paragraph, depth + 1);
      }
    }
  }

  void read_run(const pugi::xml_node& run, Paragraph& paragraph, int depth) {
    const pugi::xml_node properties = child_named(run, "rPr");
    if (const pugi::xml_node hidden = child_named(properties, "vanish");
        hidden && attribute_named(hidden, "val") != "0" &&
        attribute_named(hidden, "val") != "false")
      return;
    DocxStyle style;
    read_run_properties(properties, style);
    const std::string id(attribute_named(child_named(properties, "rStyle"), "val"));
    style = styles_.run(std::move(style), id, paragraph.style);
    const FlowSpan empty{"", style.bold.value_or(false), style.size.value_or(11)};
    read_run_content(run, paragraph, empty, depth);
  }

  void read_run_content(const pugi::xml_node& run, Paragraph& paragraph, const FlowSpan& empty,
                        int depth) {
    if (is_too_deep(depth)) return;
    const auto write = [&](std::string_view text) {
      FlowSpan span = empty;
      span.text = text;
      paragraph.has_text = paragraph.has_text || text.find_first_not_of(" \n") != text.npos;
      paragraph.flow.spans.push_back(std::move(span));
    };
    for (const pugi::xml_node& node : run.children()) {
      const std::string_view name = local_name(node);
      if (name == "t") {
        write(node.text().get());
      } else if (name == "tab" || name == "ptab") {
        write(" ");
      } else if (name == "cr") {
        write("\n");
      } else if (name == "noBreakHyphen") {
        write("-");
      } else if (name == "sym") {
        write(symbol_of(node));
      } else if (name == "br") {
        read_break(node, paragraph, write);
      } else if (name == "lastRenderedPageBreak") {
        read_page_end(paragraph);
      } else if (name == "footnoteReference" || name == "endnoteReference") {
        read_note(node, name == "footnoteReference" ? footnotes_ : endnotes_, depth + 1);
      } else if (name == "AlternateContent") {
        read_run_content(chosen_form(node), paragraph, empty, depth + 1);
      } else if (name == "drawing" || name == "pict" || name == "object") {
        find_boxes(node, paragraph.boxes, depth + 1);
      }
    }
  }

  void find_boxes(const pugi::xml_node& parent, std::vector<pugi::xml_node>& boxes, int depth) {
    if (is_too_deep(depth)) return;
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = local_name(node);
      if (name == "txbxContent") {
        boxes.push_back(node);
      } else {
        find_boxes(name == "AlternateContent" ? chosen_form(node) : node, boxes, depth + 1);
      }
    }
  }

  // Boxes that are ticked or not, which forms are full of, and ticks; other symbols are ornaments.
  static std::string_view symbol_of(const pugi::xml_node& node) {
    static const std::map<std::string_view, std::string_view> symbols = {
        {"F0FE", "☒"}, {"F0FD", "☒"}, {"F052", "☑"}, {"F0A8", "☐"}, {"F06F", "☐"},
        {"F0FC", "✓"}, {"00FE", "☒"}, {"00A8", "☐"}, {"F0B7", "•"}};
    const auto found = symbols.find(attribute_named(node, "char"));
    return found == symbols.end() ? " " : found->second;
  }

  // A page break within a paragraph ends it: what follows stands on the next page.
  void read_break(const pugi::xml_node& node, Paragraph& paragraph, const auto& write) {
    if (attribute_named(node, "type") != "page" || cell_ != nullptr) return write("\n");
    const FlowParagraph rest{paragraph.flow.kind, paragraph.flow.level, {}};
    if (paragraph.has_text) emit(std::exchange(paragraph.flow, rest));
    paragraph.has_text = false;
    pages_.break_page();
  }

  // Where Word saw a page end when it last showed the text. Within a paragraph it waits for the
  // end.
  void read_page_end(Paragraph& paragraph) {
    if (paragraph.has_text || cell_ != nullptr) {
      paragraph.ends_page = true;
    } else {
      pages_.break_page();
    }
  }

  // What lies in `parent`, as paragraphs that go nowhere yet.
  std::vector<FlowParagraph> read_aside(const pugi::xml_node& parent, int depth) {
    std::vector<FlowParagraph> paragraphs;
    std::vector<FlowParagraph>* const before = std::exchange(cell_, &paragraphs);
    read_blocks(parent, depth);
    cell_ = before;
    return paragraphs;
  }

  void read_note(const pugi::xml_node& reference, const pugi::xml_document& notes, int depth) {
    if (in_note_) return;
    const std::string_view id = attribute_named(reference, "id");
    const auto all = notes.document_element().children();
    const auto note = std::find_if(all.begin(), all.end(), [&](const pugi::xml_node& one) {
      return attribute_named(one, "id") == id;
    });
    if (note == all.end()) return;
    in_note_ = true;
    FlowParagraph out;
    constexpr float note_size = 9;
    out.spans.push_back({std::to_string(++notes_) + " ", false, note_size});
    for (FlowParagraph& paragraph : read_aside(*note, depth)) {
      for (FlowSpan& span : paragraph.spans) out.spans.push_back(std::move(span));
      out.spans.push_back({"\n"});
    }
    pages_.add_footnote(std::move(out));
    in_note_ = false;
  }

  void read_table(const pugi::xml_node& table, int depth) {
    if (is_too_deep(depth)) return;
    std::vector<FlowCell> cells;
    std::uint32_t row = 0;
    for_each(table, "tr", depth, [&](const pugi::xml_node& node, int deeper) {
      if (child_named(child_named(node, "trPr"), "del")) return;
      read_row(node, row++, cells, deeper);
    });
    if (cell_ != nullptr) {  // a table in a cell: its text belongs to the cell
      for (FlowCell& cell : cells)
        for (FlowParagraph& paragraph : cell.paragraphs) cell_->push_back(std::move(paragraph));
      return;
    }
    pages_.add_table(cells);
    if (std::exchange(table_ends_page_, false)) pages_.break_page();
  }

  void read_row(const pugi::xml_node& row, std::uint32_t number, std::vector<FlowCell>& cells,
                int depth) {
    constexpr int columns_max = 500;
    const pugi::xml_node before = child_named(child_named(row, "trPr"), "gridBefore");
    int column = std::clamp(number_of(attribute_named(before, "val"), 0), 0, columns_max);
    for_each(row, "tc", depth, [&](const pugi::xml_node& node, int deeper) {
      const pugi::xml_node properties = child_named(node, "tcPr");
      const pugi::xml_node merged = child_named(properties, "vMerge");
      const bool goes_on = merged && attribute_named(merged, "val") != "restart";
      if (!goes_on)
        cells.push_back({number, static_cast<std::uint32_t>(column), read_aside(node, deeper + 1)});
      const int width = number_of(attribute_named(child_named(properties, "gridSpan"), "val"), 1);
      column = std::min(columns_max, column + std::clamp(width, 1, columns_max));
    });
  }

  // The children of this name, also where something stands around them.
  void for_each(const pugi::xml_node& parent, std::string_view wanted, int depth,
                const auto& take) {
    if (is_too_deep(depth)) return;
    for (const pugi::xml_node& node : parent.children()) {
      if (local_name(node) == wanted) {
        take(node, depth + 1);
      } else if (is_wrapper(local_name(node))) {
        for_each(node, wanted, depth + 1, take);
      }
    }
  }

  // Heads and feet, each once, however many sections show it; on the first page.
  void read_edges(const char* type) {
    for (const std::string& name : package_.of_type(type, "")) {
      pugi::xml_document document;
      std::string ignored;
      package_.load(name, document, ignored);
      for (FlowParagraph& paragraph : read_aside(document.document_element(), 0)) {
        std::string text;
        for (const FlowSpan& span : paragraph.spans) text += span.text;
        paragraph.kind = BlockKind::running_head;
        paragraph.level = 0;
        if (edges_.insert(text).second) pages_.add(paragraph);
      }
    }
  }

  void read_properties(OfficeText& out) const {
    pugi::xml_document core, application;
    std::string ignored;
    package_.load("docProps/core.xml", core, ignored);
    package_.load("docProps/app.xml", application, ignored);
    const pugi::xml_node root = core.document_element();
    out.title = child_named(root, "title").text().get();
    out.creation_date = iso_day(child_named(root, "created").text().get());
    out.producer = child_named(application.document_element(), "Application").text().get();
  }

  Package package_;
  DocxStyles styles_;
  DocxNumbering numbering_;
  pugi::xml_document footnotes_, endnotes_;
  FlowPages pages_;
  std::vector<FlowParagraph>* cell_ = nullptr;  // where paragraphs go; nowhere: onto the page
  std::vector<std::string> section_types_;
  std::size_t section_ = 0;
  std::set<std::string> edges_;
  int notes_ = 0;
  bool in_note_ = false, table_ends_page_ = false;
  std::string trouble_;
};

}  // namespace

std::string iso_day(std::string_view time) {
  constexpr std::size_t length = 10;
  const std::string_view day = time.substr(0, length);
  if (day.size() < length || day[4] != '-' || day[7] != '-') return {};
  const int year = number_of(day.substr(0, 4), 0), month = number_of(day.substr(5, 2), 0),
            number = number_of(day.substr(8, 2), 0);
  if (year < 1980 || year > 2200 || month < 1 || month > 12 || number < 1 || number > 31) return {};
  return std::string(day);
}

OfficeText read_docx(std::string_view bytes) {
  return DocxReader(Package(read_parts(bytes, is_wanted))).read();
}

}  // namespace inkoopmonitor::extract
