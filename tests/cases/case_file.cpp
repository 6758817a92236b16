// A line at a time: "== title" opens a case, "-> row" closes its text. Rows and claims are paired by outcome and words,
// in text order, so that one missing claim does not put all that follow out of step.

#include "cases/case_file.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace histor {
namespace {

struct Fault {
  std::string what;
  int line;
  std::string hint;
};

std::string trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r") - from + 1));
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t to = std::min(text.find(separator, from), text.size());
    out.push_back(trimmed(text.substr(from, to - from)));
    from = to + 1;
  }
  return out;
}

/// The first word, and what follows it.
std::pair<std::string, std::string> first_word(const std::string& text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string::npos) return {text, {}};
  return {text.substr(0, blank), trimmed(std::string_view(text).substr(blank))};
}

template <class E>
std::string all_words() {
  std::string out;
  for (const std::string_view word : Words<E>::all) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

constexpr std::array<std::string_view, 21> keys{"topic",  "denies", "bounds", "value",  "form",  "group",   "noun",
                                                "origin", "says",   "relay",  "when",   "as-of", "where",   "by",
                                                "means",  "part",   "actor",  "status", "place", "violent", "cue"};

/// A cell of one word that is of a closed vocabulary names its own column: "at_least", "running", "feared",
/// "provisional".
std::pair<std::string, std::string> column(const std::string& cell, int line) {
  if (from_string<Hedge>(cell)) return {"hedge", cell};
  if (from_string<Aggregation>(cell)) return {"aggregation", cell};
  if (from_string<Modality>(cell)) return {"modality", cell};
  if (cell == "provisional" || cell == "not provisional") return {"provisional", cell};
  auto [key, value] = first_word(cell);
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
    std::string known;
    for (const std::string_view one : keys) known += (known.empty() ? "" : ", ") + std::string(one);
    throw Fault{"`" + cell + "` is no column", line,
                "a hedge (" + all_words<Hedge>() + "), an aggregation (" + all_words<Aggregation>() +
                    "), a modality (" + all_words<Modality>() + "), provisional, or one of: " + known};
  }
  if (value.empty()) throw Fault{"`" + key + "` needs a value; `none` says that there must be none", line, {}};
  if (key == "part" && value.rfind("of ", 0) != 0)
    throw Fault{"write `part of` and the number of the row, or `part of none`", line, {}};
  const auto known = [&, k = key, v = value](bool is, const std::string& words) {
    if (!is) throw Fault{"`" + v + "` is no " + k, line, "one of: " + words};
  };
  if (key == "group") known(from_string<Group>(value).has_value(), all_words<Group>());
  if (key == "form") known(from_string<NumberForm>(value).has_value(), all_words<NumberForm>());
  if (key == "means") known(value == "none" || from_string<Means>(value), all_words<Means>() + ", none");
  if (key == "status") known(from_string<Status>(value).has_value(), all_words<Status>());
  return {key, value};
}

CaseRow row(const std::string& text, int line) {
  CaseRow out;
  out.line = line;
  const std::vector<std::string> cells = split(text, '|');
  std::string head = cells.front();
  auto [stated, words] = first_word(head);
  const auto second = [&](bool (*known)(std::string_view), const std::string& what, const std::string& all) {
    std::tie(stated, words) = first_word(words);
    if (!known(stated)) throw Fault{"`" + stated + "` is no " + what, line, "one of: " + all};
  };
  if (stated == "control") {
    out.kind = ClaimKind::control;
    second([](std::string_view word) { return from_string<ControlAction>(word).has_value(); }, "action of control",
           all_words<ControlAction>());
  } else if (stated == "statement") {
    out.kind = ClaimKind::statement;
    second([](std::string_view word) { return from_string<SpeechAct>(word).has_value(); }, "act of speech",
           all_words<SpeechAct>());
  } else if (stated == "movement") {
    out.kind = ClaimKind::movement;
    second([](std::string_view word) { return from_string<MovementKind>(word).has_value(); }, "kind of movement",
           all_words<MovementKind>());
  } else if (stated == "attack" || stated == "denial") {
    out.kind = *from_string<ClaimKind>(stated);
    stated.clear();
  } else if (!from_string<Outcome>(stated)) {
    throw Fault{"`" + stated + "` is no outcome", line,
                "one of: " + all_words<Outcome>() + ", control, attack, denial, statement, movement, nothing"};
  }
  out.stated = stated;
  out.words = words;
  for (std::size_t i = 1; i < cells.size(); ++i) out.columns.push_back(column(cells[i], line));
  return out;
}

