// The picture of the timeline: moments as flags, the time between them as bands named by both ends, impact windows, the
// events in rows. It is dragged, zoomed and walked through by keys; what it shows is core/postmortem/timeline_picture.
#include <cmath>
#include <ranges>

#include "core/moment/commands.hpp"
#include "core/text/vocabulary.hpp"
#include "core/timeline/extents.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"

namespace unrepeat::shell {
namespace {

constexpr float padding = 16, axis_height = 26, flag_height = 20, band_height = 24, window_height = 18,
                lane_name_height = 18, gap = 6;
/// Beyond the end: room for a mark that stands there.
constexpr float end_padding = 32;
/// Where less would be left of the picture, the names of rows stand above them and not at their left.
constexpr float least_beside_names = 360;
/// So far a flag may stand beyond the ends, and what is cut off there is drawn.
constexpr float beyond = 8;
constexpr double zoom_step = 0.6;

class PictureDrawing {
 public:
  /// `first` is looked at until somebody looks at something else.
  PictureDrawing(PartForm& form, const TimeRange& first, float width)
      : form_(form),
        kit_(form.kit),
        view_(form.memory.timeline),
        first_(first),
        range_(view_.range.value_or(first)),
        end_padding_(kit_.viewport().touch ? metric::control_touch + 4 : end_padding),
        names_width_(width_of_names(width)),
        width_(width - padding - names_width_ - end_padding_),
        point_height_(kit_.viewport().touch ? metric::control_touch : 22),
        span_height_(kit_.viewport().touch ? metric::control_touch : 18),
        drawn_(form.memory.picture),
        picture_(drawn_.picture) {
    const PictureDrawn::For now{.edition = form.open.edition(),
                                .range = range_,
                                .lanes = view_.lanes,
                                .width = width_,
                                .touch = kit_.viewport().touch,
                                .language = kit_.viewport().language};
    if (drawn_.worked_out_for == now) return;
    drawn_.worked_out_for = now;
    drawn_.picture = picture_of(form.value, form.workspace.zones(), range_, view_.lanes, width_,
                                now.touch ? MarkRoom{metric::control_touch, metric::control_touch + 4} : MarkRoom{});
    drawn_.said = said_whole();
    drawn_.names.clear();
    for (const TimelineLane& lane : picture_.lanes) drawn_.names.emplace_back(lane.marks.size());
  }

  void draw() {
    hang_flags();
    place_rows();
    const Rect rect = kit_.place(0, height_);
    area_ = {rect.x + padding + names_width_, rect.y, width_, rect.height};
    kit_.fill(rect, kit_.colour(Token::surface), metric::card_radius);
    kit_.outline(rect, kit_.colour(Token::line), metric::card_radius);
    const Id ground = kit_.id("timeline picture");
    kit_.declare_open({.id = ground,
                       .role = Role::group,
                       .name = drawn_.said,
                       .description = kit_.say(Text::timeline_picture_hint),
                       .state = State::horizontal,
                       .rect = rect});
    {
      auto inside = kit_.clip({rect.x + 1, rect.y, rect.width - 2, rect.height});
      if (kit_.is_visible(rect)) draw_ground(), draw_poles();
      draw_windows();
      draw_bands();
      for (const Flag& flag : flags_) draw_flag(flag);
    }
    // Marks first: they win over the ground below them.
    draw_lanes(rect);
    answer_ground(ground, rect);
    kit_.declare_close();
    draw_notes();
  }

 private:
  /// What hangs on the line of time at one instant: a recorded moment, or that the clocks change.
  struct Hanging {
    std::optional<MomentKind> moment;
    Instant at;
    double x = 0;
    bool is_impossible = false;
    std::string words;
    Tone tone{};
  };
  /// One of them, or several that are too near to one another.
  struct Flag {
    std::span<const Hanging> of;
    std::string words;
    Tone tone{};
    bool warns = false;
    std::size_t row = 0;
    float left = 0, width = 0;
  };

  const Postmortem& value() const { return form_.value; }
  const TimeZones& zones() const { return form_.workspace.zones(); }
  float x_of(double place) const { return area_.x + static_cast<float>(std::round(place)); }
  bool is_in_view(double left, double right) const { return right >= -8 && left <= width_ + 8; }
  std::string clock(Instant at) const {
    const std::string words = time_of_day_words(at, value().time_zone, zones());
    if (range_.length() <= days(1)) return words;
    return date_words(kit_.viewport().language, at, value().time_zone, zones()) + " " + words;
  }

  static std::string said(const Kit& kit, const Phase& phase) {
    return kit.say(Text::editor_duration, kit.say(label_of(phase.from)), kit.say(label_of(phase.to)),
                   format_duration(phase.end - phase.start));
  }

  /// All of it in a sentence, for who does not see it.
  std::string said_whole() const {
    std::string phases;
    for (const TimelineBand& band : picture_.bands) {
      if (!phases.empty()) phases += " · ";
      phases += said(kit_, band.phase);
    }
    std::size_t count = 0;
    for (const TimelineLane& lane : picture_.lanes)
      for (const TimelineMark& mark : lane.marks)
        if (is_in_view(mark.left, mark.right)) count += mark.events.size();
    return kit_.say(Text::editor_strip, clock(range_.start), clock(range_.end), phases, count);
  }

