// Everything here is as the file gives it and hostile as the rest: strings are cut, an outline that
// leads back into itself ends, and what is attached goes out piece by piece through `MemberSender`,
// which keeps its limits.
#include "extract/pdf_facts.h"

#include <Catalog.h>
#include <DateInfo.h>
#include <FileSpec.h>
#include <Link.h>
#include <Outline.h>
#include <PDFDoc.h>
#include <UTF.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "extract/members.h"
#include "extract/message.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

// `D:20160930…` as an ISO date, or nothing.
std::string iso_date(const GooString* date) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone_hour = 0,
      zone_minute = 0;
  char zone = 0;
  if (date == nullptr || !parseDateString(date, &year, &month, &day, &hour, &minute, &second, &zone,
                                          &zone_hour, &zone_minute))
    return {};
  if (year < 1980 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// Valid UTF-8 without control characters, of whole characters, at most `bytes_max` long.
std::string utf8_of(const Unicode* codes, int count, std::size_t bytes_max) {
  std::string utf8, next;
  for (int at = 0; at < count; ++at) {
    next.clear();
    text::append_utf8(next, codes[at] < 0x20 ? ' ' : codes[at]);
    if (utf8.size() + next.size() > bytes_max) break;
    utf8 += next;
  }
  return utf8;
}

std::string utf8_of(const std::string& text_string, std::size_t bytes_max) {
  Unicode* codes = nullptr;
  const int count = TextStringToUCS4(text_string, &codes);
  const std::unique_ptr<Unicode, decltype(&std::free)> owner(codes, &std::free);
  return utf8_of(codes, count, bytes_max);
}

std::string entry(PDFDoc& document, const char* key) {
  constexpr std::size_t bytes_max = 2000;
  const std::unique_ptr<GooString> value = document.getDocInfoStringEntry(key);
  return value ? utf8_of(value->toStr(), bytes_max) : std::string();
}

// The page that a bookmark leads to; 0 where it leads to none of this file.
std::uint32_t page_of(PDFDoc& document, const LinkAction* action) {
  if (action == nullptr || action->getKind() != actionGoTo) return 0;
  const auto* link = static_cast<const LinkGoTo*>(action);
  std::unique_ptr<LinkDest> found;
  const LinkDest* target = link->getDest();
  if (target == nullptr && link->getNamedDest() != nullptr) {
    found = document.findDest(link->getNamedDest());
    target = found.get();
  }
  if (target == nullptr || !target->isOk()) return 0;
  const int page =
      target->isPageRef() ? document.findPage(target->getPageRef()) : target->getPageNum();
  return page >= 1 && page <= document.getNumPages() ? static_cast<std::uint32_t>(page) : 0;
}

// An outline may lead back into itself, one level deeper each time: depth and number end that.
void add_entries(PDFDoc& document, const std::vector<OutlineItem*>& items, std::uint8_t level,
                 std::vector<OutlineEntry>& entries) {
  for (OutlineItem* item : items) {
    if (entries.size() >= outline_entries_max) return;
    OutlineEntry& entry = entries.emplace_back();
    entry.title = utf8_of(item->getTitle(), item->getTitleLength(), outline_title_bytes_max);
    entry.level = level;
    entry.page = page_of(document, item->getAction());
    if (level == outline_level_max || !item->hasKids()) continue;
    item->open();
    if (const std::vector<OutlineItem*>* kids = item->getKids())
      add_entries(document, *kids, static_cast<std::uint8_t>(level + 1), entries);
  }
}

// A text string of the file as UTF-8 on one line.
std::string text_of(const GooString* value) {
  constexpr std::size_t bytes_max = 2000;
  return value == nullptr ? std::string() : utf8_of(value->toStr(), bytes_max);
}

// Gives every annotation that is an attached file, until `take` gives false.
void find_attached(PDFDoc& document, std::uint32_t number, const auto& take) {
  ::Page* page = document.getPage(static_cast<int>(number));
  if (page == nullptr) return;
  Object annotations = page->getAnnotsObject();
  for (int at = 0; annotations.isArray() && at < annotations.arrayGetLength(); ++at) {
    const Object one = annotations.arrayGet(at);
    if (!one.isDict() || !one.dictLookup("Subtype").isName("FileAttachment")) continue;
    if (!take(one.dictLookup("FS"))) return;
  }
}

void send_file(FileSpec& file, MemberSender& sender) {
  EmbFile* embedded = file.isOk() ? file.getEmbeddedFile() : nullptr;
  if (!sender.begin(text_of(file.getFileName()))) return;
  Stream* stream = embedded == nullptr ? nullptr : embedded->stream();
  if (stream == nullptr) return sender.refuse("damaged: there are no bytes for it in the PDF");
  stream->reset();
  std::string piece(1u << 16, '\0');
  while (true) {
    const int count = stream->doGetChars(static_cast<int>(piece.size()),
                                         reinterpret_cast<unsigned char*>(piece.data()));
    if (count <= 0) break;
    if (!sender.write({piece.data(), static_cast<std::size_t>(count)})) return;
  }
  sender.end();
}

}  // namespace

