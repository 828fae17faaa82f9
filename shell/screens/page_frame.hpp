// What stands round every screen: the places to go, whether the library is safe, notices, the command palette. A screen
// draws its own content in what is left:
//
//   void draw_sketch_screen(App& app) {
//     page_frame(app, NavigationPlace::library, app.kit().say(Text::sketch_title), [&](const Rect& content) {
//       auto page = scroll_region(app.kit(), "sketch", content, {.padding = page_padding(app.kit())});
//       …
//     });
//   }
#pragma once

#include <string_view>

#include "shell/app.hpp"

namespace unrepeat::shell {

/// Which place of the navigation the screen belongs to.
enum class NavigationPlace : std::uint8_t { none, library, record, actions, learn, import, settings };

/// The margin of a screen's content: less where there is little room.
float page_padding(const Kit& kit);

/// Makes a post-mortem from the library's default template and goes to its first part.
void begin_postmortem(App& app);
void begin_postmortem_from(App& app, const Template& from);
/// Lets the person choose what the next one begins from.
void begin_with_choice(App& app);

/// Begins a two-minute card and goes to it.
void begin_card(App& app);

/// Whether a letter was pressed that is a shortcut by itself: nowhere while something lies over the page, and never
/// where they are turned off.
bool letter_pressed(App& app, char letter, uint32_t modifiers = 0);

/// Opens the list of every key the app knows.
void show_keys(App& app);

/// Draws the frame round what `draw` puts into the rectangle it is given; `title` names the main landmark.
template <class Draw>
void page_frame(App& app, NavigationPlace place, std::string_view title, Draw&& draw);

class PageFrame {
 public:
  PageFrame(App& app, NavigationPlace place, std::string_view title);
  ~PageFrame();
  PageFrame(const PageFrame&) = delete;
  const Rect& content() const { return content_; }

 private:
  App& app_;
  Rect content_;
  Kit::Scope main_;
};

template <class Draw>
void page_frame(App& app, NavigationPlace place, std::string_view title, Draw&& draw) {
  PageFrame frame(app, place, title);
  draw(frame.content());
}

}  // namespace unrepeat::shell
