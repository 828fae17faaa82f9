// Comments where the thing is that they are about, and the way from a comment to its thing.
#include <algorithm>
#include <utility>

#include "shell/screens/postmortem/parts.hpp"
#include "shell/screens/postmortem/said.hpp"
#include "shell/widgets/prose.hpp"

namespace unrepeat::shell {
namespace {

/// The whole post-mortem is what its title names.
constexpr std::string_view whole = "title";

std::string name_of_entry(const PartForm& form, const std::string& path) {
  const auto place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&form.value), path);
  if (!place || !place->is_entry() || place->value == nullptr) return {};
  const Object& object = place->type->object();
  for (const std::string_view key : {"title", "text", "name", "label", "person", "criterion", "key", "file"}) {
    const Field* field = find_field(object, key);
    if (field == nullptr || field->type->shape != Shape::text) continue;
    if (const auto& words = *static_cast<const std::string*>(field->in(place->value)); !words.empty())
      return beginning_of(words);
  }
  return std::string(form.kit.say(Text::editor_no_words_yet));
}

std::string_view last_step(std::string_view path) { return path.substr(path.rfind('/') + 1); }

void draw_reply_field(PartForm& form, const Comment& comment, const std::string& path) {
  if (comment.resolved) return;
  const std::string replies = joined(path, "replies");
  if (const auto words = written_comment(form, replies, form.kit.say(Text::editor_reply)))
    form.add(replies, {{"text", *words}});
}

/// Words of several lines that are given away when they are confirmed. Where there is a keyboard Enter does it; that of
/// a phone has no Shift+Enter, so Enter breaks the line there and the button alone confirms.
std::optional<std::string> written_words(PartForm& form, std::string_view list, std::string_view label) {
  Kit& kit = form.kit;
  std::string& draft = form.memory.drafts[std::string(list)];
  const Id field = kit.id(label);
  const bool has_keys = !kit.viewport().touch;
  const std::string_view keys = kit.say(Text::editor_comment_keys);
  form.take_focus(list);
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
  return is_confirmed ? std::optional(draft) : std::nullopt;
}

}  // namespace

std::optional<std::string> ask_name(PartForm& form, std::string_view key) {
  if (form.memory.asks_name != key) return std::nullopt;
  Kit& kit = form.kit;
  auto scope = kit.scope("name");
  if (form.memory.wanted == "name") form.memory.wanted.clear(), kit.focus_what_follows();
  std::string& draft = form.memory.drafts["name"];
  const TextEdit edit = text_field(kit, kit.say(Text::settings_name), draft, {.hint = kit.say(Text::comment_sign)});
  if (edit.changed || edit.committed) draft = edit.text;
  return edit.submitted ? std::optional(take_name(form)) : std::nullopt;
}

std::string take_name(PartForm& form) {
  form.memory.asks_name.clear();
  std::string name = std::exchange(form.memory.drafts["name"], {});
  if (name.find_first_not_of(' ') == std::string::npos) return form.workspace.setting("name");
  form.workspace.write_setting("name", name);
  return name;
}

bool needs_name(PartForm& form, std::string_view key) {
  if (form.memory.has_asked_name || !form.workspace.setting("name").empty()) return false;
  form.memory.has_asked_name = true;
  form.memory.asks_name = key;
  form.memory.wanted = "name";
  form.kit.wake_in(0);
  return true;
}

std::optional<std::string> written_comment(PartForm& form, std::string_view list, std::string_view label) {
  auto scope = form.kit.scope(list);
  bool is_given = written_words(form, list, label).has_value();
  if (is_given && needs_name(form, list)) is_given = false;
  // Who confirms once more need not give a name.
  if (is_given && form.memory.asks_name == list) take_name(form);
  if (ask_name(form, list)) {
    is_given = true;
    // Whoever writes by keys goes on writing here.
    if (!form.kit.viewport().touch) form.memory.wanted = list;
  }
  if (!is_given) return std::nullopt;
  return std::exchange(form.memory.drafts[std::string(list)], {});
}

About about(const PartForm& form, std::string_view on) {
  const std::string address = "#/pm/" + text_of(form.value.id) + "/";
  // It belongs to no part.
  if (on == whole) return {{}, std::string(form.kit.say(Text::comment_on_whole)), address + "context"};
  // A path may go on inside an entry.
  std::optional<Uuid> id;
  for (std::string_view rest = on; !rest.empty();) {
    const std::string_view step = rest.substr(0, rest.find('/'));
    if (const auto found = uuid_from(step)) id = found;
    rest.remove_prefix(std::min(step.size() + 1, rest.size()));
  }
  if (id) {
    const std::string path = find_path(object_of<Postmortem>(), &form.value, *id);
    if (path.empty()) return {{}, std::string(form.kit.say(Text::comment_gone)), {}};
    const std::string_view route = part_of_path(path);
    return {route, name_of_entry(form, path), address + std::string(route) + "/" + text_of(*id)};
  }
  const std::string_view route = part_of_path(on);
  for (const PartPage& page : part_pages())
    if (page.route == route) return {route, std::string(form.kit.say(page.title)), address + std::string(route)};
  return {};
}

