// Rows with all that is asked of a promise; in groups, a table for each below one header.
#include "shell/screens/actions/table.hpp"

#include <algorithm>
#include <cmath>

#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/actions/several.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

using protocol::PromiseGrouping;

class PromiseTable {
 public:
  explicit PromiseTable(const PromiseListing& listing)
      : listing_(listing), kit_(listing.kit), workspace_(listing.workspace) {}
  void draw();
  void draw_grouping();

 private:
  std::string name_of(const protocol::PromiseGroup& group) const;
  /// Where nothing is promised any more, why that is takes the place of when it is due.
  bool tells_reasons() const { return listing_.query.view == protocol::PromiseView::dropped; }
  float row_height() const { return listing_.is_narrow ? 126.f : 78.f; }
  /// `lead`: room below the header for what stands there.
  void draw_rows(const PromiseWindow& window, std::size_t first, std::size_t count, std::string_view name,
                 float lead = 0);
  void draw_wide_row(Table& table, const Promise& promise);
  void draw_narrow_row(Table& table, const Promise& promise);
  void draw_state_menu(const Promise& promise);

  const PromiseListing& listing_;
  Kit& kit_;
  Workspace& workspace_;
};

void PromiseTable::draw_wide_row(Table& table, const Promise& promise) {
  const Language language = workspace_.language;
  constexpr float line = 19, between = 8;
  Promise told = promise;
  // It has a column of its own.
  if (tells_reasons()) told.reason.clear();
  const std::string beside = listing_.besides_in_line(told), from = listing_.where_from(promise);
  const float title = table.title_height(listing_.title_of(promise));
  const float both = kit_.measure(Style::caption, from) + between + kit_.measure(Style::caption, beside);
  // Below a short title there is room for two lines.
  const bool is_below =
      !beside.empty() && both > table.title_width() && title < 2 * kit_.rule(Style::strong).line_height;
  table.title_cell(title + (is_below ? 2 * line : line), listing_.title_of(promise), [&] {
    const auto say_beside = [&](float width) {
      text(kit_, beside,
           {.style = Style::caption,
            .tone = PromiseListing::tone_of_besides(promise),
            .max_width = width,
            .max_lines = 1});
    };
    {
      auto row = kit_.row(between, line);
      text(kit_, from, {.style = Style::caption, .max_width = kit_.available(), .max_lines = 1});
      const float left = kit_.available() - 1;
      if (!beside.empty() && !is_below && left > 60) say_beside(left);
    }
    if (is_below) say_beside(0);
  });
  const auto words_cell = [&](std::string_view words, Tone tone = Tone::neutral) {
    table.cell(19,
               [&] { text(kit_, words, {.style = Style::secondary, .tone = tone, .max_width = 0, .max_lines = 1}); });
  };
  table.cell(kit_.control_height(), [&] { draw_state_menu(promise); });
  const PromiseWords stands = listing_.standing(promise);
  auto scope = kit_.scope(key_of(promise.id));
  // Changed where it stands: a press says who, or until when.
  const auto button_cell = [&](Text column, std::string_view words, Tone tone, const std::string& below, auto&& ask) {
    const float line_below = below.empty() ? 0.f : kit_.rule(Style::caption).line_height;
    table.cell(kit_.control_height() + line_below, [&] {
      auto lines = kit_.inset(0, 0, 0);
      const std::string name = kit_.say(Text::actions_change_cell, kit_.say(column), words, listing_.title_of(promise));
      const float width = std::min(kit_.available(), std::ceil(kit_.measure(Style::secondary, words)));
      if (button(kit_, name,
                 {.look = Look::note, .tone = tone, .shown = words, .width = width, .key = kit_.say(column)}))
        ask(promise);
      if (!below.empty()) text(kit_, below, {.style = Style::caption, .max_width = 0, .max_lines = 1});
    });
  };
  button_cell(Text::actions_column_owner,
              promise.owner.empty() ? kit_.say(Text::library_unknown) : std::string_view(promise.owner), Tone::neutral,
              {}, [&](const Promise& one) { listing_.ask_owner(one); });
  // How long ago it was says which day only to who reckons.
  const bool is_late = stands.tone == Tone::bad || (promise.state == ActionState::done && stands.tone == Tone::warning);
  const std::string& day = promise.state == ActionState::done ? promise.look_on : promise.due;
  if (tells_reasons()) {
    const std::string_view reason = promise.reason.empty() ? kit_.say(Text::library_unknown) : promise.reason;
    constexpr int most_lines = 3;
    const auto lines = kit_.break_lines(Style::secondary, reason, table.title_width()).size();
    const float height = kit_.rule(Style::secondary).line_height;
    table.cell(height * static_cast<float>(std::clamp<std::size_t>(lines, 1, most_lines)),
               [&] { text(kit_, reason, {.style = Style::secondary, .max_width = 0, .max_lines = most_lines}); });
  } else {
    button_cell(Text::actions_column_due, stands.words, stands.tone,
                is_late && !day.empty() ? date_words(language, day) : std::string(),
                [&](const Promise& one) { listing_.ask_due(one); });
  }
  const std::optional<std::int64_t> age = age_in_days(promise, listing_.query.now);
  words_cell(age ? span_words(language, *age) : std::string(kit_.say(Text::library_unknown)));
  words_cell(promise.slips == 0 ? std::string(kit_.say(Text::library_unknown))
                                : kit_.say(Text::actions_moved_times, promise.slips));
  words_cell(promise.changed_at ? date_words(language, *promise.changed_at, workspace_.time_zone(), workspace_.zones())
                                : std::string(kit_.say(Text::library_unknown)));
}

