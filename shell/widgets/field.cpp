// Text fields: the frame and the words at rest. The page's input is the truth while one is edited.
#include "shell/widgets/field.hpp"

#include <imgui_internal.h>

#include <cmath>

#include "core/text/script.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/prose.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {
constexpr double pause_s = 0.8;
}

TextEdit text_field(Kit& kit, std::string_view label, std::string_view value, const FieldOptions& options) {
  const StyleRule rule = kit.rule(options.style);
  const Id id = kit.id(label);
  const bool focused = kit.focused() == id;
  TextEdit result;
  result.text = value;

  // What is being written stands above what is stored, until it is taken over or there is no objection to it any more.
  if (Kit::Edit* edit = kit.edit(id)) {
    const bool waits = edit->pending && !edit->composing;
    const bool paused = waits && kit.viewport().now_s - edit->changed_at_s >= pause_s;
    if (waits && !paused) kit.wake_in(pause_s - (kit.viewport().now_s - edit->changed_at_s));
    // Another value than the one it became: undone, gone back from in the address, or written in another tab. It is not
    // what stands there any more; but what nobody has taken over yet is not given up for that.
    const auto hash_of = [](std::string_view words) { return ImHashData(words.data(), words.size()); };
    const bool is_taken_over = !edit->pending || (!edit->composing && edit->stored == hash_of(edit->text));
    const bool is_overtaken = is_taken_over && edit->stored && *edit->stored != hash_of(value);
    const bool over =
        edit->handed_over || is_overtaken || (!focused && !edit->committed && !edit->pending && !edit->open);
    if (over && !edit->changed && options.error.empty()) {
      kit.drop_edit(id);
    } else {
      result.changed = edit->changed;
      result.committed = edit->pending && (paused || edit->committed);
      result.submitted = edit->submitted;
      if (edit->submitted) result.committed = true;
      // A field can also lose the focus without a word, such as when its screen goes.
      result.left = edit->submitted || edit->committed || (edit->open && !focused && (paused || !edit->pending));
      if (result.left) edit->open = false;
      edit->handed_over = edit->submitted;
      if (result.changed || result.committed)
        edit->stored.reset();
      else
        edit->stored = ImHashData(value.data(), value.size());
      if (result.committed) edit->pending = false;
      edit->committed = edit->submitted = false;
      result.text = edit->text;
    }
  }

  kit.make_room(options.width);
  auto group = kit.inset(0, options.width > 0 ? std::max(0.f, kit.available() - options.width) : 0, 4);
  if (!options.label_hidden) {
    const StyleRule caption = kit.rule(Style::secondary);
    const Rect at = kit.place(0, caption.line_height);
    kit.draw_line(Style::secondary, at.x + (options.plain ? 4 : 0), at.y, kit.colour(Token::second), label, at.width);
  }
  const float padding_x = options.plain ? 4 : 12;
  const float lead = options.icon == Icon{} ? padding_x : padding_x + 26;
  float inner = kit.available() - lead - padding_x - options.trailing;
  // What was lost is shown as it was written.
  const bool is_prose = options.wording == Wording::prose && !options.read_only;
  if (is_prose) inner = std::min(inner, kit.prose_width());
  const float trail = kit.available() - lead - inner;
  const bool is_read = is_prose && !focused && !result.text.empty();
  float height = std::max(kit.control_height(), rule.line_height + 2 * 4);
  const float padding_y = std::max(4.f, std::floor((height - rule.line_height) / 2));
  std::size_t line_count = 1;
  const std::vector<std::string_view>* lines = nullptr;  // Nothing else is broken into lines before they are drawn.
  if (options.multi_line && !is_read) {
    const std::string_view words = result.text.empty() ? options.placeholder : result.text;
    if (focused)
      line_count = kit.count_edited_lines(options.style, words, inner);
    else
      line_count = (lines = &kit.break_lines(options.style, words, inner))->size();
    if (const Kit::StyledPart all{options.style, words}; !focused && line_count > 1 && needs_shaping(words))
      line_count = kit.count_shown_lines({&all, 1}, inner, rule.line_height, line_count);
  }
  if (options.multi_line) line_count = std::max(line_count, static_cast<std::size_t>(std::max(1, options.rows)));
  height += rule.line_height * static_cast<float>(line_count - 1);
  if (is_read) height = std::max(height, prose_height(kit, id, result.text, inner) + 2 * padding_y);
  const Rect rect = kit.place(0, height);
  // What stands at the right end is pressed there, not the field.
  const Interaction on =
      options.trailing > 0 ? kit.interact_behind(id, rect) : kit.interact(id, rect, options.disabled);
  result.rect = rect;
  const bool empty = result.text.empty();
  const bool prompts = options.error.empty() && !options.placeholder.empty();
  kit.declare({.id = id,
               .role = options.role,
               .name = label,
               .value = result.text,
               .description = prompts                 ? options.placeholder
                              : options.error.empty() ? options.hint
                                                      : options.error,
               .state = State::tab_stop | when(options.multi_line, State::multi_line) |
                        when(options.disabled, State::disabled) | when(options.read_only, State::read_only) |
                        when(options.required, State::required) | when(!options.error.empty(), State::invalid) |
                        when(prompts, State::prompts) | when(options.forwards_keys, State::forwards_keys) |
                        when(options.wording == Wording::prose, State::prose) |
                        when(options.wording == Wording::exact, State::exact) | when(is_read, State::rendered) |
                        when(options.submits, State::submits),
               .rect = rect,
               .type = kit.type(options.style),
               .number = static_cast<int32_t>(padding_y),
               .limit = static_cast<int32_t>(lead) | static_cast<int32_t>(trail) << 16,
               .written = options.role == Role::textbox && options.wording != Wording::exact,
               .related = options.related});

  const bool bad = !options.error.empty();
  // Said when it comes up, wherever the focus went meanwhile; not where it stood already when the field was first
  // shown.
  const bool stood = kit.stood_here(kit.id_of(Role::status, label));
  if (const Id alert = kit.id_of(Role::alert, label); bad && !kit.stood_here(alert) && stood)
    kit.announce_while_shown(alert, std::string(label) + ": " + std::string(options.error), true);
  if (!options.plain || on.hovered || focused)
    kit.fill(rect, kit.colour(options.plain && !focused ? Token::hover : Token::surface), metric::radius);
  if (focused)
    kit.outline(rect, kit.colour(bad ? Token::bad : Token::accent), metric::radius, 2);
  else if (bad)
    kit.outline(rect, kit.colour(Token::bad), metric::radius);
  else if (!options.plain)
    kit.outline(rect, kit.colour(on.hovered ? Token::control_line : Token::field_line), metric::radius);
  if (options.icon != Icon{})
    kit.draw_icon(options.icon, rect.x + padding_x, rect.y + (kit.control_height() - 16) / 2, 16,
                  kit.colour(Token::third));
  if (!is_read) kit.meet_found(result.text, rect);
  // What is typed to search is no place where it was found.
  std::optional<Kit::Scope> written;
  if (options.role == Role::textbox) written.emplace(kit.written_by_people());
  if (is_read) {
    // Under the words, so that pressing beside them goes to the field too.
    kit.declare({.id = kit.id_of(Role::none, label), .rect = rect, .related = id});
    draw_prose(kit, id, result.text, {rect.x + lead, rect.y + padding_y, inner, rect.height - 2 * padding_y}, id);
  } else if (!focused && kit.is_visible(rect)) {
    const std::string_view shown = !empty ? result.text : options.unset.empty() ? options.placeholder : options.unset;
    const ImU32 ink = kit.colour(empty || options.disabled ? Token::third : rule.token);
    float y = rect.y + padding_y;
    if (kit.leave_to_page(shown, ink)) {
      // shown by the field itself
    } else if (options.multi_line) {
      for (const std::string_view line : *lines) {
        if (kit.is_visible({rect.x, y, rect.width, rule.line_height}))
          kit.draw_line(options.style, rect.x + lead, y, ink, line);
        y += rule.line_height;
      }
    } else {
      kit.draw_line(options.style, rect.x + lead, y, ink, shown, inner);
    }
  }
  written.reset();
  if (const std::string_view below = bad ? options.error : options.hint;
      !below.empty() && !(bad && options.error_hidden))
    text(kit, below, {.style = Style::secondary, .tone = bad ? Tone::bad : Tone::neutral});
  return result;
}

