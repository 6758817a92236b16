// The one-pass features against a plain twin that spells every beginning and end out.

#include "text/word_features.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <rapidcheck/gtest.h>
#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace histor {
namespace {

/// What the features stand for, in plain strings: two words share a key where they share this.
std::array<std::u32string, word_feature_count> plain(std::string_view form, bool left, bool right) {
  std::u32string folded;
  std::u32string shape;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(form.data());
  const auto size = static_cast<std::int32_t>(form.size());
  for (std::int32_t i = 0; i < size;) {
    std::int32_t code = 0;
    U8_NEXT(bytes, i, size, code);
    char32_t character = code < 0 ? 0xFFFD : static_cast<char32_t>(u_tolower(code));
    char32_t drawn = 'o';
    const std::u32string_view single(U"‘’ʼ");
    const std::u32string_view both(U"“”«»");
    const std::u32string_view dash(U"‐‑");
    if (code == '`') {
      character = '\'';
      drawn = '`';
    } else if (code >= 0 && single.find(character) != std::u32string_view::npos) {
      character = drawn = '\'';
    } else if (code >= 0 && both.find(character) != std::u32string_view::npos) {
      character = drawn = '"';
    } else if (code >= 0 && dash.find(character) != std::u32string_view::npos) {
      character = drawn = '-';
    } else if (code >= 0 && u_isdigit(code)) {
      character = '0';
      drawn = 'd';
    } else if (code >= 0 && u_tolower(code) != code) {
      drawn = 'X';
    } else if (code >= 0 && u_isalpha(code)) {
      drawn = 'x';
    } else if (code >= 0 && code < 128) {
      drawn = static_cast<char32_t>(code);
    }
    folded.push_back(character);
    if (shape.size() < 2 || shape[shape.size() - 1] != drawn || shape[shape.size() - 2] != drawn) {
      if (shape.size() < 12) shape.push_back(drawn);
    }
  }
  std::array<std::u32string, word_feature_count> out;
  out[0] = folded;
  out[1] = folded.substr(0, 2);
  out[2] = folded.substr(0, 3);
  for (std::size_t k = 1; k <= 5; ++k) {
    const std::u32string edge = std::u32string(6, 0x110000) + folded;  // the border counts as a character
    out[2 + k] = edge.substr(edge.size() - k);
  }
  out[8] = shape;
  out[9] = {left ? U'l' : U'-', right ? U'r' : U'-'};
  return out;
}

RC_GTEST_PROP(WordFeatures, AgreeWithThePlainTwin, ()) {
  // Few letters, so that words share beginnings and ends; and bytes that are no letters at all.
  const auto word =
      rc::gen::oneOf(rc::gen::container<std::string>(rc::gen::element('a', 'b', 'A', '1', '2', '-', '\'', '.', '`',
                                                                      '\xC3', '\xA9', '\x89', '\xE2')),
                     rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                                      "a", "É", "é", "’", "'", "“", "‑", "ع", "٣", "😀", "ı", "İ")),
                                  [](const std::vector<std::string>& parts) {
                                    std::string joined;
                                    for (const std::string& part : parts) joined += part;
                                    return joined;
                                  }));
  const std::string a = *word;
  const std::string b = *rc::gen::oneOf(word, rc::gen::just(a), rc::gen::just(a + "a"), rc::gen::just("b" + a));
  const bool left = *rc::gen::arbitrary<bool>();
  const bool right = *rc::gen::arbitrary<bool>();
  const auto plain_a = plain(a, left, right);
  const auto plain_b = plain(b, left, false);
  const WordFeatures fast_a = word_features(a, left, right);
  const WordFeatures fast_b = word_features(b, left, false);
  for (std::size_t k = 0; k < word_feature_count; ++k)
    RC_ASSERT((plain_a[k] == plain_b[k]) == (fast_a[k] == fast_b[k]));
}

TEST(WordFeatures, KindsDoNotMeet) {
  const WordFeatures keys = word_features("aa", false, false);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::size_t j = i + 1; j < keys.size(); ++j) EXPECT_NE(keys[i], keys[j]) << i << " " << j;
  }
}

TEST(WordFeatures, NumbersOfOneShapeAreOneWord) {
  EXPECT_EQ(word_features("1,300", false, false), word_features("4,950", false, false));
  EXPECT_NE(word_features("1,300", false, false)[0], word_features("1.300", false, false)[0]);
}

}  // namespace
}  // namespace histor