void PromiseTable::draw_narrow_row(Table& table, const Promise& promise) {
  constexpr float before_owner = 2, owner_line = 22;
  std::string from = std::string(kit_.say(label_of(promise.state))) + " · " + listing_.where_from(promise);
  // Where it has room; the promise itself says when it was made.
  if (const std::string age = " · " + listing_.age_words(promise);
      kit_.measure(Style::caption, from) + kit_.measure(Style::caption, age) <= kit_.available())
    from += age.size() > std::string_view(" · ").size() ? age : std::string();
  const std::string beside = listing_.besides_in_line(promise);
  const float line = kit_.rule(Style::caption).line_height;
  const float below = line + before_owner + owner_line + (beside.empty() ? 0.f : line);
  table.title_cell(table.title_height(listing_.title_of(promise)) + below, listing_.title_of(promise), [&] {
    text(kit_, from, {.style = Style::caption, .max_width = 0, .max_lines = 1});
    kit_.space(before_owner);
    {
      const PromiseWords stands = listing_.standing(promise);
      auto row = kit_.row(8, owner_line);
      if (!promise.owner.empty()) {
        person(kit_, promise.owner);
        kit_.spacer();
      }
      text(kit_, stands.words, {.style = Style::caption_strong, .tone = stands.tone});
    }
    if (!beside.empty())
      text(kit_, beside,
           {.style = Style::caption, .tone = PromiseListing::tone_of_besides(promise), .max_width = 0, .max_lines = 1});
  });
}

void PromiseTable::draw_state_menu(const Promise& promise) {
  auto scope = kit_.scope(key_of(promise.id));
  const std::string name =
      kit_.say(Text::actions_change_state, kit_.say(label_of(promise.state)), listing_.title_of(promise));
  const auto items = listing_.state_items(promise.state);
  if (const auto state = listing_.state_from(
          menu(kit_, name, items, {.look = Look::note, .shown = kit_.say(label_of(promise.state)), .key = "state"}),
          promise))
    listing_.set_state(promise, *state);
}

