// One lock, three conditions: room for the source, items for the workers, results for the caller. The lock is held for
// a few instructions an item: items are documents, not words.

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

struct Line::Impl {
  explicit Impl(std::size_t slots) : window(slots), ready(slots, 0) {}

  const std::size_t window;
  std::mutex mutex;
  std::condition_variable room;    ///< a slot came free, or there is nothing more to do
  std::condition_variable items;   ///< a slot was filled, or no more will be
  std::condition_variable result;  ///< the slot that the caller waits for is ready, or never will be
  std::vector<unsigned char> ready;
  std::size_t filled = 0;    ///< below: filled by the source
  std::size_t taken = 0;     ///< below: taken by a worker
  std::size_t released = 0;  ///< below: taken by the caller
  bool closed = false;
  bool stopped = false;
};

Line::Line(std::size_t window) : impl_(std::make_unique<Impl>(window)) {}
Line::~Line() = default;

std::optional<std::size_t> Line::claim() {
  std::unique_lock lock(impl_->mutex);
  impl_->room.wait(lock, [this] { return impl_->stopped || impl_->filled - impl_->released < impl_->window; });
  if (impl_->stopped) return std::nullopt;
  return impl_->filled;
}

void Line::filled(std::size_t index) {
  const std::lock_guard lock(impl_->mutex);
  impl_->filled = index + 1;
  impl_->items.notify_one();
}

void Line::close() {
  const std::lock_guard lock(impl_->mutex);
  impl_->closed = true;
  impl_->items.notify_all();
  impl_->result.notify_all();
}

std::optional<std::size_t> Line::next() {
  std::unique_lock lock(impl_->mutex);
  impl_->items.wait(lock, [this] { return impl_->stopped || impl_->closed || impl_->taken < impl_->filled; });
  if (impl_->stopped || impl_->taken == impl_->filled) return std::nullopt;
  return impl_->taken++;
}

void Line::worked(std::size_t index) {
  const std::lock_guard lock(impl_->mutex);
  impl_->ready[index % impl_->window] = 1;
  if (index == impl_->released) impl_->result.notify_one();
}

bool Line::wait_for(std::size_t index) {
  std::unique_lock lock(impl_->mutex);
  const auto is_ready = [&] { return index < impl_->filled && impl_->ready[index % impl_->window] != 0; };
  impl_->result.wait(lock, [&] { return is_ready() || (impl_->closed && index >= impl_->filled); });
  return is_ready();
}

void Line::release(std::size_t index) {
  const std::lock_guard lock(impl_->mutex);
  impl_->ready[index % impl_->window] = 0;
  impl_->released = index + 1;
  impl_->room.notify_one();
}

void Line::stop() {
  const std::lock_guard lock(impl_->mutex);
  impl_->stopped = true;
  impl_->room.notify_all();
  impl_->items.notify_all();
}

bool run_line(Line& line, unsigned threads, const std::function<void()>& source,
              const std::function<void(std::size_t)>& work, const std::function<bool(std::size_t)>& consume) {
  std::exception_ptr fault;  // of the source; read once its thread has ended
  {
    std::vector<std::jthread> running;  // joined at the end of this block, whichever way it is left
    struct Stop {
      Line& line;
      ~Stop() { line.stop(); }
    } stop{line};  // after the threads: stopped before they are joined
    running.reserve(std::size_t{threads} + 1);
    try {
      while (running.size() < threads) {
        running.emplace_back([&] {
          while (const auto index = line.next()) {
            work(*index);
            line.worked(*index);
          }
        });
      }
    } catch (const std::system_error&) {
      // The system has no more threads to give: those that there are do the work, if there are two.
    }
    if (running.size() < 2) return false;
    std::thread feeding;
    try {
      feeding = std::thread([&] {
        try {
          source();
        } catch (...) {
          fault = std::current_exception();
        }
        line.close();
      });
    } catch (const std::system_error&) {
      return false;
    }
    struct Join {
      Line& line;
      std::thread& thread;
      ~Join() {
        line.stop();  // the source may wait for room
        thread.join();
      }
    } join{line, feeding};
    for (std::size_t index = 0; line.wait_for(index); ++index) {
      if (!consume(index)) break;
      line.release(index);
    }
  }
  if (fault) std::rethrow_exception(fault);
  return true;
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
