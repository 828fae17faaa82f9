// The commit step: no idea leaves the room without an owner, a date and a check, or a reason why not now.
#include <algorithm>
#include <utility>

#include "core/action/commitment.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/meeting/meeting.hpp"
#include "shell/screens/postmortem/new_entry.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

class Decision {
 public:
  Decision(MeetingView& view, const Action& action)
      : view_(view), kit_(view.kit), form_(view.form), action_(action), path_(joined("actions", action.id)) {}
  void draw(std::size_t number);

 private:
  void draw_decided();
  void draw_open();
  void draw_owner();
  void draw_due();
  void draw_due_chips();
  void draw_check();
  void draw_day_to_look();
  void draw_buttons();
  void draw_reason();
  void set_due(CalendarDate day) { form_.wants(joined(path_, "due"), SetActionDue{action_.id, format_date(day)}); }
  void commit();
  CalendarDate today() const {
    const auto offset = form_.workspace.zones().offset_at(form_.value.time_zone, view_.now);
    return civil_time(view_.now, offset.value_or(UtcOffset{})).date;
  }
  std::string date_of(std::string_view date) const { return date_words(kit_.viewport().language, date); }
  Id owner_field() const { return kit_.id(form_.label_of("owner")); }
  Id due_field() const { return kit_.id(form_.label_of("due")); }
  Id check_field() const { return kit_.id(form_.label_of("criterion")); }

  MeetingView& view_;
  Kit& kit_;
  PartForm& form_;
  const Action& action_;
  std::string path_;
};

void Decision::draw_decided() {
  const bool is_declined = action_.state == ActionState::will_not_do;
  text(kit_, view_.named(action_.title), {.style = Style::strong});
  auto row = kit_.row(12);
  tag(kit_, kit_.say(is_declined ? Text::meeting_not_now : label_of(action_.state)),
      is_declined ? Tone::calm : Tone::good);
  if (is_declined) {
    text(kit_, view_.named(action_.reason), {.style = Style::secondary});
  } else {
    Owner owner = action_.owner.value_or(Owner{});
    owner.person = view_.called(owner.person);
    const std::string name = name_of(owner);
    text(kit_,
         kit_.say(Text::meeting_promise, name.empty() ? kit_.say(Text::editor_not_said) : std::string_view(name),
                  date_of(action_.due), date_of(day_to_look(action_))),
         {.style = Style::secondary});
  }
  if (action_.state != ActionState::committed && !is_declined) return;
  if (button(kit_, kit_.say(Text::meeting_decide_again), {.look = Look::quiet, .icon = Icon::undo_2}))
    form_.wants(path_,
                SetActionState{action_.id, ActionState::idea, std::string(kit_.say(Text::meeting_decide_again))});
}

void Decision::draw_owner() {
  const Owner owner = action_.owner.value_or(Owner{});
  const bool shows_role = view_.naming == Naming::roles && !owner.person.empty();
  if (view_.screen.goes_on && !view_.screen.declining && action_.state == ActionState::idea) {
    view_.screen.goes_on = false;
    kit_.focus_what_follows();
  }
  const TextEdit edit =
      text_field(kit_, form_.label_of("owner"), shows_role ? view_.called(owner.person) : owner.person,
                 {.hint = owner.team, .read_only = shows_role, .related = due_field()});
  if (edit.changed && !shows_role) {
    Owner changed = owner;
    changed.person = edit.text;
    form_.wants(joined(path_, "owner"), AssignAction{action_.id, std::move(changed)});
  }
  if (edit.submitted) kit_.request_focus(due_field());
}

void Decision::draw_due_chips() {
  constexpr std::pair<Text, int> chips[] = {
      {Text::meeting_in_a_week, 7}, {Text::meeting_in_two_weeks, 14}, {Text::meeting_in_a_month, 30}};
  auto inset = kit_.inset(-8, 0);
  auto row = kit_.row(0);
  for (const auto& [name, days] : chips) {
    if (!button(kit_, kit_.say(name), {.look = Look::quiet})) continue;
    kit_.drop_edit(due_field());
    form_.memory.unread_times.erase(joined(path_, "due"));
    set_due(date_from_days(days_since_epoch(today()) + days));
    kit_.request_focus(check_field());
    kit_.wake_in(0);
  }
}

void Decision::draw_due() {
  const auto day = form_.day(joined(path_, "due"), form_.label_of("due"), action_.due,
                             {.placeholder = kit_.say(Text::meeting_due_example), .related = check_field()});
  if (day) form_.wants(joined(path_, "due"), SetActionDue{action_.id, *day});
  draw_due_chips();
}

void Decision::draw_check() {
  const std::string checks = joined(path_, "checks");
  std::optional<Uuid> entry;
  if (!action_.checks.empty()) entry = action_.checks.front().id;
  const TextEdit edit = new_entry_field(form_, {.list = checks, .key = "criterion"}, entry, form_.label_of("criterion"),
                                        {.placeholder = kit_.say(Text::editor_check_prompt)});
  if (edit.submitted && missing_for_commitment(action_).empty()) commit();
}

