// The app as the page drives it: one frame at a time, the route from the address bar, the kit. It knows no browser.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell/ports.hpp"
#include "shell/widgets/kit.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

class App {
 public:
  /// `add_fonts` adds the three faces, in the order of `Face`.
  App(void (*add_fonts)(ImFontAtlas&), const Ports& ports) : kit_(add_fonts), workspace_(ports) {}

  Kit& kit() { return kit_; }
  Workspace& workspace() { return workspace_; }
  /// What a screen remembers between frames: the one value of this type.
  template <class State>
  State& remembered() {
    static const char key = 0;
    for (auto& [other, value] : remembered_)
      if (other == &key) return *static_cast<State*>(value.get());
    remembered_.emplace_back(&key, std::make_shared<State>());
    return *static_cast<State*>(remembered_.back().second.get());
  }
  /// Draws a frame, and draws it again when the layout needed a width it did not know yet. ImGui::GetDrawData() then
  /// has the picture.
  void frame(const Viewport& viewport);
  /// Seconds until something happens by itself; negative when nothing does.
  double next_wake_s() const;

  /// The address bar says so: "#/pm/<id>/timeline". Empty is "#/". Elsewhere nothing lies over the page any more.
  void set_route(std::string_view route);
  const std::string& route() const { return route_; }
  /// Grows with every change of place; another query is the same place.
  std::uint64_t arrivals() const { return arrivals_; }
  /// Whether words that are pasted where nobody writes are evidence here: in the library and where one imports.
  bool takes_pasted() const;
  /// Such words; nothing: the browser did not give them.
  void take_pasted(std::optional<std::string_view> words);
  /// Asks the page to go somewhere; it answers by `set_route`.
  void go_to(std::string_view route) {
    wanted_route_ = route;
    wanted_route_replaces_ = false;
  }
  /// The same screen said otherwise, such as another letter of what is searched: at once, and Back does not stop there.
  void replace_route(std::string_view route) {
    set_route(route);
    wanted_route_ = route_;
    wanted_route_replaces_ = true;
  }
  /// Whether what `take_wanted_route` gave stands in place of the address before it.
  bool wanted_route_replaces() const { return wanted_route_replaces_; }
  /// Is there a screen for this route?
  static bool has_screen(std::string_view route);
  /// Where the page shall go, once; empty when it stays.
  std::string take_wanted_route() { return std::exchange(wanted_route_, {}); }

 private:
  void draw();

  Kit kit_;
  Workspace workspace_;
  std::vector<std::pair<const void*, std::shared_ptr<void>>> remembered_;
  std::string route_ = "#/", wanted_route_;
  std::uint64_t arrivals_ = 0;
  bool wanted_route_replaces_ = false;
};

}  // namespace unrepeat::shell
