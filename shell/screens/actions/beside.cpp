// Rows that lead to a post-mortem, and ideas with every time they were promised.
#include "shell/screens/actions/beside.hpp"

#include "core/history/change_words.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/earlier.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/table.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {
namespace {

class Beside {
 public:
  Beside(const PromiseListing& listing, BesidePromises what)
      : listing_(listing), kit_(listing.kit), workspace_(listing.workspace), beside_(what) {}
  void draw_due(std::span<const protocol::DueRow> rows, Text none);
  void draw_changed();
  /// Of each row; empty where that is not told.
  [[nodiscard]] const std::vector<std::string>& what_changed() const;
  void draw_returning();

 private:
  void draw_idea(const protocol::IdeaRow& idea);
  void draw_promised(const protocol::IdeaRow& idea, const protocol::IdeaPromise& promise);
  void draw_none(Icon icon, Text title, std::string_view words);

  const PromiseListing& listing_;
  Kit& kit_;
  Workspace& workspace_;
  BesidePromises beside_;
};

void Beside::draw_due(std::span<const protocol::DueRow> rows, Text none) {
  if (rows.empty()) return draw_none(Icon::square_check, Text::actions_good_title, kit_.say(none));
  const auto late = [&](const protocol::DueRow& row) {
    const Text words = row.has_date                           ? Text::actions_days_late
                       : beside_ == BesidePromises::unwritten ? Text::actions_days_ago
                                                              : Text::actions_days_without_date;
    return kit_.say(words, span_words(workspace_.language, row.incident.value));
  };
  const TableColumn columns[] = {
      {.name = kit_.say(Text::actions_column_postmortem)},
      {.name = kit_.say(Text::library_column_severity), .width = 80, .from = 480},
      {.name = kit_.say(Text::actions_column_how_late), .width = 220, .from = 480},
  };
  Table table(kit_, {.name = kit_.say(Text::actions_column_postmortem),
                     .columns = columns,
                     .row_count = rows.size(),
                     .row_height = listing_.is_narrow ? 100.f : 78.f,
                     .title_lines = 2});
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const FigureIncident& incident = rows[i].incident;
    const Tone tone = rows[i].has_date ? Tone::bad : Tone::neutral;
    const std::string address = "#/pm/" + text_of(incident.id);
    const std::string_view title =
        incident.title.empty() ? kit_.say(Text::library_untitled) : std::string_view(incident.title);
    if (table.row(i, key_of(unrepeat::Id<Action>::from(incident.id)), {.address = address}).pressed)
      listing_.app.go_to(address);
    table.title_cell(table.title_height(title) + 19 + (listing_.is_narrow ? 19.f : 0.f), title, [&] {
      std::string words = incident.started_at ? date_words(workspace_.language, *incident.started_at,
                                                           incident.time_zone, workspace_.zones())
                                              : std::string(kit_.say(Text::library_unknown));
      // Where its column has no room.
      if (listing_.is_narrow && incident.severity)
        words += " · " + kit_.say(Text::library_severity, *incident.severity);
      text(kit_, words, {.style = Style::caption, .max_width = 0, .max_lines = 1});
      if (listing_.is_narrow)
        text(kit_, late(rows[i]), {.style = Style::secondary, .tone = tone, .max_width = 0, .max_lines = 1});
    });
    table.cell(23, [&] {
      if (incident.severity)
        tag(kit_, kit_.say(Text::library_severity, *incident.severity),
            severity_tone(static_cast<int>(*incident.severity)));
    });
    table.cell(19, [&] {
      text(kit_, late(rows[i]), {.style = Style::secondary, .tone = tone, .max_width = 0, .max_lines = 2});
    });
  }
}

