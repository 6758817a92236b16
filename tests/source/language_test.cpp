#include "source/language.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace histor {
namespace {

TEST(LanguageOf, TellsEnglishByItsWordsAlone) {
  EXPECT_EQ(language_of("Dozens killed in strikes on the northern town"), "en");
  EXPECT_EQ(language_of("Two strikes on a market killed at least twelve people, officials said.", "ar"), "en");
}

TEST(LanguageOf, NamesWhatIsNotEnglish) {
  EXPECT_EQ(language_of("قال مسؤولون محليون إن اثني عشر شخصا قتلوا يوم الأحد في غارة على سوق في البلدة"), "ar");
  EXPECT_EQ(language_of("По данным местных властей, в воскресенье в результате удара по рынку погибли двенадцать "
                        "человек, ещё несколько ранены."),
            "ru");
  EXPECT_EQ(language_of("За даними місцевої влади, у неділю внаслідок удару по ринку загинули дванадцять людей, ще "
                        "кілька поранено, їх доставили до лікарні."),
            "uk");
  EXPECT_EQ(language_of("לפי הרשויות המקומיות שנים עשר בני אדם נהרגו ביום ראשון בתקיפה על שוק בעיירה"), "he");
}

TEST(LanguageOf, ReadsATextThatIsHalfEnglish) {
  const std::string arabic = "قال مسؤولون محليون إن اثني عشر شخصا قتلوا يوم الأحد في غارة على سوق في البلدة.\n";
  const std::string english =
      "Twelve people were killed on Sunday in a strike on a market in the town, local officials said.\n";
  EXPECT_EQ(language_of(arabic + english), "en");
  EXPECT_EQ(language_of(arabic + arabic + arabic + arabic + english), "ar");
}

TEST(LanguageOf, TakesWhatIsStatedOnlyWhereTheWordsSayNothing) {
  EXPECT_EQ(language_of("12:30 – 18", "fr-FR"), "fr");
  EXPECT_EQ(language_of("12:30 – 18"), "");
  EXPECT_EQ(language_of("", "x"), "");
}

TEST(LanguageOfTag, GivesTheLanguageAlone) {
  EXPECT_EQ(language_of_tag("ar-SY"), "ar");
  EXPECT_EQ(language_of_tag(" EN_us"), "en");
  EXPECT_EQ(language_of_tag("ckb"), "ckb");
  EXPECT_EQ(language_of_tag("x-default"), "");
  EXPECT_EQ(language_of_tag("english"), "");
  EXPECT_EQ(language_of_tag("{{lang}}"), "");
  EXPECT_EQ(language_of_tag(""), "");
}

RC_GTEST_PROP(LanguageOf, GivesATagOrNothing, (const std::string& bytes)) {
  // CLD2 asks for valid UTF-8; a run of ASCII and of two-byte letters is.
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += "\xD8";
      text += static_cast<char>(0x80 | (byte & 0x3FU));
    }
  }
  const std::string got = language_of(text);
  RC_ASSERT(got == language_of_tag(got));
}

}  // namespace
}  // namespace histor
