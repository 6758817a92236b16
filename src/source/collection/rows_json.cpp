// Each object is walked and read by simdjson side by side: the walk tells where the text stands, simdjson what the
// rest says.

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "source/collection/json_walk.hpp"
#include "source/collection/row_parts.hpp"
#include "source/collection/rows.hpp"
#include "source/collection/words.hpp"
#include "source/csv.hpp"

namespace histor {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t columns_told = 20;
constexpr std::size_t names_joined = 20;

// A string, a number as it is written, what an object is called, or the parts of a list.
std::string words_of(const element& value, bool parts = true) {
  std::string_view words;
  if (value.get(words) == simdjson::SUCCESS) return std::string(words);
  if (value.is_number()) return simdjson::minify(value);
  object inside;
  if (value.get(inside) == simdjson::SUCCESS) {
    for (const char* name : {"name", "title", "username"}) {
      if (inside[name].get(words) == simdjson::SUCCESS) return std::string(words);
    }
    return {};
  }
  simdjson::dom::array list;
  std::string out;
  if (!parts || value.get(list) != simdjson::SUCCESS) return out;
  std::size_t count = 0;
  for (const element part : list) {
    const std::string one = words_of(part, false);
    if (one.empty() || ++count > names_joined) continue;
    if (!out.empty()) out += ", ";
    out += one;
  }
  return out;
}

// Where a role's value stands and what it is.
struct Found {
  std::optional<element> value;
  std::size_t begin = 0;
  std::size_t rank = 0;
};

// One object, and what its members are to a report.
class Row {
 public:
  Row(std::string_view json, const object& from, const FieldMap& fields) : json_(json), fields_(fields) {
    JsonWalk walk(json);
    for (const auto& [key, value] : from) {
      const auto member = walk.next();
      if (!member) break;
      note(key, value, member->begin);
    }
    for (std::size_t role = 0; role < field_roles; ++role) {
      if (const std::string& path = fields.names[role]; !path.empty() && !found_[role].value) descend(from, role, path);
    }
  }

  [[nodiscard]] const Found& operator[](FieldRole role) const { return found_[static_cast<std::size_t>(role)]; }
  [[nodiscard]] bool has_text() const { return (*this)[FieldRole::text].value.has_value(); }

  // The text, or nullopt where there is none in it.
  [[nodiscard]] std::optional<Content> content() const {
    const Found& text = (*this)[FieldRole::text];
    std::string_view words;
    if (!text.value || text.value->get(words) != simdjson::SUCCESS || is_blank(words)) return std::nullopt;
    ContentWriter writer;
    append_json_words(writer, json_, text.begin);
    return page_or_text(writer);
  }

  [[nodiscard]] RowWords words() const {
    RowWords out;
    for (std::size_t role = 0; role < field_roles; ++role) {
      if (static_cast<FieldRole>(role) != FieldRole::text && found_[role].value)
        out[role] = words_of(*found_[role].value);
    }
    return out;
  }

 private:
  void note(std::string_view key, const element& value, std::size_t begin) {
    bool named = false;
    for (std::size_t role = 0; role < field_roles; ++role) {
      if (fields_.names[role] != key) continue;
      found_[role] = {value, begin, 0};
      named = true;
    }
    if (named || value.is_null()) return;
    const KnownField known = known_field(key);
    if (!known.known || !fields_[known.role].empty()) return;
    if (known.role == FieldRole::text && !value.is_string()) return;
    Found& found = found_[static_cast<std::size_t>(known.role)];
    // A name further down the list counts where the better one holds nothing.
    std::string_view words;
    const bool blank = value.get(words) == simdjson::SUCCESS && is_blank(words);
    const std::size_t rank = known.rank + (blank ? blank_rank : 0);
    if (!found.value || rank < found.rank) found = {value, begin, rank};
  }

