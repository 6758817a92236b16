#include "source/archive/warc_tally.hpp"

#include <string>

namespace histor {

void WarcTally::tell(std::vector<Note>& notes) const {
  const std::uint64_t all = no_page + no_report + empty + own;
  if (all > 0) {
    std::string words;
    const auto say = [&](std::uint64_t number, std::string_view what) {
      if (number == 0) return;
      if (!words.empty()) words += ", ";
      words.append(std::to_string(number)).append(what);
    };
    say(no_report, " of kinds that hold no report (images, styles, programs)");
    say(no_page, " answers other than a whole page (not 2xx, or a part)");
    say(empty, " empty");
    say(own, " of the crawler's own");
    notes.push_back({"skipped", "passed over " + std::to_string(all) + " records: " + words});
  }
  if (truncated > 0) {
    notes.push_back({"truncated", "of " + std::to_string(truncated) + " records only the beginning was kept"});
  }
  if (payload_digest > 0) {
    notes.push_back(
        {"payload-digest", std::to_string(payload_digest) +
                               " records are as they were written, but their payload is not what its digest says"});
  }
  if (unknown_digest > 0) {
    notes.push_back(
        {"unknown-digest", std::to_string(unknown_digest) + " records have a digest of a kind that is not known"});
  }
}

bool is_crawlers_own(std::string_view url) {
  return url.starts_with("urn:") || url.starts_with("metadata:") || url.starts_with("screenshot:") ||
         url.starts_with("thumbnail:") || url.starts_with("dns:") || url.starts_with("whois:");
}

}  // namespace histor
