// What happened before, wherever something is written that may have: on a post-mortem, and while one is recorded.
#pragma once

#include "shell/screens/postmortem/form.hpp"

namespace unrepeat::shell {

/// That it happened before, how often and what is still open of it; unfolded, each of them with what both have in
/// common. Nothing where nothing is like it.
void draw_earlier(PartForm& form);
/// The same, unfolded, of something that has only a title yet.
void draw_earlier_of_title(Kit& kit, Workspace& workspace, std::string_view title);

/// Of a promise that nobody has verified or dropped.
Tone tone_of_waiting(ActionState state);
/// "the same system, checkout".
std::string words_of(const Kit& kit, const LikenessSign& sign);

}  // namespace unrepeat::shell
