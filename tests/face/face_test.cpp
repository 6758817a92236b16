// The public face: what a program that links the library can count on.

#include <gtest/gtest.h>
#include <histor/histor.hpp>

#include <thread>
#include <vector>

namespace {

constexpr const char* report =
    "Blast in Northtown\n\nAt least 16 people were killed and 20 injured in a blast in Northtown on Sunday, the Red "
    "Line Monitor said.\n";

TEST(Face, GivesTheDocumentAndItsClaims) {
  const histor::api::Reader reader;
  const auto read = reader.read(report, {.source = "report.txt",
                                         .published = "2024-12-02",
                                         .outlet = "Outlet A",
                                         .title = {},
                                         .url = {},
                                         .language = {}});
  ASSERT_FALSE(read.error);
  ASSERT_EQ(read.records.size(), 3U);
  EXPECT_NE(read.records[0].find("\"type\":\"document\""), std::string::npos);
  EXPECT_NE(read.records[1].find("\"outcome\":\"killed\""), std::string::npos);
  EXPECT_NE(read.records[1].find("\"low\":16"), std::string::npos);
  EXPECT_NE(read.records[2].find("\"outcome\":\"injured\""), std::string::npos);
}

TEST(Face, TellsWhatIsWrong) {
  const histor::api::Reader reader;
  EXPECT_TRUE(reader.read("", {.source = "empty.txt"}).error);
  EXPECT_TRUE(reader.read(std::string("\x89PNG\r\n\x1a\n\0\0\0\0", 12), {.source = "picture.png"}).error);
  const auto date = reader.read(report, {.source = {}, .published = "2 December"});
  ASSERT_TRUE(date.error);
  EXPECT_EQ(date.error->where, "2 December");
  EXPECT_FALSE(date.error->hint.empty());
}

TEST(Face, ReadsTheSameInManyThreads) {
  const histor::api::Reader reader;
  const auto first = reader.read(report).records;
  std::vector<std::vector<std::string>> results(4);
  {
    std::vector<std::thread> threads;
    for (auto& result : results) threads.emplace_back([&] { result = reader.read(report).records; });
    for (std::thread& thread : threads) thread.join();
  }
  for (const auto& result : results) EXPECT_EQ(result, first);
}

TEST(Face, HasAVersion) {
  EXPECT_FALSE(histor::api::version().empty());
}

}  // namespace
