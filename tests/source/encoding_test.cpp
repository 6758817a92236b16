#include "source/encoding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>
#include <unicode/ucnv.h>

#include <array>
#include <vector>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

// `text` in another encoding, by the same library from the other side.
std::string encoded(const char* name, const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  std::vector<char> out(text.size() * 4 + 16);
  const auto size = ucnv_convert(name, "UTF-8", out.data(), static_cast<int32_t>(out.size()), text.data(),
                                 static_cast<int32_t>(text.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error)) << name;
  return {out.data(), static_cast<std::size_t>(size)};
}

std::vector<std::string> codes(const Decoded& decoded) {
  std::vector<std::string> out;
  for (const Note& note : decoded.notes) out.push_back(note.code);
  return out;
}

ErrorCode code_of(const Result<Decoded>& result) {
  EXPECT_FALSE(result.has_value()) << result->encoding;
  return result ? ErrorCode::io : result.error().code;
}

const std::string& russian() {
  static const std::string text =
      "По данным местных властей, в результате обстрела погибли двенадцать человек, ещё двадцать получили ранения.\n"
      "Спасатели продолжают разбирать завалы, сообщили в воскресенье.\n";
  return text;
}

const std::string& arabic() {
  static const std::string text =
      "قال مسؤولون محليون إن اثني عشر شخصا قتلوا وأصيب عشرون آخرون بجروح في القصف الذي طال المدينة يوم الأحد.\n"
      "وما زالت فرق الإنقاذ تواصل البحث تحت الأنقاض حتى مساء اليوم.\n";
  return text;
}

TEST(Decode, KeepsUtf8ByteForByte) {
  const std::string text = "Twelve people were reported killed in al-Bāb — “officials” said. 🔳\r\n";
  const auto decoded = decode(text).value();
  EXPECT_EQ(decoded.text, text);
  EXPECT_EQ(decoded.encoding, "UTF-8");
  EXPECT_TRUE(decoded.notes.empty());
}

TEST(Decode, TakesTheMarkOff) {
  const auto decoded = decode("\xEF\xBB\xBFTwelve").value();
  EXPECT_EQ(decoded.text, "Twelve");
  EXPECT_EQ(decoded.encoding, "UTF-8");
  EXPECT_EQ(code_of(decode("\xEF\xBB\xBF")), ErrorCode::empty);
  EXPECT_EQ(code_of(decode("")), ErrorCode::empty);
}

TEST(Decode, ReadsWideEncodingsWithAndWithoutMark) {
  const std::string text = "Twelve people were reported killed — officials said.\n";
  for (const char* name : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
    const std::string mark = name == "UTF-16LE"s   ? "\xFF\xFE"s
                             : name == "UTF-16BE"s ? "\xFE\xFF"s
                             : name == "UTF-32LE"s ? "\xFF\xFE\0\0"s
                                                   : "\0\0\xFE\xFF"s;
    const auto decoded = decode(mark + encoded(name, text)).value();
    EXPECT_EQ(decoded.text, text) << name;
    EXPECT_EQ(decoded.encoding, name);
    EXPECT_THAT(codes(decoded), testing::ElementsAre("decoded"));
  }
  EXPECT_EQ(decode(encoded("UTF-16LE", text)).value().text, text);
  EXPECT_EQ(decode(encoded("UTF-16BE", text)).value().text, text);
}

TEST(Decode, CutWideTextIsTold) {
  std::string bytes = "\xFF\xFE" + encoded("UTF-16LE", "Twelve people were reported killed.");
  bytes.pop_back();
  const auto decoded = decode(bytes).value();
  EXPECT_THAT(decoded.text, HasSubstr("reported killed"));
  EXPECT_THAT(codes(decoded), testing::Contains("broken-bytes"));
}

TEST(Decode, TellsTheEncodingOfOtherScripts) {
  for (const auto& [name, text] :
       {std::pair{"windows-1251", russian()}, std::pair{"KOI8-R", russian()}, std::pair{"windows-1256", arabic()}}) {
    const auto result = decode(encoded(name, text), "a.txt");
    ASSERT_TRUE(result.has_value()) << name << ": " << result.error().what;
    EXPECT_EQ(result->text, text) << name;
    EXPECT_EQ(result->encoding, name);
    ASSERT_EQ(result->notes.size(), 1U);
    EXPECT_EQ(result->notes[0].code, "decoded");
    EXPECT_EQ(result->notes[0].text, "from "s + name);
  }
}

