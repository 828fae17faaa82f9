// Share: a post-mortem leaves as a file.
#include <algorithm>
#include <string>

#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

struct Offer {
  protocol::ExportFormat format;
  Text name, how, download;
  Look look;
};
constexpr Offer offers[] = {
    {protocol::ExportFormat::json, Text::share_json_name, Text::share_json_how, Text::share_json, Look::primary},
    {protocol::ExportFormat::markdown, Text::share_markdown_name, Text::share_markdown_how, Text::share_markdown,
     Look::secondary},
};

struct ShareScreen {
  bool with_images = true;
};

/// What the file is at the left, its button at the right; below each other where that is too narrow.
void draw_offer(App& app, const Postmortem& postmortem, const Offer& offer) {
  ShareScreen& screen = app.remembered<ShareScreen>();
  Kit& kit = app.kit();
  divider(kit);
  kit.split({3, 2}, 24, 190, [&](std::size_t column) {
    if (column == 0) {
      auto words = kit.inset(0, 0, 2);
      text(kit, kit.say(offer.name), {.style = Style::strong, .heading = 2});
      text(kit, kit.say(offer.how), {.style = Style::secondary});
      if (offer.format == protocol::ExportFormat::json && !postmortem.images.empty()) {
        if (checkbox(kit, kit.say(Text::image_share_with, postmortem.images.size()), screen.with_images))
          screen.with_images = !screen.with_images, kit.wake_in(0);
        text(kit, kit.say(Text::image_share_how), {.style = Style::caption});
      }
      return;
    }
    auto row = kit.row(0);
    if (kit.row_width() < 300) kit.spacer();
    if (button(kit, kit.say(offer.download),
               {.look = offer.look, .icon = Icon::download, .busy = app.workspace().is_exporting()}))
      app.workspace().export_as(offer.format, {postmortem.id}, screen.with_images);
  });
}

void draw_offers(App& app, const OpenPostmortem& postmortem, const std::string& address) {
  Kit& kit = app.kit();
  const std::string& name = postmortem.value().title;
  text(kit, name.empty() ? kit.say(Text::frame_untitled) : std::string_view(name), {.style = Style::strong});
  text(kit, kit.say(Text::share_how), {.style = Style::secondary});
  kit.space(4);
  for (const Offer& offer : offers) draw_offer(app, postmortem.value(), offer);
  divider(kit);
  banner(kit, Tone::notice, kit.say(Text::share_look_first));
  kit.space(4);
  {
    auto row = kit.row(16, 0);
    link(kit, kit.say(Text::share_back), address);
    link(kit, kit.say(Text::history_title), address + "/history");
    link(kit, kit.say(Text::editor_part_discussion), address + "/discussion");
  }
}

}  // namespace

void draw_share_screen(App& app) {
  Kit& kit = app.kit();
  const std::string title(kit.say(Text::share_title));
  page_frame(app, NavigationPlace::library, title, [&](const Rect& content) {
    auto page = scroll_region(kit, "share", content, {.padding = page_padding(kit)});
    auto column = kit.inset(0, std::max(0.f, kit.available() - 640), 12);
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
