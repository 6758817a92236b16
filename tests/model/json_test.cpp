// Records have a plain twin here, built as a tree with nlohmann-json from the contract's field names; and reading back
// must give every member. The comparisons name all members by structured bindings, so that a member added to the model
// without its place in the record does not compile.

#include "model/json.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>

#include "model/generate.hpp"

namespace histor {

// By argument-dependent lookup for ==, so that optionals and vectors of them compare too.
#define HISTOR_SAME(type, ...)                           \
  static bool operator==(const type& a, const type& b) { \
    auto members = [](const type& it) {                  \
      const auto& [__VA_ARGS__] = it;                    \
      return std::tie(__VA_ARGS__);                      \
    };                                                   \
    return members(a) == members(b);                     \
  }
HISTOR_SAME(Quote, text, span)
HISTOR_SAME(Number, text, span, form, value, low, high, hedge)
HISTOR_SAME(Speaker, actor, text, span, cue)
HISTOR_SAME(Interval, start, end, precision, text, span, from)
HISTOR_SAME(AsOf, time, text, span)
HISTOR_SAME(Where, text, span, role, place, name, latitude, longitude, kind, country, region, precision, from, part)
HISTOR_SAME(By, actor, text, span, alleged)
HISTOR_SAME(Claim, id, document, kind, sentence, trigger, outcome, number, group, group_text, group_span, means,
            part_of, action, actor, status, violent, origin, relay, aggregation, modality, provisional, when, as_of,
            where, by, denies, topic, act, movement, block, rule, confidence)
HISTOR_SAME(Block, span, kind)
HISTOR_SAME(Published, date, span, from, precision)
HISTOR_SAME(Dateline, text, span, place)
HISTOR_SAME(Note, code, text)
HISTOR_SAME(Document, id, source, text, offsets, traceable, composed, boilerplate, media_type, encoding, captured_bytes,
            title, title_span, outlet, author, url, language, published, updated, dateline, agencies, blocks, notes)
#undef HISTOR_SAME

namespace {

using nlohmann::json;

std::string record_of(const Claim& claim) {
  std::string out;
  write_claim_record(out, claim);
  return out;
}

// ---- the twin ----

json text(const std::string& value) {
  return value.empty() ? json() : json(value);
}
json span(Span value) {
  return json::array({value.begin, value.end});
}
json span(const std::optional<Span>& value) {
  return value ? span(*value) : json();
}
template <class E>
json word(E value) {
  return std::string(to_string(value));
}
template <class E>
json word(const std::optional<E>& value) {
  return value ? word(*value) : json();
}
template <class T>
json number(const std::optional<T>& value) {
  return value ? json(*value) : json();
}
json day(const std::optional<Day>& value) {
  return value ? json(to_string(*value)) : json();
}
json quote(const Quote& value) {
  return {{"text", value.text}, {"span", span(value.span)}};
}

json speaker(const Speaker& value) {
  return {{"actor", text(value.actor)},
          {"text", text(value.text)},
          {"span", span(value.span)},
          {"cue", value.cue ? quote(*value.cue) : json()}};
}
json speaker(const std::optional<Speaker>& value) {
  return value ? speaker(*value) : json();
}

json where(const std::vector<Where>& places) {
  json list = json::array();
  for (const Where& p : places) {
    list.push_back({{"text", p.text},
                    {"span", span(p.span)},
                    {"role", word(p.role)},
                    {"place", text(p.place)},
                    {"name", text(p.name)},
                    {"latitude", number(p.latitude)},
                    {"longitude", number(p.longitude)},
                    {"kind", text(p.kind)},
                    {"country", text(p.country)},
                    {"region", text(p.region)},
                    {"precision", word(p.precision)},
                    {"from", word(p.from)}});
    if (!p.part.empty()) list.back()["part"] = p.part;
  }
  return list;
}

json count(const std::optional<Number>& n) {
  if (!n) return nullptr;
  return {{"text", n->text},       {"span", span(n->span)},   {"form", word(n->form)},  {"value", number(n->value)},
          {"low", number(n->low)}, {"high", number(n->high)}, {"hedge", word(n->hedge)}};
}

json twin(const Claim& c) {
  json j = {{"type", "claim"},
            {"id", c.id},
            {"document", c.document},
            {"kind", word(c.kind)},
            {"sentence", span(c.sentence)},
            {"trigger", quote(c.trigger)},
            {"origin", speaker(c.origin)},
            {"relay", json::array()},
            {"aggregation", word(c.aggregation)},
            {"modality", word(c.modality)},
            {"provisional", c.provisional},
            {"when", nullptr},
            {"as_of", nullptr},
            {"by", json::array()},
            {"block", word(c.block)},
            {"rule", text(c.rule)},
            {"confidence", c.confidence}};
  for (const Speaker& relay : c.relay) j["relay"].push_back(speaker(relay));
  for (const By& by : c.by) {
    j["by"].push_back(
        {{"actor", text(by.actor)}, {"text", text(by.text)}, {"span", span(by.span)}, {"alleged", by.alleged}});
  }
  if (c.when) {
    j["when"] = {{"start", day(c.when->start)}, {"end", day(c.when->end)},    {"precision", word(c.when->precision)},
                 {"text", text(c.when->text)},  {"span", span(c.when->span)}, {"from", word(c.when->from)}};
  }
  if (c.as_of) j["as_of"] = {{"time", c.as_of->time}, {"text", text(c.as_of->text)}, {"span", span(c.as_of->span)}};
  if (c.kind == ClaimKind::casualty || c.kind == ClaimKind::displacement) {
    j["outcome"] = word(c.outcome);
    j["number"] = count(c.number);
    j["group"] = word(c.group);
    j["group_text"] = text(c.group_text);
    j["group_span"] = span(c.group_span);
    j["part_of"] = text(c.part_of);
  }
  if (c.kind == ClaimKind::casualty || c.kind == ClaimKind::displacement || c.kind == ClaimKind::attack) {
    j["means"] = word(c.means);
  }
  if (c.kind == ClaimKind::control) {
    j["action"] = word(c.action);
    j["place"] = where(c.where);
    j["actor"] = speaker(c.actor);
    j["status"] = word(c.status);
    j["violent"] = number(c.violent);
  } else {
    j["where"] = where(c.where);
  }
  if (c.kind == ClaimKind::denial) j["denies"] = c.denies;
  if (c.kind == ClaimKind::statement) {
    j["act"] = word(c.act);
    j["topic"] = text(c.topic);
  }
  if (c.kind == ClaimKind::movement) {
    j["movement"] = word(c.movement);
    j["number"] = count(c.number);
    j["actor"] = speaker(c.actor);
  }
  return j;
}

RC_GTEST_PROP(ClaimRecord, IsWhatTheTwinSays, ()) {
  const Claim claim = generate::claim("sha256:00");
  RC_ASSERT(json::parse(record_of(claim)) == twin(claim));
}

RC_GTEST_PROP(ClaimRecord, ReadsBackAsItWas, ()) {
  const Claim claim = generate::claim("sha256:00");
  const auto back = claim_from_json(record_of(claim));
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == claim);
}

RC_GTEST_PROP(DocumentHeader, ReadsBackAsItWasButForItsText, ()) {
  Document document = generate::document("sha256:00");
  std::string header;
  document.text = "not written";
  write_document_header(header, document);
  const auto back = document_from_json(header);
  document.text.clear();
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == document);
}

