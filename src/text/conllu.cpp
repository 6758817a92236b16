// A line at a time. The format is simple and its files are often broken by hand, so every fault names its line.

#include "text/conllu.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace histor {
namespace {

constexpr std::size_t column_count = 10;

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string column(std::string_view text) {
  return text == "_" ? std::string{} : std::string(text);
}

std::string_view shown(const std::string& text) {
  return text.empty() ? std::string_view("_") : std::string_view(text);
}

class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name) {}

  Result<void> take(std::string_view line) {
    ++line_;
    while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) return close();
    if (line.front() == '#') {
      sentence_.comments.emplace_back(line);
      return {};
    }
    std::array<std::string_view, column_count> columns;
    std::size_t count = 0;
    std::size_t at = 0;
    while (true) {
      const std::size_t tab = line.find('\t', at);
      if (count == column_count) return fault("more than ten columns");
      columns[count++] = line.substr(at, tab == std::string_view::npos ? tab : tab - at);
      if (tab == std::string_view::npos) break;
      at = tab + 1;
    }
    if (count != column_count) return fault("a word has ten columns, separated by tabs");
    for (const std::string_view text : columns) {
      if (text.empty()) return fault("an empty column; \"_\" stands for nothing");
    }
    return word(columns);
  }

  Result<void> close() {
    if (sentence_.words.empty()) {
      if (!sentence_.comments.empty()) return fault("comments without a sentence");
      return {};
    }
    for (const ConlluWord& word : sentence_.words) {
      if (word.head > sentence_.words.size()) return fault("a head beyond the sentence's last word");
    }
    if (open_end_ > sentence_.words.size()) return fault("a multiword token beyond the sentence's last word");
    out.push_back(std::move(sentence_));
    sentence_ = {};
    open_end_ = 0;
    return {};
  }

  [[nodiscard]] bool open() const { return !sentence_.words.empty(); }

  std::vector<ConlluSentence> out;

 private:
  Result<void> word(const std::array<std::string_view, column_count>& columns) {
    const std::string_view id = columns[0];
    const std::size_t expected = sentence_.words.size() + 1;
    if (const std::size_t dot = id.find('.'); dot != std::string_view::npos) {
      if (!number_of(id.substr(0, dot)) || !number_of(id.substr(dot + 1))) return fault("not an id of a word");
      return {};
    }
    if (const std::size_t dash = id.find('-'); dash != std::string_view::npos) {
      const auto first = number_of(id.substr(0, dash));
      const auto last = number_of(id.substr(dash + 1));
      if (!first || !last || *first != expected || *last < *first || *first <= open_end_)
        return fault("not the range of a multiword token here");
      open_end_ = *last;
      sentence_.multiword.push_back({*first - 1, *last, std::string(columns[1]), column(columns[9])});
      return {};
    }
    const auto number = number_of(id);
    if (!number || *number != expected) return fault("words are numbered from 1, one after the other");
    const auto head = columns[6] == "_" ? std::optional<std::uint32_t>(0) : number_of(columns[6]);
    if (!head) return fault("a head is the number of a word, or 0");
    if (*head == *number) return fault("a word is its own head");
    sentence_.words.push_back({std::string(columns[1]), std::string(columns[2]), column(columns[3]), column(columns[4]),
                               column(columns[5]), *head, column(columns[7]), column(columns[8]), column(columns[9])});
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> fault(std::string what) const {
    return failure(ErrorCode::parse, std::move(what), std::string(name_) + ":" + std::to_string(line_));
  }

  std::string_view name_;
  std::size_t line_ = 0;
  std::uint32_t open_end_ = 0;
  ConlluSentence sentence_;
};

}  // namespace

bool no_space_after(std::string_view misc) {
  while (!misc.empty()) {
    const std::size_t bar = misc.find('|');
    if (misc.substr(0, bar) == "SpaceAfter=No") return true;
    if (bar == std::string_view::npos) break;
    misc.remove_prefix(bar + 1);
  }
  return false;
}

Result<std::vector<ConlluSentence>> read_conllu(std::string_view bytes, std::string_view name) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  Reader reader(name);
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (auto taken = reader.take(bytes.substr(0, end)); !taken) return tl::unexpected(taken.error());
    if (end == std::string_view::npos) break;
    bytes.remove_prefix(end + 1);
  }
  if (reader.open()) {  // files that lost their last blank line are common
    if (auto closed = reader.close(); !closed) return tl::unexpected(closed.error());
  }
  return std::move(reader.out);
}

void write_conllu(std::string& out, const ConlluSentence& sentence) {
  for (const std::string& comment : sentence.comments) {
    out += comment;
    out += '\n';
  }
  auto token = sentence.multiword.begin();
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const ConlluWord& word = sentence.words[i];
    if (token != sentence.multiword.end() && token->first == i) {
      out += std::to_string(token->first + 1) + "-" + std::to_string(token->end) + "\t" + token->form +
             "\t_\t_\t_\t_\t_\t_\t_\t";
      out += shown(token->misc);
      out += '\n';
      ++token;
    }
    out += std::to_string(i + 1);
    for (const std::string_view text :
         {shown(word.form), shown(word.lemma), shown(word.upos), shown(word.xpos), shown(word.feats)}) {
      out += '\t';
      out += text;
    }
    out += '\t' + std::to_string(word.head);
    for (const std::string_view text : {shown(word.deprel), shown(word.deps), shown(word.misc)}) {
      out += '\t';
      out += text;
    }
    out += '\n';
  }
  out += '\n';
}

}  // namespace histor
