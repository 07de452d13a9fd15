#include "extract/notice_form.h"

#include <algorithm>
#include <map>
#include <utility>

namespace inkoopmonitor::extract {
namespace {

using Labels = std::map<std::pair<std::string_view, std::string_view>, std::string_view>;

Labels read_labels() {
  Labels labels;
  for (std::string_view rest = notice_codes; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t list = line.find('\t'), code = line.find('\t', list + 1);
    if (list == std::string_view::npos || code == std::string_view::npos) continue;
    labels[{line.substr(0, list), line.substr(list + 1, code - list - 1)}] = line.substr(code + 1);
  }
  return labels;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A paragraph for each line with words.
std::vector<FlowParagraph> paragraphs_of(std::string_view text, bool bold) {
  std::vector<FlowParagraph> paragraphs;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    paragraphs.push_back({BlockKind::paragraph, 0, {{std::string(line), bold}}});
  }
  return paragraphs;
}

std::string in_words(const std::string& number, const std::string& unit) {
  static const std::map<std::string_view, std::pair<const char*, const char*>> units = {
      {"DAY", {"dag", "dagen"}},
      {"WEEK", {"week", "weken"}},
      {"MONTH", {"maand", "maanden"}},
      {"YEAR", {"jaar", "jaar"}}};
  const auto found = units.find(unit);
  if (!is_number(number) || found == units.end()) return {};
  return number + " " + (number == "1" ? found->second.first : found->second.second);
}

}  // namespace

std::string label_of_code(std::string_view list, std::string_view code) {
  static const Labels labels = read_labels();
  const auto found = labels.find({list, code});
  return std::string(found == labels.end() ? code : found->second);
}

std::string notice_date(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, 10))
    if (c != '-') digits += c;
  digits.resize(std::min<std::size_t>(digits.size(), 8));
  if (digits.size() != 8 || !is_number(digits)) return {};
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
}

void NoticeForm::title(const std::string& text) {
  constexpr float title_size = 16;
  pages_.add({BlockKind::heading, 1, {{text, true, title_size}}});
}

void NoticeForm::line(const std::string& text) {
  pages_.add({BlockKind::paragraph, 0, {{text}}});
}

void NoticeForm::part(const std::string& heading, bool new_page) {
  set_fields();
  if (new_page) pages_.break_page();
  constexpr float heading_size = 13;
  pages_.add({BlockKind::heading, 2, {{heading, true, heading_size}}});
}

void NoticeForm::field(const std::string& label, const std::string& value) {
  std::vector<FlowParagraph> paragraphs = paragraphs_of(value, false);
  if (paragraphs.empty()) return;
  const std::uint32_t row = cells_.empty() ? 0 : cells_.back().row + 1;
  cells_.push_back({row, 0, paragraphs_of(label, true)});
  cells_.push_back({row, 1, std::move(paragraphs)});
}

void NoticeForm::set_fields() {
  if (!cells_.empty()) pages_.add_table(cells_, BlockKind::fields);
  cells_.clear();
}

std::vector<Page> NoticeForm::finish() {
  set_fields();
  return pages_.finish();
}

void set_term(const NoticeTerm& term, NoticeForm& form) {
  form.field("Begindatum", term.start);
  form.field("Einddatum", term.end);
  form.field("Looptijd", term.unlimited ? "Onbeperkt" : in_words(term.duration, term.unit));
  if (term.not_renewable) form.field("Deze opdracht kan worden verlengd", "Neen");
  if (is_number(term.renewals_max)) form.field("Maximumaantal verlengingen", term.renewals_max);
  form.field("Overige informatie over verlengingen", term.renewals);
  if (is_number(term.participants_max))
    form.field("Maximumaantal deelnemers", term.participants_max);
}

void set_award(const NoticeAward& award, NoticeForm& form) {
  form.field("Resultaat perceel-ID", award.lot);
  form.field("Titel", award.title);
  form.field("Status van de keuze van een winnaar", award.status);
  form.field("Datum van gunning", award.date);
  for (const NoticeWinner& winner : award.winners) {
    form.field("Winnaar", winner.id);
    for (const std::string& name : winner.names) form.field("Officiële naam", name);
  }
}

}  // namespace inkoopmonitor::extract
