// histor-train: a treebank in, a model file out. The same treebank, seed and build give the same bytes.

#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "text/tree_model.hpp"
#include "text/tree_parser.hpp"
#include "train/model_file.hpp"
#include "train/network.hpp"
#include "train/segmenter.hpp"

namespace {

using namespace histor;         // NOLINT(google-build-using-namespace): the program's own file
using namespace histor::train;  // NOLINT(google-build-using-namespace)

constexpr const char* help =
    "usage: histor-train --train FILE.conllu --dev FILE.conllu --out MODEL [--epochs N] [--seed N] [--width N] "
    "[--hidden N] [--layers N] [--dropout X]\n"
    "Learns words, sentences, tags, lemmas and trees from the treebank and writes them as a model file. The dev part "
    "is only measured.\n";

Result<std::vector<ConlluSentence>> load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure(ErrorCode::not_found, "cannot be read", path);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return read_conllu(bytes, path);
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

int run(int argc, char** argv) {
  std::string train_path;
  std::string dev_path;
  std::string out_path;
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
    } else {
      std::fputs(help, stderr);
      return 2;
    }
  }
  if (train_path.empty() || dev_path.empty() || out_path.empty()) {
    std::fputs(help, stderr);
    return 2;
  }
  const auto train = load(train_path);
  if (!train) return fail(train.error());
  const auto dev = load(dev_path);
  if (!dev) return fail(dev.error());

  constexpr int border_epochs = 5;
  const SegmenterModel segmenter =
      train_segmenter(paragraphs_of(*train), paragraphs_of(*dev), border_epochs, options.seed, tell);
  Network network;
  network.labels = collect_labels(*train);
  std::vector<Example> train_examples;
  std::vector<Example> dev_examples;
  for (const ConlluSentence& sentence : *train) train_examples.push_back(make_example(sentence, network.labels));
  for (const ConlluSentence& sentence : *dev) dev_examples.push_back(make_example(sentence, network.labels));
  network.fit(train_examples, dev_examples, options, tell);

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
