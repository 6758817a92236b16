// Where a sentence ends. A stop ends it unless the word before is an abbreviation or an initial, or what follows goes
// on in lower case; closing quotes and brackets stay with the sentence they close. Texts that lost their quotes and
// commas keep their stops, and that is enough; texts that lost their stops too are cut at blocks.

#include "text/sentences.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace histor {
namespace {

constexpr std::array<std::string_view, 64> abbreviations{
    "mr",   "mrs",  "ms",   "dr",   "prof", "gen",  "col",  "lt",     "maj",  "capt",   "cpt",   "sgt", "spc",
    "cpl",  "pvt",  "adm",  "cmdr", "sen",  "rep",  "gov",  "pres",   "hon",  "rev",    "st",    "no",  "vs",
    "jr",   "sr",   "inc",  "ltd",  "co",   "corp", "jan",  "feb",    "mar",  "apr",    "jun",   "jul", "aug",
    "sep",  "sept", "oct",  "nov",  "dec",  "mt",   "ft",   "approx", "est",  "kan",    "calif", "va",  "ave",
    "blvd", "brig", "dept", "etc",  "fig",  "al",   "supt", "det",    "insp", "messrs", "mme",   "ayat"};

std::string lower_ascii(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_closing(std::string_view mark) {
  return mark == "\"" || mark == "”" || mark == "’" || mark == ")" || mark == "]" || mark == "'" || mark == "»" ||
         mark == "*" || mark == "**" || mark == "_";
}

bool is_terminal(std::string_view mark) {
  return mark.front() == '.' || mark.front() == '!' || mark.front() == '?' || mark == "…" || mark == "؟" ||
         mark == "。";
}

bool begins_sentence(std::string_view word) {
  static constexpr std::array<std::string_view, 24> starters{
      "The",  "A",    "An",    "In",    "On",    "At",   "He",   "She",  "It",      "They", "But",   "And",
      "This", "That", "These", "Those", "There", "More", "Some", "Many", "Another", "Two",  "Three", "After"};
  return std::find(starters.begin(), starters.end(), word) != starters.end();
}

bool starts_upper_or_number(std::string_view text, const Token& token) {
  if (token.kind == TokenKind::number || token.kind == TokenKind::hashtag || token.kind == TokenKind::handle ||
      token.kind == TokenKind::symbol) {
    return true;
  }
  const std::string_view word = slice(text, token.span);
  const auto c = static_cast<unsigned char>(word.front());
  if (c >= 'a' && c <= 'z') return false;
  return true;
}

}  // namespace

AnalysedText analyse(const Document& document) {
  AnalysedText out;
  const std::string_view text = document.text;
  out.tokens.reserve(text.size() / 5);
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    if (block.kind == BlockKind::boilerplate) continue;
    const auto block_first = static_cast<std::uint32_t>(out.tokens.size());
    tokenize(text, block.span, out.tokens);
    const auto block_end = static_cast<std::uint32_t>(out.tokens.size());
    std::uint32_t first = block_first;
    const auto close = [&](std::uint32_t end) {
      if (end > first) {
        out.sentences.push_back({cover(out.tokens[first].span, out.tokens[end - 1].span), first, end, b, block.kind});
      }
      first = end;
    };
    for (std::uint32_t i = block_first; i < block_end; ++i) {
      const Token& token = out.tokens[i];
      if (i - first >= longest_sentence) {
        ++out.cut;
        close(i);
      }
      if (token.kind == TokenKind::symbol && i > first && i + 1 < block_end && block.kind == BlockKind::post) {
        close(i);  // a post's emoji opens its next line
        continue;
      }
      // "… at 7 p.m. The army …": the stop of an abbreviation ends the sentence where the next word can only begin one.
      if (token.kind == TokenKind::word && i + 1 < block_end && text[token.span.end - 1] == '.' &&
          out.tokens[i + 1].kind == TokenKind::word && begins_sentence(slice(text, out.tokens[i + 1].span))) {
        close(i + 1);
        continue;
      }
      if (token.kind != TokenKind::punct) continue;
      const std::string_view mark = slice(text, token.span);
      if (!is_terminal(mark)) continue;
      std::uint32_t end = i + 1;
      const auto glued_at = [&](std::uint32_t k) {
        return k < block_end && out.tokens[k].span.begin == out.tokens[k - 1].span.end;
      };
      while (glued_at(end)) {
        // An encyclopedia's reference marks stay with what they support: "died.[3][4]".
        if (slice(text, out.tokens[end].span) == "[" && glued_at(end + 1) &&
            out.tokens[end + 1].kind == TokenKind::number && glued_at(end + 2) &&
            slice(text, out.tokens[end + 2].span) == "]") {
          end += 3;
          continue;
        }
        if (out.tokens[end].kind != TokenKind::punct || !is_closing(slice(text, out.tokens[end].span))) break;
        ++end;
      }
      if (end < block_end) {
        const bool spaced = out.tokens[end].span.begin > out.tokens[end - 1].span.end;
        if (!spaced) continue;  // "3.th", "example.com"
        if (mark == "." && i > first) {
          const Token& before = out.tokens[i - 1];
          const bool glued = before.span.end == token.span.begin;
          const std::string_view word = slice(text, before.span);
          if (glued && before.kind == TokenKind::word && i + 1 == end) {
            // "the group reported on X. The army …": the network's name ends a sentence.
            const bool network = word == "X" && i > first + 1 && slice(text, out.tokens[i - 2].span) == "on";
            const bool initial = word.size() == 1 && word.front() >= 'A' && word.front() <= 'Z' && !network;
            const bool known =
                std::find(abbreviations.begin(), abbreviations.end(), lower_ascii(word)) != abbreviations.end();
            if (initial || known) continue;
          }
        }
        if (!starts_upper_or_number(text, out.tokens[end]) && mark != "!" && mark != "?") continue;
      }
      close(end);
      i = end - 1;
    }
    close(block_end);
  }
  return out;
}

}  // namespace histor