TEST(ClaimRecord, TellsWhereItsWordsWereCaptured) {
  Claim claim;
  claim.id = "c_0123456789";
  claim.document = "sha256:00";
  claim.sentence = {0, 30};
  claim.trigger = {"killed", {4, 10}};
  claim.outcome = Outcome::killed;
  claim.number = Number{"16", {20, 22}, NumberForm::digits, 16, 16, 16, Hedge::exact};
  OffsetMap offsets;
  offsets.copied(15, 100);
  offsets.replaced(1, {115, 121});
  offsets.copied(14, 121);
  std::string out;
  write_claim_record(out, claim, &offsets);
  const json record = json::parse(out);
  EXPECT_EQ(record["sentence_captured"], json::parse("[100,135]"));
  EXPECT_EQ(record["trigger"]["captured"], json::parse("[104,110]"));
  EXPECT_EQ(record["number"]["captured"], json::parse("[125,127]"));
  EXPECT_FALSE(record.contains("group_captured"));
  EXPECT_EQ(record_of(claim_from_json(out).value()), record_of(claim));
}

TEST(TextRecord, HoldsTheMainTextAndWhereEachBlockWasCaptured) {
  Document document;
  document.id = "sha256:00";
  document.source = "a.html";
  document.text = "A headline\n\nTwo were killed.\n\nA photograph\n\nThree were hurt.";
  document.composed = true;
  document.title_span = Span{0, 10};
  document.media_type = "text/html";
  document.blocks = {{{0, 10}, BlockKind::heading},
                     {{12, 28}, BlockKind::body},
                     {{30, 42}, BlockKind::caption},
                     {{44, 60}, BlockKind::body}};
  document.boilerplate = {{200, 210}};
  document.updated = day_from("2024-12-03");
  document.offsets.copied(10, 7);
  document.offsets.inserted(2);
  document.offsets.copied(16, 50);
  document.offsets.inserted(2);
  document.offsets.copied(12, 100);
  document.offsets.inserted(2);
  document.offsets.copied(16, 150);
  std::string out;
  write_text_record(out, document);
  const json record = json::parse(out);
  EXPECT_EQ(record["text"], "Two were killed.\n\nThree were hurt.");
  EXPECT_EQ(record["updated"], "2024-12-03");
  EXPECT_EQ(record["blocks"], json::parse(R"([{"span":null,"kind":"heading","text":"A headline","captured":[7,17]},
    {"span":[0,16],"captured":[50,66],"kind":"body"},
    {"span":null,"kind":"caption","text":"A photograph","captured":[100,112]},
    {"span":[18,34],"captured":[150,166],"kind":"body"},
    {"span":null,"kind":"boilerplate","captured":[200,210]}])"));
}