/// "no control", "no attack": the kind that must not come out.
std::optional<ClaimKind> none_of(const std::string& what) {
  if (what.rfind("no ", 0) != 0) return std::nullopt;
  const auto kind = from_string<ClaimKind>(what.substr(3));
  const bool harm = kind == ClaimKind::casualty || kind == ClaimKind::displacement;
  return kind && !harm ? kind : std::nullopt;
}

class CaseReader {
 public:
  CaseReader(std::string_view name, std::string_view text) : name_(name), text_(text) {}

  std::vector<Case> run() {
    std::istringstream lines{std::string(text_)};
    std::string raw;
    while (std::getline(lines, raw)) {
      ++line_;
      take(trimmed(raw));
    }
    close();
    return std::move(out_);
  }

 private:
  void take(const std::string& line) {
    if (line == "#" || line.rfind("# ", 0) == 0) return;
    if (line.rfind("== ", 0) == 0) {
      close();
      now_.emplace();
      now_->line = line_;
      now_->title = trimmed(std::string_view(line).substr(3));
      return;
    }
    if (line.empty()) return close_paragraph();
    if (!now_) throw Fault{"a case begins with `== ` and its title", line_, {}};
    if (line.rfind("->", 0) == 0) {
      close_paragraph();
      const std::string what = trimmed(std::string_view(line).substr(2));
      if (rowed_ && (nothing_ || what == "nothing")) throw Fault{"`nothing` stands alone", line_, {}};
      rowed_ = true;
      if (what == "nothing") {
        nothing_ = true;
        now_->also.push_back(ClaimKind::control);
      } else if (const auto none = none_of(what)) {
        now_->also.push_back(*none);
      } else {
        now_->rows.push_back(row(what, line_));
        now_->also.push_back(now_->rows.back().kind);
      }
      return;
    }
    if (rowed_) throw Fault{"text after the rows: a case begins with `== ` and its title", line_, {}};
    if (line.rfind("published: ", 0) == 0 && now_->document.text.empty() && paragraph_.empty()) {
      const auto day = day_from(trimmed(std::string_view(line).substr(11)));
      if (!day) throw Fault{"a day is written 2024-12-31", line_, {}};
      now_->document.published = Published{*day, std::nullopt, Provenance::given, TimePrecision::day};
      return;
    }
    std::string words = line;
    for (const auto& [head, kind] : {std::pair<std::string_view, BlockKind>{"headline:", BlockKind::heading},
                                     {"post:", BlockKind::post},
                                     {"caption:", BlockKind::caption}}) {
      if (words.rfind(head, 0) != 0) continue;
      close_paragraph();
      kind_ = kind;
      words = trimmed(std::string_view(words).substr(head.size()));
    }
    paragraph_ += (paragraph_.empty() ? "" : " ") + words;
  }

  void close_paragraph() {
    if (!paragraph_.empty()) {
      Document& document = now_->document;
      if (!document.text.empty()) document.text += "\n\n";
      const auto begin = static_cast<std::uint32_t>(document.text.size());
      document.text += paragraph_;
      document.blocks.push_back({{begin, static_cast<std::uint32_t>(document.text.size())}, kind_});
    }
    paragraph_.clear();
    kind_ = BlockKind::body;
  }

  void close() {
    close_paragraph();
    if (now_) {
      if (now_->document.text.empty()) throw Fault{"the case has no text", now_->line, {}};
      if (!rowed_) throw Fault{"the case has no row: write `-> nothing` where nothing must come out", now_->line, {}};
      now_->document.id = std::string(name_) + ":" + std::to_string(now_->line);
      now_->document.language = "en";
      out_.push_back(std::move(*now_));
    }
    now_.reset();
    rowed_ = nothing_ = false;
  }