  /// For the names of kinds at the left of their rows; sources have longer ones.
  float width_of_names(float width) const {
    if (view_.lanes != LaneBy::kind) return 0;
    float widest = 0;
    std::vector<bool> is_measured(spellings(EventKind{}).size());
    for (const TimelineEvent& event : form_.value.timeline) {
      if (is_measured[static_cast<std::size_t>(event.kind)]) continue;
      is_measured[static_cast<std::size_t>(event.kind)] = true;
      widest = std::max(widest, kit_.measure(Style::caption, kit_.say(label_of(event.kind))));
    }
    const float beside = std::ceil(widest) + padding;
    return width - padding - end_padding_ - beside < least_beside_names ? 0 : beside;
  }
  bool names_stand_above() const { return view_.lanes != LaneBy::nothing && names_width_ == 0; }

  std::vector<Label> hang(std::span<const double> places, std::size_t rows) const {
    return hang_labels(places, rows, 4, [&](const Fold& of) {
      const std::span<const Hanging> hanging = std::span(hanging_).subspan(of.first, of.last - of.first);
      return std::ceil(kit_.measure(Style::caption_strong, words_of(hanging))) + (warns(hanging) ? 30.f : 14.f);
    });
  }
  static std::string words_of(std::span<const Hanging> hanging) {
    std::string words = hanging.front().words;
    if (hanging.size() > 1) words += " +" + std::to_string(hanging.size() - 1);
    return words;
  }
  static bool warns(std::span<const Hanging> hanging) { return std::ranges::any_of(hanging, &Hanging::is_impossible); }

  /// In as many rows as they need when the incident is looked at first, wherever somebody looks: what has no room there
  /// is one flag with its neighbour.
  void hang_flags() {
    constexpr std::size_t most_rows = 4;
    for (const TimelineFlag& flag : picture_.flags)
      hanging_.push_back({.moment = flag.moment,
                          .at = flag.at,
                          .x = flag.x,
                          .is_impossible = flag.is_impossible,
                          .words = std::string(kit_.say(label_of(flag.moment))),
                          .tone = flag.is_impossible ? Tone::bad : tone_of_moment(flag.moment)});
    std::vector<double> places;
    for (const Hanging& one : hanging_) places.push_back(first_.share_of(one.at) * width_);
    for (const Label& label : hang(places, places.size())) flag_rows_ = std::max(flag_rows_, label.row + 1);
    flag_rows_ = std::min(flag_rows_, most_rows);
    for (const ClockChange& change : picture_.clock_changes)
      hanging_.push_back(
          {.at = change.at,
           .x = range_.share_of(change.at) * width_,
           .words = kit_.say(Text::timeline_clocks_changed, format_offset(change.before), format_offset(change.after)),
           .tone = Tone::warning});
    std::ranges::stable_sort(hanging_, {}, &Hanging::at);
    places.clear();
    for (const Hanging& one : hanging_) places.push_back(one.x);
    for (const Label& label : hang(places, flag_rows_)) {
      const std::span<const Hanging> of = std::span(hanging_).subspan(label.of.first, label.of.last - label.of.first);
      if (std::ranges::none_of(of, [&](const Hanging& one) { return is_in_view(one.x, one.x); })) continue;
      flags_.push_back({.of = of,
                        .words = words_of(of),
                        .tone = warns(of) ? Tone::bad : of.front().tone,
                        .warns = warns(of),
                        .row = label.row,
                        .left = static_cast<float>(label.left),
                        .width = static_cast<float>(label.width)});
    }
    keep_flags_in_view();
  }

  /// At the ends of what is seen flags give way, as far as they still touch where they belong; what then meets is cut.
  void keep_flags_in_view() {
    const auto place_in_view = [&](const Hanging& one) {
      return static_cast<float>(std::clamp(one.x, 0.0, static_cast<double>(width_)));
    };
    std::ranges::stable_sort(flags_, {}, &Flag::left);
    for (std::size_t row = 0; row < flag_rows_; ++row) {
      std::vector<Flag*> in_row;
      for (Flag& flag : flags_)
        if (flag.row == row) in_row.push_back(&flag);
      float end = -beyond;
      for (Flag* flag : in_row) {
        flag->left = std::max(flag->left, std::min(end, place_in_view(flag->of.front())));
        end = flag->left + flag->width + 4;
      }
      end = width_ + beyond;
      for (Flag* flag : in_row | std::views::reverse) {
        const float most = std::max(end, place_in_view(flag->of.back())) - flag->width;
        flag->left = std::max(-beyond, std::min(flag->left, most));
        end = flag->left - 4;
      }
      for (std::size_t i = 0; i + 1 < in_row.size(); ++i)
        in_row[i]->width = std::clamp(in_row[i + 1]->left - 4 - in_row[i]->left, 4.f, in_row[i]->width);
    }
  }

