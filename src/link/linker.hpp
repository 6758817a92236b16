#pragma once
// Links a ledger that documents are added to and taken out of. What is kept is a pure function of the documents, claims
// and decisions that it holds: in whatever order they came, the view is the same, byte for byte. A change looks again
// only at what it can touch: the claims that its claims could be one figure with, the figures of the same reports, days
// and places.

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "link/link.hpp"
#include "model/ledger_view.hpp"

namespace histor {

class Linker {
 public:
  explicit Linker(ActorLookup actors = {}, const LinkDecisions& decisions = {});
  ~Linker();
  Linker(Linker&&) noexcept;
  Linker& operator=(Linker&&) noexcept;

  /// Adds documents, each with all its claims; those that are held already are left as they are, claims and all. A
  /// claim of a document that is not given is kept; its outlet and day of publication count as unknown.
  void add(std::vector<Document> documents, std::vector<Claim> claims);

  /// Takes out a document and its claims; nothing where it is not held.
  void remove(const std::string& document);

  /// What the last add() or remove() looked at again.
  struct Touched {
    std::size_t claims = 0;
    std::size_t figures = 0;
    std::size_t incidents = 0;
  };
  [[nodiscard]] Touched touched() const;

  /// The whole ledger, linked; relations, tolls and findings are left empty for reckon().
  [[nodiscard]] LedgerView view() const&;
  /// The same; this object is empty afterwards.
  [[nodiscard]] LedgerView view() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace histor
