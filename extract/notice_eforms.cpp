// eForms: UBL with the extensions of the European Union. Who buys and who won are told in lists of
// their own (organisations, tendering parties, tenders), tied together by identifiers; numbers like
// BT-36 are those of the regulation (EU) 2019/1780.
#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <utility>
#include <vector>

#include "extract/notice_xml.h"
#include "extract/pdf.h"
#include "extract/xml.h"

namespace inkoopmonitor::extract {
namespace {

using Node = pugi::xml_node;

// The first element at a path of names, `cac:Party/cac:PartyName` without prefixes.
Node at(Node node, std::initializer_list<std::string_view> path) {
  for (const std::string_view name : path) node = child_named(node, name);
  return node;
}

std::string text_at(const Node& node, std::initializer_list<std::string_view> path) {
  return at(node, path).text().get();
}

std::vector<Node> children_named(const Node& parent, std::string_view name) {
  std::vector<Node> found;
  for (const Node& child : parent.children())
    if (local_name(child) == name) found.push_back(child);
  return found;
}

// Of texts in several languages the Dutch one, else the first.
std::string dutch(const Node& parent, std::string_view name) {
  const std::vector<Node> texts = children_named(parent, name);
  for (const Node& text : texts)
    if (attribute_named(text, "languageID") == "NLD") return text.text().get();
  return texts.empty() ? std::string() : texts.front().text().get();
}

class EformsReader {
 public:
  EformsReader(const Node& root, NoticeForm& form, OfficeText& out)
      : root_(root), form_(form), out_(out) {}

  void read() {
    const Node extension =
        at(root_, {"UBLExtensions", "UBLExtension", "ExtensionContent", "EformsExtension"});
    result_ = child_named(extension, "NoticeResult");
    read_organisations(child_named(extension, "Organizations"));
    find_lots();
    read_head(child_named(extension, "Publication"));
    read_buyers();
    read_procedure();
    for (const Node& lot : lots_) read_lot(lot);
    read_results();
  }

 private:
  void read_organisations(const Node& list) {
    for (const Node& organisation : children_named(list, "Organization")) {
      const Node company = child_named(organisation, "Company");
      names_.try_emplace(text_at(company, {"PartyIdentification", "ID"}),
                         dutch(child_named(company, "PartyName"), "Name"));
    }
  }

  // Groups of lots say nothing that their lots do not.
  void find_lots() {
    for (const Node& lot : children_named(root_, "ProcurementProjectLot")) {
      if (attribute_named(child_named(lot, "ID"), "schemeName") == "LotsGroup") continue;
      lots_.push_back(lot);
    }
    if (lots_.size() <= notice_lots_max) return;
    lots_.resize(notice_lots_max);
    out_.trouble = "it has more lots than any notice, and only the first were read";
  }

  // `LOT-0002`; a notice of one lot is not divided. Parts of a planned purchase (PAR-0002) are its
  // lots.
  std::string lot_name(std::string id) const {
    if (lots_.size() < 2) return {};
    if (id.starts_with("PAR-")) id.replace(0, 3, "LOT");
    return id;
  }

  void read_head(const Node& publication) {
    const Node type = child_named(root_, "NoticeTypeCode");
    const std::string title = label_of_code("notice-type", type.text().get());
    form_.title(title.empty() ? "Aankondiging" : title);
    const std::string kind =
        label_of_code("form-type", std::string(attribute_named(type, "listName")));
    const std::string number = text_at(publication, {"NoticePublicationID"});
    form_.line(number + (number.empty() || kind.empty() ? "" : " - ") + kind);
    const std::string gazette = text_at(publication, {"GazetteID"});
    form_.line(gazette.empty() ? "" : "OJ S " + gazette);
    out_.title = title;
    out_.producer = "eForms " + text_at(root_, {"CustomizationID"});
    out_.creation_date = notice_date(text_at(root_, {"IssueDate"}));
    published_ = notice_date(text_at(publication, {"PublicationDate"}));
  }

