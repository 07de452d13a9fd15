// Pages from templates, in Dutch or English. Templates escape what is put into them, and are held
// against templates/shapes.json when they are loaded.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/web/request.h"
#include "classify/classify.h"
#include "reports/template.h"

namespace inkoopmonitor::app::web {

class Look {
 public:
  // `web`: the folder app/web. Throws Error (usage) for a template or text that is wrong.
  // `municipalities`: names by code, for values that list them.
  Look(const std::filesystem::path& web, const std::vector<classify::Variable>& variables,
       std::map<std::string, std::string> municipalities);

  // A text of texts.json; its key where there is none.
  const std::string& text(const std::string& language, const std::string& key) const;
  // The same with each {name} replaced.
  std::string filled(const std::string& language, const std::string& key,
                     const std::map<std::string, std::string>& values) const;
  // A text about so many, its {number} filled in; that of `key`_one for one of them.
  std::string counted(const std::string& language, const std::string& key,
                      std::size_t number) const;
  // Whatever the code says in words: `doubt.weak`, `reason.outvoted`; the code itself else.
  std::string coded(const std::string& language, const std::string& group,
                    const std::string& code) const;
  // A page, or the part of one that a template is. `data` holds what the template's shape has; the
  // frame's own names are added.
  Response page(const Request& request, const std::string& name, const nlohmann::json& data) const;
  // A page that says what went wrong, `key` being a text.
  Response problem(const Request& request, int status, const std::string& key) const;

  const std::string& variable(const std::string& language, const std::string& name) const;
  // A value for people: its label, elements of a list apart by commas, months with their word.
  std::string value(const std::string& language, const std::string& variable,
                    const std::string& value) const;
  const classify::Variable* find(const std::string& variable) const;
  const std::vector<classify::Variable>& variables() const { return variables_; }

 private:
  nlohmann::json framed(const Request& request, const nlohmann::json& data) const;
  std::string element(const std::string& language, const classify::Variable& variable,
                      const std::string& value) const;

  std::vector<classify::Variable> variables_;
  std::map<std::string, std::string> municipalities_;
  std::map<std::string, std::map<std::string, std::string>> texts_;  // by language
  std::map<std::string, reports::Template> templates_;
};

// "2024-06-01T12:30:00Z" as "1-6-2024 14:30" of this machine's clock.
std::string local_time(const std::string& utc);

}  // namespace inkoopmonitor::app::web
