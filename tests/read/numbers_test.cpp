// Counts: the table of hedges, number words against a plain twin that spells them, digits as they are written, and what
// is no count.

#include "read/numbers.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>
#include <array>
#include <string>

#include "read/sentence.hpp"

namespace histor {
namespace {

/// "16 at_least 16.." : the count's words, its hedge and its bounds; "-" where no count begins the text.
std::string count(std::string_view text) {
  const OneSentence sentence{std::string(text)};
  const auto found = number_at(sentence.view(), 0);
  if (!found) return "-";
  const Number& number = found->number;
  EXPECT_EQ(slice(sentence.document().text, number.span), number.text);
  std::string out = number.text + " " + std::string(to_string(number.hedge)) + " ";
  if (number.low) out += std::to_string(*number.low);
  if (number.low || number.high) out += "..";
  if (number.high) out += std::to_string(*number.high);
  if (!number.low && !number.high) out += number.value ? "value " + std::to_string(*number.value) : "open";
  return out;
}

std::string under_thousand(std::int64_t n, bool with_and, bool hyphen) {
  static constexpr std::array<const char*, 20> small{
      "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
      "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static constexpr std::array<const char*, 10> tens{"",      "",      "twenty",  "thirty", "forty",
                                                    "fifty", "sixty", "seventy", "eighty", "ninety"};
  std::string out;
  if (n >= 100) {
    out = std::string(small[static_cast<std::size_t>(n / 100)]) + " hundred";
    n %= 100;
    if (n == 0) return out;
    out += with_and ? " and " : " ";
  }
  if (n < 20) return out + small[static_cast<std::size_t>(n)];
  out += tens[static_cast<std::size_t>(n / 10)];
  if (n % 10 != 0) out += (hyphen ? "-" : " ") + std::string(small[static_cast<std::size_t>(n % 10)]);
  return out;
}

/// The plain twin: 0 to 999,999 in words.
std::string spelled(std::int64_t n, bool with_and, bool hyphen) {
  if (n < 1000) return under_thousand(n, with_and, hyphen);
  std::string out = under_thousand(n / 1000, with_and, hyphen) + " thousand";
  const std::int64_t rest = n % 1000;
  if (rest == 0) return out;
  return out + (with_and && rest < 100 ? " and " : " ") + under_thousand(rest, with_and, hyphen);
}

RC_GTEST_PROP(NumberWords, MeanWhatTheTwinSpelled, (bool with_and, bool hyphen)) {
  const auto n = *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 1000), rc::gen::inRange<std::int64_t>(0, 1'000'000));
  const OneSentence sentence(spelled(n, with_and, hyphen) + " people");
  const auto found = number_at(sentence.view(), 0);
  RC_ASSERT(found.has_value());
  RC_ASSERT(found->number.value == n);
  RC_ASSERT(found->number.form == NumberForm::words);
  RC_ASSERT(found->end + 1 == sentence.view().size());
}

TEST(NumberWords, EachBelowTwoThousand) {
  for (std::int64_t n = 0; n < 2000; ++n) {
    const std::string words = spelled(n, true, true);
    const OneSentence sentence(words + " people");
    const auto found = number_at(sentence.view(), 0);
    ASSERT_TRUE(found) << words;
    ASSERT_EQ(found->number.value, n) << words;
    ASSERT_EQ(found->number.text, words);
  }
}

RC_GTEST_PROP(Digits, MeanThemselvesWithAndWithoutSeparators, ()) {
  const auto n = *rc::gen::inRange<std::int64_t>(0, 10'000'000);
  std::string grouped = std::to_string(n);
  for (auto at = static_cast<std::ptrdiff_t>(grouped.size()) - 3; at > 0; at -= 3)
    grouped.insert(static_cast<std::size_t>(at), ",");
  for (const std::string& digits : {std::to_string(n), grouped}) {
    const OneSentence sentence(digits + " people");
    const auto found = number_at(sentence.view(), 0);
    RC_ASSERT(found.has_value());
    RC_ASSERT(found->number.value == n);
    RC_ASSERT(found->number.low == n);
    RC_ASSERT(found->number.high == n);
    RC_ASSERT(found->number.text == digits);
  }
}

RC_GTEST_PROP(Digits, OfAnyLengthAreACountOrNone, ()) {
  std::string text;
  for (const char c : *rc::gen::container<std::string>(rc::gen::element('0', '1', '9', ',', '.', ':', '/')))
    text.push_back(c);
  const OneSentence sentence(
      "9" + text +
      *rc::gen::element<std::string>("", " million", " billion", " dozen", " hundred thousand million", "%") +
      " people");
  if (const auto found = number_at(sentence.view(), 0)) {
    const Number& number = found->number;
    RC_ASSERT(number.value.value_or(0) >= 0);
    if (number.low && number.high) RC_ASSERT(*number.low <= *number.high);
    RC_ASSERT(slice(sentence.document().text, number.span) == number.text);
  }
}

