// One request at a time to a server of our own on the loopback address, which says what the test tells it. What the
// program makes of servers that misbehave is tests/cli/scripted/fetching.py's.

#include "source/net/curl_transport.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace histor::net {
namespace {

class Server {
 public:
  /// Answers each connection with `answer`; then drips a byte every 50 ms, where asked to, until it is gone.
  explicit Server(std::string answer, bool drips = false) : answer_(std::move(answer)), drips_(drips) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 8), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    ended_ = true;
    thread_.join();
    ::close(listener_);
  }
  [[nodiscard]] Url url(const std::string& path = "/a") const {
    return *parse_url("http://127.0.0.1:" + std::to_string(port_) + path);
  }
  [[nodiscard]] unsigned connections() const { return connections_; }

 private:
  static bool wait(int socket, short what) {
    pollfd poll{socket, what, 0};
    return ::poll(&poll, 1, 50) > 0;
  }
  void serve() {
    while (!ended_) {
      if (!wait(listener_, POLLIN)) continue;
      const int connection = ::accept(listener_, nullptr, nullptr);
      ++connections_;
      std::string request;
      char piece[4096];
      while (!ended_ && request.find("\r\n\r\n") == std::string::npos) {
        if (!wait(connection, POLLIN)) continue;
        const ssize_t got = ::recv(connection, piece, sizeof piece, 0);
        if (got <= 0) break;
        request.append(piece, static_cast<std::size_t>(got));
      }
      ::send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL);
      while (drips_ && !ended_ && ::send(connection, "x", 1, MSG_NOSIGNAL) == 1) ::usleep(50'000);
      ::close(connection);
    }
  }

  std::string answer_;
  bool drips_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> ended_{false};
  std::atomic<unsigned> connections_{0};
  std::thread thread_;
};

CurlOptions options(bool allowed = true) {
  CurlOptions out;
  out.user_agent = "Histor/test";
  out.unix_ms = [] { return std::int64_t{1733133600000}; };
  if (allowed) out.allowed = {*allowed_host_from("127.0.0.1")};
  return out;
}

Answer ask(CurlOptions how, const Url& url, std::uint64_t max_bytes = 1000, bool cut = false) {
  const auto transport = make_curl_transport(std::move(how)).value();
  return transport->ask({url, {"If-None-Match: \"7\""}, max_bytes, cut, std::chrono::seconds(20)});
}

TEST(CurlTransport, KeepsWhatWentOverTheWire) {
  const Server server(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\nx-a:  2 \r\n\r\nwords");
  const Answer answer = ask(options(), server.url());
  EXPECT_EQ(answer.fault, Fault::none) << answer.words;
  const Exchange& exchange = answer.exchange;
  EXPECT_EQ(exchange.status, 200U);
  EXPECT_EQ(exchange.address, "127.0.0.1");
  EXPECT_EQ(exchange.unix_ms, 1733133600000);
  EXPECT_EQ(exchange.body, "words");
  EXPECT_EQ(exchange.response_head, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\nx-a:  2 \r\n\r\n");
  EXPECT_EQ(exchange.header("X-A"), "2");
  EXPECT_EQ(exchange.header("X"), "");
  EXPECT_TRUE(exchange.request_head.starts_with("GET /a HTTP/1.1\r\n"));
  EXPECT_TRUE(exchange.request_head.ends_with("\r\n\r\n"));
  EXPECT_NE(exchange.request_head.find("\r\nUser-Agent: Histor/test\r\n"), std::string::npos);
  EXPECT_NE(exchange.request_head.find("\r\nIf-None-Match: \"7\"\r\n"), std::string::npos);
}

TEST(CurlTransport, DoesNotConnectToAPrivateAddress) {
  const Server server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  const Answer answer = ask(options(false), server.url());
  EXPECT_EQ(answer.fault, Fault::refused_address);
  EXPECT_NE(answer.words.find("127.0.0.1, a loopback address"), std::string::npos) << answer.words;
  EXPECT_EQ(server.connections(), 0U);
}

TEST(CurlTransport, SlowAnswersEnd) {
  const Server server("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", true);
  CurlOptions how = options();
  how.least_speed = 1000;
  how.least_speed_over = std::chrono::seconds(1);
  EXPECT_EQ(ask(std::move(how), server.url(), 1'000'000).fault, Fault::too_slow);
}

TEST(CurlTransport, StopsWhenAskedTo) {
  const Server server("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", true);
  CurlOptions how = options();
  how.stopped = [] { return true; };
  EXPECT_EQ(ask(std::move(how), server.url(), 1'000'000).fault, Fault::stopped);
}

TEST(CurlTransport, SizesAreAskedWhileTheyCome) {
  const Server server("HTTP/1.1 200 OK\r\n\r\n" + std::string(2000, 'x'));
  EXPECT_EQ(ask(options(), server.url()).fault, Fault::too_large);
  const Answer cut = ask(options(), server.url(), 1000, true);
  EXPECT_EQ(cut.fault, Fault::none);
  EXPECT_EQ(cut.exchange.body.size(), 1000U);
  EXPECT_EQ(ask(options(), server.url(), 2000).exchange.body.size(), 2000U);
}

TEST(CurlTransport, CutAnswersAreTold) {
  const Server server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nwords");
  EXPECT_EQ(ask(options(), server.url()).fault, Fault::cut_short);
}

TEST(CurlTransport, NobodyThere) {
  std::optional<Url> gone;
  {
    const Server server("");
    gone = server.url();
  }
  EXPECT_EQ(ask(options(), *gone).fault, Fault::unreachable);
}

TEST(CurlTransport, ProxiesThatWouldLearnTheAddressAreRefused) {
  for (const char* proxy : {"", "socks5h://127.0.0.1:9050", "http://proxy.example.org:3128"}) {
    EXPECT_TRUE(check_proxy(proxy).has_value()) << proxy;
  }
  for (const char* proxy : {"socks5://127.0.0.1:9050", "socks4://127.0.0.1:1", "127.0.0.1:9050", "tor"}) {
    EXPECT_FALSE(check_proxy(proxy).has_value()) << proxy;
  }
  EXPECT_EQ(proxy_in_words("http://me:a@b@proxy.example.org:1"), "http://proxy.example.org:1");
  EXPECT_EQ(proxy_in_words("socks5h://127.0.0.1:9050"), "socks5h://127.0.0.1:9050");
}

}  // namespace
}  // namespace histor::net
