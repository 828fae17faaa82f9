// The Learn screen by role and name: what it counts, what it leaves out, and what is behind it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/action/commands.hpp"
#include "core/format/writer.hpp"
#include "shell/screens/learn/prepared.hpp"
#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

/// Three incidents of the pool, one near miss, one without moments; the last one came again.
struct Shown {
  AppHarness ui;
  PostmortemId last;

  /// From the menu of how long it took.
  void choose(const char* item) {
    ui.press("button", "More of “Impact start → Mitigated”");
    ui.rest();
    ui.press("menuitem", item);
  }

  Shown() {
    ui.go("#/learn?period=all");
    for (int i = 0; i < 3; ++i)
      last = add("Checkout pool of connections exhausted " + std::to_string(i + 1), -30 * (3 - i), 20 * (i + 1),
                 RecordKind::incident);
    add("Gateway nearly lost its certificate", -8, 10, RecordKind::near_miss);
    ui.app.workspace().create();
    ui.rest();
    ui.go("#/learn?period=all");
    look();
  }
  PostmortemId add(const std::string& title, int day, int minutes, RecordKind kind) {
    Workspace& workspace = ui.app.workspace();
    const PostmortemId id = workspace.create(kind);
    OpenPostmortem& one = workspace.open(id);
    workspace.carry_out(one, "title", SetField{"title", title});
    if (kind == RecordKind::incident)
      workspace.carry_out(
          one, "context/summary",
          SetField{"context/summary", "Every worker of the checkout waited for a connection of the pool."});
    const Instant start = noon + seconds(86'400 * day);
    for (const auto& [moment, at] :
         {std::pair(MomentKind::impact_start, start), std::pair(MomentKind::mitigated, start + seconds(60 * minutes))})
      workspace.carry_out(one, "moments", SetMoment{.kind = moment, .time = Time{.at = at}});
    const Uuid action = ui.page.ids.next();
    workspace.carry_out(one, "actions", AddEntry{"actions", action});
    workspace.carry_out(one, "actions",
                        SetField{"actions/" + text_of(action) + "/title", "Alert on waiting connections of the pool"});
    workspace.carry_out(one, "actions",
                        SetActionState{.action = unrepeat::Id<Action>::from(action), .state = ActionState::committed});
    return id;
  }
  /// One figure comes after the other.
  void look() {
    for (int i = 0; i < 6; ++i) ui.rest();
  }
};

/// By the beginning of its name.
Semantics::Node beginning_with(const AppHarness& ui, std::string_view role, std::string_view name) {
  const Semantics& nodes = ui.kit.tree();
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (const Semantics::Node node = nodes.node(i); role_name(node.role) == role && node.name.starts_with(name))
      return node;
  FAIL("looking for " << std::string(role) << " beginning with \"" << std::string(name) << "\" in\n" << ui.tree());
  return {};
}

}  // namespace

TEST_CASE("each figure says how many it counts, and what it leaves out is listed by its reason") {
  Shown library;
  AppHarness& ui = library.ui;
  INFO(ui.kit.tree().text());
  CHECK(ui.count("group", "Impact start → Mitigated") == 1);
  CHECK(ui.shows("strong \"3 incidents\""));
  CHECK(ui.shows(": too few for an interval. These are single incidents, not a trend."));
  ui.press("button", "2 incidents left out: 1 of another kind, 1 with a moment still to be filled in");
  ui.rest();
  ui.press("menuitem", "1 of another kind");
  ui.rest();
  REQUIRE(ui.count("dialog", "Behind “Impact start → Mitigated: of another kind”") == 1);
  CHECK(ui.shows("Gateway nearly lost its certificate"));
}

TEST_CASE("dots are walked through by keys, and Enter opens the incident") {
  Shown library;
  AppHarness& ui = library.ui;
  const auto dots = beginning_with(ui, "button", "Each dot is an incident");
  ui.kit.report_focus(dots.id, true);
  ui.frame();
  ui.frame();
  ui.key(key_right);
  ui.frame();
  const Semantics& nodes = ui.kit.tree();
  CHECK(nodes.node(nodes.index_of(dots.id)).name.ends_with(": Checkout pool of connections exhausted 1"));
  ui.key(key_end);
  ui.frame();
  ui.kit.report_press(dots.id);
  ui.frame();
  CHECK(ui.app.route() == "#/pm/" + text_of(library.last));
}

