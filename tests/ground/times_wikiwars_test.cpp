// How the times of 11 histories of wars compare with those marked by hand (WikiWars, TIMEX2): the share of expressions
// found and of values right. Skipped where the texts are not there; they are not part of the repository.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "ground/times.hpp"

namespace histor {
namespace {

struct Marked {
  Span span;
  std::string value;
};

struct History {
  Document document;
  std::optional<Day> date;
  std::vector<Marked> marked;
};

std::string unpack(const std::filesystem::path& path) {
  const std::string command = "gzip -dc '" + path.string() + "'";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string out;
  if (!pipe) return out;
  std::string buffer(1 << 16, '\0');
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) out.append(buffer, 0, size);
  return out;
}

std::string attribute(std::string_view tag, std::string_view name) {
  const std::string key = " " + std::string(name) + "=\"";
  const std::size_t at = tag.find(key);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + key.size();
  return std::string(tag.substr(begin, tag.find('"', begin) - begin));
}

/// Takes the marks out of the text; the entities stay as they are.
History read_history(const std::filesystem::path& path) {
  History out;
  const std::string raw = unpack(path);
  const std::size_t begin = raw.find("<TEXT>");
  const std::size_t end = raw.find("</TEXT>");
  if (begin == std::string::npos || end == std::string::npos) return out;
  const std::string stamp = attribute(std::string_view(raw).substr(raw.find("<TIMEX2")), "val");
  out.date = day_from(std::string_view(stamp).substr(0, 10));
  std::vector<std::pair<std::uint32_t, std::string>> open;
  std::string& text = out.document.text;
  for (std::size_t at = begin + 6; at < end;) {
    const std::string_view rest = std::string_view(raw).substr(at, end - at);
    const auto here = static_cast<std::uint32_t>(text.size());
    if (rest.starts_with("<TIMEX2")) {
      const std::size_t close = rest.find('>');
      open.emplace_back(here, attribute(rest.substr(0, close), "val"));
      at += close + 1;
    } else if (rest.starts_with("</TIMEX2>") && !open.empty()) {
      out.marked.push_back({{open.back().first, here}, open.back().second});
      open.pop_back();
      at += 9;
    } else {
      text += raw[at++];
    }
  }
  std::uint32_t line = 0;
  for (std::uint32_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != '\n') continue;
    if (i > line) out.document.blocks.push_back({{line, i}, BlockKind::body});
    line = i + 1;
  }
  return out;
}

struct Figures {
  double marked = 0;
  double found = 0;
  double extent = 0;
  double valued = 0;        ///< marked with a value
  double found_valued = 0;  ///< found, but for those that meet a mark without a value
  double value = 0;

  [[nodiscard]] double extent_f() const { return 2 * extent / (marked + found); }
  [[nodiscard]] double value_f() const { return 2 * value / (valued + found_valued); }
};

/// Pairs marks and mentions that overlap, one to one, the equal values first.
void compare(const std::vector<Marked>& marked, const std::vector<Marked>& found, Figures& figures) {
  std::vector<std::tuple<bool, std::int64_t, std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < marked.size(); ++i) {
    for (std::size_t j = 0; j < found.size(); ++j) {
      if (!marked[i].span.overlaps(found[j].span)) continue;
      const auto difference = std::int64_t{marked[i].span.size()} - std::int64_t{found[j].span.size()};
      pairs.emplace_back(!marked[i].value.empty() && marked[i].value == found[j].value, -std::abs(difference), i, j);
    }
  }
  std::sort(pairs.rbegin(), pairs.rend());
  std::vector<bool> mark_used(marked.size());
  std::vector<bool> found_used(found.size());
  figures.marked += static_cast<double>(marked.size());
  figures.found += static_cast<double>(found.size());
  figures.found_valued += static_cast<double>(found.size());
  for (const Marked& mark : marked) figures.valued += mark.value.empty() ? 0 : 1;
  for (const auto& [equal, overlap, i, j] : pairs) {
    if (mark_used[i] || found_used[j]) continue;
    mark_used[i] = found_used[j] = true;
    figures.extent += 1;
    if (equal) figures.value += 1;
    if (marked[i].value.empty()) figures.found_valued -= 1;
  }
}

TEST(WikiWars, TimesAreFoundAndValued) {
  const std::filesystem::path folder = HISTOR_SOURCE_DIR "/../shared/data/time/wikiwars";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "needs the WikiWars texts in " << folder;
  Figures figures;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".gz") continue;
    const History history = read_history(entry.path());
    ASSERT_FALSE(history.document.text.empty()) << entry.path();
    std::vector<Marked> found;
    for (const TimeMention& mention :
         find_times(history.document.text, analyse(history.document), TimeContext{history.date})) {
      for (const TimeEnd& end : mention.ends) found.push_back({end.span, end.value});
      if (mention.ends.empty()) found.push_back({mention.span, mention.value});
    }
    compare(history.marked, found, figures);
  }
  std::cout << "WikiWars: " << figures.marked << " marked, " << figures.found << " found; extent F "
            << figures.extent_f() << ", value F " << figures.value_f() << '\n';
  EXPECT_GE(figures.extent_f(), 0.94);
  EXPECT_GE(figures.value_f(), 0.88);
}

}  // namespace
}  // namespace histor
