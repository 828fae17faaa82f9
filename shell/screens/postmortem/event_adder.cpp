// The line in which an event is written: "14:02 paged the database on-call". A time that cannot be read is asked back.
#include <utility>

#include "core/text/vocabulary.hpp"
#include "core/timeline/event_line.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {
namespace {

constexpr std::string_view list = "timeline";

void add_event(PartForm& form, std::string_view words, const Time& time, const std::optional<Time>& end) {
  const Uuid id = form.workspace.ports().ids.next();
  const std::string path = joined(list, id);
  const auto kind = static_cast<std::size_t>(form.memory.next_kind);
  std::vector<Command> commands{AddEntry{std::string(list), id},
                                SetField{joined(path, "kind"), std::string(spellings(EventKind{})[kind])},
                                SetField{joined(path, "text"), std::string(words)}};
  if (time != Time{}) commands.push_back(SetTime{joined(path, "time"), time});
  if (end) commands.push_back(SetTime{joined(path, "end"), *end});
  form.wants(list, std::move(commands));
  form.memory.drafts[std::string(list)].clear();
  form.memory.unread_times.erase(std::string(list));
  // The next one is written in the same line, wherever the button was that took this one.
  form.memory.wanted = list;
}

void draw_line(PartForm& form) {
  Kit& kit = form.kit;
  const auto unread = form.memory.unread_times.find(list);
  const std::string problem = unread == form.memory.unread_times.end() ? std::string() : unread->second.sentence;
  const auto line =
      form.adder(list, kit.say(Text::editor_add_event), form.prompt_of(Part::timeline, Text::editor_event_example),
                 problem, kit.say(Text::editor_event_hint));
  if (!line) return;
  const EventLine read = read_event_line(*line, form.time_context());
  if (read.start)
    add_event(form, read.words, *read.start, read.end);
  else
    form.memory.unread_times[std::string(list)] = {std::string(read.written), form.say(read.start.error())};
  kit.wake_in(0);
}

void draw_kind(PartForm& form) {
  Kit& kit = form.kit;
  const std::vector<std::string_view> names = form.names_of(type_of<EventKind>());
  if (const auto next = select(kit, kit.say(Text::timeline_next_kind), names,
                               static_cast<std::size_t>(form.memory.next_kind), {.label_hidden = true, .width = 160})) {
    form.memory.next_kind = static_cast<EventKind>(*next);
    kit.wake_in(0);
  }
}

}  // namespace

void draw_event_adder(PartForm& form) {
  Kit& kit = form.kit;
  const float top = kit.pen_y(), left = kit.place(0, 0).x, width = kit.available();
  constexpr float kind_width = 160, least = 480;
  if (width < least) {
    draw_line(form);
    draw_kind(form);
  } else {
    float bottom = top;
    {
      auto column = kit.column({left, top, width - kind_width - 8, 0});
      draw_line(form);
      bottom = kit.content_bottom();
    }
    auto column = kit.column({left + width - kind_width, top, kind_width, 0});
    draw_kind(form);
    column.close();
    kit.move_pen(bottom + 8);
  }
  // It went down by what was added: whoever writes on sees what they write.
  const bool has_grown =
      form.value.timeline.size() > std::exchange(form.memory.events_drawn, form.value.timeline.size());
  {
    auto scope = kit.scope(list);
    if (has_grown && kit.focused() == kit.id(kit.say(Text::editor_add_event)))
      scroll_into_view(kit, {left, top, width, kit.content_bottom() - top + 24});
  }
  const auto unread = form.memory.unread_times.find(list);
  if (unread == form.memory.unread_times.end()) return;
  const bool is_new = !kit.stood_here(kit.id("asked back"));
  // What was typed may have been mended meanwhile; what is offered is of what stands there now.
  const std::string draft = form.memory.drafts[std::string(list)];
  const EventLine line = read_event_line(draft, form.time_context());
  if (!line.written.empty()) {
    if (const auto time = form.offered_time(line.written)) return add_event(form, line.words, *time, std::nullopt);
  }
  // What looks like a time is kept as it is written, by the button above.
  if (line.written.empty() && button(kit, kit.say(Text::editor_add_without_time)))
    add_event(form, draft, Time{}, std::nullopt);
  if (is_new) scroll_into_view(kit, {left, top, width, kit.content_bottom() - top + 24});
}

}  // namespace unrepeat::shell
