// The templates: those the team made, to edit, and those that come with the app, to copy. Everything takes effect at
// once; what is taken out can be had back from its notice.
#include <algorithm>
#include <map>

#include "core/template/built_in.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/screens/template_choice.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

constexpr float column_width = 640;

std::string address_of(const Template& one) { return "#/settings/templates/" + text_of(one.id); }

// ---- the list -------------------------------------------------------------------------------------------------------

Template copied(App& app, const Template& original) {
  Workspace& workspace = app.workspace();
  return copy_of(original, workspace.ports().ids.next_as<TemplateId>(),
                 app.kit().say(Text::template_copy_name, name_of(app.kit(), original)));
}

/// Goes to the template once it is kept.
void keep_and_edit(App& app, Template one) {
  const std::string address = address_of(one);
  app.workspace().save_template(std::move(one));
  app.go_to(address);
}

void draw_row(App& app, const Template& one, bool is_own, bool is_default) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  auto scope = kit.scope(text_of(one.id));
  const std::string name(name_of(kit, one));
  auto group = kit.region(Role::group, name);
  enum Entry : std::uint8_t { make_default, copy, share, remove };
  const MenuItem all[] = {
      {.name = kit.say(Text::template_make_default), .icon = Icon::check, .disabled = is_default},
      {.name = kit.say(Text::template_copy), .icon = Icon::copy},
      {.name = kit.say(Text::template_share), .icon = Icon::download},
      {.name = kit.say(Text::template_remove), .icon = Icon::trash_2, .danger = true, .line_before = true}};
  std::optional<std::size_t> chosen;
  auto lines = kit.inset(0, 0, 0);
  {
    auto row = kit.row(8, kit.control_height());
    if (is_own)
      link(kit, name, address_of(one), Style::strong);
    else
      text(kit, name, {.style = Style::strong});
    if (is_default) tag(kit, kit.say(Text::template_default), Tone::calm);
    kit.spacer();
    chosen = menu(kit, kit.say(Text::template_menu, name), std::span(all).first(is_own ? 4 : 3),
                  {.look = Look::quiet, .icon = Icon::ellipsis}, true);
  }
  if (!one.description.empty()) text(kit, one.description, {.style = Style::secondary});
  kit.space(8);
  lines.close();
  divider(kit);
  if (!chosen) return;
  switch (*chosen) {
    case make_default: workspace.set_default_template(one); break;
    case copy: keep_and_edit(app, copied(app, one)); break;
    case share: workspace.share_template(one); break;
    default: workspace.remove_template(one.id); break;
  }
  kit.wake_in(0);
}

void draw_list(App& app) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  link(kit, kit.say(Text::settings_title), "#/settings", Style::secondary);
  heading(kit, 1, kit.say(Text::template_title));
  text(kit, kit.say(Text::template_explained), {.style = Style::secondary});
  {
    auto row = kit.row(8);
    if (button(kit, kit.say(Text::template_new),
               {.look = Look::primary, .icon = Icon::plus, .disabled = !workspace.is_usable()})) {
      Template made = new_template(workspace.ports().ids.next_as<TemplateId>(),
                                   workspace.language == Language::spanish ? "es" : "en");
      made.name = kit.say(Text::template_new_name);
      for (TemplatePart& part : made.parts.all) part.required = true;
      keep_and_edit(app, std::move(made));
    }
    if (button(kit, kit.say(Text::template_bring_in), {.icon = Icon::upload, .disabled = !workspace.is_usable()}))
      workspace.choose_files();
  }
  kit.space(8);
  const TemplateId standard = workspace.default_template().id;
  // What is pressed may change the list that is drawn.
  const std::vector<Template> own = workspace.templates();
  heading(kit, 2, kit.say(Text::template_yours), Style::part);
  if (own.empty()) text(kit, kit.say(Text::template_none_yet), {.style = Style::secondary});
  for (const Template& one : own) draw_row(app, one, true, one.id == standard);
  kit.space(8);
  heading(kit, 2, kit.say(Text::template_built_in), Style::part);
  for (const Template& one : built_in_templates(workspace.language)) draw_row(app, one, false, one.id == standard);
  kit.space(24);
}

// ---- the editor -----------------------------------------------------------------------------------------------------

/// What the editor remembers of the templates while the page is open.
struct TemplateEditorState {
  std::map<std::string, bool, std::less<>> unfolded;
  std::string name_taken;  ///< What was typed as a value's name and is another's.
  Uuid name_taken_by;
};

