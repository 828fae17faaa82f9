// The dialog: the team's own templates first, then those that come with the app.
#include "shell/screens/template_choice.hpp"

#include "core/template/built_in.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

constexpr float line = 20, small_line = 18;

bool draw_template(Kit& kit, const Template& one, bool is_current) {
  auto scope = kit.scope(text_of(one.id));
  constexpr std::size_t most_lines = 3;
  const std::size_t lines =
      one.description.empty()
          ? 0
          : std::min(most_lines, kit.break_lines(Style::caption, one.description, kit.available() - 24).size());
  const std::string_view name = name_of(kit, one);
  const PressableOptions options{.height = line + 2 + small_line * static_cast<float>(lines), .selected = is_current};
  return pressable(kit, name, options,
                   [&] {
                     text(kit, name, {.style = Style::strong, .max_width = 0, .max_lines = 1, .silent = true});
                     if (lines > 0)
                       text(kit, one.description,
                            {.style = Style::caption, .max_width = 0, .max_lines = static_cast<int>(most_lines)});
                   })
      .pressed;
}

}  // namespace

std::string_view name_of(const Kit& kit, const Template& one) {
  return one.name.empty() ? kit.say(Text::template_unnamed) : std::string_view(one.name);
}

const Template* choose_template(App& app, bool& is_open, std::string_view title, std::string_view explained,
                                std::string_view current, Language spoken) {
  Kit& kit = app.kit();
  const Template* chosen = nullptr;
  is_open = dialog(kit, title, 520, [&] {
    if (!explained.empty()) text(kit, explained, {.style = Style::secondary});
    const auto draw_all = [&](const std::vector<Template>& all) {
      for (const Template& one : all)
        if (draw_template(kit, one, text_of(one.id) == current)) chosen = &one;
    };
    {
      auto cards = kit.inset(0, 0, 8);
      draw_all(app.workspace().templates());
      draw_all(built_in_templates(spoken));
    }
    auto row = kit.row();
    link(kit, kit.say(Text::template_edit_all), "#/settings/templates");
  });
  if (chosen != nullptr) is_open = false;
  return chosen;
}

}  // namespace unrepeat::shell
