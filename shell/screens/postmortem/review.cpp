// What worked and what didn't: lists of short items, written one after the other. Enter adds the next.
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

struct ItemList {
  std::string_view key;
  Text prompt;
  std::vector<ReviewItem> Review::* items;
};
constexpr ItemList lists[] = {
    {"worked", Text::editor_worked_prompt, &Review::worked},
    {"did_not_work", Text::editor_did_not_work_prompt, &Review::did_not_work},
    {"lucky", Text::editor_lucky_prompt, &Review::lucky},
    {"surprised", Text::editor_surprised_prompt, &Review::surprised},
    {"lessons", Text::editor_lessons_prompt, &Review::lessons},
};

/// The text of an item and, at the right, what takes it out.
void draw_line(PartForm& form, const std::string& path, std::string_view words, std::string_view name) {
  Kit& kit = form.kit;
  const float side = kit.control_height(), top = kit.pen_y(), left = kit.place(0, 0).x, width = kit.available();
  float bottom = 0;
  {
    auto column = kit.column({left, top, width - side - 4, 0});
    form.field(joined(path, "text"), {.name = name, .plain = true, .label_hidden = true, .rows = 1});
    bottom = kit.content_bottom();
  }
  {
    auto column = kit.column({left + width - side, top, side, 0});
    form.remove_button(path, beginning_of(words));
  }
  kit.move_pen(std::max(bottom, top + side) + 2);
}

/// A line at the end of a list; what is confirmed there becomes the next entry.
void draw_adder(PartForm& form, const std::string& list, std::string_view label, std::string_view prompt) {
  const auto line = form.adder(list, label, prompt);
  if (!line) return;
  form.add(list, {{"text", *line}});
  form.memory.drafts[list].clear();
}

}  // namespace

void draw_review(PartForm& form) {
  Kit& kit = form.kit;
  for (const ItemList& one : lists) {
    const std::string list = joined("review", one.key);
    const std::string_view title = form.label_of(one.key);
    auto scope = kit.scope(list);
    auto group = kit.region(Role::group, title);
    heading(kit, 3, title);
    std::size_t number = 0;
    for (const ReviewItem& item : form.value.review.*one.items) {
      const std::string path = joined(list, item.id);
      auto entry = kit.scope(path);
      draw_line(form, path, item.text, kit.say(Text::editor_line_number, title, ++number));
    }
    draw_adder(form, list, kit.say(Text::editor_add_to, title), kit.say(one.prompt));
    kit.space(8);
  }
  const std::string_view title = form.label_of("questions");
  auto scope = kit.scope("review/questions");
  auto group = kit.region(Role::group, title);
  heading(kit, 3, title);
  std::size_t number = 0;
  for (const Question& question : form.value.review.questions) {
    const std::string path = joined("review/questions", question.id);
    auto entry = kit.scope(path);
    draw_line(form, path, question.text, kit.say(Text::editor_line_number, title, ++number));
    auto inset = kit.inset(16, 0);
    form.field(joined(path, "answer"), {.rows = 1});
    form.field(joined(path, "owner"));
  }
  draw_adder(form, "review/questions", kit.say(Text::editor_add_to, title), kit.say(Text::editor_questions_prompt));
}

}  // namespace unrepeat::shell
