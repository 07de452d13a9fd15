// Step five of coding: from mentions to records. Private to classify.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "classify/mentions.h"
#include "classify/names.h"

namespace inkoopmonitor::classify {

// Whether a document is about a purchase of care that goes on.
struct Subject {
  bool other_purchase = false;           // something else is bought: school transport, software
  bool withdrawn = false;                // the procedure was ended without a contract
  std::set<std::string> withdrawn_lots;  // or that of these lots
};

// Everything that resolving looks at, made once for a document.
struct Coded {
  const extract::Document& document;
  const RuleSet::Implementation& rules;
  const Context& context;
  Text text;
  std::vector<UnitContext> contexts;
  std::vector<Mention> mentions;
  std::vector<std::vector<NameHit>> names;           // of municipalities and regions, by unit
  std::vector<std::vector<NameHit>> names_in_heads;  // the same of Text::running_heads
  Value gemeenten;                                   // the commissioners
  Subject subject;
  bool two_contracts = false;  // its dates tell of a contract in force and of the one after it
};

// The words on the page that prove a mention.
Evidence proof_of(const Coded& coded, const Mention& mention);
// A value with its evidence from one mention.
Value value_of(const Coded& coded, const Mention& mention, double confidence);
// `mention` as a rival, with the reason why it lost.
Rival rival_of(const Coded& coded, const Mention& mention, const std::string& reason);
// An absent value; `unreadable` where pages of the document could not be read.
Value absent(const Coded& coded, const std::string& variable);

// --- elect.cpp ----------------------------------------------------------------------------------
// The value that the mentions in `ballots` give to `variable`, by the codebook's way of resolving:
// absent when none has enough weight, contradictory when two numbers are said equally firmly.
// Rivals hold what lost and what was rejected anywhere in the document.
Value elect(const Coded& coded, const std::string& variable,
            const std::vector<const Mention*>& ballots);
// The same among mentions `use` (indices) of `variable`.
Value vote(const Coded& coded, const std::string& variable, const std::vector<std::size_t>& use);

// --- scope.cpp ----------------------------------------------------------------------------------
// The commissioners: municipalities of the register year whose purchase this is.
Value find_gemeenten(const Coded& coded);
// Forms of support and domains of the mentions `use` (indices into coded.mentions).
Value find_voorzieningen(const Coded& coded, const std::vector<std::size_t>& use);
Value find_domein(const Coded& coded, const Value& voorzieningen,
                  const std::vector<std::size_t>& use);

// --- subject.cpp --------------------------------------------------------------------------------
// Marks the units that speak of municipalities which are not commissioners, and rejects what was
// found in them. Needs coded.gemeenten.
void reject_other_municipalities(Coded& coded);
// Where three or more procedures or ways of funding stand in a row as words with an explanation,
// none of them is this purchase's, whatever the heading says.
void reject_glossaries(Coded& coded);
// Papers about everything a municipality does also tell how it buys its green spaces. Paragraphs
// and sections about such purchases tell nothing of care.
void reject_other_purchases(Coded& coded);
// What a list of decisions says under other items than those that name a service of care.
void reject_other_items(Coded& coded);
Subject find_subject(const Coded& coded);

// --- times.cpp ----------------------------------------------------------------------------------
// Sets apart what is said of a contract that began before the document was written or ends where
// the one begins that the document is about, whatever words it is told with. Not in notices.
void settle_times(Coded& coded);

// --- lots.cpp -----------------------------------------------------------------------------------
// Gives mentions the lot that their sentence or heading names by its service, and keys that begin
// with `~` where headings describe arrangements of their own.
void scope_by_service(Coded& coded);
// How many lots are named anywhere; absent below two.
Value count_lots(const Coded& coded);

// --- notice_facts.cpp: only of a tender notice --------------------------------------------------
// Rejects what stands where a notice says nothing of the contract, counts contractors, and lets
// what a change says stand above what it replaces.
void judge_notice(Coded& coded);
// About when it was published, ISO, by its number in the official journal; empty if it has none.
std::string published_about(const Coded& coded);
// The buyers that the form names and those for whom they buy; absent if it names no municipality.
Value find_notice_buyers(const Coded& coded);
// By its title and CPV codes: what is bought is no care, or nothing is bought yet.
bool is_no_care_notice(const Coded& coded);
// Lots for which the notice reports no contract, although it reports contracts.
std::set<std::string> lots_not_awarded(const Coded& coded);
// Where the form says that it is one of the light regime; nullptr if it does not.
const Unit* light_regime(const Coded& coded);
// How much a unit says about what is bought, as in find_voorzieningen.
double notice_prominence(const Coded& coded, std::size_t unit);

// --- document_facts.cpp -------------------------------------------------------------------------
Value find_documentsoort(const Coded& coded);
Value find_document_date(const Coded& coded);

// --- term.cpp -----------------------------------------------------------------------------------
// Start, end, term and extensions of one record, each computed from the others where it is not
// given. `use`: the mentions of this record that were not rejected.
struct TermValues {
  Value ingangsdatum, einddatum, looptijd, verlenging, looptijd_max;
};
TermValues find_term(const Coded& coded, const std::vector<std::size_t>& use);
// Computes of start, end, term and total what the others give and is absent.
void derive_missing(TermValues& term);

// --- shares.cpp ---------------------------------------------------------------------------------
// What is said of one arrangement.
struct Portion {
  Time time = Time::main;
  std::string perceel;                // empty: no lots
  std::vector<std::size_t> mentions;  // indices, not rejected
};

// The variables that tell of an arrangement.
const std::set<std::string>& arrangement_variables();
// Mentions that were not rejected and are of no earlier contract (indices into coded.mentions).
std::vector<std::size_t> all_mentions(const Coded& coded);
// How many different core facts of an arrangement stand in `mentions`.
std::size_t facts(const Coded& coded, const std::vector<std::size_t>& mentions);
// The mentions of each arrangement that a document of this kind describes.
std::vector<Portion> share_out(const Coded& coded, const std::string& documentsoort);

// --- resolve.cpp --------------------------------------------------------------------------------
std::vector<Record> find_records(const Coded& coded);

}  // namespace inkoopmonitor::classify
