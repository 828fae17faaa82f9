// The clocks of several sources: what each says, what moves when one is read otherwise, and which probably is wrong.
#include "core/timeline/clock_bench.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "cli/native_time_zones.hpp"
#include "core/time/zone_letters.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

constexpr Duration minute = seconds(60), hour = seconds(3600);

struct Bench {
  Desk desk;
  NativeTimeZones zones;

  Bench() { desk.postmortem.time_zone = "Europe/Madrid"; }
  Id<Source> source(const std::string& kind, const std::string& zone = {}) {
    Source& source = desk.postmortem.sources.emplace_back();
    source.id = desk.ids.next_as<Id<Source>>();
    source.kind = kind;
    source.file = kind + ".json";
    source.zone = zone;
    return source.id;
  }
  TimelineEvent& event(const Id<Source>& source, Instant at, const std::string& text, bool is_zoned = true) {
    TimelineEvent& event = desk.postmortem.timeline.emplace_back();
    event.id = desk.ids.next_as<EventId>();
    event.time.at = at;
    event.time.written = "as written";
    if (is_zoned) event.time.offset = "Z";
    event.text = text;
    tell(event, source);
    return event;
  }
  void tell(TimelineEvent& event, const Id<Source>& source) {
    Evidence& evidence = event.evidence.emplace_back();
    evidence.id = desk.ids.next_as<Id<Evidence>>();
    evidence.source = source;
  }
  void carry(const std::vector<Command>& commands) {
    put_in_canonical_order(desk.postmortem);
    for (const Command& command : commands) CHECK_FALSE(desk.carry(command));
  }
  const Source& at(const Id<Source>& id) { return *std::ranges::find(desk.postmortem.sources, id, &Source::id); }
  std::vector<Instant> times_of(const Id<Source>& id) {
    std::vector<Instant> times;
    for (const TimelineEvent& event : desk.postmortem.timeline)
      if (event.evidence.front().source == id) times.push_back(*event.time.at);
    return times;
  }
};

/// Three happenings that two sources tell in other words.
constexpr const char* told[][2] = {{"Queue depth alarm fired", "alarm fired on queue depth"},
                                   {"Restarted the orders workers", "workers of orders restarted"},
                                   {"Queue drained, orders flow", "orders flow again, queue drained"}};

}  // namespace

TEST_CASE("a source says how many events it tells, of how many no zone is known, and from when to when they go") {
  Bench bench;
  const auto pager = bench.source("pagerduty"), chat = bench.source("whatsapp");
  bench.event(pager, noon, "One");
  bench.event(chat, noon + hour, "Two", false);
  bench.event(chat, noon + minute, "Three", false);
  bench.tell(bench.event(chat, noon, "Four"), pager);
  const auto accounts = source_accounts(bench.desk.postmortem);
  REQUIRE(accounts.size() == 2);
  CHECK(accounts[0].events == 2);
  CHECK(accounts[0].unzoned == 0);
  CHECK(accounts[1].events == 3);
  CHECK(accounts[1].unzoned == 2);
  CHECK(accounts[1].span == TimeSpan{noon, noon + hour});
}

TEST_CASE("reading a source on the clocks of another zone moves its times without a zone, and nothing else") {
  Bench bench;
  const auto pager = bench.source("pagerduty"), chat = bench.source("whatsapp", "Europe/Madrid");
  bench.event(pager, noon, "Not this");
  bench.event(chat, noon, "This", false);
  bench.event(chat, noon, "Nor this, it says its zone");
  bench.tell(bench.event(chat, noon, "Nor this", false), pager);
  const auto commands = set_clock(bench.desk.postmortem, chat, {"America/New_York", 0}, bench.zones);
  REQUIRE(commands);
  bench.carry(*commands);
  CHECK(bench.at(chat).zone == "America/New_York");
  CHECK(bench.times_of(pager) == std::vector{noon});
  const auto times = bench.times_of(chat);
  CHECK(std::ranges::count(times, noon) == 2);
  CHECK(std::ranges::count(times, noon + hour + hour + hour + hour + hour + hour) == 1);
  for (const TimelineEvent& event : bench.desk.postmortem.timeline) CHECK(event.time.written == "as written");
  const auto back = set_clock(bench.desk.postmortem, chat, {"Europe/Madrid", 0}, bench.zones);
  REQUIRE(back);
  bench.carry(*back);
  CHECK(std::ranges::count(bench.times_of(chat), noon) == 3);
}

TEST_CASE("a clock that was ahead is taken back, said again it replaces what was said before, and none is none") {
  Bench bench;
  const auto log = bench.source("log");
  bench.event(log, noon, "One").end.emplace().at = noon + minute;
  for (const std::int64_t skew : {90, -30, 0}) {
    const auto commands = set_clock(bench.desk.postmortem, log, {"", skew}, bench.zones);
    REQUIRE(commands);
    bench.carry(*commands);
    CHECK(bench.at(log).skew_seconds.value_or(0) == skew);
    CHECK(bench.desk.postmortem.timeline[0].time.at == noon - seconds(skew));
    CHECK(bench.desk.postmortem.timeline[0].end->at == noon + minute - seconds(skew));
  }
  const auto nothing = set_clock(bench.desk.postmortem, log, {"", 0}, bench.zones);
  REQUIRE(nothing);
  CHECK(nothing->empty());
}

