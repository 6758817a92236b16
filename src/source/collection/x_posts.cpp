// Archive and API differ in names alone: a post is a few members by this or that name, somewhere in an object.

#include "source/collection/x_posts.hpp"

#include <simdjson.h>

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "source/collection/json_walk.hpp"
#include "source/collection/words.hpp"
#include "source/language.hpp"
#include "source/timestamps.hpp"

namespace histor {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view archive_mark = "window.YTD.";

// Where the list of an archive's file begins; nullopt where it is none of an archive that holds `what`.
std::optional<std::size_t> list_of(std::string_view bytes, std::string_view what) {
  std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  at = json_word_at(bytes, at);
  if (!bytes.substr(at).starts_with(archive_mark)) return std::nullopt;
  at += archive_mark.size();
  const std::string_view name = bytes.substr(at, std::min(bytes.find_first_of(".= ", at), bytes.size()) - at);
  if (name.find(what) == std::string_view::npos) return std::nullopt;
  const std::size_t equals = bytes.substr(0, at + 100).find('=', at);
  if (equals == std::string_view::npos) return std::nullopt;
  return equals + 1;
}

std::string words_at(const object& from, const char* key) {
  std::string_view words;
  return from[key].get(words) == simdjson::SUCCESS ? std::string(words) : std::string();
}

// &amp;, &lt; and &gt; as the characters that they were made of.
Content unescaped(Content&& coded) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> escapes{
      {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}}};
  const std::string_view text = coded.bytes;
  if (text.find('&') == std::string_view::npos) return std::move(coded);
  ContentWriter writer;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t mark = std::min(text.find('&', at + static_cast<std::size_t>(text[at] == '&')), text.size());
    std::size_t from = at;
    for (const auto& [escape, character] : escapes) {
      if (!text.substr(at).starts_with(escape)) continue;
      writer.replace(character, at, at + escape.size());
      from = at + escape.size();
      break;
    }
    writer.copy(text.substr(from, mark - from), from);
    at = mark;
  }
  Content plain = writer.finish(std::move(coded.media_type));
  plain.offsets = plain.offsets.through(coded.offsets);
  return plain;
}

// The members that lead to a text, the fullest first: a name, or two.
struct Path {
  const char* first;
  const char* second;
};
constexpr std::array<Path, 6> texts{{{"note_tweet", "text"},
                                     {"extended_tweet", "full_text"},
                                     {"core", "text"},
                                     {"full_text", nullptr},
                                     {"text", nullptr},
                                     {"fullText", nullptr}}};

Content text_of(std::string_view json) {
  for (const auto& [first, second] : texts) {
    auto member = json_member(json, 0, first);
    if (member && second != nullptr) member = json_member(json, member->begin, second);
    if (!member) continue;
    ContentWriter writer;
    append_json_words(writer, json, member->begin);
    if (!is_blank(writer.bytes())) return unescaped(writer.finish("text/plain"));
  }
  return {};
}

using Users = std::map<std::string, XAccount, std::less<>>;

class PostReader {
 public:
  PostReader(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take)
      : carrier_(carrier), text_(carrier.bytes), delivery_(budget, take) {}

  void list(std::size_t at, const XAccount& account, const Users& users) {
    JsonWalk walk(text_, at);
    bool whole = true;
    while (const auto member = walk.next()) {
      if (!delivery_.open()) return;
      ++number_;
      whole = member->whole;
      post(*member, account, users);
    }
    if (whole && !walk.closed() && delivery_.open()) {
      ++number_;
      fail("it breaks off here");
    }
  }

  void one(const JsonMember& member, const Users& users) {
    ++number_;
    post(member, {}, users);
  }

 private:
  void post(const JsonMember& member, const XAccount& account, const Users& users) {
    if (!member.whole) return fail("it breaks off in this post");
    const std::string_view json = text_.substr(member.begin, member.end - member.begin);
    element value;
    object from;
    auto error = parser_.parse(json.data(), json.size()).get(value);
    if (error == simdjson::SUCCESS) error = value.get(from);
    if (error != simdjson::SUCCESS)
      return fail(std::string("a post that is not JSON: ") + simdjson::error_message(error));
    // {"tweet": {…}}, as archives have had it since 2020.
    std::size_t begin = 0;
    for (const char* wrapper : {"tweet", "noteTweet"}) {
      object inside;
      if (from[wrapper].get(inside) != simdjson::SUCCESS) continue;
      if (const auto at = json_member(json, 0, wrapper)) begin = at->begin;
      from = inside;
    }
    const std::size_t end = json_end(json, begin).value_or(json.size());
    Capture capture;
    capture.content = text_of(json.substr(begin, end - begin));
    if (capture.content->bytes.empty()) return fail("a post without a text", ErrorCode::empty);
    if (begin > 0) {
      OffsetMap outwards;
      outwards.copied(static_cast<std::uint32_t>(end - begin), static_cast<std::uint32_t>(begin));
      capture.content->offsets = capture.content->offsets.through(outwards);
    }
    capture.source = member_source(carrier_.source, number_);
    capture.bytes = json;
    capture.media_type = "application/json";
    capture.said = said_of(from, account, users);
    delivery_.give(std::move(capture));
  }

