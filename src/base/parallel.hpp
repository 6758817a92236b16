#pragma once
// The same work on many inputs, on several threads, with the results in the order of the inputs: what makes "same bytes
// out on any number of threads" cheap to keep.

#include <cstddef>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace histor {

/// The threads this machine can run at once; at least 1.
[[nodiscard]] unsigned hardware_threads();

namespace detail {

/// Runs produce(i, slot) for every i in [0, count) on `threads` threads and consume(i, slot) on the calling thread, in
/// order of i, with slot = i % window: a slot is not produced into again before it was consumed. Stops early where
/// consume returns false. produce must not throw; what consume throws comes out here once every thread has ended.
void run_ordered(std::size_t count, unsigned threads, std::size_t window,
                 const std::function<void(std::size_t index, std::size_t slot)>& produce,
                 const std::function<bool(std::size_t index, std::size_t slot)>& consume);

/// The error that stands for the exception being handled: call it in a catch block only.
[[nodiscard]] Error error_of_current_exception();

}  // namespace detail

/// Calls work(i) for every i in [0, count) on `threads` threads (0 and 1: on the calling thread), and hands each result
/// to consume(i, Result<T>) on the calling thread, in order of i.
///
/// Memory: at most 4 results a thread are finished and waiting, or in the making, however slow the consumer is.
/// Errors: where work throws, the exception ends there, and consume gets it as an error in its turn; the rest goes on.
///   bad_alloc is too_large; anything else is io with the exception's words.
/// Stopping: consume may return bool, false to stop; work that has begun is finished and thrown away. What consume
/// throws
///   comes out of map_ordered after the threads have ended.
/// Threads: work is called from several at once; consume only from the caller's. Where the system gives fewer threads
/// than
///   asked, those it gives do the work.
template <class Work, class Consume>
void map_ordered(std::size_t count, unsigned threads, const Work& work, Consume&& consume) {
  using Value = std::decay_t<std::invoke_result_t<const Work&, std::size_t>>;
  static_assert(!std::is_void_v<Value>, "work gives a value");
  const std::size_t window = threads < 2 ? 1 : std::size_t{threads} * 4;
  std::vector<std::optional<Result<Value>>> slots(window);
  detail::run_ordered(
      count, threads, window,
      [&](std::size_t index, std::size_t slot) {
        try {
          slots[slot].emplace(work(index));
        } catch (...) {
          slots[slot].emplace(tl::unexpected<Error>(detail::error_of_current_exception()));
        }
      },
      [&](std::size_t index, std::size_t slot) {
        Result<Value> result = std::move(*slots[slot]);
        slots[slot].reset();
        if constexpr (std::is_same_v<std::invoke_result_t<Consume&, std::size_t, Result<Value>>, bool>) {
          return consume(index, std::move(result));
        } else {
          consume(index, std::move(result));
          return true;
        }
      });
}

}  // namespace histor
