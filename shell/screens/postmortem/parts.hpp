// The six parts of a post-mortem, each drawn by its own file; the head stands above all of them.
#pragma once

#include "core/postmortem/gaps.hpp"
#include "shell/screens/postmortem/form.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

struct PartPage {
  Part part;
  std::string_view route;  ///< The last step of "#/pm/<id>/timeline".
  Text title;
  void (*draw)(PartForm& form);
};
std::span<const PartPage> part_pages();

/// Severity, kind, systems, tags, title, date: what stands above every part.
void draw_head(PartForm& form);

void draw_context(PartForm& form);
void draw_timeline(PartForm& form);
void draw_impact(PartForm& form);
void draw_causes(PartForm& form);
void draw_review(PartForm& form);
void draw_actions(PartForm& form);

/// The moments, above the events of the timeline.
void draw_moments(PartForm& form);

/// Names to choose from, cut to a length that fits a line.
std::vector<Candidate> event_candidates(const PartForm& form);
std::vector<Candidate> factor_candidates(const PartForm& form);
/// The beginning of a text, for names of things.
std::string beginning_of(std::string_view text, std::size_t letters = 48);

/// A list of entries that are forms: draws each, with its number as its name, and a button that takes it out.
template <class Entries, class Draw>
void draw_entries(PartForm& form, std::string_view list, const Entries& entries, Text name, Draw&& draw);
/// A button that adds an empty entry and puts the focus into its first field.
void draw_add_entry(PartForm& form, std::string_view list, Text words);

template <class Entries, class Draw>
void draw_entries(PartForm& form, std::string_view list, const Entries& entries, Text name, Draw&& draw) {
  std::size_t number = 0;
  for (const auto& entry : entries) {
    const std::string path = joined(list, entry.id);
    auto scope = form.kit.scope(path);
    const std::string title = form.kit.say(name, ++number);
    auto group = form.kit.region(Role::group, title);
    {
      auto row = form.kit.row(8);
      text(form.kit, title, {.style = Style::secondary_strong});
      form.kit.spacer();
      form.remove_button(path, title);
    }
    if (form.memory.added == entry.id) {
      form.memory.added = {};
      form.kit.focus_what_follows();
    }
    draw(entry, path);
    form.kit.space(4);
    divider(form.kit);
    form.kit.space(4);
  }
}

}  // namespace unrepeat::shell
