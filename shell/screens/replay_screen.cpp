// The replay: one event at a time, with what was known then, what to ask, and a place for what nobody can answer yet.
#include <algorithm>
#include <map>
#include <utility>

#include "core/review/meeting.hpp"
#include "core/review/replay.hpp"
#include "core/review/roles.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/meeting/meeting.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/new_entry.hpp"
#include "shell/screens/postmortem/not_ready.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/prose.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {
namespace {

struct ReplayScreen {
  FormMemory memory;
  std::optional<Uuid> question;  ///< Being written down.
  std::uint64_t arrivals = 0;
  std::optional<double> plays_since_s;  ///< When the step on the screen began, while it plays.
};

constexpr double step_s = 6;

class Replay {
 public:
  Replay(App& app, PartForm& form, ReplayScreen& screen)
      : app_(app), kit_(app.kit()), form_(form), screen_(screen), steps_(replay_of(form.value)) {
    const Route route(app.route());
    const std::string_view wanted = route.parameter("event");
    const auto found =
        std::ranges::find_if(steps_, [&](const TimelineEvent* one) { return text_of(one->id) == wanted; });
    if (found != steps_.end()) at_ = static_cast<std::size_t>(found - steps_.begin());
  }
  void draw(const Rect& pane);

 private:
  const TimelineEvent& event() const { return *steps_[at_]; }
  /// As the meeting has chosen, also where there is none.
  Naming naming() const {
    return form_.workspace.setting(meeting_naming_setting) == "roles" ? Naming::roles : Naming::names;
  }
  std::string named(std::string_view words) const {
    return with_names(form_.value, naming(), words, kit_.say(Text::editor_somebody));
  }
  bool is_narrow() const { return width_of(kit_.viewport()) == Width::one_column; }
  bool is_last() const { return at_ + 1 == steps_.size(); }
  void go(std::size_t step);
  void answer_keys();
  void play();
  void draw_bar(const Rect& pane, Rect& below);
  void draw_steps();
  void draw_event();
  void draw_decision();
  void draw_known();
  void draw_prompts();
  void draw_questions();

