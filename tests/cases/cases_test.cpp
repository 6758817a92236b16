// One test for each file of cases. A file under known_gaps/ holds what the reader is known to get wrong, with what
// would be right: its cases must fail, so that a gap that closes is noticed and its case moved to where it guards.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cases/case_file.hpp"
#include "read/reader.hpp"

namespace histor {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(HISTOR_SOURCE_DIR) / "tests" / "cases";

const Reader& reader() {
  static const Reader one;
  return one;
}

class CaseFile : public ::testing::Test {
 public:
  CaseFile(fs::path path, bool gaps) : path_(std::move(path)), gaps_(gaps) {}

  void TestBody() override {
    std::ifstream in(path_, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string name = fs::relative(path_, HISTOR_SOURCE_DIR).generic_string();
    const auto cases = read_cases(name, text);
    ASSERT_TRUE(cases) << cases.error().where << ": " << cases.error().what << "\n" << cases.error().hint;
    ASSERT_FALSE(cases->empty()) << name << " holds no case";
    for (const Case& one : *cases) {
      const std::string wrong = differences(one, reader().read(one.document));
      if (gaps_) {
        EXPECT_FALSE(wrong.empty()) << name << ":" << one.line << ": " << one.title
                                    << "\nis read right now: move the case out of known_gaps/";
      } else {
        EXPECT_TRUE(wrong.empty()) << name << ":" << one.line << ": " << one.title << "\n" << wrong;
      }
    }
  }

 private:
  fs::path path_;
  bool gaps_;
};

void add_tests(const fs::path& from, bool gaps) {
  if (!fs::is_directory(from)) return;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(from)) {
    if (entry.path().extension() == ".cases") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    ::testing::RegisterTest(gaps ? "KnownGaps" : "Cases", file.stem().string().c_str(), nullptr, nullptr,
                            file.string().c_str(), 1,
                            // GoogleTest takes ownership of what the factory returns.
                            // NOLINTNEXTLINE(cppcoreguidelines-owning-memory)
                            [file, gaps]() -> ::testing::Test* { return new CaseFile(file, gaps); });
  }
}

}  // namespace
}  // namespace histor

int main(int argc, char** argv) {
  histor::add_tests(histor::folder, false);
  histor::add_tests(histor::folder / "known_gaps", true);
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
