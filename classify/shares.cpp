// Which mentions belong to one arrangement: by time, then by lot or topic. What is said of no lot
// holds for all.
#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "classify/resolve.h"

namespace inkoopmonitor::classify {
namespace {

class Sharer {
 public:
  Sharer(const Coded& coded, const std::string& documentsoort)
      : coded_(coded), documentsoort_(documentsoort) {}

  std::vector<Portion> shares() const {
    std::vector<std::size_t> current, rest;
    for (const std::size_t index : all_mentions(coded_)) {
      (coded_.mentions[index].time == Time::current ? current : rest).push_back(index);
    }
    std::vector<Portion> result;
    const std::size_t enough = coded_.two_contracts ? 2 : 3;
    const bool both = facts(coded_, rest) >= 3 && facts(coded_, current) >= enough;
    if (!both) {
      drop_outdated(rest, current);
      rest.insert(rest.end(), current.begin(), current.end());
      std::sort(rest.begin(), rest.end());
      by_lot(Time::main, rest, result);
      return result;
    }
    by_topic(current, rest, result);
    by_lot(Time::next, rest, result);
    return result;
  }

 private:
  // Of the contracts in force those that a text tells apart, by headings or rows of their own.
  void by_topic(const std::vector<std::size_t>& current, const std::vector<std::size_t>& rest,
                std::vector<Portion>& result) const {
    std::set<std::string> topics;
    for (const std::size_t index : current) {
      const std::vector<std::string>& own = coded_.mentions[index].percelen;
      if (own.size() == 1 && own.front().starts_with('~')) topics.insert(own.front());
    }
    if (topics.size() >= 2) {
      by_lot(Time::current, current, result);
      return;
    }
    // What is bought is often said once, for both.
    Portion now{Time::current, "", current};
    const bool own_services = find_voorzieningen(coded_, current).outcome == Outcome::value;
    for (const std::size_t index : rest) {
      const std::string& name = coded_.mentions[index].rule->variable;
      if (name == "domein" || (name == "voorzieningen" && !own_services))
        now.mentions.push_back(index);
    }
    result.push_back(now);
  }

  // Where a purchase is described, what is said in passing of the contract in force is no second
  // opinion on it.
  void drop_outdated(const std::vector<std::size_t>& rest,
                     std::vector<std::size_t>& current) const {
    static const std::set<std::string> kinds = {"aanbestedingsdocument", "toelatingsdocument",
                                                "nota_van_inlichtingen", "aankondiging",
                                                "subsidieregeling"};
    constexpr double firm = 0.6;
    std::vector<std::size_t> next;
    std::copy_if(rest.begin(), rest.end(), std::back_inserter(next),
                 [&](std::size_t index) { return coded_.mentions[index].time == Time::next; });
    if (coded_.two_contracts) {
      std::erase_if(current, [&](std::size_t index) {
        return arrangement_variables().contains(coded_.mentions[index].rule->variable) ||
               coded_.mentions[index].rule->variable == "einddatum";
      });
      return;
    }
    // A paper on a decision tells more of what is to come than of what there is.
    const bool decision = documentsoort_ == "raadsstuk" || documentsoort_ == "gunningsbesluit" ||
                          documentsoort_ == "inkoopstrategie";
    const bool of_the_next =
        kinds.contains(documentsoort_) || (decision && facts(coded_, rest) >= 3);
    const bool outdated = facts(coded_, of_the_next ? rest : next) >= 2;
    const bool describes_purchase = of_the_next && facts(coded_, rest) >= 2;
    std::set<std::string> told;
    for (const std::size_t index : rest) {
      const Mention& mention = coded_.mentions[index];
      if (mention.weight >= firm && arrangement_variables().contains(mention.rule->variable))
        told.insert(mention.rule->variable);
    }
    // What is only said loosely is not taken over from the contract in force either.
    std::erase_if(current, [&](std::size_t index) {
      const Mention& mention = coded_.mentions[index];
      const std::string& name = mention.rule->variable;
      return (outdated && told.contains(name)) ||
             (describes_purchase && arrangement_variables().contains(name)) ||
             (told.size() >= 3 && mention.weight < firm && arrangement_variables().contains(name));
    });
  }

