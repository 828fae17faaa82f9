// Commands on any part of a post-mortem.
#pragma once

#include <set>

#include "core/postmortem/postmortem.hpp"
#include "core/refusal.hpp"

namespace unrepeat {

/// Sets a field from what a person typed or chose: a text as it is, a number, "true"/"false", the spelling of a choice;
/// empty clears. The result of a check and the outcome of an approval are dated.
struct SetField {
  std::string path;  ///< "title", "timeline/<id>/text", "impact/business/revenue".
  std::string value;
};

/// Sets a list of words, such as tags. Blank and repeated words are dropped.
struct SetTexts {
  std::string path;
  std::vector<std::string> values;
};

/// Sets a list of references to entries of this post-mortem, such as the factors an action addresses.
struct SetReferences {
  std::string path;
  std::vector<Uuid> ids;
};

/// Sets a time; an empty one clears an optional time.
struct SetTime {
  std::string path;
  Time time;
};

/// Adds an entry with this id to a list of entries, at its end. One that says by whom and when is signed.
struct AddEntry {
  std::string list;  ///< "timeline", "impact/windows", "actions/<id>/checks".
  Uuid id;
};

/// Removes an entry and every reference to it.
struct RemoveEntry {
  std::string path;
};

struct MoveEntry {
  std::string path;
  std::size_t index = 0;  ///< Its place afterwards.
};

struct SetStatus {
  StatusState state = StatusState::draft;
  std::string reason;  ///< Needed for not_required.
};

struct SetSeverity {
  std::optional<std::int64_t> level;
};

/// Makes what was received from somebody the library's own: from now on it counts in its numbers. Nothing where it is.
struct Adopt {};

Ruling carry_out(Postmortem& postmortem, const SetField& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SetTexts& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SetReferences& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SetTime& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const AddEntry& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const RemoveEntry& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const MoveEntry& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SetStatus& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const SetSeverity& command, const CommandContext& context);
Ruling carry_out(Postmortem& postmortem, const Adopt& command, const CommandContext& context);

/// Takes every reference to these out.
void forget(Postmortem& postmortem, const std::set<Uuid>& ids);
/// Whatever pointed at `from` points at `to`.
void lead_to(Postmortem& postmortem, const Uuid& from, const Uuid& to);

/// Whether an entry of any list has this id.
bool has_entry(Postmortem& postmortem, const Uuid& id);

/// A new post-mortem with nothing in it but what has to be.
Postmortem new_postmortem(const CommandContext& context, std::string_view language, std::string_view time_zone);

}  // namespace unrepeat