TEST_CASE("a part of where the time went leads to the incidents, each with how long that part of it was") {
  Shown library;
  AppHarness& ui = library.ui;
  Workspace& workspace = ui.app.workspace();
  OpenPostmortem& one = workspace.open(library.last);
  const Instant start = noon + seconds(86'400 * -30);
  for (const auto& [moment, minutes] : {std::pair(MomentKind::detected, 5), std::pair(MomentKind::acknowledged, 7),
                                        std::pair(MomentKind::resolved, 70)})
    workspace.carry_out(one, "moments", SetMoment{.kind = moment, .time = Time{.at = start + seconds(60 * minutes)}});
  ui.rest();
  ui.go("#/learn?period=all");
  library.look();
  INFO(ui.kit.tree().text());
  const auto part = beginning_with(ui, "button", "Impact start → Detected: ");
  ui.kit.report_press(part.id);
  ui.rest();
  CHECK(ui.shows("1 incident"));
  CHECK(ui.count("columnheader", "How long it took") == 1);
  CHECK(ui.shows("text \"5 min\""));
}

TEST_CASE("what keeps coming back is a family with its promises one press away") {
  Shown library;
  AppHarness& ui = library.ui;
  INFO(ui.kit.tree().text());
  const auto family = beginning_with(ui, "button", "Checkout pool of connections exhausted 3: 3 times since");
  ui.kit.report_press(family.id);
  ui.rest();
  CHECK(ui.shows("Promises not yet kept"));
  CHECK(ui.count("link", "Alert on waiting connections of the pool") == 3);
}

TEST_CASE("of a long family twenty incidents and twenty promises are shown, and the others by a press each") {
  Shown library;
  AppHarness& ui = library.ui;
  for (int i = 4; i <= 22; ++i)
    library.add("Checkout pool of connections exhausted " + std::to_string(i), -200 - i, 20, RecordKind::incident);
  ui.rest();
  ui.go("#/learn?period=all");
  library.look();
  const auto family = beginning_with(ui, "button", "Checkout pool of connections exhausted");
  ui.kit.report_press(family.id);
  ui.rest();
  INFO(ui.kit.tree().text());
  REQUIRE(ui.count("button", "2 more") == 2);
  const std::size_t promises = ui.count("link", "Alert on waiting connections of the pool");
  ui.kit.report_press(beginning_with(ui, "button", "2 more").id);
  ui.rest();
  CHECK(ui.count("button", "2 more") == 1);
  CHECK(ui.count("link", "Alert on waiting connections of the pool") == promises + 2);
}

TEST_CASE("a picture is taken when no menu lies over the figure any more") {
  Shown library;
  AppHarness& ui = library.ui;
  library.choose("Copy as a picture");
  for (int i = 0; i < 5; ++i) ui.frame();
  CHECK(ui.count("menu") == 0);
  REQUIRE(ui.page.copied_pictures.size() == 1);
  CHECK(ui.page.copied_pictures[0].width > 300);
  CHECK(ui.page.copied_pictures[0].height > 200);
}

TEST_CASE("from eight incidents on a box stands among the dots, and what its lines are is said") {
  Shown library;
  AppHarness& ui = library.ui;
  CHECK_FALSE(ui.shows("Line: median."));
  for (int i = 1; i <= 5; ++i) library.add("Slow search " + std::to_string(i), -3 * i, 10 * i, RecordKind::incident);
  ui.rest();
  ui.go("#/learn?period=all");
  library.look();
  CHECK(ui.shows("Line: median. Bracket: where 95 of 100 resamples have it. Box: the middle half."));
}

TEST_CASE("how many were done within a time stands below the curve of shares") {
  Shown library;
  AppHarness& ui = library.ui;
  library.choose("Show the share within each time");
  ui.rest();
  // They took 20, 40 and 60 minutes.
  CHECK(ui.shows("33 % within 30\u00a0min · 100 % within 2\u00a0h · 100 % within 8\u00a0h"));
}

TEST_CASE("a figure leaves as CSV, and filters that fit nothing say so") {
  Shown library;
  AppHarness& ui = library.ui;
  library.choose("Copy as CSV");
  ui.rest();
  CHECK(ui.page.copied.find("Minutes from Impact start to Mitigated") != std::string::npos);
  ui.go("#/learn?period=all&system=nowhere");
  library.look();
  CHECK(ui.shows("Nothing in the library fits this period and these filters."));
  ui.press("button", "Show everything");
  library.look();
  CHECK(ui.count("group", "Impact start → Mitigated") == 1);
}

TEST_CASE("what somebody writes in the address is read as far as it can be, and no further") {
  Shown library;
  AppHarness& ui = library.ui;
  for (const char* address :
       {"#/learn?from=2026-99-01&until=x", "#/learn?ends=detected-detected", "#/learn?severity=77&kind=%00",
        "#/learn?behind=durations-left_out:nonsense", "#/learn?behind=nonsense-x", "#/learn?period=forever"}) {
    ui.go(address);
    library.look();
    CHECK(ui.shows("Learn"));
  }
}

TEST_CASE("what in the address nobody can use is said, with a way to take it out; what can be read holds") {
  Shown library;
  AppHarness& ui = library.ui;
  ui.go("#/learn?period=xyz&severity=9&kind=near_miss&from=2026-99-99&ends=detected-then&colour=red&system=nowhere");
  library.look();
  CHECK(
      ui.shows("Part of this link was not understood and is left out: Period “xyz”, Severity “9”, First day "
               "“2026-99-99”, Moments “detected-then”, colour “red”."));
  ui.press("button", "Remove it from the link");
  library.look();
  CHECK(ui.app.route() == "#/learn?kind=near_miss&system=nowhere");
  CHECK(ui.count("button", "Remove it from the link") == 0);
}

TEST_CASE("two days in the address are read together: one alone, or the later one first, is left out and said") {
  Shown library;
  AppHarness& ui = library.ui;
  ui.go("#/learn?from=2020-01-01");
  library.look();
  CHECK(ui.shows("Part of this link was not understood and is left out: First day “2020-01-01”."));
  ui.go("#/learn?from=2026-02-01&until=2026-01-01");
  library.look();
  CHECK(ui.shows("left out: First day “2026-02-01”, Last day “2026-01-01”."));
  ui.go("#/learn?from=2026-01-01&until=2026-02-01&severity=2");
  library.look();
  CHECK(ui.count("button", "Remove it from the link") == 0);
}

TEST_CASE("a period begins at a midnight of that time, whatever the clocks say today") {
  Shown library;
  AppHarness& ui = library.ui;
  ui.app.workspace().write_setting("time_zone", "Europe/Madrid");
  ui.rest();
  ui.page.is_answering = false;
  ui.go("#/learn?period=3m");
  std::optional<FigureScope> asked;
  for (const auto& [id, bytes] : ui.page.requests)
    if (const auto request = protocol::decode_request(bytes.data(), bytes.size()))
      if (const auto* figure = std::get_if<protocol::ReadFigure>(&request->body)) asked = figure->scope;
  REQUIRE(asked);
  CHECK(asked->time_zone == "Europe/Madrid");
  CHECK(asked->today == "2026-11-23");
  // In September they are at +02:00, in November at +01:00.
  CHECK(format_instant(*asked->from) == "2026-08-31T22:00:00Z");
  CHECK(format_instant(asked->now) == "2026-11-23T23:00:00Z");
}

TEST_CASE("promises whose day nobody noted are counted as left out of the curve, and lead to their incidents") {
  Shown library;
  AppHarness& ui = library.ui;
  // As an importer brings it: promised, and no word of when.
  Postmortem imported = ui.saved(library.last);
  imported.id = ui.page.ids.next_as<PostmortemId>();
  imported.title = "From another tool";
  for (Action& action : imported.actions) action.log.clear();
  ui.go("#/import");
  ui.drop("one.json", write_postmortem(imported));
  ui.press("button", "Import 1");
  ui.go("#/learn?period=all");
  library.look();
  INFO(ui.kit.tree().text());
  const auto left = beginning_with(ui, "button", "3 incidents and 1 promise left out: ");
  CHECK(left.name.ends_with(", 1 promise without the day it was made"));
  ui.press("button", left.name);
  ui.rest();
  ui.press("menuitem", "1 promise without the day it was made");
  ui.rest();
  REQUIRE(ui.count("dialog", "Behind “How long promises stay open: 1 promise without the day it was made”") == 1);
  CHECK(ui.shows("From another tool"));
}

TEST_CASE("each card has its place in one of two columns, and is read beside its neighbour") {
  Shown library;
  AppHarness& ui = library.ui;
  ui.viewport.width = 1280;
  ui.viewport.height = 800;
  library.look();
  std::vector<Rect> cards;
  for (const char* name : {"Impact start → Mitigated", "What keeps coming back", "Where the time went",
                           "Factors by category", "Incidents a month", "Who noticed", "Themes",
                           "How long promises stay open", "Reviews held", "What became of promises"})
    cards.push_back(beginning_with(ui, "group", name).rect);
  CHECK(cards[0].y == cards[1].y);
  CHECK(cards[0].width > cards[1].width);
  for (std::size_t i = 2; i < cards.size(); ++i) {
    CHECK(cards[i].x == cards[i % 2].x);
    CHECK(cards[i].y > cards[i - 2].y);
  }
  // Below each card of a column comes the next one, with a card's padding twice and the gap between.
  for (const float x : {cards[0].x, cards[1].x}) {
    std::optional<float> bottom;
    for (const Rect& card : cards) {
      if (card.x != x) continue;
      if (bottom) CHECK(std::abs(card.y - *bottom - 48) < 1);
      bottom = card.bottom();
    }
  }
  // Opened, a family makes room in its column, and no card changes its place for another column.
  const auto family = beginning_with(ui, "button", "Checkout pool of connections exhausted 3: 3 times since");
  ui.kit.report_press(family.id);
  ui.rest();
  std::size_t place = 0;
  for (const char* name : {"Impact start → Mitigated", "What keeps coming back", "Where the time went"})
    CHECK(beginning_with(ui, "group", name).rect.x == cards[place++].x);
}

TEST_CASE("what a card says follows the language and the moments that are asked for") {
  Shown library;
  AppHarness& ui = library.ui;
  ui.go("#/learn?period=all&ends=impact_start-detected");
  library.look();
  CHECK(ui.count("group", "Impact start → Detected") == 1);
  CHECK(ui.shows("Nothing can be counted here yet. What is left out is listed above, with what it lacks."));
  ui.viewport.language = Language::spanish;
  library.look();
  CHECK(ui.shows("Aquí aún no se puede contar nada. Lo excluido está arriba, con lo que le falta."));
  CHECK_FALSE(ui.shows("Nothing can be counted here yet. What is left out is listed above, with what it lacks."));
}

TEST_CASE("why incidents are left out is said with how many, and of one reason alone only once") {
  AppHarness ui;
  const auto said = [&](const Figure& figure) {
    PreparedFigure prepared;
    prepare(prepared, figure, 1, {}, ui.app.workspace(), "UTC");
    return prepared.left_out_why;
  };
  CHECK(said({.kind = FigureKind::themes, .left_out = {{LeftOut::nothing_said, 54}}}) ==
        "54 incidents left out: no theme named");
  CHECK(said({.kind = FigureKind::detection, .left_out = {{LeftOut::other_kind, 1}}}) ==
        "1 incident left out: of another kind");
  CHECK(said({.kind = FigureKind::rate, .left_out = {{LeftOut::duplicate, 1}}}) ==
        "1 incident left out: written twice");
  CHECK(said({.kind = FigureKind::factors, .left_out = {{LeftOut::other_kind, 1}, {LeftOut::nothing_said, 2}}}) ==
        "3 incidents left out: 1 of another kind, 2 with no factor named");
  CHECK(said({.kind = FigureKind::open_age, .promises_left_out = {{PromiseLeftOut::undated, 3}}}) ==
        "Left out: 3 promises without the day they were made");
  CHECK(said({.kind = FigureKind::kept,
              .left_out = {{LeftOut::nothing_said, 2}},
              .promises_left_out = {{PromiseLeftOut::unsaid, 1}}}) ==
        "2 incidents and 1 promise left out: 2 with no promise made, 1 action of which nobody said how it stands");
  CHECK(said({}).empty());
}

TEST_CASE("of many months the years are named, each below all of its own") {
  AppHarness ui;
  Figure figure{.kind = FigureKind::rate, .count = 26};
  for (int month = 10; month < 36; ++month) {
    const std::string number = std::to_string(month % 12 + 1);
    figure.bars.push_back(
        {.key = "month:" + std::to_string(2019 + month / 12) + (number.size() < 2 ? "-0" : "-") + number, .count = 1});
  }
  PreparedFigure prepared;
  prepare(prepared, figure, 1, {}, ui.app.workspace(), "UTC");
  REQUIRE(prepared.bars.size() == 26);
  std::vector<std::pair<std::string, std::size_t>> named;
  for (const ChartBar& bar : prepared.bars)
    if (!bar.name.empty()) named.emplace_back(bar.name, bar.named);
  CHECK(named == std::vector<std::pair<std::string, std::size_t>>{{"2019", 2}, {"2020", 12}, {"2021", 12}});
  CHECK(prepared.bars[1].said == "Dec 2019: 1 incident");
}

TEST_CASE("a group whose only line says nothing is left out, unless there is no other") {
  AppHarness ui;
  const auto groups_of = [&](std::initializer_list<const char*> keys) {
    Figure figure{.kind = FigureKind::coverage, .count = 9};
    for (const char* key : keys) figure.bars.push_back({.key = key, .count = 9, .parts = {9, 0, 0, 0, 0}});
    PreparedFigure prepared;
    prepare(prepared, figure, 1, {}, ui.app.workspace(), "UTC");
    std::vector<Text> names;
    for (const PreparedGroup& group : prepared.groups) names.push_back(group.name);
    return names;
  };
  CHECK(groups_of({"severity:1", "severity:2", "form:full", "team:"}) == std::vector<Text>{Text::learn_by_severity});
  CHECK(groups_of({"severity:", "form:full", "form:card"}) == std::vector<Text>{Text::learn_by_form});
  CHECK(groups_of({"severity:2", "form:full"}) == std::vector<Text>{Text::learn_by_severity});
  CHECK(groups_of({"severity:", "form:full"}) == std::vector<Text>{Text::learn_by_severity});
  CHECK(groups_of({}).empty());
}

TEST_CASE("an empty library has nothing to learn from and says what to do") {
  AppHarness ui;
  ui.go("#/learn");
  ui.rest();
  CHECK(ui.shows("Nothing to learn from yet"));
}

TEST_CASE("what the team told the library is read again as it was written") {
  AppHarness ui;
  ui.rest();
  Workspace& workspace = ui.app.workspace();
  unrepeat::Library told;
  SavedView view;
  view.id = ui.page.ids.next_as<unrepeat::Id<SavedView>>();
  view.name = "Mine";
  view.query = "#/actions?view=overdue&owner=Ana";
  told.views.push_back(view);
  FactorWord word;
  word.id = ui.page.ids.next_as<unrepeat::Id<FactorWord>>();
  word.name = "deploy safety";
  word.synonyms = {"release guardrails"};
  told.factors.push_back(word);
  workspace.set_knowledge(told, "Told.");
  ui.rest();
  CHECK(workspace.knowledge().views == told.views);
  CHECK(workspace.knowledge().factors == told.factors);
  ui.press("button", "Undo");
  ui.rest();
  CHECK(workspace.knowledge().views.empty());
}

TEST_CASE("what opens by the address takes the focus, and gives it back when it closes") {
  Shown library;
  AppHarness& ui = library.ui;
  library.choose("Show the incidents behind it");
  ui.rest();
  REQUIRE(ui.count("dialog", "Behind “Impact start → Mitigated”") == 1);
  CHECK(ui.focused() == "link \"Checkout pool of connections exhausted 3\"");
}

TEST_CASE("of more incidents than are listed the number of all is said") {
  Shown library;
  AppHarness& ui = library.ui;
  ui.page.is_answering = false;
  ui.go("#/learn?period=all&behind=durations-");
  std::optional<std::int64_t> asked;
  for (const auto& [id, bytes] : ui.page.requests)
    if (const auto request = protocol::decode_request(bytes.data(), bytes.size());
        request && std::holds_alternative<protocol::ListBehind>(request->body))
      asked = id;
  REQUIRE(asked);
  std::erase_if(ui.page.requests, [&](const auto& request) { return request.first == *asked; });
  protocol::IncidentsBehind found{.count = 6'000};
  found.rows.resize(1);
  found.rows[0].title = "The latest of them";
  ui.page.answer(*asked, protocol::encode(protocol::Message<protocol::Reply>{*asked, found}), true);
  ui.page.is_answering = true;
  ui.rest();
  CHECK(ui.shows("The latest of them"));
  CHECK(ui.shows("The first 1 of 6,000 incidents"));
}

TEST_CASE("of many themes twelve are shown, and the others by a press") {
  Shown library;
  AppHarness& ui = library.ui;
  Postmortem imported = ui.saved(library.last);
  imported.id = ui.page.ids.next_as<PostmortemId>();
  imported.title = "From another tool";
  Factor& factor = imported.causes.factors.emplace_back();
  factor.id = ui.page.ids.next_as<FactorId>();
  factor.text = "It has many names.";
  for (int i = 1; i <= 14; ++i) factor.tags.push_back("theme " + std::to_string(100 + i));
  ui.go("#/import");
  ui.drop("one.json", write_postmortem(imported));
  ui.press("button", "Import 1");
  ui.go("#/learn?period=all");
  library.look();
  INFO(ui.kit.tree().text());
  CHECK(ui.count("button", "theme 112: 1 incident") == 1);
  CHECK(ui.count("button", "theme 113: 1 incident") == 0);
  ui.press("button", "2 more");
  ui.rest();
  CHECK(ui.count("button", "theme 114: 1 incident") == 1);
  CHECK(ui.count("button", "2 more") == 0);
}

TEST_CASE("of many teams eight are shown, and the others by a press") {
  Shown library;
  AppHarness& ui = library.ui;
  Workspace& workspace = ui.app.workspace();
  for (int i = 1; i <= 9; ++i) {
    OpenPostmortem& one =
        workspace.open(library.add("Slow search " + std::to_string(i), -2 * i, 10, RecordKind::incident));
    workspace.carry_out(one, "team", SetField{"team", "Team " + std::to_string(i)});
  }
  ui.rest();
  ui.go("#/learn?period=all");
  library.look();
  INFO(ui.kit.tree().text());
  CHECK(ui.count("group", "Team 8: 1 incident") == 1);
  CHECK(ui.count("group", "Team 9: 1 incident") == 0);
  // And those without one.
  ui.press("button", "2 more");
  ui.rest();
  CHECK(ui.count("group", "Team 9: 1 incident") == 1);
}

TEST_CASE("an incident whose start nobody knows is counted, and the dots of the others stay") {
  Shown library;
  AppHarness& ui = library.ui;
  Workspace& workspace = ui.app.workspace();
  const PostmortemId id = workspace.create();
  OpenPostmortem& one = workspace.open(id);
  for (const auto& [moment, minutes] : {std::pair(MomentKind::notified, 0), std::pair(MomentKind::acknowledged, 5)})
    workspace.carry_out(one, "moments",
                        SetMoment{.kind = moment, .time = Time{.at = noon - seconds(86'400) + seconds(60 * minutes)}});
  const PostmortemId other = library.last;
  for (const auto& [moment, minutes] : {std::pair(MomentKind::notified, 2), std::pair(MomentKind::acknowledged, 9)})
    workspace.carry_out(
        workspace.open(other), "moments",
        SetMoment{.kind = moment, .time = Time{.at = noon - seconds(30 * 86'400) + seconds(60 * minutes)}});
  ui.rest();
  ui.go("#/learn?period=all&ends=notified-acknowledged");
  library.look();
  CHECK(ui.shows("strong \"2 incidents\""));
  CHECK(ui.shows(": too few for an interval."));
  CHECK(beginning_with(ui, "button", "Each dot is an incident").id != 0);
}
