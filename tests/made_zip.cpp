#include "tests/made_zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <clocale>
#include <memory>
#include <stdexcept>

namespace inkoopmonitor::testing_support {
namespace {

void check(archive* writer, la_ssize_t result) {
  if (result < ARCHIVE_OK) throw std::runtime_error(archive_error_string(writer));
}

la_ssize_t append(archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

}  // namespace

std::string made_zip(const std::vector<ZipFile>& files, const std::string& password) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  std::string out;
  const std::unique_ptr<archive, int (*)(archive*)> writer(archive_write_new(),
                                                           &archive_write_free);
  check(writer.get(), archive_write_set_format_zip(writer.get()));
  if (!password.empty()) {
    check(writer.get(), archive_write_set_options(writer.get(), "zip:encryption=traditional"));
    check(writer.get(), archive_write_set_passphrase(writer.get(), password.c_str()));
  }
  check(writer.get(), archive_write_set_bytes_in_last_block(writer.get(), 1));
  check(writer.get(), archive_write_open(writer.get(), &out, nullptr, append, nullptr));
  for (const ZipFile& file : files) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(),
                                                                         &archive_entry_free);
    archive_entry_set_pathname(entry.get(), file.name.c_str());
    archive_entry_set_filetype(entry.get(), file.link.empty() ? AE_IFREG : AE_IFLNK);
    archive_entry_set_perm(entry.get(), 0644);
    if (!file.link.empty()) archive_entry_set_symlink(entry.get(), file.link.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.bytes.size()));
    check(writer.get(), archive_write_header(writer.get(), entry.get()));
    check(writer.get(), archive_write_data(writer.get(), file.bytes.data(), file.bytes.size()));
  }
  check(writer.get(), archive_write_close(writer.get()));
  return out;
}

std::string made_docx(const std::string& body, const std::vector<ZipFile>& parts) {
  std::vector<ZipFile> files = {
      {"[Content_Types].xml", "<Types/>", ""},
      {"_rels/.rels",
       "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument"
       "/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>",
       ""},
      {"word/document.xml",
       "<w:document "
       "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>" +
           body + "</w:body></w:document>",
       ""}};
  files.insert(files.end(), parts.begin(), parts.end());
  return made_zip(files);
}

std::string made_odt(const std::string& text, const std::string& styles) {
  return made_zip({{"mimetype", "application/vnd.oasis.opendocument.text", ""},
                   {"content.xml",
                    "<office:document-content><office:automatic-styles>" + styles +
                        "</office:automatic-styles><office:body><office:text>" + text +
                        "</office:text></office:body></office:document-content>",
                    ""}});
}

}  // namespace inkoopmonitor::testing_support
