// A post-mortem that somebody wrote in another tool: read like one in Markdown, and known as the tool's.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/import/importer.hpp"

namespace unrepeat {

struct WrittenReport {
  std::string_view kind;      ///< The tool's, for Source::kind.
  std::string_view tool;      ///< As people call it, for the reference.
  std::string key;            ///< What the tool calls it; empty where it says nothing.
  std::string markdown;       ///< Its title as a heading, then the rest.
  std::string_view severity;  ///< As the tool spells it.
};

/// Adds it to the plan; `complete` is given what was read, to say more.
void propose_report(const ImportSource& source, const ImportContext& context, ImportPlan& plan, WrittenReport report,
                    const std::function<void(Postmortem&)>& complete);

/// A moment as the tool has it; nothing happens where the time is none, or the report tells the moment itself.
void set_moment(Postmortem& report, MomentKind kind, std::string_view written);

}  // namespace unrepeat
