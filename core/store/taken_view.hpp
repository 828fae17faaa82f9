// The views of a library that is taken along.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/describe/describe.hpp"

namespace unrepeat {

/// What can be asked, by its name in the file. `about` describes all, itself included.
enum class TakenView : std::uint8_t {
  postmortems,
  moments,
  durations,
  events,
  factors,
  links,
  actions,
  action_log,
  systems,
  tags,
  refs,
  about,
};
SPELL(TakenView, "postmortems", "moments", "durations", "events", "factors", "links", "actions", "action_log",
      "systems", "tags", "refs", "about")
inline constexpr std::size_t taken_view_count = 12;

}  // namespace unrepeat
