#include "tests/classify/made_document.h"

#include <algorithm>
#include <sstream>

namespace inkoopmonitor::classify {
namespace {

class Maker {
 public:
  extract::Document make(const std::string& text) {
    new_page();
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) add(line);
    close_paragraph();
    document_.result = extract::Result::read;
    document_.page_count = static_cast<std::uint32_t>(document_.pages.size());
    return document_;
  }

 private:
  extract::Page& page() { return document_.pages.back(); }

  void new_page() {
    extract::Page page;
    page.number = static_cast<std::uint32_t>(document_.pages.size() + 1);
    page.source = extract::PageSource::text_layer;
    page.quality = 1;
    document_.pages.push_back(page);
    row_ = 0;
    in_table_ = false;
  }

  void add(const std::string& line) {
    if (line != "" && line[0] != '|' && line[0] != '~') in_table_ = false;
    if (line.empty()) {
      close_paragraph();
      in_table_ = false;
    } else if (line == "===") {
      close_paragraph();
      new_page();
    } else if (line[0] == '#') {
      close_paragraph();
      const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
      add_block(extract::BlockKind::heading, line.substr(level)).level =
          static_cast<std::uint8_t>(level);
    } else if (line.starts_with("= ")) {
      close_paragraph();
      add_block(extract::BlockKind::running_head, line.substr(2));
    } else if (line.starts_with("- ")) {
      close_paragraph();
      add_block(extract::BlockKind::list_item, line.substr(2));
    } else if (line[0] == '|') {
      close_paragraph();
      add_row(line, extract::BlockKind::table);
    } else if (line[0] == '~') {
      close_paragraph();
      add_row("|" + line.substr(1), extract::BlockKind::fields);
    } else {
      paragraph_ += line + "\n";
    }
  }

  void close_paragraph() {
    if (!paragraph_.empty()) add_block(extract::BlockKind::paragraph, paragraph_);
    paragraph_.clear();
  }

  extract::Block& add_block(extract::BlockKind kind, const std::string& text) {
    extract::Block block;
    block.kind = kind;
    block.first_word = static_cast<std::uint32_t>(page().words.size());
    add_words(text);
    block.word_count = static_cast<std::uint32_t>(page().words.size()) - block.first_word;
    page().blocks.push_back(block);
    return page().blocks.back();
  }

  void add_words(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line); ++line_) {
      std::istringstream words(line);
      for (std::string word; words >> word;) page().words.push_back({.text = word, .line = line_});
    }
  }

  void add_row(const std::string& line, extract::BlockKind kind) {
    if (!in_table_) {
      page().blocks.push_back(
          {.kind = kind, .first_word = static_cast<std::uint32_t>(page().words.size())});
      row_ = 0;
    }
    in_table_ = true;
    std::uint32_t column = 0;
    for (std::size_t at = 1; at < line.size(); ++column) {
      const std::size_t end = std::min(line.find('|', at), line.size());
      const auto first = static_cast<std::uint32_t>(page().words.size());
      add_words(line.substr(at, end - at));
      const auto count = static_cast<std::uint32_t>(page().words.size()) - first;
      if (count > 0) page().blocks.back().cells.push_back({row_, column, first, count});
      page().blocks.back().word_count += count;
      at = end + 1;
    }
    ++row_;
  }

  extract::Document document_;
  std::string paragraph_;
  std::uint32_t line_ = 0, row_ = 0;
  bool in_table_ = false;
};

}  // namespace

extract::Document made_document(const std::string& text) {
  return Maker().make(text);
}

const RuleSet& project_rules() {
  static const RuleSet rules = RuleSet::load(SOURCE_DIR "/classify");
  return rules;
}

const Gazetteer& of_any_year(int) {
  static const Gazetteer names = {2020,
                                  {{"Borne", {"GM0147"}, false},
                                   {"Houten", {"GM0321"}, false},
                                   {"Leek", {"GM0022"}, false},
                                   {"Best", {"GM0753"}, false},
                                   {"'s-Hertogenbosch", {"GM0796"}, false},
                                   {"Den Bosch", {"GM0796"}, false},
                                   {"Venlo", {"GM0983"}, false},
                                   {"Mook en Middelaar", {"GM0944"}, false},
                                   {"Gulpen-Wittem", {"GM1729"}, false},
                                   {"Buren", {"GM0214"}, false}}};
  return names;
}

Coding coded(const std::string& text) {
  return classify(made_document(text), project_rules(), of_any_year, {.set_year = 2020});
}

std::string value_of(const Coding& coding, const std::string& variable, std::size_t record) {
  return coding.records.size() > record ? coding.records[record].text_of(variable) : "no record";
}

}  // namespace inkoopmonitor::classify
