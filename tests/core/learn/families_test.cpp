// Which incidents came again as one.
#include "core/learn/families.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include "tests/bench/generated_library.hpp"
#include "tests/core/sequence.hpp"

using namespace unrepeat;

namespace {

std::vector<Family> families_of(const std::vector<IncidentFacts>& incidents, const TermIndex& index,
                                std::size_t at_once = 3) {
  std::vector<const IncidentFacts*> all;
  for (const IncidentFacts& one : incidents) all.push_back(&one);
  FamilyFinder finder(all, index);
  while (finder.step(at_once)) {
  }
  return finder.families();
}

/// A word for each number.
std::string word(int number) {
  std::string made = "q";
  for (int rest = number + 400; rest > 0; rest /= 20) made += {"bcdfghjklmnpqrtvwxyz"[rest % 20], 'a'};
  return made;
}
std::string said(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += (i > from ? " " : "") + word(i);
  return text;
}

struct Told {
  SequentialIds ids;
  std::vector<IncidentFacts> incidents;
  std::vector<TermVector> vectors;
  TermIndex index;

  Told() { incidents.reserve(100); }
  IncidentFacts& add(std::string title, std::string summary, std::int64_t day) {
    Postmortem one;
    one.id = ids.next_as<PostmortemId>();
    one.title = std::move(title);
    one.context.summary = std::move(summary);
    index.put(one.id, vectors.emplace_back(one));
    IncidentFacts& facts = incidents.emplace_back();
    facts.id = one.id;
    facts.title = one.title;
    facts.started_at = noon + days(day);
    return facts;
  }
  /// So many that have nothing in common, also not with what else is there.
  void add_unlike(int count) {
    for (int i = 0; i < count; ++i) {
      const int subject = 1'000 + i * 20;
      add(word(subject), said(subject, subject + 12), 200 + i);
    }
  }
  [[nodiscard]] std::vector<Family> found() const { return families_of(incidents, index); }
};

using Titles = std::set<std::string>;
std::set<Titles> titles_of(const std::vector<Family>& families) {
  std::set<Titles> all;
  for (const Family& family : families) {
    Titles titles;
    for (const IncidentFacts* member : family) titles.insert(member->title);
    all.insert(titles);
  }
  return all;
}

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

TEST_CASE("two that somebody said are not related are in one family by way of no third, and copies are none") {
  Told told;
  const PostmortemId first = told.add("Orders stood still", "A queue of nothing.", 1).id;
  IncidentFacts& second = told.add("Gateway certificate expired", "Browsers refused the gateway.", 5);
  second.came_again = {first};
  IncidentFacts& third = told.add("Mail in the dark", "Lanterns went out.", 9);
  third.came_again = {second.id};
  third.unrelated = {first};
  CHECK(titles_of(told.found()) == std::set<Titles>{{"Orders stood still", "Gateway certificate expired"}});
  third.unrelated.clear();
  CHECK(told.found().front().size() == 3);
  third.came_again.clear();
  second.duplicate_of = {first};
  CHECK(told.found().empty());
  // What recurs from a copy recurs from what counts of it.
  third.came_again = {second.id};
  CHECK(titles_of(told.found()) == std::set<Titles>{{"Orders stood still", "Mail in the dark"}});
}

TEST_CASE("of neighbours in a row whose ends share nothing only the likest two are a family") {
  Told told;
  told.add("A", said(0, 12), 1);
  told.add("B", said(6, 18), 2);
  told.add("C", said(12, 24), 3);
  told.add("D", said(18, 30), 4);
  told.add_unlike(40);
  Neighbours neighbours(told.index);
  for (const std::size_t one : {0, 1, 2}) {
    const auto matches = neighbours.of(told.incidents[one].id, told.index.telling_likeness());
    CHECK(std::ranges::contains(matches, told.incidents[one + 1].id, &TermIndex::Match::id));
  }
  CHECK(titles_of(told.found()) == std::set<Titles>{{"B", "C"}});
}

TEST_CASE("what is like one member of a family, but not like the others, stays out of it") {
  Told told;
  for (int i = 1; i <= 4; ++i) told.add("Member " + word(50 + i), said(i, 12) + " " + said(0, i), i);
  told.add("Bridge", said(0, 20), 8);
  told.add("Beyond", said(12, 24), 9);
  told.add_unlike(40);
  Neighbours neighbours(told.index);
  const auto matches = neighbours.of(told.incidents[5].id, told.index.telling_likeness());
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].id == told.incidents[4].id);
  const auto found = told.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].size() == 5);
  CHECK(found[0].back()->title == "Bridge");
}

