#include "reports/template.h"

#include <gtest/gtest.h>

#include <array>

#include "error.h"
#include "reports/wording.h"
#include "small_corpus.h"

namespace inkoopmonitor::reports {
namespace {

nlohmann::json shape() {
  return {{"title", ""},
          {"rows", nlohmann::json::array({{{"name", ""}, {"bold", nlohmann::json::object()}}})},
          {"markup", ""}};
}

TEST(Template, FillsInAndEscapes) {
  TestFolder folder;
  write_text(folder.path() / "page.html",
             "<h1>{{title}}</h1>{{#rows}}<p>{{name}}{{#bold}}!{{/bold}}{{>end}}</p>{{/rows}}"
             "{{^rows}}none{{/rows}}{{{markup}}}");
  write_text(folder.path() / "end.html", " of {{title}}");
  const Template page(folder.path(), "page.html", shape());
  EXPECT_EQ(
      page.render({{"title", "<script>"},
                   {"rows", {{{"name", "a"}, {"bold", true}}, {{"name", "b"}, {"bold", false}}}},
                   {"markup", "<b>"}}),
      "<h1>&lt;script&gt;</h1><p>a! of &lt;script&gt;</p><p>b of &lt;script&gt;</p><b>");
  EXPECT_EQ(page.render({{"title", ""}, {"rows", nlohmann::json::array()}, {"markup", ""}}),
            "<h1></h1>none");
}

TEST(Template, AMistakeIsAnErrorWithFileAndLine) {
  const struct {
    const char *text, *hint;
  } cases[] = {{"a\n{{titel}}", "line 2: there is no `titel` here"},
               {"{{name}}", "there is no `name` here"},
               {"{{#rows}}{{name}}", "the section `rows` is never closed"},
               {"{{#rows}}{{/bold}}", "`bold` is closed but not open"},
               {"{{/rows}}", "`rows` is closed but not open"},
               {"a\nb\n{{title", "line 3: a tag is not ended"},
               {"{{{title}}", "a tag is not ended"},
               {"{{rows}}", "`rows` is a section"},
               {"{{>self}}", "takes in itself"},
               {"{{>nowhere}}", "cannot be read"},
               {"{{=<% %>=}}", "delimiters"}};
  for (const auto& [text, hint] : cases) {
    TestFolder folder;
    write_text(folder.path() / "page.html", text);
    write_text(folder.path() / "self.html", "{{>self}}");
    try {
      const Template page(folder.path(), "page.html", shape());
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_NE(std::string(error.what()).find(hint), std::string::npos) << error.what();
    }
  }
}

TEST(Wording, OfNumbersOfProvidersSaysWhichEndIsOpen) {
  const Codebook codebook = test_codebook();
  const Texts texts(SOURCE_DIR "/reports/templates/texts.json");
  const std::vector<std::array<std::string, 3>> cases = {{"20-", "minstens 20", "at least 20"},
                                                         {"-5", "hoogstens 5", "at most 5"},
                                                         {"onbeperkt", "onbeperkt", "unlimited"},
                                                         {"7", "7", "7"}};
  for (const auto& [value, dutch, english] : cases) {
    EXPECT_EQ((Wording{codebook, texts, "nl"}.value_of("aanbieders", value)), dutch);
    EXPECT_EQ((Wording{codebook, texts, "en"}.value_of("aanbieders", value)), english);
  }
}

}  // namespace
}  // namespace inkoopmonitor::reports
