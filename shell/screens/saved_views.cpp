// Names travel with the library; searches stay on the device and are the last ones.
#include "shell/screens/saved_views.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shell/widgets/button.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"

namespace unrepeat::shell {
namespace {

constexpr std::string_view searches_setting = "searches";
constexpr std::size_t most_searches = 16, most_in_menu = 6, longest_search = 300;

struct ViewNaming {
  std::optional<std::uint64_t>
      asked_at;  ///< The arrival at which it is asked for: elsewhere it would keep another view.
  std::string name;
};

bool is_of(std::string_view screen, std::string_view address) { return path_of(address) == screen; }

/// Addresses, the last search first.
std::vector<std::string> searches(const Workspace& workspace) {
  std::vector<std::string> found;
  std::string_view rest = workspace.setting(searches_setting);
  while (!rest.empty() && found.size() < most_searches) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    found.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found;
}

void write_searches(Workspace& workspace, const std::vector<std::string>& addresses) {
  std::string all;
  for (const std::string& address : addresses) {
    if (!all.empty()) all += '\n';
    all += address;
  }
  workspace.write_setting(searches_setting, all);
}

}  // namespace

void remember_search(App& app, const Route& route) {
  const std::string address = Route(route).set("promise", {}).address();
  if (route.parameter("q").find_first_not_of(' ') == std::string_view::npos || address.size() > longest_search) return;
  std::vector<std::string> all = searches(app.workspace());
  if (!all.empty() && all.front() == address) return;
  std::erase(all, address);
  all.insert(all.begin(), address);
  all.resize(std::min(all.size(), most_searches));
  write_searches(app.workspace(), all);
}

namespace {

/// What is kept, what was searched, and what can be done with what is shown.
void offer_saved_views(App& app, std::string_view screen, std::string_view name, const OpenMenu& open) {
  Kit& kit = app.kit();
  Workspace& workspace = app.workspace();
  const Library& knowledge = workspace.knowledge();
  std::vector<const SavedView*> saved;
  for (const SavedView& view : knowledge.views)
    if (is_of(screen, view.query)) saved.push_back(&view);
  std::vector<std::string> searched = searches(workspace), words;
  std::erase_if(searched, [&](const std::string& address) { return !is_of(screen, address); });
  searched.resize(std::min(searched.size(), most_in_menu));
  for (const std::string& address : searched) words.emplace_back(Route(address).parameter("q"));

  std::vector<MenuItem> items;
  for (const SavedView* view : saved) items.push_back({.name = view->name, .icon = Icon::bookmark});
  for (std::size_t i = 0; i < words.size(); ++i)
    items.push_back({.name = words[i], .icon = Icon::search, .line_before = i == 0 && !saved.empty()});
  const std::size_t listed = items.size();
  enum class Deed : std::uint8_t { save, remove, forget };
  std::vector<Deed> deeds{Deed::save};
  items.push_back({.name = kit.say(Text::view_save), .icon = Icon::plus, .line_before = listed > 0});
  const auto here =
      std::ranges::find(saved, app.route(), [](const SavedView* view) -> const std::string& { return view->query; });
  const std::string removal = here == saved.end() ? std::string() : kit.say(Text::view_remove, (*here)->name);
  if (here != saved.end()) {
    deeds.push_back(Deed::remove);
    items.push_back({.name = removal, .icon = Icon::trash_2});
  }
  if (!searched.empty()) {
    deeds.push_back(Deed::forget);
    items.push_back({.name = kit.say(Text::view_forget_searches), .icon = Icon::trash_2});
  }
  const auto chosen = popup_list(kit, open.popup, Role::menu, name, open.anchor, items, {});
  if (!chosen) return;
  if (*chosen < saved.size()) return app.replace_route(saved[*chosen]->query);
  if (*chosen < listed) return app.replace_route(searched[*chosen - saved.size()]);
  switch (deeds[*chosen - listed]) {
    case Deed::save:
      app.remembered<ViewNaming>() = {.asked_at = app.arrivals(),
                                      .name = std::string(Route(app.route()).parameter("q"))};
      kit.wake_in(0);
      return;
    case Deed::remove: {
      Library changed = knowledge;
      const std::string removed = (*here)->name;
      std::erase_if(changed.views, [&](const SavedView& view) { return view.id == (*here)->id; });
      return workspace.set_knowledge(std::move(changed), kit.say(Text::view_removed, removed));
    }
    case Deed::forget: {
      std::vector<std::string> others = searches(workspace);
      std::erase_if(others, [&](const std::string& address) { return is_of(screen, address); });
      return write_searches(workspace, others);
    }
  }
}

/// The dialog.
void ask_view_name(App& app, ViewNaming& naming) {
  Kit& kit = app.kit();
  bool is_done = false;
  const bool is_open = dialog(kit, kit.say(Text::view_save), 440, [&] {
    const TextEdit edit = text_field(kit, kit.say(Text::view_name), naming.name, {.required = true});
    if (edit.changed || edit.committed) naming.name = edit.text;
    auto row = kit.row(8);
    const bool is_pressed =
        button(kit, kit.say(Text::view_save), {.look = Look::primary, .disabled = naming.name.empty()});
    is_done = (is_pressed || edit.submitted) && !naming.name.empty();
  });
  if (!is_open || is_done) naming.asked_at.reset();
  if (!is_done) return;
  Workspace& workspace = app.workspace();
  Library changed = workspace.knowledge();
  SavedView& view = changed.views.emplace_back();
  view.id = workspace.ports().ids.next_as<unrepeat::Id<SavedView>>();
  view.name = naming.name;
  view.query = Route(app.route()).set("promise", {}).address();
  workspace.set_knowledge(std::move(changed), kit.say(Text::view_saved, naming.name));
  kit.wake_in(0);
}

}  // namespace

void draw_saved_views(App& app, std::string_view screen) {
  const std::string_view named = app.kit().say(Text::library_saved_views);
  const auto open = open_menu(app.kit(), named, {.look = Look::quiet, .icon = Icon::bookmark}, true);
  // Reading what the library knows can wait until somebody looks.
  if (open) offer_saved_views(app, screen, named, *open);
}

void draw_view_name(App& app) {
  if (ViewNaming& naming = app.remembered<ViewNaming>(); naming.asked_at == app.arrivals()) ask_view_name(app, naming);
}

}  // namespace unrepeat::shell