  /// Nothing of it depends on what of all time is looked at, so that nothing below moves.
  void place_rows() {
    float y = 8 + axis_height;
    flags_y_ = y;
    y += static_cast<float>(flag_rows_) * flag_height + gap;
    bands_y_ = y;
    if (!picture_.bands.empty()) y += band_height + gap;
    windows_y_ = y;
    if (picture_.window_rows > 0) y += static_cast<float>(picture_.window_rows) * window_height + gap;
    for (const TimelineLane& lane : picture_.lanes) {
      if (names_stand_above()) y += lane_name_height;
      lanes_y_.push_back(y);
      y += point_height_ + static_cast<float>(lane.rows - 1) * span_height_;
    }
    height_ = std::max(y + 10, 96.f);
  }

  /// No line goes through words: they stand on their own ground.
  void draw_on_ground(Style style, float x, float y, ImU32 ink, std::string_view words, float width) {
    const float length = std::min(std::ceil(kit_.measure(style, words)), width);
    kit_.fill({x - 2, y, length + 4, kit_.rule(style).line_height}, kit_.colour(Token::surface));
    kit_.draw_line(style, x, y, ink, words, width);
  }

  void draw_ground() {
    const float top = area_.y + 8, ground = top + axis_height;
    float end = area_.x - padding;
    for (const TimelineTick& tick : picture_.ticks) {
      const std::string words = words_of(tick);
      const float x = x_of(tick.x), length = kit_.measure(Style::caption, words);
      kit_.fill({x, ground - 4, 1, area_.bottom() - ground - 4}, kit_.colour(Token::faint_line));
      const float at = std::clamp(std::round(x - length / 2), area_.x, std::max(area_.x, area_.right() + 16 - length));
      if (at < end + 8) continue;
      kit_.draw_line(Style::caption, at, top, kit_.colour(Token::third), words);
      end = at + length;
    }
    kit_.fill({area_.x, ground - 4, area_.width, 1}, kit_.colour(Token::line));
  }

  std::string words_of(const TimelineTick& tick) const {
    const auto offset = zones().offset_at(value().time_zone, tick.at).value_or(UtcOffset{});
    const CivilTime civil = civil_time(tick.at, offset);
    const bool is_midnight = civil.hour == 0 && civil.minute == 0 && civil.second == 0;
    if (picture_.tick_step >= days(365)) return std::to_string(civil.date.year);
    if (picture_.tick_step >= days(30)) return month_words(kit_.viewport().language, civil.date);
    if (picture_.tick_step >= days(1) || (is_midnight && range_.length() > hours(12)))
      return date_words(kit_.viewport().language, civil.date);
    return time_of_day_words(tick.at, value().time_zone, zones());
  }

  /// What goes on beyond what is seen has no end there: it is cut off, its round corners with it.
  [[nodiscard]] Kit::Scope cut_off() {
    return kit_.clip({area_.x - beyond, area_.y, area_.width + 2 * beyond, area_.height});
  }
  float left_of(double left) const { return x_of(std::max(left, -2.0 * beyond)); }
  float right_of(double right) const { return x_of(std::min(right, width_ + 2.0 * beyond)); }

  /// The longest name that fits: both ends, the second one, how long it was.
  void draw_bands() {
    auto inside = cut_off();
    for (const TimelineBand& band : picture_.bands) {
      if (!is_in_view(band.left, band.right)) continue;
      const float left = left_of(band.left);
      const Rect rect{left, area_.y + bands_y_, std::max(2.f, right_of(band.right) - left - 2), band_height};
      const Tone tone = tone_of_moment(band.phase.from);
      kit_.fill(rect, kit_.colour(tint_token(tone)), 4);
      const std::string full = said(kit_, band.phase), length = format_duration(band.phase.end - band.phase.start);
      const std::string half = "→ " + std::string(kit_.say(label_of(band.phase.to))) + " " + length;
      write_in(rect, tone, {full, half, length});
    }
  }

  /// The first of the words that fits into what is seen of the rectangle.
  void write_in(const Rect& rect, Tone tone, std::initializer_list<std::string_view> candidates) {
    const float left = std::max(rect.x, area_.x), right = std::min(rect.right(), area_.right());
    for (const std::string_view words : candidates) {
      if (words.empty() || kit_.measure(Style::caption_strong, words) > right - left - 8) continue;
      kit_.draw_line(Style::caption_strong,
                     left + std::min(6.f, (right - left - kit_.measure(Style::caption_strong, words)) / 2),
                     rect.y + (rect.height - kit_.rule(Style::caption_strong).line_height) / 2,
                     kit_.colour(text_token(tone)), words);
      return;
    }
  }

  static Tone tone_of(ImpactLevel level) {
    switch (level) {
      case ImpactLevel::full: return Tone::bad;
      case ImpactLevel::partial: return Tone::warning;
      default: return Tone::notice;
    }
  }

