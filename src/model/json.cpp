// Writing is one pass over the fields, in the record's order. Reading walks a parsed tree with one Fields object per
// JSON object; the first fault is kept with its path and the rest is read as absent, so no call in between needs
// checking.

#include "model/json.hpp"

#include <simdjson.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "base/json_writer.hpp"

namespace histor {
namespace {

// ---- writing ----

bool counts_people(ClaimKind kind) {
  return kind == ClaimKind::casualty || kind == ClaimKind::displacement;
}

/// Writes beside each span where its words stand in the captured bytes, where that is somewhere else.
class RecordWriter : public JsonWriter {
 public:
  explicit RecordWriter(std::string& out, const OffsetMap* captured = nullptr)
      : JsonWriter(out), captured_(captured != nullptr && !captured->empty() ? captured : nullptr) {}

  /// Nothing where `span` indexes the captured bytes themselves, or its words do not stand in them.
  [[nodiscard]] std::optional<Span> captured(Span span) const {
    if (captured_ == nullptr || span.end > captured_->size()) return std::nullopt;
    const Span source = captured_->source_of(span);
    return source.empty() && !span.empty() ? std::nullopt : std::optional(source);
  }

 private:
  const OffsetMap* captured_;
};

/// A word, or null where it is empty.
void write_text(RecordWriter& json, std::string_view name, std::string_view text) {
  json.key(name);
  if (text.empty()) {
    json.null();
  } else {
    json.value(text);
  }
}

void write_span(RecordWriter& json, std::string_view name, std::optional<Span> span) {
  const auto put = [&](std::string_view key, std::optional<Span> what) {
    json.key(key);
    if (what) {
      json.begin_array().value(what->begin).value(what->end).end_array();
    } else {
      json.null();
    }
  };
  put(name, span);
  if (!span) return;
  if (const auto captured = json.captured(*span)) {
    // "span" has "captured" beside it, "group_span" "group_captured", "sentence" "sentence_captured".
    std::string key(name.ends_with("span") ? name.substr(0, name.size() - 4) : name);
    if (!name.ends_with("span")) key += '_';
    put(key + "captured", captured);
  }
}

template <class Word>
void write_word(RecordWriter& json, std::string_view name, Word word) {
  json.member(name, to_string(word));
}

template <class Word>
void write_word(RecordWriter& json, std::string_view name, const std::optional<Word>& word) {
  json.key(name);
  if (word) {
    json.value(to_string(*word));
  } else {
    json.null();
  }
}

void write_day(RecordWriter& json, std::string_view name, std::optional<Day> day) {
  json.key(name);
  if (day) {
    json.value(to_string(*day));
  } else {
    json.null();
  }
}

void write_words(RecordWriter& json, std::string_view name, const std::vector<std::string>& words) {
  json.key(name).begin_array();
  for (const std::string& word : words) json.value(word);
  json.end_array();
}

void write_quote(RecordWriter& json, std::string_view name, const std::optional<Quote>& quote) {
  json.key(name);
  if (!quote) {
    json.null();
    return;
  }
  json.begin_object().member("text", quote->text);
  write_span(json, "span", quote->span);
  json.end_object();
}

void write_speaker(RecordWriter& json, const Speaker& speaker) {
  json.begin_object();
  write_text(json, "actor", speaker.actor);
  write_text(json, "text", speaker.text);
  write_span(json, "span", speaker.span);
  write_quote(json, "cue", speaker.cue);
  json.end_object();
}

void write_speaker(RecordWriter& json, std::string_view name, const std::optional<Speaker>& speaker) {
  json.key(name);
  if (speaker) {
    write_speaker(json, *speaker);
  } else {
    json.null();
  }
}

void write_number(RecordWriter& json, const std::optional<Number>& number) {
  json.key("number");
  if (!number) {
    json.null();
    return;
  }
  json.begin_object().member("text", number->text);
  write_span(json, "span", number->span);
  write_word(json, "form", number->form);
  json.member("value", number->value).member("low", number->low).member("high", number->high);
  write_word(json, "hedge", number->hedge);
  json.end_object();
}

void write_when(RecordWriter& json, const std::optional<Interval>& when) {
  json.key("when");
  if (!when) {
    json.null();
    return;
  }
  json.begin_object();
  write_day(json, "start", when->start);
  write_day(json, "end", when->end);
  write_word(json, "precision", when->precision);
  write_text(json, "text", when->text);
  write_span(json, "span", when->span);
  write_word(json, "from", when->from);
  json.end_object();
}

void write_as_of(RecordWriter& json, const std::optional<AsOf>& as_of) {
  json.key("as_of");
  if (!as_of) {
    json.null();
    return;
  }
  json.begin_object().member("time", as_of->time);
  write_text(json, "text", as_of->text);
  write_span(json, "span", as_of->span);
  json.end_object();
}

void write_where(RecordWriter& json, std::string_view name, const std::vector<Where>& places) {
  json.key(name).begin_array();
  for (const Where& where : places) {
    json.begin_object().member("text", where.text);
    write_span(json, "span", where.span);
    write_word(json, "role", where.role);
    write_text(json, "place", where.place);
    write_text(json, "name", where.name);
    json.member("latitude", where.latitude).member("longitude", where.longitude);
    write_text(json, "kind", where.kind);
    write_text(json, "country", where.country);
    write_text(json, "region", where.region);
    write_word(json, "precision", where.precision);
    write_word(json, "from", where.from);
    if (!where.part.empty()) json.member("part", where.part);
    json.end_object();
  }
  json.end_array();
}

void write_by(RecordWriter& json, const std::vector<By>& hands) {
  json.key("by").begin_array();
  for (const By& by : hands) {
    json.begin_object();
    write_text(json, "actor", by.actor);
    write_text(json, "text", by.text);
    write_span(json, "span", by.span);
    json.member("alleged", by.alleged).end_object();
  }
  json.end_array();
}

void write_published(RecordWriter& json, const std::optional<Published>& published) {
  json.key("published");
  if (!published) {
    json.null();
    return;
  }
  json.begin_object().member("date", to_string(published->date));
  write_span(json, "span", published->span);
  write_word(json, "from", published->from);
  write_word(json, "precision", published->precision);
  json.end_object();
}

void write_dateline(RecordWriter& json, const std::optional<Dateline>& dateline) {
  json.key("dateline");
  if (!dateline) {
    json.null();
    return;
  }
  json.begin_object().member("text", dateline->text);
  write_span(json, "span", dateline->span);
  write_text(json, "place", dateline->place);
  json.end_object();
}

/// Each run as [bytes of the view, 0 copied 1 replaced 2 inserted, begin and size in the source].
void write_offsets(RecordWriter& json, const OffsetMap& offsets) {
  json.key("offsets").begin_array();
  const auto& runs = offsets.runs();
  for (std::size_t r = 0; r < runs.size(); ++r) {
    const std::uint32_t end = r + 1 < runs.size() ? runs[r + 1].begin : offsets.size();
    json.begin_array().value(end - runs[r].begin).value(static_cast<std::uint32_t>(runs[r].kind));
    if (runs[r].kind != OffsetMap::Kind::inserted) json.value(runs[r].source.begin).value(runs[r].source.size());
    json.end_array();
  }
  json.end_array();
}

/// The fields that the record and the header share, in an object that stays open.
void write_document_fields(RecordWriter& json, const Document& document) {
  json.begin_object().member("type", "document").member("document", document.id);
  write_text(json, "source", document.source);
  write_text(json, "title", document.title);
  write_text(json, "outlet", document.outlet);
  write_text(json, "language", document.language);
  write_published(json, document.published);
  if (document.updated) write_day(json, "updated", document.updated);
  write_dateline(json, document.dateline);
  write_words(json, "agencies", document.agencies);
  json.member("bytes", document.captured_bytes);
}

// ---- reading ----

namespace dom = simdjson::dom;

/// The first thing wrong, and where.
struct Fault {
  std::string what;
  std::string where;
};

/// A JSON object being read. Absent, null and ill-typed values read as nothing; an ill-typed one leaves a fault.
class Fields {
 public:
  Fields(dom::object object, std::string path, Fault& fault) : object_(object), path_(std::move(path)), fault_(fault) {}

