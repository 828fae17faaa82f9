// A line for each family; opened, its incidents, why they are thought to be one, and what was promised.
#include "shell/screens/learn/families.hpp"

#include <algorithm>
#include <span>

#include "core/text/vocabulary.hpp"
#include "core/time/date_words.hpp"
#include "shell/format.hpp"
#include "shell/screens/learn/columns.hpp"
#include "shell/screens/postmortem/earlier.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

using namespace protocol;

namespace {

/// Of the incidents and the promises of one family at first.
constexpr std::size_t most_listed = 20;

}  // namespace

std::string FamilyCard::day(const FigureIncident& incident) const {
  return incident.started_at
             ? date_words(workspace_.language, *incident.started_at, incident.time_zone, workspace_.zones())
             : std::string(kit_.say(Text::library_unknown));
}

void FamilyCard::draw(bool has_heading) {
  const FamiliesOnPage& families = workspace_.read_families(scope_);
  auto region = kit_.region(Role::group, kit_.say(Text::learn_families));
  if (has_heading) {
    {
      auto row = kit_.row(8, kit_.control_height());
      heading(kit_, 2, kit_.say(Text::learn_families), Style::strong);
    }
    close_up(kit_);
    const float above = (kit_.control_height() - kit_.rule(Style::secondary).line_height) / 2;
    kit_.move_pen(kit_.pen_y() + above);
    text(kit_, kit_.say(Text::learn_families_hint), {.style = Style::secondary, .max_width = 0});
  }
  if (!families.has_arrived(scope_)) {
    text(kit_, kit_.say(Text::learn_comparing), {.style = Style::secondary, .max_width = 0});
    if (families.total() > 0)
      text(kit_, kit_.say(Text::kit_progress, families.total() - families.left(), families.total()),
           {.style = Style::caption});
    return;
  }
  if (families.rows().empty() && !has_heading)
    return empty_state(kit_, Icon::repeat_2, kit_.say(Text::actions_none_title),
                       kit_.say(Text::actions_none_came_again), [&] {
                         if (button(kit_, kit_.say(Text::frame_go_to_learn))) app_.go_to("#/learn");
                       });
  if (families.rows().empty())
    return text(kit_, kit_.say(Text::learn_families_none), {.style = Style::secondary, .max_width = 0});
  constexpr std::size_t most_in_card = 6, most_unfolded = 3;
  is_unfolded_ = !has_heading && families.rows().size() <= most_unfolded;
  const std::size_t count = families.rows().size(),
                    shown = has_heading ? shown_of(kit_, count, most_in_card, "all families") : count;
  for (const FamilyRow& family : std::span(families.rows()).first(shown)) draw_family(family);
  show_more(kit_, count, shown, "all families");
  // So many are told; of the rest it is only known that there are.
  if (shown == count && families.count() > std::ssize(families.rows()))
    text(kit_, kit_.say(Text::learn_families_count, families.count()), {.style = Style::caption, .max_width = 0});
}