  void draw_windows() {
    auto inside = cut_off();
    for (const TimelineWindow& drawn : picture_.windows) {
      const ImpactWindow& window = value().impact.windows[drawn.window];
      if (!is_in_view(drawn.left, drawn.right)) continue;
      const float left = left_of(drawn.left);
      const Tone tone = tone_of(window.level);
      const Rect rect{left, area_.y + windows_y_ + static_cast<float>(drawn.row) * window_height,
                      std::max(3.f, right_of(drawn.right) - left - 1), window_height - 3};
      kit_.fill(rect, kit_.colour(tint_token(tone)), 3);
      // The worse it was, the more of its lower edge is drawn: level is never told by colour alone.
      const float edge = window.level == ImpactLevel::full ? 4.f : window.level == ImpactLevel::partial ? 2.f : 1.f;
      kit_.fill({rect.x, rect.bottom() - edge, rect.width, edge}, kit_.colour(text_token(tone)), 1);
      std::string name(kit_.say(label_of(window.level)));
      std::string systems;
      for (const unrepeat::Id<AffectedSystem>& id : window.systems)
        for (const AffectedSystem& system : value().systems)
          if (system.id == id) systems += (systems.empty() ? "" : ", ") + system.name;
      if (drawn.is_relapse) name = std::string(kit_.say(Text::timeline_relapse)) + " · " + name;
      const std::string whole = systems.empty() ? name : name + " · " + systems;
      Rect words = rect;
      words.height -= 2;
      write_in(words, tone, {drawn.is_open ? whole + " →" : whole, name});
      picture(kit_,
              kit_.say(Text::timeline_window_drawn, whole, clock(*window.start.at),
                       drawn.is_open ? std::string(kit_.say(Text::timeline_open_end)) : clock(*window.end->at)),
              {rect.x, rect.y, rect.width, rect.height});
    }
  }

  /// From each flag down through everything.
  void draw_poles() {
    for (const Flag& flag : flags_) {
      const float top = area_.y + flags_y_ + static_cast<float>(flag.row) * flag_height;
      for (const Hanging& one : flag.of)
        if (is_in_view(one.x, one.x))
          kit_.fill({x_of(one.x), top, 1, area_.bottom() - top - 8}, kit_.colour(text_token(one.tone), 0.3f));
    }
  }

  /// One says what it is; several, what the first is and how many more, and all of them to who asks.
  void draw_flag(const Flag& flag) {
    const Rect rect{x_of(flag.left), area_.y + flags_y_ + static_cast<float>(flag.row) * flag_height, flag.width,
                    flag_height - 3};
    std::string name;
    for (const Hanging& one : flag.of) {
      if (!name.empty()) name += " · ";
      const std::string words = one.words + " " + clock(one.at);
      name += one.is_impossible ? kit_.say(Text::timeline_impossible, words) : words;
    }
    const bool is_fold = flag.of.size() > 1;
    const Id id = kit_.id("flag " + (flag.of.front().moment ? std::string(spelling_of(*flag.of.front().moment))
                                                            : format_instant(flag.of.front().at)));
    const float side = std::max(rect.height, kit_.viewport().touch ? metric::control_touch : 0.f);
    const Rect target{rect.x, rect.y + (rect.height - side) / 2, std::max(rect.width, kit_.viewport().touch ? side : 0),
                      side};
    Interaction on;
    if (is_fold) {
      on = kit_.interact(id, target);
      kit_.declare({.id = id,
                    .role = Role::button,
                    .name = name,
                    .description = kit_.say(Text::timeline_fold_hint),
                    .state = State::tab_stop,
                    .rect = target,
                    .type = kit_.type(Style::caption)});
    } else {
      picture(kit_, name, rect);
    }
    const ImU32 ink = kit_.colour(text_token(flag.tone));
    kit_.fill(rect, kit_.colour(on.hovered ? Token::selection : tint_token(flag.tone)), 3);
    if (is_fold) kit_.outline(rect, ink, 3);
    float x = rect.x + 7;
    if (flag.warns) {
      kit_.draw_icon(Icon::triangle_alert, x, rect.y + 2, 12, ink);
      x += 16;
    }
    if (rect.right() - x > 20)
      kit_.draw_line(Style::caption_strong, x,
                     rect.y + (rect.height - kit_.rule(Style::caption_strong).line_height) / 2, ink, flag.words,
                     rect.right() - x - 4);
    if (!is_fold) return;
    if (on.ring) kit_.draw_ring(rect, 3);
    tooltip(kit_, id, name, on, rect);
    if (on.pressed) open(flag);
  }

  /// Several are looked at more closely; those of one instant are gone to.
  void open(const Flag& flag) {
    const Instant start = flag.of.front().at, end = flag.of.back().at;
    kit_.wake_in(0);
    if (end - start > seconds(1)) {
      const Duration margin = microseconds((end - start).microseconds / 6);
      show({start - margin, end + margin});
      return;
    }
    const auto moment = std::ranges::find_if(flag.of, [](const Hanging& one) { return one.moment.has_value(); });
    if (const auto& event = value().moments[*moment->moment].event)
      form_.memory.wanted = joined(joined("timeline", *event), "text");
    else
      go_to_path(form_.memory, joined("moments", spelling_of(*moment->moment)));
  }

  /// All marks that can be seen, from left to right, so that the arrow keys walk through time.
  struct Shown {
    const TimelineMark* mark;
    const TimelineLane* lane;
    std::size_t lane_index;
  };

