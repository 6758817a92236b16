// Blocks of posts are brought together first: one handle a post, and what follows it without a blank line. Then each
// sentence of a post adds what it tells.

#include "read/posts.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace histor {
namespace {

bool blank_line_before(const Document& document, std::uint32_t b) {
  const std::string_view gap = slice(document.text, {document.blocks[b - 1].span.end, document.blocks[b].span.begin});
  return std::count(gap.begin(), gap.end(), '\n') >= 2;
}

}  // namespace

Posts::Posts(const DocumentView& document) {
  const std::vector<Block>& blocks = document.document().blocks;
  post_of_.assign(blocks.size(), -1);
  std::vector<bool> signs(blocks.size(), false);  // the block holds a handle
  for (const Sentence& sentence : document.sentences()) {
    for (const Token& token : document.analysed().tokens_of(sentence)) {
      if (token.kind == TokenKind::handle) signs[sentence.block] = true;
    }
  }
  bool signed_already = false;
  for (std::uint32_t b = 0; b < blocks.size(); ++b) {
    if (blocks[b].kind != BlockKind::post) continue;
    // One handle a post. What stands behind it belongs to it as long as no blank line parts them.
    const bool goes_on = b > 0 && post_of_[b - 1] >= 0;
    const bool another = goes_on && signed_already && (signs[b] || blank_line_before(document.document(), b));
    if (!goes_on || another) {
      posts_.emplace_back();
      signed_already = false;
    }
    post_of_[b] = static_cast<std::int32_t>(posts_.size() - 1);
    signed_already = signed_already || signs[b];
  }
  for (std::size_t s = 0; s < document.sentences().size(); ++s) {
    const Sentence& sentence = document.sentence(s);
    const std::int32_t index = post_of_[sentence.block];
    if (index < 0) continue;
    Post& post = posts_[static_cast<std::size_t>(index)];
    const SentenceView& view = document.view(s);
    const SentenceMentions& local = document.mentions(s);
    const Surroundings around = document.surroundings(s, {});
    if (!post.as_of) post.as_of = as_of_in(around);
    if (post.excluding.empty()) post.excluding = exclusions_in(around);
    if (view.has(TermKind::provisional)) post.provisional = true;
    for (std::uint32_t i = 0; i < view.size() && !post.origin; ++i) {
      if (view.token(i).kind != TokenKind::handle) continue;
      // "— The White Helmets (@SyriaCivilDef)": the name before the handle, else the handle itself.
      const LocalActor* named = nullptr;
      for (const LocalActor& actor : local.actors) {
        if (actor.end <= i && i - actor.end <= 3) named = &actor;
        if (actor.first <= i && i < actor.end) named = &actor;
      }
      Speaker speaker;
      speaker.span = named != nullptr ? named->mention->span : view.token(i).span;
      speaker.text = std::string(slice(document.document().text, speaker.span));
      speaker.actor = named != nullptr ? document.actors()[named->mention->actor].id : provisional_slug(speaker.text);
      speaker.cue = Quote{std::string(view.surface(i)), view.token(i).span};
      post.origin = std::move(speaker);
      for (const LocalTime& time : local.times) {
        if (time.first < i || !time.mention->start || time.mention->start != time.mention->end) continue;
        Interval date;
        date.start = date.end = time.mention->start;
        date.span = time.mention->span;
        date.text = std::string(slice(document.document().text, *date.span));
        date.from = Provenance::paragraph;
        post.date = std::move(date);
        break;
      }
    }
    const Anchor whole{0, view.size(), 0, 0, view.size()};
    if (post.where.empty()) {
      for (Where& where : places_of(around, whole)) post.where.push_back(std::move(where));
    }
    if (post.by.empty()) post.by = perpetrators_of(around, whole, nullptr);
    if (!post.means) post.means = means_of(around, whole, nullptr);
  }
}
}  // namespace histor
