// Timeline: the moments, then the events in order. Only events near the view are drawn, so that hundreds cost nothing.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/import/take_apart.hpp"
#include "core/moment/commands.hpp"
#include "core/postmortem/gaps.hpp"
#include "core/text/vocabulary.hpp"
#include "core/timeline/commands.hpp"
#include "core/timeline/told_events.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {
namespace {

constexpr float time_width = 56, kind_width = 152, usual_height = 62;

const Source* source_of(const PartForm& form, const Evidence& evidence) {
  const auto source =
      std::ranges::find_if(form.value.sources, [&](const Source& one) { return evidence.source == one.id; });
  return source == form.value.sources.end() ? nullptr : &*source;
}

/// "alerting · No effect · incidents.json": who said it, how it turned out, and where it was found.
std::string second_line(const PartForm& form, const TimelineEvent& event) {
  std::string line;
  const auto append = [&](std::string_view words) {
    if (words.empty()) return;
    if (!line.empty()) line += " · ";
    line += words;
  };
  append(event.actor);
  if (event.outcome) append(form.kit.say(label_of(*event.outcome)));
  if (event.end) append(form.kit.say(Text::editor_until, form.clock_of(*event.end)));
  for (const Evidence& evidence : event.evidence) {
    if (const Source* source = source_of(form, evidence)) append(name_of(*source));
    append(evidence.record);
  }
  if (event.hidden) append(form.kit.say(Text::editor_hidden, event.hidden->reason));
  return line;
}

/// The instant as it was written, as a clock in UTC showed it, and what was noted of it.
void draw_written(PartForm& form, const Time& time) {
  std::string line;
  if (!time.written.empty()) line = form.kit.say(Text::editor_as_written, time.written);
  if (time.at) {
    if (!line.empty()) line += " · ";
    line += time_of_day_words(*time.at, "UTC", form.workspace.zones()) + " UTC";
  }
  if (!time.note.empty()) line += " · " + time.note;
  if (!line.empty()) text(form.kit, line, {.style = Style::caption});
  if (!time.at) return;
  const TimeZones& zones = form.workspace.zones();
  const UtcOffset offset = zones.offset_at(form.value.time_zone, *time.at).value_or(UtcOffset{});
  const auto local = local_to_instant(zones, form.value.time_zone, civil_time(*time.at, offset));
  if (local && local->kind == LocalTimeKind::fold)
    text(form.kit, form.kit.say(Text::timeline_shown_twice, format_offset(offset)),
         {.style = Style::secondary, .tone = Tone::warning});
}

/// The same instant on the clocks of UTC, where the post-mortem's are others.
std::string utc_of(const PartForm& form, const Time& time) {
  if (!time.at) return {};
  const auto offset = form.workspace.zones().offset_at(form.value.time_zone, *time.at);
  if (!offset || *offset == UtcOffset{}) return {};
  return time_of_day_words(*time.at, "UTC", form.workspace.zones()) + " UTC";
}

void draw_zone(PartForm& form, const TimelineEvent& event, const std::string& path) {
  if (!event.time.at || !event.time.offset.empty()) return;
  const std::string current = event.time.zone.empty() ? form.value.time_zone : event.time.zone;
  const std::vector<std::string> zones = zones_of(form, current);
  const std::vector<std::string_view> names(zones.begin(), zones.end());
  const std::string at = joined(path, "time");
  const auto chosen = form.choice(at, form.kit.say(Text::timeline_zone), names, 0);
  if (!chosen || *chosen == 0) return;
  const auto read = read_in_zone(event.time, current, zones[*chosen], form.workspace.zones());
  if (read)
    form.wants(at, SetTime{at, *read});
  else
    form.memory.unread_times[at] = {event.time.written, form.say(read.error())};
  form.kit.wake_in(0);
}

/// Where the order is the author's.
void draw_order(PartForm& form, const TimelineEvent& event, const std::string& path) {
  const TimelineEvent* before = find_neighbour(form.value.timeline, event.id, Side::before);
  const TimelineEvent* after = find_neighbour(form.value.timeline, event.id, Side::after);
  if (before == nullptr && after == nullptr) return;
  Kit& kit = form.kit;
  auto row = kit.row(8, 0);
  if (before != nullptr && button(kit, kit.say(Text::timeline_order_before, beginning_of(before->text, 24)),
                                  {.icon = Icon::arrow_up, .key = "before"}))
    form.wants(path, OrderEvent{event.id, Side::before});
  if (after != nullptr && button(kit, kit.say(Text::timeline_order_after, beginning_of(after->text, 24)),
                                 {.icon = Icon::arrow_down, .key = "after"}))
    form.wants(path, OrderEvent{event.id, Side::after});
}

void join(PartForm& form, const TimelineEvent& into, const TimelineEvent& other) {
  form.wants(joined("timeline", into.id), JoinEvents{into.id, {other.id}});
  form.offers_back(std::string(form.kit.say(Text::timeline_joined)));
}

/// The same happening in the words of other sources: one event or several is for a person to say.
void draw_told_alike(PartForm& form, const TimelineEvent& event) {
  const auto& timeline = form.value.timeline;
  const auto index = static_cast<std::size_t>(&event - timeline.data());
  const std::vector<std::size_t> alike = told_alike(timeline, index);
  if (alike.empty()) return;
  Kit& kit = form.kit;
  text(kit, kit.say(Text::timeline_told_too), {.style = Style::secondary});
  for (const std::size_t other : alike) {
    auto scope = kit.scope(unrepeat::text_of(timeline[other].id));
    text(kit, form.clock_of(timeline[other].time) + "  " + timeline[other].text, {.style = Style::caption});
    auto edge = kit.inset(-8, 0, 0);
    if (button(kit, kit.say(Text::timeline_join, beginning_of(timeline[other].text, 32)),
               {.look = Look::quiet, .icon = Icon::link, .key = "join"}))
      join(form, event, timeline[other]);
  }
}

/// How many events a small report tells; looked through once an edition.
std::size_t count_told(PartForm& form, const TimelineEvent& event) {
  const std::pair now(form.open.edition(), event.id);
  if (form.memory.looked_through != now) {
    form.memory.looked_through = now;
    const auto apart = take_apart(form.value, event, form.workspace.zones(), form.workspace.ports().ids);
    form.memory.told_in_report = apart ? apart->pieces.size() : 0;
  }
  return form.memory.told_in_report;
}

void draw_report(PartForm& form, const TimelineEvent& event, const std::string& path) {
  const std::size_t told = count_told(form, event);
  if (told == 0) return;
  Kit& kit = form.kit;
  text(kit, kit.say(Text::timeline_apart_found, told), {.style = Style::secondary});
  auto edge = kit.inset(-8, 0, 0);
  if (!button(kit, kit.say(Text::timeline_take_apart, told), {.look = Look::quiet, .icon = Icon::list, .key = "apart"}))
    return;
  auto apart = take_apart(form.value, event, form.workspace.zones(), form.workspace.ports().ids);
  if (!apart) return;
  const std::size_t pieces = apart->pieces.size();
  form.wants(path, std::move(*apart));
  form.offers_back(kit.say(Text::timeline_apart_done, pieces));
}

/// Leaving out, joining, splitting.
void draw_place_in_story(PartForm& form, const TimelineEvent& event, const std::string& path) {
  Kit& kit = form.kit;
  draw_told_alike(form, event);
  draw_report(form, event, path);
  if (!form.unfolded(joined(path, "story"), kit.say(Text::timeline_more_of))) return;
  auto edge = kit.inset(-8, 0, 0);
  auto column = kit.inset(0, 0, 4);
  const auto quiet = [&](std::string_view name, Icon icon, std::string_view key) {
    return button(kit, name, {.look = Look::quiet, .icon = icon, .key = key});
  };
  if (event.hidden) {
    if (quiet(kit.say(Text::timeline_show), Icon::undo_2, "show")) form.wants(path, HideEvents{{event.id}, ""});
  } else if (quiet(kit.say(Text::timeline_hide), Icon::x, "hide")) {
    const Language language = language_from_tag(form.value.language);
    form.wants(path, HideEvents{{event.id}, std::string(say(language, Text::timeline_hide_reason))});
    form.offers_back(kit.say(Text::timeline_hidden_done, beginning_of(event.text, 40)));
  }
  if (event.folded_into && quiet(kit.say(Text::timeline_stand_alone), Icon::arrow_up, "alone"))
    form.wants(path, FoldEvents{std::nullopt, {event.id}});
  const auto& timeline = form.value.timeline;
  const auto index = static_cast<std::size_t>(&event - timeline.data());
  // The one that is read before it takes it in; what is left out or folded is no place for it.
  std::size_t before = index;
  while (before > 0 && (timeline[before - 1].hidden || timeline[before - 1].folded_into)) --before;
  if (before > 0 && !event.hidden && quiet(kit.say(Text::timeline_join_before), Icon::link, "before"))
    join(form, timeline[before - 1], event);
  if (event.evidence.size() < 2) return;
  for (const Evidence& evidence : event.evidence) {
    auto scope = kit.scope(unrepeat::text_of(evidence.id));
    const Source* source = source_of(form, evidence);
    const std::string& teller = source != nullptr ? name_of(*source) : evidence.record;
    if (!quiet(kit.say(Text::timeline_split, teller), Icon::copy, "split")) continue;
    form.wants(path, SplitEvent{event.id, {evidence.id}, EventId::from(form.workspace.ports().ids.next())});
    form.offers_back(std::string(kit.say(Text::timeline_split_done)));
  }
}

void draw_details(PartForm& form, const TimelineEvent& event, const std::string& path) {
  form.lines(path, "time end");
  draw_written(form, event.time);
  draw_zone(form, event, path);
  draw_order(form, event, path);
  form.lines(path, "kind actor outcome");
  if (event.kind == EventKind::decision || event.decision)
    form.lines(path, "decision/options|decision/known|decision/why");
  form.lines(path, "starred|evidence");
  if (event.time.at) {
    auto edge = form.kit.inset(-8, 0, 0);
    draw_shift_button(form, &event);
  }
  draw_place_in_story(form, event, path);
  form.ending(path, beginning_of(event.text), "audience|tags|hidden/reason=hidden|folded_into|same_as");
}

void draw_event(PartForm& form, const TimelineEvent& event, const std::string& path) {
  Kit& kit = form.kit;
  const float top = kit.pen_y(), left = kit.place(0, 0).x, width = kit.available();
  kit.move_pen(top);
  const bool is_narrow = width < 480;
  const float indent = is_narrow ? 0 : time_width + kind_width;
  const std::string clock = form.clock_of(event.time);
  const bool is_unplaced = !event.time.at && !event.time.earliest && !event.time.latest;
  const std::string utc = utc_of(form, event.time);
  float bottom = top;
  {
    auto column = kit.column({left, top + 3, is_narrow ? width - kit.control_height() : indent - 8, 0});
    auto row = kit.row(8, 22);
    text(kit, clock, {.style = Style::mono});
    if (!is_narrow) kit.space(std::max(0.f, time_width - kit.measure(Style::mono, clock) - 8));
    const auto moment = moment_at(form.value, event.id);
    tag(kit, kit.say(moment ? label_of(*moment) : label_of(event.kind)),
        moment ? tone_of_moment(*moment) : tone_of_event(event.kind));
    if (!utc.empty() && is_narrow) text(kit, utc, {.style = Style::caption});
    if (is_unplaced) tag(kit, kit.say(Text::timeline_not_placed), Tone::warning, Icon::triangle_alert);
    row.close();
    bottom = kit.content_bottom();
  }
  if (!utc.empty() && !is_narrow) {
    auto column = kit.column({left, bottom, indent - 8, 0});
    text(kit, utc, {.style = Style::caption});
    bottom = kit.content_bottom();
  }
  const bool is_open = form.line(path, {.name = kit.say(Text::editor_event_text, clock),
                                        .key = "text",
                                        .words = event.text,
                                        .prompt = kit.say(Text::editor_no_words_yet),
                                        .mark = is_reversed(event) ? kit.say(Text::editor_event_reversed) : "",
                                        .tone = Tone::bad,
                                        .detail = second_line(form, event),
                                        .indent = indent,
                                        .below = is_narrow ? std::max(28.f, bottom - top) : 0.f});
  // What stands at the left may be the higher of the two.
  if (!is_narrow) kit.move_pen(std::max(kit.pen_y(), bottom + 8));
  if (!is_open) return;
  auto inset = kit.inset(12, 0, 12);
  draw_details(form, event, path);
}

/// A row for every event, with the heights of before.
void read_rows(const PartForm& form, TimelineRows& memory) {
  const std::vector<TimelineRows::Row> before = std::exchange(memory.rows, {});
  memory.edition = form.open.edition();
  memory.is_read = true;
  const auto height_before = [&](const unrepeat::Id<TimelineEvent>& id, std::size_t place) {
    // Mostly one came or went.
    for (const std::size_t near : {place, place - 1, place + 1})
      if (near < before.size() && before[near].event == id) return before[near].height;
    const auto row = std::ranges::find(before, id, &TimelineRows::Row::event);
    return row == before.end() ? usual_height : row->height;
  };
  std::optional<Instant> last;
  std::optional<CalendarDate> day;
  std::optional<UtcOffset> offset_before;
  ToldTimeline told = told_timeline(form.value.timeline);
  memory.hidden = std::move(told.hidden);
  for (ToldEvent& one : told.told) {
    const TimelineEvent& event = form.value.timeline[one.event];
    TimelineRows::Row& row = memory.rows.emplace_back();
    row.event = event.id;
    row.index = one.event;
    row.folded = std::move(one.folded);
    row.path = joined("timeline", event.id);
    row.height = height_before(event.id, memory.rows.size() - 1);
    row.near = last ? last : event.time.at;
    if (!event.time.at) continue;
    last = event.time.at;
    const UtcOffset offset =
        form.workspace.zones().offset_at(form.value.time_zone, *event.time.at).value_or(UtcOffset{});
    const CalendarDate its_day = civil_time(*event.time.at, offset).date;
    if (day != its_day) row.new_day = its_day;
    day = its_day;
    if (offset_before && *offset_before != offset) row.clocks_changed = std::pair(*offset_before, offset);
    offset_before = offset;
  }
}

/// One of these is asked for.
bool holds_wanted(const PartForm& form, std::span<const std::size_t> events) {
  return !form.memory.wanted.empty() && std::ranges::any_of(events, [&](std::size_t index) {
    return form.memory.wanted.starts_with(joined("timeline", form.value.timeline[index].id));
  });
}

/// Several that stand behind one, or aside: unfolded, each as everywhere. One that is asked for unfolds them.
void draw_aside(PartForm& form, const std::string& path, std::string_view title, std::span<const std::size_t> events) {
  Kit& kit = form.kit;
  if (holds_wanted(form, events)) form.memory.unfolded[path] = true;
  if (!form.unfolded(path, title)) return;
  auto inset = kit.inset(16, 0);
  const Rect view = kit.viewport_rect();
  for (std::size_t i = 0; i < events.size(); ++i) {
    const TimelineEvent& event = form.value.timeline[events[i]];
    float& height = form.memory.timeline_rows.heights_aside.try_emplace(event.id, usual_height).first->second;
    const float top = kit.pen_y();
    if (!kit.is_visible({view.x, top - 2 * usual_height, view.width, height + 4 * usual_height}) &&
        !holds_wanted(form, events.subspan(i, 1))) {
      kit.place(0, height);
      continue;
    }
    const std::string at = joined("timeline", event.id);
    auto scope = kit.scope(at);
    draw_event(form, event, at);
    divider(kit);
    height = kit.content_bottom() - top;
  }
}

/// All events; those far from the view keep the room they took when they were last drawn.
void draw_events(PartForm& form) {
  if (form.value.timeline.empty()) return;
  Kit& kit = form.kit;
  auto list = kit.region(Role::list, kit.say(Text::editor_events));
  TimelineRows& memory = form.memory.timeline_rows;
  if (!memory.is_read || memory.edition != form.open.edition()) read_rows(form, memory);
  const Rect view = kit.viewport_rect();
  std::size_t place = 0;
  for (TimelineRows::Row& row : memory.rows) {
    const TimelineEvent& event = form.value.timeline[row.index];
    ++place;
    const float top = kit.pen_y();
    // One that is asked for is drawn wherever it stands, so that it can be gone to, and the first ones, so that whoever
    // does not see the page comes upon them.
    constexpr std::size_t always = 2;
    if (place > always &&
        !kit.is_visible({view.x, top - 2 * usual_height, view.width, row.height + 4 * usual_height}) &&
        !form.memory.wanted.starts_with(row.path) && !holds_wanted(form, row.folded)) {
      kit.place(0, row.height);
      continue;
    }
    auto scope = kit.scope(row.path);
    form.near = row.near;
    {
      auto item = kit.list_item(place, memory.rows.size());
      if (row.new_day) text(kit, date_words(kit.viewport().language, *row.new_day), {.style = Style::caption_strong});
      if (row.clocks_changed)
        text(kit,
             kit.say(Text::timeline_clocks_changed, format_offset(row.clocks_changed->first),
                     format_offset(row.clocks_changed->second)),
             {.style = Style::caption_strong, .tone = Tone::warning});
      draw_event(form, event, row.path);
      if (!row.folded.empty())
        draw_aside(form, joined(row.path, "alike"), kit.say(Text::timeline_alike_count, row.folded.size()), row.folded);
      divider(kit);
    }
    // What stands below went by it already: only the room of rows that are not drawn is an older one.
    row.height = kit.content_bottom() - top;
  }
  if (!memory.hidden.empty())
    draw_aside(form, "timeline/hidden", kit.say(Text::timeline_hidden_count, memory.hidden.size()), memory.hidden);
  // What is written next stands beside the last one that has a time.
  form.near.reset();
  for (auto event = form.value.timeline.rbegin(); event != form.value.timeline.rend() && !form.near; ++event)
    form.near = event->time.at;
}

}  // namespace

