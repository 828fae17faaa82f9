// The incident is the one record of a tool that keeps incidents; what other tools hold is measured by its hours.
#include "core/import/choice.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/identity/derived_id.hpp"
#include "core/time/date_words.hpp"
#include "core/timeline/leading_kinds.hpp"

namespace unrepeat {
namespace {

constexpr Duration hours(std::int64_t count) { return seconds(count * 3600); }
/// What led to it and what came after it is told beside it.
constexpr Duration before = hours(1), after = hours(2);
/// Nobody's incident: where all of it is taken, hours are no help.
constexpr Duration longest_incident = hours(24 * 7);
/// So much longer than the incident that most of it is about something else.
constexpr Duration longest_beside = hours(48);
/// Records that began within a day and a half are of one incident, if of any.
constexpr Duration same_incident = hours(36);

struct Candidate {
  ImportItem* item;
  std::optional<TimeSpan> span;
};

/// What is chosen; of what is not, only what the library has already.
std::vector<Candidate> candidates_of(ImportPlan& plan) {
  std::vector<Candidate> all;
  for (ImportItem& item : plan.items) {
    if (!item.is_record || !item.postmortem || (!item.chosen && item.state != ImportState::same)) continue;
    all.push_back({&item, span_of(item.incoming ? *item.incoming : *item.postmortem)});
  }
  return all;
}

bool are_of_several_kinds(const std::vector<Candidate>& all) {
  std::string_view kind;
  for (const Candidate& one : all) {
    if (!one.item->chosen) continue;
    if (!kind.empty() && kind != one.item->kind) return true;
    kind = one.item->kind;
  }
  return false;
}

/// The record that is the incident: the only one of its file, of the tool that knows most.
const Candidate* find_incident(const std::vector<Candidate>& all) {
  std::map<std::string_view, int> records_of_file;
  for (const Candidate& one : all) ++records_of_file[one.item->file];
  const Candidate* found = nullptr;
  for (const Candidate& one : all) {
    if (!one.span || one.span->length() > longest_incident || !is_leading_kind(one.item->kind)) continue;
    if (records_of_file[one.item->file] > 1) continue;
    if (found == nullptr || rank_of_kind(one.item->kind) < rank_of_kind(found->item->kind)) found = &one;
  }
  return found;
}

bool began_together(const std::vector<Candidate>& all) {
  std::optional<TimeSpan> began;
  for (const Candidate& one : all) {
    if (!one.item->chosen || !one.span) continue;
    if (!began) began = TimeSpan{one.span->from, one.span->from};
    began->from = std::min(began->from, one.span->from);
    began->until = std::max(began->until, one.span->from);
  }
  return began && began->length() <= same_incident;
}

/// As far as it is known, whole or in part.
bool is_within(const TimelineEvent& event, const TimeSpan& hours) {
  const Time& time = event.time;
  if (time.at) return hours.contains(*time.at);
  if (time.earliest && *time.earliest > hours.until) return false;
  return !(time.latest && *time.latest < hours.from);
}

bool is_within(const ImpactWindow& window, const TimeSpan& hours) {
  if (!window.start.at) return true;
  return *window.start.at <= hours.until && !(window.end && window.end->at && *window.end->at < hours.from);
}

}  // namespace

std::optional<TimeSpan> span_of(const Postmortem& record) {
  std::optional<TimeSpan> span;
  const auto take = [&](const std::optional<Instant>& at) {
    if (!at) return;
    if (!span) span = TimeSpan{*at, *at};
    span->from = std::min(span->from, *at);
    span->until = std::max(span->until, *at);
  };
  for (const TimelineEvent& event : record.timeline) take(event.time.at);
  for (const Moment& moment : record.moments.all)
    if (moment.state == MomentState::recorded && moment.time) take(moment.time->at);
  return span;
}

void propose_choice(ImportPlan& plan) {
  // So many at once are no drafts that somebody wants to go on with.
  constexpr std::ptrdiff_t fewest_finished = 5;
  const auto is_finished = [](const ImportItem& item) { return item.chosen && item.is_written && item.postmortem; };
  plan.as_approved = std::ranges::count_if(plan.items, is_finished) >= fewest_finished;
  const std::vector<Candidate> all = candidates_of(plan);
  if (std::ranges::none_of(all, [](const Candidate& one) { return one.item->chosen; })) return;
  const Candidate* incident = find_incident(all);
  // One that the library has takes in what is new.
  const bool was_chosen = incident != nullptr && std::exchange(incident->item->chosen, true);
  if (!are_of_several_kinds(all)) {
    if (incident != nullptr) incident->item->chosen = was_chosen;
    return;
  }
  if (incident == nullptr) {
    plan.as_one = began_together(all);
    return;
  }
  const TimeSpan around{incident->span->from - before, incident->span->until + after};
  std::map<std::string_view, int> records_of_file;
  for (const Candidate& one : all) ++records_of_file[one.item->file];
  bool are_beside = true, is_much_longer = false;
  for (const Candidate& one : all) {
    if (!one.item->chosen) continue;
    const bool is_beside = !one.span || one.span->overlaps(around);
    // The only record of its file was meant, whatever its clock says.
    if (!is_beside && records_of_file[one.item->file] > 1) one.item->chosen = false;
    if (!one.item->chosen) continue;
    are_beside = are_beside && is_beside;
    is_much_longer = is_much_longer || (one.span && one.span->length() > longest_beside);
  }
  plan.as_one = are_beside && are_of_several_kinds(all);
  if (!plan.as_one) incident->item->chosen = was_chosen;
  if (plan.as_one && is_much_longer && incident->span->length() <= longest_beside) plan.hours = around;
}

std::int64_t count_within(const Postmortem& record, const TimeSpan& hours) {
  return std::ranges::count_if(record.timeline, [&](const TimelineEvent& event) { return is_within(event, hours); });
}

std::optional<Postmortem> part_within(Postmortem& record, const TimeSpan& hours, const TimeZones& zones) {
  if (count_within(record, hours) == static_cast<std::int64_t>(record.timeline.size())) return std::nullopt;
  std::vector<TimelineEvent> events = std::exchange(record.timeline, {});
  Postmortem part = record;
  record.timeline = std::move(events);

  std::set<EventId> cut;
  std::set<std::string, std::less<>> said_outside, said_inside;
  for (const TimelineEvent& event : record.timeline) {
    const bool is_inside = is_within(event, hours);
    if (is_inside)
      part.timeline.push_back(event);
    else
      cut.insert(event.id);
    if (!event.actor.empty()) (is_inside ? said_inside : said_outside).insert(event.actor);
  }
  for (TimelineEvent& event : part.timeline) {
    std::erase_if(event.same_as, [&](const EventId& id) { return cut.contains(id); });
    if (event.folded_into && cut.contains(*event.folded_into)) event.folded_into.reset();
  }
  for (Moment& moment : part.moments.all) {
    const bool is_outside = moment.event ? cut.contains(*moment.event)
                                         : moment.time && moment.time->at && !hours.contains(*moment.time->at);
    if (is_outside) moment = {};
  }
  std::erase_if(part.impact.windows, [&](const ImpactWindow& window) { return !is_within(window, hours); });
  std::erase_if(part.people, [&](const Party& party) {
    return said_outside.contains(party.name) && !said_inside.contains(party.name);
  });
  const Language language = language_from_tag(part.language);
  const std::string chosen =
      say(language, Text::import_chosen_hours, time_words(language, hours.from, part.time_zone, zones),
          time_words(language, hours.until, part.time_zone, zones));
  for (Source& source : part.sources) source.chosen += (source.chosen.empty() ? "" : " · ") + chosen;
  // The same for whoever chooses the same.
  part.id = PostmortemId::from(derived_id(
      hours.from, text_of(part.id) + "\n" + format_instant(hours.from, {}) + "\n" + format_instant(hours.until, {})));
  return part;
}

}  // namespace unrepeat
