// Drives a screen without a browser: finds things by role and name, presses and types as the page would, reads the tree
// as text.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

/// Three faces without a file: every character is 0.6 em wide.
void add_fixed_fonts(ImFontAtlas& atlas);

class Harness {
 public:
  explicit Harness(std::function<void(Kit&)> draw);
  /// Of somebody who owns the kit and draws whole frames: the app.
  Harness(Kit& kit, std::function<void(const Viewport&)> draw_frame);
  virtual ~Harness() = default;

  Viewport viewport;

 private:
  std::unique_ptr<Kit> own_kit_;

 public:
  Kit& kit;

  /// Draws until nothing moves; every frame checks that ImGui saw no item without a node and that no two nodes share an
  /// id.
  void frame();
  /// Lets time pass, then draws.
  void wait(double seconds);
  std::string tree() const { return kit.tree().text(); }
  bool shows(std::string_view text) const { return tree().find(text) != std::string::npos; }

  /// The node; the test fails when there is none or more than one.
  Semantics::Node find(std::string_view role, std::string_view name) const;
  std::size_t count(std::string_view role, std::string_view name = {}) const;

  /// As a keyboard or a screen reader does it.
  void press(std::string_view role, std::string_view name);
  /// With the pointer, in the middle of its rectangle.
  void click(std::string_view role, std::string_view name);
  void click_at(float x, float y);
  /// Pressed at one place, carried and let go at another.
  /// `at_once`: let go before a frame has seen the pointer move.
  void drag(float from_x, float from_y, float to_x, float to_y, bool at_once = false);
  void focus(std::string_view role, std::string_view name);
  /// Focuses the field and replaces its text; every letter is an event of its own. It stays focused.
  void type(std::string_view role, std::string_view name, std::string_view text);
  /// Leaves what has the focus.
  void leave();
  /// Presses a key where the focus is; Enter in a single-line field confirms it. True when the kit used it.
  bool key(uint32_t key, uint32_t modifiers = 0);
  void scroll(std::string_view name, float y);
  /// Role and name of what has the focus: `button "Save"`.
  std::string focused() const;
  /// The address of the last link that was pressed.
  std::string followed;
  /// Off only where a test plants an item without a node; `undeclared` counts them.
  bool checks_items = true;
  std::size_t undeclared = 0;

 protected:
  void begin();
  /// One frame.
  void once();

 private:
  std::function<void(const Viewport&)> draw_frame_;
  uint32_t focus_request_ = 0;
  bool asked_ = false;
};

}  // namespace unrepeat::shell
