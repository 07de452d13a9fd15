// The yearly publication. Nothing in it depends on the clock or on the order of import: the same
// corpus gives the same bytes. What it says stands in templates/monitor.json and texts.json; this
// file puts the figures, pages and files together.
#include "reports/publication.h"

#include <fmt/format.h>

#include <algorithm>

#include "error.h"
#include "reports/drawers.h"
#include "reports/own_texts.h"
#include "reports/print.h"
#include "reports/questions.h"
#include "reports/style.h"
#include "reports/xlsx.h"

namespace inkoopmonitor::reports {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

void check(const corpus::Database& database, const PublicationOptions& options) {
  const int first = database.first_register_year();
  if (options.year < first)
    throw Error(ErrorKind::usage, fmt::format("--year {}", options.year),
                fmt::format("the register begins in {}", first),
                fmt::format("make a publication of {} or later", first));
  if (options.from > options.year)
    throw Error(ErrorKind::usage, fmt::format("--from {}", options.from),
                fmt::format("this lies after the year of the publication, {}", options.year),
                "name an earlier first year");
}

// The first year in which the funding of any municipality is known.
int first_year(const corpus::Database& database, const Codebook& codebook,
               const PublicationOptions& options) {
  if (options.from != 0) return std::max(options.from, database.first_register_year());
  Filter all;
  all.to = options.year;
  all.domein = options.domein;
  const VariableLabels& funding = find_variable(codebook, "bekostiging");
  for (const SpreadYear& year : SpreadBase(database).spread(funding, all).years)
    if (year.known() != 0) return year.year;
  return options.year;
}

json shape() {
  const json cell = {{"text", ""},
                     {"share", ""},
                     {"shared", json::object()},
                     {"link", ""},
                     {"linked", json::object()}};
  const json row = {{"label", ""}, {"total", json::object()}, {"cells", json::array({cell})}};
  const json words = json::array({{{"html", ""}}});
  const json column = {{"label", ""}};
  const json listing = {{"listing_columns", json::array({column})},
                        {"listing_rows", json::array({{{"cells", json::array({column})}}})},
                        {"listing_more", ""}};
  const json figure = {{"id", ""},
                       {"number", ""},
                       {"title", ""},
                       {"reading", ""},
                       {"read", json::object()},
                       {"alternative", ""},
                       {"drawn", json::object()},
                       {"map", json::object()},
                       {"svg_wide", ""},
                       {"picture", ""},
                       {"option_wide", ""},
                       {"option_narrow", ""},
                       {"notes", words},
                       {"source", ""},
                       {"first_column", ""},
                       {"columns", json::array({column})},
                       {"rows", json::array({row})},
                       {"printed_table", json::object()},
                       {"listing", listing}};
  return {{"title", ""},
          {"lead", ""},
          {"year", ""},
          {"program_version", ""},
          {"whole", json::object()},
          {"style", ""},
          {"monitor", ""},
          {"intern", json::object()},
          {"script", json::object()},
          {"print", json::object()},
          {"screen", json::object()},
          {"dutch", json::object()},
          {"lang", ""},
          {"headlines", words},
          {"has_headlines", json::object()},
          {"word",
           {{"contents", ""},
            {"data", ""},
            {"figure", ""},
            {"table", ""},
            {"headlines", ""},
            {"no_figure", ""},
            {"download", ""},
            {"to_main", ""},
            {"appendices", ""}}},
          {"last_chapter", ""},
          {"chapters", json::array({{{"id", ""},
                                     {"number", ""},
                                     {"title", ""},
                                     {"page", ""},
                                     {"text", words},
                                     {"own", json::object()},
                                     {"own_html", ""},
                                     {"figures", json::array({figure})}}})},
          {"colophon", words},
          {"geojson", ""},
          {"echarts", ""},
          {"page_script", ""}};
}

// JSON inside a script element, where an element's end would end it.
std::string embedded(const json& value) {
  std::string text = value.dump();
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;)
    text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace

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

namespace {

json html_list(const std::vector<std::string>& texts) {
  json list = json::array();
  for (const std::string& text : texts) list.push_back({{"html", text}});
  return list;
}

class Publication {
 public:
  Publication(const corpus::Database& database, const Codebook& codebook,
              const PublicationOptions& options, FolderAside& folder)
      : database_(database),
        codebook_(codebook),
        options_(options),
        folder_(folder),
        from_(first_year(database, codebook, options)),
        texts_(options.templates / "texts.json"),
        monitor_(options.templates / "monitor.json"),
        wording_{codebook, texts_, options.language},
        page_(options.templates, "monitor.html", shape()),
        own_(options.out, options.templates),
        boundaries_(boundaries_of(options.boundaries, options.year)),
        drawers_(options.templates, boundaries_),
        title_(monitor_.filled(
            "/title/" + options.language,
            {{"year", std::to_string(options.year)},
             {"domein",
              options.domein.empty() ? "" : ": " + wording_.of_list("domein", options.domein)}})),
        evidence_(
            database, wording_,
            {options.templates, options.program_version, title_, options.review_threshold, from_,
             options.year, options.domein, options.intern},
            [&folder](const auto& name, std::string_view bytes) { folder.write(name, bytes); }),
        figures_(database, wording_, monitor_,
                 {options.year, from_, options.domein, options.review_threshold, &boundaries_},
                 evidence_) {}