/// Draws one template and changes a copy of it; whoever made it keeps the copy if it was changed.
class TemplateEditor {
 public:
  TemplateEditor(App& app, Template& one)
      : app_(app), kit_(app.kit()), one_(one), state_(app.remembered<TemplateEditorState>()) {}

  void draw();
  bool is_changed() const { return is_changed_; }
  /// What was taken out, for the notice; empty if nothing was.
  const std::string& removed() const { return removed_; }

 private:
  void draw_text(std::string_view label, std::string& value, const FieldOptions& options = {});
  void draw_prose(Text label, std::string& value, Text hint);
  void draw_on(std::string_view label, bool& on, bool is_inverse = false, bool disabled = false);
  void draw_part_choice(Part& part);
  bool unfolded(const std::string& key, std::string_view title);
  void draw_part(const PartPage& page);
  void draw_section(std::size_t index);
  void draw_field(std::size_t index);
  void draw_field_name(TemplateField& field);
  void draw_field_type(TemplateField& field);
  template <class Entry>
  void draw_ending(std::vector<Entry>& entries, std::size_t index, const std::string& name);

  App& app_;
  Kit& kit_;
  Template& one_;
  TemplateEditorState& state_;
  bool is_changed_ = false;
  std::string removed_;
};

void TemplateEditor::draw_text(std::string_view label, std::string& value, const FieldOptions& options) {
  const TextEdit edit = text_field(kit_, label, value, options);
  if (!edit.committed || edit.text == value) return;
  value = edit.text;
  is_changed_ = true;
}

void TemplateEditor::draw_prose(Text label, std::string& value, Text hint) {
  draw_text(kit_.say(label), value, {.hint = kit_.say(hint), .wording = Wording::prose, .multi_line = true, .rows = 1});
}

void TemplateEditor::draw_on(std::string_view label, bool& on, bool is_inverse, bool disabled) {
  if (!checkbox(kit_, label, on != is_inverse, {.disabled = disabled})) return;
  on = !on;
  is_changed_ = true;
}

void TemplateEditor::draw_part_choice(Part& part) {
  std::vector<std::string_view> names;
  for (const PartPage& page : part_pages())
    if (page.part) names.push_back(kit_.say(page.title));
  const auto next = select(kit_, kit_.say(Text::template_part), names, static_cast<std::size_t>(part));
  if (!next) return;
  part = static_cast<Part>(*next);
  is_changed_ = true;
}

bool TemplateEditor::unfolded(const std::string& key, std::string_view title) {
  bool& is_open = state_.unfolded[text_of(one_.id) + key];
  auto edge = kit_.inset(-8, 0);
  auto row = kit_.row();
  if (button(kit_, title,
             {.look = Look::quiet,
              .icon = is_open ? Icon::chevron_down : Icon::chevron_right,
              .state = State::expandable | when(is_open, State::expanded),
              .key = "fold"})) {
    is_open = !is_open;
    kit_.wake_in(0);
  }
  return is_open;
}

void TemplateEditor::draw_part(const PartPage& page) {
  auto scope = kit_.scope(page.route);
  TemplatePart& part = one_.parts[*page.part];
  const Text state = part.hidden     ? Text::template_part_hidden
                     : part.required ? Text::template_part_required
                                     : Text::template_part_optional;
  const std::string title = std::string(kit_.say(page.title)) + " · " + std::string(kit_.say(state));
  auto group = kit_.region(Role::group, kit_.say(page.title));
  if (!unfolded("/" + std::string(page.route), title)) return;
  auto inset = kit_.inset(16, 0, 12);
  {
    const bool is_last = !part.hidden && std::ranges::count(one_.parts.all, false, &TemplatePart::hidden) == 1;
    auto row = kit_.row(16, 28);
    draw_on(kit_.say(Text::template_shown), part.hidden, true, is_last);
    draw_on(kit_.say(Text::template_required), part.required);
  }
  draw_prose(Text::template_prompt, part.prompt, Text::template_prompt_hint);
  draw_prose(Text::template_guidance, part.guidance, Text::template_guidance_hint);
  kit_.space(8);
}

