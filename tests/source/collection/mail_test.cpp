#include "source/collection/mail.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include <rapidcheck/gtest.h>

#include "source/collection/mime_decode.hpp"
#include "taken.hpp"

namespace histor {
namespace {

constexpr std::string_view plain =
    "Received: from a.example.org by b.example.org; Mon, 2 Dec 2024 18:00:00 +0000\r\n"
    "From: =?utf-8?Q?Caf=C3=A9_?= =?utf-8?B?RGVzaw==?= <desk@example.org>\r\n"
    "Subject: Two reported killed\r\n in the old\r\n\ttown\r\n"
    "Date: Mon, 02 Dec 2024 23:30:00 -0500\r\n"
    "List-Id: \"The Example Courier\" <courier.example.org>\r\n"
    "Archived-At: <https://example.org/mail/1>\r\n"
    "Content-Language: en-GB\r\n"
    "\r\n"
    "Two people were reported killed.\r\n"
    "\r\n"
    "> Five were wounded, the desk said.\r\n";

TEST(Mail, ReadsAPlainMessage) {
  const TakenItems taken = taken_from(open_mail, std::string(plain), "a.eml");
  ASSERT_TRUE(taken.outcome);
  ASSERT_EQ(taken.captures.size(), 1U);
  const Capture& mail = taken.captures[0];
  EXPECT_EQ(mail.source, "a.eml!1");
  EXPECT_EQ(mail.bytes, plain);
  EXPECT_EQ(mail.content->bytes, "Two people were reported killed.\r\n\r\n> Five were wounded, the desk said.\r\n");
  EXPECT_EQ(mail.said.title, "Two reported killed in the old town");
  EXPECT_EQ(mail.said.author, "Café Desk");
  EXPECT_EQ(mail.said.outlet, "The Example Courier");
  EXPECT_EQ(mail.said.published, day_from("2024-12-02"));
  EXPECT_EQ(mail.said.url, "https://example.org/mail/1");
  EXPECT_EQ(mail.said.language, "en");
  EXPECT_EQ(captured_at(mail, "Five were"), "Five were");
  EXPECT_TRUE(offsets_hold(mail));
}

constexpr std::string_view parted =
    "From: desk@example.org\nSubject: Report\nDate: 2 Dec 2024 10:00:00 +0000\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=\"outer\"\n\nThis is for old programs.\n"
    "--outer\nContent-Type: multipart/alternative; boundary=inner\n\n"
    "--inner\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\n"
    "Three =96 it was reported =\nlater =96 were hurt; 1=3D1.   \nEnd.\n"
    "--inner\nContent-Type: text/html; charset=utf-8\n\n<p>Three were hurt.</p>\n"
    "--inner--\n"
    "--outer\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
    "Content-Disposition: attachment;\n filename*0*=UTF-8''r%C3%A9; filename*1=\"port.pdf\"\n\n"
    "JVBERi0x\nLjQK\n"
    "--outer\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    "--outer\nContent-Type: message/rfc822\n\nFrom: other@example.org\nSubject: Inner\n\nInner words.\n"
    "--outer\nContent-Type: text/plain\n\nA footer.\n"
    "--outer--\nan epilogue\n";

TEST(Mail, ReadsParts) {
  const TakenItems taken = taken_from(open_mail, std::string(parted), "b.eml");
  ASSERT_TRUE(taken.outcome);
  EXPECT_TRUE(taken.errors.empty());
  ASSERT_EQ(taken.captures.size(), 3U);
  const Capture& text = taken.captures[0];
  EXPECT_EQ(text.content->bytes, "Three – it was reported later – were hurt; 1=1.\nEnd.\n\nA footer.");
  EXPECT_EQ(text.content->media_type, "text/plain");
  EXPECT_EQ(captured_at(text, "–"), "=96");
  EXPECT_EQ(captured_at(text, "reported later"), "reported =\nlater");
  EXPECT_EQ(captured_at(text, "A footer"), "A footer");
  EXPECT_TRUE(offsets_hold(text));
  EXPECT_EQ(text.said.author, "desk@example.org");
  const Capture& pdf = taken.captures[1];
  EXPECT_EQ(pdf.source, "b.eml!2");
  EXPECT_EQ(pdf.bytes, "%PDF-1.4\n");
  EXPECT_EQ(pdf.media_type, "application/pdf; name=\"réport.pdf\"");
  EXPECT_FALSE(pdf.content);
  EXPECT_EQ(pdf.said.otherwise_published, day_from("2024-12-02"));
  EXPECT_EQ(taken.captures[2].source, "b.eml!3");
  EXPECT_EQ(taken.captures[2].media_type, "message/rfc822");
  EXPECT_EQ(taken.captures[2].bytes, "From: other@example.org\nSubject: Inner\n\nInner words.");
}

TEST(Mail, TakesThePageWhereThePlainTextIsAStub) {
  const auto with = [](std::string_view words) {
    return "From: a@example.org\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n" +
           std::string(words) +
           "\n--x\nContent-Type: multipart/related; boundary=y\n\n--y\nContent-Type: text/html\n\n<p>Seven people were "
           "reported missing after the flood of the river, the town said.</p>\n--y\nContent-Type: text/html\n\n<p>an "
           "image's frame</p>\n--y--\n--x--\n";
  };
  EXPECT_EQ(taken_from(open_mail, with("See the page."), "a").captures.at(0).content->media_type, "text/html");
  EXPECT_EQ(taken_from(open_mail, with("   "), "a").captures.at(0).content->media_type, "text/html");
  const TakenItems plain_text = taken_from(open_mail, with("Seven people were reported missing after the flood."), "a");
  ASSERT_EQ(plain_text.captures.size(), 1U);
  EXPECT_EQ(plain_text.captures[0].content->media_type, "text/plain");
}

TEST(Mail, JoinsFlowedLines) {
  const TakenItems taken =
      taken_from(open_mail,
                 "From: a@example.org\nContent-Type: text/plain; format=flowed\n\n"
                 "Two people \r\nwere hurt.\r\n>> Five \r\n>> more.\r\n> Six\r\n From here\r\n-- \r\nme\r\n",
                 "f.eml");
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.captures[0].content->bytes,
            "Two people were hurt.\r\n>> Five more.\r\n> Six\r\nFrom here\r\n-- \r\nme\r\n");
  EXPECT_EQ(captured_at(taken.captures[0], "Five more"), "Five \r\n>> more");
  EXPECT_TRUE(offsets_hold(taken.captures[0]));
}

TEST(Mail, ReadsBase64WithoutOffsets) {
  const TakenItems taken = taken_from(open_mail,
                                      "From: a@example.org\nContent-Type: text/plain; charset=koi8-r\n"
                                      "Content-Transfer-Encoding: base64\n\n8NLJ18XUIQ==\n",
                                      "k.eml");
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.captures[0].content->bytes, "Привет!");
  EXPECT_TRUE(taken.captures[0].content->offsets.empty());
}

