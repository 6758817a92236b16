// A model file that was cut short or changed is refused or works; it is never read past its end.

#include "text/network.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "text/tree_parser.hpp"

namespace histor {
namespace {

/// The bytes of the model file where alignment is as it must be.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : held_((bytes.size() + 7) / 8), size_(bytes.size()) {
    std::memcpy(held_.data(), bytes.data(), bytes.size());
  }
  char* data() { return reinterpret_cast<char*>(held_.data()); }
  [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(held_.data()), size_}; }

 private:
  std::vector<std::uint64_t> held_;
  std::size_t size_;
};

const std::string& file() {
  static const std::string bytes = [] {
    std::ifstream in(HISTOR_SOURCE_DIR "/models/en.bin", std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  }();
  return bytes;
}

TEST(TreeModel, TheFileIsTheModelOfTheProgram) {
  const Bytes bytes(file());
  const auto model = TreeModel::from_bytes(bytes.view(), "en.bin");
  ASSERT_TRUE(model.has_value()) << model.error().what;
  EXPECT_EQ(model->upos, TreeModel::english().upos);
  EXPECT_LE(file().size(), 20U << 20U);
}

TEST(TreeModel, RefusesAnotherVersionAndOtherFiles) {
  Bytes bytes(file());
  bytes.data()[8] = 77;
  const auto model = TreeModel::from_bytes(bytes.view(), "en.bin");
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().code, ErrorCode::version);
  EXPECT_FALSE(TreeModel::from_bytes("", "x").has_value());
  EXPECT_FALSE(TreeModel::from_bytes(std::string_view(file()).substr(0, 100), "x").has_value());
}

TEST(TreeModel, RefusesAFileThatIsCutShort) {
  for (const std::size_t size : {file().size() / 4, file().size() / 2, file().size() - 100}) {
    const Bytes bytes(std::string_view(file()).substr(0, size));
    EXPECT_FALSE(TreeModel::from_bytes(bytes.view(), "en.bin").has_value()) << size;
  }
}

TEST(TreeModel, AChangedHeaderIsRefusedOrStillWorks) {
  constexpr std::string_view text = "Shelling killed 3 people. They don't know more.";
  Bytes bytes(file());
  for (std::size_t at = 0; at < 400; at += 3) {
    const char before = bytes.data()[at];
    bytes.data()[at] = static_cast<char>(before ^ 0x15);
    if (const auto model = TreeModel::from_bytes(bytes.view(), "en.bin")) {
      TreeParser parser(*model);
      Trees trees;
      parser.parse(text, {0, static_cast<std::uint32_t>(text.size())}, trees);
      EXPECT_FALSE(trees.sentences.empty());
    }
    bytes.data()[at] = before;
  }
}

}  // namespace
}  // namespace histor
