// A notice of a purchase that came as data, set as the form that people know. Private to this room;
// runs in the child only.
//
// Both schemas (eForms, TED R2.0.9) become the same pages: headings of the parts, and below each a
// block of fields (BlockKind::fields), so that later rooms need not guess what is a label and what
// was filled in. Labels are those of the Dutch forms. Persons, telephone numbers and mail addresses
// are left out: nothing is coded from them, and the file itself is kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/flow.h"

namespace inkoopmonitor::extract {

// What a code is called in Dutch (notice_codes.tsv); the code itself where the list has none.
std::string label_of_code(std::string_view list, std::string_view code);
extern const char* const notice_codes;  // that file, embedded

// `2025-01-01+01:00` and `20250101` as an ISO date; empty for anything else.
std::string notice_date(std::string_view text);

class NoticeForm {
 public:
  // A line of its own, in the head of the form.
  void title(const std::string& text);
  void line(const std::string& text);
  // Begins a part; with `new_page` on a page of its own.
  void part(const std::string& heading, bool new_page);
  // A field of the part. One without a value is left out; line ends part paragraphs.
  void field(const std::string& label, const std::string& value);
  std::vector<Page> finish();

 private:
  void set_fields();

  FlowPages pages_;
  std::vector<FlowCell> cells_;  // of the part that is being filled
};

// What a lot, or the purchase as a whole, says of the contract. Empty: not said.
struct NoticeTerm {
  std::string start, end;      // ISO dates
  std::string duration, unit;  // a number and `MONTH`, `DAY`, `WEEK`, `YEAR`
  bool unlimited = false;
  std::string renewals_max, renewals;  // how often; in words
  bool not_renewable = false;          // said outright
  std::string participants_max;        // of a framework agreement
};
void set_term(const NoticeTerm& term, NoticeForm& form);

// One that a lot was awarded to: a combination has several names.
struct NoticeWinner {
  std::string id;  // what tells it from the others
  std::vector<std::string> names;
};

// How one lot ended.
struct NoticeAward {
  std::string lot;     // empty where there is one lot only
  std::string title;   // of the contract
  std::string status;  // in words, where nothing was awarded also why
  std::string date;    // ISO
  std::vector<NoticeWinner> winners;
};
void set_award(const NoticeAward& award, NoticeForm& form);

}  // namespace inkoopmonitor::extract
