// From the lines of a notice to its fields.
//
// The words that tell what a line is are data (rules/aankondiging.toml). Here is only how far they
// reach: a section to the next section, a numbered title to the next title, a label to the next
// label; the block of a lot from its title on, although its number may come a line later.
#include "classify/notice.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "classify/lot_names.h"
#include "classify/mentions.h"

namespace inkoopmonitor::classify {
namespace {

std::string without_colon(std::string text) {
  while (!text.empty() && (text.back() == ':' || text.back() == ' ')) text.pop_back();
  return text;
}

bool is_notice(const std::vector<NoticeLine>& lines, const NoticeForm& form) {
  if (std::any_of(lines.begin(), lines.end(), [](const NoticeLine& line) { return line.field; }))
    return true;
  std::set<const Phrases*> seen;
  for (const NoticeLine& line : lines) {
    if (!form.any_mark.found_in(line.folded)) continue;
    for (const Phrases& mark : form.marks) {
      if (mark.found_in(line.folded)) seen.insert(&mark);
    }
  }
  return seen.size() >= 2;
}

// The key of a lot as it is filled in: `3`, `Perceel 3`, `LOT-0003`, `b`; empty if it is none.
std::string lot_key(const std::string& folded) {
  static const re2::RE2 pattern("(?:lot-|perceel |segment |nr\\.? ?)?0*(\\d{1,3}|[a-h])(?:\\W.*)?");
  std::string key;
  return re2::RE2::FullMatch(folded, pattern, &key) ? key : "";
}

class FieldReader {
 public:
  FieldReader(const std::vector<NoticeLine>& lines, const NoticeForm& form)
      : lines_(lines), form_(form) {}

  std::vector<NoticeField> read() {
    begin_block(false);
    for (index_ = 0; index_ < lines_.size(); ++index_) read_line(lines_[index_]);
    end_names();
    blocks_.back().end = fields_.size();
    name_blocks();
    for (const LotBlock& block : blocks_) {
      for (std::size_t at = block.begin; at < block.end; ++at) fields_[at].lot = block.lot;
    }
    return std::move(fields_);
  }

 private:
  // What is said of one lot: its description, or a contract that was awarded for it.
  struct LotBlock {
    std::size_t begin = 0, end = 0;
    bool award = false, of_lot = false;
    std::string lot, title;
  };

  void begin_block(bool of_lot) {
    if (!blocks_.empty()) blocks_.back().end = fields_.size();
    blocks_.push_back(
        {.begin = fields_.size(), .award = part_ == NoticePart::award, .of_lot = of_lot});
  }

  void read_line(const NoticeLine& line) {
    if (line.table >= 0) return read_particular(line);
    row_ = {-1, -1};
    known_ = false;
    if (begins_section(line)) return;
    if (!line.number.empty() && is_title(line)) return read_title(line);
    if (title_goes_on(line)) {
      title_ = without_colon(title_ + " " + line.folded);
      title_part_ = part_of(title_).value_or(part_);
      return;
    }
    const std::uint32_t label = label_words(line);
    if (label > 0) return read_label(line, label);
    if (is_heading(line)) return read_heading(line);
    read_text(line, line.first, line.count, line.breaks);
  }

  // A row of a table of particulars: its first cell is the label of the others.
  void read_particular(const NoticeLine& line) {
    const std::pair<int, int> row = {line.table, line.row};
    begun_ = true;
    if (line.key) {
      const bool goes_on = row == row_;
      label_ = without_colon(goes_on ? label_ + " " + line.folded : without_number(line.folded));
      open_ = false;
      row_ = row;
      label_part_ =
          part_of(label_).value_or(line.field || in_section_ ? title_part_ : NoticePart::body);
      known_ = line.field;
      if (!goes_on && begins_lot(line.folded)) begin_block(true);
      return;
    }
    const bool first = !open_;
    if (first && !note_value(line.folded)) return;
    read_text(line, line.first, line.count, first || row != row_);
    row_ = row;
  }

