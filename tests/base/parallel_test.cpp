#include "base/parallel.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace histor {
namespace {

RC_GTEST_PROP(MapOrdered, GivesWhatALoopGivesOnAnyNumberOfThreads, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(0, 200);
  const auto threads = *rc::gen::inRange(0U, 9U);
  std::vector<std::size_t> order;
  std::string joined;
  map_ordered(
      count, threads, [](std::size_t i) { return std::to_string(i * i); },
      [&](std::size_t i, Result<std::string> result) {
        order.push_back(i);
        joined += *result + ' ';
      });
  std::string expected;
  for (std::size_t i = 0; i < count; ++i) expected += std::to_string(i * i) + ' ';
  RC_ASSERT(joined == expected);
  for (std::size_t i = 0; i < order.size(); ++i) RC_ASSERT(order[i] == i);
}

TEST(MapOrdered, KeepsOrderWhereTheFirstIsTheSlowest) {
  std::vector<std::size_t> order;
  map_ordered(
      20, 4,
      [](std::size_t i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(i % 4 == 0 ? 5 : 0));
        return i;
      },
      [&](std::size_t, Result<std::size_t> result) { order.push_back(*result); });
  ASSERT_EQ(order.size(), 20U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(MapOrdered, WorksAheadOfASlowConsumerByNoMoreThanTheWindow) {
  constexpr unsigned threads = 3;
  std::atomic<std::size_t> begun = 0;
  std::size_t most_ahead = 0;
  map_ordered(
      100, threads,
      [&](std::size_t i) {
        ++begun;
        return i;
      },
      [&](std::size_t i, Result<std::size_t>) {
        if (i % 10 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(3));
        most_ahead = std::max(most_ahead, begun.load() - i);
      });
  EXPECT_EQ(begun, 100U);
  EXPECT_GT(most_ahead, 1U);  // it does work ahead
  EXPECT_LE(most_ahead, std::size_t{threads} * 4);
}

TEST(MapOrdered, AnExceptionIsAnErrorInItsPlaceAndTheRestGoesOn) {
  for (const unsigned threads : {1U, 4U}) {
    std::vector<std::string> seen;
    map_ordered(
        6, threads,
        [](std::size_t i) -> int {
          if (i == 1) throw std::runtime_error("a fault");
          if (i == 3) throw std::bad_alloc();
          if (i == 4) throw 7;
          return 0;
        },
        [&](std::size_t, Result<int> result) { seen.push_back(result ? "ok" : result.error().what); });
    EXPECT_EQ(seen,
              (std::vector<std::string>{"ok", "a fault", "ok", "not enough memory", "an unknown exception", "ok"}));
  }
}

TEST(MapOrdered, MemoryThatRunsOutIsTooLarge) {
  map_ordered(
      2, 2, [](std::size_t) -> int { throw std::bad_alloc(); },
      [](std::size_t, Result<int> result) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::too_large);
      });
}

TEST(MapOrdered, StopsWhereTheConsumerSaysSo) {
  for (const unsigned threads : {1U, 4U}) {
    std::atomic<std::size_t> begun = 0;
    std::size_t consumed = 0;
    map_ordered(
        10000, threads,
        [&](std::size_t i) {
          ++begun;
          return i;
        },
        [&](std::size_t i, Result<std::size_t>) {
          ++consumed;
          return i < 9;
        });
    EXPECT_EQ(consumed, 10U);
    EXPECT_LT(begun, 100U);
  }
}

TEST(MapOrdered, WhatTheConsumerThrowsComesOutAfterTheThreadsEnded) {
  for (const unsigned threads : {1U, 4U}) {
    std::atomic<int> running = 0;
    EXPECT_THROW(map_ordered(
                     50, threads,
                     [&](std::size_t i) {
                       ++running;
                       std::this_thread::sleep_for(std::chrono::milliseconds(1));
                       --running;
                       return i;
                     },
                     [](std::size_t i, Result<std::size_t>) {
                       if (i == 5) throw std::runtime_error("the consumer's own");
                     }),
                 std::runtime_error);
    EXPECT_EQ(running, 0);
  }
}

TEST(MapOrdered, ValuesThatOnlyMoveArriveWhole) {
  std::size_t sum = 0;
  map_ordered(
      30, 3, [](std::size_t i) { return std::make_unique<std::size_t>(i); },
      [&](std::size_t, Result<std::unique_ptr<std::size_t>> result) { sum += **result; });
  EXPECT_EQ(sum, 435U);
}

RC_GTEST_PROP(MapStreamed, GivesWhatALoopGivesOnAnyNumberOfThreads, (const std::vector<int>& numbers)) {
  const auto threads = *rc::gen::inRange(0U, 5U);
  std::vector<long> got;
  map_streamed<int>(
      threads,
      [&](const auto& take) {
        for (const int number : numbers) {
          if (!take(int{number})) return;
        }
      },
      [](int& number) { return 2L * number; },
      [&](int&& number, Result<long> twice) {
        got.push_back(number);
        got.push_back(twice.value());
      });
  std::vector<long> expected;
  for (const int number : numbers) {
    expected.push_back(number);
    expected.push_back(2L * number);
  }
  RC_ASSERT(got == expected);
}

TEST(MapStreamed, StopsASourceThatHasNoEnd) {
  for (const unsigned threads : {1U, 3U}) {
    int taken = 0;
    map_streamed<int>(
        threads,
        [](const auto& take) {
          for (int i = 0; take(int{i}); i = (i + 1) % 1000) {
          }
        },
        [](int& i) { return i; }, [&](int&&, Result<int>) { return ++taken < 50; });
    EXPECT_EQ(taken, 50);
  }
}

TEST(MapStreamed, WhatTheSourceThrowsComesOutAfterWhatItGave) {
  for (const unsigned threads : {1U, 3U}) {
    int taken = 0;
    EXPECT_THROW(map_streamed<int>(
                     threads,
                     [](const auto& take) {
                       for (int i = 0; i < 20; ++i) take(int{i});
                       throw std::runtime_error("broken");
                     },
                     [](int& i) { return i; }, [&](int&&, Result<int>) { ++taken; }),
                 std::runtime_error);
    EXPECT_EQ(taken, 20);
  }
}

TEST(HardwareThreads, IsAtLeastOne) {
  EXPECT_GE(hardware_threads(), 1U);
}

}  // namespace
}  // namespace histor
