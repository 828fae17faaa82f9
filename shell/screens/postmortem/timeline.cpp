// Timeline: the moments, then the events in order. Only events near the view are drawn, so that hundreds cost nothing.
#include <algorithm>
#include <cmath>

#include "core/moment/commands.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {
namespace {

constexpr float time_width = 56, kind_width = 152, usual_height = 62;

Tone tone_of(EventKind kind) {
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
    const auto source =
        std::ranges::find_if(form.value.sources, [&](const Source& one) { return evidence.source == one.id; });
    if (source != form.value.sources.end()) append(source->file.empty() ? source->kind : source->file);
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
}

void draw_details(PartForm& form, const TimelineEvent& event, const std::string& path) {
  form.lines(path, "time end");
  draw_written(form, event.time);
  form.lines(path, "kind actor outcome");
  if (event.kind == EventKind::decision || event.decision)
    form.lines(path, "decision/options|decision/known|decision/why");
  form.lines(path, "starred");
  form.ending(path, beginning_of(event.text), "audience rank|tags|evidence|hidden/reason=hidden|folded_into|same_as");
}

void draw_event(PartForm& form, const TimelineEvent& event, const std::string& path) {
  Kit& kit = form.kit;
  const float top = kit.pen_y(), left = kit.place(0, 0).x, width = kit.available();
  kit.move_pen(top);
  const bool is_narrow = width < 480;
  const float indent = is_narrow ? 0 : time_width + kind_width;
  const std::string clock = form.clock_of(event.time);
  {
    auto column = kit.column({left, top + 3, is_narrow ? width - kit.control_height() : indent - 8, 0});
    auto row = kit.row(8, 22);
    text(kit, clock, {.style = Style::mono});
    if (!is_narrow) kit.space(std::max(0.f, time_width - kit.measure(Style::mono, clock) - 8));
    const auto moment = moment_at(form.value, event.id);
    tag(kit, kit.say(moment ? label_of(*moment) : label_of(event.kind)),
        moment ? tone_of_moment(*moment) : tone_of(event.kind));
  }
  const bool is_open = form.line(path, {.name = kit.say(Text::editor_event_text, clock),
                                        .key = "text",
                                        .words = event.text,
                                        .detail = second_line(form, event),
                                        .indent = indent,
                                        .below = is_narrow ? 28.f : 0.f});
  if (!is_open) return;
  auto inset = kit.inset(is_narrow ? 12 : indent, 0, 12);
  draw_details(form, event, path);
}

/// All events; those far from the view keep the room they took when they were last drawn.
void draw_events(PartForm& form) {
  if (form.value.timeline.empty()) return;
  Kit& kit = form.kit;
  auto list = kit.region(Role::list, kit.say(Text::editor_events));
  std::optional<Instant> before;
  std::optional<CalendarDate> day;
  std::size_t place = 0;
  for (const TimelineEvent& event : form.value.timeline) {
    ++place;
    const std::string path = joined("timeline", event.id);
    auto scope = kit.scope(path);
    form.near = before ? before : event.time.at;
    bool is_new_day = false;
    if (event.time.at) {
      before = event.time.at;
      const auto offset = form.workspace.zones().offset_at(form.value.time_zone, *event.time.at);
      const CalendarDate its_day = civil_time(*event.time.at, offset.value_or(UtcOffset{})).date;
      is_new_day = day != its_day;
      day = its_day;
    }
    const float height = kit.remembered(kit.id("height"), usual_height), top = kit.pen_y();
    const Rect room{kit.viewport_rect().x, top - 2 * usual_height, kit.viewport_rect().width,
                    height + 4 * usual_height};
    if (!kit.is_visible(room)) {
      kit.place(0, height);
      continue;
    }
    {
      auto item = kit.list_item(place, form.value.timeline.size());
      if (is_new_day) text(kit, date_words(kit.viewport().language, *day), {.style = Style::caption_strong});
      draw_event(form, event, path);
      divider(kit);
    }
    kit.settle(kit.id("height"), kit.content_bottom() - top);
  }
  form.near = before;
}

/// "14:02 paged the database on-call": the longest beginning that reads as a time, and the rest.
struct ReadLine {
  std::expected<Time, WrittenTimeProblem> time =
      std::unexpected(WrittenTimeProblem{WrittenTimeError::not_a_time, {}, {}});
  std::string_view rest;
};
ReadLine read_line(std::string_view line, const WrittenTimeContext& context) {
  constexpr std::size_t most_words = 8;
  std::vector<std::size_t> ends;
  for (std::size_t at = line.find(' '); at != line.npos && ends.size() < most_words; at = line.find(' ', at + 1))
    ends.push_back(at);
  ends.push_back(line.size());
  ReadLine read{.rest = line};
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    auto time = read_written_time(line.substr(0, *end), context);
    // The problem of a time that is one says more than that the whole line is none.
    const bool says_more =
        !time && time.error().error != WrittenTimeError::not_a_time && time.error().error != WrittenTimeError::empty;
    if (!time && !says_more) continue;
    read.time = std::move(time);
    read.rest = line.substr(*end);
    break;
  }
  const std::size_t first = read.rest.find_first_not_of(' ');
  read.rest = first == read.rest.npos ? std::string_view{} : read.rest.substr(first);
  return read;
}

void draw_event_adder(PartForm& form) {
  Kit& kit = form.kit;
  const std::string key = "timeline";
  std::string& problem = form.memory.unread_times[key];
  const auto line =
      form.adder(key, kit.say(Text::editor_add_event), form.prompt_of(Part::timeline, Text::editor_event_example),
                 problem, kit.say(Text::editor_event_hint));
  const auto add = [&](std::string_view words, const Time& time) {
    const Uuid id = form.workspace.ports().ids.next();
    std::vector<Command> commands{AddEntry{key, id}, SetField{joined(joined(key, id), "kind"), "observation"},
                                  SetField{joined(joined(key, id), "text"), std::string(words)}};
    if (time != Time{}) commands.push_back(SetTime{joined(joined(key, id), "time"), time});
    form.wants(key, std::move(commands));
    form.memory.drafts[key].clear();
    problem.clear();
  };
  if (line) {
    const ReadLine read = read_line(*line, form.time_context());
    if (read.time)
      add(read.rest, *read.time);
    else
      problem = form.say(read.time.error());
    kit.wake_in(0);
  }
  if (!problem.empty() && button(kit, kit.say(Text::editor_add_without_time))) {
    const std::string words = form.memory.drafts[key];
    add(words, Time{});
  }
}

}  // namespace

void draw_timeline(PartForm& form) {
  Kit& kit = form.kit;
  draw_strip(form);
  draw_moments(form);
  heading(kit, 3, kit.say(Text::editor_events));
  if (form.value.timeline.empty()) text(kit, kit.say(Text::editor_no_events), {.style = Style::secondary});
  draw_events(form);
  draw_event_adder(form);
  form.near.reset();
  if (!form.value.sources.empty()) form.section("sources");
}

}  // namespace unrepeat::shell
