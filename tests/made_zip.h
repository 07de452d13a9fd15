// ZIP files for tests, good and bad.
#pragma once

#include <string>
#include <vector>

namespace inkoopmonitor::testing_support {

struct ZipFile {
  std::string name, bytes;
  std::string link;  // not empty: a symbolic link to this
};

// A ZIP file of these, in order, compressed; with a password when there is one.
std::string made_zip(const std::vector<ZipFile>& files, const std::string& password = "");

// A DOCX with this body (what stands between <w:body> and </w:body>) and other parts.
std::string made_docx(const std::string& body, const std::vector<ZipFile>& parts = {});

// An ODT with this text (between <office:text> and </office:text>) and these automatic styles.
std::string made_odt(const std::string& text, const std::string& styles = "");

}  // namespace inkoopmonitor::testing_support
