// The review meeting in pieces: what each item of the agenda shows, the decision on every idea, what is written down
// meanwhile.
#pragma once

#include "core/review/meeting.hpp"
#include "core/review/roles.hpp"
#include "shell/app.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {

/// Where it is kept whether people are shown by their roles.
inline constexpr std::string_view meeting_naming_setting = "meeting_naming";

/// What the screen remembers of one post-mortem between frames; nothing of it is in the document.
struct MeetingScreen {
  FormMemory memory;
  std::optional<Uuid> factor, idea, question;  ///< Being written down.
  bool is_parking = false;                     ///< The last of the parking lot is.
  std::string written;                         ///< What was written down last.
  std::optional<Uuid> declining;               ///< The idea whose reason is being written.
  bool goes_on = false;                        ///< One was decided: the next one's first field has the focus.
  std::uint64_t arrivals = 0;
};

/// What the pieces share in one frame.
struct MeetingView {
  App& app;
  Kit& kit;
  PartForm& form;
  MeetingScreen& screen;
  AgendaItem item;         ///< On the screen.
  const Meeting* meeting;  ///< Under way; null: none.
  Naming naming;
  Instant now;

  const Postmortem& value() const { return form.value; }
  std::string address_of(AgendaItem other) const;
  std::string_view name_of(AgendaItem other) const;
  std::string named(std::string_view words) const;
  std::string called(std::string_view name) const;
};

/// What stands under the heading of the item.
void draw_agenda_item(MeetingView& view);
/// Each idea: a promise, or the reason why not now.
void draw_decisions(MeetingView& view);
/// What is sent afterwards, what was left for later, and the end.
void draw_closing(MeetingView& view);
/// The four fields that are always there, side by side where there is room.
void draw_write_down(MeetingView& view, bool is_docked);

}  // namespace unrepeat::shell
