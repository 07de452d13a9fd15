// The schema of TED from 2016 to 2024 (R2.0.9): one element for each standard form, F01 to F25,
// with the parts of the form in it. Contract notices, award notices, social services (F21),
// modifications (F20) and corrections (F14) are Dutch purchases of care; the other forms of this
// schema have the same parts. The schema before it (R2.0.8) is another.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <utility>
#include <vector>

#include "extract/notice_xml.h"
#include "extract/pdf.h"
#include "extract/xml.h"

namespace inkoopmonitor::extract {
namespace {

using Node = pugi::xml_node;

// The text of an element, a line for each paragraph in it.
void add_text(const Node& node, int depth, std::string& text) {
  if (depth > xml_depth_max) return;
  for (const Node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      std::string part = child.value();
      std::replace(part.begin(), part.end(), '\n', ' ');
      text += part;
    } else {
      add_text(child, depth + 1, text);
      if (local_name(child) == "P") text += '\n';
    }
  }
}

std::string text_of(const Node& node) {
  std::string text;
  add_text(node, 0, text);
  return text;
}

std::string text_in(const Node& parent, std::string_view name) {
  return text_of(child_named(parent, name));
}

bool has(const Node& parent, std::string_view name) {
  return !child_named(parent, name).empty();
}

std::string cpv_in(const Node& parent, std::string_view name) {
  std::string codes;
  for (const Node& child : parent.children())
    if (local_name(child) == name)
      codes += std::string(attribute_named(child_named(child, "CPV_CODE"), "CODE")) + "\n";
  return codes;
}

// What the standard forms are called.
std::string title_of(std::string_view form) {
  static const std::map<std::string_view, const char*> titles = {
      {"F01", "Vooraankondiging"},
      {"F02", "Aankondiging van een opdracht"},
      {"F03", "Aankondiging van een gegunde opdracht"},
      {"F14", "Rectificatie"},
      {"F15", "Aankondiging in geval van vrijwillige transparantie vooraf"},
      {"F20", "Aankondiging van wijziging"},
      {"F21", "Sociale en andere specifieke diensten – overheidsopdrachten"},
      {"F23", "Sociale en andere specifieke diensten – concessies"},
      {"F24", "Aankondiging van een concessie"},
      {"F25", "Aankondiging van de gunning van een concessie"}};
  const auto found = titles.find(form);
  return found == titles.end() ? fmt::format("Aankondiging, formulier {}", form) : found->second;
}

const char* title_of_social(std::string_view type) {
  if (type == "AWARD_CONTRACT") return "Aankondiging van een gegunde opdracht";
  if (type.starts_with("PRI")) return "Vooraankondiging";
  return "Aankondiging van een opdracht";
}

std::string procedure_of(const Node& procedure) {
  static const std::pair<const char*, const char*> kinds[] = {
      {"PT_OPEN", "Openbare procedure"},
      {"PT_RESTRICTED", "Niet-openbare procedure"},
      {"PT_COMPETITIVE_NEGOTIATION", "Mededingingsprocedure met onderhandeling"},
      {"PT_NEGOTIATED_WITH_PRIOR_CALL", "Onderhandelingsprocedure met voorafgaande oproep"},
      {"PT_INVOLVING_NEGOTIATION", "Procedure die onderhandelingen inhoudt"},
      {"PT_COMPETITIVE_DIALOGUE", "Concurrentiegerichte dialoog"},
      {"PT_INNOVATION_PARTNERSHIP", "Innovatiepartnerschap"}};
  for (const auto& [name, label] : kinds)
    if (has(procedure, name)) return label;
  for (const Node& child : procedure.children())
    if (local_name(child).starts_with("PT_AWARD_CONTRACT_WITHOUT"))
      return "Gunning van een opdracht zonder voorafgaande bekendmaking";
  return {};
}

NoticeTerm term_of(const Node& lot, const Node& framework) {
  NoticeTerm term;
  term.start = notice_date(text_in(lot, "DATE_START"));
  term.end = notice_date(text_in(lot, "DATE_END"));
  const Node duration = child_named(lot, "DURATION");
  term.duration = text_of(duration);
  term.unit = attribute_named(duration, "TYPE");
  term.not_renewable = has(lot, "NO_RENEWAL");
  term.renewals = text_in(lot, "RENEWAL_DESCR");
  term.participants_max =
      has(framework, "SINGLE_OPERATOR") ? "1" : text_in(framework, "NB_PARTICIPANTS");
  return term;
}

// `1, 2` names two lots; anything but numbers is what it is.
std::vector<std::string> lots_of(const std::string& text) {
  std::vector<std::string> lots(1);
  for (const char c : text) {
    if (c == ',' || c == ';') {
      lots.emplace_back();
    } else if (c != ' ' && c != '\n') {
      lots.back() += c;
    }
  }
  const bool numbers = std::all_of(lots.begin(), lots.end(), [](const std::string& lot) {
    return !lot.empty() && lot.find_first_not_of("0123456789") == std::string::npos;
  });
  return numbers ? lots : std::vector<std::string>{text};
}

class TedReader {
 public:
  TedReader(const Node& export_root, NoticeForm& form, OfficeText& out)
      : export_(export_root), form_(form), out_(out) {}