TEST(ClaimRecord, HasTheContractsFieldsInTheContractsOrder) {
  Claim claim;
  claim.id = "c_0123456789";
  claim.document = "sha256:00";
  claim.sentence = {560, 712};
  claim.trigger = {"killed", {600, 606}};
  claim.outcome = Outcome::killed;
  claim.number = Number{"16", {590, 592}, NumberForm::digits, 16, 16, std::nullopt, Hedge::at_least};
  claim.origin = Speaker{"sohr", "the monitor", {565, 576}, Quote{"according to", {552, 564}}};
  claim.when = Interval{day_from("2024-12-01"), day_from("2024-12-01"), TimePrecision::day, "on Sunday",
                        Span{650, 659},         Provenance::sentence};
  claim.where = {{"Aleppo",
                  {640, 646},
                  PlaceRole::in,
                  "gn:170063",
                  "Aleppo",
                  36.2,
                  37.16,
                  "locality",
                  "SY",
                  "Aleppo",
                  PlacePrecision::near,
                  Provenance::sentence}};
  claim.means = Means::airstrike;
  claim.rule = "passive";
  claim.confidence = 0.94;
  EXPECT_EQ(
      record_of(claim),
      R"({"type":"claim","id":"c_0123456789","document":"sha256:00","kind":"casualty","outcome":"killed","sentence":[560,712],)"
      R"("trigger":{"text":"killed","span":[600,606]},)"
      R"("number":{"text":"16","span":[590,592],"form":"digits","value":16,"low":16,"high":null,"hedge":"at_least"},)"
      R"("group":"people","group_text":null,"group_span":null,)"
      R"("origin":{"actor":"sohr","text":"the monitor","span":[565,576],"cue":{"text":"according to","span":[552,564]}},)"
      R"("relay":[],"aggregation":"incident","modality":"asserted","provisional":false,)"
      R"("when":{"start":"2024-12-01","end":"2024-12-01","precision":"day","text":"on Sunday","span":[650,659],"from":"sentence"},)"
      R"("as_of":null,"where":[{"text":"Aleppo","span":[640,646],"role":"in","place":"gn:170063","name":"Aleppo",)"
      R"("latitude":36.2,"longitude":37.16,"kind":"locality","country":"SY","region":"Aleppo","precision":"near","from":"sentence"}],)"
      R"("by":[],"means":"airstrike","part_of":null,"block":"body","rule":"passive","confidence":0.94})");
}

