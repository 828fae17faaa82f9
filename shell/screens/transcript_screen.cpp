// A chat beside the timeline. Most messages are talk: one key takes a message into the timeline or leaves it out, a
// letter takes it and says what it was. What is left out is kept, aside, until somebody removes it for good.
#include <algorithm>
#include <map>
#include <utility>

#include "core/moment/commands.hpp"
#include "core/text/vocabulary.hpp"
#include "core/timeline/told_events.hpp"
#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/not_ready.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {
namespace {

/// The letter that takes a message and says what it was.
struct KindKey {
  char letter;
  EventKind kind;
};
constexpr KindKey kind_keys[] = {
    {'o', EventKind::observation},     {'d', EventKind::detection},  {'n', EventKind::notification},
    {'a', EventKind::acknowledgement}, {'e', EventKind::escalation}, {'h', EventKind::hypothesis},
    {'f', EventKind::finding},         {'x', EventKind::decision},   {'t', EventKind::attempt},
    {'g', EventKind::change},          {'i', EventKind::impact},     {'c', EventKind::communication},
    {'m', EventKind::mitigation},      {'r', EventKind::resolution}};

constexpr float usual_height = 44, row_padding = 8, time_width = 52, mark_width = 28, reply_indent = 24;
constexpr std::size_t most_lines = 6;

struct TranscriptScreen {
  FormMemory memory;
  unrepeat::Id<Source> source;
  // What follows from the document, for one edition and source.
  std::optional<std::uint64_t> edition;
  std::vector<TranscriptMessage> messages;
  std::vector<EventId> talk;
  std::vector<std::size_t> told;  ///< The timeline so far, as indices.
  std::size_t taken = 0;
  std::vector<float> heights;
  EventId at;  ///< The message that has the focus, or had it last.
  std::uint64_t arrivals = 0;
  bool refocuses = false;
};

class Transcript {
 public:
  Transcript(App& app, PartForm& form, TranscriptScreen& screen)
      : app_(app), kit_(app.kit()), form_(form), screen_(screen) {
    find_source();
    if (source_ != nullptr) read();
  }
  void draw(const Rect& pane);

 private:
  const Postmortem& value() const { return form_.value; }
  const TimelineEvent& event_of(const TranscriptMessage& message) const { return value().timeline[message.event]; }
  void find_source();
  void read();
  void draw_bar(const Rect& pane, Rect& below);
  void draw_head();
  void draw_messages();
  void draw_message(std::size_t index);
  void draw_keys();
  void draw_told();
  void answer_keys(std::size_t index);
  void go_to(std::size_t index);
  void set_taken(std::size_t index, bool is_taken);
  void take_as(std::size_t index, EventKind kind);
  void leave_talk();
  void remove_left();

