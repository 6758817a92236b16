// histor policies: the built-in policies, and the file of each: a start for one of one's own.

#include "base/json_writer.hpp"
#include "cli/ledger_view.hpp"
#include "publish/layout.hpp"

namespace histor::cli {
namespace {

void write_policy(std::string& out, const Policy& policy) {
  JsonWriter json(out);
  json.begin_object().member("type", "policy").member("name", policy.name).member("title", policy.title);
  json.member("summary", policy.summary);
  json.key("outcomes").begin_array();
  for (const Outcome outcome : policy.outcomes) json.value(to_string(outcome));
  json.end_array();
  json.member("low", to_string(policy.low))
      .member("best", to_string(policy.best))
      .member("high", to_string(policy.high));
  json.member("party_claims", to_string(policy.party_claims))
      .member("contested_status", to_string(policy.contested_status));
  json.member("independent_origins", policy.independent_origins).member("overlaps", to_string(policy.overlaps));
  json.member("spread", to_string(policy.spread)).member("vague", to_string(policy.vague));
  json.member("digest", policy.digest).end_object();
  out.push_back('\n');
}

}  // namespace

int run_policies(const ListOptions& options, const CommonOptions& common) {
  if (!options.id.empty()) {
    const auto policy = policy_named(options.id);
    if (!policy) return fail(policy.error());
    std::string out;
    // The file is what one wants down a pipe, too: it is where a policy of one's own starts.
    if (common.format == Format::automatic || common.format == Format::table) {
      out = policy->text;
    } else {
      write_policy(out, *policy);
    }
    put(out);
    return done;
  }
  std::string out;
  for (const Policy& policy : builtin_policies()) {
    if (!prints_table(common)) {
      write_policy(out, policy);
      continue;
    }
    append_row(out,
               {{policy.name, 10, Style::strong, false},
                {policy.title, 18, Style::plain, false},
                {clean(policy.summary), terminal_width() - 10 - 18 - 2 * 2, Style::plain, false}},
               0, prints_color(common));
  }
  put(out);
  return done;
}

}  // namespace histor::cli
