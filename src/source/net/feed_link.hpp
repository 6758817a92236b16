#pragma once
// The feed that a page says it has: <link rel="alternate" type="application/rss+xml" href="…">.

#include <optional>
#include <string>
#include <string_view>

namespace histor::net {

/// The address of the first feed that the head of `html` names, as written there (it may be relative), with its
/// entities resolved; nullopt where there is none. No more than the first 512 KiB are looked at; time is linear.
[[nodiscard]] std::optional<std::string> feed_link(std::string_view html);

}  // namespace histor::net
