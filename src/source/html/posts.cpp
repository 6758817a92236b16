// The networks' own embedding code names its blockquotes; where a page's maker took the name away, the address that the
// quote cites, or a credit "Name (@handle)" within it, still tells.

#include "source/html/posts.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace histor::html {
namespace {

constexpr std::size_t most_words = 400;  // of a quote that its credit makes a post

// Addresses of single posts: a host, and what its path holds.
struct Address {
  std::string_view host;
  std::string_view part;
};
constexpr std::array<Address, 9> addresses{{{"twitter.com/", "/status"},
                                            {"//x.com/", "/status"},
                                            {"//t.me/", "/"},
                                            {"instagram.com/", "/p/"},
                                            {"instagram.com/", "/reel/"},
                                            {"facebook.com/", "/posts/"},
                                            {"facebook.com/", "/videos/"},
                                            {"vk.com/", "wall"},
                                            {"bsky.app/", "/post/"}}};

bool is_post_address(std::string_view url) {
  return std::any_of(addresses.begin(), addresses.end(), [url](const Address& address) {
    const std::size_t at = url.find(address.host);
    return at != std::string_view::npos && url.find(address.part, at + address.host.size()) != std::string_view::npos;
  });
}

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

// "(@handle)"
bool holds_credit(std::string_view words) {
  for (std::size_t at = words.find("(@"); at != std::string_view::npos; at = words.find("(@", at + 2)) {
    std::size_t end = at + 2;
    while (end < words.size() && is_name_byte(words[end])) ++end;
    if (end > at + 2 && end < words.size() && words[end] == ')') return true;
  }
  return false;
}

}  // namespace

std::vector<std::uint32_t> posts_of(const Tree& tree, const Passages& passages, const std::vector<Hints>& hints) {
  // What each element stands in: the outermost post, and the nearest blockquote.
  std::vector<std::uint32_t> post(tree.nodes.size(), no_post);
  std::vector<std::uint32_t> quote(tree.nodes.size(), no_post);
  for (std::uint32_t n = 1; n < tree.nodes.size(); ++n) {
    const Node& node = tree.nodes[n];
    post[n] = post[node.parent];
    quote[n] = node.tag == Tag::blockquote ? n : quote[node.parent];
    if (post[n] != no_post || node.tag == Tag::text) continue;
    const bool page = node.tag == Tag::body || node.tag == Tag::html || node.tag == Tag::article;
    if (!page && (hints[n] & hint_post) != 0) post[n] = n;
    if (node.tag == Tag::blockquote && is_post_address(tree.raw(n, Attribute::cite))) post[n] = n;
  }
  std::vector<std::uint32_t> out(passages.all.size(), no_post);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = post[passages.all[i].block];
  // A quote that bears a credit is a post from its first passage to its last.
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint32_t within = quote[passages.all[i].block];
    if (out[i] != no_post || within == no_post || passages.all[i].words > 40) continue;
    if (!holds_credit(words_of(tree, passages, passages.all[i]))) continue;
    std::size_t first = i;
    std::size_t words = 0;
    for (;; --first) {
      words += passages.all[first].words;
      const bool more = first > 0 && out[first - 1] == no_post && quote[passages.all[first - 1].block] == within;
      if (words > most_words || !more) break;
    }
    if (words > most_words) continue;
    for (std::size_t k = first; k <= i; ++k) out[k] = within;
  }
  return out;
}

}  // namespace histor::html
