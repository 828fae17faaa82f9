// Context: what happened, and who and what was part of it.
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

/// Others of this library by name; what is chosen becomes a related one.
void draw_related(PartForm& form) {
  Kit& kit = form.kit;
  form.section("related");
  std::string& draft = form.memory.drafts["related/find"];
  const TextEdit edit = search_field(kit, kit.say(Text::editor_find_related), draft);
  if (edit.changed || edit.committed) {
    draft = edit.text;
    if (edit.changed) form.workspace.find(draft);
  }
  if (draft.empty()) return;
  for (const protocol::PostmortemRow& row : form.workspace.found()) {
    if (row.id == form.value.id) continue;
    auto scope = kit.scope(text_of(row.id));
    auto line = kit.row();
    if (!button(kit, row.title, {.look = Look::quiet, .icon = Icon::plus})) continue;
    form.add("related", {{"target", text_of(row.id)}, {"title", row.title}});
    draft.clear();
    kit.drop_edit(kit.id(kit.say(Text::editor_find_related)));
    return;
  }
}

}  // namespace

void draw_context(PartForm& form) {
  form.field("context/summary",
             {.prompt = form.prompt_of(Part::context, Text::editor_summary_prompt), .plain = true, .rows = 2});
  form.field("context/background", {.placeholder = Text::editor_background_prompt, .plain = true, .rows = 1});
  form.lines("", "team owner review_due");
  draw_added(form, Part::context);
  form.section("systems");
  form.section("people");
  form.section("links");
  draw_related(form);
  const bool has_images = !form.value.images.empty();
  if (has_images) draw_images(form);
  form.kit.space(12);
  if (form.unfolded("context/more", form.kit.say(Text::editor_more))) {
    form.section("refs");
    if (!has_more_than_asked(form)) draw_beyond(form);
    if (!has_images) draw_images(form);
  }
  // What stands beyond the template is in sight, not folded.
  if (has_more_than_asked(form)) draw_beyond(form);
}

}  // namespace unrepeat::shell