  std::string_view name_;
  std::string_view text_;
  int line_ = 0;
  std::optional<Case> now_;
  std::string paragraph_;
  BlockKind kind_ = BlockKind::body;
  bool rowed_ = false;
  bool nothing_ = false;
  std::vector<Case> out_;
};

std::string of(std::optional<std::int64_t> value) {
  return value ? std::to_string(*value) : std::string();
}

template <class List, class Each>
std::string joined(const List& list, Each each) {
  std::string out;
  for (const auto& item : list) out += (out.empty() ? "" : "; ") + each(item);
  return out.empty() ? "none" : out;
}

std::string place_words(const Where& where, bool with_role) {
  if (where.role == PlaceRole::excluding || (with_role && where.role != PlaceRole::in))
    return std::string(to_string(where.role)) + " " + where.text;
  return where.text;
}

/// What a claim has in a column. `asked` is what the case wrote there: a place's role is told where the case tells it.
std::string got(const std::string& key, const std::string& asked, const Claim& claim, const std::vector<Claim>& claims,
                const std::vector<std::int32_t>& row_of) {
  const Number none{};
  const Number& number = claim.number ? *claim.number : none;
  if (key == "hedge") return std::string(to_string(number.hedge));
  if (key == "aggregation") return std::string(to_string(claim.aggregation));
  if (key == "modality") return std::string(to_string(claim.modality));
  if (key == "provisional") return claim.provisional ? "provisional" : "not provisional";
  if (key == "bounds") {
    if (!number.low && !number.high) return "none";
    return number.low == number.high ? of(number.low) : of(number.low) + ".." + of(number.high);
  }
  if (key == "value") return number.value ? of(number.value) : "none";
  if (key == "form") return std::string(to_string(number.form));
  if (key == "group") return std::string(to_string(claim.group));
  if (key == "noun") return claim.group_text.empty() ? "none" : claim.group_text;
  if (key == "origin") return claim.origin ? claim.origin->actor : "none";
  if (key == "says") return claim.origin ? claim.origin->text : "none";
  if (key == "cue") return claim.origin && claim.origin->cue ? claim.origin->cue->text : "none";
  if (key == "relay") return joined(claim.relay, [](const Speaker& speaker) { return speaker.actor; });
  if (key == "when") {
    if (!claim.when || (!claim.when->start && !claim.when->end)) return "none";
    const std::string start = claim.when->start ? to_string(*claim.when->start) : "";
    const std::string end = claim.when->end ? to_string(*claim.when->end) : "";
    return start == end ? start : start + ".." + end;
  }
  if (key == "as-of") return claim.as_of ? claim.as_of->time : "none";
  if (key == "where" || key == "place") {
    const std::vector<std::string> items = split(asked, ';');
    std::size_t i = 0;
    return joined(claim.where, [&](const Where& where) {
      const std::string item = i < items.size() ? items[i] : std::string();
      ++i;
      return place_words(where, item != where.text);
    });
  }
  if (key == "by") return joined(claim.by, [](const By& by) { return by.actor; });
  if (key == "means") return claim.means ? std::string(to_string(*claim.means)) : "none";
  if (key == "topic") return claim.topic.empty() ? "none" : claim.topic;
  if (key == "denies") {
    return joined(claim.denies, [&](const std::string& id) {
      for (std::size_t c = 0; c < claims.size(); ++c) {
        if (claims[c].id == id) return row_of[c] < 0 ? std::string("?") : std::to_string(row_of[c] + 1);
      }
      return std::string("?");
    });
  }
  if (key == "actor") return claim.actor ? claim.actor->actor : "none";
  if (key == "status") return std::string(to_string(claim.status));
  if (key == "violent") return !claim.violent ? "none" : *claim.violent ? "yes" : "no";
  if (key == "part") {
    if (claim.part_of.empty()) return "of none";
    for (std::size_t c = 0; c < claims.size(); ++c) {
      if (claims[c].id == claim.part_of)
        return row_of[c] < 0 ? "of a claim that no row asks for" : "of " + std::to_string(row_of[c] + 1);
    }
    return "of a claim that is not there";
  }
  return "?";
}

