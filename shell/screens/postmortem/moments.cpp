// The moments, a line each: six are asked for, the others stand under More. A time typed into one records it.
#include <algorithm>

#include "core/moment/commands.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

struct MomentRow {
  MomentKind kind;
  const Moment& moment;
  std::string path;
  std::string_view name;
};

/// A time of its own is written in the line; the time of an event, or why there is none, is read.
void draw_when(PartForm& form, const MomentRow& row) {
  Kit& kit = form.kit;
  const Moment& moment = row.moment;
  if (moment.state == MomentState::pending || (moment.state == MomentState::recorded && !moment.event)) {
    auto inset = kit.inset(-4, 0, 0);
    form.take_focus(row.path);
    const auto read = form.time(row.path, row.name, moment.time, true);
    if (!read) return;
    const bool is_cleared = *read == Time{};
    form.wants(row.path, SetMoment{.kind = row.kind,
                                   .state = is_cleared ? MomentState::pending : MomentState::recorded,
                                   .time = is_cleared ? std::nullopt : std::optional(*read)});
    return;
  }
  kit.space(6);
  std::string words(kit.say(label_of(moment.state)));
  if (moment.event) {
    const auto event = std::ranges::find(form.value.timeline, *moment.event, &TimelineEvent::id);
    if (event == form.value.timeline.end()) return;
    auto line = kit.row(12, 0);
    text(kit, form.clock_of(event->time), {.style = Style::mono});
    words = event->text;
    if (kit.available() < 120) return;
    text(kit, words, {.style = Style::caption, .max_width = kit.available(), .max_lines = 1});
    return;
  }
  text(kit, words, {.style = Style::secondary});
}

/// The time of one of the events, what is known at all, how it is known, and a note.
void draw_details(PartForm& form, const MomentRow& row) {
  Kit& kit = form.kit;
  const Moment& moment = row.moment;
  text(kit, kit.say(definition_of(row.kind)), {.style = Style::caption});
  const std::vector<Candidate> events = candidates_for(form, "events");
  kit.split({1, 1}, 12, 150, [&](std::size_t index) {
    if (index == 1) {
      const std::string at = joined(row.path, "state");
      if (const auto next = form.choice(at, kit.say(Text::editor_moment_state), form.names_of(type_of<MomentState>()),
                                        static_cast<std::size_t>(moment.state)))
        form.wants(at, SetMoment{.kind = row.kind,
                                 .state = static_cast<MomentState>(*next),
                                 .event = moment.event,
                                 .time = moment.time});
      return;
    }
    std::vector<std::string_view> names{kit.say(Text::editor_no_event)};
    std::size_t selected = 0;
    for (const Candidate& event : events) {
      names.push_back(event.name);
      if (moment.event && *moment.event == event.id) selected = names.size() - 1;
    }
    const auto next = form.choice(joined(row.path, "event"), kit.say(Text::editor_moment_event), names, selected);
    if (!next) return;
    SetMoment command{.kind = row.kind, .state = MomentState::pending};
    if (*next > 0) command.state = MomentState::recorded, command.event = EventId::from(events[*next - 1].id);
    form.wants(joined(row.path, "event"), command);
  });
  form.lines(row.path, moment.state == MomentState::recorded ? "basis note" : "note");
}

}  // namespace

void draw_moment(PartForm& form, MomentKind kind) {
  Kit& kit = form.kit;
  const MomentRow row{.kind = kind,
                      .moment = form.value.moments[kind],
                      .path = joined("moments", spelling_of(kind)),
                      .name = kit.say(label_of(kind))};
  auto scope = kit.scope(row.path);
  auto group = kit.region(Role::group, row.name);
  const float top = kit.pen_y(), left = kit.place(0, 0).x, width = kit.available(), side = kit.control_height();
  const float name_width = width < 480 ? 124 : 144;
  bool& is_open = form.memory.unfolded[row.path];
  float bottom = top + side;
  {
    auto column = kit.column({left, top + (side - 20) / 2, name_width - 8, 0}, 0);
    text(kit, row.name, {.style = Style::control});
    bottom = std::max(bottom, kit.content_bottom());
  }
  {
    auto column = kit.column({left + name_width, top, width - name_width - side - 8, 0}, 0);
    draw_when(form, row);
    if (!row.moment.note.empty()) text(kit, row.moment.note, {.style = Style::caption, .max_lines = 2});
    bottom = std::max(bottom, kit.content_bottom());
  }
  {
    auto column = kit.column({left + width - side, top, side, 0});
    if (icon_button(
            kit, is_open ? Icon::chevron_down : Icon::chevron_right, kit.say(Text::editor_event_edit, row.name),
            {.look = Look::quiet, .state = State::expandable | when(is_open, State::expanded), .key = "details"})) {
      is_open = !is_open;
      kit.wake_in(0);
    }
  }
  kit.move_pen(bottom + 2);
  if (is_open) {
    auto inset = kit.inset(12, 0, 12);
    draw_details(form, row);
    kit.space(4);
  }
  const Rect line = kit.place(0, 1);
  kit.fill(line, kit.colour(Token::faint_line));
  kit.move_pen(line.bottom() + 2);
}

Tone tone_of_moment(MomentKind moment) {
  switch (moment) {
    case MomentKind::impact_start: return Tone::bad;
    case MomentKind::detected:
    case MomentKind::notified: return Tone::warning;
    case MomentKind::acknowledged: return Tone::accent;
    case MomentKind::mitigated:
    case MomentKind::resolved: return Tone::good;
    default: return Tone::calm;
  }
}

void draw_moments(PartForm& form) {
  Kit& kit = form.kit;
  for (const auto& [first, second] : find_impossible_orders(form.value))
    banner(kit, Tone::bad, kit.say(Text::gap_moment_order, kit.say(label_of(first)), kit.say(label_of(second))));
  std::size_t asked = 0, said = 0;
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    if (!is_core(kind)) continue;
    ++asked;
    if (form.value.moments[kind].state != MomentState::pending) ++said;
  }
  // Where all is said, the strip above and the events below say it better.
  if (!form.unfolded("moments", kit.say(Text::editor_moments_said, said, asked), said < asked)) return;
  const auto draw_those = [&](bool core) {
    for (std::size_t i = 0; i < moment_count; ++i)
      if (const auto kind = static_cast<MomentKind>(i); is_core(kind) == core) draw_moment(form, kind);
  };
  draw_those(true);
  if (form.unfolded("moments/more", kit.say(Text::editor_more_moments))) draw_those(false);
}

}  // namespace unrepeat::shell
