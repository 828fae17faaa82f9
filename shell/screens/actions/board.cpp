// A column for each state, as many cards as are read and not scrolled through; a card is carried into another column.
#include "shell/screens/actions/board.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

using protocol::PromiseSort;
using protocol::PromiseView;

/// What the columns of the board hold.
constexpr std::array board_states = {ActionState::committed, ActionState::in_progress, ActionState::done,
                                     ActionState::verified};
static_assert(board_states.size() + 2 == promise_window_count);
constexpr std::array column_names = {Text::actions_column_committed, Text::actions_column_in_progress,
                                     Text::actions_column_done, Text::actions_column_verified};
static_assert(column_names.size() == board_states.size());
/// A column is read, not scrolled through: the table has all.
constexpr std::size_t most_cards = 30;

class PromiseBoard {
 public:
  explicit PromiseBoard(const PromiseListing& listing)
      : listing_(listing), kit_(listing.kit), workspace_(listing.workspace) {}
  void draw();

 private:
  PromiseQuery query_of_column(std::size_t column) const;
  /// Whether the view is of promises of that state at all; a card is carried into the others to leave it.
  bool can_hold(std::size_t column) const;
  void draw_column(std::size_t column);
  void draw_card(const Promise& promise);
  /// The same menu that the right button opens, for who looks for it: in the line where it is from.
  void draw_state_button(const Promise& promise, const Rect& line);
  /// Under the pointer; over another column it is dropped into that state.
  void draw_carried();
  /// What has no column.
  void draw_others();
  /// From card to card with the arrow keys.
  void walk();

  const PromiseListing& listing_;
  Kit& kit_;
  Workspace& workspace_;
  std::array<Rect, board_states.size()> columns_{};  ///< Where they were drawn.
  std::array<std::vector<Id>, board_states.size()> cards_;
  std::size_t drawn_ = 0;  ///< The column that is being drawn.
  std::optional<std::pair<Promise, Kit::Drag>> carried_;
};

void PromiseBoard::draw() {
  // What is searched for or pressing is seldom in every state: a state without any is as wide as its name, and a card
  // can be dropped on it.
  constexpr float gap = 16, beside_name = 24;
  float names = 0;
  std::size_t empty_count = 0;
  std::array<float, board_states.size()> shares{};
  bool has_any = false;
  for (std::size_t column = 0; column < board_states.size(); ++column) {
    const PromiseWindow& window = workspace_.look_for_promises(column + 1, query_of_column(column));
    const bool is_empty = window.has_arrived() && window.size() == 0;
    has_any |= !is_empty;
    if (!is_empty) continue;
    shares[column] = kit_.measure(Style::secondary_strong, kit_.say(column_names[column])) + beside_name;
    names += shares[column];
    ++empty_count;
  }
  const float room = kit_.available() - gap * static_cast<float>(board_states.size() - 1) - names;
  for (float& share : shares)
    if (share == 0) share = room / static_cast<float>(board_states.size() - empty_count);
  const bool is_all =
      !listing_.is_filtered() && (listing_.query.view == PromiseView::open || listing_.query.view == PromiseView::all);
  if (is_all) shares.fill(1);
  if (!has_any && !is_all) return listing_.draw_none();
  draw_others();
  kit_.split(shares, gap, 80, [&](std::size_t column) {
    auto scope = kit_.scope(static_cast<std::uint64_t>(column));
    draw_column(column);
  });
  draw_carried();
  walk();
}

PromiseQuery PromiseBoard::query_of_column(std::size_t column) const {
  PromiseQuery query = listing_.query;
  query.state = board_states[column];
  // The views are about what is open; the board shows besides what has been kept.
  if (query.view == PromiseView::open) query.view = PromiseView::all;
  if (query.state == ActionState::verified) query.sort = PromiseSort::changed, query.descending = true;
  return query;
}

bool PromiseBoard::can_hold(std::size_t column) const {
  const ActionState state = board_states[column];
  switch (listing_.query.view) {
    case PromiseView::open:
    case PromiseView::all: return true;
    case PromiseView::look_due:
    case PromiseView::to_verify: return state == ActionState::done;
    case PromiseView::verified_lately: return state == ActionState::verified;
    case PromiseView::ideas: return false;
    default: return is_under_way(state);
  }
}

