// A question is open while the field that answers it says nothing.
#include "core/postmortem/open_questions.hpp"

#include <algorithm>

#include "core/describe/place.hpp"
#include "core/moment/commands.hpp"

namespace unrepeat {
namespace {

std::string path_of_moment(MomentKind kind) { return path_of("moments", spelling_of(kind)); }

bool came_from_a_record(const Postmortem& postmortem, const Moment& moment) {
  if (moment.state != MomentState::recorded || !moment.event) return false;
  const auto event = std::ranges::find(postmortem.timeline, *moment.event, &TimelineEvent::id);
  return event != postmortem.timeline.end() &&
         std::ranges::any_of(event->evidence, [](const Evidence& one) { return one.source.has_value(); });
}

}  // namespace

std::vector<OpenQuestion> open_questions(const Postmortem& postmortem) {
  std::vector<OpenQuestion> open;
  if (postmortem.sources.empty()) return open;
  const auto ask_when = [&](MomentKind kind, Text text) {
    if (postmortem.moments[kind].state == MomentState::pending)
      open.push_back({.text = text, .path = path_of_moment(kind), .moment = kind});
  };
  if (postmortem.kind == RecordKind::incident) ask_when(MomentKind::impact_start, Text::open_felt);
  if (postmortem.detection.source == DetectionSource::unknown && postmortem.detection.detail.empty())
    open.push_back({.text = Text::open_noticed, .path = "detection/source"});
  if (postmortem.kind == RecordKind::incident) ask_when(MomentKind::mitigated, Text::open_mitigated);
  if (postmortem.resolution.text.empty()) open.push_back({.text = Text::open_ended, .path = "resolution/text"});
  if (postmortem.kind == RecordKind::incident && postmortem.impact.text.empty())
    open.push_back({.text = Text::open_touched, .path = "impact/text"});
  return open;
}

std::vector<MomentKind> moments_from_records(const Postmortem& postmortem) {
  std::vector<MomentKind> all;
  for (std::size_t i = 0; i < moment_count; ++i)
    if (const auto kind = static_cast<MomentKind>(i); came_from_a_record(postmortem, postmortem.moments[kind]))
      all.push_back(kind);
  return all;
}

}  // namespace unrepeat