  void draw_lanes(const Rect& rect) {
    std::vector<Shown> all;
    for (std::size_t i = 0; i < picture_.lanes.size(); ++i) {
      const TimelineLane& lane = picture_.lanes[i];
      for (const TimelineMark& mark : lane.marks) all.push_back({&mark, &lane, i});
      if (view_.lanes == LaneBy::nothing) continue;
      if (names_stand_above())
        draw_on_ground(Style::caption, area_.x, area_.y + lanes_y_[i] - lane_name_height, kit_.colour(Token::third),
                       name_of(lane), area_.width);
      else
        kit_.draw_line(Style::caption, rect.x + padding,
                       area_.y + lanes_y_[i] + (point_height_ - kit_.rule(Style::caption).line_height) / 2,
                       kit_.colour(Token::third), name_of(lane));
    }
    std::ranges::stable_sort(all, {}, [](const Shown& shown) { return shown.mark->left; });
    // The one that Tab reaches: where the focus was, else the first that is seen.
    std::size_t stop = all.size();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!is_in_view(all[i].mark->left, all[i].mark->right)) continue;
      if (stop == all.size()) stop = i;
      if (holds(*all[i].mark, view_.event)) {
        stop = i;
        break;
      }
    }
    auto inside = kit_.clip({rect.x + 1, rect.y, rect.width - 2, rect.height});
    for (std::size_t i = 0; i < all.size(); ++i)
      if (is_in_view(all[i].mark->left, all[i].mark->right)) draw_mark(all, i, i == stop);
  }

  bool holds(const TimelineMark& mark, const unrepeat::Id<TimelineEvent>& id) const {
    return std::ranges::any_of(mark.events, [&](std::size_t index) { return value().timeline[index].id == id; });
  }

  std::string name_of(const TimelineLane& lane) const {
    if (lane.kind) return std::string(kit_.say(label_of(*lane.kind)));
    if (!lane.source) return std::string(kit_.say(Text::timeline_written_here));
    const Source& source = value().sources[*lane.source];
    return shell::name_of(source);
  }

  Id id_of(const TimelineMark& mark) const {
    return kit_.id("mark " + unrepeat::text_of(value().timeline[mark.events.front()].id));
  }

  Instant start_of(const TimelineEvent& event) const {
    const Time& time = event.time;
    return time.at ? *time.at : time.earliest ? *time.earliest : *time.latest;
  }

  std::string name_of(const TimelineMark& mark) const {
    const TimelineEvent& first = value().timeline[mark.events.front()];
    if (mark.events.size() > 1)
      return kit_.say(Text::timeline_fold, mark.events.size(), clock(start_of(first)),
                      clock(start_of(value().timeline[mark.events.back()])));
    const auto moment = moment_at(value(), first.id);
    return form_.clock_of(first.time) + " " + std::string(kit_.say(moment ? label_of(*moment) : label_of(first.kind))) +
           ": " + beginning_of(first.text, 80);
  }

  void draw_mark(const std::vector<Shown>& all, std::size_t index, bool is_stop) {
    const Shown& shown = all[index];
    const TimelineMark& mark = *shown.mark;
    const TimelineEvent& event = value().timeline[mark.events.front()];
    const bool is_fold = mark.events.size() > 1, is_long = mark.row > 0;
    const float y = area_.y + lanes_y_[shown.lane_index] +
                    (is_long ? point_height_ + static_cast<float>(mark.row - 1) * span_height_ : 0);
    const float left = x_of(std::max(mark.left, -20.0)), right = x_of(std::min(mark.right, width_ + 20.0));
    const float middle = y + point_height_ / 2;
    const Rect rect = is_long   ? Rect{left, y, std::max(6.f, right - left - 1), span_height_ - 3}
                      : is_fold ? Rect{left - 4, middle - 8, right - left + 4, 16}
                                : Rect{left - 8, middle - 8, 16, 16};
    // A finger needs more room than what is drawn; marks are as far apart then.
    const float side = metric::control_touch;
    const Rect target = !kit_.viewport().touch ? rect
                        : is_long              ? Rect{rect.x, y, std::max(side, rect.width), side}
                        : is_fold              ? Rect{rect.x, middle - side / 2, std::max(side, rect.width), side}
                                               : Rect{left - side / 2, middle - side / 2, side, side};
    const Id id = id_of(mark);
    const Interaction on = kit_.interact(id, target);
    std::string& name = drawn_.names[shown.lane_index][static_cast<std::size_t>(&mark - shown.lane->marks.data())];
    if (name.empty()) name = name_of(mark);
    kit_.declare({.id = id,
                  .role = Role::button,
                  .name = name,
                  .description = is_fold ? kit_.say(Text::timeline_fold_hint) : std::string_view{},
                  .state = is_stop ? State::tab_stop : State::focusable,
                  .rect = target,
                  .type = kit_.type(Style::caption)});
    const auto drag = is_fold || !event.time.at ? std::nullopt : kit_.drag_of(id, on);
    if (kit_.is_between(rect.y, rect.bottom())) {
      draw_shape(mark, event, rect, on.hovered || on.held);
      if (!is_fold && !is_long) draw_words(all, index, event, rect);
    }
    if (on.ring) kit_.draw_ring(rect, is_long ? 3 : 8);
    if (drag)
      carry(event, *drag, rect);
    else
      tooltip(kit_, id, name, on, rect);
    if (view_.refocuses && holds(mark, view_.event)) {
      view_.refocuses = false;
      kit_.request_focus(id);
    }
    if (on.focused && kit_.focused() == id) {
      view_.event = event.id;
      answer_keys(all, index);
    }
    if (on.pressed && !drag) open(mark);
  }

