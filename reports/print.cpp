// WeasyPrint was turned down: it claims PDF/UA without being it, and takes a gigabyte for a long
// document. Chromium tags figures, header cells and alternative texts and makes bookmarks; what it
// lacks is a contents page with page numbers, so what has one is printed twice: the bookmarks of
// the first printing, for which empty pictures do, say on which page each heading stands.
#include "reports/print.h"

#include <fmt/format.h>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFOutlineDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "error.h"
#include "reports/browser.h"

namespace inkoopmonitor::reports {
namespace {

[[noreturn]] void fail(const std::string& problem) {
  throw Error(ErrorKind::usage, "the PDF", problem,
              "the pages themselves need no PDF: leave it out with --no-pdf");
}

void load(QPDF& pdf, const std::string& bytes) {
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("page.pdf", bytes.data(), bytes.size());
}

void add_pages(const std::vector<QPDFOutlineObjectHelper>& outlines,
               const std::map<QPDFObjGen, int>& numbers, std::map<std::string, int>& pages) {
  for (QPDFOutlineObjectHelper outline : outlines) {
    const auto number = numbers.find(outline.getDestPage().getObjGen());
    if (number != numbers.end()) pages.emplace(outline.getTitle(), number->second);
    add_pages(outline.getKids(), numbers, pages);
  }
}

std::map<QPDFObjGen, int> page_numbers(QPDF& pdf) {
  std::map<QPDFObjGen, int> numbers;
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages())
    numbers.emplace(page.getObjectHandle().getObjGen(), static_cast<int>(numbers.size()) + 1);
  return numbers;
}

std::map<std::string, int> headings_of(const std::string& bytes) {
  QPDF pdf;
  load(pdf, bytes);
  std::map<std::string, int> pages;
  add_pages(QPDFOutlineDocumentHelper(pdf).getTopLevelOutlines(), page_numbers(pdf), pages);
  return pages;
}

std::string finished(const std::string& bytes, const PrintedDocument& document) {
  QPDF pdf;
  load(pdf, bytes);
  std::string day;
  for (const char sign : document.date)
    if (sign != '-') day += sign;
  const QPDFObjectHandle date = QPDFObjectHandle::newString("D:" + day + "000000Z");
  QPDFObjectHandle about = QPDFObjectHandle::newDictionary();
  about.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(document.title));
  about.replaceKey("/Creator", QPDFObjectHandle::newString("inkoopmonitor"));
  about.replaceKey("/Producer", QPDFObjectHandle::newString("Chromium, qpdf"));
  about.replaceKey("/CreationDate", date);
  about.replaceKey("/ModDate", date);
  pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(about));
  pdf.getRoot().replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(document.language));
  // Readers show the title and not the file's name, and bookmarks when the file is opened.
  QPDFObjectHandle shown = QPDFObjectHandle::newDictionary();
  shown.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
  pdf.getRoot().replaceKey("/ViewerPreferences", shown);
  pdf.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseOutlines"));
  mark_margins(pdf);
  number_elements(pdf);
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const std::shared_ptr<Buffer> made = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(made->getBuffer()), made->getSize()};
}

}  // namespace

std::map<std::string, int> pages_of_headings(const std::string& html, Browser& browser) {
  try {
    return headings_of(browser.print(html));
  } catch (const QPDFExc& problem) {
    fail(fmt::format("Chromium made a file that cannot be read: {}", problem.what()));
  }
}

std::string printed(const PrintedDocument& document, Browser& browser) {
  try {
    return finished(browser.print(document.html), document);
  } catch (const QPDFExc& problem) {
    fail(fmt::format("Chromium made a file that cannot be read: {}", problem.what()));
  }
}

}  // namespace inkoopmonitor::reports
