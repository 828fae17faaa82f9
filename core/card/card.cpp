// Which of the ordinary fields the card writes, and how a time is read that has been.
#include "core/card/card.hpp"

#include <algorithm>

#include "core/describe/place.hpp"

namespace unrepeat {
namespace {

/// A clock on a wall may be ahead of this device's.
constexpr Duration clocks_differ = minutes(5);

/// "10 min ago" and "hace 10 min" as the distance they are; everything else as it is.
std::string as_distance(std::string_view text) {
  constexpr std::string_view ago = " ago", hace = "hace ";
  const std::size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  text = text.substr(first, text.find_last_not_of(' ') - first + 1);
  if (text.ends_with(ago)) return "-" + std::string(text.substr(0, text.size() - ago.size()));
  if (text.starts_with(hace) || text.starts_with("Hace ")) return "-" + std::string(text.substr(hace.size()));
  return std::string(text);
}

}  // namespace

MomentKind moment_of_card(RecordKind kind) {
  const bool is_felt = kind == RecordKind::incident || kind == RecordKind::drill;
  return is_felt ? MomentKind::impact_start : MomentKind::detected;
}

std::optional<Time> when_of_card(const Postmortem& postmortem) {
  const Moment& moment = postmortem.moments[moment_of_card(postmortem.kind)];
  if (moment.state != MomentState::recorded) return std::nullopt;
  if (!moment.event) return moment.time;
  const auto event = std::ranges::find(postmortem.timeline, *moment.event, &TimelineEvent::id);
  return event == postmortem.timeline.end() ? std::nullopt : std::optional(event->time);
}

std::expected<Time, WrittenTimeProblem> read_past_time(std::string_view text, const WrittenTimeContext& given) {
  const std::string simple = as_distance(text);
  const bool is_distance = simple.starts_with('-') || simple.starts_with('+');
  WrittenTimeContext context = given;
  context.near = is_distance ? context.now : context.now + clocks_differ;
  context.is_past = true;
  auto read = read_written_time(simple, context);
  if (!read) return read;
  // Now, and what counts from now, is as exact as whoever says it.
  const bool says_now = read->written.empty();
  if (read->at && (says_now || is_distance)) read = whole_minute(*read->at, 0);
  if (!says_now) read->written = text;
  return read;
}

Time whole_minute(Instant now, std::int64_t minutes_ago) {
  constexpr std::int64_t minute = minutes(1).microseconds;
  Time time;
  time.at = Instant{now.microseconds / minute * minute} - minutes(minutes_ago);
  time.precision = Precision::minute;
  return time;
}

std::vector<Command> set_when_of_card(const Postmortem& postmortem, const Time& when) {
  const MomentKind kind = moment_of_card(postmortem.kind);
  if (when == Time{}) return {SetMoment{.kind = kind, .state = MomentState::pending}};
  return {SetMoment{.kind = kind, .state = MomentState::recorded, .time = when}};
}

std::vector<Command> set_span_of_card(const Postmortem& postmortem, std::string_view text,
                                      const WrittenTimeContext& given) {
  WrittenTimeContext context = given;
  context.near = context.now;
  context.is_past = true;
  const auto span = read_written_span(text, context);
  if (!span) return {};
  return {SetMoment{.kind = moment_of_card(postmortem.kind), .state = MomentState::recorded, .time = span->start},
          SetMoment{.kind = MomentKind::resolved, .state = MomentState::recorded, .time = span->end}};
}

std::vector<Command> set_kind_of_card(const Postmortem& postmortem, RecordKind kind) {
  std::vector<Command> commands{SetField{"kind", std::string(spelling_of(kind))}};
  const MomentKind from = moment_of_card(postmortem.kind), to = moment_of_card(kind);
  const Moment& moment = postmortem.moments[from];
  if (from == to || moment.state != MomentState::recorded) return commands;
  if (postmortem.moments[to].state != MomentState::pending) return commands;
  commands.push_back(SetMoment{.kind = to, .state = MomentState::recorded, .event = moment.event, .time = moment.time});
  commands.push_back(SetMoment{.kind = from, .state = MomentState::pending});
  return commands;
}

std::vector<Command> add_factor(const Id<Factor>& id, std::string_view text) {
  const std::string list = "causes/factors";
  return {AddEntry{list, id}, SetField{path_of(path_of(list, id), "text"), std::string(text)},
          LinkFactor{id, CauseLinkKind::contributed_to}};
}

bool is_untouched(const Postmortem& postmortem) {
  return postmortem.title.empty() && postmortem.context == Context{} && postmortem.moments == Moments{} &&
         postmortem.timeline.empty() && postmortem.causes == Causes{} && postmortem.actions.empty() &&
         postmortem.no_action_because.empty() && postmortem.impact == Impact{} && postmortem.review == Review{} &&
         postmortem.people.empty() && postmortem.systems.empty() && postmortem.meetings.empty() &&
         postmortem.comments.empty();
}

}  // namespace unrepeat