  void write() {
    const std::string style = style_of(options_.templates);
    json data = page_data(style);
    folder_.write("stijl.css", style);
    write_files(data);
    take_drawings(data);
    data["print"] = false;
    data["screen"] = true;
    folder_.write("monitor.html", page_.render(data));
    own_.keep(folder_);
    if (options_.print) print(data);
  }

 private:
  json figure_json(const Figure& figure, const std::string& kind) {
    json rows = json::array(), columns = json::array();
    for (const std::string& column : figure.columns) columns.push_back({{"label", column}});
    for (const FigureRow& row : figure.rows) {
      json cells = json::array();
      for (const FigureCell& cell : row.cells)
        cells.push_back({{"text", cell.text},
                         {"share", cell.share},
                         {"shared", !cell.share.empty()},
                         {"link", cell.link},
                         {"linked", !cell.link.empty()}});
      rows.push_back({{"label", row.label}, {"total", row.total}, {"cells", std::move(cells)}});
    }
    const bool drawn = figure.wide.has_value(), map = kind == "map";
    json made = {{"id", figure.id},
                 {"number", std::to_string(++count_)},
                 {"title", figure.title},
                 {"reading", figure.reading},
                 {"read", !figure.reading.empty()},
                 {"alternative", fmt::format("{}. {}", figure.title, plain_of(figure.reading))},
                 {"drawn", drawn},
                 {"map", map},
                 {"svg_wide", ""},
                 {"picture", ""},
                 {"option_wide", ""},
                 {"option_narrow", ""},
                 {"notes", html_list(figure.notes)},
                 {"source", figure.source},
                 {"first_column", figure.first_column},
                 {"columns", std::move(columns)},
                 {"rows", std::move(rows)},
                 {"printed_table", !figure.tall && !figure.rows.empty() && !map},
                 {"listing", kind == "ending" ? listing() : json(false)}};
    if (drawn) draw(made, figure, map);
    return made;
  }

  void draw(json& made, const Figure& figure, bool map) {
    made["option_wide"] = embedded({{"height", figure.wide->height},
                                    {"width", figure.wide->width},
                                    {"option", figure.wide->option}});
    if (!map)
      made["option_narrow"] = embedded({{"height", figure.narrow->height},
                                        {"width", figure.narrow->width},
                                        {"option", figure.narrow->option}});
    drawers_.add(*figure.wide, {figure.title, without_links(figure.source)});
  }

  // What was drawn meanwhile, in the order in which it was asked for.
  void take_drawings(json& data) {
    std::vector<Drawing> drawings = drawers_.finish();
    auto next = drawings.begin();
    for (json& chapter : data["chapters"])
      for (json& figure : chapter["figures"]) {
        if (!figure["drawn"]) continue;
        const std::string name = "figuren/" + figure["id"].get<std::string>();
        folder_.write(name + ".svg", next->alone);
        folder_.write(name + ".png", next->png);
        figure["svg_wide"] = std::move(next->svg);
        ++next;
      }
  }

  // The markup taken out and entities undone, for an attribute.
  static std::string plain_of(const std::string& html) {
    std::string text = without_links(html);
    for (const auto& [entity, sign] :
         {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
          std::pair("&#39;", "'"), std::pair("&amp;", "&")})
      for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
        text.replace(at, std::string_view(entity).size(), sign);
    return text;
  }

