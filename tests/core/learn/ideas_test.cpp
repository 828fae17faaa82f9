// Which promises are one idea, and which are not.
#include "core/learn/ideas.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

struct Ideas {
  SequentialIds ids;
  std::vector<IncidentFacts> incidents;

  PromiseFact& promise(std::size_t incident, const char* title, ActionState state = ActionState::committed) {
    while (incidents.size() <= incident) {
      IncidentFacts& one = incidents.emplace_back();
      one.id = ids.next_as<PostmortemId>();
      one.started_at = noon + days(static_cast<std::int64_t>(incidents.size()));
    }
    PromiseFact& one = incidents[incident].promises.emplace_back();
    one.id = ids.next_as<unrepeat::Id<Action>>();
    one.title = title;
    one.state = state;
    return one;
  }
  std::vector<ReturningIdea> found() {
    std::vector<const IncidentFacts*> library;
    for (const IncidentFacts& incident : incidents) library.push_back(&incident);
    return returning_ideas(library);
  }
};

}  // namespace

TEST_CASE("the same words in any order, in two post-mortems, are one idea; in one post-mortem they are none") {
  Ideas ideas;
  ideas.promise(0, "Alert on connection pool wait time");
  ideas.promise(1, "Alert on the wait time of the connection pools.");
  ideas.promise(2, "Drain before re-shard");
  ideas.promise(2, "Drain before the re-shard");
  const auto found = ideas.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].weight == 2);
  CHECK(found[0].instances.front().incident == &ideas.incidents[0]);
}

TEST_CASE("what two post-mortems of one incident tell is no idea that returns, and counts once where it did") {
  Ideas ideas;
  ideas.promise(0, "Alert on connection pool wait time");
  ideas.promise(1, "Alert on connection pool wait time");
  ideas.incidents[1].duplicate_of = {ideas.incidents[0].id};
  CHECK(ideas.found().empty());
  ideas.promise(2, "Alert on connection pool wait time");
  const auto found = ideas.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].instances.size() == 3);
  CHECK(found[0].weight == 2);
  CHECK(found[0].promised == 2);
  CHECK(found[0].instances.back().time == 2);
}

TEST_CASE("one word alone, and few words that many titles have, make no idea") {
  Ideas ideas;
  ideas.promise(0, "Monitoring");
  ideas.promise(1, "Monitoring");
  ideas.promise(0, "Add an alert for the queue");
  ideas.promise(1, "Add an alert for the certificate");
  CHECK(ideas.found().empty());
}

TEST_CASE("an imported action of which nobody said how it stands is no promise of an idea, whoever joined it") {
  Ideas ideas;
  ideas.promise(0, "Alert on connection pool wait time");
  ideas.promise(1, "Alert on connection pool wait time", ActionState::unknown);
  CHECK(ideas.found().empty());
  ideas.incidents[0].promises[0].idea = ideas.incidents[1].promises[0].idea = "pool";
  CHECK(ideas.found().empty());
  ideas.promise(2, "Alert on connection pool wait time").idea = "pool";
  const auto found = ideas.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].weight == 2);
  CHECK(found[0].instances.size() == 2);
}

TEST_CASE("what was promised most often and never kept stands first; what all dropped is not told") {
  Ideas ideas;
  for (const std::size_t incident : {0u, 1u}) ideas.promise(incident, "Rotate partner certificates early");
  for (const std::size_t incident : {0u, 1u, 2u}) ideas.promise(incident, "Roll back within five minutes");
  for (const std::size_t incident : {0u, 1u, 2u, 3u})
    ideas.promise(incident, "Restore a backup every Monday",
                  incident == 3 ? ActionState::verified : ActionState::committed);
  for (const std::size_t incident : {0u, 1u})
    ideas.promise(incident, "Write a longer runbook page", ActionState::will_not_do);
  const auto found = ideas.found();
  REQUIRE(found.size() == 3);
  CHECK(found[0].instances[0].promise->title == "Roll back within five minutes");
  CHECK(found[1].instances[0].promise->title == "Rotate partner certificates early");
  CHECK(found[2].kept == 1);
}

TEST_CASE("what somebody joined is one idea however unlike its words, and what somebody parted is none") {
  Ideas ideas;
  ideas.promise(0, "Alert on connection pool wait time").idea = "pool";
  ideas.promise(1, "Know sooner that checkout waits").idea = "pool";
  auto found = ideas.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_joined);
  CHECK(found[0].weight == 2);
  ideas.promise(2, "Alert on connection pool wait time");
  // Both are alone with an idea now, and belong with nothing.
  ideas.incidents[1].promises[0].idea = "another";
  CHECK(ideas.found().empty());
}

