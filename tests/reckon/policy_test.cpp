#include "reckon/policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace histor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string file(const std::string& name) {
  std::ifstream in(std::string(HISTOR_SOURCE_DIR) + "/policies/" + name + ".toml", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::string plain = R"(name = "x"
title = "X"
summary = "s"
outcomes = ["killed"]
low = "smallest-bound"
best = "latest-of-most-specific"
high = "largest-bound"
party_claims = "as-others"
contested_status = "as-said"
independent_origins = 1
overlaps = "note"
spread = "as-one"
vague = "keep-words"
)";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(PolicyFile, TheBuiltInOnesAreTheFiles) {
  std::vector<std::string> names;
  for (const Policy& policy : builtin_policies()) {
    names.push_back(policy.name);
    const Result<Policy> read = policy_from_toml(file(policy.name), policy.name + ".toml");
    ASSERT_TRUE(read) << read.error().where << " " << read.error().what;
    EXPECT_EQ(read->name, policy.name);
    EXPECT_EQ(read->digest, policy.digest);
    EXPECT_EQ(find_policy(policy.name), &policy);
  }
  EXPECT_THAT(names, ElementsAre("acled", "airwars", "ibc", "open", "ucdp"));
  EXPECT_EQ(find_policy("gut-feeling"), nullptr);
}

TEST(PolicyFile, WordsHaveTheNumbersOfTheFileAndNoOther) {
  const Policy& acled = *find_policy("acled");
  EXPECT_EQ(acled.vague_words.at("tens").large, 10);
  EXPECT_EQ(acled.vague_words.at("dozens").large, 12);
  EXPECT_EQ(acled.vague_words.at("hundreds").large, 100);
  EXPECT_EQ(acled.vague_words.at("several").small, 3);
  EXPECT_EQ(acled.vague_words.at("several").large, 10);
  EXPECT_EQ(acled.casualties_alone->large, 0);
  for (const char* name : {"open", "ucdp", "airwars", "ibc"}) {
    EXPECT_TRUE(find_policy(name)->vague_words.empty()) << name;
    EXPECT_FALSE(find_policy(name)->plural) << name;
    EXPECT_FALSE(find_policy(name)->casualties_alone) << name;
  }
}

struct Fault {
  const char* name;
  std::string from, to;
  const char* where;
  const char* told;  // in the error or in its hint
};

class PolicyFault : public testing::TestWithParam<Fault> {};

TEST_P(PolicyFault, NamesItsLineAndWhatIsAllowed) {
  const Fault& fault = GetParam();
  const Result<Policy> policy = policy_from_toml(with(plain, fault.from, fault.to), "x.toml");
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().code, ErrorCode::parse);
  EXPECT_EQ(policy.error().where, fault.where);
  EXPECT_THAT(policy.error().what + " | " + policy.error().hint, HasSubstr(fault.told));
}

INSTANTIATE_TEST_SUITE_P(
    Policies, PolicyFault,
    testing::Values(Fault{"key", "vague =", "colour = \"red\"\nvague =", "x.toml:13", "unknown key 'colour'"},
                    Fault{"missing", "high = \"largest-bound\"\n", "", "x.toml", "lacks the key 'high'"},
                    Fault{"rule", "\"smallest-bound\"", "\"smallest\"", "x.toml:5", "\"none\", \"smallest-bound\""},
                    Fault{"outcome", "[\"killed\"]", "[\"slain\"]", "x.toml:4", "\"killed\", \"injured\""},
                    Fault{"no_outcome", "[\"killed\"]", "[]", "x.toml:4", "must be a list"},
                    Fault{"origins", "independent_origins = 1", "independent_origins = 0", "x.toml:10", "from 1 to 9"},
                    Fault{"text_for_a_number", "independent_origins = 1", "independent_origins = \"2\"", "x.toml:10",
                          "whole number"},
                    Fault{"name", "name = \"x\"", "name = \"My policy\"", "x.toml:1", "lower-case"},
                    Fault{"words_that_are_kept", "vague = \"keep-words\"\n",
                          "vague = \"keep-words\"\n[vague_words]\ndozens = 12\n", "x.toml:14", "keep-words"},
                    Fault{"words_that_lack", "vague = \"keep-words\"", "vague = \"numbers\"", "x.toml",
                          "lacks the key 'vague_words'"},
                    Fault{"scale_that_lacks", "vague = \"keep-words\"",
                          "vague = \"numbers\"\n[vague_words]\nmany = \"by-scale\"", "x.toml:15", "[scale]"},
                    Fault{"negative", "vague = \"keep-words\"", "vague = \"numbers\"\n[vague_words]\nmany = -3",
                          "x.toml:15", "from 0"},
                    Fault{"capitals", "vague = \"keep-words\"", "vague = \"numbers\"\n[vague_words]\nMany = 3",
                          "x.toml:15", "small letters"},
                    Fault{"broken", "name = \"x\"", "name = [", "x.toml:2", ""}),
    [](const auto& fault) { return std::string(fault.param.name); });

// A file that is cut off, or has a line twice or not at all, is read or refused with its line; nothing else happens.
RC_GTEST_PROP(PolicyFile, AnyFaultIsToldWithTheFile, ()) {
  const Policy& policy = builtin_policies()[*rc::gen::inRange<std::size_t>(0, builtin_policies().size())];
  std::vector<std::string> lines;
  std::istringstream in(policy.text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const std::size_t at = *rc::gen::inRange<std::size_t>(0, lines.size());
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at),
                   lines[*rc::gen::inRange<std::size_t>(0, lines.size())]);
      break;
    default:
      lines[at] = lines[at].substr(0, *rc::gen::inRange<std::size_t>(0, lines[at].size() + 1));
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  const Result<Policy> read = policy_from_toml(text, "mine.toml");
  if (read) {
    RC_ASSERT(!read->name.empty() && !read->outcomes.empty());
  } else {
    RC_ASSERT(read.error().where.rfind("mine.toml", 0) == 0);
    RC_ASSERT(!read.error().what.empty());
  }
}

}  // namespace
}  // namespace histor
