// Figures that count promises, not incidents.
#include <utility>

#include "core/action/commitment.hpp"
#include "core/learn/figure_reading.hpp"
#include "core/learn/survival.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view effect_family = "effect:", strength_family = "strength:";
constexpr std::string_view open_key = "promises:open", settled_key = "promises:settled";

KeptPart kept_part_of(const PromiseFact& promise, const std::string& today) {
  switch (promise.state) {
    case ActionState::verified: return KeptPart::verified;
    case ActionState::done: return KeptPart::done;
    case ActionState::will_not_do: return KeptPart::dropped;
    default: return is_day_before(promise.due, today) ? KeptPart::broken : KeptPart::open;
  }
}

void pass_over(FigureReading& reading, PromiseLeftOut why) {
  ++reading.promises_left_out[static_cast<std::size_t>(why)];
}

}  // namespace

// --- How long they stay open ---

// What cannot be placed in time is left out; its incident is, too, where nothing else of it counts.
void read_open_age(FigureReading& reading, const FigureScope& scope) {
  LeftOut why = LeftOut::nothing_said;
  const auto leave_out = [&](PromiseLeftOut promise, LeftOut incident) {
    pass_over(reading, promise);
    why = incident;
  };
  for (const PromiseFact& promise : reading.incident->promises) {
    if (promise.is_undated) {
      leave_out(PromiseLeftOut::undated, LeftOut::unknown);
      continue;
    }
    if (promise.state == ActionState::unknown) {
      leave_out(PromiseLeftOut::unsaid, LeftOut::unknown);
      continue;
    }
    if (!promise.promised_at) continue;
    const bool is_ended = is_settled(promise.state);
    if (is_ended && !promise.settled_at) {
      leave_out(PromiseLeftOut::end_undated, LeftOut::unknown);
      continue;
    }
    const Instant end = is_ended ? *promise.settled_at : scope.now;
    if (std::max(*promise.promised_at, end) > scope.now) {
      leave_out(PromiseLeftOut::in_future, LeftOut::in_future);
    } else if (end < *promise.promised_at) {
      leave_out(PromiseLeftOut::out_of_order, LeftOut::out_of_order);
    } else {
      const std::int64_t age = seconds_between(*promise.promised_at, end);
      reading.marks.push_back({.key = std::string(is_ended ? settled_key : open_key), .value = age});
      reading.value = std::max(reading.value, age);
    }
  }
  if (reading.marks.empty()) reading.left_out = why;
}

void finish_open_age(Figure& figure, const FigureReadings& readings, const FigureScope& scope) {
  figure.bars = count_bars(readings, scope);
  put_in_order(figure.bars, [](const FigureBar&) { return BarRank{}; });
  std::vector<Observation> observations;
  for (const FigureReading& reading : readings)
    for (const FigureMark& mark : reading.marks)
      observations.push_back({.time = static_cast<double>(mark.value), .has_ended = mark.key == settled_key});
  figure.count = static_cast<std::int64_t>(observations.size());
  const bool has_intervals = observations.size() >= fewest_for_interval;
  for (const SurvivalStep& found : survival_curve(observations)) {
    FigureStep& step = figure.steps.emplace_back(rounded(found.time), rounded(found.share * million));
    if (found.interval && has_intervals)
      step.interval = Range{rounded(found.interval->low * million), rounded(found.interval->high * million)};
    if (!figure.middle && step.share * 2 <= static_cast<std::int64_t>(million)) figure.middle = step.at;
  }
  figure.steps = thin_out(std::move(figure.steps));
}

// --- What became of them ---

void read_kept(FigureReading& reading, const FigureScope& scope) {
  for (const PromiseFact& promise : reading.incident->promises) {
    if (promise.state == ActionState::unknown) pass_over(reading, PromiseLeftOut::unsaid);
    if (!is_decided(promise.state)) continue;
    const auto part = static_cast<std::size_t>(kept_part_of(promise, scope.today));
    reading.marks.push_back({.key = key_for(effect_family, promise.effect), .value = 1, .part = part});
    reading.marks.push_back({.key = key_for(strength_family, promise.strength), .value = 1, .part = part});
    ++reading.value;
  }
  if (reading.marks.empty()) reading.left_out = LeftOut::nothing_said;
}

void finish_kept(Figure& figure, const FigureReadings& readings, const FigureScope& scope) {
  figure.bars = count_bars(readings, scope, kept_parts);
  figure.count = 0;
  for (const FigureBar& bar : figure.bars)
    if (bar.key.starts_with(effect_family)) figure.count += bar.count;
  put_in_order(figure.bars, [](const FigureBar& bar) {
    return bar.key.starts_with(effect_family)
               ? BarRank{.place = place_in_family<Effect>(bar.key, effect_family)}
               : BarRank{.family = 1, .place = place_in_family<Strength>(bar.key, strength_family)};
  });
}

}  // namespace unrepeat
