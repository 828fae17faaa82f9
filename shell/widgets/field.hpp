// Text that is written. The page lays a real input over every field and edits it there; here it is drawn while it is
// not focused.
#pragma once

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// What is written there, which says what may be corrected, and what Enter does.
enum class Wording : uint8_t {
  line,   ///< A name, a title: no line breaks, even where it wraps. Enter confirms.
  prose,  ///< Markdown: keys for it work, Enter is a line break; read as such, as wide as prose, while it is not
          ///< written.
  exact,  ///< A date, a number, a name of a zone: one line that no spelling is looked for in.
};

struct FieldOptions {
  std::string_view placeholder{};
  std::string_view unset{};   ///< What stands there in its place while the field is empty and is not written in.
  std::string_view error{};   ///< The refusal, shown under the field; what was typed stays as long as there is one.
  bool error_hidden = false;  ///< Heard, not shown: where the place says it, beside several narrow fields.
  std::string_view hint{};    ///< Shown under the field while there is no error.
  Wording wording = Wording::line;
  bool multi_line = false;  ///< Grows with its text.
  bool submits = false;     ///< Enter confirms prose too, and Shift+Enter breaks the line: for what is sent.
  bool required = false, read_only = false, disabled = false;
  bool label_hidden = false;  ///< Heard, not shown: where the place says it.
  bool plain = false;         ///< Without a border until it is hovered or focused: for titles and prose.
  bool forwards_keys =
      false;  ///< Up, Down, Enter, Escape go to the screen (`Kit::shortcut`): a list under the field answers them.
  Icon icon{};
  Role role = Role::textbox;  ///< textbox, searchbox or combobox.
  Style style = Style::body;
  float width = 0;
  float trailing = 0;  ///< Room kept free at the right.
  int rows = 3;        ///< Least height of a multi-line field.
  Id related = 0;      ///< The list it controls; of a textbox, the field that Enter leads to.
};

/// What became of a field in this frame.
struct TextEdit {
  bool changed = false;     ///< Another letter: save the draft.
  bool committed = false;   ///< Left, confirmed with Enter, or a pause of 0.8 s: decide.
  bool submitted = false;   ///< Confirmed with Enter.
  bool left = false;        ///< Confirmed or left, and typed in before: this is the whole of it.
  Rect rect{};              ///< The frame, without label and message.
  std::string_view text{};  ///< What stands there; valid until the next call of the kit.
};

/// A field with its label above. While it is edited, `value` is not looked at.
TextEdit text_field(Kit& kit, std::string_view label, std::string_view value, const FieldOptions& options = {});

/// A moment in words: a text field whose reading (`shown`, for example "Sun 8 Mar 2026 11:02 -03:00") or error comes
/// from outside.
TextEdit date_time_field(Kit& kit, std::string_view label, std::string_view value, std::string_view shown,
                         std::string_view error, std::string_view placeholder = {});

/// A field that searches, with its icon, a key hint at the right and a button that empties it.
TextEdit search_field(Kit& kit, std::string_view label, std::string_view value, std::string_view keys = {},
                      float width = 0);

}  // namespace unrepeat::shell
