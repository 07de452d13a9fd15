#include "tests/tidy/tidy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tests/temporary_folder.h"

namespace inkoopmonitor::tidy {
namespace {

namespace fs = std::filesystem;
using Check = std::vector<Finding> (*)(const File&);

// The files of the tree, without what is built, fetched or drawn.
const std::vector<File>& tree() {
  static const std::vector<File> files = [] {
    const std::set<std::string> not_ours = {".git",    "build",  "demo",
                                            "monitor", ".cache", "node_modules"};
    const std::set<std::string> no_text = {".pdf", ".png", ".ttf", ".woff2", ".zst", ".gz"};
    std::vector<File> found;
    for (auto entry = fs::recursive_directory_iterator(SOURCE_DIR); entry != end(entry); ++entry) {
      if (not_ours.contains(entry->path().filename())) {
        entry.disable_recursion_pending();
      } else if (entry->is_regular_file() && !no_text.contains(entry->path().extension())) {
        found.push_back({entry->path().lexically_relative(SOURCE_DIR).generic_string(),
                         testing_support::bytes_of(entry->path())});
      }
    }
    std::sort(found.begin(), found.end(),
              [](const File& left, const File& right) { return left.path < right.path; });
    return found;
  }();
  return files;
}

void expect_clean(Check check) {
  for (const File& file : tree()) {
    for (const Finding& finding : check(file)) {
      ADD_FAILURE() << file.path << ":" << finding.line << ": " << finding.problem;
    }
  }
}

TEST(Tree, IsThere) {
  EXPECT_GT(std::count_if(tree().begin(), tree().end(),
                          [](const File& file) { return file.path.ends_with(".cpp"); }),
            20);
}

TEST(Tree, HasNoIncludeThatPointsBack) {
  expect_clean(back_edges);
}
TEST(Tree, KeepsLibrariesInTheirRooms) {
  expect_clean(leaked_headers);
}
TEST(Tree, HasNoLongFunction) {
  expect_clean(long_functions);
}
TEST(Tree, HasNoLongFile) {
  expect_clean(long_files);
}
TEST(Tree, SpeaksOfNoMachine) {
  expect_clean(machine_paths);
}

// --- each check finds what it is for, and leaves alone what is right -----------------------------

TEST(BackEdges, AreFound) {
  const struct {
    const char *path, *include;
    bool is_right;
  } cases[] = {
      {"app/main.cpp", "reports/reports.h", true},
      {"app/main.cpp", "corpus/corpus.h", true},
      {"app/main.cpp", "extract/extract.h", true},
      {"app/main.cpp", "tests/program.h", false},
      {"reports/trend.cpp", "corpus/corpus.h", true},
      {"reports/trend.cpp", "classify/record.h", true},
      {"reports/trend.cpp", "corpus/connection.h", false},
      {"reports/trend.cpp", "classify/classify.h", false},
      {"reports/trend.cpp", "app/manifest.h", false},
      {"corpus/corpus.h", "extract/document.h", true},
      {"corpus/database.cpp", "extract/extract.h", false},
      {"corpus/database.cpp", "classify/classify.h", false},
      {"corpus/database.cpp", "reports/reports.h", false},
      {"classify/scope.cpp", "extract/document.h", true},
      {"classify/scope.cpp", "classify/rules.h", true},
      {"classify/scope.cpp", "extract/layout.h", false},
      {"classify/scope.cpp", "corpus/corpus.h", false},
      {"extract/pdf.cpp", "extract/layout.h", true},
      {"extract/pdf.cpp", "classify/record.h", false},
      {"extract/pdf.cpp", "error.h", true},
      {"text.cpp", "text.h", true},
      {"text.cpp", "corpus/corpus.h", false},
      {"tests/app/plan_test.cpp", "classify/classify.h", true},
  };
  for (const auto& [path, include, is_right] : cases) {
    const std::string text = "// x\n#include \"" + std::string(include) + "\"\n";
    const auto found = back_edges({path, text});
    EXPECT_EQ(found.empty(), is_right) << path << " includes " << include;
    for (const Finding& finding : found) EXPECT_EQ(finding.line, 2);
  }
}

TEST(LeakedHeaders, AreFound) {
  const struct {
    const char *path, *include;
    bool is_right;
  } cases[] = {
      {"corpus/connection.h", "sqlite3.h", true},
      {"corpus/corpus.h", "sqlite3.h", false},
      {"reports/trend.cpp", "SQLiteCpp/SQLiteCpp.h", false},
      {"extract/pdf.cpp", "poppler/PDFDoc.h", true},
      {"extract/document.h", "poppler/PDFDoc.h", false},
      {"app/main.cpp", "tesseract/baseapi.h", false},
      {"classify/rules.cpp", "re2/re2.h", true},
      {"corpus/coding.cpp", "re2/re2.h", false},
      {"text.cpp", "unicode/uchar.h", true},
      {"text.h", "unicode/uchar.h", false},
      {"app/manifest.cpp", "unicode/uchar.h", false},
      {"corpus/coding.cpp", "vector", true},
  };
  for (const auto& [path, include, is_right] : cases) {
    const std::string text = "#include <" + std::string(include) + ">\n";
    EXPECT_EQ(leaked_headers({path, text}).empty(), is_right) << path << " includes " << include;
  }
}

std::string lines(std::size_t number) {
  std::string text;
  for (std::size_t i = 0; i < number; ++i) text += "  step();\n";
  return text;
}

TEST(LongFunctions, AreFoundWhereTheyBegin) {
  const struct {
    std::string text;
    std::vector<std::size_t> found;
  } cases[] = {
      {"void f() {\n" + lines(68) + "}\n", {}},
      {"void f() {\n" + lines(69) + "}\n", {1}},
      {"namespace a {\n\n// f (x) {\nint f(int x,\n      int y) const noexcept {\n" + lines(69) +
           "}\n}\n",
       {4}},
      {"struct S {\n  void f() {\n" + lines(69) + "  }\n};\n", {2}},
      {"class C final : public B {\n  C() : a_{1} {\n    if (x) {\n" + lines(69) +
           "    }\n  }\n};\n",
       {2}},
      {"TEST(A, B) {\n" + lines(69) + "}\n", {1}},
      {"struct S {\n" + lines(100) + "};\n", {}},
      {"namespace a {\n" + lines(100) + "}\n", {}},
      {"void f() {\n" + lines(40) + "}\nvoid g() {\n" + lines(40) + "}\n", {}},
      {"void f() {\n  g(\"{\"); // {\n  h('{'); /* { */\n  i(R\"x({)x\");\n}\nvoid g() {\n" +
           lines(60) + "}\n",
       {}},
      {"#define M(x) { x\nvoid f() {\n  int a = 1'000;\n}\n" + lines(100), {}},
      {"void f() {\n  auto g = [](int x) {\n" + lines(68) + "  };\n}\n", {1}},
  };
  for (const auto& [text, expected] : cases) {
    std::vector<std::size_t> found;
    for (const Finding& finding : long_functions({"app/x.cpp", text}))
      found.push_back(finding.line);
    EXPECT_EQ(found, expected) << text.substr(0, 80);
  }
}

TEST(LongFiles, AreFound) {
  EXPECT_TRUE(long_files({"app/x.cpp", lines(600)}).empty());
  EXPECT_FALSE(long_files({"app/x.cpp", lines(601)}).empty());
  EXPECT_FALSE(long_files({"corpus/schema.sql", lines(601)}).empty());
  EXPECT_TRUE(long_files({"corpus/register/municipalities.csv", lines(601)}).empty());
}

TEST(MachinePaths, AreFound) {
  const std::string home = std::string("/") + "home/", work = std::string("/") + "work/";
  EXPECT_FALSE(machine_paths({"a.cpp", "x\nopen(\"" + home + "ann/x\")\n"}).empty());
  EXPECT_FALSE(machine_paths({"run", "cd " + work + "main\n"}).empty());
  EXPECT_TRUE(machine_paths({"a.md", "a frame" + work + "s, https://example.org" + home + "page\n"})
                  .empty());
}

}  // namespace
}  // namespace inkoopmonitor::tidy
