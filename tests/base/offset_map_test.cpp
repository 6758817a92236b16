#include "base/offset_map.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace histor {
namespace {

TEST(OffsetMap, TracesWhatWasCopied) {
  OffsetMap map;
  map.copied(5, 10);
  map.inserted(2);
  map.copied(4, 30);
  EXPECT_EQ(map.size(), 11U);
  EXPECT_EQ(map.source_of({1, 3}), (Span{11, 13}));
  EXPECT_EQ(map.source_of({8, 11}), (Span{31, 34}));
}

TEST(OffsetMap, GivesAllOfWhatWasReplaced) {
  OffsetMap map;
  map.copied(2, 0);
  map.replaced(3, {2, 9});
  map.copied(2, 9);
  EXPECT_EQ(map.source_of({3, 4}), (Span{2, 9}));
  EXPECT_EQ(map.source_of({1, 3}), (Span{1, 9}));
  EXPECT_EQ(map.source_of({5, 7}), (Span{9, 11}));
}

TEST(OffsetMap, CoversWhatStandsElsewhere) {
  OffsetMap map;
  map.copied(4, 50);
  map.inserted(1);
  map.copied(4, 10);
  EXPECT_EQ(map.source_of({0, 9}), (Span{10, 54}));
}

TEST(OffsetMap, PutsWhatWasInsertedBetween) {
  OffsetMap map;
  map.copied(4, 10);
  map.inserted(2);
  EXPECT_EQ(map.source_of({4, 6}), (Span{14, 14}));
  EXPECT_EQ(map.source_of({2, 2}), (Span{12, 12}));
  EXPECT_EQ(map.source_of({6, 6}), (Span{14, 14}));
  EXPECT_EQ(OffsetMap().source_of({0, 0}), Span{});
}

struct Made {
  OffsetMap map;
  std::vector<std::vector<std::uint32_t>> plain;  // for each byte of the view, the bytes of the source it stands for
};

Made made_of(std::uint32_t source_size) {
  Made out;
  const auto runs = *rc::gen::inRange(0, 12);
  for (int i = 0; i < runs; ++i) {
    const auto begin = *rc::gen::inRange<std::uint32_t>(0, source_size);
    const auto end = *rc::gen::inRange<std::uint32_t>(begin + 1, source_size + 1);
    const auto kind = *rc::gen::inRange(0, 3);
    const auto length = kind == 0 ? end - begin : *rc::gen::inRange<std::uint32_t>(1, 5);
    if (kind == 0) out.map.copied(length, begin);
    if (kind == 1) out.map.replaced(length, {begin, end});
    if (kind == 2) out.map.inserted(length);
    for (std::uint32_t b = 0; b < length; ++b) {
      std::vector<std::uint32_t> bytes;
      if (kind == 0) bytes.push_back(begin + b);
      for (std::uint32_t s = begin; kind == 1 && s < end; ++s) bytes.push_back(s);
      out.plain.push_back(bytes);
    }
  }
  return out;
}

RC_GTEST_PROP(OffsetMap, SaysWhatTheByteByByteTableSays, ()) {
  const Made made = made_of(40);
  RC_ASSERT(made.map.size() == made.plain.size());
  const auto begin = *rc::gen::inRange<std::uint32_t>(0, made.map.size() + 1);
  const auto end = *rc::gen::inRange<std::uint32_t>(begin, made.map.size() + 1);
  std::uint32_t least = UINT32_MAX;
  std::uint32_t most = 0;
  for (std::uint32_t b = begin; b < end; ++b) {
    for (const std::uint32_t s : made.plain[b]) {
      least = std::min(least, s);
      most = std::max(most, s + 1);
    }
  }
  const Span got = made.map.source_of({begin, end});
  if (least == UINT32_MAX) {
    RC_ASSERT(got.empty());
  } else {
    RC_ASSERT(got == (Span{least, most}));
  }
}

RC_GTEST_PROP(OffsetMap, AppendedIsToldAsBefore, ()) {
  const Made first = made_of(40);
  const Made second = made_of(40);
  OffsetMap both = first.map;
  both.append(second.map);
  RC_ASSERT(both.size() == first.map.size() + second.map.size());
  for (std::uint32_t b = 0; b < second.map.size(); ++b) {
    const Span got = both.source_of({first.map.size() + b, first.map.size() + b + 1});
    const Span want = second.map.source_of({b, b + 1});
    RC_ASSERT(got.empty() == want.empty());
    if (!want.empty()) RC_ASSERT(got == want);
  }
}

RC_GTEST_PROP(OffsetMap, ThroughIsOneAfterTheOther, ()) {
  const Made below = made_of(40);
  RC_PRE(below.map.size() > 0U);
  const Made above = made_of(below.map.size());
  const OffsetMap both = above.map.through(below.map);
  RC_ASSERT(both.size() == above.map.size());
  for (std::uint32_t b = 0; b < both.size(); ++b) {
    std::uint32_t least = UINT32_MAX;
    std::uint32_t most = 0;
    for (const std::uint32_t middle : above.plain[b]) {
      for (const std::uint32_t s : below.plain[middle]) {
        least = std::min(least, s);
        most = std::max(most, s + 1);
      }
    }
    const Span got = both.source_of({b, b + 1});
    if (least == UINT32_MAX) {
      RC_ASSERT(got.empty());
    } else {
      RC_ASSERT(got == (Span{least, most}));
    }
  }
}

}  // namespace
}  // namespace histor