  App& app_;
  Kit& kit_;
  PartForm& form_;
  ReplayScreen& screen_;
  std::vector<const TimelineEvent*> steps_;
  std::size_t at_ = 0;
};

void Replay::go(std::size_t step) {
  step = std::min(step, steps_.size() - 1);
  if (screen_.plays_since_s) screen_.plays_since_s = kit_.viewport().now_s;
  if (step == at_) return;
  screen_.question.reset();
  Route route(app_.route());
  app_.replace_route(route.set("event", text_of(steps_[step]->id)).address());
  kit_.wake_in(0);
}

/// In a field the arrows are the field's own.
void Replay::answer_keys() {
  if (kit_.has_overlay()) return;
  if (kit_.shortcut(key_right, 0)) go(at_ + 1);
  if (kit_.shortcut(key_left, 0) && at_ > 0) go(at_ - 1);
  if (kit_.shortcut(key_home, 0)) go(0);
  if (kit_.shortcut(key_end, 0)) go(steps_.size() - 1);
}

void Replay::play() {
  if (!screen_.plays_since_s) return;
  const double left = *screen_.plays_since_s + step_s - kit_.viewport().now_s;
  if (is_last() || kit_.viewport().reduced_motion) {
    screen_.plays_since_s.reset();
    kit_.wake_in(0);
  } else if (left <= 0) {
    go(at_ + 1);
  } else {
    kit_.wake_in(left);
  }
}

void Replay::draw_bar(const Rect& pane, Rect& below) {
  auto bar = top_bar(kit_, pane, below);
  const std::string address = "#/pm/" + text_of(form_.value.id);
  const bool is_held = meeting_under_way(form_.value, form_.workspace.now()) != nullptr;
  link(kit_, kit_.say(is_held ? Text::meeting_title : Text::editor_part_timeline),
       address + (is_held ? "/meeting/story" : "/timeline"), Style::secondary);
  if (!is_narrow())
    text(kit_, beginning_of(named(form_.value.title), 60), {.style = Style::secondary_strong, .max_lines = 1});
  kit_.spacer();
  const auto saving = static_cast<SaveState>(form_.workspace.told(form_.open.saving()));
  if (save_state(kit_, saving, form_.open.why_not_saved())) form_.workspace.save_again(form_.open);
}

void Replay::draw_steps() {
  auto row = kit_.row(4);
  const auto step = [&](Icon icon, Text name, bool is_there, std::size_t to) {
    if (icon_button(kit_, icon, kit_.say(name), {.disabled = !is_there})) go(to);
  };
  step(Icon::arrow_up, Text::replay_first, at_ > 0, 0);
  step(Icon::chevron_left, Text::replay_back, at_ > 0, at_ == 0 ? 0 : at_ - 1);
  kit_.space(8);
  text(kit_, kit_.say(Text::kit_progress, at_ + 1, steps_.size()), {.style = Style::control_strong});
  kit_.space(8);
  step(Icon::chevron_right, Text::replay_on, !is_last(), at_ + 1);
  step(Icon::arrow_down, Text::replay_last, !is_last(), steps_.size() - 1);
  if (!kit_.viewport().reduced_motion) {
    kit_.space(8);
    const bool plays = screen_.plays_since_s.has_value();
    if (button(kit_, kit_.say(plays ? Text::replay_pause : Text::replay_play),
               {.disabled = is_last() && !plays, .key = "play"})) {
      screen_.plays_since_s = plays ? std::nullopt : std::optional(kit_.viewport().now_s);
      kit_.wake_in(0);
    }
  }
  if (!kit_.viewport().touch) text(kit_, kit_.say(Text::replay_keys), {.style = Style::caption});
}

void Replay::draw_decision() {
  const TimelineEvent& one = event();
  if (!one.decision) return;
  const std::pair<std::string_view, const std::string&> lines[] = {
      {"options", one.decision->options}, {"known", one.decision->known}, {"why", one.decision->why}};
  for (const auto& [key, words] : lines) {
    if (words.empty()) continue;
    text(kit_, form_.label_of(key), {.style = Style::secondary_strong});
    prose(kit_, key, named(words));
  }
}

void Replay::draw_event() {
  const TimelineEvent& one = event();
  // Said when it comes up, and no more when it is gone.
  kit_.announce_shown(kit_.id(text_of(one.id)), kit_.say(Text::kit_progress, at_ + 1, steps_.size()) + ". " +
                                                    form_.clock_of(one.time) + " " + named(one.text));
  auto card = kit_.card(is_narrow() ? 16.f : 24.f, 8);
  {
    auto row = kit_.row(8, 22);
    text(kit_, one.time.at ? form_.words_of(*one.time.at) : form_.clock_of(one.time), {.style = Style::mono});
    const auto moment = moment_at(form_.value, one.id);
    tag(kit_, kit_.say(moment ? label_of(*moment) : label_of(one.kind)), moment ? tone_of_moment(*moment) : Tone::calm);
    if (const auto since = time_since_step_before(steps_, at_))
      text(kit_, kit_.say(Text::replay_after, format_duration(*since)), {.style = Style::caption});
  }
  {
    auto large = kit_.large_type();
    const std::string words = named(one.text);
    text(kit_, words.empty() ? kit_.say(Text::editor_no_words_yet) : std::string_view(words),
         {.style = Style::body, .heading = 2});
  }
  if (!one.actor.empty())
    text(kit_, called(form_.value, naming(), one.actor, kit_.say(Text::editor_somebody)), {.style = Style::secondary});
  if (const auto outcome = outcome_known(steps_, at_, at_))
    text(kit_, kit_.say(label_of(*outcome)), {.style = Style::secondary_strong});
  draw_decision();
}

/// The latest first: that is what those who were there had before their eyes.
void Replay::draw_known() {
  if (at_ > 0) {
    heading(kit_, 2, kit_.say(Text::replay_known_before), Style::strong);
    auto list = kit_.region(Role::list, kit_.say(Text::replay_known_before));
    for (std::size_t i = at_; i-- > 0;) {
      auto scope = kit_.scope(text_of(steps_[i]->id));
      auto item = kit_.list_item(at_ - i, at_);
      std::string line = form_.clock_of(steps_[i]->time) + "  " + named(steps_[i]->text);
      if (const auto outcome = outcome_known(steps_, i, at_)) line += " · " + std::string(kit_.say(label_of(*outcome)));
      text(kit_, line, {.style = Style::secondary});
    }
  }
  const std::size_t later = steps_.size() - 1 - at_;
  text(kit_, later > 0 ? kit_.say(Text::replay_hidden, later) : std::string(kit_.say(Text::replay_whole)),
       {.style = Style::caption});
}

void Replay::draw_prompts() {
  heading(kit_, 2, kit_.say(Text::replay_ask), Style::strong);
  const auto prompts = prompts_for(event().kind);
  auto list = kit_.region(Role::list, kit_.say(Text::replay_ask));
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    auto item = kit_.list_item(i + 1, prompts.size());
    text(kit_, kit_.say(prompts[i]));
  }
}

