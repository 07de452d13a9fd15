// What goes to the two streams: results on standard output, talk on standard error.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "error.h"

namespace inkoopmonitor::app {

// Thrown when whoever read our standard output has left (`| head`): the command ends quietly.
struct ReaderLeft {};

// Writes to standard output. Throws Error when that fails, ReaderLeft when nobody reads any more.
void print(std::string_view text);

// A line on standard error. What cannot be said there is lost, as it would be for any program.
void say(std::string_view line);

// An error as the user sees it: "inkoopmonitor: SUBJECT: PROBLEM" and the remedy on its own line.
std::string message_of(const Error& error);

// Columns of the terminal that standard output is, or 0 when it is a file or a pipe.
std::size_t terminal_width();
bool talks_to_terminal();  // is standard error a terminal

// "3 documents", "1 document".
std::string counted(std::size_t number, std::string_view one, std::string_view many);
// "0.4 s", "45 s", "2 min 5 s", "3 h 10 min".
std::string duration(double seconds);

}  // namespace inkoopmonitor::app
