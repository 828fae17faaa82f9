// A field that makes the entry it writes: with the first letter there is one, and where it is emptied there is none. So
// what is typed is never only a draft.
#pragma once

#include "shell/screens/postmortem/form.hpp"

namespace unrepeat::shell {

struct NewEntry {
  std::string_view list;  ///< "causes/factors"
  std::string_view key;   ///< What is written: "text".
  /// What makes it, where it takes more than that text.
  std::vector<Command> (*make)(const Uuid& id, std::string_view text) = nullptr;
  /// A second field and its value, which say nothing that would be missed.
  std::string_view other_key = {};
  std::string other_value = {};
};

/// `entry` is the one that is written, none until there is one.
TextEdit new_entry_field(PartForm& form, const NewEntry& what, std::optional<Uuid>& entry, std::string_view label,
                         const FieldOptions& options);

}  // namespace unrepeat::shell
