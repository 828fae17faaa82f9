// Forms made from the description tables: a path gives the label, the look and the command. Parts name paths; what a
// field is called and how it is set stands nowhere but in its description.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/cause/graph.hpp"
#include "core/describe/place.hpp"
#include "core/postmortem/timeline_picture.hpp"
#include "core/time/written_time.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/kit.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

/// How somebody looks at the picture of the timeline.
struct TimelineView {
  std::optional<TimeRange> range;  ///< None: what is looked at first.
  LaneBy lanes = LaneBy::nothing;
  TimeRange dragged_from{};  ///< What was in view when the drag began.
  bool is_dragged = false;
  unrepeat::Id<TimelineEvent> event;  ///< Of the mark that has the focus or had it last.
  bool refocuses = false;             ///< The mark that holds it gets the focus in the next frame.
};

struct EvidenceMemory;
struct HistoryMemory;

/// What follows from all events together, so that only a change of the document is read again.
struct TimelineRows {
  struct Row {
    unrepeat::Id<TimelineEvent> event;
    std::size_t index = 0;            ///< In the timeline.
    std::vector<std::size_t> folded;  ///< What stands behind it.
    std::string path;
    std::optional<CalendarDate> new_day;  ///< The first event of a day.
    std::optional<std::pair<UtcOffset, UtcOffset>> clocks_changed;
    std::optional<Instant> near;  ///< What a time typed into it is near to.
    float height = 0;             ///< As it was last drawn.
  };
  std::uint64_t edition = 0;
  bool is_read = false;
  std::vector<Row> rows;
  std::vector<std::size_t> hidden;  ///< Left out.
  /// Of those that are folded or left out, as they were last drawn.
  std::map<unrepeat::Id<TimelineEvent>, float> heights_aside;
};

/// What the causes are and where they stand, for one edition of the document, one width of the page and one language.
struct CausesLaidOut {
  struct Node {
    std::string target, words, kind, description;
    bool lacks_action = false;
    float height = 0;
  };
  std::optional<std::uint64_t> edition;
  float width = 0, line_height = 0;
  Language language{};
  CauseGraph graph;
  std::vector<Node> nodes;
  GraphLayout layout;
};

/// The picture of the timeline as it was worked out last, and what is said of it.
struct PictureDrawn {
  struct For {
    std::uint64_t edition = 0;
    TimeRange range{};
    LaneBy lanes{};
    float width = 0;
    bool touch = false;
    Language language{};
    bool operator==(const For&) const = default;
  };
  std::optional<For> worked_out_for;
  TimelinePicture picture;
  std::string said;                             ///< All of it in a sentence.
  std::vector<std::vector<std::string>> names;  ///< Of each mark of each lane, once it was asked for.
  /// What is looked at first.
  std::optional<std::uint64_t> first_edition;
  std::optional<TimeRange> first;
};

/// What the editor remembers of one post-mortem between frames; nothing of it is in the document.
struct FormMemory {
  /// What was typed where it could not be read as a time, by path.
  struct UnreadTime {
    std::string written;
    std::string sentence;  ///< Under the field.
  };
  std::map<std::string, UnreadTime, std::less<>> unread_times;
  /// Lines that are not entries yet, by what they add to.
  std::map<std::string, std::string, std::less<>> drafts;
  /// What was added last by the line below a list, by the list.
  std::map<std::string, std::string, std::less<>> quick_added;
  /// Groups that are unfolded, by path.
  std::map<std::string, bool, std::less<>> unfolded;
  TimelineView timeline;
  PictureDrawn picture;
  TimelineRows timeline_rows;
  /// The event whose report was looked through last, by the edition, and how many events it tells.
  std::pair<std::uint64_t, unrepeat::Id<TimelineEvent>> looked_through;
  std::size_t told_in_report = 0;
  std::size_t events_drawn = 0;                  ///< In the frame before.
  EventKind next_kind = EventKind::observation;  ///< Of the event that is written next.
  std::optional<std::size_t> shifted;            ///< What the dialog that shifts times is about to shift.
  unrepeat::Id<TimelineEvent> shifted_from;      ///< The event that it was opened from.
  CausesLaidOut causes;
  std::size_t causes_view = 0;       ///< List, graph, five whys, by category.
  std::optional<Uuid> chosen_cause;  ///< Shown below the graph; the nil one is the incident.
  int waited = 0;                    ///< For how many frames nothing has stood at the path below.
  std::string wanted;          ///< The path of a field or an entry that somebody asked for, until it has the focus.
  bool is_only_shown = false;  ///< It moves into view, and the focus stays where it is.
  std::string asks_name;       ///< What waits for the name that is to sign it, by what it adds to.
  bool has_asked_name = false;
  std::pair<std::uint64_t, std::string> content;  ///< What is approved, by the edition it was made of.
  std::optional<Uuid> described;                  ///< The image that is to be described in the dialog.
  Uuid added;                                ///< The entry that was added last, until its first field has the focus.
  std::string done;                          ///< What was done last and is offered back, as a sentence.
  std::shared_ptr<EvidenceMemory> evidence;  ///< The same.
  std::shared_ptr<HistoryMemory> history;    ///< Made by the part that shows it.
};

