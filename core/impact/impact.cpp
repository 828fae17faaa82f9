// Description of the impact.
#include "core/impact/impact.hpp"

namespace unrepeat {

DESCRIBE(ImpactWindow, "impact window", required<&ImpactWindow::id>("id"), required<&ImpactWindow::start>("start"),
         field<&ImpactWindow::end>("end"), required<&ImpactWindow::level>("level"),
         field<&ImpactWindow::systems>("systems"),
         field<&ImpactWindow::share>("share", Presence::optional, TextRule::share), prose<&ImpactWindow::note>("note"))

DESCRIBE(ImpactFigure, "impact figure", required<&ImpactFigure::id>("id"), required<&ImpactFigure::what>("what"),
         field<&ImpactFigure::label>("label"),
         field<&ImpactFigure::affected>("affected", Presence::optional, TextRule::not_negative),
         field<&ImpactFigure::total>("total", Presence::optional, TextRule::not_negative),
         field<&ImpactFigure::share>("share", Presence::optional, TextRule::share),
         field<&ImpactFigure::lower_bound>("lower_bound"), field<&ImpactFigure::window>("window"))

DESCRIBE(StatedDuration, "stated duration", required<&StatedDuration::id>("id"),
         required<&StatedDuration::from>("from"), required<&StatedDuration::to>("to"),
         field<&StatedDuration::value>("value", Presence::optional, TextRule::not_negative),
         field<&StatedDuration::written>("written"), field<&StatedDuration::basis>("basis"))

DESCRIBE(ErrorBudget, "error budget", field<&ErrorBudget::objective>("objective", Presence::optional, TextRule::share),
         field<&ErrorBudget::window_days>("window_days", Presence::optional, TextRule::not_negative),
         field<&ErrorBudget::burned>("burned", Presence::optional, TextRule::not_negative))

DESCRIBE(BusinessImpact, "business impact", field<&BusinessImpact::revenue>("revenue"),
         field<&BusinessImpact::currency>("currency"), field<&BusinessImpact::sla>("sla"),
         field<&BusinessImpact::support_tickets>("support_tickets", Presence::optional, TextRule::not_negative),
         field<&BusinessImpact::error_budget>("error_budget"), prose<&BusinessImpact::text>("text"))

DESCRIBE(Impact, "impact", field<&Impact::windows>("windows"), field<&Impact::figures>("figures"),
         field<&Impact::stated>("stated"), field<&Impact::business>("business"), field<&Impact::data_loss>("data_loss"),
         prose<&Impact::potential>("potential"), prose<&Impact::text>("text"))

}  // namespace unrepeat
