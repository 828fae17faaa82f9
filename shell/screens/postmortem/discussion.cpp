// What the team says about it: comments with their replies, approvals, meetings.
#include <algorithm>

#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

/// The page of the part that a comment is on, and what it is on in words.
struct About {
  std::string_view route;
  std::string words;
};

About about(const PartForm& form, const Comment& comment) {
  const auto of = [&](std::string_view key, std::string_view route) -> std::optional<About> {
    for (Candidate& one : candidates_for(form, key))
      if (text_of(one.id) == comment.on) return About{route, std::move(one.name)};
    return std::nullopt;
  };
  if (auto found = of("events", "timeline")) return *found;
  if (auto found = of("factors", "causes")) return *found;
  if (auto found = of("actions", "actions")) return *found;
  for (const PartPage& page : part_pages())
    if (comment.on == page.route || comment.on.starts_with(std::string(page.route) + "/"))
      return {page.route, std::string(form.kit.say(page.title))};
  return {};
}

void draw_said(PartForm& form, std::string_view words, std::string_view by, Instant at, std::string_view on = {}) {
  std::string line(by.empty() ? form.kit.say(Text::editor_somebody) : by);
  line += " · " + form.words_of(at);
  if (!on.empty()) line += " · " + std::string(on);
  text(form.kit, line, {.style = Style::caption});
  text(form.kit, words);
}

void draw_comment(PartForm& form, const Comment& comment, std::size_t number) {
  Kit& kit = form.kit;
  const std::string path = joined("comments", comment.id);
  auto scope = kit.scope(path);
  const std::string name = kit.say(Text::editor_comment_number, number);
  auto group = kit.region(Role::group, name);
  draw_said(form, comment.text, comment.by, comment.at, about(form, comment).words);
  {
    auto inset = kit.inset(16, 0);
    for (const CommentReply& reply : comment.replies) {
      auto one = kit.scope(text_of(reply.id));
      draw_said(form, reply.text, reply.by, reply.at);
    }
    if (!comment.resolved)
      form.quick_add(joined(path, "replies"), "text", kit.say(Text::editor_reply), kit.say(Text::editor_reply), false);
    auto row = kit.row();
    if (button(kit, kit.say(comment.resolved ? Text::editor_reopen_comment : Text::editor_resolve_comment),
               {.icon = comment.resolved ? Icon::undo_2 : Icon::check}))
      form.wants(path, SetField{joined(path, "resolved"), comment.resolved ? "false" : "true"});
    form.remove_button(path, name);
  }
  divider(kit);
}

/// Adds a comment on the part that is chosen; the whole post-mortem is its context.
void draw_adder(PartForm& form) {
  Kit& kit = form.kit;
  if (const std::string& name = form.workspace.setting("name"); name.empty() || form.memory.unfolded["name"]) {
    // Asked for once, and left standing while it is being written.
    form.memory.unfolded["name"] = true;
    const TextEdit edit =
        text_field(kit, kit.say(Text::settings_name), name, {.hint = kit.say(Text::settings_name_hint)});
    if (edit.committed && edit.text != name) form.workspace.write_setting("name", edit.text);
  }
  std::vector<std::string_view> names;
  for (const PartPage& page : part_pages())
    if (page.part) names.push_back(kit.say(page.title));
  float& chosen = kit.remembered(kit.id("comment on"));
  if (const auto next =
          form.choice("comments/on", kit.say(Text::editor_comment_on), names, static_cast<std::size_t>(chosen))) {
    chosen = static_cast<float>(*next);
    kit.wake_in(0);
  }
  const auto words = form.adder("comments", kit.say(Text::editor_add_comment), kit.say(Text::editor_add_comment));
  if (!words) return;
  form.add("comments", {{"on", part_pages()[static_cast<std::size_t>(chosen)].route}, {"text", *words}});
  form.memory.drafts["comments"].clear();
}

}  // namespace

void draw_discussion(PartForm& form) {
  Kit& kit = form.kit;
  const auto& comments = form.value.comments;
  heading(kit, 3, form.label_of("comments"));
  const auto draw_those = [&](bool resolved) {
    for (std::size_t i = 0; i < comments.size(); ++i)
      if (comments[i].resolved == resolved) draw_comment(form, comments[i], i + 1);
  };
  draw_those(false);
  draw_adder(form);
  const auto resolved = std::ranges::count(comments, true, &Comment::resolved);
  if (resolved > 0 && form.unfolded("comments/resolved", kit.say(Text::editor_resolved_comments, resolved)))
    draw_those(true);
  form.section("approvals");
  form.section("meetings");
}

void draw_open_comments(PartForm& form, std::string_view route) {
  const auto open = std::ranges::count_if(form.value.comments, [&](const Comment& comment) {
    return !comment.resolved && about(form, comment).route == route;
  });
  if (open == 0) return;
  form.kit.space(16);
  link(form.kit, form.kit.say(Text::editor_open_comments, open), "#/pm/" + text_of(form.value.id) + "/discussion");
}

}  // namespace unrepeat::shell
