#pragma once
// Writes down what the rules saw in a sentence, for trace.hpp.

#include <span>
#include <string>
#include <vector>

#include "read/document_view.hpp"
#include "read/frames.hpp"
#include "read/trace.hpp"

namespace histor {

class Tracer {
 public:
  /// `document` must outlive the tracer; `out` gains one trace a sentence.
  Tracer(const DocumentView& document, std::vector<SentenceTrace>& out) : document_(document), out_(out) {}

  /// Opens the trace of sentence s, which was parsed last.
  void sentence(std::size_t s, bool read, const SentenceMentions& mentions, std::span<const Attribution> attributions);
  /// Adds people and harm to the open one.
  void harm(const SentenceView& view, std::span<const Nominal> nominals, std::span<const Frame> frames);

 private:
  void saw(std::string kind, Span span, std::string told);

  const DocumentView& document_;
  std::vector<SentenceTrace>& out_;
};

}  // namespace histor