  void read() {
    choose_form();
    read_head();
    read_buyers();
    read_object();
    if (has(root_, "CHANGES")) return read_corrections();
    if (has(root_, "MODIFICATIONS_CONTRACT")) return read_modification();
    read_awards();
  }

 private:
  // The form in Dutch where there are translations, else the original.
  void choose_form() {
    for (const Node& form : child_named(export_, "FORM_SECTION").children()) {
      const std::string_view name = local_name(form);
      if (!name.starts_with("F") || !name.ends_with("_2014")) continue;
      const bool dutch = attribute_named(form, "LG") == "NL";
      const bool original = attribute_named(form, "CATEGORY") == "ORIGINAL";
      if (root_.empty() || dutch || (original && attribute_named(root_, "LG") != "NL"))
        root_ = form;
    }
    if (root_.empty())
      throw OpenFailure("not_readable_yet",
                        "it is a notice of an older schema than R2.0.9, which is kept and not "
                        "read");
    object_ = child_named(root_, "OBJECT_CONTRACT");
    procedure_ = child_named(root_, "PROCEDURE");
    for (const Node& lot : object_.children())
      if (local_name(lot) == "OBJECT_DESCR") lots_.push_back(lot);
    if (lots_.size() <= notice_lots_max) return;
    lots_.resize(notice_lots_max);
    out_.trouble = "it has more lots than any notice, and only the first were read";
  }

  void read_head() {
    const Node coded = child_named(export_, "CODED_DATA_SECTION");
    const std::string form(attribute_named(root_, "FORM"));
    const std::string title = title_of(form.empty() ? local_name(root_).substr(0, 3) : form);
    form_.title(title);
    if (title.starts_with("Sociale"))
      form_.title(title_of_social(attribute_named(child_named(root_, "NOTICE"), "TYPE")));
    form_.line(text_in(child_named(coded, "NOTICE_DATA"), "NO_DOC_OJS"));
    out_.title = title;
    out_.producer = "TED " + std::string(attribute_named(export_, "VERSION"));
    const Node dispatched = child_named(root_, "COMPLEMENTARY_INFO");
    out_.creation_date = notice_date(text_in(dispatched, "DATE_DISPATCH_NOTICE"));
    if (out_.creation_date.empty())
      out_.creation_date =
          notice_date(text_in(child_named(coded, "CODIF_DATA"), "DS_DATE_DISPATCH"));
    published_ = notice_date(text_in(child_named(coded, "REF_OJS"), "DATE_PUB"));
  }

  void read_buyers() {
    form_.part("1. Koper", false);
    for (const Node& address : child_named(root_, "CONTRACTING_BODY").children())
      if (local_name(address).starts_with("ADDRESS_CONTRACTING_BODY"))
        form_.field("Officiële naam", text_in(address, "OFFICIALNAME"));
  }

  void read_object() {
    form_.part("2. Procedure", false);
    form_.field("Titel", text_in(object_, "TITLE"));
    form_.field("Referentienummer", text_in(object_, "REFERENCE_NUMBER"));
    form_.field("Beschrijving", text_in(object_, "SHORT_DESCR"));
    form_.field("Belangrijkste classificatie (cpv)", cpv_in(object_, "CPV_MAIN"));
    form_.field("Type procedure", procedure_of(procedure_));
    form_.field("Belangrijkste kenmerken van de procedure",
                text_in(procedure_, "MAIN_FEATURES_AWARD"));
    const Node framework = child_named(procedure_, "FRAMEWORK");
    if (!framework.empty())
      form_.field("Raamovereenkomst", has(framework, "SINGLE_OPERATOR")
                                          ? "Raamovereenkomst met één ondernemer"
                                          : "Raamovereenkomst");
    if (has(procedure_, "DPS")) form_.field("Dynamisch aankoopsysteem", "Ja");
    form_.field("Verzenddatum van de aankondiging", out_.creation_date);
    form_.field("Datum van bekendmaking", published_);
    for (const Node& lot : lots_) read_lot(lot, framework);
    form_.part("9. Overige inlichtingen", false);
    form_.field("Aanvullende inlichtingen",
                text_in(child_named(root_, "COMPLEMENTARY_INFO"), "INFO_ADD"));
  }

  void read_lot(const Node& lot, const Node& framework) {
    const bool divided = lots_.size() > 1;
    form_.part(divided ? "5. Perceel" : "5. Opdracht", divided);
    std::string number = text_in(lot, "LOT_NO");
    if (number.empty()) number = attribute_named(lot, "ITEM");
    if (divided) form_.field("Perceel", number);
    form_.field("Titel", text_in(lot, "TITLE"));
    form_.field("Beschrijving", text_in(lot, "SHORT_DESCR"));
    form_.field("Aanvullende classificatie (cpv)", cpv_in(lot, "CPV_ADDITIONAL"));
    set_term(term_of(lot, framework), form_);
    form_.field("Beschrijving van opties", text_in(lot, "OPTIONS_DESCR"));
    read_criteria(child_named(lot, "AC").empty() ? lot : child_named(lot, "AC"));
    form_.field("Aanvullende inlichtingen", text_in(lot, "INFO_ADD"));
  }