  void read_buyers() {
    form_.part("1. Koper", false);
    for (const Node& buyer : children_named(root_, "ContractingParty")) {
      form_.field("Officiële naam",
                  name_of(text_at(buyer, {"Party", "PartyIdentification", "ID"})));
      for (const Node& type : children_named(buyer, "ContractingPartyType")) {
        const Node code = child_named(type, "PartyTypeCode");
        if (attribute_named(code, "listName") == "buyer-legal-type")
          form_.field("Rechtsvorm van de koper",
                      label_of_code("buyer-legal-type", code.text().get()));
      }
    }
  }

  std::string name_of(const std::string& id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? "" : found->second;
  }

  void read_procedure() {
    form_.part("2. Procedure", false);
    const Node process = child_named(root_, "TenderingProcess");
    const Node project = child_named(root_, "ProcurementProject");
    read_project(project);
    const std::string code = text_at(process, {"ProcedureCode"});
    form_.field("Type procedure",
                code.empty() ? "" : label_of_code("procurement-procedure-type", code));
    form_.field("Belangrijkste kenmerken van de procedure", dutch(process, "Description"));
    for (const Node& why : children_named(process, "ProcessJustification")) {
      const std::string reason = text_at(why, {"ProcessReasonCode"});
      form_.field(
          "Rechtvaardiging van de procedure",
          label_of_code("direct-award-justification", reason) + "\n" + dutch(why, "Description"));
    }
    form_.field("Verzenddatum van de aankondiging", out_.creation_date);
    form_.field("Datum van bekendmaking", published_);
  }

  // What a purchase or a lot is about.
  void read_project(const Node& project) {
    form_.field("Titel", dutch(project, "Name"));
    form_.field("Beschrijving", dutch(project, "Description"));
    form_.field("Interne identificatiecode", text_at(project, {"ID"}));
    form_.field("Belangrijkste classificatie (cpv)",
                text_at(project, {"MainCommodityClassification", "ItemClassificationCode"}));
    std::string more;
    for (const Node& other : children_named(project, "AdditionalCommodityClassification"))
      more += text_at(other, {"ItemClassificationCode"}) + "\n";
    form_.field("Aanvullende classificatie (cpv)", more);
    form_.field("Aanvullende informatie", dutch(project, "Note"));  // BT-300
  }

  void read_lot(const Node& lot) {
    const std::string name = lot_name(text_at(lot, {"ID"}));
    form_.part(name.empty() ? "5. Opdracht" : "5. Perceel", !name.empty());
    form_.field("Perceel", name);
    const Node project = child_named(lot, "ProcurementProject");
    read_project(project);
    const Node process = child_named(lot, "TenderingProcess");
    set_term(term_of(project, process), form_);
    form_.field("Beschrijving van opties",
                dutch(child_named(project, "ContractExtension"), "OptionsDescription"));  // BT-54
    read_systems(process);
    read_criteria(at(lot, {"TenderingTerms", "AwardingTerms"}));
  }

  static NoticeTerm term_of(const Node& project, const Node& process) {
    NoticeTerm term;
    const Node period = child_named(project, "PlannedPeriod");
    term.start = notice_date(text_at(period, {"StartDate"}));  // BT-536
    term.end = notice_date(text_at(period, {"EndDate"}));      // BT-537
    const Node duration = child_named(period, "DurationMeasure");
    term.duration = duration.text().get();  // BT-36
    term.unit = attribute_named(duration, "unitCode");
    term.unlimited = text_at(period, {"DescriptionCode"}) == "UNLIMITED";  // BT-538
    const Node extension = child_named(project, "ContractExtension");
    term.renewals_max = text_at(extension, {"MaximumNumberNumeric"});            // BT-58
    term.renewals = dutch(at(extension, {"Renewal", "Period"}), "Description");  // BT-57
    term.participants_max =
        text_at(process, {"FrameworkAgreement", "MaximumOperatorQuantity"});  // BT-113
    return term;
  }

  void read_systems(const Node& process) {
    for (const Node& system : children_named(process, "ContractingSystem")) {
      const Node type = child_named(system, "ContractingSystemTypeCode");
      const std::string list(attribute_named(type, "listName")), code = type.text().get();
      if (code == "none" || code.empty()) continue;
      if (list == "framework-agreement")  // BT-765
        form_.field("Raamovereenkomst", label_of_code(list, code));
      if (list == "dps-usage")  // BT-766
        form_.field("Dynamisch aankoopsysteem", label_of_code(list, code));
    }
  }

