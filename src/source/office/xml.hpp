#pragma once
// expat behind values: elements and text, in order. No entities beyond XML's own five, no document types, no way to
// make it deep: whatever a file asks for, time and memory are linear in its bytes.

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace histor {

/// The name of an element or attribute: the namespace's URI and the local part.
struct XmlName {
  std::string_view space;
  std::string_view local;
};

struct XmlHandlers {
  std::function<void(XmlName, const std::vector<std::pair<XmlName, std::string_view>>& attributes)> begin;
  std::function<void(XmlName)> end;
  std::function<void(std::string_view)> text;
};

/// Reads `xml`. The views that the handlers get last as long as their call; handlers do not throw. Errors: parse (not
/// well-formed, a document type, elements more than 256 deep), with the line.
[[nodiscard]] Result<void> read_xml(std::string_view xml, const XmlHandlers& handlers);

}  // namespace histor
