#pragma once
// The later stages: figures find the figure that they are part of, the one that takes their place, and the incident
// that they tell of.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "link/blocks.hpp"
#include "link/books.hpp"
#include "link/counts.hpp"
#include "link/groups.hpp"

namespace histor {

class IncidentLinker {
 public:
  using Figures = std::vector<FigureIndex>;

  /// `books` must outlive it.
  explicit IncidentLinker(Books& books) : books_(books) {}

  struct Change {
    std::size_t figures = 0;    ///< looked at
    std::size_t incidents = 0;  ///< made anew
  };

  /// Brings wholes, supersessions and incidents in line with figures that came and went. Sets `whole`, `whole_inferred`
  /// and `superseded_by` of the figures in the books.
  Change change(const Figures& dropped, const Figures& made);

  /// Calls visit(figures) for each incident.
  template <class Visit>
  void visit_incidents(const Visit& visit) const {
    for (const Draft& draft : drafts_) {
      if (!draft.figures.empty()) visit(draft.figures);
    }
  }

  /// Of the figures of other incidents, the one by the same origin whose area is wider than that of one of these and
  /// whose scope holds it; nullopt where there is none.
  [[nodiscard]] std::optional<FigureIndex> wider(const Figures& incident) const;

 private:
  using Slot = std::uint32_t;

  // What a figure was found to be, by figure.
  struct Found {
    std::optional<FigureIndex> said;      ///< the whole that words tie it to
    std::optional<FigureIndex> inferred;  ///< the whole that its scope puts it in
    bool anchor = false;
    Slot draft = nowhere;   ///< of an anchor
    Slot wish = nowhere;    ///< the incident of anchors that it would join
    bool leftover = false;  ///< found no anchor to join
  };

  // One incident. `anchors` is empty where it is made of leftovers; `wishes` are those who would join the anchors.
  struct Draft {
    Figures anchors;
    Figures wishes;
    Figures figures;
  };

  [[nodiscard]] bool is_top(FigureIndex f) const {
    return books_.alive[f] && counts_[f].lane == Lane::incident && !found_[f].said && !found_[f].inferred;
  }
  [[nodiscard]] bool could_update(FigureIndex f) const {
    return books_.alive[f] && counts_[f].lane == Lane::incident && counts_[f].named && !found_[f].said;
  }
  [[nodiscard]] bool is_decided(FigureIndex f) const;
  [[nodiscard]] Bond bond_of(FigureIndex a, FigureIndex b) const;
  [[nodiscard]] bool before(FigureIndex a, FigureIndex b) const;

  void index(FigureIndex f, bool in);
  template <class Visit>
  void visit_rivals(FigureIndex f, const Visit& visit) const;
  template <class Visit>
  void visit_scene(FigureIndex f, const Visit& visit) const;
  template <class Visit>
  void visit_like(FigureIndex f, const Visit& visit) const;
  template <class Visit>
  void visit_like_of_day(FigureIndex f, const Visit& visit) const;
  template <class Visit>
  void visit_document_mates(FigureIndex f, const Visit& visit) const;
  template <class Visit>
  void visit_decided(FigureIndex f, const Visit& visit) const;

  [[nodiscard]] Figures figures_in(std::vector<std::uint32_t> documents) const;
  [[nodiscard]] std::optional<FigureIndex> word_of_whole(FigureIndex f) const;
  [[nodiscard]] std::optional<FigureIndex> said_whole(FigureIndex f) const;
  [[nodiscard]] std::optional<FigureIndex> superseder(FigureIndex f) const;
  [[nodiscard]] std::optional<FigureIndex> inferred_whole(FigureIndex f) const;
  [[nodiscard]] bool is_anchor(FigureIndex f) const;
  [[nodiscard]] Slot wish_of(FigureIndex f) const;

  void find_wholes(const Figures& among, Figures& changed);
  void regroup_anchors(const Figures& dirty, const Figures& gone, Figures& moved, std::vector<Slot>& redrafted);
  void seat(std::vector<Slot> drafts, Figures& loose, Figures& housed);
  void regroup_leftovers(const Figures& dirty, const Figures& gone, std::size_t& incidents);
  Slot draft();

  Books& books_;
  std::vector<Count> counts_;  ///< by figure
  std::vector<Found> found_;   ///< by figure
  BlockIndex blocks_;
  Groups anchors_;
  Groups leftovers_;
  std::vector<std::vector<Slot>> anchor_drafts_;    ///< by group
  std::vector<std::vector<Slot>> leftover_drafts_;  ///< by group
  std::vector<Draft> drafts_;
  std::vector<Slot> free_drafts_;
};

}  // namespace histor