void PromiseTable::draw() {
  const PromiseWindow& window = workspace_.look_for_promises(promise_table_window, listing_.query);
  if (!window.has_arrived()) return listing_.draw_skeleton();
  if (window.size() == 0) return listing_.draw_none();
  if (listing_.query.group == PromiseGrouping::none || window.groups().empty())
    return draw_rows(window, 0, window.size(), kit_.say(Text::actions_table));
  // What many groups out of sight take is known from one that was drawn, so that a frame costs as much as what is seen.
  constexpr std::size_t most_drawn = 40;
  const bool are_many = window.groups().size() > most_drawn;
  const Rect view = kit_.scroller() != nullptr ? kit_.scroller()->rect : kit_.viewport_rect();
  float beside_rows = 0;
  std::size_t first = 0;
  for (const protocol::PromiseGroup& group : window.groups()) {
    const auto count = static_cast<std::size_t>(group.count);
    const float top = kit_.pen_y(), rows = static_cast<float>(count) * row_height();
    const bool is_out_of_sight = top + beside_rows + rows < view.y - view.height || top > view.bottom() + view.height;
    if (are_many && beside_rows > 0 && is_out_of_sight) {
      kit_.move_pen(top + beside_rows + rows);
      first += count;
      continue;
    }
    auto scope = kit_.scope(group.key);
    const std::string name = name_of(group);
    const auto draw_head = [&] {
      auto row = kit_.row(8);
      heading(kit_, 2, name, Style::secondary_strong);
      text(kit_, number_words(workspace_.language, group.count), {.style = Style::secondary});
    };
    // What the columns are stands once, above the first of all.
    const bool is_below_header = first == 0 && !listing_.is_narrow;
    if (is_below_header) {
      auto below = kit_.column({kit_.pen_x(), kit_.pen_y() + kit_.control_height() + 16, kit_.available(), 0});
      draw_head();
    } else {
      draw_head();
    }
    draw_rows(window, first, count, name, is_below_header ? 52.f : 0.f);
    if (first > 0) beside_rows = kit_.pen_y() - top - rows;
    first += count;
  }
}

std::string PromiseTable::name_of(const protocol::PromiseGroup& group) const {
  const auto or_none = [&](Text none, auto&& named) {
    return group.key.empty() ? std::string(kit_.say(none)) : std::string(named());
  };
  const auto word_of = [&]<class Choice>(std::optional<Choice> choice) {
    return choice ? kit_.say(label_of(*choice)) : std::string_view(group.key);
  };
  switch (listing_.query.group) {
    case PromiseGrouping::owner: return or_none(Text::actions_no_owner, [&] { return group.key; });
    case PromiseGrouping::system: return or_none(Text::actions_no_system, [&] { return group.key; });
    case PromiseGrouping::due_week:
      return or_none(Text::actions_no_due,
                     [&] { return kit_.say(Text::actions_week_of, date_words(workspace_.language, group.key)); });
    case PromiseGrouping::kind:
      return or_none(Text::actions_no_kind, [&] { return word_of(choice_spelt<ActionKind>(group.key)); });
    case PromiseGrouping::effect:
      return or_none(Text::learn_no_effect, [&] { return word_of(choice_spelt<Effect>(group.key)); });
    case PromiseGrouping::theme:
      return or_none(Text::actions_no_theme, [&] { return group.title.empty() ? group.key : group.title; });
    case PromiseGrouping::postmortem:
      return group.title.empty() ? std::string(kit_.say(Text::library_untitled)) : group.title;
    case PromiseGrouping::none: break;
  }
  return group.key;
}

