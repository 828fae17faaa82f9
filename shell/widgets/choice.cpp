// Checkboxes, switches, radio buttons, selects, tabs and chips.
#include "shell/widgets/choice.hpp"

#include <cmath>
#include <vector>

#include "shell/widgets/button.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"

namespace unrepeat::shell {
namespace {

enum class Mark : uint8_t { check, pill, dot };

struct MarkOptions {
  std::string_view label = {}, description = {};
  Role role = Role::checkbox;
  Mark mark = Mark::check;
  bool on = false, mixed = false, disabled = false, label_hidden = false;
  State state{};
  Id id = 0;
};

Interaction marked(Kit& kit, const MarkOptions& options) {
  const StyleRule rule = kit.rule(Style::control);
  const float mark_width = options.mark == Mark::pill ? 30.f : 18.f, mark_height = 18;
  float words = options.label_hidden ? 0 : std::ceil(kit.measure(Style::control, options.label)) + 8;
  const bool touch = kit.viewport().touch;
  float height = touch ? metric::control_touch : 28;
  // A sentence that is longer than a line takes the lines it needs.
  const std::vector<std::string_view>* lines = nullptr;
  if (const float room = (kit.in_row() ? kit.row_width() : kit.available()) - mark_width; words > room) {
    words = room;
    lines = &kit.break_lines(Style::control, options.label, room - 8);
    height = std::max(height, rule.line_height * static_cast<float>(lines->size()) + 6);
  }
  const Rect rect = kit.place(touch ? std::max(mark_width + words, metric::control_touch) : mark_width + words, height);
  const Interaction on = kit.interact(options.id, rect, options.disabled);
  kit.declare({.id = options.id,
               .role = options.role,
               .name = options.label,
               .description = options.description,
               .state = options.state | when(options.on, State::checked) | when(options.mixed, State::mixed) |
                        when(options.disabled, State::disabled),
               .rect = rect});
  const float words_height = rule.line_height * static_cast<float>(lines == nullptr ? 1 : lines->size());
  const float words_y = rect.y + (height - words_height) / 2;
  // Beside the first line of its words.
  const Rect box{options.label_hidden ? rect.x + std::round((rect.width - mark_width) / 2) : rect.x,
                 std::round(words_y + (rule.line_height - mark_height) / 2), mark_width, mark_height};
  const bool filled = options.on || options.mixed;
  const ImU32 line = kit.colour(options.disabled ? Token::line : on.hovered ? Token::second : Token::control_line);
  const ImU32 accent = kit.colour(options.disabled ? Token::control_line
                                  : on.hovered     ? Token::accent_hover
                                                   : Token::accent);
  const ImU32 inside = kit.colour(Token::on_accent);
  if (options.mark == Mark::check) {
    kit.fill(box, filled ? accent : kit.colour(Token::surface), 4);
    if (!filled) kit.outline(box, line, 4);
    if (options.mixed)
      kit.fill({box.x + 4, box.y + 8, 10, 2}, inside);
    else if (options.on)
      kit.draw_icon(Icon::check, box.x + 2, box.y + 2, 14, inside);
  } else if (options.mark == Mark::dot) {
    kit.fill(box, filled ? accent : kit.colour(Token::surface), 9);
    if (!filled) kit.outline(box, line, 9);
    if (filled) kit.fill(box.shrunk(5.5f), inside, 4);
  } else {
    const float moved = kit.ease(options.id, options.on);
    kit.fill(box, options.on ? accent : kit.colour(Token::control_line), 9);
    kit.fill({box.x + 2 + moved * 12, box.y + 2, 14, 14}, kit.colour(Token::surface), 7);
  }
  const ImU32 ink = kit.colour(options.disabled ? Token::third : Token::ink);
  if (lines != nullptr) {
    float y = words_y;
    for (const std::string_view one : *lines) {
      kit.draw_line(Style::control, rect.x + mark_width + 8, y, ink, one);
      y += rule.line_height;
    }
  } else if (!options.label_hidden) {
    kit.draw_line(Style::control, rect.x + mark_width + 8, words_y, ink, options.label, rect.width - mark_width - 8);
  }
  if (on.ring) kit.draw_ring(box, options.mark == Mark::check ? 4.f : 9.f);
  return on;
}

}  // namespace

bool checkbox(Kit& kit, std::string_view label, bool checked, const CheckOptions& options) {
  return marked(kit, {.label = label,
                      .description = options.description,
                      .on = checked,
                      .mixed = options.mixed,
                      .disabled = options.disabled,
                      .label_hidden = options.label_hidden,
                      .state = State::tab_stop,
                      .id = kit.id(label)})
      .pressed;
}

bool toggle(Kit& kit, std::string_view label, bool on, const CheckOptions& options) {
  return marked(kit, {.label = label,
                      .description = options.description,
                      .role = Role::switch_,
                      .mark = Mark::pill,
                      .on = on,
                      .disabled = options.disabled,
                      .label_hidden = options.label_hidden,
                      .state = State::tab_stop,
                      .id = kit.id(label)})
      .pressed;
}

std::optional<std::size_t> radio_group(Kit& kit, std::string_view label, std::span<const std::string_view> choices,
                                       std::optional<std::size_t> selected) {
  std::optional<std::size_t> chosen;
  auto scope = kit.scope(label);
  auto group = kit.region(Role::radiogroup, label);
  auto close_together = kit.inset(0, 0, 2);
  const StyleRule rule = kit.rule(Style::secondary);
  const Rect above = kit.place(0, rule.line_height);
  kit.draw_line(Style::secondary, above.x, above.y, kit.colour(Token::second), label, above.width);
  auto row = kit.row(16, 28);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const State stop = i == selected.value_or(0) ? State::tab_stop : State::focusable;
    if (marked(kit, {.label = choices[i],
                     .role = Role::radio,
                     .mark = Mark::dot,
                     .on = selected == i,
                     .state = stop,
                     .id = kit.id(choices[i])})
            .pressed &&
        selected != i)
      chosen = i;
  }
  row.close();
  return chosen;
}

