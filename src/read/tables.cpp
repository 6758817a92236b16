// Lines are cut into cells first; a run of lines with as many cells is a table if its first line names an outcome. Only
// cells that are one number count.

#include "read/tables.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lexicon/lexicon.hpp"
#include "read/circumstances.hpp"
#include "read/numbers.hpp"
#include "text/tokens.hpp"

namespace histor {
namespace {

struct Line {
  Span span;
  std::vector<Span> cells;  ///< without the blanks around them; may be empty
};

/// What a column counts.
struct Column {
  Outcome outcome = Outcome::killed;
  Group group = Group::people;
  std::string group_text;
  std::optional<Span> group_span;
};

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

Span trimmed(std::string_view text, Span span) {
  while (!span.empty() && blank(text[span.begin])) ++span.begin;
  while (!span.empty() && blank(text[span.end - 1])) --span.end;
  return span;
}

/// The cells of a line: between bars, else between tabs, else between three blanks and more.
Line cut(std::string_view text, Span span) {
  Line out;
  out.span = trimmed(text, span);
  const std::string_view line = slice(text, out.span);
  const bool bars = line.find('|') != std::string_view::npos;
  const bool tabs = !bars && line.find('\t') != std::string_view::npos;
  std::uint32_t from = out.span.begin;
  const auto close = [&](std::uint32_t to) { out.cells.push_back(trimmed(text, {from, to})); };
  for (std::uint32_t i = out.span.begin; i < out.span.end; ++i) {
    std::uint32_t width = 0;
    if (bars && text[i] == '|') width = 1;
    if (tabs && text[i] == '\t') width = 1;
    if (!bars && !tabs && text.substr(i, 3) == "   ") {
      while (i + width < out.span.end && text[i + width] == ' ') ++width;
    }
    if (width == 0) continue;
    close(i);
    from = i + width;
    i += width - 1;
  }
  close(out.span.end);
  // "| a | b |": the bars at the edges open and close no cell.
  if (bars && line.front() == '|') out.cells.erase(out.cells.begin());
  if (bars && line.size() > 1 && line.back() == '|' && !out.cells.empty()) out.cells.pop_back();
  return out;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  std::uint32_t from = 0;
  const auto size = static_cast<std::uint32_t>(text.size());
  while (from < size) {
    const std::size_t found = text.find('\n', from);
    const std::uint32_t to = found == std::string_view::npos ? size : static_cast<std::uint32_t>(found);
    out.push_back(cut(text, {from, to}));
    from = to + 1;
  }
  return out;
}

/// "1,234" and "1 234": a cell that is one whole number.
std::optional<std::int64_t> number_in(std::string_view cell) {
  constexpr std::size_t longest = 12;  // digits
  std::int64_t value = 0;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      if (++digits > longest) return std::nullopt;
    } else if (!((c == ',' || c == ' ') && digits > 0 && cell.size() - i > 3)) {
      return std::nullopt;
    }
  }
  return digits > 0 ? std::optional(value) : std::nullopt;
}

/// A line under a head that only draws: "--- | ---".
bool rules_off(std::string_view text, const Line& line) {
  const std::string_view words = slice(text, line.span);
  return !words.empty() && words.find_first_not_of("-|=+: \t") == std::string_view::npos;
}

class TableReader {
 public:
  explicit TableReader(const DocumentView& document) : document_(document), text_(document.document().text) {}