void take_facts(PDFDoc& document, PdfInfo& info) {
  info.title = entry(document, "Title");
  info.producer = entry(document, "Producer");
  const std::unique_ptr<GooString> made = document.getDocInfoCreatDate();
  info.creation_date = iso_date(made.get());
  const std::unique_ptr<GooString> changed = document.getDocInfoModDate();
  info.modification_date = iso_date(changed.get());
  const Object catalog = document.getXRef()->getCatalog();
  if (!catalog.isDict()) return;
  const Object language = catalog.dictLookup("Lang");
  if (language.isString()) info.declared_language = utf8_of(language.getString()->toStr(), 20);
  info.has_facts =
      catalog.dictLookup("Outlines").isDict() || catalog.dictLookup("PageLabels").isDict();
}

std::vector<OutlineEntry> outline_of(PDFDoc& document) {
  std::vector<OutlineEntry> entries;
  const Outline* outline = document.getOutline();
  const std::vector<OutlineItem*>* items = outline != nullptr ? outline->getItems() : nullptr;
  if (items != nullptr) add_entries(document, *items, 1, entries);
  return entries;
}

std::vector<std::string> labels_of(PDFDoc& document) {
  std::vector<std::string> labels;
  const auto pages =
      std::min<std::size_t>(labels_max, static_cast<std::size_t>(document.getNumPages()));
  for (std::size_t page = 0; page < pages; ++page) {
    GooString label;
    const bool has_label = document.getCatalog()->indexToLabel(static_cast<int>(page), &label);
    std::string text = has_label ? utf8_of(label.toStr(), label_bytes_max) : std::string();
    labels.push_back(text == std::to_string(page + 1) ? std::string() : std::move(text));
  }
  while (!labels.empty() && labels.back().empty()) labels.pop_back();
  return labels;
}

bool holds_files(PDFDoc& document, std::uint32_t first, std::uint32_t last) {
  bool found = document.getCatalog()->numEmbeddedFiles() > 0;
  for (std::uint32_t page = first; page <= last && !found; ++page)
    find_attached(document, page, [&](const Object&) {
      found = true;
      return false;
    });
  return found;
}

// A file may hang both on the document and on a page: one of a name and a size is sent once.
void send_files(PDFDoc& document, MemberSender& sender) {
  std::set<std::pair<std::string, int>> sent;
  const auto send_once = [&](FileSpec& file) {
    const EmbFile* embedded = file.isOk() ? file.getEmbeddedFile() : nullptr;
    const int size = embedded == nullptr ? -1 : embedded->size();
    if (sent.emplace(text_of(file.getFileName()), size).second) send_file(file, sender);
  };
  const auto pages = static_cast<std::uint32_t>(document.getNumPages());
  const int count = document.getCatalog()->numEmbeddedFiles();
  for (int at = 0; at < count; ++at)
    if (const std::unique_ptr<FileSpec> file = document.getCatalog()->embeddedFile(at))
      send_once(*file);
  for (std::uint32_t page = 1; page <= pages; ++page)
    find_attached(document, page, [&](const Object& specification) {
      FileSpec file(&specification);
      send_once(file);
      return true;
    });
}

}  // namespace inkoopmonitor::extract
