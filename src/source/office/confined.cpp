// Linux: the input is a memfd, so that the child gets a file and nothing touches the disk. Between fork and exec only
// calls are made that are safe there, on what was made before.

#include "source/office/confined.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace histor {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }
  void become(int number) {
    close();
    number_ = number;
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Error> cannot(std::string_view what, int error) {
  return failure(ErrorCode::io, std::string(what) + ": " + std::generic_category().message(error));
}

bool make_pipe(Descriptor& from, Descriptor& to) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  from.become(ends[0]);
  to.become(ends[1]);
  return true;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t step = ::write(file, bytes.data(), bytes.size());
    if (step < 0 && errno == EINTR) continue;
    if (step <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(step));
  }
  return ::lseek(file, 0, SEEK_SET) == 0;
}

void limit(int what, std::uint64_t most) {
  const rlimit both{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  // NOLINTNEXTLINE(bugprone-unused-return-value): a limit that cannot be set was lower already
  static_cast<void>(::setrlimit(static_cast<__rlimit_resource>(what), &both));
}

// The child, up to the program. Exit 127: it could not be started.
[[noreturn]] void become(const char* path, char* const* arguments, int in, int out, int err, const Confines& confines) {
  // Above the three that are set next, so that none is closed by setting another.
  in = ::fcntl(in, F_DUPFD, 3);
  out = ::fcntl(out, F_DUPFD, 3);
  err = ::fcntl(err, F_DUPFD, 3);
  if (::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(err, 2) < 0) ::_exit(127);
  for (int file = 3; file < 256; ++file) ::close(file);
#ifdef SYS_close_range
  ::syscall(SYS_close_range, 3U, ~0U, 0U);
#endif
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::setpgid(0, 0);
  if (::chdir("/") != 0) ::_exit(127);
  limit(RLIMIT_CPU, static_cast<std::uint64_t>(confines.cpu.count()));
  limit(RLIMIT_AS, confines.memory);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, 64);
  static char language[] = "LC_ALL=C.UTF-8";
  static char folder[] = "HOME=/nonexistent";
  char* const environment[] = {language, folder, nullptr};
  sigset_t none;
  ::sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
  ::execve(path, arguments, environment);
  ::_exit(127);
}

// Reads once from `file` into `bytes`, of which `most` are kept; false at the end.
bool take(int file, std::string& bytes, std::uint64_t most, bool& over) {
  std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read before it is used
  const ssize_t got = ::read(file, buffer.data(), buffer.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (got == 0) return false;
  const std::uint64_t room = most - std::min<std::uint64_t>(bytes.size(), most);
  over = over || static_cast<std::uint64_t>(got) > room;
  bytes.append(buffer.data(), static_cast<std::size_t>(std::min<std::uint64_t>(static_cast<std::uint64_t>(got), room)));
  return true;
}

/// What the child exited with; it is ended where it has not by `until`, which sets `late`. Nothing where somebody else
/// in this process has asked already, so that it cannot be known.
std::optional<int> wait_for(pid_t child, std::chrono::steady_clock::time_point until, bool& late) {
  constexpr auto pause = std::chrono::milliseconds(5);
  for (int status = 0;;) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    if (ended < 0 && errno != EINTR) return std::nullopt;
    if (!late && std::chrono::steady_clock::now() >= until) {
      late = true;
      ::kill(child, SIGKILL);
    }
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace

Result<ConfinedRun> run_confined(const std::filesystem::path& path, const std::vector<std::string>& arguments,
                                 std::string_view input, const Confines& confines) {
  const std::string program = path.string();
  if (::access(program.c_str(), X_OK) != 0) return failure(ErrorCode::not_found, "no program " + program);
  const Descriptor in(::memfd_create("histor-input", MFD_CLOEXEC));
  if (in.number() < 0 || !write_all(in.number(), input)) return cannot("cannot hand its input over", errno);
  Descriptor out;
  Descriptor out_end;
  Descriptor err;
  Descriptor err_end;
  if (!make_pipe(out, out_end) || !make_pipe(err, err_end)) return cannot("cannot make a pipe", errno);

  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0) return cannot("cannot start " + program, errno);
  if (child == 0) {
    become(program.c_str(), pointers.data(), in.number(), out_end.number(), err_end.number(), confines);
  }
  out_end.close();
  err_end.close();

  ConfinedRun run;
  const auto until = std::chrono::steady_clock::now() + confines.wall;
  bool over = false;
  bool late = false;
  bool ignored = false;
  while ((out.number() >= 0 || err.number() >= 0) && !over && !late) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    std::array<pollfd, 2> ends{pollfd{out.number(), POLLIN, 0}, pollfd{err.number(), POLLIN, 0}};
    const int ready = left.count() <= 0 ? 0
                                        : ::poll(ends.data(), ends.size(),
                                                 static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
    if (ready < 0 && errno == EINTR) continue;
    late = ready <= 0 && std::chrono::steady_clock::now() >= until;
    if (ends[0].revents != 0 && !take(out.number(), run.output, confines.output, over)) out.close();
    if (ends[1].revents != 0 && !take(err.number(), run.errors, 4096, ignored)) err.close();
  }
  if (over || late) ::kill(child, SIGKILL);
  const auto status = wait_for(child, until, late);
  if (over) return failure(ErrorCode::too_large, "it has more text than one input may have");
  if (late) {
    return failure(ErrorCode::io, program + " took longer than " + std::to_string(confines.wall.count()) + " seconds");
  }
  if (!status) return failure(ErrorCode::io, "how " + program + " ended cannot be told");
  run.status = *status;
  return run;
}

}  // namespace histor
