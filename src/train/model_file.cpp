// Each matrix gets the largest power of two that keeps its weights in 16 bits and every sum it can give in 32.

#include "train/model_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "text/tree_model.hpp"

namespace histor::train {
namespace {

class Sections {
 public:
  Sections() : sections_(model_section_count) {}
  std::string& operator[](ModelSection s) { return sections_[static_cast<std::size_t>(s)]; }

  template <class T>
  void add(ModelSection s, T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof value);
    (*this)[s].append(bytes, sizeof bytes);
  }

  [[nodiscard]] std::string file() const {
    std::string out(model_magic);
    const auto add32 = [&](std::string& to, std::uint32_t value) {
      for (int i = 0; i < 4; ++i) to.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
    };
    add32(out, model_version);
    add32(out, model_section_count);
    std::size_t offset = out.size() + 16 * model_section_count;
    std::string body;
    const std::size_t begin = offset;
    for (const std::string& section : sections_) {
      while (offset % 64 != 0) {
        body.push_back('\0');
        ++offset;
      }
      add32(out, static_cast<std::uint32_t>(offset));
      add32(out, 0);
      add32(out, static_cast<std::uint32_t>(section.size()));
      add32(out, 0);
      body += section;
      offset = begin + body.size();
    }
    return out + body;
  }

 private:
  std::vector<std::string> sections_;
};

std::int64_t scaled(float value, std::uint32_t shift) {
  return std::llround(static_cast<double>(value) * static_cast<double>(1U << shift));
}

/// Weights as [inputs / 2][outputs][2]; returns the shift. `most_input` bounds what the inputs can be.
Result<std::uint32_t> add_matrix(Sections& out, ModelSection section, const std::vector<float>& weights,
                                 std::size_t inputs, std::size_t outputs, double most_input) {
  const std::size_t padded = (outputs + 15) / 16 * 16;
  for (std::uint32_t shift = 14; shift >= 6; --shift) {
    bool fits = true;
    for (std::size_t j = 0; j < outputs && fits; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < inputs; ++k) {
        const auto value = static_cast<double>(std::abs(scaled(weights[k * outputs + j], shift)));
        fits = fits && value <= 32767;
        sum += value * most_input;
      }
      fits = fits && sum < 1.0e9;  // two such sums and a bias are added
    }
    if (!fits) continue;
    for (std::size_t k = 0; k < inputs; k += 2) {
      for (std::size_t j = 0; j < padded; ++j) {
        for (std::size_t side = 0; side < 2; ++side) {
          out.add(section, j < outputs ? static_cast<std::int16_t>(scaled(weights[(k + side) * outputs + j], shift))
                                       : std::int16_t{0});
        }
      }
    }
    return shift;
  }
  return failure(ErrorCode::invalid, "weights beyond what the model file can hold");
}

void add_rounded16(Sections& out, ModelSection section, const std::vector<float>& values, std::uint32_t shift) {
  for (const float value : values)
    out.add(section, static_cast<std::int16_t>(std::clamp<std::int64_t>(scaled(value, shift), -32767, 32767)));
}

void add_rounded32(Sections& out, ModelSection section, const std::vector<float>& values, std::uint32_t shift) {
  for (const float value : values) out.add(section, static_cast<std::int32_t>(scaled(value, shift)));
}

/// A table at most half full, written in one order whatever the order of `pairs`.
void add_table(Sections& out, ModelSection section, const std::map<std::uint64_t, std::uint32_t>& pairs) {
  std::size_t size = 16;
  while (size < 2 * pairs.size()) size *= 2;
  std::vector<KeyTable::Entry> entries(size, {0, KeyTable::nothing});
  for (const auto& [key, value] : pairs) {
    std::size_t i = static_cast<std::size_t>(key >> 32) & (size - 1);
    while (entries[i].value != KeyTable::nothing) i = (i + 1) & (size - 1);
    entries[i] = {static_cast<std::uint32_t>(key), value};
  }
  for (const KeyTable::Entry& entry : entries) {
    out.add(section, entry.check);
    out.add(section, entry.value);
  }
}

