#include "app/shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "error.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* time_one = "2026-01-01T10:00:00Z";
constexpr const char* time_two = "2026-02-01T10:00:00Z";

SharedFile file(const std::string& path, char content, double seconds) {
  SharedFile one;
  one.file.offering.root = "/archief";
  one.file.offering.path = path;
  one.file.offering.set_year = 2020;
  one.sha256 = std::string(63, '0') + content;
  one.bytes = 1000;
  one.look = {10, 2};
  one.seconds = seconds;
  return one;
}

SharePlan planned(std::uint32_t shares, std::vector<SharedFile> files) {
  SharePlan plan;
  plan.shares = shares;
  add_to_plan(plan, std::move(files), time_one);
  return plan;
}

std::vector<double> seconds_of(const SharePlan& plan) {
  std::vector<double> seconds;
  for (const ShareLoad& load : loads_of(plan)) seconds.push_back(load.seconds);
  return seconds;
}

std::map<std::string, std::uint32_t> shares_of(const SharePlan& plan) {
  std::map<std::string, std::uint32_t> shares;
  for (const SharedFile& one : plan.files) shares[one.file.offering.path] = one.share;
  return shares;
}

Error error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  throw std::runtime_error("no error");
}

TEST(Shares, CostTheSame) {
  const SharePlan plan =
      planned(3, {file("a", 'a', 9), file("b", 'b', 1), file("c", 'c', 2), file("d", 'd', 3),
                  file("e", 'e', 4), file("f", 'f', 5), file("g", 'g', 3), file("a copy", 'a', 9)});
  EXPECT_THAT(seconds_of(plan), ElementsAre(9, 9, 9));
  const auto shares = shares_of(plan);
  EXPECT_EQ(shares.at("a"), shares.at("a copy"));
}

TEST(Shares, StayWhenFilesAreAdded) {
  SharePlan plan = planned(2, {file("b", 'b', 5), file("c", 'c', 1), file("d", 'd', 4)});
  const auto before = shares_of(plan);
  SharedFile moved = file("c", 'c', 1);
  moved.file.offering.dossier = "jeugd";
  add_to_plan(plan, {file("a", 'a', 50), moved, file("copy of d", 'd', 4)}, time_two);
  const auto after = shares_of(plan);
  for (const auto& [path, share] : before) EXPECT_EQ(after.at(path), share) << path;
  EXPECT_EQ(after.at("copy of d"), before.at("d"));
  // In the order of two imports, with the facts of now.
  ASSERT_EQ(plan.files.size(), 5u);
  EXPECT_EQ(plan.files[1].file.offering.dossier, "jeugd");
  EXPECT_EQ(plan.files[2].added, time_one);
  EXPECT_EQ(plan.files[3].file.offering.path, "a");
  EXPECT_EQ(plan.files[3].added, time_two);
}

TEST(Shares, DoNotDependOnTheOrderOfFinding) {
  const std::vector<SharedFile> files = {file("a", 'a', 3), file("b", 'b', 2), file("c", 'c', 2)};
  EXPECT_EQ(planned(2, files), planned(2, {files[2], files[0], files[1]}));
}

TEST(Shares, APlanIsWrittenAndRead) {
  SharedFile odd = file("map\\ \"x\",\n\xff\xc3\xa9.pdf", 'a', 2.5);
  odd.file.offering.gemeenten = {"GM0664", "GM0147"};
  odd.file.offering.gemeenten_source = "manifest";
  odd.file.offering.dossier = "jeugd, 2020";
  odd.file.offering.document_date = "2019-12-31";
  odd.file.offering.openbaar = true;
  SharedFile listed;
  listed.file.offering = {"/archief", "x.exe", 0, {}, "", "", "", "", false, 0};
  listed.file.skip_reason = "other_format: \"exe\", which is not read";
  const SharePlan plan = planned(4, {odd, listed});
  EXPECT_EQ(parse_plan(plan_as_csv(plan), "plan.csv"), plan) << plan_as_csv(plan);
}

