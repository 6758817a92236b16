#include "source/read_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <thread>

#include "folder.hpp"

namespace histor {
namespace {

ErrorCode code_of(const Result<std::string>& result) {
  EXPECT_FALSE(result.has_value());
  return result ? ErrorCode::io : result.error().code;
}

TEST(ReadBytes, GivesTheWholeFile) {
  const Folder folder;
  std::string bytes = "first" + std::string(1, '\0') + "second\r\n";
  bytes.resize(300000, 'x');
  EXPECT_EQ(read_bytes(folder.write("a.txt", bytes)).value(), bytes);
}

TEST(ReadBytes, NamesThePathOfAMissingFile) {
  const Folder folder;
  const auto path = folder.path() / "none.txt";
  const auto result = read_bytes(path);
  ASSERT_EQ(code_of(result), ErrorCode::not_found);
  EXPECT_EQ(result.error().where, path.string());
  EXPECT_FALSE(result.error().hint.empty());
  EXPECT_EQ(code_of(read_bytes(folder.write("file", "x") / "below")), ErrorCode::not_found);
  EXPECT_EQ(code_of(read_bytes("")), ErrorCode::not_found);
  EXPECT_EQ(code_of(read_bytes(std::string(5000, 'a'))), ErrorCode::not_found);
  EXPECT_EQ(code_of(read_bytes(std::string("a\0b", 3))), ErrorCode::not_found);
}

TEST(ReadBytes, SendsAFolderToItsFiles) {
  const Folder folder;
  const auto result = read_bytes(folder.path());
  ASSERT_EQ(code_of(result), ErrorCode::not_a_file);
  EXPECT_NE(result.error().hint.find("/*.txt"), std::string::npos);
}

TEST(ReadBytes, RefusesAnEmptyFile) {
  const Folder folder;
  EXPECT_EQ(code_of(read_bytes(folder.write("empty.txt", ""))), ErrorCode::empty);
}

TEST(ReadBytes, RefusesAFileWithoutPermission) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may read every file";
  const Folder folder;
  const auto path = folder.write("closed.txt", "x");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  EXPECT_EQ(code_of(read_bytes(path)), ErrorCode::not_permitted);
}

TEST(ReadBytes, DoesNotWaitForThePipesWriter) {
  const Folder folder;
  const auto path = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_EQ(code_of(read_bytes(path)), ErrorCode::not_a_file);
}

TEST(ReadBytes, RefusesDevicesAndSockets) {
  EXPECT_EQ(code_of(read_bytes("/dev/zero")), ErrorCode::not_a_file);
  const Folder folder;
  const auto path = folder.path() / "s";
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_GE(descriptor, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.string().size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.string().size());
  ASSERT_EQ(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(code_of(read_bytes(path)), ErrorCode::not_a_file);
  ::close(descriptor);
}

TEST(ReadBytes, RefusesAHugeFileByItsSize) {
  const Folder folder;
  const auto path = folder.write("huge.txt", "x");
  std::filesystem::resize_file(path, std::uintmax_t{1} << 40U);  // sparse: reading it would take minutes
  const auto result = read_bytes(path);
  ASSERT_EQ(code_of(result), ErrorCode::too_large);
  EXPECT_NE(result.error().what.find("64 MiB"), std::string::npos);
}

TEST(ReadBytes, HoldsTheBudgetToTheByte) {
  const Folder folder;
  const auto path = folder.write("ten.txt", "0123456789");
  EXPECT_EQ(read_bytes(path, 10).value(), "0123456789");
  EXPECT_EQ(code_of(read_bytes(path, 9)), ErrorCode::too_large);
}

TEST(ReadBytes, ReadsFilesThatSayTheyHaveNoSize) {
  if (!std::filesystem::exists("/proc/self/status")) GTEST_SKIP() << "no /proc here";
  EXPECT_NE(read_bytes("/proc/self/status").value().find("Pid:"), std::string::npos);
}

class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe(ends_.data()), 0); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    ::close(ends_[0]);
    close_writer();
  }
  [[nodiscard]] int reader() const { return ends_[0]; }
  void write(std::string_view bytes) const { EXPECT_GT(::write(ends_[1], bytes.data(), bytes.size()), 0); }
  void close_writer() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

TEST(ReadStream, GathersWhatComesInPieces) {
  Pipe pipe;
  std::thread writer([&pipe] {
    for (int i = 0; i < 300; ++i) pipe.write(std::string(1000, 'a'));
    pipe.close_writer();
  });
  EXPECT_EQ(read_stream(pipe.reader(), "-").value().size(), 300000U);
  writer.join();
}

TEST(ReadStream, StopsAtTheBudgetAndAtNothing) {
  Pipe pipe;
  pipe.write("0123456789");
  EXPECT_EQ(code_of(read_stream(pipe.reader(), "-", 9)), ErrorCode::too_large);
  Pipe silent;
  silent.close_writer();
  const auto result = read_stream(silent.reader(), "-");
  ASSERT_EQ(code_of(result), ErrorCode::empty);
  EXPECT_EQ(result.error().where, "-");
  EXPECT_EQ(code_of(read_stream(-1, "-")), ErrorCode::io);
}

}  // namespace
}  // namespace histor