  App& app_;
  Kit& kit_;
  PartForm& form_;
  TranscriptScreen& screen_;
  const Source* source_ = nullptr;
};

/// The one that the address names, else the first there is.
void Transcript::find_source() {
  const Route route(app_.route());
  for (const Source& source : value().sources) {
    if (!is_transcript(source)) continue;
    if (source_ == nullptr || text_of(source.id) == route.parameter("source")) source_ = &source;
  }
}

void Transcript::read() {
  if (screen_.edition == form_.open.edition() && screen_.source == source_->id) return;
  if (screen_.source != source_->id) screen_.heights.clear();
  screen_.edition = form_.open.edition();
  screen_.source = source_->id;
  screen_.messages = transcript_of(value(), source_->id);
  screen_.talk = talk_of(value(), screen_.messages);
  screen_.taken = static_cast<std::size_t>(std::ranges::count(screen_.messages, true, &TranscriptMessage::is_taken));
  screen_.heights.resize(screen_.messages.size(), usual_height);
  screen_.told.clear();
  for (const ToldEvent& one : told_timeline(value().timeline).told) screen_.told.push_back(one.event);
}

void Transcript::draw_bar(const Rect& pane, Rect& below) {
  auto bar = top_bar(kit_, pane, below);
  link(kit_, kit_.say(Text::evidence_title), "#/pm/" + text_of(value().id) + "/evidence", Style::secondary);
  if (width_of(kit_.viewport()) != Width::one_column)
    text(kit_, beginning_of(value().title, 60), {.style = Style::secondary_strong, .max_lines = 1});
  kit_.spacer();
  const auto saving = static_cast<SaveState>(form_.workspace.told(form_.open.saving()));
  if (save_state(kit_, saving, form_.open.why_not_saved())) form_.workspace.save_again(form_.open);
}

/// Which chat, how far it is, and what can be done with all of it at once.
void Transcript::draw_head() {
  heading(kit_, 1, kit_.say(Text::transcript_title));
  std::vector<const Source*> all;
  for (const Source& source : value().sources)
    if (is_transcript(source)) all.push_back(&source);
  if (all.size() > 1) {
    std::vector<std::string_view> names;
    for (const Source* source : all) names.emplace_back(name_of(*source));
    const auto at = static_cast<std::size_t>(std::ranges::find(all, source_) - all.begin());
    if (const auto next = select(kit_, form_.label_of("sources"), names, at, {.label_hidden = true, .width = 280}))
      app_.replace_route(Route(app_.route()).set("source", text_of(all[*next]->id)).address());
  } else {
    text(kit_, name_of(*source_), {.style = Style::secondary});
  }
  text(kit_, kit_.say(Text::transcript_count, screen_.taken, screen_.messages.size()),
       {.style = Style::secondary_strong});
  const std::size_t left = screen_.messages.size() - screen_.taken;
  if (screen_.talk.empty() && left == 0) return;
  auto edge = kit_.inset(-8, 0, 0);
  auto row = kit_.row(4);
  if (!screen_.talk.empty() &&
      button(kit_, kit_.say(Text::transcript_leave_talk, screen_.talk.size()), {.look = Look::quiet, .key = "talk"}))
    leave_talk();
  if (left > 0 && button(kit_, kit_.say(Text::transcript_remove, left), {.look = Look::quiet, .key = "remove"}))
    remove_left();
}

void Transcript::leave_talk() {
  form_.wants("timeline",
              HideEvents{screen_.talk, std::string(say(language_from_tag(value().language), Text::transcript_talk))});
  form_.offers_back(kit_.say(Text::transcript_left_talk, screen_.talk.size()));
  kit_.wake_in(0);
}

void Transcript::remove_left() {
  RemoveEvents command;
  for (const TranscriptMessage& message : screen_.messages)
    if (!message.is_taken) command.events.push_back(event_of(message).id);
  const std::size_t count = command.events.size();
  form_.wants("timeline", std::move(command));
  form_.offers_back(kit_.say(Text::transcript_removed, count));
  kit_.wake_in(0);
}

void Transcript::draw_messages() {
  // Who comes here to walk begins at once: where they were, or at the first message.
  if (std::exchange(screen_.arrivals, app_.arrivals()) != app_.arrivals()) screen_.refocuses = true;
  const auto is_at = [&](const TranscriptMessage& one) { return event_of(one).id == screen_.at; };
  if (std::ranges::none_of(screen_.messages, is_at)) screen_.at = event_of(screen_.messages.front()).id;
  const std::string_view name = kit_.say(Text::transcript_messages);
  auto list = kit_.region(Role::list, name);
  const Rect view = kit_.viewport_rect();
  const auto found =
      std::ranges::find(screen_.messages, screen_.at, [&](const TranscriptMessage& one) { return event_of(one).id; });
  const auto at =
      found == screen_.messages.end() ? std::size_t{0} : static_cast<std::size_t>(found - screen_.messages.begin());
  for (std::size_t i = 0; i < screen_.messages.size(); ++i) {
    const float top = kit_.pen_y();
    // The one with the focus and its neighbours are there wherever they stand, so that the keys find them.
    const bool is_near = i + 1 >= at && i <= at + 1;
    if (!is_near && !kit_.is_visible({view.x, top - 200, view.width, screen_.heights[i] + 400})) {
      kit_.place(0, screen_.heights[i]);
      continue;
    }
    draw_message(i);
    screen_.heights[i] = kit_.content_bottom() - top;
  }
}

void Transcript::draw_message(std::size_t index) {
  const TranscriptMessage& message = screen_.messages[index];
  const TimelineEvent& event = event_of(message);
  const std::string id_text = text_of(event.id);
  auto scope = kit_.scope(id_text);
  auto item = kit_.list_item(index + 1, screen_.messages.size());
  const float indent = message.is_reply ? reply_indent : 0;
  const float width = kit_.available(), words_left = mark_width + time_width + indent;
  const StyleRule body = kit_.rule(Style::control), caption = kit_.rule(Style::caption);
  const auto& lines = kit_.break_lines(Style::control, event.text, std::max(60.f, width - words_left - 8));
  const std::size_t shown = std::min(lines.size(), most_lines);
  const float height = std::max(kit_.viewport().touch ? metric::control_touch : 0.f,
                                2 * row_padding + caption.line_height + static_cast<float>(shown) * body.line_height);
  const Rect rect = kit_.place(0, height);
  const Id id = kit_.id("message");
  const Interaction on = kit_.interact(id, rect);
  const auto moment = moment_at(value(), event.id);
  const std::string_view what = kit_.say(moment ? label_of(*moment) : label_of(event.kind));
  const std::string clock = form_.clock_of(event.time);
  std::string description(kit_.say(!message.is_taken   ? Text::transcript_left
                                   : event.folded_into ? Text::transcript_alike
                                                       : Text::transcript_taken));
  if (message.is_taken) description += ", " + std::string(what);
  if (message.is_reply) description += ", " + std::string(kit_.say(Text::transcript_reply));
  const bool is_stop = screen_.at == event.id || (screen_.at == EventId{} && index == 0);
  kit_.declare(
      {.id = id,
       .role = Role::button,
       .name = clock + " " + event.actor + ": " + beginning_of(event.text, 160),
       .description = description,
       .state = (is_stop ? State::tab_stop : State::focusable) | State::toggle | when(message.is_taken, State::pressed),
       .rect = rect,
       .type = kit_.type(Style::control)});
  if (kit_.is_visible(rect)) {
    if (on.hovered) kit_.fill(rect, kit_.colour(Token::hover), metric::radius);
    const ImU32 ink = kit_.colour(message.is_taken ? Token::ink : Token::third);
    const float x = rect.x + indent;
    float y = rect.y + row_padding;
    if (message.is_taken) kit_.draw_icon(Icon::check, x + 6, y + 1, 14, kit_.colour(Token::good));
    kit_.draw_line(Style::mono, x + mark_width, y, kit_.colour(Token::third), clock);
    float head = rect.x + words_left;
    kit_.draw_line(Style::caption_strong, head, y, kit_.colour(message.is_taken ? Token::second : Token::third),
                   event.actor, std::max(40.f, rect.right() - head - 140));
    head += std::min(kit_.measure(Style::caption_strong, event.actor), std::max(40.f, rect.right() - head - 140)) + 10;
    if (message.is_taken && (moment || event.kind != EventKind::observation))
      kit_.draw_line(Style::caption_strong, head, y,
                     kit_.colour(text_token(moment ? tone_of_moment(*moment) : tone_of_event(event.kind))), what,
                     std::max(20.f, rect.right() - head));
    y += caption.line_height;
    // Words anew: measuring above may have broken another text since.
    const auto& drawn = kit_.break_lines(Style::control, event.text, std::max(60.f, width - words_left - 8));
    for (std::size_t i = 0; i < shown; ++i, y += body.line_height) {
      const bool is_cut = i + 1 == most_lines && drawn.size() > most_lines;
      kit_.draw_line(Style::control, rect.x + words_left, y, ink,
                     is_cut ? std::string(drawn[i]) + " …" : std::string(drawn[i]));
    }
  }
  if (on.ring) kit_.draw_ring(rect, metric::radius);
  if (screen_.refocuses && screen_.at == event.id) {
    screen_.refocuses = false;
    kit_.request_focus(id);
    scroll_into_view(kit_, {rect.x, rect.y - usual_height, rect.width, rect.height + 2 * usual_height});
  }
  if (on.focused && kit_.focused() == id) {
    screen_.at = event.id;
    answer_keys(index);
  }
  if (on.pressed) {
    screen_.at = event.id;
    set_taken(index, !message.is_taken);
  }
}

void Transcript::go_to(std::size_t index) {
  screen_.at = event_of(screen_.messages[index]).id;
  screen_.refocuses = true;
  kit_.wake_in(0);
}

void Transcript::set_taken(std::size_t index, bool is_taken) {
  const TimelineEvent& event = event_of(screen_.messages[index]);
  const std::string reason =
      is_taken ? "" : std::string(say(language_from_tag(value().language), Text::transcript_talk));
  form_.wants(joined("timeline", event.id), HideEvents{{event.id}, reason});
  kit_.announce(kit_.say(is_taken ? Text::transcript_taken : Text::transcript_left));
  kit_.wake_in(0);
}

/// Whatever it was behind, it stands by itself now.
void Transcript::take_as(std::size_t index, EventKind kind) {
  const TimelineEvent& event = event_of(screen_.messages[index]);
  const std::string path = joined("timeline", event.id);
  form_.wants(path, {HideEvents{{event.id}, ""}, FoldEvents{std::nullopt, {event.id}},
                     SetField{joined(path, "kind"), std::string(spelling_of(kind))}});
  kit_.announce(kit_.say(label_of(kind)));
  kit_.wake_in(0);
}

void Transcript::answer_keys(std::size_t index) {
  if (kit_.has_overlay()) return;
  constexpr std::size_t page = 10;
  const std::size_t last = screen_.messages.size() - 1;
  if (kit_.shortcut(key_up, 0) && index > 0) go_to(index - 1);
  if (kit_.shortcut(key_down, 0) && index < last) go_to(index + 1);
  if (kit_.shortcut(key_home, 0)) go_to(0);
  if (kit_.shortcut(key_end, 0)) go_to(last);
  if (kit_.shortcut(key_page_up, 0)) go_to(index > page ? index - page : 0);
  if (kit_.shortcut(key_page_down, 0)) go_to(std::min(last, index + page));
  for (const KindKey& one : kind_keys)
    if (letter_pressed(app_, one.letter)) {
      take_as(index, one.kind);
      if (index < last) go_to(index + 1);
    }
  if (letter_pressed(app_, 's'))
    form_.wants(joined("timeline", event_of(screen_.messages[index]).id),
                SetField{joined(joined("timeline", event_of(screen_.messages[index]).id), "starred"),
                         event_of(screen_.messages[index]).starred ? "" : "true"});
}

/// Which letter says what.
void Transcript::draw_keys() {
  if (kit_.viewport().touch || !form_.unfolded("keys", kit_.say(Text::transcript_keys), true)) return;
  text(kit_, kit_.say(Text::transcript_how), {.style = Style::caption});
  auto row = kit_.row(16, 0);
  for (const KindKey& one : kind_keys) {
    const std::string key(1, static_cast<char>(one.letter - 'a' + 'A'));
    kit_.make_room(28 + kit_.measure(Style::caption, kit_.say(label_of(one.kind))));
    {
      auto pair = kit_.row(4, 0);
      text(kit_, key, {.style = Style::caption_strong});
      text(kit_, kit_.say(label_of(one.kind)), {.style = Style::caption});
    }
    kit_.space(12);
  }
}

/// What all sources and people have told so far.
void Transcript::draw_told() {
  heading(kit_, 2, kit_.say(Text::transcript_beside), Style::strong);
  if (screen_.told.empty()) return text(kit_, kit_.say(Text::transcript_none_taken), {.style = Style::secondary});
  const Rect view = kit_.viewport_rect();
  auto list = kit_.region(Role::list, kit_.say(Text::transcript_beside));
  constexpr float height = 42;
  for (std::size_t i = 0; i < screen_.told.size(); ++i) {
    const TimelineEvent& event = value().timeline[screen_.told[i]];
    if (const float top = kit_.pen_y(); !kit_.is_visible({view.x, top - 100, view.width, height + 200})) {
      kit_.place(0, height);
      continue;
    }
    auto scope = kit_.scope(text_of(event.id));
    auto item = kit_.list_item(i + 1, screen_.told.size());
    const Rect rect = kit_.place(0, height);
    const auto moment = moment_at(value(), event.id);
    const std::string clock = form_.clock_of(event.time);
    const std::string words = beginning_of(event.text, 200);
    kit_.declare({.id = kit_.id_of(Role::text, "told"),
                  .role = Role::text,
                  .name = clock + " " + words,
                  .rect = rect,
                  .type = kit_.type(Style::caption)});
    kit_.draw_line(Style::mono, rect.x, rect.y + 3, kit_.colour(Token::second), clock, time_width - 6);
    kit_.draw_line(Style::caption_strong, rect.x + time_width, rect.y + 3,
                   kit_.colour(text_token(moment ? tone_of_moment(*moment) : tone_of_event(event.kind))),
                   kit_.say(moment ? label_of(*moment) : label_of(event.kind)));
    kit_.draw_line(Style::caption, rect.x + time_width, rect.y + 21, kit_.colour(Token::second), words,
                   rect.width - time_width);
  }
}

void Transcript::draw(const Rect& pane) {
  Rect below;
  draw_bar(pane, below);
  constexpr float told_width = 320;
  const bool has_told = below.width >= 760;
  const Rect left{below.x, below.y, below.width - (has_told ? told_width : 0), below.height};
  {
    auto page = scroll_region(kit_, "transcript", left, {.padding = page_padding(kit_), .gap = 10});
    auto column = kit_.inset(0, std::max(0.f, kit_.available() - 720), 10);
    if (source_ == nullptr || screen_.messages.empty()) {
      heading(kit_, 1, kit_.say(Text::transcript_title));
      empty_state(kit_, Icon::file_text, kit_.say(Text::transcript_none), kit_.say(Text::transcript_none_how), [&] {
        if (button(kit_, kit_.say(Text::bring_in_choose), {.icon = Icon::upload})) form_.workspace.choose_files();
      });
      return;
    }
    draw_head();
    draw_keys();
    draw_messages();
    kit_.space(32);
  }
  if (!has_told) return;
  const Rect right{left.right(), below.y, told_width, below.height};
  kit_.fill({right.x, right.y, 1, right.height}, kit_.colour(Token::line));
  auto beside = scroll_region(kit_, "timeline so far", right, {.padding = 16, .gap = 4});
  draw_told();
}

}  // namespace

