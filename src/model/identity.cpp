#include "model/identity.hpp"

#include <cstdint>

#include "base/hash.hpp"

namespace histor {
namespace {
constexpr int id_digits = 10;
constexpr std::string_view claim_prefix = "c_";
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
}  // namespace

std::string claim_id(const Claim& claim, unsigned repeat) {
  // Words and line feeds rather than raw integers: the digest must not hang on the byte order or on an enum's
  // numbering.
  std::string anchor(claim.document);
  anchor += '\n';
  anchor += to_string(claim.kind);
  anchor += '\n';
  if (claim.outcome) anchor += to_string(*claim.outcome);
  if (claim.action) anchor += to_string(*claim.action);
  const Span span = claim.number ? claim.number->span : claim.trigger.span;
  anchor += claim.number ? "\nnumber " : "\ntrigger ";
  anchor += std::to_string(span.begin) + ' ' + std::to_string(span.end);
  if (repeat != 0) anchor += "\nrepeat " + std::to_string(repeat);
  // SHA-256 and not XXH3: who writes the text may choose it, and must not be able to make two claims meet at will.
  std::uint64_t digest = 0;
  for (const char digit : sha256_hex(anchor).substr(0, 16)) {
    digest = digest * 16 + static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  }
  return std::string(claim_prefix) + base32(digest, id_digits);
}

std::string short_id(std::string_view prefix, std::string_view of) {
  std::uint64_t value = 0;
  for (const char c : sha256_hex(of).substr(0, 13)) {  // 52 bits, of which the digits show 50
    value = value * 16 + static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return std::string(prefix) + base32(value, id_digits);
}

bool is_claim_id(std::string_view id) {
  return id.size() == claim_prefix.size() + id_digits && id.substr(0, claim_prefix.size()) == claim_prefix &&
         id.find_first_not_of(alphabet, claim_prefix.size()) == std::string_view::npos;
}

}  // namespace histor