TEST(Decode, ReadsAnEnglishTextWithAFewBytesOfWindows) {
  const auto decoded = decode("\x93Twelve people\x94 were killed in Jos\xE9\x92s town \x96 officials said.").value();
  EXPECT_EQ(decoded.text, "“Twelve people” were killed in José’s town – officials said.");
  EXPECT_EQ(decoded.encoding, "windows-1252");
  EXPECT_THAT(codes(decoded), testing::ElementsAre("decoded"));
}

TEST(Decode, MendsUtf8WithAFewBrokenBytesAndSaysSo) {
  const std::string whole = "Le maire a déclaré à la télévision que douze personnes étaient décédées — “hier”.";
  const std::size_t dash = whole.find("—");
  std::string broken = whole;
  broken.erase(dash + 1, 1);  // the middle of the dash
  const auto decoded = decode(broken).value();
  EXPECT_EQ(decoded.encoding, "UTF-8");
  EXPECT_THAT(codes(decoded), testing::ElementsAre("broken-bytes"));
  EXPECT_THAT(decoded.notes[0].text, HasSubstr("byte " + std::to_string(dash)));
  EXPECT_THAT(decoded.text, HasSubstr("étaient décédées"));
  EXPECT_THAT(decoded.text, HasSubstr("\xEF\xBF\xBD"));
}

TEST(Decode, MendsACutTail) {
  const auto decoded = decode("Twelve people were killed \xE2\x80").value();
  EXPECT_EQ(decoded.text, "Twelve people were killed \xEF\xBF\xBD");
  EXPECT_THAT(codes(decoded), testing::ElementsAre("broken-bytes"));
}

TEST(Decode, KeepsStrayNulAndControlBytes) {
  const std::string text =
      "Twelve people were reported killed\0 in the town, and twenty\x01 more were hurt on Sunday."s;
  const auto decoded = decode(text).value();
  EXPECT_EQ(decoded.text, text);
  EXPECT_THAT(codes(decoded), testing::ElementsAre("nul-bytes", "control-bytes"));
}

