// The yearly publication. Nothing in it depends on the clock or on the order of import: the same
// corpus gives the same bytes. What it says stands in templates/monitor.json and texts.json; this
// file puts the figures, pages and files together.
#include "reports/publication.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <future>
#include <memory>

#include "error.h"
#include "reports/browser.h"
#include "reports/changed_figures.h"
#include "reports/drawers.h"
#include "reports/method.h"
#include "reports/own_texts.h"
#include "reports/print.h"
#include "reports/questions.h"
#include "reports/sheets.h"
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

// The first year in which the funding of any municipality is known, else in which anything is in
// force.
int first_year(const corpus::Database& database, const Codebook& codebook,
               const PublicationOptions& options) {
  if (options.from != 0) return std::max(options.from, database.first_register_year());
  Filter all;
  all.to = options.year;
  all.domein = options.domein;
  const VariableLabels& funding = find_variable(codebook, "bekostiging");
  const Spread spread = SpreadBase(database).spread(funding, all);
  for (const SpreadYear& year : spread.years)
    if (year.known() != 0) return year.year;
  for (const SpreadYear& year : spread.years)
    if (year.count(Coverage::in_force) != 0) return year.year;
  return options.year;
}

// JSON inside a script element, where an element's end would end it.
std::string embedded(const json& value) {
  std::string text = value.dump();
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;)
    text.replace(at, 1, "\\u003c");
  return text;
}

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
        page_(options.templates, "monitor.html", publication_shape()),
        own_(options.out, options.templates),
        boundaries_(boundaries_of(options.boundaries, options.year)),
        browser_(options.print ? std::make_unique<Browser>(options.chromium) : nullptr),
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
                 evidence_) {
    if (options.earlier.database == nullptr) return;
    no_evidence_.emplace(*options.earlier.database, wording_,
                         EvidencePages::Options{options.templates}, WriteFile());
    then_.emplace(
        *options.earlier.database, wording_, monitor_,
        FigureOptions{options.year, from_, options.domein, options.review_threshold, &boundaries_},
        *no_evidence_);
  }

  // What stands behind the page is written, and the page laid out for paper, while its charts are
  // still being drawn.
  void write() {
    const std::string style = style_of(options_.templates);
    json data = page_data(style);
    folder_.write("stijl.css", style);
    folder_.write("methode.md", method(data));
    own_.keep(folder_);
    const std::vector<SpreadYear>& years = figures_.trend_of("bekostiging").years;
    // One after the other, since each holds much; the pages first, for the tables take the memory
    // that the drawing of charts gives back.
    std::future<void> behind = std::async(std::launch::async, [&] {
      evidence_.write_municipalities(years);
      write_tables();
    });
    std::future<json> on_paper;
    if (browser_ != nullptr)
      on_paper = std::async(std::launch::async, [this, data] { return laid_out(data); });
    const std::vector<Drawing> drawings = drawers_.finish();
    write_drawings(data, drawings);
    data["print"] = false;
    data["screen"] = true;
    folder_.write("monitor.html", page_.render(data));
    if (browser_ != nullptr) print(on_paper.get(), drawings);
    behind.get();
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
                 {"subtitle", figure.subtitle},
                 {"measured", !figure.subtitle.empty()},
                 {"found", !figure.finding.empty()},
                 {"finding", figure.finding},
                 {"reading", figure.reading},
                 {"read", !figure.reading.empty()},
                 {"alternative", fmt::format("{}. {}", figure.title, plain_of(figure.reading))},
                 {"drawn", drawn},
                 {"map", map},
                 {"svg_wide", ""},
                 {"picture", ""},
                 {"option_wide", ""},
                 {"narrow", figure.narrow.has_value()},
                 {"option_narrow", ""},
                 {"notes", html_list(figure.notes)},
                 {"marks", json::array()},
                 {"source", figure.source},
                 {"first_column", figure.first_column},
                 {"columns", std::move(columns)},
                 {"rows", std::move(rows)},
                 {"printed_table", !figure.tall && !figure.rows.empty() && !map},
                 {"listing", kind == "ending" ? listing() : json(false)}};
    if (drawn) draw(made, figure);
    return made;
  }

  void draw(json& made, const Figure& figure) {
    made["option_wide"] = embedded({{"height", figure.wide->height},
                                    {"width", figure.wide->width},
                                    {"option", figure.wide->option}});
    if (figure.narrow)
      made["option_narrow"] = embedded({{"height", figure.narrow->height},
                                        {"width", figure.narrow->width},
                                        {"option", figure.narrow->option}});
    if (browser_ != nullptr)
      made["picture"] = blank_address(figure.wide->width, figure.wide->height);
    drawers_.add(*figure.wide, caption_of(figure));
  }

  // What a figure that goes into another document has to say for itself. Of intervals that only its
  // data have it need not speak.
  Caption caption_of(const Figure& figure) const {
    Caption caption{html_escaped(figure.title), html_escaped(figure.subtitle), {}};
    if (!figure.finding.empty()) caption.title += ": " + figure.finding;
    for (const std::string& note : figure.notes)
      if (note != monitor_.at("/interval/rows")) caption.below.push_back(without_links(note));
    caption.below.push_back(without_links(figure.source));
    return caption;
  }

  // Gives each figure that is drawn to `take`, in the order in which the drawings were asked for.
  static void each_drawn(json& data, const std::function<void(json& figure)>& take) {
    for (json& chapter : data["chapters"])
      for (json& figure : chapter["figures"])
        if (figure["drawn"]) take(figure);
  }

  void write_drawings(json& data, const std::vector<Drawing>& drawings) {
    auto next = drawings.begin();
    each_drawn(data, [&](json& figure) {
      const std::string name = "figuren/" + figure["id"].get<std::string>();
      folder_.write(name + ".svg", next->alone);
      folder_.write(name + ".png", next->png);
      figure["svg_wide"] = next++->svg;
    });
  }

  json listing() const {
    const Table& table = figures_.ending();
    constexpr std::size_t kShown = 16;  // with their figure on one page
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
    if (column == 1) return fmt::format("{}\u00A0({})", cell, table.rows[row][2]);
    if (column == 11) return wording_.text("/certainty/" + cell);
    if (cell.empty()) return column == 9 ? wording_.text("/options/unknown") : "";
    if (column == 0) return wording_.language == "nl" ? in_dutch(cell) : cell;
    if (column == 4) return wording_.value_of("domein", cell);
    if (column == 9) return wording_.value_of("verlenging", cell);
    // A region of many municipalities would fill the page.
    std::size_t comma = 0;
    for (int n = 0; n < 4 && comma != std::string::npos; ++n) comma = cell.find(", ", comma + 1);
    return column != 3 || comma == std::string::npos ? cell : cell.substr(0, comma) + ",\u00A0…";
  }

  // Keeps the data of a figure beside those that the edition before had.
  void compare(const std::string& path, const Figure& figure) {
    if (!then_) return;
    ComparedFigure compared{std::to_string(count_ + 1), figure.title, {}, figure.data, {}};
    const json& described = monitor_.json(path);
    for (const char* member : {"variable", "against"})
      if (described.contains(member)) compared.variables.push_back(described[member]);
    if (described.contains("variables"))
      for (const json& name : described["variables"]) compared.variables.push_back(name);
    if (const std::optional<Figure> before = then_->make(path)) compared.before = before->data;
    compared_.push_back(std::move(compared));
  }

  // How it was made, and which figures are others than in the edition before.
  json method_json() {
    const EarlierEdition& earlier = options_.earlier;
    MethodOptions method{options_.year, {}};
    if (earlier.database != nullptr) {
      const int last = SpreadBase(*earlier.database).last_set_year();
      method.changed = changed_figures(compared_, earlier.changes, wording_,
                                       {from_, options_.year, last, options_.domein});
      sums_["earlier_year"] = {std::to_string(std::min(last, options_.year)), 0};
    }
    sums_["earlier"] = {html_escaped(earlier.name), earlier.name.empty() ? 0.0 : 1.0};
    const std::size_t changed = method.changed.rows.size();
    sums_["changed"] = {dutch_number(changed), static_cast<double>(changed)};
    sums_.try_emplace("earlier_year");
    method_ = method_of(database_, monitor_, wording_, sums_, method);
    json parts = json::array();
    for (const MethodPart& part : method_) {
      json columns = json::array(), rows = json::array();
      const auto cell = [&](const std::string& text, std::size_t c) {
        return json{{"label", text}, {"right", part.table.columns[c].align == Align::right}};
      };
      for (std::size_t c = 0; c < part.table.columns.size(); ++c)
        columns.push_back(cell(part.table.columns[c].name, c));
      for (const auto& row : part.table.rows) {
        json cells = json::array();
        for (std::size_t c = 0; c < row.size(); ++c) cells.push_back(cell(row[c], c));
        rows.push_back({{"cells", std::move(cells)}});
      }
      parts.push_back({{"part_title", part.title},
                       {"text", html_list(part.text)},
                       {"tabled", !part.table.rows.empty()},
                       {"part_columns", std::move(columns)},
                       {"part_rows", std::move(rows)}});
    }
    return parts;
  }

  json appendix(const std::string& id, const std::string& letter) const {
    return {{"id", id},
            {"letter", letter},
            {"title", monitor_.in(options_.language, "/appendices/" + id)},
            {"page", ""},
            {"of_method", id == "verantwoording"},
            {"of_tables", id == "tabellen"}};
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
        compare(figure_path, *figure);
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
                      {"figures", std::move(figures)},
                      {"some_footnotes", false},
                      {"footnotes", json::array()}});
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
    json method = method_json();
    const json& lines = monitor_.json("/colophon/" + options_.language);
    for (std::size_t l = 0; l < lines.size(); ++l) {
      const std::string at = fmt::format("/colophon/{}/{}", options_.language, l);
      colophon.push_back(monitor_.sentence(at, monitor_.at(at), sums_));
    }
    json words = json::object();
    const json whole = publication_shape();
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
            {"appendices", json::array({appendix("verantwoording", "A")})},
            {"sheets", json::array()},
            {"method", std::move(method)},
            {"chapters", std::move(made)},
            {"colophon", html_list(colophon)},
            {"geojson", boundaries_.year == 0 ? "null" : embedded(boundaries_.geojson)},
            {"echarts", read_whole(options_.templates / "echarts/echarts.min.js")},
            {"page_script", read_whole(options_.templates / "page.js")}};
  }

  // The workbook and the data package, from a connection of their own.
  void write_tables() {
    const auto database = corpus::Database::open(database_.folder(), corpus::Access::read);
    Table contents{{{wording_.text("/data/sheet")}, {wording_.text("/data/title")}}, {}, {}};
    for (const Sheet& sheet : sheets_) contents.rows.push_back({sheet.name, sheet.table.note});
    std::vector<Sheet> sheets = {{wording_.text("/data/contents"), contents}};
    for (Sheet& sheet : sheets_) sheets.push_back(std::move(sheet));
    Filter now;
    now.from = now.to = options_.year;
    now.domein = options_.domein;
    sheets.push_back({"monitor", monitor(database, now)});
    if (!figures_.ending().columns.empty())
      sheets.push_back({wording_.text("/data/ending"), figures_.ending()});
    folder_.write("tabellen.xlsx", workbook(sheets));
    data_package(database, codebook_, {options_.program_version, options_.ruleset},
                 [&](const fs::path& name, std::string_view bytes) {
                   folder_.write("datapackage" / name, bytes);
                 });
  }

  // How it was made, with the figures that there are.
  std::string method(const json& data) const {
    std::string text = fmt::format("# {}\n", monitor_.in(options_.language, "/method/title")) +
                       markdown_of(method_);
    text += fmt::format("\n## {}\n\n", monitor_.in(options_.language, "/method/figures"));
    for (const json& chapter : data.at("chapters"))
      for (const json& figure : chapter.at("figures"))
        text += fmt::format("{}. {} (`figuren/{}.csv`)\n", figure["number"].get<std::string>(),
                            figure["title"].get<std::string>(), figure["id"].get<std::string>());
    return text;
  }

  // The data of the page on paper, with the pages on which its chapters stand. Pictures are blank
  // still.
  json laid_out(json data) {
    data["print"] = true;
    data["screen"] = false;
    data["script"] = false;
    data["appendices"].push_back(appendix("tabellen", "B"));
    for (json& headline : data["headlines"]) unlink(headline["html"]);
    for (json& chapter : data["chapters"]) {
      for (json& text : chapter["text"]) unlink(text["html"]);
      for (json& figure : chapter["figures"]) {
        unlink(figure["reading"]);
        unlink(figure["source"]);
        for (json& note : figure["notes"]) unlink(note["html"]);
        add_footnotes(chapter, figure);
      }
    }
    data["sheets"] = sheets_of(page_.render(data), data["chapters"], *browser_);
    const auto pages = pages_of_headings(page_.render(data), *browser_);
    for (json& chapter : data["chapters"])
      chapter["page"] = page_of(pages, chapter["number"], chapter["title"]);
    for (json& one : data["appendices"]) one["page"] = page_of(pages, one["letter"], one["title"]);
    return data;
  }

  void print(json data, const std::vector<Drawing>& drawings) {
    const std::string faces = font_faces(data["style"].get<std::string>());
    unsigned number = 0;
    each_drawn(data, [&](json& figure) {
      const Drawing& drawing = drawings[number];
      figure["picture"] = picture_address(drawing.svg, faces, ++number);
    });
    folder_.write("monitor.pdf",
                  printed({title_, options_.language, fmt::format("{}-01-01", options_.year),
                           page_.render(data)},
                          *browser_));
  }

  static std::string page_of(const std::map<std::string, int>& pages, const std::string& number,
                             const std::string& title) {
    const auto page = pages.find(number + " " + title);
    return page == pages.end() ? "" : std::to_string(page->second);
  }

  // On paper the notes of a chapter's figures stand at its end, each once however many figures it
  // is about. (The browser has no footnotes at the end of a page.)
  static void add_footnotes(json& chapter, json& figure) {
    json& footnotes = chapter["footnotes"];
    for (const json& note : figure["notes"]) {
      std::size_t at = 0;
      while (at < footnotes.size() && footnotes[at]["html"] != note["html"]) ++at;
      const std::string mark = std::to_string(at + 1);
      const std::string id = fmt::format("{}-{}", chapter["id"].get<std::string>(), mark);
      if (at == footnotes.size())
        footnotes.push_back({{"id", id}, {"mark", mark}, {"html", note["html"]}});
      figure["marks"].push_back({{"id", id}, {"mark", mark}});
    }
    figure["notes"] = json::array();
    chapter["some_footnotes"] = !footnotes.empty();
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
  const std::unique_ptr<Browser> browser_;  // null: nothing is printed
  Drawers drawers_;
  const std::string title_;
  EvidencePages evidence_;
  FigureMaker figures_;
  std::optional<EvidencePages> no_evidence_;
  std::optional<FigureMaker> then_;  // of the edition before
  std::vector<ComparedFigure> compared_;
  std::vector<MethodPart> method_;
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