  /// The value under `name`, or nothing where it is missing or null.
  [[nodiscard]] std::optional<dom::element> find(std::string_view name) const {
    dom::element element;
    if (object_.at_key(name).get(element) != simdjson::SUCCESS || element.is_null()) return std::nullopt;
    return element;
  }

  [[nodiscard]] std::string text(std::string_view name) const {
    return std::string(get<std::string_view>(name, "a string").value_or(std::string_view{}));
  }

  /// As text(), but must be there.
  [[nodiscard]] std::string needed_text(std::string_view name) const {
    if (!find(name)) complain("missing", name);
    return text(name);
  }

  [[nodiscard]] bool truth(std::string_view name) const { return maybe_truth(name).value_or(false); }
  [[nodiscard]] std::optional<bool> maybe_truth(std::string_view name) const {
    return get<bool>(name, "true or false");
  }
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const {
    return get<std::int64_t>(name, "a whole number");
  }
  [[nodiscard]] std::optional<double> number(std::string_view name) const { return get<double>(name, "a number"); }

  template <class Word>
  [[nodiscard]] std::optional<Word> word(std::string_view name) const {
    const auto text = get<std::string_view>(name, "a string");
    if (!text) return std::nullopt;
    const auto word = from_string<Word>(*text);
    if (!word) complain("not of the vocabulary: " + std::string(*text), name);
    return word;
  }

