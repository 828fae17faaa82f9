// Description of the template, in the order in which a file is written; and what a part holds.
#include "core/template/template.hpp"

#include <algorithm>

namespace unrepeat {
namespace {

template <Part part>
constexpr Field part_field() {
  return {spelling_of(part), &type_of<TemplatePart>(),
          [](void* parts) -> void* { return &(*static_cast<TemplateParts*>(parts))[part]; }, Presence::always};
}

}  // namespace

DESCRIBE(TemplatePart, "template part", field<&TemplatePart::hidden>("hidden"),
         field<&TemplatePart::required>("required"), prose<&TemplatePart::prompt>("prompt"),
         prose<&TemplatePart::guidance>("guidance"))

DESCRIBE(TemplateParts, "template parts", part_field<Part::context>(), part_field<Part::timeline>(),
         part_field<Part::impact>(), part_field<Part::causes>(), part_field<Part::review>(),
         part_field<Part::actions>())

DESCRIBE(TemplateSection, "template section", required<&TemplateSection::id>("id"),
         required<&TemplateSection::title>("title"), field<&TemplateSection::part>("part"),
         field<&TemplateSection::required>("required"), prose<&TemplateSection::prompt>("prompt"),
         prose<&TemplateSection::body>("body"))

DESCRIBE(TemplateField, "template field", required<&TemplateField::id>("id"), required<&TemplateField::name>("name"),
         field<&TemplateField::label>("label"), field<&TemplateField::type>("type"),
         field<&TemplateField::choices>("choices"), field<&TemplateField::part>("part"),
         field<&TemplateField::required>("required"))

DESCRIBE(Template, "template", required<&Template::id>("id"), required<&Template::name>("name"),
         field<&Template::description>("description"), required<&Template::revision>("revision"),
         required<&Template::language>("language"), field<&Template::form>("form"), required<&Template::parts>("parts"),
         field<&Template::sections>("sections"), field<&Template::fields>("fields"))

Template new_template(const Id<Template>& id, std::string_view language) {
  Template made;
  made.id = id;
  made.language = language;
  return made;
}

Template copy_of(const Template& original, const Id<Template>& id, std::string_view name) {
  Template copy = original;
  copy.id = id;
  copy.name = name;
  return copy;
}

bool has_content(const Postmortem& postmortem, Part part) {
  switch (part) {
    case Part::context: return true;
    case Part::timeline:
      return !postmortem.timeline.empty() || postmortem.moments != Moments{} || !postmortem.sources.empty();
    case Part::impact:
      return postmortem.impact != Impact{} || postmortem.detection != Detection{} ||
             postmortem.resolution != Resolution{};
    case Part::causes: return postmortem.causes != Causes{};
    case Part::review: return postmortem.review != Review{};
    case Part::actions: return !postmortem.actions.empty() || !postmortem.no_action_because.empty();
  }
  return true;
}

bool is_shown(const Postmortem& postmortem, const Template* template_, Part part) {
  return template_ == nullptr || !template_->parts[part].hidden || template_->form != postmortem.form ||
         has_content(postmortem, part);
}

}  // namespace unrepeat
