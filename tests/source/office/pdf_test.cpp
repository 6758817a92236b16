#include "source/office/pdf.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../folder.hpp"
#include "source/office/pdf_text.hpp"

namespace histor {
namespace {

// A PDF of pages with a line to each string, as small as the format allows.
std::string pdf_of(const std::vector<std::vector<std::string>>& pages, const std::string& info = {},
                   const std::string& trailer = {}) {
  std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>", "",
                                      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<<" + info + ">>"};
  std::string kids;
  for (const auto& lines : pages) {
    std::string content = "BT /F 12 Tf 14 TL 72 720 Td ";
    for (const std::string& line : lines) content += "(" + line + ") Tj T* ";
    content += "ET";
    objects.push_back("<</Length " + std::to_string(content.size()) + ">>\nstream\n" + content + "\nendstream");
    objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents " +
                      std::to_string(objects.size()) + " 0 R>>");
    kids += std::to_string(objects.size()) + " 0 R ";
  }
  objects[1] = "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages.size()) + ">>";
  std::string out = "%PDF-1.4\n";
  std::vector<std::string> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(out.size());
    offsets.push_back(std::string(10 - offset.size(), '0') + offset);
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  const std::string table = std::to_string(out.size());
  out += "xref\n0 " + count + "\n0000000000 65535 f \n";
  for (const std::string& offset : offsets) out += offset + " 00000 n \n";
  return out + "trailer\n<</Size " + count + "/Root 1 0 R/Info 4 0 R" + trailer + ">>\nstartxref\n" + table +
         "\n%%EOF\n";
}

bool has_poppler() {
  return std::filesystem::exists(PdfReader{}.folder / "pdftotext") &&
         std::filesystem::exists(PdfReader{}.folder / "pdfinfo");
}
#define NEEDS_POPPLER() \
  if (!has_poppler()) GTEST_SKIP() << "needs poppler-utils"

struct ReadFile {
  Capture capture;
  std::vector<Note> notes;
  Result<void> result;
};

ReadFile read(const std::string& bytes, const PdfReader& reader = {}, const UnfoldBudget& budget = {}) {
  ReadFile out;
  out.capture.source = "a.pdf";
  out.capture.bytes = bytes;
  out.result = read_pdf(out.capture, budget, out.notes, reader);
  return out;
}

TEST(Pdf, GivesItsTextAndWhatItSaysOfItself) {
  NEEDS_POPPLER();
  const std::string bytes = pdf_of({{"Three were killed in", "the shelling."}, {"Four were wounded."}},
                                   "/Title(Losses of May)/Author(Desk)/CreationDate(D:20241201080000Z)");
  EXPECT_TRUE(is_pdf(bytes));
  const auto read_it = read(bytes);
  ASSERT_TRUE(read_it.result) << read_it.result.error().what;
  EXPECT_EQ(read_it.capture.content->bytes, "Three were killed in\nthe shelling.\n\nFour were wounded.\n");
  EXPECT_EQ(read_it.capture.content->media_type, "text/plain");
  EXPECT_EQ(read_it.capture.said.title, "Losses of May");
  EXPECT_EQ(read_it.capture.said.author, "Desk");
  EXPECT_FALSE(read_it.capture.said.published);
  EXPECT_FALSE(read_it.capture.said.otherwise_published);
  ASSERT_EQ(read_it.notes.size(), 1U);
  EXPECT_TRUE(read_it.notes[0].text.starts_with("the file says that it was made 2024-12-01T08:00:00"));
}

TEST(PdfText, ReadsOnWhereALineWasFull) {
  EXPECT_EQ(
      pdf_text("At least twelve people were killed on Sunday when two\n"
               "strikes hit a market in the northern town, local health\n"
               "officials said, and at least twenty more were wounded\n"
               "there.\n"
               "The army said that it had struck a depot of arms beyond\n"
               "the town.\n"),
      "At least twelve people were killed on Sunday when two strikes hit a market in the northern town, local health "
      "officials said, and at least twenty more were wounded there.\n"
      "The army said that it had struck a depot of arms beyond the town.\n");
}

TEST(Pdf, TheNameOfAFileIsNoTitle) {
  NEEDS_POPPLER();
  EXPECT_EQ(read(pdf_of({{"words"}}, "/Title(Microsoft Word - draft3.docx)")).capture.said.title, "");
  EXPECT_EQ(read(pdf_of({{"words"}}, "/Title(report.indd)")).capture.said.title, "");
}

TEST(Pdf, WithoutTheProgramSaysWhatToInstall) {
  const auto read_it = read(pdf_of({{"words"}}), {"/nonexistent", {}});
  ASSERT_FALSE(read_it.result);
  EXPECT_EQ(read_it.result.error().code, ErrorCode::not_found);
  EXPECT_NE(read_it.result.error().hint.find("poppler-utils"), std::string::npos);
  EXPECT_EQ(read_it.result.error().where, "a.pdf");
}

TEST(Pdf, FaultsAreTold) {
  NEEDS_POPPLER();
  EXPECT_EQ(read("%PDF-1.4\nwords").result.error().code, ErrorCode::parse);
  EXPECT_EQ(read("").result.error().code, ErrorCode::parse);
  EXPECT_EQ(read(pdf_of({{}})).result.error().code, ErrorCode::empty);
  const std::string key = "(" + std::string(32, 'x') + ")";
  EXPECT_EQ(
      read(pdf_of({{"words"}}, "", "/ID[(x)(x)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O" + key + "/U" + key + ">>"))
          .result.error()
          .code,
      ErrorCode::not_permitted);
  UnfoldBudget budget;
  budget.member_bytes = 4;
  EXPECT_EQ(read(pdf_of({{"words and words"}}), {}, budget).result.error().code, ErrorCode::too_large);
}

TEST(PdfText, JoinsPagesWhereASentenceGoesOn) {
  EXPECT_EQ(pdf_text("They were killed.\n\fThe rest\n\ffled.\n\f"), "They were killed.\n\nThe rest\nfled.\n");
}

TEST(PdfText, BrokenWordsAreWhole) {
  EXPECT_EQ(pdf_text("Three were kil-\nled.\n"), "Three were killed.\n");
  EXPECT_EQ(pdf_text("A long-term view; long-\nterm.\n"), "A long-term view; long-term.\n");
  EXPECT_EQ(pdf_text("Three were kil\xC2\xAD\nled.\n"), "Three were killed.\n");
  EXPECT_EQ(pdf_text("kil-\n\fled and\n"), "killed and\n");
}

TEST(PdfText, WhatOnlyLooksBrokenStays) {
  for (const char* text :
       {"between 12-\n15 people\n", "Al-\nNusra\n", "he said -\nand left\n", "A T-\n72 burnt\n", "one-\n\ntwo\n"}) {
    EXPECT_EQ(pdf_text(text), text);
  }
}

TEST(PdfText, RunningHeadsAndPageNumbersGo) {
  std::string pages;
  for (int i = 1; i <= 4; ++i) {
    pages += "Weekly report\nIssue 12\n\nKilled: " + std::to_string(i * i) + "\nText " + std::to_string(7 * i) +
             ".\n\nPage " + std::to_string(i) + " of 4\n\f";
  }
  EXPECT_EQ(pdf_text(pages),
            "Killed: 1\nText 7.\n\nKilled: 4\nText 14.\n\nKilled: 9\nText 21.\n\nKilled: 16\nText 28.\n");
}

TEST(PdfText, LinesThatAreNotOnMostPagesStay) {
  EXPECT_EQ(pdf_text("Killed: 3\n\fKilled: 3\n"), "Killed: 3\n\nKilled: 3\n");
  EXPECT_EQ(pdf_text("Killed: 3\n\fKilled: 5\n\fKilled: 4\n"), "Killed: 3\n\nKilled: 5\n\nKilled: 4\n");
}

RC_GTEST_PROP(PdfText, KeepsEveryLetterOfOnePage, (std::string text)) {
  for (char& letter : text) {
    if (letter == '\f' || letter == '-' || (static_cast<unsigned char>(letter) & 0x80U) != 0) letter = 'x';
  }
  const auto letters = [](std::string_view words) {
    std::string out;
    for (const char letter : words) {
      if (letter != ' ' && letter != '\t' && letter != '\r' && letter != '\n') out += letter;
    }
    return out;
  };
  RC_ASSERT(letters(pdf_text(text)) == letters(text));
}

TEST(Confined, GivesOutputErrorsAndStatus) {
  const auto run = run_confined("/bin/sh", {"-c", "cat; echo fault >&2; exit 3"}, "words");
  ASSERT_TRUE(run) << run.error().what;
  EXPECT_EQ(run->output, "words");
  EXPECT_EQ(run->errors, "fault\n");
  EXPECT_EQ(run->status, 3);
}

TEST(Confined, HasNoFilesNoEnvironmentAndNoWayToWrite) {
  const Folder folder;
  const auto files = run_confined("/bin/sh", {"-c", "ls /proc/self/fd | wc -l"}, "");
  EXPECT_EQ(files->output, "4\n");  // three, and the folder that ls reads
  const auto environment = run_confined("/usr/bin/env", {}, "");
  EXPECT_EQ(environment->output, "LC_ALL=C.UTF-8\nHOME=/nonexistent\n");
  const auto path = folder.path() / "a";
  const auto wrote = run_confined("/bin/sh", {"-c", "echo words > " + path.string()}, "");
  EXPECT_NE(wrote->status, 0);
  EXPECT_FALSE(std::filesystem::exists(path) && std::filesystem::file_size(path) > 0);
}

TEST(Confined, EndsWhatGoesOn) {
  Confines confines;
  confines.output = 1000;
  EXPECT_EQ(run_confined("/bin/sh", {"-c", "while true; do echo words; done"}, "", confines).error().code,
            ErrorCode::too_large);
  confines.wall = std::chrono::seconds(1);
  EXPECT_EQ(run_confined("/bin/sh", {"-c", "sleep 60"}, "", confines).error().code, ErrorCode::io);
  confines.wall = std::chrono::seconds(60);
  confines.cpu = std::chrono::seconds(1);
  EXPECT_GT(run_confined("/bin/sh", {"-c", "while true; do true; done"}, "", confines)->status, 128);
}

TEST(Confined, FloodedErrorsAreCut) {
  const auto run = run_confined("/bin/sh", {"-c", "head -c 1000000 /dev/zero >&2; echo done"}, "");
  EXPECT_EQ(run->errors.size(), 4096U);
  EXPECT_EQ(run->output, "done\n");
}

}  // namespace
}  // namespace histor
