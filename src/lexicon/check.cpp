// The builder tells what cannot be read; a walk over every list of words tells what can be read and is wrong all the
// same.

#include "lexicon/check.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string_view>
#include <tuple>

namespace histor {
namespace {

/// Every list of words of a file, by the section that it stands in.
class WordWalk {
 public:
  WordWalk(std::string_view file, std::vector<LexiconFault>& out) : file_(file), out_(out) {}

  void walk(const toml::table& root) {
    for (const auto& [key, node] : root) {
      section_ = key.str();
      seen_.clear();
      visit(node, "");
    }
  }

 private:
  void visit(const toml::node& node, std::string_view key) {
    if (const toml::table* table = node.as_table()) {
      // [hedges], [classes] and [titles] have a list for each thing they tell: a word may stand in several.
      for (const auto& [inner, value] : *table) visit(value, inner.str());
    } else if (const auto leaf = node.value<std::string>()) {
      spelling(*leaf, node.source().begin.line);
    } else if (const toml::array* list = node.as_array()) {
      for (const toml::node& item : *list) {
        if (item.is_table()) {
          visit(item, key);
        } else if (const auto word = item.value<std::string>()) {
          word_at(*word, key, item.source().begin.line);
        }
      }
    }
  }

  void tell(std::uint32_t line, std::string what) {
    out_.push_back({fmt::format("{}:{}", file_, line), std::move(what)});
  }

  void spelling(const std::string& word, std::uint32_t line) {
    if (std::any_of(word.begin(), word.end(), [](unsigned char c) { return std::isupper(c) != 0; }))
      tell(line, fmt::format("`{}` has a capital: words are written in lower case and found in any", word));
    if (word.empty() || word.find_first_not_of(' ') == std::string::npos) return tell(line, "a word is missing here");
    if (word.front() == ' ' || word.back() == ' ' || word.find("  ") != std::string::npos)
      tell(line, fmt::format("`{}` has a blank too many", word));
  }

  void word_at(const std::string& word, std::string_view key, std::uint32_t line) {
    spelling(word, line);
    // Forms of irregular verbs repeat one another, and a verb may tie several things to somebody.
    if (section_ == "irregular" || (section_ == "borne" && key == "verbs") || key == "followed") return;
    const auto [at, fresh] = seen_.emplace(std::pair(std::string(key), word), line);
    if (!fresh) tell(line, fmt::format("`{}` stands twice in `{}`, first in line {}", word, section_, at->second));
  }

  std::string_view file_;
  std::vector<LexiconFault>& out_;
  std::string section_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> seen_;
};

std::uint32_t line_of(const LexiconFault& fault) {
  const std::size_t colon = fault.where.rfind(':');
  return colon == std::string::npos
             ? 0
             : static_cast<std::uint32_t>(std::strtoul(fault.where.c_str() + colon + 1, nullptr, 10));
}

}  // namespace

std::vector<LexiconFault> check_lexicon(std::span<const LexiconFile> files) {
  std::vector<LexiconFault> out;
  for (const LexiconFile& file : files) {
    std::vector<LexiconFault> of_file = Lexicon::faults_of(file);
    try {
      WordWalk(file.name, of_file).walk(toml::parse(file.text, file.name));
    } catch (const toml::parse_error&) {
      // Told by faults_of().
    }
    std::stable_sort(of_file.begin(), of_file.end(),
                     [](const LexiconFault& a, const LexiconFault& b) { return line_of(a) < line_of(b); });
    out.insert(out.end(), of_file.begin(), of_file.end());
  }
  // What the built-in pack has, another one needs as well.
  for (const LexiconFile& needed : english_files()) {
    const std::string_view stem = needed.name.substr(needed.name.rfind('/') + 1);
    const bool there = std::any_of(files.begin(), files.end(), [&](const LexiconFile& file) {
      return file.name.size() >= stem.size() && file.name.substr(file.name.size() - stem.size()) == stem;
    });
    if (there) continue;
    const std::string_view beside = files.empty() ? std::string_view{} : std::string_view(files.front().name);
    const std::string folder(beside.substr(0, beside.rfind('/') == std::string_view::npos ? 0 : beside.rfind('/') + 1));
    out.push_back({folder + std::string(stem), "this file of the pack is not there"});
  }
  return out;
}

}  // namespace histor
