// What a template adds to the parts: values with the widget of their type, and sections of prose. What no template asks
// for is shown too, where it can be edited whole.
#include <algorithm>

#include "core/template/commands.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"

namespace unrepeat::shell {
namespace {

bool is_section_beyond(const PartForm& form, const void* entry) {
  return is_left_over(*static_cast<const Section*>(entry), form.asked);
}

bool is_field_beyond(const PartForm& form, const void* entry) {
  return is_left_over(*static_cast<const CustomField*>(entry), form.asked);
}

struct Option {
  std::string value;
  std::string_view name;
};

/// One of the words, or nothing; a word that is not among them was chosen when it was.
void draw_choice(PartForm& form, const CustomField& field, const std::string& path, std::string_view label,
                 std::vector<Option> options) {
  options.insert(options.begin(), Option{"", form.kit.say(Text::editor_not_said)});
  auto chosen = std::ranges::find(options, field.value, &Option::value);
  if (chosen == options.end()) chosen = options.insert(options.end(), Option{field.value, field.value});
  const auto selected = static_cast<std::size_t>(chosen - options.begin());
  std::vector<std::string_view> names;
  for (const Option& option : options) names.push_back(option.name);
  if (const auto next = form.choice(path, label, names, selected))
    form.wants(path, SetField{path, options[*next].value});
}

void draw_value(PartForm& form, const CustomField& field, const TemplateField& asked) {
  Kit& kit = form.kit;
  const std::string path = joined(joined("fields", field.id), "value");
  const std::string_view name = field.label.empty() ? field.name : field.label;
  const std::string label = asked.required ? kit.say(Text::template_required_mark, name) : std::string(name);
  auto scope = kit.scope(path);
  std::vector<Option> options;
  switch (asked.type) {
    case CustomFieldType::choice:
      for (const std::string& choice : asked.choices) options.push_back({choice, choice});
      return draw_choice(form, field, path, label, std::move(options));
    case CustomFieldType::yes_no:
      options = {{"yes", kit.say(Text::template_yes)}, {"no", kit.say(Text::template_no)}};
      return draw_choice(form, field, path, label, std::move(options));
    default: break;
  }
  const bool is_date = asked.type == CustomFieldType::date;
  const bool is_read_whole = is_date || asked.type == CustomFieldType::number || asked.type == CustomFieldType::link;
  const TextEdit edit = text_field(kit, label, field.value,
                                   {.placeholder = is_date ? kit.say(Text::editor_date_example) : std::string_view{},
                                    .error = form.open.refusal(path),
                                    .wording = is_read_whole ? Wording::exact : Wording::line,
                                    .required = asked.required});
  if (is_read_whole ? edit.committed : edit.changed || (edit.committed && edit.text != field.value))
    form.wants(path, SetField{path, std::string(edit.text)});
  if (asked.type == CustomFieldType::link &&
      (field.value.starts_with("https://") || field.value.starts_with("http://")))
    link(kit, kit.say(Text::editor_open_link), field.value);
}

void draw_values(PartForm& form, Part part) {
  Kit& kit = form.kit;
  std::vector<std::pair<const CustomField*, const TemplateField*>> values;
  for (const CustomField& field : form.value.fields)
    if (const TemplateField* asked = origin_of(field, form.asked); asked != nullptr && asked->part == part)
      values.emplace_back(&field, asked);
  if (values.empty()) return;
  kit.space(8);
  // Two beside each other, where there is room.
  for (std::size_t i = 0; i < values.size(); i += 2) {
    if (i + 1 == values.size()) {
      kit.split({1, 1}, 12, 200, [&](std::size_t side) {
        if (side == 0) draw_value(form, *values[i].first, *values[i].second);
      });
    } else {
      kit.split({1, 1}, 12, 200,
                [&](std::size_t side) { draw_value(form, *values[i + side].first, *values[i + side].second); });
    }
  }
}

void draw_sections(PartForm& form, Part part) {
  Kit& kit = form.kit;
  for (const Section& section : form.value.sections) {
    const TemplateSection* asked = origin_of(section, form.asked);
    if (asked == nullptr || asked->part != part) continue;
    kit.space(8);
    const std::string name = asked->required ? kit.say(Text::template_required_mark, section.title) : section.title;
    form.field(joined(joined("sections", section.id), "body"),
               {.name = name, .prompt = asked->prompt, .plain = true, .rows = 2, .required = asked->required});
  }
}

/// Its heading and all that was written; the rest unfolds.
void draw_section_beyond(PartForm& form, const Section& section, std::size_t number) {
  Kit& kit = form.kit;
  const std::string path = joined("sections", section.id);
  auto scope = kit.scope(path);
  const std::string name = kit.say(Text::editor_section_number, number);
  auto group = kit.region(Role::group, name);
  if (form.memory.added == section.id) form.memory.added = {}, kit.focus_what_follows();
  const bool is_open = form.line(path, {.name = name, .key = "title"});
  auto edge = kit.inset(-4, 0);
  form.field(joined(path, "body"), {.name = section.title.empty() ? std::string_view(name) : section.title,
                                    .prompt = section.prompt,
                                    .plain = true,
                                    .label_hidden = true,
                                    .rows = 1});
  edge.close();
  if (is_open) {
    auto inset = kit.inset(12, 0, 12);
    form.lines(path, "prompt");
    form.ending(path, section.title.empty() ? name : beginning_of(section.title), {});
  }
  divider(kit);
}

}  // namespace

bool has_more_than_asked(const PartForm& form) {
  return form.asked != nullptr &&
         (std::ranges::any_of(form.value.sections, [&](const Section& one) { return is_section_beyond(form, &one); }) ||
          std::ranges::any_of(form.value.fields, [&](const CustomField& one) { return is_field_beyond(form, &one); }));
}

void draw_beyond(PartForm& form) {
  if (!has_more_than_asked(form)) {
    form.section("sections", is_section_beyond);
    form.section("fields", is_field_beyond);
    return;
  }
  Kit& kit = form.kit;
  kit.space(16);
  divider(kit);
  heading(kit, 3, kit.say(Text::template_beyond));
  text(kit, kit.say(Text::template_beyond_explained), {.style = Style::secondary});
  std::size_t number = 0;
  for (const Section& section : form.value.sections)
    if (++number; is_left_over(section, form.asked)) draw_section_beyond(form, section, number);
  {
    auto inset = kit.inset(-8, 0);
    auto row = kit.row();
    if (button(kit, kit.say(Text::editor_add_section), {.look = Look::quiet, .icon = Icon::plus}))
      form.memory.added = form.add("sections");
  }
  form.section("fields", is_field_beyond);
}

void draw_added(PartForm& form, Part part) {
  if (form.asked == nullptr) return;
  draw_values(form, part);
  draw_sections(form, part);
}

}  // namespace unrepeat::shell
