#pragma once
// What an opener gave: the captures and the faults, in their order.

#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "source/archive/byte_source.hpp"
#include "source/capture.hpp"

namespace histor {

struct Taken {
  std::vector<Capture> captures;
  std::vector<Error> faults;
  std::vector<Note> notes;
  Result<void> returned;

  TakeCapture taker() {
    return [this](Result<Capture>&& capture) {
      if (capture) {
        captures.push_back(*std::move(capture));
      } else {
        faults.push_back(std::move(capture).error());
      }
      return true;
    };
  }

  [[nodiscard]] std::string note(std::string_view code) const {
    for (const Note& note : notes) {
      if (note.code == code) return note.text;
    }
    return {};
  }
};

template <class Opener>
Taken opened(Opener opener, const std::string& source, std::string_view bytes, const UnfoldBudget& budget = {}) {
  Taken taken;
  taken.returned = opener(source, BytesSource(bytes), budget, taken.notes, taken.taker());
  return taken;
}

}  // namespace histor
