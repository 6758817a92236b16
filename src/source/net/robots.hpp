#pragma once
// robots.txt by RFC 9309: what the owner of a site asks programs to leave alone, and how long to wait between two
// requests. Pure: the bytes of the file in, an answer for a path out.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace histor::net {

/// No more than this of the file is looked at, as RFC 9309 lets a reader do.
inline constexpr std::size_t robots_budget = std::size_t{500} << 10U;

/// What a robots.txt says to one program. Not to be changed once made; then safe to use from several threads.
class Robots {
 public:
  /// As where there is no robots.txt: everything may be fetched.
  Robots() = default;

  /// As where the robots.txt cannot be had for a fault of the server: nothing may be fetched.
  [[nodiscard]] static Robots closed();

  /// Reads `text` for the program whose product token is `product` ("Histor"): the groups that name it, taken together,
  /// else the groups for all ("*"). Any bytes give an answer.
  [[nodiscard]] static Robots parse(std::string_view text, std::string_view product);

  /// Whether `path` may be fetched: a URL's path with its query, as it is sent ("/news?page=2"). The longest rule that
  /// fits decides; of two as long, the one that allows. "/robots.txt" itself always may.
  [[nodiscard]] bool allows(std::string_view path) const;

  /// What Crawl-delay asks for, the longest where it stands twice. Not in the RFC, but sites use it.
  [[nodiscard]] std::optional<std::chrono::milliseconds> delay() const { return delay_; }

 private:
  struct Rule {
    std::string pattern;  ///< percent-encoding made even
    bool allow = false;
  };
  bool closed_ = false;
  std::vector<Rule> rules_;  ///< longest first; of one length, those that allow first
  std::optional<std::chrono::milliseconds> delay_;
};

}  // namespace histor::net
