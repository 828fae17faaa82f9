// When something happened, as a post-mortem keeps it: the instant and, beside it, what was actually written. Never
// guess one from the other.
#pragma once

#include <optional>
#include <string>

#include "core/describe/extensible.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {

/// What could not be placed has `written` alone; where only a range is known ("before 14:02") there is no `at`.
struct Time : Extensible {
  std::optional<Instant> at;
  /// The source's own characters; empty when nothing was written (a clock said it).
  std::string written;
  /// `+01:00`, as format_offset() spells it: what was written, or what the source's clock was known to have; empty when
  /// neither is so.
  std::string offset;
  /// The IANA zone in which a time without offset was read.
  std::string zone;
  Precision precision = Precision::second;
  std::optional<Instant> earliest;
  std::optional<Instant> latest;
  bool approximate = false;
  std::string note;

  bool operator==(const Time&) const = default;
};

}  // namespace unrepeat
