// The timeline as it is told: what stands behind another event, what was left out, and the messages of a chat.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/timeline/timeline.hpp"

namespace unrepeat {

struct Postmortem;

/// An event that is told, and those that are folded into it; as indices into the timeline.
struct ToldEvent {
  std::size_t event = 0;
  std::vector<std::size_t> folded;  ///< In order.
};
struct ToldTimeline {
  std::vector<ToldEvent> told;      ///< In order.
  std::vector<std::size_t> hidden;  ///< Left out, and what is folded into those; in order.
};
/// All events are in it once. One that is folded into what is not there stands by itself.
[[nodiscard]] ToldTimeline told_timeline(const std::vector<TimelineEvent>& timeline);

/// Those that the same happening is told by too, whichever of them says so; as indices.
[[nodiscard]] std::vector<std::size_t> told_alike(const std::vector<TimelineEvent>& timeline, std::size_t event);

/// One message of a chat.
struct TranscriptMessage {
  std::size_t event = 0;  ///< As an index.
  bool is_reply = false;
  bool is_taken = true;  ///< It is told, or folded into what is.
};
/// A source whose records are messages that people exchanged.
[[nodiscard]] bool is_transcript(const Source& source);
/// Its messages in order, each reply below what it answers.
[[nodiscard]] std::vector<TranscriptMessage> transcript_of(const Postmortem& postmortem, const Id<Source>& source);
/// Those of them that are in the timeline and say nothing of the incident by their words: no moment, no star, not
/// linked to what another source tells, of no kind but an observation or none; not what a bot says.
[[nodiscard]] std::vector<Id<TimelineEvent>> talk_of(const Postmortem& postmortem,
                                                     const std::vector<TranscriptMessage>& messages);

}  // namespace unrepeat
