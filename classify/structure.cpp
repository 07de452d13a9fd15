// From blocks of words to units of text.
//
// The reader has done the geometry; what is left is language: words broken at line ends are joined,
// paragraphs that run over a page are joined, blocks become sentences, and a cell gets the label
// that its row or column gives it, so that `Looptijd | 24 maanden` reads like a sentence.
#include "classify/structure.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include "classify/flow.h"
#include "classify/lot_names.h"
#include "classify/notice.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

using extract::Block;
using extract::BlockKind;
using extract::Page;
using extract::Word;

// The words of a heading that number it: `Artikel 4`, `2.3`, `Bijlage C`. Level by depth of number.
std::optional<int> numbered_heading_level(std::string_view folded) {
  static const std::array<std::string_view, 3> top = {"hoofdstuk ", "deel ", "bijlage "};
  for (const auto word : top) {
    if (folded.starts_with(word)) return 1;
  }
  for (const std::string_view word : {"artikel ", "art. ", "bepaling ", "paragraaf "}) {
    if (folded.starts_with(word) && folded.size() > word.size() &&
        std::isdigit(static_cast<unsigned char>(folded[word.size()])))
      return 2;
  }
  std::size_t at = 0;
  int dots = 0;
  while (at < folded.size() &&
         (std::isdigit(static_cast<unsigned char>(folded[at])) || folded[at] == '.')) {
    dots += folded[at] == '.' && at + 1 < folded.size() &&
            std::isdigit(static_cast<unsigned char>(folded[at + 1]));
    ++at;
  }
  if (at == 0 || at >= folded.size() || folded[at] != ' ' || at > 8) return std::nullopt;
  return dots + 1;
}

bool looks_like_heading(const Flow& flow) {
  if (flow.pieces.empty() || flow.pieces.size() > 12) return false;
  const char last = flow.text.back();
  if (last == '.' || last == ';' || last == ',' || last == ':') return false;
  const std::string folded = text::fold(flow.text);
  const bool named = folded.starts_with("artikel ") || folded.starts_with("bijlage ") ||
                     folded.starts_with("hoofdstuk ") || folded.starts_with("bepaling ");
  return named && numbered_heading_level(folded).has_value();
}

class Builder {
 public:
  Builder(const extract::Document& document, const Slips& slips)
      : document_(document), slips_(slips) {
    text_.sections.push_back({});
    for (const Page& page : document.pages) {
      if (page.source == extract::PageSource::ocr) ocr_pages_.insert(page.number);
    }
  }

  Text build(const NoticeForm& form) {
    constexpr std::size_t words_a_unit = 16;
    std::size_t units = 0;
    for (const Page& page : document_.pages) {
      for (const Block& block : page.blocks)
        units += 1 + block.cells.size() + block.word_count / words_a_unit;
    }
    text_.units.reserve(units);
    if (const auto fields = read_notice(document_, form)) {
      text_.notice = true;
      for (const NoticeField& field : *fields) {
        text_.fields = text_.fields || field.known;
        add_field(field);
      }
    } else {
      for (const Page& page : document_.pages) {
        for (std::size_t index = 0; index < page.blocks.size(); ++index) {
          next_ = index + 1 < page.blocks.size() ? &page.blocks[index + 1] : nullptr;
          add_block(page, page.blocks[index]);
        }
      }
      flush_paragraph();
    }
    const std::uint32_t first_page =
        text_.units.empty() || text_.units[0].pieces.empty() ? 1 : text_.units[0].pieces[0].page;
    for (const Unit& unit : text_.units) {
      if (!unit.pieces.empty() && unit.pieces[0].page > first_page) break;
      ++text_.first_page_units;
    }
    return std::move(text_);
  }

 private:
  void add_field(const NoticeField& field) {
    Flow flow;
    for (const WordRun& run : field.words) {
      const auto page = std::find_if(document_.pages.begin(), document_.pages.end(),
                                     [&](const Page& one) { return one.number == run.page; });
      append_words(flow, *page, run.first, run.count);
    }
    if (field.heading_level > 0) {
      add_heading(flow, field.heading_level);
      text_.units.back().part = field.part;
      return;
    }
    Unit model;
    model.label = field.label;
    model.part = field.part;
    model.lot = field.lot;
    model.name = field.name;
    model.winner = field.winner;
    model.field = field.known;
    if (!field.lead.empty()) model.text = field.lead + " ";
    sentences_have_labels_ = field.prose;
    add_sentences(flow, model, true);
  }

