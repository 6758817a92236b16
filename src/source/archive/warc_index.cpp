#include "source/archive/warc_index.hpp"

#include <utility>

#include "base/hash.hpp"

namespace histor {
namespace {

std::uint64_t key_of(std::string_view kind, std::string_view one, std::string_view other = {}) {
  std::string words(kind);
  words.append("\n").append(one).append("\n").append(other);
  return hash64(words);
}

// Whether two digests of one kind, written in one way, are of different bytes.
bool differ(std::string_view one, std::string_view other) {
  return one != other && one.size() == other.size() && !one.empty() &&
         one.substr(0, one.find(':')) == other.substr(0, other.find(':'));
}

}  // namespace

WarcRevisit::WarcRevisit(const WarcHead& head, std::string source)
    : where(std::move(source)),
      url(bare_uri(head.fields.get("warc-target-uri"))),
      date(head.fields.get("warc-date")),
      original_id(bare_uri(head.fields.get("warc-refers-to"))),
      original_url(bare_uri(head.fields.get("warc-refers-to-target-uri"))),
      original_date(head.fields.get("warc-refers-to-date")),
      digest(head.fields.get("warc-payload-digest")) {}

std::string WarcRevisit::original() const {
  if (!original_url.empty()) return original_url + " of " + original_date;
  if (!original_id.empty()) return original_id;
  return digest.empty() ? "no record that it names" : digest;
}

bool WarcRevisit::refers_to(const WarcHead& head) const {
  const std::string_view payload = head.fields.get("warc-payload-digest");
  if (differ(payload, digest)) return false;
  return (!digest.empty() && payload == digest) ||
         (!original_id.empty() && bare_uri(head.fields.get("warc-record-id")) == original_id) ||
         (!original_url.empty() && bare_uri(head.fields.get("warc-target-uri")) == original_url &&
          head.fields.get("warc-date") == original_date);
}

std::size_t WarcRevisit::bytes() const {
  return sizeof(WarcRevisit) + where.size() + url.size() + date.size() + original_id.size() + original_url.size() +
         original_date.size() + digest.size();
}

void WarcIndex::remember(const WarcHead& head, const WarcSpot& spot, bool kept) {
  if (++records_ > most_) return;
  const auto keep = [&](std::uint64_t key) {
    const auto [there, is_new] = entries_.try_emplace(key, Entry{spot, kept});
    if (!is_new && kept && !there->second.kept) there->second = {spot, kept};
  };
  if (const auto id = head.fields.get("warc-record-id"); !id.empty()) keep(key_of("id", bare_uri(id)));
  const std::string_view url = bare_uri(head.fields.get("warc-target-uri"));
  if (!url.empty()) keep(key_of("at", url, head.fields.get("warc-date")));
  if (const auto digest = head.fields.get("warc-payload-digest"); !digest.empty()) keep(key_of("sum", digest));
}

const WarcIndex::Entry* WarcIndex::find(const WarcRevisit& revisit) const {
  const auto look = [&](std::uint64_t key) -> const Entry* {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second;
  };
  const Entry* entry = nullptr;
  if (!revisit.original_id.empty()) entry = look(key_of("id", revisit.original_id));
  if (entry == nullptr && !revisit.original_url.empty()) {
    entry = look(key_of("at", revisit.original_url, revisit.original_date));
  }
  if (entry == nullptr && !revisit.digest.empty()) entry = look(key_of("sum", revisit.digest));
  return entry;
}

}  // namespace histor
