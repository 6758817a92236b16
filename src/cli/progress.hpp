#pragma once
// How far a long command is: one line on standard error that is drawn over, and only where someone sits before it.

#include <chrono>
#include <cstddef>
#include <string_view>

namespace histor::cli {

/// Silent unless standard error is a terminal and half a second has gone by. Not for several threads.
class Progress {
 public:
  /// `what` is counted, in the plural; it must outlive this.
  Progress(std::size_t total, std::string_view what, bool wanted);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `done` of them are; draws at most ten times a second.
  void show(std::size_t done);

  /// Takes the line away: call it before anything else is written to the terminal.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::size_t total_;
  std::string_view what_;
  bool wanted_;
  bool drawn_ = false;
  Clock::time_point started_;
  Clock::time_point next_;
};

}  // namespace histor::cli