void PromiseBoard::draw_column(std::size_t column) {
  const PromiseQuery query = query_of_column(column);
  const PromiseWindow& window = workspace_.look_for_promises(column + 1, query);
  const std::string_view name = kit_.say(column_names[column]);
  drawn_ = column;
  columns_[column] = {kit_.pen_x(), kit_.pen_y(), kit_.available(), kit_.viewport().height - kit_.pen_y()};
  auto region = kit_.region(Role::group, name);
  {
    auto row = kit_.row(8);
    heading(kit_, 2, name, Style::secondary_strong);
    if (window.has_arrived() && (window.size() > 0 || can_hold(column)))
      text(kit_, number_words(workspace_.language, static_cast<std::int64_t>(window.size())),
           {.style = Style::secondary});
  }
  if (!window.has_arrived()) return listing_.draw_skeleton();
  if (window.size() == 0)
    return text(kit_, kit_.say(can_hold(column) ? Text::actions_none_in_column : Text::actions_drop_here),
                {.style = Style::caption, .max_width = 0});
  for (std::size_t i = 0; i < std::min(window.size(), most_cards); ++i)
    if (const Promise* promise = window.row(i)) draw_card(*promise);
  if (window.size() > most_cards &&
      button(kit_, kit_.say(Text::actions_show_all, window.size()), {.look = Look::quiet}))
    listing_.app.replace_route(
        Route(listing_.route)
            .set("as", "table")
            .set("view", listing_.query.view == PromiseView::open ? "all" : listing_.route.parameter("view"))
            .set("sort", "state")
            .address());
}

void PromiseBoard::draw_card(const Promise& promise) {
  constexpr float padding = 12, gap = 2, around_line = 4, beside_from = 24;
  constexpr std::size_t most_lines = 6, most_lines_beside = 2;
  auto scope = kit_.scope(key_of(promise.id));
  const std::string_view title = listing_.title_of(promise);
  const PromiseWords stands = listing_.standing(promise);
  const std::vector<std::string> besides = listing_.besides(promise);
  const std::string age = listing_.age_words(promise);
  const float width = kit_.available() - 2 * padding;
  std::string from = listing_.where_from(promise);
  // What opens the menu of states stands beside where it is from.
  const float from_width = width - beside_from;
  // Beside where it is from, or whole in a line of its own.
  const bool stands_beside =
      kit_.measure(Style::caption, from) + kit_.measure(Style::caption, " · " + age) <= from_width;
  if (!age.empty() && !from.empty() && stands_beside) from += " · ";
  if (stands_beside || from.empty()) from += age;
  const std::size_t lines = std::min(kit_.break_lines(Style::strong, title, width).size(), most_lines);
  constexpr float foot = 22;
  float height = static_cast<float>(lines) * kit_.rule(Style::strong).line_height + gap;
  const float title_height = height;
  const auto height_of = [&](std::string_view words, float within) {
    const std::size_t needed = std::min(kit_.break_lines(Style::caption, words, within).size(), most_lines_beside);
    return static_cast<float>(needed) * kit_.rule(Style::caption).line_height;
  };
  const bool has_line_of_age = !from.ends_with(age);
  height += height_of(from, from_width) + gap + foot;
  if (has_line_of_age) height += kit_.rule(Style::caption).line_height + gap;
  // Owner and standing stand in one line where there is room.
  const float owner_width = promise.owner.empty() ? 0 : kit_.measure(Style::secondary, promise.owner) + 28;
  const float stands_width = kit_.measure(Style::caption_strong, stands.words);
  const bool is_stacked = owner_width > 0 && owner_width + stands_width + 12 > width;
  if (is_stacked) height += foot + gap;
  if (!besides.empty()) height += 2 * gap + 2 * around_line + metric::hairline + gap;
  for (const std::string& one : besides) height += height_of(one, width) + gap;
  std::string told = stands.words;
  for (const std::string* more : std::initializer_list<const std::string*>{&promise.owner, &from})
    if (!more->empty()) told += " · " + *more;
  if (has_line_of_age) told += " · " + age;
  const auto draw_content = [&] {
    text(kit_, title,
         {.style = Style::strong, .max_width = 0, .max_lines = static_cast<int>(most_lines), .silent = true});
    text(kit_, from,
         {.style = Style::caption, .max_width = from_width, .max_lines = static_cast<int>(most_lines_beside)});
    if (has_line_of_age) text(kit_, age, {.style = Style::caption, .max_width = 0, .max_lines = 1});
    const auto say_standing = [&] {
      text(kit_, stands.words, {.style = Style::caption_strong, .tone = stands.tone, .max_width = 0, .max_lines = 1});
    };
    {
      auto row = kit_.row(8, foot);
      if (!promise.owner.empty()) person(kit_, promise.owner);
      if (!is_stacked) {
        if (!promise.owner.empty()) kit_.spacer();
        say_standing();
      }
    }
    if (is_stacked) {
      auto row = kit_.row(8, foot);
      say_standing();
    }
    if (besides.empty()) return;
    kit_.space(around_line);
    divider(kit_);
    kit_.space(around_line);
    for (const std::string& one : besides)
      text(kit_, one,
           {.style = Style::caption,
            .tone = Tone::warning,
            .max_width = 0,
            .max_lines = static_cast<int>(most_lines_beside)});
  };
  Rect card;
  const Interaction on = pressable(
      kit_, title, {.height = height, .description = told, .holds_controls = true, .placed = &card}, draw_content);
  cards_[drawn_].push_back(kit_.id(title));
  const auto drag = kit_.drag_of(kit_.id(title), on);
  if (drag) carried_.emplace(promise, *drag);
  if (on.pressed && !drag) listing_.app.go_to(listing_.address_of(promise));
  listing_.draw_menu_of(promise, kit_.id(title));
  draw_state_button(promise,
                    {card.x + padding, card.y + padding + title_height, width, kit_.rule(Style::caption).line_height});
}