TEST_CASE("what somebody linked stays together, and another joins where it is like them as a whole") {
  Told told;
  const PostmortemId first = told.add("First", said(0, 12), 1).id;
  told.add("Linked", said(100, 112), 2).came_again = {first};
  told.add("Like the first", said(0, 12), 3);
  told.add("A little like the linked one", said(107, 119), 4);
  told.add_unlike(40);
  CHECK(titles_of(told.found()) == std::set<Titles>{{"First", "Linked", "Like the first"}});
}

TEST_CASE("a link to what started later holds, and so does a row of links") {
  Told told;
  const PostmortemId first = told.add("First", said(0, 12), 1).id;
  const PostmortemId last = told.add("Last", said(100, 112), 9).id;
  told.add("Between", said(200, 212), 4).came_again = {first, last};
  CHECK(titles_of(told.found()) == std::set<Titles>{{"First", "Between", "Last"}});
}

TEST_CASE("of links that would bring together what is not related the one to what started first holds") {
  Told told;
  const PostmortemId first = told.add("First", said(0, 12), 1).id;
  const PostmortemId last = told.add("Last", said(100, 112), 9).id;
  told.add("Between", said(200, 212), 4).came_again = {last, first};
  told.incidents[1].unrelated = {first};
  CHECK(titles_of(told.found()) == std::set<Titles>{{"First", "Between"}});
}

TEST_CASE("a drill of what happened is no incident that came again") {
  Told told;
  told.add("First", pool, 1);
  told.add("A drill of it", pool, 3).kind = RecordKind::drill;
  CHECK(told.found().empty());
}

TEST_CASE("two rare words in common are no family, but where they are most of what is said") {
  Told told;
  told.add("Zeppelin " + word(0), said(10, 19) + " zeppelin", 1);
  told.add("Zeppelin " + word(1), said(30, 39) + " zeppelin", 2);
  told.add("Certificate expired", "", 3);
  told.add("Expired certificate", "", 4);
  told.add_unlike(40);
  CHECK(told.index.find(told.vectors[0], told.incidents[0].id, 1)[0].likeness > told.index.telling_likeness());
  CHECK(titles_of(told.found()) == std::set<Titles>{{"Certificate expired", "Expired certificate"}});
}

TEST_CASE("two that are not related are parted also where a third one is like both, whichever of them says it") {
  for (const std::size_t saying : {0, 1}) {
    Told told;
    told.add("One", said(0, 12), 1);
    told.add("Other", said(0, 12), 2);
    told.add("Third", said(0, 12), 3);
    told.incidents[saying].unrelated = {told.incidents[1 - saying].id};
    told.add_unlike(40);
    const auto found = told.found();
    REQUIRE(found.size() == 1);
    CHECK(found[0].size() == 2);
    CHECK(found[0].back()->title == "Third");
  }
}

namespace {

struct Made {
  std::vector<IncidentFacts> incidents;
  TermIndex index;

