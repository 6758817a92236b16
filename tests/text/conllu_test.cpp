// Written sentences come back as they were; broken ones are refused with their line.

#include "text/conllu.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace histor {
namespace {

constexpr std::string_view sample =
    "# sent_id = 1\n"
    "# text = They don't know.\n"
    "1\tThey\tthey\tPRON\tPRP\tCase=Nom\t4\tnsubj\t4:nsubj\t_\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tknow\tknow\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "4.1\tit\tit\tPRON\tPRP\t_\t_\t_\t4:obj\t_\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n";

std::string line(std::size_t number, std::string_view head) {
  return std::to_string(number) + "\ta\ta\tX\t_\t_\t" + std::string(head) + "\tdep\t_\t_\n";
}

TEST(Conllu, ReadsWordsMultiwordTokensAndComments) {
  const auto read = read_conllu(sample, "sample");
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 1U);
  const ConlluSentence& s = read->front();
  EXPECT_THAT(s.comments, ::testing::ElementsAre("# sent_id = 1", "# text = They don't know."));
  ASSERT_EQ(s.words.size(), 5U);  // the empty node is not one
  EXPECT_EQ(s.words[2].form, "n't");
  EXPECT_EQ(s.words[2].head, 4U);
  EXPECT_EQ(s.words[3].head, 0U);
  EXPECT_TRUE(no_space_after(s.words[3].misc));
  EXPECT_FALSE(no_space_after(s.words[0].misc));
  ASSERT_EQ(s.multiword.size(), 1U);
  EXPECT_EQ(s.multiword[0], (ConlluToken{1, 3, "don't", ""}));
}

TEST(Conllu, TakesWhatOthersWrite) {
  std::string carriage_returns;
  for (const char c : sample) carriage_returns += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(read_conllu(carriage_returns, "x").value(), read_conllu(sample, "x").value());
  EXPECT_EQ(read_conllu(sample.substr(0, sample.size() - 1), "x").value(),
            read_conllu(sample, "x").value());  // no blank line at the end
  EXPECT_TRUE(read_conllu("", "x")->empty());
}

TEST(Conllu, NamesTheLineOfAFault) {
  const auto where = [](const std::string& text) {
    const auto read = read_conllu(text, "f");
    return read ? std::string("read") : read.error().where;
  };
  EXPECT_EQ(where(line(1, "0") + "2\ta\n"), "f:2");              // columns missing
  EXPECT_EQ(where(line(1, "0") + line(3, "1")), "f:2");          // a number left out
  EXPECT_EQ(where(line(1, "0") + line(2, "x")), "f:2");          // not a head
  EXPECT_EQ(where(line(1, "0") + line(2, "2")), "f:2");          // its own head
  EXPECT_EQ(where(line(1, "9") + "\n"), "f:2");                  // a head that is not there
  EXPECT_EQ(where("# lonely\n\n"), "f:2");                       // a comment without a sentence
  EXPECT_EQ(where("2-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n"), "f:1");  // a range that begins elsewhere
  EXPECT_EQ(where("1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + line(1, "0") + "\n"), "f:3");
  EXPECT_EQ(where("1\t\ta\tX\t_\t_\t0\tdep\t_\t_\n"), "f:1");  // an empty column
}

std::string some_field() {
  return *rc::gen::nonEmpty(rc::gen::container<std::string>(
      rc::gen::suchThat(rc::gen::arbitrary<char>(), [](char c) { return c != '\t' && c != '\n' && c != '\r'; })));
}

/// A column where "_" stands for nothing.
std::string some_column() {
  const std::string text = some_field();
  return text == "_" || *rc::gen::inRange(0, 3) == 0 ? std::string{} : text;
}

RC_GTEST_PROP(Conllu, WrittenComesBack, ()) {
  std::vector<ConlluSentence> sentences(*rc::gen::inRange<std::size_t>(0, 3));
  std::string written;
  for (ConlluSentence& s : sentences) {
    const auto count = *rc::gen::inRange<std::uint32_t>(1, 6);
    for (std::uint32_t i = 1; i <= count; ++i) {
      const auto head =
          *rc::gen::suchThat(rc::gen::inRange<std::uint32_t>(0, count + 1), [&](std::uint32_t h) { return h != i; });
      s.words.push_back({some_field(), some_field(), some_column(), some_column(), some_column(), head, some_column(),
                         some_column(), some_column()});
    }
    if (*rc::gen::arbitrary<bool>()) s.comments.push_back("#" + some_field());
    if (count >= 2 && *rc::gen::arbitrary<bool>()) s.multiword.push_back({0, 2, some_field(), some_column()});
    write_conllu(written, s);
  }
  const auto read = read_conllu(written, "x");
  RC_ASSERT(read.has_value());
  const bool same = *read == sentences;
  RC_ASSERT(same);
}

RC_GTEST_PROP(Conllu, AnyBytesAreReadOrRefused, (const std::string& bytes)) {
  std::string mangled(sample);
  mangled.insert(*rc::gen::inRange<std::size_t>(0, mangled.size()), bytes);
  if (const auto read = read_conllu(mangled, "x")) {
    std::string written;
    for (const ConlluSentence& s : *read) write_conllu(written, s);
    const bool same = read_conllu(written, "x").value() == *read;
    RC_ASSERT(same);
  }
}

TEST(Conllu, LineEndsAndMarksOfOtherSystemsAreLeftOut) {
  const auto read = read_conllu("\xEF\xBB\xBF# text = Five\r\r\n1\tFive\tfive\tNUM\t_\t_\t0\troot\t_\t_\r\n\r\n", "x");
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().comments.front(), "# text = Five");
  std::string written;
  write_conllu(written, read->front());
  const auto again = read_conllu(written, "x");
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(*again == *read);
}

}  // namespace
}  // namespace histor