  void draw_shape(const TimelineMark& mark, const TimelineEvent& event, const Rect& rect, bool is_lifted) {
    const auto moment = moment_at(value(), event.id);
    const Tone tone = moment ? tone_of_moment(*moment) : tone_of_event(event.kind);
    const ImU32 ink = kit_.colour(tone == Tone::neutral ? Token::third : text_token(tone));
    const ImU32 ground = kit_.colour(tone == Tone::neutral ? Token::hover : tint_token(tone));
    const float x = rect.x + rect.width / 2, y = rect.y + rect.height / 2;
    if (mark.events.size() > 1) {
      bool is_marked = false;
      for (const std::size_t index : mark.events)
        is_marked |= value().timeline[index].starred || moment_at(value(), value().timeline[index].id).has_value();
      kit_.fill(rect, kit_.colour(is_lifted ? Token::selection : Token::hover), 8);
      kit_.outline(rect, kit_.colour(is_marked ? Token::accent : Token::control_line), 8, is_marked ? 2.f : 1.f);
      const std::string count = mark.events.size() > 999 ? "999+" : std::to_string(mark.events.size());
      kit_.draw_line(Style::caption_strong, x - kit_.measure(Style::caption_strong, count) / 2,
                     y - kit_.rule(Style::caption_strong).line_height / 2, kit_.colour(Token::second), count);
    } else if (mark.row > 0) {
      kit_.fill(rect, ground, 3);
      kit_.outline(rect, ink, 3);
      const float first = std::max(rect.x, area_.x) + 6, room = std::min(rect.right(), area_.right()) - first - 4;
      if (room > 24)
        kit_.draw_line(Style::caption, first, y - kit_.rule(Style::caption).line_height / 2, ink,
                       beginning_of(event.text, 60), room);
    } else if (moment || event.starred) {
      kit_.draw_list().AddCircleFilled({x, y}, 6, kit_.colour(Token::surface));
      kit_.draw_list().AddCircle({x, y}, is_lifted ? 6 : 5, ink, 0, 2);
    } else {
      kit_.draw_list().AddCircleFilled({x, y}, is_lifted ? 5 : 4, ink);
    }
  }

  /// The beginning of what happened, where there is room until the next mark.
  void draw_words(const std::vector<Shown>& all, std::size_t index, const TimelineEvent& event, const Rect& rect) {
    constexpr float least = 56;
    float end = area_.right() + end_padding_ - 8;
    for (std::size_t next = index + 1; next < all.size(); ++next)
      if (all[next].lane_index == all[index].lane_index && all[next].mark->row == 0) {
        end = std::min(end, x_of(std::min(all[next].mark->left, width_ + 20.0)) - 10);
        break;
      }
    const float left = rect.right() + 1;
    if (end - left < least) return;
    draw_on_ground(Style::caption, left, rect.y + (rect.height - kit_.rule(Style::caption).line_height) / 2,
                   kit_.colour(Token::second), beginning_of(event.text, 120), std::min(end - left, 480.f));
  }

  /// It follows the pointer, and says where it would be.
  void carry(const TimelineEvent& event, const Kit::Drag& drag, const Rect& rect) {
    const double x = std::clamp(drag.x - area_.x, 0.f, area_.width);
    const SnappedInstant at = snapped(value(), zones(), range_, width_, x, event.id);
    const float there = x_of(range_.share_of(at.at) * width_);
    kit_.fill({there, area_.y + 8 + axis_height, 1, area_.height - axis_height - 16}, kit_.colour(Token::accent));
    kit_.draw_list().AddCircleFilled({there, rect.y + rect.height / 2}, 6, kit_.colour(Token::accent));
    const std::string words = clock(at.at);
    const float length = kit_.measure(Style::caption_strong, words) + 12;
    const Rect label{std::min(there + 6, area_.right() - length), rect.y - 22, length, 20};
    kit_.fill(label, kit_.colour(Token::accent), 4);
    kit_.draw_line(Style::caption_strong, label.x + 6, label.y + 1, kit_.colour(Token::on_accent), words);
    if (drag.ended) move(event, at);
  }

  /// What was written of the old time is not the new one's.
  void move(const TimelineEvent& event, const SnappedInstant& to) {
    if (event.time.at == to.at) return;
    const std::string path = joined("timeline", event.id);
    Time time = event.time;
    time.written.clear();
    time.offset.clear();
    time.zone = value().time_zone;
    time.precision = to.precision;
    std::vector<Command> commands;
    if (event.end && event.end->at) {
      Time end = *event.end;
      end.at = *end.at + (to.at - *time.at);
      end.written.clear();
      commands.push_back(SetTime{joined(path, "end"), end});
    }
    time.at = to.at;
    commands.push_back(SetTime{joined(path, "time"), time});
    form_.wants(path, std::move(commands));
    view_.event = event.id;
    view_.refocuses = true;
    kit_.announce(kit_.say(Text::timeline_moved, clock(to.at)));
  }

