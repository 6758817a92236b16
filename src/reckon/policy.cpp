// One table of keys: each knows how its value is read, so that a file is checked key by key and a fault names its line.
#include "reckon/policy.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <utility>

#include "base/hash.hpp"

extern "C" const unsigned char histor_data_policy_acled[], histor_data_policy_acled_end[];
extern "C" const unsigned char histor_data_policy_airwars[], histor_data_policy_airwars_end[];
extern "C" const unsigned char histor_data_policy_ibc[], histor_data_policy_ibc_end[];
extern "C" const unsigned char histor_data_policy_open[], histor_data_policy_open_end[];
extern "C" const unsigned char histor_data_policy_ucdp[], histor_data_policy_ucdp_end[];

namespace histor {

namespace {

constexpr std::int64_t most_people = 1'000'000'000;
constexpr std::string_view by_scale = "by-scale";

template <class E>
std::string list_of() {
  std::string words;
  for (const std::string_view word : Words<E>::all) words += (words.empty() ? "\"" : ", \"") + std::string(word) + "\"";
  return words;
}

class PolicyFile {
 public:
  PolicyFile(const toml::table& table, std::string_view source) : table_(table), source_(source) {}

  std::optional<Error> read(Policy& policy) {
    known(table_, {"name", "title", "summary", "outcomes", "low", "best", "high", "party_claims", "contested_status",
                   "independent_origins", "overlaps", "spread", "vague", "vague_words", "uncounted", "scale"});
    text("name", policy.name);
    text("title", policy.title);
    text("summary", policy.summary);
    name_is_plain(policy.name);
    list(table_, "outcomes", policy.outcomes);
    choice("low", policy.low);
    choice("best", policy.best);
    choice("high", policy.high);
    choice("party_claims", policy.party_claims);
    choice("contested_status", policy.contested_status);
    if (const toml::node* node = need(table_, "independent_origins")) {
      number(*node, "independent_origins", 1, 9, policy.independent_origins);
    }
    choice("overlaps", policy.overlaps);
    choice("spread", policy.spread);
    choice("vague", policy.vague);
    for (const std::string_view key : {"vague_words", "uncounted", "scale"}) {
      if (const toml::node* node = table_.get(key); node != nullptr && policy.vague == VagueRule::keep_words) {
        fault(node, "'" + std::string(key) + "' gives numbers, and vague = \"keep-words\" keeps the words",
              "leave the table out, or set vague = \"numbers\"");
      }
    }
    if (policy.vague == VagueRule::numbers) words(policy);
    return std::move(error_);
  }

 private:
  void fault(const toml::node* node, std::string what, std::string hint) {
    if (error_) return;  // the first is told; the others may follow from it
    std::string where = source_;
    if (node != nullptr) where += ":" + std::to_string(node->source().begin.line);
    error_ = Error{ErrorCode::parse, std::move(what), std::move(where), std::move(hint)};
  }

  void known(const toml::table& table, std::initializer_list<std::string_view> keys) {
    std::string all;
    for (const std::string_view key : keys) all += (all.empty() ? "" : ", ") + std::string(key);
    const toml::node* first = nullptr;
    std::string unknown;
    for (const auto& [key, node] : table) {
      if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
      if (first != nullptr && first->source().begin.line <= node.source().begin.line) continue;
      first = &node;
      unknown = key.str();
    }
    if (first != nullptr) fault(first, "unknown key '" + unknown + "'", "keys there are: " + all);
  }

  const toml::node* need(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      const std::string line = table.source().begin ? ":" + std::to_string(table.source().begin.line) : "";
      if (!error_)
        error_ = Error{ErrorCode::parse, "the policy lacks the key '" + std::string(key) + "'",
                       source_ + (&table == &table_ ? "" : line), "policies/README.md tells what each key means"};
    }
    return node;
  }

  void text(std::string_view key, std::string& out) {
    const toml::node* node = need(table_, key);
    if (node == nullptr) return;
    out = node->value<std::string>().value_or(std::string{});
    if (out.empty()) fault(node, "'" + std::string(key) + "' must be text", "put it between quotes");
  }

  void name_is_plain(const std::string& name) {
    const bool plain = std::all_of(name.begin(), name.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!plain) fault(table_.get("name"), "'" + name + "' is no name", "lower-case letters, digits, hyphens");
  }

  template <class E>
  void choice(std::string_view key, E& out) {
    const toml::node* node = need(table_, key);
    if (node == nullptr) return;
    const std::optional<std::string_view> word = node->value<std::string_view>();
    const std::optional<E> value = word ? from_string<E>(*word) : std::nullopt;
    if (!value) return fault(node, "unknown rule for '" + std::string(key) + "'", "rules there are: " + list_of<E>());
    out = *value;
  }

