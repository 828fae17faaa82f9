// The incidents that keep coming back, with the promises that are still open.
#pragma once

#include "shell/app.hpp"
#include "shell/screens/learn/figures.hpp"

namespace unrepeat::shell {

class FamilyCard {
 public:
  FamilyCard(App& app, LearnScreenState& state, const FigureScope& scope)
      : kit_(app.kit()), workspace_(app.workspace()), state_(state), scope_(scope) {}
  /// Inside a card, or anywhere else.
  void draw(bool has_heading = true);

 private:
  void draw_family(const protocol::FamilyRow& family);
  void draw_open(const protocol::FamilyRow& family);
  std::string day(const FigureIncident& incident) const;

  Kit& kit_;
  Workspace& workspace_;
  LearnScreenState& state_;
  const FigureScope& scope_;
};

}  // namespace unrepeat::shell
