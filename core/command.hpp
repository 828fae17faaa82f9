// Everything a person can do to a post-mortem: one list, a line each. A command without a rule does not compile.
#pragma once

#include <expected>
#include <string>
#include <variant>
#include <vector>

#include "core/action/commands.hpp"
#include "core/cause/commands.hpp"
#include "core/change.hpp"
#include "core/coach/commands.hpp"
#include "core/history/commands.hpp"
#include "core/image/commands.hpp"
#include "core/moment/commands.hpp"
#include "core/postmortem/commands.hpp"
#include "core/refusal.hpp"
#include "core/template/commands.hpp"
#include "core/timeline/commands.hpp"

namespace unrepeat {

using Command = std::variant<SetField,          // any open field, from the text a person typed
                             SetTexts,          // tags and other lists of words
                             SetReferences,     // which entries an entry points at
                             SetTime,           // when something was
                             AddEntry,          // a new event, factor, action, window, … at its place in a list
                             RemoveEntry,       // takes it out, with everything that pointed at it
                             MoveEntry,         // another place in the same list
                             SetStatus,         // draft, in review, approved, not required because
                             SetSeverity,       // 1 to 5, or none
                             Adopt,             // what was received becomes the library's own
                             ShiftEvents,       // several moved in time, together
                             SetEventTimes,     // several read on another clock
                             OrderEvent,        // before or after its neighbour of the same instant
                             JoinEvents,        // several records of one happening as one event
                             SplitEvent,        // the other way round
                             FoldEvents,        // what is alike behind one of it
                             HideEvents,        // out of the timeline, because
                             RemoveEvents,      // several at once
                             TakeEventApart,    // a small report as the events that it tells
                             SetMoment,         // recorded, pending, not applicable, unknown
                             LinkFactor,        // what a factor led to, and how; "let it escalate" is one way
                             SetActionState,    // idea, committed, in progress, done, verified, will not do because
                             AssignAction,      // to whom
                             SetActionDue,      // until when
                             AddImage,          // its bytes are kept already
                             DismissFinding,    // a finding of the coach is set aside, because
                             ChangeTemplate,    // what it is asked
                             RestoreRevision>;  // it reads as an earlier revision does

/// What the command does to the post-mortem, or why not. Pure: time, author and new ids come in through the command and
/// `context`. A command that changes nothing gives a change without edits.
std::expected<Change, Refusal> decide(const Postmortem& postmortem, const Command& command,
                                      const CommandContext& context);

}  // namespace unrepeat