  explicit Made(const std::vector<Postmortem>& postmortems) {
    for (const Postmortem& one : postmortems) {
      index.put(one.id, TermVector(one));
      incidents.push_back(facts_of(one));
    }
  }
  [[nodiscard]] std::set<std::set<PostmortemId>> found() const {
    std::set<std::set<PostmortemId>> all;
    for (const Family& family : families_of(incidents, index, 100)) {
      std::set<PostmortemId> members;
      for (const IncidentFacts* member : family) members.insert(member->id);
      all.insert(std::move(members));
    }
    return all;
  }
};

/// Every member says a part of what the family is about, each another one, beside all that it said before.
std::set<PostmortemId> plant(std::vector<Postmortem>& postmortems, std::size_t first, std::size_t apart,
                             std::size_t count, const std::vector<std::string>& subject) {
  std::set<PostmortemId> members;
  for (std::size_t i = 0; i < count; ++i) {
    Postmortem& member = postmortems[first + i * apart];
    members.insert(member.id);
    for (std::size_t left_out = i; const std::string& part : subject) {
      if (left_out++ % 5 == 0) continue;
      (left_out % 5 < 3 ? member.title : member.resolution.text) += " " + part;
      member.context.summary += " " + part;
    }
  }
  return members;
}

const std::vector<std::string> of_turbines = {"voltage", "turbine", "breaker",   "substation", "transformer",
                                              "busbar",  "winding", "insulator", "relay"};
const std::vector<std::string> of_silos = {"harvester", "grain",  "silo",  "conveyor", "moisture",
                                           "auger",     "hopper", "dryer", "elevator"};
const std::vector<std::string> of_lighthouses = {"lighthouse", "lantern",  "beacon",  "keeper", "foghorn",
                                                 "lens",       "rotation", "harbour", "mariner"};

}  // namespace

