// zlib, fed whole and drained a piece at a time, so that the budget is asked before the next piece is made.

#include "source/net/content_encoding.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace histor::net {
namespace {

class Inflater {
 public:
  explicit Inflater(int window) { ready_ = inflateInit2(&stream_, window) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  [[nodiscard]] bool ready() const { return ready_; }
  [[nodiscard]] z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

enum class Outcome { whole, damaged, cut_short, too_large, no_memory };

Outcome inflate_all(std::string_view body, int window, bool many_members, std::uint64_t budget, std::string& out) {
  Inflater inflater(window);
  if (!inflater.ready()) return Outcome::no_memory;
  z_stream& stream = inflater.stream();
  std::string input(body.substr(0, std::numeric_limits<uInt>::max()));  // zlib's face is not const
  if (input.size() < body.size()) return Outcome::too_large;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  std::array<char, std::size_t{64} << 10U> piece{};
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    const int code = inflate(&stream, Z_NO_FLUSH);
    const std::size_t made = piece.size() - stream.avail_out;
    if (made > budget - out.size()) return Outcome::too_large;
    out.append(piece.data(), made);
    if (code == Z_STREAM_END) {
      // Another member may follow; what is no member is the padding that some servers send.
      if (!many_members || stream.avail_in < 2 || stream.next_in[0] != 0x1f || stream.next_in[1] != 0x8b) {
        return Outcome::whole;
      }
      if (inflateReset(&stream) != Z_OK) return Outcome::damaged;
      continue;
    }
    if (code == Z_MEM_ERROR) return Outcome::no_memory;
    if (code == Z_BUF_ERROR || (code == Z_OK && stream.avail_in == 0 && stream.avail_out != 0)) {
      return Outcome::cut_short;
    }
    if (code != Z_OK) return Outcome::damaged;
  }
}

std::string lowered(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace

Result<std::string> decoded_body(std::string_view body, std::string_view encoding, std::uint64_t budget,
                                 const std::string& where) {
  constexpr int gzip_window = 15 + 16;
  constexpr int zlib_window = 15;
  constexpr int bare_window = -15;
  const std::string name = lowered(encoding);
  const auto too_large = [&] {
    return failure(ErrorCode::too_large, "it unfolds to more than the budget of " + std::to_string(budget) + " bytes",
                   where, "raise --max-bytes where the page is known to be as large");
  };
  if (name.empty() || name == "identity") {
    if (body.size() > budget) return too_large();
    return std::string(body);
  }
  const bool gzip = name == "gzip" || name == "x-gzip";
  if (!gzip && name != "deflate") {
    return failure(ErrorCode::invalid, "the server answered in an encoding that was not asked for: " + name, where);
  }
  std::string out;
  Outcome outcome = inflate_all(body, gzip ? gzip_window : zlib_window, gzip, budget, out);
  // "deflate" means zlib's format and is often sent without its head.
  if (!gzip && outcome == Outcome::damaged && out.empty()) {
    outcome = inflate_all(body, bare_window, false, budget, out);
  }
  switch (outcome) {
    case Outcome::whole:
      return out;
    case Outcome::too_large:
      return too_large();
    case Outcome::no_memory:
      return failure(ErrorCode::too_large, "no memory to unfold it", where);
    case Outcome::cut_short:
      return failure(ErrorCode::parse, "the compressed answer was cut short", where, "try again later");
    case Outcome::damaged:
      break;
  }
  return failure(ErrorCode::parse, "the compressed answer is damaged", where, "try again later");
}

}  // namespace histor::net
