// The dialog in which several events are moved in time, with what would become of the first before it is done.
#include <algorithm>

#include "core/timeline/commands.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/overlay.hpp"

namespace unrepeat::shell {
namespace {

constexpr std::string_view amount_key = "timeline/shift";

/// What may be shifted together.
struct Selection {
  std::string name;
  std::vector<const TimelineEvent*> events;
};

bool is_placed(const TimelineEvent& event) { return event.time.at || event.time.earliest || event.time.latest; }

std::vector<Selection> selections_of(const PartForm& form) {
  const Kit& kit = form.kit;
  std::vector<Selection> all;
  const auto add = [&](std::string name, auto&& wants) {
    Selection selection{.name = std::move(name), .events = {}};
    for (const TimelineEvent& event : form.value.timeline)
      if (is_placed(event) && wants(event)) selection.events.push_back(&event);
    if (!selection.events.empty()) all.push_back(std::move(selection));
  };
  const auto from = std::ranges::find(form.value.timeline, form.memory.shifted_from, &TimelineEvent::id);
  if (from != form.value.timeline.end())
    add(kit.say(Text::timeline_shift_from, beginning_of(from->text, 32)),
        [&](const TimelineEvent& event) { return &event >= &*from; });
  add(std::string(kit.say(Text::timeline_shift_all)), [](const TimelineEvent&) { return true; });
  add(std::string(kit.say(Text::timeline_shift_starred)), [](const TimelineEvent& event) { return event.starred; });
  const auto has_source = [](const TimelineEvent& event) {
    return std::ranges::any_of(event.evidence, [](const Evidence& one) { return one.source.has_value(); });
  };
  for (const Source& source : form.value.sources)
    add(kit.say(Text::timeline_shift_source, name_of(source)), [&](const TimelineEvent& event) {
      return std::ranges::any_of(event.evidence, [&](const Evidence& one) { return one.source == source.id; });
    });
  if (!form.value.sources.empty())
    add(std::string(kit.say(Text::timeline_written_here)),
        [&](const TimelineEvent& event) { return !has_source(event); });
  return all;
}

Instant place_of(const TimelineEvent& event) {
  const Time& time = event.time;
  return time.at ? *time.at : time.earliest ? *time.earliest : *time.latest;
}

void draw_body(PartForm& form, std::span<const Selection> selections) {
  Kit& kit = form.kit;
  text(kit, kit.say(Text::timeline_shift_explained), {.style = Style::secondary});
  std::vector<std::string_view> names;
  for (const Selection& selection : selections) names.push_back(selection.name);
  const std::size_t chosen = std::min(*form.memory.shifted, selections.size() - 1);
  if (const auto next = select(kit, kit.say(Text::timeline_shift_which), names, chosen)) {
    form.memory.shifted = *next;
    kit.wake_in(0);
  }
  std::string& draft = form.memory.drafts[std::string(amount_key)];
  const auto by = read_amount(form, draft);
  const bool is_unread = !by && draft.find_first_not_of(' ') != draft.npos;
  const TextEdit edit = text_field(kit, kit.say(Text::timeline_shift_by), draft,
                                   {.placeholder = kit.say(Text::timeline_shift_example),
                                    .error = is_unread ? kit.say(Text::timeline_shift_unread) : std::string_view{},
                                    .wording = Wording::exact});
  if (edit.changed || edit.committed) draft = edit.text;
  const Selection& selection = selections[chosen];
  const Instant first = place_of(*selection.events.front());
  if (by)
    text(kit,
         kit.say(Text::timeline_shift_preview, selection.events.size(), form.words_of(first),
                 form.words_of(first + *by)),
         {.style = Style::body});
  form.refusal(amount_key);
  auto row = kit.row();
  kit.spacer();
  if (button(kit, kit.say(Text::kit_cancel))) kit.dismiss_overlay();
  const bool is_asked = button(kit, kit.say(Text::timeline_shift_do, selection.events.size()),
                               {.look = Look::primary, .disabled = !by || *by == Duration{}, .key = "shift"});
  if (!by || *by == Duration{} || (!is_asked && !edit.submitted)) return;
  ShiftEvents command{.events = {}, .by = *by};
  for (const TimelineEvent* event : selection.events) command.events.push_back(event->id);
  form.wants(amount_key, std::move(command));
  draft.clear();
  kit.dismiss_overlay();
}

}  // namespace

// From an instant to the next, as a time is typed: one way of writing distances.
std::optional<Duration> read_amount(const PartForm& form, std::string_view written) {
  const std::size_t first = written.find_first_not_of(' ');
  if (first == written.npos || (written[first] != '+' && written[first] != '-')) return std::nullopt;
  WrittenTimeContext context = form.time_context();
  context.near = Instant{};
  const auto read = read_written_time(written, context);
  if (!read || !read->at) return std::nullopt;
  return *read->at - Instant{};
}

std::string amount_words(Duration amount) {
  const bool is_back = amount.microseconds < 0;
  return (is_back ? "-" : "+") + format_duration(is_back ? Duration{-amount.microseconds} : amount);
}

void draw_shift_button(PartForm& form, const TimelineEvent* from) {
  Kit& kit = form.kit;
  if (std::ranges::none_of(form.value.timeline, is_placed)) return;
  if (!button(kit, kit.say(from != nullptr ? Text::timeline_shift_from_here : Text::timeline_shift),
              {.look = Look::quiet, .icon = Icon::clock, .key = "shift times"}))
    return;
  form.memory.shifted = 0;
  form.memory.shifted_from = from != nullptr ? from->id : unrepeat::Id<TimelineEvent>{};
  kit.wake_in(0);
}

void draw_shift_dialog(PartForm& form) {
  if (!form.memory.shifted) return;
  const std::vector<Selection> selections = selections_of(form);
  const bool is_open = !selections.empty() &&
                       dialog(form.kit, form.kit.say(Text::timeline_shift), 480, [&] { draw_body(form, selections); });
  if (!is_open) form.memory.shifted.reset();
}

}  // namespace unrepeat::shell
