// Which incidents came again as one.
#include "core/learn/families.hpp"

#include <doctest/doctest.h>

#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

struct Told {
  SequentialIds ids;
  std::vector<IncidentFacts> incidents;
  TermIndex index;

  Told() { incidents.reserve(100); }
  IncidentFacts& add(std::string title, std::string summary, std::int64_t day) {
    Postmortem one;
    one.id = ids.next_as<PostmortemId>();
    one.title = std::move(title);
    one.context.summary = std::move(summary);
    index.put(one.id, TermVector(one));
    IncidentFacts& facts = incidents.emplace_back();
    facts.id = one.id;
    facts.title = one.title;
    facts.started_at = noon + days(day);
    return facts;
  }
  std::vector<Family> found() {
    std::vector<const IncidentFacts*> all;
    for (const IncidentFacts& one : incidents) all.push_back(&one);
    FamilyFinder finder(all, index);
    while (finder.step(3)) {
    }
    return finder.families();
  }
};

constexpr const char* pool = "Every worker of the checkout waited for a connection of the exhausted postgres pool.";

}  // namespace

TEST_CASE("what tells of the same is a family by its start, and what does not stays alone") {
  Told told;
  told.add("Checkout pool exhausted a third time", pool, 90);
  told.add("Connection pool of the checkout exhausted", pool, 1);
  told.add("Gateway certificate expired", "Browsers refused the certificate of the gateway.", 5);
  told.add("Checkout: connection pool exhausted again", pool, 30);
  const auto found = told.found();
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].size() == 3);
  CHECK(found[0][0]->title == "Connection pool of the checkout exhausted");
  CHECK(found[0][2]->title == "Checkout pool exhausted a third time");
}

TEST_CASE("what somebody linked is a family however unlike its words, and what is said to be unrelated never is") {
  Told told;
  const IncidentFacts& first = told.add("Connection pool of the checkout exhausted", pool, 1);
  told.add("Gateway certificate expired", "Browsers refused the certificate of the gateway.", 5).came_again = {
      first.id};
  told.add("Checkout: connection pool exhausted again", pool, 30).unrelated = {first.id};
  const auto found = told.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].size() == 2);
  CHECK(found[0][1]->title == "Gateway certificate expired");
}

TEST_CASE("likeness to neighbours is that which the index finds") {
  Told told;
  for (int i = 0; i < 30; ++i)
    told.add("Incident of kind " + std::string(1, static_cast<char>('a' + i % 5)) + std::to_string(i % 3),
             i % 2 == 0 ? pool : "The gateway refused browsers with an expired certificate.", i);
  Neighbours neighbours(told.index);
  for (const IncidentFacts& one : told.incidents) {
    for (const TermIndex::Match& match : neighbours.of(one.id, 0.05))
      CHECK(neighbours.between(one.id, match.id) == doctest::Approx(match.likeness));
  }
}
