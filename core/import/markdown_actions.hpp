// Actions that somebody wrote down as a table or a list, under whatever headings: what is to be done, by whom, until
// when, how far it is and what it is good for.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/action/action.hpp"

namespace unrepeat {

struct WrittenAction {
  std::string title;
  std::string owner;
  std::string due;  ///< yyyy-mm-dd.
  std::string ticket;
  std::string number;  ///< What the text calls it, "P-1".
  std::optional<Effect> effect;
  std::optional<Priority> priority;
  bool is_done = false, is_under_way = false;
};

struct WrittenActions {
  std::vector<WrittenAction> actions;
  std::string loose;  ///< What is none of them.
};

/// What a heading says of all actions under it.
struct ActionGroup {
  std::optional<Effect> effect;
  bool is_done = false;
  bool is_legend = false;  ///< What is under it explains words.
  std::string name;        ///< As it stands, where it says something else too.
};
[[nodiscard]] ActionGroup action_group_of(std::string_view heading);

/// `day` reads a day as files write it, as yyyy-mm-dd; nothing for words that are none.
[[nodiscard]] WrittenActions read_written_actions(
    std::string_view body, const ActionGroup& group,
    const std::function<std::optional<std::string>(std::string_view)>& day);

}  // namespace unrepeat