/// The table of the marking guide, in full.
RC_GTEST_PROP(Hedges, BoundACountAsTheGuideSays, ()) {
  Number number;
  number.value = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
  number.low = *rc::gen::arbitrary<std::int64_t>();  // what stood there before leaves no trace
  number.high = *rc::gen::arbitrary<std::int64_t>();
  const auto n = *number.value;
  const auto bounds = [&](Hedge hedge) {
    Number copy = number;
    apply_hedge(copy, hedge);
    RC_ASSERT(copy.hedge == hedge);
    RC_ASSERT(copy.value == n);
    return std::pair(copy.low, copy.high);
  };
  using Bounds = std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>>;
  RC_ASSERT(bounds(Hedge::exact) == Bounds(n, n));
  RC_ASSERT(bounds(Hedge::at_least) == Bounds(n, std::nullopt));
  RC_ASSERT(bounds(Hedge::more_than) == Bounds(n + 1, std::nullopt));
  RC_ASSERT(bounds(Hedge::at_most) == Bounds(std::nullopt, n));
  RC_ASSERT(bounds(Hedge::less_than) == Bounds(std::nullopt, n - 1));
  for (const Hedge open : {Hedge::about, Hedge::vague, Hedge::unstated}) RC_ASSERT(bounds(open) == Bounds());
}

TEST(Hedges, OfAWordWithoutAValueStayOpen) {
  for (std::size_t i = 0; i < Words<Hedge>::all.size(); ++i) {
    Number number;
    apply_hedge(number, static_cast<Hedge>(i));
    EXPECT_FALSE(number.low || number.high || number.value);
  }
}

TEST(Counts, UnderEachHedge) {
  EXPECT_EQ(count("16 people"), "16 exact 16..16");
  EXPECT_EQ(count("at least 16 people"), "16 at_least 16..");
  EXPECT_EQ(count("no fewer than 16 people"), "16 at_least 16..");
  EXPECT_EQ(count("more than 457 people"), "457 more_than 458..");
  EXPECT_EQ(count("over 1,300 people"), "1,300 more_than 1301..");
  EXPECT_EQ(count("up to 10 people"), "10 at_most ..10");
  EXPECT_EQ(count("as many as 10 people"), "10 at_most ..10");
  EXPECT_EQ(count("fewer than 10 people"), "10 less_than ..9");
  EXPECT_EQ(count("about 125 people"), "125 about value 125");
  EXPECT_EQ(count("nearly two dozen people"), "two dozen about value 24");
  EXPECT_EQ(count("some 40 people"), "40 about value 40");
}

TEST(Counts, HedgedBehind) {
  EXPECT_EQ(count("16 or more people"), "16 at_least 16..");
  EXPECT_EQ(count("16+ people"), "16 at_least 16..");
}

TEST(Counts, Ranges) {
  EXPECT_EQ(count("10 to 12 people"), "10 to 12 range 10..12");
  EXPECT_EQ(count("between 10 and 12 people"), "10 and 12 range 10..12");
  EXPECT_EQ(count("10-12 people"), "10-12 range 10..12");
  EXPECT_EQ(count("10–12 people"), "10–12 range 10..12");
  EXPECT_EQ(count("two to three people"), "two to three range 2..3");
}

TEST(Counts, ARangeNeverRunsDown) {
  EXPECT_EQ(count("12 to 10 people"), "12 exact 12..12");
  EXPECT_EQ(count("10 to 10 people"), "10 exact 10..10");
}

TEST(Counts, Scales) {
  EXPECT_EQ(count("5.5 million people"), "5.5 million exact 5500000..5500000");
  EXPECT_EQ(count("14 thousand people"), "14 thousand exact 14000..14000");
  EXPECT_EQ(count("a hundred people"), "a hundred exact 100..100");
  EXPECT_EQ(count("half a dozen people"), "half a dozen exact 6..6");
  EXPECT_EQ(count("a dozen people"), "a dozen exact 12..12");
}

TEST(Counts, VagueWordsStayWords) {
  EXPECT_EQ(count("dozens of people"), "dozens vague open");
  EXPECT_EQ(count("hundreds of thousands of people"), "hundreds of thousands vague open");
  EXPECT_EQ(count("a number of people"), "a number vague open");
  EXPECT_EQ(count("many people"), "many vague open");
  EXPECT_EQ(count("some people"), "some vague open");
}

TEST(Counts, None) {
  EXPECT_EQ(count("no one"), "no one exact 0..0");
  EXPECT_EQ(count("no civilians"), "no exact 0..0");
}

TEST(Counts, WhatIsNoCount) {
  EXPECT_EQ(count("7:00 in the morning"), "-");
  EXPECT_EQ(count("01/12/2024 was a Sunday"), "-");
  EXPECT_EQ(count("5.5 people"), "-");
  EXPECT_EQ(count("99999999999999999999 people"), "-");
  EXPECT_EQ(count("people"), "-");
}

TEST(Counts, SharesAreVague) {
  for (const char* share : {"16%", "16 percent", "63 per cent", "one in five", "nine out of every ten"}) {
    const OneSentence sentence(std::string(share) + " of them");
    const auto found = number_at(sentence.view(), 0);
    ASSERT_TRUE(found) << share;
    EXPECT_EQ(found->number.form, NumberForm::vague) << share;
    EXPECT_TRUE(found->share && found->fraction) << share;
    EXPECT_EQ(found->number.text, share);
  }
  // "three in Mosul" and "20 in 2016" are counts.
  EXPECT_EQ(count("three in Mosul"), "three exact 3..3");
}

TEST(Counts, MoneyIsNone) {
  for (const char* sign : {"$", "€", "£"}) {
    const OneSentence sentence(std::string(sign) + "300 million");
    EXPECT_FALSE(number_at(sentence.view(), 1)) << sign;
  }
}

}  // namespace
}  // namespace histor
