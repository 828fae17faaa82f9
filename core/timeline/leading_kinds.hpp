// Which tool of several knows most of an incident as a whole.
#pragma once

#include <cstddef>
#include <string_view>

namespace unrepeat {

/// The lower, the more: an incident tool before a pager, a status page, an alert; all others alike.
[[nodiscard]] std::size_t rank_of_kind(std::string_view kind);
[[nodiscard]] bool is_leading_kind(std::string_view kind);

}  // namespace unrepeat
