// Chromium names elements of the structure by the numbers that its nodes happened to get, which
// depend on what its processes did before. Here they are numbered from 1, in the same order, so
// that the same page gives the same file.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <qpdf/QPDF.hh>

#include "reports/print.h"

namespace inkoopmonitor::reports {
namespace {

using Names = std::map<std::string, std::string>;  // as Chromium gave them: as they shall be

bool is_name(QPDFObjectHandle& value) {
  if (!value.isString()) return false;
  const std::string text = value.getStringValue();
  return text.size() == 12 && text.starts_with("node") &&
         std::all_of(text.begin() + 4, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Gives every name in what is not an object of its own to `take`, and puts what it gives there.
template <typename Take>
void each_name(QPDFObjectHandle value, const Take& take) {
  const auto changed = [&](QPDFObjectHandle one) {
    if (one.isIndirect()) return one;
    if (is_name(one)) return QPDFObjectHandle::newString(take(one.getStringValue()));
    each_name(one, take);
    return one;
  };
  if (value.isArray()) {
    for (int at = 0; at < value.getArrayNItems(); ++at)
      value.setArrayItem(at, changed(value.getArrayItem(at)));
  } else if (value.isDictionary()) {
    for (const std::string& key : value.getKeys())
      value.replaceKey(key, changed(value.getKey(key)));
  }
}

}  // namespace

void number_elements(QPDF& pdf) {
  Names names;
  std::vector<QPDFObjectHandle> objects = pdf.getAllObjects();
  for (const QPDFObjectHandle& object : objects)
    each_name(object, [&](const std::string& name) {
      names[name];
      return name;
    });
  std::size_t count = 0;
  for (auto& [before, after] : names) after = fmt::format("node{:08}", ++count);
  for (const QPDFObjectHandle& object : objects)
    each_name(object, [&](const std::string& name) { return names[name]; });
}

}  // namespace inkoopmonitor::reports
