// The line stands above the part, so that it stays while somebody reads on.
#include "shell/screens/postmortem/found.hpp"

#include <algorithm>
#include <utility>

#include "core/library/found_words.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {

void FoundHere::read(const PartForm& form) {
  const std::uint64_t edition = form.open.edition();
  if (std::exchange(edition_, edition) == edition) return;
  const std::string current = current_ < places_.size() ? places_[current_] : std::string();
  places_ = find_words(form.value, words_);
  const auto same = std::ranges::find(places_, current);
  if (same != places_.end())
    current_ = static_cast<std::size_t>(same - places_.begin());
  else
    current_ = places_.empty() ? 0 : std::min(current_, places_.size() - 1);
}

std::optional<std::string_view> FoundHere::lead(PartForm& form, std::string_view route) {
  if (!leads_ || places_.empty()) return std::nullopt;
  const std::string_view part = part_of_path(places_[current_]);
  if (part != route) return part;
  leads_ = false;
  go_to_path(form.memory, places_[current_]);
  form.memory.is_only_shown = true;
  return std::nullopt;
}

std::string FoundHere::sentence(const Kit& kit) const {
  const std::string words = beginning_of(typed_, 32);
  if (places_.empty()) return kit.say(Text::found_nowhere, words);
  const std::string_view part = part_of_path(places_[current_]);
  const auto page = std::ranges::find(part_pages(), part, &PartPage::route);
  return kit.say(Text::found_here, words, current_ + 1, places_.size(),
                 page == part_pages().end() ? std::string_view() : kit.say(page->title));
}

void FoundHere::go(PartForm& form, std::ptrdiff_t by) {
  const auto count = static_cast<std::ptrdiff_t>(places_.size());
  current_ = static_cast<std::size_t>((static_cast<std::ptrdiff_t>(current_) + by + count) % count);
  leads_ = true;
  form.kit.announce(sentence(form.kit));
  form.kit.wake_in(0);
}

bool FoundHere::draw(PartForm& form) {
  Kit& kit = form.kit;
  const std::string words = sentence(kit);
  auto region = kit.region(Role::search, words);
  if (takes_focus_) kit.announce(words);
  icon(kit, Icon::search);
  // The buttons stay in the line.
  const float buttons = static_cast<float>(places_.empty() ? 1 : 3) * (kit.control_height() + 8);
  text(kit, words,
       {.style = Style::secondary, .max_width = std::max(40.f, kit.available() - buttons - 16), .max_lines = 1});
  kit.spacer();
  if (std::exchange(takes_focus_, false)) kit.focus_what_follows();
  const bool is_only = places_.size() < 2;
  if (!places_.empty()) {
    if (icon_button(kit, Icon::arrow_down, kit.say(Text::found_next), {.look = Look::quiet, .disabled = is_only}))
      go(form, 1);
    if (icon_button(kit, Icon::arrow_up, kit.say(Text::found_previous), {.look = Look::quiet, .disabled = is_only}))
      go(form, -1);
  }
  const bool is_written_in = kit.edit(kit.focused()) != nullptr;
  const bool is_left = !kit.has_overlay() && !is_written_in && kit.shortcut(key_escape, 0);
  const bool is_closed = icon_button(kit, Icon::x, kit.say(Text::found_close), {.look = Look::quiet});
  if (!is_left && !is_closed) return true;
  // Whoever stops here works on where it led.
  if (!places_.empty()) go_to_path(form.memory, places_[current_]);
  kit.wake_in(0);
  return false;
}

}  // namespace unrepeat::shell
