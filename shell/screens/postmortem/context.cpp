// Context: what happened, and who and what was part of it.
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"

namespace unrepeat::shell {
namespace {

void draw_links(PartForm& form) {
  draw_entries(form, "links", form.value.links, Text::editor_link_number,
               [&](const Link& one, const std::string& path) {
                 form.fields(path, {"kind", "title"});
                 form.field(joined(path, "url"));
                 const bool leads_somewhere = one.url.starts_with("https://") || one.url.starts_with("http://");
                 if (leads_somewhere) link(form.kit, form.kit.say(Text::editor_open_link), one.url);
               });
  draw_add_entry(form, "links", Text::editor_add_link);
}

}  // namespace

void draw_context(PartForm& form) {
  Kit& kit = form.kit;
  form.field("context/summary", {.placeholder = Text::editor_summary_prompt, .rows = 4});
  form.field("context/background", {.placeholder = Text::editor_background_prompt, .rows = 3});
  form.fields("", {"team", "owner", "review_due"});

  heading(kit, 3, form.label_of("systems"));
  draw_entries(form, "systems", form.value.systems, Text::editor_system_number,
               [&](const AffectedSystem&, const std::string& path) {
                 form.fields(path, {"name", "environment", "region"});
                 form.fields(path, {"owner_team", "external"});
               });
  draw_add_entry(form, "systems", Text::editor_add_system);

  heading(kit, 3, form.label_of("people"));
  draw_entries(form, "people", form.value.people, Text::editor_person_number,
               [&](const Party&, const std::string& path) {
                 form.fields(path, {"name", "kind", "team"});
                 form.field(joined(path, "org"));
                 form.words(joined(path, "roles"));
               });
  draw_add_entry(form, "people", Text::editor_add_person);

  heading(kit, 3, form.label_of("links"));
  draw_links(form);

  heading(kit, 3, form.label_of("refs"));
  draw_entries(form, "refs", form.value.refs, Text::editor_reference_number,
               [&](const Reference&, const std::string& path) { form.fields(path, {"system", "key", "url"}); });
  draw_add_entry(form, "refs", Text::editor_add_reference);
}

}  // namespace unrepeat::shell
