// Fitting and trying a calibration: logistic regression with a ridge, by Newton's method.
//
// What was tried, on 1,470 judged values (46 of them wrong) of 73 documents, by cross-validated log
// loss: one share for all 0.139; the rules' own confidences 0.229; isotonic regression of them over
// bins of at least 15, 30, 60 values 0.132; logistic regression of them 0.129, with the variable
// 0.125, with the signs of the value and its record 0.123, with the kind of document 0.120, with
// the rule 0.114, with the score by variable 0.113. Only signs beside the score change the order of
// values (area under the curve 0.72 with the score alone, 0.83 with all), so bins of it cannot do
// as well. Two stages, first whether the record is right and then the value, were turned down: the
// labels have next to no record too many to fit the first on.
//
// Rules do better on documents that they were written from. A column of its own takes up by how
// much, and is left out of what is written, since documents to come were not seen.
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "classify/classify.h"
#include "error.h"

namespace inkoopmonitor::classify {
namespace {

constexpr std::size_t folds_max = 10;
// A sign that fewer values have is left out: its weight would be a guess.
constexpr std::size_t values_of_sign_min = 5;

constexpr std::size_t seen_column = 1;

using Vector = std::vector<double>;

// Values as rows of a sparse matrix.
struct Row {
  std::vector<std::pair<std::size_t, double>> amounts;  // column, amount
  double right = 0;
};

struct Matrix {
  std::vector<std::string> columns;  // the first is the constant, the second `seen`
  std::vector<Row> rows;             // parallel to the values
};

Matrix matrix_of(const std::vector<JudgedValue>& values) {
  std::map<std::string, std::size_t> seen;
  for (const JudgedValue& value : values) {
    for (const Sign& sign : value.signs) ++seen[sign.name];
  }
  Matrix matrix{{"constant", "seen"}, {}};
  std::map<std::string, std::size_t> column;
  for (const auto& [name, times] : seen) {
    if (times < values_of_sign_min || name == "constant") continue;
    column[name] = matrix.columns.size();
    matrix.columns.push_back(name);
  }
  for (const JudgedValue& value : values) {
    Row row{{{0, 1.0}}, value.right ? 1.0 : 0.0};
    if (value.seen) row.amounts.emplace_back(seen_column, 1.0);
    for (const Sign& sign : value.signs) {
      const auto found = column.find(sign.name);
      if (found != column.end()) row.amounts.emplace_back(found->second, sign.amount);
    }
    matrix.rows.push_back(std::move(row));
  }
  return matrix;
}

double probability(const Row& row, const Vector& weights) {
  double log_odds = 0;
  for (const auto& [column, amount] : row.amounts) log_odds += weights[column] * amount;
  return std::clamp(1 / (1 + std::exp(-log_odds)), 0.005, 0.995);
}

// Solves `matrix` x = `right` for a positive definite matrix (Cholesky), in place.
Vector solve(std::vector<Vector> matrix, Vector right) {
  const std::size_t size = right.size();
  for (std::size_t j = 0; j < size; ++j) {
    for (std::size_t k = 0; k < j; ++k) matrix[j][j] -= matrix[j][k] * matrix[j][k];
    assert(matrix[j][j] > 0 && "the ridge keeps it positive definite");
    matrix[j][j] = std::sqrt(matrix[j][j]);
    for (std::size_t i = j + 1; i < size; ++i) {
      for (std::size_t k = 0; k < j; ++k) matrix[i][j] -= matrix[i][k] * matrix[j][k];
      matrix[i][j] /= matrix[j][j];
    }
  }
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t k = 0; k < i; ++k) right[i] -= matrix[i][k] * right[k];
    right[i] /= matrix[i][i];
  }
  for (std::size_t i = size; i-- > 0;) {
    for (std::size_t k = i + 1; k < size; ++k) right[i] -= matrix[k][i] * right[k];
    right[i] /= matrix[i][i];
  }
  return right;
}

