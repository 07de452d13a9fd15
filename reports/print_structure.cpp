// What a reader's program needs of a PDF to read it aloud, looked up in the file itself.
#include <fmt/format.h>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <set>

#include "reports/print.h"

namespace inkoopmonitor::reports {
namespace {

// Reads a page's content for what is drawn outside marked content.
class DrawnOutside : public QPDFObjectHandle::ParserCallbacks {
 public:
  int outside = 0;

  void handleObject(QPDFObjectHandle object) override {
    if (!object.isOperator()) return;
    static const std::set<std::string> draws = {"S",  "s",  "f",  "F", "f*", "B",  "B*", "b",
                                                "b*", "Tj", "TJ", "'", "\"", "Do", "sh", "BI"};
    const std::string name = object.getOperatorValue();
    if (name == "BDC" || name == "BMC") ++depth_;
    if (name == "EMC") --depth_;
    if (draws.contains(name) && depth_ == 0) ++outside;
  }
  void handleEOF() override {}

 private:
  int depth_ = 0;
};

// How large Chromium drew the page's area: it draws in 300ths of an inch what has 96 to an inch.
class Scale : public QPDFObjectHandle::ParserCallbacks {
 public:
  double percent = 100;

  void handleObject(QPDFObjectHandle object) override {
    if (!object.isOperator()) {
      operands_.push_back(object.isNumber() ? object.getNumericValue() : 0);
      return;
    }
    if (object.getOperatorValue() == "cm" && operands_.size() == 6 && operands_[0] > 1) {
      percent = 100 * operands_[0] * 96 / 300;
      terminateParsing();
    }
    operands_.clear();
  }
  void handleEOF() override {}

 private:
  std::vector<double> operands_;
};

class Walk {
 public:
  explicit Walk(std::vector<std::string>& faults) : faults_(faults) {}

  int headings = 0, figures = 0, header_cells = 0;

  void element(QPDFObjectHandle element, bool in_figure) {
    if (element.isArray()) {
      for (const QPDFObjectHandle& one : element.aitems()) this->element(one, in_figure);
      return;
    }
    if (!element.isDictionary() || !element.hasKey("/S")) return;
    const std::string kind = element.getKey("/S").getName();
    if (kind == "/Figure" && !in_figure) {
      ++figures;
      if (!has_text(element)) faults_.push_back("a figure has no alternative text");
    }
    if (kind == "/TH") {
      ++header_cells;
      if (!has_scope(element.getKey("/A"))) faults_.push_back("a header cell has no scope");
    }
    if (kind.size() == 3 && kind[1] == 'H' && kind[2] >= '1' && kind[2] <= '6') ++headings;
    if (element.hasKey("/K")) this->element(element.getKey("/K"), in_figure || kind == "/Figure");
  }

 private:
  static bool has_text(QPDFObjectHandle& figure) {
    return figure.getKey("/Alt").isString() && !figure.getKey("/Alt").getUTF8Value().empty();
  }

  static bool has_scope(QPDFObjectHandle attributes) {
    if (attributes.isArray()) {
      for (const QPDFObjectHandle& one : attributes.aitems())
        if (has_scope(one)) return true;
      return false;
    }
    return attributes.isDictionary() && attributes.hasKey("/Scope");
  }

  std::vector<std::string>& faults_;
};

// Letters that the file does not bring along look different, or like nothing, on another machine.
int fonts_left_out(QPDF& pdf) {
  int count = 0;
  for (QPDFObjectHandle object : pdf.getAllObjects()) {
    if (!object.isDictionaryOfType("/FontDescriptor")) continue;
    if (!object.hasKey("/FontFile") && !object.hasKey("/FontFile2") && !object.hasKey("/FontFile3"))
      ++count;
  }
  return count;
}

int bookmarks_of(QPDFObjectHandle outline) {
  int count = 0;
  std::set<QPDFObjGen> seen;
  for (QPDFObjectHandle one = outline.getKey("/First"); one.isDictionary();
       one = one.getKey("/Next")) {
    if (!seen.insert(one.getObjGen()).second) break;
    count += 1 + bookmarks_of(one);
  }
  return count;
}

}  // namespace

std::vector<std::string> structure_faults(const std::string& bytes) {
  std::vector<std::string> faults;
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("page.pdf", bytes.data(), bytes.size());
  QPDFObjectHandle root = pdf.getRoot();
  if (!root.getKey("/Lang").isString() || root.getKey("/Lang").getUTF8Value().empty())
    faults.push_back("no language");
  QPDFObjectHandle about = pdf.getTrailer().getKey("/Info");
  if (!about.isDictionary() || !about.getKey("/Title").isString() ||
      about.getKey("/Title").getUTF8Value().empty())
    faults.push_back("no title");
  QPDFObjectHandle shown = root.getKey("/ViewerPreferences");
  if (!shown.isDictionary() || !shown.getKey("/DisplayDocTitle").isBool() ||
      !shown.getKey("/DisplayDocTitle").getBoolValue())
    faults.push_back("the title is not shown");
  if (!root.getKey("/StructTreeRoot").isDictionary()) {
    faults.push_back("nothing is tagged");
    return faults;
  }
  Walk walk(faults);
  walk.element(root.getKey("/StructTreeRoot").getKey("/K"), false);
  const int bookmarks =
      root.getKey("/Outlines").isDictionary() ? bookmarks_of(root.getKey("/Outlines")) : 0;
  if (bookmarks == 0 || bookmarks < walk.headings)
    faults.push_back(fmt::format("{} bookmarks for {} headings", bookmarks, walk.headings));
  if (const int count = fonts_left_out(pdf); count != 0)
    faults.push_back(fmt::format("{} fonts are not embedded", count));
  int page_number = 0;
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
    ++page_number;
    Scale scale;
    page.parseContents(&scale);
    if (scale.percent < 99.5)
      faults.push_back(fmt::format(
          "page {}: printed at {:.0f}% of its size, for something is wider than the paper",
          page_number, scale.percent));
    DrawnOutside drawn;
    page.parseContents(&drawn);
    if (drawn.outside != 0)
      faults.push_back(
          fmt::format("page {}: {} times something untagged is drawn", page_number, drawn.outside));
  }
  return faults;
}

}  // namespace inkoopmonitor::reports
