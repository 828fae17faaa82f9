// Images: each as it is seen, above what it shows in words.
#include <algorithm>

#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/overlay.hpp"

namespace unrepeat::shell {
namespace {

constexpr float most_in_page = 420, most_in_dialog = 220;

void draw_picture(PartForm& form, const Image& one, std::string_view name, float most) {
  Kit& kit = form.kit;
  const Picture& picture = form.workspace.picture(one.sha256);
  switch (picture.state) {
    case Picture::State::shown:
      if (image(kit, one.alt.empty() ? name : std::string_view(one.alt), picture.texture, picture.width, picture.height,
                most))
        form.workspace.see_picture(one.sha256);
      break;
    case Picture::State::coming: text(kit, kit.say(Text::image_coming), {.style = Style::secondary}); break;
    case Picture::State::missing: text(kit, kit.say(Text::editor_image_left_out), {.style = Style::secondary}); break;
    case Picture::State::broken:
      text(kit, kit.say(Text::image_broken), {.style = Style::secondary, .tone = Tone::bad});
      break;
  }
}

}  // namespace

void draw_image(PartForm& form, const void* entry, std::string_view) {
  const auto& images = form.value.images;
  const auto& one = *static_cast<const Image*>(entry);
  form.kit.space(4);
  draw_picture(form, one, form.kit.say(Text::image_undescribed, &one - images.data() + 1), most_in_page);
}

void draw_image_file(PartForm& form, const void* entry, const std::string&) {
  const auto& one = *static_cast<const Image*>(entry);
  const Picture::State state = form.workspace.picture(one.sha256).state;
  if (state == Picture::State::missing || state == Picture::State::broken) return;
  if (button(form.kit, form.kit.say(Text::editor_image_save), {.icon = Icon::download}))
    form.workspace.offer_image(one);
}

void draw_images(PartForm& form) {
  Kit& kit = form.kit;
  form.section("images");
  {
    auto edge = kit.inset(-8, 0);
    auto row = kit.row();
    if (button(kit, kit.say(Text::image_add),
               {.look = Look::quiet, .icon = Icon::image, .busy = form.workspace.is_adding_images()}))
      form.workspace.choose_images();
  }
  text(kit, kit.say(Text::image_how), {.style = Style::caption});
}

void draw_added_image(PartForm& form) {
  Kit& kit = form.kit;
  if (const auto added = form.workspace.take_added_image(form.value.id)) form.memory.described = *added;
  if (!form.memory.described) return;
  const auto& images = form.value.images;
  const auto one = std::ranges::find(images, *form.memory.described, &Image::id);
  const bool is_open = one != images.end() && dialog(kit, kit.say(Text::image_added), 480, [&] {
                         draw_picture(form, *one, form.label_of("image"), most_in_dialog);
                         text(kit, kit.say(Text::image_added_how), {.style = Style::secondary});
                         form.field(joined(joined("images", one->id), "alt"),
                                    {.prompt = kit.say(Text::editor_image_prompt), .rows = 2, .wraps = true});
                         auto row = kit.row();
                         kit.spacer();
                         if (button(kit, kit.say(Text::card_done), {.look = Look::primary})) kit.dismiss_overlay();
                       });
  if (!is_open) form.memory.described.reset();
}

}  // namespace unrepeat::shell
