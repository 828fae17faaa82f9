// What the coach says: the words, why they are mentioned, what to write instead, and a way to leave them as they are.
#include <algorithm>

#include "core/coach/coach.hpp"
#include "core/coach/commands.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

/// The text of the field, as it is now.
std::string_view text_at(const PartForm& form, std::string_view path) {
  for (const CoachPassage& passage : coach_passages_of(form.value))
    if (passage.path == path) return passage.text;
  return {};
}

/// Puts what is offered in the place of the words.
void take_rewrite(PartForm& form, const Finding& finding) {
  const Kit& kit = form.kit;
  form.wants_alone(finding.path, SetField{finding.path, with_rewrite(text_at(form, finding.path), finding)});
  const bool is_taken_out = finding.rewrite->empty();
  form.kit.announce(kit.say(is_taken_out ? Text::coach_taken_out : Text::coach_used,
                            beginning_of(is_taken_out ? finding.excerpt : *finding.rewrite, 60)));
}

/// The first rewrite there is for the text that is being written.
const Finding* find_offer(const PartForm& form, std::span<const Finding> found) {
  if (form.written().empty()) return nullptr;
  const auto offer = std::ranges::find_if(
      found, [&](const Finding& finding) { return finding.rewrite && finding.path == form.written(); });
  return offer == found.end() ? nullptr : &*offer;
}

void draw_note(PartForm& form, const Finding& finding, bool is_taken_by_key) {
  Kit& kit = form.kit;
  const std::string key = "coach/" + finding.path + "/" + finding.rule + "/" + finding.text_hash;
  auto scope = kit.scope(key + std::to_string(finding.range.begin));
  auto item = kit.region(Role::listitem);
  auto card = kit.card(12, 6);
  const std::string words = beginning_of(finding.excerpt, 60);
  {
    auto edge = kit.inset(-8, 0, 0);
    if (button(kit, "“" + words + "”", {.look = Look::title, .hint = kit.say(Text::coach_go, words), .key = "go"})) {
      form.memory.wanted = finding.path;
      kit.wake_in(0);
    }
  }
  text(kit, kit.say(label_of(finding.class_)), {.style = Style::caption_strong});
  text(kit, kit.say(reason_of(finding.class_)), {.style = Style::secondary});
  text(kit, kit.say(suggestion_of(finding.class_)), {.style = Style::control});
  bool is_set_aside = false;
  {
    auto edge = kit.inset(-8, 0);
    auto row = kit.row(4);
    if (finding.rewrite) {
      const std::string offer = finding.rewrite->empty() ? kit.say(Text::coach_take_out, words)
                                                         : kit.say(Text::coach_use, beginning_of(*finding.rewrite, 40));
      constexpr std::string_view keys = "Alt Enter";
      if (button(kit, offer,
                 {.look = Look::quiet,
                  .icon = Icon::check,
                  .hint = is_taken_by_key ? keys : std::string_view{},
                  .key = "use"}))
        take_rewrite(form, finding);
      if (is_taken_by_key) key_hint(kit, keys);
    }
    is_set_aside = form.unfolded(key, kit.say(Text::coach_set_aside));
  }
  if (!is_set_aside) return;
  const std::string list = key + "/reason";
  const auto reason = form.adder(list, kit.say(Text::coach_because), kit.say(Text::coach_because));
  if (!reason) return;
  form.wants("dismissed", DismissFinding{.id = unrepeat::Id<Dismissal>::from(form.workspace.ports().ids.next()),
                                         .rule = finding.rule,
                                         .path = finding.path,
                                         .text_hash = finding.text_hash,
                                         .reason = *reason});
  form.memory.drafts[list].clear();
}

}  // namespace

std::string_view part_of_path(std::string_view path) {
  const std::string_view first = path.substr(0, path.find('/'));
  for (const PartPage& page : part_pages())
    if (page.route == first) return page.route;
  // How it was noticed and how it ended are asked with the impact.
  if (first == "detection" || first == "resolution") return "impact";
  if (first == "comments" || first == "meetings" || first == "dismissed") return "discussion";
  if (first == "approvals" || first == "status" || first == "owner" || first == "review_due") return "approval";
  return first == "moments" ? "timeline" : "context";
}

void draw_coach(PartForm& form, std::span<const Finding> found, std::string_view route) {
  if (found.empty()) return;
  Kit& kit = form.kit;
  const std::string_view title = kit.say(Text::coach_title);
  auto aside = kit.region(Role::complementary, title);
  heading(kit, 4, title);
  text(kit, kit.say(Text::coach_about), {.style = Style::caption});
  const Finding* offer = find_offer(form, found);
  // A letter that is typed in the same frame is not in the text yet.
  if (offer != nullptr && kit.shortcut(key_enter, modifier_alt) && !form.wants_something()) {
    take_rewrite(form, *offer);
    form.drop_what_is_written();
  }
  auto list = kit.region(Role::list, title);
  for (const Finding& finding : found)
    if (part_of_path(finding.path) == route) draw_note(form, finding, &finding == offer);
  for (const PartPage& page : part_pages()) {
    if (page.route == route) continue;
    const auto count = std::ranges::count(found, page.route, [](const Finding& one) { return part_of_path(one.path); });
    if (count == 0) continue;
    auto scope = kit.scope(page.route);
    auto item = kit.region(Role::listitem);
    link(kit, kit.say(Text::coach_elsewhere, kit.say(page.title), count),
         "#/pm/" + unrepeat::text_of(form.value.id) + "/" + std::string(page.route));
  }
}

}  // namespace unrepeat::shell