TEST_CASE("a zone on whose clocks one of the times was never shown is refused") {
  Bench bench;
  const auto chat = bench.source("whatsapp", "UTC");
  bench.event(chat, *parse_instant("2026-03-29T02:30:00Z"), "At half past two", false);
  const auto refused = set_clock(bench.desk.postmortem, chat, {"Europe/Madrid", 0}, bench.zones);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().error == WrittenTimeError::never_shown);
}

TEST_CASE("two sources that always tell the same an hour apart agree on local clocks") {
  Bench bench;
  const auto pager = bench.source("pagerduty"), chat = bench.source("whatsapp", "UTC");
  for (int i = 0; i < 3; ++i) {
    bench.event(pager, noon + seconds(600 * i), told[i][0]);
    bench.event(chat, noon + seconds(600 * i + 20) + hour, told[i][1], false);
  }
  const auto suggestions = suggest_clocks(bench.desk.postmortem, bench.zones);
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].source == chat);
  CHECK(suggestions[0].agrees_with == pager);
  CHECK(suggestions[0].by == Duration{} - hour);
  CHECK(suggestions[0].alike == 3);
  CHECK(suggestions[0].clock == SourceClock{"Europe/Madrid", 0});
  const auto commands = set_clock(bench.desk.postmortem, chat, suggestions[0].clock, bench.zones);
  REQUIRE(commands);
  bench.carry(*commands);
  CHECK(suggest_clocks(bench.desk.postmortem, bench.zones).empty());
}

TEST_CASE("a clock that was wrong by minutes is said so, and times that say their zone are moved as well") {
  Bench bench;
  const auto pager = bench.source("pagerduty"), log = bench.source("log");
  for (int i = 0; i < 3; ++i) {
    bench.event(pager, noon + seconds(900 * i), told[i][0]);
    bench.event(log, noon + seconds(900 * i + 421), told[i][1]);
  }
  const auto suggestions = suggest_clocks(bench.desk.postmortem, bench.zones);
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0].source == log);
  CHECK(suggestions[0].clock == SourceClock{"", 421});
}

TEST_CASE("sources that agree, or tell other things, are left alone") {
  Bench bench;
  const auto pager = bench.source("pagerduty"), chat = bench.source("whatsapp", "UTC"), log = bench.source("log");
  for (int i = 0; i < 3; ++i) {
    bench.event(pager, noon + seconds(600 * i), told[i][0]);
    bench.event(chat, noon + seconds(600 * i + 30), told[i][1], false);
    bench.event(log, noon + seconds(600 * i) + hour, "connection closed by peer number " + std::to_string(i));
  }
  CHECK(suggest_clocks(bench.desk.postmortem, bench.zones).empty());
}

TEST_CASE("letters of several clocks are asked for once per source, and read on the clock that was meant") {
  Bench bench;
  const auto log = bench.source("log");
  for (const char* written : {"8 Mar 2026 14:02 IST", "14:30 IST", "15:00 CST"}) {
    TimelineEvent& event = bench.event(log, Instant{}, written);
    event.time = {};
    event.time.written = written;
    event.rank = static_cast<std::int64_t>(bench.desk.postmortem.timeline.size());
  }
  bench.desk.postmortem.history.created_at = parse_instant("2026-03-09T09:00:00Z").value();
  put_in_canonical_order(bench.desk.postmortem);
  const std::vector<OpenLetters> open = letters_to_ask(bench.desk.postmortem);
  REQUIRE(open.size() == 2);
  CHECK(open[0].letters == "CST");
  CHECK(open[1].letters == "IST");
  CHECK(open[1].times == 2);
  CHECK(open[1].clocks == std::vector<UtcOffset>{{19800}, {3600}, {7200}});
  const auto command = read_letters(bench.desk.postmortem, open[1], UtcOffset{19800}, bench.zones);
  REQUIRE(command);
  bench.carry({*command});
  CHECK(format_instant(*bench.desk.postmortem.timeline[0].time.at) == "2026-03-08T08:32:00Z");
  CHECK(format_instant(*bench.desk.postmortem.timeline[1].time.at) == "2026-03-08T09:00:00Z");
  CHECK(bench.desk.postmortem.timeline[0].time.written == "8 Mar 2026 14:02 IST");
  const std::vector<OpenLetters> rest = letters_to_ask(bench.desk.postmortem);
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].letters == "CST");
}

TEST_CASE("what letters were said to be is remembered, and only what they can be") {
  ChosenClocks clocks("IST=+05:30 nonsense CST=x BST=+09:00");
  CHECK(clocks.spelling() == "IST=+05:30");
  CHECK(clocks.read("14:02 ist") == "14:02 +05:30");
  CHECK_FALSE(clocks.read("14:02 CST"));
  CHECK_FALSE(clocks.read("14:02"));
  clocks.choose("cst", UtcOffset{-21600});
  CHECK(ChosenClocks(clocks.spelling()).read("2:54 PM CST") == "2:54 PM -06:00");
  CHECK(ambiguous_letters_in("the list at 14:02 EST").empty());
}
