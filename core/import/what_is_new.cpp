// What a person wrote stays, and what a person removed stays removed.
#include "core/import/what_is_new.hpp"

#include <algorithm>
#include <utility>

namespace unrepeat {

bool says_the_same(const Postmortem& a, const Postmortem& b) {
  Postmortem same_history = b;
  same_history.history = a.history;
  same_history.origin = a.origin;
  return a == same_history;
}

void give_reason(ImportItem& item, Text text, std::vector<std::string> arguments) {
  item.reason.text = text;
  item.reason.arguments = std::move(arguments);
}

std::size_t add_new_moments(Postmortem& existing, const Postmortem& incoming) {
  std::size_t added = 0;
  for (std::size_t i = 0; i < moment_count; ++i) {
    Moment& moment = existing.moments.all[i];
    const Moment& proposed = incoming.moments.all[i];
    const bool is_untouched = moment == Moment{} || moment.basis == MomentBasis::tool_default;
    if (moment.state != MomentState::pending || !is_untouched || proposed.state != MomentState::recorded) continue;
    moment = proposed;
    ++added;
  }
  return added;
}

std::size_t add_what_is_new(Postmortem& existing, const Postmortem& incoming) {
  std::size_t added = add_missing(existing.timeline, incoming.timeline);
  // A source travels with the events that came from it.
  for (const Source& source : incoming.sources) {
    const bool used = std::ranges::any_of(existing.timeline, [&](const TimelineEvent& event) {
      return std::ranges::any_of(event.evidence,
                                 [&](const Evidence& evidence) { return evidence.source == source.id; });
    });
    if (used && std::ranges::find(existing.sources, source.id, &Source::id) == existing.sources.end())
      existing.sources.push_back(source);
  }
  added += add_new_moments(existing, incoming);
  // Without an event there is nothing that a system, a link or a section would belong to: what a person removed stays
  // removed.
  if (added > 0) {
    add_missing(existing.systems, incoming.systems);
    add_missing(existing.sections, incoming.sections);
    put_in_canonical_order(existing);
  }
  return added;
}

namespace {

std::optional<Postmortem> find_in_library(const Postmortem& postmortem, const KnownPostmortems& known) {
  if (auto found = known.find(postmortem.id)) return found;
  for (const Reference& reference : postmortem.refs) {
    if (auto found = known.find_by_reference(reference.system, reference.key)) return found;
  }
  return std::nullopt;
}

/// Whether two templates ask the same, whatever their revisions are called.
bool asks_the_same(const Template& a, const Template& b) {
  Template same_revision = b;
  same_revision.revision = a.revision;
  return a == same_revision;
}

void compare_template_with_library(ImportItem& item, const KnownPostmortems& known) {
  const auto existing = known.find_template(item.template_->id);
  if (!existing) return;
  item.chosen = false;
  const bool same = asks_the_same(*existing, *item.template_);
  item.state = same ? ImportState::same : ImportState::differs;
  give_reason(item, same ? Text::import_same : Text::import_own_differs);
}

}  // namespace

void compare_with_library(ImportItem& item, const KnownPostmortems& known) {
  if (item.template_) return compare_template_with_library(item, known);
  Postmortem& proposed = *item.postmortem;
  if (!item.is_record) {
    const auto existing = known.find(proposed.id);
    if (!existing) return;
    // Whose it is was said here, and a file that comes again does not say it anew.
    proposed.origin = existing->origin;
    item.chosen = false;
    const auto missing =
        std::ranges::count_if(item.images, [&](const ImageBytes& image) { return !known.has_image(image.sha256); });
    if (says_the_same(*existing, proposed) && missing > 0) {
      item.state = ImportState::differs;
      give_reason(item, Text::import_brings_images, {std::to_string(missing)});
    } else if (says_the_same(*existing, proposed)) {
      item.state = ImportState::same;
      give_reason(item, Text::import_same);
    } else {
      item.state = ImportState::differs;
      const bool newer = proposed.history.updated_at > existing->history.updated_at;
      give_reason(item, newer ? Text::import_own_differs_newer : Text::import_own_differs);
    }
    return;
  }
  auto existing = find_in_library(proposed, known);
  if (!existing) return;
  // What is missing although it came from this very file was removed by somebody, who is not asked to take it again.
  const bool has_been_imported = std::ranges::all_of(proposed.sources, [&](const Source& source) {
    return std::ranges::find(existing->sources, source.id, &Source::id) != existing->sources.end();
  });
  const std::size_t added = add_what_is_new(*existing, proposed);
  item.incoming = std::exchange(item.postmortem, std::move(existing));
  item.chosen = added > 0 && !has_been_imported;
  if (added == 0) {
    item.state = ImportState::same;
    give_reason(item, Text::import_same);
  } else {
    item.state = ImportState::differs;
    give_reason(item, has_been_imported ? Text::import_brings_back : Text::import_adds, {std::to_string(added)});
  }
}

}  // namespace unrepeat
