// What the figures count, what they leave out and why, against numbers worked out by hand or published.
#include "core/learn/figure.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <set>
#include <span>

#include "cli/native_time_zones.hpp"
#include "core/format/value.hpp"
#include "core/learn/figure_file.hpp"
#include "core/learn/figure_words.hpp"
#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

Instant at(std::string_view text) { return parse_instant(text).value(); }

/// A library of facts, looked at on 23 November 2026.
struct Shelf {
  SequentialIds ids;
  std::deque<IncidentFacts> all;
  FigureScope scope{.now = noon, .today = "2026-11-23"};
  NativeTimeZones zones;
  Themes themes;

  IncidentFacts& add(std::optional<Instant> start = noon - days(10)) {
    IncidentFacts& added = all.emplace_back();
    added.id = ids.next_as<PostmortemId>();
    added.title = "Incident " + std::to_string(all.size());
    added.started_at = start;
    added.time_zone = "UTC";
    for (std::size_t i = 0; i < moment_count; ++i) added.moments.push_back({.kind = static_cast<MomentKind>(i)});
    return added;
  }
  /// With an impact that was mitigated so long after it began.
  IncidentFacts& add_lasting(Duration lasting, Instant start = noon - days(10)) {
    IncidentFacts& added = add(start);
    record(added, MomentKind::impact_start, start);
    record(added, MomentKind::mitigated, start + lasting);
    return added;
  }
  static MomentFact& moment(IncidentFacts& of, MomentKind kind) { return of.moments[static_cast<std::size_t>(kind)]; }
  static void record(IncidentFacts& of, MomentKind kind, std::optional<Instant> when) {
    moment(of, kind).state = MomentState::recorded;
    moment(of, kind).at = when;
  }

  [[nodiscard]] std::vector<const IncidentFacts*> view() const {
    std::vector<const IncidentFacts*> pointers;
    for (const IncidentFacts& one : all) pointers.push_back(&one);
    return pointers;
  }
  [[nodiscard]] Figure figure(FigureKind kind) const { return figure_of(kind, view(), scope, zones, themes); }
  [[nodiscard]] std::vector<FigureIncident> behind(FigureKind kind, std::string_view key) const {
    return incidents_behind(kind, view(), scope, zones, key, themes);
  }
};

std::int64_t left_out(const Figure& figure, LeftOut why) {
  const auto found = std::ranges::find(figure.left_out, why, &LeftOutCount::why);
  return found == figure.left_out.end() ? 0 : found->count;
}

std::int64_t all_left_out(const Figure& figure) {
  std::int64_t sum = 0;
  for (const LeftOutCount& one : figure.left_out) sum += one.count;
  return sum;
}

FigureBar bar(const Figure& figure, std::string_view key) {
  const auto found = std::ranges::find(figure.bars, key, &FigureBar::key);
  return found == figure.bars.end() ? FigureBar{} : *found;
}

std::vector<std::string> keys(const Figure& figure) {
  std::vector<std::string> all;
  for (const FigureBar& one : figure.bars) all.push_back(one.key);
  return all;
}

std::vector<std::string> titles(const std::vector<FigureIncident>& incidents) {
  std::vector<std::string> all;
  for (const FigureIncident& one : incidents) all.push_back(one.title);
  return all;
}

PromiseFact promise(ActionState state, std::string due = {}) { return {.state = state, .due = std::move(due)}; }

constexpr FigureKind all_kinds[] = {FigureKind::durations, FigureKind::phases,  FigureKind::rate,
                                    FigureKind::detection, FigureKind::factors, FigureKind::themes,
                                    FigureKind::open_age,  FigureKind::kept,    FigureKind::coverage};
static_assert(std::size(all_kinds) == spellings_of_FigureKind.size());

/// Efron & Tibshirani, “An Introduction to the Bootstrap” (1993), table 2.1, taken as minutes.
constexpr std::int64_t nine[] = {52, 104, 146, 10, 50, 31, 40, 27, 46};

}  // namespace

// --- Durations ---

