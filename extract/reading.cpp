// What is read again and what is given up is decided by what happened in this document alone, never
// by how many processes run, so that any number of jobs gives the same result. Text layers are
// therefore read range by range, one after another; OCR, a thousand times as slow, page by page in
// any order, but what it gave is taken in the order of the pages, so that the page at which OCR of
// a document is given up is the same whichever child was the fastest.
#include "extract/reading.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "extract/language.h"
#include "extract/structure.h"

namespace inkoopmonitor::extract {
namespace {

constexpr std::uint32_t pages_per_task = 200;
constexpr std::uint32_t pages_max = 10'000;
// A document that ends its readers this often is given up.
constexpr int deaths_max = 6;
// OCR of a document is given up after three time-outs, as long as one unit may take each, or after
// twelve pages that were lost faster.
constexpr int ocr_losses_max = 12;
constexpr int loss_by_time = 4, loss_otherwise = 1;

std::size_t letters_in(const Page& page) {
  std::size_t letters = 0;
  for (const Word& word : page.words) letters += word.text.size();
  return letters;
}

// The better of a page's text layer and its OCR.
Page better_of(Page layer, Page ocr) {
  if (layer.words.empty()) {
    if (ocr.source == PageSource::ocr) ocr.reason = layer.reason + "; " + ocr.reason;
    return ocr;
  }
  const auto layer_letters = static_cast<float>(letters_in(layer));
  const auto ocr_letters = static_cast<float>(letters_in(ocr));
  const bool reads_better =
      ocr.quality > layer.quality + 0.05f && ocr_letters > 0.3f * layer_letters;
  const bool reads_more = ocr_letters > 1.4f * layer_letters && ocr.quality > 0.6f;
  if (ocr.source == PageSource::ocr && (reads_better || reads_more)) {
    ocr.reason = layer.reason + "; " + ocr.reason;
    return ocr;
  }
  layer.reason += "; OCR was no better";
  return layer;
}

std::string page_list(const std::vector<std::uint32_t>& numbers) {
  constexpr std::size_t listed_max = 12;
  std::string out = numbers.size() == 1 ? "page " : "pages ";
  for (std::size_t at = 0; at < std::min(listed_max, numbers.size()); ++at)
    out += (at > 0 ? ", " : "") + std::to_string(numbers[at]);
  if (numbers.size() > listed_max) out += fmt::format(" and {} more", numbers.size() - listed_max);
  return out;
}

Trouble trouble_of_opening(int code) {
  if (code == ENOENT || code == ENOTDIR) return {"vanished", "the file is not there any more"};
  return {"unreadable_file", std::string("the file cannot be opened: ") + std::strerror(code)};
}

}  // namespace

Reading::Reading(Source source, const Options& options)
    : id_(std::move(source.id)),
      options_(options),
      nesting_(source.nesting),
      output_left_(options.output_bytes) {
  progress_.id = id_;
  open(source.file);
}

// O_NONBLOCK: a pipe that somebody named .pdf would hold up everything.
void Reading::open(const std::filesystem::path& path) {
  int number = -1;
  do {
    number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  } while (number < 0 && errno == EINTR);
  if (number < 0) return fail(trouble_of_opening(errno));
  file_ = Descriptor(number);
  struct stat status {};
  if (fstat(number, &status) != 0) return fail(trouble_of_opening(errno));
  if (!S_ISREG(status.st_mode)) return fail({"unreadable_file", "this is no ordinary file"});
  if (status.st_size == 0) return fail({"empty_file", "the file has no bytes"});
  file_bytes_ = static_cast<std::uint64_t>(status.st_size);
  char head[format_bytes] = {};
  ssize_t count = -1;
  do {
    count = ::pread(number, head, sizeof head, 0);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return fail(trouble_of_opening(errno));
  format_ = format_of({head, static_cast<std::size_t>(count)});
  switch (format_) {
    case Format::pdf:
    case Format::image:
      return tasks_.push_back({TaskKind::text, 1, pages_per_task});
    case Format::zip:
    case Format::mail:
    case Format::notice:
      return plan_container();
    case Format::old_office:
      return fail({"not_readable_yet",
                   "it is of the kinds DOC, XLS and MSG, or a DOCX with a password; it is kept"});
    case Format::other:
      return fail(
          {"not_pdf",
           "the file begins neither as a PDF nor as a picture, DOCX, ODT, ZIP, mail or notice"});
  }
}

// Nothing is taken out of a container that lies too deep in others.
void Reading::plan_container() {
  members_planned_ = true;
  const MemberLimits& limits = options_.members;
  Allowance allowance;
  if (nesting_ < nesting_max) {
    const std::uint64_t free = nesting_ == 0 ? limits.bytes_free : limits.bytes_free_nested;
    allowance.count = limits.count;
    allowance.bytes_all = std::min(limits.bytes_all, std::max(free, limits.ratio * file_bytes_));
    allowance.bytes_each = std::min(limits.bytes_each, allowance.bytes_all);
  }
  member_files_ = MemberFiles(options_.members_folder, allowance);
  Task task;
  task.kind = TaskKind::container;
  task.last = pages_max;
  task.members = allowance;
  tasks_.push_back(task);
}

void Reading::fail(Trouble trouble) {
  if (!trouble_) trouble_ = std::move(trouble);
  tasks_.clear();
}

Task Reading::take_task() {
  const Task task = tasks_.front();
  tasks_.pop_front();
  ++running_;
  return task;
}

bool Reading::take(const Task& task, Answer answer, std::size_t bytes) {
  if (const auto* info = std::get_if<PdfInfo>(&answer)) {
    if (!opened_) take_info(*info);
    if (task.kind == TaskKind::container && format_ == Format::pdf) return false;
    return info->page_count == document_.page_count;
  }
  if (auto* facts = std::get_if<FactsAnswer>(&answer)) {
    if (task.kind != TaskKind::text || !opened_) return false;
    take_facts(std::move(*facts));
    return true;
  }
  if (auto* page = std::get_if<PageAnswer>(&answer)) {
    if (task.kind == TaskKind::container && format_ == Format::pdf) return false;
    if (task.kind != TaskKind::ocr) {
      if (bytes > output_left_) {
        fail({"output_limit", "its text is longer than a document's can be"});
        return true;
      }
      output_left_ -= bytes;
    }
    take_page(task, std::move(*page));
    return true;
  }
  if (auto* member = std::get_if<MemberAnswer>(&answer))
    return task.kind == TaskKind::container && member_files_.take(*member);
  if (!std::holds_alternative<MembersFoundAnswer>(answer)) return false;
  take_members();
  return true;
}

// A PDF said that it has attachments.
void Reading::take_members() {
  if (members_planned_) return;
  if (nesting_ < nesting_max) return plan_container();
  members_planned_ = true;
  members_trouble_ = {"nested_too_deep",
                      fmt::format("its attachments were left in it, since it lies {} containers "
                                  "deep",
                                  nesting_max)};
}

void Reading::take_info(const PdfInfo& info) {
  opened_ = true;
  document_.page_count = info.page_count;
  pages_lost_ = info.pages_lost;
  document_.title = info.title;
  document_.producer = info.producer;
  document_.creation_date = info.creation_date;
  document_.modification_date = info.modification_date;
  declared_language_ = info.declared_language;
  is_mended_ = info.is_mended;
  pages_readable_ = std::min(info.page_count, pages_max);
  progress_.pages_found += pages_readable_;
}

void Reading::take_facts(FactsAnswer facts) {
  for (OutlineEntry& entry : facts.outline)
    if (entry.page > document_.page_count) entry.page = 0;
  document_.outline = std::move(facts.outline);
  labels_ = std::move(facts.labels);
}

void Reading::take_page(const Task& task, PageAnswer answer) {
  const std::uint32_t number = answer.page.number;
  if (task.kind == TaskKind::ocr) {
    ocr_results_.try_emplace(number, std::move(answer.page));
    return settle_ocr();
  }
  if (!answer.wants_ocr || task.kind == TaskKind::container) return settle(std::move(answer.page));
  layers_[number] = std::move(answer.page);
  if (ocr_given_up_) return fail_page(number, *ocr_given_up_);
  tasks_.push_back({TaskKind::ocr, number, number});
}

void Reading::settle_ocr() {
  while (!ocr_given_up_ && !layers_.empty()) {
    const auto layer = layers_.begin();
    const auto result = ocr_results_.find(layer->first);
    if (result == ocr_results_.end()) return;
    if (auto* page = std::get_if<Page>(&result->second)) {
      settle(better_of(std::move(layer->second), std::move(*page)));
      layers_.erase(layer);
    } else {
      const Trouble trouble = std::get<Trouble>(result->second);
      fail_page(layer->first, trouble);
      count_loss(trouble);
    }
    ocr_results_.erase(result);
  }
}

void Reading::count_loss(const Trouble& trouble) {
  ocr_losses_ += trouble.code == "timeout" ? loss_by_time : loss_otherwise;
  if (ocr_losses_ < ocr_losses_max) return;
  ocr_given_up_ = {trouble.code, "too many pages of this file were lost, at last because " +
                                     trouble.sentence + "; the rest was given up"};
  give_up_ocr();
}

void Reading::give_up_ocr() {
  std::erase_if(tasks_, [](const Task& task) { return task.kind == TaskKind::ocr; });
  while (!layers_.empty()) fail_page(layers_.begin()->first, *ocr_given_up_);
}

void Reading::settle(Page&& page) {
  const std::uint32_t number = page.number;
  if (pages_.try_emplace(number, std::move(page)).second) ++progress_.pages_read;
}

// A page whose OCR failed keeps its text layer, if it has one.
void Reading::fail_page(std::uint32_t number, const Trouble& trouble) {
  Page page;
  page.number = number;
  const auto layer = layers_.find(number);
  if (layer != layers_.end()) {
    page = std::move(layer->second);
    layers_.erase(layer);
  }
  if (page.words.empty()) {
    page.source = PageSource::failed;
    page.quality = 0;
    page.reason = trouble.text();
  } else {
    page.reason += "; OCR failed, " + trouble.text();
  }
  settle(std::move(page));
}

// A child that says that it did all, and did not, was taken over by its file. One that ended badly
// after its last page lost what comes after the pages: the file's outline.
void Reading::end(const Task& task, std::uint32_t next, std::optional<Trouble> trouble) {
  --running_;
  if (trouble_) return;
  if (task.kind == TaskKind::container) return end_container(task, next, trouble);
  const bool has_all_pages = opened_ && next > std::min(task.last, pages_readable_);
  if (!trouble && !has_all_pages) trouble = {"protocol_error", "the reader left pages out"};
  if (trouble && trouble->code == "killed" && try_again(task, next)) return;
  if (task.kind == TaskKind::ocr) {
    if (trouble) ocr_results_.try_emplace(task.first, *trouble);
    settle_ocr();
  } else if (trouble && !has_all_pages) {
    end_text(task, next, *trouble);
  } else {
    plan_text(next);
  }
}

// Whoever ended a reader from outside says nothing about its file: the page that it was at gets one
// more. An OCR that was given up is not begun again.
bool Reading::try_again(const Task& task, std::uint32_t next) {
  if (task.kind == TaskKind::ocr && ocr_given_up_) return false;
  if (next > task.last || !tried_again_.emplace(task.kind, next).second) return false;
  Task again = task;
  again.first = next;
  tasks_.push_front(again);
  return true;
}

// The page that was being read is to blame, unless others before it had used up the time or the
// memory: then it gets a child of its own.
void Reading::end_text(const Task& task, std::uint32_t next, const Trouble& trouble) {
  if (!opened_) return fail(trouble);
  if (trouble.ends_document || ++deaths_ >= deaths_max) {
    for (std::uint32_t page = next; page <= pages_readable_; ++page) fail_page(page, trouble);
    return;
  }
  const bool used_up = trouble.code == "timeout" || trouble.code == "memory_limit";
  if (used_up && next > task.first) return plan_text(next);
  fail_page(next, trouble);
  plan_text(next + 1);
}

// What is no PDF is read by one child, which is not tried twice: a file that ends it does so again.
void Reading::end_container(const Task& task, std::uint32_t next,
                            const std::optional<Trouble>& trouble) {
  members_trouble_ = trouble;
  if (format_ == Format::pdf) return;
  if (!opened_)
    return fail(trouble.value_or(Trouble{"protocol_error", "the reader gave no answer"}));
  const std::uint32_t last = std::min(task.last, pages_readable_);
  if (!members_trouble_ && next <= last)
    members_trouble_ = {"protocol_error", "the reader left pages out"};
  for (std::uint32_t page = next; page <= last; ++page) fail_page(page, *members_trouble_);
}

// Says which of the files in it were refused, by the first reason.
std::optional<Trouble> Reading::refused_members() const {
  std::string names;
  std::size_t count = 0;
  const std::string* first = nullptr;
  constexpr std::size_t named_max = 5;
  for (const Member& member : document_.members) {
    if (member.reason.empty()) continue;
    if (first == nullptr) first = &member.reason;
    if (++count <= named_max) names += (count > 1 ? ", " : "") + member.name;
  }
  if (first == nullptr) return std::nullopt;
  if (count > named_max) names += fmt::format(" and {} more", count - named_max);
  const std::size_t colon = std::min(first->size(), first->find(": "));
  return Trouble{
      first->substr(0, colon),
      fmt::format("{} of {} files in it were refused ({}): {}", count, document_.members.size(),
                  names, first->substr(std::min(first->size(), colon + 2)))};
}

void Reading::plan_text(std::uint32_t first) {
  if (first > pages_readable_) return;
  tasks_.push_front({TaskKind::text, first, std::min(pages_readable_, first + pages_per_task - 1)});
}

Progress Reading::take_progress() {
  Progress out = progress_;
  progress_.pages_read = progress_.pages_found = 0;
  return out;
}

Document Reading::finish() {
  file_ = Descriptor();
  std::vector<std::uint32_t> failed;
  Trouble first_trouble;
  for (auto& [number, page] : pages_) {
    if (page.source == PageSource::failed) {
      if (failed.empty()) {
        const std::size_t colon = page.reason.find(": ");
        first_trouble = {page.reason.substr(0, colon),
                         page.reason.substr(std::min(page.reason.size(), colon + 2))};
      }
      failed.push_back(number);
    }
    if (number <= labels_.size()) page.label = labels_[number - 1];
    document_.pages.push_back(std::move(page));
  }
  pages_.clear();
  // Other formats say outright what a PDF only shows.
  if (format_ == Format::pdf || format_ == Format::image) mark_structure(document_.pages);
  document_.language = language_of(document_.pages, declared_language_);
  document_.members = member_files_.finish(
      (members_trouble_ ? *members_trouble_ : Trouble{"damaged", "it was cut short"}).text());
  if (!members_trouble_) members_trouble_ = refused_members();
  const bool has_member = std::any_of(document_.members.begin(), document_.members.end(),
                                      [](const Member& member) { return member.reason.empty(); });
  const bool nothing = failed.size() == document_.pages.size() && !has_member;
  document_.result = nothing ? Result::failed : Result::read;
  if (trouble_) {
    document_.result = nothing ? Result::failed : Result::partly_read;
    document_.reason = trouble_->text();
  } else if (!failed.empty()) {
    if (!nothing) document_.result = Result::partly_read;
    document_.reason = fmt::format("{}: {} of {} could not be read: {}", first_trouble.code,
                                   page_list(failed), document_.page_count, first_trouble.sentence);
  } else if (pages_lost_) {
    document_.result = Result::partly_read;
    document_.reason = fmt::format(
        "damaged: the file has lost its list of pages; there may be more than the {} in it",
        document_.page_count);
  } else if (is_mended_) {
    document_.result = Result::partly_read;
    document_.reason = "damaged: the end of the file is missing; what is there was read";
  } else if (pages_readable_ < document_.page_count) {
    document_.result = Result::partly_read;
    document_.reason = fmt::format("output_limit: the file says that it has {} pages; {} were read",
                                   document_.page_count, pages_readable_);
  } else if (members_trouble_) {
    if (!nothing) document_.result = Result::partly_read;
    document_.reason = members_trouble_->text();
  }
  return std::move(document_);
}

}  // namespace inkoopmonitor::extract