  template <class E>
  void list(const toml::table& table, std::string_view key, std::vector<E>& out) {
    const toml::node* node = need(table, key);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr || array->empty()) {
      return fault(node, "'" + std::string(key) + "' must be a list", "of any of " + list_of<E>());
    }
    for (const toml::node& one : *array) {
      const std::optional<std::string_view> word = one.value<std::string_view>();
      const std::optional<E> value = word ? from_string<E>(*word) : std::nullopt;
      if (!value) return fault(&one, "unknown word in '" + std::string(key) + "'", "words there are: " + list_of<E>());
      if (std::find(out.begin(), out.end(), *value) == out.end()) out.push_back(*value);
    }
  }

  void number(const toml::node& node, std::string_view key, std::int64_t least, std::int64_t most, std::int64_t& out) {
    const std::optional<std::int64_t> value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
      return fault(&node, "'" + std::string(key) + "' must be a whole number",
                   "from " + std::to_string(least) + " to " + std::to_string(most));
    }
    out = *value;
  }

  void worth(const toml::node& node, std::string_view key, WordValue& out) {
    if (node.value<std::string_view>() == by_scale) {
      out = scale_;
      if (!has_scale_) fault(&node, "'" + std::string(key) + "' is by scale, and there is no [scale]", "add [scale]");
      return;
    }
    if (!node.is_integer()) {
      return fault(&node, "'" + std::string(key) + "' must be a number", "a whole number, or \"by-scale\"");
    }
    number(node, key, 0, most_people, out.small);
    out.large = out.small;
  }

  const toml::table* table(std::string_view key) {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) fault(node, "'" + std::string(key) + "' must be a table", "[" + std::string(key) + "]");
    return node->as_table();
  }

  void words(Policy& policy) {
    if (const toml::table* scale = table("scale")) {
      has_scale_ = true;
      known(*scale, {"small", "large", "large_means"});
      if (const toml::node* node = need(*scale, "small")) number(*node, "small", 0, most_people, scale_.small);
      if (const toml::node* node = need(*scale, "large")) number(*node, "large", 0, most_people, scale_.large);
      list(*scale, "large_means", policy.large_means);
    }
    if (const toml::table* uncounted = table("uncounted")) {
      known(*uncounted, {"plural", "casualties"});
      if (const toml::node* node = need(*uncounted, "plural")) worth(*node, "plural", policy.plural.emplace());
      if (const toml::node* node = need(*uncounted, "casualties"))
        worth(*node, "casualties", policy.casualties_alone.emplace());
    }
    const toml::node* node = need(table_, "vague_words");
    const toml::table* all = node == nullptr ? nullptr : table("vague_words");
    if (all == nullptr) return;
    for (const auto& [key, value] : *all) {
      const std::string word(key.str());
      const bool small = std::none_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      if (!small) fault(&value, "'" + word + "' has capitals", "write the words in small letters");
      worth(value, word, policy.vague_words[word]);
    }
  }

  const toml::table& table_;
  std::string source_;
  WordValue scale_;
  bool has_scale_ = false;
  std::optional<Error> error_;
};

const Policy& built_in(const unsigned char* begin, const unsigned char* end, Policy& policy, std::string_view name) {
  const std::string_view text(reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin));
  Result<Policy> read = policy_from_toml(text, "policies/" + std::string(name) + ".toml");
  assert(read.has_value());  // a test reads the same files
  policy = std::move(*read);
  return policy;
}

}  // namespace

Result<Policy> policy_from_toml(std::string_view text, std::string_view source) {
  toml::table table;
  try {
    table = toml::parse(text, source);
  } catch (const toml::parse_error& error) {
    return failure(ErrorCode::parse, std::string(error.description()),
                   std::string(source) + ":" + std::to_string(error.source().begin.line));
  }
  Policy policy;
  if (std::optional<Error> error = PolicyFile(table, source).read(policy)) return tl::unexpected<Error>(*error);
  policy.source = source;
  policy.text = text;
  policy.digest = sha256_hex(text);
  return policy;
}

std::span<const Policy> builtin_policies() {
  static const std::array<Policy, 5> policies = [] {
    std::array<Policy, 5> all;
    built_in(histor_data_policy_acled, histor_data_policy_acled_end, all[0], "acled");
    built_in(histor_data_policy_airwars, histor_data_policy_airwars_end, all[1], "airwars");
    built_in(histor_data_policy_ibc, histor_data_policy_ibc_end, all[2], "ibc");
    built_in(histor_data_policy_open, histor_data_policy_open_end, all[3], "open");
    built_in(histor_data_policy_ucdp, histor_data_policy_ucdp_end, all[4], "ucdp");
    return all;
  }();
  return policies;
}

const Policy* find_policy(std::string_view name) {
  for (const Policy& policy : builtin_policies()) {
    if (policy.name == name) return &policy;
  }
  return nullptr;
}

const Policy& open_policy() {
  return *find_policy("open");
}

}  // namespace histor