std::optional<std::size_t> select(Kit& kit, std::string_view label, std::span<const std::string_view> choices,
                                  std::optional<std::size_t> selected, const SelectOptions& options) {
  const Id id = kit.id(label), popup = id ^ 0x1157b0c5u;
  bool open = kit.overlay_is_open(popup);
  const std::string_view shown = selected && *selected < choices.size() ? choices[*selected]
                                 : options.placeholder.empty()          ? label
                                                                        : options.placeholder;
  const Style style = options.emphasised ? Style::control_strong : Style::control;
  const StyleRule rule = kit.rule(style);
  float wanted = options.width > 0 ? options.width : kit.in_row() ? std::ceil(kit.measure(style, shown)) + 48 : 0;
  if (options.most > 0) wanted = std::min(wanted, options.most);
  kit.make_room(wanted);
  // Alone in a row it stands on the row's middle line, like a button.
  const bool stands_in_row = options.label_hidden && kit.in_row();
  std::optional<Kit::Scope> group;
  if (!stands_in_row) group.emplace(kit.inset(0, wanted > 0 ? std::max(0.f, kit.available() - wanted) : 0, 4));
  if (!options.label_hidden) {
    const StyleRule caption = kit.rule(Style::secondary);
    const Rect at = kit.place(0, caption.line_height);
    kit.draw_line(Style::secondary, at.x, at.y, kit.colour(Token::second), label);
  }
  const Rect rect = kit.place(stands_in_row ? wanted : 0, kit.control_height());
  const Interaction on = kit.interact(id, rect, options.disabled);
  kit.declare({.id = id,
               .role = Role::combobox,
               .name = label,
               .value = shown,
               .state = State::tab_stop | State::has_menu | State::expandable | when(open, State::expanded) |
                        when(options.disabled, State::disabled),
               .rect = rect,
               .type = kit.type(Style::control),
               .related = popup});
  kit.fill(rect, kit.colour(on.hovered || open ? Token::hover : Token::surface), metric::radius);
  kit.outline(rect, kit.colour(options.emphasised ? Token::ink : Token::field_line), metric::radius);
  const ImU32 ink = kit.colour(options.disabled || !selected ? Token::second : Token::ink);
  kit.draw_line(style, rect.x + 12, rect.y + (rect.height - rule.line_height) / 2, ink, shown, rect.width - 44);
  kit.draw_icon(Icon::chevron_down, rect.right() - 26, rect.y + (rect.height - 16) / 2, 16, kit.colour(Token::third));
  if (on.ring) kit.draw_ring(rect);
  if (on.pressed) open = true;
  if (!open) return {};
  std::vector<MenuItem> items(choices.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].name = choices[i];
    if (i < options.definitions.size()) items[i].definition = options.definitions[i];
  }
  return popup_list(kit, popup, Role::listbox, label, rect, items, selected);
}

namespace {
constexpr float tab_gap = 20, count_gap = 5;

float width_of_tab(const Kit& kit, const Tab& tab) {
  const auto words = [&](std::string_view text) { return std::ceil(kit.measure(Style::control, text)); };
  const float width = words(tab.name) + (tab.count.empty() ? 0 : words(tab.count) + count_gap);
  return kit.viewport().touch ? std::max(width, metric::control_touch) : width;
}
}  // namespace

float width_of_tabs(const Kit& kit, std::span<const Tab> all) {
  float width = 0;
  for (const Tab& tab : all) width += width_of_tab(kit, tab) + (width > 0 ? tab_gap : 0);
  return width;
}