void FamilyCard::draw_family(const FamilyRow& family) {
  const std::string id = text_of(family.incidents.back().id);
  auto scope = kit_.scope(id);
  // Where few came again lately, what was promised is what is asked for.
  const bool is_named = route_.parameter(family_parameter) == id, is_open = is_named != is_unfolded_;
  std::string systems;
  for (const std::string& system : family.systems) systems += (systems.empty() ? "" : ", ") + system;
  const auto open = static_cast<std::int64_t>(family.promises.size());
  const std::string times = kit_.say(Text::learn_times, family.incidents.size());
  // Its history is older than what is looked at.
  std::string below_name = systems.empty() ? day(family.incidents.back()) : systems;
  if (family.in_scope < std::ssize(family.incidents))
    below_name += " · " + kit_.say(Text::learn_family_in_period, family.in_scope);
  const std::string promises =
      open > 0 ? kit_.say(Text::learn_open, open) : std::string(kit_.say(Text::learn_none_open));
  const std::string name =
      kit_.say(Text::learn_family, family.name, family.incidents.size(), day(family.incidents.front()), promises);
  constexpr std::size_t most_lines = 2;
  constexpr float padding = 8, mark = 16, beside_mark = 8;
  const auto beside = [&](Style style, const std::string& words, float taken) {
    return std::max(60.f, kit_.available() - kit_.measure(style, words) - 12 - taken);
  };
  const float title_width = beside(Style::secondary, times, mark + beside_mark + 2 * padding);
  const std::size_t lines = std::min(kit_.break_lines(Style::strong, family.name, title_width).size(), most_lines);
  const float title = static_cast<float>(lines) * kit_.rule(Style::strong).line_height,
              below = kit_.rule(Style::caption).line_height;
  const PressableOptions options{.height = title + below + 2, .expanded = is_open, .framed = false};
  const auto draw_content = [&] {
    {
      auto row = kit_.row(beside_mark, 0);
      icon(kit_, is_open ? Icon::chevron_down : Icon::chevron_right, Tone::neutral);
      text(kit_, family.name,
           {.style = Style::strong,
            .max_width = title_width,
            .max_lines = static_cast<int>(most_lines),
            .silent = true});
      kit_.spacer();
      text(kit_, times, {.style = Style::secondary, .silent = true});
    }
    auto inset = kit_.inset(mark + beside_mark, 0);
    auto row = kit_.row(8, 0);
    text(kit_, below_name,
         {.style = Style::caption, .max_width = beside(Style::caption_strong, promises, 0), .max_lines = 1});
    kit_.spacer();
    text(kit_, promises,
         {.style = Style::caption_strong, .tone = open > 0 ? Tone::warning : Tone::good, .silent = true});
  };
  if (pressable(kit_, name, options, draw_content).pressed)
    app_.replace_route(Route(route_).set(family_parameter, is_named ? std::string_view{} : id).address());
  if (is_open) draw_open(family);
}

void FamilyCard::draw_open(const FamilyRow& family) {
  auto inset = kit_.inset(32, 0, 8);
  std::string signs;
  for (const LikenessSign& sign : family.signs) signs += (signs.empty() ? "" : " · ") + words_of(kit_, sign);
  if (!signs.empty()) text(kit_, kit_.say(Text::learn_family_last, signs), {.style = Style::caption, .max_width = 0});
  // What can still be done first.
  draw_promises(Text::learn_family_promises, family.promises);
  draw_incidents(family);
  draw_promises(Text::learn_family_dropped, family.dropped);
}

void FamilyCard::draw_incidents(const FamilyRow& family) {
  heading(kit_, 3, kit_.say(Text::learn_family_incidents), Style::caption_strong);
  const std::size_t count = family.incidents.size(), shown = shown_of(kit_, count, most_listed, "all incidents");
  auto list = kit_.region(Role::list, kit_.say(Text::learn_family_incidents));
  for (std::size_t place = 0; place < shown; ++place) {
    // The last first.
    const FigureIncident& incident = family.incidents[count - 1 - place];
    auto item = kit_.list_item(place + 1, count);
    auto scope = kit_.scope(text_of(incident.id));
    auto lines = kit_.inset(0, 0, 0);
    link(kit_, incident.title.empty() ? kit_.say(Text::library_untitled) : std::string_view(incident.title),
         "#/pm/" + text_of(incident.id));
    text(kit_, day(incident), {.style = Style::caption, .max_width = 0});
  }
  list.close();
  show_more(kit_, count, shown, "all incidents");
}

void FamilyCard::draw_promises(Text name, const std::vector<FamilyPromise>& promises) {
  if (promises.empty()) return;
  heading(kit_, 3, kit_.say(name), Style::caption_strong);
  const std::size_t count = promises.size(), shown = shown_of(kit_, count, most_listed, kit_.say(name));
  auto list = kit_.region(Role::list, kit_.say(name));
  for (std::size_t place = 0; place < shown; ++place) {
    auto item = kit_.list_item(place + 1, count);
    draw_promise_from_then(kit_, promises[place].postmortem, promises[place].promise);
  }
  list.close();
  show_more(kit_, count, shown, kit_.say(name));
}

}  // namespace unrepeat::shell
