// The same for every screen of a post-mortem.
#include "shell/screens/postmortem/not_ready.hpp"

#include "shell/widgets/feedback.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

void draw_not_ready(Kit& kit, const OpenPostmortem* open, const Rect& pane) {
  auto column = kit.column(pane.shrunk(24));
  if (open != nullptr && open->state() == OpenPostmortem::State::loading) {
    text(kit, kit.say(Text::editor_loading), {.style = Style::secondary});
    return;
  }
  empty_state(kit, Icon::file_text, kit.say(Text::editor_not_found), kit.say(Text::editor_not_found_explained),
              [&] { link(kit, kit.say(Text::kit_go_to_library), "#/", Style::body); });
}

}  // namespace unrepeat::shell
