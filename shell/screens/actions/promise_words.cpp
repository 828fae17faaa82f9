// The words of a promise's standing.
#include "shell/screens/actions/promise_words.hpp"

#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"

namespace unrepeat::shell {

PromiseWords words_of(const Kit& kit, const StandingOfPromise& of, const std::string& due, const std::string& look_on) {
  using enum PromiseStanding;
  const auto say = [&](Text text) { return std::string(kit.say(text)); };
  const auto day_of = [&](const std::string& day) { return date_words(kit.viewport().language, day); };
  const std::string span = span_words(kit.viewport().language, of.days);
  switch (of.standing) {
    case worked: return {say(Text::editor_it_worked), Tone::good};
    case dropped: return {say(label_of(ActionState::will_not_do)), Tone::neutral};
    case look_due:
      if (look_on.empty()) break;
      return {of.days == 0 ? say(Text::actions_look_today) : kit.say(Text::actions_look_late, span), Tone::warning};
    case to_look:
      if (look_on.empty()) break;
      return {kit.say(Text::actions_look_on, day_of(look_on)), Tone::neutral};
    case overdue: return {kit.say(Text::editor_overdue, span), Tone::bad};
    case due_today: return {say(Text::editor_due_today), Tone::warning};
    case due_soon: return {kit.say(Text::editor_due_in_days, of.days), Tone::warning};
    case due_later: return {kit.say(Text::editor_due_on, day_of(due)), Tone::neutral};
    case no_date: return {say(Text::editor_no_date_yet), Tone::neutral};
    case idea:
    case unknown:
      if (due.empty()) return {say(Text::editor_no_date_yet), Tone::neutral};
      return {kit.say(Text::editor_due_on, day_of(due)), Tone::neutral};
  }
  return {say(Text::editor_to_be_verified), Tone::warning};
}

}  // namespace unrepeat::shell
