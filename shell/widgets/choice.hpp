// Choosing among what is there: checkbox, switch, radio buttons, select, tabs, chips.
#pragma once

#include <optional>
#include <span>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

struct CheckOptions {
  bool mixed = false;  ///< Some of what it stands for is chosen.
  bool disabled = false;
  std::string_view description = {};
  bool label_hidden = false;
};
/// True when it was pressed: the caller turns its value round.
bool checkbox(Kit& kit, std::string_view label, bool checked, const CheckOptions& options = {});
/// Takes effect at once, other than a checkbox. True when it was pressed.
bool toggle(Kit& kit, std::string_view label, bool on, const CheckOptions& options = {});

/// One of a few, all visible. Returns what was newly chosen; Up and Down choose the neighbour.
std::optional<std::size_t> radio_group(Kit& kit, std::string_view label, std::span<const std::string_view> choices,
                                       std::optional<std::size_t> selected);

struct SelectOptions {
  bool label_hidden = false;
  std::string_view placeholder = {};                   ///< Shown while nothing is selected.
  std::span<const std::string_view> definitions = {};  ///< What each choice means, said below it; none: nothing is.
  bool disabled = false;
  float width = 0;          ///< 0: as wide as what it shows, in a column all there is.
  float most = 0;           ///< Where it is as wide as what it shows, not wider than this; 0: no limit.
  bool emphasised = false;  ///< It goes on from tabs, and has the one that is chosen.
};
/// One of several, in a list that opens. Returns what was newly chosen.
std::optional<std::size_t> select(Kit& kit, std::string_view label, std::span<const std::string_view> choices,
                                  std::optional<std::size_t> selected, const SelectOptions& options = {});

struct Tab {
  std::string_view name = {};
  std::string_view count = {};
  Tone tone = Tone::neutral;
};
/// What `tabs` takes to stand in one line.
float width_of_tabs(const Kit& kit, std::span<const Tab> all);
/// Views of one thing, as words in a row. Returns what was newly chosen.
std::optional<std::size_t> tabs(Kit& kit, std::string_view label, std::span<const Tab> all, std::size_t selected);

struct ChipsEdit {
  std::optional<std::size_t> removed;
  std::string_view added;  ///< What was typed and confirmed; empty: nothing. Valid until the next call of the kit.
};
/// A set of short names; each can be removed, and typing adds one.
ChipsEdit chips(Kit& kit, std::string_view label, std::span<const std::string> values, std::string_view add_label);

}  // namespace unrepeat::shell
