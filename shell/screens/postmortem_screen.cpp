// The post-mortem: outline at the left, the part in the middle, what is missing at the right. Parts are in postmortem/.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "core/text/vocabulary.hpp"
#include "shell/app.hpp"
#include "shell/route.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/earlier.hpp"
#include "shell/screens/postmortem/found.hpp"
#include "shell/screens/postmortem/not_ready.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/screens/template_choice.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/overlay.hpp"
#include "shell/widgets/scroll.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

void draw_card_screen(App& app);

namespace {

/// What the forms of a post-mortem remember while the page is open.
struct PostmortemScreen {
  FormMemory memory;
  Coach coach;
  std::uint64_t arrivals = 0;       ///< When it was last on the screen.
  std::optional<Uuid> looks_for;    ///< The entry that the address names, until it was gone to.
  std::string looks_at;             ///< The path that it names, likewise.
  std::optional<FoundHere> search;  ///< What was searched, until somebody is done with it or comes from elsewhere.
  bool asks_reason = false;         ///< Not required was chosen; the reason is still to be said.
  std::string reason;
  bool is_choosing_template = false;

  /// What was found in the document as it reads now, so that only a change of it is read again.
  struct Findings {
    std::uint64_t edition = 0, arrivals = 0;
    const Template* asked = nullptr;
    std::vector<Gap> gaps;
    std::vector<Finding> coach;
  };
  std::optional<Findings> found;

  const Findings& findings_in(const PartForm& form) {
    const std::uint64_t edition = form.open.edition();
    if (!found || found->edition != edition || found->arrivals != arrivals || found->asked != form.asked)
      found = Findings{.edition = edition,
                       .arrivals = arrivals,
                       .asked = form.asked,
                       .gaps = find_gaps(form.value, form.asked),
                       .coach = coach.read(form.value)};
    return *found;
  }
};

constexpr float document_width = 640, most_beside = 400, least_height_below_bars = 400;

std::string address_of(const PostmortemId& id, std::string_view part) {
  return "#/pm/" + unrepeat::text_of(id) + "/" + std::string(part);
}

/// The parts that the template shows, and those in which something is written.
std::vector<PartPage> pages_of(const PartForm& form) {
  std::vector<PartPage> pages;
  for (const PartPage& page : part_pages())
    if (!page.part || is_shown(form.value, form.asked, *page.part)) pages.push_back(page);
  return pages;
}

struct Outline {
  std::vector<PartPage> pages;
  std::span<const Gap> gaps;
  std::span<const Finding> findings;
  std::size_t current = 0;

