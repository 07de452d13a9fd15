// Private to corpus/: decisions as they are stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "corpus/connection.h"
#include "corpus/review.h"

namespace inkoopmonitor::corpus {

// schema_review.sql: what reviewers did.
extern const char* const kReviewSchema;

// The current time as table run has it.
std::string utc_now();
std::int64_t insert_run(Connection& connection, std::string_view kind, const Program& program);

struct StoredDecision {
  Decision decision;
  std::optional<std::int64_t> reading;  // whose words its evidence is
};

// In the order in which they were stored.
std::vector<StoredDecision> decisions_about(Connection& connection, const std::string& scope_kind,
                                            const std::string& scope_key);

// Whether two are about the same record, as far as its scope tells.
bool same_scope(const Decision& left, const Decision& right);

}  // namespace inkoopmonitor::corpus
