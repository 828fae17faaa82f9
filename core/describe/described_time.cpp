// Description of a time.
#include "core/describe/described_time.hpp"

namespace unrepeat {

DESCRIBE(Time, "time", field<&Time::at>("at"), field<&Time::written>("written"), field<&Time::offset>("offset"),
         field<&Time::zone>("zone"), field<&Time::precision>("precision"), field<&Time::earliest>("earliest"),
         field<&Time::latest>("latest"), field<&Time::approximate>("approximate"), field<&Time::note>("note"))

}  // namespace unrepeat
