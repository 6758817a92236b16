#include "publish/excerpt.hpp"

#include <algorithm>

#include "link/figures.hpp"

namespace histor {

Span value_span(const Claim& claim) {
  return claim.number && !claim.number->span.empty() ? claim.number->span : claim.trigger.span;
}

std::vector<Piece> excerpt(std::string_view text, Span sentence, std::vector<Span> marks) {
  const auto fits = [&text](Span span) { return span.begin <= span.end && span.end <= text.size(); };
  std::erase_if(marks, [&fits](Span span) { return !fits(span) || span.empty(); });
  std::sort(marks.begin(), marks.end());
  Span whole = fits(sentence) && !sentence.empty() ? sentence : marks.empty() ? Span{} : marks.front();
  for (const Span mark : marks) whole = cover(whole, mark);
  std::vector<Piece> pieces;
  std::uint32_t at = whole.begin;
  const auto put = [&](std::uint32_t end, bool marked) {
    if (end <= at) return;
    pieces.push_back({std::string(slice(text, {at, end})), marked});
    at = end;
  };
  for (const Span mark : marks) {
    put(mark.begin, false);
    put(mark.end, true);
  }
  put(whole.end, false);
  return pieces;
}

std::vector<Quotation> quotations(const LedgerView& view, std::vector<ClaimIndex> claims) {
  std::sort(claims.begin(), claims.end());
  std::vector<Quotation> all;
  for (const ClaimIndex c : claims) {
    const Claim& claim = view.claims[c];
    const Document* document = document_of(view, claim);
    if (document == nullptr) continue;
    if (all.empty() || all.back().document != document || all.back().sentence != claim.sentence) {
      all.push_back({document, claim.sentence, {}, {}});
    }
    all.back().marks.push_back(value_span(claim));
    all.back().ids.push_back(claim.id);
  }
  return all;
}

}  // namespace histor
