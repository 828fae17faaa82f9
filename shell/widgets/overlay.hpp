// What lies over the page: menus, lists of choices, dialogs, toasts, the command palette. Escape closes, and the focus
// goes back.
#pragma once

#include <optional>
#include <span>

#include "shell/widgets/button.hpp"
#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

struct MenuItem {
  std::string_view name = {};
  Icon icon{};
  std::string_view detail = {};      ///< At the right: a key, a count.
  std::string_view definition = {};  ///< Below the name, whole: what is meant by it.
  bool disabled = false;
  bool danger = false;
  bool line_before = false;
  std::optional<bool> checked = {};  ///< Of things of which one holds: whether it does. Nothing where it is no choice.
};

/// A list under `anchor`, as long as it is called; returns what was chosen. Whether it is open only the kit knows
/// (`overlay_is_open`): it closes with the screen it stands on, too.
std::optional<std::size_t> popup_list(Kit& kit, Id id, Role role, std::string_view name, const Rect& anchor,
                                      std::span<const MenuItem> items, std::optional<std::size_t> selected);

/// A menu that its button holds open.
struct OpenMenu {
  Id popup;
  Rect anchor;
};
/// A button that opens a menu, for whoever works out what is in it only then: nothing while it is closed.
std::optional<OpenMenu> open_menu(Kit& kit, std::string_view name, const ButtonOptions& options, bool icon_only);

/// The same with its items; returns what was chosen. With an icon and `icon_only`, only the icon is shown.
std::optional<std::size_t> menu(Kit& kit, std::string_view name, std::span<const MenuItem> items,
                                const ButtonOptions& options = {}, bool icon_only = false);

/// The menu of the thing `of`, where it is asked for: by a long press, the right button or the menu key. What is in it
/// can be reached in another way too.
std::optional<std::size_t> context_menu(Kit& kit, Id of, std::string_view name, std::span<const MenuItem> items);

/// A dialog with its title, as long as it is called; false when it was asked to close. What stands behind cannot be
/// reached.
template <typename Draw>
bool dialog(Kit& kit, std::string_view title, float width, Draw&& draw);

struct Toast {
  uint64_t key = 0;  ///< One toast's identity.
  std::string_view text = {};
  std::string_view action = {};  ///< For example Undo; empty: none.
  bool assertive = false;        ///< Interrupts what is being read: only for what went wrong.
};
struct ToastPress {
  uint64_t key = 0;
  bool action = false;  ///< Its action; else it was put away.
};
/// Short notices at the lower edge, newest last. Whoever holds them decides how long they stay.
std::optional<ToastPress> toasts(Kit& kit, std::span<const Toast> notices);

struct PaletteItem {
  std::string_view name = {}, detail = {};
  Icon icon{};
  std::string_view section = {};  ///< Stands above the first of those that follow each other.
};
struct PaletteResult {
  std::optional<std::size_t> chosen;
  bool query_changed = false;
  bool closed = false;
  std::string_view query;  ///< Valid until the next call of the kit.
};
/// The command palette, as long as it is called: a field and what matches it, walked through with the arrow keys.
PaletteResult palette(Kit& kit, std::string_view label, std::string_view query, std::span<const PaletteItem> items);

// ── what `dialog` is made of
bool begin_dialog(Kit& kit, Id id, std::string_view title, float width);
void end_dialog(Kit& kit, Id id);

template <typename Draw>
bool dialog(Kit& kit, std::string_view title, float width, Draw&& draw) {
  auto scope = kit.scope(title);
  const Id id = kit.id("dialog");
  if (!begin_dialog(kit, id, title, width)) return false;
  draw();
  end_dialog(kit, id);
  return true;
}

}  // namespace unrepeat::shell
