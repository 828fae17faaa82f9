// The two-minute card: five fields on one screen, Enter from one to the next. They are the post-mortem's own.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/card/card.hpp"
#include "core/moment/commands.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/new_entry.hpp"
#include "shell/screens/postmortem/not_ready.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {
namespace {

struct CardScreen {
  FormMemory memory;
  std::uint64_t arrivals = 0;  ///< When it was last on the screen.
  bool says_nothing_changes = false;
};

class Card {
 public:
  Card(App& app, PartForm& form, CardScreen& screen)
      : app_(app), kit_(app.kit()), form_(form), value_(form.value), screen_(screen) {}
  void draw(const Rect& pane);

 private:
  enum class Step : std::uint8_t { title, when, happened, possible, change };
  static constexpr std::string_view unread = "card/when";

  bool is_narrow() const { return width_of(kit_.viewport()) == Width::one_column; }
  /// A phone whose keyboard is open: all five fields have to be in sight.
  bool is_tight() const { return is_narrow() && kit_.viewport().height < 640; }
  bool changes_nothing() const {
    return value_.actions.empty() && (screen_.says_nothing_changes || !value_.no_action_because.empty());
  }
  std::string_view label_of(Step step) const;
  /// Where Enter leads.
  Id after(Step step) const {
    return step == Step::change ? 0 : kit_.id(label_of(static_cast<Step>(static_cast<int>(step) + 1)));
  }
  void go_on(Step from) {
    if (from == Step::change) return finish();
    kit_.request_focus(after(from));
    kit_.wake_in(0);
  }
  FieldOptions prose_field(Step step, std::string_view prompt) const {
    return {.placeholder = prompt,
            .wording = Wording::prose,
            .multi_line = true,
            .submits = true,
            .rows = is_tight() ? 1 : 2,
            .related = after(step)};
  }
  void draw_bar(const Rect& pane, Rect& below);
  void draw_title();
  void draw_when();
  void draw_when_chips();
  void draw_nothing_chip();
  /// The label, and at its right what can be pressed instead of writing.
  template <typename Draw>
  void draw_label(Step step, bool has_chips, Draw&& chips) {
    auto row = kit_.row(0, has_chips ? -1 : 0);
    text(kit_, label_of(step), {.style = is_tight() ? Style::caption : Style::secondary, .silent = true});
    if (!has_chips) return;
    kit_.spacer();
    chips();
  }
  bool has_nothing_chip() const { return value_.actions.empty() && value_.no_action_because.empty(); }
  void draw_happened();
  void draw_possible();
  void draw_change();
  void draw_more(std::size_t count);
  void draw_ending();
  void set_when(const Time& time);
  void keep_as_written(std::string_view written);
  void finish();
  void leave();