  // `II.2.1 Benaming` without the mark behind its number that a title has elsewhere.
  static std::string without_number(std::string label) {
    static const re2::RE2 number("^[ivx]{1,4}\\.\\d{1,2}(?:\\.\\d{1,2})?[).]? ");
    re2::RE2::Replace(&label, number, "");
    return label;
  }

  // The name of a lot is the first thing that the form asks of each.
  static bool begins_lot(const std::string& title) {
    static const re2::RE2 pattern("^ii\\.2\\.1[).]? benaming");
    return re2::RE2::PartialMatch(title, pattern);
  }

  // What the value of a label means for the fields behind it; false for one that says nothing.
  bool note_value(const std::string& value) {
    if (form_.lot.found_in(label_)) set_lot(value);
    if (form_.contract.found_in(label_)) begin_contract(label_ + " " + value);
    if (form_.winner.found_in(label_)) ++winners_;
    // A form that wants a number gets nines where there is no maximum; nine alone is a number.
    const bool nines = value.size() > 1 && value.find_first_not_of('9') == std::string::npos;
    if (nines && form_.maximum.found_in(label_)) return false;
    note_renewals(value);
    return true;
  }

  bool begins_section(const NoticeLine& line) {
    static const re2::RE2 pattern("afdeling [ivxlt1|]{1,4} ?[:.]? ?(.*)");
    std::string title;
    const bool roman = re2::RE2::FullMatch(line.folded, pattern, &title);
    static const re2::RE2 chapter("\\d{1,2}\\.");
    const bool arabic = re2::RE2::FullMatch(line.number, chapter) && is_title(line);
    if (!roman && !arabic) return false;
    part_ = part_of(roman ? title : line.folded).value_or(NoticePart::body);
    end_title();
    title_part_ = part_;
    in_section_ = true;
    begin_block(false);
    add(line, line.first, line.count);
    fields_.back().heading_level = 1;
    open_ = false;
    return true;
  }

  // A number that stands before a title, not before an item of a list.
  bool is_title(const NoticeLine& line) const {
    if (line.number.empty()) return false;
    return line.number.back() == ')' || line.bold || part_of(line.folded).has_value();
  }

  void read_title(const NoticeLine& line) {
    end_title();
    const std::uint32_t label = colon_words(line, 0);
    const bool value = label > 0 && label < line.count;
    title_ = without_colon(value ? joined(line, label) : line.folded);
    title_part_ = part_of(title_).value_or(part_);
    title_open_ = !value && !line.folded.ends_with(':');
    const bool lot = form_.lot.found_in(title_);
    const bool description = line.number == "ii.2)" && title_.starts_with("beschrijving");
    const bool named = begins_lot(line.number + " " + title_) &&
                       !(blocks_.back().of_lot && blocks_.back().begin == fields_.size());
    if (lot || description || named) begin_block(true);
    if (lot) set_lot(title_);
    if (!value) return;
    if (lot) set_lot(folded(line, label));
    read_text(line, line.first + label, line.count - label, true);
  }

  bool title_goes_on(const NoticeLine& line) {
    const bool goes_on = title_open_ && !line.breaks && line.bold && label_words(line) == 0;
    if (!goes_on) title_open_ = false;
    return goes_on;
  }

  // A line in bold without a number: a heading of the print, or the title of the form.
  bool is_heading(const NoticeLine& line) const {
    const bool above = !fields_.empty() && fields_.back().heading_level > 0 && !line.breaks;
    return line.bold && (line.breaks || above) && line.count <= 16 && !line.folded.ends_with('.');
  }

  void read_heading(const NoticeLine& line) {
    if (!line.breaks && open_) return read_text(line, line.first, line.count, false);
    const bool begun = begun_;
    end_title();
    begun_ = begun;
    add(line, line.first, line.count);
    fields_.back().heading_level = 2;
    title_ = line.folded;
    // `1 Aanbestedende dienst`
    const std::size_t words = title_.find_first_not_of("0123456789. ");
    if (words != std::string::npos && words > 0)
      title_part_ = label_part_ = part_of(title_.substr(words)).value_or(part_);
  }