  std::ptrdiff_t missing_in(const PartPage& page) const {
    return std::ranges::count_if(gaps, [&](const Gap& gap) { return page.part == gap.part; });
  }
};

/// Of what is about the post-mortem and no part of it.
Icon icon_of(std::string_view route) {
  if (route == "approval") return Icon::square_check;
  return route == "history" ? Icon::clock : route == "evidence" ? Icon::file_text : Icon::user;
}

bool has_words(const Postmortem& value, Part part) {
  return part == Part::context ? value.context != Context{} || !value.systems.empty() : has_content(value, part);
}

void draw_outline(PartForm& form, const Outline& outline) {
  Kit& kit = form.kit;
  auto landmark = kit.region(Role::navigation, kit.say(Text::editor_parts));
  bool is_in_parts = true;
  for (const PartPage& page : outline.pages) {
    if (std::exchange(is_in_parts, page.part.has_value()) && !is_in_parts) {
      kit.space(4);
      divider(kit);
      kit.space(4);
    }
    const std::ptrdiff_t missing = outline.missing_in(page);
    // Where nothing is written yet, nothing is wrong.
    const bool is_begun = page.part && has_words(form.value, *page.part);
    const std::string state = missing > 0 ? kit.say(Text::editor_missing, missing) : std::string();
    const auto index = static_cast<std::size_t>(&page - outline.pages.data());
    const std::string address = address_of(form.value.id, page.route);
    navigation_line(kit, {.name = kit.say(page.title),
                          .icon = !page.part     ? icon_of(page.route)
                                  : missing == 0 ? Icon::check
                                  : is_begun     ? Icon::triangle_alert
                                                 : Icon::circle_dot,
                          .address = address,
                          .description = !page.part || missing > 0 ? std::string_view(state)
                                                                   : kit.say(Text::editor_nothing_missing),
                          .tone = !page.part     ? Tone::neutral
                                  : missing == 0 ? Tone::good
                                  : is_begun     ? Tone::warning
                                                 : Tone::neutral,
                          .current = index == outline.current});
  }
}

void draw_outline_as_choice(App& app, PartForm& form, const Outline& outline) {
  std::vector<std::string_view> names;
  for (const PartPage& page : outline.pages) names.push_back(form.kit.say(page.title));
  if (const auto next =
          select(form.kit, form.kit.say(Text::editor_parts), names, outline.current, {.label_hidden = true}))
    app.go_to(address_of(form.value.id, outline.pages[*next].route));
}

/// What the gaps are to somebody who reads the status.
Text title_of_gaps(StatusState state) {
  switch (state) {
    case StatusState::approved: return Text::editor_approved_without;
    case StatusState::not_required: return Text::editor_not_required_without;
    default: return Text::editor_before_approval;
  }
}

void draw_gaps(PartForm& form, const Outline& outline) {
  Kit& kit = form.kit;
  const std::string_view title = kit.say(title_of_gaps(form.value.status.state));
  auto aside = kit.region(Role::complementary, title);
  heading(kit, 4, title);
  if (outline.gaps.empty()) text(kit, kit.say(Text::editor_nothing_missing), {.style = Style::secondary});
  for (const PartPage& page : outline.pages) {
    if (outline.missing_in(page) == 0) continue;
    auto scope = kit.scope(page.route);
    kit.space(4);
    link(kit, kit.say(page.title), address_of(form.value.id, page.route));
    for (const Gap& gap : outline.gaps) {
      if (gap.part != page.part) continue;
      const std::string words = say(kit.viewport().language, gap);
      if (gap.path.empty())
        text(kit, words, {.style = Style::secondary});
      else
        link(kit, words, Route(address_of(form.value.id, page.route)).set("at", gap.path).address(), Style::secondary);
    }
  }
}

/// What is approved, or needs no approval, is only told what it still lacks.
bool draws_gaps(const PartForm& form, const Outline& outline) {
  const StatusState state = form.value.status.state;
  return !outline.gaps.empty() || (state != StatusState::approved && state != StatusState::not_required);
}

/// What stands beside the document, or folded in it where there is no room: what the coach says and what is missing.
bool has_remarks(const PartForm& form, const Outline& outline) {
  return draws_gaps(form, outline) || !outline.findings.empty();
}

void draw_remarks(PartForm& form, const Outline& outline) {
  draw_coach(form, outline.findings, outline.pages[outline.current].route);
  if (!draws_gaps(form, outline)) return;
  if (!outline.findings.empty()) {
    form.kit.space(8);
    divider(form.kit);
    form.kit.space(8);
  }
  draw_gaps(form, outline);
}

/// How many there are, and below it, unfolded, what they are. Where nothing is written there is nothing to remark on.
void draw_remarks_folded(PartForm& form, const Outline& outline) {
  const PartPage& page = outline.pages[outline.current];
  if (!page.part && page.route != "approval") return;
  Kit& kit = form.kit;
  std::string words;
  if (!outline.findings.empty())
    words = std::string(kit.say(Text::coach_title)) + ": " + std::to_string(outline.findings.size());
  if (!outline.gaps.empty()) {
    if (!words.empty()) words += " · ";
    words += kit.say(Text::editor_missing, outline.gaps.size());
  }
  if (words.empty() || !form.unfolded("remarks", words)) return;
  draw_remarks(form, outline);
  kit.space(8);
  divider(kit);
}

/// Not required asks for its reason first; the others are taken at once.
void draw_status(PartForm& form, PostmortemScreen& screen) {
  Kit& kit = form.kit;
  const auto state = screen.asks_reason ? StatusState::not_required : form.value.status.state;
  // As one comes after the other. What is written was started.
  std::vector<StatusState> states{StatusState::draft, StatusState::in_review, StatusState::approved,
                                  StatusState::not_required};
  if (state == StatusState::not_started) states.insert(states.begin(), state);
  std::vector<std::string_view> names;
  for (const StatusState one : states) names.push_back(kit.say(label_of(one)));
  const auto selected = static_cast<std::size_t>(std::ranges::find(states, state) - states.begin());
  const auto next =
      select(kit, form.label_of("status"), names, selected, {.label_hidden = true, .most = kit.available()});
  if (!next) return;
  const StatusState chosen = states[*next];
  screen.asks_reason = chosen == StatusState::not_required && form.value.status.state != chosen;
  if (!screen.asks_reason) form.wants("status", SetStatus{chosen, form.value.status.reason});
  kit.wake_in(0);
}

void draw_status_reason(PartForm& form, PostmortemScreen& screen) {
  Kit& kit = form.kit;
  const bool is_said = form.value.status.state == StatusState::not_required;
  if (!is_said && !screen.asks_reason) return;
  const TextEdit edit =
      text_field(kit, kit.say(Text::editor_not_required_because), is_said ? form.value.status.reason : screen.reason,
                 {.error = form.open.refusal("status"),
                  .hint = is_said ? std::string_view{} : kit.say(Text::refusal_not_required_needs_reason),
                  .wording = Wording::prose,
                  .multi_line = true,
                  .rows = 1});
  if (!edit.changed) return;
  screen.reason = edit.text;
  screen.asks_reason = false;
  form.wants("status", SetStatus{StatusState::not_required, screen.reason});
}

SaveState state_of_saving(const PartForm& form) {
  return static_cast<SaveState>(form.workspace.told(form.open.saving()));
}

/// Then there is a reason and a button: more than a phone's bar has room for.
bool is_not_saved(const PartForm& form) { return state_of_saving(form) == SaveState::not_saved; }

void draw_saving(PartForm& form) {
  const SaveState state = state_of_saving(form);
  if (save_state(form.kit, state, form.open.why_not_saved())) form.workspace.save_again(form.open);
}

enum class Step : std::uint8_t { none, back, forward };

Step draw_undo_buttons(PartForm& form) {
  Kit& kit = form.kit;
  Step step = Step::none;
  if (icon_button(kit, Icon::undo_2, kit.say(Text::kit_undo), {.look = Look::quiet, .disabled = !form.open.can_undo()}))
    step = Step::back;
  if (icon_button(kit, Icon::redo_2, kit.say(Text::editor_redo),
                  {.look = Look::quiet, .disabled = !form.open.can_redo()}))
    step = Step::forward;
  return step;
}

/// In a text field the browser's own undo does this, as long as there is something of it that it knows.
Step step_from_keys(Kit& kit) {
  if (const Kit::Edit* edit = kit.edit(kit.focused()); edit != nullptr && edit->open) return Step::none;
  if (kit.shortcut('z', modifier_control)) return Step::back;
  if (kit.redo_shortcut()) return Step::forward;
  return Step::none;
}

/// In the narrowest window the bar has no room for two more buttons.
bool has_steps_in_menu(const Kit& kit) { return kit.viewport().width < 360; }

Step draw_menu(App& app, PartForm& form, PostmortemScreen& screen) {
  Kit& kit = form.kit;
  enum Entry : std::uint8_t { undo, redo, share, meeting, replay, change, remove };
  // On a phone the bar has no room for Share, and what stands in the document scrolls away.
  const Entry first = has_steps_in_menu(kit) ? undo : width_of(kit.viewport()) == Width::one_column ? share : meeting;
  const MenuItem all[] = {
      {.name = kit.say(Text::kit_undo), .icon = Icon::undo_2, .disabled = !form.open.can_undo()},
      {.name = kit.say(Text::editor_redo), .icon = Icon::redo_2, .disabled = !form.open.can_redo()},
      {.name = kit.say(Text::editor_share), .icon = Icon::share_2},
      {.name = kit.say(Text::meeting_open), .icon = Icon::user, .line_before = first != meeting},
      {.name = kit.say(Text::replay_title), .icon = Icon::repeat_2},
      {.name = kit.say(Text::template_change), .icon = Icon::file_text, .line_before = true},
      {.name = kit.say(Text::editor_remove), .icon = Icon::trash_2, .danger = true, .line_before = true}};
  const auto chosen = menu(kit, kit.say(Text::editor_menu), std::span(all).subspan(first),
                           {.look = Look::quiet, .icon = Icon::ellipsis}, true);
  if (!chosen) return Step::none;
  switch (*chosen + first) {
    case undo: return Step::back;
    case redo: return Step::forward;
    case share: app.go_to(address_of(form.value.id, "share")); break;
    case meeting: app.go_to(address_of(form.value.id, "meeting")); break;
    case replay: app.go_to(address_of(form.value.id, "replay")); break;
    case change:
      screen.is_choosing_template = true;
      kit.wake_in(0);
      break;
    default:
      form.workspace.remove({form.value.id});
      app.go_to("#/");
      break;
  }
  return Step::none;
}

Step draw_bar(App& app, PartForm& form, PostmortemScreen& screen, const Rect& pane, Rect& below) {
  Kit& kit = form.kit;
  const Width width = width_of(kit.viewport());
  auto bar = top_bar(kit, pane, below);
  link(kit, kit.say(Text::editor_library), "#/", Style::secondary);
  if (width == Width::three_columns) {
    icon(kit, Icon::chevron_right);
    const std::string title = beginning_of(form.value.title, 32);
    text(kit, title.empty() ? kit.say(Text::editor_untitled) : std::string_view(title),
         {.style = Style::secondary_strong});
  }
  kit.spacer();
  if (width != Width::one_column || !is_not_saved(form)) draw_saving(form);
  Step step = has_steps_in_menu(kit) ? Step::none : draw_undo_buttons(form);
  if (width != Width::one_column) draw_status(form, screen);
  if (width != Width::one_column)
    link(kit, kit.say(Text::editor_share), "#/pm/" + unrepeat::text_of(form.value.id) + "/share",
         Style::control_strong);
  if (const Step chosen = draw_menu(app, form, screen); chosen != Step::none) step = chosen;
  return step;
}

void draw_part_and_status(App& app, PartForm& form, PostmortemScreen& screen, const Outline& outline) {
  draw_outline_as_choice(app, form, outline);
  draw_status(form, screen);
}

void draw_guidance(PartForm& form, const PartPage& page) {
  if (!page.part || form.asked == nullptr) return;
  const TemplatePart& asked = form.asked->parts[*page.part];
  const bool is_left_out = asked.hidden && form.asked->form == form.value.form;
  const std::string_view words = is_left_out ? form.kit.say(Text::template_part_not_asked) : asked.guidance;
  if (words.empty()) return;
  text(form.kit, words, {.style = Style::secondary});
  form.kit.space(4);
}

void draw_template_choice(App& app, PartForm& form, PostmortemScreen& screen) {
  if (!screen.is_choosing_template) return;
  const std::string_view current = form.value.template_ ? std::string_view(form.value.template_->id) : "";
  const Template* chosen =
      choose_template(app, screen.is_choosing_template, form.kit.say(Text::template_change_title),
                      form.kit.say(Text::template_change_explained), current, language_from_tag(form.value.language));
  if (chosen == nullptr) return;
  const std::string name = chosen->name;
  if (form.workspace.change_template(form.open, *chosen)) form.kit.announce(form.kit.say(Text::template_changed, name));
  form.kit.wake_in(0);
}

void draw_document(App& app, PartForm& form, PostmortemScreen& screen, const Outline& outline, const Rect& pane,
                   bool has_choices_inside, bool has_gaps_inside) {
  Kit& kit = form.kit;
  const PartPage& page = outline.pages[outline.current];
  const bool is_narrow = width_of(kit.viewport()) == Width::one_column;
  auto scroller = scroll_region(kit, page.route, pane, {.padding = is_narrow ? 16.f : 24.f});
  const float side = std::floor(std::max(0.f, kit.available() - document_width) / (is_narrow ? 2.f : 4.f));
  const float right = std::max(0.f, kit.available() - document_width - side);
  form.beside = std::min(right, most_beside);
  auto document = kit.inset(side, right, 10);
  if (is_narrow && is_not_saved(form)) {
    auto row = kit.row(8);
    draw_saving(form);
  }
  if (has_choices_inside) {
    auto row = kit.row(8);
    draw_part_and_status(app, form, screen, outline);
  }
  // The first part has it whole: on a phone no other one begins below a screen of it.
  draw_head(form, is_narrow, is_narrow && outline.current > 0);
  draw_status_reason(form, screen);
  if (page.part == Part::context || page.part == Part::actions) draw_received(form);
  if (page.part == Part::context) draw_earlier(form);
  heading(kit, 2, kit.say(page.heading), Style::part);
  if (has_gaps_inside) draw_remarks_folded(form, outline);
  draw_guidance(form, page);
  page.draw(form);
  // The first part has them before its lists.
  if (page.part && page.part != Part::context) draw_added(form, *page.part);
  draw_open_comments(form, page.route);
  kit.space(48);
}

/// What was taken out or restored last can be taken back at once, as long as nothing else was done.
Step draw_done(PartForm& form) {
  if (form.memory.done.empty()) return Step::none;
  const std::string words = form.memory.done;
  const Toast toast{.key = 1, .text = words, .action = form.kit.say(Text::kit_undo)};
  const auto press = toasts(form.kit, std::span(&toast, 1));
  if (!press) return Step::none;
  form.memory.done.clear();
  form.kit.wake_in(0);
  return press->action ? Step::back : Step::none;
}

/// Goes to what the address names: an entry, or in the history what changed since somebody said something of the text.
void look_for(PartForm& form, std::string_view part, const Uuid& id) {
  if (part != "history") return go_to_entry(form.memory, form.value, id);
  for (const Approval& approval : form.value.approvals)
    if (approval.id == id && approval.at) compare_since(form, *approval.at);
}

void draw_ready(App& app, PostmortemScreen& screen, OpenPostmortem& open, std::string_view part, const Rect& pane) {
  Kit& kit = app.kit();
  PartForm form(kit, app.workspace(), open, screen.memory);
  kit.set_writing_language(form.value.language);
  if (const auto entry = std::exchange(screen.looks_for, {})) look_for(form, part, *entry);
  go_to_path(form.memory, std::exchange(screen.looks_at, {}));
  const PostmortemScreen::Findings& findings = screen.findings_in(form);
  Outline outline{.pages = pages_of(form), .gaps = findings.gaps, .findings = findings.coach};
  const auto found = std::ranges::find(outline.pages, part, &PartPage::route);
  if (found != outline.pages.end()) outline.current = static_cast<std::size_t>(found - outline.pages.begin());

  if (screen.search) {
    screen.search->read(form);
    kit.look_for(screen.search->words());
    if (const auto elsewhere = screen.search->lead(form, outline.pages[outline.current].route))
      app.replace_route(address_of(form.value.id, *elsewhere));
  }

  Rect below;
  Step step = draw_bar(app, form, screen, pane, below);
  if (screen.search) {
    const Rect rest = below;
    auto bar = top_bar(kit, rest, below);
    if (!screen.search->draw(form)) screen.search.reset();
  }
  const Width width = width_of(kit.viewport());
  const bool is_narrow = width == Width::one_column;
  const bool has_aside = width == Width::three_columns && has_remarks(form, outline);
  // Part and status stay in reach, unless a keyboard or the magnification leaves the text too little height.
  const bool has_choices_bar = is_narrow && below.height >= least_height_below_bars;
  if (has_choices_bar) {
    const Rect rest = below;
    auto bar = top_bar(kit, rest, below);
    draw_part_and_status(app, form, screen, outline);
  }
  const float left = is_narrow ? 0 : metric::outline + 24, right = has_aside ? metric::coach : 0;
  if (!is_narrow) {
    auto column = kit.column({below.x + 12, below.y + 20, metric::outline, 0}, 2);
    draw_outline(form, outline);
  }
  draw_document(app, form, screen, outline, {below.x + left, below.y, below.width - left - right, below.height},
                is_narrow && !has_choices_bar, width != Width::three_columns);
  if (has_aside) {
    const Rect aside{below.right() - right, below.y, right, below.height};
    kit.fill({aside.x, aside.y, 1, aside.height}, kit.colour(Token::line));
    auto scroller = scroll_region(kit, "gaps", aside, {.padding = 16});
    draw_remarks(form, outline);
  }
  draw_template_choice(app, form, screen);
  draw_added_image(form);
  if (const Step removed = draw_done(form); removed != Step::none) step = removed;
  if (const Step keys = step_from_keys(kit); keys != Step::none) step = keys;
  form.finish();
  // What is asked for may not be there, or not in this part.
  constexpr int patience = 6;
  if (screen.memory.wanted.empty() || ++screen.memory.waited > patience)
    screen.memory.wanted.clear(), screen.memory.waited = 0, screen.memory.is_only_shown = false;
  else
    kit.wake_in(0);
  if (step == Step::none) return;
  screen.memory.done.clear();
  if (step == Step::back)
    app.workspace().undo(open);
  else
    app.workspace().redo(open);
  kit.wake_in(0);
}

}  // namespace