  void by_lot(Time time, const std::vector<std::size_t>& mentions,
              std::vector<Portion>& result) const {
    std::map<std::string, std::set<std::string>> lots;  // lot → variables said of it alone
    for (const std::size_t index : mentions) {
      const Mention& mention = coded_.mentions[index];
      // A row of a table may tell of several: `1 en 2 | vier jaar`.
      const bool row = coded_.text.units[mention.unit].kind == UnitKind::cell;
      if (mention.percelen.size() != 1 && !row) continue;
      const std::string& name = mention.rule->variable;
      if (!arrangement_variables().contains(name) && name != "voorzieningen") continue;
      for (const std::string& lot : mention.percelen) lots[lot].insert(name);
    }
    if (lots.size() == 1) add_other_lots(lots);
    if (lots.size() < 2) {
      result.push_back({time, "", mentions});
      return;
    }
    for (const auto& [lot, variables] : lots) {
      Portion share{time, lot, {}};
      for (const std::size_t index : mentions) {
        const std::vector<std::string>& own = coded_.mentions[index].percelen;
        if (own.empty() || std::find(own.begin(), own.end(), lot) != own.end())
          share.mentions.push_back(index);
      }
      prefer_own(share);
      result.push_back(std::move(share));
    }
  }

  bool deviates(const std::string& lot) const {
    static const re2::RE2 pattern("\\b(?:wijkt|afwijk|in afwijking|anders dan)");
    for (std::size_t index = 0; index < coded_.contexts.size(); ++index) {
      const std::vector<std::string>& lots = coded_.contexts[index].percelen;
      if (lots.size() == 1 && lots.front() == lot &&
          re2::RE2::PartialMatch(coded_.text.units[index].folded, pattern))
        return true;
    }
    return false;
  }

  // `Perceel B wijkt hiervan af`: what is said of no lot is then said of the others that are named.
  void add_other_lots(std::map<std::string, std::set<std::string>>& lots) const {
    const std::string own = lots.begin()->first;
    const std::set<std::string>& told = lots.begin()->second;
    const auto own_facts = std::count_if(told.begin(), told.end(), [](const std::string& name) {
      return arrangement_variables().contains(name);
    });
    if (own_facts < 2 || own.starts_with('~') || !deviates(own)) return;
    for (std::size_t index = 0; index < coded_.contexts.size(); ++index) {
      const UnitContext& context = coded_.contexts[index];
      if (context.has(CueKind::other) || context.time == Time::earlier) continue;
      for (const std::string& key : context.percelen) lots.try_emplace(key);
    }
  }

  // What is said of this lot alone stands above what is said of several, and that above what is
  // said of none.
  void prefer_own(Portion& portion) const {
    constexpr double firm = 0.66;  // more than that an `Europese aanbesteding` is said to be open
    std::set<std::string> own, alone;
    for (const std::size_t index : portion.mentions) {
      const Mention& mention = coded_.mentions[index];
      if (mention.percelen.empty() || mention.weight < firm) continue;
      own.insert(mention.rule->variable);
      if (mention.percelen.size() == 1) alone.insert(mention.rule->variable);
    }
    for (std::set<std::string>* told : {&own, &alone}) {
      if (told->contains("bekostigingsvorm")) told->insert("bekostiging");
    }
    std::erase_if(portion.mentions, [&](std::size_t index) {
      const Mention& mention = coded_.mentions[index];
      const std::string& name = mention.rule->variable;
      if (name == "domein" || mention.percelen.size() == 1) return false;
      return mention.percelen.empty()
                 ? own.contains(name)
                 : alone.contains(name) && arrangement_variables().contains(name);
    });
  }

  const Coded& coded_;
  const std::string& documentsoort_;
};

}  // namespace

const std::set<std::string>& arrangement_variables() {
  static const std::set<std::string> names = {"procedure",    "bekostigingsvorm", "bekostiging",
                                              "ingangsdatum", "looptijd",         "verlenging",
                                              "aanbieders"};
  return names;
}

std::vector<std::size_t> all_mentions(const Coded& coded) {
  std::vector<std::size_t> all;
  for (std::size_t index = 0; index < coded.mentions.size(); ++index) {
    if (coded.mentions[index].rejected.empty() && coded.mentions[index].time != Time::earlier)
      all.push_back(index);
  }
  return all;
}

// How many different core facts of an arrangement stand in `mentions`.
std::size_t facts(const Coded& coded, const std::vector<std::size_t>& mentions) {
  std::set<std::string> variables;
  for (const std::size_t index : mentions) {
    const std::string& name = coded.mentions[index].rule->variable;
    if (arrangement_variables().contains(name))
      variables.insert(name == "bekostiging" ? "bekostigingsvorm" : name);
  }
  return variables.size();
}

std::vector<Portion> share_out(const Coded& coded, const std::string& documentsoort) {
  return Sharer(coded, documentsoort).shares();
}

}  // namespace inkoopmonitor::classify
