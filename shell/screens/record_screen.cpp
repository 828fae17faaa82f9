// A live incident: a key for each moment, a line for a note, a clock for the phase that runs. What is recorded is a
// post-mortem from the first press on, so there is nothing to lose.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/record/live_record.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/earlier.hpp"
#include "shell/screens/postmortem/not_ready.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {
namespace {

/// Of the page before anything is recorded.
struct RecordBeginning {
  std::string title;
};

struct RecordScreen {
  FormMemory memory;
  std::optional<LiveClock> clock;
  std::string note;
  EventKind kind = EventKind::observation;
};

constexpr float widest = 960;
constexpr std::size_t most_listed = 50;

class Recording {
 public:
  Recording(App& app, PartForm& form, RecordScreen& screen)
      : app_(app), kit_(app.kit()), form_(form), screen_(screen), value_(form.value) {
    const Instant wall = form.workspace.now();
    if (!screen.clock) screen.clock.emplace(wall, kit_.viewport().now_s);
    if (const auto moved = screen.clock->moved(wall, kit_.viewport().now_s)) note_clock(*moved);
    now_ = screen.clock->at(kit_.viewport().now_s);
  }
  void draw(const Rect& pane);

 private:
  bool is_narrow() const { return width_of(kit_.viewport()) == Width::one_column; }
  void note_clock(Duration by);
  void draw_bar(const Rect& pane, Rect& below);
  void draw_clocks();
  void draw_keys();
  void draw_key(MomentKind kind, char digit);
  void draw_note();
  void draw_list();
  void draw_ending();
  /// "12:41" and, from an hour on, "1:12:41".
  static std::string clock_words(Duration length);

