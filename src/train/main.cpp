// histor-train: a treebank in, a model file out. The same treebank, seed and build give the same bytes.

#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "text/tree_model.hpp"
#include "text/tree_parser.hpp"
#include "train/model_file.hpp"
#include "train/network.hpp"
#include "train/segmenter.hpp"
#include "train/swaps.hpp"
#include "train/worn.hpp"

namespace {

using namespace histor;         // NOLINT(google-build-using-namespace): the program's own file
using namespace histor::train;  // NOLINT(google-build-using-namespace)

constexpr const char* help =
    "usage: histor-train --train FILE.conllu --dev FILE.conllu --out MODEL [--epochs N] [--seed N] [--width N] "
    "[--hidden N] [--layers N] [--dropout X]\n"
    "                    [--also FILE.conllu] [--times N] [--swaps FILE] [--worn X] [--variants N] [--variant-chance "
    "X]\n"
    "Learns words, sentences, tags, lemmas and trees from the treebank and writes them as a model file. The dev part "
    "is only measured.\n"
    "With --also, the network is trained on the sentences of FILE too, each N times (5) an epoch; words and sentences "
    "are not learned from it.\n"
    "Sentences can have variants, N each (4), made once from the seed; in an epoch a sentence is one of them with the "
    "chance X (0.2).\n"
    "With --swaps, words of the variants are swapped for others as FILE says (models/en.swaps has the format). With "
    "--worn, the share X of them\n"
    "lose their last stop, and perhaps their commas and quotes or their capitals.\n";

/// What the reader of bytes makes of a file.
template <class Read>
auto load(const std::string& path, const Read& read) -> decltype(read(std::string(), path)) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure(ErrorCode::not_found, "cannot be read", path);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return read(bytes, path);
}

int fail(const Error& error) {
  std::fprintf(stderr, "histor-train: error: %s%s%s\n", error.what.c_str(), error.where.empty() ? "" : ": ",
               error.where.c_str());
  return 1;
}

void tell(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

/// What the rounded model makes of gold words: near the float network's own figures, or the rounding is at fault.
void tell_rounded(const TreeModel& model, const std::vector<ConlluSentence>& sentences) {
  TreeParser parser(model);
  double total = 0;
  double upos = 0;
  double lemma = 0;
  double feats = 0;
  double uas = 0;
  double las = 0;
  Trees trees;
  std::string text;
  std::vector<UdWord> words;
  for (const ConlluSentence& sentence : sentences) {
    trees.clear();
    text.clear();
    words.clear();
    words_of(sentence, text, words);
    parser.parse_words(text, words, trees);
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      const ConlluWord& gold = sentence.words[i];
      total += 1;
      upos += model.upos[trees.upos[i]] == gold.upos ? 1 : 0;
      lemma += trees.lemma_of(i) == gold.lemma ? 1 : 0;
      feats += model.feats[trees.feats[i]] == gold.feats ? 1 : 0;
      const bool attached = trees.head[i] == gold.head;
      uas += attached ? 1 : 0;
      las += attached && model.deprels[trees.deprel[i]] == gold.deprel ? 1 : 0;
    }
  }
  char line[160];
  std::snprintf(line, sizeof line, "rounded: dev, gold words: UPOS %.2f features %.2f lemmas %.2f UAS %.2f LAS %.2f",
                100 * upos / total, 100 * feats / total, 100 * lemma / total, 100 * uas / total, 100 * las / total);
  tell(line);
}

struct VariantOptions {
  std::size_t count = 4;
  double worn = 0;  ///< the share of them that are worn
};

/// `count` variants of each sentence that has any, with words swapped and some of them worn. Appends the words that
/// were put in.
Variants variants_of(const std::vector<ConlluSentence>& sentences, const Swaps& swaps, const VariantOptions& options,
                     std::uint64_t seed, const Labels& labels, std::vector<ConlluWord>& put_in) {
  constexpr double share = 0.7;  // of the words that can be swapped: the rest stay, so that both kinds meet
  std::mt19937_64 random(seed);
  Variants out;
  out.of.resize(sentences.size());
  std::size_t touched = 0;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const bool swappable = swaps.touches(sentences[i]);
    if (!swappable && options.worn <= 0) continue;
    touched += swappable ? 1 : 0;
    for (std::size_t k = 0; k < options.count; ++k) {
      ConlluSentence variant = swaps.swapped(sentences[i], share, random, put_in);
      if (static_cast<double>(random() >> 11) * 0x1p-53 < options.worn) variant = worn(variant, random);
      out.of[i].push_back(make_example(variant, labels));
    }
  }
  for (const ConlluWord& word : put_in) out.words.push_back(word_features(word.form, false, false));
  tell(std::to_string(touched) + " of " + std::to_string(sentences.size()) + " sentences have words to swap; " +
       std::to_string(put_in.size()) + " words put in");
  return out;
}