TEST(DocumentRecord, HasTheContractsFieldsInTheContractsOrder) {
  Document document;
  document.id = "sha256:00";
  document.source = "a.txt";
  document.title = "A title";
  document.title_span = Span{0, 7};
  document.published = Published{*day_from("2024-12-02"), Span{8, 20}, Provenance::text, TimePrecision::day};
  document.dateline = Dateline{"AMMAN", {21, 26}, ""};
  document.agencies = {"reuters"};
  document.captured_bytes = 6141;
  document.notes = {{"decoded", "from windows-1252"}};
  std::string out;
  write_document_record(out, document, 27);
  EXPECT_EQ(
      out,
      R"({"type":"document","document":"sha256:00","source":"a.txt","title":"A title","outlet":null,"language":null,)"
      R"("published":{"date":"2024-12-02","span":[8,20],"from":"text","precision":"day"},)"
      R"("dateline":{"text":"AMMAN","span":[21,26],"place":null},"agencies":["reuters"],"bytes":6141,"claims":27})");
}

TEST(ClaimRecord, BrokenUtf8InAQuoteStillGivesJson) {
  Claim claim;
  claim.id = "c_0";
  claim.document = "sha256:00";
  claim.trigger = {"kil\xFFled", {0, 7}};
  const auto back = claim_from_json(record_of(claim));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->trigger.text, "kil\uFFFDled");
  EXPECT_EQ(back->trigger.span, (Span{0, 7}));
}

TEST(ClaimFromJson, NamesTheFaultAndItsPlace) {
  auto fault = [](std::string_view record) {
    const auto claim = claim_from_json(record);
    EXPECT_FALSE(claim.has_value()) << record;
    if (claim) return std::string();
    EXPECT_EQ(claim.error().code, ErrorCode::parse);
    return claim.error().where + ": " + claim.error().what;
  };
  const std::string head = R"({"type":"claim","id":"c_0","document":"sha256:00","kind":"casualty","sentence":[0,1])";
  EXPECT_TRUE(claim_from_json(head + "}")) << claim_from_json(head + "}").error().what;
  EXPECT_EQ(fault(R"({"type":"document"})"), "type: not claim");
  EXPECT_EQ(fault(R"({"type":"claim","document":"d","kind":"casualty","sentence":[0,1]})"), "id: missing");
  EXPECT_EQ(fault(head + R"(,"outcome":"hurt"})"), "outcome: not of the vocabulary: hurt");
  EXPECT_EQ(fault(head + R"(,"number":{"text":"16","span":[3,2]}})"), "number.span: not a span");
  EXPECT_EQ(fault(head + R"(,"number":{"text":"16","span":[1]}})"), "number.span: not a span");
  EXPECT_EQ(fault(head + R"(,"number":{"text":"16","span":[1,2,3]}})"), "number.span: not a span");
  EXPECT_EQ(fault(head + R"(,"number":{"text":"16","span":[1,4294967296]}})"), "number.span: not a span");
  EXPECT_EQ(fault(head + R"(,"number":{"text":"16","span":[1,2],"value":1.5}})"), "number.value: not a whole number");
  EXPECT_EQ(fault(head + R"(,"when":{"start":"2024-02-30"}})"), "when.start: not a day: 2024-02-30");
  EXPECT_EQ(fault(head + R"(,"where":[{"span":[0,1]},{"span":[0,1],"role":"at"}]})"),
            "where[1].role: not of the vocabulary: at");
  EXPECT_EQ(fault(head + R"(,"by":["russia"]})"), "by: not a list of objects");
  EXPECT_EQ(fault(head + R"(,"provisional":"no"})"), "provisional: not true or false");
  EXPECT_EQ(fault("").substr(0, 19), ": not a JSON object");
  EXPECT_EQ(fault("[]").substr(0, 19), ": not a JSON object");
  EXPECT_EQ(fault(head).substr(0, 19), ": not a JSON object");
}

RC_GTEST_PROP(ClaimFromJson, SurvivesAnyBytes, ()) {
  std::string record = record_of(generate::claim("sha256:00"));
  for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, record.size());
    if (generate::coin()) {
      record[at] = static_cast<char>(*rc::gen::inRange(0, 256));
    } else {
      record.resize(at + 1);
    }
  }
  const auto claim = claim_from_json(record);
  if (claim) {
    // Whatever was understood is a claim that can be written.
    RC_ASSERT(claim_from_json(record_of(*claim)).has_value());
  }
}

}  // namespace
}  // namespace histor