  template <class Word>
  void word_into(std::string_view name, Word& out) const {
    if (const auto value = word<Word>(name)) out = *value;
  }

  [[nodiscard]] std::optional<Day> day(std::string_view name) const {
    const auto text = get<std::string_view>(name, "a string");
    if (!text) return std::nullopt;
    const auto day = day_from(*text);
    if (!day) complain("not a day: " + std::string(*text), name);
    return day;
  }

  [[nodiscard]] std::optional<Span> maybe_span(std::string_view name) const {
    const auto pair = get<dom::array>(name, "two offsets");
    if (!pair) return std::nullopt;
    std::uint64_t ends[2] = {0, 0};
    std::size_t count = 0;
    for (const dom::element element : *pair) {
      std::uint64_t offset = 0;
      if (count == 2 || element.get(offset) != simdjson::SUCCESS ||
          offset > std::numeric_limits<std::uint32_t>::max()) {
        count = 3;
        break;
      }
      ends[count++] = offset;
    }
    if (count != 2 || ends[0] > ends[1]) {
      complain("not a span", name);
      return std::nullopt;
    }
    return Span{static_cast<std::uint32_t>(ends[0]), static_cast<std::uint32_t>(ends[1])};
  }

  [[nodiscard]] Span span(std::string_view name) const {
    if (!find(name)) complain("missing", name);
    return maybe_span(name).value_or(Span{});
  }

  /// The arrays of offsets under `name`, each of at most four.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> offsets(std::string_view name) const {
    std::vector<std::vector<std::uint32_t>> out;
    const auto rows = get<dom::array>(name, "a list");
    if (!rows) return out;
    for (const dom::element row : *rows) {
      dom::array numbers;
      std::vector<std::uint32_t> values;
      if (row.get(numbers) != simdjson::SUCCESS) values.resize(5);
      for (const dom::element number : numbers) {
        std::uint64_t value = 0;
        if (values.size() >= 4 || number.get(value) != simdjson::SUCCESS ||
            value > std::numeric_limits<std::uint32_t>::max()) {
          values.resize(5);
          break;
        }
        values.push_back(static_cast<std::uint32_t>(value));
      }
      if (values.size() > 4) {
        complain("not a list of offsets", name);
        return {};
      }
      out.push_back(std::move(values));
    }
    return out;
  }

  [[nodiscard]] std::vector<std::string> words(std::string_view name) const {
    std::vector<std::string> out;
    const auto array = get<dom::array>(name, "a list");
    if (!array) return out;
    for (const dom::element element : *array) {
      std::string_view word;
      if (element.get(word) != simdjson::SUCCESS) {
        complain("not a list of strings", name);
        break;
      }
      out.emplace_back(word);
    }
    return out;
  }

  /// The object under `name`, read by `read`.
  template <class Read>
  [[nodiscard]] auto object(std::string_view name, Read read) const -> std::optional<decltype(read(*this))> {
    const auto inner = get<dom::object>(name, "an object");
    if (!inner) return std::nullopt;
    return read(Fields(*inner, within(name), fault_));
  }

