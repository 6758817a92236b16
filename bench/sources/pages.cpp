// Reads pages and prints what is in them, one JSON line each; or, with --speed, how fast.
//
//   pages FILE...           a line for each page: its path, main text and metadata
//   pages --speed FILE...   MB/s of one core, the best of some rounds: read_html, and Gumbo's parse alone

#include <gumbo.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.hpp"
#include "source/encoding.hpp"
#include "source/html/page.hpp"

namespace {

using histor::HtmlPage;
using histor::JsonWriter;
using histor::StatedDate;

std::string bytes_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string line_of(const char* path, const std::string& html) {
  const HtmlPage page = histor::read_html(html);
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("path", std::string_view(path));
  std::string text;
  std::vector<std::string_view> beside;  // headline and captions, which `histor text` keeps out of the text as well
  for (const histor::Block& block : page.blocks) {
    const std::string_view words = histor::slice(page.text, block.span);
    if (block.span == page.title_span || block.kind == histor::BlockKind::caption) {
      beside.push_back(words);
      continue;
    }
    if (!text.empty()) text += "\n\n";
    text += words;
  }
  json.member("text", std::string_view(text));
  json.member("title", std::string_view(page.title)).member("author", std::string_view(page.author));
  json.member("outlet", std::string_view(page.outlet)).member("language", std::string_view(page.language));
  json.member("url", std::string_view(page.url));
  const auto date = [&json](std::string_view name, const std::optional<StatedDate>& stated) {
    if (stated) json.member(name, std::string_view(histor::to_string(stated->day)));
  };
  date("published", page.published);
  date("updated", page.updated);
  json.key("beside").begin_array();
  for (const std::string_view words : beside) json.value(words);
  json.end_array().end_object();
  return out;
}

// MB/s of the best of some rounds over all pages.
template <class Read>
double best_rate(const std::vector<std::string>& pages, Read read) {
  std::size_t bytes = 0;
  for (const std::string& page : pages) bytes += page.size();
  double best = 0;
  for (int round = 0; round < 7; ++round) {
    const auto start = std::chrono::steady_clock::now();
    for (const std::string& page : pages) read(page);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    best = std::max(best, static_cast<double>(bytes) / 1e6 / took.count());
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<const char*> arguments(argv + 1, argv + argc);
  const bool speed = !arguments.empty() && std::string_view(arguments[0]) == "--speed";
  std::vector<std::string> pages;
  for (std::size_t i = speed ? 1 : 0; i < arguments.size(); ++i) {
    const auto decoded = histor::decode(bytes_of(arguments[i]), arguments[i]);
    if (!decoded) continue;
    if (speed) {
      pages.push_back(decoded->text);
    } else {
      std::puts(line_of(arguments[i], decoded->text).c_str());
    }
  }
  if (!speed) return 0;
  volatile std::size_t sink = 0;
  const double ours =
      best_rate(pages, [&sink](const std::string& page) { sink = histor::read_html(page).text.size(); });
  const double gumbo = best_rate(pages, [](const std::string& page) {
    GumboOutput* tree = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
  });
  std::printf("{\"histor\": %.1f, \"gumbo\": %.1f}\n", ours, gumbo);
  return 0;
}
