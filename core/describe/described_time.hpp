// Time as files spell it.
#pragma once

#include "core/describe/describe.hpp"
#include "core/time/time.hpp"

namespace unrepeat {

SPELL(Precision, "second", "minute", "hour", "day", "month")
DESCRIBED(Time)

}  // namespace unrepeat
