// The review meeting, for a room: large type, an agenda with its clock, and everything said goes into the post-mortem.
#include <algorithm>
#include <map>
#include <utility>

#include "shell/route.hpp"
#include "shell/screens/meeting/meeting.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/not_ready.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/scroll.hpp"

namespace unrepeat::shell {

std::string MeetingView::address_of(AgendaItem other) const {
  return "#/pm/" + text_of(value().id) + "/meeting/" + std::string(spelling_of(other));
}

std::string_view MeetingView::name_of(AgendaItem other) const {
  constexpr Text names[] = {Text::meeting_opening,    Text::card_happened,  Text::editor_part_causes,
                            Text::editor_part_review, Text::meeting_decide, Text::meeting_closing};
  static_assert(std::size(names) == agenda_count);
  return kit.say(names[static_cast<std::size_t>(other)]);
}

std::string MeetingView::named(std::string_view words) const {
  return with_names(value(), naming, words, kit.say(Text::editor_somebody));
}

std::string MeetingView::called(std::string_view name) const {
  return unrepeat::called(value(), naming, name, kit.say(Text::editor_somebody));
}

namespace {

constexpr std::string_view clock_setting = "meeting_clock";
constexpr float agenda_width = 272, dock_height = 104, widest = 900;

AgendaItem item_of(std::string_view step) {
  const auto all = spellings(AgendaItem{});
  const auto found = std::ranges::find(all, step);
  return found == all.end() ? AgendaItem::opening : static_cast<AgendaItem>(found - all.begin());
}

std::int64_t whole_minutes(Duration duration) {
  return std::max<std::int64_t>(0, duration.microseconds / minutes(1).microseconds);
}

/// Wakes when the next minute of it is full: nothing else on the screen moves by itself.
void wake_at_next_minute(Kit& kit, Duration spent) {
  constexpr std::int64_t minute = minutes(1).microseconds;
  const std::int64_t left = minute - std::max<std::int64_t>(0, spent.microseconds) % minute;
  kit.wake_in(static_cast<double>(left) / 1e6 + 0.01);
}

/// The clock of the meeting that is held, turned to the item on the screen. It is a setting, so that it outlives a
/// reload; another library's meeting has none.
std::optional<AgendaClock> clock_of(const MeetingView& view) {
  if (view.meeting == nullptr) return std::nullopt;
  Workspace& workspace = view.app.workspace();
  auto kept = AgendaClock::from(workspace.setting(clock_setting));
  const bool is_its = kept && kept->meeting() == view.meeting->id;
  AgendaClock clock = is_its ? *kept : AgendaClock(view.meeting->id, *view.meeting->at->at);
  if (is_its && clock.current() == view.item) return clock;
  clock.turn_to(view.item, view.now);
  workspace.write_setting(clock_setting, clock.text());
  return clock;
}

std::string clock_words(const MeetingView& view, AgendaItem item, const std::optional<AgendaClock>& clock) {
  const std::int64_t planned = whole_minutes(planned_for(item));
  if (!clock) return view.kit.say(Text::meeting_planned, planned);
  return view.kit.say(Text::meeting_clock, whole_minutes(clock->spent_on(item, view.now)), planned);
}

Tone clock_tone(const MeetingView& view, AgendaItem item, const std::optional<AgendaClock>& clock) {
  const bool is_over = clock && clock->spent_on(item, view.now) >= planned_for(item);
  return is_over ? Tone::warning : Tone::neutral;
}

template <typename Draw>
void for_each_item(Draw&& draw) {
  for (std::size_t i = 0; i < agenda_count; ++i) draw(static_cast<AgendaItem>(i));
}

void draw_agenda(MeetingView& view, const std::optional<AgendaClock>& clock) {
  Kit& kit = view.kit;
  auto landmark = kit.region(Role::navigation, kit.say(Text::meeting_agenda));
  for_each_item([&](AgendaItem item) {
    const std::string words = clock_words(view, item, clock), address = view.address_of(item);
    constexpr Icon icons[] = {Icon::user, Icon::list, Icon::link, Icon::check, Icon::square_check, Icon::calendar};
    static_assert(std::size(icons) == agenda_count);
    navigation_line(kit, {.name = view.name_of(item),
                          .icon = icons[static_cast<std::size_t>(item)],
                          .address = address,
                          .description = words,
                          .current = item == view.item});
    auto inset = kit.inset(34, 0, 0);
    text(kit, words, {.style = Style::caption, .tone = clock_tone(view, item, clock), .silent = true});
    kit.space(4);
  });
}

void draw_agenda_as_choice(MeetingView& view) {
  std::vector<std::string_view> names;
  for_each_item([&](AgendaItem item) { names.push_back(view.name_of(item)); });
  if (const auto next = select(view.kit, view.kit.say(Text::meeting_agenda), names, static_cast<std::size_t>(view.item),
                               {.label_hidden = true}))
    view.app.go_to(view.address_of(static_cast<AgendaItem>(*next)));
}

void draw_naming(MeetingView& view) {
  const bool has_names = view.naming == Naming::names;
  if (toggle(view.kit, view.kit.say(Text::meeting_names), has_names,
             {.description = view.kit.say(Text::meeting_names_hint)}))
    view.app.workspace().write_setting(meeting_naming_setting, has_names ? "roles" : "");
}

void draw_bar(MeetingView& view, const Rect& pane, Rect& below) {
  Kit& kit = view.kit;
  auto bar = top_bar(kit, pane, below);
  const bool is_narrow = width_of(kit.viewport()) == Width::one_column;
  const std::string title = view.named(beginning_of(view.value().title, is_narrow ? 18 : 40));
  link(kit, title.empty() ? kit.say(Text::editor_untitled) : std::string_view(title),
       "#/pm/" + text_of(view.value().id) + "/actions", Style::secondary);
  kit.spacer();
  if (view.meeting != nullptr && !is_narrow) {
    const Duration spent = view.now - *view.meeting->at->at;
    text(kit, kit.say(Text::meeting_whole, whole_minutes(spent), whole_minutes(planned_for_all())),
         {.style = Style::secondary});
  }
  const auto saving = static_cast<SaveState>(view.form.workspace.told(view.form.open.saving()));
  if (save_state(kit, saving, view.form.open.why_not_saved())) view.form.workspace.save_again(view.form.open);
  if (!is_narrow) draw_naming(view);
}

void draw_steps(MeetingView& view) {
  Kit& kit = view.kit;
  kit.space(8);
  auto row = kit.row(12);
  const auto at = static_cast<std::size_t>(view.item);
  if (at + 1 < agenda_count) {
    const auto next = static_cast<AgendaItem>(at + 1);
    if (button(kit, kit.say(Text::meeting_next, view.name_of(next)),
               {.look = view.meeting == nullptr ? Look::secondary : Look::primary, .key = "next"}))
      view.app.go_to(view.address_of(next));
  }
  if (at > 0) {
    const auto before = static_cast<AgendaItem>(at - 1);
    if (button(kit, kit.say(Text::meeting_back, view.name_of(before)), {.look = Look::quiet, .key = "back"}))
      view.app.go_to(view.address_of(before));
  }
}

void draw_content(MeetingView& view, const std::optional<AgendaClock>& clock, const Rect& pane, bool is_narrow) {
  Kit& kit = view.kit;
  // What the agenda calls an item is not the place that shows it.
  auto scope = kit.scope("item");
  auto page = scroll_region(kit, view.name_of(view.item), pane, {.padding = is_narrow ? 16.f : 28.f, .gap = 12});
  auto content = kit.scope("content");
  auto column = kit.inset(0, std::max(0.f, kit.available() - widest), 12);
  if (is_narrow) {
    auto row = kit.row(12);
    draw_agenda_as_choice(view);
    draw_naming(view);
    row.close();
    text(kit, clock_words(view, view.item, clock),
         {.style = Style::caption, .tone = clock_tone(view, view.item, clock)});
  }
  heading(kit, 1, view.name_of(view.item), is_narrow ? Style::section : Style::title);
  draw_agenda_item(view);
  if (view.meeting != nullptr && view.item != AgendaItem::closing) {
    kit.space(8);
    view.form.field(joined(joined("meetings", view.meeting->id), "notes"), {.rows = 1});
  }
  draw_steps(view);
  if (is_narrow) {
    kit.space(12);
    divider(kit);
    draw_write_down(view, false);
  }
  kit.space(24);
}

void draw_ready(MeetingView& view, const Rect& pane) {
  Kit& kit = view.kit;
  const bool is_narrow = width_of(kit.viewport()) == Width::one_column;
  const auto clock = clock_of(view);
  if (clock) {
    wake_at_next_minute(kit, clock->spent_on(view.item, view.now));
    wake_at_next_minute(kit, view.now - *view.meeting->at->at);
  }
  Rect below;
  draw_bar(view, pane, below);
  // A phone is in nobody's hand to be read from afar.
  std::optional<Kit::Scope> large;
  if (!is_narrow) large.emplace(kit.large_type());
  const float left = is_narrow ? 0 : agenda_width, bottom = is_narrow || below.height < 480 ? 0 : dock_height;
  if (!is_narrow) {
    auto column = kit.column({below.x + 12, below.y + 20, agenda_width - 12, 0}, 0);
    draw_agenda(view, clock);
  }
  draw_content(view, clock, {below.x + left, below.y, below.width - left, below.height - bottom},
               is_narrow || bottom == 0);
  if (bottom == 0) return;
  const Rect dock{below.x, below.bottom() - bottom, below.width, bottom};
  kit.fill(dock, kit.colour(Token::surface));
  kit.fill({dock.x, dock.y, dock.width, 1}, kit.colour(Token::line));
  auto column = kit.column({dock.x + 24, dock.y + 12, dock.width - 48, dock.height - 12}, 4);
  draw_write_down(view, true);
}

}  // namespace

void draw_meeting_screen(App& app) {
  Kit& kit = app.kit();
  const Route route(app.route());
  const auto id = uuid_from(route.part(1));
  OpenPostmortem* open = id ? &app.workspace().open(PostmortemId::from(*id)) : nullptr;
  page_frame(app, NavigationPlace::library, kit.say(Text::meeting_title), [&](const Rect& pane) {
    auto scope = kit.scope(id ? text_of(*id) : std::string());
    if (open == nullptr || open->state() != OpenPostmortem::State::ready) return draw_not_ready(kit, open, pane);
    MeetingScreen& screen = app.remembered<std::map<Uuid, MeetingScreen>>()[*id];
    PartForm form(kit, app.workspace(), *open, screen.memory);
    kit.set_writing_language(form.value.language);
    const Instant now = app.workspace().now();
    MeetingView view{
        .app = app,
        .kit = kit,
        .form = form,
        .screen = screen,
        .item = item_of(route.part(3)),
        .meeting = meeting_under_way(form.value, now),
        .naming = app.workspace().setting(meeting_naming_setting) == "roles" ? Naming::roles : Naming::names,
        .now = now};
    draw_ready(view, pane);
    if (!kit.has_overlay() && kit.shortcut(key_escape, 0)) kit.focus_content();
    form.finish();
  });
}

}  // namespace unrepeat::shell
