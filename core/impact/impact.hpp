// Whom it touched, how much and for how long. Durations come from the windows; what somebody stated stands beside them.
#pragma once

#include "core/moment/moment.hpp"

namespace unrepeat {

struct AffectedSystem;

enum class ImpactLevel : std::uint8_t { degraded, partial, full };
SPELL(ImpactLevel, "degraded", "partial", "full")

/// A stretch of impact; one after `resolved` is a relapse.
struct ImpactWindow : Extensible {
  Id<ImpactWindow> id;
  Time start;
  std::optional<Time> end;
  ImpactLevel level = ImpactLevel::degraded;
  std::vector<Id<AffectedSystem>> systems;
  Decimal share;  ///< Of those who use it, 0 to 1.
  std::string note;
  bool operator==(const ImpactWindow&) const = default;
};

enum class FigureOf : std::uint8_t { users, customers, requests, orders, records, staff, other };
SPELL(FigureOf, "users", "customers", "requests", "orders", "records", "staff", "other")

struct ImpactFigure : Extensible {
  Id<ImpactFigure> id;
  FigureOf what = FigureOf::users;
  std::string label;
  Decimal affected;
  Decimal total;
  Decimal share;             ///< 0 to 1.
  bool lower_bound = false;  ///< "at least".
  std::optional<Id<ImpactWindow>> window;
  bool operator==(const ImpactFigure&) const = default;
};

enum class DurationBasis : std::uint8_t { unknown, clock, support_hours };
SPELL(DurationBasis, "unknown", "clock", "support_hours")

/// A duration somebody stated; kept beside the computed one, never instead of it.
struct StatedDuration : Extensible {
  Id<StatedDuration> id;
  MomentKind from = MomentKind::impact_start;
  MomentKind to = MomentKind::resolved;
  Decimal value;  ///< Minutes.
  std::string written;
  DurationBasis basis = DurationBasis::unknown;
  bool operator==(const StatedDuration&) const = default;
};

struct ErrorBudget : Extensible {
  Decimal objective;  ///< Share of good events promised, 0 to 1.
  std::optional<std::int64_t> window_days;
  Decimal burned;  ///< Share of the window's budget, may exceed 1.
  bool operator==(const ErrorBudget&) const = default;
};

struct BusinessImpact : Extensible {
  Decimal revenue;
  std::string currency;  ///< ISO 4217.
  std::string sla;
  std::optional<std::int64_t> support_tickets;
  std::optional<ErrorBudget> error_budget;
  std::string text;
  bool operator==(const BusinessImpact&) const = default;
};

enum class DataLoss : std::uint8_t { unknown, none, some };
SPELL(DataLoss, "unknown", "none", "some")

struct Impact : Extensible {
  std::vector<ImpactWindow> windows;
  std::vector<ImpactFigure> figures;
  std::vector<StatedDuration> stated;
  BusinessImpact business;
  DataLoss data_loss = DataLoss::unknown;
  std::string potential;  ///< Near miss: what could have happened.
  std::string text;
  bool operator==(const Impact&) const = default;
};

DESCRIBED(ImpactWindow)
DESCRIBED(ImpactFigure)
DESCRIBED(StatedDuration)
DESCRIBED(ErrorBudget)
DESCRIBED(BusinessImpact)
DESCRIBED(Impact)

}  // namespace unrepeat