  void read_criteria(const Node& terms) {
    for (const Node& group : children_named(terms, "AwardingCriterion")) {
      for (const Node& criterion : children_named(group, "SubordinateAwardingCriterion")) {
        const std::string type = text_at(criterion, {"AwardingCriterionTypeCode"});
        form_.field("Gunningscriterium",
                    (type.empty() ? "" : label_of_code("award-criterion-type", type)) + "\n" +
                        dutch(criterion, "Name") + "\n" + dutch(criterion, "Description"));
      }
    }
  }

  // --- who won ----------------------------------------------------------------------------------

  void read_results() {
    if (!result_) return;
    for (const Node& party : children_named(result_, "TenderingParty"))
      parties_.try_emplace(text_at(party, {"ID"}), party);
    for (const Node& tender : children_named(result_, "LotTender")) {
      const std::string id = text_at(tender, {"ID"});
      party_of_.try_emplace(id, text_at(tender, {"TenderingParty", "ID"}));
      lot_of_.try_emplace(id, text_at(tender, {"TenderLot", "ID"}));
    }
    form_.part("6. Resultaten", true);
    std::size_t results = 0;
    for (const Node& result : children_named(result_, "LotResult")) {
      if (++results > notice_lots_max) break;
      set_award(award_of(result), form_);
    }
  }

  NoticeAward award_of(const Node& result) {
    NoticeAward award;
    award.lot = lot_name(text_at(result, {"TenderLot", "ID"}));
    const std::string status = text_at(result, {"TenderResultCode"});
    award.status = label_of_code("winner-selection-status", status);
    const std::string reason = text_at(result, {"DecisionReason", "DecisionReasonCode"});
    if (!reason.empty()) award.status += "\n" + label_of_code("non-award-justification", reason);
    if (status == "selec-w") award.winners = winners_of(result);
    return award;
  }

  // A result may list tenders that did not win; those of its contracts did. A contract may be for
  // several lots, with a tender for each.
  std::vector<std::string> winning_tenders(const Node& result) {
    std::set<std::string> contracts, listed;
    for (const Node& contract : children_named(result, "SettledContract"))
      contracts.insert(text_at(contract, {"ID"}));
    for (const Node& tender : children_named(result, "LotTender"))
      listed.insert(text_at(tender, {"ID"}));
    const std::string lot = text_at(result, {"TenderLot", "ID"});
    std::vector<std::string> tenders;
    for (const Node& contract : children_named(result_, "SettledContract")) {
      if (!contracts.contains(text_at(contract, {"ID"}))) continue;
      for (const Node& tender : children_named(contract, "LotTender")) {
        const std::string id = text_at(tender, {"ID"});
        if (listed.empty() ? lot_of_[id] == lot : listed.contains(id)) tenders.push_back(id);
      }
    }
    return tenders;
  }

  std::vector<NoticeWinner> winners_of(const Node& result) {
    std::vector<NoticeWinner> winners;
    std::set<std::string> seen;
    for (const std::string& tender : winning_tenders(result)) {
      const auto party = party_of_.find(tender);
      if (party == party_of_.end() || !seen.insert(party->second).second) continue;
      if (++winners_ > notice_winners_max) {
        out_.trouble = "it has more winners than any notice, and only the first were read";
        break;
      }
      NoticeWinner winner{party->second, {}};
      for (const Node& member : children_named(parties_[party->second], "Tenderer"))
        winner.names.push_back(name_of(text_at(member, {"ID"})));
      winners.push_back(std::move(winner));
    }
    return winners;
  }

  const Node& root_;
  NoticeForm& form_;
  OfficeText& out_;
  Node result_;
  std::vector<Node> lots_;
  std::string published_;
  std::map<std::string, std::string> names_;              // by organisation
  std::map<std::string, Node> parties_;                   // by tendering party
  std::map<std::string, std::string> party_of_, lot_of_;  // by tender
  std::size_t winners_ = 0;
};

}  // namespace

void read_eforms(const pugi::xml_node& root, NoticeForm& form, OfficeText& out) {
  EformsReader(root, form, out).read();
}

}  // namespace inkoopmonitor::extract