  /// The objects in the list under `name`, each read by `read`.
  template <class Read>
  [[nodiscard]] auto objects(std::string_view name, Read read) const -> std::vector<decltype(read(*this))> {
    std::vector<decltype(read(*this))> out;
    const auto array = get<dom::array>(name, "a list");
    if (!array) return out;
    for (const dom::element element : *array) {
      dom::object inner;
      if (element.get(inner) != simdjson::SUCCESS) {
        complain("not a list of objects", name);
        break;
      }
      out.push_back(read(Fields(inner, within(name) + '[' + std::to_string(out.size()) + ']', fault_)));
    }
    return out;
  }

  void complain(std::string what, std::string_view name) const {
    if (fault_.what.empty()) fault_ = {std::move(what), within(name)};
  }

 private:
  template <class Value>
  [[nodiscard]] std::optional<Value> get(std::string_view name, std::string_view wanted) const {
    const auto element = find(name);
    if (!element) return std::nullopt;
    Value value;
    if (element->get(value) != simdjson::SUCCESS) {
      complain("not " + std::string(wanted), name);
      return std::nullopt;
    }
    return value;
  }

  [[nodiscard]] std::string within(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + '.' + std::string(name);
  }

  dom::object object_;
  std::string path_;
  Fault& fault_;
};

Quote read_quote(const Fields& fields) {
  return {fields.text("text"), fields.span("span")};
}

Speaker read_speaker(const Fields& fields) {
  return {fields.text("actor"), fields.text("text"), fields.span("span"), fields.object("cue", read_quote)};
}

Number read_number(const Fields& fields) {
  Number number;
  number.text = fields.text("text");
  number.span = fields.span("span");
  fields.word_into("form", number.form);
  number.value = fields.integer("value");
  number.low = fields.integer("low");
  number.high = fields.integer("high");
  fields.word_into("hedge", number.hedge);
  return number;
}

Interval read_interval(const Fields& fields) {
  Interval when;
  when.start = fields.day("start");
  when.end = fields.day("end");
  fields.word_into("precision", when.precision);
  when.text = fields.text("text");
  when.span = fields.maybe_span("span");
  fields.word_into("from", when.from);
  return when;
}

AsOf read_as_of(const Fields& fields) {
  return {fields.text("time"), fields.text("text"), fields.span("span")};
}

Where read_where(const Fields& fields) {
  Where where;
  where.text = fields.text("text");
  where.span = fields.span("span");
  fields.word_into("role", where.role);
  where.place = fields.text("place");
  where.name = fields.text("name");
  where.latitude = fields.number("latitude");
  where.longitude = fields.number("longitude");
  where.kind = fields.text("kind");
  where.country = fields.text("country");
  where.region = fields.text("region");
  fields.word_into("precision", where.precision);
  fields.word_into("from", where.from);
  where.part = fields.text("part");
  return where;
}

By read_by(const Fields& fields) {
  return {fields.text("actor"), fields.text("text"), fields.maybe_span("span"), fields.truth("alleged")};
}

Published read_published(const Fields& fields) {
  Published published;
  if (const auto date = fields.day("date")) {
    published.date = *date;
  } else {
    fields.complain("missing", "date");
  }
  published.span = fields.maybe_span("span");
  fields.word_into("from", published.from);
  fields.word_into("precision", published.precision);
  return published;
}

Dateline read_dateline(const Fields& fields) {
  return {fields.text("text"), fields.span("span"), fields.text("place")};
}

Block read_block(const Fields& fields) {
  Block block;
  block.span = fields.span("span");
  fields.word_into("kind", block.kind);
  return block;
}

OffsetMap read_offsets(const Fields& fields) {
  OffsetMap map;
  for (const auto& run : fields.offsets("offsets")) {
    const bool inserted = run.size() == 2 && run[1] == static_cast<std::uint32_t>(OffsetMap::Kind::inserted);
    if (inserted) {
      map.inserted(run[0]);
    } else if (run.size() == 4 && run[2] + std::uint64_t{run[3]} <= std::numeric_limits<std::uint32_t>::max() &&
               (run[1] == 0 ? run[3] == run[0] : run[1] == 1)) {
      if (run[1] == 0) map.copied(run[0], run[2]);
      if (run[1] == 1) map.replaced(run[0], {run[2], run[2] + run[3]});
    } else {
      fields.complain("not a map of offsets", "offsets");
      return {};
    }
  }
  return map;
}

Note read_note(const Fields& fields) {
  return {fields.text("code"), fields.text("text")};
}

Claim read_claim(const Fields& fields) {
  Claim claim;
  claim.id = fields.needed_text("id");
  claim.document = fields.needed_text("document");
  if (!fields.find("kind")) fields.complain("missing", "kind");
  fields.word_into("kind", claim.kind);
  claim.sentence = fields.span("sentence");
  claim.trigger = fields.object("trigger", read_quote).value_or(Quote{});

  claim.outcome = fields.word<Outcome>("outcome");
  claim.number = fields.object("number", read_number);
  fields.word_into("group", claim.group);
  claim.group_text = fields.text("group_text");
  claim.group_span = fields.maybe_span("group_span");
  claim.means = fields.word<Means>("means");
  claim.part_of = fields.text("part_of");

  claim.action = fields.word<ControlAction>("action");
  claim.actor = fields.object("actor", read_speaker);
  fields.word_into("status", claim.status);
  claim.violent = fields.maybe_truth("violent");

  claim.origin = fields.object("origin", read_speaker);
  claim.relay = fields.objects("relay", read_speaker);
  fields.word_into("aggregation", claim.aggregation);
  fields.word_into("modality", claim.modality);
  claim.provisional = fields.truth("provisional");
  claim.when = fields.object("when", read_interval);
  claim.as_of = fields.object("as_of", read_as_of);
  claim.where = fields.objects(claim.kind == ClaimKind::control ? "place" : "where", read_where);
  claim.by = fields.objects("by", read_by);
  claim.denies = fields.words("denies");
  claim.topic = fields.text("topic");
  claim.act = fields.word<SpeechAct>("act");
  claim.movement = fields.word<MovementKind>("movement");
  fields.word_into("block", claim.block);
  claim.rule = fields.text("rule");
  claim.confidence = fields.number("confidence").value_or(1.0);
  return claim;
}

Document read_document(const Fields& fields) {
  Document document;
  document.id = fields.needed_text("document");
  document.source = fields.text("source");
  document.title = fields.text("title");
  document.outlet = fields.text("outlet");
  document.language = fields.text("language");
  document.published = fields.object("published", read_published);
  document.dateline = fields.object("dateline", read_dateline);
  document.agencies = fields.words("agencies");
  if (const auto bytes = fields.integer("bytes")) {
    if (*bytes < 0) {
      fields.complain("less than nothing", "bytes");
    } else {
      document.captured_bytes = static_cast<std::size_t>(*bytes);
    }
  }
  document.title_span = fields.maybe_span("title_span");
  document.updated = fields.day("updated");
  if (fields.find("media_type")) document.media_type = fields.text("media_type");
  document.traceable = fields.maybe_truth("traceable").value_or(true);
  document.composed = fields.maybe_truth("composed").value_or(false);
  if (fields.find("offsets")) document.offsets = read_offsets(fields);
  for (const auto& pair : fields.offsets("boilerplate")) {
    if (pair.size() == 2 && pair[0] <= pair[1]) {
      document.boilerplate.push_back({pair[0], pair[1]});
    } else {
      fields.complain("not a span", "boilerplate");
    }
  }
  document.author = fields.text("author");
  document.url = fields.text("url");
  if (fields.find("encoding")) document.encoding = fields.text("encoding");
  document.blocks = fields.objects("blocks", read_block);
  document.notes = fields.objects("notes", read_note);
  return document;
}

template <class Read>
auto read_record(std::string_view record, std::string_view type, Read read)
    -> Result<decltype(read(std::declval<const Fields&>()))> {
  dom::parser parser;
  dom::object object;
  // simdjson copies into its own padded buffer: the caller's bytes need no padding.
  if (const auto error = parser.parse(record.data(), record.size(), true).get(object); error != simdjson::SUCCESS) {
    return failure(ErrorCode::parse, "not a JSON object: " + std::string(simdjson::error_message(error)));
  }
  Fault fault;
  const Fields fields(object, {}, fault);
  if (fields.text("type") != type) fields.complain("not " + std::string(type), "type");
  auto value = read(fields);
  if (!fault.what.empty()) return failure(ErrorCode::parse, std::move(fault.what), std::move(fault.where));
  return value;
}

}  // namespace

