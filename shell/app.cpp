// Chooses the screen for the route and runs the frame round it.
#include "shell/app.hpp"

#include <algorithm>

#include "shell/route.hpp"
#include "shell/widgets/frame.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

#define SCREEN(name, route) void draw_##name##_screen(App& app);
#include "shell/screens/all_screens.def"
#undef SCREEN

namespace {

struct Screen {
  std::string_view route;
  void (*draw)(App&);
};

constexpr Screen screens[] = {
#define SCREEN(name, route) {route, draw_##name##_screen},
#include "shell/screens/all_screens.def"
#undef SCREEN
    {"", nullptr},
};

/// The first step of a path, and the path without it.
std::string_view take_step(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view step = path.substr(0, slash);
  path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  return step;
}

/// A `*` in the screen's route stands for any one step.
bool is_for(const Screen& screen, std::string_view route) {
  if (screen.draw == nullptr) return false;
  std::string_view path = path_of(route), wanted = screen.route;
  if (wanted == "#/") return path == wanted;
  while (!wanted.empty()) {
    if (path.empty()) return false;
    const std::string_view wanted_step = take_step(wanted), step = take_step(path);
    if (wanted_step != "*" && wanted_step != step) return false;
  }
  return true;
}

const Screen* screen_for(std::string_view route) {
  const auto found = std::ranges::find_if(screens, [&](const Screen& screen) { return is_for(screen, route); });
  return found == std::end(screens) ? nullptr : found;
}

}  // namespace

bool App::has_screen(std::string_view route) { return screen_for(route) != nullptr; }

bool App::takes_pasted() const {
  const std::string_view path = path_of(route_);
  return workspace_.is_usable() && (path == "#/" || path == "#/import") && !kit_.has_overlay();
}

void App::take_pasted(std::optional<std::string_view> words) {
  if (!words) {
    workspace_.refuse_paste();
  } else if (takes_pasted()) {
    workspace_.take_pasted_words(*words);
  }
  kit_.wake_in(0);
}

void App::set_route(std::string_view route) {
  if (route.empty() || route == "#") route = "#/";
  if (path_of(route) != path_of(route_)) {
    // What is half written is taken over where it was written.
    if (kit_.hand_in_edits()) frame(kit_.viewport());
    wanted_route_.clear();
    ++arrivals_;
    kit_.dismiss_all_overlays();
  }
  route_ = route;
}

void App::draw() {
  if (const Screen* screen = screen_for(route_)) return screen->draw(*this);
  auto main = main_content(kit_, kit_.say(Text::kit_no_such_page), kit_.viewport_rect().shrunk(24));
  heading(kit_, 1, kit_.say(Text::kit_no_such_page));
  link(kit_, kit_.say(Text::kit_go_to_library), "#/", Style::body);
}

void App::frame(const Viewport& environment) {
  Viewport viewport = environment;
  // What was chosen in Settings goes before what the browser and the system say.
  if (const std::string& language = workspace_.setting("language"); !language.empty())
    viewport.language = language_from_tag(language);
  if (workspace_.theme() == ThemeChoice::light) viewport.scheme = Scheme::light;
  if (workspace_.theme() == ThemeChoice::dark) viewport.scheme = Scheme::dark;
  workspace_.language = viewport.language;
  workspace_.tick(viewport.now_s);
  // One more pass for what was measured wrong, and one for what stands after it; and where somebody went elsewhere or
  // typed what to look for, one in which it is asked for.
  for (int pass = 0; pass < 4; ++pass) {
    const std::string before = route_;
    kit_.begin_frame(viewport);
    workspace_.take_images_into(std::nullopt);
    workspace_.take_exports(false);
    draw();
    kit_.end_frame();
    if (!kit_.must_draw_again() && route_ == before) break;
  }
}

double App::next_wake_s() const {
  const double kit = kit_.next_wake_s(), workspace = workspace_.next_wake_s();
  if (kit < 0 || workspace < 0) return std::max(kit, workspace);
  return std::min(kit, workspace);
}

}  // namespace unrepeat::shell