  // How many words of a line are its label, the one with the colon included; 0 if it has none.
  std::uint32_t label_words(const NoticeLine& line) const {
    const bool known =
        std::any_of(form_.labels.begin(), form_.labels.end(), [&](const std::string& label) {
          const char next = line.folded.size() > label.size() ? line.folded[label.size()] : ' ';
          return line.folded.starts_with(label) &&
                 std::isalnum(static_cast<unsigned char>(next)) == 0;
        });
    if (known) {
      const std::uint32_t words = colon_words(line, 0);
      if (words > 0) return words;
      return std::find(form_.labels.begin(), form_.labels.end(), line.folded) != form_.labels.end()
                 ? line.count
                 : 0;
    }
    const std::uint32_t words = colon_words(line, 0);
    constexpr std::uint32_t bold_label_words_max = 14;
    return words > 0 && words <= bold_label_words_max && words <= line.bold_words ? words : 0;
  }

  // The words up to the first that ends in a colon.
  std::uint32_t colon_words(const NoticeLine& line, std::uint32_t from) const {
    std::uint32_t words = 0;
    for (std::size_t at = 0; at < line.text.size(); ++at) {
      if (line.text[at] == ' ') ++words;
      const bool ends = at + 1 == line.text.size() || line.text[at + 1] == ' ';
      if (line.text[at] == ':' && ends && words >= from) return words + 1;
    }
    return 0;
  }

  void read_label(const NoticeLine& line, std::uint32_t words) {
    if (form_.passing.found_in(without_colon(joined(line, words)))) end_names();
    label_ = without_colon(joined(line, words));
    begun_ = true;
    const auto part = part_of(label_);
    const bool lasting = title_part_ == NoticePart::replaced || title_part_ == NoticePart::changed;
    label_part_ = part.value_or(title_part_);
    if (part && (*part == NoticePart::replaced || *part == NoticePart::changed || lasting))
      title_part_ = *part;
    open_ = false;
    const std::string value = folded(line, words);
    // A corrigendum says first which part of the notice it corrects.
    if (form_.place.found_in(label_)) {
      corrects_aside_ = part_of(value) == NoticePart::aside;
      label_part_ = NoticePart::aside;
    } else if (corrects_aside_ && lasting) {
      label_part_ = NoticePart::aside;
    }
    if (!note_value(value)) return;
    if (words < line.count) read_text(line, line.first + words, line.count - words, true);
    if (form_.passing.found_in(label_)) {
      label_.clear();
      label_part_ = title_part_;
      open_ = false;
    }
  }

  // `Opdracht nr.: 5 Perceel nr.: 2 - Benaming: …` may stand on one line.
  void begin_contract(const std::string& value) {
    static const re2::RE2 lot("perceel (?:nr\\.?:? ?)?0*(\\d{1,3}|[a-h])\\b");
    begin_block(true);
    std::string key;
    if (re2::RE2::PartialMatch(value, lot, &key)) set_lot(key);
  }

  // `Aantal verlengingen: 2` is half an answer; the length stands in the next field.
  void note_renewals(const std::string& value) {
    static const re2::RE2 number("(\\d{1,2})\\b.*");
    static const re2::RE2 counted(
        "(?:\\d|een|twee|drie|vier|vijf|zes)[) ]*(?:keer|maal|x\\b)|"
        "(?:\\d|twee|drie|vier|vijf|zes)[) ]*(?:optie|periode)|optiejar");
    std::string count;
    if (form_.renewals.found_in(label_)) {
      renewals_ = re2::RE2::FullMatch(value, number, &count) && count != "0" ? count : "";
    } else if (form_.renewal_length.found_in(label_) && !renewals_.empty()) {
      std::string months;
      if (re2::RE2::FullMatch(value, number, &months) && label_.find("maand") != std::string::npos)
        lead_ = renewals_ + " maal " + months + " maanden.";
      else if (!re2::RE2::PartialMatch(value, counted))
        lead_ = renewals_ + " maal";
      if (!lead_.empty()) label_ = "verlengingen";
    }
  }

