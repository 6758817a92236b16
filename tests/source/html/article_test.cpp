#include "source/html/article.hpp"

#include <gtest/gtest.h>

#include <string>

#include "pages.hpp"
#include "source/html/hints.hpp"
#include "source/html/page.hpp"

namespace histor::html {
namespace {

Hints of(std::string_view names) {
  return HintTable::built_in().of_names(names);
}

TEST(Hints, AreFoundInNamesOfEveryStyle) {
  for (const char* name : {"article-body", "ArticleBody", "article__body", "x-article-body-y", "a b article-body"}) {
    EXPECT_NE(of(name) & hint_body, 0) << name;
  }
  for (const char* name : {"articlebodyguard", "body", "art-icle-body", ""}) EXPECT_EQ(of(name) & hint_body, 0) << name;
}

TEST(Hints, OfWholeNamesAskForNoOtherWord) {
  EXPECT_NE(of("meta") & hint_drop, 0);
  EXPECT_EQ(of("meta-story"), 0);
}

TEST(Hints, TellWhatIsHidden) {
  const Tree tree =
      tree_of("<p style='color:red; DISPLAY : none'><p hidden><p aria-hidden=true><p style='display:block'>", {});
  const auto& table = HintTable::built_in();
  EXPECT_EQ(table.of(tree, 1), hint_hidden);
  EXPECT_EQ(table.of(tree, 2), hint_hidden);
  EXPECT_EQ(table.of(tree, 3), hint_hidden);
  EXPECT_EQ(table.of(tree, 4), 0);
}

const std::string first = "At least twelve people were reported killed in the northern town on Sunday, officials said.";
const std::string second =
    "Twenty more were wounded when shells hit the market, residents told reporters by telephone.";

const std::string third = "The army said that it had struck a depot outside the town and knew of no harm to civilians.";

std::string main_of(const std::string& html) {
  return html_test::main_text(read_html(html));
}

std::string p(const std::string& words) {
  return "<p>" + words + "</p>";
}

TEST(Article, IsNotItsComments) {
  std::string comments;
  for (int i = 0; i < 40; ++i) {
    comments += "<li class=comment>" + p("This is comment " + std::to_string(i) +
                                         ", which says at length what its writer thinks of the report, and of others.");
  }
  EXPECT_EQ(
      main_of("<body><div class=story>" + p(first) + p(second) + "</div><ol class=comment-list>" + comments + "</ol>"),
      first + "\n\n" + second);
}

TEST(Article, IsNotAListOfTeasers) {
  std::string teasers;
  for (int i = 0; i < 12; ++i) {
    teasers += "<div class=item><h3><a href=/" + std::to_string(i) + ">Report " + std::to_string(i) +
               " of what else was told today</a></h3></div>";
  }
  EXPECT_EQ(main_of("<body><div>" + teasers + "</div><div>" + p(first) + p(second) + "</div>"),
            first + "\n\n" + second);
}

TEST(Article, IsKeptWhateverItsContainerIsCalled) {
  for (const char* name : {"sidebar", "promo", "share-container", "widget", "modal"}) {
    EXPECT_EQ(main_of("<body class=\"" + std::string(name) + "\"><div class=\"" + name +
                      "\"><h1>Strikes hit town</h1>" + p(first) + p(second) + "</div>"),
              first + "\n\n" + second)
        << name;
  }
}

TEST(Article, IsKeptWhereItsParagraphsStandInContainersOfTheirOwn) {
  std::string html = "<body><div class=page>";
  for (int i = 0; i < 6; ++i)
    html += "<div class=block><div class=inner>" + p(first + " " + std::to_string(i) + ".") +
            "</div></div><div class=ad><p>Advertisement</p></div>";
  const std::string text = main_of(html + "</div>");
  for (int i = 0; i < 6; ++i) EXPECT_NE(text.find("said. " + std::to_string(i)), std::string::npos);
  EXPECT_EQ(text.find("Advertisement"), std::string::npos);
}

TEST(Article, LeavesQuestionsOfConsentOut) {
  EXPECT_EQ(main_of("<body><div class=cookie-banner><p>This site uses cookies to improve what you read, to count who "
                    "reads it and to show you what others pay for. "
                    "By reading on you agree to all of that and to what our partners do with it, wherever they "
                    "are.</p></div><div>" +
                    p(first) + "</div>"),
            first);
}

TEST(Article, IsFoundByWhatThePageSaysItsBodyIs) {
  const std::string script = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                             first + " " + second + " " + third + "\"}</script>";
  std::string other;
  for (int i = 0; i < 6; ++i)
    other += p("Another text of number " + std::to_string(i) +
               " that is longer than the report, full of words that nobody asked for, and no part of it.");
  EXPECT_EQ(main_of("<head>" + script + "</head><body><div>" + other + "</div><div itemprop=articleBody>" + p(first) +
                    p(second) + p(third) + "</div>")
                .substr(0, first.size()),
            first);
}

TEST(Article, KeepsLinksToSourcesAndLeavesLinksToOtherReportsOut) {
  const std::string head = "<link rel=canonical href='https://www.example.org/a'>";
  const std::string text =
      main_of("<head>" + head + "</head><body><div>" + p(first) +
              "<p><a href='https://example.com/list'>List of the dead in full</a></p>" +
              "<p><a href='/b'>What is known of the strikes so far</a></p>" + p(second) + "</div>");
  EXPECT_NE(text.find("List of the dead"), std::string::npos);
  EXPECT_EQ(text.find("What is known"), std::string::npos);
}

TEST(Article, IsTheReportAboveAListOfOthers) {
  std::string others;
  for (int i = 0; i < 5; ++i) {
    others +=
        "<div class=item><h3><a href=/" + std::to_string(i) + ">Another report of today</a></h3>" +
        p("What that report tells is told here in a sentence, so that readers turn to it " + std::to_string(i) + ".") +
        "</div>";
  }
  EXPECT_EQ(main_of("<body><div class=page><div>" + p(first) + p(second) + p(third) + "</div>" + others + "</div>"),
            first + "\n\n" + second + "\n\n" + third);
}

TEST(Article, IsNotAListOfFirstWords) {
  std::string others;
  for (int i = 0; i < 9; ++i) {
    others += "<li><a href=/" + std::to_string(i) +
              ">Another report of today</a> <span>The first words of that report are told here, as far as they go, and "
              "then they end...</span>";
    others += p("The first words of another report are told here, as far as they go, and then they [&hellip;]");
  }
  EXPECT_EQ(main_of("<body><ul>" + others + "</ul><div>" + p(first) + p(second) + "</div>"), first + "\n\n" + second);
}

TEST(Article, IsEveryEntryOfARunningReport) {
  std::string entries;
  for (int i = 0; i < 5; ++i) {
    entries +=
        "<div class=entry-of><h3><a href='#e" + std::to_string(i) + "'>Entry " + std::to_string(i) + "</a></h3>" +
        p(std::to_string(i) + " more were reported killed in the north, officials said in the evening.") + "</div>";
  }
  const std::string text =
      main_of("<body><div class=page><div>" + p(first) + p(second) + p(third) + "</div>" + entries + "</div>");
  for (int i = 0; i < 5; ++i) EXPECT_NE(text.find(std::to_string(i) + " more were"), std::string::npos) << text;
}

TEST(Article, IsFoundInScriptsThatPartNoWords) {
  const std::string text =
      "\xE5\x8C\x97\xE9\x83\xA8\xE7\x9A\x84\xE5\xB8\x82\xE5\x9C\xBA\xE9\x81\xAD\xE5\x88\xB0\xE7\x82\xAE\xE5\x87\xBB\xE3"
      "\x80\x82";
  EXPECT_EQ(main_of("<body><ul><li><a href=/a>" + text + "</a></ul><div>" + p(text) + "</div>"), text);
}

TEST(Article, IsKeptInAnElementWithItsHeadline) {
  std::string teasers;
  for (int i = 0; i < 40; ++i)
    teasers += p("What another report tells is told here in a sentence, so that readers turn to it " +
                 std::to_string(i) + ".");
  const std::string text = main_of("<body><div class='page-with-sidebar'><h1>Strikes hit town</h1><div class=story>" +
                                   p(first) + p(second) + p(third) + p(first + " More.") + p(second + " More.") +
                                   "</div></div><div class=related>" + teasers + "</div>");
  EXPECT_EQ(text.substr(0, first.size()), first);
}

TEST(Article, LeavesWordsOutThatArePrintedTwice) {
  EXPECT_EQ(main_of("<body><div>" + p(first) + p(second) + p(first) + "</div>"), first + "\n\n" + second);
}

}  // namespace
}  // namespace histor::html
