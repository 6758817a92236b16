// Vectorscan does the matching; where it cannot be had at run time (a processor it does not serve, no memory), a plain
// search gives the same answer slowly.

#include "read/sieve.hpp"

#include <hs.h>

#include <algorithm>

namespace histor {
namespace {

/// Of ASCII alone: what a byte beyond it belongs to (a curly quote, a letter) is not worth knowing here, and a hit too
/// many costs less than one missed.
bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

struct Sieve::Impl {
  std::vector<std::string> words;
  hs_database_t* database = nullptr;

  ~Impl() {
    if (database != nullptr) hs_free_database(database);
  }

  struct Scan {
    const Impl* sieve;
    std::string_view text;
    std::vector<std::uint32_t> ends;
  };

  /// The matcher finds letters; that a whole word stands there is checked here.
  static int on_match(unsigned int id, unsigned long long /*from*/, unsigned long long to, unsigned int /*flags*/,
                      void* context) {
    auto& scan = *static_cast<Scan*>(context);
    const std::size_t end = static_cast<std::size_t>(to);
    const std::size_t size = scan.sieve->words[id].size();
    const bool starts = end == size || !is_word_byte(scan.text[end - size - 1]);
    const bool ends = end == scan.text.size() || !is_word_byte(scan.text[end]);
    if (starts && ends) scan.ends.push_back(static_cast<std::uint32_t>(end));
    return 0;
  }
};

Sieve::Sieve(const std::vector<std::string>& words) : impl_(std::make_unique<Impl>()) {
  impl_->words = words;
  std::vector<const char*> expressions;
  std::vector<unsigned int> flags;
  std::vector<unsigned int> ids;
  std::vector<std::size_t> lengths;
  for (unsigned int i = 0; i < words.size(); ++i) {
    expressions.push_back(impl_->words[i].c_str());
    flags.push_back(HS_FLAG_CASELESS);
    ids.push_back(i);
    lengths.push_back(impl_->words[i].size());
  }
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), lengths.data(),
                           static_cast<unsigned int>(words.size()), HS_MODE_BLOCK, nullptr, &impl_->database,
                           &error) != HS_SUCCESS) {
    hs_free_compile_error(error);
    impl_->database = nullptr;
  }
}

Sieve::~Sieve() = default;

std::vector<std::uint32_t> Sieve::hits(std::string_view text) const {
  Impl::Scan scan{impl_.get(), text, {}};
  if (text.empty()) return {};
  bool done = false;
  if (impl_->database != nullptr && text.size() < 0xFFFFFFFFU) {
    struct Scratch {
      hs_scratch_t* scratch = nullptr;
      ~Scratch() {
        if (scratch != nullptr) hs_free_scratch(scratch);
      }
    };
    thread_local Scratch scratch;
    done = hs_alloc_scratch(impl_->database, &scratch.scratch) == HS_SUCCESS &&
           hs_scan(impl_->database, text.data(), static_cast<unsigned int>(text.size()), 0, scratch.scratch,
                   Impl::on_match, &scan) == HS_SUCCESS;
  }
  if (!done) {
    scan.ends.clear();
    for (unsigned int id = 0; id < impl_->words.size(); ++id) {
      const std::string& word = impl_->words[id];
      auto at = text.begin();
      while (true) {
        at = std::search(at, text.end(), word.begin(), word.end(), [](char a, char b) { return lower(a) == lower(b); });
        if (at == text.end()) break;
        Impl::on_match(id, 0, static_cast<unsigned long long>(at - text.begin()) + word.size(), 0, &scan);
        ++at;
      }
    }
  }
  std::sort(scan.ends.begin(), scan.ends.end());
  scan.ends.erase(std::unique(scan.ends.begin(), scan.ends.end()), scan.ends.end());
  return std::move(scan.ends);
}

}  // namespace histor