  void read_text(const NoticeLine& line, std::uint32_t first, std::uint32_t count, bool breaks) {
    const bool under_heading = !fields_.empty() && fields_.back().heading_level > 0 && !line.bold;
    if (open_ && !under_heading && (!breaks || goes_over_page(line))) {
      NoticeField& field = fields_.back();
      field.words.push_back({line.page, first, count});
      field.text += " " + folded(line, first - line.first);
      return;
    }
    add(line, first, count);
  }

  // A sentence that was broken by the end of a page.
  bool goes_over_page(const NoticeLine& line) const {
    const NoticeField& field = fields_.back();
    const bool ended = field.text.ends_with('.') || field.text.ends_with(':');
    return field.words.back().page != line.page && !ended && !line.text.empty() &&
           std::islower(static_cast<unsigned char>(line.text[0])) != 0;
  }

  void add(const NoticeLine& line, std::uint32_t first, std::uint32_t count) {
    NoticeField field;
    field.words = {{line.page, first, count}};
    field.text = folded(line, first - line.first);
    field.label = label_.empty() ? title_ : label_;
    field.part = label_.empty() ? title_part_ : label_part_;
    if (!begun_) field.part = NoticePart::head;
    field.prose = form_.prose.found_in(field.label);
    field.winner = winners_;
    field.known = known_;
    field.lead = std::move(lead_);
    lead_.clear();
    if (form_.title.found_in(field.label) && blocks_.back().title.empty())
      blocks_.back().title = field.text;
    if (form_.name.found_in(field.label)) {
      if (label_.empty())
        names_.push_back(fields_.size());
      else
        field.name = true;
    }
    fields_.push_back(std::move(field));
    open_ = true;
  }

  // Below a title for names stand names and addresses. The first line is the name; where there is
  // no address each line is one.
  void end_names() {
    static const re2::RE2 address("\\d|nederland|nuts|contactp|e-mail|telefoon|internet");
    const bool addresses =
        names_.size() < 2 || std::any_of(names_.begin(), names_.end(), [&](std::size_t at) {
          return re2::RE2::PartialMatch(fields_[at].text, address);
        });
    for (const std::size_t at : names_) {
      const bool buyer =
          fields_[at].part == NoticePart::buyer && fields_[at].text.starts_with("gemeente ");
      fields_[at].name =
          at == names_.front() || buyer || (!addresses && fields_[at].part != NoticePart::buyer);
    }
    names_.clear();
  }

  void end_title() {
    end_names();
    begun_ = true;
    title_.clear();
    label_.clear();
    renewals_.clear();
    lead_.clear();
    title_part_ = label_part_ = part_;
    corrects_aside_ = false;
    open_ = title_open_ = false;
  }

  void set_lot(const std::string& value) {
    const std::string key = lot_key(value);
    if (key.empty()) return;
    const LotBlock& block = blocks_.back();
    // A number behind what is said of all, as in the annex on lots of the older forms.
    const bool of_all = !block.of_lot && !block.award && block.begin < fields_.size();
    if (of_all || (!block.lot.empty() && block.lot != key)) begin_block(true);
    blocks_.back().lot = key;
    blocks_.back().of_lot = true;
  }