// Weights fitted on the rows `use`. The ridge draws every weight but the constant towards 0: a rule
// that was seen a few times hardly moves anything.
Vector fitted(const Matrix& matrix, const std::vector<std::size_t>& use, double ridge) {
  const std::size_t size = matrix.columns.size();
  // Of the constant and `seen`: so that all right, or all wrong, has an answer too.
  constexpr double little_ridge = 0.01;
  Vector weights(size, 0.0);
  constexpr int steps_max = 30;
  for (int step = 0; step < steps_max; ++step) {
    std::vector<Vector> curvature(size, Vector(size, 0.0));
    Vector slope(size, 0.0);
    for (std::size_t j = 0; j < size; ++j) {
      const double own = j <= seen_column ? little_ridge : ridge;
      curvature[j][j] = own;
      slope[j] = -own * weights[j];
    }
    for (const std::size_t index : use) {
      const Row& row = matrix.rows[index];
      const double chance = probability(row, weights), spread = chance * (1 - chance);
      for (const auto& [column, amount] : row.amounts) {
        slope[column] += (row.right - chance) * amount;
        for (const auto& [other, its] : row.amounts) {
          if (other <= column) curvature[column][other] += spread * amount * its;
        }
      }
    }
    const Vector change = solve(std::move(curvature), slope);
    double most = 0;
    for (std::size_t j = 0; j < size; ++j) {
      weights[j] += std::clamp(change[j], -2.0, 2.0);
      most = std::max(most, std::abs(change[j]));
    }
    if (most < 1e-6) break;
  }
  return weights;
}

// The fold in which each value is tried; values of one document are in one.
std::vector<std::size_t> folds_of(const std::vector<JudgedValue>& values) {
  std::map<std::string, std::size_t> documents;
  for (const JudgedValue& value : values) documents.emplace(value.document, 0);
  std::size_t number = 0;
  for (auto& [name, fold] : documents) fold = number++ % folds_max;
  std::vector<std::size_t> folds;
  for (const JudgedValue& value : values) folds.push_back(documents[value.document]);
  return folds;
}

// The confidence of each value by weights that were fitted without its fold, as if its document had
// not been seen.
Vector cross_validated(const Matrix& matrix, const std::vector<std::size_t>& folds, double ridge) {
  Vector confidences(matrix.rows.size(), 0.0);
  for (std::size_t fold = 0; fold < folds_max; ++fold) {
    std::vector<std::size_t> use;
    for (std::size_t index = 0; index < folds.size(); ++index) {
      if (folds[index] != fold) use.push_back(index);
    }
    if (use.size() == folds.size()) continue;
    Vector weights = fitted(matrix, use, ridge);
    weights[seen_column] = 0;
    for (std::size_t index = 0; index < folds.size(); ++index) {
      if (folds[index] == fold) confidences[index] = probability(matrix.rows[index], weights);
    }
  }
  return confidences;
}

std::vector<Fit::Bin> bins_of(const std::vector<JudgedValue>& values, const Vector& confidences) {
  constexpr std::array edges = {0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 1.0};
  std::vector<Fit::Bin> bins;
  for (std::size_t edge = 0; edge + 1 < edges.size(); ++edge) {
    Fit::Bin bin{.from = edges[edge], .to = edges[edge + 1]};
    for (std::size_t index = 0; index < values.size(); ++index) {
      if (values[index].seen || confidences[index] < bin.from || confidences[index] >= bin.to)
        continue;
      ++bin.share.all;
      bin.share.right += values[index].right;
      bin.mean += confidences[index];
    }
    if (bin.share.all == 0) continue;
    bin.mean /= static_cast<double>(bin.share.all);
    bins.push_back(bin);
  }
  return bins;
}

Honesty honesty_of(const std::vector<JudgedValue>& values, const Vector& confidences) {
  Honesty honesty;
  const auto number = static_cast<double>(
      std::count_if(values.begin(), values.end(), [](const auto& value) { return !value.seen; }));
  for (std::size_t index = 0; index < values.size(); ++index) {
    if (values[index].seen) continue;
    const double chance = std::clamp(confidences[index], 0.005, 0.995);
    const double right = values[index].right ? 1 : 0;
    honesty.log_loss -= std::log(values[index].right ? chance : 1 - chance) / number;
    honesty.brier += (chance - right) * (chance - right) / number;
  }
  for (const Fit::Bin& bin : bins_of(values, confidences))
    honesty.expected_error +=
        static_cast<double>(bin.share.all) / number * std::abs(bin.mean - bin.share.value());
  return honesty;
}