TEST(Shares, SayWhatIsWrongInAPlan) {
  const std::string good = plan_as_csv(planned(2, {file("a", 'a', 2.5), file("b", 'b', 1)}));
  EXPECT_NO_THROW(parse_plan(good, "plan.csv"));
  const auto changed = [&](const std::string& before, const std::string& after) {
    std::string bad = good;
    bad.replace(bad.find(before), before.size(), after);
    return bad;
  };
  const struct {
    std::string csv, problem;
  } cases[] = {
      {"", "is empty"},
      {"share,shares\n1,2\n", "other columns"},
      {good.substr(0, good.find('\n') + 1), "without files"},
      {changed("\n1,2,", "\n3,2,"), "line 2: share \"3\" is no number from 1 to 2"},
      {changed("\n1,2,", "\n0,2,"), "line 2: share \"0\""},
      {changed("\n1,2,", "\n1,3,"), "line 3: shares is 2, and 3 in the rows before"},
      {changed("\n1,2,", "\n1,99999999999999999999,"), "line 2: shares"},
      {changed(time_one, "yesterday"), "line 2: added \"yesterday\" is no time"},
      {changed("000a,", "000A,"), "line 2: sha256"},
      {changed(",10,2,", ",1,2,"), "line 2: scans"},
      {changed(",2.50,", ",nan,"), "line 2: seconds"},
      {changed(",2.50,", ",-1,"), "line 2: seconds"},
      {changed("/archief", "archief"), "line 2: root"},
      {changed(",a,2020", ",../a,2020"), "line 2: path"},
      {changed(",a,2020", ",/a,2020"), "line 2: path"},
      {changed(",a,2020", ",\\q,2020"), "line 2: path \"\\\\q\" has a backslash"},
      {changed(",a,2020", ",a,20"), "line 2: year"},
      {changed(",a,2020", ",a,"), "line 2: year \"\" is missing"},
      {changed(",a,2020,", ",a,2020,GM0664"), "line 2: gemeente_source"},
      {changed(",nee,", ",misschien,"), "line 2: openbaar"},
      {changed("000b,", "000a,"), "line 3: this content is in another share too"},
  };
  for (const auto& [csv, problem] : cases) {
    const Error error = error_of([&csv = csv] { parse_plan(csv, "plan.csv"); });
    EXPECT_EQ(error.subject, "plan.csv");
    EXPECT_THAT(error.problem, HasSubstr(problem)) << csv;
    EXPECT_NE(error.remedy, "");
  }
}

TEST(Shares, PathsComeBack) {
  for (const std::string path : {"a/b.pdf", "\xff\\x41", "tab\there\nline", "caf\xc3\xa9", "\x7f"})
    EXPECT_EQ(unescaped_path(text::escaped_path(path)), path);
  for (const char* wrong : {"\\", "\\x", "\\x4", "\\xZZ", "\\x00", "\\a"})
    EXPECT_THROW(unescaped_path(wrong), Error) << wrong;
}

TEST(DocumentLook, TellsScansFromText) {
  const auto look_of = [](const std::string& bytes, std::size_t part) {
    DocumentLooker looker;
    for (std::size_t at = 0; at < bytes.size(); at += part)
      looker.add(std::string_view(bytes).substr(at, part));
    return looker.look();
  };
  std::string scanned = "%PDF-1.4 /Type /Pages ", written = scanned;
  for (int page = 0; page < 7; ++page) {
    scanned += "<</Type /Page>> <</Filter /CCITTFaxDecode>>" + std::string(40'000, 'x');
    written += "<</Type/Page>>" + std::string(5'000, 'x');
  }
  written += "/DCTDecode/DCTDecode/DCTDecode" + std::string(20'000, 'x');
  for (const std::size_t part : {std::size_t{1}, std::size_t{13}, std::size_t{1} << 20}) {
    EXPECT_EQ(look_of(scanned, part), (DocumentLook{7, 7})) << part;
    EXPECT_EQ(look_of(written, part), (DocumentLook{7, 3})) << part;
  }
  // One page by OCR costs as much as hundreds with text: what makes shares equal.
  const double start = expected_seconds({0, 0});
  const double text_page = expected_seconds({1, 0}) - start,
               scan = expected_seconds({1, 1}) - start;
  EXPECT_GT(scan, 100 * text_page);
  EXPECT_LT(scan, 1000 * text_page);
  EXPECT_DOUBLE_EQ(expected_seconds({7, 3}), start + 4 * text_page + 3 * scan);
  EXPECT_EQ(look_of("", 1), (DocumentLook{1, 0}));
}

}  // namespace
}  // namespace inkoopmonitor::app
