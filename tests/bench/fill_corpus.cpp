// A corpus of as many pages as wanted, to measure memory:
//
//   fill_corpus FROM REGISTER OUT PAGES [COPIES]
//
// OUT becomes a corpus with the readings of the corpus FROM, over and over, each time as the
// reading of another content, until it has PAGES pages. With COPIES each reading holds its document
// so many times one after the other.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "corpus/corpus.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;

// A document with its pages several times.
extract::Document repeated(const extract::Document& document, std::size_t copies) {
  extract::Document result = document;
  result.pages.clear();
  for (std::size_t copy = 0; copy < copies; ++copy) {
    for (const extract::Page& page : document.pages) {
      result.pages.push_back(page);
      result.pages.back().number = static_cast<std::uint32_t>(result.pages.size());
    }
  }
  result.page_count = static_cast<std::uint32_t>(result.pages.size());
  return result;
}

std::vector<extract::Document> readings_of(const fs::path& folder, std::size_t copies) {
  const auto from = corpus::Database::open(folder, corpus::Access::read);
  std::vector<extract::Document> documents;
  for (const corpus::CodingTask& task : from.contents_to_code("", true)) {
    const auto document = from.reading(task.sha256);
    if (document) documents.push_back(repeated(*document, copies));
  }
  return documents;
}

int fill(const fs::path& from, const fs::path& register_folder, const fs::path& out,
         std::size_t pages_wanted, std::size_t copies) {
  const std::vector<extract::Document> documents = readings_of(from, copies);
  corpus::Database database = corpus::Database::create(out, register_folder);
  const std::int64_t run = database.begin_run("fill", {});
  const fs::path offered = out / "offered";
  fs::create_directory(offered);
  std::size_t pages = 0, number = 0;
  for (; pages < pages_wanted; ++number) {
    const std::string name = fmt::format("{:07}.pdf", number);
    std::ofstream(offered / name) << "%PDF-1.4 made " << number << '\n';
    const corpus::Offering offering{.root = offered.string(), .path = name, .set_year = 2024};
    const corpus::OfferedFile file = database.offer(run, offering, "");
    fs::remove(offered / name);
    const extract::Document& document = documents[number % documents.size()];
    database.store_reading(run, file.sha256, "made", document);
    pages += document.pages.size();
  }
  database.end_run(run, 0);
  fmt::print("{} documents, {} pages\n", number, pages);
  return 0;
}

}  // namespace
}  // namespace inkoopmonitor

int main(int count, char** words) {
  if (count < 5) {
    std::cerr << "usage: fill_corpus FROM REGISTER OUT PAGES [COPIES]\n";
    return 2;
  }
  const std::size_t copies = count > 5 ? std::stoul(words[5]) : 1;
  return inkoopmonitor::fill(words[1], words[2], words[3], std::stoul(words[4]), copies);
}
