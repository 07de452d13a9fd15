// One entry for each parser of bytes that nobody vouches for. `fuzz_NAME` feeds it what libFuzzer
// makes up (preset `fuzz`); `fuzz_replay_test` feeds it the kept seeds and every input that once
// brought out a fault. An entry returns for any bytes; what must hold of the result it asserts.
#pragma once

#include <string_view>

namespace inkoopmonitor::fuzz {

void classify(std::string_view bytes);  // classify/classify.h: a document and its dossier
void csv(std::string_view bytes);       // reports/csv.h
void docx(std::string_view bytes);      // extract/office.h: the XML in it
void layout(std::string_view bytes);    // extract/document.h, as kept in a corpus
void manifest(std::string_view bytes);  // app/manifest.h
void message(std::string_view bytes);   // extract/message.h, as a child sends it
void notice(std::string_view bytes);    // extract/notice_xml.h
void odt(std::string_view bytes);       // likewise
void quality(std::string_view bytes);   // extract/quality.h: a word a line
void requests(std::string_view bytes);  // app/web/request.h, guard.h, router.h
void zip(std::string_view bytes);       // extract/archive.h

}  // namespace inkoopmonitor::fuzz
