// One timeline from several sources: nothing is lost, nothing is there twice, and no order of files shows.
#include "core/import/combine.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "core/format/writer.hpp"
#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

struct Maker {
  SequentialIds ids;

  Postmortem thread(const std::string& kind, const std::string& title) {
    Postmortem one;
    one.id = ids.next_as<Id<Postmortem>>();
    one.title = title;
    Source& source = one.sources.emplace_back();
    source.id = ids.next_as<Id<Source>>();
    source.kind = kind;
    source.file = title;
    return one;
  }

  TimelineEvent& event(Postmortem& thread, std::int64_t second, EventKind kind, const std::string& text) {
    TimelineEvent& event = thread.timeline.emplace_back();
    event.id = ids.next_as<Id<TimelineEvent>>();
    event.time.at = noon + seconds(second);
    event.kind = kind;
    event.text = text;
    Evidence& evidence = event.evidence.emplace_back();
    evidence.id = ids.next_as<Id<Evidence>>();
    evidence.source = thread.sources.front().id;
    return event;
  }
};

Combination combine_all(const std::vector<const Postmortem*>& threads) {
  std::vector<Postmortem> all;
  for (const Postmortem* thread : threads) all.push_back(*thread);
  return combine(std::move(all));
}

std::multiset<Id<Evidence>> evidence_of(const Postmortem& one) {
  std::multiset<Id<Evidence>> all;
  for (const TimelineEvent& event : one.timeline)
    for (const Evidence& evidence : event.evidence) all.insert(evidence.id);
  return all;
}

}  // namespace

TEST_CASE("the same words at the same instant are one event with two pieces of evidence") {
  Maker make;
  Postmortem pager = make.thread("pagerduty", "Orders fail"), copy = make.thread("slack", "inc-12");
  make.event(pager, 0, EventKind::detection, "Triggered: orders fail");
  make.event(copy, 0, EventKind::communication, "Triggered: orders fail!");
  make.event(copy, 1, EventKind::communication, "Triggered: orders fail!");
  const Combination both = combine_all({&pager, &copy});
  REQUIRE(both.postmortem.timeline.size() == 2);
  CHECK(both.postmortem.timeline[0].evidence.size() == 2);
  CHECK(both.told_twice == 1);
  CHECK(both.postmortem.title == "Orders fail");
  CHECK(both.postmortem.sources.size() == 2);
}

TEST_CASE("one file is one source, however many threads were read out of it") {
  Maker make;
  Postmortem first = make.thread("alertmanager", "posts.jsonl"), second = make.thread("alertmanager", "posts.jsonl"),
             other = make.thread("log", "posts.jsonl");
  first.sources[0].records = first.sources[0].understood = 2;
  second.sources[0].records = 3;
  second.sources[0].understood = 1;
  first.sources[0].chosen = "B";
  second.sources[0].chosen = "A";
  make.event(first, 0, EventKind::detection, "Queue deep");
  make.event(second, 60, EventKind::detection, "Letters dead");
  make.event(other, 90, EventKind::observation, "Line");
  const Postmortem one = combine_all({&first, &second, &other}).postmortem;
  REQUIRE(one.sources.size() == 2);
  const auto file = std::ranges::find(one.sources, "alertmanager", &Source::kind);
  CHECK(file->records == 5);
  CHECK(file->understood == 3);
  CHECK(file->chosen == "A, B");
  CHECK(one.timeline[0].evidence[0].source == file->id);
  CHECK(one.timeline[1].evidence[0].source == file->id);
  CHECK(one.timeline[2].evidence[0].source != file->id);
}

TEST_CASE("one happening seen by two sources is linked, and what only stands near is not") {
  Maker make;
  Postmortem pager = make.thread("pagerduty", "Orders fail"), page = make.thread("statuspage", "Orders");
  make.event(pager, 0, EventKind::detection, "Checkout error rate above 20 percent");
  make.event(page, 60, EventKind::communication, "We see a raised checkout error rate");
  make.event(page, 70, EventKind::communication, "Parcels are late in the north");
  make.event(page, 4000, EventKind::communication, "Checkout error rate is raised again");
  const Combination both = combine_all({&page, &pager});
  CHECK(both.linked == 1);
  CHECK(both.postmortem.timeline[0].same_as == std::vector{both.postmortem.timeline[1].id});
}

