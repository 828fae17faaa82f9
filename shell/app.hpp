// The app as the page drives it: one frame at a time, the route from the address bar, the kit. It knows no browser.
#pragma once

#include <string>
#include <string_view>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

class App {
 public:
  /// `add_fonts` adds the three faces, in the order of `Face`.
  explicit App(void (*add_fonts)(ImFontAtlas&)) : kit_(add_fonts) {}

  Kit& kit() { return kit_; }
  /// Draws a frame, and draws it again when the layout needed a width it did not know yet. ImGui::GetDrawData() then
  /// has the picture.
  void frame(const Viewport& viewport);

  /// The address bar says so: "#/pm/<id>/timeline". Empty is "#/".
  void set_route(std::string_view route);
  const std::string& route() const { return route_; }
  /// Asks the page to go somewhere; it answers by `set_route`.
  void go_to(std::string_view route) { wanted_route_ = route; }
  /// Where the page shall go, once; empty when it stays.
  std::string take_wanted_route() { return std::exchange(wanted_route_, {}); }

 private:
  void draw();

  Kit kit_;
  std::string route_ = "#/", wanted_route_;
};

}  // namespace unrepeat::shell
