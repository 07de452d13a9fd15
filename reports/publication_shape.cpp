// Every name that the templates of the publication may use.
#include "reports/publication.h"

namespace inkoopmonitor::reports {

using nlohmann::json;

namespace {

json figure_shape() {
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
  return {{"id", ""},
          {"number", ""},
          {"title", ""},
          {"subtitle", ""},
          {"measured", json::object()},
          {"found", json::object()},
          {"finding", ""},
          {"reading", ""},
          {"read", json::object()},
          {"alternative", ""},
          {"drawn", json::object()},
          {"map", json::object()},
          {"svg_wide", ""},
          {"picture", ""},
          {"option_wide", ""},
          {"narrow", json::object()},
          {"option_narrow", ""},
          {"notes", words},
          {"marks", json::array({{{"id", ""}, {"mark", ""}}})},
          {"source", ""},
          {"first_column", ""},
          {"columns", json::array({column})},
          {"rows", json::array({row})},
          {"printed_table", json::object()},
          {"listing", listing}};
}

}  // namespace

json publication_shape() {
  const json figure = figure_shape(), words = json::array({{{"html", ""}}});
  const json footnote = {{"id", ""}, {"mark", ""}, {"html", ""}};
  const json column_cell = {{"label", ""}, {"right", json::object()}};
  const json part = {{"part_title", ""},
                     {"text", words},
                     {"tabled", json::object()},
                     {"part_columns", json::array({{{"label", ""}, {"right", json::object()}}})},
                     {"part_rows", json::array({{{"cells", json::array({column_cell})}}})}};
  const json appendix = {{"id", ""},
                         {"letter", ""},
                         {"title", ""},
                         {"page", ""},
                         {"of_method", json::object()},
                         {"of_tables", json::object()}};
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
            {"intern", ""},
            {"notes", ""},
            {"tables_below", ""}}},
          {"appendices", json::array({appendix})},
          {"sheets", json::array({{{"number", ""},
                                   {"title", ""},
                                   {"blocks", json::array({{{"id", ""},
                                                            {"number", ""},
                                                            {"first", json::object()},
                                                            {"joined", json::object()},
                                                            {"scaled", json::object()},
                                                            {"width", ""},
                                                            {"height", ""}}})}}})},
          {"method", json::array({part})},
          {"chapters", json::array({{{"id", ""},
                                     {"number", ""},
                                     {"title", ""},
                                     {"page", ""},
                                     {"text", words},
                                     {"own", json::object()},
                                     {"own_html", ""},
                                     {"figures", json::array({figure})},
                                     {"some_footnotes", json::object()},
                                     {"footnotes", json::array({footnote})}}})},
          {"colophon", words},
          {"geojson", ""},
          {"echarts", ""},
          {"page_script", ""}};
}

}  // namespace inkoopmonitor::reports
