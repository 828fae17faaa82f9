// Several promises at once: which, what is done to them, and what has to be said before.
#pragma once

#include "shell/screens/actions/listing.hpp"

namespace unrepeat::shell {

/// The window of the workspace that the table shows.
constexpr std::size_t promise_table_window = 0, promise_join_window = promise_window_count - 1;

bool is_selected(const PromiseListing& listing, const Promise& promise);
void draw_selecting(const PromiseListing& listing, const Promise& promise);
/// In the place of the views, while some are selected.
void draw_selection(const PromiseListing& listing);
/// Asks for a reason, an owner, a date where one is missing; at the end of the screen.
void draw_questions(const PromiseListing& listing);

}  // namespace unrepeat::shell
