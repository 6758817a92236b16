#include "source/net/transport.hpp"

#include <algorithm>

namespace histor::net {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view name_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon == std::string_view::npos ? std::string_view() : line.substr(0, colon);
}

}  // namespace

std::string_view Exchange::header(std::string_view name) const {
  std::string_view head = response_head;
  std::string_view found;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size() - 1) + 1;
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end);
    if (!same_word(name_of(line), name)) continue;
    found = line.substr(name.size() + 1);
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = found.find_first_not_of(blanks);
    found = begin == std::string_view::npos ? std::string_view()
                                            : found.substr(begin, found.find_last_not_of(blanks) - begin + 1);
  }
  return found;
}

}  // namespace histor::net
