// What two post-mortems have in common, and how that is told.
#include "core/learn/recurrence.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

std::vector<std::string> keys_of(std::string_view text) {
  std::vector<std::string> keys;
  for (const auto& [term, found] : terms_of(text)) keys.push_back(term);
  return keys;
}

Postmortem titled(IdSource& ids, std::string title, std::string summary = {}) {
  Postmortem one;
  one.id = ids.next_as<PostmortemId>();
  one.title = std::move(title);
  one.context.summary = std::move(summary);
  return one;
}

}  // namespace

TEST_CASE("two forms of a word are one term, whatever letters are large and whatever accents were left out") {
  CHECK(keys_of("Migrations migrate the replica") == keys_of("migration migrate replicas"));
  CHECK(keys_of("Réplica") == keys_of("replica"));
  CHECK(keys_of("conexiones") == std::vector<std::string>{"conexion"});
}

TEST_CASE("what every post-mortem says is no term, and neither are numbers, ids and addresses") {
  CHECK(keys_of("The incident was detected at 14:02 on 2026-03-08 by an alert").empty());
  CHECK(keys_of("El incidente y su causa").empty());
  CHECK(keys_of("https://example.org/label-queue/123 9f3c2ab7").empty());
}

TEST_CASE("where a script has no spaces, neighbouring characters are terms") {
  CHECK(keys_of("接続枯渇") == std::vector<std::string>{"接続", "枯渇", "続枯"});
  CHECK(keys_of("障害の発生").size() == 2);  // の stands between two pairs that every post-mortem has
}

TEST_CASE("a vector is the same after it was kept as bytes, and bytes that are none are nothing") {
  SequentialIds ids;
  const TermVector vector(
      titled(ids, "Label queue is full", "The queue of labels filled up while a printer was away."));
  CHECK(TermVector(vector.to_bytes()) == vector);
  CHECK(vector.entries().size() >= 4);
  CHECK(vector.sentences().size() == 1);
  CHECK(TermVector("abc").entries().empty());
}

TEST_CASE("any bytes are a vector that an index can hold") {
  CHECK(rc::check([](const std::string& bytes) {
    const TermVector vector(bytes);
    RC_ASSERT(TermVector(vector.to_bytes()) == vector);
    SequentialIds ids;
    TermIndex index;
    index.put(ids.next_as<PostmortemId>(), vector);
    RC_ASSERT(index.find(vector, std::nullopt, 5).size() <= 1);
  }));
}

TEST_CASE("a term knows its sentence where only one has it, and that says enough to be known again") {
  const Terms terms = terms_of(
      "Workers of checkout.example waited for connections of the exhausted pool. Exhausted too: the disk.\n"
      "Every printer, label and queue of the depot stood still! Stood still");
  const std::uint32_t first = terms.at("worker").sentence, last = terms.at("printer").sentence;
  CHECK(first != 0);
  CHECK(terms.at("example").sentence == first);  // a dot within a name ends nothing
  CHECK(terms.at("exhaust").sentence == 0);      // another sentence has it too
  CHECK(terms.at("disk").sentence == 0);         // in one of two terms
  CHECK(last != 0);
  CHECK(last != first);
  CHECK(terms_of("“EVERY printer: label & queue of the depot stood still”").at("depot").sentence == last);
  CHECK(terms_of("接続プールが枯渇した。").at("枯渇").sentence ==
        terms_of("接続プールが枯渇した！再起動").at("枯渇").sentence);
}

TEST_CASE("what four repeat word for word makes two of them hardly alike, and is not what is told of them") {
  SequentialIds ids;
  TermIndex index;
  const std::string repeated = " Volunteers borrow lanterns from neighbouring guilds whenever thunder approaches.";
  std::vector<Postmortem> all;
  const auto add = [&](std::string title, std::string summary) {
    index.put(all.emplace_back(titled(ids, std::move(title), std::move(summary))).id, TermVector(all.back()));
  };
  const auto between = [&](std::size_t one, std::size_t other) {
    for (const TermIndex::Match& match : index.find(TermVector(all[one]), all[one].id, all.size()))
      if (match.id == all[other].id) return match.likeness;
    return 0.0;
  };
  add("Certificate of the gateway expired", "Browsers refused it." + repeated);
  add("Checkout pool exhausted", "Workers waited for connections." + repeated);
  add("Printer away", "Labels piled up in the depot, also near the gateway." + repeated);
  const double among_three = between(0, 2);
  CHECK(among_three > index.telling_likeness());
  add("Disk full", "Snapshots were kept." + repeated);
  CHECK(between(0, 2) < index.telling_likeness());
  CHECK(between(0, 2) < among_three / 2);
  const auto signs = signs_between(all[2], all[0], index);
  REQUIRE(signs.size() == 1);
  CHECK(signs[0].words.starts_with("gateway"));
  index.remove(all[3].id);
  CHECK(between(0, 2) == doctest::Approx(among_three));
}

