// The six parts of a post-mortem, each drawn by its own file; the head stands above all of them.
#pragma once

#include "core/coach/coach.hpp"
#include "core/postmortem/gaps.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/form.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/text.hpp"

namespace unrepeat::shell {

struct PartPage {
  std::optional<Part> part;  ///< None for what is not a part: nothing can be missing there.
  std::string_view route;    ///< The last step of "#/pm/<id>/timeline".
  Text title;                ///< Where there is little room: outline, choice.
  Text heading;              ///< Above the part itself.
  void (*draw)(PartForm& form);
};
std::span<const PartPage> part_pages();

/// Severity, kind, systems, tags, title, date: what stands above every part; in brief, the title.
void draw_head(PartForm& form, bool is_narrow, bool is_brief);
/// Of what came from somebody: where from, and that it counts nowhere until it is adopted.
void draw_received(PartForm& form);

void draw_context(PartForm& form);
void draw_timeline(PartForm& form);
void draw_impact(PartForm& form);
void draw_causes(PartForm& form);
void draw_review(PartForm& form);
void draw_actions(PartForm& form);

/// The moments, above the events of the timeline.
void draw_moments(PartForm& form);
/// One of them, as a line.
void draw_moment(PartForm& form, MomentKind kind);

/// The entries that a field of this key may point at, with names cut to a length that fits a line.
std::vector<Candidate> candidates_for(const PartForm& form, std::string_view key);

/// What the template adds to this part: its values and its sections.
void draw_added(PartForm& form, Part part);
/// Whether there are sections or values beyond those the template asks for.
bool has_more_than_asked(const PartForm& form);
/// Those, whole, with the buttons that add one.
void draw_beyond(PartForm& form);

/// Comments, meetings, what was set aside.
void draw_discussion(PartForm& form);
/// Where it stands, what its next step lacks, who said what of it.
void draw_approval(PartForm& form);
/// The sources of the timeline, with their books and their clocks.
void draw_evidence_page(PartForm& form);
/// "+7m", "-90 s": how far something is moved in time; nothing for what is no such distance.
std::optional<Duration> read_amount(const PartForm& form, std::string_view written);
/// The same as it is read: "+7 min".
std::string amount_words(Duration amount);
/// The revisions, one beside another, and a way back to one.
void draw_history(PartForm& form);
/// Shows, in the history, what changed since this instant.
void compare_since(PartForm& form, Instant at);

/// How many comments on the entry at a path are not resolved.
std::size_t count_comments(const PartForm& form, std::string_view path);
/// Unfolds the comments on the entry at a path. True while they are unfolded.
bool draw_comments_button(PartForm& form, std::string_view path);
/// The comments on one thing, as `Comment::on` names it, and a field for another.
void draw_comments_on(PartForm& form, std::string_view on);
/// The same for a whole part, folded, with a way to all that is said of what is in it.
void draw_open_comments(PartForm& form, std::string_view route);
/// The picture of the timeline; nothing where there is nothing to draw.
void draw_timeline_picture(PartForm& form);
/// The images of the post-mortem, and the way to add one.
void draw_images(PartForm& form);
/// One of them, as it is seen; and the way to have it as a file.
void draw_image(PartForm& form, const void* image, std::string_view name);
void draw_image_file(PartForm& form, const void* image, const std::string& path);
/// The dialog that asks what an image shows that was just added.
void draw_added_image(PartForm& form);
/// The line in which an event is written, with its time in front.
void draw_event_adder(PartForm& form);
/// A button that opens the dialog in which several events are moved in time; with an event, from that one on.
void draw_shift_button(PartForm& form, const TimelineEvent* from = nullptr);
void draw_shift_dialog(PartForm& form);
/// What a source is called: its file, or what it was recognised as.
const std::string& name_of(const Source& source);
/// The clocks on which a time may have been read, the current one first: those of this post-mortem, of its sources, of
/// its events.
std::vector<std::string> zones_of(const PartForm& form, const std::string& current);
Tone tone_of_event(EventKind kind);
/// Whether the name that is to sign it has to be asked for first, which happens once; `key` is what waits for it.
bool needs_name(PartForm& form, std::string_view key);
/// Asks for the name where `key` waits for it; gives it in the frame in which it is said.
std::optional<std::string> ask_name(PartForm& form, std::string_view key);
/// The name as far as it was written, without asking any longer.
std::string take_name(PartForm& form);
/// Unfolds an entry and all it stands in, and gives it the focus when it is drawn.
void go_to_entry(FormMemory& memory, const Postmortem& value, const Uuid& id);
/// The same for what stands at a path: an entry, a field, a list.
void go_to_path(FormMemory& memory, const std::string& path);
/// The part in which the field at a path is written.
std::string_view part_of_path(std::string_view path);
/// What the coach found: in the part that is shown in full, in the others as a way there.
void draw_coach(PartForm& form, std::span<const Finding> found, std::string_view route);
/// The causes as a graph that answers the pointer and the keys; what is chosen is written below it.
void draw_cause_graph(PartForm& form);
/// The same graph read from the incident on: every answer can be asked why again.
void draw_whys(PartForm& form);
/// Everything an action says of itself, but for its words.
void draw_action_details(PartForm& form, const Action& action, const std::string& path);
/// Leads to the check that it takes to verify an action, which then is verified as soon as that came out as worked.
void ask_for_check(FormMemory& memory, const Action& action);
/// Above the check that is asked for: why the action is not verified yet.
void draw_asked_of_check(PartForm& form, const void* entry, std::string_view name);
/// A state that was chosen and not confirmed is not chosen any more, unless somebody began to say why.
void forget_what_is_asked(FormMemory& memory, const unrepeat::Id<Action>& action);
/// Everything a factor says of itself, but for its words.
void draw_factor_details(PartForm& form, const Factor& factor, const std::string& path);
/// The colour of a moment, and of the time from it to the next.
Tone tone_of_moment(MomentKind moment);

}  // namespace unrepeat::shell
