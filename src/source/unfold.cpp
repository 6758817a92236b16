#include "source/unfold.hpp"

#include "source/read_file.hpp"

namespace histor {

void unfold(Capture&& capture, const UnfoldBudget&, std::vector<Note>&, const TakeCapture& take) {
  take(std::move(capture));
}

void unfold_file(const std::filesystem::path& path, const UnfoldBudget& budget, std::vector<Note>& notes,
                 const TakeCapture& take) {
  auto bytes = read_bytes(path);
  if (!bytes) {
    take(tl::unexpected(bytes.error()));
    return;
  }
  unfold(Capture{path.string(), std::move(*bytes), {}, {}, {}}, budget, notes, take);
}

}  // namespace histor
