// What bench/trees/run measures: running text or gold words to CoNLL-U, and how long that takes.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "text/conllu.hpp"
#include "text/tree_parser.hpp"

namespace {

using namespace histor;  // NOLINT(google-build-using-namespace): the program's own file

std::string load(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void print(std::string_view text, const Trees& trees, const TreeModel& model) {
  std::string out;
  for (std::size_t s = 0; s < trees.sentences.size(); ++s) write_conllu(out, conllu_of(text, trees, s, model.labels));
  std::fwrite(out.data(), 1, out.size(), stdout);
}

int run(std::string_view task, const char* path, std::string_view model_path) {
  const std::string bytes = load(path);
  if (bytes.empty()) {
    std::fprintf(stderr, "trees_bench: nothing in %s\n", path);
    return 1;
  }
  std::vector<std::uint64_t> held;
  Result<TreeModel> other = failure(ErrorCode::empty, "none");
  if (!model_path.empty()) {
    const std::string file = load(std::string(model_path).c_str());
    held.resize(file.size() / 8 + 1);
    std::copy(file.begin(), file.end(), reinterpret_cast<char*>(held.data()));
    other = TreeModel::from_bytes({reinterpret_cast<const char*>(held.data()), file.size()}, model_path);
    if (!other) {
      std::fprintf(stderr, "trees_bench: %s\n", other.error().what.c_str());
      return 1;
    }
  }
  const TreeModel& model = other ? *other : TreeModel::english();
  TreeParser parser(model);
  Trees trees;
  if (task == "gold") {
    const auto sentences = read_conllu(bytes, path);
    if (!sentences) {
      std::fprintf(stderr, "trees_bench: %s: %s\n", sentences.error().where.c_str(), sentences.error().what.c_str());
      return 1;
    }
    std::string out;
    for (const ConlluSentence& gold : *sentences) {
      std::string text;
      std::vector<UdWord> words;
      trees.clear();
      words_of(gold, text, words);
      parser.parse_words(text, words, trees);
      ConlluSentence found = gold;
      for (std::size_t i = 0; i < found.words.size(); ++i) {
        ConlluWord& word = found.words[i];
        word.lemma = trees.lemma_of(i);
        word.upos = model.upos[trees.upos[i]];
        word.xpos = model.xpos[trees.xpos[i]];
        word.feats = model.feats[trees.feats[i]];
        word.head = trees.head[i];
        word.deprel = model.deprels[trees.deprel[i]];
        word.deps.clear();
      }
      write_conllu(out, found);
    }
    std::fwrite(out.data(), 1, out.size(), stdout);
    return 0;
  }
  const Span all{0, static_cast<std::uint32_t>(bytes.size())};
  if (task == "raw") {
    parser.parse(bytes, all, trees);
    print(bytes, trees, model);
    return 0;
  }
  if (task == "time") {
    // The best of several rounds: what the machine can do, not what its neighbours left of it.
    double best = 1e9;
    double cut = 1e9;
    std::vector<Atom> atoms;
    std::vector<UdWord> words;
    for (int round = 0; round < 10; ++round) {
      trees.clear();
      const auto begin = std::chrono::steady_clock::now();
      parser.parse(bytes, all, trees);
      best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
      words.clear();
      const auto begin_cut = std::chrono::steady_clock::now();
      model.segmenter.segment(bytes, all, atoms, words);
      cut = std::min(cut, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_cut).count());
    }
    std::printf("%zu words, %.4f s: %.0f words/s (of that, cutting: %.4f s)\n", trees.size(), best,
                static_cast<double>(trees.size()) / best, cut);
    return 0;
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: trees_bench raw|gold|time FILE [MODEL]\n", stderr);
    return 2;
  }
  return run(argv[1], argv[2], argc > 3 ? argv[3] : "");
}