  // `text` folded; where `flow`, which it comes from, was read by OCR, its words are put right.
  text::Folded folded(const std::string& text, const Flow& flow) const {
    text::Folded result = text::fold_with_origin(text);
    if (!flow.pieces.empty() && ocr_pages_.contains(flow.pieces.front().page)) slips_.undo(result);
    return result;
  }

  void add_running_head(const Page& page, const Block& block) {
    constexpr std::size_t heads_max = 20;
    if (text_.running_heads.size() >= heads_max) return;
    Flow flow;
    append_words(flow, page, block.first_word, block.word_count);
    Unit unit;
    finish(unit, flow, 0, flow.text.size());
    const bool known = std::any_of(text_.running_heads.begin(), text_.running_heads.end(),
                                   [&](const Unit& head) { return head.folded == unit.folded; });
    if (!known) text_.running_heads.push_back(std::move(unit));
  }

  void add_block(const Page& page, const Block& block) {
    if (block.word_count == 0) return;
    if (block.kind == BlockKind::running_head) {
      add_running_head(page, block);
      return;
    }
    if (block.kind == BlockKind::table && !block.cells.empty() && is_grid(block)) {
      flush_paragraph();
      add_table(page, block);
      return;
    }
    const std::vector<std::uint32_t> labels = labelled_lines(page, block);
    if (labels.size() >= 2) {
      add_labelled_lines(page, block, labels);
      return;
    }
    Flow flow;
    append_words(flow, page, block.first_word, block.word_count);
    // A bold line that goes on like a sentence is one, whatever it looks like.
    constexpr std::size_t heading_words_max = 16;
    const bool heading =
        block.kind == BlockKind::heading && flow.pieces.size() <= heading_words_max;
    if (heading || looks_like_heading(flow) || stands_above(page, block, flow)) {
      flush_paragraph();
      add_heading(flow, block.level);
      return;
    }
    const UnitKind kind =
        block.kind == BlockKind::list_item ? UnitKind::list_item : UnitKind::sentence;
    if (goes_on(flow, kind, page.number)) {
      const bool broken = trailing_hyphen(pending_.text) > 0;
      if (broken)
        pending_.text.resize(pending_.text.size() - trailing_hyphen(pending_.text));
      else
        pending_.text += ' ';
      for (Piece piece : flow.pieces) {
        piece.begin += static_cast<std::uint32_t>(pending_.text.size());
        pending_.pieces.push_back(piece);
      }
      pending_.text += flow.text;
      pending_page_ = page.number;
      return;
    }
    flush_paragraph();
    pending_ = std::move(flow);
    pending_kind_ = kind;
    pending_page_ = page.number;
  }

  // A short line without a full stop above a paragraph: a heading that is set in plain or italic
  // type, as in most letters. Not among the first lines, which are an address.
  bool stands_above(const Page& page, const Block& block, const Flow& flow) const {
    constexpr std::size_t first_lines = 4, words_max = 8, bytes_max = 60, below_min = 8;
    const bool plain = block.kind == BlockKind::paragraph && next_ != nullptr &&
                       (next_->kind == BlockKind::paragraph || next_->kind == BlockKind::table ||
                        next_->kind == BlockKind::list_item);
    const bool numbered = numbered_heading_level(text::fold(flow.text)).has_value();
    if (!plain || next_->word_count < below_min) return false;
    if (!numbered && text_.units.size() < first_lines) return false;
    if (flow.pieces.size() > words_max || flow.text.size() > bytes_max) return false;
    if (!pending_.pieces.empty() && !ends_sentence(pending_.text)) return false;
    for (std::uint32_t word = block.first_word + 1; word < block.first_word + block.word_count;
         ++word) {
      if (page.words[word].line != page.words[block.first_word].line) return false;
    }
    const bool starts =
        std::isdigit(static_cast<unsigned char>(flow.text[0])) != 0 || !starts_lower(flow.text);
    const char last = flow.text.back();
    const bool open =
        std::string_view(".,;:)-").find(last) == std::string_view::npos || flow.text.ends_with(")");
    const Word& below = page.words[next_->first_word];
    return starts && open && !starts_lower(below.text);
  }

