// What the team says about it: comments with their replies, approvals, meetings.
#include <algorithm>
#include <utility>

#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/prose.hpp"

namespace unrepeat::shell {
namespace {

/// The page of the part that something was said on, and what it is on in words.
struct About {
  std::string_view route;
  std::string words;
};

About about(const PartForm& form, std::string_view on) {
  const auto of = [&](std::string_view key, std::string_view route) -> std::optional<About> {
    for (Candidate& one : candidates_for(form, key))
      if (text_of(one.id) == on) return About{route, std::move(one.name)};
    return std::nullopt;
  };
  if (auto found = of("events", "timeline")) return *found;
  if (auto found = of("factors", "causes")) return *found;
  if (auto found = of("actions", "actions")) return *found;
  for (const PartPage& page : part_pages())
    if (on == page.route || on.starts_with(std::string(page.route) + "/"))
      return {page.route, std::string(form.kit.say(page.title))};
  return {};
}

void draw_said(PartForm& form, std::string_view words, std::string_view by, Instant at, std::string_view on = {}) {
  std::string line(by.empty() ? form.kit.say(Text::editor_somebody) : by);
  line += " · " + form.words_of(at);
  if (!on.empty()) line += " · " + std::string(on);
  text(form.kit, line, {.style = Style::caption});
  prose(form.kit, "words", words);
}

/// Words of several lines that are given away when they are confirmed. Where there is a keyboard Enter does it; that of
/// a phone has no Shift+Enter, so Enter breaks the line there and the button alone confirms.
std::optional<std::string> written(PartForm& form, std::string_view list, std::string_view label) {
  Kit& kit = form.kit;
  auto scope = kit.scope(list);
  std::string& draft = form.memory.drafts[std::string(list)];
  const Id field = kit.id(label);
  const bool has_keys = !kit.viewport().touch;
  const std::string_view keys = kit.say(Text::editor_comment_keys);
  const TextEdit edit = text_field(kit, label, draft,
                                   {.placeholder = has_keys && kit.focused() == field ? keys : label,
                                    .wording = Wording::prose,
                                    .multi_line = true,
                                    .submits = has_keys,
                                    .label_hidden = true,
                                    .icon = Icon::plus,
                                    .rows = 1});
  if (edit.changed || edit.committed) draft = edit.text;
  if (draft.find_first_not_of(" \n") == std::string::npos) return std::nullopt;
  bool is_confirmed = edit.submitted;
  {
    auto row = kit.row(12);
    if (button(kit, label, {.key = "confirm"})) {
      is_confirmed = true;
      kit.drop_edit(field);
      if (has_keys) kit.request_focus(field);
    }
    if (has_keys) text(kit, keys, {.style = Style::caption});
  }
  return is_confirmed ? std::optional(std::exchange(draft, {})) : std::nullopt;
}

void draw_comment(PartForm& form, const Comment& comment, std::size_t number) {
  Kit& kit = form.kit;
  const std::string path = joined("comments", comment.id);
  auto scope = kit.scope(path);
  const std::string name = kit.say(Text::editor_comment_number, number);
  auto group = kit.region(Role::group, name);
  draw_said(form, comment.text, comment.by, comment.at, about(form, comment.on).words);
  {
    auto inset = kit.inset(16, 0);
    for (const CommentReply& reply : comment.replies) {
      auto one = kit.scope(text_of(reply.id));
      draw_said(form, reply.text, reply.by, reply.at);
    }
    const std::string replies = joined(path, "replies");
    if (!comment.resolved)
      if (const auto words = written(form, replies, kit.say(Text::editor_reply))) form.add(replies, {{"text", *words}});
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
  if (const auto words = written(form, "comments", kit.say(Text::editor_add_comment)))
    form.add("comments", {{"on", part_pages()[static_cast<std::size_t>(chosen)].route}, {"text", *words}});
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
    draw_said(form, one.reason, one.by, one.at, about(form, one.on).words);
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
  draw_dismissed(form);
}

void draw_open_comments(PartForm& form, std::string_view route) {
  const auto open = std::ranges::count_if(form.value.comments, [&](const Comment& comment) {
    return !comment.resolved && about(form, comment.on).route == route;
  });
  if (open == 0) return;
  form.kit.space(16);
  link(form.kit, form.kit.say(Text::editor_open_comments, open), "#/pm/" + text_of(form.value.id) + "/discussion");
}

}  // namespace unrepeat::shell
