// What happened before, wherever something is written that may have: on a post-mortem, and while one is recorded.
#pragma once

#include "shell/screens/postmortem/form.hpp"

namespace unrepeat::shell {

/// That it happened before, how often and what is still open of it; unfolded, each of them with what both have in
/// common. Nothing where nothing is like it.
void draw_earlier(PartForm& form);
/// The same, unfolded, of something that has only a title yet.
void draw_earlier_of_title(Kit& kit, Workspace& workspace, std::string_view title);

/// A promise of an earlier one: where it leads, and below that how it stands, whose it is and until when, or why not.
void draw_promise_from_then(Kit& kit, const PostmortemId& postmortem, const protocol::EarlierPromise& promise);
/// "the same system, checkout".
std::string words_of(const Kit& kit, const LikenessSign& sign);

}  // namespace unrepeat::shell
