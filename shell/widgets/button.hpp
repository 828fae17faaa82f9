// Things that are pressed. Each returns true in the frame in which it was pressed, by pointer, key or assistive
// technology.
#pragma once

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// `inverse` is quiet on a dark ground.
/// `title`: words that head what follows and lead to what they speak of.
/// `note` is for a line of small words: begins where they do, and shows that it has a menu.
enum class Look : uint8_t { secondary, primary, quiet, danger, inverse, title, note };

struct ButtonOptions {
  Look look = Look::secondary;
  Icon icon{};
  Tone tone = Tone::neutral;  ///< Of the words of a note.
  bool disabled = false;
  std::string_view shown{};  ///< Of its name, what is drawn: the beginning of it, where its place says the rest.
  std::string_view hint{};   ///< Said after the name, and shown on hovering: what it does, or why it cannot be pressed.
  bool busy = false;         ///< Its work is running; pressing again does nothing.
  float width = 0;           ///< 0: as wide as its words.
  State state{};             ///< has_menu | expandable | expanded | toggle | pressed, where it is more than a button.
  Id related = 0;            ///< The popup it opens.
  Rect* placed = nullptr;    ///< Receives where it stands.
  std::string_view key{};    ///< What tells it apart where its name changes, so that it keeps the focus; else its name.
};
bool button(Kit& kit, std::string_view name, const ButtonOptions& options = {});

/// A button that shows only an icon. The name is required: it is what is heard, and shown on hovering.
bool icon_button(Kit& kit, Icon icon, std::string_view name, const ButtonOptions& options = {});

/// Words over everything else beside `rect`, after resting on what `interact` said `on` of; silent.
void tooltip(Kit& kit, Id id, std::string_view words, const Interaction& on, const Rect& rect);

/// The key or keys that do the same, for sighted readers; silent, because the name's description says it.
void key_hint(Kit& kit, std::string_view keys);

}  // namespace unrepeat::shell