const std::vector<std::string>& Beside::what_changed() const {
  ActionsScreenState::Told& told = listing_.state.told;
  const DueOnPage& due = workspace_.due();
  if (told.arrivals == due.arrivals() && told.language == workspace_.language) return told.rows;
  told = {.arrivals = due.arrivals(), .language = workspace_.language};
  const ChangeWords words(workspace_.language, workspace_.zones(), workspace_.time_zone());
  for (const protocol::ChangedRow& row : due.read().changed) {
    std::string& all = told.rows.emplace_back();
    if (row.is_new) all = kit_.say(Text::actions_changed_new);
    for (const std::string& sentence : words.sentences(row.change)) all += (all.empty() ? "" : " · ") + sentence;
  }
  return told.rows;
}

void Beside::draw_changed() {
  const auto& visited = workspace_.visited();
  if (!visited) return draw_none(Icon::clock, Text::actions_none_title, kit_.say(Text::actions_first_visit));
  const std::string since = time_words(workspace_.language, *visited, workspace_.time_zone(), workspace_.zones());
  const std::vector<protocol::ChangedRow>& rows = workspace_.due().read().changed;
  if (rows.empty())
    return draw_none(Icon::clock, Text::actions_none_title, kit_.say(Text::actions_none_changed, since));
  const std::vector<std::string>& told = what_changed();
  text(kit_, kit_.say(Text::actions_visited, since), {.style = Style::secondary, .max_width = 0});
  const TableColumn columns[] = {
      {.name = kit_.say(Text::actions_column_postmortem)},
      {.name = kit_.say(Text::actions_column_changed_by), .width = 140, .from = 480},
      {.name = kit_.say(Text::actions_column_changed), .width = listing_.is_narrow ? 120.f : 220.f},
  };
  Table table(kit_, {.name = kit_.say(Text::actions_view_changed),
                     .columns = columns,
                     .row_count = rows.size(),
                     .row_height = listing_.is_narrow ? 100.f : 78.f,
                     .title_lines = 2});
  for (std::size_t i = table.rows.first; i < table.rows.last; ++i) {
    const protocol::ChangedRow& row = rows[i];
    // To what changed, not to where it begins.
    const std::string address = "#/pm/" + text_of(row.id) + "/history";
    const std::string_view title = row.title.empty() ? kit_.say(Text::library_untitled) : std::string_view(row.title);
    if (table.row(i, key_of(unrepeat::Id<Action>::from(row.id)), {.address = address}).pressed)
      listing_.app.go_to(address);
    const std::string& what = told[i];
    table.title_cell(table.title_height(title) + (what.empty() ? 0.f : 19.f), title, [&] {
      if (!what.empty()) text(kit_, what, {.style = Style::caption, .max_width = 0, .max_lines = 1});
    });
    table.cell(19, [&] {
      text(kit_, row.by.empty() ? kit_.say(Text::library_unknown) : std::string_view(row.by),
           {.style = Style::secondary, .max_width = 0, .max_lines = 1});
    });
    table.cell(19, [&] {
      text(kit_,
           listing_.is_narrow ? date_words(workspace_.language, row.at, workspace_.time_zone(), workspace_.zones())
                              : time_words(workspace_.language, row.at, workspace_.time_zone(), workspace_.zones()),
           {.style = Style::secondary, .max_width = 0, .max_lines = 1});
    });
  }
}

void Beside::draw_returning() {
  const IdeasOnPage& ideas = workspace_.ideas();
  if (!ideas.has_arrived()) return listing_.draw_skeleton();
  if (ideas.rows().empty())
    return draw_none(Icon::repeat_2, Text::actions_none_title, kit_.say(Text::actions_none_returning));
  for (const protocol::IdeaRow& idea : ideas.rows()) draw_idea(idea);
}

