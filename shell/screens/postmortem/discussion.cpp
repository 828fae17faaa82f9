// What the team says about it: comments with their replies, meetings, what somebody set aside.
#include <algorithm>

#include "shell/screens/postmortem/parts.hpp"
#include "shell/screens/postmortem/said.hpp"

namespace unrepeat::shell {
namespace {

/// Adds a comment on a whole part, or on the whole post-mortem.
void draw_adder(PartForm& form) {
  Kit& kit = form.kit;
  std::vector<std::string_view> names{kit.say(Text::comment_on_whole)}, places{"title"};
  for (const PartPage& page : part_pages()) {
    if (!page.part) continue;
    names.push_back(kit.say(page.title));
    places.push_back(page.route);
  }
  float& chosen = kit.remembered(kit.id("comment on"));
  if (const auto next =
          form.choice("comments/on", kit.say(Text::editor_comment_on), names, static_cast<std::size_t>(chosen))) {
    chosen = static_cast<float>(*next);
    kit.wake_in(0);
  }
  if (const auto words = written_comment(form, "comments", kit.say(Text::editor_add_comment)))
    form.add("comments", {{"on", places[static_cast<std::size_t>(chosen)]}, {"text", *words}});
}

/// What the coach found and somebody did not follow, with the reason. Taken out, it is found again.
void draw_dismissed(PartForm& form) {
  Kit& kit = form.kit;
  if (form.value.dismissed.empty()) return;
  heading(kit, 3, form.label_of("dismissed"));
  for (const Dismissal& one : form.value.dismissed) {
    const std::string path = joined("dismissed", one.id);
    auto scope = kit.scope(path);
    auto group = kit.region(Role::group, one.reason);
    draw_said(form, one.reason, one.by, one.at, about(form, one.on));
    auto row = kit.row();
    text(kit, one.rule, {.style = Style::mono});
    kit.spacer();
    form.remove_button(path, beginning_of(one.reason));
    row.close();
    divider(kit);
  }
}

}  // namespace

void draw_discussion(PartForm& form) {
  Kit& kit = form.kit;
  const auto& comments = form.value.comments;
  heading(kit, 3, form.label_of("comments"));
  if (comments.empty()) text(kit, kit.say(Text::comment_none), {.style = Style::secondary});
  const auto draw_those = [&](bool resolved) {
    for (const Comment& comment : comments)
      if (comment.resolved == resolved) draw_comment(form, comment, about(form, comment.on));
  };
  draw_those(false);
  draw_adder(form);
  const auto resolved = std::ranges::count(comments, true, &Comment::resolved);
  if (resolved > 0 && form.unfolded("comments/resolved", kit.say(Text::editor_resolved_comments, resolved)))
    draw_those(true);
  form.section("meetings");
  draw_dismissed(form);
}

}  // namespace unrepeat::shell
