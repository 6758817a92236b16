// Expat tells of tags and words with the place where each stands; the path of the open elements tells what they mean.
// Names are taken as feeds write them, since many use prefixes that they do not declare: a declared prefix goes by what
// it is declared for, an undeclared one by custom. The words of a field are copied with their offsets; where a field
// holds elements of its own (XHTML in Atom, careless RSS), its content is the field's inside as it stands in the feed.

#include <expat.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <type_traits>
#include <utility>

#include "source/collection/feed_items.hpp"
#include "source/collection/words.hpp"

namespace histor {
namespace {

constexpr std::size_t depth_budget = 256;
// One reference to an entity of the document type has four bytes or more, so that a feed cannot grow beyond eightfold.
constexpr int entity_budget = 32;
constexpr std::size_t chunk = std::size_t{1} << 28U;

enum class Vocabulary { feed, content, dublin_core, xhtml, media, other };

Vocabulary of_address(std::string_view address) {
  if (address.find("purl.org/rss/1.0/modules/content") != std::string_view::npos) return Vocabulary::content;
  if (address.find("purl.org/dc/") != std::string_view::npos) return Vocabulary::dublin_core;
  if (address.find("w3.org/1999/xhtml") != std::string_view::npos) return Vocabulary::xhtml;
  if (address.find("purl.org/rss/1.0/modules") != std::string_view::npos) return Vocabulary::other;
  for (const std::string_view known : {"w3.org/2005/Atom", "purl.org/atom/ns", "purl.org/rss/1.0",
                                       "my.netscape.com/rdf", "backend.userland.com", "w3.org/1999/02/22-rdf-syntax"}) {
    if (address.find(known) != std::string_view::npos) return Vocabulary::feed;
  }
  return Vocabulary::other;
}

Vocabulary of_custom(std::string_view prefix) {
  if (prefix.empty() || prefix == "atom" || prefix == "rss" || prefix == "rdf") return Vocabulary::feed;
  if (prefix == "content") return Vocabulary::content;
  if (prefix == "dc" || prefix == "dcterms") return Vocabulary::dublin_core;
  if (prefix == "xhtml") return Vocabulary::xhtml;
  return Vocabulary::other;
}

enum class Field {
  none,
  title,
  link,
  guid,
  article,      // content:encoded, Atom's content, xhtml:body
  description,  // and Atom's summary
  author,
  outlet,
  language,
  published,
  created,
  updated,
};

// How a field's words are to be taken.
enum class Form { unsaid, plain, html, inside, none };

using Attributes = const XML_Char**;

std::string_view attribute(Attributes attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (name == attributes[0]) return attributes[1];
  }
  return {};
}

// The better of what an item offers as the report.
int rank(Field field) {
  switch (field) {
    case Field::article:
      return 3;
    case Field::description:
      return 2;
    case Field::title:
      return 1;
    default:
      return 0;
  }
}

class XmlFeedReader {
 public:
  XmlFeedReader(std::string_view bytes, std::string_view where, std::uint64_t members)
      : bytes_(bytes), where_(where), members_(members) {}

