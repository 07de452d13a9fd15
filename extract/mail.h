// A mail as it was sent (RFC 5322, MIME). Private to this room; runs in the child only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/members.h"

namespace inkoopmonitor::extract {

struct Attachment {
  std::string name;        // of its own, or made from its kind
  std::string encoding;    // how its bytes were written, in lower case
  std::string_view bytes;  // as written
};

struct Mail {
  std::string subject, from, to, copy_to, mailer;
  std::string date;  // ISO date, or empty
  std::string text;  // what the sender wrote; of a mail in HTML alone, without its marks
  std::vector<Attachment> attachments;
  std::string trouble;  // not empty: what was left out, as a sentence
};

// `bytes` must outlive what is returned.
Mail read_mail(std::string_view bytes);

// Decodes an attachment into `sender`.
void send_attachment(const Attachment& attachment, MemberSender& sender);

}  // namespace inkoopmonitor::extract
