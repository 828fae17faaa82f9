// What happened, in order, each event with its source; and the sources themselves.
#pragma once

#include "core/describe/described_time.hpp"

namespace unrepeat {

struct Source;
struct Evidence;
struct UnreadRecord;
struct TimelineEvent;

enum class EventKind : std::uint8_t {
  other,
  change,
  impact,
  detection,
  notification,
  acknowledgement,
  escalation,
  handover,
  observation,
  hypothesis,
  finding,
  decision,
  attempt,
  communication,
  mitigation,
  resolution,
};
SPELL(EventKind, "other", "change", "impact", "detection", "notification", "acknowledgement", "escalation", "handover",
      "observation", "hypothesis", "finding", "decision", "attempt", "communication", "mitigation", "resolution")

/// How an attempt, a hypothesis or a mitigation turned out.
enum class Outcome : std::uint8_t { open, worked, no_effect, made_worse, confirmed, ruled_out };
SPELL(Outcome, "open", "worked", "no_effect", "made_worse", "confirmed", "ruled_out")

/// Where a sentence comes from: a record of a source, with its raw text.
struct Evidence : Extensible {
  Id<Evidence> id;
  std::optional<Id<Source>> source;
  std::string record;  ///< Place in the source: a JSON pointer, a line, a message id.
  std::string quote;   ///< The raw record, at most 2,000 characters; the source file itself does not travel.
  std::string url;
  bool operator==(const Evidence&) const = default;
};

/// A decision as it looked at the time.
struct Decision : Extensible {
  std::string options;
  std::string known;
  std::string why;
  bool operator==(const Decision&) const = default;
};

/// Hidden, not removed: the reason stays.
struct Hidden : Extensible {
  std::string reason;
  bool operator==(const Hidden&) const = default;
};

struct TimelineEvent : Extensible {
  Id<TimelineEvent> id;
  Time time;
  Boxed<Time> end;
  std::optional<std::int64_t> rank;  ///< The author's order within one instant, and of events without one.
  EventKind kind = EventKind::other;
  std::string text;
  std::string actor;
  bool starred = false;
  std::optional<Outcome> outcome;
  Boxed<Decision> decision;
  std::string audience;
  std::vector<Evidence> evidence;
  std::vector<Id<TimelineEvent>> same_as;
  Boxed<Hidden> hidden;
  std::optional<Id<TimelineEvent>> folded_into;
  std::vector<std::string> tags;
  bool operator==(const TimelineEvent&) const = default;
};

/// A record of a source that became no event.
struct UnreadRecord : Extensible {
  Id<UnreadRecord> id;
  std::string record;  ///< Place in the source, as Evidence::record.
  std::string reason;  ///< A sentence, in the language of the document.
  std::string quote;   ///< The raw record, at most 2,000 characters.
  bool operator==(const UnreadRecord&) const = default;
};

/// A file that was brought in: what it was, how much of it was understood, how its clock was read.
struct Source : Extensible {
  Id<Source> id;
  std::string kind;
  std::string file;
  std::string sha256;
  std::int64_t records = 0;
  std::int64_t understood = 0;
  std::string chosen;  ///< What was chosen of a larger export, in words.
  std::string zone;    ///< IANA name the unzoned times were read in.
  std::optional<std::int64_t> skew_seconds;
  std::optional<Instant> imported_at;
  /// What was not understood: the first of it, where there is much. Each of the rest is counted.
  std::vector<UnreadRecord> unread;
  bool operator==(const Source&) const = default;
};

DESCRIBED(Evidence)
DESCRIBED(Decision)
DESCRIBED(Hidden)
DESCRIBED(TimelineEvent)
DESCRIBED(UnreadRecord)
DESCRIBED(Source)

/// The canonical order: by instant (or the nearest known bound), then rank, then id; events without any time come last,
/// by rank.
bool comes_before(const TimelineEvent& a, const TimelineEvent& b);

/// Into the canonical order; cheap where they stand in it already.
void put_in_order(std::vector<TimelineEvent>& events);

/// At the same instant or bound, or both without any: their order is the author's.
bool stand_together(const TimelineEvent& a, const TimelineEvent& b);

}  // namespace unrepeat