enum class Of { all, core, fresh, fresh_core };

Share share_from(const std::vector<JudgedValue>& values, const Vector& confidences,
                 double threshold, Of which) {
  const bool core_only = which == Of::core || which == Of::fresh_core;
  const bool fresh_only = which == Of::fresh || which == Of::fresh_core;
  Share share;
  for (std::size_t index = 0; index < values.size(); ++index) {
    const JudgedValue& value = values[index];
    if (confidences[index] < threshold || (core_only && !value.core) || (fresh_only && value.seen))
      continue;
    ++share.all;
    share.right += values[index].right;
  }
  return share;
}

// Thresholds are whole thousandths, as confidences are shown.
void choose_threshold(const std::vector<JudgedValue>& values, Fit& fit) {
  constexpr int thousand = 1000;
  for (int thousandths = 0; thousandths < thousand; ++thousandths) {
    const double threshold = static_cast<double>(thousandths) / thousand;
    const Share above = share_from(values, fit.confidences, threshold, Of::core);
    if (above.all == 0) break;
    if (above.value() < fit.precision) continue;
    fit.reached = true;
    fit.review_threshold = threshold;
    fit.above = above;
    fit.above_all = share_from(values, fit.confidences, threshold, Of::all);
    fit.above_fresh = share_from(values, fit.confidences, threshold, Of::fresh_core);
    return;
  }
}

std::vector<Fit::Weight> weights_of(const Matrix& matrix, const Vector& weights) {
  Vector sum(matrix.columns.size(), 0.0);
  for (const Row& row : matrix.rows) {
    for (const auto& [column, amount] : row.amounts) sum[column] += amount;
  }
  std::vector<Fit::Weight> result;
  for (std::size_t column = 0; column < matrix.columns.size(); ++column) {
    if (column == seen_column) continue;  // documents to come are not
    result.push_back({matrix.columns[column], weights[column],
                      sum[column] / static_cast<double>(matrix.rows.size())});
  }
  std::sort(result.begin(), result.end(),
            [](const auto& left, const auto& right) { return left.sign < right.sign; });
  return result;
}

// Bounds of Wilson's interval: `sign` -1 the lower, 1 the upper.
double wilson(std::size_t right, std::size_t all, double sign) {
  if (all == 0) return sign < 0 ? 0 : 1;
  constexpr double z = 1.96;
  const auto n = static_cast<double>(all);
  const double share = static_cast<double>(right) / n;
  const double middle = share + z * z / (2 * n);
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return std::clamp((middle + sign * half) / (1 + z * z / n), 0.0, 1.0);
}

}  // namespace

double Share::value() const {
  return all == 0 ? 0 : static_cast<double>(right) / static_cast<double>(all);
}
double Share::low() const {
  return wilson(right, all, -1);
}
double Share::high() const {
  return wilson(right, all, 1);
}

