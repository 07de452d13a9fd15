// Words that are looked for in every text, though few texts have one. Private to classify.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inkoopmonitor::classify {

// Pieces of text of two bytes or more: whether one of them stands anywhere in a text. The first
// three bytes at a place are held against all pieces at once, which takes a fifth of the time of an
// expression.
class Literals {
 public:
  Literals() = default;
  explicit Literals(std::vector<std::string> pieces) : pieces_(std::move(pieces)) {
    for (std::size_t number = 0; number < pieces_.size(); ++number) {
      const std::string& piece = pieces_[number];
      const std::uint64_t bit = std::uint64_t{1} << number % bits;
      shortest_ = std::min(shortest_, piece.size());
      for (std::size_t at = 0; at < first; ++at) {
        if (at < piece.size())
          begins_[at][static_cast<unsigned char>(piece[at])] |= bit;
        else
          for (std::uint64_t& any : begins_[at]) any |= bit;
      }
    }
  }

  bool any_in(std::string_view text) const {
    std::size_t at = 0;
    for (; at + first <= text.size(); ++at) {
      const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()) + at;
      const std::uint64_t may = begins_[0][bytes[0]] & begins_[1][bytes[1]] & begins_[2][bytes[2]];
      if (may != 0 && any_at(text.substr(at), may)) return true;
    }
    // Too near the end for more than the shortest.
    for (; at + shortest_ <= text.size() && at < text.size(); ++at) {
      if (any_at(text.substr(at), ~std::uint64_t{0})) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t first = 3, bits = 64;
  bool any_at(std::string_view text, std::uint64_t may) const {
    for (; may != 0; may &= may - 1) {
      auto number = static_cast<std::size_t>(std::countr_zero(may));
      for (; number < pieces_.size(); number += bits) {
        if (text.starts_with(pieces_[number])) return true;
      }
    }
    return false;
  }

  std::vector<std::string> pieces_;
  std::size_t shortest_ = SIZE_MAX / 2;
  std::array<std::array<std::uint64_t, 256>, first> begins_{};  // bits of pieces, by their bytes
};

}  // namespace inkoopmonitor::classify
