// Each figure of the Learn screen as a card: how many it counts, what it leaves out, its chart, and what may be
// concluded.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "shell/app.hpp"
#include "shell/route.hpp"
#include "shell/screens/learn/columns.hpp"
#include "shell/screens/learn/prepared.hpp"
#include "shell/screens/learn/scope.hpp"

namespace unrepeat::shell {

/// What the screen remembers between frames.
struct LearnScreenState {
  bool shows_filters = false;
  bool is_stopped = false;  ///< Reading the library was cancelled.
  bool shows_shares = false;
  /// A part of the time whose incidents are listed below the dots.
  std::optional<std::pair<Instant, Instant>> marked;
  /// A card whose picture is taken.
  std::optional<FigureKind> picture;
  int frames_to_picture = 0;
  std::array<PreparedFigure, figure_count> prepared;  ///< By their kind.
};

class FigureCards {
 public:
  FigureCards(App& app, LearnScreenState& state, const FigureScope& scope, const FiguresOnPage& figures)
      : app_(app),
        kit_(app.kit()),
        workspace_(app.workspace()),
        state_(state),
        route_(app.route()),
        scope_(scope),
        figures_(figures),
        time_zone_(workspace_.time_zone()) {}

  /// A card with its chart.
  void draw(FigureKind kind);
  /// What stands behind a part of a figure, over the page.
  void draw_behind();

 private:
  /// A theme with the words that are counted as it, and another it may be counted together with.
  void draw_theme(const std::string& theme);
  void draw_head(FigureKind kind, const Figure* figure);
  void draw_ends(float width);
  /// What can be done with it, at the right end of its head.
  void draw_menu(FigureKind kind, bool has_menu);
  void draw_counts(FigureKind kind, const PreparedFigure& prepared);
  void draw_chart(const Figure& figure, const PreparedFigure& prepared);
  void draw_marked(const Figure& figure);
  void draw_dots(const Figure& figure, const PreparedFigure& prepared);
  void draw_shares(const PreparedFigure& prepared);
  void draw_phases(const PreparedFigure& prepared);
  void draw_bars(FigureKind kind, const PreparedFigure& prepared);
  /// Below all that are listed.
  void draw_unlisted(const std::string& words);
  void draw_months(const PreparedFigure& prepared);
  void draw_open_age(const PreparedFigure& prepared);
  void draw_legend(FigureKind kind, std::span<const PreparedGroup> groups);
  void draw_groups(FigureKind kind, std::span<const PreparedGroup> groups);
  void draw_group(FigureKind kind, const PreparedGroup& group);
  void draw_card(FigureKind kind);
  void take_picture(FigureKind kind, float width);
  std::string name_of(FigureKind kind) const { return name_of_figure(workspace_.language, kind, scope_.ends); }
  std::string day(const std::optional<Instant>& at, const std::string& zone) const;
  void show_behind(FigureKind kind, std::string_view key) { app_.go_to(address_of_behind(route_, kind, key)); }

  App& app_;
  Kit& kit_;
  Workspace& workspace_;
  LearnScreenState& state_;
  Route route_;
  const FigureScope& scope_;
  const FiguresOnPage& figures_;
  std::string time_zone_;
  bool is_in_picture_ = false;
};

}  // namespace unrepeat::shell
