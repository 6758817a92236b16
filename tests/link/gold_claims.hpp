#pragma once
// The gold claims of the shared folder as the reader would give them, for tests that want realistic sets. The gold
// marks no sentences and no gazetteer places: sentences are cut at full stops and line ends, and the places of the
// three seed reports are known here.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "link/made_claims.hpp"

namespace histor::test {

inline std::filesystem::path gold_folder() {
  return std::filesystem::path(HISTOR_SOURCE_DIR) / ".." / "shared" / "gold" / "dev";
}

inline Where gold_place(const std::string& name) {
  if (name == "Aleppo") return aleppo();
  if (name == "Idlib") return idlib();
  if (name == "Syria") return syria();
  if (name == "Idlib province") {
    Where where = idlib_province();
    return where;
  }
  return unknown_place(name);
}

inline Span sentence_around(const std::string& text, Span at) {
  std::size_t begin = at.begin;
  while (begin > 0 && text[begin - 1] != '\n' && !(begin > 1 && text[begin - 1] == ' ' && text[begin - 2] == '.'))
    --begin;
  std::size_t end = at.end;
  while (end < text.size() && text[end] != '\n' &&
         !(text[end] == '.' && (end + 1 == text.size() || text[end + 1] == ' ')))
    ++end;
  if (end < text.size() && text[end] == '.') ++end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

inline std::optional<Interval> gold_interval(const nlohmann::json& when) {
  if (!when.is_array()) return std::nullopt;
  Interval interval;
  if (when[0].is_string()) interval.start = day_from(when[0].get<std::string>());
  if (when.size() > 1 && when[1].is_string()) interval.end = day_from(when[1].get<std::string>());
  return interval;
}

/// One report of the gold; nullopt where the folder is absent.
inline std::optional<std::pair<Document, std::vector<Claim>>> gold_report(const std::string& name) {
  std::ifstream file(gold_folder() / "gold" / (name + ".json"));
  std::ifstream text_file(gold_folder() / "texts" / (name + ".txt"), std::ios::binary);
  if (!file || !text_file) return std::nullopt;
  const nlohmann::json gold = nlohmann::json::parse(file);
  Document document;
  document.text.assign(std::istreambuf_iterator<char>(text_file), {});
  document.id = "sha256:" + gold["sha256"].get<std::string>();
  document.source = name + ".txt";
  document.outlet = name;
  document.captured_bytes = document.text.size();
  document.title = document.text.substr(document.text.find_first_not_of("\n# "));
  document.title = document.title.substr(0, document.title.find('\n'));
  if (gold["published"].is_string()) {
    document.published = Published{*day_from(gold["published"].get<std::string>()), std::nullopt, Provenance::given};
  }
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i <= document.text.size(); ++i) {
    if (i < document.text.size() && document.text[i] != '\n') continue;
    if (i > begin)
      document.blocks.push_back({{begin, i}, document.blocks.empty() ? BlockKind::heading : BlockKind::body});
    begin = i + 1;
  }
  std::vector<Claim> claims;
  const auto text_of = [](const nlohmann::json& value) {
    return value.is_string() ? value.get<std::string>() : std::string{};
  };
  const auto id_of = [&name](const std::string& id) { return "c_" + name.substr(name.size() - 3) + id; };
  const auto span_of = [](const nlohmann::json& span) {
    return Span{span[0].get<std::uint32_t>(), span[1].get<std::uint32_t>()};
  };
  for (const nlohmann::json& gold_claim : gold["claims"]) {
    if (gold_claim.value("borderline", false)) continue;
    Claim claim;
    claim.id = id_of(gold_claim["id"]);
    claim.document = document.id;
    claim.rule = "gold";
    claim.kind = *from_string<ClaimKind>(text_of(gold_claim["kind"]));
    claim.aggregation = *from_string<Aggregation>(text_of(gold_claim["aggregation"]));
    claim.when = gold_interval(gold_claim["when"]);
    if (const std::string origin = text_of(gold_claim["origin"]); !origin.empty()) {
      const std::string words = gold_claim.contains("origin_text") ? text_of(gold_claim["origin_text"]) : origin;
      const std::size_t at = document.text.find(words);
      claim.origin = Speaker{origin, words, {}, {}};
      if (at != std::string::npos) {
        claim.origin->span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
      }
    }
    if (claim.kind == ClaimKind::control) {
      claim.trigger = {text_of(gold_claim["trigger"]["text"]), span_of(gold_claim["trigger"]["span"])};
      claim.action = from_string<ControlAction>(text_of(gold_claim["action"]));
      claim.status = *from_string<Status>(text_of(gold_claim["status"]));
      if (const std::string actor = text_of(gold_claim["actor"]); !actor.empty())
        claim.actor = Speaker{actor, actor, {}, {}};
      std::string places = text_of(gold_claim["place"]) + ";";
      for (std::size_t at = 0; (at = places.find(';')) != std::string::npos; places.erase(0, at + 1)) {
        std::string place = places.substr(0, at);
        place.erase(0, place.find_first_not_of(' '));
        if (!place.empty()) claim.where.push_back(gold_place(place));
      }
    } else {
      const nlohmann::json& number = gold_claim["number"];
      Number n;
      n.text = text_of(number["text"]);
      n.span = span_of(number["span"]);
      n.form = *from_string<NumberForm>(text_of(number["form"]));
      n.hedge = *from_string<Hedge>(text_of(number["hedge"]));
      if (number["value"].is_number()) n.value = number["value"].get<std::int64_t>();
      if (number["low"].is_number()) n.low = number["low"].get<std::int64_t>();
      if (number["high"].is_number()) n.high = number["high"].get<std::int64_t>();
      claim.number = n;
      claim.trigger = {n.text, n.span};
      claim.outcome = from_string<Outcome>(text_of(gold_claim["outcome"]));
      claim.group = *from_string<Group>(text_of(gold_claim["group"]));
      claim.group_text = text_of(gold_claim["group_text"]);
      claim.modality = *from_string<Modality>(text_of(gold_claim["modality"]));
      claim.provisional = gold_claim["provisional"].get<bool>();
      if (const std::string means = text_of(gold_claim["means"]); !means.empty())
        claim.means = from_string<Means>(means);
      for (const nlohmann::json& by : gold_claim["by"])
        claim.by.push_back({by.get<std::string>(), "", std::nullopt, false});
      for (const nlohmann::json& place : gold_claim["where"])
        claim.where.push_back(gold_place(place.get<std::string>()));
      if (const std::string whole = text_of(gold_claim["part_of"]); !whole.empty()) claim.part_of = id_of(whole);
      const std::string note = gold_claim.contains("note") ? text_of(gold_claim["note"]) : std::string{};
      if (note.find("as of 2024-12-01T19:00") != std::string::npos) {
        claim.as_of = AsOf{"2024-12-01T19:00", "as of Sunday, December 1, 7:00 PM", {}};
        claim.where.push_back(excluding(aleppo()));
      }
      if (note.find("neighbourhoods of Idlib city") != std::string::npos) claim.where.push_back(idlib());
      if (note.find("first day is not in the text") != std::string::npos) claim.when->precision = TimePrecision::week;
    }
    claim.sentence = sentence_around(document.text, claim.number ? claim.number->span : claim.trigger.span);
    if (!document.blocks.empty() && document.blocks.front().span.contains(claim.sentence.begin))
      claim.block = BlockKind::heading;
    claims.push_back(std::move(claim));
  }
  return std::pair(std::move(document), std::move(claims));
}

/// Several reports as the two sets that link() and reckon() take; nullopt where the folder is absent.
inline std::optional<std::pair<std::vector<Document>, std::vector<Claim>>> gold_sets(
    const std::vector<std::string>& names) {
  std::pair<std::vector<Document>, std::vector<Claim>> both;
  for (const std::string& name : names) {
    auto report = gold_report(name);
    if (!report) return std::nullopt;
    both.first.push_back(std::move(report->first));
    both.second.insert(both.second.end(), report->second.begin(), report->second.end());
  }
  return both;
}

/// Every report of the gold, by name.
inline std::vector<std::string> gold_names() {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(gold_folder() / "gold", error)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace histor::test
