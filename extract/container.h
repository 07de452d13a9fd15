// What is no PDF, and what lies in a PDF: ZIP, DOCX, ODT, mail, notices, attachments. Private to
// this room; runs in the child only.
#pragma once

#include <functional>
#include <string_view>

#include "extract/extract.h"
#include "extract/message.h"

namespace inkoopmonitor::extract {

// Does a task of kind `container` and sends all but its last answer, DoneAnswer. Throws OpenFailure
// for what is wrong with the file, after what could be had of it was sent.
void read_container(std::string_view bytes, const Task& task,
                    const std::function<void(const Answer&)>& send);

}  // namespace inkoopmonitor::extract
