// Share: a post-mortem leaves as a file.
#include <string>

#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

void draw_offer(App& app, const PostmortemId& id, protocol::ExportFormat format, Text name, Text how, Look look) {
  Kit& kit = app.kit();
  if (button(kit, kit.say(name), {.look = look, .icon = Icon::download, .busy = app.workspace().is_exporting()}))
    app.workspace().export_as(format, {id});
  text(kit, kit.say(how), {.style = Style::secondary});
  kit.space(12);
}

void draw_offers(App& app, const OpenPostmortem& postmortem, const std::string& address) {
  Kit& kit = app.kit();
  const PostmortemId id = postmortem.value().id;
  text(kit, postmortem.value().title, {.style = Style::strong});
  text(kit, kit.say(Text::share_how));
  kit.space(12);
  if (postmortem.saving() != SavingState::saved) banner(kit, Tone::notice, kit.say(Text::share_unsaved));
  draw_offer(app, id, protocol::ExportFormat::json, Text::share_json, Text::share_json_how, Look::primary);
  draw_offer(app, id, protocol::ExportFormat::markdown, Text::share_markdown, Text::share_markdown_how,
             Look::secondary);
  text(kit, kit.say(Text::share_look_first), {.style = Style::caption});
  kit.space(8);
  link(kit, kit.say(Text::share_back), address);
}

}  // namespace

void draw_share_screen(App& app) {
  Kit& kit = app.kit();
  const std::string title(kit.say(Text::share_title));
  page_frame(app, NavigationPlace::library, title, [&](const Rect& content) {
    auto page = scroll_region(kit, "share", content, {.padding = page_padding(kit), .gap = 8});
    heading(kit, 1, title);
    const Route route(app.route());
    const auto id = uuid_from(route.part(1));
    const OpenPostmortem* postmortem = id ? &app.workspace().open(PostmortemId::from(*id)) : nullptr;
    if (postmortem != nullptr && postmortem->state() == OpenPostmortem::State::ready) {
      draw_offers(app, *postmortem, "#/pm/" + text_of(*id));
    } else if (postmortem == nullptr || postmortem->state() == OpenPostmortem::State::not_found) {
      empty_state(kit, Icon::search, kit.say(Text::share_not_found), kit.say(Text::share_not_found_how), [&] {
        if (button(kit, kit.say(Text::kit_go_to_library))) app.go_to("#/");
      });
    }
  });
}

}  // namespace unrepeat::shell
