// A revision: how a post-mortem stood when it had come to rest. The newest text is no revision until then.
#pragma once

#include "core/change.hpp"

namespace unrepeat {

/// What made it one.
enum class RevisionKind : std::uint8_t {
  begun,     ///< The first that this library has.
  rested,    ///< Nobody wrote for a while, or somebody else went on.
  status,    ///< Its status was changed, or somebody answered.
  imported,  ///< A file took its place.
  restored,  ///< An earlier one was brought back.
  shared,    ///< It left as a file.
};
SPELL(RevisionKind, "begun", "rested", "status", "imported", "restored", "shared")

/// A step of its status, and an answer of somebody who reads it for approval, begin and end a revision.
bool is_a_step(const Change& change);

}  // namespace unrepeat
