// A corpus with a review page over it, made once for all tests of this program: to load the rules
// for each took longer than the tests themselves. Each test that decides something has a document
// in a year of its own.
#pragma once

#include <memory>
#include <string>

#include "app/web/site.h"
#include "tests/corpus/fixture.h"

namespace inkoopmonitor::app::web {

inline constexpr const char* kHost = "localhost:8421";
inline constexpr const char* kKey = "sleutel";

class House : public corpus::CorpusTest {
 public:
  static House& only();
  ~House() override;

  // The document of a year from 2016 to 2025: a term of 48 months that is doubted, with a rival.
  std::string document(int year) const;
  // Of a site over this corpus, for reviewer `an`, who comes in with the key.
  SiteOptions options() const;
  Site& site() { return *site_; }
  const std::filesystem::path& folder() const { return folder_; }
  std::int64_t run() const { return run_; }

 private:
  House();
  void TestBody() override {}
  std::map<int, std::string> documents_;
  std::unique_ptr<Site> site_;
};

// A request as the browser of reviewer `an` sends it.
Request request_of(const std::string& method, const std::string& target,
                   const std::string& form = "");

}  // namespace inkoopmonitor::app::web
