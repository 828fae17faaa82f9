// What worked and what didn't: lists of short items, written one after the other. Enter adds the next.
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

struct ItemList {
  std::string_view key;
  Text prompt;
};
constexpr ItemList lists[] = {
    {"worked", Text::editor_worked_prompt},   {"did_not_work", Text::editor_did_not_work_prompt},
    {"lucky", Text::editor_lucky_prompt},     {"surprised", Text::editor_surprised_prompt},
    {"lessons", Text::editor_lessons_prompt}, {"questions", Text::editor_questions_prompt},
};

}  // namespace

void draw_review(PartForm& form) {
  Kit& kit = form.kit;
  for (const ItemList& one : lists) {
    const std::string list = joined("review", one.key);
    const std::string_view title = form.label_of(one.key);
    auto scope = kit.scope(list);
    auto group = kit.region(Role::group, title);
    form.section(list);
    form.quick_add(list, "text", kit.say(Text::editor_add_to, title),
                   one.key == lists[0].key ? form.prompt_of(Part::review, one.prompt) : kit.say(one.prompt), false);
    kit.space(8);
  }
}

}  // namespace unrepeat::shell