TEST(Mail, ReadsABox) {
  const TakenItems taken =
      taken_from(open_mbox,
                 "From desk@example.org Mon Dec  2 18:30:00 2024\nFrom: a@example.org\nSubject: One\n\n"
                 "First words.\n>From here on.\nFrom now on no time.\n\n"
                 "From desk@example.org Mon Dec  2 19:30:00 2024\nSubject: Two\n" +
                     std::string(parted) + "\nFrom x 20:00:00 2024\nSubject: Empty\n\n\n",
                 "c.mbox");
  ASSERT_TRUE(taken.outcome);
  EXPECT_EQ(taken.order, (std::vector<std::string>{"c.mbox!1", "c.mbox!2", "c.mbox!2!2", "c.mbox!2!3", "c.mbox!3"}));
  EXPECT_EQ(taken.captures[0].content->bytes, "First words.\nFrom here on.\nFrom now on no time.\n\n");
  EXPECT_EQ(captured_at(taken.captures[0], "words.\nFrom here"), "words.\n>From here");
  EXPECT_TRUE(taken.captures[0].bytes.starts_with("From: a@"));
  EXPECT_TRUE(taken.errors.empty());
  EXPECT_EQ(taken.captures.back().said.title, "Empty");  // all that it says is its subject
  for (const Capture& capture : taken.captures) EXPECT_TRUE(offsets_hold(capture)) << capture.source;
}

