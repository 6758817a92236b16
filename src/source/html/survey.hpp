#pragma once
// What is known of each passage of a page, what it weighs, and which element holds the report.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/html/hints.hpp"
#include "source/html/passages.hpp"
#include "source/html/tree.hpp"

namespace histor::html {

/// What the page's head says, as evidence of where its report stands.
struct Stated {
  std::string_view title;
  std::string_view url;
  std::string_view body;  ///< the text of the report, as a script of the page repeats it
};

class Survey {
 public:
  /// `hints` are of the tree's nodes. All must outlive it.
  Survey(const Tree& tree, const std::vector<Hints>& hints, const Passages& passages, const Stated& stated);

  /// Of an element, and what it stands in.
  struct Around {
    bool dropped = false;
    bool apart = false;
    bool hidden = false;
    bool caption = false;
    bool credit = false;
    bool pullquote = false;
    bool deck = false;
    bool aside = false;
    bool item = false;  // of a list
    std::uint8_t heading = 0;
  };

  /// There is a report: the passages from begin() to end().
  [[nodiscard]] bool found() const { return found_; }
  [[nodiscard]] std::size_t begin() const { return passages_before_[root_]; }
  [[nodiscard]] std::size_t end() const { return passages_before_[tree_.nodes[root_].end]; }

  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] const HtmlPassage& passage(std::size_t i) const { return passages_.all[i]; }
  [[nodiscard]] const Around& around(std::size_t i) const { return around_[passage(i).block]; }
  [[nodiscard]] Hints hints(std::size_t i) const { return hints_[passage(i).block]; }
  [[nodiscard]] const std::vector<Hints>& hints() const { return hints_; }
  [[nodiscard]] std::string words(std::size_t i) const { return words_of(tree_, passages_, passage(i)); }
  /// The page's head states as much of its words, in percent; false where it states nothing.
  [[nodiscard]] bool is_stated(std::size_t i, int percent) const { return has_evidence_ && in_stated_[i] >= percent; }
  /// Mostly links, and no sentence around them; or the first words of what a link leads to.
  [[nodiscard]] bool is_linked(std::size_t i) const;
  [[nodiscard]] bool is_prose(std::size_t i) const;
  /// All its links lead to other sites: a source or a shop that the report names. Links to the same site lead to other
  /// reports.
  [[nodiscard]] bool leads_out(std::size_t i) const;
  /// What the passages from `first` to before `last` weigh together; and all prose of the page, in words.
  [[nodiscard]] std::int64_t weight(std::size_t first, std::size_t last) const {
    return weights_before_[last] - weights_before_[first];
  }
  [[nodiscard]] std::int64_t prose() const { return prose_before_.back(); }

 private:
  void place_passages();
  void free_title();
  void weigh_prose();
  [[nodiscard]] std::int64_t prose_in(std::uint32_t n) const;
  void relax_drops();
  void find_stated_body();
  [[nodiscard]] std::uint32_t card_of(std::uint32_t heading) const;
  void weigh(bool cards);
  [[nodiscard]] std::int64_t weight_of(std::uint32_t n) const;
  void find_root();
  void narrow_root();
  [[nodiscard]] bool leads_elsewhere(std::size_t i) const;
  [[nodiscard]] std::vector<std::string_view> links_of(std::size_t i) const;

  const Tree& tree_;
  const Passages& passages_;
  Stated stated_;
  std::size_t count_;
  std::vector<Hints> hints_;  // of nodes; those of comments are taken off what holds the headline
  std::vector<Around> around_;
  // How many passages begin before node n, so that an element's passages are a range; sums before each passage.
  std::vector<std::uint32_t> passages_before_;
  std::vector<std::int64_t> prose_before_;
  std::vector<std::int64_t> weights_before_;
  std::vector<int> in_stated_;  // percent of the passage's words that the stated body holds
  bool has_evidence_ = false;
  bool found_ = false;
  std::vector<bool> holds_title_;  // of nodes
  std::vector<bool> quoted_;       // stands in a blockquote
  std::uint32_t root_ = 0;
  std::uint32_t body_ = 0;  // the element that is stated to hold the report; 0: none
};

}  // namespace histor::html
