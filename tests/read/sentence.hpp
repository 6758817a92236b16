#pragma once
// Texts made for a test: one sentence as the rules see it, or a document of a few paragraphs.

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.hpp"
#include "model/document.hpp"
#include "read/sentence_view.hpp"
#include "text/sentences.hpp"

namespace histor {

/// A document of one block that is the whole of `text`.
inline Document document_of(std::string text, BlockKind kind = BlockKind::body, std::string_view published = {}) {
  Document document;
  document.id = "sha256:test";
  document.text = std::move(text);
  if (!document.text.empty()) document.blocks.push_back({{0, static_cast<std::uint32_t>(document.text.size())}, kind});
  if (const auto day = day_from(published))
    document.published = Published{*day, std::nullopt, Provenance::given, TimePrecision::day};
  return document;
}

/// The first sentence of a text, with everything that its view points into.
class OneSentence {
 public:
  explicit OneSentence(std::string text, BlockKind kind = BlockKind::body)
      : document_(document_of(std::move(text), kind)),
        analysed_(analyse(document_)),
        view_(document_.text, analysed_, analysed_.sentences.front(), Lexicon::english()) {}
  OneSentence(const OneSentence&) = delete;
  OneSentence& operator=(const OneSentence&) = delete;

  [[nodiscard]] const SentenceView& view() const { return view_; }
  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] const AnalysedText& analysed() const { return analysed_; }

 private:
  Document document_;
  AnalysedText analysed_;
  SentenceView view_;
};

}  // namespace histor
