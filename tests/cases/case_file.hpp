#pragma once
// Cases of reading as a person writes them: a text, and a row for each claim that must come out of it. lang/README.md
// tells the format.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "model/claim.hpp"
#include "model/document.hpp"

namespace histor {

/// One claim that must come out: what it states, and the columns that the case names. Nothing else is compared.
struct CaseRow {
  int line = 0;
  ClaimKind kind = ClaimKind::casualty;  ///< casualty stands for displacement too
  std::string stated;                    ///< outcome, action, act or kind of movement; empty for an attack and a denial
  std::string words;  ///< count words, or the trigger of what counts nobody; empty where the case does not say
  std::vector<std::pair<std::string, std::string>> columns;
};

struct Case {
  int line = 0;
  std::string title;
  Document document;
  std::vector<ClaimKind> also;  ///< which kinds are compared beside harm
  std::vector<CaseRow> rows;
};

/// The cases of a file. Errors: parse, with `where` "file:line".
[[nodiscard]] Result<std::vector<Case>> read_cases(std::string_view name, std::string_view text);

/// How `claims` differ from what the case asks for, for a person to read; empty where they do not.
[[nodiscard]] std::string differences(const Case& one, const std::vector<Claim>& claims);

}  // namespace histor