/// What the forms of a treebank map to, with the fewest entries: endings first, and whole forms where their ending
/// misleads.
class Rules {
 public:
  void see(std::uint8_t upos, std::uint8_t xpos, const std::string& folded, const std::string& value) {
    ++seen_[{upos, xpos, folded}][value];
  }

  /// `deepest` is the longest ending that is looked at.
  std::map<std::uint64_t, std::uint32_t> table(std::size_t deepest, std::vector<std::string>& values) const {
    std::map<std::string, std::uint32_t> ids;
    const auto id_of = [&](const std::string& value) {
      const auto [at, added] = ids.emplace(value, static_cast<std::uint32_t>(values.size()));
      if (added) values.push_back(value);
      return at->second;
    };
    std::map<std::uint64_t, std::uint32_t> out;
    std::map<std::tuple<std::uint8_t, std::uint8_t, std::string>, std::map<std::string, int>> by_ending;
    const auto best_of = [](const std::map<std::string, int>& counts) {
      return std::max_element(counts.begin(), counts.end(),
                              [](const auto& a, const auto& b) { return a.second < b.second; });
    };
    for (std::size_t suffix = 0; suffix <= deepest; ++suffix) {
      by_ending.clear();
      for (const auto& [form, counts] : seen_) {
        const auto& [upos, xpos, folded] = form;
        if (folded.size() < suffix) continue;
        by_ending[{upos, xpos, folded.substr(folded.size() - suffix)}][best_of(counts)->first] +=
            suffix == 0 ? best_of(counts)->second : 1;
      }
      for (const auto& [ending, counts] : by_ending) {
        const auto best = best_of(counts);
        const auto& [upos, xpos, text] = ending;
        if (suffix > 0) {
          // A longer ending is worth an entry where it says something else than the shorter, and more than once.
          std::uint32_t inherited = KeyTable::nothing;
          for (std::size_t k = suffix; k-- > 0 && inherited == KeyTable::nothing;) {
            const auto found = out.find(rule_key(upos, xpos, k, text));
            if (found != out.end()) inherited = found->second;
          }
          if (inherited == id_of(best->first) || best->second < 2) continue;
        }
        out[rule_key(upos, xpos, suffix, text)] = id_of(best->first);
      }
    }
    for (const auto& [form, counts] : seen_) {
      const auto& [upos, xpos, folded] = form;
      std::uint32_t inherited = KeyTable::nothing;
      for (std::size_t k = std::min(deepest, folded.size()) + 1; k-- > 0 && inherited == KeyTable::nothing;) {
        const auto found = out.find(rule_key(upos, xpos, k, folded));
        if (found != out.end()) inherited = found->second;
      }
      if (inherited != id_of(best_of(counts)->first))
        out[rule_key(upos, xpos, whole_form, folded)] = id_of(best_of(counts)->first);
    }
    return out;
  }

 private:
  std::map<std::tuple<std::uint8_t, std::uint8_t, std::string>, std::map<std::string, int>> seen_;
};

/// The shortest way from form to lemma, as the model's names hold it; empty where there is none in reach.
std::string lemma_rule(const std::string& form, const std::string& folded, const std::string& lemma) {
  const auto rule = [&](char kind, const std::string& base) {
    std::size_t same = 0;
    while (same < base.size() && same < lemma.size() && base[same] == lemma[same]) ++same;
    const std::string ending = lemma.substr(same);
    const bool digit = !ending.empty() && ending.front() >= '0' && ending.front() <= '9';
    return std::string(1, kind) + std::to_string(base.size() - same) +
           (digit || (!ending.empty() && ending.front() == '|') ? "|" : "") + ending;
  };
  const std::string lower = rule('l', folded);
  const std::string kept = rule('k', form);
  const std::string& shortest = kept.size() < lower.size() || (form != folded && kept == "k0") ? kept : lower;
  return shortest.size() > 24 || shortest.find('\n') != std::string::npos ? std::string{} : shortest;
}

}  // namespace

