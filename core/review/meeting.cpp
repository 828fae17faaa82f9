// Rules of the meeting; the time comes from outside.
#include "core/review/meeting.hpp"

#include <algorithm>
#include <charconv>

#include "core/describe/place.hpp"

namespace unrepeat {
namespace {

/// After that long nobody is in the room any more.
constexpr Duration longest_meeting = hours(12);

constexpr Duration planned[] = {minutes(5), minutes(15), minutes(15), minutes(10), minutes(10), minutes(5)};
static_assert(std::size(planned) == agenda_count);

bool has_begun(const Meeting& meeting) { return meeting.at && meeting.at->at; }

/// Takes the number before the next blank off `rest`.
std::optional<std::int64_t> take_number(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  std::int64_t number = 0;
  const auto [at, error] = std::from_chars(rest.data(), rest.data() + end, number);
  if (error != std::errc{} || at != rest.data() + end) return std::nullopt;
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return number;
}

}  // namespace

Duration planned_for(AgendaItem item) { return planned[static_cast<std::size_t>(item)]; }

Duration planned_for_all() {
  Duration all;
  for (const Duration one : planned) all = all + one;
  return all;
}

const Meeting* meeting_under_way(const Postmortem& postmortem, Instant now) {
  const auto found =
      std::ranges::find_if(postmortem.meetings.rbegin(), postmortem.meetings.rend(), [&](const Meeting& one) {
        return has_begun(one) && !one.minutes && *one.at->at <= now && now - *one.at->at < longest_meeting;
      });
  return found == postmortem.meetings.rend() ? nullptr : &*found;
}

const Meeting* last_meeting(const Postmortem& postmortem) {
  const Meeting* last = nullptr;
  for (const Meeting& one : postmortem.meetings)
    if (has_begun(one) && one.minutes && (last == nullptr || *last->at->at <= *one.at->at)) last = &one;
  return last;
}

std::vector<Command> begin_meeting(const Id<Meeting>& id, Instant now) {
  constexpr std::int64_t second = seconds(1).microseconds;
  Time at;
  at.at = Instant{now.microseconds / second * second};
  const std::string list = "meetings";
  return {AddEntry{list, id}, SetTime{path_of(path_of(list, id), "at"), at}};
}

std::vector<Command> end_meeting(const Postmortem& postmortem, const Meeting& meeting, Instant now) {
  const std::int64_t spent = (now - *meeting.at->at).microseconds / minutes(1).microseconds;
  const std::string path = path_of("meetings", meeting.id);
  std::vector<Command> commands{SetField{path_of(path, "minutes"), std::to_string(std::max<std::int64_t>(1, spent))}};
  if (postmortem.moments[MomentKind::reviewed].state == MomentState::pending)
    commands.push_back(SetMoment{.kind = MomentKind::reviewed, .state = MomentState::recorded, .time = meeting.at});
  return commands;
}

void AgendaClock::turn_to(AgendaItem item, Instant now) {
  spent_[static_cast<std::size_t>(current_)] = spent_on(current_, now);
  current_ = item;
  since_ = now;
}

Duration AgendaClock::spent_on(AgendaItem item, Instant now) const {
  const Duration before = spent_[static_cast<std::size_t>(item)];
  return item == current_ && now > since_ ? before + (now - since_) : before;
}

std::string AgendaClock::text() const {
  std::string out =
      text_of(meeting_) + " " + std::to_string(static_cast<int>(current_)) + " " + std::to_string(since_.microseconds);
  for (const Duration one : spent_) out += " " + std::to_string(one.microseconds);
  return out;
}

std::optional<AgendaClock> AgendaClock::from(std::string_view text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const auto id = uuid_from(text.substr(0, end));
  if (!id) return std::nullopt;
  text.remove_prefix(std::min(end + 1, text.size()));
  const auto current = take_number(text), since = take_number(text);
  if (!current || *current < 0 || *current >= static_cast<std::int64_t>(agenda_count) || !since) return std::nullopt;
  // A century is enough, and nothing added to it overflows.
  constexpr std::int64_t most = days(36'525).microseconds;
  if (*since < 0 || *since > 2 * most) return std::nullopt;
  AgendaClock clock(Id<Meeting>::from(*id), Instant{*since});
  clock.current_ = static_cast<AgendaItem>(*current);
  for (Duration& one : clock.spent_) {
    const auto spent = take_number(text);
    if (!spent || *spent < 0 || *spent > most) return std::nullopt;
    one = Duration{*spent};
  }
  if (!text.empty()) return std::nullopt;
  return clock;
}

}  // namespace unrepeat