TEST_CASE("what repeats is folded into its first, with everything still there") {
  Maker make;
  Postmortem alerts = make.thread("alertmanager", "Disk");
  for (int i = 0; i < 40; ++i)
    make.event(alerts, i * 60, EventKind::detection, "Disk " + std::to_string(80 + i) + " % full");
  make.event(alerts, 9000, EventKind::resolution, "Disk is fine");
  const Combination one = combine_all({&alerts});
  CHECK(one.folded == 39);
  CHECK(one.postmortem.timeline.size() == 41);
  CHECK(std::ranges::count_if(one.postmortem.timeline,
                              [](const TimelineEvent& event) { return event.folded_into.has_value(); }) == 39);
}

TEST_CASE("of what several sources say of a moment the recorded goes first, then the first, and the last end") {
  Maker make;
  Postmortem pager = make.thread("pagerduty", "Orders fail"), page = make.thread("statuspage", "Orders");
  const auto record = [&](Postmortem& thread, MomentKind kind, std::int64_t second, MomentBasis basis) {
    const TimelineEvent& event = make.event(thread, second, EventKind::observation,
                                            "at " + std::string(static_cast<std::size_t>(second % 7) + 1, 'x'));
    thread.moments[kind].state = MomentState::recorded;
    thread.moments[kind].event = event.id;
    thread.moments[kind].basis = basis;
    return event.id;
  };
  record(page, MomentKind::detected, 10, MomentBasis::estimated);
  const auto detected = record(pager, MomentKind::detected, 30, MomentBasis::recorded);
  record(pager, MomentKind::resolved, 500, MomentBasis::recorded);
  const auto resolved = record(page, MomentKind::resolved, 900, MomentBasis::recorded);
  const Postmortem all = combine_all({&pager, &page}).postmortem;
  CHECK(all.moments[MomentKind::detected].event == detected);
  CHECK(all.moments[MomentKind::resolved].event == resolved);
  CHECK(all.moments[MomentKind::mitigated].state == MomentState::pending);
}

TEST_CASE("no order of files shows, twice is once, and no evidence is lost") {
  CHECK(rc::check([] {
    Maker make;
    std::vector<Postmortem> threads;
    const std::vector<std::string> kinds{"pagerduty", "statuspage", "slack", "log"};
    const std::vector<std::string> texts{"orders fail", "checkout errors rise", "rolled back the release", "all fine",
                                         ""};
    for (int i = 0; i < *rc::gen::inRange(1, 5); ++i) {
      Postmortem& thread = threads.emplace_back(make.thread(*rc::gen::elementOf(kinds), "Thread " + std::to_string(i)));
      for (int k = 0; k < *rc::gen::inRange(0, 6); ++k) {
        TimelineEvent& event = make.event(thread, *rc::gen::inRange(0, 200),
                                          static_cast<EventKind>(*rc::gen::inRange(0, 16)), *rc::gen::elementOf(texts));
        // The same record in another file.
        if (*rc::gen::inRange(0, 3) == 0 && threads.size() > 1 && !threads.front().timeline.empty())
          event.id = threads.front().timeline.front().id;
      }
      // In one thread an event is there once.
      std::ranges::sort(thread.timeline, {}, &TimelineEvent::id);
      const auto twice = std::ranges::unique(thread.timeline, {}, &TimelineEvent::id);
      thread.timeline.erase(twice.begin(), twice.end());
    }
    std::vector<const Postmortem*> given;
    for (const Postmortem& thread : threads) given.push_back(&thread);
    const Postmortem once = combine_all(given).postmortem;
    std::vector<const Postmortem*> turned(given.rbegin(), given.rend());
    turned.insert(turned.end(), given.begin(), given.end());
    RC_ASSERT(write_postmortem(combine_all(turned).postmortem) == write_postmortem(once));
    std::multiset<Id<Evidence>> all;
    for (const Postmortem& thread : threads) all.merge(evidence_of(thread));
    RC_ASSERT(evidence_of(once) == all);
    RC_ASSERT(combine({once}).postmortem.timeline.size() == once.timeline.size());
  }));
}
