// Which promises are one idea, and which are not.
#include "core/learn/ideas.hpp"

#include <doctest/doctest.h>

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
  ideas.promise(2, "Alert on connection pool wait time");
  auto found = ideas.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_joined);
  CHECK(found[0].weight == 2);
  ideas.incidents[1].promises[0].idea = "another";
  CHECK(ideas.found().empty());
}
