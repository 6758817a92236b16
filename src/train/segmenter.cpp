// An averaged perceptron that decides from left to right and sees its own decisions, right or wrong, as it will when it
// is used.

#include "train/segmenter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <random>

namespace histor::train {
namespace {

std::vector<InnerBorder> inner_borders(const std::vector<Paragraph>& paragraphs) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> found;
  std::vector<Atom> atoms;
  for (const Paragraph& paragraph : paragraphs) {
    atoms.clear();
    find_atoms(paragraph.text, {0, static_cast<std::uint32_t>(paragraph.text.size())}, {}, atoms);
    auto end = paragraph.ends.begin();
    for (const Atom& atom : atoms) {
      while (end != paragraph.ends.end() && end->offset <= atom.span.begin) ++end;
      if (end != paragraph.ends.end() && end->offset < atom.span.end && atom.kind == Atom::Kind::letters) {
        ++found[{atom.hash, end->offset - atom.span.begin}];
      }
    }
  }
  std::vector<InnerBorder> inner;
  for (const auto& [key, count] : found) {
    if (!inner.empty() && inner.back().hash == key.first) continue;
    if (count >= 2) inner.push_back({key.first, key.second});
  }
  return inner;
}

struct Counts {
  double gold = 0;
  double found = 0;
  double right = 0;
  [[nodiscard]] double f1() const { return gold + found == 0 ? 100.0 : 200.0 * right / (gold + found); }
};

}  // namespace

std::vector<Paragraph> paragraphs_of(const std::vector<ConlluSentence>& sentences) {
  std::vector<Paragraph> out;
  bool blank = false;
  for (const ConlluSentence& sentence : sentences) {
    const bool opens = std::any_of(sentence.comments.begin(), sentence.comments.end(), [](const std::string& comment) {
      return comment.rfind("# newpar", 0) == 0 || comment.rfind("# newdoc", 0) == 0;
    });
    if (out.empty() || (opens && !out.back().text.empty())) {
      out.emplace_back();
      blank = false;
    }
    Paragraph& paragraph = out.back();
    auto token = sentence.multiword.begin();
    for (std::size_t i = 0; i < sentence.words.size();) {
      if (blank) paragraph.text += ' ';
      const auto add = [&](const std::string& form, Border border) {
        paragraph.text += form;
        paragraph.ends.push_back({static_cast<std::uint32_t>(paragraph.text.size()), border});
      };
      if (token != sentence.multiword.end() && token->first == i) {
        std::string joined;
        for (std::size_t k = token->first; k < token->end; ++k) joined += sentence.words[k].form;
        if (joined == token->form) {
          for (std::size_t k = token->first; k < token->end; ++k)
            add(sentence.words[k].form, k + 1 < token->end ? Border::word : Border::token);
        } else {
          add(token->form, Border::token);
        }
        blank = !no_space_after(token->misc);
        i = token->end;
        ++token;
      } else {
        add(sentence.words[i].form, Border::token);
        blank = !no_space_after(sentence.words[i].misc);
        ++i;
      }
    }
    paragraph.ends.back().border = Border::sentence;
  }
  return out;
}