void write_document_record(std::string& out, const Document& document, std::size_t claims) {
  RecordWriter json(out, &document.offsets);
  write_document_fields(json, document);
  json.member("claims", claims).end_object();
}

void write_document_header(std::string& out, const Document& document) {
  RecordWriter json(out);
  write_document_fields(json, document);
  write_span(json, "title_span", document.title_span);
  write_text(json, "author", document.author);
  write_text(json, "url", document.url);
  json.member("encoding", document.encoding);
  json.key("blocks").begin_array();
  for (const Block& block : document.blocks) {
    json.begin_object();
    write_span(json, "span", block.span);
    write_word(json, "kind", block.kind);
    json.end_object();
  }
  json.end_array();
  json.key("notes").begin_array();
  for (const Note& note : document.notes) {
    json.begin_object().member("code", note.code).member("text", note.text).end_object();
  }
  json.end_array();
  // What plain text does not have.
  if (document.media_type != "text/plain") json.member("media_type", document.media_type);
  if (!document.traceable) json.member("traceable", false);
  if (document.composed) json.member("composed", true);
  if (!document.offsets.empty()) write_offsets(json, document.offsets);
  if (!document.boilerplate.empty()) {
    json.key("boilerplate").begin_array();
    for (const Span span : document.boilerplate) json.begin_array().value(span.begin).value(span.end).end_array();
    json.end_array();
  }
  json.end_object();
}