std::optional<std::size_t> tabs(Kit& kit, std::string_view label, std::span<const Tab> all, std::size_t selected) {
  std::optional<std::size_t> chosen;
  auto scope = kit.scope(label);
  auto list = kit.region(Role::tablist, label, State::horizontal);
  // Nearer to one another before one of them has to stand below the others.
  constexpr float least_gap = 8;
  const float too_wide = width_of_tabs(kit, all) - kit.available();
  const float gap = too_wide <= 0 ? tab_gap : tab_gap - std::ceil(too_wide / static_cast<float>(all.size() - 1));
  auto row = kit.row(gap >= least_gap ? gap : tab_gap);
  const StyleRule rule = kit.rule(Style::control);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_selected = i == selected;
    // The line below and the ink say which one it is: strong words would move what stands beside them.
    const Style style = Style::control;
    const Rect rect = kit.place(width_of_tab(kit, all[i]), kit.control_height());
    const Id id = kit.id(all[i].name);
    const Interaction on = kit.interact(id, rect);
    kit.declare({.id = id,
                 .role = Role::tab,
                 .name = all[i].name,
                 .description = all[i].count,
                 .state = (is_selected ? State::tab_stop | State::selected : State::focusable),
                 .rect = rect,
                 .type = kit.type(style)});
    const Token token = all[i].tone != Tone::neutral ? text_token(all[i].tone)
                        : is_selected || on.hovered  ? Token::ink
                                                     : Token::second;
    const float y = rect.y + (rect.height - rule.line_height) / 2;
    const float name = kit.measure(style, all[i].name), beside_name = all[i].count.empty() ? 0.f : count_gap;
    const float words = name + beside_name + kit.measure(style, all[i].count);
    // From its edge on, so that the first stands with what is below it.
    kit.draw_line(style, rect.x, y, kit.colour(token), all[i].name);
    kit.draw_line(style, rect.x + name + beside_name, y, kit.colour(token), all[i].count);
    if (is_selected) kit.fill({rect.x, rect.bottom() - 2, std::ceil(words), 2}, kit.colour(token), 1);
    if (on.ring) kit.draw_ring(rect, 4);
    if (on.pressed && !is_selected) chosen = i;
  }
  row.close();
  return chosen;
}

ChipsEdit chips(Kit& kit, std::string_view label, std::span<const std::string> values, std::string_view add_label) {
  ChipsEdit result;
  auto scope = kit.scope(label);
  auto group = kit.region(Role::group, label);
  const StyleRule caption = kit.rule(Style::secondary);
  const Rect above = kit.place(0, caption.line_height);
  kit.draw_line(Style::secondary, above.x, above.y, kit.colour(Token::second), label);
  auto row = kit.row(6);
  const StyleRule rule = kit.rule(Style::secondary);
  const float height = kit.viewport().touch ? metric::control_touch : 26;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float words = std::ceil(kit.measure(Style::secondary, values[i]));
    const Rect rect = kit.place(words + 10 + height, height);
    kit.fill(rect, kit.colour(Token::surface), metric::radius);
    kit.outline(rect, kit.colour(Token::field_line), metric::radius);
    kit.draw_line(Style::secondary, rect.x + 9, rect.y + (height - rule.line_height) / 2, kit.colour(Token::second),
                  values[i], rect.width - 10 - height);
    kit.declare({.id = kit.id_of(Role::text, values[i]),
                 .role = Role::text,
                 .name = values[i],
                 .rect = {rect.x + 9, rect.y + (height - rule.line_height) / 2, words, rule.line_height},
                 .type = kit.type(Style::secondary)});
    const std::string name = kit.say(Text::kit_remove, values[i]);
    const Rect cross{rect.right() - height, rect.y, height, height};
    const Id id = kit.id(name);
    const Interaction on = kit.interact(id, cross);
    kit.declare({.id = id, .role = Role::button, .name = name, .state = State::tab_stop, .rect = cross});
    kit.draw_icon(Icon::x, cross.x + (height - 14) / 2, cross.y + (height - 14) / 2, 14,
                  kit.colour(on.hovered ? Token::ink : Token::third));
    if (on.ring) kit.draw_ring(cross.shrunk(3), 4);
    if (on.pressed) result.removed = i;
  }
  const float width = std::ceil(std::max(120.f, kit.measure(Style::body, kit.say(Text::kit_add)) + 40));
  const TextEdit edit = text_field(
      kit, add_label, "",
      {.placeholder = kit.say(Text::kit_add), .label_hidden = true, .plain = true, .icon = Icon::plus, .width = width});
  if (edit.left) result.added = edit.text;
  row.close();
  return result;
}

}  // namespace unrepeat::shell