  Result<Feed> read() {
    // A mark of UTF-8 and blank lines before the declaration, which XML does not allow and feeds have.
    while (base_ < bytes_.size()) {
      if (bytes_.substr(base_).starts_with("\xEF\xBB\xBF")) {
        base_ += 3;
      } else if (is_blank(bytes_.substr(base_, 1))) {
        ++base_;
      } else {
        break;
      }
    }
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
        XML_ParserCreate("UTF-8"), XML_ParserFree);
    parser_ = parser.get();
    if (parser_ == nullptr) return failure(ErrorCode::io, "no memory for the reader of XML", where_);
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, on_start, on_end);
    XML_SetCharacterDataHandler(parser_, on_words);
    XML_SetEntityDeclHandler(parser_, on_entity);
    XML_SetSkippedEntityHandler(parser_, on_unknown_entity);
    // So that &nbsp; without a declaration, which many feeds have, is passed on instead of breaking the feed. There is
    // no handler for external entities, so that nothing is loaded.
    XML_UseForeignDTD(parser_, XML_TRUE);
    XML_Status status = XML_STATUS_OK;
    const std::string_view xml = bytes_.substr(base_);
    for (std::size_t at = 0; status == XML_STATUS_OK; at += chunk) {
      const std::string_view piece = xml.substr(at, chunk);
      const bool last = at + piece.size() >= xml.size();
      status = XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
      if (last) break;
    }
    if (thrown_) std::rethrow_exception(thrown_);
    if (status == XML_STATUS_ERROR && !enough_) {
      const std::size_t offset = std::min(
          base_ + static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0)), bytes_.size());
      std::string what = fault_.empty() ? XML_ErrorString(XML_GetErrorCode(parser_)) : std::move(fault_);
      if (item_depth_ != 0) what = "it breaks off in item " + std::to_string(feed_.items.size() + 1) + ": " + what;
      feed_.broken =
          Error{ErrorCode::parse, std::move(what), where_ + ":" + std::to_string(LineCounter(bytes_).line_at(offset)),
                "fetch or save the feed anew; the items before the break are read"};
    }
    if (feed_.broken && feed_.items.empty()) {
      feed_.broken->hint = "give a feed as its site serves it";
      return tl::unexpected(*std::move(feed_.broken));
    }
    return std::move(feed_);
  }

 private:
  // ---- expat's side: exceptions stop here, and nothing is done once reading was stopped ----

  template <class F>
  static void guarded(void* self, F&& use) {
    auto& reader = *static_cast<XmlFeedReader*>(self);
    if (reader.stopped_) return;
    try {
      use(reader);
    } catch (...) {
      reader.thrown_ = std::current_exception();
      reader.stop();
    }
  }
  static void XMLCALL on_start(void* self, const XML_Char* name, Attributes attributes) {
    guarded(self, [&](XmlFeedReader& reader) { reader.start(name, attributes); });
  }
  static void XMLCALL on_end(void* self, const XML_Char* /*name*/) {
    guarded(self, [](XmlFeedReader& reader) { reader.end(); });
  }
  static void XMLCALL on_words(void* self, const XML_Char* words, int size) {
    guarded(self,
            [&](XmlFeedReader& reader) { reader.words(std::string_view(words, static_cast<std::size_t>(size))); });
  }
  static void XMLCALL on_entity(void* self, const XML_Char* /*name*/, int /*is_parameter*/, const XML_Char* value,
                                int size, const XML_Char* /*base*/, const XML_Char* /*system*/,
                                const XML_Char* /*public_id*/, const XML_Char* /*notation*/) {
    guarded(self, [&](XmlFeedReader& reader) {
      if (value == nullptr) return;
      const std::string_view words(value, static_cast<std::size_t>(size));
      if (size > entity_budget || words.find_first_of("&<%") != std::string_view::npos)
        reader.refuse("its document type declares an entity that is long or holds markup");
    });
  }
  static void XMLCALL on_unknown_entity(void* self, const XML_Char* /*name*/, int is_parameter) {
    guarded(self, [&](XmlFeedReader& reader) {
      if (is_parameter == 0) reader.words(reader.event());
    });
  }

  void stop() {
    stopped_ = true;
    XML_StopParser(parser_, XML_FALSE);
  }
  void refuse(std::string why) {
    fault_ = std::move(why);
    stop();
  }

  // ---- places ----

  [[nodiscard]] std::size_t event_begin() const {
    const XML_Index index = XML_GetCurrentByteIndex(parser_);
    return std::min(base_ + static_cast<std::size_t>(std::max<XML_Index>(index, 0)), bytes_.size());
  }
  [[nodiscard]] std::size_t event_end() const {
    const int count = XML_GetCurrentByteCount(parser_);
    return std::min(event_begin() + static_cast<std::size_t>(std::max(count, 0)), bytes_.size());
  }
  [[nodiscard]] std::string_view event() const {
    const std::size_t begin = event_begin();
    return bytes_.substr(begin, event_end() - begin);
  }

  // ---- names ----

  struct Name {
    Vocabulary vocabulary = Vocabulary::other;
    std::string_view local;
  };
  [[nodiscard]] Name name_of(std::string_view whole) const {
    const std::size_t colon = whole.find(':');
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : whole.substr(0, colon);
    const std::string_view local = colon == std::string_view::npos ? whole : whole.substr(colon + 1);
    const auto declared = prefixes_.find(prefix);
    return {declared != prefixes_.end() ? declared->second : of_custom(prefix), local};
  }

  void declare(Attributes attributes) {
    constexpr std::size_t prefixes_budget = 200;
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view name = attributes[0];
      // A default that is none of a feed's stays a feed's: RSS 2.0 with some default of its own.
      if (!name.starts_with("xmlns:") || prefixes_.size() >= prefixes_budget) continue;
      prefixes_.emplace(name.substr(6), of_address(attributes[1]));
    }
  }

  // ---- elements ----

  void start(std::string_view whole, Attributes attributes) {
    ++depth_;
    if (depth_ > depth_budget) return refuse("elements within elements, more than " + std::to_string(depth_budget));
    declare(attributes);
    const Name name = name_of(whole);
    if (field_ != Field::none) {
      // An element within a field: where the field is the report, its inside is taken as it stands.
      if (rank(field_) > 1 && form_ != Form::plain) form_ = Form::inside;
      return;
    }
    if (depth_ == 1) {
      if (name.local != "rss" && name.local != "RDF" && name.local != "feed")
        return refuse("XML, but no feed: its root is \"" + std::string(whole.substr(0, 60)) + "\"");
      if (name.local == "feed") feed_.language = attribute(attributes, "xml:lang");
      atom_ = name.local == "feed";
      return;
    }
    if (item_depth_ == 0) {
      if (depth_ <= 3 && name.vocabulary == Vocabulary::feed && (name.local == "item" || name.local == "entry"))
        return start_item(attributes);
      start_of_head(name, attributes);
      return;
    }
    if (depth_ == item_depth_ + 1) {
      container_ = Field::none;
      open(field_of_item(name, attributes), attributes);
    } else if (depth_ == item_depth_ + 2 && name.vocabulary == Vocabulary::feed) {
      if (container_ == Field::author && name.local == "name") open(Field::author, attributes);
      if (container_ == Field::outlet && name.local == "title") open(Field::outlet, attributes);
    }
  }

  void start_item(Attributes attributes) {
    item_depth_ = depth_;
    item_ = {};
    created_.clear();
    best_rank_ = 0;
    item_.element.begin = static_cast<std::uint32_t>(event_begin());
    item_.guid = attribute(attributes, "rdf:about");
    item_.language = attribute(attributes, "xml:lang");
    container_ = Field::none;
  }

  void start_of_head(const Name& name, Attributes attributes) {
    const std::size_t level = atom_ ? 2 : 3;
    if (depth_ == 2) {
      in_channel_ = name.local == "channel";
      container_ = Field::none;
    }
    if (!atom_ && !in_channel_) return;
    if (depth_ == level + 1 && atom_ && container_ == Field::author && name.local == "name")
      return open(Field::author, attributes);
    if (depth_ != level) return;
    container_ = Field::none;
    if (name.local == "language") return open(Field::language, attributes);
    if (name.vocabulary != Vocabulary::feed) return;
    if (name.local == "title") return open(Field::title, attributes);
    if (name.local == "author" && atom_) container_ = Field::author;
    if (name.local == "link") {
      if (const auto href = alternate(attributes); !href.empty()) {
        if (feed_.link.empty()) feed_.link = href;
      } else if (attribute(attributes, "href").empty()) {
        open(Field::link, attributes);
      }
    }
  }

  static std::string_view alternate(Attributes attributes) {
    const std::string_view rel = attribute(attributes, "rel");
    return rel.empty() || rel == "alternate" ? attribute(attributes, "href") : std::string_view();
  }

  Field field_of_item(const Name& name, Attributes attributes) {
    if (name.vocabulary == Vocabulary::content) return name.local == "encoded" ? Field::article : Field::none;
    if (name.vocabulary == Vocabulary::xhtml) return name.local == "body" ? Field::article : Field::none;
    if (name.vocabulary == Vocabulary::dublin_core) {
      static constexpr std::array<std::pair<std::string_view, Field>, 8> of_core{{{"creator", Field::author},
                                                                                  {"date", Field::published},
                                                                                  {"issued", Field::published},
                                                                                  {"created", Field::created},
                                                                                  {"modified", Field::updated},
                                                                                  {"description", Field::description},
                                                                                  {"title", Field::title},
                                                                                  {"language", Field::language}}};
      return named(of_core, name.local);
    }
    if (name.vocabulary != Vocabulary::feed) return Field::none;
    if (name.local == "link") {
      const auto href = alternate(attributes);
      if (!href.empty() && item_.link.empty()) item_.link = href;
      return attribute(attributes, "href").empty() ? Field::link : Field::none;
    }
    if (name.local == "guid") item_.guid_is_link = attribute(attributes, "isPermaLink") != "false";
    if (atom_ && (name.local == "author" || name.local == "source")) {
      container_ = name.local == "author" ? Field::author : Field::outlet;
      return Field::none;
    }
    // Content that stands elsewhere.
    if (name.local == "content" && (!atom_ || !attribute(attributes, "src").empty())) return Field::none;
    static constexpr std::array<std::pair<std::string_view, Field>, 14> of_feed{{{"title", Field::title},
                                                                                 {"guid", Field::guid},
                                                                                 {"id", Field::guid},
                                                                                 {"content", Field::article},
                                                                                 {"description", Field::description},
                                                                                 {"summary", Field::description},
                                                                                 {"author", Field::author},
                                                                                 {"source", Field::outlet},
                                                                                 {"pubDate", Field::published},
                                                                                 {"published", Field::published},
                                                                                 {"issued", Field::published},
                                                                                 {"created", Field::created},
                                                                                 {"updated", Field::updated},
                                                                                 {"modified", Field::updated}}};
    return named(of_feed, name.local);
  }

  template <std::size_t N>
  static Field named(const std::array<std::pair<std::string_view, Field>, N>& names, std::string_view local) {
    const auto at = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == local; });
    return at == names.end() ? Field::none : at->second;
  }

  void open(Field field, Attributes attributes) {
    if (field == Field::none) return;
    field_ = field;
    field_depth_ = depth_;
    form_ = atom_ ? form_of(attributes) : Form::unsaid;
    inside_begin_ = event_end();
    writer_ = {};
  }

  static Form form_of(Attributes attributes) {
    const std::string_view type = attribute(attributes, "type");
    const std::string_view mode = attribute(attributes, "mode");
    if (mode == "base64") return Form::none;
    if (type == "html" || type == "text/html") return Form::html;
    if (type == "xhtml" || type == "application/xhtml+xml") return mode == "escaped" ? Form::html : Form::inside;
    if (type == "text" || type.starts_with("text/")) return mode == "escaped" ? Form::unsaid : Form::plain;
    return type.empty() ? Form::unsaid : Form::none;
  }

  void words(std::string_view words) {
    if (field_ == Field::none) return;
    const std::size_t begin = event_begin();
    const std::size_t end = event_end();
    // Offsets are told in the item; those of the head are not asked for.
    const std::size_t from = item_depth_ != 0 ? item_.element.begin : begin;
    if (bytes_.substr(begin, end - begin) == words) {
      writer_.copy(words, begin - from);
    } else {
      writer_.replace(words, begin - from, end - from);
    }
  }

  void end() {
    if (field_ != Field::none && depth_ == field_depth_) {
      if (item_depth_ != 0) {
        end_of_field();
      } else {
        end_of_head();
      }
      field_ = Field::none;
    }
    if (item_depth_ != 0 && depth_ == item_depth_) {
      item_.element.end = static_cast<std::uint32_t>(event_end());
      item_depth_ = 0;
      if (item_.published.empty()) item_.published = std::move(created_);
      feed_.items.push_back(std::move(item_));
      if (feed_.items.size() > members_) {
        enough_ = true;
        stop();
      }
    }
    --depth_;
  }

  void end_of_head() {
    const std::string& words = writer_.bytes();
    const auto once = [](std::string& to, std::string&& value) {
      if (to.empty()) to = std::move(value);
    };
    if (field_ == Field::title) once(feed_.title, plain_words(words));
    if (field_ == Field::link) once(feed_.link, in_one_line(words));
    if (field_ == Field::language) once(feed_.language, in_one_line(words));
    if (field_ == Field::author) once(feed_.author, plain_words(words));
  }

  void end_of_field() {
    const std::string& words = writer_.bytes();
    const auto once = [](std::string& to, std::string&& value) {
      if (to.empty()) to = std::move(value);
    };
    switch (field_) {
      case Field::title:
        once(item_.title, plain_words(words));
        offer();
        break;
      case Field::article:
      case Field::description:
        offer();
        break;
      case Field::link:
        once(item_.link, in_one_line(words));
        break;
      case Field::guid:
        if (!is_blank(words)) item_.guid = in_one_line(words);
        break;
      case Field::author:
        once(item_.author, plain_words(words));
        break;
      case Field::outlet:
        once(item_.outlet, plain_words(words));
        break;
      case Field::language:
        item_.language = in_one_line(words);
        break;
      case Field::published:
        once(item_.published, in_one_line(words));
        break;
      case Field::created:
        once(created_, in_one_line(words));
        break;
      case Field::updated:
        once(item_.updated, in_one_line(words));
        break;
      case Field::none:
        break;
    }
  }

  // Keeps the field's words as the item's content if they are words and the best so far.
  void offer() {
    if (rank(field_) <= best_rank_ || form_ == Form::none) return;
    std::string media_type = "text/plain";
    if (form_ == Form::inside) {
      const std::size_t begin = std::min(inside_begin_, event_begin());
      const std::string_view inside = bytes_.substr(begin, event_begin() - begin);
      writer_ = {};
      writer_.copy(inside, begin - item_.element.begin);
      media_type = "text/html";
    } else if (form_ == Form::html ||
               (form_ == Form::unsaid && (holds_tags(writer_.bytes()) || holds_references(writer_.bytes())))) {
      media_type = "text/html";
    }
    if (media_type == "text/html" ? plain_words(writer_.bytes()).empty() : is_blank(writer_.bytes())) return;
    best_rank_ = rank(field_);
    item_.content = writer_.finish(std::move(media_type));
  }

  std::string_view bytes_;
  std::string where_;
  std::uint64_t members_;
  XML_Parser parser_ = nullptr;
  std::size_t base_ = 0;  ///< what was left out before the XML
  std::map<std::string, Vocabulary, std::less<>> prefixes_;

  Feed feed_;
  FeedItem item_;
  int best_rank_ = 0;
  std::string created_;

  std::size_t depth_ = 0;
  std::size_t item_depth_ = 0;   ///< of the open item's element; 0 where none is
  std::size_t field_depth_ = 0;  ///< of the open field's element
  Field field_ = Field::none;
  Field container_ = Field::none;  ///< Atom's author or source, whose name or title is the field
  Form form_ = Form::unsaid;
  ContentWriter writer_;
  std::size_t inside_begin_ = 0;
  bool atom_ = false;
  bool in_channel_ = false;

  bool stopped_ = false;
  bool enough_ = false;
  std::string fault_;
  std::exception_ptr thrown_;
};

}  // namespace

Result<Feed> read_xml_feed(std::string_view bytes, std::string_view where, std::uint64_t members) {
  return XmlFeedReader(bytes, where, members).read();
}

}  // namespace histor