  App& app_;
  Kit& kit_;
  PartForm& form_;
  RecordScreen& screen_;
  const Postmortem& value_;
  Instant now_;
};

std::string Recording::clock_words(Duration length) {
  const std::int64_t all = std::max<std::int64_t>(0, length.microseconds / 1'000'000);
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const std::string rest = two(all / 60 % 60) + ":" + two(all % 60);
  return all < 3600 ? rest : std::to_string(all / 3600) + ":" + rest;
}

void Recording::note_clock(Duration by) {
  const bool is_back = by < Duration{};
  const Language language = language_from_tag(value_.language);
  const std::string words = say(language, is_back ? Text::record_clock_back : Text::record_clock_ahead,
                                format_duration(is_back ? Duration{} - by : by));
  form_.wants("timeline", record_note({.actor = {}, .text = words}, EventKind::other,
                                      screen_.clock->at(kit_.viewport().now_s), form_.workspace.ports().ids));
  kit_.announce(words, true);
}

void Recording::draw_bar(const Rect& pane, Rect& below) {
  auto bar = top_bar(kit_, pane, below);
  const std::string title = beginning_of(value_.title, is_narrow() ? 18 : 48);
  link(kit_, title.empty() ? kit_.say(Text::editor_untitled) : std::string_view(title),
       "#/pm/" + text_of(value_.id) + "/timeline", Style::secondary);
  kit_.spacer();
  const auto saving = static_cast<SaveState>(form_.workspace.told(form_.open.saving()));
  if (save_state(kit_, saving, form_.open.why_not_saved())) form_.workspace.save_again(form_.open);
  if (icon_button(kit_, Icon::undo_2, kit_.say(Text::kit_undo),
                  {.look = Look::quiet, .disabled = !form_.open.can_undo()}))
    form_.workspace.undo(form_.open);
}

/// How long it runs altogether, and the phase that runs now.
void Recording::draw_clocks() {
  const auto phase = running_since(value_);
  std::optional<MomentKind> first;
  for (const MomentKind kind : live_moments)
    if (!first && instant_of(value_, kind)) first = kind;
  if (!first) return;
  const auto ended = instant_of(value_, MomentKind::resolved);
  const auto draw_one = [&](MomentKind from, std::string_view words) {
    const Duration length = ended.value_or(now_) - *instant_of(value_, from);
    auto column = kit_.inset(0, 0, 0);
    text(kit_, clock_words(length), {.style = Style::title, .tone = ended ? Tone::good : Tone::neutral});
    text(kit_, words, {.style = Style::secondary});
  };
  kit_.split({1, 3}, 24, 140, [&](std::size_t index) {
    if (index == 0) return draw_one(*first, kit_.say(Text::record_since, kit_.say(label_of(*first))));
    if (phase && *phase != *first) draw_one(*phase, kit_.say(Text::record_running, kit_.say(label_of(*phase))));
  });
  // The seconds are shown: each is drawn when it has gone by.
  if (!ended) kit_.wake_in(1.001 - std::fmod(static_cast<double>(now_.microseconds) / 1e6, 1.0));
}

void Recording::draw_key(MomentKind kind, char digit) {
  const std::string_view name = kit_.say(label_of(kind));
  const auto at = instant_of(value_, kind);
  const bool is_said = value_.moments[kind].state != MomentState::pending;
  const std::string clock = at ? time_of_day_words(*at, value_.time_zone, form_.workspace.zones()) : std::string();
  const std::string words = at ? kit_.say(Text::record_at, name, clock) : kit_.say(Text::record_now, name);
  const std::string hint =
      at ? kit_.say(Text::record_taken, clock)
         : kit_.say(Text::record_key, std::string_view(&digit, 1)) + ". " + std::string(kit_.say(definition_of(kind)));
  Rect placed;
  const bool is_pressed = button(kit_, words,
                                 {.icon = is_said ? Icon::check : Icon{},
                                  .shown = name,
                                  .hint = hint,
                                  .width = kit_.available(),
                                  .state = State::toggle | when(is_said, State::pressed),
                                  .placed = &placed,
                                  .key = name});
  // Its key, and once it is recorded its time, at the right.
  const bool has_keys = !kit_.viewport().touch && form_.workspace.setting("letters") != "off";
  const std::string at_right = at ? clock : has_keys ? std::string(1, digit) : std::string();
  const float wide = kit_.measure(Style::caption, at_right), high = kit_.rule(Style::caption).line_height;
  kit_.draw_line(Style::caption, placed.right() - wide - 10, placed.y + (placed.height - high) / 2,
                 kit_.colour(at ? Token::accent : Token::second), at_right);
  if (is_said || (!is_pressed && !letter_pressed(app_, digit))) return;
  form_.wants("moments", record_moment(value_, kind, now_, form_.workspace.ports().ids));
  kit_.announce(kit_.say(Text::record_at, name, time_of_day_words(now_, value_.time_zone, form_.workspace.zones())));
}

void Recording::draw_keys() {
  auto group = kit_.region(Role::group, kit_.say(Text::record_moments));
  std::optional<Kit::Scope> large;
  if (!is_narrow()) large.emplace(kit_.large_type());
  static_assert(live_moments.size() % 3 == 0);
  const std::size_t in_line = is_narrow() ? 2 : 3;
  for (std::size_t from = 0; from < live_moments.size(); from += in_line) {
    const auto draw_one = [&](std::size_t index) {
      if (from + index < live_moments.size())
        draw_key(live_moments[from + index], static_cast<char>('1' + from + index));
    };
    if (is_narrow())
      kit_.split({1, 1}, 8, 120, draw_one);
    else
      kit_.split({1, 1, 1}, 8, 120, draw_one);
  }
}

void Recording::draw_note() {
  const float kind_width = is_narrow() ? 0 : 180;
  const auto draw_field = [&] {
    const TextEdit edit =
        text_field(kit_, kit_.say(Text::record_note), screen_.note,
                   {.placeholder = kit_.say(Text::record_note_example), .hint = kit_.say(Text::record_note_hint)});
    if (edit.changed || edit.committed) screen_.note = edit.text;
    if (!edit.submitted) return;
    const LiveNote note = read_note(screen_.note);
    if (note.text.empty()) return;
    form_.wants("timeline", record_note(note, screen_.kind, now_, form_.workspace.ports().ids));
    screen_.note.clear();
    screen_.kind = EventKind::observation;
    kit_.wake_in(0);
  };
  const auto draw_kind = [&] {
    const std::vector<std::string_view> names = form_.names_of(type_of<EventKind>());
    if (const auto next = select(kit_, kit_.say(Text::record_kind), names, static_cast<std::size_t>(screen_.kind))) {
      screen_.kind = static_cast<EventKind>(*next);
      kit_.wake_in(0);
    }
  };
  if (kind_width == 0) {
    draw_field();
    draw_kind();
    return;
  }
  kit_.split({4, 1}, 12, kind_width, [&](std::size_t index) { index == 0 ? draw_field() : draw_kind(); });
}

void Recording::draw_list() {
  heading(kit_, 2, kit_.say(Text::record_written), Style::part);
  if (value_.timeline.empty()) {
    text(kit_, kit_.say(Text::record_nothing_yet), {.style = Style::secondary});
    return;
  }
  auto list = kit_.region(Role::list, kit_.say(Text::record_written));
  const std::size_t shown = std::min(value_.timeline.size(), most_listed);
  for (std::size_t i = 0; i < shown; ++i) {
    const TimelineEvent& event = value_.timeline[value_.timeline.size() - 1 - i];
    auto scope = kit_.scope(text_of(event.id));
    auto item = kit_.list_item(i + 1, value_.timeline.size());
    auto row = kit_.row(12, 0);
    text(kit_, form_.clock_of(event.time), {.style = Style::mono});
    const auto moment = moment_at(value_, event.id);
    tag(kit_, kit_.say(moment ? label_of(*moment) : label_of(event.kind)),
        moment ? tone_of_moment(*moment) : tone_of_event(event.kind));
    std::string words = event.actor.empty() ? std::string() : event.actor + ": ";
    if (!moment || event.text != kit_.say(label_of(*moment))) words += event.text;
    if (!words.empty()) text(kit_, words, {.max_width = kit_.available()});
  }
}

void Recording::draw_ending() {
  const bool is_over = instant_of(value_, MomentKind::resolved).has_value();
  auto row = kit_.row(12);
  if (button(kit_, kit_.say(is_over ? Text::record_over : Text::record_to_postmortem),
             {.look = is_over ? Look::primary : Look::secondary, .icon = Icon::file_text, .key = "over"}))
    app_.go_to("#/pm/" + text_of(value_.id) + "/timeline");
}

void Recording::draw(const Rect& pane) {
  Rect below;
  draw_bar(pane, below);
  auto page = scroll_region(kit_, "record", below, {.padding = is_narrow() ? 16.f : 28.f, .gap = 16});
  auto column = kit_.inset(0, std::max(0.f, kit_.available() - widest), 16);
  auto names = kit_.scope("recording");
  {
    auto edge = kit_.inset(-4, 0);
    auto title = kit_.region(Role::heading, {}, {}, 1);
    form_.field("title", {.placeholder = Text::record_what,
                          .style = is_narrow() ? Style::section : Style::title,
                          .plain = true,
                          .label_hidden = true,
                          .rows = 1,
                          .wraps = true});
  }
  draw_clocks();
  draw_keys();
  draw_note();
  draw_earlier(form_);
  draw_ending();
  draw_list();
  kit_.space(24);
}

/// Nothing is recorded yet: what is happening, and the start.
void draw_beginning(App& app, const Rect& pane) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  auto& screen = app.remembered<RecordBeginning>();
  auto page = scroll_region(kit, "record", pane, {.padding = page_padding(kit), .gap = 12});
  auto column = kit.inset(0, std::max(0.f, kit.available() - 600), 12);
  heading(kit, 1, kit.say(Text::record_title));
  text(kit, kit.say(Text::record_explained), {.style = Style::secondary});
  const TextEdit edit =
      text_field(kit, kit.say(Text::record_what), screen.title, {.placeholder = kit.say(Text::editor_title_prompt)});
  if (edit.changed || edit.committed) screen.title = edit.text;
  bool is_begun = false;
  {
    auto row = kit.row(12);
    is_begun = button(kit, kit.say(Text::record_begin),
                      {.look = Look::primary, .icon = Icon::clock, .disabled = !workspace.is_usable()});
  }
  draw_earlier_of_title(kit, workspace, screen.title);
  if (!workspace.is_usable() || (!is_begun && !edit.submitted)) return;
  const Template& from = workspace.default_template();
  const PostmortemId id = workspace.create(RecordKind::incident, Form::full, from.form == Form::full ? &from : nullptr);
  if (screen.title.find_first_not_of(' ') != std::string::npos)
    workspace.carry_out(workspace.open(id), "title", SetField{"title", std::exchange(screen.title, {})});
  app.go_to("#/pm/" + text_of(id) + "/record");
}

}  // namespace

void draw_record_screen(App& app) {
  page_frame(app, NavigationPlace::record, app.kit().say(Text::record_title),
             [&](const Rect& pane) { draw_beginning(app, pane); });
}

void draw_live_record_screen(App& app) {
  Kit& kit = app.kit();
  const auto id = uuid_from(Route(app.route()).part(1));
  OpenPostmortem* open = id ? &app.workspace().open(PostmortemId::from(*id)) : nullptr;
  page_frame(app, NavigationPlace::record, kit.say(Text::record_title), [&](const Rect& pane) {
    auto scope = kit.scope(id ? text_of(*id) : std::string());
    if (open == nullptr || open->state() != OpenPostmortem::State::ready) return draw_not_ready(kit, open, pane);
    RecordScreen& screen = app.remembered<std::map<Uuid, RecordScreen>>()[*id];
    PartForm form(kit, app.workspace(), *open, screen.memory);
    kit.set_writing_language(form.value.language);
    Recording(app, form, screen).draw(pane);
    if (!kit.has_overlay() && kit.shortcut(key_escape, 0)) kit.focus_content();
    form.finish();
  });
}

}  // namespace unrepeat::shell
