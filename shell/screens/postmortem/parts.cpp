// The order of the parts, and what several of them share.
#include "shell/screens/postmortem/parts.hpp"

#include "core/text/utf8.hpp"

namespace unrepeat::shell {
namespace {

constexpr PartPage pages[] = {
    {Part::context, "context", Text::editor_part_context, draw_context},
    {Part::timeline, "timeline", Text::editor_part_timeline, draw_timeline},
    {Part::impact, "impact", Text::editor_part_impact, draw_impact},
    {Part::causes, "causes", Text::editor_part_causes, draw_causes},
    {Part::review, "review", Text::editor_part_review, draw_review},
    {Part::actions, "actions", Text::editor_part_actions, draw_actions},
};
static_assert(std::size(pages) == part_count);

}  // namespace

std::span<const PartPage> part_pages() { return pages; }

std::string beginning_of(std::string_view text, std::size_t letters) {
  text = text.substr(0, text.find('\n'));
  std::size_t end = 0;
  for (; end < text.size() && letters > 0; --letters) end += utf8_length_at(text, end);
  std::string out(text.substr(0, end));
  if (end < text.size()) out += "…";
  return out;
}

std::vector<Candidate> event_candidates(const PartForm& form) {
  std::vector<Candidate> candidates;
  for (const TimelineEvent& event : form.value.timeline)
    candidates.push_back({event.id, form.text_of(event.time) + " " + beginning_of(event.text)});
  return candidates;
}

std::vector<Candidate> factor_candidates(const PartForm& form) {
  std::vector<Candidate> candidates;
  for (const Factor& factor : form.value.causes.factors)
    candidates.push_back({factor.id, factor.text.empty() ? std::string(form.kit.say(Text::editor_no_words_yet))
                                                         : beginning_of(factor.text)});
  return candidates;
}

void draw_add_entry(PartForm& form, std::string_view list, Text words) {
  auto scope = form.kit.scope(list);
  if (button(form.kit, form.kit.say(words), {.icon = Icon::plus})) form.memory.added = form.add(list);
}

}  // namespace unrepeat::shell