  /// Several are looked at more closely, one is gone to.
  void open(const TimelineMark& mark) {
    const TimelineEvent& first = value().timeline[mark.events.front()];
    const Instant start = start_of(first);
    Instant end = start;
    for (const std::size_t index : mark.events) end = std::max(end, start_of(value().timeline[index]));
    kit_.wake_in(0);
    view_.event = first.id;
    if (mark.events.size() > 1 && end - start > seconds(1)) {
      const Duration margin = microseconds((end - start).microseconds / 6);
      show({start - margin, end + margin});
      view_.refocuses = true;
      return;
    }
    const std::string path = joined("timeline", first.id);
    form_.memory.wanted = joined(path, "text");
  }

  void show(const TimeRange& range) {
    const TimeRange next = zoomed(range, 1, range.start);
    if (next == range_) return;
    view_.range = next;
    kit_.wake_in(0);
  }

  void zoom(double factor, Instant around) { show(zoomed(range_, factor, around)); }

  /// The event that was gone to, where it is seen; else what is nearest to the middle. An empty instant is no place to
  /// look at more closely.
  Instant looked_at() const {
    const Instant middle = range_.at_share(0.5);
    std::optional<Instant> nearest;
    for (const TimelineLane& lane : picture_.lanes)
      for (const TimelineMark& mark : lane.marks) {
        if (mark.left < 0 || mark.left > width_) continue;
        const Instant at = start_of(value().timeline[mark.events.front()]);
        if (holds(mark, view_.event)) return at;
        if (!nearest || std::abs((at - middle).microseconds) < std::abs((*nearest - middle).microseconds)) nearest = at;
      }
    return nearest.value_or(middle);
  }

  void answer_keys(const std::vector<Shown>& all, std::size_t index) {
    const TimelineEvent& event = value().timeline[all[index].mark->events.front()];
    const auto go = [&](std::size_t next) {
      const TimelineMark& mark = *all[next].mark;
      view_.event = value().timeline[mark.events.front()].id;
      view_.refocuses = true;
      if (!is_in_view(mark.left, mark.left) || mark.left < 0 || mark.left > width_)
        show(moved(range_, mark.left / width_ - 0.5));
      kit_.wake_in(0);
    };
    if (kit_.shortcut(key_left, 0) && index > 0) go(index - 1);
    if (kit_.shortcut(key_right, 0) && index + 1 < all.size()) go(index + 1);
    if (kit_.shortcut(key_home, 0)) go(0);
    if (kit_.shortcut(key_end, 0)) go(all.size() - 1);
    const auto to_lane = [&](int step) {
      // The nearest in time of the next row that has one.
      for (auto lane = static_cast<std::ptrdiff_t>(all[index].lane_index) + step;
           lane >= 0 && lane < static_cast<std::ptrdiff_t>(picture_.lanes.size()); lane += step) {
        std::optional<std::size_t> nearest;
        const auto far = [&](std::size_t i) { return std::abs(all[i].mark->left - all[index].mark->left); };
        for (std::size_t i = 0; i < all.size(); ++i)
          if (static_cast<std::ptrdiff_t>(all[i].lane_index) == lane && (!nearest || far(i) < far(*nearest)))
            nearest = i;
        if (nearest) return go(*nearest);
      }
    };
    if (kit_.shortcut(key_up, 0)) to_lane(-1);
    if (kit_.shortcut(key_down, 0)) to_lane(1);
    const Instant here = start_of(event);
    const auto closer = [&](double factor) {
      zoom(factor, here);
      view_.refocuses = true;
    };
    for (const uint32_t modifiers : {0u, static_cast<uint32_t>(modifier_shift)}) {
      if (kit_.shortcut('+', modifiers)) closer(zoom_step);
      if (kit_.shortcut('-', modifiers)) closer(1 / zoom_step);
    }
    if (kit_.shortcut('=', 0)) closer(zoom_step);
    if (kit_.shortcut('0', 0)) view_.range.reset(), view_.refocuses = true, kit_.wake_in(0);
    if (all[index].mark->events.size() > 1 || !event.time.at) return;
    const Duration step = snap_step(range_, width_);
    const Precision precision = step < minutes(1) ? Precision::second : Precision::minute;
    if (kit_.shortcut(key_left, modifier_shift)) move(event, {*event.time.at - step, precision});
    if (kit_.shortcut(key_right, modifier_shift)) move(event, {*event.time.at + step, precision});
  }

  /// Dragged, it moves along; the wheel moves and zooms.
  void answer_ground(Id id, const Rect& rect) {
    const Interaction on = kit_.interact_behind(id, rect);
    if (const auto drag = kit_.drag_of(id, on, Kit::Fingers::drag)) {
      if (!view_.is_dragged) view_.is_dragged = true, view_.dragged_from = range_;
      show(moved(view_.dragged_from, (drag->begun_x - drag->x) / width_));
      if (drag->ended) view_.is_dragged = false;
    } else {
      view_.is_dragged = false;
    }
    if (const auto wheel = kit_.wheel_over(rect)) {
      if (wheel->zoom != 1)
        zoom(static_cast<double>(wheel->zoom), range_.at_share((wheel->x - area_.x) / width_));
      else
        show(moved(range_, wheel->pan / width_));
    }
  }