  json listing() const {
    const Table& table = figures_.ending();
    constexpr std::size_t kShown = 25;
    constexpr std::size_t kColumns[] = {0, 3, 1, 4, 9, 11};
    json columns = json::array(), rows = json::array();
    for (const std::size_t c : kColumns)
      columns.push_back({{"label", wording_.text("/listing/" + table.columns[c].name)}});
    for (std::size_t r = 0; r < table.rows.size() && r < kShown; ++r) {
      json cells = json::array();
      for (const std::size_t c : kColumns) cells.push_back({{"label", listed(table, r, c)}});
      rows.push_back({{"cells", std::move(cells)}});
    }
    if (rows.empty()) return false;
    const std::size_t more = table.rows.size() - rows.size();
    return {{"listing_columns", columns},
            {"listing_rows", rows},
            {"listing_more", more == 0 ? ""
                                       : texts_.filled("/listing/more/" + options_.language,
                                                       {{"number", dutch_number(more)}})}};
  }

  std::string listed(const Table& table, std::size_t row, std::size_t column) const {
    const std::string& cell = table.rows[row][column];
    if (column == 11) return wording_.text("/certainty/" + cell);
    if (cell.empty()) return column == 9 ? wording_.text("/options/unknown") : "";
    if (column == 0) return wording_.language == "nl" ? in_dutch(cell) : cell;
    if (column == 4) return wording_.value_of("domein", cell);
    if (column == 9) return wording_.value_of("verlenging", cell);
    // A region of many municipalities would fill the page.
    std::size_t comma = 0;
    for (int n = 0; n < 4 && comma != std::string::npos; ++n) comma = cell.find(", ", comma + 1);
    return column != 3 || comma == std::string::npos ? cell : cell.substr(0, comma) + ", …";
  }

  json chapters(std::vector<Sheet>& sheets, std::vector<std::string>& headlines) {
    json made = json::array();
    const json& described = monitor_.json("/chapters");
    for (std::size_t c = 0; c < described.size(); ++c) {
      const std::string path = fmt::format("/chapters/{}", c);
      const std::string id = monitor_.at(path + "/id");
      json figures = json::array();
      for (std::size_t f = 0; f < described[c]["figures"].size(); ++f) {
        const std::string figure_path = fmt::format("{}/figures/{}", path, f);
        const std::optional<Figure> figure = figures_.make(figure_path);
        if (!figure) continue;
        if (described[c]["figures"][f].contains("headline") && !figure->reading.empty())
          headlines.push_back("<strong>" + html_escaped(figure->title) + ".</strong> " +
                              figure->reading);
        folder_.write("figuren/" + figure->id + ".csv", render(figure->data, Format::csv));
        sheets.push_back({figure->id, sheet_of(*figure)});
        figures.push_back(figure_json(*figure, monitor_.at(figure_path + "/kind")));
      }
      std::vector<std::string> text;
      if (options_.language == "nl" && described[c].contains("text"))
        for (std::size_t t = 0; t < described[c]["text"].size(); ++t) {
          const std::string at = fmt::format("{}/text/{}", path, t);
          text.push_back(monitor_.sentence(at, monitor_.at(at), sums_));
        }
      const std::string own = own_.html(id);
      if (figures.empty() && text.empty() && own.empty()) continue;
      made.push_back({{"id", id},
                      {"number", std::to_string(made.size() + 1)},
                      {"title", monitor_.filled(path + "/title/" + options_.language,
                                                {{"from", std::to_string(from_)}})},
                      {"page", ""},
                      {"text", html_list(text)},
                      {"own", !own.empty()},
                      {"own_html", own},
                      {"figures", std::move(figures)}});
    }
    return made;
  }

