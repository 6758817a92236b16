// Lists of ids are kept as lines. What is hashed is every field with its length before it, so that no two decisions can
// read alike.
#include "ledger/decisions.hpp"

#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "model/identity.hpp"

namespace histor {

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
  return out;
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string said(const Decision& decision) {
  std::string all;
  const auto add = [&all](std::string_view field) {
    all += std::to_string(field.size());
    all += ':';
    all += field;
  };
  add(decision.previous);
  add(decision.time);
  add(decision.person);
  add(to_string(decision.verb));
  add(joined(decision.subject));
  add(joined(decision.before));
  add(decision.reason);
  return all;
}

std::string id_of(const Decision& decision) {
  return short_id("d_", said(decision));
}

std::string hash_of(const Decision& decision) {
  return sha256_hex(decision.id + "\n" + said(decision));
}

}  // namespace

Result<Decision> append_decision(const sqlite::Connection& connection, Decision decision) {
  auto last = connection.prepare("SELECT hash FROM decision ORDER BY seq DESC LIMIT 1");
  if (!last) return tl::unexpected(last.error());
  const auto row = last->step();
  if (!row) return tl::unexpected(row.error());
  decision.previous = *row ? std::string(last->text(0)) : std::string{};
  last->reset();
  decision.id = id_of(decision);
  decision.hash = hash_of(decision);
  auto insert = connection.prepare(
      "INSERT INTO decision (id, time, person, verb, subject, reason, before, previous, hash) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  if (!insert) return tl::unexpected(insert.error());
  const std::string subject = joined(decision.subject);
  const std::string before = joined(decision.before);
  const auto done = insert->bind(1, decision.id)
                        .bind(2, decision.time)
                        .bind(3, decision.person)
                        .bind(4, to_string(decision.verb))
                        .bind(5, subject)
                        .bind(6, decision.reason)
                        .bind_or_null(7, before)
                        .bind_or_null(8, decision.previous)
                        .bind(9, decision.hash)
                        .run();
  if (!done) return tl::unexpected(done.error());
  return decision;
}

Result<std::vector<Decision>> read_decisions(const sqlite::Connection& connection) {
  auto select = connection.prepare(
      "SELECT id, time, person, verb, subject, reason, before, previous, hash FROM decision ORDER BY seq");
  if (!select) return tl::unexpected(select.error());
  std::vector<Decision> decisions;
  for (;;) {
    const auto row = select->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return decisions;
    Decision decision;
    decision.id = select->text(0);
    decision.time = select->text(1);
    decision.person = select->text(2);
    const auto verb = from_string<DecisionVerb>(select->text(3));
    decision.subject = lines(select->text(4));
    decision.reason = select->text(5);
    decision.before = lines(select->text(6));
    decision.previous = select->text(7);
    decision.hash = select->text(8);
    if (verb) decision.verb = *verb;
    const std::string last = decisions.empty() ? std::string{} : decisions.back().hash;
    if (!verb || decision.previous != last || decision.id != id_of(decision) || decision.hash != hash_of(decision)) {
      return failure(ErrorCode::integrity, "the chain of decisions does not hold at " + decision.id, connection.path(),
                     "go back to a backup");
    }
    decisions.push_back(std::move(decision));
  }
}

}  // namespace histor
