// Chromium tags what stands in the page's area and nothing else: the colour of the paper, running
// heads and page numbers come first in a page's content and are in no structure. Here they are
// marked as what they are, artifacts that a voice passes over. Nothing is marked behind the first
// clip, with which the page's area begins: what is untagged there is a fault, to be found by
// structure_faults and not to be hidden.
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <set>

#include "reports/print.h"

namespace inkoopmonitor::reports {
namespace {

class MarginsMarked : public QPDFObjectHandle::TokenFilter {
 public:
  void handleToken(const QPDFTokenizer::Token& token) override {
    if (in_area_) {
      writeToken(token);
      return;
    }
    pending_ += token.getRawValue();
    if (token.getType() == QPDFTokenizer::tt_word) handle_operator(token.getValue());
  }

  void handleEOF() override { write(object_ + pending_); }

 private:
  void handle_operator(const std::string& name) {
    static const std::set<std::string> begin_path = {"m", "re"},
                                       paint = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"};
    if (name == "BDC" || name == "BMC") {
      in_area_ = true;
      write(object_ + pending_);
      return;
    }
    if (object_.empty() && !begin_path.contains(name) && name != "BT") {
      write(pending_);
      pending_.clear();
      return;
    }
    object_ += pending_;
    pending_.clear();
    clips_ = clips_ || name == "W" || name == "W*";
    if (name == "ET")
      end_object("\n/Artifact <</Type /Pagination>> BDC");
    else if (paint.contains(name))
      end_object("\n/Artifact <</Type /Layout>> BDC");
    else if (name == "n")
      end_object("");
  }

  void end_object(const std::string& mark) {
    write(mark + object_ + (mark.empty() ? "" : "\nEMC"));
    object_.clear();
    in_area_ = clips_;
  }

  std::string pending_, object_;  // operands so far; the path or text so far
  bool clips_ = false, in_area_ = false;
};

}  // namespace

void mark_margins(QPDF& pdf) {
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages())
    page.addContentTokenFilter(std::make_shared<MarginsMarked>());
}

}  // namespace inkoopmonitor::reports
