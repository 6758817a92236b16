// Runs in the order of the view, so that a place is found by halving. The source of neighbouring runs need not follow:
// a caption that is told after the text may stand before it on the page.

#include "base/offset_map.hpp"

#include <algorithm>
#include <cassert>

namespace histor {

void OffsetMap::copied(std::uint32_t length, std::uint32_t source_begin) {
  if (length == 0) return;
  if (!runs_.empty() && runs_.back().kind == Kind::copied && runs_.back().source.end == source_begin) {
    runs_.back().source.end += length;
  } else {
    runs_.push_back({size_, {source_begin, source_begin + length}, Kind::copied});
  }
  size_ += length;
}

void OffsetMap::replaced(std::uint32_t length, Span source) {
  if (length == 0) return;
  runs_.push_back({size_, source, Kind::replaced});
  size_ += length;
}

void OffsetMap::inserted(std::uint32_t length) {
  if (length == 0) return;
  if (runs_.empty() || runs_.back().kind != Kind::inserted) {
    const std::uint32_t after = runs_.empty() ? 0 : runs_.back().source.end;
    runs_.push_back({size_, {after, after}, Kind::inserted});
  }
  size_ += length;
}

void OffsetMap::append(const OffsetMap& rest) {
  for (std::size_t r = 0; r < rest.runs_.size(); ++r) {
    const Run& run = rest.runs_[r];
    const std::uint32_t length = rest.end_of(r) - run.begin;
    if (run.kind == Kind::copied) copied(length, run.source.begin);
    if (run.kind == Kind::replaced) replaced(length, run.source);
    if (run.kind == Kind::inserted) inserted(length);
  }
}

std::size_t OffsetMap::run_at(std::uint32_t offset) const {
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), offset,
                                      [](std::uint32_t at, const Run& run) { return at < run.begin; });
  return static_cast<std::size_t>(after - runs_.begin()) - 1;
}

Span OffsetMap::source_of(Span view) const {
  assert(view.begin <= view.end && view.end <= size_);
  if (runs_.empty()) return {};
  const std::size_t first = run_at(view.begin);
  if (view.empty()) {
    const Run& run = runs_[first];
    const std::uint32_t at = run.kind == Kind::copied  ? run.source.begin + (view.begin - run.begin)
                             : view.begin == run.begin ? run.source.begin
                                                       : run.source.end;
    return {at, at};
  }
  bool any = false;
  Span out{};
  for (std::size_t r = first; r < runs_.size() && runs_[r].begin < view.end; ++r) {
    const Run& run = runs_[r];
    if (run.kind == Kind::inserted) continue;
    Span part = run.source;
    if (run.kind == Kind::copied) {
      part.begin += std::max(view.begin, run.begin) - run.begin;
      part.end = run.source.begin + (std::min(view.end, end_of(r)) - run.begin);
    }
    out = any ? cover(out, part) : part;
    any = true;
  }
  return any ? out : runs_[first].source;
}

OffsetMap OffsetMap::through(const OffsetMap& below) const {
  OffsetMap out;
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    const Run& run = runs_[r];
    const std::uint32_t length = end_of(r) - run.begin;
    switch (run.kind) {
      case Kind::inserted:
        out.inserted(length);
        break;
      case Kind::replaced:
        if (const Span deep = below.source_of(run.source); deep.empty()) {
          out.inserted(length);
        } else {
          out.replaced(length, deep);
        }
        break;
      case Kind::copied:
        // A copied run may cross several runs below; each part keeps the kind that it has there.
        for (std::uint32_t at = run.source.begin; at < run.source.end;) {
          const std::size_t under = below.run_at(at);
          const Run& deep = below.runs_[under];
          const std::uint32_t stop = std::min(run.source.end, below.end_of(under));
          assert(stop > at);
          if (deep.kind == Kind::copied) {
            out.copied(stop - at, deep.source.begin + (at - deep.begin));
          } else if (deep.kind == Kind::replaced) {
            out.replaced(stop - at, deep.source);
          } else {
            out.inserted(stop - at);
          }
          at = stop;
        }
        break;
    }
  }
  return out;
}

}  // namespace histor
