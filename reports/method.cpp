#include "reports/method.h"

#include <fmt/format.h>

#include "reports/questions.h"

namespace inkoopmonitor::reports {
namespace {

Table columns_of(const Wording& wording, const std::string& table,
                 const std::vector<std::pair<const char*, Align>>& columns) {
  Table made;
  for (const auto& [name, align] : columns)
    made.columns.push_back({wording.text(fmt::format("/method/{}/{}", table, name)), align});
  return made;
}

std::string shown_number(const Answer& answer, std::size_t row, const char* column) {
  return dutch_number(static_cast<std::size_t>(answer.number(row, column)));
}

Table documents_of(const corpus::Database& database, const Wording& wording, int year) {
  Table table = columns_of(wording, "documents",
                           {{"year", Align::left},
                            {"offered", Align::right},
                            {"read", Align::right},
                            {"pages", Align::right},
                            {"ocr", Align::right}});
  const Answer sums(database, "document_sums", {{":year", std::int64_t{year}}});
  for (std::size_t r = 0; r < sums.size(); ++r)
    table.rows.push_back({sums.text(r, "set_year"), shown_number(sums, r, "offered"),
                          shown_number(sums, r, "documents_read"), shown_number(sums, r, "pages"),
                          shown_number(sums, r, "ocr_pages")});
  return table;
}

Table decisions_of(const corpus::Database& database, const Wording& wording) {
  Table table = columns_of(
      wording, "decisions",
      {{"variable", Align::left}, {"confirmed", Align::right}, {"corrected", Align::right}});
  const Answer decisions(database, "decisions_by_variable");
  for (std::size_t r = 0; r < decisions.size(); ++r)
    table.rows.push_back({wording.name_of(decisions.text(r, "variable")),
                          shown_number(decisions, r, "confirmed"),
                          shown_number(decisions, r, "corrected")});
  return table;
}

Table editions_of(const corpus::Database& database, const Wording& wording) {
  Table table =
      columns_of(wording, "editions",
                 {{"edition", Align::left}, {"program", Align::left}, {"ruleset", Align::left}});
  const Answer editions(database, "editions");
  for (std::size_t r = 0; r < editions.size(); ++r)
    table.rows.push_back(
        {editions.text(r, "edition"), editions.text(r, "program"), editions.text(r, "ruleset")});
  return table;
}

std::string markdown_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    line += "| ";
    for (const char sign : cell) {
      if (sign == '|') line += '\\';
      line += sign == '\n' ? ' ' : sign;
    }
    line += ' ';
  }
  return line + "|\n";
}

std::string markdown_table(const Table& table) {
  std::vector<std::string> names, rules;
  for (const Column& column : table.columns) {
    names.push_back(column.name);
    rules.emplace_back(column.align == Align::right ? "---:" : "---");
  }
  std::string text = markdown_line(names) + markdown_line(rules);
  for (const auto& row : table.rows) text += markdown_line(row);
  return text;
}

}  // namespace

std::vector<MethodPart> method_of(const corpus::Database& database, const Texts& monitor,
                                  const Wording& wording, const Phrases& phrases,
                                  const MethodOptions& options) {
  std::vector<MethodPart> made;
  const nlohmann::json& parts = monitor.json("/method/parts");
  for (std::size_t p = 0; p < parts.size(); ++p) {
    const std::string path = fmt::format("/method/parts/{}", p);
    MethodPart part{monitor.in(wording.language, path + "/title"), {}, {}};
    const std::string texts = path + "/text/" + wording.language;
    for (std::size_t t = 0; t < monitor.json(texts).size(); ++t) {
      const std::string at = fmt::format("{}/{}", texts, t);
      part.text.push_back(monitor.sentence(at, monitor.at(at), phrases));
    }
    const std::string table = monitor.at_or(path + "/table", "");
    if (table == "documents") part.table = documents_of(database, wording, options.year);
    if (table == "decisions") part.table = decisions_of(database, wording);
    if (table == "editions") part.table = editions_of(database, wording);
    if (table == "changed") part.table = options.changed;
    made.push_back(std::move(part));
  }
  return made;
}

std::string markdown_of(const std::vector<MethodPart>& parts) {
  std::string text;
  for (const MethodPart& part : parts) {
    text += fmt::format("\n## {}\n", part.title);
    for (const std::string& sentence : part.text) text += "\n" + plain_of(sentence) + "\n";
    if (!part.table.rows.empty()) text += "\n" + markdown_table(part.table);
  }
  return text;
}

std::string without_links(const std::string& html) {
  std::string result;
  for (std::size_t at = 0; at < html.size();) {
    const bool open = html.compare(at, 3, "<a ") == 0, close = html.compare(at, 4, "</a>") == 0;
    if (!open && !close) {
      result += html[at++];
      continue;
    }
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) break;
    at = end + 1;
  }
  return result;
}

std::string plain_of(const std::string& html) {
  std::string text = without_links(html);
  for (const auto& [entity, sign] :
       {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
        std::pair("&#39;", "'"), std::pair("&amp;", "&")})
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
      text.replace(at, std::string_view(entity).size(), sign);
  return text;
}

}  // namespace inkoopmonitor::reports
