#pragma once
// Expected failures are values. The library never throws across its face, never prints and never exits.

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace histor {

enum class ErrorCode {
  not_found,      ///< no such file, document, claim
  not_permitted,  ///< the system refuses access
  not_a_file,     ///< a folder, socket or device where a file is needed
  too_large,      ///< over the budget for one input
  empty,          ///< nothing in it
  binary,         ///< not text
  encoding,       ///< text whose encoding cannot be told
  io,             ///< reading or writing failed
  parse,          ///< a file of a known format with a fault in it; `where` names line and column
  locked,         ///< another process holds the ledger
  read_only,      ///< the ledger cannot be written
  not_a_ledger,   ///< a file that is not a Histor ledger
  version,        ///< a ledger written by a newer Histor
  integrity,      ///< stored bytes do not match their hash
  invalid,        ///< an argument that cannot be
  ambiguous,      ///< an id prefix that fits more than one
};

/// What failed, where, and what the reader of the message can do about it.
struct Error {
  ErrorCode code = ErrorCode::io;
  std::string what;   ///< one clause, no full stop: "not UTF-8, and no encoding fits"
  std::string where;  ///< file, file:line, URL or id; may be empty
  std::string hint;   ///< what to do; may be empty
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, std::string what, std::string where = {},
                                                   std::string hint = {}) {
  return tl::unexpected<Error>(Error{code, std::move(what), std::move(where), std::move(hint)});
}

}  // namespace histor