  // The words at which lines of a paragraph begin that are a label with its value: the head of a
  // letter (`Datum: …`, `Onderwerp: …`), a form without a table.
  static std::vector<std::uint32_t> labelled_lines(const Page& page, const Block& block) {
    constexpr std::uint32_t label_words_max = 5;
    std::vector<std::uint32_t> result;
    if (block.kind == BlockKind::heading) return result;
    const std::uint32_t end = block.first_word + block.word_count;
    for (std::uint32_t word = block.first_word; word < end; ++word) {
      const bool begins =
          word == block.first_word || page.words[word].line != page.words[word - 1].line;
      if (!begins || page.words[word].text.empty() || starts_lower(page.words[word].text)) continue;
      for (std::uint32_t at = word; at < std::min(end, word + label_words_max); ++at) {
        if (page.words[at].line != page.words[word].line) break;
        if (page.words[at].text.ends_with('.') || page.words[at].text.ends_with(',')) break;
        if (!page.words[at].text.ends_with(':')) continue;
        result.push_back(word);
        break;
      }
    }
    return result;
  }

  void add_labelled_lines(const Page& page, const Block& block,
                          const std::vector<std::uint32_t>& labels) {
    std::uint32_t from = block.first_word;
    const std::uint32_t end = block.first_word + block.word_count;
    for (std::size_t index = 0; index <= labels.size(); ++index) {
      const std::uint32_t to = index < labels.size() ? labels[index] : end;
      if (to == from) continue;
      flush_paragraph();
      append_words(pending_, page, from, to - from);
      pending_kind_ = UnitKind::sentence;
      pending_page_ = page.number;
      from = to;
    }
  }

  // Whether a block goes on with the sentence that the one before it began: over a page break, or
  // where the reader took the lines of a paragraph apart.
  bool goes_on(const Flow& flow, UnitKind kind, std::uint32_t page) const {
    if (pending_.pieces.empty() || ends_sentence(pending_.text)) return false;
    if (starts_lower(flow.text)) return pending_page_ != page || kind == UnitKind::sentence;
    return pending_.text.ends_with(',') && kind == UnitKind::sentence && pending_.pieces.size() > 4;
  }

  static bool ends_sentence(std::string_view text) {
    if (text.ends_with('.') && is_abbreviation(text)) return false;
    return text.ends_with('.') || text.ends_with('?') || text.ends_with('!') || text.ends_with(':');
  }

  void flush_paragraph() {
    if (pending_.pieces.empty()) return;
    Unit model;
    model.kind = pending_kind_;
    if (pending_kind_ == UnitKind::list_item) {
      lists_.place(text_.units, pending_.text, model);
    } else {
      lists_.end();
    }
    add_sentences(pending_, model, true);
    pending_ = {};
  }

  void add_heading(const Flow& flow, int level) {
    lists_.end();
    last_head_.clear();  // a table under another heading is another table
    Section section;
    section.heading = flow.text;
    section.folded = folded(flow.text, flow).text;
    section.level = numbered_heading_level(section.folded).value_or(std::max(1, level));
    section.page = flow.pieces.front().page;
    std::size_t parent = text_.sections.size() - 1;
    // An annex has headings of its own kind; only the next annex ends it.
    const std::size_t annex = annex_of(parent);
    const bool next_annex = section.folded.starts_with("bijlage ");
    if (annex != 0 && !next_annex)
      section.level = std::max(section.level, text_.sections[annex].level + 1);
    while (parent != 0 && text_.sections[parent].level >= section.level) {
      parent = text_.sections[parent].parent;
    }
    section.parent = parent;
    text_.sections.push_back(section);
    Unit unit;
    unit.kind = UnitKind::heading;
    finish(unit, flow, 0, flow.text.size());
    unit.block = ++blocks_;
    text_.units.push_back(std::move(unit));
  }

  // The annex that section `at` lies in, 0 if it lies in none. A line of the contents is no annex.
  std::size_t annex_of(std::size_t at) const {
    for (; at != 0; at = text_.sections[at].parent) {
      const Section& section = text_.sections[at];
      const bool listed =
          section.page == 1 || std::isdigit(static_cast<unsigned char>(section.folded.back()));
      if (section.folded.starts_with("bijlage ") && !listed) return at;
    }
    return 0;
  }

