#include "link/blocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "link/groups.hpp"

namespace histor {
namespace {

Window random_window() {
  const auto day = [] { return Day(std::chrono::days(*rc::gen::inRange(-9000, 25000))); };
  Window window;
  if (*rc::gen::inRange(0, 8) > 0) window.first = day();
  if (*rc::gen::inRange(0, 8) > 0) {
    window.last =
        window.first ? *window.first + std::chrono::days(*rc::gen::element(0, 0, 1, 6, 20, 300, 9000)) : day();
  }
  return window;
}

bool meet(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  return std::any_of(a.begin(), a.end(),
                     [b](std::uint64_t key) { return std::find(b.begin(), b.end(), key) != b.end(); });
}

RC_GTEST_PROP(TimeKeys, WindowsThatShareADayFindEachOther, ()) {
  const Window a = random_window();
  Window b = random_window();
  if (*rc::gen::arbitrary<bool>() && a.first) b.first = *a.first + std::chrono::days(*rc::gen::inRange(-20, 20));
  if (b.first && b.last && *b.last < *b.first) b.last = b.first;
  const TimeKeys x(a);
  const TimeKeys y(b);
  if (overlap(a, b)) {
    RC_ASSERT(meet(x.found_by(), y.kept_by()));
    RC_ASSERT(meet(y.found_by(), x.kept_by()));
  }
}

TEST(TimeKeys, AMonthDoesNotFindTheNextYear) {
  const auto on = [](const char* first, const char* last) { return TimeKeys({day_from(first), day_from(last)}); };
  EXPECT_FALSE(meet(on("2024-03-01", "2024-03-31").found_by(), on("2025-03-01", "2025-03-01").kept_by()));
  EXPECT_TRUE(meet(on("2024-01-01", "2024-12-31").found_by(), on("2024-06-06", "2024-06-06").kept_by()));
}

// Against a plain map, through additions, removals and settling, beyond what is settled at one stroke.
RC_GTEST_PROP(BlockIndex, HoldsWhatAPlainMapHolds, ()) {
  BlockIndex index;
  std::set<std::pair<std::uint64_t, std::uint32_t>> plain;
  std::vector<std::uint64_t> keys;
  for (int i = 0; i < 50; ++i) keys.push_back(digest_of(i));
  if (*rc::gen::arbitrary<bool>()) {
    for (std::uint32_t one = 1000; one < 7000; ++one) {
      index.add(keys[one % 50], one);
      plain.emplace(keys[one % 50], one);
    }
  }
  for (int step = *rc::gen::inRange(1, 60); step > 0; --step) {
    const std::uint64_t key = keys[static_cast<std::size_t>(*rc::gen::inRange(0, 50))];
    const auto one = static_cast<std::uint32_t>(*rc::gen::inRange(990, 1100));
    if (*rc::gen::arbitrary<bool>()) {
      if (plain.emplace(key, one).second) index.add(key, one);
      index.settle();
    } else if (plain.erase({key, one}) > 0) {
      index.settle();
      index.remove(key, one);
    }
  }
  index.settle();
  for (const std::uint64_t key : keys) {
    std::multiset<std::uint32_t> found, known;
    index.visit(key, [&](std::uint32_t one) { found.insert(one); });
    for (const auto& [other, one] : plain) {
      if (other == key) known.insert(one);
    }
    RC_ASSERT(found == known);
  }
  index.visit(digest_of(77), [](std::uint32_t) { RC_FAIL("nothing was listed there"); });
}

// Groups of numbers that are tied where their difference is in a random set, against grouping from nothing.
RC_GTEST_PROP(Groups, AreThoseThatTiesHoldTogether, ()) {
  const auto steps = *rc::gen::container<std::set<int>>(rc::gen::inRange(1, 12));
  const auto tied = [&steps](std::uint32_t a, std::uint32_t b) {
    return steps.count(static_cast<int>(a > b ? a - b : b - a)) > 0;
  };
  Groups groups;
  std::set<std::uint32_t> held;
  for (int round = *rc::gen::inRange(1, 8); round > 0; --round) {
    std::vector<std::uint32_t> come, go, again;
    for (std::uint32_t node = 0; node < 40; ++node) {
      const int fate = *rc::gen::inRange(0, 6);
      if (fate == 0 && held.erase(node) > 0) {
        go.push_back(node);
      } else if (fate == 1) {
        (held.insert(node).second ? come : again).push_back(node);
      }
    }
    come.insert(come.end(), again.begin(), again.end());
    const auto neighbours = [&held](std::uint32_t, const auto& visit) {
      for (const std::uint32_t other : held) visit(other);
    };
    groups.regroup(come, go, neighbours, tied);
    for (std::uint32_t node = 0; node < 40; ++node) {
      RC_ASSERT((groups.group_of(node) == Groups::none) == (held.count(node) == 0));
    }
    std::map<std::uint32_t, std::uint32_t> root;  // by the plain way: the least number that ties lead to
    for (const std::uint32_t node : held) root[node] = node;
    for (bool changed = true; changed;) {
      changed = false;
      for (const std::uint32_t a : held) {
        for (const std::uint32_t b : held) {
          if (a == b || !tied(a, b) || root[a] == root[b]) continue;
          root[a] = root[b] = std::min(root[a], root[b]);
          changed = true;
        }
      }
    }
    for (const std::uint32_t a : held) {
      for (const std::uint32_t b : held) {
        RC_ASSERT((groups.group_of(a) == groups.group_of(b)) == (root[a] == root[b]));
      }
      const std::vector<std::uint32_t>& members = groups.members(groups.group_of(a));
      RC_ASSERT(std::binary_search(members.begin(), members.end(), a));
    }
  }
}

}  // namespace
}  // namespace histor