const std::string& name_of(const Source& source) { return source.file.empty() ? source.kind : source.file; }

std::vector<std::string> zones_of(const PartForm& form, const std::string& current) {
  std::vector<std::string> zones{current};
  const auto add = [&](const std::string& zone) {
    if (!zone.empty() && std::ranges::find(zones, zone) == zones.end()) zones.push_back(zone);
  };
  add(form.value.time_zone);
  add("UTC");
  add(form.workspace.zones().local_zone());
  for (const Source& source : form.value.sources) add(source.zone);
  for (const TimelineEvent& event : form.value.timeline)
    if (zones.size() < 12) add(event.time.zone);
  return zones;
}

Tone tone_of_event(EventKind kind) {
  switch (kind) {
    case EventKind::impact: return Tone::bad;
    case EventKind::detection:
    case EventKind::escalation: return Tone::warning;
    case EventKind::mitigation:
    case EventKind::resolution: return Tone::good;
    case EventKind::other: return Tone::neutral;
    default: return Tone::calm;
  }
}

void draw_timeline(PartForm& form) {
  Kit& kit = form.kit;
  draw_timeline_picture(form);
  draw_moments(form);
  {
    auto row = kit.row();
    heading(kit, 3, kit.say(Text::editor_events));
    kit.spacer();
    draw_shift_button(form);
  }
  draw_shift_dialog(form);
  if (form.value.timeline.empty()) text(kit, kit.say(Text::editor_no_events), {.style = Style::secondary});
  if (!form.value.timeline.empty())
    link(kit, kit.say(Text::replay_open), "#/pm/" + text_of(form.value.id) + "/replay", Style::secondary);
  draw_events(form);
  draw_event_adder(form);
  form.near.reset();
  if (!form.value.sources.empty())
    link(kit, kit.say(Text::evidence_title), "#/pm/" + text_of(form.value.id) + "/evidence", Style::secondary);
}

}  // namespace unrepeat::shell
