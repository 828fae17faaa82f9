// Whatever stands in the address is somebody's input: it is shown as text, and not longer than it has room.
#include "shell/screens/unread_address.hpp"

#include <algorithm>

#include "core/text/utf8.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {
namespace {

const KnownParameter* known_by(std::span<const KnownParameter> known, std::string_view name) {
  const auto found = std::ranges::find(known, name, &KnownParameter::name);
  return found == known.end() ? nullptr : &*found;
}

/// An address may be as long as it likes.
std::string cut(std::string_view written) {
  constexpr std::size_t longest = 40;
  const std::string line = in_one_line(with_valid_utf8(written));
  const std::string_view shown = whole_beginning(line, longest);
  return std::string(shown) + (shown.size() < line.size() ? "…" : "");
}

}  // namespace

std::vector<std::string_view> unread_parameters(const Route& route, std::span<const KnownParameter> known) {
  std::vector<std::string_view> unread;
  for (const auto& [name, written] : route.parameters()) {
    const KnownParameter* one = known_by(known, name);
    if (one == nullptr || !one->is_read(route, written)) unread.push_back(name);
  }
  return unread;
}

void draw_unread(App& app, const Route& route, std::span<const KnownParameter> known) {
  const std::vector<std::string_view> unread = unread_parameters(route, known);
  if (unread.empty()) return;
  const Kit& kit = app.kit();
  std::string parts;
  for (const std::string_view name : unread) {
    const KnownParameter* one = known_by(known, name);
    const std::string words = one == nullptr ? cut(name) : std::string(kit.say(one->words));
    parts += (parts.empty() ? "" : ", ") + kit.say(Text::learn_unread_part, words, cut(route.parameter(name)));
  }
  if (!banner(app.kit(), Tone::warning, kit.say(Text::learn_unread, parts), kit.say(Text::learn_unread_drop))) return;
  Route readable = route;
  for (const std::string_view name : unread) readable.set(name, {});
  app.replace_route(readable.address());
}

}  // namespace unrepeat::shell