/// One idea, and every time it was promised.
void Beside::draw_idea(const protocol::IdeaRow& idea) {
  auto scope = kit_.scope(key_of(idea.promises.back().id));
  auto card = kit_.card(16, 6);
  auto region = kit_.region(Role::group, idea.title);
  heading(kit_, 2, idea.title, Style::strong);
  text(kit_,
       idea.kept == 0 ? kit_.say(Text::actions_idea_never, idea.weight)
                      : kit_.say(Text::actions_idea_done, idea.kept, idea.promised),
       {.style = Style::secondary_strong, .tone = idea.kept == 0 ? Tone::warning : Tone::good, .max_width = 0});
  text(kit_,
       (idea.is_joined ? std::string(kit_.say(Text::actions_idea_joined))
                       : kit_.say(Text::actions_idea_same_words, idea.words)),
       {.style = Style::caption, .max_width = 0});
  {
    auto list = kit_.region(Role::list, idea.title);
    std::size_t place = 0;
    for (const protocol::IdeaPromise& promise : idea.promises) {
      auto item = kit_.list_item(++place, idea.promises.size());
      auto inner = kit_.scope(key_of(promise.id));
      draw_promised(idea, promise);
    }
  }
  if (idea.is_joined) return;
  divider(kit_);
  auto edge = kit_.inset(-8, 0);
  auto row = kit_.row(8);
  if (!button(kit_, kit_.say(Text::actions_idea_join), {.look = Look::quiet, .icon = Icon::link})) return;
  const std::string id = text_of(workspace_.ports().ids.next());
  std::vector<protocol::PromiseChange> changes;
  for (const protocol::IdeaPromise& promise : idea.promises)
    changes.push_back({.postmortem = promise.postmortem, .action = promise.id, .idea = id});
  workspace_.change_promises(std::move(changes), Text::actions_idea_is_joined);
}

/// Where it was promised; below that when, how it stands, and that it is another idea.
void Beside::draw_promised(const protocol::IdeaRow& idea, const protocol::IdeaPromise& promise) {
  divider(kit_);
  auto lines = kit_.inset(0, 0, 0);
  link(kit_, promise.postmortem_title.empty() ? promise.title : promise.postmortem_title,
       address_of_promise(listing_.route, {promise.postmortem, promise.id}));
  auto row = kit_.row(8, idea.promises.size() < 2 ? 0 : kit_.control_height());
  const std::string_view state = kit_.say(label_of(promise.state));
  text(kit_, state, {.style = Style::caption_strong});
  std::string words;
  if (promise.started_at)
    words = date_words(workspace_.language, *promise.started_at, promise.time_zone, workspace_.zones());
  // What tells one from another is where it was promised, and in which words only where these differ.
  if (promise.title != idea.title && !promise.postmortem_title.empty())
    words += (words.empty() ? "" : " · ") + promise.title;
  const float beside = kit_.measure(Style::secondary, kit_.say(Text::actions_idea_part)) + 16;
  if (!words.empty())
    text(kit_, words,
         {.style = Style::caption, .max_width = std::max(60.f, kit_.available() - beside), .max_lines = 1});
  if (idea.promises.size() < 2) return;
  kit_.spacer();
  const std::string name = kit_.say(Text::actions_idea_part_of, promise.title);
  if (button(kit_, name, {.look = Look::note, .shown = kit_.say(Text::actions_idea_part)}))
    workspace_.change_promises(
        {{.postmortem = promise.postmortem, .action = promise.id, .idea = text_of(workspace_.ports().ids.next())}},
        Text::actions_idea_parted);
}

void Beside::draw_none(Icon icon, Text title, std::string_view words) {
  empty_state(kit_, icon, kit_.say(title), words, [&] {
    if (button(kit_, kit_.say(Text::actions_show_open))) listing_.app.go_to("#/actions");
  });
}

}  // namespace

void draw_beside(const PromiseListing& listing, BesidePromises what) {
  const DueOnPage& due = listing.workspace.due();
  Beside beside(listing, what);
  switch (what) {
    case BesidePromises::nothing:
    case BesidePromises::came_again: return;
    case BesidePromises::reviews:
      return due.has_arrived() ? beside.draw_due(due.read().reviews, Text::actions_none_reviews)
                               : listing.draw_skeleton();
    case BesidePromises::unwritten:
      return due.has_arrived() ? beside.draw_due(due.read().unwritten, Text::actions_none_unwritten)
                               : listing.draw_skeleton();
    case BesidePromises::changed: return due.has_arrived() ? beside.draw_changed() : listing.draw_skeleton();
    case BesidePromises::returning: return beside.draw_returning();
  }
}

}  // namespace unrepeat::shell
