// Chromium as the maker of PDF files, started once and asked as often as there is something to
// print. Private to this room.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace inkoopmonitor::reports {

class Browser {
 public:
  // Returns at once: it starts up while what it will print is being made. Throws Error (usage) when
  // the program cannot be run.
  explicit Browser(const std::filesystem::path& chromium);
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;
  ~Browser();  // ends it

  // The page as a PDF, tagged and with an outline. Throws Error (usage) when Chromium ends, says
  // that it cannot, or does not answer within two minutes.
  std::string print(const std::string& html);
  // What a script makes of the page as it is laid out on paper of that width (in millimetres)
  // without an end. Throws as `print`.
  nlohmann::json measured(const std::string& html, double width, const std::string& script);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace inkoopmonitor::reports