  void draw_notes() {
    // As it is looked at first: what stands below does not come and go with the scale.
    const bool is_cut = std::ranges::any_of(picture_.bands, [&](const TimelineBand& band) {
      const double width = (first_.share_of(band.phase.end) - first_.share_of(band.phase.start)) * width_;
      return width - 14 < kit_.measure(Style::caption_strong, said(kit_, band.phase));
    });
    if (is_cut) {
      std::string phases;
      for (const TimelineBand& band : picture_.bands) {
        if (!phases.empty()) phases += " · ";
        phases += said(kit_, band.phase);
      }
      text(kit_, phases, {.style = Style::caption, .max_width = 0, .silent = true});
    }
    if (picture_.unplaced > 0)
      text(kit_, kit_.say(Text::timeline_unplaced_count, picture_.unplaced), {.style = Style::caption, .max_width = 0});
  }

 public:
  /// Above the picture: which day it is, how much of it is seen, what the rows are.
  void draw_tools() {
    const auto language = kit_.viewport().language;
    const std::string first_day = date_words(language, range_.start, value().time_zone, zones());
    const std::string last_day = date_words(language, range_.end, value().time_zone, zones());
    std::string days_seen = first_day == last_day ? first_day : first_day + " – " + last_day;
    const std::string before = picture_.before > 0 ? kit_.say(Text::timeline_earlier_count, picture_.before) : "";
    const std::string after = picture_.after > 0 ? kit_.say(Text::timeline_later_count, picture_.after) : "";
    for (const std::string& outside : {before, after})
      if (!outside.empty()) days_seen += " · " + outside;
    // Nothing of it depends on what is looked at but words, so that no button moves from under the pointer.
    const bool is_narrow = kit_.available() < 480;
    if (is_narrow) text(kit_, days_seen, {.style = Style::secondary_strong});
    auto row = kit_.row(4, kit_.control_height());
    if (!is_narrow) text(kit_, days_seen, {.style = Style::secondary_strong});
    kit_.spacer();
    const Instant around = looked_at();
    if (icon_button(kit_, Icon::chevron_left, kit_.say(Text::timeline_back), {.hint = before}))
      show(moved(range_, -0.5));
    if (icon_button(kit_, Icon::chevron_right, kit_.say(Text::timeline_on), {.hint = after})) show(moved(range_, 0.5));
    if (icon_button(kit_, Icon::zoom_in, kit_.say(Text::timeline_zoom_in))) zoom(zoom_step, around);
    if (icon_button(kit_, Icon::zoom_out, kit_.say(Text::timeline_zoom_out))) zoom(1 / zoom_step, around);
    // Back to what is looked at first; from there to everything.
    const bool shows_whole = !view_.range && picture_.before + picture_.after > 0;
    if (icon_button(kit_, Icon::scan, kit_.say(shows_whole ? Text::timeline_whole : Text::timeline_fit),
                    {.key = "fit"})) {
      if (const auto whole = shows_whole ? whole_range(value()) : std::nullopt)
        show(zoomed(*whole, 1.04, whole->start + microseconds(whole->length().microseconds / 2)));
      else
        view_.range.reset(), kit_.wake_in(0);
    }
    const std::string_view names[] = {kit_.say(Text::timeline_lanes_one), kit_.say(Text::timeline_lanes_kind),
                                      kit_.say(Text::timeline_lanes_source)};
    if (const auto next =
            select(kit_, kit_.say(Text::timeline_lanes), std::span(names).first(value().sources.empty() ? 2 : 3),
                   static_cast<std::size_t>(view_.lanes), {.label_hidden = true, .width = 120})) {
      view_.lanes = static_cast<LaneBy>(*next);
      kit_.wake_in(0);
    }
  }

 private:
  PartForm& form_;
  Kit& kit_;
  TimelineView& view_;
  TimeRange first_, range_;
  float end_padding_, names_width_, width_, point_height_, span_height_;
  PictureDrawn& drawn_;
  const TimelinePicture& picture_;
  std::vector<Hanging> hanging_;  ///< In order of time.
  std::vector<Flag> flags_;       ///< Those that are seen.
  std::vector<float> lanes_y_;
  std::size_t flag_rows_ = 1;
  float flags_y_ = 0, bands_y_ = 0, windows_y_ = 0, height_ = 0;
  Rect area_{};
};

}  // namespace

void draw_timeline_picture(PartForm& form) {
  PictureDrawn& drawn = form.memory.picture;
  if (drawn.first_edition != form.open.edition()) {
    drawn.first_edition = form.open.edition();
    drawn.first = first_range(form.value);
  }
  const auto first = drawn.first;
  // One event alone is no picture; a stretch of impact is.
  const auto range = first || form.value.impact.windows.empty() ? first : whole_range(form.value);
  if (!range) return;
  auto wide = form.whole_width();
  const float width = form.kit.available();
  if (width <= 6 * padding) return;
  PictureDrawing drawing(form, *range, width);
  drawing.draw_tools();
  drawing.draw();
}

}  // namespace unrepeat::shell
