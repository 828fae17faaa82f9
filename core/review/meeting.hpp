// The review meeting: its agenda, the clock of each item, and which meeting is being held.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/command.hpp"

namespace unrepeat {

enum class AgendaItem : std::uint8_t { opening, story, causes, worked, decide, closing };
SPELL(AgendaItem, "opening", "story", "causes", "worked", "decide", "closing")
inline constexpr std::size_t agenda_count = 6;

/// How long an item is meant to take: an hour in all.
Duration planned_for(AgendaItem item);
Duration planned_for_all();

/// The one that is being held: begun, not ended, and not forgotten since yesterday. Null where there is none.
const Meeting* meeting_under_way(const Postmortem& postmortem, Instant now);
/// The one that ended last; null where there is none.
const Meeting* last_meeting(const Postmortem& postmortem);

/// A meeting that begins now.
std::vector<Command> begin_meeting(const Id<Meeting>& id, Instant now);
/// Says how long it took, and when the post-mortem was reviewed where nobody has said so.
std::vector<Command> end_meeting(const Postmortem& postmortem, const Meeting& meeting, Instant now);

/// How much time each item has had. Not a part of the document: whoever holds the meeting keeps it as text.
class AgendaClock {
 public:
  AgendaClock(const Id<Meeting>& meeting, Instant begun) : meeting_(meeting), since_(begun) {}
  /// Goes on with another item.
  void turn_to(AgendaItem item, Instant now);
  AgendaItem current() const { return current_; }
  const Id<Meeting>& meeting() const { return meeting_; }
  /// Never less than nothing, whatever a clock was set to meanwhile.
  Duration spent_on(AgendaItem item, Instant now) const;

  std::string text() const;
  /// Nothing for what was not written by `text`.
  static std::optional<AgendaClock> from(std::string_view text);

 private:
  Id<Meeting> meeting_;
  AgendaItem current_ = AgendaItem::opening;
  Instant since_;
  std::array<Duration, agenda_count> spent_{};
};

}  // namespace unrepeat
