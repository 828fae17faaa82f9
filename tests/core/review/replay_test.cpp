// The replay: nothing is known before it was.
#include "core/review/replay.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

struct Story : Desk {
  EventId add_event(EventKind kind, std::optional<Instant> at) {
    const auto id = add<TimelineEvent>("timeline");
    const std::string path = "timeline/" + text_of(id);
    CHECK_FALSE(carry(SetField{path + "/kind", std::string(spellings(kind)[static_cast<std::size_t>(kind)])}));
    if (at) set_time(id, "time", *at);
    return id;
  }
  void set_time(const EventId& id, std::string_view key, Instant at) {
    Time time;
    time.at = at;
    CHECK_FALSE(carry(SetTime{"timeline/" + text_of(id) + "/" + std::string(key), time}));
  }
  void set(const EventId& id, std::string_view key, std::string_view value) {
    CHECK_FALSE(carry(SetField{"timeline/" + text_of(id) + "/" + std::string(key), std::string(value)}));
  }
};

}  // namespace

TEST_CASE("events are replayed in the order of the timeline, without those that are hidden or part of another") {
  Story story;
  const auto later = story.add_event(EventKind::decision, noon + minutes(5)),
             first = story.add_event(EventKind::change, noon);
  const auto hidden = story.add_event(EventKind::other, noon + minutes(1)),
             part = story.add_event(EventKind::other, noon + minutes(2));
  const auto unplaced = story.add_event(EventKind::observation, std::nullopt);
  story.set(hidden, "hidden/reason", "a secret");
  story.set(part, "folded_into", text_of(first));
  std::vector<EventId> order;
  for (const TimelineEvent* one : replay_of(story.postmortem)) order.push_back(one->id);
  CHECK(order == std::vector{first, later, unplaced});
  const auto steps = replay_of(story.postmortem);
  CHECK(time_since_step_before(steps, 1) == minutes(5));
  CHECK_FALSE(time_since_step_before(steps, 0));
  CHECK_FALSE(time_since_step_before(steps, 2));
  CHECK_FALSE(time_since_step_before(steps, 9));
}

TEST_CASE("how a hypothesis turned out is not known while it is one") {
  Story story;
  const auto guess = story.add_event(EventKind::hypothesis, noon);
  for (const int minute : {5, 10, 15}) story.add_event(EventKind::observation, noon + minutes(minute));
  story.set(guess, "outcome", "confirmed");
  const auto known_at = [&](std::size_t at) { return outcome_known(replay_of(story.postmortem), 0, at).has_value(); };
  CHECK_FALSE(known_at(0));
  CHECK_FALSE(known_at(2));
  CHECK(known_at(3));
  // It is known from when it had ended, and not in the step itself.
  story.set_time(guess, "end", noon + minutes(10));
  CHECK_FALSE(known_at(0));
  CHECK_FALSE(known_at(1));
  CHECK(known_at(2));
}

TEST_CASE("what is known never becomes unknown again, and nothing is known of what is still to come") {
  CHECK(rc::check([] {
    std::vector<TimelineEvent> events(*rc::gen::inRange<std::size_t>(1, 8));
    for (std::size_t i = 0; i < events.size(); ++i) {
      events[i].time.at = noon + minutes(static_cast<std::int64_t>(i));
      if (*rc::gen::arbitrary<bool>()) events[i].outcome = Outcome::worked;
      if (*rc::gen::arbitrary<bool>()) events[i].end.emplace().at = noon + minutes(*rc::gen::inRange(0, 10));
    }
    std::vector<const TimelineEvent*> steps;
    for (const TimelineEvent& one : events) steps.push_back(&one);
    for (std::size_t i = 0; i < events.size(); ++i) {
      bool was_known = false;
      for (std::size_t at = 0; at < events.size(); ++at) {
        const bool is_known = outcome_known(steps, i, at).has_value();
        if (at < i) RC_ASSERT(!is_known);
        RC_ASSERT(is_known || !was_known);
        was_known = is_known;
      }
      RC_ASSERT(was_known == events[i].outcome.has_value());
    }
  }));
}

TEST_CASE("every kind of event has something to ask, and nothing asks who or why") {
  for (std::size_t i = 0; i < spellings(EventKind{}).size(); ++i) {
    const auto prompts = prompts_for(static_cast<EventKind>(i));
    CHECK(prompts.size() >= 2);
    for (const Text prompt : prompts)
      for (const Language language : {Language::english, Language::spanish}) {
        const std::string words(say(language, prompt));
        CAPTURE(words);
        CHECK(words.ends_with("?"));
        for (const char* accusing : {"Why", "why", "Who ", "Por qué", "por qué", "Quién", "should", "debería"})
          CHECK_FALSE(words.contains(accusing));
      }
  }
}

TEST_CASE("questions are found at the event they were noted at") {
  Story story;
  const auto event = story.add_event(EventKind::decision, noon);
  const auto one = story.add<Question>("review/questions"), other = story.add<Question>("review/questions");
  CHECK_FALSE(story.carry(SetField{"review/questions/" + text_of(other) + "/event", text_of(event)}));
  static_cast<void>(one);
  CHECK(questions_on(story.postmortem, event) == std::vector<std::size_t>{1});
}
