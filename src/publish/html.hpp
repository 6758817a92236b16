#pragma once
// The report: one HTML file that asks for nothing from anywhere. No scripts; all text escaped as text.

#include <string>

#include "model/ledger_view.hpp"

namespace histor {

/// Who will read it. Persons counted by name are withheld unless the report stays inside.
enum class Profile { published, internal };

struct ReportOptions {
  std::string title = "Ledger";
  std::string version;  ///< of the program, for the footer
  Profile profile = Profile::published;
};

/// The same sections as the terminal's table, each claim as its sentence with the count marked; the footer says how it
/// was made.
[[nodiscard]] std::string html_report(const LedgerView& view, const ReportOptions& options = {});

}  // namespace histor
