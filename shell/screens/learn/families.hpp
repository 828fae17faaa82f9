// The incidents that keep coming back, with the promises that are still open.
#pragma once

#include "shell/app.hpp"
#include "shell/screens/learn/figures.hpp"

namespace unrepeat::shell {

/// The parameter of an address that unfolds one of them, by its last incident.
inline constexpr std::string_view family_parameter = "family";

class FamilyCard {
 public:
  FamilyCard(App& app, const FigureScope& scope)
      : app_(app), kit_(app.kit()), workspace_(app.workspace()), route_(app.route()), scope_(scope) {}
  /// Inside a card, or anywhere else.
  void draw(bool has_heading = true);

 private:
  void draw_family(const protocol::FamilyRow& family);
  void draw_open(const protocol::FamilyRow& family);
  void draw_incidents(const protocol::FamilyRow& family);
  void draw_promises(Text name, const std::vector<protocol::FamilyPromise>& promises);
  std::string day(const FigureIncident& incident) const;

  App& app_;
  Kit& kit_;
  Workspace& workspace_;
  Route route_;
  const FigureScope& scope_;
  bool is_unfolded_ = false;  ///< All of them.
};

}  // namespace unrepeat::shell