  App& app_;
  Kit& kit_;
  PartForm& form_;
  const Postmortem& value_;
  CardScreen& screen_;
};

std::string_view Card::label_of(Step step) const {
  switch (step) {
    case Step::title: return form_.label_of("title");
    case Step::when:
      return kit_.say(moment_of_card(value_.kind) == MomentKind::detected ? Text::card_when_noticed
                                                                          : Text::card_when_began);
    case Step::happened: return kit_.say(Text::card_happened);
    case Step::possible: return kit_.say(Text::editor_made_possible);
    case Step::change: break;
  }
  return kit_.say(changes_nothing() ? Text::card_nothing_because : Text::card_change);
}

void Card::draw_bar(const Rect& pane, Rect& below) {
  auto bar = top_bar(kit_, pane, below);
  // On a phone the bar at its foot leads there.
  if (!is_narrow()) link(kit_, kit_.say(Text::editor_library), "#/", Style::secondary), kit_.spacer();
  const auto saving = static_cast<SaveState>(form_.workspace.told(form_.open.saving()));
  if (save_state(kit_, saving, form_.open.why_not_saved())) form_.workspace.save_again(form_.open);
  if (is_narrow()) kit_.spacer();
  const auto next =
      select(kit_, form_.label_of("kind"), form_.names_of(type_of<RecordKind>()), static_cast<std::size_t>(value_.kind),
             {.label_hidden = true, .definitions = form_.definitions_of(type_of<RecordKind>())});
  if (next) form_.wants("kind", set_kind_of_card(value_, static_cast<RecordKind>(*next)));
}

void Card::draw_title() {
  const TextEdit edit = text_field(kit_, label_of(Step::title), value_.title,
                                   {.placeholder = kit_.say(Text::editor_title_prompt),
                                    .error = form_.open.refusal("title"),
                                    .related = after(Step::title)});
  if (edit.changed) form_.wants("title", SetField{"title", std::string(edit.text)});
  if (edit.submitted) go_on(Step::title);
}

void Card::set_when(const Time& time) {
  screen_.memory.unread_times.erase(std::string(unread));
  form_.wants(unread, set_when_of_card(value_, time));
}

/// A time that cannot be read: nothing of it is lost, and its place in time is left open.
void Card::keep_as_written(std::string_view written) {
  Time kept;
  kept.written = written;
  set_when(kept);
}

void Card::draw_when_chips() {
  for (const std::int64_t ago : {0, 10}) {
    if (!button(kit_, kit_.say(ago == 0 ? Text::card_now : Text::card_ten_minutes_ago), {.look = Look::quiet}))
      continue;
    kit_.drop_edit(kit_.id(label_of(Step::when)));
    set_when(whole_minute(form_.workspace.now(), ago));
    go_on(Step::when);
  }
}

void Card::draw_when() {
  const std::optional<Time> time = when_of_card(value_);
  const std::string shown = time ? form_.text_of(*time) : std::string();
  auto group = kit_.inset(0, 0, 0);
  const bool is_event = value_.moments[moment_of_card(value_.kind)].event.has_value();
  draw_label(Step::when, !is_event, [&] { draw_when_chips(); });
  if (is_event) {
    text(kit_, kit_.say(Text::card_when_is_event, shown));
    return;
  }
  const auto problem = screen_.memory.unread_times.find(unread);
  const bool is_unread = problem != screen_.memory.unread_times.end();
  const TextEdit edit =
      text_field(kit_, label_of(Step::when), shown,
                 {.placeholder = kit_.say(Text::card_when_example),
                  .error = is_unread ? std::string_view(problem->second.sentence) : form_.open.refusal(unread),
                  .wording = Wording::exact,
                  .label_hidden = true,
                  .related = after(Step::when)});
  if (time && time->at && !is_unread) {
    const std::string reading = form_.words_of(*time->at);
    const auto end = instant_of(value_, MomentKind::resolved);
    if (end && *end >= *time->at)
      text(kit_,
           kit_.say(Text::editor_duration, reading, time_of_day_words(*end, value_.time_zone, form_.workspace.zones()),
                    format_duration(*end - *time->at)),
           {.style = Style::caption});
    else if (reading != shown)
      text(kit_, reading, {.style = Style::caption});
  }
  bool is_read = true;
  if (edit.committed && edit.text != shown) {
    const WrittenTimeContext context{
        .zones = form_.workspace.zones(), .zone = value_.time_zone, .now = form_.workspace.now()};
    if (edit.text.find_first_not_of(' ') == std::string_view::npos) {
      set_when(Time{});
    } else if (auto span = set_span_of_card(value_, edit.text, context); !span.empty()) {
      screen_.memory.unread_times.erase(std::string(unread));
      form_.wants(unread, std::move(span));
    } else if (const auto read = read_past_time(edit.text, context)) {
      set_when(*read);
    } else {
      is_read = false;
      // A pause is no ending: only what was left is told what it lacks.
      if (edit.left)
        screen_.memory.unread_times[std::string(unread)] = {std::string(edit.text), form_.say(read.error())};
    }
    kit_.wake_in(0);
  } else if (edit.committed && is_unread) {
    screen_.memory.unread_times.erase(problem);
    kit_.wake_in(0);
  }
  // Asked back once; who goes on keeps it as it is written.
  if (edit.submitted && !is_read && is_unread && problem->second.written == edit.text) {
    keep_as_written(edit.text);
    is_read = true;
  }
  if (edit.submitted && is_read) return go_on(Step::when);
  if (is_unread && !edit.changed)
    if (const auto offered = form_.offered_time(problem->second.written)) set_when(*offered), go_on(Step::happened);
}

void Card::draw_happened() {
  const TextEdit edit =
      text_field(kit_, label_of(Step::happened), value_.context.summary,
                 prose_field(Step::happened, form_.prompt_of(Part::context, Text::editor_summary_prompt)));
  if (edit.changed) form_.wants("context/summary", SetField{"context/summary", std::string(edit.text)});
  form_.refusal("context/summary");
  if (edit.submitted) go_on(Step::happened);
}

void Card::draw_more(std::size_t count) {
  if (count > 1) text(kit_, kit_.say(Text::card_more, count - 1), {.style = Style::caption});
}

void Card::draw_possible() {
  const NewEntry what{.list = "causes/factors", .key = "text", .make = [](const Uuid& id, std::string_view words) {
                        return add_factor(FactorId::from(id), words);
                      }};
  std::optional<Uuid> entry;
  if (!value_.causes.factors.empty()) entry = value_.causes.factors.front().id;
  const TextEdit edit = new_entry_field(
      form_, what, entry, label_of(Step::possible),
      prose_field(Step::possible, kit_.say(is_narrow() ? Text::card_possible_example : Text::editor_factor_prompt)));
  draw_more(value_.causes.factors.size());
  if (edit.submitted) go_on(Step::possible);
}

void Card::draw_nothing_chip() {
  if (!button(kit_, kit_.say(Text::card_nothing),
              {.look = Look::quiet,
               .state = State::toggle | when(screen_.says_nothing_changes, State::pressed),
               .key = "nothing"}))
    return;
  screen_.says_nothing_changes = !screen_.says_nothing_changes;
  go_on(Step::possible);
}

void Card::draw_change() {
  auto group = kit_.inset(0, 0, 0);
  draw_label(Step::change, has_nothing_chip(), [&] { draw_nothing_chip(); });
  if (!has_nothing_chip() && !is_tight()) kit_.space(3);
  TextEdit edit;
  if (changes_nothing()) {
    FieldOptions options = prose_field(Step::change, kit_.say(Text::editor_no_action_hint));
    options.label_hidden = true;
    edit = text_field(kit_, label_of(Step::change), value_.no_action_because, options);
    if (edit.changed) form_.wants("no_action_because", SetField{"no_action_because", std::string(edit.text)});
  } else {
    std::optional<Uuid> entry;
    if (!value_.actions.empty()) entry = value_.actions.front().id;
    // The title of an action is one line: Enter goes on there anyway.
    FieldOptions options = prose_field(Step::change, form_.prompt_of(Part::actions, Text::editor_action_prompt));
    options.wording = Wording::line;
    options.multi_line = false;
    options.label_hidden = true;
    edit = new_entry_field(form_, {.list = "actions", .key = "title"}, entry, label_of(Step::change), options);
    draw_more(value_.actions.size());
  }
  if (edit.submitted) go_on(Step::change);
}

/// However the card is left, a time that could not be read is kept as it is written.
void Card::leave() {
  if (const auto problem = screen_.memory.unread_times.find(unread); problem != screen_.memory.unread_times.end()) {
    const std::string written = problem->second.written;
    keep_as_written(written);
  }
  if (is_untouched(value_) && !form_.wants_something()) form_.workspace.remove({value_.id});
  app_.go_to("#/");
}

void Card::finish() {
  if (!is_untouched(value_)) {
    const std::string name = beginning_of(value_.title);
    form_.workspace.notify(
        kit_.say(Text::card_kept, name.empty() ? kit_.say(Text::editor_untitled) : std::string_view(name)));
  }
  leave();
}

void Card::draw_ending() {
  auto row = kit_.row(8);
  if (button(kit_, kit_.say(Text::card_done), {.look = Look::primary, .icon = Icon::check})) finish();
  const std::string_view share = kit_.say(Text::editor_share);
  const ButtonOptions options{.icon = Icon::share_2, .hint = kit_.say(Text::card_share_hint)};
  if (is_narrow() ? icon_button(kit_, options.icon, share, options) : button(kit_, share, options))
    form_.workspace.share(form_.open);
  if (button(kit_, kit_.say(Text::card_grow), {.look = Look::quiet, .hint = kit_.say(Text::card_grow_hint)})) {
    if (value_.form == Form::card) form_.wants("form", SetField{"form", "full"});
    app_.go_to("#/pm/" + text_of(value_.id) + "/context");
  }
}

void Card::draw(const Rect& pane) {
  constexpr float widest = 600;
  const bool is_new = std::exchange(screen_.arrivals, app_.arrivals()) != app_.arrivals();
  Rect below;
  draw_bar(pane, below);
  auto page = scroll_region(kit_, "card", below, {.padding = is_narrow() ? 8.f : 24.f, .gap = is_tight() ? 4.f : 12.f});
  const float side = is_narrow() ? 4.f : 0.f;
  auto column = kit_.inset(side, std::max(side, kit_.available() - widest), is_tight() ? 4.f : 12.f);
  // The bar has no room for it on a phone, and the fields need all the height there is.
  if (!is_narrow()) heading(kit_, 1, kit_.say(Text::library_new_card));
  if (is_new && value_.title.empty()) kit_.focus_what_follows();
  draw_title();
  draw_when();
  draw_happened();
  draw_possible();
  draw_change();
  draw_ending();
  if (!kit_.viewport().touch) text(kit_, kit_.say(Text::card_keys), {.style = Style::caption});
  if (!kit_.has_overlay() && kit_.shortcut(key_escape, 0)) leave();
}

}  // namespace

void draw_card_screen(App& app) {
  Kit& kit = app.kit();
  const Route route(app.route());
  const auto id = uuid_from(route.part(1));
  // All of it stands on the screen.
  kit.look_for(SearchedWords(route.parameter("find")));
  OpenPostmortem* open = id ? &app.workspace().open(PostmortemId::from(*id)) : nullptr;
  page_frame(app, NavigationPlace::library, kit.say(Text::library_new_card), [&](const Rect& pane) {
    auto scope = kit.scope(id ? text_of(*id) : std::string());
    if (open != nullptr && open->state() == OpenPostmortem::State::ready) {
      CardScreen& screen = app.remembered<std::map<Uuid, CardScreen>>()[*id];
      PartForm form(kit, app.workspace(), *open, screen.memory);
      kit.set_writing_language(form.value.language);
      Card(app, form, screen).draw(pane);
      form.finish();
      return;
    }
    draw_not_ready(kit, open, pane);
  });
}

}  // namespace unrepeat::shell