void draw_transcript_screen(App& app) {
  Kit& kit = app.kit();
  const auto id = uuid_from(Route(app.route()).part(1));
  OpenPostmortem* open = id ? &app.workspace().open(PostmortemId::from(*id)) : nullptr;
  page_frame(app, NavigationPlace::library, kit.say(Text::transcript_title), [&](const Rect& pane) {
    auto scope = kit.scope(id ? text_of(*id) : std::string());
    if (open == nullptr || open->state() != OpenPostmortem::State::ready) return draw_not_ready(kit, open, pane);
    TranscriptScreen& screen = app.remembered<std::map<Uuid, TranscriptScreen>>()[*id];
    PartForm form(kit, app.workspace(), *open, screen.memory);
    Transcript(app, form, screen).draw(pane);
    bool undoes = kit.shortcut('z', modifier_control);
    if (!screen.memory.done.empty()) {
      const std::string words = screen.memory.done;
      const Toast toast{.key = 1, .text = words, .action = kit.say(Text::kit_undo)};
      if (const auto press = toasts(kit, std::span(&toast, 1))) {
        undoes |= press->action;
        screen.memory.done.clear();
        kit.wake_in(0);
      }
    }
    form.finish();
    if (undoes) screen.memory.done.clear(), app.workspace().undo(*open), kit.wake_in(0);
    if (kit.redo_shortcut()) app.workspace().redo(*open), kit.wake_in(0);
  });
}

}  // namespace unrepeat::shell
