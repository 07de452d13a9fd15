#include "house.h"

namespace inkoopmonitor::app::web {

House::House() {
  for (int year = 2016; year <= 2025; ++year) {
    const std::string path = "contract <script>alert(1) " + std::to_string(year) + ".pdf";
    corpus::write_file(offered_ / path, "bytes of " + path);
    corpus::Offering one = offering(path, year);
    one.gemeenten = {"GM0344"};
    one.gemeenten_source = "manifest";
    const std::string sha256 = offer(one).sha256;
    database_->store_reading(run_, sha256, "reader-1", corpus::sample_document());
    classify::Coding coding;
    coding.records = {corpus::record(0, {{"documentsoort", "overeenkomst"}}),
                      corpus::record(1, {{"domein", "wmo"},
                                         {"voorzieningen", "vervoer"},
                                         {"status", "geldend"},
                                         {"looptijd", "48"},
                                         {"verlenging", "2x12"},
                                         {"gemeenten", "GM0344|GM0664"},
                                         {"procedure", "subsidie"},
                                         {"ook_genoemd", "open_house|niet_openbare_procedure"}})};
    for (classify::Value& value : coding.records[1].values) {
      value.evidence = {{1, 0, 1, "Huishoudelijke hulp€"}};
      if (value.variable == "gemeenten")
        value.rivals = {{"GM0664|GM1900", 0.3, "rule", "in passing", {2, 1, 1, "hulp€"}}};
      if (value.variable != "looptijd") continue;
      value.doubt = "rival";
      value.confidence = 0.4;
      value.rivals = {{"36", 0.3, "rule", "outvoted", {1, 1, 1, "hulp€"}}};
    }
    database_->store_coding(run_, sha256, "rules-1", coding);
    documents_[year] = sha256;
  }
  database_->rebuild_panel();
  database_.reset();
  site_ = std::make_unique<Site>(options());
}

House::~House() = default;

House& House::only() {
  static House house;
  return house;
}

std::string House::document(int year) const {
  return documents_.at(year);
}

SiteOptions House::options() const {
  SiteOptions options;
  options.corpus = folder_;
  const std::filesystem::path source = SOURCE_DIR;
  options.classify = source / "classify";
  options.templates = source / "reports/templates";
  options.boundaries = source / "corpus/register/boundaries";
  options.web = source / "app/web";
  options.program = "/bin/false";
  options.key = kKey;
  options.reviewer = "an";
  options.guard.hosts = {kHost};
  return options;
}

Request request_of(const std::string& method, const std::string& target, const std::string& form) {
  Request one;
  one.method = method;
  EXPECT_TRUE(parse_target(target, one)) << target;
  one.headers = {{"host", kHost}, {"cookie", std::string("inkoopmonitor=") + kKey}};
  if (method != "GET") one.headers["sec-fetch-site"] = "same-origin";
  one.headers["hx-request"] = "true";
  one.form = parse_fields(form);
  return one;
}

}  // namespace inkoopmonitor::app::web