Result<std::string> model_file(const Network& network, const SegmenterModel& segmenter,
                               const std::vector<ConlluSentence>& sentences) {
  Sections out;
  const std::size_t width = network.shape.width;
  const std::size_t hidden = network.shape.hidden;
  constexpr double one = 1 << activation_shift;
  // What the last layer is told of the tags can be more than one.
  float told = 0;
  for (const float x : network.tag_rows.value) told = std::max(told, std::abs(x));
  const double most = one * (static_cast<double>(1 + network.layer.size()) + 2.0 * static_cast<double>(told));
  if (most > 32767) return failure(ErrorCode::invalid, "activations beyond what 16 bits hold");

  // The embedding, and its keys.
  float largest = 0;
  for (const float x : network.embedding.value) largest = std::max(largest, std::abs(x));
  std::uint32_t embedding_shift = 14;
  while (embedding_shift > 9 && largest * static_cast<float>(1U << embedding_shift) > 32767.0F) --embedding_shift;
  add_rounded16(out, ModelSection::embedding, network.embedding.value, embedding_shift);
  std::map<std::uint64_t, std::uint32_t> rows;
  std::set<std::uint64_t> checks;
  for (const auto& [key, row] : network.rows) {
    if (!checks.insert(key).second) return failure(ErrorCode::invalid, "two features of one key");
    rows[key] = row;
  }
  add_table(out, ModelSection::rows, rows);
  for (std::int32_t i = -bend_limit; i <= bend_limit; ++i) {
    const double x = i / 256.0;
    out.add(ModelSection::tanh_table, static_cast<std::int16_t>(std::lround(std::tanh(x) * one)));
    out.add(ModelSection::sigmoid_table,
            static_cast<std::int16_t>(std::min(32767L, std::lround(32768.0 / (1.0 + std::exp(-x))))));
  }
  std::vector<std::uint32_t> layer_shifts;
  for (std::size_t l = 0; l < network.layer.size(); ++l) {
    const auto shift = add_matrix(out, ModelSection::layers, network.layer[l].value, width, 4 * width, most);
    if (!shift) return tl::unexpected(shift.error());
    layer_shifts.push_back(*shift);
    add_rounded32(out, ModelSection::layer_bias, network.layer_bias[l].value, activation_shift + *shift);
  }
  // Both tags in one matrix.
  const std::size_t upos = network.labels.upos.size();
  const std::size_t xpos = network.labels.xpos.size();
  std::vector<float> tags;
  for (std::size_t k = 0; k < width; ++k) {
    for (std::size_t j = 0; j < upos; ++j) tags.push_back(network.upos.value[k * upos + j]);
    for (std::size_t j = 0; j < xpos; ++j) tags.push_back(network.xpos.value[k * xpos + j]);
  }
  const auto tags_shift = add_matrix(out, ModelSection::tags, tags, width, upos + xpos, most);
  if (!tags_shift) return tl::unexpected(tags_shift.error());
  const auto padded = [](std::size_t n) { return (n + 15) / 16 * 16; };
  std::vector<float> tags_bias = network.upos_bias.value;
  tags_bias.insert(tags_bias.end(), network.xpos_bias.value.begin(), network.xpos_bias.value.end());
  tags_bias.resize(padded(upos + xpos));
  add_rounded32(out, ModelSection::tags_bias, tags_bias, activation_shift + *tags_shift);
  add_rounded16(out, ModelSection::tag_rows, network.tag_rows.value, activation_shift);
  const auto places_shift =
      add_matrix(out, ModelSection::places, network.places.value, width, place_count * hidden, most);
  if (!places_shift) return tl::unexpected(places_shift.error());
  add_rounded16(out, ModelSection::absent, network.absent.value, hidden_shift);
  add_rounded16(out, ModelSection::facts, network.facts.value, hidden_shift);
  add_rounded16(out, ModelSection::hidden_bias, network.hidden_bias.value, hidden_shift);
  // The hidden layer is bent at nothing and cut at 32767, far above what it reaches.
  const auto output_shift =
      add_matrix(out, ModelSection::output, network.output.value, hidden, network.actions.size(), 8192.0);
  if (!output_shift) return tl::unexpected(output_shift.error());
  std::vector<float> output_bias = network.output_bias.value;
  output_bias.resize(padded(network.actions.size()));
  add_rounded32(out, ModelSection::output_bias, output_bias, hidden_shift + *output_shift);
  std::uint32_t left_end = 1;
  for (const Action& action : network.actions) {
    if (action.move == Move::left) ++left_end;
    out.add(ModelSection::action_labels, action.label);
  }

  for (const std::int16_t weight : segmenter.weights) out.add(ModelSection::borders, weight);
  for (const InnerBorder& inner : segmenter.inner) {
    out.add(ModelSection::inner, inner.hash);
    out.add(ModelSection::inner, inner.offset);
  }

  Rules lemmas;
  Rules feats;
  std::string folded;
  const auto index = [](const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::uint8_t>(std::lower_bound(names.begin(), names.end(), name) - names.begin());
  };
  for (const ConlluSentence& sentence : sentences) {
    for (const ConlluWord& word : sentence.words) {
      fold_form(word.form, folded);
      const std::uint8_t u = index(network.labels.upos, word.upos);
      const std::uint8_t x = index(network.labels.xpos, word.xpos);
      if (word.feats.find("Typo=Yes") != std::string::npos) continue;
      const std::string rule = lemma_rule(word.form, folded, word.lemma);
      if (!rule.empty() && !(word.lemma == "_" && word.form != "_")) lemmas.see(u, x, folded, rule);
      feats.see(u, x, folded, word.feats.empty() ? "_" : word.feats);
    }
  }
  std::vector<std::string> lemma_rules;
  std::vector<std::string> feats_names{"_"};
  add_table(out, ModelSection::lemmas, lemmas.table(longest_suffix, lemma_rules));
  // Word 0 of the list is no features at all; the table's own ids begin after it.
  std::map<std::uint64_t, std::uint32_t> feats_table = feats.table(0, feats_names);
  for (const char* needed : {"Tense=Past|VerbForm=Part", "Tense=Past|VerbForm=Part|Voice=Pass"}) {
    if (std::find(feats_names.begin(), feats_names.end(), needed) == feats_names.end())
      feats_names.emplace_back(needed);
  }
  add_table(out, ModelSection::feats, feats_table);

  std::string& names = out[ModelSection::names];
  const std::vector<std::string>* const lists[] = {&network.labels.upos, &network.labels.xpos, &network.labels.deprels,
                                                   &feats_names, &lemma_rules};
  for (const std::vector<std::string>* list : lists) {
    for (const std::string& name : *list) names += (name.empty() ? "_" : name) + "\n";
    names += "\n";
  }
  const std::size_t numbers[model_number_count] = {width,
                                                   hidden,
                                                   network.layer.size(),
                                                   upos,
                                                   xpos,
                                                   network.actions.size(),
                                                   left_end,
                                                   embedding_shift,
                                                   *tags_shift,
                                                   *places_shift,
                                                   *output_shift,
                                                   padded(upos + xpos),
                                                   padded(network.actions.size())};
  for (const std::size_t n : numbers) out.add(ModelSection::numbers, static_cast<std::uint32_t>(n));
  for (const std::uint32_t shift : layer_shifts) out.add(ModelSection::numbers, shift);
  return out.file();
}

}  // namespace histor::train