void draw_said(PartForm& form, std::string_view words, std::string_view by, Instant at, const About& on) {
  Kit& kit = form.kit;
  std::string line(by.empty() ? kit.say(Text::editor_somebody) : by);
  line += " · " + form.words_of(at);
  {
    auto row = kit.row(8, 0);
    text(kit, line, {.style = Style::caption});
    if (!on.address.empty())
      link(kit, kit.say(Text::comment_go, on.words), on.address, Style::caption);
    else if (!on.words.empty())
      text(kit, on.words, {.style = Style::caption});
  }
  prose(kit, "words", words);
}

void draw_comment(PartForm& form, const Comment& comment, const About& on) {
  Kit& kit = form.kit;
  const std::string path = joined("comments", comment.id);
  auto scope = kit.scope(path);
  const auto number = static_cast<std::size_t>(&comment - form.value.comments.data()) + 1;
  const std::string name = kit.say(Text::editor_comment_number, number);
  auto group = kit.region(Role::group, name);
  draw_said(form, comment.text, comment.by, comment.at, on);
  {
    auto inset = kit.inset(16, 0);
    for (const CommentReply& reply : comment.replies) {
      auto one = kit.scope(text_of(reply.id));
      draw_said(form, reply.text, reply.by, reply.at);
    }
    draw_reply_field(form, comment, path);
    auto row = kit.row();
    if (button(kit, kit.say(comment.resolved ? Text::editor_reopen_comment : Text::editor_resolve_comment),
               {.icon = comment.resolved ? Icon::undo_2 : Icon::check, .key = "resolve"}))
      form.wants(path, SetField{joined(path, "resolved"), comment.resolved ? "false" : "true"});
    form.remove_button(path, name);
  }
  divider(kit);
}

std::size_t count_comments(const PartForm& form, std::string_view path) {
  const std::string_view on = last_step(path);
  return static_cast<std::size_t>(std::ranges::count_if(
      form.value.comments, [&](const Comment& comment) { return !comment.resolved && comment.on == on; }));
}

bool draw_comments_button(PartForm& form, std::string_view path) {
  const std::size_t count = count_comments(form, path);
  return form.unfolded(joined(path, "comments"), count == 0 ? std::string(form.kit.say(Text::comment_on_this))
                                                            : form.kit.say(Text::comment_count, count));
}

void draw_comments_on(PartForm& form, std::string_view on) {
  Kit& kit = form.kit;
  const std::string key = "comments/" + std::string(on);
  auto scope = kit.scope(key);
  auto inset = kit.inset(12, 0);
  for (const Comment& comment : form.value.comments)
    if (comment.on == on && !comment.resolved) draw_comment(form, comment, {});
  if (const auto words = written_comment(form, key, kit.say(Text::editor_add_comment)))
    form.add("comments", {{"on", on}, {"text", *words}});
}

void draw_open_comments(PartForm& form, std::string_view route) {
  Kit& kit = form.kit;
  if (std::ranges::none_of(part_pages(), [&](const PartPage& page) { return page.part && page.route == route; }))
    return;
  kit.space(16);
  divider(kit);
  const auto open = std::ranges::count_if(form.value.comments, [&](const Comment& comment) {
    return !comment.resolved && about(form, comment.on).route == route;
  });
  const std::size_t on_part = count_comments(form, route);
  auto scope = kit.scope("comments on the part");
  const std::string key = joined(route, "comments");
  const bool is_open = form.unfolded(
      key, on_part == 0 ? std::string(kit.say(Text::comment_on_part)) : kit.say(Text::comment_count_on_part, on_part));
  if (is_open) draw_comments_on(form, route);
  if (open > 0) link(kit, kit.say(Text::editor_open_comments, open), "#/pm/" + text_of(form.value.id) + "/discussion");
}

void go_to_entry(FormMemory& memory, const Postmortem& value, const Uuid& id) {
  go_to_path(memory, find_path(object_of<Postmortem>(), &value, id));
}

void go_to_path(FormMemory& memory, const std::string& path) {
  if (path.empty()) return;
  // An entry may stand inside another, and that in a group that is folded.
  for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
    memory.unfolded[path.substr(0, slash)] = true;
  if (uuid_from(std::string_view(path).substr(path.rfind('/') + 1))) memory.unfolded[path] = true;
  const std::string_view first = std::string_view(path).substr(0, path.find('/'));
  if (first == "refs" || first == "images" || first == "sections" || first == "fields")
    memory.unfolded["context/more"] = true;
  if (first == "causes") memory.causes_view = 0;
  memory.wanted = path;
  memory.is_only_shown = false;
}

}  // namespace unrepeat::shell
