// Reads files for the tests of this folder, and makes small ones.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "extract/extract.h"

namespace inkoopmonitor::extract {

// A folder that goes with its owner.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "extract-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

using Documents = std::vector<std::pair<std::string, Document>>;

inline Documents read_all(const std::vector<std::filesystem::path>& files,
                          const Options& options = {}) {
  Documents out;
  std::size_t at = 0;
  read_files(
      [&]() -> std::optional<Source> {
        if (at == files.size()) return std::nullopt;
        const auto& file = files[at++];
        return Source{file.filename().string(), file};
      },
      [&](const std::string& id, Document document) { out.emplace_back(id, std::move(document)); },
      {}, options, nullptr);
  return out;
}

inline Document read_one(const std::filesystem::path& file, const Options& options = {}) {
  Documents all = read_all({file}, options);
  return all.size() == 1 ? std::move(all.front().second) : Document{};
}

// A file that is kept with the project.
inline std::filesystem::path kept(const std::string& path) {
  return std::filesystem::path(SOURCE_DIR) / "tests/data" / path;
}

inline std::filesystem::path shared(const std::string& path) {
  return std::filesystem::path(SHARED_DIR) / path;
}

inline std::string code_of(const Document& document) {
  return document.reason.substr(0, document.reason.find(':'));
}

// A PDF of these objects, numbered from 1; the first is the catalog.
inline std::string pdf_of_objects(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.4\n", table = "0000000000 65535 f \n";
  for (std::size_t at = 0; at < objects.size(); ++at) {
    char entry[32];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
    table += entry;
    out += std::to_string(at + 1) + " 0 obj\n" + objects[at] + "\nendobj\n";
  }
  const std::string start = std::to_string(out.size());
  const std::string size = std::to_string(objects.size() + 1);
  return out + "xref\n0 " + size + "\n" + table + "trailer\n<< /Size " + size +
         " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n";
}

inline std::string stream_of(const std::string& content, const std::string& entries = "") {
  return "<< /Length " + std::to_string(content.size()) + " " + entries + " >>\nstream\n" +
         content + "\nendstream";
}

// A PDF of one page with this content stream, in Helvetica (F1) and Helvetica-Bold (F2).
inline std::string pdf_of(const std::string& content) {
  return pdf_of_objects(
      {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
       "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font "
       "<< /F1 5 0 R /F2 6 0 R >> >> >>",
       stream_of(content), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
       "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>"});
}

inline std::string text_at(int x, int y, const std::string& text, int size = 10,
                           const char* font = "F1") {
  return "BT /" + std::string(font) + " " + std::to_string(size) + " Tf " + std::to_string(x) +
         " " + std::to_string(y) + " Td (" + text + ") Tj ET\n";
}

// The text of the cell in this row and column of a table, or nothing.
inline std::string cell(const Page& page, const Block& table, std::uint32_t row,
                        std::uint32_t column) {
  for (const Cell& one : table.cells)
    if (one.row == row && one.column == column)
      return quote(page, one.first_word, one.first_word + one.word_count - 1);
  return {};
}

}  // namespace inkoopmonitor::extract