  void count_documents() {
    const auto number = [&](const std::string& name, std::int64_t count) {
      sums_[name] = {dutch_number(static_cast<std::size_t>(count)), static_cast<double>(count)};
    };
    std::int64_t offered = 0, could_be_read = 0, pages = 0, ocr = 0;
    const Answer sums(database_, "document_sums", {{":year", std::int64_t{options_.year}}});
    for (std::size_t r = 0; r < sums.size(); ++r) {
      offered += sums.number(r, "offered");
      could_be_read += sums.number(r, "documents_read");
      pages += sums.number(r, "pages");
      ocr += sums.number(r, "ocr_pages");
    }
    number("documents", offered);
    number("documents_read", could_be_read);
    number("documents_failed", offered - could_be_read);
    number("pages", pages);
    number("ocr_pages", ocr);
    std::int64_t confirmed = 0, corrected = 0;
    const Answer decisions(database_, "decisions_by_variable");
    for (std::size_t r = 0; r < decisions.size(); ++r) {
      confirmed += decisions.number(r, "confirmed");
      corrected += decisions.number(r, "corrected");
    }
    number("confirmed", confirmed);
    number("corrected", corrected);
    number("decisions", confirmed + corrected);
    const Measured& measured = options_.measured;
    number("measured_values", measured.values);
    sums_["measured_share"] = {decimal(100 * measured.right, 1, options_.language) + "%", 0};
    sums_["measured_low"] = {decimal(100 * measured.low, 1, options_.language) + "%", 0};
    sums_["measured_high"] = {decimal(100 * measured.high, 1, options_.language) + "%", 0};
    for (const auto& [name, text] :
         {std::pair("year", std::to_string(options_.year)),
          std::pair("from", std::to_string(from_)), std::pair("ruleset", options_.ruleset),
          std::pair("program", options_.program_version),
          std::pair("map", std::to_string(boundaries_.year)),
          std::pair("edition", options_.edition)})
      sums_[name] = {html_escaped(text), text.empty() ? 0.0 : 1.0};
  }

  json page_data(const std::string& style) {
    count_documents();
    std::vector<std::string> headlines, colophon;
    json made = chapters(sheets_, headlines);
    const json& lines = monitor_.json("/colophon/" + options_.language);
    for (std::size_t l = 0; l < lines.size(); ++l) {
      const std::string at = fmt::format("/colophon/{}/{}", options_.language, l);
      colophon.push_back(monitor_.sentence(at, monitor_.at(at), sums_));
    }
    json words = json::object();
    const json whole = shape();
    for (const auto& [name, unused] : whole.at("word").items())
      words[name] = monitor_.in(options_.language, "/words/" + name);
    return {{"title", title_},
            {"lead", monitor_.sentence("/lead", monitor_.in(options_.language, "/lead"), sums_)},
            {"year", std::to_string(options_.year)},
            {"program_version", options_.program_version},
            {"whole", true},
            {"style", style},
            {"monitor", title_},
            {"intern", options_.intern},
            {"script", true},
            {"dutch", options_.language == "nl"},
            {"lang", options_.language},
            {"headlines", html_list(headlines)},
            {"has_headlines", !headlines.empty()},
            {"word", words},
            {"last_chapter", made.empty() ? json("") : made.back().at("id")},
            {"chapters", std::move(made)},
            {"colophon", html_list(colophon)},
            {"geojson", boundaries_.year == 0 ? "null" : embedded(boundaries_.geojson)},
            {"echarts", read_whole(options_.templates / "echarts/echarts.min.js")},
            {"page_script", read_whole(options_.templates / "page.js")}};
  }

  void write_files(const json& data) {
    Table contents{{{wording_.text("/data/sheet")}, {wording_.text("/data/title")}}, {}, {}};
    for (const Sheet& sheet : sheets_) contents.rows.push_back({sheet.name, sheet.table.note});
    std::vector<Sheet> sheets = {{wording_.text("/data/contents"), contents}};
    for (Sheet& sheet : sheets_) sheets.push_back(std::move(sheet));
    Filter now;
    now.from = now.to = options_.year;
    now.domein = options_.domein;
    sheets.push_back({"monitor", monitor(database_, now)});
    if (!figures_.ending().columns.empty())
      sheets.push_back({wording_.text("/data/ending"), figures_.ending()});
    folder_.write("tabellen.xlsx", workbook(sheets));
    for (const auto& [name, bytes] :
         data_package(database_, codebook_, {options_.program_version, options_.ruleset}))
      folder_.write("datapackage/" + name, bytes);
    evidence_.write_municipalities(figures_.trend_of("bekostiging").years);
    folder_.write("methode.md", method(data));
  }

  // The method as Markdown: the sentences of monitor.json, with the table of documents.
  std::string method(const json& data) const {
    std::string text = fmt::format("# {}\n", monitor_.in(options_.language, "/method/title"));
    const json& parts = monitor_.json("/method/parts");
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const std::string path = fmt::format("/method/parts/{}", p);
      text += fmt::format("\n## {}\n", monitor_.in(options_.language, path + "/title"));
      for (std::size_t t = 0; t < parts[p]["text"].size(); ++t) {
        const std::string at = fmt::format("{}/text/{}", path, t);
        text += fmt::format("\n{}\n", plain_of(monitor_.sentence(at, monitor_.at(at), sums_)));
      }
      if (parts[p].contains("table")) text += method_table(parts[p]["table"].get<std::string>());
    }
    text += fmt::format("\n## {}\n\n", monitor_.in(options_.language, "/method/figures"));
    for (const json& chapter : data.at("chapters"))
      for (const json& figure : chapter.at("figures"))
        text += fmt::format("{}. {} (`figuren/{}.csv`)\n", figure["number"].get<std::string>(),
                            figure["title"].get<std::string>(), figure["id"].get<std::string>());
    return text;
  }