  void fail(std::string what, ErrorCode code = ErrorCode::parse) {
    delivery_.fail({code, std::move(what), member_source(carrier_.source, number_),
                    code == ErrorCode::parse ? "fetch the file anew; the posts that are whole are read" : ""});
  }

  static Given said_of(const object& from, const XAccount& account, const Users& users) {
    XAccount of = account;
    if (const auto user = users.find(words_at(from, "author_id")); user != users.end()) of = user->second;
    object user;
    if (from["user"].get(user) == simdjson::SUCCESS && !words_at(user, "screen_name").empty())
      of = {words_at(user, "screen_name"), words_at(user, "name")};
    Given said;
    if (!of.username.empty()) said.outlet = "@" + of.username;
    said.author = in_one_line(of.name);
    said.language = language_of_tag(words_at(from, "lang"));
    said.published = day_of_timestamp(words_at(from, "created_at"));
    if (!said.published) said.published = day_of_timestamp(words_at(from, "createdAt"));
    std::string id = words_at(from, "id_str");
    if (id.empty()) id = words_at(from, "id");
    if (!id.empty() && id.find_first_not_of("0123456789") == std::string::npos)
      said.url = "https://x.com/" + (of.username.empty() ? "i" : of.username) + "/status/" + id;
    return said;
  }

  const Capture& carrier_;
  std::string_view text_;
  Delivery delivery_;
  simdjson::dom::parser parser_;
  std::size_t number_ = 0;
};

Users users_of(std::string_view json) {
  Users users;
  const auto includes = json_member(json, 0, "includes");
  const auto list = includes ? json_member(json, includes->begin, "users") : std::nullopt;
  if (!list) return users;
  simdjson::dom::parser parser;
  JsonWalk walk(json, list->begin);
  while (const auto member = walk.next()) {
    object from;
    if (!member->whole) break;
    if (parser.parse(json.data() + member->begin, member->end - member->begin).get(from) != simdjson::SUCCESS) continue;
    users.emplace(words_at(from, "id"), XAccount{words_at(from, "username"), words_at(from, "name")});
  }
  return users;
}

}  // namespace

Result<XAccount> read_x_account(std::string_view bytes, std::string_view where) {
  const auto at = list_of(bytes, "account");
  const auto end = at ? json_end(bytes, *at) : std::nullopt;
  simdjson::dom::parser parser;
  element value;
  object account;
  if (end && parser.parse(bytes.data() + *at, *end - *at).get(value) == simdjson::SUCCESS &&
      value.at_pointer("/0/account").get(account) == simdjson::SUCCESS) {
    return XAccount{words_at(account, "username"), words_at(account, "accountDisplayName")};
  }
  return failure(ErrorCode::parse, "no account of an archive of X", std::string(where));
}

Result<void> open_x_archive(const Capture& carrier, const XAccount& account, const UnfoldBudget& budget,
                            const TakeCapture& take) {
  if (auto sound = check_text(carrier); !sound) return sound;
  const auto at = list_of(carrier.bytes, "tweet");
  if (!at || !JsonWalk(carrier.bytes, *at).is_array()) {
    return failure(ErrorCode::parse, "no posts of an archive of X", carrier.source,
                   "give data/tweets.js of the archive");
  }
  PostReader(carrier, budget, take).list(*at, account, {});
  return {};
}

Result<void> open_x_answer(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take) {
  if (auto sound = check_text(carrier); !sound) return sound;
  const std::size_t mark = carrier.bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::string_view json = std::string_view(carrier.bytes).substr(mark);
  const auto data = json_member(json, 0, "data");
  if (!data) {
    return failure(ErrorCode::parse, "no answer of the API of X: it has no data", carrier.source,
                   "save the whole answer, with data and includes");
  }
  const Users users = users_of(json);
  PostReader reader(carrier, budget, take);
  if (JsonWalk(json, data->begin).is_array()) {
    reader.list(mark + data->begin, {}, users);
  } else {
    reader.one({{}, mark + data->begin, mark + data->end, data->whole}, users);
  }
  return {};
}

}  // namespace histor