TEST_CASE("three families among a thousand post-mortems are found, and nothing beside them") {
  std::vector<Postmortem> postmortems = bench::generated_library({.size = 1'000}).postmortems;
  const std::set<std::set<PostmortemId>> planted = {plant(postmortems, 100, 37, 3, of_turbines),
                                                    plant(postmortems, 400, 37, 4, of_silos),
                                                    plant(postmortems, 700, 37, 6, of_lighthouses)};
  CHECK(Made(postmortems).found() == planted);
}

TEST_CASE("what every post-mortem of a library says makes no family, be they twelve, a hundred or a thousand") {
  for (const int size : {12, 100, 1'000}) {
    CAPTURE(size);
    std::vector<Postmortem> postmortems = bench::generated_library({.size = size}).postmortems;
    for (Postmortem& one : postmortems)
      one.context.background +=
          " We hold this review without blame. Everybody acted with the best intentions, given the knowledge at hand."
          " Severity follows the matrix of the reliability handbook.";
    CHECK(Made(postmortems).found().empty());
    const auto planted = plant(postmortems, 2, 3, 3, of_turbines);
    CHECK(Made(postmortems).found() == std::set<std::set<PostmortemId>>{planted});
  }
}

TEST_CASE("what the template of one team says makes no family of its post-mortems") {
  const auto sentences = std::to_array<std::string_view>(
      {" The responder on duty opens a channel, names a commander and writes every decision down with its time.",
       " Describe how customers noticed, which dashboards showed it and how confident everybody was.",
       " Lessons are shared at the guild on Thursday so that neighbouring squads can borrow or challenge them.",
       " Severity follows the matrix of the reliability handbook and may be corrected afterwards.",
       " Attach graphs, transcripts and screenshots, and redact whatever identifies a person or an account."});
  for (const std::size_t one_in : {6, 20, 50}) {
    CAPTURE(one_in);
    std::vector<Postmortem> postmortems = bench::generated_library({.size = 1'000}).postmortems;
    for (std::size_t i = 0; i < postmortems.size(); i += one_in)
      for (std::size_t part = 0; part < 3; ++part)
        postmortems[i].context.background += sentences[(i / one_in + part) % sentences.size()];
    CHECK(Made(postmortems).found().empty());
    const auto planted = plant(postmortems, 0, one_in, 4, of_silos);
    CHECK(Made(postmortems).found() == std::set<std::set<PostmortemId>>{planted});
  }
}

TEST_CASE("likeness to neighbours is that which the index finds") {
  Told told;
  for (int i = 0; i < 30; ++i)
    told.add("Incident of kind " + std::string(1, static_cast<char>('a' + i % 5)) + std::to_string(i % 3),
             i % 2 == 0 ? pool : "The gateway refused browsers with an expired certificate.", i);
  Neighbours neighbours(told.index);
  for (const IncidentFacts& one : told.incidents) {
    std::vector<PostmortemId> others;
    std::vector<double> likeness;
    for (const TermIndex::Match& match : neighbours.of(one.id, 0.05)) {
      others.push_back(match.id);
      likeness.push_back(match.likeness);
    }
    const std::vector<double> between = neighbours.between(one.id, others);
    REQUIRE(between.size() == likeness.size());
    for (std::size_t i = 0; i < between.size(); ++i) CHECK(between[i] == doctest::Approx(likeness[i]));
  }
}

namespace {

/// A library of few words, so that much in it is like each other, in which people linked some and parted some.
struct Drawn {
  std::vector<Postmortem> documents;
  std::vector<IncidentFacts> incidents;

  Drawn() {
    SequentialIds ids;
    const int count = *rc::gen::inRange(2, 25), words = *rc::gen::inRange(6, 60);
    for (int i = 0; i < count; ++i) {
      Postmortem& one = documents.emplace_back();
      one.id = ids.next_as<PostmortemId>();
      for (const int number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, words)))
        one.context.summary += word(number) + " ";
      IncidentFacts& facts = incidents.emplace_back();
      facts.id = one.id;
      facts.started_at = noon + days(*rc::gen::inRange(0, 10));
    }
    const auto any = [&] { return incidents[*rc::gen::inRange<std::size_t>(0, incidents.size())].id; };
    for (IncidentFacts& one : incidents) {
      if (*rc::gen::inRange(0, 12) == 0) one.came_again.push_back(any());
      if (*rc::gen::inRange(0, 6) == 0) one.unrelated.push_back(any());
    }
  }
  [[nodiscard]] TermIndex index(const std::vector<std::size_t>& order) const {
    TermIndex index;
    for (const std::size_t place : order) index.put(documents[place].id, TermVector(documents[place]));
    return index;
  }
  [[nodiscard]] std::vector<std::size_t> in_order() const {
    std::vector<std::size_t> order(documents.size());
    std::iota(order.begin(), order.end(), 0);
    return order;
  }
};

using Members = std::vector<PostmortemId>;
std::vector<Members> members_of(const std::vector<Family>& families) {
  std::vector<Members> all;
  for (const Family& family : families) {
    Members& members = all.emplace_back();
    for (const IncidentFacts* member : family) members.push_back(member->id);
  }
  return all;
}

}  // namespace

TEST_CASE("each that nobody linked is as like its family as is worth telling, and half as like every other of these") {
  CHECK(rc::check([] {
    const Drawn drawn;
    const TermIndex index = drawn.index(drawn.in_order());
    std::map<std::pair<PostmortemId, PostmortemId>, double> likeness;
    std::set<PostmortemId> linked;
    for (const Postmortem& one : drawn.documents)
      for (const TermIndex::Match& match : index.find(TermVector(one), one.id, index.size()))
        likeness[{one.id, match.id}] = match.likeness;
    for (const IncidentFacts& one : drawn.incidents)
      for (const PostmortemId& other : one.came_again)
        if (other != one.id) linked.insert({one.id, other});
    for (const Members& members : members_of(families_of(drawn.incidents, index))) {
      RC_TAG(members.size());
      for (const PostmortemId& one : members) {
        if (linked.contains(one)) continue;
        double all = 0;
        for (const PostmortemId& other : members) {
          if (other == one) continue;
          const double of_both = likeness[{one, other}];
          all += of_both;
          RC_ASSERT(linked.contains(other) || of_both >= index.telling_likeness() / 2 - 1e-9);
        }
        RC_ASSERT(all / static_cast<double>(members.size() - 1) >= index.telling_likeness() - 1e-9);
      }
    }
  }));
}

TEST_CASE("what is not related is in no family together, and links hold where nothing of that is among them") {
  CHECK(rc::check([] {
    const Drawn drawn;
    const TermIndex index = drawn.index(drawn.in_order());
    std::map<PostmortemId, std::size_t> family_of, group_of;
    const auto families = members_of(families_of(drawn.incidents, index));
    for (std::size_t i = 0; i < drawn.incidents.size(); ++i) {
      family_of[drawn.incidents[i].id] = families.size() + i;
      group_of[drawn.incidents[i].id] = i;
    }
    for (std::size_t i = 0; i < families.size(); ++i)
      for (const PostmortemId& member : families[i]) RC_ASSERT(std::exchange(family_of[member], i) >= families.size());
    for (const IncidentFacts& one : drawn.incidents) {
      for (const PostmortemId& other : one.came_again) {
        const std::size_t joined = group_of[one.id], into = group_of[other];
        for (auto& [id, group] : group_of) group = group == joined ? into : group;
      }
    }
    std::set<std::size_t> parted;
    for (const IncidentFacts& one : drawn.incidents)
      for (const PostmortemId& other : one.unrelated) {
        if (other == one.id) continue;
        RC_ASSERT(family_of[one.id] != family_of[other]);
        if (group_of[one.id] == group_of[other]) parted.insert(group_of[one.id]);
      }
    for (const IncidentFacts& one : drawn.incidents)
      for (const PostmortemId& other : one.came_again)
        RC_ASSERT(family_of[one.id] == family_of[other] || parted.contains(group_of[one.id]));
  }));
}

TEST_CASE("of copies one alone is in a family, and the families are those of a library that never had the others") {
  CHECK(rc::check([] {
    Drawn drawn;
    // The last ones are copies, and say of others what they say.
    const std::size_t count = drawn.incidents.size(), copies = *rc::gen::inRange<std::size_t>(0, count);
    const TermIndex index = drawn.index(drawn.in_order());
    const std::vector<IncidentFacts> without(drawn.incidents.begin(),
                                             drawn.incidents.end() - static_cast<std::ptrdiff_t>(copies));
    std::vector<IncidentFacts> with = without;
    for (std::size_t i = count - copies; i < count; ++i) {
      IncidentFacts& copy = with.emplace_back(drawn.incidents[i]);
      const IncidentFacts& first = without[*rc::gen::inRange<std::size_t>(0, without.size())];
      copy.came_again = first.came_again;
      copy.unrelated = first.unrelated;
      copy.duplicate_of = {first.id};
    }
    // A link to what is not here means nothing, so that of the others all have to be here.
    const auto is_here = [&](const PostmortemId& id) { return std::ranges::contains(without, id, &IncidentFacts::id); };
    std::vector<IncidentFacts> alone = without;
    for (std::vector<IncidentFacts>* all : {&with, &alone})
      for (IncidentFacts& one : *all) {
        std::erase_if(one.came_again, [&](const PostmortemId& id) { return !is_here(id); });
        std::erase_if(one.unrelated, [&](const PostmortemId& id) { return !is_here(id); });
      }
    RC_ASSERT(members_of(families_of(with, index)) == members_of(families_of(alone, index)));
  }));
}

TEST_CASE("the families are the same in whatever order the library was read, and however much is done at once") {
  CHECK(rc::check([] {
    const Drawn drawn;
    std::vector<std::size_t> order = drawn.in_order();
    const auto expected = members_of(families_of(drawn.incidents, drawn.index(order)));
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
    std::vector<IncidentFacts> incidents;
    for (const std::size_t place : order) incidents.push_back(drawn.incidents[place]);
    const auto at_once = *rc::gen::inRange<std::size_t>(1, 40);
    RC_ASSERT(members_of(families_of(incidents, drawn.index(order), at_once)) == expected);
  }));
}
