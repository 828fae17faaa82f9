// Setting a finding of the coach aside. It is found again when its entry in `dismissed` is removed (RemoveEntry), or
// when its sentence changes.
#pragma once

#include "core/postmortem/postmortem.hpp"
#include "core/refusal.hpp"

namespace unrepeat {

struct DismissFinding {
  Id<Dismissal> id;  ///< Of the new entry.
  // The finding's own: see Finding.
  std::string rule;
  std::string path;
  std::string text_hash;
  std::string reason;  ///< Needed; it is kept in the file.
};

Ruling carry_out(Postmortem& postmortem, const DismissFinding& command, const CommandContext& context);

}  // namespace unrepeat