TextEdit date_time_field(Kit& kit, std::string_view label, std::string_view value, std::string_view shown,
                         std::string_view error, std::string_view placeholder) {
  return text_field(
      kit, label, value,
      {.placeholder = placeholder, .error = error, .hint = shown, .wording = Wording::exact, .icon = Icon::calendar});
}

TextEdit search_field(Kit& kit, std::string_view label, std::string_view value, std::string_view keys, float width) {
  const float keys_width = keys.empty() ? 0 : std::ceil(kit.measure(Style::mono, keys)) + 12;
  TextEdit edit = text_field(kit, label, value,
                             {.placeholder = label,
                              .label_hidden = true,
                              .icon = Icon::search,
                              .role = Role::searchbox,
                              .width = width,
                              .trailing = std::max(keys_width, 24.f)});
  if (!edit.text.empty()) {
    const float side = kit.control_height();
    auto at = kit.column({edit.rect.right() - side, edit.rect.y, side, side});
    const Id field = kit.id(label);
    auto scope = kit.scope(label);
    if (icon_button(kit, Icon::x, kit.say(Text::kit_clear))) {
      kit.drop_edit(field);
      edit.text = {};
      edit.changed = true;
      kit.request_focus(field);
      kit.wake_in(0);
    }
  } else if (!keys.empty() && kit.focused() != kit.id(label)) {
    auto at =
        kit.column({edit.rect.right() - keys_width - 8, edit.rect.y + (edit.rect.height - 20) / 2, keys_width, 20});
    key_hint(kit, keys);
  }
  return edit;
}

}  // namespace unrepeat::shell
