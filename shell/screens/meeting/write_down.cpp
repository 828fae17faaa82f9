// The fields in which something is written down while others speak. A letter leads to each; the first letter in it is
// in the post-mortem already, and Enter makes room for the next.
#include <array>

#include "core/card/card.hpp"
#include "shell/screens/meeting/meeting.hpp"
#include "shell/screens/page_frame.hpp"
#include "shell/screens/postmortem/new_entry.hpp"

namespace unrepeat::shell {
namespace {

struct Line {
  char letter;
  Text name;
  NewEntry what;
  std::optional<Uuid> MeetingScreen::* entry;
};

void draw_line(MeetingView& view, const Line& line, const FieldOptions& options) {
  std::optional<Uuid>& entry = view.screen.*line.entry;
  const TextEdit edit = new_entry_field(view.form, line.what, entry, view.kit.say(line.name), options);
  if (!edit.submitted || !entry) return;
  view.screen.written = beginning_of(edit.text);
  entry.reset();
  view.kit.announce(view.kit.say(Text::meeting_written, view.screen.written));
  view.kit.wake_in(0);
}

/// The parking lot is a list of words: the last one is what is being written.
void draw_later(MeetingView& view, const FieldOptions& options) {
  const Meeting& meeting = *view.meeting;
  const std::string path = joined(joined("meetings", meeting.id), "parking_lot");
  bool& is_parking = view.screen.is_parking;
  is_parking = is_parking && !meeting.parking_lot.empty();
  const std::string text = is_parking ? meeting.parking_lot.back() : std::string();
  const TextEdit edit = text_field(view.kit, view.kit.say(Text::meeting_later), text, options);
  if (edit.changed) {
    std::vector<std::string> all = meeting.parking_lot;
    if (is_parking) all.pop_back();
    is_parking = edit.text.find_first_not_of(' ') != std::string_view::npos;
    if (is_parking) all.emplace_back(edit.text);
    view.form.wants(path, SetTexts{path, std::move(all)});
  }
  if (!edit.submitted || !is_parking) return;
  view.screen.written = beginning_of(edit.text);
  is_parking = false;
  view.kit.announce(view.kit.say(Text::meeting_written, view.screen.written));
  view.kit.wake_in(0);
}

}  // namespace

void draw_write_down(MeetingView& view, bool is_docked) {
  Kit& kit = view.kit;
  const Line lines[] = {
      {'f',
       Text::meeting_a_factor,
       {.list = "causes/factors",
        .key = "text",
        .make = [](const Uuid& id, std::string_view words) { return add_factor(FactorId::from(id), words); }},
       &MeetingScreen::factor},
      {'i', Text::meeting_an_idea, {.list = "actions", .key = "title"}, &MeetingScreen::idea},
      {'q', Text::meeting_a_question, {.list = "review/questions", .key = "text"}, &MeetingScreen::question}};
  auto scope = kit.scope("write down");
  auto group = kit.region(Role::complementary, kit.say(Text::meeting_write_down));
  if (!is_docked) heading(kit, 2, kit.say(Text::meeting_write_down));
  const auto draw_one = [&](std::size_t index) {
    const bool is_later = index == std::size(lines);
    const char letter = is_later ? 'p' : lines[index].letter;
    const std::string_view name = kit.say(is_later ? Text::meeting_later : lines[index].name);
    const std::string key(1, static_cast<char>(letter - 'a' + 'A'));
    const bool has_keys = !kit.viewport().touch && view.app.workspace().setting("letters") != "off";
    const std::string hint = has_keys ? kit.say(Text::meeting_key, key) : std::string();
    if (letter_pressed(view.app, letter)) kit.request_focus(kit.id(name));
    const FieldOptions options{.placeholder = hint, .icon = Icon::plus};
    if (is_later)
      draw_later(view, options);
    else
      draw_line(view, lines[index], options);
  };
  // What is for later belongs to a meeting.
  if (view.meeting != nullptr)
    kit.split({1, 1, 1, 1}, 16, 150, draw_one);
  else
    kit.split({1, 1, 1}, 16, 150, draw_one);
  if (!is_docked && !view.screen.written.empty())
    text(kit, kit.say(Text::meeting_written, view.screen.written), {.style = Style::caption});
}

}  // namespace unrepeat::shell
