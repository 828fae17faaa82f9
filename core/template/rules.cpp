// How a post-mortem comes to another template: the template's own words are exchanged, a person's are kept.
#include <algorithm>
#include <utility>

#include "core/postmortem/commands.hpp"
#include "core/template/commands.hpp"

namespace unrepeat {
namespace {

Section section_of(const TemplateSection& asked) {
  Section made;
  made.id = Id<Section>::from(asked.id);
  made.title = asked.title;
  made.prompt = asked.prompt;
  made.body = asked.body;
  return made;
}

CustomField field_of(const TemplateField& asked) {
  CustomField made;
  made.id = Id<CustomField>::from(asked.id);
  made.name = asked.name;
  made.label = asked.label;
  made.type = asked.type;
  return made;
}

/// Whether somebody has said something about this entry, by its id or by a path through it.
bool is_spoken_of(const Postmortem& postmortem, const Uuid& id) {
  const std::string name = text_of(id);
  const auto is_about = [&](const auto& one) { return one.on.find(name) != std::string::npos; };
  return std::ranges::any_of(postmortem.comments, is_about) || std::ranges::any_of(postmortem.dismissed, is_about);
}

/// Makes `entries` the template's `asked` ones in their order, then what is left of those that were there. `made_of`
/// makes an entry, `keeps` says what of an old one goes into the new one of the same id.
template <class Entry, class Asked, class Make, class Untouched, class Keep>
void exchange(std::vector<Entry>& entries, const std::vector<Asked>& asked, const Make& made_of,
              const Untouched& is_untouched, const Keep& keep) {
  std::vector<Entry> result;
  for (const Asked& one : asked) {
    Entry made = made_of(one);
    const auto old = std::ranges::find(entries, made.id, &Entry::id);
    if (old != entries.end() && !is_untouched(*old)) keep(made, std::move(*old));
    if (old != entries.end()) entries.erase(old);
    result.push_back(std::move(made));
  }
  for (Entry& left : entries)
    if (!is_untouched(left)) result.push_back(std::move(left));
  entries = std::move(result);
}

template <class Entry, class Asked>
const Asked* find_asked(const Entry& entry, const std::vector<Asked>& asked) {
  const auto found = std::ranges::find_if(
      asked, [&](const Asked& one) { return static_cast<const Uuid&>(one.id) == static_cast<const Uuid&>(entry.id); });
  return found == asked.end() ? nullptr : &*found;
}

/// Whether the template calls something by an id that another kind of entry has here already.
bool has_foreign_id(const Postmortem& postmortem, const Template& to) {
  Postmortem others = postmortem;
  others.fields.clear();
  for (const TemplateSection& asked : to.sections) {
    std::erase_if(others.sections, [&](const Section& section) { return section.id == Id<Section>::from(asked.id); });
    if (std::ranges::find(postmortem.fields, Id<CustomField>::from(asked.id), &CustomField::id) !=
        postmortem.fields.end())
      return true;
  }
  const auto is_there = [&](const auto& asked) { return has_entry(others, asked.id); };
  return std::ranges::any_of(to.sections, is_there) || std::ranges::any_of(to.fields, is_there);
}

}  // namespace

Ruling carry_out(Postmortem& postmortem, const ChangeTemplate& command, const CommandContext&) {
  if (has_foreign_id(postmortem, command.to)) return Refusal{Text::refusal_template_id_in_use, {command.to.name}};
  const auto& from = command.from;
  if (!postmortem.template_) postmortem.template_.emplace();
  postmortem.template_->id = text_of(command.to.id);
  postmortem.template_->name = command.to.name;
  postmortem.template_->revision = command.to.revision;
  postmortem.form = command.to.form;

  const auto is_template_section = [&](const Section& section) {
    return std::ranges::any_of(from, [&](const Template& one) {
      const TemplateSection* asked = find_asked(section, one.sections);
      return asked != nullptr && section_of(*asked) == section;
    });
  };
  exchange(
      postmortem.sections, command.to.sections, section_of,
      [&](const Section& section) { return is_template_section(section) && !is_spoken_of(postmortem, section.id); },
      [&](Section& made, Section&& old) {
        const bool is_only_written_in = std::ranges::any_of(from, [&](const Template& one) {
          const TemplateSection* asked = find_asked(old, one.sections);
          return asked != nullptr && asked->title == old.title && asked->prompt == old.prompt;
        });
        if (is_only_written_in) old.title = made.title, old.prompt = made.prompt;
        made = std::move(old);
      });

  const auto is_called_as = [&](const CustomField& field) {
    return std::ranges::any_of(from, [&](const Template& one) {
      const TemplateField* asked = find_asked(field, one.fields);
      return asked != nullptr && asked->name == field.name && asked->label == field.label;
    });
  };
  exchange(
      postmortem.fields, command.to.fields, field_of,
      [&](const CustomField& field) {
        return field.value.empty() && field.unknown.empty() && is_called_as(field) &&
               !is_spoken_of(postmortem, field.id);
      },
      [&](CustomField& made, CustomField&& old) {
        // A value is kept as it was written, whatever it is asked for now.
        if (is_called_as(old)) old.name = made.name, old.label = made.label, old.type = made.type;
        made = std::move(old);
      });
  return std::nullopt;
}

const TemplateSection* origin_of(const Section& section, const Template* template_) {
  return template_ == nullptr ? nullptr : find_asked(section, template_->sections);
}

const TemplateField* origin_of(const CustomField& field, const Template* template_) {
  return template_ == nullptr ? nullptr : find_asked(field, template_->fields);
}

bool is_left_over(const Section& section, const Template* template_) {
  return origin_of(section, template_) == nullptr;
}

bool is_left_over(const CustomField& field, const Template* template_) {
  return origin_of(field, template_) == nullptr;
}

}  // namespace unrepeat