namespace {

/// The blocks of a composed text that are the report itself, a blank line between two, and where each stands there.
std::string main_text(const Document& document, std::vector<std::optional<Span>>& spans) {
  std::string out;
  for (const Block& block : document.blocks) {
    const bool aside = block.kind == BlockKind::caption || block.kind == BlockKind::boilerplate ||
                       (document.title_span && *document.title_span == block.span);
    spans.push_back(std::nullopt);
    if (aside) continue;
    if (!out.empty()) out += "\n\n";
    const auto begin = static_cast<std::uint32_t>(out.size());
    out += slice(document.text, block.span);
    spans.back() = Span{begin, static_cast<std::uint32_t>(out.size())};
  }
  return out;
}

}  // namespace

void write_text_record(std::string& out, const Document& document) {
  std::vector<std::optional<Span>> spans;
  const std::string composed = document.composed ? main_text(document, spans) : std::string();
  RecordWriter json(out, &document.offsets);
  json.begin_object().member("type", "text").member("document", document.id);
  write_text(json, "source", document.source);
  write_text(json, "title", document.title);
  json.member("text", document.composed ? composed : document.text);
  write_published(json, document.published);
  write_day(json, "updated", document.updated);
  write_text(json, "outlet", document.outlet);
  write_text(json, "author", document.author);
  write_text(json, "language", document.language);
  write_text(json, "url", document.url);
  json.member("media_type", document.media_type).member("encoding", document.encoding);
  json.member("bytes", document.captured_bytes);
  const auto put = [&](std::string_view name, std::optional<Span> span) {
    json.key(name);
    if (span) {
      json.begin_array().value(span->begin).value(span->end).end_array();
    } else {
      json.null();
    }
  };
  json.key("blocks").begin_array();
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    const std::optional<Span> span = document.composed ? spans[b] : std::optional(block.span);
    json.begin_object();
    put("span", span);
    write_word(json, "kind", block.kind);
    if (!span) json.member("text", slice(document.text, block.span));
    if (const auto captured = json.captured(block.span)) put("captured", captured);
    json.end_object();
  }
  for (const Span span : document.boilerplate) {
    json.begin_object();
    put("span", std::nullopt);
    write_word(json, "kind", BlockKind::boilerplate);
    put("captured", span);
    json.end_object();
  }
  json.end_array().key("notes").begin_array();
  for (const Note& note : document.notes) {
    json.begin_object().member("code", note.code).member("text", note.text).end_object();
  }
  json.end_array().end_object();
}

