// A match is told by what both have in common, never by a number; what a person says of it is remembered in the
// document.
#include "shell/screens/postmortem/earlier.hpp"

#include <algorithm>
#include <span>

#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

using protocol::EarlierPromise;
using protocol::EarlierRow;

constexpr std::size_t most_shown = 8, most_promises_shown = 4;

/// As people name a time that is long ago.
std::string month_of(const Kit& kit, const Workspace& workspace, const EarlierRow& row) {
  if (!row.started_at) return {};
  const auto offset = workspace.zones().offset_at(row.time_zone, *row.started_at).value_or(UtcOffset{});
  return month_words(kit.viewport().language, civil_time(*row.started_at, offset).date);
}

void draw_promises(Kit& kit, const EarlierRow& row) {
  if (row.promises.empty() && row.verified == 0 && row.dropped.empty()) return;
  {
    auto line = kit.row(8, 0);
    text(kit, kit.say(Text::earlier_promises), {.style = Style::secondary_strong});
    std::string rest;
    const auto add = [&](std::int64_t number, Text words) {
      if (number > 0) rest += (rest.empty() ? "" : " · ") + kit.say(words, number);
    };
    add(row.verified, Text::earlier_verified);
    add(std::ssize(row.dropped), Text::earlier_dropped);
    if (!rest.empty()) text(kit, rest, {.style = Style::secondary});
  }
  const std::size_t shown = std::min(row.promises.size(), most_promises_shown),
                    dropped = std::min(row.dropped.size(), most_promises_shown);
  for (const EarlierPromise& promise : std::span(row.promises).first(shown))
    draw_promise_from_then(kit, row.id, promise);
  const std::string all = "#/pm/" + unrepeat::text_of(row.id) + "/actions";
  if (shown < row.promises.size()) link(kit, kit.say(Text::earlier_open, row.promises.size()), all);
  for (const EarlierPromise& promise : std::span(row.dropped).first(dropped))
    draw_promise_from_then(kit, row.id, promise);
  if (dropped < row.dropped.size()) link(kit, kit.say(Text::earlier_all_dropped, row.dropped.size()), all);
}

void relate(PartForm& form, const EarlierRow& row, RelationKind kind, Text said) {
  const auto known = std::ranges::find(form.value.related, std::optional(row.id), &Relation::target);
  const std::string spelt(spelling_of(kind));
  if (known != form.value.related.end())
    form.wants("related", SetField{joined(joined("related", known->id), "kind"), spelt});
  else
    form.add("related", {{"target", unrepeat::text_of(row.id)}, {"title", row.title}, {"kind", spelt}});
  form.offers_back(form.kit.say(said, beginning_of(row.title, 40)));
  form.kit.wake_in(0);
}

void draw_answers(PartForm& form, const EarlierRow& row) {
  Kit& kit = form.kit;
  const std::string name = beginning_of(row.title, 40);
  auto edge = kit.inset(-8, 0);
  auto line = kit.row(4);
  if (!row.is_said &&
      button(
          kit, kit.say(Text::earlier_is_recurrence_of, name),
          {.look = Look::quiet, .icon = Icon::repeat_2, .shown = kit.say(Text::earlier_is_recurrence), .key = "again"}))
    relate(form, row, RelationKind::recurrence_of, Text::earlier_linked);
  if (button(kit, kit.say(Text::earlier_is_same_as, name),
             {.look = Look::quiet, .shown = kit.say(Text::earlier_is_same), .key = "same"}))
    relate(form, row, RelationKind::duplicate_of, Text::earlier_linked_same);
  if (button(kit, kit.say(Text::earlier_not_related_to, name),
             {.look = Look::quiet, .shown = kit.say(Text::earlier_not_related), .key = "not"}))
    relate(form, row, RelationKind::not_related, Text::earlier_rejected);
}

/// One of them; `form` is null where there is nothing yet that could be linked.
void draw_one(Kit& kit, Workspace& workspace, const EarlierRow& row, PartForm* form) {
  auto card = kit.card(12, 6);
  {
    auto line = kit.row(8, 0);
    const std::string title = beginning_of(row.title, 80);
    link(kit, title.empty() ? kit.say(Text::editor_untitled) : std::string_view(title),
         "#/pm/" + unrepeat::text_of(row.id), Style::strong);
    if (row.started_at)
      text(kit, date_words(kit.viewport().language, *row.started_at, row.time_zone, workspace.zones()),
           {.style = Style::secondary});
  }
  std::string signs;
  for (const LikenessSign& sign : row.signs) signs += (signs.empty() ? "" : " · ") + words_of(kit, sign);
  if (!signs.empty()) text(kit, signs, {.style = Style::secondary, .max_width = 0});
  if (!row.worked.empty())
    text(kit, kit.say(Text::earlier_worked, beginning_of(row.worked, 160)), {.style = Style::control, .max_width = 0});
  draw_promises(kit, row);
  if (form != nullptr) draw_answers(*form, row);
}

