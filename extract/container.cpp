#include "extract/container.h"

#include <fmt/format.h>

#include <utility>

#include "extract/archive.h"
#include "extract/flow.h"
#include "extract/mail.h"
#include "extract/members.h"
#include "extract/notice_xml.h"
#include "extract/office.h"
#include "extract/pdf.h"
#include "extract/quality.h"
#include "text.h"

namespace inkoopmonitor::extract {
namespace {

using Send = std::function<void(const Answer&)>;

std::string shortened(const std::string& text) {
  constexpr std::size_t bytes_max = 2000;
  return text::valid_utf8(std::string_view(text).substr(0, bytes_max));
}

bool is_flood(const Page& page) {
  std::size_t bytes = 0;
  for (const Word& word : page.words) bytes += word.text.size() + 32;
  return page.words.size() > words_per_page_max || bytes > message_bytes_max / 2;
}

// Pages that were set rather than found, with how well they read.
class PageSender {
 public:
  PageSender(const Task& task, const Send& send)
      : task_(task), judge_(words_descriptor), send_(send) {}

  void send(OfficeText text, const char* kind) {
    PdfInfo info;
    info.page_count = static_cast<std::uint32_t>(text.pages.size());
    info.title = shortened(text.title);
    info.producer = shortened(text.producer);
    info.creation_date = text.creation_date;
    send_(info);
    for (Page& page : text.pages) {
      if (page.number > task_.last) break;
      judge(page, kind);
      send_(PageAnswer{std::move(page), false});
    }
    if (!text.trouble.empty()) throw OpenFailure("damaged", text.trouble);
  }

 private:
  void judge(Page& page, const char* kind) const {
    if (is_flood(page)) {
      page.words.clear();
      page.blocks.clear();
      page.source = PageSource::failed;
      page.reason =
          fmt::format("output_limit: the page has more than {} words", words_per_page_max);
      return;
    }
    page.reason = page.words.empty() ? "there is no text" : kind;
    std::vector<RawWord> words;
    words.reserve(page.words.size());
    for (const Word& word : page.words) words.push_back({word.text, word.box, word.box});
    page.quality = judge_.quality(words);
  }

  const Task& task_;
  const WordJudge judge_;
  const Send& send_;
};

// Subject and address lines stand above the text, as they do in print: who wrote to whom, and when,
// is part of what a mail says.
OfficeText set_mail(const Mail& mail) {
  OfficeText out;
  out.title = mail.subject;
  out.producer = mail.mailer;
  out.creation_date = mail.date;
  out.trouble = mail.trouble;
  FlowPages pages;
  constexpr float subject_size = 14;
  pages.add({BlockKind::heading, 1, {{mail.subject, true, subject_size}}});
  FlowParagraph lines;
  for (const auto& [label, value] :
       {std::pair("Van: ", mail.from), std::pair("Aan: ", mail.to), std::pair("Cc: ", mail.copy_to),
        std::pair("Datum: ", mail.date)})
    if (!value.empty()) lines.spans.push_back({label + value + "\n"});
  pages.add(lines);
  add_plain_text(mail.text, pages);
  out.pages = pages.finish();
  return out;
}

// What lies too deep is told and left where it is: whoever nests files without end wants them to be
// taken out without end.
[[noreturn]] void refuse_nesting(const char* what) {
  throw OpenFailure("nested_too_deep",
                    fmt::format("{}, since it lies {} containers deep", what, nesting_max));
}

void read_mail_file(std::string_view bytes, const Task& task, const Send& send) {
  const Mail mail = read_mail(bytes);
  PageSender(task, send).send(set_mail(mail), "text of a mail");
  if (mail.attachments.empty()) return;
  if (task.members.count == 0) refuse_nesting("its attachments were left in it");
  MemberSender sender(task.members, send);
  for (const Attachment& attachment : mail.attachments) send_attachment(attachment, sender);
}

void read_zip(std::string_view bytes, const Task& task, const Send& send) {
  switch (zip_kind(bytes)) {
    case ZipKind::docx:
      return PageSender(task, send).send(read_docx(bytes), "text of a DOCX");
    case ZipKind::odt:
      return PageSender(task, send).send(read_odt(bytes), "text of an ODT");
    case ZipKind::other_office:
      throw OpenFailure("not_readable_yet",
                        "spreadsheets and presentations are kept and not read yet");
    case ZipKind::folder:
      break;
  }
  if (task.members.count == 0) refuse_nesting("it was not opened");
  send(PdfInfo{});
  MemberSender sender(task.members, send);
  send_members(bytes, sender);
  if (sender.count() == 0) throw OpenFailure("no_pages", "the file opens, but holds no file");
}

}  // namespace

void read_container(std::string_view bytes, const Task& task, const Send& send) {
  switch (format_of(bytes.substr(0, format_bytes))) {
    case Format::zip:
      return read_zip(bytes, task, send);
    case Format::mail:
      return read_mail_file(bytes, task, send);
    case Format::notice:
      return PageSender(task, send).send(read_notice(bytes), "fields of a notice in XML");
    case Format::pdf: {
      Pdf pdf(bytes);
      MemberSender sender(task.members, send);
      return pdf.send_files(sender);
    }
    case Format::image:
    case Format::old_office:
    case Format::other:
      throw OpenFailure("not_pdf", "the file is of no kind that is read");
  }
}

}  // namespace inkoopmonitor::extract
