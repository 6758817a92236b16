// One lock, two conditions. Workers take the next index as long as it is within the window above what was consumed; the
// caller takes finished slots in order. The lock is held for a few instructions an input: inputs are documents, not
// words.

#include "base/parallel.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace histor {

unsigned hardware_threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

namespace detail {

namespace {

class OrderedRun {
 public:
  OrderedRun(std::size_t count, std::size_t window, const std::function<void(std::size_t, std::size_t)>& produce)
      : count_(count), window_(window), produce_(produce), ready_(window, 0) {}

  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      room_.wait(lock, [this] { return stopped_ || next_ >= count_ || next_ - consumed_ < window_; });
      if (stopped_ || next_ >= count_) return;
      const std::size_t index = next_++;
      lock.unlock();
      produce_(index, index % window_);
      lock.lock();
      ready_[index % window_] = 1;
      if (index == consumed_) filled_.notify_one();
    }
  }

  void wait_for(std::size_t index) {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return ready_[index % window_] != 0; });
  }

  void release(std::size_t index) {
    const std::lock_guard lock(mutex_);
    ready_[index % window_] = 0;
    consumed_ = index + 1;
    if (next_ >= count_) {
      room_.notify_all();
    } else {
      room_.notify_one();
    }
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
  }

 private:
  const std::size_t count_;
  const std::size_t window_;
  const std::function<void(std::size_t, std::size_t)>& produce_;
  std::mutex mutex_;
  std::condition_variable room_;    ///< a slot came free, or there is nothing more to do
  std::condition_variable filled_;  ///< the slot that the caller waits for is ready
  std::vector<unsigned char> ready_;
  std::size_t next_ = 0;
  std::size_t consumed_ = 0;
  bool stopped_ = false;
};

}  // namespace

void run_ordered(std::size_t count, unsigned threads, std::size_t window,
                 const std::function<void(std::size_t, std::size_t)>& produce,
                 const std::function<bool(std::size_t, std::size_t)>& consume) {
  std::size_t index = 0;
  if (threads > 1 && count > 1) {
    OrderedRun run(count, window, produce);
    std::vector<std::jthread> workers;  // joined at the end of this block, whichever way it is left
    struct Stop {
      OrderedRun& run;
      ~Stop() { run.stop(); }
    } stop{run};  // after the workers: stopped before they are joined
    const std::size_t wanted = std::min<std::size_t>(threads, count);
    workers.reserve(wanted);
    try {
      while (workers.size() < wanted) workers.emplace_back([&run] { run.work(); });
    } catch (const std::system_error&) {
      // The system has no more threads to give.
    }
    if (!workers.empty()) {
      for (; index < count; ++index) {
        run.wait_for(index);
        if (!consume(index, index % window)) return;
        run.release(index);
      }
      return;
    }
  }
  for (; index < count; ++index) {
    produce(index, index % window);
    if (!consume(index, index % window)) return;
  }
}

Error error_of_current_exception() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {ErrorCode::too_large, "not enough memory", {}, "leave this input out, or give the process more memory"};
  } catch (const std::exception& exception) {
    return {ErrorCode::io, exception.what(), {}, "this is a fault in Histor: please report it with the input"};
  } catch (...) {
    return {ErrorCode::io, "an unknown exception", {}, "this is a fault in Histor: please report it with the input"};
  }
}

}  // namespace detail
}  // namespace histor
