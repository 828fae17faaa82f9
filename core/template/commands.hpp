// Commands on the template of a post-mortem.
#pragma once

#include "core/refusal.hpp"
#include "core/template/template.hpp"

namespace unrepeat {

/// Makes it one that was begun from this template. Nothing that was written goes: what has no place in the new one is
/// kept behind it.
struct ChangeTemplate {
  Template to;
  /// What the post-mortem's words are known from: what reads just so there, and where nobody has written, is the
  /// template's and not a person's. Empty keeps every word.
  std::vector<Template> from = {};
};

Ruling carry_out(Postmortem& postmortem, const ChangeTemplate& command, const CommandContext& context);

/// Whether a piece of prose or a value has no place in the template; `template_` may be null.
bool is_left_over(const Section& section, const Template* template_);
bool is_left_over(const CustomField& field, const Template* template_);

/// The entry of the template that this came from; null where there is none.
const TemplateSection* origin_of(const Section& section, const Template* template_);
const TemplateField* origin_of(const CustomField& field, const Template* template_);

}  // namespace unrepeat
