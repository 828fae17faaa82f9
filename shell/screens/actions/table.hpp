// Promises as rows: in one table, or a table for each group.
#pragma once

#include "shell/screens/actions/listing.hpp"

namespace unrepeat::shell {

void draw_promise_table(const PromiseListing& listing);
/// The choice of what rows stand together by.
void draw_promise_grouping(const PromiseListing& listing);

}  // namespace unrepeat::shell
