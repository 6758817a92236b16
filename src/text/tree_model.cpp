// Every section's size follows from the numbers of the first, and each is checked before a view is made of it: a file
// that is cut short or patched is refused, never read past its end.

#include "text/tree_model.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "base/hash.hpp"

extern "C" const unsigned char histor_data_trees_en[];
extern "C" const unsigned char histor_data_trees_en_end[];

namespace histor {
namespace {

std::uint32_t load32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

template <class T>
std::span<const T> view(std::string_view bytes) {
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

bool sound(const KeyTable& table, std::size_t values) {
  if (!std::has_single_bit(table.entries.size())) return false;
  bool has_empty = false;
  for (const KeyTable::Entry& entry : table.entries) {
    if (entry.value == KeyTable::nothing) {
      has_empty = true;
    } else if (entry.value >= values) {
      return false;
    }
  }
  return has_empty;
}

}  // namespace

std::uint64_t rule_key(std::uint8_t upos, std::uint8_t xpos, std::size_t suffix, std::string_view folded) {
  if (suffix != whole_form) folded = folded.substr(folded.size() - suffix);
  std::uint64_t key =
      hash64(folded) ^ ((std::uint64_t{upos} << 16 | std::uint64_t{xpos} << 8 | suffix) * 0x9E3779B97F4A7C15ULL);
  key ^= key >> 32;
  key *= 0xD6E8FEB86659FD93ULL;
  return key ^ (key >> 32);
}

void fold_form(std::string_view form, std::string& out) {
  out.clear();
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(form.data());
  const auto size = static_cast<std::int32_t>(form.size());
  for (std::int32_t i = 0; i < size;) {
    if (bytes[i] < 0x80) {
      const auto c = static_cast<char>(bytes[i++]);
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
      continue;
    }
    const std::int32_t begin = i;
    std::int32_t code = 0;
    U8_NEXT(bytes, i, size, code);
    if (code == 0x2019) {
      out.push_back('\'');
      continue;
    }
    const std::int32_t lower = code < 0 ? code : u_tolower(code);
    if (lower == code) {
      out.append(form.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
      continue;
    }
    std::array<std::uint8_t, U8_MAX_LENGTH> encoded{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(encoded.data(), length, static_cast<std::uint32_t>(lower));
    out.append(reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(length));
  }
}

std::uint32_t find_rule(const KeyTable& table, std::uint8_t upos, std::uint8_t xpos, std::string_view folded) {
  if (const std::uint32_t rule = table.find(rule_key(upos, xpos, whole_form, folded)); rule != KeyTable::nothing)
    return rule;
  for (std::size_t suffix = std::min(longest_suffix, folded.size()) + 1; suffix-- > 0;) {
    if (const std::uint32_t rule = table.find(rule_key(upos, xpos, suffix, folded)); rule != KeyTable::nothing)
      return rule;
  }
  return KeyTable::nothing;
}

std::uint8_t TreeModel::index_of(const std::vector<std::string_view>& names, std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<std::uint8_t>(i);
  }
  return 255;
}

TreeLabels TreeLabels::of(std::span<const std::string_view> upos, std::span<const std::string_view> xpos,
                          std::span<const std::string_view> deprels, std::span<const std::string_view> feats) {
  TreeLabels out;
  out.upos_names.assign(upos.begin(), upos.end());
  out.xpos_names.assign(xpos.begin(), xpos.end());
  out.deprel_names.assign(deprels.begin(), deprels.end());
  out.feats_names.assign(feats.begin(), feats.end());
  for (const std::string_view name : upos) out.upos.push_back(upos_from(name));
  for (const std::string_view name : deprels) out.relations.push_back(relation_from(name));
  for (const std::string_view list : feats) {
    out.passive.push_back(list.find("Voice=Pass") != std::string_view::npos);
    out.relative.push_back(list.find("PronType=Rel") != std::string_view::npos);
  }
  return out;
}

Result<TreeModel> TreeModel::from_bytes(std::string_view bytes, std::string_view name) {
  const auto fault = [&](ErrorCode code, std::string what) {
    return failure(code, std::move(what), std::string(name));
  };
  if (std::endian::native != std::endian::little)
    return fault(ErrorCode::invalid, "tree models are for little-endian machines");
  constexpr std::size_t header = 16 + 16 * model_section_count;
  if (bytes.size() < header || bytes.substr(0, 8) != model_magic) return fault(ErrorCode::parse, "not a tree model");
  if (load32(bytes, 8) != model_version) return fault(ErrorCode::version, "a tree model of another version");
  if (load32(bytes, 12) != model_section_count) return fault(ErrorCode::parse, "not a tree model");
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0)
    return fault(ErrorCode::invalid, "a tree model that is not aligned in memory");
  std::array<std::string_view, model_section_count> sections;
  for (std::size_t i = 0; i < model_section_count; ++i) {
    const std::uint64_t offset = load32(bytes, 16 + 16 * i);
    const std::uint64_t size = load32(bytes, 16 + 16 * i + 8);
    if (offset % 8 != 0 || offset + size > bytes.size()) return fault(ErrorCode::integrity, "a section beyond the end");
    sections[i] = bytes.substr(offset, size);
  }
  const auto section = [&](ModelSection s) { return sections[static_cast<std::size_t>(s)]; };
  const auto numbers = view<std::uint32_t>(section(ModelSection::numbers));
  if (numbers.size() < model_number_count) return fault(ErrorCode::integrity, "numbers missing");
  const auto number = [&](ModelNumber n) { return numbers[static_cast<std::size_t>(n)]; };
  for (const std::uint32_t n : numbers) {
    if (n > 4096) return fault(ErrorCode::integrity, "a number out of range");
  }

  TreeModel model;
  NetworkWeights& w = model.network;
  w.width = number(ModelNumber::width);
  w.hidden = number(ModelNumber::hidden);
  const std::uint32_t layer_count = number(ModelNumber::layers);
  w.upos_count = number(ModelNumber::upos);
  w.xpos_count = number(ModelNumber::xpos);
  w.left_end = number(ModelNumber::left_end);
  w.right_end = number(ModelNumber::actions);
  w.embedding_shift = number(ModelNumber::embedding_shift);

  std::string_view names = section(ModelSection::names);
  std::array<std::vector<std::string_view>, 5> lists;
  for (auto& list : lists) {
    while (!names.empty()) {
      const std::size_t end = names.find('\n');
      if (end == std::string_view::npos) return fault(ErrorCode::integrity, "a name without an end");
      const std::string_view line = names.substr(0, end);
      names.remove_prefix(end + 1);
      if (line.empty()) break;
      list.push_back(line == "_" ? std::string_view{} : line);
    }
  }
  model.upos = lists[0];
  model.xpos = lists[1];
  model.deprels = lists[2];
  model.feats = lists[3];
  model.labels = TreeLabels::of(model.upos, model.xpos, model.deprels, model.feats);
  for (const std::string_view line : lists[4]) {
    // "l2y": in lower case, two bytes less, "y".
    LemmaRule rule;
    const auto [end, error] =
        std::from_chars(line.data() + std::min<std::size_t>(1, line.size()), line.data() + line.size(), rule.cut);
    if (line.empty() || error != std::errc{} || (line.front() != 'l' && line.front() != 'k'))
      return fault(ErrorCode::integrity, "not a lemma rule");
    rule.keeps_case = line.front() == 'k';
    rule.ending = line.substr(static_cast<std::size_t>(end - line.data()));
    if (rule.ending.substr(0, 1) == "|") rule.ending.remove_prefix(1);
    model.lemma_rules.push_back(rule);
  }

  const std::size_t width = w.width;
  const std::size_t hidden = w.hidden;
  bool fits = width % 32 == 0 && hidden % 32 == 0 && width > 0 && hidden > 0 && w.upos_count == model.upos.size() &&
              w.xpos_count == model.xpos.size() && w.upos_count > 0 && w.xpos_count > 0 && model.deprels.size() <= 62 &&
              w.left_end >= 2 && w.left_end < w.right_end && numbers.size() == model_number_count + layer_count &&
              w.embedding_shift > 8 && w.embedding_shift < 20;
  const auto matrix = [&](ModelSection s, std::size_t inputs, std::size_t outputs, std::uint32_t shift,
                          std::size_t skip = 0) {
    PackedMatrix m;
    m.inputs = static_cast<std::uint32_t>(inputs);
    m.outputs = static_cast<std::uint32_t>(outputs);
    m.shift = shift;
    const auto all = view<std::int16_t>(section(s));
    fits = fits && outputs % 16 == 0 && shift < 16 && all.size() >= skip + inputs * outputs;
    if (fits) m.weights = all.subspan(skip, inputs * outputs);
    return m;
  };
  w.rows.entries = view<KeyTable::Entry>(section(ModelSection::rows));
  w.embedding = view<std::int16_t>(section(ModelSection::embedding));
  w.tanh_table = view<std::int16_t>(section(ModelSection::tanh_table));
  w.sigmoid_table = view<std::int16_t>(section(ModelSection::sigmoid_table));
  const auto layer_bias = view<std::int32_t>(section(ModelSection::layer_bias));
  fits = fits && w.embedding.size() >= width * word_feature_count && w.tanh_table.size() == bend_size &&
         w.sigmoid_table.size() == bend_size && layer_bias.size() == 2 * width * layer_count &&
         sound(w.rows, w.embedding.size() / std::max<std::size_t>(width, 1));
  for (std::uint32_t l = 0; l < layer_count && fits; ++l) {
    const PackedMatrix m =
        matrix(ModelSection::layers, width, 4 * width, numbers[model_number_count + l], l * width * 4 * width);
    if (fits) w.layers.push_back({m, layer_bias.subspan(std::size_t{l} * 2 * width, std::size_t{2} * width)});
  }
  w.tags = matrix(ModelSection::tags, width, number(ModelNumber::tags_outputs), number(ModelNumber::tags_shift));
  w.tags_bias = view<std::int32_t>(section(ModelSection::tags_bias));
  w.tag_rows = view<std::int16_t>(section(ModelSection::tag_rows));
  w.places = matrix(ModelSection::places, width, place_count * hidden, number(ModelNumber::places_shift));
  w.absent = view<std::int16_t>(section(ModelSection::absent));
  w.facts = view<std::int16_t>(section(ModelSection::facts));
  w.hidden_bias = view<std::int16_t>(section(ModelSection::hidden_bias));
  w.output =
      matrix(ModelSection::output, hidden, number(ModelNumber::output_outputs), number(ModelNumber::output_shift));
  w.output_bias = view<std::int32_t>(section(ModelSection::output_bias));
  w.action_labels = view<std::uint8_t>(section(ModelSection::action_labels));
  const auto borders = view<std::int16_t>(section(ModelSection::borders));
  const auto inner = view<InnerBorder>(section(ModelSection::inner));
  model.lemma_table.entries = view<KeyTable::Entry>(section(ModelSection::lemmas));
  model.feats_table.entries = view<KeyTable::Entry>(section(ModelSection::feats));
  fits = fits && w.tags.outputs >= w.upos_count + w.xpos_count && w.tags_bias.size() == w.tags.outputs &&
         w.tag_rows.size() == (w.upos_count + w.xpos_count) * width && layer_count > 0 &&
         w.absent.size() == place_count * 2 * hidden && w.facts.size() == fact_count * fact_values * hidden &&
         w.hidden_bias.size() == hidden && w.output.outputs >= w.right_end &&
         w.output_bias.size() == w.output.outputs && w.action_labels.size() == w.right_end &&
         borders.size() == std::size_t{border_rows} * border_count &&
         sound(model.lemma_table, model.lemma_rules.size()) && sound(model.feats_table, model.feats.size());
  for (std::size_t a = 1; fits && a < w.action_labels.size(); ++a) fits = w.action_labels[a] < model.deprels.size();
  if (!fits) return fault(ErrorCode::integrity, "sections that do not fit one another");
  model.segmenter = Segmenter(borders.data(), {inner.begin(), inner.end()});
  return model;
}

const TreeModel& TreeModel::english() {
  static const TreeModel model = [] {
    const std::string_view bytes(reinterpret_cast<const char*>(histor_data_trees_en),
                                 static_cast<std::size_t>(histor_data_trees_en_end - histor_data_trees_en));
    auto loaded = from_bytes(bytes, "models/en.bin");
    assert(loaded.has_value());
    if (!loaded) std::abort();  // the build put another file in its place
    return std::move(*loaded);
  }();
  return model;
}

}  // namespace histor
