// Chats are walked, messages judged one by one. What an export says of a chat stands before its messages.

#include "source/collection/telegram.hpp"

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "source/collection/json_walk.hpp"
#include "source/collection/words.hpp"
#include "source/timestamps.hpp"

namespace histor {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::string words_at(const object& from, const char* key) {
  std::string_view words;
  return from[key].get(words) == simdjson::SUCCESS ? std::string(words) : std::string();
}

class TelegramReader {
 public:
  TelegramReader(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take)
      : carrier_(carrier), text_(carrier.bytes), delivery_(budget, take) {}

  Result<void> read() {
    const std::size_t mark = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    bool any = chat(mark);
    JsonWalk top(text_, mark);
    while (const auto member = top.next()) {
      if (member->key != "chats" && member->key != "left_chats") continue;
      const auto list = json_member(text_, member->begin, "list");
      if (!list) continue;
      JsonWalk chats(text_, list->begin);
      if (chats.is_array()) any = true;
      while (const auto one = chats.next()) {
        if (!delivery_.open()) return {};
        chat(one->begin);
      }
    }
    if (!any) {
      return failure(ErrorCode::parse, "no export of Telegram: it has no messages", carrier_.source,
                     "export the chat from Telegram Desktop as machine-readable JSON");
    }
    if (!top.closed() && !told_ && delivery_.open()) break_off("it breaks off");
    return {};
  }

 private:
  struct Chat {
    std::string name;
    std::string type;
    std::string id;
  };

  // The messages of the object at `at`; false where it has none.
  bool chat(std::size_t at) {
    Chat chat;
    JsonWalk walk(text_, at);
    while (const auto member = walk.next()) {
      if (member->key == "messages") {
        JsonWalk messages(text_, member->begin);
        if (!messages.is_array()) return false;
        while (const auto one = messages.next()) {
          if (!delivery_.open()) return true;
          ++number_;
          message(*one, chat);
        }
        return true;
      }
      if (!member->whole) break;
      if (member->key == "name") chat.name = in_one_line(string_at(member->begin));
      if (member->key == "type") chat.type = string_at(member->begin);
      if (member->key == "id") chat.id = text_.substr(member->begin, member->end - member->begin);
    }
    return false;
  }

  [[nodiscard]] std::string string_at(std::size_t at) const {
    ContentWriter writer;
    append_json_words(writer, text_, at);
    return writer.bytes();
  }

  void break_off(std::string what) {
    told_ = true;
    delivery_.fail({ErrorCode::parse, std::move(what), member_source(carrier_.source, number_ + 1),
                    "export the chat anew; the messages before the break are read"});
  }

  void message(const JsonMember& member, const Chat& chat) {
    std::string source = member_source(carrier_.source, number_);
    if (!member.whole) {
      --number_;
      return break_off("it breaks off in this message");
    }
    const std::string_view json = text_.substr(member.begin, member.end - member.begin);
    element value;
    object from;
    auto error = parser_.parse(json.data(), json.size()).get(value);
    if (error == simdjson::SUCCESS) error = value.get(from);
    if (error != simdjson::SUCCESS) {
      return delivery_.fail({ErrorCode::parse,
                             std::string("a message that is not JSON: ") + simdjson::error_message(error),
                             std::move(source), "export the chat anew"});
    }
    if (words_at(from, "type") != "message") return;
    Content content = words_of(json);
    if (is_blank(content.bytes)) return;
    Capture capture;
    capture.source = std::move(source);
    capture.bytes = json;
    capture.media_type = "application/json";
    capture.content = std::move(content);
    Given& said = capture.said;
    said.outlet = chat.name;
    said.author = in_one_line(words_at(from, "forwarded_from"));
    if (said.author.empty()) said.author = in_one_line(words_at(from, "from"));
    if (said.author == chat.name) said.author.clear();
    said.published = day_of_timestamp(words_at(from, "date"));
    if (!said.published) said.published = day_of_timestamp(words_at(from, "date_unixtime"));
    std::int64_t id = 0;
    const bool addressed = chat.type.ends_with("channel") || chat.type.ends_with("supergroup");
    if (addressed && !chat.id.empty() && chat.id.find_first_not_of("0123456789") == std::string::npos &&
        from["id"].get(id) == simdjson::SUCCESS && id > 0) {
      said.url = "https://t.me/c/" + chat.id + "/" + std::to_string(id);
    }
    delivery_.give(std::move(capture));
  }

  // "text": a string, or a list of strings and of objects that have one.
  static Content words_of(std::string_view json) {
    ContentWriter writer;
    if (const auto text = json_member(json, 0, "text")) {
      append_json_words(writer, json, text->begin);
      JsonWalk pieces(json, text->begin);
      while (pieces.is_array()) {
        const auto piece = pieces.next();
        if (!piece) break;
        append_json_words(writer, json, piece->begin);
        if (const auto inside = json_member(json, piece->begin, "text")) append_json_words(writer, json, inside->begin);
      }
    }
    return writer.finish("text/plain");
  }

  const Capture& carrier_;
  std::string_view text_;
  Delivery delivery_;
  simdjson::dom::parser parser_;
  std::size_t number_ = 0;
  bool told_ = false;
};

}  // namespace

Result<void> open_telegram(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take) {
  if (auto sound = check_text(carrier); !sound) return sound;
  return TelegramReader(carrier, budget, take).read();
}

}  // namespace histor
