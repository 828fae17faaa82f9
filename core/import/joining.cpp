// Events are moved and never copied: a channel of a year has some hundred thousand of them.
#include "core/import/joining.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/import/what_is_new.hpp"

namespace unrepeat {

void Joining::take(std::size_t first) {
  std::size_t kept = first;
  for (std::size_t i = first; i < plan_.items.size(); ++i) {
    ImportItem& item = plan_.items[i];
    if (item.postmortem) events_ += item.postmortem->timeline.size();
    if (item.postmortem && item.is_record) {
      const auto [known, is_new] = records_.try_emplace(item.postmortem->id, Entry{.item = kept});
      if (!is_new) {
        join(plan_.items[known->second.item], std::move(item), known->second);
        continue;
      }
    }
    if (kept != i) plan_.items[kept] = std::move(item);
    ++kept;
  }
  plan_.items.resize(kept);
}

void Joining::join(ImportItem& known, ImportItem added, Entry& entry) {
  const bool is_later = added.as_of >= known.as_of;
  std::vector<TimelineEvent> events = std::exchange(known.postmortem->timeline, {});
  add_events(events, std::exchange(added.postmortem->timeline, {}), is_later, entry);
  // The later telling gets what only the earlier has.
  Postmortem later = std::move(is_later ? *added.postmortem : *known.postmortem);
  const Postmortem earlier = std::move(is_later ? *known.postmortem : *added.postmortem);
  add_missing(later.sources, earlier.sources);
  add_missing(later.refs, earlier.refs);
  add_missing(later.links, earlier.links);
  add_missing(later.people, earlier.people);
  add_missing(later.systems, earlier.systems);
  add_missing(later.sections, earlier.sections);
  add_missing(later.actions, earlier.actions);
  add_missing(later.fields, earlier.fields);
  for (const std::string& tag : earlier.tags)
    if (std::ranges::find(later.tags, tag) == later.tags.end()) later.tags.push_back(tag);
  if (!later.severity) later.severity = earlier.severity;
  if (later.context.summary.empty()) later.context.summary = earlier.context.summary;
  add_missing(later.impact.windows, earlier.impact.windows);
  add_missing(later.impact.stated, earlier.impact.stated);
  add_new_moments(later, earlier);
  later.timeline = std::move(events);
  known.postmortem = std::move(later);
  known.title = known.postmortem->title;
  // It stands where its last file does.
  known.file = std::move(added.file);
  known.reason = std::move(added.reason);
  if (known.reason.text == Text::import_source_new || known.reason.text == Text::import_statuspage_new)
    known.reason.arguments = {std::to_string(known.postmortem->timeline.size())};
  known.chosen = added.chosen;
  known.records += added.records;
  known.understood += added.understood;
  known.as_of = std::max(known.as_of, added.as_of);
}

void Joining::add_events(std::vector<TimelineEvent>& known, std::vector<TimelineEvent> added, bool are_later,
                         Entry& entry) {
  if (entry.places.empty())
    for (std::size_t i = 0; i < known.size(); ++i) entry.places.emplace(known[i].id, i);
  for (TimelineEvent& event : added) {
    const auto [place, is_new] = entry.places.try_emplace(event.id, known.size());
    if (is_new) {
      known.push_back(std::move(event));
      continue;
    }
    TimelineEvent& same = known[place->second];
    if (are_later) std::swap(same, event);
    add_missing(same.evidence, event.evidence);
  }
}

void Joining::end() {
  for (auto& [id, entry] : records_)
    if (!entry.places.empty()) put_in_canonical_order(*plan_.items[entry.item].postmortem);
  records_.clear();
  settle_conflicts();
}

/// Between what two people wrote of one post-mortem nobody chooses.
void Joining::settle_conflicts() {
  ImportPlan& plan = plan_;
  struct Place {
    Id<Postmortem> id;
    std::size_t index;
    auto operator<=>(const Place&) const = default;
  };
  std::vector<Place> entries;
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    if (plan.items[i].postmortem) entries.push_back({plan.items[i].postmortem->id, i});
  }
  std::ranges::sort(entries);

  std::vector<bool> dropped(plan.items.size(), false);
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    end = begin + 1;
    while (end < entries.size() && entries[end].id == entries[begin].id) ++end;
    const auto item = [&](std::size_t entry) -> ImportItem& { return plan.items[entries[entry].index]; };
    const auto drop = [&](std::size_t entry) { dropped[entries[entry].index] = true; };
    for (std::size_t i = begin + 1; i < end; ++i) {
      ImportItem& first = item(i - 1);
      ImportItem& second = item(i);
      const bool in_conflict = first.state == ImportState::not_understood;
      if (!in_conflict && says_the_same(*first.postmortem, *second.postmortem)) {
        std::ranges::move(first.images, std::back_inserter(second.images));
        drop(i - 1);
      } else {
        if (!in_conflict) give_reason(first, Text::import_two_with_one_id, {second.title, second.file});
        give_reason(second, Text::import_two_with_one_id, {first.title, first.file});
        for (ImportItem* one : {&first, &second}) {
          one->state = ImportState::not_understood;
          one->chosen = false;
          one->understood = 0;
        }
      }
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) plan.items[kept] = std::move(plan.items[i]);
    ++kept;
  }
  plan.items.resize(kept);
  for (ImportItem& item : plan.items) {
    if (item.state == ImportState::not_understood) item.postmortem.reset();
  }
}

}  // namespace unrepeat
