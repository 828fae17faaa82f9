// What presses beside the promises: reviews to hold, what nobody wrote down, what changed, ideas that return.
#pragma once

#include "shell/screens/actions/listing.hpp"

namespace unrepeat::shell {

void draw_beside(const PromiseListing& listing, BesidePromises what);

}  // namespace unrepeat::shell