  // "user.name": the member of a member.
  void descend(const object& from, std::size_t role, std::string_view path) {
    object inside = from;
    std::size_t at = 0;
    for (;;) {
      const std::size_t dot = std::min(path.find('.'), path.size());
      const std::string_view key = path.substr(0, dot);
      const auto member = json_member(json_, at, key);
      element value;
      if (!member || inside[key].get(value) != simdjson::SUCCESS) return;
      at = member->begin;
      if (dot == path.size()) {
        found_[role] = {value, at, 0};
        return;
      }
      if (value.get(inside) != simdjson::SUCCESS) return;
      path.remove_prefix(dot + 1);
    }
  }

  static constexpr std::size_t blank_rank = 1000;
  std::string_view json_;
  const FieldMap& fields_;
  std::array<Found, field_roles> found_{};
};

// One item of a carrier, before it is judged.
struct Item {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t number = 0;  ///< line, or place in the array
  bool whole = true;
};

class LineItems {
 public:
  LineItems(std::string_view text, std::size_t at) : text_(text), at_(at) {}
  std::optional<Item> next() {
    while (at_ < text_.size()) {
      Item item{at_, std::min(text_.find('\n', at_), text_.size()), ++line_, true};
      at_ = item.end + 1;
      while (item.end > item.begin && is_blank(text_.substr(item.end - 1, 1))) --item.end;
      item.begin = std::min(json_word_at(text_, item.begin), item.end);
      if (item.begin < item.end) return item;
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  std::size_t at_;
  std::size_t line_ = 0;
};

class ArrayItems {
 public:
  ArrayItems(std::string_view text, std::size_t at) : text_(text), walk_(text, at) {}
  std::optional<Item> next() {
    const auto member = walk_.next();
    if (member) {
      whole_ = member->whole;
      return Item{member->begin, member->end, ++number_, member->whole};
    }
    if (walk_.closed() || !whole_ || told_) return std::nullopt;
    told_ = true;
    return Item{std::min(walk_.at(), text_.size()), text_.size(), ++number_, false};
  }

 private:
  std::string_view text_;
  JsonWalk walk_;
  std::size_t number_ = 0;
  bool whole_ = true;
  bool told_ = false;
};

class OneItem {
 public:
  explicit OneItem(Item item) : item_(item) {}
  std::optional<Item> next() { return std::exchange(item_, std::nullopt); }

 private:
  std::optional<Item> item_;
};

class JsonRows {
 public:
  JsonRows(const Capture& carrier, const FieldMap& fields) : carrier_(carrier), text_(carrier.bytes), fields_(fields) {}

  Result<void> open(const UnfoldBudget& budget, const TakeCapture& take) {
    const std::size_t mark = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::size_t at = json_word_at(text_, mark);
    if (at >= text_.size()) return failure(ErrorCode::empty, "nothing in it", carrier_.source);
    if (text_[at] == '[') return rows(ArrayItems(text_, at), budget, take);
    const auto end = json_end(text_, at);
    const bool one = text_[at] == '{' && (!end || json_word_at(text_, *end) >= text_.size()) &&
                     (end || text_.find('\n', at) != std::string_view::npos);
    if (!one) return rows(LineItems(text_, mark), budget, take);
    if (const auto list = list_in(at)) return rows(ArrayItems(text_, *list), budget, take);
    // An object that breaks off may be the first of several lines.
    if (!end) return rows(LineItems(text_, mark), budget, take);
    return rows(OneItem({at, *end, 1, true}), budget, take);
  }

 private:
  template <class Items>
  Result<void> rows(Items items, const UnfoldBudget& budget, const TakeCapture& take) {
    if (auto text = check_text_field(items); !text) return text;
    Delivery delivery(budget, take);
    while (const auto item = items.next()) {
      give(*item, delivery);
      if (!delivery.open()) break;
    }
    return {};
  }

  // The list of objects that a single object wraps: {"articles": [{…}, …]}.
  std::optional<std::size_t> list_in(std::size_t at) {
    JsonWalk walk(text_, at);
    while (const auto member = walk.next()) {
      JsonWalk list(text_, member->begin);
      const auto first = list.is_array() ? list.next() : std::nullopt;
      if (!first || !first->whole) continue;
      if (const auto from = object_at(first->begin, first->end);
          from && row(first->begin, first->end, *from).has_text())
        return member->begin;
    }
    return std::nullopt;
  }

  std::optional<object> object_at(std::size_t begin, std::size_t end, std::string* fault = nullptr) {
    element value;
    object from;
    auto error = parser_.parse(text_.data() + begin, end - begin).get(value);
    if (error != simdjson::SUCCESS) {
      if (fault != nullptr) *fault = std::string("not JSON: ") + simdjson::error_message(error);
      return std::nullopt;
    }
    if (value.get(from) != simdjson::SUCCESS) {
      if (fault != nullptr) *fault = "not a JSON object";
      return std::nullopt;
    }
    return from;
  }

  [[nodiscard]] Row row(std::size_t begin, std::size_t end, const object& from) const {
    return {text_.substr(begin, end - begin), from, fields_};
  }

  // An Error where no object has a field for the text; mostly the first has.
  template <class Items>
  Result<void> check_text_field(Items items) {
    std::string columns;
    std::string fault;
    bool any = false;
    while (const auto item = items.next()) {
      if (!item->whole) continue;
      std::string why;
      const auto from = object_at(item->begin, item->end, &why);
      if (!from) {
        if (fault.empty()) fault = std::move(why);
        continue;
      }
      if (row(item->begin, item->end, *from).has_text()) return {};
      if (any) continue;
      any = true;
      std::size_t told = 0;
      for (const auto& [key, value] : *from) {
        if (++told > columns_told) break;
        columns += columns.empty() ? "" : ", ";
        columns += in_quotes(key);
      }
    }
    if (!any) {
      return failure(ErrorCode::parse, "no row is a JSON object" + (fault.empty() ? fault : "; the first is " + fault),
                     carrier_.source, "write one object a line, or a list of objects");
    }
    const std::string& named = fields_[FieldRole::text];
    return failure(ErrorCode::parse,
                   (named.empty() ? "no field can hold a text" : "no row has a field " + in_quotes(named)) +
                       "; the first row has " + (columns.empty() ? "none" : columns),
                   carrier_.source, name_the_text);
  }

  void give(const Item& item, Delivery& delivery) {
    std::string source = member_source(carrier_.source, item.number);
    std::string fault = "it breaks off";
    const auto from = item.whole ? object_at(item.begin, item.end, &fault) : std::nullopt;
    if (!from) {
      return delivery.fail(
          {ErrorCode::parse, std::move(fault), std::move(source), "write one object a line, or a list of objects"});
    }
    const Row found = row(item.begin, item.end, *from);
    auto content = found.content();
    Given said = said_by(found.words());
    if (!content && !said.title.empty()) content = Content{{}, {}, "text/plain"};  // a headline is a report, too
    if (!content) {
      return delivery.fail({ErrorCode::empty,
                            found.has_text() ? "no text in this row" : "no field for the text in this row",
                            std::move(source), name_the_text});
    }
    Capture capture;
    capture.source = std::move(source);
    capture.bytes = text_.substr(item.begin, item.end - item.begin);
    capture.media_type = "application/json";
    capture.said = std::move(said);
    capture.content = std::move(content);
    delivery.give(std::move(capture));
  }

  const Capture& carrier_;
  std::string_view text_;
  const FieldMap& fields_;
  simdjson::dom::parser parser_;
};

}  // namespace

Result<void> open_json_rows(const Capture& carrier, const FieldMap& fields, const UnfoldBudget& budget,
                            const TakeCapture& take) {
  if (auto sound = check_text(carrier); !sound) return sound;
  return JsonRows(carrier, fields).open(budget, take);
}

}  // namespace histor
