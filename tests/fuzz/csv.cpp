#include "reports/csv.h"

#include <cassert>

#include "error.h"
#include "tests/fuzz/targets.h"
#include "text.h"

namespace inkoopmonitor::fuzz {

void csv(std::string_view bytes) {
  try {
    const reports::CsvFile file = reports::parse_csv(bytes, "fuzz.csv");
    for (const reports::CsvRow& row : file.rows) {
      assert(row.fields.size() == file.header.size());
      for (const std::string& field : row.fields) assert(text::is_valid_utf8(field));
    }
  } catch (const Error& error) {
    assert(error.kind == ErrorKind::usage);
  }
}

}  // namespace inkoopmonitor::fuzz