std::string stated_by(const Claim& claim) {
  if (claim.outcome) return std::string(to_string(*claim.outcome));
  if (claim.action) return std::string(to_string(*claim.action));
  if (claim.act) return std::string(to_string(*claim.act));
  if (claim.movement) return std::string(to_string(*claim.movement));
  return {};
}
std::string words_of(const Claim& claim) {
  return claim.outcome ? claim.number->text : claim.trigger.text;
}

/// The kind of a row: displacement counts people as harm does.
ClaimKind row_kind(const Claim& claim) {
  return claim.kind == ClaimKind::displacement ? ClaimKind::casualty : claim.kind;
}

/// "control captured seized", "killed 16", "denial denied"
std::string head_of(ClaimKind kind, const std::string& stated, const std::string& words) {
  std::string out = kind == ClaimKind::casualty ? std::string() : std::string(to_string(kind)) + " ";
  out += stated;
  if (!stated.empty() && !words.empty()) out += " ";
  return out + words;
}

std::string shown(const std::string& key, const std::string& value) {
  static constexpr std::array<std::string_view, 4> bare{"hedge", "aggregation", "modality", "provisional"};
  return std::find(bare.begin(), bare.end(), key) != bare.end() ? value : key + " " + value;
}

}  // namespace

Result<std::vector<Case>> read_cases(std::string_view name, std::string_view text) {
  try {
    return CaseReader(name, text).run();
  } catch (const Fault& fault) {
    return failure(ErrorCode::parse, fault.what, std::string(name) + ":" + std::to_string(fault.line), fault.hint);
  }
}

std::string differences(const Case& one, const std::vector<Claim>& all) {
  std::vector<Claim> claims;
  for (const Claim& claim : all) {
    const bool harm = claim.outcome && claim.number;
    const bool asked = std::find(one.also.begin(), one.also.end(), claim.kind) != one.also.end();
    if (harm || (asked && claim.kind != ClaimKind::casualty)) claims.push_back(claim);
  }
  std::vector<std::int32_t> row_of(claims.size(), -1);
  std::vector<std::int32_t> claim_of(one.rows.size(), -1);
  // Rows that name their words find those first; the rest take what is left of their outcome.
  for (const bool by_words : {true, false}) {
    for (std::size_t r = 0; r < one.rows.size(); ++r) {
      const CaseRow& row = one.rows[r];
      if (claim_of[r] >= 0 || (by_words && row.words.empty())) continue;
      for (std::size_t c = 0; c < claims.size() && claim_of[r] < 0; ++c) {
        if (row_of[c] >= 0 || row.kind != row_kind(claims[c]) || stated_by(claims[c]) != row.stated) continue;
        if (by_words && words_of(claims[c]) != row.words) continue;
        row_of[c] = static_cast<std::int32_t>(r);
        claim_of[r] = static_cast<std::int32_t>(c);
      }
    }
  }
  std::string out;
  for (std::size_t r = 0; r < one.rows.size(); ++r) {
    const CaseRow& row = one.rows[r];
    std::string expected = head_of(row.kind, row.stated, row.words);
    if (claim_of[r] < 0) {
      for (const auto& [key, value] : row.columns) expected += " | " + shown(key, value);
      out += "  missing     " + expected + "\n";
      continue;
    }
    const Claim& claim = claims[static_cast<std::size_t>(claim_of[r])];
    std::string read = head_of(row.kind, row.stated, row.words.empty() ? std::string() : words_of(claim));
    bool wrong = !row.words.empty() && words_of(claim) != row.words;
    for (const auto& [key, value] : row.columns) {
      const std::string has = got(key, value, claim, claims, row_of);
      expected += " | " + shown(key, value);
      read += " | " + shown(key, has);
      wrong = wrong || has != value;
    }
    if (wrong) out += "  expected    " + expected + "\n  but read    " + read + "   (by " + claim.rule + ")\n";
  }
  for (std::size_t c = 0; c < claims.size(); ++c) {
    if (row_of[c] >= 0) continue;
    out += "  unexpected  " + head_of(row_kind(claims[c]), stated_by(claims[c]), words_of(claims[c])) + "   (by " +
           claims[c].rule + ")\n";
  }
  if (out.empty()) return out;
  std::string text;
  for (const Block& block : one.document.blocks)
    text += "  " + std::string(slice(one.document.text, block.span)) + "\n";
  return text + out;
}

}  // namespace histor
