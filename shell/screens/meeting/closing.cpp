// The end of the meeting: what is still open, what is sent, and the calendar file.
#include <algorithm>

#include "core/action/calendar.hpp"
#include "core/action/commitment.hpp"
#include "core/format/writer.hpp"
#include "core/review/agreement.hpp"
#include "shell/screens/meeting/meeting.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

void draw_undecided(MeetingView& view) {
  const auto& actions = view.value().actions;
  const auto open = std::ranges::count_if(actions, [](const Action& one) { return !is_decided(one.state); });
  if (open > 0) {
    if (banner(view.kit, Tone::warning, view.kit.say(Text::meeting_undecided, open),
               view.kit.say(Text::meeting_decide)))
      view.app.go_to(view.address_of(AgendaItem::decide));
  } else if (!actions.empty()) {
    text(view.kit, view.kit.say(Text::meeting_all_decided), {.style = Style::secondary, .tone = Tone::good});
  }
}

void draw_calendar(MeetingView& view) {
  Kit& kit = view.kit;
  const std::size_t days = count_calendar_days(view.value());
  if (days == 0) {
    text(kit, kit.say(Text::meeting_no_dates), {.style = Style::secondary});
    return;
  }
  auto row = kit.row(12);
  if (button(kit, kit.say(Text::meeting_calendar, days), {.icon = Icon::calendar, .key = "calendar"})) {
    const std::string calendar = write_calendar(view.value(), view.now);
    view.form.workspace.offer(file_stem(view.value()) + ".ics", "text/calendar", {calendar.begin(), calendar.end()});
  }
  text(kit, kit.say(Text::meeting_calendar_hint), {.style = Style::caption});
}

}  // namespace

void draw_closing(MeetingView& view) {
  Kit& kit = view.kit;
  draw_undecided(view);
  const Meeting* shown = view.meeting != nullptr ? view.meeting : last_meeting(view.value());
  if (view.meeting != nullptr) {
    const std::string path = joined("meetings", view.meeting->id);
    view.form.field(joined(path, "parking_lot"));
    view.form.field(joined(path, "notes"), {.rows = 2});
  }
  const std::string words = write_agreement(view.value(), shown, view.naming);
  draw_calendar(view);
  {
    auto row = kit.row(12);
    if (button(kit, kit.say(Text::meeting_copy), {.icon = Icon::copy})) view.form.workspace.copy(words);
  }
  text_field(kit, kit.say(Text::meeting_chat), words,
             {.multi_line = true, .read_only = true, .style = Style::control, .rows = 4});
  if (view.meeting != nullptr) {
    kit.space(8);
    auto row = kit.row(12);
    if (button(kit, kit.say(Text::meeting_end), {.look = Look::primary, .icon = Icon::check}))
      view.form.wants("meetings", end_meeting(view.value(), *view.meeting, view.now));
  } else if (shown != nullptr) {
    text(kit, kit.say(Text::meeting_ended, *shown->minutes), {.style = Style::secondary});
  }
}

}  // namespace unrepeat::shell
