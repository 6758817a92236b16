#pragma once
// The places that a user added, as rows after those of the compiled table and names over them. Part of Gazetteer, which
// is the only way to them.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ground/gazetteer.hpp"

namespace histor {

/// Immutable once made; safe to share between threads.
class AddedPlaces {
 public:
  /// `table` has no added places of its own.
  AddedPlaces(const Gazetteer& table, std::vector<AddedPlace> places);

  /// As they came, one an id.
  [[nodiscard]] const std::vector<AddedPlace>& given() const { return given_; }

  /// Those that are rows of their own, numbered from 0.
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
  [[nodiscard]] Place place(std::uint32_t number) const;
  [[nodiscard]] const std::string& id(std::uint32_t number) const { return rows_[number].place.id; }

  /// Rows of the gazetteer, as its functions of these names give them.
  [[nodiscard]] std::optional<std::uint32_t> find_id(std::string_view id) const;
  void find(std::string_view folded, std::vector<PlaceName>& out) const;
  void find_loosely(std::string_view skeleton, std::string_view country, std::vector<PlaceName>& out) const;

 private:
  struct Row {
    AddedPlace place;
    double prominence = 0;
  };
  struct Hash {
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <class T>
  using ByText = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  void name(const Gazetteer& table, std::uint32_t row, std::string_view name, std::string_view country, bool main,
            bool loosely);

  std::vector<AddedPlace> given_;
  std::vector<Row> rows_;
  ByText<std::uint32_t> ids_;
  ByText<std::vector<PlaceName>> names_;
  ByText<std::vector<PlaceName>> skeletons_;  ///< by country and skeleton
};

}  // namespace histor