TEST_CASE("whatever says the same as one of several that somebody joined is one with all of them") {
  Ideas ideas;
  ideas.promise(0, "Alert on connection pool wait time").idea = "pool";
  ideas.promise(1, "Know sooner that checkout waits").idea = "pool";
  ideas.promise(2, "Drain queues").idea = "pool";
  // The very same title, one in other words of the same, and one of two words.
  ideas.promise(3, "Alert on connection pool wait time");
  ideas.promise(4, "Know sooner when checkout waits again");
  ideas.promise(5, "Drain queues");
  // What was parted stays apart, and so does what has one word in common.
  ideas.promise(6, "Alert on connection pool wait time").idea = "its own";
  ideas.promise(7, "Drain connections");
  const auto found = ideas.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_joined);
  CHECK(found[0].weight == 6);
  CHECK(found[0].instances.back().incident == &ideas.incidents[5]);
  CHECK(found[0].instances.back().time == 6);
}

TEST_CASE("two ideas that people joined never become one, whatever says the same as both or stands between them") {
  const char* const first = "amber birch cedar daisy ebony fjord grape hazel ivory joker";
  const char* const between = "birch cedar daisy ebony fjord grape hazel ivory joker karma";
  const char* const second = "cedar daisy ebony fjord grape hazel ivory joker karma lemon";
  Ideas ideas;
  for (const std::size_t incident : {0u, 1u}) ideas.promise(incident, first).idea = "first";
  for (const std::size_t incident : {2u, 3u}) ideas.promise(incident, second).idea = "second";
  std::vector<std::int64_t> weights;
  const auto weigh = [&] {
    weights.clear();
    for (const ReturningIdea& idea : ideas.found()) weights.push_back(idea.weight);
    std::ranges::sort(weights);
    return weights;
  };
  CHECK(weigh() == std::vector<std::int64_t>{2, 2});
  // As like the one as the other: with one of them.
  ideas.promise(4, between);
  CHECK(weigh() == std::vector<std::int64_t>{2, 3});
  // What says the very same as one belongs there, though it is like what went to the other.
  ideas.promise(5, first);
  ideas.promise(6, second);
  CHECK(weigh() == std::vector<std::int64_t>{3, 4});
  // Two ideas of the same title.
  Ideas same;
  for (const std::size_t incident : {0u, 1u}) same.promise(incident, first).idea = "first";
  for (const std::size_t incident : {2u, 3u}) same.promise(incident, first).idea = "second";
  same.promise(4, first);
  REQUIRE(same.found().size() == 2);
  CHECK(same.found()[0].weight + same.found()[1].weight == 5);
}

TEST_CASE("what was never promised is an instance of an idea and no promise of it, and one post-mortem promises once") {
  Ideas ideas;
  const char* const title = "Roll back within five minutes";
  ideas.promise(0, title);
  ideas.promise(1, title, ActionState::idea);
  ideas.promise(2, title, ActionState::will_not_do);
  // Twice in one post-mortem.
  ideas.promise(3, title);
  ideas.promise(3, title, ActionState::in_progress);
  // An idea again, and dropped: both were promised once.
  ideas.promise(4, title, ActionState::idea).promised_at = noon;
  ideas.promise(5, title, ActionState::will_not_do).is_undated = true;
  const auto found = ideas.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].weight == 6);
  CHECK(found[0].promised == 4);
  std::vector<std::int64_t> times;
  for (const IdeaInstance& instance : found[0].instances) times.push_back(instance.time);
  CHECK(times == std::vector<std::int64_t>{1, 0, 0, 2, 2, 3, 4});
}

TEST_CASE("what was promised in more post-mortems stands before what stands in more, and what never was is not told") {
  Ideas ideas;
  for (const std::size_t incident : {0u, 1u, 2u, 3u})
    ideas.promise(incident, "Rotate partner certificates early",
                  incident == 0 ? ActionState::committed : ActionState::idea);
  for (const std::size_t incident : {0u, 1u}) ideas.promise(incident, "Restore a backup every Monday");
  for (const std::size_t incident : {0u, 1u}) ideas.promise(incident, "Write a longer runbook page", ActionState::idea);
  const auto found = ideas.found();
  REQUIRE(found.size() == 2);
  CHECK(found[0].instances[0].promise->title == "Restore a backup every Monday");
  CHECK(found[1].weight == 4);
  CHECK(found[1].promised == 1);
}
