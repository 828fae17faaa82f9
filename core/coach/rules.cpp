// A dismissal has a reason and is signed; the same finding is set aside once.
#include <algorithm>

#include "core/coach/commands.hpp"
#include "core/describe/place.hpp"

namespace unrepeat {

Ruling carry_out(Postmortem& postmortem, const DismissFinding& command, const CommandContext& context) {
  const std::size_t first = command.reason.find_first_not_of(" \t\n\r");
  if (first == std::string::npos) return Refusal{Text::refusal_dismissal_needs_reason, {}};
  const std::string reason = command.reason.substr(first, command.reason.find_last_not_of(" \t\n\r") - first + 1);
  if (reason.find_first_of("\n\r") != std::string::npos) return Refusal{Text::refusal_one_line, {}};
  if (reason.find('\0') != std::string::npos) return Refusal{Text::refusal_nul_character, {}};
  const auto place = find_place(object_of<Postmortem>(), &postmortem, command.path);
  if (!place || place->value == nullptr) return Refusal{Text::refusal_not_there, {}};
  auto& dismissed = postmortem.dismissed;
  const auto is_same = [&](const Dismissal& one) {
    return one.rule == command.rule && one.on == command.path && one.text_hash == command.text_hash;
  };
  if (command.id.is_nil() || std::ranges::find(dismissed, command.id, &Dismissal::id) != dismissed.end() ||
      std::ranges::any_of(dismissed, is_same))
    return Refusal{Text::refusal_id_in_use, {}};
  Dismissal entry;
  entry.id = command.id;
  entry.rule = command.rule;
  entry.on = command.path;
  entry.text_hash = command.text_hash;
  entry.reason = reason;
  entry.by = context.by;
  entry.at = context.now;
  dismissed.push_back(std::move(entry));
  return std::nullopt;
}

}  // namespace unrepeat