void PromiseBoard::draw_state_button(const Promise& promise, const Rect& line) {
  // Its sign ends where the line does.
  const float side = kit_.control_height(), beside_sign = 8;
  auto corner =
      kit_.column({line.right() + beside_sign - side, std::round(line.y + (line.height - side) / 2), side, 0}, 0);
  const std::string name =
      kit_.say(Text::actions_change_state, kit_.say(label_of(promise.state)), listing_.title_of(promise));
  const auto items = listing_.state_items(promise.state);
  const auto chosen = menu(kit_, name, items, {.look = Look::quiet, .icon = Icon::ellipsis, .key = "state"}, true);
  if (const auto state = PromiseListing::state_from(chosen, promise)) listing_.set_state(promise, *state);
}

void PromiseBoard::walk() {
  const auto go = [&](std::size_t column, std::size_t place) {
    kit_.request_focus(cards_[column][std::min(place, cards_[column].size() - 1)]);
    kit_.wake_in(0);
  };
  for (std::size_t column = 0; column < cards_.size(); ++column) {
    const auto found = std::ranges::find(cards_[column], kit_.focused());
    if (found == cards_[column].end()) continue;
    const auto place = static_cast<std::size_t>(found - cards_[column].begin());
    if (kit_.shortcut(key_down, 0)) return go(column, place + 1);
    if (kit_.shortcut(key_up, 0)) return go(column, place == 0 ? 0 : place - 1);
    if (kit_.shortcut(key_home, 0)) return go(column, 0);
    if (kit_.shortcut(key_end, 0)) return go(column, cards_[column].size());
    if (kit_.shortcut(key_right, 0))
      for (std::size_t next = column + 1; next < cards_.size(); ++next)
        if (!cards_[next].empty()) return go(next, place);
    if (kit_.shortcut(key_left, 0))
      for (std::size_t next = column; next-- > 0;)
        if (!cards_[next].empty()) return go(next, place);
    return;
  }
}

void PromiseBoard::draw_carried() {
  if (!carried_) return;
  const auto& [promise, drag] = *carried_;
  const auto over = std::ranges::find_if(columns_, [&](const Rect& column) { return column.contains(drag.x, drag.y); });
  const bool is_over = over != columns_.end();
  const ActionState state = is_over ? board_states[static_cast<std::size_t>(over - columns_.begin())] : promise.state;
  if (kit_.shortcut(key_escape, 0)) {
    kit_.drop_what_is_carried();
    return kit_.wake_in(0);
  }
  if (drag.ended) {
    if (state != promise.state) listing_.set_state(promise, state);
    return;
  }
  constexpr float around = 8, beside_pointer = 12, width = 240, height = 44;
  if (state != promise.state)
    kit_.outline({over->x - around, over->y - around, over->width + 2 * around, over->height},
                 kit_.colour(Token::accent), metric::card_radius, 2);
  const Rect ghost{drag.x + beside_pointer, drag.y + beside_pointer, width, height};
  kit_.draw_shadow(ghost, metric::card_radius);
  kit_.fill(ghost, kit_.colour(Token::raised), metric::card_radius);
  kit_.outline(ghost, kit_.colour(Token::accent), metric::card_radius);
  const float line = kit_.rule(Style::strong).line_height;
  kit_.draw_line(Style::strong, ghost.x + beside_pointer, ghost.y + (height - line) / 2, kit_.colour(Token::ink),
                 listing_.title_of(promise), width - 2 * beside_pointer);
}

void PromiseBoard::draw_others() {
  if (listing_.query.view != PromiseView::all) return;
  const PromiseCounts& counts =
      listing_.is_filtered() ? workspace_.count_narrowed(listing_.query) : workspace_.promise_counts();
  std::int64_t others = counts.of(PromiseView::all);
  for (std::size_t column = 0; column < board_states.size(); ++column) {
    const PromiseWindow& window = workspace_.look_for_promises(column + 1, query_of_column(column));
    if (!window.has_arrived()) return;
    others -= static_cast<std::int64_t>(window.size());
  }
  const std::int64_t ideas = counts.of(PromiseView::ideas), dropped = others - ideas;
  std::string which = ideas > 0 ? kit_.say(Text::actions_idea_count, ideas) : std::string();
  if (dropped > 0) which += (which.empty() ? "" : " · ") + kit_.say(Text::actions_dropped_count, dropped);
  if (which.empty()) return;
  auto scope = kit_.scope("others");
  auto row = kit_.row(8);
  text(kit_, kit_.say(Text::actions_not_on_board, which), {.style = Style::secondary});
  link(kit_, kit_.say(Text::actions_as_table), Route(listing_.route).set("as", "table").address());
}

}  // namespace

void draw_promise_board(const PromiseListing& listing) { PromiseBoard(listing).draw(); }

}  // namespace unrepeat::shell
