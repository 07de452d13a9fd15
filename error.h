// The one error type of the program.
//
// A bad document is data: what can be learnt about it (encrypted, no text, reading gave up) is a
// row that every report counts. What stops the work is an Error. It is caught in two places only:
// around one document, and in main. A bug is an assert, which stays on in release builds.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace inkoopmonitor {

// Which exit status of the design an error leads to.
enum class ErrorKind {
  usage,   // 2: the command line or a file that the user wrote is wrong
  corpus,  // 3: the corpus cannot be used or written
};

// `subject` names the file or thing, `problem` says what happened, `remedy` what to do about it.
// All three are UTF-8; `remedy` is a sentence without its full stop.
struct Error : std::runtime_error {
  Error(ErrorKind kind_of, std::string subject_of, std::string problem_of, std::string remedy_of)
      : std::runtime_error(subject_of + ": " + problem_of + "; " + remedy_of),
        kind(kind_of),
        subject(std::move(subject_of)),
        problem(std::move(problem_of)),
        remedy(std::move(remedy_of)) {}

  ErrorKind kind = ErrorKind::usage;
  std::string subject;
  std::string problem;
  std::string remedy;
};

}  // namespace inkoopmonitor