int run(int argc, char** argv) {
  std::string train_path;
  std::string dev_path;
  std::string out_path;
  std::string swaps_path;
  std::string also_path;
  std::size_t times = 5;
  VariantOptions variant_options;
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--help" || flag == "-h" || i + 1 == argc) {
      std::fputs(help, flag == "--help" || flag == "-h" ? stdout : stderr);
      return flag == "--help" || flag == "-h" ? 0 : 2;
    }
    const std::string value = argv[++i];
    if (flag == "--train") {
      train_path = value;
    } else if (flag == "--dev") {
      dev_path = value;
    } else if (flag == "--out") {
      out_path = value;
    } else if (flag == "--epochs") {
      options.epochs = std::stoi(value);
    } else if (flag == "--seed") {
      options.seed = std::stoull(value);
    } else if (flag == "--width") {
      options.shape.width = std::stoul(value);
    } else if (flag == "--hidden") {
      options.shape.hidden = std::stoul(value);
    } else if (flag == "--layers") {
      options.shape.layers = std::stoul(value);
    } else if (flag == "--dropout") {
      options.dropout = std::stof(value);
    } else if (flag == "--also") {
      also_path = value;
    } else if (flag == "--times") {
      times = std::stoul(value);
    } else if (flag == "--swaps") {
      swaps_path = value;
    } else if (flag == "--variant-chance") {
      options.variant_chance = std::stof(value);
    } else if (flag == "--variants") {
      variant_options.count = std::stoul(value);
    } else if (flag == "--worn") {
      variant_options.worn = std::stod(value);
    } else {
      std::fputs(help, stderr);
      return 2;
    }
  }
  if (train_path.empty() || dev_path.empty() || out_path.empty()) {
    std::fputs(help, stderr);
    return 2;
  }
  auto train = load(train_path, read_conllu);
  if (!train) return fail(train.error());
  const auto dev = load(dev_path, read_conllu);
  if (!dev) return fail(dev.error());
  Swaps swaps;
  if (!swaps_path.empty()) {
    auto read = load(swaps_path, Swaps::read);
    if (!read) return fail(read.error());
    swaps = std::move(*read);
  }

  constexpr int border_epochs = 5;
  const SegmenterModel segmenter =
      train_segmenter(paragraphs_of(*train), paragraphs_of(*dev), border_epochs, options.seed, tell);
  if (!also_path.empty()) {
    const auto also = load(also_path, read_conllu);
    if (!also) return fail(also.error());
    for (std::size_t i = 0; i < times; ++i) train->insert(train->end(), also->begin(), also->end());
  }
  Network network;
  network.labels = collect_labels(*train);
  std::vector<Example> train_examples;
  std::vector<Example> dev_examples;
  for (const ConlluSentence& sentence : *train) train_examples.push_back(make_example(sentence, network.labels));
  for (const ConlluSentence& sentence : *dev) dev_examples.push_back(make_example(sentence, network.labels));
  ConlluSentence put_in;  // not a sentence: the words, for the tables of lemmas and features
  const Variants variants = variants_of(*train, swaps, variant_options, options.seed, network.labels, put_in.words);
  network.fit(train_examples, variants, dev_examples, options, tell);

  train->push_back(std::move(put_in));
  const auto bytes = model_file(network, segmenter, *train);
  if (!bytes) return fail(bytes.error());
  const auto model = TreeModel::from_bytes(*bytes, out_path);
  if (!model) return fail(model.error());
  tell_rounded(*model, *dev);
  std::ofstream file(out_path, std::ios::binary);
  file.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
  if (!file.flush()) return fail({ErrorCode::io, "cannot be written", out_path, {}});
  tell(out_path + ": " + std::to_string(bytes->size()) + " bytes");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "histor-train: error: %s\n", error.what());
    return 1;
  }
}
