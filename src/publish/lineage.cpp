#include "publish/lineage.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "base/json_writer.hpp"
#include "lexicon/actors.hpp"
#include "publish/layout.hpp"
#include "publish/phrases.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

constexpr int narrowest_table = 60;
constexpr int widest_table = 200;
constexpr std::size_t longest_words = 60;  // bytes of common words shown

void write_span(JsonWriter& json, std::string_view name, const std::optional<Span>& span) {
  json.key(name);
  if (span) {
    json.begin_array().value(span->begin).value(span->end).end_array();
  } else {
    json.null();
  }
}

std::string_view in_words(LineageRelation relation) {
  switch (relation) {
    case LineageRelation::copy:
      return "one text";
    case LineageRelation::shared_source:
      return "one source";
    case LineageRelation::same_event_independent:
      return "one event, other sources";
  }
  return {};
}

/// `text`, cut at a blank after `most` bytes.
std::string beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  const std::size_t blank = text.substr(0, most).find_last_of(' ');
  return std::string(text.substr(0, blank == std::string_view::npos ? most : blank)) + "…";
}

class Table {
 public:
  Table(const Lineage& lineage, std::span<const Document> documents, const Actors& actors, const TableOptions& options)
      : lineage_(lineage),
        documents_(documents),
        actors_(actors),
        color_(options.color),
        width_(std::clamp(options.width, narrowest_table, widest_table)) {}

  std::string all() {
    for (const LineageGroup& group : lineage_.groups) this->group(group);
    if (lineage_.groups.empty()) line("No two of these reports tell of one event.", 0);
    return std::move(out_);
  }

 private:
  void line(std::string_view text, int at, Style style = Style::plain) {
    append_row(out_, {{keep_figures(clean(text)), width_ - at, style, false}}, at, color_);
  }

  std::string number(std::uint32_t document) const { return "[" + std::to_string(numbers_.at(document)) + "]"; }

  void group(const LineageGroup& group) {
    if (!out_.empty()) out_ += '\n';
    line(std::to_string(group.documents.size()) +
             " reports: " + support_words(group.origins.size(), group.outlets.size()),
         0, Style::heading);
    if (!group.origins.empty()) {
      std::string names;
      for (const std::string& origin : group.origins) {
        const auto known = actors_.find_by_id(origin);
        names += (names.empty() ? "" : "; ") + (known ? actors_[*known].name : origin);
      }
      line(names, 2, Style::dim);
    }
    numbers_.clear();
    for (const std::uint32_t i : group.documents) {
      numbers_.emplace(i, numbers_.size() + 1);
      const Document& d = documents_[i];
      std::string words = number(i) + " ";
      words += d.published ? day_words(d.published->date) : std::string("day not stated");
      if (!d.outlet.empty()) words += "  " + d.outlet;
      line(words + "  " + (d.title.empty() ? d.source : d.title), 2);
    }
    for (const DocumentPair& pair : lineage_.pairs) {
      if (numbers_.contains(pair.a)) this->pair(pair);
    }
  }

  void pair(const DocumentPair& pair) {
    std::string words = number(pair.a) + " " + number(pair.b) + "  " + std::string(in_words(pair.relation));
    line(words, 2, Style::strong);
    std::string said;
    for (const LineageEvidence& evidence : pair.evidence) {
      const std::string what = beginning(clean(evidence.what), longest_words);
      if (!said.empty()) said += " · ";
      switch (evidence.kind) {
        case EvidenceKind::words:
          said.append(std::to_string(*evidence.permille / 10)).append(" % of the words of the shorter one: “");
          said.append(what).append("”");
          break;
        case EvidenceKind::quote:
          said.append("quoted: “").append(what).append("”");
          break;
        case EvidenceKind::credit:
          said.append("both name ").append(what);
          break;
        case EvidenceKind::fingerprint:
          said.append(what);
          break;
      }
    }
    line(said, 4);
    for (const LineageChange& change : pair.changes) line(change.sentence, 4, Style::warning);
  }

  const Lineage& lineage_;
  std::span<const Document> documents_;
  const Actors& actors_;
  bool color_;
  int width_;
  std::map<std::uint32_t, std::size_t> numbers_;  // of the documents of the group being written
  std::string out_;
};

}  // namespace

std::string lineage_json(const Lineage& lineage, std::span<const Document> documents, std::span<const Claim> claims) {
  std::string out;
  JsonWriter json(out);
  for (const DocumentPair& pair : lineage.pairs) {
    json.begin_object().member("type", "pair");
    json.member("a", documents[pair.a].id).member("b", documents[pair.b].id);
    json.member("relation", to_string(pair.relation));
    json.key("evidence").begin_array();
    for (const LineageEvidence& evidence : pair.evidence) {
      json.begin_object().member("kind", to_string(evidence.kind)).member("what", evidence.what);
      write_span(json, "a", evidence.a);
      write_span(json, "b", evidence.b);
      json.key("share");
      evidence.permille ? json.value(*evidence.permille / 1000.0) : json.null();
      json.end_object();
    }
    json.end_array();
    json.key("changes").begin_array();
    for (const LineageChange& change : pair.changes) {
      json.begin_object().member("kind", to_string(change.kind));
      json.member("a", claims[change.a].id).member("b", claims[change.b].id);
      json.member("sentence", change.sentence).end_object();
    }
    json.end_array().end_object();
    json.next_document();
    out += '\n';
  }
  return out;
}

std::string lineage_table(const Lineage& lineage, std::span<const Document> documents, const Actors& actors,
                          const TableOptions& options) {
  return Table(lineage, documents, actors, options).all();
}

}  // namespace histor
