// Time is cut into cells of a day, of some weeks, of most of a year and of a decade. A window is kept at the finest
// level where it touches few cells; there it meets its like. At every coarser level it is kept as one from below, so
// that a long window finds the short ones within it, and no others.
#include "link/blocks.hpp"

#include <algorithm>
#include <array>

namespace histor {

namespace {

constexpr std::array<std::int64_t, 4> widths{1, 16, 256, 4096};  // days
constexpr std::int64_t most_cells = 8;
constexpr std::size_t least_to_settle = 4096;

struct Cells {
  std::int64_t first, last;
};

std::int64_t cell_of(Day day, std::int64_t width) {
  const std::int64_t days = day.time_since_epoch().count();
  return days >= 0 ? days / width : -((-days + width - 1) / width);
}

}  // namespace

TimeKeys::TimeKeys(const Window& window) {
  const auto key = [](std::size_t level, std::int64_t cell, bool below) { return digest_of(level, cell, below); };
  std::size_t own = widths.size();  // open windows, and those of many decades
  if (window.first && window.last) {
    for (own = 0; own < widths.size(); ++own) {
      if (cell_of(*window.last, widths[own]) - cell_of(*window.first, widths[own]) < most_cells) break;
    }
  }
  for (std::size_t level = own; level < widths.size(); ++level) {
    const Cells cells{cell_of(*window.first, widths[level]), cell_of(*window.last, widths[level])};
    for (std::int64_t cell = cells.first; cell <= cells.last; ++cell) {
      keep(key(level, cell, level > own));
      find(key(level, cell, false));
      if (level == own) find(key(level, cell, true));
    }
  }
  keep(key(widths.size(), 0, own < widths.size()));
  find(key(widths.size(), 0, false));
  if (own == widths.size()) find(key(widths.size(), 0, true));
}

void BlockIndex::remove(std::uint64_t key, std::uint32_t one) {
  if (const auto list = fresh_.find(key); list != fresh_.end()) {
    if (const std::size_t erased = std::erase(list->second, one); erased > 0) {
      fresh_count_ -= erased;
      if (list->second.empty()) fresh_.erase(list);
      return;
    }
  }
  removed_.insert(digest_of(key, one));
}

void BlockIndex::settle() {
  if (incoming_.size() <= least_to_settle) {
    for (const Entry& entry : incoming_) {
      // What is added again was removed before, and still stands in its place.
      if (!removed_.empty() && removed_.erase(digest_of(entry.key, entry.one)) > 0) continue;
      fresh_[entry.key].push_back(entry.one);
      ++fresh_count_;
    }
    incoming_.clear();
    if (fresh_count_ < std::max(least_to_settle, settled_.size() / 8)) return;
  }
  std::erase_if(settled_, [this](const Entry& entry) { return removed_.count(digest_of(entry.key, entry.one)) > 0; });
  removed_.clear();
  const auto middle = static_cast<std::ptrdiff_t>(settled_.size());
  settled_.reserve(settled_.size() + fresh_count_ + incoming_.size());
  settled_.insert(settled_.end(), incoming_.begin(), incoming_.end());
  for (const auto& [key, ones] : fresh_) {
    for (const std::uint32_t one : ones) settled_.push_back({key, one});
  }
  incoming_ = {};
  fresh_.clear();
  fresh_count_ = 0;
  std::sort(settled_.begin() + middle, settled_.end());
  std::inplace_merge(settled_.begin(), settled_.begin() + middle, settled_.end());
}

std::size_t BlockIndex::first_of(std::uint64_t key) const {
  std::size_t low = 0;
  std::size_t high = settled_.size();  // the first entry not below `key` is in [low, high]
  std::uint64_t below = 0;
  std::uint64_t above = ~std::uint64_t{0};
  while (high - low > 16) {
    const double share = static_cast<double>(key - below) / (static_cast<double>(above - below) + 1.0);
    const std::size_t guess =
        std::min(high - 1, low + static_cast<std::size_t>(share * static_cast<double>(high - low)));
    // A little to either side of the guess, so that both borders close in.
    const std::size_t reach = 4 + (high - low) / 64;
    const std::size_t left = guess > low + reach ? guess - reach : low;
    const std::size_t right = std::min(high - 1, guess + reach);
    if (settled_[left].key >= key) {
      high = left;
      above = settled_[left].key;
    } else if (settled_[right].key < key) {
      low = right + 1;
      below = settled_[right].key;
    } else {
      low = left + 1;
      below = settled_[left].key;
      high = right;
      above = settled_[right].key;
    }
  }
  while (low < high && settled_[low].key < key) ++low;
  return low;
}

}  // namespace histor
