// Whether memory ran out, for a child that dies of it. Private to this room.
#pragma once

namespace inkoopmonitor::extract {

// Whether this process was ever refused memory that it asked for. A build with a sanitizer, which
// brings an allocator of its own, never knows.
bool memory_was_refused();

// From now on a process that is ended by a library (an abort, an exit, a pointer to nothing) after
// memory was refused ends with `child_out_of_memory`, and so does one whose `new` fails.
void mark_deaths_by_memory();

}  // namespace inkoopmonitor::extract
