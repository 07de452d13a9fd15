// A rule's own examples: every `yes` must give a mention of the rule, no `no` may.
#include <algorithm>

#include "classify/mentions.h"
#include "classify/trace.h"
#include "text.h"

namespace inkoopmonitor::classify {
namespace {

// An example as a document of one sentence. `Label: value` is read as a labelled cell is.
extract::Document document_of(const std::string& example) {
  extract::Document document;
  extract::Page page;
  page.number = 1;
  std::size_t at = 0;
  while (at < example.size()) {
    const std::size_t end = std::min(example.find(' ', at), example.size());
    if (end > at) page.words.push_back({.text = example.substr(at, end - at)});
    at = end + 1;
  }
  page.blocks.push_back({.word_count = static_cast<std::uint32_t>(page.words.size())});
  document.pages.push_back(page);
  return document;
}

bool fires(const Rule& rule, const std::string& example, const RuleSet::Implementation& set) {
  const Text text = structure(document_of(example), {}, set.slips);
  const std::vector<UnitContext> contexts = read_context(text, set);
  const std::vector<Mention> mentions = find_mentions(text, contexts, set);
  return std::any_of(mentions.begin(), mentions.end(),
                     [&](const Mention& mention) { return mention.rule == &rule; });
}

}  // namespace

std::vector<Finding> check(const RuleSet& rules) {
  const RuleSet::Implementation& set = rules.implementation();
  std::vector<Finding> findings;
  for (const Rule& rule : set.rules) {
    for (const std::string& example : rule.yes) {
      if (!fires(rule, example, set))
        findings.push_back(
            {rule.file, rule.name, "does not find its own example \"" + example + "\""});
    }
    for (const std::string& example : rule.no) {
      if (fires(rule, example, set))
        findings.push_back({rule.file, rule.name, "finds its counter-example \"" + example + "\""});
    }
  }
  return findings;
}

std::vector<RuleFacts> facts_of(const RuleSet& rules) {
  std::vector<RuleFacts> facts;
  for (const Rule& rule : rules.implementation().rules)
    facts.push_back(
        {rule.file, rule.name, rule.variable, rule.value, rule.weight, rule.yes.size()});
  return facts;
}

std::vector<std::vector<Seen>> seen_in_examples(const RuleSet& rules) {
  const RuleSet::Implementation& set = rules.implementation();
  const Context nothing;
  std::vector<std::vector<Seen>> result;
  for (const Rule& rule : set.rules) {
    for (const std::string& example : rule.yes) {
      const extract::Document document = document_of(example);
      Coded coded{document, set, nothing, structure(document, {}, set.slips), {}, {}, {}, {}, {}};
      coded.contexts = read_context(coded.text, set);
      coded.mentions = find_mentions(coded.text, coded.contexts, set);
      result.push_back(seen_in(coded));
    }
  }
  return result;
}

}  // namespace inkoopmonitor::classify
