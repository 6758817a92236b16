#include "link/changes.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "lexicon/actors.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

constexpr std::int64_t small_figure = 5;  // smaller ones may be counts of other people under another name

using Count = std::pair<Outcome, std::int64_t>;
using Told = std::map<Count, std::vector<std::uint32_t>>;  // claims in text order

Told told_by(const Account& account, std::span<const Claim> claims) {
  Told told;
  for (const std::uint32_t i : account.claims) {
    const Claim& claim = claims[i];
    if (claim.kind == ClaimKind::casualty && claim.outcome && claim.number && claim.number->value) {
      told[{*claim.outcome, *claim.number->value}].push_back(i);
    }
  }
  return told;
}

std::string in_words(const Claim& claim) {
  std::string out;
  const Hedge hedge = claim.number->hedge;
  if (hedge == Hedge::at_least) out = "at least ";
  if (hedge == Hedge::more_than) out = "more than ";
  if (hedge == Hedge::about) out = "about ";
  if (hedge == Hedge::at_most) out = "at most ";
  if (hedge == Hedge::less_than) out = "fewer than ";
  out += claim.number->text;
  if (claim.group != Group::people && claim.group != Group::other) out.append(" ").append(to_string(claim.group));
  return out.append(" ").append(to_string(*claim.outcome));
}

class Comparison {
 public:
  Comparison(const Account& a, const Account& b, std::span<const Claim> claims, const Actors& actors)
      : claims_(claims), actors_(actors), a_(told_by(a, claims)), b_(told_by(b, claims)) {
    // Of two reports of one day neither is known to have it from the other.
    either_way_ = a.published == b.published;
  }

  std::vector<LineageChange> changes() {
    for (const auto& [count, in_a] : a_) {
      const auto found = b_.find(count);
      if (found == b_.end()) continue;
      const std::vector<std::uint32_t>& in_b = found->second;
      bound(in_a, in_b);
      scope(in_a, in_b);
      attribution(count, in_a, in_b);
      breakdown(in_a, in_b);
    }
    std::sort(out_.begin(), out_.end(), [this](const LineageChange& x, const LineageChange& y) {
      const auto rank = [this](const LineageChange& c) {
        const Claim& claim = claims_[c.b];
        return std::tuple(claim.number->span, c.kind, claims_[c.a].number->span, std::string_view(c.sentence));
      };
      return rank(x) < rank(y);
    });
    return std::move(out_);
  }

 private:
  /// The first of `ones` for which `test` holds, what stands in the body before the rest.
  template <class Test>
  std::optional<std::uint32_t> first(const std::vector<std::uint32_t>& ones, const Test& test) const {
    std::optional<std::uint32_t> heading;
    for (const std::uint32_t i : ones) {
      if (!test(claims_[i])) continue;
      if (claims_[i].block == BlockKind::body || claims_[i].block == BlockKind::post) return i;
      if (!heading) heading = i;
    }
    return heading;
  }

  template <class Test>
  bool any(const std::vector<std::uint32_t>& ones, const Test& test) const {
    return std::any_of(ones.begin(), ones.end(), [&](std::uint32_t i) { return test(claims_[i]); });
  }

  /// What one report has and no claim of the other: told where the other is the later, or neither is.
  template <class Has, class Sentence>
  void lost(ChangeKind kind, const std::vector<std::uint32_t>& in_a, const std::vector<std::uint32_t>& in_b,
            const Has& has, const Sentence& sentence) {
    const auto plain = [&](const Claim& c) { return !has(c); };
    const auto in_body = [](const Claim& c) { return c.block == BlockKind::body || c.block == BlockKind::post; };
    if (any(in_a, has) && !any(in_b, has) && any(in_b, in_body)) {
      const std::uint32_t a = *first(in_a, has);
      const auto b = first(in_b, [&](const Claim& c) { return plain(c) && alike(claims_[a], c); });
      if (b) out_.push_back({kind, a, *b, sentence(claims_[a], claims_[*b])});
    } else if (either_way_ && any(in_b, has) && !any(in_a, has) && any(in_a, in_body)) {
      const std::uint32_t b = *first(in_b, has);
      const auto a = first(in_a, [&](const Claim& c) { return plain(c) && alike(claims_[b], c); });
      if (a) out_.push_back({kind, *a, b, sentence(claims_[b], claims_[*a])});
    }
  }

  /// Whether the two may count the same people: their groups, places and wholes fit.
  bool alike(const Claim& x, const Claim& y) const {
    if (x.group != y.group && *x.number->value < small_figure) return false;
    if (!population_compatible(x.group, y.group) && !population_within(x.group, y.group) &&
        !population_within(y.group, x.group)) {
      return false;
    }
    if (area(x.where, y.where) == Area::disjoint || !overlap(window_of(x), window_of(y))) return false;
    const std::optional<std::int64_t> whole_x = whole_of(x);
    const std::optional<std::int64_t> whole_y = whole_of(y);
    return !whole_x || !whole_y || *whole_x == *whole_y;
  }

  /// The count that this one is a part of.
  std::optional<std::int64_t> whole_of(const Claim& part) const {
    if (part.part_of.empty()) return std::nullopt;
    for (const Told* told : {&a_, &b_}) {
      for (const auto& [count, ones] : *told) {
        if (any(ones, [&](const Claim& c) { return c.id == part.part_of; })) return count.second;
      }
    }
    return std::nullopt;
  }

