// What a user starts as inkoopmonitor. It answers questions itself; for any other command it
// becomes the whole program, which lies beside it.
//
// The whole program takes 22 ms before it does anything: a hundred libraries that read, draw and
// print have to be found and joined, and a question uses none of them. This one is linked with what
// a question needs, and takes a third of that. Opening libraries only when they are used would have
// done the same without a second file, but Poppler and Tesseract have interfaces of C++, which
// cannot be looked up by name. A program that runs on and answers was turned down: somebody would
// have to start it, and end it when the corpus moves.
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "app/data.h"
#include "app/entry.h"
#include "app/output.h"
#include "text.h"

namespace inkoopmonitor::app {
namespace {

void add_questions(CLI::App& program, Invocation& invocation) {
  add_status(program, invocation);
  add_query(program, invocation);
}

bool is_question(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  return command == "query" || command == "status";
}

int become_whole_program(char** argv) {
  const std::filesystem::path program = whole_program();
  ::execv(program.c_str(), argv);
  say("inkoopmonitor: " + text::escaped_path(program.native()) + ": cannot be started (" +
      std::generic_category().message(errno) + ")\n  Install the program again.");
  return 3;
}

}  // namespace
}  // namespace inkoopmonitor::app

int main(int argc, char** argv) {
  using namespace inkoopmonitor::app;
  if (!is_question(argc, argv)) return become_whole_program(argv);
  return run_and_report(argc, argv, {add_questions});
}