void draw_postmortem_screen(App& app) {
  Kit& kit = app.kit();
  const Route route(app.route());
  const auto uuid = uuid_from(route.part(1));
  OpenPostmortem* open = uuid ? &app.workspace().open(PostmortemId::from(*uuid)) : nullptr;
  // What was written as a card opens as one, until a part is asked for.
  const bool is_ready = open != nullptr && open->state() == OpenPostmortem::State::ready;
  if (is_ready && open->value().form == Form::card && route.part(2).empty()) return draw_card_screen(app);
  std::string title;
  if (open != nullptr && open->state() == OpenPostmortem::State::ready) title = open->value().title;
  if (title.empty()) title = kit.say(Text::editor_postmortem);
  page_frame(app, NavigationPlace::library, title, [&](const Rect& pane) {
    // No field, focus or place of one post-mortem is that of another.
    auto scope = kit.scope(uuid ? unrepeat::text_of(*uuid) : std::string());
    if (open != nullptr && open->state() == OpenPostmortem::State::ready) {
      app.workspace().take_images_into(PostmortemId::from(*uuid));
      PostmortemScreen& screen = app.remembered<std::map<Uuid, PostmortemScreen>>()[*uuid];
      if (const std::uint64_t before = std::exchange(screen.arrivals, app.arrivals()); before != app.arrivals()) {
        // Another part is reached from here.
        if (before + 1 != app.arrivals()) screen.search.reset();
        screen.memory.done.clear();
        screen.is_choosing_template = false;
        screen.looks_for = uuid_from(route.part(3));
      }
      // Asked for once: the address goes back to that of the part, so that it can be asked for again.
      if (const std::string at(route.parameter("at")); !at.empty()) {
        screen.looks_at = at;
        app.replace_route(Route(route).set("at", {}).address());
      }
      if (const std::string typed(route.parameter("find")); !typed.empty()) {
        screen.search.emplace(typed);
        app.replace_route(Route(route).set("find", {}).address());
      }
      draw_ready(app, screen, *open, route.part(2), pane);
      return;
    }
    draw_not_ready(kit, open, pane);
  });
}

}  // namespace unrepeat::shell
