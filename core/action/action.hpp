// Actions are promises: an owner, a date, a state with its log, and a check that it worked.
#pragma once

#include "core/cause/cause.hpp"
#include "core/describe/describe.hpp"

namespace unrepeat {

enum class ActionKind : std::uint8_t { improvement, process_change, automation };
SPELL(ActionKind, "improvement", "process_change", "automation")

enum class Effect : std::uint8_t { prevent, detect, mitigate, respond, repair, investigate };
SPELL(Effect, "prevent", "detect", "mitigate", "respond", "repair", "investigate")

/// `unknown` only comes from imports.
enum class ActionState : std::uint8_t { idea, committed, in_progress, done, verified, will_not_do, unknown };
SPELL(ActionState, "idea", "committed", "in_progress", "done", "verified", "will_not_do", "unknown")

/// Nobody waits for it any more: it was looked whether it worked, or somebody said that it will not be done.
constexpr bool is_settled(ActionState state) {
  return state == ActionState::verified || state == ActionState::will_not_do;
}

/// Somebody said that it would be done. An idea that was dropped never was one.
constexpr bool is_promise(ActionState state) {
  return state != ActionState::idea && state != ActionState::unknown && state != ActionState::will_not_do;
}

/// Still to be kept, wherever open promises are counted or listed. What is done is open until somebody has verified
/// that it worked; an idea, and what nobody knows the state of, are no promises.
constexpr bool is_open(ActionState state) { return is_promise(state) && !is_settled(state); }

enum class Priority : std::uint8_t { normal, high };
SPELL(Priority, "normal", "high")

/// Names, not accounts; any of the three may be empty.
struct Owner : Extensible {
  std::string person;
  std::string team;
  std::string organisation;
  bool operator==(const Owner&) const = default;
};

struct ActionLink : Extensible {
  Id<ActionLink> id;
  std::string system;  ///< Of the tracker: "jira", "github", …
  std::string key;
  std::string url;
  std::string title;
  bool operator==(const ActionLink&) const = default;
};

/// Shows that it was done: a link, an image by hash, or words.
struct Proof : Extensible {
  Id<Proof> id;
  std::string url;
  std::string image;  ///< sha256 of an entry of `images`.
  std::string text;
  bool operator==(const Proof&) const = default;
};

enum class CheckResult : std::uint8_t { worked, no_effect, made_worse, too_early };
SPELL(CheckResult, "worked", "no_effect", "made_worse", "too_early")

/// How we will know that it worked.
struct Check : Extensible {
  Id<Check> id;
  std::string criterion;
  std::string on;  ///< The day to look, yyyy-mm-dd.
  std::optional<CheckResult> result;
  std::string by;
  std::optional<Instant> at;
  std::string note;
  bool operator==(const Check&) const = default;
};

enum class LoggedField : std::uint8_t { state, due, owner };
SPELL(LoggedField, "state", "due", "owner")

struct LogEntry : Extensible {
  Id<LogEntry> id;
  Instant at;
  std::string by;
  LoggedField field = LoggedField::state;
  std::string from;
  std::string to;
  std::string note;
  bool operator==(const LogEntry&) const = default;
};

struct Action : Extensible {
  Id<Action> id;
  std::string title;
  std::optional<ActionKind> kind;
  std::optional<Effect> effect;
  ActionState state = ActionState::idea;
  std::string reason;  ///< Why it will not be done.
  std::optional<Owner> owner;
  std::string waiting_on;
  std::optional<Priority> priority;
  std::string due;  ///< yyyy-mm-dd.
  std::vector<Id<Factor>> addresses;
  std::vector<ActionLink> links;
  std::vector<Proof> proof;
  std::vector<Check> checks;
  std::string reopen_if;
  std::string idea;  ///< The id of the idea it is one of: actions that have the same were joined as one.
  std::vector<LogEntry> log;
  bool operator==(const Action&) const = default;
};

DESCRIBED(Owner)
DESCRIBED(ActionLink)
DESCRIBED(Proof)
DESCRIBED(Check)
DESCRIBED(LogEntry)
DESCRIBED(Action)

}  // namespace unrepeat