struct FieldLook {
  std::optional<Text> label;  ///< In place of the word for the key.
  std::string_view name{};    ///< The same, where it has to be made.
  std::optional<Text> placeholder;
  std::string_view prompt{};  ///< In place of the placeholder, where it comes from a template.
  std::optional<Text> hint;
  Style style = Style::body;
  bool plain = false;
  bool label_hidden = false;
  int rows = 2;  ///< Of prose, at least.
  float width = 0;
  bool required = false;
  bool wraps = false;  ///< A single line too long for its place goes on below; Enter is no part of it.
};

struct DayLook {
  std::string_view placeholder{};
  std::string_view hint{};  ///< While there is no day.
  Id related = 0;           ///< Where Enter leads.
  bool required = false;
};

class PartForm;

/// How the entries of a list are drawn, by what an entry is. Keys of one line are parted by blanks, lines by "|". The
/// first key of `lines` is written in place, if it is words.
struct EntryForm {
  std::string_view object;     ///< What is described.
  Text number;                 ///< What an entry is called: "Link {0}".
  std::optional<Text> add{};   ///< The button that adds one; none where they only come from elsewhere.
  std::string_view lines;      ///< The form.
  std::string_view more = {};  ///< What is seldom used, folded once more.
  std::string_view read = {};  ///< What is only read.
  std::optional<Text> prompt = {};
  /// What is said of an entry that has no words to be written in place.
  std::string (*words)(const PartForm& form, const void* entry) = nullptr;
  /// What follows from an entry, said at the end of its second line.
  std::string (*follows)(const PartForm& form, const void* entry) = nullptr;
  /// Stands above it, always in sight.
  void (*above)(PartForm& form, const void* entry, std::string_view name) = nullptr;
  /// Stands below the form.
  void (*below)(PartForm& form, const void* entry, const std::string& path) = nullptr;
};
/// Null for what has no form of its own.
const EntryForm* entry_form(std::string_view object);

/// One thing of a list: its words, written in place, and below them in small what else there is to say.
struct EntryLine {
  std::string_view name;      ///< What it is called.
  std::string_view key = {};  ///< The field written in place; without one, `words` are shown.
  std::string_view words = {};
  std::string_view prompt = {};  ///< Stands there while it is empty.
  std::string_view mark = {};    ///< Said first, coloured.
  Tone tone = Tone::neutral;
  std::string_view detail = {};
  float indent = 0;   ///< What stands at the left of it.
  float below = 0;    ///< Room above it, where that stands there instead.
  bool opens = true;  ///< A button unfolds the rest.
};

/// An entry that a reference may point at.
struct Candidate {
  Uuid id;
  std::string name;
};

class PartForm {
 public:
  PartForm(Kit& kit_in, Workspace& workspace_in, OpenPostmortem& postmortem, FormMemory& memory_in)
      : kit(kit_in),
        workspace(workspace_in),
        open(postmortem),
        value(postmortem.value()),
        asked(workspace_in.template_of(postmortem.value())),
        memory(memory_in) {}
  PartForm(const PartForm&) = delete;

  Kit& kit;
  Workspace& workspace;
  OpenPostmortem& open;
  const Postmortem& value;  ///< Does not change while the frame is drawn.
  const Template* asked;    ///< What it is asked by; null: all six parts, in the app's own words.
  FormMemory& memory;
  float beside = 0;  ///< Room at the right of the column of text, for what is drawn.

