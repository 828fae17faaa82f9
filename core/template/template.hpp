// A template: what a post-mortem that is begun from it is asked. It holds no answers, and a post-mortem can be read
// without it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/postmortem/part.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

/// What it asks in one of the six parts. Every template says something of all of them.
struct TemplatePart : Extensible {
  bool hidden = false;    ///< Not shown, as long as nothing is written there.
  bool required = false;  ///< What is missing there is said.
  std::string prompt;     ///< Stands in its first field while that is empty.
  std::string guidance;   ///< Stands above it.
  bool operator==(const TemplatePart&) const = default;
};

struct TemplateParts : Extensible {
  std::array<TemplatePart, part_count> all;
  TemplatePart& operator[](Part part) { return all[static_cast<std::size_t>(part)]; }
  const TemplatePart& operator[](Part part) const { return all[static_cast<std::size_t>(part)]; }
  bool operator==(const TemplateParts&) const = default;
};

/// A piece of prose beyond the six parts. A post-mortem has it under the same id.
struct TemplateSection : Extensible {
  Id<TemplateSection> id;
  std::string title;
  Part part = Part::context;  ///< Where it stands.
  bool required = false;
  std::string prompt;
  std::string body;  ///< What it begins with.
  bool operator==(const TemplateSection&) const = default;
};

/// A value it asks for. A post-mortem has it under the same id.
struct TemplateField : Extensible {
  Id<TemplateField> id;
  std::string name;  ///< For programs; unique in the template.
  std::string label;
  CustomFieldType type = CustomFieldType::text;
  std::vector<std::string> choices;  ///< Of a choice; at least one.
  Part part = Part::context;         ///< Where it stands.
  bool required = false;
  bool operator==(const TemplateField&) const = default;
};

struct Template : Extensible {
  Id<Template> id;
  std::string name;
  std::string description;      ///< When to use it, in a sentence.
  std::string revision;         ///< Changes with every change; see `revise`.
  std::string language = "en";  ///< Of its words, BCP 47.
  Form form = Form::full;       ///< Of what is begun from it.
  TemplateParts parts;
  std::vector<TemplateSection> sections;
  std::vector<TemplateField> fields;
  bool operator==(const Template&) const = default;
};

DESCRIBED(TemplatePart)
DESCRIBED(TemplateParts)
DESCRIBED(TemplateSection)
DESCRIBED(TemplateField)
DESCRIBED(Template)

/// One that asks as little as can be asked: all six parts, without words.
Template new_template(const Id<Template>& id, std::string_view language);
/// The same under a new id and name. Its sections and fields keep theirs, so that what was written in them finds its
/// place when a post-mortem changes from one to the other.
Template copy_of(const Template& original, const Id<Template>& id, std::string_view name);

/// Whether anything is written in the part.
bool has_content(const Postmortem& postmortem, Part part);
/// Whether the part is shown: what is written is never hidden, and neither is anything of a card that has grown.
/// `template_` may be null.
bool is_shown(const Postmortem& postmortem, const Template* template_, Part part);

}  // namespace unrepeat