TEST(Decode, NamesWhatABinaryFileIs) {
  const std::array<std::pair<std::string, const char*>, 12> files{{
      {"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "PDF"},
      {"PK\x03\x04\x14\0\x06\0"s, "ZIP"},
      {"\x1F\x8B\x08\0\0\0\0\0"s, "gzip"},
      {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "PNG"},
      {"\xFF\xD8\xFF\xE0\0\x10JFIF"s, "JPEG"},
      {"\x7F"
       "ELF\x02\x01\x01\0"s,
       "program"},
      {"SQLite format 3\0\x10\0\x01\x01"s, "SQLite"},
      {"GIF89a\x01\0\x01\0\x80\0\0\0\0\0"s, "GIF"},
      {"{\\rtf1\\ansi Twelve people}", "RTF"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"s, "office"},
      {std::string("\0\0\0\x18"
                   "ftypmp42\0\0\0\0",
                   16),
       "video"},
      {std::string(64, '\0'), "binary data"},
  }};
  for (const auto& [bytes, what] : files) {
    const auto result = decode(bytes, "f");
    ASSERT_EQ(code_of(result), ErrorCode::binary) << what;
    EXPECT_THAT(result.error().what, HasSubstr(what));
    EXPECT_FALSE(result.error().hint.empty());
    EXPECT_EQ(result.error().where, "f");
  }
}

TEST(Decode, LettersThatOnlyLookLikeASignatureAreText) {
  EXPECT_TRUE(decode("BZh is not a word, but a text may start with it.").has_value());
  EXPECT_TRUE(decode("RIFF-RAFF was shown to a full house.").has_value());
  EXPECT_TRUE(decode("MZ").has_value());
}

TEST(Decode, RefusesWhatNoEncodingFits) {
  std::string bytes;
  std::uint32_t state = 7;
  for (int i = 0; i < 4000; ++i) {
    state = state * 1664525U + 1013904223U;
    bytes += static_cast<char>((state >> 24U) | 0x80U);
    if (i % 3 == 0) bytes += 'a';
  }
  const auto result = decode(bytes);
  ASSERT_EQ(code_of(result), ErrorCode::encoding);
  EXPECT_THAT(result.error().hint, HasSubstr("iconv"));
}

RC_GTEST_PROP(Decode, AnyBytesGiveUtf8OrAnError, (const std::vector<std::uint8_t>& bytes)) {
  const std::string_view view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto result = decode(view, "x");
  if (result) {
    RC_ASSERT(simdjson::validate_utf8(result->text.data(), result->text.size()));
    RC_ASSERT(!result->text.empty());
    RC_ASSERT(!result->encoding.empty());
    RC_ASSERT(result->encoding == "UTF-8" || !result->notes.empty());
  } else {
    RC_ASSERT(result.error().where == "x");
  }
}

RC_GTEST_PROP(Decode, DamagedTextIsKeptAroundTheDamage, (std::uint16_t at, std::uint8_t byte)) {
  const std::string whole = russian() + russian() + arabic();
  std::string text = whole;
  const std::size_t place = at % text.size();
  text[place] = static_cast<char>(byte);
  const auto result = decode(text);
  RC_ASSERT(result.has_value());
  RC_ASSERT(result->encoding == "UTF-8");
  const std::size_t before = place < 4 ? 0 : place - 4;
  RC_ASSERT(result->text.substr(0, before) == whole.substr(0, before));
  RC_ASSERT(result->text.ends_with(whole.substr(std::min(place + 4, whole.size()))));
}

TEST(Decode, BelievesWhatIsStatedWhereTheBytesBearItOut) {
  // Few bytes beyond ASCII: nothing to guess by.
  const auto cyrillic = decode("<p>\xC2\xE7\xF0\xFB\xE2 in the town, officials said</p>", "a", "Windows-1251").value();
  EXPECT_EQ(cyrillic.encoding, "windows-1251");
  EXPECT_EQ(cyrillic.text, "<p>Взрыв in the town, officials said</p>");
  EXPECT_EQ(decode("Zwei wurden get\xF6tet, sagte er.", "a", "iso-8859-1")->encoding, "windows-1252");
  EXPECT_EQ(decode("Взрыв", "a", "windows-1251")->text, "Взрыв");
  EXPECT_EQ(decode("Zwei wurden get\xF6tet, sagte er.", "a", "utf-7")->text, "Zwei wurden getötet, sagte er.");
  EXPECT_EQ(decode("Zwei wurden get\xF6tet, sagte er.", "a", "no-such")->text, "Zwei wurden getötet, sagte er.");
}

TEST(Decode, TracesEachCharacterToItsBytes) {
  const auto legacy = decode(
                          "ab\xF6"
                          "cd",
                          "a", "windows-1252")
                          .value();
  EXPECT_EQ(legacy.text, "aböcd");
  EXPECT_EQ(legacy.offsets.source_of({2, 4}), (Span{2, 3}));
  EXPECT_EQ(legacy.offsets.source_of({4, 6}), (Span{3, 5}));
  using namespace std::string_view_literals;
  const auto wide = decode(
                        "\xFF\xFE"
                        "a\0\xF6\0b\0"sv)
                        .value();
  EXPECT_EQ(wide.text, "aöb");
  EXPECT_EQ(wide.offsets.source_of({1, 3}), (Span{4, 6}));
  const auto mended = decode(
                          "Two people were killed \xE2\x80 and one was hurt; \xE2\x80\x99 \xE2\x80\x99 \xE2\x80\x99 "
                          "\xE2\x80\x99 it said")
                          .value();
  const auto at = static_cast<std::uint32_t>(mended.text.find("and one"));
  EXPECT_EQ(mended.offsets.source_of({at - 4, at - 1}), (Span{23, 25}));
  EXPECT_EQ(mended.offsets.source_of({at, at + 3}), (Span{26, 29}));
  EXPECT_TRUE(decode("plain")->offsets.empty());
}

RC_GTEST_PROP(Decode, MapsAllOfTheText, (const std::vector<std::uint8_t>& bytes)) {
  std::string input = "Two people were killed in the town on Sunday, local officials said. ";
  for (const std::uint8_t byte : bytes) input += static_cast<char>(byte < 32 ? 'a' : byte);
  const auto result = decode(input, "x", "shift_jis");
  if (!result) return;  // what no encoding fits
  if (!result->offsets.empty()) {
    RC_ASSERT(result->offsets.size() == result->text.size());
    RC_ASSERT(result->offsets.source_of({0, result->offsets.size()}).end <= input.size());
  }
}

}  // namespace
}  // namespace histor