  // Cuts a flow into sentences and adds them as units like `model`.
  void add_sentences(const Flow& flow, const Unit& model, bool own_block) {
    if (own_block) ++blocks_;
    std::size_t begin = 0;
    std::string run_in;
    std::vector<std::size_t> ends = breaker_.ends(flow.text);
    if (text_.notice) {
      const std::vector<std::size_t> more = run_together(flow.text);
      ends.insert(ends.end(), more.begin(), more.end());
      std::sort(ends.begin(), ends.end());
    }
    for (const std::size_t end : ends) {
      std::size_t stop = end;
      while (stop > begin && flow.text[stop - 1] == ' ') --stop;
      if (stop > begin &&
          !is_line_of_contents(std::string_view(flow.text).substr(begin, stop - begin))) {
        Unit& unit = text_.units.emplace_back(model);
        finish(unit, flow, begin, stop);
        unit.block = blocks_;
        if (unit.label.empty() || sentences_have_labels_) label_by_colon(unit);
        if (run_in.empty() && begin == 0 && ends.size() > 1 && model.kind != UnitKind::cell) {
          run_in = run_in_head(unit.folded);
        } else if (!run_in.empty()) {
          unit.label = run_in + (unit.label.empty() ? "" : " " + unit.label);
        }
      }
      begin = end;
    }
  }

  // Fills text, folded form and pieces from bytes [begin, end) of a flow, behind what the unit's
  // text holds already (its label).
  void finish(Unit& unit, const Flow& flow, std::size_t begin, std::size_t end) {
    const std::size_t shift = unit.text.size();
    unit.text.append(flow.text, begin, end - begin);
    // From the piece that `begin` lies in, which is the last that begins no later.
    const auto behind =
        std::upper_bound(flow.pieces.begin(), flow.pieces.end(), begin,
                         [](std::size_t at, const Piece& piece) { return at < piece.begin; });
    const auto first = behind == flow.pieces.begin() ? behind : std::prev(behind);
    const auto last =
        std::lower_bound(first, flow.pieces.end(), end,
                         [](const Piece& piece, std::size_t at) { return piece.begin < at; });
    unit.pieces.assign(first, last);
    for (Piece& piece : unit.pieces)
      piece.begin =
          static_cast<std::uint32_t>(std::max<std::size_t>(piece.begin, begin) - begin + shift);
    text::Folded right = folded(unit.text, flow);
    unit.folded = std::move(right.text);
    unit.origin = std::move(right.origin);
    spell_product(unit.folded);
    unit.may_name_lot = may_name_a_lot(unit.folded);
    unit.stressed = stressed(unit.folded, unit.origin);
    SlottedForms forms = slotted(unit.folded, unit.stressed);
    unit.slots = std::move(forms.plain);
    unit.period_slots = std::move(forms.with_periods);
    unit.section = text_.sections.size() - 1;
  }

  // `p*q` is `pxq`: phrases cannot name a star, which is their sign for any ending.
  static void spell_product(std::string& folded) {
    for (std::size_t at = folded.find('*'); at != std::string::npos;
         at = folded.find('*', at + 1)) {
      const std::size_t before = folded.find_last_not_of(' ', at == 0 ? 0 : at - 1);
      const std::size_t behind = folded.find_first_not_of(' ', at + 1);
      if (before == std::string::npos || behind == std::string::npos) continue;
      if (folded[before] == 'p' && folded[behind] == 'q') folded[at] = 'x';
    }
  }

  // `Startdatum: 1 januari 2020` has a label although it is no table.
  static void label_by_colon(Unit& unit) {
    const std::size_t colon = unit.folded.find(": ");
    if (colon > 60) return;  // or there is none
    const std::string_view before = std::string_view(unit.folded).substr(0, colon);
    if (std::count(before.begin(), before.end(), ' ') > 6) return;
    unit.label = std::string(before);
    unit.value_begin = colon + 2;
  }

  // Whatever a reading says, a table has no more columns than fit a page.
  static bool is_grid(const Block& block) {
    constexpr std::uint32_t columns_max = 200, rows_max = 100'000;
    return std::all_of(block.cells.begin(), block.cells.end(), [](const extract::Cell& cell) {
      return cell.row < rows_max && cell.column < columns_max;
    });
  }

