// Ids to records, for every command that takes one.
#include <algorithm>

#include "reckon/why.hpp"

namespace histor {

namespace {

// Calls `take` with every record that has an id, until it gives false.
template <class Take>
void each_subject(const LedgerView& view, Take take) {
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    if (!take(view.incidents[i].id, SubjectKind::incident, i, 0U)) return;
    for (std::uint32_t t = 0; t < view.incidents[i].tolls.size(); ++t) {
      if (!take(view.incidents[i].tolls[t].id, SubjectKind::toll, i, t)) return;
    }
  }
  for (std::uint32_t i = 0; i < view.series.size(); ++i) {
    if (!take(view.series[i].id, SubjectKind::series, i, 0U)) return;
  }
  for (std::uint32_t i = 0; i < view.findings.size(); ++i) {
    if (!take(view.findings[i].id, SubjectKind::finding, i, 0U)) return;
  }
  for (std::uint32_t i = 0; i < view.claims.size(); ++i) {
    if (!take(view.claims[i].id, SubjectKind::claim, i, 0U)) return;
  }
  std::uint32_t place = 0;
  for (const std::vector<ControlPlace>* places : {&view.control, &view.background_control}) {
    for (const ControlPlace& one : *places) {
      if (!take(one.id, SubjectKind::control, place++, 0U)) return;
    }
  }
}

}  // namespace

const ControlPlace& place_of(const LedgerView& view, const Subject& subject) {
  const std::size_t told = view.control.size();
  return subject.index < told ? view.control[subject.index] : view.background_control[subject.index - told];
}

std::optional<Subject> find_subject(const LedgerView& view, std::string_view id) {
  std::optional<Subject> found;
  each_subject(view, [&](const std::string& one, SubjectKind kind, std::uint32_t index, std::uint32_t toll) {
    if (one == id) found = Subject{one, kind, index, toll};
    return !found;
  });
  return found;
}

std::vector<std::string> ids_with_prefix(const LedgerView& view, std::string_view prefix) {
  std::vector<std::string> ids;
  each_subject(view,
               [&](const std::string& one, SubjectKind /*kind*/, std::uint32_t /*index*/, std::uint32_t /*toll*/) {
                 if (std::string_view(one).substr(0, prefix.size()) == prefix) ids.push_back(one);
                 return true;
               });
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace histor