SegmenterModel train_segmenter(const std::vector<Paragraph>& train, const std::vector<Paragraph>& dev, int epochs,
                               std::uint64_t seed, const std::function<void(const std::string&)>& tell) {
  SegmenterModel model;
  model.inner = inner_borders(train);
  const std::size_t size = std::size_t{border_rows} * border_count;
  std::vector<float> weights(size, 0.0F);
  std::vector<double> total(size, 0.0);  // of weight × steps: the average is weights − total / steps
  double step = 1;
  std::vector<Atom> atoms;
  std::array<std::uint32_t, border_feature_count> rows{};
  std::vector<std::size_t> order(train.size());
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937_64 engine(seed);

  const auto decide = [&](const auto& values, const Atom& right) {
    std::array<double, border_count> scores{};
    for (const std::uint32_t row : rows) {
      for (std::size_t b = 0; b < border_count; ++b) scores[b] += static_cast<double>(values[row * border_count + b]);
    }
    auto best = static_cast<std::size_t>(least_border(right));
    for (std::size_t b = best + 1; b <= static_cast<std::size_t>(most_border(right)); ++b) {
      if (scores[b] > scores[best]) best = b;
    }
    return std::pair(static_cast<Border>(best), scores);
  };
  const auto walk = [&](const Paragraph& paragraph, const auto& visit) {
    atoms.clear();
    find_atoms(paragraph.text, {0, static_cast<std::uint32_t>(paragraph.text.size())}, model.inner, atoms);
    BorderHistory history;
    std::size_t end = 0;
    for (std::size_t i = 0; i + 1 < atoms.size(); ++i) {
      while (end < paragraph.ends.size() && paragraph.ends[end].offset < atoms[i].span.end) ++end;
      const bool ends = end < paragraph.ends.size() && paragraph.ends[end].offset == atoms[i].span.end;
      const Border gold = std::max(ends ? paragraph.ends[end].border : Border::none, least_border(atoms[i + 1]));
      border_features(atoms, i, history, rows.data());
      history.take(paragraph.text, atoms[i], visit(gold, atoms[i + 1]));
    }
  };

  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[engine() % i]);
    for (const std::size_t p : order) {
      walk(train[p], [&](Border gold, const Atom& right) {
        const auto [found, scores] = decide(weights, right);
        if (right.glued) return found;
        // A margin: right but barely is not yet right.
        auto rival = found;
        if (rival == gold) {
          for (auto b = static_cast<std::size_t>(least_border(right)); b < border_count; ++b) {
            if (static_cast<Border>(b) != gold &&
                (rival == gold || scores[b] > scores[static_cast<std::size_t>(rival)]))
              rival = static_cast<Border>(b);
          }
        }
        if (rival != gold && scores[static_cast<std::size_t>(gold)] - scores[static_cast<std::size_t>(rival)] < 4.0) {
          for (const std::uint32_t row : rows) {
            const std::size_t up = row * border_count + static_cast<std::size_t>(gold);
            const std::size_t down = row * border_count + static_cast<std::size_t>(rival);
            weights[up] += 1;
            total[up] += step;
            weights[down] -= 1;
            total[down] -= step;
          }
        }
        step += 1;
        return found;
      });
    }
    std::vector<float> average(size);
    for (std::size_t i = 0; i < size; ++i) average[i] = weights[i] - static_cast<float>(total[i] / step);
    Counts words;
    Counts sentences;
    for (const Paragraph& paragraph : dev) {
      // A word is right where both its borders are; a run of right borders without a wrong one between them.
      bool word_open = true;
      bool sentence_open = true;
      const auto border = [&](Border gold, Border found) {
        const auto count = [](Counts& counts, bool& open, bool in_gold, bool in_found) {
          counts.gold += in_gold ? 1 : 0;
          counts.found += in_found ? 1 : 0;
          counts.right += in_gold && in_found && open ? 1 : 0;
          if (in_gold || in_found) open = in_gold && in_found;
        };
        count(words, word_open, gold != Border::none, found != Border::none);
        count(sentences, sentence_open, gold == Border::sentence, found == Border::sentence);
      };
      walk(paragraph, [&](Border gold, const Atom& right) {
        const Border found = decide(average, right).first;
        border(gold, found);
        return found;
      });
      border(Border::sentence, Border::sentence);
    }
    char line[128];
    std::snprintf(line, sizeof line, "borders, epoch %d  dev words %.2f sentences %.2f", epoch + 1, words.f1(),
                  sentences.f1());
    tell(line);
    if (epoch + 1 == epochs) {
      float most = 1e-6F;
      for (const float x : average) most = std::max(most, std::abs(x));
      const float scale = 32000.0F / most;
      model.weights.resize(size);
      for (std::size_t i = 0; i < size; ++i)
        model.weights[i] = static_cast<std::int16_t>(std::lround(average[i] * scale));
    }
  }
  return model;
}

}  // namespace histor::train