  TableReading run() {
    const std::vector<Line> lines = lines_of(text_);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      const Line& head = lines[i];
      if (head.cells.size() < 2) continue;
      std::size_t first = i + 1;
      while (first < lines.size() && (rules_off(text_, lines[first]) || lines[first].span.empty()) && first < i + 3)
        ++first;
      const std::vector<std::optional<Column>> columns = columns_of(head);
      const bool counts =
          std::any_of(columns.begin(), columns.end(), [](const auto& column) { return column.has_value(); });
      if (!counts || first >= lines.size() || !has_number(lines[first])) continue;
      std::size_t end = first;
      while (end < lines.size() && lines[end].cells.size() == head.cells.size()) ++end;
      if (end == first) continue;
      for (std::size_t row = i; row < end; ++row) out_.rows.push_back(lines[row].span);
      for (std::size_t row = first; row < end; ++row) read_row(lines[row], head, columns);
      i = end - 1;
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool has_number(const Line& line) const {
    return std::any_of(line.cells.begin(), line.cells.end(),
                       [&](Span cell) { return number_in(slice(text_, cell)).has_value(); });
  }

  /// "Killed", "Civilians injured", "Persons displaced"; households are no persons.
  [[nodiscard]] std::vector<std::optional<Column>> columns_of(const Line& head) const {
    const Lexicon& lexicon = document_.lexicon();
    std::vector<std::optional<Column>> out;
    for (const Span cell : head.cells) {
      std::optional<Column> column;
      std::optional<Outcome> implied;
      Group group = Group::people;
      std::optional<Span> group_span;
      std::vector<WordId> words;
      const std::vector<Token> tokens = tokenize(slice(text_, cell));
      words.reserve(tokens.size());
      for (const Token& token : tokens) words.push_back(lexicon.find(slice(slice(text_, cell), token.span)));
      constexpr std::size_t longest_head = 8;  // words
      for (std::uint32_t w = 0; w < words.size() && words.size() <= longest_head; ++w) {
        std::vector<TermMatch> terms;
        lexicon.terms_at(words, w, terms);
        for (const TermMatch& term : terms) {
          if (term.kind == TermKind::harm && !lexicon.harms()[term.value].weak && !implied)
            implied = lexicon.harms()[term.value].outcome;
          if (term.kind == TermKind::person && !group_span) {
            const PersonNoun& noun = lexicon.people()[term.value];
            group = noun.group;
            group_span = Span{cell.begin + tokens[term.first].span.begin, cell.begin + tokens[term.end - 1].span.end};
            if (noun.outcome && !implied) implied = noun.outcome;
          }
        }
      }
      if (implied) {
        column.emplace();
        column->outcome = *implied;
        column->group = group;
        column->group_span = group_span;
        if (group_span) column->group_text = std::string(slice(text_, *group_span));
      }
      out.push_back(std::move(column));
    }
    return out;
  }

  void read_row(const Line& row, const Line& head, const std::vector<std::optional<Column>>& columns) {
    std::vector<Where> places;
    for (const PlaceMention& mention : document_.places()) {
      if (!row.cells.front().contains(mention.span) || mention.adjective) continue;
      const LocalPlace local{0, 0, &mention};
      if (!document_.sentences().empty())
        places.push_back(where_from(document_.surroundings(0, {}), local, PlaceRole::in, Provenance::sentence));
    }
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const auto value = number_in(slice(text_, row.cells[c]));
      if (!columns[c] || !value) continue;
      Claim claim;
      claim.document = document_.document().id;
      claim.outcome = columns[c]->outcome;
      const bool moved = claim.outcome == Outcome::displaced || claim.outcome == Outcome::returned;
      claim.kind = moved ? ClaimKind::displacement : ClaimKind::casualty;
      claim.sentence = row.span;
      Number number;
      number.span = row.cells[c];
      number.text = std::string(slice(text_, number.span));
      number.form = NumberForm::digits;
      number.value = value;
      apply_hedge(number, Hedge::exact);
      if (*value == 0) claim.modality = Modality::negated;
      claim.trigger = {number.text, number.span};
      claim.number = std::move(number);
      claim.group = columns[c]->group;
      claim.where = places;
      claim.rule = "table/" + std::string(slice(text_, head.cells[c]));
      claim.confidence = 0.7;
      out_.claims.push_back(std::move(claim));
    }
  }

  const DocumentView& document_;
  std::string_view text_;
  TableReading out_;
};

}  // namespace

TableReading read_tables(const DocumentView& document) {
  return TableReader(document).run();
}

}  // namespace histor