  void add_table(const Page& page, const Block& block) {
    lists_.end();
    ++tables_;
    Cells cells;
    std::uint32_t rows = 0, columns = 0;
    for (const extract::Cell& cell : joined_cells(page, block)) {
      append_words(cells[{cell.row, cell.column}], page, cell.first_word, cell.word_count);
      rows = std::max(rows, cell.row + 1);
      columns = std::max(columns, cell.column + 1);
    }
    const bool contents = text_.sections.back().folded.starts_with("inhoud");
    if (rows == 0 || (contents && gives_pages(cells, rows, columns))) return;
    std::vector<std::string> head(columns);
    for (std::uint32_t column = 0; column < columns; ++column) {
      if (const auto found = cells.find({0, column}); found != cells.end())
        head[column] = as_label(folded(found->second.text, found->second).text);
    }
    // A table that was broken in two, by a page or by the reader, keeps the head of its first part.
    const bool broken = columns > 2 && last_head_.size() == columns &&
                        blocks_ <= last_table_block_ + 3 && page.number <= last_table_page_ + 1;
    const bool bold = bold_row(page, block, 0);
    const bool headed = columns >= 2 && is_head_row(head) && (!broken || bold) &&
                        (columns > 2 || bold || is_pair_of_heads(head));
    if (headed)
      last_head_ = head;
    else if (broken)
      head = last_head_;
    else
      head.assign(columns, "");
    last_table_page_ = page.number;
    for (auto& [place, flow] : cells) {
      add_cell(flow, static_cast<int>(place.first), static_cast<int>(place.second), cells, head,
               headed);
    }
    last_table_block_ = blocks_;
  }

  // A folded label without the colon that a form puts behind it.
  static std::string as_label(std::string label) {
    while (!label.empty() && (label.back() == ':' || label.back() == ' ')) label.pop_back();
    return label;
  }

  // In a table of two columns the first row is as a rule a label with its value like the others;
  // it is a head where it says what the columns hold.
  static bool is_pair_of_heads(const std::vector<std::string>& head) {
    static const std::set<std::string> heads = {
        "onderdeel", "onderwerp", "rubriek",      "punt",        "kenmerk",      "element",
        "aspect",    "inhoud",    "gegevens",     "gegeven",     "omschrijving", "toelichting",
        "afspraak",  "waarde",    "antwoord",     "vraag",       "begrip",       "betekenis",
        "definitie", "term",      "perceel",      "voorziening", "dienst",       "product",
        "tarief",    "bepaling",  "uitgangspunt", "keuze",       "was",          "wordt",
        "nu",        "straks",    "oud",          "nieuw",       "activiteit",   "datum",
        "wanneer",   "wat",       "criterium",    "gewicht",     "aanbieder"};
    return std::all_of(head.begin(), head.end(), [](const std::string& cell) {
      return cell.empty() || heads.contains(cell) || cell.starts_with("aantal ") ||
             cell.starts_with("maximum");
    });
  }

  // A row in bold above one that is not.
  static bool bold_row(const Page& page, const Block& block, std::uint32_t row) {
    std::size_t bold[2] = {0, 0}, all[2] = {0, 0};
    for (const extract::Cell& cell : block.cells) {
      if (cell.row != row && cell.row != row + 1) continue;
      const std::size_t which = cell.row - row;
      for (std::uint32_t word = cell.first_word; word < cell.first_word + cell.word_count; ++word) {
        bold[which] += page.words[word].bold;
        ++all[which];
      }
    }
    return all[0] > 0 && bold[0] * 10 >= all[0] * 8 && bold[1] * 2 < all[1] + 1;
  }

  // A row of short cells without figures is taken for the head of its columns.
  static bool is_head_row(const std::vector<std::string>& head) {
    std::size_t filled = 0, figures = 0;
    for (const std::string& cell : head) {
      const bool abbreviated = cell.size() <= 5;  // `nr.`
      if (cell.size() > 48 || (cell.ends_with('.') && !abbreviated)) return false;
      filled += !cell.empty();
      figures += !cell.empty() && (std::isdigit(static_cast<unsigned char>(cell[0])) != 0 ||
                                   cell.starts_with("\u20ac"));
    }
    if (figures * 2 > filled) return false;
    return filled + 1 >= head.size() && filled > 0;
  }