TEST_CASE("durations have a dot each by start, a median, a geometric mean and quartiles") {
  Shelf shelf;
  for (std::size_t i = 0; i < std::size(nine); ++i)
    shelf.add_lasting(minutes(nine[i]), noon - days(static_cast<std::int64_t>(i) + 1));
  const Figure figure = shelf.figure(FigureKind::durations);
  CHECK(figure.count == 9);
  CHECK(figure.left_out.empty());
  CHECK(figure.middle == 46 * 60);
  CHECK(figure.lower == 31 * 60);
  CHECK(figure.upper == 52 * 60);
  CHECK(figure.geometric_mean == 2635);
  CHECK(figure.zeros == 0);
  CHECK(figure.from == noon - days(9));
  CHECK(figure.until == noon - days(1));
  REQUIRE(figure.incidents.size() == 9);
  CHECK(figure.incidents.front().title == "Incident 9");
  CHECK(figure.incidents.front().value == 46 * 60);
  CHECK(figure.incidents.back().value == 52 * 60);
  REQUIRE(figure.steps.size() == 9);
  CHECK(figure.steps.front() == FigureStep{.at = 600, .share = 111'111});
  CHECK(figure.steps.back() == FigureStep{.at = 146 * 60, .share = 1'000'000});
}

TEST_CASE(
    "a time that a tool set by itself measures nothing: the incident is left out for it, unless a moment is worse") {
  Shelf shelf;
  shelf.add_lasting(minutes(20));
  for (const MomentKind kind : {MomentKind::impact_start, MomentKind::mitigated})
    Shelf::moment(shelf.add_lasting(minutes(30)), kind).is_tool_default = true;
  IncidentFacts& unknown = shelf.add_lasting(minutes(40));
  Shelf::moment(unknown, MomentKind::impact_start).is_tool_default = true;
  Shelf::moment(unknown, MomentKind::mitigated) = {.kind = MomentKind::mitigated, .state = MomentState::unknown};
  IncidentFacts& pending = shelf.add_lasting(minutes(50));
  Shelf::moment(pending, MomentKind::impact_start).is_tool_default = true;
  Shelf::moment(pending, MomentKind::mitigated) = {.kind = MomentKind::mitigated};
  // Another moment than those that are asked for.
  Shelf::moment(shelf.add_lasting(minutes(60)), MomentKind::detected).is_tool_default = true;
  const Figure figure = shelf.figure(FigureKind::durations);
  CHECK(figure.count == 2);
  CHECK(left_out(figure, LeftOut::tool_default) == 3);
  CHECK(left_out(figure, LeftOut::unknown) == 1);
  CHECK(titles(shelf.behind(FigureKind::durations, "left_out:tool_default")).size() == 3);
  // What is asked of the incidents themselves has them all.
  CHECK(shelf.figure(FigureKind::rate).count == 6);
}

TEST_CASE("from eight durations on there are intervals, and with fewer nothing may be concluded") {
  Shelf shelf;
  for (const std::int64_t lasting : {52, 104, 146, 10, 50, 31, 40}) shelf.add_lasting(minutes(lasting));
  const Figure few = shelf.figure(FigureKind::durations);
  CHECK(few.middle == 50 * 60);
  CHECK_FALSE(few.middle_interval);
  CHECK_FALSE(few.geometric_interval);
  CHECK_FALSE(few.unseen);
  for (const std::int64_t lasting : {27, 46}) shelf.add_lasting(minutes(lasting));
  const Figure enough = shelf.figure(FigureKind::durations);
  // Of nine, a resample's median is at most the least with a chance of 0.1 %, and the second least with one of 3.0 %.
  CHECK(enough.middle_interval == Range{27 * 60, 104 * 60});
  REQUIRE(enough.geometric_interval);
  CHECK(enough.geometric_interval->low < 2635);
  CHECK(enough.geometric_interval->high > 2635);
  CHECK(enough.unseen.has_value());
}

TEST_CASE("a duration that cannot be is left out and told, never guessed or clamped") {
  Shelf shelf;
  shelf.scope.ends = {MomentKind::impact_start, MomentKind::detected};
  const Instant start = noon - days(10);
  const auto add = [&] -> IncidentFacts& {
    IncidentFacts& one = shelf.add(start);
    Shelf::record(one, MomentKind::impact_start, start);
    return one;
  };
  Shelf::record(add(), MomentKind::detected, start + minutes(5));
  Shelf::record(add(), MomentKind::detected, noon + hours(1));     // In the future.
  Shelf::record(add(), MomentKind::detected, start - minutes(1));  // Before it began.
  Shelf::record(add(), MomentKind::detected, std::nullopt);        // In a zone that nobody knows.
  Shelf::moment(add(), MomentKind::detected).state = MomentState::unknown;
  Shelf::moment(add(), MomentKind::detected).state = MomentState::not_applicable;
  add();
  shelf.add(start).moments.clear();
  const Figure figure = shelf.figure(FigureKind::durations);
  CHECK(figure.count == 1);
  CHECK(figure.middle == 300);
  CHECK(left_out(figure, LeftOut::in_future) == 1);
  CHECK(left_out(figure, LeftOut::out_of_order) == 1);
  CHECK(left_out(figure, LeftOut::unknown) == 2);
  CHECK(left_out(figure, LeftOut::not_applicable) == 1);
  CHECK(left_out(figure, LeftOut::pending) == 2);
  CHECK(figure.count + all_left_out(figure) == 8);
}

TEST_CASE("of two ends that are missing, the reason that no answer can mend is told") {
  Shelf shelf;
  const auto add = [&](MomentState from, MomentState to) {
    IncidentFacts& one = shelf.add();
    Shelf::moment(one, MomentKind::impact_start).state = from;
    Shelf::moment(one, MomentKind::mitigated).state = to;
  };
  add(MomentState::pending, MomentState::not_applicable);
  add(MomentState::not_applicable, MomentState::unknown);
  add(MomentState::pending, MomentState::unknown);
  add(MomentState::unknown, MomentState::pending);
  const Figure figure = shelf.figure(FigureKind::durations);
  CHECK(left_out(figure, LeftOut::not_applicable) == 2);
  CHECK(left_out(figure, LeftOut::unknown) == 2);
}

TEST_CASE("what took less than a second counts as one second where logarithms are, and as none elsewhere") {
  Shelf shelf;
  for (const Duration lasting : {Duration{}, microseconds(500'000), seconds(4), seconds(16)})
    shelf.add_lasting(lasting);
  const Figure figure = shelf.figure(FigureKind::durations);
  CHECK(figure.zeros == 2);
  CHECK(figure.middle == 2);
  CHECK(figure.geometric_mean == 3);  // The fourth root of 1 · 1 · 4 · 16.
  CHECK(figure.steps.front() == FigureStep{.at = 0, .share = 500'000});
}

TEST_CASE("an incident without a start has a duration, and no place among the periods") {
  Shelf shelf;
  shelf.add_lasting(minutes(5)).started_at.reset();
  shelf.add_lasting(minutes(7));
  const Figure figure = shelf.figure(FigureKind::durations);
  CHECK(figure.count == 2);
  CHECK(figure.incidents.back().title == "Incident 1");
  REQUIRE(figure.periods.size() == 1);
  CHECK(figure.periods[0].count == 1);
}

TEST_CASE("columns are months, quarters, years or several years: the finest that are at most twelve") {
  Shelf shelf;
  shelf.add_lasting(minutes(10), at("2026-10-31T12:00:00Z"));
  const auto columns = [&](std::string_view first) {
    shelf.add_lasting(minutes(20), at(first));
    const Figure figure = shelf.figure(FigureKind::durations);
    std::int64_t sum = 0;
    for (const FigurePeriod& period : figure.periods) sum += period.count;
    CHECK(sum == figure.count);
    return std::pair(figure.periods.size(), format_instant(figure.periods.front().from));
  };
  CHECK(columns("2026-10-01T00:00:00Z") == std::pair(std::size_t{1}, std::string("2026-10-01T00:00:00Z")));
  CHECK(columns("2025-11-15T00:00:00Z") == std::pair(std::size_t{12}, std::string("2025-11-01T00:00:00Z")));
  CHECK(columns("2025-10-31T00:00:00Z") == std::pair(std::size_t{5}, std::string("2025-10-01T00:00:00Z")));
  CHECK(columns("2023-12-31T00:00:00Z") == std::pair(std::size_t{4}, std::string("2023-01-01T00:00:00Z")));
  CHECK(columns("2014-12-31T00:00:00Z") == std::pair(std::size_t{7}, std::string("2014-01-01T00:00:00Z")));
}

TEST_CASE("each column has the quartiles of its own, also one without incidents, and months are those of the person") {
  Shelf shelf;
  shelf.scope.time_zone = "America/Argentina/Buenos_Aires";
  for (const std::int64_t lasting : {10, 20, 40}) shelf.add_lasting(minutes(lasting), at("2026-03-01T02:00:00Z"));
  shelf.add_lasting(minutes(60), at("2026-04-30T02:00:00Z"));
  const Figure figure = shelf.figure(FigureKind::durations);
  REQUIRE(figure.periods.size() == 3);
  CHECK(figure.periods[0] == FigurePeriod{.from = at("2026-02-01T03:00:00Z"),
                                          .until = at("2026-03-01T03:00:00Z"),
                                          .count = 3,
                                          .lower = 900,
                                          .median = 1200,
                                          .upper = 1800});
  CHECK(figure.periods[1].count == 0);
  CHECK_FALSE(figure.periods[1].median);
  CHECK(figure.periods[2].median == 3600);
}

TEST_CASE("how many a period has is said by those that are over, also by those without any") {
  Shelf shelf;
  const auto add = [&](int count, std::string_view start) {
    for (int i = 0; i < count; ++i) shelf.add_lasting(minutes(10), at(start));
  };
  add(9, "2026-07-05T00:00:00Z");
  add(15, "2026-09-05T00:00:00Z");
  add(12, "2026-10-05T00:00:00Z");
  add(3, "2026-11-05T00:00:00Z");  // Goes on.
  // Of 9, none in August, 15 and 12: between 9 and 12, rounded.
  CHECK(shelf.figure(FigureKind::durations).per_period == 11);
  shelf.scope.from = at("2026-09-02T00:00:00Z");  // Cuts September.
  CHECK(shelf.figure(FigureKind::durations).per_period == 12);
  shelf.scope.from = at("2026-09-01T00:00:00Z");
  CHECK(shelf.figure(FigureKind::durations).per_period == 14);  // Between 12 and 15, rounded.
  shelf.scope.from = at("2026-11-01T00:00:00Z");
  CHECK(shelf.figure(FigureKind::durations).per_period == 3);
}

TEST_CASE("periods without any count from the scope's begin to its end, as far as it has passed") {
  Shelf shelf;
  const auto add = [&](int count, std::string_view start) {
    for (int i = 0; i < count; ++i) shelf.add_lasting(minutes(10 + i), at(start));
  };
  const auto concluded = [&] { return conclusion_of(Language::english, shelf.figure(FigureKind::durations)); };
  add(20, "2026-03-10T00:00:00Z");
  add(12, "2026-04-10T00:00:00Z");
  // 20 and 12, and none in the third quarter; no month is usual, as most have none.
  Figure figure = shelf.figure(FigureKind::durations);
  CHECK(figure.months_each == 3);
  CHECK(figure.per_period == 12);
  CHECK_FALSE(figure.are_most_empty);
  CHECK(concluded().find("Between two quarters with 12 incidents each,") != std::string::npos);
  shelf.scope.until = at("2026-05-01T00:00:00Z");
  figure = shelf.figure(FigureKind::durations);
  CHECK(figure.months_each == 1);
  CHECK(figure.per_period == 16);
  // Of four quarters two have none, of thirteen months eleven.
  shelf.scope = {.from = at("2025-10-01T00:00:00Z"), .now = shelf.scope.now, .today = shelf.scope.today};
  figure = shelf.figure(FigureKind::durations);
  CHECK(figure.months_each == 1);
  CHECK(figure.are_most_empty);
  CHECK(figure.per_period == 2);
}

TEST_CASE("where most periods have none, so many as they have on average are compared, and that is said") {
  Shelf shelf;
  for (int i = 0; i < 32; ++i) shelf.add_lasting(minutes(10 + i), at("2026-03-10T00:00:00Z"));
  // Thirty-two in eight months.
  Figure figure = shelf.figure(FigureKind::durations);
  CHECK(figure.months_each == 1);
  CHECK(figure.are_most_empty);
  CHECK(figure.per_period == 4);
  CHECK(conclusion_of(Language::english, figure)
            .find("Most months have none; between two with about 4 incidents each, a real cut") != std::string::npos);
  shelf.all.resize(9);
  figure = shelf.figure(FigureKind::durations);
  CHECK(figure.per_period == 1);
  CHECK(conclusion_of(Language::english, figure).find("about 1 incident each,") != std::string::npos);
}

TEST_CASE("a column is called by its month, its quarter, its year or its years, in whatever zone it begins") {
  const auto name = [](std::int64_t months, std::string_view from, std::string_view until) {
    return name_of_period(Language::english, Figure{.months_each = months}, {.from = at(from), .until = at(until)});
  };
  CHECK(name(1, "2026-02-01T03:00:00Z", "2026-03-01T03:00:00Z") == "Feb 2026");
  CHECK(name(1, "2026-01-31T11:00:00Z", "2026-02-28T11:00:00Z") == "Feb 2026");
  CHECK(name(3, "2026-03-31T22:00:00Z", "2026-06-30T22:00:00Z") == "Q2 2026");
  CHECK(name(12, "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z") == "2026");
  CHECK(name(24, "2024-01-01T00:00:00Z", "2026-01-01T00:00:00Z") == "2024–2025");
}

TEST_CASE("a column of eight or more has the interval of its median, and its table tells what is in the middle") {
  Shelf shelf;
  for (const std::int64_t lasting : nine) shelf.add_lasting(minutes(lasting), at("2026-09-10T00:00:00Z"));
  for (const std::int64_t lasting : std::span(nine).first(7))
    shelf.add_lasting(minutes(lasting), at("2026-10-10T00:00:00Z"));
  const Figure figure = shelf.figure(FigureKind::durations);
  REQUIRE(figure.periods.size() == 2);
  CHECK(figure.periods[0].interval == Range{27 * 60, 104 * 60});
  CHECK_FALSE(figure.periods[1].interval);

  const std::string table = write_figure_csv(figure, shelf.scope, shelf.zones, Language::english);
  CHECK(table.find("\"Stretch of time\",\"Incidents in it\",\"Stretch: lower quartile (min)\","
                   "\"Stretch: median (min)\",\"Stretch: median, low end of 95 % (min)\"") != std::string::npos);
  CHECK(table.find(",\"Sep 2026\",9,31,46,27,104,52,31,48,") != std::string::npos);
  CHECK(table.find(",\"Oct 2026\",7,,,,,,31,48,") != std::string::npos);
}

TEST_CASE("the table of durations has those without a start, too, in no stretch of time") {
  Shelf shelf;
  shelf.add_lasting(minutes(5)).started_at.reset();
  const std::string table =
      write_figure_csv(shelf.figure(FigureKind::durations), shelf.scope, shelf.zones, Language::english);
  CHECK(table.find("\"Incident 1\",,,5,\"\"," + std::string(14, ',') + "\"Impact") != std::string::npos);
}

TEST_CASE("columns are as long as it takes for them to tell something, where that leaves two of them") {
  Shelf shelf;
  const auto columns_with = [&](int count_of_each) {
    shelf.all.clear();
    for (int month = 1; month <= 6; ++month)
      for (int i = 0; i < count_of_each; ++i)
        shelf.add_lasting(minutes(10 + i), at("2026-0" + std::to_string(month) + "-10T00:00:00Z"));
    const Figure figure = shelf.figure(FigureKind::durations);
    return std::pair(figure.periods.size(), figure.per_period);
  };
  CHECK(columns_with(8) == std::pair(std::size_t{6}, std::int64_t{8}));
  CHECK(columns_with(7) == std::pair(std::size_t{2}, std::int64_t{21}));
  CHECK(columns_with(3) == std::pair(std::size_t{2}, std::int64_t{9}));
  // Of the whole there is none to compare it with.
  CHECK(columns_with(2) == std::pair(std::size_t{6}, std::int64_t{2}));
}

TEST_CASE("how often a real cut would not be seen is what chance says") {
  Shelf shelf;
  // One a month, of two kinds: the second period looks no better where it drew the long one and the first the short
  // one.
  for (int month = 1; month <= 8; ++month)
    shelf.add_lasting(seconds(month % 2 == 0 ? 10 : 1000), at("2026-0" + std::to_string(month) + "-10T00:00:00Z"));
  const Figure mixed = shelf.figure(FigureKind::durations);
  CHECK(mixed.per_period == 1);
  REQUIRE(mixed.unseen);
  CHECK(std::abs(*mixed.unseen - 250'000) < 15'000);
  for (IncidentFacts& one : shelf.all) Shelf::record(one, MomentKind::mitigated, *one.started_at + seconds(100));
  CHECK(shelf.figure(FigureKind::durations).unseen == 0);
}

TEST_CASE("a long curve is thinned, and keeps its first and its last step") {
  Shelf shelf;
  for (std::int64_t i = 1; i <= 1000; ++i) shelf.add_lasting(seconds(i));
  const Figure figure = shelf.figure(FigureKind::durations);
  CHECK(figure.steps.size() == 400);
  CHECK(figure.steps.front() == FigureStep{.at = 1, .share = 1000});
  CHECK(figure.steps.back() == FigureStep{.at = 1000, .share = 1'000'000});
  for (const FigureStep& step : figure.steps) CHECK(step.share == step.at * 1000);
}

TEST_CASE("the share within a time is counted over all durations, however much the curve is thinned") {
  Shelf shelf;
  for (std::int64_t i = 1; i <= 2000; ++i) shelf.add_lasting(seconds(2 * i));
  const Figure figure = shelf.figure(FigureKind::durations);
  // 900 of the 2,000 took at most 1,800 seconds, and the curve has no step there.
  CHECK(figure.within == std::vector<FigureStep>{{.at = 1'800, .share = 450'000},
                                                 {.at = 7'200, .share = 1'000'000},
                                                 {.at = 28'800, .share = 1'000'000}});
  CHECK(std::ranges::find(figure.steps, 1'800, &FigureStep::at) == figure.steps.end());
}

// --- The scope ---

TEST_CASE("what is outside the period or a filter is neither counted nor left out") {
  Shelf shelf;
  IncidentFacts& one = shelf.add(at("2026-03-01T00:00:00Z"));
  one.systems = {"checkout", "payments"};
  one.tags = {"peak"};
  one.severity = 2;
  const auto is_seen = [&] {
    const Figure figure = shelf.figure(FigureKind::detection);
    CHECK(figure.left_out.empty());
    return figure.count == 1;
  };
  CHECK(is_seen());
  const FigureScope open = shelf.scope;
  shelf.scope.from = at("2026-03-01T00:00:00Z");
  CHECK(is_seen());
  shelf.scope.from = at("2026-03-01T00:00:01Z");
  CHECK_FALSE(is_seen());
  shelf.scope = open;
  shelf.scope.until = at("2026-03-01T00:00:00Z");
  CHECK_FALSE(is_seen());
  shelf.scope = open;
  shelf.scope.severities = {1, 2};
  CHECK(is_seen());
  shelf.scope.severities = {3};
  CHECK_FALSE(is_seen());
  shelf.scope = open;
  shelf.scope.system = "payments";
  CHECK(is_seen());
  shelf.scope.system = "search";
  CHECK_FALSE(is_seen());
  shelf.scope = open;
  shelf.scope.tag = "peak";
  CHECK(is_seen());
  shelf.scope.tag = "calm";
  CHECK_FALSE(is_seen());
}

TEST_CASE("an incident that is written twice counts once, whatever is looked at, and its promises count each") {
  Shelf shelf;
  IncidentFacts& first = shelf.add_lasting(minutes(30));
  first.severity = 1;
  IncidentFacts& copy = shelf.add_lasting(minutes(90));
  copy.severity = 2;
  copy.duplicate_of = {first.id};
  for (IncidentFacts* one : {&first, &copy})
    one->promises.push_back({.state = ActionState::committed, .promised_at = noon - days(3)});
  for (const FigureKind kind : {FigureKind::durations, FigureKind::rate, FigureKind::detection, FigureKind::coverage}) {
    CAPTURE(spelling_of(kind));
    const Figure figure = shelf.figure(kind);
    CHECK(figure.count == 1);
    CHECK(left_out(figure, LeftOut::duplicate) == 1);
    CHECK(shelf.behind(kind, "left_out:duplicate").size() == 1);
  }
  CHECK(write_figure_csv(shelf.figure(FigureKind::durations), shelf.scope, shelf.zones, Language::english)
            .contains("1 written twice"));
  for (const FigureKind kind : {FigureKind::open_age, FigureKind::kept})
    CHECK(left_out(shelf.figure(kind), LeftOut::duplicate) == 0);
  CHECK(shelf.figure(FigureKind::kept).count == 2);
  // It is no other incident where the one that counts is not looked at.
  shelf.scope.severities = {2};
  CHECK(shelf.figure(FigureKind::durations).count == 0);
  CHECK(left_out(shelf.figure(FigureKind::durations), LeftOut::duplicate) == 1);
}

TEST_CASE("a table says in every row what is left out and why") {
  Shelf shelf;
  const PostmortemId first = shelf.add().id;
  shelf.add().duplicate_of = {first};
  shelf.add().kind = RecordKind::drill;
  const auto table = [&](Language language) {
    return write_figure_csv(shelf.figure(FigureKind::detection), shelf.scope, shelf.zones, language);
  };
  CHECK(table(Language::english).find("\"Filters\",\"Left out\"\r\n") != std::string::npos);
  CHECK(table(Language::english).ends_with("\"\",\"1 of another kind, 1 written twice\"\r\n"));
  CHECK(table(Language::spanish).ends_with("\"\",\"1 de otro tipo, 1 por duplicado\"\r\n"));
}

TEST_CASE("what was measured is said to the nearest of what is shown") {
  const auto words = [](std::int64_t seconds) {
    std::string said = duration_words(Language::english, seconds);
    for (std::size_t at = 0; (at = said.find("\u00A0")) != said.npos;) said.replace(at, 2, " ");
    return said;
  };
  CHECK(words(34 * 60 + 51) == "35 min");
  CHECK(words(34 * 60 + 29) == "34 min");
  CHECK(words(59 * 60 + 36) == "1 h");
  CHECK(words(23 * 3600 + 59 * 60 + 42) == "1 d");
  CHECK(words(5 * 60 + 7) == "5 min 7 s");
  CHECK(words(13 * 86'400 + 23 * 3600 + 50 * 60) == "14 days");
  CHECK(words(20 * 86'400 - 3600) == "20 days");
  // Hours are the smallest that is shown of more than a day, months of more than a quarter.
  CHECK(words(37 * 3600 + 29 * 60) == "1 d 13 h");
  CHECK(words(37 * 3600 + 30 * 60) == "1 d 14 h");
  CHECK(words(std::int64_t{120} * 86'400) == "4 months");
  CHECK(words(std::int64_t{1005} * 86'400) == "3 years");
}

TEST_CASE("drills and near misses are left out and told, unless they are what was asked for") {
  Shelf shelf;
  shelf.add();
  shelf.add().kind = RecordKind::drill;
  shelf.add().kind = RecordKind::near_miss;
  const Figure incidents = shelf.figure(FigureKind::detection);
  CHECK(incidents.count == 1);
  CHECK(left_out(incidents, LeftOut::other_kind) == 2);
  shelf.scope.kind = RecordKind::drill;
  CHECK(shelf.figure(FigureKind::detection).count == 1);
  CHECK(titles(shelf.behind(FigureKind::detection, "")) == std::vector<std::string>{"Incident 2"});
}

TEST_CASE("an incident nobody knows the start of is left out of a period, and only there and of the rate") {
  Shelf shelf;
  shelf.add({});
  CHECK(shelf.figure(FigureKind::coverage).count == 1);
  CHECK(left_out(shelf.figure(FigureKind::rate), LeftOut::no_start) == 1);
  shelf.scope.from = noon - days(30);
  for (const FigureKind kind : all_kinds) {
    CHECK(left_out(shelf.figure(kind), LeftOut::no_start) == 1);
    CHECK(all_left_out(shelf.figure(kind)) == 1);
  }
}

TEST_CASE("an incident that starts tomorrow is left out of every figure") {
  Shelf shelf;
  shelf.add(noon + days(1));
  for (const FigureKind kind : all_kinds) {
    CHECK(shelf.figure(kind).count == 0);
    CHECK(left_out(shelf.figure(kind), LeftOut::in_future) == 1);
  }
}

TEST_CASE("an empty library has figures that say nothing") {
  const Shelf shelf;
  for (const FigureKind kind : all_kinds) CHECK(shelf.figure(kind) == Figure{.kind = kind});
}

// --- Phases ---

TEST_CASE("the time of all incidents is divided among the phases, without losing any by rounding") {
  Shelf shelf;
  const auto add = [&](std::initializer_list<std::int64_t> phases) -> IncidentFacts& {
    IncidentFacts& one = shelf.add();
    Instant when = *one.started_at;
    Shelf::record(one, MomentKind::impact_start, when);
    auto next = phases.begin();
    for (const MomentKind kind :
         {MomentKind::detected, MomentKind::acknowledged, MomentKind::mitigated, MomentKind::resolved})
      Shelf::record(one, kind, when = when + minutes(*next++));
    return one;
  };
  add({10, 20, 30, 40});
  add({50, 0, 0, 0});
  Shelf::moment(add({1, 1, 1, 1}), MomentKind::acknowledged) = {.kind = MomentKind::acknowledged};
  add({5, -5, 5, 5});
  const Figure figure = shelf.figure(FigureKind::phases);
  CHECK(figure.count == 2);
  CHECK(left_out(figure, LeftOut::pending) == 1);
  CHECK(left_out(figure, LeftOut::out_of_order) == 1);
  REQUIRE(keys(figure) == std::vector<std::string>{"phase:impact_start-detected", "phase:detected-acknowledged",
                                                   "phase:acknowledged-mitigated", "phase:mitigated-resolved"});
  CHECK(figure.bars[0].value == 400'000);
  CHECK(figure.bars[1].value == 133'333);
  CHECK(figure.bars[2].value == 200'000);
  CHECK(figure.bars[3].value == 266'667);
  const auto behind = shelf.behind(FigureKind::phases, "phase:acknowledged-mitigated");
  REQUIRE(behind.size() == 2);
  CHECK(behind[0].value + behind[1].value == 1800);
}

TEST_CASE("two phases that took as much of the time are both named, in their order") {
  Figure figure{.kind = FigureKind::phases, .count = 20};
  figure.bars = {{.key = "phase:impact_start-detected", .value = 200'000},
                 {.key = "phase:detected-acknowledged", .value = 399'000},
                 {.key = "phase:acknowledged-mitigated", .value = 1'000},
                 {.key = "phase:mitigated-resolved", .value = 400'000}};
  CHECK(conclusion_of(Language::english, figure) ==
        "No part is longer than all others: between Detected and Response, and between Mitigated and Resolved, went "
        "**40 %** each. Long incidents weigh the most here.");
  figure.bars[1].value = 300'000;
  figure.bars[2].value = 100'000;
  CHECK(
      conclusion_of(Language::english, figure) ==
      "The longest part is between Mitigated and Resolved: **40 %** of the time. Long incidents weigh the most here.");
}

// --- Rate ---

TEST_CASE("each month has a bar, also one without incidents, and the month that goes on counts by its days") {
  Shelf shelf;
  shelf.scope.now = at("2026-03-10T00:00:00Z");
  for (const char* start : {"2026-01-05T00:00:00Z", "2026-01-20T00:00:00Z", "2026-03-02T00:00:00Z"})
    shelf.add(at(start));
  const Figure figure = shelf.figure(FigureKind::rate);
  CHECK(keys(figure) == std::vector<std::string>{"month:2026-01", "month:2026-02", "month:2026-03"});
  CHECK(figure.bars[0].count == 2);
  CHECK(figure.bars[1].count == 0);
  CHECK(figure.bars[2].count == 1);
  CHECK(figure.middle == 1343);  // Three in 68 days.
  CHECK(figure.gap == days(28).microseconds / 1'000'000);
  CHECK_FALSE(figure.middle_interval);
  CHECK(shelf.behind(FigureKind::rate, "month:2026-01").size() == 2);
  CHECK(shelf.behind(FigureKind::rate, "month:2026-02").empty());
}

TEST_CASE("a month that has just begun does not make the rate look better") {
  Shelf shelf;
  for (const char* start : {"2026-01-05T00:00:00Z", "2026-02-20T00:00:00Z"}) shelf.add(at(start));
  shelf.scope.now = at("2026-03-01T00:00:00Z");
  const Figure before = shelf.figure(FigureKind::rate);
  CHECK(before.middle == 1032);  // Two in 59 days.
  CHECK(before.bars.size() == 2);
  shelf.scope.now = at("2026-03-01T01:00:00Z");
  const Figure after = shelf.figure(FigureKind::rate);
  CHECK(after.bars.size() == 3);
  CHECK(*before.middle - *after.middle <= 1);
}

TEST_CASE("the interval of the rate is the exact one of a Poisson rate, over the period that was chosen") {
  Shelf shelf;
  shelf.scope.from = at("2025-01-01T00:00:00Z");
  shelf.scope.until = at("2026-01-01T00:00:00Z");
  for (int i = 0; i < 12; ++i) shelf.add(at("2025-05-01T00:00:00Z") + days(i));
  const Figure figure = shelf.figure(FigureKind::rate);
  CHECK(figure.bars.size() == 12);
  CHECK(figure.middle == 1001);
  // What was looked at, and not only from the first incident to the last one.
  CHECK(figure.from == shelf.scope.from);
  CHECK(figure.until == *shelf.scope.until - microseconds(1));
  // Garwood's limits of 12 are 6.2006 and 20.9616; a year of 365 days has 11.992 months.
  CHECK(figure.middle_interval == Range{517, 1748});
  CHECK(figure.gap == 86'400);
}

TEST_CASE("a rate is told as an average, and a duration in a sentence stays on one line") {
  Figure figure{.kind = FigureKind::rate, .count = 131};
  figure.middle = 10'917;
  figure.middle_interval = Range{9'128, 12'954};
  figure.gap = 69 * 60;
  CHECK(conclusion_of(Language::english, figure) ==
        "**10.9 a month** on average; by chance alone the average could be anything from 9.1 to 13.0. A change within "
        "that says nothing. Half follow the one before within **1\u00a0h\u00a09\u00a0min**.");
  figure.gap = 42 * 86'400;
  CHECK(conclusion_of(Language::english, figure).ends_with("within **42\u00a0days**."));
}

TEST_CASE("a period without incidents has a rate of none, and a few days have no rate") {
  Shelf shelf;
  shelf.scope.from = at("2026-01-01T00:00:00Z");
  shelf.scope.until = at("2026-04-01T00:00:00Z");
  const Figure none = shelf.figure(FigureKind::rate);
  CHECK(none.bars.size() == 3);
  CHECK(none.middle == 0);
  CHECK_FALSE(none.gap);
  shelf.scope.until = at("2026-01-20T00:00:00Z");
  CHECK_FALSE(shelf.figure(FigureKind::rate).middle);
}

TEST_CASE("what is still to come of a period is not looked at, and what begins right now is") {
  Shelf shelf;
  shelf.scope.now = at("2026-03-01T00:00:00Z");
  shelf.scope.from = at("2026-01-01T00:00:00Z");
  shelf.scope.until = at("2027-01-01T00:00:00Z");
  shelf.add(at("2026-01-05T00:00:00Z"));
  Figure figure = shelf.figure(FigureKind::rate);
  CHECK(keys(figure) == std::vector<std::string>{"month:2026-01", "month:2026-02"});
  CHECK(figure.middle == 516);  // One in 59 days.
  shelf.add(shelf.scope.now);
  figure = shelf.figure(FigureKind::rate);
  REQUIRE(figure.bars.size() == 3);
  CHECK(figure.bars[2].count == 1);
  shelf.scope.from = shelf.scope.now;
  CHECK(keys(shelf.figure(FigureKind::rate)) == std::vector<std::string>{"month:2026-03"});
}

TEST_CASE("months are those of the person's clock") {
  Shelf shelf;
  shelf.scope.time_zone = "America/Argentina/Buenos_Aires";
  shelf.add(at("2026-11-01T02:59:00Z"));
  CHECK(keys(shelf.figure(FigureKind::rate)) == std::vector<std::string>{"month:2026-10", "month:2026-11"});
}

TEST_CASE("a month is that of the clocks as they are then, also where they change on its first day") {
  Shelf shelf;
  shelf.scope = {.time_zone = "Australia/Sydney", .now = at("2023-11-20T00:00:00Z"), .today = "2023-11-20"};
  // At +10:00 the last minutes of September and the first of October, in which the clocks go to +11:00; then the same
  // of the next month.
  for (const char* start :
       {"2023-09-30T13:30:00Z", "2023-09-30T14:00:00Z", "2023-10-31T12:59:59Z", "2023-10-31T13:00:00Z"})
    shelf.add_lasting(minutes(10), at(start));
  const Figure rate = shelf.figure(FigureKind::rate);
  REQUIRE(keys(rate) == std::vector<std::string>{"month:2023-09", "month:2023-10", "month:2023-11"});
  CHECK(rate.bars[0].count == 1);
  CHECK(rate.bars[1].count == 2);
  CHECK(rate.bars[2].count == 1);
  const Figure durations = shelf.figure(FigureKind::durations);
  REQUIRE(durations.periods.size() == 3);
  CHECK(durations.periods[1].from == at("2023-09-30T14:00:00Z"));
  CHECK(durations.periods[1].until == at("2023-10-31T13:00:00Z"));
  CHECK(durations.periods[1].count == 2);
  // Their days in the table, too.
  CHECK(write_figure_csv(durations, shelf.scope, shelf.zones, Language::english)
            .find("\"4\",\"2023-09-30\",\"2023-11-01\"") != std::string::npos);
}

// --- Detection, factors, themes ---

TEST_CASE("who noticed most comes first, and unknown last whatever its count") {
  Shelf shelf;
  for (const auto source : {DetectionSource::customer, DetectionSource::unknown, DetectionSource::monitoring,
                            DetectionSource::unknown, DetectionSource::customer, DetectionSource::unknown})
    shelf.add().detection = source;
  const Figure figure = shelf.figure(FigureKind::detection);
  CHECK(keys(figure) == std::vector<std::string>{"detection:customer", "detection:monitoring", "detection:unknown"});
  CHECK(bar(figure, "detection:unknown").count == 3);
}

TEST_CASE("an incident counts once for a category, however many of its factors have it") {
  Shelf shelf;
  using enum FactorCategory;
  shelf.add().factors = {{technical, {}}, {technical, {}}, {std::nullopt, {}}};
  shelf.add().factors = {{process, {}}, {std::nullopt, {}}};
  shelf.add().factors = {{technical, {}}, {std::nullopt, {}}};
  shelf.add();
  const Figure figure = shelf.figure(FigureKind::factors);
  CHECK(figure.count == 3);
  CHECK(left_out(figure, LeftOut::nothing_said) == 1);
  CHECK(keys(figure) == std::vector<std::string>{"factor:technical", "factor:process", "factor:"});
  CHECK(bar(figure, "factor:technical").count == 2);
  CHECK(bar(figure, "factor:").count == 3);
}

TEST_CASE("a bar tells how much of it is of the first half of the period") {
  Shelf shelf;
  for (const std::int64_t ago : {100, 90, 51, 49, 0})
    shelf.add(noon - days(ago)).factors = {{FactorCategory::technical, {}}};
  CHECK(bar(shelf.figure(FigureKind::factors), "factor:technical").before == 3);
  shelf.scope.from = noon - days(99);
  shelf.scope.until = noon + days(365);  // Of which nothing is known yet.
  CHECK(bar(shelf.figure(FigureKind::factors), "factor:technical").count == 4);
  CHECK(bar(shelf.figure(FigureKind::factors), "factor:technical").before == 2);
}

TEST_CASE("a bar tells how many incidents name it or one before it, each once, and its table does") {
  Shelf shelf;
  using enum FactorCategory;
  const auto add = [&](std::initializer_list<FactorCategory> categories) {
    IncidentFacts& one = shelf.add();
    for (const FactorCategory category : categories) one.factors.push_back({category, {}});
  };
  for (int i = 0; i < 4; ++i) add({technical});
  for (int i = 0; i < 2; ++i) add({technical, process});
  for (int i = 0; i < 2; ++i) add({process, knowledge});
  add({knowledge});
  add({external});
  const Figure figure = shelf.figure(FigureKind::factors);
  REQUIRE(keys(figure) ==
          std::vector<std::string>{"factor:technical", "factor:process", "factor:knowledge", "factor:external"});
  std::vector<std::int64_t> together;
  for (const FigureBar& one : figure.bars) together.push_back(one.together);
  CHECK(together == std::vector<std::int64_t>{6, 8, 9, 10});
  const std::string table = write_figure_csv(figure, shelf.scope, shelf.zones, Language::english);
  CHECK(table.find("\"Knowledge\",3,0,9,\"Factors by category\"") != std::string::npos);
}

TEST_CASE("so few categories as most incidents name are told together, and never all of them") {
  const auto told = [](std::initializer_list<std::int64_t> together, std::int64_t count) {
    Figure figure{.kind = FigureKind::factors, .count = count};
    for (const std::int64_t so_far : together)
      figure.bars.push_back({.key = "factor:technical", .count = 1, .together = so_far});
    figure.bars.push_back({.key = "factor:", .count = 1, .together = count});
    return conclusion_of(Language::english, figure);
  };
  constexpr std::string_view before = "An incident counts once in each category it names. ",
                             after = " A category may lead because people look for it.";
  const auto between = [&](std::string_view words) {
    return std::string(before) + std::string(words) + std::string(after);
  };
  // Four of five are named by two of four.
  CHECK(told({6, 8, 9, 10}, 10) == between("**8 of 10** incidents name at least one of the first 2."));
  CHECK(told({77, 81, 97, 97}, 97) == between("**81 of 97** incidents name at least one of the first 2."));
  CHECK(told({9, 10}, 10) == between("**9 of 10** incidents name the first."));
  // Only four of five are: more than half of them.
  CHECK(told({2, 4, 6, 8, 10}, 10) == between("**6 of 10** incidents name at least one of the first 3."));
  // Not even all are named that often, as many say no category.
  CHECK(told({2, 3, 4, 5}, 10) == between("**4 of 10** incidents name at least one of the first 3."));
  CHECK(told({2, 4, 10}, 10).find("the first") == std::string::npos);
  CHECK(told({4, 6, 7, 7}, 7).find("the first") == std::string::npos);
}

TEST_CASE("a theme has one bar however it is spelt, under its most frequent spelling") {
  Shelf shelf;
  shelf.add().factors = {{{}, {"Migración", "migración "}}};
  shelf.add().factors = {{{}, {"migracion"}}, {{}, {"migración"}}};
  shelf.add().factors = {{{}, {"retries"}}};
  shelf.add().factors = {{FactorCategory::technical, {" "}}};
  const Figure figure = shelf.figure(FigureKind::themes);
  CHECK(figure.count == 3);
  CHECK(left_out(figure, LeftOut::nothing_said) == 1);
  CHECK(keys(figure) == std::vector<std::string>{"theme:migración", "theme:retries"});
  CHECK(figure.bars[0].count == 2);
  CHECK(shelf.behind(FigureKind::themes, "theme:migración").size() == 2);
}

TEST_CASE("words that the vocabulary knows as one are one theme under its name") {
  Shelf shelf;
  FactorWord retries, limits;
  retries.name = "Retry storm";
  retries.synonyms = {"retries", "Thundering herd", "rate limit"};
  limits.name = "Rate limit";
  shelf.themes = themes_of({retries, limits});
  shelf.add().factors = {{{}, {"thundering herd"}}};
  shelf.add().factors = {{{}, {"RETRIES", "retry storm"}}};
  shelf.add().factors = {{{}, {"rate limit"}}};  // The other word's own name.
  const Figure figure = shelf.figure(FigureKind::themes);
  CHECK(keys(figure) == std::vector<std::string>{"theme:Retry storm", "theme:Rate limit"});
  CHECK(figure.bars[0].count == 2);
  CHECK(shelf.behind(FigureKind::themes, "theme:Retry storm").size() == 2);
}

TEST_CASE("of many themes the most frequent forty are shown") {
  Shelf shelf;
  for (int i = 0; i < 50; ++i) {
    std::vector<FactorFact> factors{{{}, {"rare " + std::to_string(i)}}};
    if (i > 0) factors.push_back({{}, {"frequent"}});
    shelf.add().factors = factors;
  }
  const Figure figure = shelf.figure(FigureKind::themes);
  CHECK(figure.bars.size() == 40);
  CHECK(figure.bars[0].key == "theme:frequent");
  CHECK(figure.count == 50);
  CHECK(figure.unlisted == 11);  // Of fifty rare ones and the frequent one.
}

// --- Promises ---

TEST_CASE("the age of promises is the published curve of a published example") {
  Shelf shelf;
  // Weeks of remission under 6-MP: Freireich et al., Blood 21 (1963); here weeks until a promise was settled.
  const auto add = [&](std::int64_t weeks, bool is_settled) {
    PromiseFact& one = shelf.add(noon - days(800)).promises.emplace_back();
    one.state = is_settled ? ActionState::verified : ActionState::committed;
    one.promised_at = noon - days(7 * weeks + (is_settled ? 30 : 0));
    if (is_settled) one.settled_at = *one.promised_at + days(7 * weeks);
  };
  for (const std::int64_t weeks : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) add(weeks, false);
  for (const std::int64_t weeks : {6, 6, 6, 7, 10, 13, 16, 22, 23}) add(weeks, true);
  shelf.add().promises = {promise(ActionState::idea)};
  const Figure figure = shelf.figure(FigureKind::open_age);
  CHECK(figure.count == 21);
  CHECK(left_out(figure, LeftOut::nothing_said) == 1);
  struct Row {
    std::int64_t weeks, share, low, high;
  };
  const Row rows[] = {{6, 8571, 6197, 9516},  {7, 8067, 5631, 9228},  {10, 7529, 5032, 8894}, {13, 6902, 4316, 8491},
                      {16, 6275, 3675, 8049}, {22, 5378, 2678, 7468}, {23, 4482, 1881, 6801}};
  REQUIRE(figure.steps.size() == std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    const FigureStep& step = figure.steps[i];
    CHECK(step.at == rows[i].weeks * 7 * 86'400);
    CHECK(std::abs(step.share - rows[i].share * 100) <= 60);
    REQUIRE(step.interval);
    CHECK(std::abs(step.interval->low - rows[i].low * 100) <= 60);
    CHECK(std::abs(step.interval->high - rows[i].high * 100) <= 60);
  }
  CHECK(figure.middle == 23 * 7 * 86'400);
}

TEST_CASE("a few promises have a curve without intervals, and no middle while more than half are open") {
  Shelf shelf;
  IncidentFacts& one = shelf.add();
  for (int i = 0; i < 3; ++i) {
    PromiseFact& added = one.promises.emplace_back(promise(ActionState::in_progress));
    added.promised_at = noon - days(5);
  }
  one.promises[0].state = ActionState::will_not_do;
  one.promises[0].settled_at = noon - days(4);
  const Figure figure = shelf.figure(FigureKind::open_age);
  CHECK(figure.count == 3);
  REQUIRE(figure.steps.size() == 1);
  CHECK(figure.steps[0] == FigureStep{.at = 86'400, .share = 666'667});
  CHECK(bar(figure, "promises:open").count == 2);
  CHECK(bar(figure, "promises:settled").count == 1);
  CHECK_FALSE(figure.middle);
  const auto behind = shelf.behind(FigureKind::open_age, "");
  REQUIRE(behind.size() == 1);
  CHECK(behind[0].value == 5 * 86'400);  // Of the oldest.
  CHECK(shelf.behind(FigureKind::open_age, "promises:open")[0].value == 5 * 86'400);
  CHECK(shelf.behind(FigureKind::open_age, "promises:settled")[0].value == 86'400);
}

TEST_CASE(
    "a promise without the day it was made is in no curve, and counted as left out, also beside others that are") {
  Shelf shelf;
  IncidentFacts& one = shelf.add();
  one.promises.push_back(promise(ActionState::committed));
  one.promises[0].promised_at = noon - days(5);
  for (const ActionState state : {ActionState::committed, ActionState::verified}) {
    PromiseFact& undated = one.promises.emplace_back(promise(state));
    undated.is_undated = true;
  }
  IncidentFacts& other = shelf.add();
  other.promises = {promise(ActionState::idea), promise(ActionState::unknown), promise(ActionState::verified)};
  other.promises[2].promised_at = noon - days(3);
  const Figure figure = shelf.figure(FigureKind::open_age);
  CHECK(figure.count == 1);
  CHECK(figure.promises_left_out == std::vector<PromiseLeftOutCount>{{PromiseLeftOut::unsaid, 1},
                                                                     {PromiseLeftOut::undated, 2},
                                                                     {PromiseLeftOut::end_undated, 1}});
  CHECK(left_out(figure, LeftOut::unknown) == 1);
  const auto behind = shelf.behind(FigureKind::open_age, "promises_left_out:undated");
  REQUIRE(behind.size() == 1);
  CHECK(behind[0].id == one.id);
  CHECK(behind[0].value == 2);
  CHECK(titles(shelf.behind(FigureKind::open_age, "promises_left_out:unsaid")) ==
        std::vector<std::string>{"Incident 2"});
  CHECK(shelf.behind(FigureKind::open_age, "promises_left_out:nonsense").empty());
  const Figure kept = shelf.figure(FigureKind::kept);
  CHECK(kept.count == 4);
  CHECK(kept.promises_left_out == std::vector<PromiseLeftOutCount>{{PromiseLeftOut::unsaid, 1}});
}

TEST_CASE("a promise of tomorrow is no promise yet, and one settled before it was made has no age") {
  Shelf shelf;
  PromiseFact& tomorrow = shelf.add().promises.emplace_back(promise(ActionState::committed));
  tomorrow.promised_at = noon + days(1);
  PromiseFact& reversed = shelf.add().promises.emplace_back(promise(ActionState::verified));
  reversed.promised_at = noon - days(1);
  reversed.settled_at = noon - days(2);
  PromiseFact& untimed = shelf.add().promises.emplace_back(promise(ActionState::verified));
  untimed.promised_at = noon - days(1);
  const Figure figure = shelf.figure(FigureKind::open_age);
  CHECK(figure.count == 0);
  CHECK(left_out(figure, LeftOut::in_future) == 1);
  CHECK(left_out(figure, LeftOut::out_of_order) == 1);
  CHECK(left_out(figure, LeftOut::unknown) == 1);
}

TEST_CASE("promises are verified, done, open, past their date or dropped, by effect and by strength") {
  Shelf shelf;
  IncidentFacts& one = shelf.add();
  using enum ActionState;
  for (const PromiseFact& each :
       {promise(verified), promise(done, "2026-01-01"), promise(committed, "2026-11-22"),
        promise(in_progress, "2026-11-23"), promise(committed), promise(committed, "soon"), promise(will_not_do)})
    one.promises.push_back(each);
  for (PromiseFact& each : one.promises) each.effect = Effect::prevent;
  one.promises[0].effect.reset();
  one.promises[0].strength = Strength::guards;
  one.promises[1].strength = Strength::eliminates;
  one.promises.push_back(promise(idea));
  one.promises.push_back(promise(unknown));
  shelf.add().promises = {promise(idea)};
  const Figure figure = shelf.figure(FigureKind::kept);
  CHECK(figure.count == 7);
  CHECK(left_out(figure, LeftOut::nothing_said) == 1);
  CHECK(keys(figure) ==
        std::vector<std::string>{"effect:prevent", "effect:", "strength:eliminates", "strength:guards", "strength:"});
  CHECK(bar(figure, "effect:prevent").parts == std::vector<std::int64_t>{0, 1, 3, 1, 1});
  CHECK(bar(figure, "effect:").parts == std::vector<std::int64_t>{1, 0, 0, 0, 0});
  CHECK(bar(figure, "strength:").parts == std::vector<std::int64_t>{0, 0, 3, 1, 1});
  const auto behind = shelf.behind(FigureKind::kept, "effect:prevent");
  REQUIRE(behind.size() == 1);
  CHECK(behind[0].value == 6);
}

// --- Coverage ---

TEST_CASE("an incident is reviewed, written, late, not begun or needs none") {
  Shelf shelf;
  const auto add = [&](StatusState status, std::string due = {}) -> IncidentFacts& {
    IncidentFacts& one = shelf.add();
    one.status = status;
    one.is_unwritten = status == StatusState::not_started;
    one.review_due = std::move(due);
    one.severity = 2;
    return one;
  };
  add(StatusState::approved, "2026-01-01").was_reviewed = true;
  add(StatusState::draft);
  add(StatusState::in_review, "2026-11-23");
  add(StatusState::draft, "2026-11-22");
  add(StatusState::not_started, "2026-11-22");
  add(StatusState::not_started).severity.reset();
  IncidentFacts& card = add(StatusState::draft);
  card.form = Form::card;
  add(StatusState::not_required, "2026-01-01");
  const Figure figure = shelf.figure(FigureKind::coverage);
  CHECK(figure.count == 8);
  CHECK(keys(figure) == std::vector<std::string>{"severity:2", "severity:", "form:full", "form:card"});
  // What nobody wrote cannot be reviewed yet, whatever day was set.
  CHECK(bar(figure, "severity:2").parts == std::vector<std::int64_t>{1, 3, 1, 1, 1});
  CHECK(bar(figure, "severity:").parts == std::vector<std::int64_t>{0, 0, 0, 1, 0});
  CHECK(bar(figure, "form:card").parts == std::vector<std::int64_t>{0, 1, 0, 0, 0});
}

TEST_CASE("a review that nobody set a day for is late two weeks after its incident began") {
  const auto part_of = [](std::string_view start, Form form = Form::full, std::string zone = "UTC") {
    Shelf shelf;
    IncidentFacts& one = shelf.add(at(start));
    one.status = StatusState::draft;
    one.form = form;
    one.time_zone = std::move(zone);
    one.severity = 1;
    const auto parts = bar(shelf.figure(FigureKind::coverage), "severity:1").parts;
    return static_cast<CoveragePart>(std::ranges::find(parts, 1) - parts.begin());
  };
  CHECK(part_of("2026-11-08T12:00:00Z") == CoveragePart::late);
  CHECK(part_of("2026-11-09T12:00:00Z") == CoveragePart::written);
  CHECK(part_of("2026-01-01T12:00:00Z", Form::card) == CoveragePart::written);
  // It began on the 9th there.
  CHECK(part_of("2026-11-08T12:00:00Z", Form::full, "Pacific/Auckland") == CoveragePart::written);
  CHECK(part_of("2026-11-09T02:00:00Z", Form::full, "America/Los_Angeles") == CoveragePart::late);
  CHECK(part_of("2026-11-08T12:00:00Z", Form::full, "Nowhere/At_All") == CoveragePart::late);
}

TEST_CASE("a card is late for no review, and what nobody wrote is not either, whatever day was set for it") {
  Shelf shelf;
  for (const bool is_card : {true, false}) {
    IncidentFacts& one = shelf.add();
    one.form = is_card ? Form::card : Form::full;
    one.is_unwritten = !is_card;
    one.review_due = "2026-11-01";
    one.severity = 3;
  }
  CHECK(bar(shelf.figure(FigureKind::coverage), "severity:3").parts == std::vector<std::int64_t>{0, 1, 0, 1, 0});
}

TEST_CASE("who noticed is told of those that say so") {
  Shelf shelf;
  const auto told = [&] { return conclusion_of(Language::english, shelf.figure(FigureKind::detection)); };
  shelf.add();
  shelf.add();
  CHECK(told().starts_with("Of **none of 2** is it said who or what noticed."));
  shelf.all[0].detection = DetectionSource::monitoring;
  CHECK(told().starts_with("Monitoring noticed **1 of 1**; of 1 more nobody said."));
  shelf.all[1].detection = DetectionSource::customer;
  CHECK(told().starts_with("Monitoring noticed **1 of 2**."));
}

TEST_CASE("teams are told once somebody has one: the most incidents first, those without one last") {
  Shelf shelf;
  shelf.add().severity = 3;
  shelf.add().severity = 1;
  CHECK(keys(shelf.figure(FigureKind::coverage)) == std::vector<std::string>{"severity:1", "severity:3", "form:full"});
  shelf.add().team = "Search";
  for (int i = 0; i < 2; ++i) shelf.add().team = "Payments";
  const Figure figure = shelf.figure(FigureKind::coverage);
  CHECK(keys(figure) == std::vector<std::string>{"severity:1", "severity:3", "severity:", "team:Payments",
                                                 "team:Search", "team:", "form:full"});
  CHECK(figure.unlisted == 0);
  for (int i = 0; i < 60; ++i) shelf.add().team = "Team " + std::to_string(i);
  const Figure many = shelf.figure(FigureKind::coverage);
  const auto all = keys(many);
  CHECK(std::ranges::count_if(all, [](const std::string& key) { return key.starts_with("team:"); }) == 40);
  CHECK(many.unlisted == 23);  // Of sixty, two and those without one.
}

// --- What may be concluded ---

namespace {

/// So many incidents of which every figure counts each once.
Shelf counted_by_all(int count) {
  Shelf shelf;
  for (int i = 0; i < count; ++i) {
    const Instant start = noon - days(40 + 5 * i);
    IncidentFacts& one = shelf.add_lasting(minutes(30 + i), start);
    Shelf::record(one, MomentKind::detected, start + minutes(5));
    Shelf::record(one, MomentKind::acknowledged, start + minutes(10));
    Shelf::record(one, MomentKind::resolved, start + minutes(90));
    one.detection = DetectionSource::monitoring;
    one.factors = {{FactorCategory::technical, {"retries"}}};
    one.promises = {promise(ActionState::committed)};
    one.promises[0].promised_at = start + days(1);
    one.status = StatusState::approved;
    one.was_reviewed = true;
  }
  return shelf;
}

}  // namespace

TEST_CASE("with seven every figure says that they are too few, and with eight only what may not be concluded") {
  const std::string counted = "**7 incidents**: too few to tell a pattern from chance.",
                    promised = "**7 promises**: too few to tell a pattern from chance.",
                    single = "**7 incidents**: too few for an interval. These are single incidents, not a trend.";
  struct Said {
    FigureKind kind;
    std::string few, limit;
  };
  const Said all[] = {
      {FigureKind::durations, single, "would look like no progress in"},
      {FigureKind::phases, counted, "Long incidents weigh the most here."},
      {FigureKind::rate, single, "A change within that says nothing."},
      {FigureKind::detection, counted, "What nobody noticed is not here."},
      {FigureKind::factors, counted, "A category may lead because people look for it."},
      {FigureKind::themes, counted, "What has no tag is not counted, however often it came."},
      {FigureKind::open_age, promised, "Settled also means dropped: it does not say that anything got better."},
      {FigureKind::kept, promised, "Verified says that a check passed, not that incidents became fewer."},
      {FigureKind::coverage, counted, "An incident that was never written down is in none of these figures."},
  };
  static_assert(std::size(all) == spellings_of_FigureKind.size());
  const Shelf seven = counted_by_all(7), eight = counted_by_all(8);
  for (const Said& said : all) {
    const std::string of_seven = conclusion_of(Language::english, seven.figure(said.kind)),
                      of_eight = conclusion_of(Language::english, eight.figure(said.kind));
    CAPTURE(of_seven);
    CAPTURE(of_eight);
    CHECK(of_seven.find(said.few) != std::string::npos);
    // Where there is an interval, single incidents stand for all else.
    CHECK((of_seven.find(said.limit) != std::string::npos) == (said.few != single));
    CHECK(of_eight.find("too few") == std::string::npos);
    CHECK(of_eight.find(said.limit) != std::string::npos);
  }
}

TEST_CASE("eight incidents of three weeks are enough, and their time is not") {
  Shelf shelf;
  shelf.scope.from = noon - days(20);
  for (int i = 0; i < 8; ++i) shelf.add(noon - days(1 + i));
  CHECK(conclusion_of(Language::english, shelf.figure(FigureKind::rate)) ==
        "**8 incidents** in less than four weeks: too short a time for a rate.");
}

TEST_CASE("an arrow from half to half is told of a bar of eight, and of a smaller one that it is no trend") {
  const std::string arrow = "The arrow leads from the first half of the period to the second";
  for (const FigureKind kind : {FigureKind::factors, FigureKind::themes}) {
    const Figure few = counted_by_all(7).figure(kind), enough = counted_by_all(8).figure(kind);
    CHECK_FALSE(has_trend(few.bars[0]));
    CHECK(has_trend(enough.bars[0]));
    CHECK(conclusion_of(Language::english, few).find(arrow) == std::string::npos);
    CHECK(conclusion_of(Language::english, enough).find(arrow) != std::string::npos);
  }
}

// --- What stands behind ---

TEST_CASE("the incidents behind a figure, a bar or a reason are listed, the last first") {
  Shelf shelf;
  shelf.add(noon - days(3)).detection = DetectionSource::customer;
  shelf.add({}).detection = DetectionSource::customer;
  shelf.add(noon - days(1)).detection = DetectionSource::customer;
  shelf.add(noon - days(2)).detection = DetectionSource::staff;
  shelf.add(noon - days(4)).kind = RecordKind::drill;
  const auto listed = [&](std::string_view key) { return titles(shelf.behind(FigureKind::detection, key)); };
  CHECK(listed("") == std::vector<std::string>{"Incident 3", "Incident 4", "Incident 1", "Incident 2"});
  CHECK(listed("detection:customer") == std::vector<std::string>{"Incident 3", "Incident 1", "Incident 2"});
  CHECK(listed("left_out:other_kind") == std::vector<std::string>{"Incident 5"});
  CHECK(listed("left_out:no_start").empty());
  CHECK(listed("left_out:").empty());
  CHECK(listed("detection:").empty());
  CHECK(listed("something else").empty());
}

// --- Laws ---

namespace {

template <class T>
T any_below(T limit) {
  return *rc::gen::inRange<T>(0, limit);
}
template <class Choice>
Choice any_of_choice() {
  return static_cast<Choice>(any_below(static_cast<int>(spellings(Choice{}).size())));
}
bool any_bool() { return any_below(2) == 1; }
/// Mostly within a year, at times later than now.
Instant any_instant() { return noon - hours(any_below<std::int64_t>(24 * 365) - 24 * 20); }
std::string any_day() { return format_date(civil_time(any_instant()).date); }

void fill(IncidentFacts& one) {
  one.started_at = any_below(10) == 0 ? std::nullopt : std::optional(any_instant());
  one.kind = any_below(4) == 0 ? any_of_choice<RecordKind>() : RecordKind::incident;
  one.form = any_of_choice<Form>();
  one.status = any_of_choice<StatusState>();
  one.was_reviewed = any_bool();
  if (any_bool()) one.review_due = any_day();
  if (any_bool()) one.team = any_bool() ? "Payments" : "Search";
  if (any_bool()) one.severity = 1 + any_below(5);
  one.detection = any_of_choice<DetectionSource>();
  for (MomentFact& moment : one.moments) {
    moment.state = any_below(3) == 0 ? any_of_choice<MomentState>() : MomentState::recorded;
    const std::int64_t later = static_cast<std::int64_t>(moment.kind) * 3600 + any_below<std::int64_t>(7200);
    if (moment.state == MomentState::recorded && any_below(20) > 0) {
      moment.at = one.started_at.value_or(noon - days(50)) + seconds(later);
      moment.is_tool_default = any_below(20) == 0;
    }
  }
  for (int i = any_below(3); i > 0; --i) {
    FactorFact& factor = one.factors.emplace_back();
    if (any_bool()) factor.category = any_of_choice<FactorCategory>();
    for (int tag = any_below(3); tag > 0; --tag)
      factor.tags.push_back(any_bool() ? "Retry" : any_bool() ? "retry" : "dns");
  }
  for (int i = any_below(4); i > 0; --i) {
    PromiseFact& added = one.promises.emplace_back(promise(any_of_choice<ActionState>()));
    if (any_bool()) added.effect = any_of_choice<Effect>();
    if (any_bool()) added.strength = any_of_choice<Strength>();
    if (any_bool()) added.due = any_day();
    if (any_below(3) == 0)
      added.is_undated = true;
    else if (any_bool())
      added.promised_at = any_instant();
    if (any_bool()) added.settled_at = any_instant();
  }
}

/// Some tell of the same incident.
void relate(Shelf& shelf) {
  if (shelf.all.empty()) return;
  for (int i = any_below(8); i > 0; --i) {
    IncidentFacts& one = shelf.all[any_below(shelf.all.size())];
    (any_bool() ? one.duplicate_of : one.same_incident).push_back(shelf.all[any_below(shelf.all.size())].id);
  }
}

bool is_outside(const IncidentFacts& one, const FigureScope& scope) {
  if (!scope.severities.empty() && one.severity != scope.severities[0]) return true;
  return one.started_at &&
         ((scope.from && *one.started_at < *scope.from) || (scope.until && *one.started_at >= *scope.until));
}

}  // namespace

TEST_CASE("every incident in the scope is counted or left out for one reason, and stands behind what counts it") {
  CHECK(rc::check([] {
    Shelf shelf;
    for (int i = any_below(25); i > 0; --i) fill(shelf.add());
    relate(shelf);
    if (any_bool()) shelf.scope.from = any_instant();
    if (any_bool()) shelf.scope.until = any_instant();
    if (any_bool()) shelf.scope.severities = {2};
    constexpr const char* zones[] = {"UTC", "Australia/Sydney", "America/Los_Angeles", "Asia/Kathmandu"};
    shelf.scope.time_zone = zones[any_below(std::size(zones))];
    const auto in_scope =
        std::ranges::count_if(shelf.all, [&](const auto& one) { return !is_outside(one, shelf.scope); });
    for (const FigureKind kind : all_kinds) {
      const Figure figure = shelf.figure(kind);
      const auto size_behind = [&](std::string_view key) {
        return static_cast<std::int64_t>(shelf.behind(kind, key).size());
      };
      RC_ASSERT(size_behind("") + all_left_out(figure) == in_scope);
      if (!counts_promises(kind)) RC_ASSERT(size_behind("") == figure.count);
      for (const LeftOutCount& one : figure.left_out) {
        const std::string spelling(spellings(one.why)[static_cast<std::size_t>(one.why)]);
        RC_ASSERT(one.count > 0);
        RC_ASSERT(size_behind("left_out:" + spelling) == one.count);
      }
      // Of an incident that is looked at, every promise of which something is said is counted or left out.
      std::int64_t promises_said = 0, passed = 0;
      for (const IncidentFacts& one : shelf.all) {
        if (is_outside(one, shelf.scope) || one.kind != RecordKind::incident) continue;
        if (one.started_at ? *one.started_at > shelf.scope.now : shelf.scope.from || shelf.scope.until) continue;
        promises_said += std::ranges::count_if(one.promises, [&](const PromiseFact& each) {
          if (each.state == ActionState::unknown) return true;
          return kind == FigureKind::kept ? each.state != ActionState::idea : each.is_undated || each.promised_at;
        });
      }
      for (const PromiseLeftOutCount& each : figure.promises_left_out) {
        std::int64_t behind = 0;
        for (const FigureIncident& one : shelf.behind(kind, "promises_left_out:" + std::string(spelling_of(each.why))))
          behind += one.value;
        RC_ASSERT(behind == each.count);
        passed += each.count;
      }
      if (counts_promises(kind)) RC_ASSERT(figure.count + passed == promises_said);
      if (!counts_promises(kind)) RC_ASSERT(passed == 0);
      std::int64_t shares = 0, promises_in_bars = 0;
      std::set<PostmortemId> named;
      for (const FigureBar& each : figure.bars) {
        if (kind == FigureKind::factors || kind == FigureKind::themes) {
          for (const FigureIncident& one : shelf.behind(kind, each.key)) named.insert(one.id);
          RC_ASSERT(each.together == static_cast<std::int64_t>(named.size()));
        }
        RC_ASSERT(each.before <= each.count);
        if (!each.parts.empty())
          RC_ASSERT(std::accumulate(each.parts.begin(), each.parts.end(), std::int64_t{0}) == each.count);
        if (!counts_promises(kind)) RC_ASSERT(size_behind(each.key) == each.count);
        shares += each.value;
        if (each.key.starts_with("effect:") || each.key.starts_with("promises:")) promises_in_bars += each.count;
        if (kind != FigureKind::kept) continue;
        std::int64_t promises = 0;
        for (const FigureIncident& one : shelf.behind(kind, each.key)) promises += one.value;
        RC_ASSERT(promises == each.count);
      }
      if (kind == FigureKind::phases && shares > 0) RC_ASSERT(shares == 1'000'000);
      if (counts_promises(kind)) RC_ASSERT(promises_in_bars == figure.count);
      if (kind == FigureKind::rate) {
        std::int64_t months = 0;
        for (const FigureBar& each : figure.bars) months += each.count;
        RC_ASSERT(months == figure.count);
      }
      if (figure.count < 8) {
        RC_ASSERT(!figure.middle_interval && !figure.geometric_interval && !figure.unseen);
        for (const FigureStep& step : figure.steps) RC_ASSERT(!step.interval);
      }
      RC_ASSERT(figure.periods.size() <= 12);
      std::int64_t in_periods = 0;
      for (const FigurePeriod& period : figure.periods) in_periods += period.count;
      RC_ASSERT(in_periods ==
                std::ranges::count_if(figure.incidents, [](const auto& one) { return one.started_at.has_value(); }));
    }
  }));
}

TEST_CASE("a figure does not depend on the order of the library, and arrives as it was sent") {
  CHECK(rc::check([] {
    Shelf shelf;
    for (int i = any_below(25); i > 0; --i) fill(shelf.add());
    relate(shelf);
    std::vector<const IncidentFacts*> turned = shelf.view();
    std::ranges::reverse(turned);
    for (const FigureKind kind : all_kinds) {
      const Figure figure = shelf.figure(kind);
      RC_ASSERT(figure_of(kind, turned, shelf.scope, shelf.zones) == figure);
      const auto received = from_message_pack<Figure>(to_message_pack(figure));
      RC_ASSERT(received.has_value());
      RC_ASSERT(*received == figure);
    }
  }));
}

TEST_CASE("a scope arrives as it was sent, also with ends that are the first of their kind") {
  const FigureScope scope{.from = noon - days(365),
                          .until = noon,
                          .system = "checkout",
                          .severities = {1, 2},
                          .kind = RecordKind::incident,
                          .tag = "peak",
                          .ends = {MomentKind::cause_introduced, MomentKind::cause_introduced},
                          .time_zone = "America/Argentina/Buenos_Aires",
                          .now = noon,
                          .today = "2026-11-23"};
  CHECK(from_message_pack<FigureScope>(to_message_pack(scope)).value() == scope);
  CHECK(from_message_pack<FigureScope>(to_message_pack(FigureScope{})).value() == FigureScope{});
}

TEST_CASE("whole percents of the parts of a whole add up, and none is off by a whole one") {
  CHECK(whole_percents(std::vector<std::int64_t>{257'000, 255'000, 250'000, 238'000}) ==
        std::vector<std::int64_t>{26, 25, 25, 24});
  CHECK(whole_percents(std::vector<std::int64_t>{333'333, 333'333, 333'333}) == std::vector<std::int64_t>{34, 33, 33});
  CHECK(whole_percents({}).empty());
  CHECK(rc::check([](const std::vector<std::uint8_t>& weights) {
    const std::int64_t total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    if (total == 0) return;
    std::vector<std::int64_t> parts;
    for (const std::uint8_t weight : weights) parts.push_back(weight * 1'000'000 / total);
    const auto percents = whole_percents(parts);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      RC_ASSERT(percents[i] * 10'000 > parts[i] - 10'000);
      RC_ASSERT(percents[i] * 10'000 < parts[i] + 10'000);
    }
    RC_ASSERT(std::accumulate(percents.begin(), percents.end(), std::int64_t{0}) == 100);
  }));
}