/// A part of the rows as a table: all of them, or those of a group.
void PromiseTable::draw_rows(const PromiseWindow& window, std::size_t first, std::size_t count, std::string_view name,
                             float lead) {
  const auto say = [&](Text name) { return kit_.say(name); };
  const auto width_of_words = [&](Style style, Text header, std::initializer_list<std::string_view> longest) {
    float width = kit_.measure(Style::caption, say(header)) + 20;
    for (const std::string_view words : longest) width = std::max(width, kit_.measure(style, words));
    return std::ceil(width);
  };
  constexpr float beside_state = 36;
  float state = 0;
  for (const MenuItem& item : listing_.state_items(ActionState::idea))
    state = std::max(state, kit_.measure(Style::control_strong, item.name) + beside_state);
  const std::string date = date_words(workspace_.language, Instant{1'790'553'600'000'000}, "UTC", workspace_.zones());
  const std::string longest_span = span_words(workspace_.language, 500);
  TableColumn wide[] = {
      {.name = say(Text::actions_column_select), .width = kit_.viewport().touch ? metric::control_touch : 32.f},
      {.name = say(Text::actions_column_promise), .sortable = true},
      {.name = say(Text::actions_column_state), .width = std::ceil(state), .sortable = true},
      {.name = say(Text::actions_column_owner), .width = 150, .sortable = true, .from = 640},
      {.name = say(Text::actions_column_due),
       .width = width_of_words(Style::secondary, Text::actions_column_due,
                               {kit_.say(Text::editor_overdue, longest_span), kit_.say(Text::editor_due_on, date),
                                kit_.say(Text::actions_look_late, longest_span)}),
       .sortable = true},
      {.name = say(Text::actions_column_age),
       .width = width_of_words(Style::secondary, Text::actions_column_age, {longest_span}),
       .sortable = true,
       .from = 820},
      {.name = say(Text::actions_column_moved),
       .width = width_of_words(Style::secondary, Text::actions_column_moved, {kit_.say(Text::actions_moved_times, 10)}),
       .sortable = true,
       .from = 980},
      {.name = say(Text::actions_column_changed),
       .width = width_of_words(Style::secondary, Text::actions_column_changed, {date}),
       .sortable = true,
       .from = 1240},
  };
  if (tells_reasons()) {
    wide[4] = {.name = say(Text::field_reason)};
    for (const std::size_t hidden : {5, 6}) wide[hidden].from = 1e9f;
  }
  const auto sorted = std::ranges::find(promise_sorts(), listing_.query.sort, &PromiseSortName::sort);
  Table table(kit_, {.name = name,
                     .columns = listing_.is_narrow ? std::span(wide).subspan(1, 1) : std::span(wide),
                     .row_count = count,
                     .row_height = row_height(),
                     .sorted_by = listing_.is_narrow || sorted == promise_sorts().end()
                                      ? SIZE_MAX
                                      : static_cast<std::size_t>(sorted->column) + 1,
                     .descending = listing_.query.descending,
                     .title_lines = 2,
                     // Groups stand below one another in the same columns.
                     .header_hidden = listing_.is_narrow || first > 0,
                     .lead = lead});
  if (table.sort_pressed && *table.sort_pressed > 0) {
    const auto chosen = std::ranges::find(promise_sorts(), static_cast<PromiseColumn>(*table.sort_pressed - 1),
                                          &PromiseSortName::column);
    const bool is_turned = listing_.query.sort == chosen->sort && listing_.query.descending == chosen->descending_first;
    listing_.app.replace_route(
        Route(listing_.route).set("sort", chosen->parameter).set("order", is_turned ? "reversed" : "").address());
  }
  if (table.rows.first < table.rows.last)
    workspace_.show_promises(promise_table_window, first + table.rows.first, first + table.rows.last);
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const Promise* promise = window.row(first + i);
    if (promise == nullptr) continue;
    const std::string address = listing_.address_of(*promise);
    if (table.row(i, key_of(promise->id), {.address = address, .selected = is_selected(listing_, *promise)}).pressed)
      listing_.app.go_to(address);
    listing_.draw_menu_of(*promise, kit_.id("row"));
    // What is done to several needs the room of a window.
    if (listing_.is_narrow) {
      draw_narrow_row(table, *promise);
      continue;
    }
    table.cell(kit_.viewport().touch ? metric::control_touch : 28, [&] { draw_selecting(listing_, *promise); });
    draw_wide_row(table, *promise);
  }
}

void PromiseTable::draw_grouping() {
  std::vector<std::string> named{std::string(kit_.say(Text::actions_group_none))};
  std::size_t selected = 0;
  for (const PromiseGroupName& group : promise_groups()) {
    if (group.group == listing_.query.group) selected = named.size();
    named.push_back(kit_.say(Text::learn_behind_of, kit_.say(Text::actions_group), kit_.say(group.name)));
  }
  const std::vector<std::string_view> names(named.begin(), named.end());
  const auto next = select(kit_, kit_.say(Text::actions_group), names, selected, {.label_hidden = true});
  if (!next) return;
  listing_.app.replace_route(Route(listing_.route)
                                 .set("group", *next == 0 ? std::string_view{} : promise_groups()[*next - 1].parameter)
                                 .set("as", "table")
                                 .address());
}

}  // namespace

void draw_promise_table(const PromiseListing& listing) { PromiseTable(listing).draw(); }
void draw_promise_grouping(const PromiseListing& listing) { PromiseTable(listing).draw_grouping(); }

}  // namespace unrepeat::shell