template <class Entry>
void TemplateEditor::draw_ending(std::vector<Entry>& entries, std::size_t index, const std::string& name) {
  auto row = kit_.row(8);
  kit_.spacer();
  if (index > 0 && icon_button(kit_, Icon::arrow_up, kit_.say(Text::template_move_up, name), {.look = Look::quiet})) {
    std::swap(entries[index], entries[index - 1]);
    is_changed_ = true;
  }
  if (icon_button(kit_, Icon::trash_2, kit_.say(Text::kit_remove, name), {.look = Look::quiet, .key = "remove"})) {
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(index));
    removed_ = name;
    is_changed_ = true;
  }
}

void TemplateEditor::draw_section(std::size_t index) {
  TemplateSection& section = one_.sections[index];
  const std::string name = section.title.empty() ? kit_.say(Text::template_section_unnamed, index + 1) : section.title;
  auto scope = kit_.scope(text_of(section.id));
  auto group = kit_.region(Role::group, name);
  if (!unfolded("/" + text_of(section.id), name)) return;
  auto inset = kit_.inset(16, 0, 12);
  kit_.split({1, 1}, 12, 180, [&](std::size_t side) {
    if (side == 0)
      draw_text(kit_.say(Text::template_section_title), section.title);
    else
      draw_part_choice(section.part);
  });
  draw_on(kit_.say(Text::template_required), section.required);
  draw_prose(Text::template_prompt, section.prompt, Text::template_prompt_hint);
  draw_text(kit_.say(Text::template_section_body), section.body,
            {.wording = Wording::prose, .multi_line = true, .rows = 1});
  draw_ending(one_.sections, index, name);
}

void TemplateEditor::draw_field_name(TemplateField& field) {
  const bool is_taken = !state_.name_taken.empty() && state_.name_taken_by == field.id;
  const TextEdit edit = text_field(
      kit_, kit_.say(Text::template_field_name), is_taken ? state_.name_taken : field.name,
      {.error = is_taken ? kit_.say(Text::template_field_name_taken) : std::string_view{}, .wording = Wording::exact});
  if (!edit.committed) return;
  const auto is_other = [&](const TemplateField& other) { return other.id != field.id && other.name == edit.text; };
  if (edit.text.empty() || std::ranges::any_of(one_.fields, is_other)) {
    state_.name_taken = edit.text;
    state_.name_taken_by = field.id;
    kit_.wake_in(0);
    return;
  }
  if (is_taken) state_.name_taken.clear();
  if (edit.text == field.name) return;
  field.name = edit.text;
  is_changed_ = true;
}

void TemplateEditor::draw_field_type(TemplateField& field) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < spellings(CustomFieldType{}).size(); ++i)
    names.push_back(kit_.say(label_of(static_cast<CustomFieldType>(i))));
  const auto next = select(kit_, kit_.say(Text::template_field_type), names, static_cast<std::size_t>(field.type));
  if (!next) return;
  field.type = static_cast<CustomFieldType>(*next);
  // A choice without choices is none.
  if (field.type == CustomFieldType::choice && field.choices.empty())
    field.choices.emplace_back(kit_.say(Text::template_field_first_choice));
  is_changed_ = true;
}

void TemplateEditor::draw_field(std::size_t index) {
  TemplateField& field = one_.fields[index];
  const std::string name = field.label.empty() ? kit_.say(Text::template_field_unnamed, index + 1) : field.label;
  auto scope = kit_.scope(text_of(field.id));
  auto group = kit_.region(Role::group, name);
  const std::string title = name + " · " + std::string(kit_.say(label_of(field.type)));
  if (!unfolded("/" + text_of(field.id), title)) return;
  auto inset = kit_.inset(16, 0, 12);
  kit_.split({1, 1}, 12, 180, [&](std::size_t side) {
    if (side == 0)
      draw_text(kit_.say(Text::template_field_label), field.label);
    else
      draw_field_type(field);
  });
  if (field.type == CustomFieldType::choice) {
    const ChipsEdit edit =
        chips(kit_, kit_.say(Text::template_field_choices), field.choices, kit_.say(Text::template_field_add_choice));
    const bool is_new = !edit.added.empty() && std::ranges::find(field.choices, edit.added) == field.choices.end();
    if (is_new) field.choices.emplace_back(edit.added), is_changed_ = true;
    if (edit.removed && field.choices.size() > 1) {
      field.choices.erase(field.choices.begin() + static_cast<std::ptrdiff_t>(*edit.removed));
      is_changed_ = true;
    }
  }
  kit_.split({1, 1}, 12, 180, [&](std::size_t side) {
    if (side == 0)
      draw_part_choice(field.part);
    else
      draw_field_name(field);
  });
  draw_on(kit_.say(Text::template_required), field.required);
  draw_ending(one_.fields, index, name);
}

