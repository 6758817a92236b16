// The public face over the house: nothing happens here that a caller could not do with the folders themselves.

#include <exception>

#include "base/day.hpp"
#include "base/version.hpp"
#include "histor/histor.hpp"
#include "model/json.hpp"
#include "read/reader.hpp"
#include "source/document.hpp"

namespace histor::api {

struct Reader::Impl {
  histor::Reader reader;
};

Reader::Reader() : impl_(std::make_unique<Impl>()) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Read Reader::read(std::string_view bytes, const Stated& stated) const {
  Read out;
  try {
    Given given;
    if (!stated.published.empty()) {
      given.published = day_from(stated.published);
      if (!given.published) {
        out.error = Failure{"the date of publication is not a day", stated.published, "write YYYY-MM-DD"};
        return out;
      }
    }
    given.outlet = stated.outlet;
    given.title = stated.title;
    given.url = stated.url;
    given.language = stated.language;
    const auto document = make_document(stated.source, bytes, given);
    if (!document) {
      out.error = Failure{document.error().what, document.error().where, document.error().hint};
      return out;
    }
    std::vector<Note> notes = document->notes;
    const std::vector<Claim> claims = impl_->reader.read(*document, notes);
    write_document_record(out.records.emplace_back(), *document, claims.size());
    for (const Claim& claim : claims) write_claim_record(out.records.emplace_back(), claim);
    for (const Note& note : notes) out.notes.push_back(note.text);
  } catch (const std::exception& fault) {
    out = {};
    out.error = Failure{fault.what(), stated.source,
                        "this is a fault in histor; please report it with the text that led to it"};
  }
  return out;
}

std::string_view version() {
  return program_version;
}

}  // namespace histor::api
