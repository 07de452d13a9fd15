// The data that belongs to the program: rules, register, templates; and where it lies itself.
#pragma once

#include <filesystem>
#include <string>

namespace inkoopmonitor::app {

// The folder `part` ("classify", "corpus/register", "reports/templates") of the program's data: in
// the folder that INKOOPMONITOR_DATA names when it is set; else in the user's own folder
// ($XDG_CONFIG_HOME/inkoopmonitor, ~/.config/inkoopmonitor) when that holds `part`; else in
// share/inkoopmonitor beside the program's own folder; else, of a program that was built and not
// installed, in the tree whose folder build/ it lies in. Throws Error (usage) when there is none.
std::filesystem::path data_folder(const std::string& part);

// What a user starts (front.cpp), and what has all commands (main.cpp). They lie in one folder, as
// they were built, or in bin and libexec beside each other, as they are installed. Of either, from
// either; neither need be there.
std::filesystem::path started_program();
std::filesystem::path whole_program();

}  // namespace inkoopmonitor::app
