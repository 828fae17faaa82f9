// What rows of the store say, as values.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/protocol.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/store/library_store.hpp"

namespace unrepeat {

/// No more rows are sent at once.
inline constexpr std::int64_t longest_page = 1000;

/// The value that a spelling from the store stands for.
template <class Choice>
Choice choice_of(std::string_view spelling) {
  return choice_spelt<Choice>(spelling).value_or(Choice{});
}

/// The same where it may be empty.
template <class Choice>
std::optional<Choice> optional_choice_of(std::string_view spelling) {
  if (spelling.empty()) return std::nullopt;
  return choice_of<Choice>(spelling);
}

/// As the store spells it; empty for none.
template <class Choice>
std::string spelt(const std::optional<Choice>& choice) {
  return choice ? std::string(spelling_of(*choice)) : std::string();
}

/// As it is told of where its incident came again.
inline protocol::EarlierPromise promise_from_then(const Action& action) {
  return {.id = action.id,
          .title = action.title,
          .state = action.state,
          .owner = action.owner ? name_of(*action.owner) : std::string(),
          .due = action.due,
          .because = action.state == ActionState::will_not_do ? action.reason : std::string()};
}

inline Id<Postmortem> id_from(std::string_view text) { return Id<Postmortem>::from(uuid_from(text).value_or(Uuid{})); }

Promise promise_of(ActionEntry entry);
protocol::OperationDone operation_done(const Uuid& operation, const std::vector<std::string>& ids);

/// A name a line.
inline std::vector<std::string> names_by_line(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace unrepeat