Fit fit_calibration(const std::vector<JudgedValue>& values, double precision) {
  std::set<std::string> documents;
  for (const JudgedValue& value : values) documents.insert(value.document);
  constexpr std::size_t values_min = 20, documents_min = 2;
  const bool all_seen =
      std::all_of(values.begin(), values.end(), [](const auto& value) { return value.seen; });
  if (values.size() < values_min || documents.size() < documents_min || all_seen)
    throw Error(ErrorKind::usage, "the labels",
                "are of " + std::to_string(values.size()) + " coded values of " +
                    std::to_string(documents.size()) + " documents in the corpus" +
                    (all_seen ? ", all of them seen when the rules were written"
                              : ", which is too few to fit anything"),
                "give labels of more documents, and import those first");
  Fit fit;
  fit.documents = documents.size();
  fit.precision = precision;
  const Matrix matrix = matrix_of(values);
  const std::vector<std::size_t> folds = folds_of(values);
  double best_ridge = 0;
  for (const double ridge : {1.0, 2.0, 4.0, 8.0, 16.0}) {
    Vector confidences = cross_validated(matrix, folds, ridge);
    const Honesty honesty = honesty_of(values, confidences);
    if (best_ridge != 0 && honesty.log_loss >= fit.calibrated.log_loss) continue;
    best_ridge = ridge;
    fit.calibrated = honesty;
    fit.confidences = std::move(confidences);
  }
  fit.all = share_from(values, fit.confidences, 0, Of::all);
  fit.core = share_from(values, fit.confidences, 0, Of::core);
  fit.fresh = share_from(values, fit.confidences, 0, Of::fresh);
  Vector ranks;
  for (const JudgedValue& value : values) ranks.push_back(value.rank);
  fit.ranks = honesty_of(values, ranks);
  fit.constant = honesty_of(values, Vector(values.size(), fit.fresh.value()));
  fit.bins = bins_of(values, fit.confidences);
  choose_threshold(values, fit);
  std::vector<std::size_t> use(values.size());
  for (std::size_t index = 0; index < use.size(); ++index) use[index] = index;
  fit.weights = weights_of(matrix, fitted(matrix, use, best_ridge));
  return fit;
}

std::string text_of_calibration(const Fit& fit) {
  const auto number = [](double value, int decimals) {
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return std::string(text.data(), static_cast<std::size_t>(std::max(length, 0)));
  };
  const auto share = [&](const Share& its) {
    return "{ right = " + std::to_string(its.right) + ", all = " + std::to_string(its.all) +
           ", share = " + number(its.value(), 3) + ", low = " + number(its.low(), 3) +
           ", high = " + number(its.high(), 3) + " }";
  };
  std::string text =
      "# How sure a coded value is: made by `inkoopmonitor calibrate`, which explains it. Part of "
      "the\n# ruleset, like the rules that it was made with; make it again when those change.\n\n";
  text += "documents = " + std::to_string(fit.documents) + "\n";
  text += "values = " + share(fit.all) + "\n";
  text += "core_values = " + share(fit.core) + "\n";
  text += "# Of documents that the rules were not written from; confidences are of these.\n";
  text += "fresh_values = " + share(fit.fresh) + "\n\n";
  text += "# Values with less confidence are `unsure`.\n";
  text += "review_threshold = " + number(fit.review_threshold, 3) + "\n";
  text += "wanted_precision = " + number(fit.precision, 3) + "\n";
  text += "core_values_above = " + share(fit.above) + "\n";
  text += "values_above = " + share(fit.above_all) + "\n";
  text += "fresh_core_values_above = " + share(fit.above_fresh) + "\n\n";
  text += "# Cross-validated by document.\n[quality]\n";
  const auto quality = [&](const char* name, const Honesty& honesty) {
    text += std::string(name) + " = { log_loss = " + number(honesty.log_loss, 4) +
            ", brier = " + number(honesty.brier, 4) +
            ", expected_error = " + number(honesty.expected_error, 4) + " }\n";
  };
  quality("one_share_for_all", fit.constant);
  quality("confidences_of_the_rules", fit.ranks);
  quality("calibrated", fit.calibrated);
  for (const Fit::Bin& bin : fit.bins) {
    text += "\n[[reliability]]\nconfidence = { from = " + number(bin.from, 2) +
            ", to = " + number(bin.to, 2) + ", mean = " + number(bin.mean, 3) + " }\n";
    text += "values = " + share(bin.share) + "\n";
  }
  text +=
      "\n# Log odds for each unit of a sign; `usual` is how much of it values have in the mean.\n";
  text += "[signs]\n";
  for (const Fit::Weight& weight : fit.weights) {
    text += "\"" + weight.sign + "\" = { weight = " + number(weight.weight, 4) +
            ", usual = " + number(weight.usual, 4) + " }\n";
  }
  return text;
}

}  // namespace inkoopmonitor::classify
