#include "source/html/tokens.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <rapidcheck/gtest.h>

#include "pages.hpp"
#include "source/html/tags.hpp"

namespace histor::html {
namespace {

// Tokens as one reads them: "<p>", "</p>", "text", with attributes as "<a href=x>".
std::vector<std::string> tokens(std::string_view html) {
  std::vector<std::string> out;
  Tokens reader(html);
  Token token;
  for (reader.next(token); token.kind != Token::Kind::end_of_page; reader.next(token)) {
    if (token.kind == Token::Kind::text) {
      out.emplace_back(slice(html, token.span));
      continue;
    }
    std::string shown = token.kind == Token::Kind::end ? "</" : "<";
    shown += slice(html, token.name);
    for (const Token::Value& value : token.values) {
      shown += " " + std::to_string(static_cast<int>(value.name)) + "=" + std::string(slice(html, value.span));
    }
    out.push_back(shown + (token.self_closing ? "/>" : ">"));
    if (token.kind == Token::Kind::start && is_raw(token.tag)) reader.read_raw(token.tag);
  }
  return out;
}

using Strings = std::vector<std::string>;

std::string number(Attribute name) {
  return std::to_string(static_cast<int>(name));
}

TEST(Tokens, AreTagsAndTexts) {
  EXPECT_EQ(tokens("a<p>b</p >c<br/>"), (Strings{"a", "<p>", "b", "</p>", "c", "<br/>"}));
}

TEST(Tokens, KeepTheKnownAttributesAndTheFirstOfEach) {
  const std::string href = number(Attribute::href);
  const std::string kind = number(Attribute::class_name);
  EXPECT_EQ(tokens("<a href=x onclick='>' HREF=\"y\" class = 'k l' >"),
            (Strings{"<a " + href + "=x " + kind + "=k l>"}));
  EXPECT_EQ(tokens("<a href>"), (Strings{"<a " + href + "=>"}));
  EXPECT_EQ(tokens("<a href=x/>"), (Strings{"<a " + href + "=x/>"}));
}

TEST(Tokens, LeaveCommentsAndDeclarationsOut) {
  EXPECT_EQ(tokens("<!DOCTYPE html>a<!-- <p> -- > -->b<!-->c<!--->d<!-- x --!>e<?php 1 ?>f<![CDATA[g]]>h</ i>j</>k"),
            (Strings{"a", "b", "c", "d", "e", "f", "h", "j", "k"}));
}

TEST(Tokens, TakeAnUnclosedCommentToTheEnd) {
  EXPECT_EQ(tokens("a<!-- b <p>c"), (Strings{"a"}));
}

TEST(Tokens, TakeAnOpenAngleThatStartsNoTagForText) {
  EXPECT_EQ(tokens("1 < 2 <3 <- a<"), (Strings{"1 < 2 <3 <- a<"}));
  EXPECT_EQ(tokens("a</"), (Strings{"a", "</"}));
}

TEST(Tokens, DropATagThatThePageEndsIn) {
  EXPECT_EQ(tokens("a<p class='b"), (Strings{"a"}));
  EXPECT_EQ(tokens("a<p"), (Strings{"a"}));
}

TEST(Tokens, ReadScriptsAsText) {
  EXPECT_EQ(tokens("<script>if (a < b) '<p>' </scriptx></SCRIPT >c"),
            (Strings{"<script>", "if (a < b) '<p>' </scriptx>", "</SCRIPT>", "c"}));
  EXPECT_EQ(tokens("<title>a <b> c</title>d"), (Strings{"<title>", "a <b> c", "</title>", "d"}));
  EXPECT_EQ(tokens("<style>a"), (Strings{"<style>", "a"}));
}

TEST(Tokens, ReadAScriptWithinAScriptsComment) {
  EXPECT_EQ(tokens("<script><!-- <script> </script> --></script>a"),
            (Strings{"<script>", "<!-- <script> </script> -->", "</script>", "a"}));
  EXPECT_EQ(tokens("<script><!--></script>a"), (Strings{"<script>", "<!-->", "</script>", "a"}));
}

TEST(Tags, AreFoundInEitherCaseAndNoOthers) {
  EXPECT_EQ(tag_of("DIV"), Tag::div);
  EXPECT_EQ(tag_of("template"), Tag::inert);
  EXPECT_EQ(tag_of("template_"), Tag::other);
  EXPECT_EQ(tag_of("divx"), Tag::other);
  EXPECT_EQ(tag_of(""), Tag::other);
  EXPECT_EQ(attribute_of("DateTime"), Attribute::datetime);
  EXPECT_EQ(attribute_of("data-timestamp"), Attribute::data_time);
  EXPECT_EQ(attribute_of("onclick"), Attribute::other);
}

RC_GTEST_PROP(Tokens, StandInOrderWithinThePage, ()) {
  const std::string html = *html_test::soup();
  Tokens reader(html);
  Token token;
  std::uint32_t at = 0;
  std::size_t count = 0;
  for (reader.next(token); token.kind != Token::Kind::end_of_page; reader.next(token)) {
    RC_ASSERT(token.span.begin >= at);
    RC_ASSERT(token.span.end > token.span.begin);
    RC_ASSERT(token.span.end <= html.size());
    at = token.span.end;
    RC_ASSERT(++count <= html.size());
    if (token.kind == Token::Kind::start && is_raw(token.tag)) reader.read_raw(token.tag);
  }
}

}  // namespace
}  // namespace histor::html
