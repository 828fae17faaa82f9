// Promises by their state, as cards.
#pragma once

#include "shell/screens/actions/listing.hpp"

namespace unrepeat::shell {

void draw_promise_board(const PromiseListing& listing);

}  // namespace unrepeat::shell