void Replay::draw_questions() {
  const auto questions = questions_on(form_.value, event().id);
  auto scope = kit_.scope(text_of(event().id));
  bool has_heading = false;
  for (const std::size_t index : questions) {
    const Question& question = form_.value.review.questions[index];
    // Nobody reads twice what they are writing.
    if (screen_.question == question.id) continue;
    if (!std::exchange(has_heading, true)) heading(kit_, 2, kit_.say(Text::replay_questions), Style::strong);
    auto one = kit_.scope(text_of(question.id));
    text(kit_, question.text);
    if (!question.answer.empty()) text(kit_, question.answer, {.style = Style::secondary});
  }
  const TextEdit edit = new_entry_field(
      form_, {.list = "review/questions", .key = "text", .other_key = "event", .other_value = text_of(event().id)},
      screen_.question, kit_.say(Text::replay_note),
      {.wording = Wording::prose, .multi_line = true, .submits = true, .rows = 1});
  if (!edit.submitted) return;
  screen_.question.reset();
  kit_.wake_in(0);
}

void Replay::draw(const Rect& pane) {
  constexpr float widest = 900;
  if (std::exchange(screen_.arrivals, app_.arrivals()) != app_.arrivals()) screen_.plays_since_s.reset();
  Rect below;
  draw_bar(pane, below);
  auto page = scroll_region(kit_, "replay", below, {.padding = is_narrow() ? 16.f : 24.f, .gap = 12});
  auto column = kit_.inset(0, std::max(0.f, kit_.available() - widest), 12);
  heading(kit_, 1, kit_.say(Text::replay_title));
  if (steps_.empty()) {
    empty_state(kit_, Icon::clock, kit_.say(Text::replay_nothing), kit_.say(Text::replay_nothing_explained), [&] {
      link(kit_, kit_.say(Text::replay_to_timeline), "#/pm/" + text_of(form_.value.id) + "/timeline", Style::body);
    });
    return;
  }
  text(kit_, kit_.say(Text::replay_explained), {.style = Style::secondary});
  draw_steps();
  draw_event();
  kit_.space(4);
  kit_.split({1, 1}, 32, 280, [&](std::size_t index) {
    if (index == 1) return draw_known();
    draw_prompts();
    kit_.space(8);
    draw_questions();
  });
  kit_.space(24);
  answer_keys();
  play();
}

}  // namespace

void draw_replay_screen(App& app) {
  Kit& kit = app.kit();
  const auto id = uuid_from(Route(app.route()).part(1));
  OpenPostmortem* open = id ? &app.workspace().open(PostmortemId::from(*id)) : nullptr;
  page_frame(app, NavigationPlace::library, kit.say(Text::replay_title), [&](const Rect& pane) {
    auto scope = kit.scope(id ? text_of(*id) : std::string());
    if (open == nullptr || open->state() != OpenPostmortem::State::ready) return draw_not_ready(kit, open, pane);
    ReplayScreen& screen = app.remembered<std::map<Uuid, ReplayScreen>>()[*id];
    PartForm form(kit, app.workspace(), *open, screen.memory);
    kit.set_writing_language(form.value.language);
    Replay(app, form, screen).draw(pane);
    form.finish();
  });
}

}  // namespace unrepeat::shell