  void bound(const std::vector<std::uint32_t>& in_a, const std::vector<std::uint32_t>& in_b) {
    const auto bounded = [](const Claim& c) {
      return c.number->hedge == Hedge::at_least || c.number->hedge == Hedge::more_than;
    };
    lost(ChangeKind::bound_lost, in_a, in_b, bounded, [](const Claim& kept, const Claim& plain) {
      return "“" + in_words(kept) + "” is carried as “" + in_words(plain) + "”: the bound is lost";
    });
  }

  void scope(const std::vector<std::uint32_t>& in_a, const std::vector<std::uint32_t>& in_b) {
    const auto excluded = [](const Claim& c) {
      return std::find_if(c.where.begin(), c.where.end(),
                          [](const Where& where) { return where.role == PlaceRole::excluding; });
    };
    const auto scoped = [&](const Claim& c) { return c.as_of.has_value() || excluded(c) != c.where.end(); };
    lost(ChangeKind::scope_dropped, in_a, in_b, scoped, [&](const Claim& kept, const Claim& plain) {
      std::string scope;
      if (const auto out = excluded(kept); out != kept.where.end()) scope = "without " + out->text;
      if (kept.as_of) scope += (scope.empty() ? "as of " : ", as of ") + kept.as_of->text;
      return "“" + in_words(plain) + "” is carried without its scope (" + scope + ")";
    });
  }

  /// Whether two names can stand for one source: those who only carry a count stand for anybody's, unnamed ones for one
  /// of their kind, a body for its part, a longer name for a shorter one.
  bool may_be_one(const Speaker& x, const Speaker& y) const {
    const std::string name = folded(x.text);
    const std::string other_name = folded(y.text);
    if (x.actor == y.actor || name.find(other_name) != std::string::npos ||
        other_name.find(name) != std::string::npos) {
      return true;
    }
    const auto i = actors_.find_by_id(x.actor);
    const auto j = actors_.find_by_id(y.actor);
    if (!i || !j) return true;  // names that no file knows may be anybody's
    const ActorRecord& one = actors_[*i];
    const ActorRecord& other = actors_[*j];
    for (const ActorRecord* actor : {&one, &other}) {
      if (actor->kind == ActorKind::agency || actor->kind == ActorKind::outlet ||
          actor->kind == ActorKind::state_media || (actor->generic && actor->kind == ActorKind::other)) {
        return true;
      }
    }
    if ((one.generic || other.generic) && one.kind == other.kind) return true;
    return one.parent == *j || other.parent == *i || (one.parent && one.parent == other.parent);
  }

  void attribution(const Count& count, const std::vector<std::uint32_t>& in_a, const std::vector<std::uint32_t>& in_b) {
    if (count.second < small_figure) return;
    const auto sourced = [](const Claim& c) { return c.origin.has_value(); };
    const auto a = first(in_a, sourced);
    const auto b = first(in_b, sourced);
    if (!a || !b) return;
    for (const std::uint32_t i : in_a) {
      for (const std::uint32_t j : in_b) {
        const auto& x = claims_[i].origin;
        const auto& y = claims_[j].origin;
        if (x && y && may_be_one(*x, *y)) return;
      }
    }
    if (!alike(claims_[*a], claims_[*b])) return;
    out_.push_back({ChangeKind::attribution_drifted, *a, *b,
                    "“" + in_words(claims_[*a]) + "” is said by “" + claims_[*a].origin->text + "” in one, by “" +
                        claims_[*b].origin->text + "” in the other"});
  }

  std::vector<std::uint32_t> parts_of(const Told& told, const std::vector<std::uint32_t>& wholes) const {
    std::vector<std::uint32_t> parts;
    for (const auto& [count, ones] : told) {
      for (const std::uint32_t i : ones) {
        const std::string& whole = claims_[i].part_of;
        if (!whole.empty() && any(wholes, [&](const Claim& c) { return c.id == whole; })) parts.push_back(i);
      }
    }
    return parts;
  }

  void breakdown(const std::vector<std::uint32_t>& in_a, const std::vector<std::uint32_t>& in_b) {
    const std::vector<std::uint32_t> parts_a = parts_of(a_, in_a);
    const std::vector<std::uint32_t> parts_b = parts_of(b_, in_b);
    const auto specific = [](const Claim& c) { return c.group != Group::people && c.group != Group::other; };
    const auto part = [](const Claim& c) { return std::tuple(*c.outcome, c.group, *c.number->value); };
    const auto has = [&](const std::vector<std::uint32_t>& parts, const Claim& c) {
      return any(parts, [&](const Claim& other) { return part(other) == part(c); });
    };
    for (const std::uint32_t i : parts_a) {
      for (const std::uint32_t j : parts_b) {
        const Claim& x = claims_[i];
        const Claim& y = claims_[j];
        if (!specific(x) || !specific(y) || x.outcome != y.outcome) continue;
        const bool same_group = x.group == y.group;
        const bool same_value = x.number->value == y.number->value;
        if (same_group == same_value || has(parts_b, x) || has(parts_a, y)) continue;
        if (same_value && (population_within(x.group, y.group) || population_within(y.group, x.group))) continue;
        out_.push_back({ChangeKind::breakdown_swapped, i, j,
                        "Of “" + in_words(claims_[in_a.front()]) + "”, “" + in_words(x) + "” in one are “" +
                            in_words(y) + "” in the other"});
        return;
      }
    }
  }

  std::span<const Claim> claims_;
  const Actors& actors_;
  Told a_, b_;
  bool either_way_ = false;
  std::vector<LineageChange> out_;
};

}  // namespace

std::vector<LineageChange> changes_between(const Account& a, const Account& b, std::span<const Claim> claims,
                                           const Actors& actors) {
  return Comparison(a, b, claims, actors).changes();
}

}  // namespace histor