  std::string method_table(const std::string& name) const {
    std::string text = "\n";
    const auto line = [&](const std::vector<std::string>& cells) {
      for (const std::string& cell : cells) text += "| " + cell + " ";
      text += "|\n";
    };
    if (name == "documents") {
      line({"Verzameljaar", "Aangeleverd", "Gelezen", "Bladzijden", "Met tekstherkenning"});
      line({"---:", "---:", "---:", "---:", "---:"});
      const Answer sums(database_, "document_sums", {{":year", std::int64_t{options_.year}}});
      for (std::size_t r = 0; r < sums.size(); ++r)
        line({sums.text(r, "set_year"), sums.text(r, "offered"), sums.text(r, "documents_read"),
              sums.text(r, "pages"), sums.text(r, "ocr_pages")});
    } else if (name == "decisions") {
      const Answer decisions(database_, "decisions_by_variable");
      if (decisions.size() == 0) return "";
      line({"Kenmerk", "Bevestigd", "Verbeterd"});
      line({"---", "---:", "---:"});
      for (std::size_t r = 0; r < decisions.size(); ++r)
        line({decisions.text(r, "variable"), decisions.text(r, "confirmed"),
              decisions.text(r, "corrected")});
    } else {
      line({"Editie", "Gemaakt met", "Regels"});
      line({"---", "---", "---"});
      const Answer editions(database_, "editions");
      if (editions.size() == 0) return "";
      for (std::size_t r = 0; r < editions.size(); ++r)
        line({editions.text(r, "edition"), editions.text(r, "program"),
              editions.text(r, "ruleset")});
    }
    return text;
  }

  void print(json& data) {
    data["print"] = true;
    data["screen"] = false;
    data["script"] = false;
    const std::string faces = font_faces(data["style"].get<std::string>());
    for (json& headline : data["headlines"]) unlink(headline["html"]);
    for (json& chapter : data["chapters"]) {
      for (json& text : chapter["text"]) unlink(text["html"]);
      for (json& figure : chapter["figures"]) {
        if (figure["drawn"])
          figure["picture"] = picture_address(figure["svg_wide"].get<std::string>(), faces);
        unlink(figure["reading"]);
        unlink(figure["source"]);
        for (json& note : figure["notes"]) unlink(note["html"]);
      }
    }
    const PrintedDocument document{
        title_, options_.language, fmt::format("{}-01-01", options_.year),
        [&](const std::map<std::string, int>& pages) {
          for (json& chapter : data["chapters"]) {
            const auto page = pages.find(chapter["number"].get<std::string>() + " " +
                                         chapter["title"].get<std::string>());
            chapter["page"] = page == pages.end() ? "" : std::to_string(page->second);
          }
          return page_.render(data);
        }};
    folder_.write("monitor.pdf", printed(document, options_.chromium));
  }

  static void unlink(json& html) { html = without_links(html.get<std::string>()); }

  const corpus::Database& database_;
  const Codebook& codebook_;
  const PublicationOptions& options_;
  FolderAside& folder_;
  const int from_;
  const Texts texts_, monitor_;
  const Wording wording_;
  const Template page_;
  const OwnTexts own_;
  const Boundaries boundaries_;
  Drawers drawers_;
  const std::string title_;
  EvidencePages evidence_;
  FigureMaker figures_;
  Phrases sums_;
  std::vector<Sheet> sheets_;
  int count_ = 0;
};

}  // namespace

std::filesystem::path publish(const corpus::Database& database, const Codebook& codebook,
                              const PublicationOptions& options) {
  check(database, options);
  FolderAside folder(options.out);
  // A publication counts numbers of providers in classes, not one by one.
  Codebook classed = codebook;
  for (VariableLabels& variable : classed)
    if (variable.name == "aanbieders") variable.type = "range";
  Publication(database, classed, options, folder).write();
  folder.publish();
  return options.out / "monitor.html";
}

}  // namespace inkoopmonitor::reports
