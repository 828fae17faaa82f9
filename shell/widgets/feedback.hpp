// How things stand: tags, counts, progress, what is saved, what is empty, what is wrong.
#pragma once

#include "shell/widgets/button.hpp"
#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// A word on its tint: a severity, a kind, a state. Outlined with neutral tone.
void tag(Kit& kit, std::string_view words, Tone tone, Icon icon = Icon{});
/// The tint of a severity: 1 to 3; everything else (4, near miss, drill) is calm.
Tone severity_tone(int severity);

/// A person's first letter in a circle, and the name.
void person(Kit& kit, std::string_view name);

/// A long work: how far it is, unless `total` is 0, and Cancel. True when Cancel was pressed.
bool progress(Kit& kit, std::string_view label, int32_t done, int32_t total);

enum class SaveState : uint8_t { saved, saving, not_saved };
/// Whether what was typed is on the disk. `why` and Try again only when it is not; true when Try again was pressed.
bool save_state(Kit& kit, SaveState state, std::string_view why = {});

/// Nothing is here yet: says what to do next, and `actions` draws the buttons for it.
template <typename Draw>
void empty_state(Kit& kit, Icon icon, std::string_view title, std::string_view sentence, Draw&& actions);

/// A notice that stays as long as it is true. True when its action was pressed.
bool banner(Kit& kit, Tone tone, std::string_view words, std::string_view action = {});

void draw_empty_state(Kit& kit, Icon icon, std::string_view title, std::string_view sentence);

template <typename Draw>
void empty_state(Kit& kit, Icon icon, std::string_view title, std::string_view sentence, Draw&& actions) {
  draw_empty_state(kit, icon, title, sentence);
  const float side = std::max(0.f, (kit.available() - 640) / 2);
  auto centre = kit.inset(side, side, 8);
  auto row = kit.centred_row();
  actions();
}

}  // namespace unrepeat::shell
