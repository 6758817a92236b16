// simdjson's tree is walked with a stack, for the objects of a graph may be nested. An object counts where its type is
// one of an article's; a page's own object ("WebPage") says less and is asked last.

#include "source/html/json_ld.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "source/html/entities.hpp"

namespace histor::html {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr std::size_t largest_script = std::size_t{4} << 20U;
constexpr std::size_t most_dates = 16;
constexpr std::size_t longest_date = 100;   // bytes
constexpr std::size_t most_objects = 2000;  // of one script

enum class Kind { other, organization, page, article };

Kind kind_of(std::string_view type) {
  if (const std::size_t slash = type.rfind('/'); slash != std::string_view::npos) type.remove_prefix(slash + 1);
  if (type.ends_with("Article") || type.ends_with("BlogPosting") || type == "Report" || type == "LiveBlogPosting" ||
      type == "ClaimReview" || type.ends_with("NewsArticle") || type == "SocialMediaPosting") {
    return Kind::article;
  }
  if (type.ends_with("Organization")) return Kind::organization;
  if (type == "WebPage" || type == "ItemPage") return Kind::page;
  return Kind::other;
}

Kind kind_of(element object) {
  element type;
  if (object["@type"].get(type) != simdjson::SUCCESS) return Kind::other;
  std::string_view name;
  if (type.get(name) == simdjson::SUCCESS) return kind_of(name);
  simdjson::dom::array names;
  if (type.get(names) != simdjson::SUCCESS) return Kind::other;
  Kind best = Kind::other;
  for (const element each : names) {
    if (each.get(name) == simdjson::SUCCESS) best = std::max(best, kind_of(name));
  }
  return best;
}

// A string, or the name of an object, or of the first of a list of either.
std::string name_in(element value, const char* key) {
  for (int step = 0; step < 3; ++step) {
    std::string_view words;
    if (value.get(words) == simdjson::SUCCESS) return std::string(words);
    simdjson::dom::array list;
    element next;
    if (value.get(list) == simdjson::SUCCESS) {
      if (list.at(0).get(next) != simdjson::SUCCESS) return {};
    } else if (value[key].get(next) != simdjson::SUCCESS) {
      return {};
    }
    value = next;
  }
  return {};
}

class Reader {
 public:
  Reader(std::string_view script, LinkedData& out) : script_(script), out_(out) {}

  void read(element root) {
    std::vector<element> todo{root};
    std::vector<element> pages;
    for (std::size_t seen = 0; !todo.empty() && seen < most_objects; ++seen) {
      const element at = todo.back();
      todo.pop_back();
      if (at.type() == element_type::ARRAY) {
        simdjson::dom::array list;
        if (at.get(list) != simdjson::SUCCESS) continue;
        std::vector<element> all(list.begin(), list.end());
        todo.insert(todo.end(), all.rbegin(), all.rend());
        continue;
      }
      if (at.type() != element_type::OBJECT) continue;
      const Kind kind = kind_of(at);
      if (kind == Kind::article) article(at);
      if (kind == Kind::organization) take(at, "name", "name", out_.organization);
      if (kind == Kind::page) pages.push_back(at);
      for (const char* key : {"mainEntity", "mainEntityOfPage", "@graph"}) {
        element inner;
        if (at[key].get(inner) == simdjson::SUCCESS) todo.push_back(inner);
      }
    }
    for (const element page : pages) article(page);
  }

 private:
  void article(element at) {
    take(at, "headline", "name", out_.headline);
    take(at, "articleBody", "text", out_.body);
    take(at, "author", "name", out_.author);
    take(at, "publisher", "name", out_.publisher);
    take(at, "inLanguage", "name", out_.language);
    take(at, "url", "@id", out_.url);
    date(at, "datePublished", out_.published);
    date(at, "dateModified", out_.modified);
  }

  static void take(element at, const char* key, const char* inner, std::string& to) {
    element value;
    if (!to.empty() || at[key].get(value) != simdjson::SUCCESS) return;
    to = resolved(name_in(value, inner), false);
  }

  void date(element at, const char* key, std::vector<LinkedData::Dated>& to) {
    std::string_view value;
    if (to.size() >= most_dates || at[key].get(value) != simdjson::SUCCESS || value.empty()) return;
    if (value.size() > longest_date) return;
    LinkedData::Dated dated{std::string(value), {}};
    // Where it stands: behind its key, from where the last one was found. A value that needed escapes is not found.
    std::size_t& from = key[4] == 'P' ? published_from_ : modified_from_;
    for (std::size_t k = script_.find(key, from); k != std::string_view::npos; k = script_.find(key, k + 1)) {
      const std::string_view near = script_.substr(k, 24 + value.size() + std::char_traits<char>::length(key));
      const std::size_t found = near.find(value);
      if (found == std::string_view::npos) continue;
      dated.span = {static_cast<std::uint32_t>(k + found), static_cast<std::uint32_t>(k + found + value.size())};
      from = k + found + value.size();
      break;
    }
    to.push_back(std::move(dated));
  }

  std::string_view script_;
  LinkedData& out_;
  std::size_t published_from_ = 0;
  std::size_t modified_from_ = 0;
};

// JSON forbids raw control characters in strings; pages write them all the same.
std::string mended(std::string_view script) {
  std::string out(script);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  return out;
}

}  // namespace

void read_linked_data(std::string_view script, LinkedData& data) {
  if (script.size() > largest_script) return;
  // Some wrap it in a comment or a CDATA section, or end it with a semicolon.
  const std::size_t first = script.find_first_of("[{");
  const std::size_t last = script.find_last_of("]}");
  if (first == std::string_view::npos || last == std::string_view::npos || last < first) return;
  const std::string clean = mended(script.substr(first, last + 1 - first));
  simdjson::dom::parser parser(largest_script + simdjson::SIMDJSON_PADDING);
  element root;
  if (parser.parse(clean).get(root) != simdjson::SUCCESS) return;
  const std::size_t published = data.published.size();
  const std::size_t modified = data.modified.size();
  Reader(clean, data).read(root);
  const auto shift = [first](std::vector<LinkedData::Dated>& dates, std::size_t from) {
    for (std::size_t i = from; i < dates.size(); ++i) {
      if (dates[i].span.empty()) continue;
      dates[i].span.begin += static_cast<std::uint32_t>(first);
      dates[i].span.end += static_cast<std::uint32_t>(first);
    }
  };
  shift(data.published, published);
  shift(data.modified, modified);
}

}  // namespace histor::html
