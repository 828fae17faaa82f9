// Every text in a described value, for whoever looks for words in it.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "core/describe/describe.hpp"

namespace unrepeat {

/// Calls `take` with each text that people write, in the order of the fields: no days, hashes and references. What
/// stands under one of the keys in `but` is passed over, at any depth.
void visit_texts(const Type& type, const void* value, std::span<const std::string_view> but,
                 const std::function<void(std::string_view text)>& take);

}  // namespace unrepeat