  /// The column and the room beside it.
  [[nodiscard]] Kit::Scope whole_width() { return kit.inset(0, -beside, 10); }
  /// Any described field: text, number, date, time, choice, yes or no, words, references, entries.
  void field(std::string_view path, const FieldLook& look = {});
  /// Several of one entry, side by side where there is room for `least` each.
  void fields(std::string_view parent, std::span<const std::string_view> keys, float least = 140);
  /// Lines of fields, as in EntryForm.
  void lines(std::string_view parent, std::string_view lines);
  /// One entry as a line. True while its details are unfolded.
  bool line(std::string_view path, const EntryLine& entry);
  /// What ends the details of an entry: more lines, folded, and the button that takes it out.
  void ending(std::string_view path, std::string_view name, std::string_view more);
  /// A heading, with the entries of a list below: all, or those that `wants` says.
  void section(std::string_view list, bool (*wants)(const PartForm& form, const void* entry) = nullptr);
  /// What the template asks in a part, else `otherwise`.
  std::string_view prompt_of(Part part, Text otherwise) const;
  /// A choice that has its own command. Returns what was newly chosen; `path` is where a refusal is shown.
  std::optional<std::size_t> choice(std::string_view path, std::string_view label,
                                    std::span<const std::string_view> names, std::optional<std::size_t> selected,
                                    const SelectOptions& options = {});
  /// A time that has its own command: what was read, when something was read. A cleared field gives an empty Time.
  /// `plain` is a line of a table: no label, its reading only where the field does not say it, and that nothing is
  /// recorded where nothing is.
  std::optional<Time> time(std::string_view path, std::string_view label, const std::optional<Time>& at,
                           bool plain = false);
  /// A day in a field of its own, typed as "15 Dec" or "2026-12-15": as the format writes it, when one was read or the
  /// field was emptied. What was read stands below.
  std::optional<std::string> day(std::string_view path, std::string_view label, const std::string& current,
                                 const DayLook& look = {});
  /// What a time may mean that was not read, as buttons: the one that was pressed, or only what is written.
  std::optional<Time> offered_time(std::string_view written);
  /// A line that adds an entry with this text when Enter is pressed; its details are unfolded if `unfolds`.
  void quick_add(std::string_view list, std::string_view key, std::string_view label, std::string_view placeholder,
                 bool unfolds);
  /// A line that gives what stood there when Enter is pressed.
  std::optional<std::string> adder(std::string_view list, std::string_view label, std::string_view placeholder,
                                   std::string_view error = {}, std::string_view hint = {});
  /// A button that takes the entry at `path` out; `name` is what it is called.
  void remove_button(std::string_view path, std::string_view name);
  /// A heading for a group that is folded until it is asked for. True while it is unfolded.
  bool unfolded(std::string_view path, std::string_view title, bool first = false);
  /// The refusal kept at a path, shown where no field shows it.
  void refusal(std::string_view path);
  /// What is drawn next gets the focus or moves into view, if somebody asked for this path.
  void take_focus(std::string_view path);

  /// The words for the values of the choice at a path.
  std::vector<std::string_view> names_of(const unrepeat::Type& choice) const;
  /// What each of them means; empty for a choice whose words say it themselves.
  std::vector<std::string_view> definitions_of(const unrepeat::Type& choice) const;
  std::string_view label_of(std::string_view key) const;
  WrittenTimeContext time_context() const;
  /// What could not be read, as a sentence.
  std::string say(const WrittenTimeProblem& problem) const;
  /// A time as it stands in a field: what was written, else its reading in the post-mortem's zone.
  std::string text_of(const Time& time) const;
  /// "11:02" in the post-mortem's zone; without an instant, what was written, or that there is none.
  std::string clock_of(const Time& time) const;
  std::string words_of(Instant at) const;

  /// To be done when the frame is drawn.
  void wants(std::string_view path, Command command) { wants(path, std::vector<Command>{std::move(command)}); }
  /// `restores` is the revision that they bring back.
  void wants(std::string_view path, std::vector<Command> commands, std::int64_t restores = 0) {
    wishes_.push_back({std::string(path), std::move(commands), restores});
  }
  /// The same, taken back by itself, even right after what was typed there.
  void wants_alone(std::string_view path, Command command) {
    wants(path, std::move(command));
    wishes_.back().step = StepKind::alone;
  }
  /// What was wanted last is offered back when it is done, as a sentence.
  void offers_back(std::string words) { wishes_.back().done = std::move(words); }
  /// A new entry with fields set in one step; gives its id.
  Uuid add(std::string_view list, std::initializer_list<std::pair<std::string_view, std::string_view>> fields = {});
  void finish();
  bool wants_something() const { return !wishes_.empty(); }
  /// The text that is being written, as commands name it; empty where none of those drawn so far is.
  const std::string& written() const { return written_; }
  /// It shows what the document says from now on, whatever was typed into it.
  void drop_what_is_written() { kit.drop_edit(written_id_); }
  /// The instant that a time of day without a day is near to; set by whoever knows better than the first recorded
  /// moment.
  std::optional<Instant> near;

 private:
  struct Wish {
    std::string path;
    std::vector<Command> commands;
    std::int64_t restores = 0;
    StepKind step = StepKind::done;
    std::string done{};  ///< Said when it is done, with a way back.
  };
  void token(std::string_view parent, std::string_view token);
  bool ends_before_it_starts(std::string_view path, const Time& end) const;
  std::string said_of(const Field& field, void* value) const;
  void text(const Place& place, std::string_view path, std::string_view label, const FieldLook& look);
  /// One of the tags that factors of the library have, as long as it is not among these.
  std::optional<std::string> choose_theme(std::span<const std::string> chosen);
  void words(const Place& place, std::string_view path, std::string_view label);
  void references(const Place& place, std::string_view path, std::string_view label);
  void reference(const Place& place, std::string_view path, std::string_view label);
  void entries(const Place& place, std::string_view path,
               bool (*wants)(const PartForm& form, const void* entry) = nullptr);
  /// "Trigger · Technical": what is said of an entry in its second line.
  std::string said_of(const Object& object, void* entry, std::string_view keys, std::string_view but) const;
  void select(const Place& place, std::string_view path, std::string_view label, const FieldLook& look);

  std::vector<Wish> wishes_;
  std::string written_;
  Id written_id_ = 0;
};

std::string joined(std::string_view parent, std::string_view key);
std::string joined(std::string_view parent, const Uuid& id);

}  // namespace unrepeat::shell
