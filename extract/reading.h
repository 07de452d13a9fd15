// One document while it is being read: which of its pages have come in, what is still to be done,
// and what became of it. Knows nothing of processes. Private to this room.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "extract/child.h"
#include "extract/extract.h"
#include "extract/members.h"
#include "extract/message.h"

namespace inkoopmonitor::extract {

// A code of extract.h and a sentence.
struct Trouble {
  std::string code, sentence;
  bool ends_document = false;  // it is of no use to go on with the pages after
  std::string text() const { return code + ": " + sentence; }
};

// What it means that a child ended so before it had said that it was done.
Trouble trouble_of_end(const ChildEnd& end, const Task& task, const Options& options);

class Reading {
 public:
  // Opens the file and looks at its first bytes.
  Reading(Source source, const Options& options);

  const std::string& id() const { return id_; }
  int file() const { return file_.get(); }
  bool has_task() const { return !tasks_.empty(); }
  Task take_task();
  bool is_finished() const { return tasks_.empty() && running_ == 0; }

  // Takes what the child of `task` said. Gives false for an answer that does not belong to it.
  bool take(const Task& task, Answer answer, std::size_t bytes);
  // The child of `task` is gone; `next` is the first page of it that was not read, `trouble` why,
  // or nothing when it did all of it.
  void end(const Task& task, std::uint32_t next, std::optional<Trouble> trouble);

  // Pages found and finished since it was last asked.
  Progress take_progress();
  // The document as it is in the end.
  Document finish();

 private:
  void open(const std::filesystem::path& path);
  void fail(Trouble trouble);
  void take_info(const PdfInfo& info);
  void take_facts(FactsAnswer facts);
  void take_page(const Task& task, PageAnswer answer);
  void settle(Page&& page);
  void fail_page(std::uint32_t number, const Trouble& trouble);
  void settle_ocr();
  void count_loss(const Trouble& trouble);
  void give_up_ocr();
  bool try_again(const Task& task, std::uint32_t next);
  void end_text(const Task& task, std::uint32_t next, const Trouble& trouble);
  void end_container(const Task& task, std::uint32_t next, const std::optional<Trouble>& trouble);
  void plan_container();
  void take_members();
  std::optional<Trouble> refused_members() const;
  void plan_text(std::uint32_t first);

  std::string id_;
  const Options& options_;
  std::uint32_t nesting_ = 0;
  std::uint64_t file_bytes_ = 0;
  Format format_ = Format::other;
  Descriptor file_;
  std::uint64_t output_left_ = 0;
  Document document_;
  bool opened_ = false, pages_lost_ = false;
  std::uint32_t pages_readable_ = 0;
  std::string declared_language_;
  bool is_mended_ = false;
  std::vector<std::string> labels_;
  std::deque<Task> tasks_;
  int running_ = 0, deaths_ = 0;
  std::set<std::pair<TaskKind, std::uint32_t>> tried_again_;  // where a reader was killed
  std::optional<Trouble> trouble_;                            // of the document as a whole
  std::map<std::uint32_t, Page> pages_;                       // settled
  std::map<std::uint32_t, Page> layers_;  // of the pages whose OCR is not settled
  // What OCR gave for some of them: pages wait here for those before them.
  std::map<std::uint32_t, std::variant<Page, Trouble>> ocr_results_;
  int ocr_losses_ = 0;
  std::optional<Trouble> ocr_given_up_;
  MemberFiles member_files_;
  bool members_planned_ = false;
  std::optional<Trouble> members_trouble_;  // of what the file holds beside its pages
  Progress progress_;
};

}  // namespace inkoopmonitor::extract
