// Description of the moments.
#include "core/moment/moment.hpp"

namespace unrepeat {
namespace {

template <MomentKind kind>
constexpr Field moment_field() {
  return {spelling_of(kind), &type_of<Moment>(),
          [](void* moments) -> void* { return &(*static_cast<Moments*>(moments))[kind]; }};
}

}  // namespace

DESCRIBE(Moment, "moment", required<&Moment::state>("state"), field<&Moment::event>("event"),
         field<&Moment::time>("time"), field<&Moment::basis>("basis"), field<&Moment::note>("note"))

DESCRIBE(Moments, "moments", moment_field<MomentKind::cause_introduced>(), moment_field<MomentKind::impact_start>(),
         moment_field<MomentKind::detected>(), moment_field<MomentKind::notified>(),
         moment_field<MomentKind::declared>(), moment_field<MomentKind::acknowledged>(),
         moment_field<MomentKind::mobilised>(), moment_field<MomentKind::identified>(),
         moment_field<MomentKind::communicated>(), moment_field<MomentKind::mitigated>(),
         moment_field<MomentKind::resolved>(), moment_field<MomentKind::reviewed>())

}  // namespace unrepeat