void TemplateEditor::draw() {
  draw_text(kit_.say(Text::template_name), one_.name);
  draw_text(kit_.say(Text::template_when), one_.description, {.wording = Wording::line, .multi_line = true, .rows = 1});
  {
    const std::string_view names[] = {kit_.say(label_of(Form::full)), kit_.say(label_of(Form::card))};
    if (const auto next =
            radio_group(kit_, kit_.say(Text::template_form), names, static_cast<std::size_t>(one_.form))) {
      one_.form = static_cast<Form>(*next);
      is_changed_ = true;
    }
  }
  kit_.space(8);
  heading(kit_, 2, kit_.say(Text::template_parts), Style::part);
  text(kit_, kit_.say(Text::template_parts_explained), {.style = Style::secondary});
  for (const PartPage& page : part_pages())
    if (page.part) draw_part(page);

  IdSource& ids = app_.workspace().ports().ids;
  kit_.space(8);
  heading(kit_, 2, kit_.say(Text::template_sections), Style::part);
  text(kit_, kit_.say(Text::template_sections_explained), {.style = Style::secondary});
  // An entry that goes while they are drawn is not missed in this frame.
  for (std::size_t i = 0; i < one_.sections.size(); ++i) draw_section(i);
  if (button(kit_, kit_.say(Text::template_add_section), {.icon = Icon::plus})) {
    TemplateSection& added = one_.sections.emplace_back();
    added.id = ids.next_as<unrepeat::Id<TemplateSection>>();
    state_.unfolded[text_of(one_.id) + "/" + text_of(added.id)] = true;
    is_changed_ = true;
  }

  kit_.space(8);
  heading(kit_, 2, kit_.say(Text::template_fields), Style::part);
  text(kit_, kit_.say(Text::template_fields_explained), {.style = Style::secondary});
  for (std::size_t i = 0; i < one_.fields.size(); ++i) draw_field(i);
  if (button(kit_, kit_.say(Text::template_add_field), {.icon = Icon::plus})) {
    std::size_t number = one_.fields.size();
    std::string name;
    do name = "value_" + std::to_string(++number);
    while (std::ranges::find(one_.fields, name, &TemplateField::name) != one_.fields.end());
    TemplateField& added = one_.fields.emplace_back();
    added.id = ids.next_as<unrepeat::Id<TemplateField>>();
    added.name = name;
    state_.unfolded[text_of(one_.id) + "/" + text_of(added.id)] = true;
    is_changed_ = true;
  }
}

void draw_editor(App& app, std::string_view id) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  link(kit, kit.say(Text::template_title), "#/settings/templates", Style::secondary);
  const auto own =
      std::ranges::find_if(workspace.templates(), [&](const Template& one) { return text_of(one.id) == id; });
  if (own == workspace.templates().end()) {
    empty_state(kit, Icon::file_text, kit.say(Text::template_not_here), kit.say(Text::template_not_here_explained),
                [&] { link(kit, kit.say(Text::template_to_templates), "#/settings/templates", Style::body); });
    return;
  }
  Template edited = *own;
  auto scope = kit.scope(id);
  heading(kit, 1, name_of(kit, edited));
  TemplateEditor editor(app, edited);
  editor.draw();
  kit.space(16);
  {
    auto row = kit.row(8);
    const bool is_default = workspace.default_template().id == edited.id;
    if (button(kit, kit.say(Text::template_make_default), {.icon = Icon::check, .disabled = is_default}))
      workspace.set_default_template(edited);
    if (button(kit, kit.say(Text::template_share), {.icon = Icon::download})) workspace.share_template(edited);
  }
  kit.space(48);
  if (!editor.is_changed()) return;
  workspace.save_template(std::move(edited), editor.removed());
  kit.wake_in(0);
}

}  // namespace

void draw_templates_screen(App& app) {
  Kit& kit = app.kit();
  const Route route(app.route());
  page_frame(app, NavigationPlace::settings, kit.say(Text::template_title), [&](const Rect& content) {
    auto page = scroll_region(kit, "templates", content, {.padding = page_padding(kit), .gap = 12});
    auto column = kit.inset(0, std::max(0.f, kit.available() - column_width), 12);
    if (route.part(2).empty())
      draw_list(app);
    else
      draw_editor(app, route.part(2));
  });
}

}  // namespace unrepeat::shell
