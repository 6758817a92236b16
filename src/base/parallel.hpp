#pragma once
// The same work on many inputs, on several threads, with the results in the order of the inputs: what makes "same bytes
// out on any number of threads" cheap to keep.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace histor {

/// The threads this machine can run at once; at least 1.
[[nodiscard]] unsigned hardware_threads();

namespace detail {

/// Where items pass three stations in their order: a source fills a slot, some worker works on it, the caller takes it.
/// Indices count from 0; index i lives in slot i % window, which is filled anew only after it was released.
class Line {
 public:
  explicit Line(std::size_t window);
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // The source, one thread.
  /// Waits for room; the index to fill, or nullopt where the line was stopped.
  [[nodiscard]] std::optional<std::size_t> claim();
  void filled(std::size_t index);
  void close();  ///< no more will come

  // The workers, any number of threads.
  /// Waits; the next index to work on, or nullopt where none will come.
  [[nodiscard]] std::optional<std::size_t> next();
  void worked(std::size_t index);

  // The caller.
  /// Waits until `index` was worked on; false where the line was closed before it.
  [[nodiscard]] bool wait_for(std::size_t index);
  void release(std::size_t index);
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Runs `source` on one thread, `work` on `threads`, and `consume` on the caller's, until consume gives false; joins
/// them all. False, and nothing has been run, where the system has no threads to give. What consume or source throws
/// comes out here once every thread has ended.
[[nodiscard]] bool run_line(Line& line, unsigned threads, const std::function<void()>& source,
                            const std::function<void(std::size_t index)>& work,
                            const std::function<bool(std::size_t index)>& consume);

/// The error that stands for the exception being handled: call it in a catch block only.
[[nodiscard]] Error error_of_current_exception();

}  // namespace detail

/// Calls work(item) for every item that `source` hands to its argument, on `threads` threads (0 and 1: on the calling
/// one), and hands each result to consume(Item&&, Result<T>) on the calling thread, in the order of the items. `source`
/// is called once, with a function that takes an item and gives false where no more are wanted.
///
/// Memory: at most 4 items a thread are between the source and the consumer, however slow the consumer is.
/// Errors: where work throws, the exception ends there, and consume gets it as an error in its turn; the rest goes on.
///   bad_alloc is too_large; anything else is io with the exception's words.
/// Stopping: consume may return bool, false to stop; work that has begun is finished and thrown away. What consume or
///   source throws comes out of map_streamed after the threads have ended.
/// Threads: with several, source is called on a thread of its own, work from several at once; consume only from the
///   caller's. Where the system gives fewer threads than asked, those it gives do the work.
template <class Item, class Source, class Work, class Consume>
void map_streamed(unsigned threads, const Source& source, const Work& work, Consume&& consume) {
  using Value = std::decay_t<std::invoke_result_t<const Work&, Item&>>;
  static_assert(!std::is_void_v<Value>, "work gives a value");
  const auto work_on = [&](Item& item, std::optional<Result<Value>>& value) {
    try {
      value.emplace(work(item));
    } catch (...) {
      value.emplace(tl::unexpected<Error>(detail::error_of_current_exception()));
    }
  };
  const auto consumed = [&](Item& item, Result<Value>& value) {
    if constexpr (std::is_same_v<std::invoke_result_t<Consume&, Item&&, Result<Value>>, bool>) {
      return consume(std::move(item), std::move(value));
    } else {
      consume(std::move(item), std::move(value));
      return true;
    }
  };
  if (threads > 1) {
    struct Slot {
      std::optional<Item> item;
      std::optional<Result<Value>> value;
    };
    const std::size_t window = std::size_t{threads} * 4;
    std::vector<Slot> slots(window);
    detail::Line line(window);
    const auto fill = [&](Item&& item) {
      const auto index = line.claim();
      if (!index) return false;
      slots[*index % window].item.emplace(std::move(item));
      line.filled(*index);
      return true;
    };
    const bool ran = detail::run_line(
        line, threads, [&] { source(fill); },
        [&](std::size_t index) {
          Slot& slot = slots[index % window];
          work_on(*slot.item, slot.value);
        },
        [&](std::size_t index) {
          Slot& slot = slots[index % window];
          const bool more = consumed(*slot.item, *slot.value);
          slot.item.reset();
          slot.value.reset();
          return more;
        });
    if (ran) return;
  }
  source([&](Item&& item) {
    std::optional<Result<Value>> value;
    work_on(item, value);
    return consumed(item, *value);
  });
}

/// map_streamed() over the numbers of [0, count): calls work(i) and hands each result to consume(i, Result<T>), in
/// order of i.
template <class Work, class Consume>
void map_ordered(std::size_t count, unsigned threads, const Work& work, Consume&& consume) {
  const auto source = [count](const auto& take) {
    for (std::size_t index = 0; index < count; ++index) {
      if (!take(std::size_t{index})) return;
    }
  };
  map_streamed<std::size_t>(
      std::min<std::size_t>(threads, count) < 2 ? 1 : threads, source, [&](std::size_t& index) { return work(index); },
      [&](std::size_t&& index, auto&& result) { return consume(index, std::forward<decltype(result)>(result)); });
}

}  // namespace histor