  void read_criteria(const Node& criteria) {
    for (const Node& one : criteria.children()) {
      const std::string_view name = local_name(one);
      const char* kind = name == "AC_QUALITY" ? "Kwaliteit"
                         : name == "AC_COST"  ? "Kosten"
                         : name == "AC_PRICE" ? "Prijs"
                                              : nullptr;
      if (kind == nullptr) continue;
      form_.field("Gunningscriterium", kind + ("\n" + text_in(one, "AC_CRITERION")));
    }
  }

  // --- who won ----------------------------------------------------------------------------------

  void read_awards() {
    bool begun = false;
    std::size_t contracts = 0;
    for (const Node& contract : root_.children()) {
      if (local_name(contract) != "AWARD_CONTRACT") continue;
      if (!std::exchange(begun, true)) form_.part("6. Resultaten", true);
      if (++contracts > notice_winners_max) {
        out_.trouble = "it has more contracts than any notice, and only the first were read";
        return;
      }
      read_award(contract);
    }
  }

  void read_award(const Node& contract) {
    NoticeAward award;
    const Node awarded = child_named(contract, "AWARDED_CONTRACT");
    award.title = text_in(contract, "TITLE");
    award.date = notice_date(text_in(awarded, "DATE_CONCLUSION_CONTRACT"));
    if (awarded.empty())
      award.status = has(child_named(contract, "NO_AWARDED_CONTRACT"), "PROCUREMENT_DISCONTINUED")
                         ? "De opdracht wordt niet gegund: de procedure is stopgezet"
                         : "De opdracht wordt niet gegund: er is geen bruikbare inschrijving";
    award.winners = winners_of(awarded);
    const std::string lot = text_in(contract, "LOT_NO");
    for (const std::string& one : lots_of(lot)) {
      award.lot = lots_.size() > 1 ? one : "";
      set_award(award, form_);
    }
  }

  // Firms that tendered as a group are one winner.
  std::vector<NoticeWinner> winners_of(const Node& awarded) {
    const Node list = has(awarded, "CONTRACTORS") ? child_named(awarded, "CONTRACTORS") : awarded;
    const bool is_group = has(list, "AWARDED_TO_GROUP");
    std::vector<NoticeWinner> winners;
    for (const Node& contractor : list.children()) {
      if (local_name(contractor) != "CONTRACTOR") continue;
      const std::string name =
          text_in(child_named(contractor, "ADDRESS_CONTRACTOR"), "OFFICIALNAME");
      if (name.empty()) continue;
      if (winners.empty() || !is_group)
        winners.push_back({fmt::format("Contractant {}", ++winners_), {}});
      winners.back().names.push_back(name);
    }
    return winners;
  }

  // --- changes ----------------------------------------------------------------------------------

  // What stood there and what is to be read is free text, as in print.
  void read_corrections() {
    form_.part("7. Wijzigingen", false);
    for (const Node& change : child_named(root_, "CHANGES").children()) {
      if (local_name(change) != "CHANGE") continue;
      form_.line("Plaats van de te wijzigen tekst: " +
                 text_in(child_named(change, "WHERE"), "LABEL"));
      form_.line("In plaats van:");
      form_.line(text_of(child_named(change, "OLD_VALUE")));
      form_.line("Te lezen:");
      form_.line(text_of(child_named(change, "NEW_VALUE")));
    }
    form_.field("Overige nadere inlichtingen", text_in(child_named(root_, "CHANGES"), "INFO_ADD"));
  }

  void read_modification() {
    const Node changed = child_named(root_, "MODIFICATIONS_CONTRACT");
    const Node after = child_named(changed, "DESCRIPTION_PROCUREMENT");
    form_.part("7. Opdracht na de wijzigingen", true);
    form_.field("Beschrijving", text_in(after, "SHORT_DESCR"));
    set_term(term_of(after, {}), form_);
    NoticeAward award;
    award.winners = winners_of(after);
    set_award(award, form_);
    form_.field("Beschrijving van de wijzigingen",
                text_in(child_named(changed, "INFO_MODIFICATIONS"), "SHORT_DESCR"));
  }

  const Node& export_;
  NoticeForm& form_;
  OfficeText& out_;
  Node root_, object_, procedure_;
  std::vector<Node> lots_;
  std::string published_;
  std::size_t winners_ = 0;
};

}  // namespace

void read_ted(const pugi::xml_node& root, NoticeForm& form, OfficeText& out) {
  TedReader(root, form, out).read();
}

}  // namespace inkoopmonitor::extract
