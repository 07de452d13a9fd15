// Numbers, floats and strings as bytes and back, for the layout of a page and for the answers of a
// child. Private to this room.
//
// Counts and numbers are LEB128, floats four bytes, little-endian, never infinite or NaN. Nothing
// that is read is trusted: a length is held against the bytes that are there.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace inkoopmonitor::extract {

class ByteWriter {
 public:
  void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void number(std::uint32_t value) {
    while (value >= 0x80) {
      bytes_.push_back(static_cast<char>(value | 0x80));
      value >>= 7;
    }
    bytes_.push_back(static_cast<char>(value));
  }
  void real(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8) byte(static_cast<std::uint8_t>(bits >> shift));
  }
  void string(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes_.append(value);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads until something does not fit; from then on everything is zero and `good` is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t byte() {
    if (rest_.empty()) {
      good_ = false;
      return 0;
    }
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      const std::uint8_t next = byte();
      if (shift == 28 && next > 0x0f) break;
      value |= static_cast<std::uint32_t>(next & 0x7f) << shift;
      if (next < 0x80) return good_ ? value : 0;
    }
    good_ = false;
    return 0;
  }
  // A count of things that take at least `bytes_each`.
  std::uint32_t count(std::size_t bytes_each) {
    const std::uint32_t value = number();
    if (value <= rest_.size() / bytes_each) return value;
    good_ = false;
    return 0;
  }
  float real() {
    std::uint32_t bits = 0;
    for (int shift = 0; shift < 32; shift += 8) bits |= static_cast<std::uint32_t>(byte()) << shift;
    const auto value = std::bit_cast<float>(bits);
    if (std::isfinite(value)) return value;
    good_ = false;
    return 0;
  }
  std::string_view string() {
    const std::uint32_t size = count(1);
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
  }
  void fail() { good_ = false; }
  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace inkoopmonitor::extract
