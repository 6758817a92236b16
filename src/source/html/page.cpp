#include "source/html/page.hpp"
namespace histor {
HtmlPage read_html(std::string_view html, const HtmlBudget&) {
  HtmlPage page;
  bool tag = false;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '<') tag = true;
    if (!tag) {
      page.text += html[i];
      page.offsets.copied(1, static_cast<std::uint32_t>(i));
    }
    if (html[i] == '>') tag = false;
  }
  if (!page.text.empty()) page.blocks.push_back({{0, static_cast<std::uint32_t>(page.text.size())}, BlockKind::body});
  return page;
}
}  // namespace histor
