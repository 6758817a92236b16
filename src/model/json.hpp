#pragma once
// Documents and claims as JSON: the record that `histor read` writes, one object a line, and back again. docs/ledger.md
// and the golden tests hold its shape; the order of the fields never changes, so records can be compared as bytes.
//
// Unknown is null or an empty list: an empty string of the model is written as null and read back as empty. Offsets
// index the document's text in UTF-8 bytes. Where a text is not UTF-8, the quoted words are written with U+FFFD and the
// spans stay.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/mention.hpp"

namespace histor {

/// Appends the document record, without a line feed. `claims` is how many claim records follow.
void write_document_record(std::string& out, const Document& document, std::size_t claims);

/// Appends the claim record, without a line feed. The fields follow the kind:
///   casualty, displacement: outcome, number, group…, means, part_of
///   control: action, actor, status, violent, and `place` where the others have `where`
///   attack: means;  denial: denies;  statement: act, topic;  movement: movement, number, actor
/// A field set in the claim that its kind does not have is not written. Where `captured` is given and not empty (the
/// document's `offsets`), each span has beside it where its words stand in the captured bytes: "captured" beside
/// "span", "sentence_captured" beside "sentence", "group_captured" beside "group_span".
void write_claim_record(std::string& out, const Claim& claim, const OffsetMap* captured = nullptr);

/// Appends the mention record, without a line feed. The fields follow the kind:
///   place: place, name, latitude, longitude, place_kind, country, confidence
///   time: value, start, end, precision, time_type;  actor: actor
///   person: group;  count: number, group;  attribution: source, actor, cue, content, act
/// `captured` as for claims.
void write_mention_record(std::string& out, const Mention& mention, const OffsetMap* captured = nullptr);

/// Appends the text record, without a line feed: the main text, what is known of the document, and its blocks with
/// their places in the captured bytes. Spans index the `text` of this record. That is Document::text, but of a page, or
/// of an item whose headline stood apart, the blocks that are the report itself, a blank line between two: headline and
/// captions, with a null span, bring their own text.
void write_text_record(std::string& out, const Document& document);

/// Appends everything of the document but its text, without a line feed: the document record and what it leaves out
/// (author, url, encoding, blocks, notes…). What the ledger keeps.
void write_document_header(std::string& out, const Document& document);

/// Reads what write_claim_record() wrote; the exact inverse for a claim whose fields fit its kind and whose strings are
/// UTF-8. Keys it does not know are passed over, keys that are missing count as null.
/// Errors: parse, with the path of the faulty field in `where` ("number.form").
[[nodiscard]] Result<Claim> claim_from_json(std::string_view record);

/// Reads what write_document_header() or write_document_record() wrote, as claim_from_json(). The text stays empty.
[[nodiscard]] Result<Document> document_from_json(std::string_view record);

}  // namespace histor
