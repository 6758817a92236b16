#include "reckon/policy.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <utility>

#include "base/hash.hpp"

extern "C" const unsigned char histor_data_policy_open[], histor_data_policy_open_end[];

namespace histor {

namespace {

constexpr std::array<std::string_view, 7> keys{"name", "title", "summary", "low", "high", "best", "vague"};

std::string at(std::string_view source, const toml::source_position& position) {
  return std::string(source) + ":" + std::to_string(position.line);
}

// The value of a key that has only one possible value so far.
std::optional<Error> expect(const toml::table& table, std::string_view key, std::string_view only,
                            std::string_view source) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    return Error{ErrorCode::parse, "the policy lacks the key '" + std::string(key) + "'", std::string(source),
                 "add " + std::string(key) + " = \"" + std::string(only) + "\""};
  }
  const std::optional<std::string_view> value = node->value<std::string_view>();
  if (value && *value == only) return std::nullopt;
  return Error{ErrorCode::parse, "unknown rule for '" + std::string(key) + "'", at(source, node->source().begin),
               "rules there are: \"" + std::string(only) + "\""};
}

}  // namespace

Result<Policy> policy_from_toml(std::string_view text, std::string_view source) {
  toml::table table;
  try {
    table = toml::parse(text, source);
  } catch (const toml::parse_error& error) {
    return failure(ErrorCode::parse, std::string(error.description()), at(source, error.source().begin));
  }
  for (const auto& [key, node] : table) {
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
      return failure(ErrorCode::parse, "unknown key '" + std::string(key.str()) + "'", at(source, node.source().begin),
                     "keys there are: name, title, summary, low, high, best, vague");
    }
  }
  for (const auto& [key, only] : {std::pair{"low", "smallest-bound"}, std::pair{"high", "largest-bound"},
                                  std::pair{"best", "latest-of-most-specific"}, std::pair{"vague", "keep-words"}}) {
    if (std::optional<Error> error = expect(table, key, only, source)) return tl::unexpected<Error>(std::move(*error));
  }
  Policy policy;
  policy.name = table["name"].value_or(std::string{});
  policy.title = table["title"].value_or(std::string{});
  policy.summary = table["summary"].value_or(std::string{});
  if (policy.name.empty() || policy.title.empty() || policy.summary.empty()) {
    return failure(ErrorCode::parse, "name, title and summary must be text", std::string(source));
  }
  policy.digest = sha256_hex(text);
  return policy;
}

const Policy& open_policy() {
  static const Policy policy = [] {
    const std::string_view text(reinterpret_cast<const char*>(histor_data_policy_open),
                                static_cast<std::size_t>(histor_data_policy_open_end - histor_data_policy_open));
    Result<Policy> read = policy_from_toml(text, "policies/open.toml");
    assert(read.has_value());  // a test reads the same file
    return std::move(*read);
  }();
  return policy;
}

}  // namespace histor
