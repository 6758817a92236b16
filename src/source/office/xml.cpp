#include "source/office/xml.hpp"

#include <expat.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <type_traits>

namespace histor {
namespace {

constexpr int deepest = 256;
constexpr char separator = '\x1f';  // no URI has it

struct Reading {
  XML_Parser parser = nullptr;
  const XmlHandlers* handlers = nullptr;
  int depth = 0;
  const char* fault = nullptr;

  void stop(const char* why) {
    fault = why;
    XML_StopParser(parser, XML_FALSE);
  }
  // Nothing may be thrown through expat; memory is all that can run out.
  template <class Call>
  void guarded(Call call) {
    try {
      call();
    } catch (const std::exception&) {
      stop("no memory to read it in");
    }
  }
};

XmlName name_of(const char* words) {
  const std::string_view name(words);
  const std::size_t at = name.find(separator);
  if (at == std::string_view::npos) return {{}, name};
  return {name.substr(0, at), name.substr(at + 1)};
}

void XMLCALL on_begin(void* self, const XML_Char* name, const XML_Char** attributes) {
  auto& reading = *static_cast<Reading*>(self);
  if (++reading.depth > deepest) return reading.stop("elements inside elements, more than 256 deep");
  reading.guarded([&] {
    std::vector<std::pair<XmlName, std::string_view>> list;
    for (; *attributes != nullptr; attributes += 2) list.emplace_back(name_of(attributes[0]), attributes[1]);
    reading.handlers->begin(name_of(name), list);
  });
}

void XMLCALL on_end(void* self, const XML_Char* name) {
  auto& reading = *static_cast<Reading*>(self);
  --reading.depth;
  reading.guarded([&] { reading.handlers->end(name_of(name)); });
}

void XMLCALL on_text(void* self, const XML_Char* words, int length) {
  auto& reading = *static_cast<Reading*>(self);
  reading.guarded([&] { reading.handlers->text({words, static_cast<std::size_t>(length)}); });
}

void XMLCALL on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  static_cast<Reading*>(self)->stop("it has a document type, which no such file has");
}

}  // namespace

Result<void> read_xml(std::string_view xml, const XmlHandlers& handlers) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS(nullptr, separator), &XML_ParserFree);
  if (!parser) return failure(ErrorCode::io, "no memory to read it in");
  Reading reading{parser.get(), &handlers, 0, nullptr};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  constexpr std::size_t chunk = std::size_t{1} << 20U;
  for (bool last = false; !last;) {
    const std::string_view piece = xml.substr(0, chunk);
    xml.remove_prefix(piece.size());
    last = xml.empty();
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last ? XML_TRUE : XML_FALSE) ==
        XML_STATUS_ERROR) {
      const std::string line = std::to_string(XML_GetCurrentLineNumber(parser.get()));
      const std::string why =
          reading.fault != nullptr ? reading.fault : XML_ErrorString(XML_GetErrorCode(parser.get()));
      return failure(ErrorCode::parse, std::string(why).append(" (line ").append(line).append(" of its XML)"));
    }
  }
  return {};
}

}  // namespace histor
