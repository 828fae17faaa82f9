// A line for each family; opened, its incidents, why they are thought to be one, and what was promised.
#include "shell/screens/learn/families.hpp"

#include <algorithm>

#include "core/text/vocabulary.hpp"
#include "core/time/date_words.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/earlier.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

using namespace protocol;

std::string FamilyCard::day(const FigureIncident& incident) const {
  return incident.started_at
             ? date_words(workspace_.language, *incident.started_at, incident.time_zone, workspace_.zones())
             : std::string(kit_.say(Text::library_unknown));
}

void FamilyCard::draw(bool has_heading) {
  const FamiliesOnPage& families = workspace_.read_families(scope_);
  auto region = kit_.region(Role::group, kit_.say(Text::learn_families));
  if (has_heading) {
    heading(kit_, 2, kit_.say(Text::learn_families), Style::strong);
    text(kit_, kit_.say(Text::learn_families_hint), {.style = Style::caption, .max_width = 0});
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
                       kit_.say(Text::actions_none_came_again), [] {});
  if (families.rows().empty())
    return text(kit_, kit_.say(Text::learn_families_none), {.style = Style::secondary, .max_width = 0});
  constexpr std::size_t most_in_card = 6;
  std::size_t shown = 0;
  for (const FamilyRow& family : families.rows())
    if (!has_heading || shown++ < most_in_card) draw_family(family);
  if (has_heading && families.count() > static_cast<std::int64_t>(most_in_card))
    text(kit_, kit_.say(Text::learn_families_count, families.count()), {.style = Style::caption, .max_width = 0});
}

void FamilyCard::draw_family(const FamilyRow& family) {
  const PostmortemId id = family.incidents.back().id;
  auto scope = kit_.scope(text_of(id));
  const bool is_open = state_.open_family == id;
  std::string systems;
  for (const std::string& system : family.systems) systems += (systems.empty() ? "" : ", ") + system;
  const auto open = static_cast<std::int64_t>(family.promises.size());
  const std::string times = kit_.say(Text::learn_times, family.incidents.size());
  const std::string promises =
      open > 0 ? kit_.say(Text::learn_open, open) : std::string(kit_.say(Text::learn_none_open));
  const std::string name =
      kit_.say(Text::learn_family, family.name, family.incidents.size(), day(family.incidents.front()), promises);
  constexpr std::size_t most_lines = 2;
  const auto beside = [&](Style style, const std::string& words) {
    return std::max(60.f, kit_.available() - kit_.measure(style, words) - 12);
  };
  constexpr float padding = 12;
  const float title_width = beside(Style::secondary, times) - 2 * padding;
  const std::size_t lines = std::min(kit_.break_lines(Style::strong, family.name, title_width).size(), most_lines);
  const float title = static_cast<float>(lines) * kit_.rule(Style::strong).line_height,
              below = kit_.rule(Style::caption).line_height;
  if (pressable(kit_, name, title + below + 2, is_open, [&] {
        {
          auto row = kit_.row(8, 0);
          text(kit_, family.name,
               {.style = Style::strong,
                .max_width = title_width,
                .max_lines = static_cast<int>(most_lines),
                .silent = true});
          kit_.spacer();
          text(kit_, times, {.style = Style::secondary, .silent = true});
        }
        auto row = kit_.row(8, 0);
        text(kit_, systems.empty() ? day(family.incidents.back()) : systems,
             {.style = Style::caption, .max_width = beside(Style::caption_strong, promises), .max_lines = 1});
        kit_.spacer();
        text(kit_, promises,
             {.style = Style::caption_strong, .tone = open > 0 ? Tone::warning : Tone::good, .silent = true});
      })) {
    state_.open_family = is_open ? std::nullopt : std::optional(id);
    kit_.wake_in(0);
  }
  if (is_open) draw_open(family);
}

void FamilyCard::draw_open(const FamilyRow& family) {
  auto inset = kit_.inset(12, 0, 4);
  std::string signs;
  for (const LikenessSign& sign : family.signs) signs += (signs.empty() ? "" : " · ") + words_of(kit_, sign);
  if (!signs.empty()) text(kit_, kit_.say(Text::learn_family_last, signs), {.style = Style::caption, .max_width = 0});
  heading(kit_, 3, kit_.say(Text::learn_family_incidents), Style::caption_strong);
  {
    auto list = kit_.region(Role::list, kit_.say(Text::learn_family_incidents));
    std::size_t place = 0;
    for (const FigureIncident& incident : family.incidents) {
      auto item = kit_.list_item(++place, family.incidents.size());
      auto scope = kit_.scope(text_of(incident.id));
      link(kit_, incident.title.empty() ? kit_.say(Text::library_untitled) : std::string_view(incident.title),
           "#/pm/" + text_of(incident.id));
      text(kit_, day(incident), {.style = Style::caption, .max_width = 0});
    }
  }
  if (family.promises.empty()) return;
  heading(kit_, 3, kit_.say(Text::learn_family_promises), Style::caption_strong);
  auto list = kit_.region(Role::list, kit_.say(Text::learn_family_promises));
  std::size_t place = 0;
  for (const FamilyPromise& one : family.promises) {
    auto item = kit_.list_item(++place, family.promises.size());
    auto scope = kit_.scope(text_of(one.promise.id));
    link(kit_, one.promise.title, "#/pm/" + text_of(one.postmortem) + "/actions/" + text_of(one.promise.id));
    std::string words(kit_.say(label_of(one.promise.state)));
    if (!one.promise.owner.empty()) words += " · " + one.promise.owner;
    if (!one.promise.due.empty())
      words += " · " + kit_.say(Text::earlier_due, date_words(workspace_.language, one.promise.due));
    text(kit_, words, {.style = Style::caption, .max_width = 0});
  }
}

}  // namespace unrepeat::shell
