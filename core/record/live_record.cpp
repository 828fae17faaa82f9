// Moments and notes become events like any other.
#include "core/record/live_record.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/describe/place.hpp"
#include "core/text/vocabulary.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_name = 40;

EventKind kind_of(MomentKind moment) {
  switch (moment) {
    case MomentKind::impact_start: return EventKind::impact;
    case MomentKind::detected: return EventKind::detection;
    case MomentKind::notified: return EventKind::notification;
    case MomentKind::acknowledged: return EventKind::acknowledgement;
    case MomentKind::declared: return EventKind::decision;
    case MomentKind::identified: return EventKind::finding;
    case MomentKind::communicated: return EventKind::communication;
    case MomentKind::mitigated: return EventKind::mitigation;
    case MomentKind::resolved: return EventKind::resolution;
    default: return EventKind::other;
  }
}

std::vector<Command> add_event(const Uuid& id, EventKind kind, Instant at, std::string_view text) {
  const std::string path = path_of("timeline", id);
  const Instant second{at.microseconds - at.microseconds % 1'000'000};
  return {AddEntry{"timeline", id}, SetField{path_of(path, "kind"), std::string(spelling_of(kind))},
          SetField{path_of(path, "text"), std::string(text)}, SetTime{path_of(path, "time"), Time{.at = second}}};
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A name has letters, no more than three words, and does not begin like a time or an address.
bool is_name(std::string_view text) {
  if (text.empty() || text.size() > longest_name || (text.front() >= '0' && text.front() <= '9')) return false;
  return std::ranges::count(text, ' ') < 3 && text.find_first_of("/.,;?!\"“«") == text.npos;
}

}  // namespace

LiveNote read_note(std::string_view written) {
  const std::string_view all = trimmed(written);
  const std::size_t colon = all.find(':');
  if (colon != all.npos && colon + 1 < all.size() && all[colon + 1] == ' ' && is_name(trimmed(all.substr(0, colon))))
    return {std::string(trimmed(all.substr(0, colon))), std::string(trimmed(all.substr(colon + 1)))};
  return {{}, std::string(all)};
}

std::vector<Command> record_moment(const Postmortem& postmortem, MomentKind kind, Instant at, IdSource& ids) {
  const Uuid id = ids.next();
  std::vector<Command> commands =
      add_event(id, kind_of(kind), at, say(language_from_tag(postmortem.language), label_of(kind)));
  commands.push_back(SetMoment{.kind = kind, .state = MomentState::recorded, .event = EventId::from(id)});
  return commands;
}

std::vector<Command> record_note(const LiveNote& note, EventKind kind, Instant at, IdSource& ids) {
  const Uuid id = ids.next();
  std::vector<Command> commands = add_event(id, kind, at, note.text);
  if (!note.actor.empty()) commands.push_back(SetField{path_of(path_of("timeline", id), "actor"), note.actor});
  return commands;
}

std::optional<MomentKind> running_since(const Postmortem& postmortem) {
  if (instant_of(postmortem, MomentKind::resolved)) return std::nullopt;
  std::optional<std::pair<Instant, MomentKind>> last;
  for (const MomentKind kind : live_moments)
    if (const auto at = instant_of(postmortem, kind); at && (!last || *at >= last->first)) last = {*at, kind};
  return last ? std::optional(last->second) : std::nullopt;
}

std::optional<Duration> LiveClock::moved(Instant wall, double steady_s) {
  constexpr Duration least = seconds(5);
  const Duration by = wall - (at(steady_s) - put_back_);
  if (by < least && Duration{} - by < least) return std::nullopt;
  if (by > Duration{}) {
    // What was put back before may only have been put right again.
    const Duration made_good = std::min(by, put_back_);
    put_back_ = put_back_ - made_good;
    const Duration ahead = by - made_good;
    wall_ = at(steady_s) + ahead;
  } else {
    wall_ = at(steady_s);
    put_back_ = put_back_ + (Duration{} - by);
  }
  steady_s_ = steady_s;
  return by;
}

Instant LiveClock::at(double steady_s) const {
  return wall_ + Duration{static_cast<std::int64_t>(std::llround((steady_s - steady_s_) * 1e6))};
}

}  // namespace unrepeat