  // The first cell of a row that is more than a number or code, left of `column`.
  static const Flow* row_label(const Cells& cells, int row, int column) {
    const Flow* first = nullptr;
    for (int left = 0; left < column; ++left) {
      const auto found =
          cells.find({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(left)});
      if (found == cells.end()) continue;
      if (first == nullptr) first = &found->second;
      const std::string& text = found->second.text;
      const auto letters = std::count_if(text.begin(), text.end(),
                                         [](unsigned char c) { return std::isalpha(c) != 0; });
      if (letters >= 3) return is_sentence(text) ? nullptr : &found->second;
    }
    return first != nullptr && is_sentence(first->text) ? nullptr : first;
  }

  // A cell that holds sentences is no label: a question beside its answer.
  static bool is_sentence(const std::string& text) {
    constexpr std::size_t label_bytes_max = 90;
    return text.size() > label_bytes_max || text.ends_with('?') || text.ends_with('!') ||
           (text.ends_with('.') && text.find(' ') != std::string::npos && text.size() > 40);
  }

  void add_cell(const Flow& flow, int row, int column, Cells& cells,
                const std::vector<std::string>& head, bool headed) {
    Unit model;
    model.kind = UnitKind::cell;
    model.table = static_cast<int>(tables_);
    model.row = row;
    model.column = column;
    const bool is_head = headed && row == 0;
    if (!is_head) {
      model.column_head = head[static_cast<std::size_t>(column)];
      std::vector<std::string> texts(head.size());
      for (std::size_t at = 0; at < texts.size(); ++at) {
        const auto found =
            cells.find({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(at)});
        if (found != cells.end()) texts[at] = found->second.text;
      }
      model.row_lot = lot_in_row(head, texts, text_.sections.back().folded);
    }
    if (const Flow* label = row_label(cells, row, column)) {
      model.row_head = as_label(folded(label->text, *label).text);
      model.label = model.row_head;
      model.text = label->text + (label->text.ends_with(':') ? " " : ": ");
      model.value_begin = folded(model.text, *label).text.size();
    }
    add_sentences(flow, model, true);
  }

  const extract::Document& document_;
  const Slips& slips_;
  std::set<std::uint32_t> ocr_pages_;
  const Block* next_ = nullptr;  // the block behind the one that is added, on its page
  Text text_;
  SentenceBreaker breaker_;
  Flow pending_;
  UnitKind pending_kind_ = UnitKind::sentence;
  std::uint32_t pending_page_ = 0;
  std::uint32_t blocks_ = 0, tables_ = 0;
  Lists lists_;
  bool sentences_have_labels_ = false;  // of their own, beside the label of their field
  std::vector<std::string> last_head_;
  std::uint32_t last_table_page_ = 0, last_table_block_ = 0;
};

}  // namespace

Text structure(const extract::Document& document, const NoticeForm& form, const Slips& slips) {
  return Builder(document, slips).build(form);
}

Evidence evidence_of(const extract::Document& document, const Unit& unit, std::size_t begin,
                     std::size_t end) {
  Evidence evidence;
  if (unit.pieces.empty() || unit.origin.empty()) return evidence;
  const auto original = [&](std::size_t at) {
    return unit.origin[std::min(at, unit.origin.size() - 1)];
  };
  const std::uint32_t from = original(begin), to = original(std::max(end, begin + 1));
  const Piece* first = nullptr;
  const Piece* last = nullptr;
  for (std::size_t index = 0; index < unit.pieces.size(); ++index) {
    const Piece& piece = unit.pieces[index];
    const std::size_t next =
        index + 1 < unit.pieces.size() ? unit.pieces[index + 1].begin : unit.text.size();
    if (next <= from || piece.begin >= to) continue;
    if (first == nullptr) first = &piece;
    if (piece.page == first->page) last = &piece;
  }
  if (first == nullptr) first = last = &unit.pieces.front();
  evidence.page = first->page;
  evidence.first_word = first->first_word;
  evidence.last_word = last->last_word;
  for (const extract::Page& page : document.pages) {
    if (page.number == evidence.page)
      evidence.quote = extract::quote(page, evidence.first_word, evidence.last_word);
  }
  return evidence;
}

}  // namespace inkoopmonitor::classify
