// Makes the figures of a publication from their descriptions (templates/monitor.json, which a
// researcher may edit). Private to this room.
//
// A description has `id`, `kind`, `title` (nl, en), and where the kind asks for them `variable`,
// `variables`, `by`, `against`; `reading` overrides the kind's own sentence (/readings), `subtitle`
// (nl, en) the kind's own (/subtitles). Kinds:
//   coverage      how far municipalities came, by year
//   certainty     how certain what is in force is, by year
//   trend         a variable by year
//   values        a variable in the year of the publication
//   variables     several variables of the same values beside each other
//   domains       a variable by domain
//   voorzieningen a variable by form of support
//   classes       a variable `by` province, size or jeugdregio
//   starts, lengths, partners, extensions   arrangements, each once
//   pairs         a variable `against` another, arrangements
//   switches      a variable in the year before and now, as flows
//   matrix        a variable in the first year and now
//   ending        what ends in the coming three years
//   map           a variable by municipality, or `coverage`
//   scatter       Uenk's figure 2
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reports/boundaries.h"
#include "reports/evidence_pages.h"
#include "reports/figure.h"
#include "reports/movements.h"
#include "reports/procurements.h"

namespace inkoopmonitor::reports {

struct FigureOptions {
  int year = 0, from = 0;
  std::string domein = {};
  double review_threshold = 0.5;
  const Boundaries* boundaries = nullptr;
};

// What the ends of the axes of Uenk's figure 2 are called, and where his models lie in it.
void name_axes(BubbleChart& chart, const Wording& wording);

class FigureMaker {
 public:
  // `texts` is monitor.json. The references must outlive this.
  FigureMaker(const corpus::Database& database, const Wording& wording, const Texts& texts,
              const FigureOptions& options, EvidencePages& evidence);

  // The figure of the description at `path` ("/chapters/0/figures/1"), with its page of evidence;
  // none when it can say nothing here: domains beside each other where one was asked for, or a
  // variable that the codebook does not have, as that of an old edition may not.
  std::optional<Figure> make(const std::string& path);

  // A number that leads to what it counts, for sentences outside figures.
  Phrase number(const std::string& figure, const std::string& key, const std::string& title,
                const Members& members);
  const Spread& trend_of(const std::string& variable);
  const Predecessors& predecessors() const { return predecessors_; }
  // What ends in the coming three years, as `query expiring` lists it.
  const Table& ending() const { return ending_; }

 private:
  struct Asked {
    std::string path, id, kind, title;
    const nlohmann::json& description;
  };
  using Maker = void (FigureMaker::*)(const Asked&, Figure&);
  static const std::map<std::string, Maker>& makers();

  void coverage(const Asked&, Figure&);
  void certainty(const Asked&, Figure&);
  void trend(const Asked&, Figure&);
  void values(const Asked&, Figure&);
  void variables(const Asked&, Figure&);
  void domains(const Asked&, Figure&);
  void voorzieningen(const Asked&, Figure&);
  void classes(const Asked&, Figure&);
  void procurements(const Asked&, Figure&);
  void pairs(const Asked&, Figure&);
  void switches(const Asked&, Figure&);
  void change_matrix(const Asked&, Figure&);
  void ending(const Asked&, Figure&);
  void map(const Asked&, Figure&);
  void scatter(const Asked&, Figure&);

  bool has_variables(const Asked& asked) const;
  const VariableLabels& variable_of(const Asked& asked) const;
  Filter filter(int from, int to) const;
  GridOptions grid_options(std::set<std::string> left_out) const;
  const Spread& spread_of(const VariableLabels& variable, const std::string& domein,
                          const std::string& voorziening);
  const SpreadYear& now(const Spread& spread) const { return spread.years.back(); }
  std::string unit(const Grid& grid) const;

  // The parts that figures of a grid share: chart as shares or bars, table, data, note, reading.
  enum class Looks : std::uint8_t { stacked, bars, matrix };
  void show(const Asked&, Figure&, const Grid&, Looks);
  void tabulate(const Asked&, Figure&, const Grid&);
  void tabulate_row(const Asked&, Figure&, const Grid&);
  void tabulate_years(const Asked&, Figure&, const Grid&);
  void tabulate_rows(const Asked&, Figure&, const Grid&);
  FigureCell cell(const Asked&, const Grid&, std::size_t row, std::size_t group, bool shared);
  FigureCell total(const Asked&, const Grid&, std::size_t row, const std::string& key,
                   const std::function<bool(const Group&)>& counts);
  void note_whole(const Asked&, Figure&, const Grid&);
  void note_interval(Figure&, const Grid&, Looks) const;
  void mark_breaks(Figure&, Grid&) const;
  void read(const Asked&, Figure&, Phrases phrases);
  void read_grid(const Asked&, Figure&, const Grid&);
  Phrases common() const;
  std::string subtitle_of(const Asked&, int first) const;
  FlowChart flow_chart(const Grid& grid) const;
  Grid coverage_grid(SpreadYear& year) const;
  AreaMap areas_of(const Grid& grid, const SpreadYear& year) const;
  Grid moved_grid(const VariableLabels& variable, const std::vector<Moved>& moved) const;

  const corpus::Database& database_;
  const Wording& wording_;
  const Texts& texts_;
  FigureOptions options_;
  EvidencePages& evidence_;
  SpreadBase base_;
  Predecessors predecessors_;
  std::optional<Procurements> procurements_;
  std::map<std::string, Spread> spreads_;
  Table ending_;
};

}  // namespace inkoopmonitor::reports