TEST(Mail, ReadsHeadersAsTheyAreMeant) {
  EXPECT_EQ(header_words("plain  words"), "plain words");
  EXPECT_EQ(header_words("=?iso-8859-1?q?caf=E9_au?= lait"), "café au lait");
  EXPECT_EQ(header_words("a =?utf-8?q?b?=  =?utf-8?q?c?= d"), "a bc d");
  // A character parted between two encoded words.
  EXPECT_EQ(header_words("=?utf-8?B?w6nD?= =?utf-8?B?qQ==?="), "éé");
  EXPECT_EQ(header_words("=?utf-8*en?Q?x?="), "x");
  EXPECT_EQ(header_words("=?utf-8?X?x?= =?"), "=?utf-8?X?x?= =?");
  EXPECT_EQ(header_words("=?nonsense?Q?=FF?="), "ÿ");
  EXPECT_EQ(header_words("caf\xE9 noir"), "café noir");
  EXPECT_EQ(header_words("=?utf-8?Q?open"), "=?utf-8?Q?open");
}

TEST(Mail, HasBudgets) {
  std::string deep = "From: a@example.org\n";
  for (int i = 0; i < 100; ++i) {
    const std::string name = "b" + std::to_string(i) + "b";
    deep += "Content-Type: multipart/mixed; boundary=" + name + "\n\n--" + name + "\n";
  }
  const TakenItems taken = taken_from(open_mail, deep, "d.eml");
  ASSERT_EQ(taken.errors.size(), 1U);
  EXPECT_EQ(taken.errors[0].code, ErrorCode::too_large);
  std::string wide = "From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n";
  for (int i = 0; i < 5000; ++i) wide += "--x\n\nwords\n";
  const TakenItems parts = taken_from(open_mail, wide, "w.eml");
  EXPECT_EQ(parts.captures.size(), 1U);
  EXPECT_EQ(parts.errors.size(), 1U);
}

TEST(Mail, RefusesWhatIsNoMail) {
  for (const char* words : {"", "Two people were killed.", "\n\nFrom: a@example.org", "Note: words\n\nMore words."})
    EXPECT_FALSE(taken_from(open_mail, words, "x").outcome) << words;
  EXPECT_FALSE(taken_from(open_mbox, "From the town it was reported that two were hurt.\n", "x").outcome);
}

RC_GTEST_PROP(Mail, AnyChangesKeepTheOffsets, (std::uint16_t at, std::uint16_t cut, char byte)) {
  std::string bytes(parted);
  bytes[at % bytes.size()] = byte;
  bytes.resize(cut % bytes.size() + 1);
  const TakenItems taken = taken_from(open_mail, bytes, "m");
  for (const Capture& capture : taken.captures) {
    if (capture.content && !capture.content->offsets.empty()) RC_ASSERT(offsets_hold(capture));
  }
}

RC_GTEST_PROP(Mail, LayersTraceEveryByte, (const std::string& bytes)) {
  const Layer coded = without_transfer(bytes, Transfer::quoted_printable);
  RC_ASSERT(coded.offsets.size() == coded.bytes.size());
  for (const char* charset :
       {"", "utf-8", "windows-1251", "shift_jis", "utf-16", "iso-2022-jp", "gb18030", "no such"}) {
    const Layer text = to_utf8(coded.bytes, charset);
    RC_ASSERT(text.offsets.size() == text.bytes.size());
    const Layer flowed = without_flow(text.bytes, true);
    RC_ASSERT(flowed.offsets.size() == flowed.bytes.size());
    const OffsetMap all = flowed.offsets.through(text.offsets.through(coded.offsets));
    RC_ASSERT(all.size() == flowed.bytes.size());
  }
}

RC_GTEST_PROP(Mail, ACharacterSetIsTracedByCharacter, (const std::string& bytes)) {
  const Layer text = to_utf8(bytes, "windows-1251");
  for (std::uint32_t at = 0; at < text.bytes.size(); ++at) {
    const Span from = text.offsets.source_of({at, at + 1});
    RC_ASSERT(from.size() == 1U);
    const char there = bytes[from.begin];
    if (static_cast<unsigned char>(there) < 0x80) RC_ASSERT(there == text.bytes[at]);
  }
}

}  // namespace
}  // namespace histor
