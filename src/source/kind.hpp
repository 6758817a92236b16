#pragma once
// What captured bytes are, told by themselves first, by what their carrier states second and by their name last: names
// and servers are often wrong, and bytes seldom.

#include <string_view>

namespace histor {

/// Whether `bytes` are a page of HTML: they open like one, or they hold tags and are stated or named to be one.
/// `media_type` is what a carrier states ("text/html; charset=utf-8"), `name` a path or an address; either may be
/// empty.
[[nodiscard]] bool is_html(std::string_view bytes, std::string_view media_type, std::string_view name);

/// The encoding that a carrier states ("text/html; charset=koi8-r") or, failing that, the bytes themselves near their
/// start (<meta charset>, <?xml encoding?>); empty where neither does.
[[nodiscard]] std::string_view stated_encoding(std::string_view bytes, std::string_view media_type);

/// Whether `name` ends in `ending` (".html"), whatever the case; of an address, its path counts.
[[nodiscard]] bool is_named(std::string_view name, std::string_view ending);

}  // namespace histor