  // Lots without a number are numbered by their names or as they come; a contract without one is
  // of the lot whose name it bears.
  void name_blocks() {
    std::vector<LotBlock*> lots;
    for (LotBlock& block : blocks_) {
      if (block.of_lot && !block.award) lots.push_back(&block);
    }
    std::map<std::string, std::string> lot_of_title;
    std::size_t number = 0;
    for (LotBlock* block : lots) {
      ++number;
      const std::vector<PerceelName> named = find_percelen(block->title);
      if (block->lot.empty() && named.size() == 1 && named.front().keys.size() == 1)
        block->lot = named.front().keys.front();
      if (block->lot.empty() && lots.size() >= 2) block->lot = std::to_string(number);
      if (!block->title.empty()) lot_of_title[block->title] = block->lot;
    }
    for (LotBlock& block : blocks_) {
      if (!block.award || !block.lot.empty()) continue;
      if (const auto found = lot_of_title.find(block.title); found != lot_of_title.end())
        block.lot = found->second;
      const std::vector<PerceelName> named = find_percelen(block.title);
      if (block.lot.empty() && named.size() == 1 && named.front().keys.size() == 1)
        block.lot = named.front().keys.front();
    }
  }

  std::optional<NoticePart> part_of(const std::string& folded_title) const {
    for (const auto& [part, phrases] : form_.parts) {
      if (phrases.found_in(folded_title)) return part;
    }
    return std::nullopt;
  }

  // The first `words` words of a line, folded; and what stands behind them.
  static std::string joined(const NoticeLine& line, std::uint32_t words) {
    std::size_t at = 0;
    for (; words > 0 && at != std::string::npos; --words) at = line.folded.find(' ', at + 1);
    return line.folded.substr(0, at);
  }
  static std::string folded(const NoticeLine& line, std::uint32_t words) {
    const std::size_t at = joined(line, words).size();
    return words == 0 ? line.folded : at < line.folded.size() ? line.folded.substr(at + 1) : "";
  }

  const std::vector<NoticeLine>& lines_;
  const NoticeForm& form_;
  std::vector<NoticeField> fields_;
  std::vector<LotBlock> blocks_;
  std::size_t index_ = 0;
  bool corrects_aside_ = false;  // the part that a corrigendum is about says nothing of a contract
  bool begun_ = false;           // a first title or section was seen
  bool known_ = false;           // the label came as data
  bool in_section_ = false;      // the form names its sections
  NoticePart part_ = NoticePart::body, title_part_ = NoticePart::body;
  NoticePart label_part_ = NoticePart::body;
  std::string title_, label_, renewals_, lead_;
  bool open_ = false, title_open_ = false;
  std::uint32_t winners_ = 0;
  std::vector<std::size_t> names_;
  std::pair<int, int> row_ = {-1, -1};
};

}  // namespace

std::optional<std::vector<NoticeField>> read_notice(const extract::Document& document,
                                                    const NoticeForm& form) {
  constexpr std::size_t first_pages = 3;
  if (form.marks.empty() || !is_notice(notice_lines(document, first_pages), form))
    return std::nullopt;
  return FieldReader(notice_lines(document, document.pages.size()), form).read();
}

std::vector<std::size_t> run_together(const std::string& text) {
  std::vector<std::size_t> result;
  const auto is_lower = [&](std::size_t at) {
    return std::islower(static_cast<unsigned char>(text[at])) != 0;
  };
  const auto is_upper = [&](std::size_t at) {
    return std::isupper(static_cast<unsigned char>(text[at])) != 0;
  };
  static const std::string dash = "\u2014";
  for (std::size_t at = 2; at + 2 < text.size(); ++at) {
    const char sign = text[at - 1];
    const bool sentence = (sign == '.' || sign == '?' || sign == '!') && is_upper(at) &&
                          (is_lower(at - 2) || text[at - 2] == ')' ||
                           std::isdigit(static_cast<unsigned char>(text[at - 2])) != 0) &&
                          (is_lower(at + 1) || text[at + 1] == ' ');
    const bool item = text.compare(at, dash.size(), dash) == 0 &&
                      std::string_view(",.;:").find(text[at - 1]) != std::string_view::npos;
    if (sentence || item) result.push_back(at);
  }
  return result;
}

}  // namespace inkoopmonitor::classify
