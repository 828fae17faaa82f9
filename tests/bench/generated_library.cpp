// Made-up incidents from a fixed sequence of numbers. Words are drawn as in real text: few are frequent, many are rare.
#include "tests/bench/generated_library.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/postmortem/postmortem.hpp"

namespace unrepeat::bench {
namespace {

class Sequence {
 public:
  explicit Sequence(std::uint64_t start) : state_(start) {}

  /// SplitMix64.
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }

  /// From 0 to `end`, without it.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }
  bool one_in(std::size_t count) { return below(count) == 0; }

  template <class List>
  const auto& choose(const List& list) {
    return list[below(std::size(list))];
  }

  template <class Entity>
  Id<Entity> id() {
    std::array<std::uint8_t, 10> random{};
    for (std::uint8_t& byte : random) byte = static_cast<std::uint8_t>(next());
    return Id<Entity>::from(make_uuid(1'700'000'000'000 + static_cast<std::int64_t>(below(90'000'000'000)), random));
  }

 private:
  std::uint64_t state_;
};

constexpr std::string_view systems[] = {"checkout", "search",        "payments", "delivery",  "identity",
                                        "billing",  "notifications", "postgres", "queue",     "gateway",
                                        "dns",      "backup",        "storage",  "scheduler", "cache",
                                        "catalog",  "reports",       "mail",     "metrics",   "deployer"};
constexpr std::string_view people[] = {"Ana",   "Bram",  "Chioma", "Dmitri", "Elif",
                                       "Farid", "Greta", "Hana",   "Iñaki",  "Jun"};
constexpr std::string_view teams[] = {"Platform", "Payments", "Search", "Delivery", "Support", "Data"};
constexpr std::string_view frequent[] = {
    "the",    "a",       "after",   "because", "while",    "was",     "were",    "no",    "requests", "timeout",
    "deploy", "config",  "restart", "alert",   "replica",  "limit",   "rolled",  "back",  "customer", "error",
    "rate",   "latency", "memory",  "disk",    "index",    "lock",    "retry",   "pool",  "cert",     "expired",
    "page",   "on-call", "runbook", "missing", "capacity", "region",  "traffic", "slow",  "failed",   "found",
    "by",     "chance",  "nobody",  "knew",    "between",  "release", "flag",    "owner", "backup",   "queue",
    "grew",   "until",   "started", "stopped", "migration"};
constexpr std::string_view syllables[] = {"ba", "cor", "del", "fi",  "gran", "hol", "in",  "ka",
                                          "lu", "men", "no",  "per", "qui",  "ra",  "sto", "ti",
                                          "ur", "ven", "wa",  "xe",  "yor",  "zan", "pli", "tre"};

void add_word(Sequence& sequence, std::string& text) {
  if (!sequence.one_in(5)) {
    text += sequence.choose(frequent);
    return;
  }
  for (std::size_t count = 2 + sequence.below(2); count > 0; --count) text += sequence.choose(syllables);
}

std::string sentence(Sequence& sequence, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) text += ' ';
    add_word(sequence, text);
  }
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string prose(Sequence& sequence, std::size_t sentences) {
  std::string text;
  for (std::size_t i = 0; i < sentences; ++i)
    text += (i > 0 ? " " : "") + sentence(sequence, 7 + sequence.below(9)) + ".";
  return text;
}

Time time_at(Instant at) {
  Time time;
  time.at = at;
  time.written = format_instant(at);
  return time;
}

TimelineEvent event_at(Sequence& sequence, Instant at, EventKind kind) {
  TimelineEvent event;
  event.id = sequence.id<TimelineEvent>();
  event.time = time_at(at);
  event.kind = kind;
  event.text = sentence(sequence, 6 + sequence.below(10));
  event.actor = sequence.choose(people);
  return event;
}

/// A word of its own: no other subject has it.
std::string made_word(Sequence& sequence) {
  std::string word;
  for (std::size_t count = 4; count > 0; --count) word += sequence.choose(syllables);
  return word;
}

/// What happens again and again.
struct Subject {
  std::string title, cause, story, promise, system;
};

/// Told in words that are of it alone, as "connection pool" is, among those that everybody has.
Subject subject_of(Sequence& sequence) {
  const std::string thing = made_word(sequence), part = made_word(sequence), way = made_word(sequence);
  return {.title = sentence(sequence, 2) + " " + thing + " " + part,
          .cause = sentence(sequence, 4) + " " + thing + " " + way + " " + sentence(sequence, 3),
          .story = sentence(sequence, 6) + " " + part + " " + thing + " " + way + " " + sentence(sequence, 4) + ".",
          .promise = sentence(sequence, 4) + " " + thing + " " + way,
          .system = std::string(sequence.choose(systems))};
}

void add_timeline(Sequence& sequence, Instant start, bool is_lived_in, Postmortem& postmortem) {
  constexpr std::pair<MomentKind, EventKind> steps[] = {
      {MomentKind::impact_start, EventKind::impact},   {MomentKind::detected, EventKind::detection},
      {MomentKind::notified, EventKind::notification}, {MomentKind::acknowledged, EventKind::acknowledgement},
      {MomentKind::mitigated, EventKind::mitigation},  {MomentKind::resolved, EventKind::resolution},
  };
  Instant at = start;
  const bool has_all = is_lived_in && sequence.one_in(2);
  for (const auto& [moment, kind] : steps) {
    // Most records of small incidents say when it began and when it was over, and little between.
    const bool is_end = moment == MomentKind::impact_start || moment == MomentKind::resolved;
    if (!is_end && !has_all && !sequence.one_in(6)) continue;
    const TimelineEvent event = event_at(sequence, at, kind);
    postmortem.moments[moment].state = MomentState::recorded;
    postmortem.moments[moment].event = event.id;
    postmortem.timeline.push_back(event);
    // Some steps take a minute and some an hour.
    at = at + seconds(is_lived_in ? std::int64_t{60} << sequence.below(7)
                                  : 60 + static_cast<std::int64_t>(sequence.below(1'800)));
    if (sequence.one_in(6)) postmortem.timeline.push_back(event_at(sequence, at - seconds(30), EventKind::observation));
  }
  ImpactWindow window;
  window.id = sequence.id<ImpactWindow>();
  window.start = time_at(start);
  window.end = time_at(at);
  window.level = sequence.one_in(3) ? ImpactLevel::full : ImpactLevel::partial;
  postmortem.impact.windows.push_back(window);
}

void add_causes_and_actions(Sequence& sequence, std::size_t promises, Instant start, Postmortem& postmortem) {
  constexpr FactorCategory categories[] = {FactorCategory::technical, FactorCategory::communication,
                                           FactorCategory::process, FactorCategory::responsibilities,
                                           FactorCategory::reaction_time};
  for (std::size_t count = 1 + sequence.one_in(3); count > 0; --count) {
    Factor factor;
    factor.id = sequence.id<Factor>();
    factor.category = sequence.choose(categories);
    factor.text = sentence(sequence, 8 + sequence.below(8));
    postmortem.causes.factors.push_back(factor);
  }
  postmortem.causes.state = CausesState::known;
  for (std::size_t count = std::max(sequence.below(2), promises); count > 0; --count) {
    constexpr ActionState states[] = {ActionState::committed, ActionState::in_progress, ActionState::done,
                                      ActionState::verified};
    Action action;
    action.id = sequence.id<Action>();
    action.title = sentence(sequence, 5 + sequence.below(6));
    action.state = sequence.choose(states);
    action.owner.emplace().person = sequence.choose(people);
    action.due = format_date(civil_time(start + days(14 + static_cast<std::int64_t>(sequence.below(60)))).date);
    action.addresses.push_back(postmortem.causes.factors.front().id);
    Check check;
    check.id = sequence.id<Check>();
    check.criterion = sentence(sequence, 6);
    if (action.state == ActionState::verified) check.result = CheckResult::worked;
    action.checks.push_back(check);
    postmortem.actions.push_back(action);
  }
}

/// What became of a promise that was made so long ago.
ActionState state_after(Sequence& sequence, std::int64_t age_days) {
  const std::size_t chance = sequence.below(100);
  if (age_days > 365)
    return chance < 78   ? ActionState::verified
           : chance < 92 ? ActionState::will_not_do
           : chance < 96 ? ActionState::done
                         : ActionState::committed;
  if (age_days > 60)
    return chance < 50   ? ActionState::verified
           : chance < 70 ? ActionState::done
           : chance < 85 ? ActionState::in_progress
                         : ActionState::committed;
  return chance < 20 ? ActionState::done : chance < 60 ? ActionState::in_progress : ActionState::committed;
}

void add_log(Sequence& sequence, Instant promised, Instant now, Action& action) {
  const auto add = [&](Instant at, ActionState from, ActionState to) {
    LogEntry entry;
    entry.id = sequence.id<LogEntry>();
    entry.at = at;
    entry.by = action.owner->person;
    entry.from = spelling_of(from);
    entry.to = spelling_of(to);
    action.log.push_back(std::move(entry));
  };
  add(promised, ActionState::idea, ActionState::committed);
  if (action.state == ActionState::committed) return;
  const Instant after = std::min(promised + days(3 + static_cast<std::int64_t>(sequence.below(90))), now);
  add(after, ActionState::committed, action.state);
}

void live_in(Sequence& sequence, std::span<const Subject> subjects, Instant start, Postmortem& postmortem) {
  constexpr DetectionSource sources[] = {DetectionSource::monitoring, DetectionSource::monitoring,
                                         DetectionSource::customer, DetectionSource::staff, DetectionSource::unknown};
  constexpr std::string_view themes[] = {"deploy safety", "capacity",     "expiring secrets", "retries",
                                         "alerting gaps", "dependencies", "backups",          "configuration"};
  const Instant now = *parse_instant("2026-11-27T00:00:00Z");
  postmortem.detection.source = sequence.choose(sources);
  for (Factor& factor : postmortem.causes.factors)
    if (sequence.one_in(2)) factor.tags.push_back(std::string(sequence.choose(themes)));
  const std::int64_t age_days = (now - start).microseconds / days(1).microseconds;
  for (Action& action : postmortem.actions) {
    action.state = state_after(sequence, age_days);
    if (action.state == ActionState::will_not_do) action.reason = sentence(sequence, 6);
    action.checks.front().result.reset();
    if (action.state == ActionState::verified) action.checks.front().result = CheckResult::worked;
    add_log(sequence, std::min(start + days(5), now), now, action);
  }
  if (subjects.empty() || !sequence.one_in(6)) return;
  const Subject& subject = sequence.choose(subjects);
  postmortem.title = subject.title + " " + std::string(sequence.choose(frequent));
  postmortem.systems.front().name = subject.system;
  postmortem.causes.factors.front().text = subject.cause;
  postmortem.context.summary = subject.story + " " + postmortem.context.summary;
  if (!postmortem.actions.empty() && sequence.one_in(2)) postmortem.actions.front().title = subject.promise;
}

Postmortem generated_postmortem(Sequence& sequence, const LibraryPlan& plan, std::span<const Subject> subjects) {
  Postmortem postmortem;
  // Of one that is lived in the last ones are from this month.
  const std::size_t length_s = plan.is_lived_in ? 248'500'000 : 230'000'000;
  const Instant start =
      *parse_instant("2019-01-07T00:00:00Z") + seconds(static_cast<std::int64_t>(sequence.below(length_s)));
  postmortem.id = sequence.id<Postmortem>();
  postmortem.title = sentence(sequence, 4 + sequence.below(6));
  postmortem.team = sequence.choose(teams);
  postmortem.status.state = sequence.one_in(4) ? StatusState::draft : StatusState::approved;
  postmortem.severity.emplace().level = 1 + static_cast<std::int64_t>(sequence.below(5));
  for (std::size_t count = 1 + sequence.one_in(3); count > 0; --count) {
    AffectedSystem system;
    system.id = sequence.id<AffectedSystem>();
    system.name = sequence.choose(systems);
    postmortem.systems.push_back(system);
  }
  postmortem.context.summary = prose(sequence, 2);
  if (sequence.one_in(2)) postmortem.context.background = prose(sequence, 2);
  postmortem.resolution.text = prose(sequence, 1);
  add_timeline(sequence, start, plan.is_lived_in, postmortem);
  add_causes_and_actions(sequence, static_cast<std::size_t>(plan.promises), start, postmortem);
  if (plan.is_lived_in) live_in(sequence, subjects, start, postmortem);
  postmortem.history.created_at = start + days(1);
  postmortem.history.updated_at = start + days(8);
  postmortem.history.authors = {std::string(sequence.choose(people))};
  put_in_canonical_order(postmortem);
  return postmortem;
}

}  // namespace

Bundle generated_library(const LibraryPlan& plan) {
  Sequence sequence(20'261'123 + static_cast<std::uint64_t>(plan.part));
  // Each about ten times.
  std::vector<Subject> subjects;
  for (int i = 0; plan.is_lived_in && i < plan.size / 60; ++i) subjects.push_back(subject_of(sequence));
  Bundle bundle;
  for (int i = 0; i < plan.size; ++i) bundle.postmortems.push_back(generated_postmortem(sequence, plan, subjects));
  return bundle;
}

}  // namespace unrepeat::bench
