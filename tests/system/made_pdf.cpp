#include "tests/system/made_pdf.h"

#include <sstream>

namespace inkoopmonitor::testing_support {
namespace {

// Objects of a PDF file, numbered from 1 in the order in which they were added.
class Writer {
 public:
  void add(const std::string& object) {
    offsets_.push_back(bytes_.size());
    bytes_ += std::to_string(offsets_.size()) + " 0 obj\n" + object + "\nendobj\n";
  }

  std::string finish() {
    const std::size_t table = bytes_.size();
    const std::string size = std::to_string(offsets_.size() + 1);
    bytes_ += "xref\n0 " + size + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets_) {
      std::string digits = std::to_string(offset);
      bytes_ += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    bytes_ += "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) +
              "\n%%EOF\n";
    return bytes_;
  }

 private:
  std::string bytes_ = "%PDF-1.4\n";
  std::vector<std::size_t> offsets_;
};

std::string content_of(const std::string& text) {
  std::string content = "BT /F1 11 Tf 14 TL 60 780 Td\n";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) content += "(" + line + ") Tj T*\n";
  return content + "ET\n";
}

}  // namespace

std::string made_pdf(const std::vector<std::string>& pages) {
  constexpr std::size_t first_page = 4;  // behind catalogue, tree and font
  Writer writer;
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    kids += std::to_string(first_page + 2 * i) + " 0 R ";
  }
  writer.add("<< /Type /Catalog /Pages 2 0 R >>");
  writer.add("<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>");
  writer.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  for (std::size_t i = 0; i < pages.size(); ++i) {
    writer.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> "
        ">>"
        " /Contents " +
        std::to_string(first_page + 2 * i + 1) + " 0 R >>");
    const std::string content = content_of(pages[i]);
    writer.add("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
               "endstream");
  }
  return writer.finish();
}

std::string made_contract(const std::string& gemeente, int year) {
  const std::string from = std::to_string(year);
  return made_pdf(
      {"Raamovereenkomst jeugdhulp\n"
       "Gemeente " +
           gemeente + ", 1 december " + std::to_string(year - 1) +
           "\n"
           "\n"
           "Artikel 1 Looptijd\n"
           "Deze overeenkomst gaat in op 1 januari " +
           from +
           " en heeft een looptijd van\n"
           "vier jaar. De gemeente kan de overeenkomst tweemaal met een jaar verlengen.\n",
       "Artikel 2 Bekostiging\n"
       "De aanbieder wordt betaald met een tarief per uur, inspanningsgericht.\n"
       "Artikel 3 Procedure\n"
       "De opdracht is gegund na een openbare procedure aan drie aanbieders.\n"});
}

std::string made_signed(const std::string& pdf) {
  const std::string start = "startxref\n";
  const std::string table = pdf.substr(pdf.rfind(start) + start.size());
  const auto entry = [](std::size_t offset) {
    const std::string digits = std::to_string(offset);
    return std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  };
  std::string out = pdf;
  const std::string catalog = entry(out.size());
  out +=
      "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [1000 0 R] >> >>\n"
      "endobj\n";
  const std::string field = entry(out.size());
  out +=
      "1000 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 0 0] /T (Handtekening) /V "
      "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 " +
      std::to_string(pdf.size()) + " 0 0] /Contents <" + std::string(512, '0') +
      "> >> >>\nendobj\n";
  const std::string place = std::to_string(out.size());
  return out + "xref\n1 1\n" + catalog + "1000 1\n" + field +
         "trailer\n<< /Size 1001 /Root 1 0 R /Prev " + table.substr(0, table.find('\n')) + " >>\n" +
         start + place + "\n%%EOF\n";
}

}  // namespace inkoopmonitor::testing_support
