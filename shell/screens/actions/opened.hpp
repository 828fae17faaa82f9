// A promise, opened over the list it stands in.
#pragma once

#include "shell/screens/actions/listing.hpp"

namespace unrepeat::shell {

/// Draws nothing where the address opens none.
void draw_opened_promise(const PromiseListing& listing);
/// What is joined with it as one idea is looked for over that.
void draw_joining(const PromiseListing& listing);
/// What a state lacked is asked for where it is written: the check that came out.
void ask_for_what_lacks(const PromiseListing& listing, const Workspace::WishedState& refused);

}  // namespace unrepeat::shell
