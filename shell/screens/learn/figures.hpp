// Each figure of the Learn screen as a card: how many it counts, what it leaves out, its chart, and what may be
// concluded.
#pragma once

#include <map>
#include <optional>

#include "shell/app.hpp"
#include "shell/route.hpp"
#include "shell/screens/learn/scope.hpp"

namespace unrepeat::shell {

/// What the screen remembers between frames.
struct LearnScreenState {
  bool shows_filters = false;
  bool is_stopped = false;  ///< Reading the library was cancelled.
  bool shows_shares = false;
  /// A part of the time whose incidents are listed below the dots.
  std::optional<std::pair<Instant, Instant>> marked;
  std::optional<PostmortemId> open_family;  ///< By its last incident.
  /// A card whose picture is taken: once nothing lies over it any more, and all of it is in sight.
  std::optional<FigureKind> picture;
  int frames_to_picture = 0;
};

class FigureCards {
 public:
  /// `are_level`: cards of one row stand side by side.
  FigureCards(App& app, LearnScreenState& state, const FigureScope& scope, const FiguresOnPage& figures, bool are_level)
      : app_(app),
        kit_(app.kit()),
        workspace_(app.workspace()),
        state_(state),
        route_(app.route()),
        scope_(scope),
        figures_(figures),
        are_level_(are_level) {}

  /// A card with its chart. Cards of one row are as high as each other: `row` tells them apart.
  void draw(FigureKind kind, std::string_view row);
  /// After the last card.
  void finish();
  /// What stands behind a part of a figure, over the page.
  void draw_behind();
  /// Draws a card around something else.
  template <class Draw>
  void draw_card(std::string_view row, Draw&& draw_inside) {
    const Id id = kit_.id(row);
    const float top = kit_.pen_y();
    auto card = kit_.card(16, 8);
    draw_inside();
    level(id, kit_.content_bottom() - top);
  }

 private:
  void level(Id row, float height);
  /// A theme with the words that are counted as it, and another it may be counted together with.
  void draw_theme(const std::string& theme);
  void draw_head(FigureKind kind, const Figure* figure);
  void draw_counts(const Figure& figure);
  void draw_chart(const Figure& figure);
  void draw_marked(const Figure& figure);
  void draw_dots(const Figure& figure);
  void draw_shares(const Figure& figure);
  void draw_phases(const Figure& figure);
  void draw_bars(const Figure& figure, std::string_view of, bool has_halves = false);
  void draw_months(const Figure& figure);
  void draw_open_age(const Figure& figure);
  void draw_legend(FigureKind kind);
  void draw_parts(const Figure& figure, std::string_view of, Text name);
  void take_picture(FigureKind kind, const Rect& rect);
  std::string name_of(FigureKind kind) const;
  std::string day(const std::optional<Instant>& at, const std::string& zone) const;
  std::string name_of_stretch(const FigurePeriod& period) const;
  std::string of_count(std::int64_t count, FigureKind kind) const;
  void show_behind(FigureKind kind, std::string_view key) { app_.go_to(address_of_behind(route_, kind, key)); }

  App& app_;
  Kit& kit_;
  Workspace& workspace_;
  LearnScreenState& state_;
  Route route_;
  const FigureScope& scope_;
  const FiguresOnPage& figures_;
  bool are_level_;
  std::map<Id, float> highest_;  // by row
};

}  // namespace unrepeat::shell