void draw_all(Kit& kit, Workspace& workspace, std::span<const EarlierRow> rows, PartForm* form) {
  rows = rows.first(std::min(rows.size(), most_shown));
  auto list = kit.region(Role::list, kit.say(Text::earlier_what));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto scope = kit.scope(unrepeat::text_of(rows[i].id));
    auto item = kit.list_item(i + 1, rows.size());
    draw_one(kit, workspace, rows[i], form);
  }
}

}  // namespace

void draw_promise_from_then(Kit& kit, const PostmortemId& postmortem, const EarlierPromise& promise) {
  auto scope = kit.scope(unrepeat::text_of(promise.id));
  auto lines = kit.inset(0, 0, 0);
  const std::string_view title =
      promise.title.empty() ? kit.say(Text::actions_untitled) : std::string_view(promise.title);
  link(kit, beginning_of(title, 120),
       "#/pm/" + unrepeat::text_of(postmortem) + "/actions/" + unrepeat::text_of(promise.id));
  const bool is_dropped = promise.state == ActionState::will_not_do;
  std::string rest = promise.owner;
  const auto add = [&](std::string words) { rest += (rest.empty() ? "" : " · ") + std::move(words); };
  if (promise.state == ActionState::done) add(std::string(kit.say(Text::editor_to_be_verified)));
  if (is_dropped && !promise.because.empty()) add(kit.say(Text::earlier_because, beginning_of(promise.because, 120)));
  if (!is_dropped && promise.state != ActionState::done && !promise.due.empty())
    add(kit.say(Text::earlier_due, date_words(kit.viewport().language, std::string_view(promise.due))));
  auto line = kit.row(8, 0);
  text(kit, kit.say(label_of(promise.state)),
       {.style = Style::caption_strong, .tone = is_dropped ? Tone::neutral : Tone::warning});
  if (!rest.empty()) text(kit, rest, {.style = Style::caption, .max_width = kit.available(), .max_lines = 2});
}

std::string words_of(const Kit& kit, const LikenessSign& sign) {
  switch (sign.kind) {
    case LikenessKind::said: return std::string(kit.say(Text::earlier_sign_said));
    case LikenessKind::by_way: {
      const std::string title = beginning_of(sign.words, 40);
      return kit.say(Text::earlier_sign_by_way, title.empty() ? kit.say(Text::editor_untitled) : title);
    }
    case LikenessKind::system: return kit.say(Text::earlier_sign_system, sign.words);
    case LikenessKind::factor: return kit.say(Text::earlier_sign_factor, beginning_of(sign.words, 60));
    case LikenessKind::words: return kit.say(Text::earlier_sign_words, sign.words);
  }
  return {};
}

void draw_earlier(PartForm& form) {
  Kit& kit = form.kit;
  const auto& earlier = form.workspace.read_earlier(form.open);
  const std::vector<EarlierRow>& rows = earlier.rows();
  if (rows.empty()) return;
  auto scope = kit.scope("earlier");
  const std::ptrdiff_t telling = std::ranges::count_if(rows, &EarlierRow::is_telling);
  if (telling == 0) {
    if (form.unfolded("earlier", kit.say(Text::earlier_maybe, std::min(rows.size(), most_shown))))
      draw_all(kit, form.workspace, rows, &form);
    return;
  }
  const EarlierRow *first = nullptr, *last = nullptr;
  std::int64_t open = 0;
  for (const EarlierRow& row : rows) {
    if (!row.is_telling) continue;
    open += static_cast<std::int64_t>(row.promises.size());
    if (row.started_at && (first == nullptr || *row.started_at < *first->started_at)) first = &row;
    if (row.started_at && (last == nullptr || *row.started_at > *last->started_at)) last = &row;
  }
  const std::string time = ordinal_words(kit.viewport().language, telling + 1);
  const std::string since = first != nullptr ? month_of(kit, form.workspace, *first) : std::string();
  auto card = kit.card(12, 6);
  {
    auto line = kit.row(8, 0);
    icon(kit, Icon::repeat_2, Tone::warning);
    text(kit,
         since.empty() ? kit.say(Text::earlier_time_unknown, time)
                       : kit.say(earlier.is_cut() ? Text::earlier_time_at_least : Text::earlier_time, time, since),
         {.style = Style::strong});
  }
  text(kit, open > 0 ? kit.say(Text::earlier_open, open) : std::string(kit.say(Text::earlier_none_open)),
       {.style = Style::secondary, .tone = open > 0 ? Tone::warning : Tone::neutral});
  // What helped last time is what whoever is in the middle of it wants to know.
  if (last != nullptr && !last->worked.empty())
    text(kit, kit.say(Text::earlier_worked, beginning_of(last->worked, 160)),
         {.style = Style::control, .max_width = 0});
  if (form.unfolded("earlier", kit.say(Text::earlier_what))) draw_all(kit, form.workspace, rows, &form);
}

void draw_earlier_of_title(Kit& kit, Workspace& workspace, std::string_view title) {
  const std::vector<EarlierRow>& rows = workspace.read_earlier(title).rows();
  if (rows.empty()) return;
  constexpr std::size_t most = 3;
  kit.space(8);
  heading(kit, 2, kit.say(Text::earlier_maybe, std::min(most, rows.size())), Style::section);
  draw_all(kit, workspace, std::span(rows).first(std::min(most, rows.size())), nullptr);
}

}  // namespace unrepeat::shell
