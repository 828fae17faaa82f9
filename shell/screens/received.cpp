// The way to see them is the library with the filter that anybody could type.
#include "shell/screens/received.hpp"

#include "core/library/search_query.hpp"
#include "shell/route.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

void draw_not_adopted(App& app, Text words, std::int64_t count) {
  if (count == 0) return;
  Kit& kit = app.kit();
  const SearchQuery received{.words = {}, .filters = {{.field = SearchField::is, .value = "received"}}, .problems = {}};
  const std::string sentence = kit.say(words, count);
  auto lines = kit.inset(0, 0, 0);
  text(kit, sentence, {.style = Style::caption, .max_width = 0});
  link(kit, kit.say(Text::received_show, count),
       Route("#/").set("q", to_text(received, kit.viewport().language)).address());
}

}  // namespace unrepeat::shell
