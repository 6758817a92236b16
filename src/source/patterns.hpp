#pragma once
// What pages put around a report, as data: lang/en/boilerplate.toml, compiled into the library, read once.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace histor {

/// What a line is for, by its own words.
enum class LineRole {
  boilerplate,
  caption,
  byline,
  credit,       ///< names the agency that the text is from
  post,         ///< part of an embedded post by itself
  post_credit,  ///< names the author of an embedded post that stands beside it
  post_handle,  ///< part of an embedded post: its author's name or its date alone
  origin,       ///< announces the address the text was taken from
};

/// A line with the markup that says nothing taken off: emphasis, heading marks and link targets; blanks made one space,
/// curly quotes and dashes made plain. Made to be matched only: its offsets are not the text's.
[[nodiscard]] std::string plain_line(std::string_view line);

class Patterns {
 public:
  /// Thread-safe; parsed at the first call.
  [[nodiscard]] static const Patterns& english();

  /// Where on the page a line stands, for the patterns that are only trusted there.
  struct Zone {
    bool top = false;  ///< where the title may stand
    bool head = false;
    bool tail = false;
  };

  /// The role of `plain` (see plain_line), or nullopt. `name`, if given, is set to the name of the pattern that fits.
  [[nodiscard]] std::optional<LineRole> role_of(std::string_view plain, Zone zone, std::string* name = nullptr) const;

  /// "the", "of", "and": a line that stops at one of these is not a whole line.
  [[nodiscard]] bool leaves_sentence_open(std::string_view word) const;

  /// Words that stand before a colon or a dash in capitals and are not places: "UPDATE", "WATCH".
  [[nodiscard]] bool is_label(std::string_view word) const;

  /// A frequent English function word, in any case.
  [[nodiscard]] bool is_common_word(std::string_view word) const;

  /// The slug of the agency that `words` name as a whole, or empty. Abbreviations must stand in capitals.
  [[nodiscard]] std::string_view agency(std::string_view words) const;

  /// The agency whose name starts at `at` and ends at a word's end; `length` is set to that of the name.
  [[nodiscard]] std::string_view agency_at(std::string_view text, std::size_t at, std::size_t& length) const;

  /// The length of a lead-in ("Published", "Last updated at") at `at` with the blanks after it, or 0.
  [[nodiscard]] std::size_t date_lead_at(std::string_view text, std::size_t at) const;

  /// One element of a pattern. Public for the tests.
  struct Piece {
    enum class Kind { literal, any, number, agency, date, time, name, handle, url } kind = Kind::literal;
    std::string literal;
  };

  /// Whether the whole of `line` fits `pieces`. Time grows with the length of both and no faster than their product.
  [[nodiscard]] bool fits(std::string_view line, const std::vector<Piece>& pieces) const;
  [[nodiscard]] static std::vector<Piece> pieces_of(std::string_view pattern);

 private:
  Patterns() = default;
  void parse(std::string_view toml);

  struct Rule {
    std::string name;
    LineRole role = LineRole::boilerplate;
    enum class Where { any, head, tail, edge, below } where = Where::any;
    std::size_t max_words = 12;
    struct Line {
      std::vector<Piece> pieces;
      std::string needs;  // the longest literal piece: a line without it cannot fit
    };
    std::vector<Line> lines;
  };
  struct Agency {
    std::string slug;
    std::vector<std::string> names;
  };

  std::vector<Rule> rules_;
  std::vector<Agency> agencies_;
  std::vector<std::string> open_words_;  // sorted
  std::vector<std::string> labels_;      // sorted
  std::vector<std::string> common_;      // sorted
  std::vector<std::string> leads_;       // longest first
};

}  // namespace histor