void write_claim_record(std::string& out, const Claim& claim, const OffsetMap* captured) {
  const bool harm = counts_people(claim.kind);
  const bool control = claim.kind == ClaimKind::control;
  RecordWriter json(out, captured);
  json.begin_object().member("type", "claim").member("id", claim.id).member("document", claim.document);
  write_word(json, "kind", claim.kind);
  if (harm) write_word(json, "outcome", claim.outcome);
  if (control) write_word(json, "action", claim.action);
  write_span(json, "sentence", claim.sentence);
  write_quote(json, "trigger", claim.trigger);
  if (harm) {
    write_number(json, claim.number);
    write_word(json, "group", claim.group);
    write_text(json, "group_text", claim.group_text);
    write_span(json, "group_span", claim.group_span);
  }
  if (claim.kind == ClaimKind::movement) {
    write_word(json, "movement", claim.movement);
    write_number(json, claim.number);
    write_speaker(json, "actor", claim.actor);
  }
  if (control) {
    write_where(json, "place", claim.where);
    write_speaker(json, "actor", claim.actor);
    write_word(json, "status", claim.status);
    json.member("violent", claim.violent);
  }
  write_speaker(json, "origin", claim.origin);
  json.key("relay").begin_array();
  for (const Speaker& relay : claim.relay) write_speaker(json, relay);
  json.end_array();
  write_word(json, "aggregation", claim.aggregation);
  write_word(json, "modality", claim.modality);
  json.member("provisional", claim.provisional);
  write_when(json, claim.when);
  write_as_of(json, claim.as_of);
  if (!control) write_where(json, "where", claim.where);
  write_by(json, claim.by);
  if (harm || claim.kind == ClaimKind::attack) write_word(json, "means", claim.means);
  if (harm) write_text(json, "part_of", claim.part_of);
  if (claim.kind == ClaimKind::denial) write_words(json, "denies", claim.denies);
  if (claim.kind == ClaimKind::statement) {
    write_word(json, "act", claim.act);
    write_text(json, "topic", claim.topic);
  }
  write_word(json, "block", claim.block);
  write_text(json, "rule", claim.rule);
  json.member("confidence", claim.confidence).end_object();
}

void write_mention_record(std::string& out, const Mention& mention, const OffsetMap* captured) {
  RecordWriter json(out, captured);
  json.begin_object().member("type", "mention");
  write_word(json, "kind", mention.kind);
  json.member("document", mention.document);
  const bool said = mention.kind == MentionKind::attribution;
  if (!said) {
    json.member("text", mention.text);
    write_span(json, "span", mention.span);
  }
  switch (mention.kind) {
    case MentionKind::place:
    case MentionKind::demonym:
    case MentionKind::site:
      write_text(json, "place", mention.place);
      write_text(json, "name", mention.name);
      json.member("latitude", mention.latitude).member("longitude", mention.longitude);
      write_text(json, "place_kind", mention.place_kind);
      write_text(json, "country", mention.country);
      json.member("confidence", mention.confidence);
      break;
    case MentionKind::time:
      write_text(json, "value", mention.value);
      write_day(json, "start", mention.start);
      write_day(json, "end", mention.end);
      write_word(json, "precision", mention.precision);
      write_text(json, "time_type", mention.time_type);
      break;
    case MentionKind::actor:
      write_text(json, "actor", mention.actor);
      break;
    case MentionKind::person:
      write_word(json, "group", mention.group);
      break;
    case MentionKind::count:
      write_number(json, mention.number);
      write_word(json, "group", mention.group);
      break;
    case MentionKind::attribution:
      write_quote(json, "source", mention.source);
      write_text(json, "actor", mention.actor);
      write_quote(json, "cue", Quote{mention.text, mention.span});
      json.key("content");
      if (mention.content) {
        json.begin_object();
        write_span(json, "span", mention.content->span);
        json.end_object();
      } else {
        json.null();
      }
      write_word(json, "act", mention.act);
      break;
    case MentionKind::event:
      write_where(json, "where", mention.where);
      json.member("confidence", mention.where.empty() ? std::nullopt : std::optional<double>(mention.confidence));
      break;
  }
  json.end_object();
}

Result<Claim> claim_from_json(std::string_view record) {
  return read_record(record, "claim", read_claim);
}

Result<Document> document_from_json(std::string_view record) {
  return read_record(record, "document", read_document);
}

}  // namespace histor
