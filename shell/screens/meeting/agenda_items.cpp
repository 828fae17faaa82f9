// What each item of the agenda shows. Everything is read from the post-mortem, and written into it.
#include <algorithm>

#include "core/text/vocabulary.hpp"
#include "shell/screens/meeting/meeting.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/prose.hpp"

namespace unrepeat::shell {
namespace {

void draw_rules(MeetingView& view) {
  Kit& kit = view.kit;
  constexpr Text rules[] = {Text::meeting_rule_describe, Text::meeting_rule_sense, Text::meeting_rule_how,
                            Text::meeting_rule_several,  Text::meeting_rule_idea,  Text::meeting_rule_later};
  heading(kit, 2, kit.say(Text::meeting_rules));
  auto list = kit.region(Role::list, kit.say(Text::meeting_rules));
  for (std::size_t i = 0; i < std::size(rules); ++i) {
    auto item = kit.list_item(i + 1, std::size(rules));
    text(kit, kit.say(rules[i]));
  }
}

/// Who is there. By their roles they are read, not written.
void draw_present(MeetingView& view) {
  Kit& kit = view.kit;
  PartForm& form = view.form;
  const Meeting& meeting = *view.meeting;
  const std::string path = joined("meetings", meeting.id);
  if (view.naming == Naming::roles) {
    std::string all;
    for (const std::string& name : meeting.attendees) all += (all.empty() ? "" : ", ") + view.called(name);
    text(kit, form.label_of("attendees"), {.style = Style::secondary});
    text(kit, all.empty() ? kit.say(Text::editor_not_said) : std::string_view(all));
    return;
  }
  form.field(joined(path, "facilitator"));
  form.field(joined(path, "attendees"));
  std::vector<std::string_view> others;
  for (const Party& one : view.value().people)
    if (one.kind == PartyKind::person && !one.name.empty() &&
        std::ranges::find(meeting.attendees, one.name) == meeting.attendees.end())
      others.push_back(one.name);
  if (others.empty()) return;
  auto group = kit.region(Role::group, kit.say(Text::meeting_add_person));
  auto row = kit.row(8);
  for (const std::string_view name : others) {
    if (!button(kit, name, {.look = Look::quiet, .icon = Icon::plus})) continue;
    std::vector<std::string> present = meeting.attendees;
    present.emplace_back(name);
    form.wants(joined(path, "attendees"), SetTexts{joined(path, "attendees"), std::move(present)});
  }
}

void draw_opening(MeetingView& view) {
  Kit& kit = view.kit;
  if (view.meeting == nullptr) {
    const Meeting* last = last_meeting(view.value());
    if (last != nullptr) text(kit, kit.say(Text::meeting_ended, *last->minutes), {.style = Style::secondary});
    {
      auto row = kit.row(12);
      if (button(kit, kit.say(last == nullptr ? Text::meeting_begin : Text::meeting_begin_another),
                 {.look = Look::primary, .icon = Icon::clock, .hint = kit.say(Text::meeting_begin_hint)})) {
        const auto id = view.form.workspace.ports().ids.next();
        view.form.wants("meetings", begin_meeting(unrepeat::Id<Meeting>::from(id), view.now));
      }
      text(kit, kit.say(Text::meeting_begin_hint), {.style = Style::caption, .silent = true});
    }
    kit.space(8);
  }
  draw_rules(view);
  if (view.meeting == nullptr) return;
  kit.space(8);
  draw_present(view);
}

void draw_story(MeetingView& view) {
  Kit& kit = view.kit;
  const Postmortem& value = view.value();
  if (!value.context.summary.empty()) prose(kit, "summary", view.named(value.context.summary));
  link(kit, kit.say(Text::meeting_replay), "#/pm/" + text_of(value.id) + "/replay", Style::body);
  if (value.timeline.empty()) {
    text(kit, kit.say(Text::meeting_no_story), {.style = Style::secondary});
    return;
  }
  auto list = kit.region(Role::list, kit.say(Text::editor_events));
  std::size_t place = 0;
  for (const TimelineEvent& event : value.timeline) {
    ++place;
    if (event.hidden || event.folded_into) continue;
    auto scope = kit.scope(text_of(event.id));
    auto item = kit.list_item(place, value.timeline.size());
    const float top = kit.pen_y(), left = kit.place(0, 0).x, width = kit.available();
    const std::string clock = view.form.clock_of(event.time);
    const float column = std::max(72.f, kit.measure(Style::mono, clock) + 16);
    {
      auto time = kit.column({left, top + 4, column, 0}, 0);
      text(kit, clock, {.style = Style::mono});
    }
    auto words = kit.column({left + column, top, width - column, 0}, 0);
    text(kit, without_marks(view.named(event.text)));
    if (!event.actor.empty()) text(kit, view.called(event.actor), {.style = Style::caption});
    const float bottom = kit.content_bottom();
    words.close();
    kit.move_pen(bottom + 12);
  }
}

void draw_causes(MeetingView& view) {
  Kit& kit = view.kit;
  const auto& factors = view.value().causes.factors;
  if (factors.empty()) text(kit, kit.say(Text::meeting_no_factors), {.style = Style::secondary});
  auto list = kit.region(Role::list, view.form.label_of("factors"));
  for (std::size_t i = 0; i < factors.size(); ++i) {
    auto scope = kit.scope(text_of(factors[i].id));
    auto item = kit.list_item(i + 1, factors.size());
    text(kit, without_marks(view.named(factors[i].text)));
    std::string detail(kit.say(label_of(factors[i].kind)));
    detail += " · " + std::string(kit.say(label_of(factors[i].certainty)));
    text(kit, detail, {.style = Style::caption});
    kit.space(4);
  }
  list.close();
  link(kit, kit.say(Text::editor_part_causes), "#/pm/" + text_of(view.value().id) + "/causes", Style::secondary);
}

struct ItemList {
  std::string_view key;
  std::vector<ReviewItem> Review::* items;
  Text prompt;
};
constexpr ItemList lists[] = {{"worked", &Review::worked, Text::editor_worked_prompt},
                              {"did_not_work", &Review::did_not_work, Text::editor_did_not_work_prompt},
                              {"lucky", &Review::lucky, Text::editor_lucky_prompt},
                              {"surprised", &Review::surprised, Text::editor_surprised_prompt}};

void draw_worked(MeetingView& view) {
  Kit& kit = view.kit;
  PartForm& form = view.form;
  const auto draw_list = [&](const ItemList& one) {
    const std::string list = joined("review", one.key);
    const std::string_view title = form.label_of(one.key);
    auto scope = kit.scope(list);
    heading(kit, 2, title, Style::strong);
    for (const ReviewItem& item : view.value().review.*one.items)
      text(kit, "· " + without_marks(view.named(item.text)));
    form.quick_add(list, "text", kit.say(Text::editor_add_to, title), kit.say(one.prompt), false);
  };
  for (const std::size_t first : {std::size_t{0}, std::size_t{2}}) {
    kit.split({1, 1}, 24, 260, [&](std::size_t index) { draw_list(lists[first + index]); });
    kit.space(12);
  }
}

}  // namespace

void draw_agenda_item(MeetingView& view) {
  switch (view.item) {
    case AgendaItem::opening: return draw_opening(view);
    case AgendaItem::story: return draw_story(view);
    case AgendaItem::causes: return draw_causes(view);
    case AgendaItem::worked: return draw_worked(view);
    case AgendaItem::decide: return draw_decisions(view);
    case AgendaItem::closing: return draw_closing(view);
  }
}

}  // namespace unrepeat::shell
