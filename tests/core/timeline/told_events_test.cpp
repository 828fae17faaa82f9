// What of the timeline is told: folded and left out, several records of one happening, and a chat as a transcript.
#include "core/timeline/told_events.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/moment/commands.hpp"
#include "tests/core/desk.hpp"

namespace unrepeat {
namespace {

struct Chat : Desk {
  Id<Source> source(std::string kind) {
    Source& source = postmortem.sources.emplace_back();
    source.id = ids.next_as<Id<Source>>();
    source.kind = std::move(kind);
    return source.id;
  }
  EventId event(std::string_view clock, std::string words, std::optional<Id<Source>> from = {},
                EventKind kind = EventKind::observation) {
    const EventId id = ids.next_as<EventId>();
    TimelineEvent& event = postmortem.timeline.emplace_back();
    event.id = id;
    event.time.at = parse_instant("2026-03-08T" + std::string(clock) + ":00Z").value();
    event.time.written = clock;
    event.kind = kind;
    event.text = std::move(words);
    if (from) {
      Evidence& evidence = event.evidence.emplace_back();
      evidence.id = ids.next_as<Id<Evidence>>();
      evidence.source = *from;
    }
    put_in_canonical_order(postmortem);
    return id;
  }
  TimelineEvent& at(const EventId& id) { return *std::ranges::find(postmortem.timeline, id, &TimelineEvent::id); }
  bool has(const EventId& id) {
    return std::ranges::find(postmortem.timeline, id, &TimelineEvent::id) != postmortem.timeline.end();
  }
  std::string words(std::size_t event) { return postmortem.timeline[event].text; }
  std::string told() {
    std::string all;
    for (const ToldEvent& one : told_timeline(postmortem.timeline).told) {
      all += words(one.event);
      for (const std::size_t folded : one.folded) all += "(" + words(folded) + ")";
    }
    return all;
  }
  std::string hidden() {
    std::string all;
    for (const std::size_t event : told_timeline(postmortem.timeline).hidden) all += words(event);
    return all;
  }
};

}  // namespace

TEST_CASE(
    "what is folded stands behind one of its kind, what is left out stands aside, and each event is somewhere once") {
  Chat desk;
  const EventId a = desk.event("10:00", "a"), b = desk.event("10:01", "b"), c = desk.event("10:02", "c"),
                d = desk.event("10:03", "d");
  CHECK(desk.told() == "abcd");
  CHECK_FALSE(desk.carry(FoldEvents{a, {b, c}}));
  CHECK(desk.told() == "a(b)(c)d");
  CHECK_FALSE(desk.carry(HideEvents{{a}, "Talk"}));
  CHECK(desk.told() == "d");
  CHECK(desk.hidden() == "abc");
  CHECK(desk.at(a).hidden->reason == "Talk");
  CHECK_FALSE(desk.carry(HideEvents{{a}, ""}));
  CHECK_FALSE(desk.carry(FoldEvents{std::nullopt, {c}}));
  CHECK(desk.told() == "a(b)cd");
  // Folded into what is folded: behind the one that stands.
  CHECK_FALSE(desk.carry(FoldEvents{b, {d}}));
  CHECK(desk.told() == "a(b)(d)c");
  // What stood behind it goes along.
  CHECK_FALSE(desk.carry(FoldEvents{c, {a}}));
  CHECK(desk.told() == "c(a)(b)(d)");
  desk.at(a).folded_into = desk.ids.next_as<EventId>();
  CHECK(desk.told() == "ac(b)(d)");
}

TEST_CASE("two records of one happening become one event with the evidence of both, and nothing is lost") {
  Chat desk;
  const auto pager = desk.source("pagerduty"), page = desk.source("statuspage");
  const EventId a = desk.event("10:00", "Paged", pager), b = desk.event("10:02", "Investigating", page);
  desk.at(b).actor = "Ana";
  desk.at(b).tags = {"public"};
  desk.at(a).same_as = {b};
  Factor& factor = desk.postmortem.causes.factors.emplace_back();
  factor.id = desk.ids.next_as<Id<Factor>>();
  factor.events = {b};
  Comment& comment = desk.postmortem.comments.emplace_back();
  comment.id = desk.ids.next_as<Id<Comment>>();
  comment.on = text_of(b);
  desk.postmortem.moments[MomentKind::detected].state = MomentState::recorded;
  desk.postmortem.moments[MomentKind::detected].event = b;
  CHECK_FALSE(desk.carry(JoinEvents{a, {b}}));
  REQUIRE(desk.postmortem.timeline.size() == 1);
  const TimelineEvent& one = desk.postmortem.timeline[0];
  CHECK(one.text == "Paged\nInvestigating");
  CHECK(one.evidence.size() == 2);
  CHECK(one.actor == "Ana");
  CHECK(one.tags == std::vector<std::string>{"public"});
  CHECK(one.same_as.empty());
  CHECK(desk.postmortem.causes.factors[0].events == std::vector<EventId>{a});
  CHECK(desk.postmortem.comments[0].on == text_of(a));
  CHECK(desk.postmortem.moments[MomentKind::detected].event == a);
}

TEST_CASE("of what a person wrote neither time nor decision is lost when it is joined") {
  Chat desk;
  const EventId a = desk.event("10:00", "Rolled back"), b = desk.event("10:02", "We roll back");
  desk.at(a).decision.emplace().why = "quickest";
  desk.at(b).decision.emplace().why = "no other way";
  CHECK_FALSE(desk.carry(JoinEvents{a, {b}}));
  CHECK(desk.at(a).text == "Rolled back\n10:02 We roll back");
  CHECK(desk.at(a).decision->why == "quickest\nno other way");
}

TEST_CASE("an event is split by its evidence, and the two stay linked") {
  Chat desk;
  const auto pager = desk.source("pagerduty"), page = desk.source("statuspage");
  const EventId a = desk.event("10:00", "Paged", pager), b = desk.event("10:00", "Paged", page);
  CHECK_FALSE(desk.carry(JoinEvents{a, {b}}));
  const Id<Evidence> of_page = desk.at(a).evidence[1].id;
  const EventId fresh = desk.ids.next_as<EventId>();
  CHECK_FALSE(desk.carry(SplitEvent{a, {of_page}, fresh}));
  REQUIRE(desk.postmortem.timeline.size() == 2);
  CHECK(desk.at(a).evidence.size() == 1);
  CHECK(desk.at(fresh).evidence[0].id == of_page);
  CHECK(desk.at(fresh).text == "Paged");
  CHECK(told_alike(desk.postmortem.timeline, 0) == std::vector<std::size_t>{1});
  CHECK(told_alike(desk.postmortem.timeline, 1) == std::vector<std::size_t>{0});
  // All of it is no split, and what is not there is refused.
  CHECK_FALSE(desk.carry(SplitEvent{fresh, {of_page}, desk.ids.next_as<EventId>()}));
  CHECK(desk.postmortem.timeline.size() == 2);
  CHECK(desk.carry(SplitEvent{a, {of_page}, desk.ids.next_as<EventId>()}) == Text::refusal_not_there);
}

TEST_CASE("a transcript has every message of its source in order, with each reply below what it answers") {
  Chat desk;
  const auto chat = desk.source("slack"), pager = desk.source("pagerduty");
  CHECK(is_transcript(desk.postmortem.sources[0]));
  CHECK_FALSE(is_transcript(desk.postmortem.sources[1]));
  const EventId first = desk.event("10:00", "a", chat);
  desk.event("10:01", "b", chat);
  const EventId reply = desk.event("10:05", "r", chat);
  desk.event("10:02", "p", pager);
  desk.at(first).time.written = "1772964000.000100";
  desk.at(reply).tags = {"reply", "1772964000.000100"};
  desk.at(reply).hidden.emplace().reason = "Talk";
  std::string told;
  for (const TranscriptMessage& one : transcript_of(desk.postmortem, chat))
    told += desk.words(one.event) + (one.is_reply ? "<" : "") + (one.is_taken ? "" : "-");
  CHECK(told == "ar<-b");
}

TEST_CASE("talk is what says nothing of the incident by itself, and never what somebody marked") {
  Chat desk;
  const auto chat = desk.source("slack"), pager = desk.source("pagerduty");
  const EventId talk = desk.event("10:00", "lunch?", chat), starred = desk.event("10:01", "look", chat);
  desk.event("10:02", "rolled back", chat, EventKind::mitigation);
  const EventId moment = desk.event("10:03", "it is back", chat), linked = desk.event("10:04", "paged", chat);
  const EventId joined = desk.event("10:05", "Ana joined", chat, EventKind::other);
  const EventId bot = desk.event("10:06", "deploy 41 is out", chat, EventKind::other);
  desk.at(bot).tags = {"bot"};
  const EventId page = desk.event("10:04", "paged", pager);
  desk.at(starred).starred = true;
  desk.at(joined).tags = {"join"};
  desk.at(page).same_as = {linked};
  desk.postmortem.moments[MomentKind::resolved].state = MomentState::recorded;
  desk.postmortem.moments[MomentKind::resolved].event = moment;
  CHECK(talk_of(desk.postmortem, transcript_of(desk.postmortem, chat)) == std::vector<EventId>{talk, joined});
  CHECK_FALSE(desk.carry(RemoveEvents{{talk, moment}}));
  CHECK_FALSE(desk.has(talk));
  CHECK(desk.postmortem.moments[MomentKind::resolved].state == MomentState::pending);
  CHECK(desk.carry(RemoveEvents{{talk}}) == Text::refusal_not_there);
}

}  // namespace unrepeat