void Decision::draw_day_to_look() {
  if (action_.checks.empty()) return;
  const Check& check = action_.checks.front();
  const std::string at = joined(joined(joined(path_, "checks"), check.id), "on");
  const std::string proposed = check.on.empty() ? day_to_look(action_) : std::string();
  const std::string hint = proposed.empty() ? std::string() : kit_.say(Text::meeting_check_on_hint, date_of(proposed));
  if (const auto day = form_.day(at, kit_.say(Text::meeting_check_on), check.on, {.hint = hint}))
    form_.wants(at, SetField{at, *day});
}

void Decision::commit() {
  form_.wants(path_, commit_to(action_));
  view_.screen.goes_on = true;
  kit_.announce(kit_.say(Text::meeting_promise, name_of(action_.owner.value_or(Owner{})), date_of(action_.due),
                         date_of(day_to_look(action_))));
  kit_.wake_in(0);
}

void Decision::draw_buttons() {
  std::string missing;
  for (const Text one : missing_for_commitment(action_))
    missing.append(missing.empty() ? "" : ", ").append(kit_.say(one));
  const std::string hint = missing.empty() ? std::string() : kit_.say(Text::meeting_still_missing, missing);
  auto row = kit_.row(12);
  if (button(kit_, kit_.say(Text::meeting_commit),
             {.look = Look::primary, .icon = Icon::check, .disabled = !missing.empty(), .hint = hint}))
    commit();
  if (button(kit_, kit_.say(Text::meeting_not_now), {.look = Look::quiet})) {
    view_.screen.declining = action_.id;
    kit_.wake_in(0);
  }
  if (!hint.empty()) text(kit_, hint, {.style = Style::caption, .silent = true});
}

/// The first letter declines it; it stays in its field until it is left.
void Decision::draw_reason() {
  const std::string at = joined(path_, "reason");
  if (!kit_.stood_here(kit_.id("declining"))) kit_.focus_what_follows();
  const TextEdit edit = text_field(kit_, kit_.say(Text::meeting_not_now_because), action_.reason,
                                   {.hint = kit_.say(Text::refusal_will_not_do_needs_reason),
                                    .wording = Wording::prose,
                                    .multi_line = true,
                                    .submits = true,
                                    .rows = 1});
  const bool is_blank = edit.text.find_first_not_of(" \n") == std::string_view::npos;
  if (edit.changed)
    form_.wants(at, SetActionState{action_.id, is_blank ? ActionState::idea : ActionState::will_not_do,
                                   is_blank ? std::string() : std::string(edit.text)});
  bool is_over = edit.left && (!is_blank || edit.submitted);
  {
    auto row = kit_.row();
    if (button(kit_, kit_.say(is_blank ? Text::kit_cancel : Text::card_done), {.key = "over"})) is_over = true;
  }
  if (!is_over) return;
  view_.screen.declining.reset();
  kit_.wake_in(0);
}

void Decision::draw_open() {
  {
    auto edge = kit_.inset(-4, 0);
    form_.field(joined(path_, "title"), {.placeholder = Text::editor_action_prompt,
                                         .style = Style::strong,
                                         .plain = true,
                                         .label_hidden = true,
                                         .rows = 1,
                                         .wraps = true});
  }
  kit_.split({2, 3}, 24, 220, [&](std::size_t index) { index == 0 ? draw_owner() : draw_due(); });
  if (action_.checks.empty())
    draw_check();
  else
    kit_.split({3, 2}, 24, 220, [&](std::size_t index) { index == 0 ? draw_check() : draw_day_to_look(); });
  draw_buttons();
}

void Decision::draw(std::size_t number) {
  auto scope = kit_.scope(path_);
  auto group = kit_.region(Role::group, kit_.say(Text::meeting_idea_number, number));
  auto card = kit_.card(16, 12);
  if (view_.screen.declining == action_.id) {
    text(kit_, view_.named(action_.title), {.style = Style::strong});
    draw_reason();
  } else if (is_decided(action_.state)) {
    draw_decided();
  } else {
    draw_open();
  }
}

}  // namespace

void draw_decisions(MeetingView& view) {
  Kit& kit = view.kit;
  const auto& actions = view.value().actions;
  if (actions.empty()) {
    text(kit, kit.say(Text::meeting_no_ideas), {.style = Style::secondary});
    return;
  }
  const auto decided = std::ranges::count_if(actions, [](const Action& one) { return is_decided(one.state); });
  if (std::cmp_equal(decided, actions.size())) view.screen.goes_on = false;
  text(kit, kit.say(Text::meeting_decided, decided, actions.size()), {.style = Style::secondary});
  // What is still to be decided stands first; what somebody writes in stays where it is until they leave it.
  const auto is_open = [&](const Action& one) { return !is_decided(one.state) || view.screen.declining == one.id; };
  for (const bool open : {true, false})
    for (std::size_t i = 0; i < actions.size(); ++i)
      if (is_open(actions[i]) == open) Decision(view, actions[i]).draw(i + 1);
}

}  // namespace unrepeat::shell
