// The moments: six are asked for, the others stand under More. A time typed into one records it.
#include "core/moment/commands.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

/// A time of its own, or the time of an event.
void draw_time(PartForm& form, MomentKind kind, const std::string& path, std::span<const Candidate> events) {
  Kit& kit = form.kit;
  const Moment& moment = form.value.moments[kind];
  const std::string name(kit.say(label_of(kind)));
  if (!moment.event) {
    if (const auto read = form.time(path, name, moment.time)) {
      const bool is_cleared = *read == Time{};
      form.wants(path, SetMoment{.kind = kind,
                                 .state = is_cleared ? MomentState::pending : MomentState::recorded,
                                 .time = is_cleared ? std::nullopt : std::optional(*read)});
    }
  }
  if (events.empty() || (moment.state == MomentState::recorded && !moment.event && moment.time)) return;
  std::vector<std::string_view> names{kit.say(Text::editor_no_event)};
  std::size_t selected = 0;
  for (const Candidate& event : events) {
    names.push_back(event.name);
    if (moment.event && *moment.event == event.id) selected = names.size() - 1;
  }
  const auto next = form.choice(joined(path, "event"), kit.say(Text::editor_moment_event, name), names, selected);
  if (!next) return;
  if (*next == 0)
    form.wants(path, SetMoment{.kind = kind, .state = MomentState::pending});
  else
    form.wants(path,
               SetMoment{.kind = kind, .state = MomentState::recorded, .event = EventId::from(events[*next - 1].id)});
}

void draw_moment(PartForm& form, MomentKind kind, std::span<const Candidate> events) {
  Kit& kit = form.kit;
  const std::string path = joined("moments", spellings(kind)[static_cast<std::size_t>(kind)]);
  const Moment& moment = form.value.moments[kind];
  auto scope = kit.scope(path);
  const std::string_view name = kit.say(label_of(kind));
  auto group = kit.region(Role::group, name);
  kit.split({3, 2}, 12, 150, [&](std::size_t index) {
    if (index == 0) {
      const bool has_time = moment.state == MomentState::recorded || moment.state == MomentState::pending;
      if (has_time)
        draw_time(form, kind, path, events);
      else
        text(kit, name, {.style = Style::secondary});
      text(kit, kit.say(definition_of(kind)), {.style = Style::caption});
    } else {
      const std::string at = joined(path, "state");
      const auto next = form.choice(at, kit.say(Text::editor_moment_state, name), form.names_of(type_of<MomentState>()),
                                    static_cast<std::size_t>(moment.state));
      if (!next) return;
      form.wants(
          at, SetMoment{
                  .kind = kind, .state = static_cast<MomentState>(*next), .event = moment.event, .time = moment.time});
    }
  });
  kit.space(4);
}

}  // namespace

void draw_moments(PartForm& form) {
  Kit& kit = form.kit;
  for (const auto& [first, second] : find_impossible_orders(form.value))
    banner(kit, Tone::bad, kit.say(Text::gap_moment_order, kit.say(label_of(first)), kit.say(label_of(second))));
  const std::vector<Candidate> events = event_candidates(form);
  const auto draw_those = [&](bool core) {
    for (std::size_t i = 0; i < moment_count; ++i)
      if (const auto kind = static_cast<MomentKind>(i); is_core(kind) == core) draw_moment(form, kind, events);
  };
  draw_those(true);
  if (form.unfolded("moments", kit.say(Text::editor_more_moments))) draw_those(false);
}

}  // namespace unrepeat::shell