TEST_CASE("the likest comes first, one is never like itself, and what was taken out is not found") {
  SequentialIds ids;
  TermIndex index;
  const Postmortem first = titled(ids, "Checkout connection pool exhausted", "Workers waited for connections.");
  const Postmortem again = titled(ids, "Connection pool of checkout is exhausted again", "Workers waited.");
  const Postmortem other = titled(ids, "Expired certificate at the gateway", "Browsers refused the certificate.");
  for (const Postmortem* one : {&first, &again, &other}) index.put(one->id, TermVector(*one));
  auto found = index.find(TermVector(again), again.id, 5);
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == first.id);
  CHECK(found[0].likeness > index.telling_likeness());
  index.remove(first.id);
  CHECK(index.find(TermVector(again), again.id, 5).empty());
  CHECK(index.size() == 2);
}

TEST_CASE("names of people, evidence and comments make nothing alike") {
  SequentialIds ids;
  Postmortem one = titled(ids, "Pool exhausted");
  const TermVector bare(one);
  one.owner = "Ingeborg";
  one.people.emplace_back().name = "Ingeborg";
  TimelineEvent& event = one.timeline.emplace_back();
  event.evidence.emplace_back().quote = "kubernetes pod evicted";
  one.comments.emplace_back().text = "lighthouse keeper";
  CHECK(TermVector(one) == bare);
  event.text = "evicted";
  CHECK(TermVector(one) != bare);
}

TEST_CASE("a match says what both have in common: what was said, systems, factors, the words that tell most") {
  SequentialIds ids;
  Postmortem earlier = titled(ids, "Checkout slow", "The connection pool ran dry.");
  Postmortem now = titled(ids, "Checkout slow again", "The connection pool ran dry once more.");
  earlier.systems.emplace_back().name = "Checkout";
  now.systems.emplace_back().name = "checkout";
  earlier.causes.factors.emplace_back().text = "connection pool too small";
  now.causes.factors.emplace_back().text = "the pool of connections was small";
  TermIndex index;
  for (const Postmortem* one : {&earlier, &now}) index.put(one->id, TermVector(*one));
  auto signs = signs_between(now, earlier, index);
  REQUIRE(signs.size() == 3);
  CHECK(signs[0] == LikenessSign{LikenessKind::system, "Checkout"});
  CHECK(signs[1] == LikenessSign{LikenessKind::factor, "connection pool too small"});
  CHECK(signs[2].kind == LikenessKind::words);
  CHECK(signs[2].words.contains("pool"));
  Relation& relation = now.related.emplace_back();
  relation.target = earlier.id;
  relation.kind = RelationKind::recurrence_of;
  CHECK(said_between(earlier, now) == RelationKind::recurrence_of);
  CHECK(signs_between(now, earlier, index).front().kind == LikenessKind::said);
  relation.kind = RelationKind::not_related;
  CHECK(signs_between(now, earlier, index).front().kind == LikenessKind::system);
}

TEST_CASE("a promise waits until it is verified or dropped, and an idea is none") {
  for (const auto& [state, waits] :
       {std::pair(ActionState::idea, false), std::pair(ActionState::committed, true),
        std::pair(ActionState::in_progress, true), std::pair(ActionState::done, true),
        std::pair(ActionState::verified, false), std::pair(ActionState::will_not_do, false)}) {
    Action one;
    one.state = state;
    CHECK(is_waiting(one.state) == waits);
  }
}

TEST_CASE("what worked last time is an event that worked, else what mitigated it, else the words of the resolution") {
  SequentialIds ids;
  Postmortem one = titled(ids, "Pool exhausted");
  CHECK(what_worked(one).empty());
  one.resolution.workaround = "none";
  one.resolution.text = "traffic fell";
  CHECK(what_worked(one) == "traffic fell");
  one.timeline.emplace_back() = {.kind = EventKind::mitigation, .text = "the pool was made larger"};
  CHECK(what_worked(one) == "the pool was made larger");
  one.timeline.emplace_back() = {.kind = EventKind::attempt, .text = "rolled back", .outcome = Outcome::worked};
  CHECK(what_worked(one) == "rolled back");
}
