// What the page holds: the conversation with the engine, the library window, the open post-mortems, the import under
// way, the settings. Screens read it and call its verbs; it never draws.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/command.hpp"
#include "core/engine/protocol.hpp"
#include "core/engine/save_queue.hpp"
#include "core/library/library.hpp"
#include "core/template/template.hpp"
#include "core/undo.hpp"
#include "shell/ports.hpp"
#include "shell/row_window.hpp"

namespace unrepeat::shell {

using TemplateId = unrepeat::Id<Template>;

/// Where the library is, as far as this page knows.
enum class LibraryState : std::uint8_t {
  starting,
  on_disk,
  in_memory,  ///< The browser refused storage; `trouble()` has its words. What is written is gone with the page.
  elsewhere,  ///< Another tab has it.
  failed,     ///< The engine does not start; `trouble()` says why.
};

/// Whether what was typed into a post-mortem is on disk.
enum class SavingState : std::uint8_t { saved, saving, not_saved };

enum class ThemeChoice : std::uint8_t { system, light, dark };

/// What a person sees and chooses of the list; it is also what is in the address bar.
using LibraryQuery = protocol::ListPostmortems;

/// The part of the library list that is shown.
class LibraryWindow : public RowWindow<LibraryQuery, protocol::PostmortemRow> {
 public:
  /// Post-mortems in a view of the whole library, whatever is searched for.
  std::int64_t count(protocol::LibraryView view) const;
  /// Names of the systems in the whole library, the one with the most post-mortems first.
  const std::vector<std::string>& systems() const { return systems_; }
  /// What of the search could not be read, a sentence each.
  const std::vector<protocol::Sentence>& search_problems() const { return search_problems_; }

 private:
  friend class Workspace;
  std::vector<protocol::Sentence> search_problems_;
  std::vector<protocol::ViewCount> counts_;
  std::vector<std::string> systems_;
};

using PromiseQuery = protocol::ListPromises;
/// A list of promises: the table's, or a column's of the board.
class PromiseWindow : public RowWindow<PromiseQuery, Promise> {
 public:
  PromiseWindow() { is_stale_ = true; }
  /// Of all rows, in their order.
  const std::vector<protocol::PromiseGroup>& groups() const { return groups_; }

 private:
  friend class Workspace;
  std::vector<protocol::PromiseGroup> groups_;
};
/// How many of them stand on one screen: the table's, one for each column, and what is looked for to be joined.
inline constexpr std::size_t promise_window_count = 6;

/// How the promises of the library stand, as far as it was asked for.
class PromiseCounts {
 public:
  std::int64_t of(protocol::PromiseView view) const {
    const auto place = static_cast<std::size_t>(view);
    return place < counted_.views.size() ? counted_.views[place] : 0;
  }
  const std::vector<std::string>& owners() const { return counted_.owners; }
  /// Post-mortems that came from elsewhere: their promises are not counted.
  std::int64_t not_adopted() const { return counted_.not_adopted; }
  std::int64_t without_owner() const { return counted_.without_owner; }
  bool has_arrived() const { return !counted_.views.empty(); }

 private:
  friend class Workspace;
  protocol::PromisesCounted counted_;
  PromiseQuery of_, asked_of_;  ///< What of it narrows the views, and the day.
  bool is_stale_ = true, is_asked_ = false;
};

/// The revisions of a post-mortem, as far as they were asked for.
struct RevisionHistory {
  std::vector<protocol::RevisionRow> rows;  ///< The newest first; number 0 is what was written since.
  std::int64_t older = 0;                   ///< So many are not here yet.
  std::map<std::int64_t, Postmortem> documents;
  std::string trouble;  ///< A sentence; empty if nothing failed.
  bool has_arrived = false;
  std::uint64_t arrivals = 0;            ///< Grows with every answer.
  std::vector<std::int64_t> unreadable;  ///< Those that were asked for and could not be read.

 private:
  friend class Workspace;
  bool is_stale = true, is_asked = false;
};

/// What happened before, as far as it was asked for.
class EarlierIncidents {
 public:
  /// The likest first.
  [[nodiscard]] const std::vector<protocol::EarlierRow>& rows() const { return found_.rows; }
  /// There may be more.
  [[nodiscard]] bool is_cut() const { return found_.is_cut; }

 private:
  friend class Workspace;
  protocol::EarlierFound found_;
  /// What they are like: an edition of the document, or a title. Asked for again when it changes, but not at every key.
  std::string asked_for_, seen_;
  std::int64_t request_ = 0;  ///< 0 while nothing is on its way.
  double ask_at_s_ = 0;
};

inline constexpr std::size_t figure_count = 9;

/// The figures of the library, as far as they have come.
class FiguresOnPage {
 public:
  /// Null until it has come; then the last one, until another has.
  [[nodiscard]] const Figure* figure(FigureKind kind) const {
    const auto& figure = figures_[static_cast<std::size_t>(kind)];
    return figure ? &*figure : nullptr;
  }
  /// Another number whenever another figure of this kind has come: what was made of it holds as long as this does.
  [[nodiscard]] std::int64_t edition(FigureKind kind) const { return editions_[static_cast<std::size_t>(kind)]; }
  /// Post-mortems that are still to be read, of how many; 0 of 0 before anything is known.
  [[nodiscard]] std::int64_t left() const { return left_; }
  [[nodiscard]] std::int64_t total() const { return total_; }
  [[nodiscard]] std::int64_t not_adopted() const { return not_adopted_; }
  [[nodiscard]] const std::vector<std::string>& tags() const { return tags_; }

 private:
  friend class Workspace;
  FigureScope scope_, asked_;
  std::array<std::optional<Figure>, figure_count> figures_;
  std::array<std::int64_t, figure_count> editions_{};
  std::array<bool, figure_count> is_current_{};
  std::int64_t request_ = 0;  ///< 0 while nothing is on its way.
  bool is_overtaken_ = false;
  std::int64_t left_ = 0, total_ = 0, not_adopted_ = 0;
  std::vector<std::string> tags_;
};

/// The incidents behind a part of a figure: of the one that was asked for last.
class BehindFigure {
 public:
  /// Null until they have come.
  [[nodiscard]] const protocol::IncidentsBehind* found() const { return found_ ? &*found_ : nullptr; }

 private:
  friend class Workspace;
  std::optional<protocol::ListBehind> asked_;
  std::int64_t asked_count_ = 0;  ///< The answer to another question is not taken.
  std::optional<protocol::IncidentsBehind> found_;
};

class FamiliesOnPage {
 public:
  /// Of this scope; also while newer ones are on their way.
  [[nodiscard]] bool has_arrived(const FigureScope& scope) const { return arrived_ == scope; }
  [[nodiscard]] bool is_current(const FigureScope& scope) const { return is_current_ && arrived_ == scope; }
  [[nodiscard]] const std::vector<protocol::FamilyRow>& rows() const { return found_.rows; }
  /// Of all, also of those that are not among the rows.
  [[nodiscard]] std::int64_t count() const { return found_.count; }
  [[nodiscard]] std::int64_t left() const { return left_; }
  [[nodiscard]] std::int64_t total() const { return total_; }

 private:
  friend class Workspace;
  protocol::FamiliesFound found_;
  FigureScope scope_, asked_;           ///< What is wanted, and what is on its way.
  std::optional<FigureScope> arrived_;  ///< Of what is here.
  std::int64_t request_ = 0, left_ = 0, total_ = 0;
  bool is_current_ = false, is_overtaken_ = false;
};

/// What an export of a tracker would change, until it is accepted or put away.
struct RefreshUnderWay {
  enum class State : std::uint8_t { none, reading, planned };
  State state = State::none;
  std::int64_t request = 0;
  std::vector<RefreshItem> items;
  std::vector<bool> chosen;  ///< As long as `items`.
  std::vector<protocol::PlacedProblem> problems;
  std::int64_t done = 0, total = 0;  ///< How far the library is read; 0 of 0 where it was before.
};

class IdeasOnPage {
 public:
  [[nodiscard]] bool has_arrived() const { return has_arrived_; }
  [[nodiscard]] bool is_current() const { return is_current_; }
  [[nodiscard]] const std::vector<protocol::IdeaRow>& rows() const { return found_.rows; }
  [[nodiscard]] std::int64_t count() const { return found_.count; }
  /// The how-manieth promise of an idea that was never kept this one is; 0 where it is none or the first.
  [[nodiscard]] std::int64_t time_of(const unrepeat::Id<Action>& action) const {
    const auto found = again_.find(action);
    return found == again_.end() ? 0 : found->second;
  }

 private:
  friend class Workspace;
  /// What was just done is no more "never done", before all are read again.
  void keep(const unrepeat::Id<Action>& action) {
    for (const protocol::IdeaRow& row : found_.rows)
      if (std::ranges::contains(row.promises, action, &protocol::IdeaPromise::id))
        for (const protocol::IdeaPromise& one : row.promises) again_.erase(one.id);
  }
  protocol::IdeasFound found_;
  std::map<unrepeat::Id<Action>, std::int64_t> again_;
  std::int64_t request_ = 0;
  bool is_current_ = false, is_overtaken_ = false, has_arrived_ = false;
};

/// What of the post-mortems presses.
class DueOnPage {
 public:
  [[nodiscard]] bool has_arrived() const { return has_arrived_; }
  [[nodiscard]] bool is_current() const { return is_current_; }
  [[nodiscard]] const protocol::DueRead& read() const { return read_; }
  /// How often something arrived: what is made of it stands until the next time.
  [[nodiscard]] std::uint64_t arrivals() const { return arrivals_; }

 private:
  friend class Workspace;
  protocol::DueRead read_;
  std::uint64_t arrivals_ = 0;
  std::string day_;
  std::int64_t request_ = 0;
  bool is_current_ = false, is_overtaken_ = false, has_arrived_ = false;
};

/// What the library knows beyond its post-mortems, as JSON.
inline constexpr std::string_view library_setting = "library";

/// That somebody does not want to say a name.
inline constexpr std::string_view name_asked_setting = "name_asked";

/// What letters of several clocks were said to be, as ChosenClocks spells them.
inline constexpr std::string_view zone_letters_setting = "zone_letters";

/// A post-mortem on the page: a value it owns, its undo history, and what of it is not on disk yet.
class OpenPostmortem {
 public:
  enum class State : std::uint8_t { loading, ready, not_found };

  explicit OpenPostmortem(IdSource& ids) : queue_(ids) {}
  State state() const { return state_; }
  const Postmortem& value() const { return value_; }
  SavingState saving() const;
  /// Why it is not saved, and what was refused last at a path; empty if nothing was.
  const std::string& why_not_saved() const { return why_not_saved_; }
  const std::string& refusal(std::string_view path) const;
  /// Whether something of it is not on disk.
  bool is_unsaved() const { return creation_.has_value() || !queue_.empty(); }
  bool can_undo() const { return undo_.can_undo(); }
  std::size_t steps_done() const { return undo_.done(); }
  bool can_redo() const { return undo_.can_redo(); }
  const RevisionHistory& history() const { return history_; }
  const EarlierIncidents& earlier() const { return earlier_; }
  /// Grows whenever it reads otherwise.
  std::uint64_t edition() const { return edition_; }

 private:
  friend class Workspace;
  State state_ = State::loading;
  Postmortem value_;
  UndoHistory undo_;
  RevisionHistory history_;
  EarlierIncidents earlier_;
  std::uint64_t edition_ = 0;
  /// Until it is acknowledged: no change is sent before it.
  std::optional<protocol::CreatePostmortem> creation_;
  bool creation_is_on_its_way_ = false;
  SaveQueue queue_;
  std::string why_not_saved_;
  bool reload_when_saved_ = false;
  std::map<std::string, std::string, std::less<>> refusals_;
};

struct ImportUnderWay {
  enum class State : std::uint8_t { none, reading, planned, writing, done };
  State state = State::none;
  std::vector<protocol::PlanItem> items;
  std::vector<bool> chosen;  ///< As long as `items`.
  bool as_one = false;       ///< Records that are chosen become one post-mortem.
  bool as_approved = false;  ///< Post-mortems that somebody wrote elsewhere come as approved ones.
  bool as_received = false;  ///< What is new came from somebody, and is in no figure until it is adopted.
  /// What of records is outside of these hours is left out.
  std::optional<Instant> from, until;
  std::optional<protocol::ImportCounted> counted;  ///< With these hours; absent without any, or until it is known.
  std::vector<protocol::PlacedProblem> problems;
  std::int64_t done = 0, total = 0;  ///< Of the step that is running; 0 while unknown.
  std::int64_t imported = 0;         ///< After `done`.
  std::int64_t templates = 0;        ///< After `done`.
  std::vector<PostmortemId> ids;     ///< After `done`.
  std::string failure;               ///< A sentence; empty if nothing failed.
};

/// An image that a post-mortem names, as far as it can be drawn.
struct Picture {
  enum class State : std::uint8_t {
    coming,
    shown,
    missing,  ///< The library has only what was said of it.
    broken,
  };
  State state = State::coming;
  std::uint32_t texture = 0;    ///< 0 also while one that is shown is not in sight.
  float width = 0, height = 0;  ///< Pixels of the image, as it is to be seen.
};

struct Notice {
  std::uint64_t key = 0;
  std::string text;
  std::optional<Uuid> undoes;  ///< The operation its Undo takes back.
  /// The post-mortem whose last step its Undo takes back, and its edition after that step.
  std::optional<PostmortemId> steps_back{};
  /// What the library knew before, as long as it knows what is here now.
  std::optional<std::string> knew_before{};
  std::string knows_now{};
  std::uint64_t edition = 0;
  std::uint64_t steps_made = 0;  ///< Steps of post-mortems before it.
  bool is_urgent = false;
  double shown_until_s = 0;
};

/// An edit that could not be saved because the post-mortem had moved on; its text is kept on screen until it is put
/// away.
struct LostEdit {
  PostmortemId postmortem;
  std::string path;
  std::string text;
};

class Workspace {
 public:
  explicit Workspace(const Ports& ports);
  Workspace(const Workspace&) = delete;

  // ---- from the page
  void set_library_state(LibraryState state, std::string_view trouble);
  /// An answer of the engine. Empty bytes: the engine died of this request, more than once.
  void receive(std::int64_t id, const Bytes& answer, bool is_last);
  /// A request that an earlier page kept as a second copy and that was never acknowledged.
  void take_left_behind(const Bytes& request);
  /// Files are on their way and not all here: `done` of `total`, or so many found if that is not known yet. Where they
  /// begin, an import does. False: nobody waits for them any more.
  bool expect_files(bool they_begin, std::int64_t done, std::int64_t total);
  /// Files that were dropped, pasted or chosen; images among them go into the post-mortem that takes them. Too large
  /// ones and folders come without bytes, and are named in the plan.
  void take_files(std::vector<protocol::FileContent> files);
  void take_examples(std::vector<protocol::FileContent> files);
  /// What came of an image that was to be drawn: width 0 where it is damaged; only texture 0 where it could not be
  /// kept drawable, and is asked for again when it is looked at.
  void take_picture(std::string_view sha256, std::uint32_t texture, float width, float height);
  /// The graphics processor forgot everything.
  void forget_pictures();
  /// The library is about to go to another tab: everything typed is sent now.
  void flush();
  /// Once a frame, with any steady clock: what has a deadline.
  void tick(double now_s);
  double next_wake_s() const;

  /// Whether what was to be copied could be.
  void take_copied(CopyOutcome outcome);

  // ---- state
  LibraryState library_state() const { return library_state_; }
  const std::string& trouble() const { return trouble_; }
  bool is_usable() const {
    return library_state_ == LibraryState::on_disk || library_state_ == LibraryState::in_memory;
  }
  void use_here() { ports_.engine.use_here(); }
  void restart() { ports_.engine.restart(); }

  // ---- the library
  const LibraryWindow& library() const { return library_; }
  void look_for(const LibraryQuery& query);
  /// Rows [first, last) are in view: what of them is not here is asked for.
  void show_rows(std::size_t first, std::size_t last);
  /// Asks for the few post-mortems that fit a search best, apart from the list; without a search, the last ones
  /// changed.
  void find(std::string_view search);
  /// What the last `find` found; what was there before stays until then.
  const std::vector<protocol::PostmortemRow>& found() const { return found_; }

  // ---- promises of the whole library
  /// What a list shows; it is asked for when it is another or may have changed.
  const PromiseWindow& look_for_promises(std::size_t window, const PromiseQuery& query);
  /// Rows [first, last) are in view.
  void show_promises(std::size_t window, std::size_t first, std::size_t last);
  const PromiseCounts& promise_counts() const { return promise_counts_; }
  /// Asks for them if they may have changed. True when it has, or there is nothing to ask.
  bool count_promises(bool are_looked_at = false);
  /// The same of what the filters of a query leave; asked for after the list, which somebody waits for.
  const PromiseCounts& count_narrowed(const PromiseQuery& query);
  /// What a search means by days.
  void set_day(LibraryQuery& query) const;
  /// The person's day, yyyy-mm-dd, and its beginning.
  std::pair<std::string, Instant> today() const;
  /// The beginning of the next one: what is later is in the future.
  Instant end_of_today() const;
  /// Changes the state of an action, as soon as its post-mortem is on the page, and offers to take it back. What is
  /// refused is told: `take_refused_promise`.
  /// `why` is what the state asks for: the reason, or how it is shown.
  void set_promise_state(const PostmortemId& postmortem, const unrepeat::Id<Action>& action, ActionState state,
                         std::string why = {});
  struct WishedState {
    PostmortemId postmortem;
    unrepeat::Id<Action> action;
    ActionState state = ActionState::idea;
    std::string why;
  };
  /// What was refused last, once: it needs more to be said.
  std::optional<WishedState> take_refused_promise() { return std::exchange(refused_promise_, std::nullopt); }
  /// Gives what a list shows as a file; a digest is copied.
  void export_promises(const PromiseQuery& query, protocol::PromiseFile file);
  /// Whether what the notice tells of can be taken back: a step only as long as it is the last one.
  bool can_take_back(const Notice& notice) const;
  void take_back(const Notice& notice);
  /// Whether no step of a post-mortem was made since: a key that takes back means the last thing that was done.
  bool is_last_done(const Notice& notice) const { return notice.steps_made == steps_made_; }
  /// The last step of this post-mortem was made beside it, on promises of many: such steps, and what was done to
  /// several promises at once, are taken back and done again in their own order, whatever became of their notices.
  /// `told` says what it did.
  void remember_beside(const OpenPostmortem& postmortem, std::string told);
  /// Whose step would be taken back next, a nil one where it is of several post-mortems; nothing where there is none,
  /// or where a notice offers to take back something later.
  std::optional<PostmortemId> undoable_beside() const;
  /// Whether the post-mortem did not go on elsewhere since its last step beside it.
  bool is_undoable_beside(const OpenPostmortem& postmortem) const;
  /// Both tell what they did, or that the post-mortem was changed in the meantime; then nothing of it is overwritten.
  void undo_beside();
  /// As `undoable_beside`, of what would be done again.
  std::optional<PostmortemId> redoable_beside() const;
  void redo_beside();
  /// Whether something was changed beside the post-mortems that nobody's name stands beside, and nobody was asked for
  /// one yet.
  bool asks_name() const { return is_unsigned_ && setting("name").empty() && setting(name_asked_setting).empty(); }
  /// It is to go on without one, on every visit.
  void go_on_unnamed() { write_setting(name_asked_setting, "yes"); }
  /// Says what was done by the last step, and offers it back.
  void tell_step(const OpenPostmortem& postmortem, std::string told);

  // ---- what the whole library says
  /// Asks for what is not here yet; to be called by whoever shows them, in every frame.
  const FiguresOnPage& read_figures(const FigureScope& scope);
  /// The incidents behind a part of a figure.
  const BehindFigure& list_behind(FigureKind kind, const FigureScope& scope, std::string_view key);
  /// As CSV.
  void copy_figure(FigureKind kind, const FigureScope& scope);
  void copy_picture(const PictureOfPage& picture);
  const FamiliesOnPage& read_families(const FigureScope& scope);
  /// Themes of factors that are in use, the most frequent first; read again after a while.
  const std::vector<std::string>& read_themes();
  /// What of the post-mortems presses, and what changed since the person was here before.
  const DueOnPage& read_due();
  /// Both without asking for them.
  const DueOnPage& due() const { return due_; }
  const FamiliesOnPage& families() const { return families_; }
  /// Nothing on the first visit.
  const std::optional<Instant>& visited() const { return visited_; }

  // ---- several promises at once
  /// All of them or none, as one operation that can be taken back; `told` says how many it were.
  void change_promises(std::vector<protocol::PromiseChange> changes, Text told);
  /// How often that was refused.
  std::uint64_t refused_changes() const { return refused_changes_; }
  /// The files that arrive in this frame's screen are exports of a tracker.
  void take_exports(bool are_taken) { are_exports_ = are_taken; }
  const RefreshUnderWay& refresh() const { return refresh_; }
  void choose_refresh(std::size_t item, bool chosen);
  void say_refresh_reason(std::size_t item, std::string reason);
  /// What a state of the tracker means: the library keeps it for the next export, and what is planned follows.
  void say_tracker_state(const std::string& words, IssueMeaning meaning);
  void accept_refresh();
  void cancel_refresh();
  const IdeasOnPage& read_ideas();
  /// Without asking for them.
  const IdeasOnPage& ideas() const { return ideas_; }

  /// For priority actions, by severity from 1 on: the days in which they are to be done; 0 for no objective.
  std::vector<std::int64_t> objective_days() const;
  /// `level` counts from 0.
  void set_objective(std::size_t level, std::int64_t allowed);
  /// What the team told the library beyond its post-mortems and templates: saved views, words that are one, objectives.
  const Library& knowledge() const;
  /// `told` says what changed, and offers to take it back.
  void set_knowledge(Library library, std::string told);

  void remove(std::vector<PostmortemId> ids);
  /// Makes what was received the library's own.
  void adopt(std::vector<PostmortemId> ids);
  /// `told` is what it did, to be said when it is taken back. Gives the operation that does.
  Uuid undo_operation(const Uuid& operation, std::string told = {});
  void add_examples();
  void remove_examples();
  bool is_adding_examples() const { return is_adding_examples_; }

  // ---- a post-mortem
  /// Opens it if it is not open yet. Never null; look at its state.
  OpenPostmortem& open(const PostmortemId& id);
  /// Makes a new one and gives its id; it is on the page at once. Without a template it is asked all six parts.
  PostmortemId create(RecordKind kind = RecordKind::incident, Form form = Form::full, const Template* from = nullptr);
  /// Does a command on an open post-mortem. False: refused; the sentence is kept at `path` of the post-mortem.
  bool carry_out(OpenPostmortem& postmortem, std::string_view path, const Command& command) {
    return carry_out(postmortem, path, std::span(&command, 1));
  }
  /// Several as one step: all of them, or none.
  /// `restores` is the revision that they bring back; what is done `alone` is no part of what was typed around it.
  bool carry_out(OpenPostmortem& postmortem, std::string_view path, std::span<const Command> commands,
                 std::int64_t restores = 0, StepKind step = StepKind::done);
  void undo(OpenPostmortem& postmortem);
  void redo(OpenPostmortem& postmortem);
  /// Asks for the revisions if something was written since they were read last; to be called by whoever shows them.
  void read_history(OpenPostmortem& postmortem);
  void read_older_revisions(OpenPostmortem& postmortem);
  /// The whole of one, once it is here; null until then, and it is asked for. 0 is as it is now.
  const Postmortem* revision(OpenPostmortem& postmortem, std::int64_t number);
  /// Brings a revision back that is here, as one step that can be taken back.
  bool restore_revision(OpenPostmortem& postmortem, std::int64_t number);
  /// Asks what happened before that is like it, whenever it was changed; to be called by whoever shows it.
  const EarlierIncidents& read_earlier(OpenPostmortem& postmortem);
  /// The same of something that has only a title yet.
  const EarlierIncidents& read_earlier(std::string_view title);
  void save_again(OpenPostmortem& postmortem);
  /// Of everything that was written on this page.
  SavingState saving() const;
  /// How that, or one post-mortem's, is told: a little after the disk has everything, since while somebody types a word
  /// that changes at every letter is only noise.
  SavingState told(SavingState state) const {
    return state == SavingState::saved && now_s_ < told_saved_at_s_ ? SavingState::saving : state;
  }
  /// Why something could not be saved; empty if nothing failed.
  const std::string& why_not_saved() const;
  CommandContext context();

  // ---- images
  /// The post-mortem that takes the images that arrive from now on; none: they are files like all others.
  void take_images_into(const std::optional<PostmortemId>& postmortem) { image_target_ = postmortem; }
  void choose_images() { ports_.files.choose(FileChoice::images); }
  bool is_adding_images() const { return !arriving_images_.empty(); }
  /// The entry that was added last and is still to be described; asked for once.
  std::optional<Uuid> take_added_image(const PostmortemId& postmortem);
  /// Is asked for when somebody wants to know of it. One that has not been in sight for a while keeps its size and
  /// loses its texture.
  const Picture& picture(const std::string& sha256);
  /// It is in sight in this frame: it keeps its texture, or gets it again.
  void see_picture(const std::string& sha256);
  /// Gives the person an image as the file it was.
  void offer_image(const Image& image);

  // ---- templates
  /// What the team made, in that order; what comes with the app is in `built_in_templates`.
  const std::vector<Template>& templates() const;
  /// One of either, or null; in this language where it comes in several.
  const Template* find_template(std::string_view id, Language spoken) const;
  /// What a post-mortem was begun from, as it is now and in its language; null where there is none or it is not here.
  const Template* template_of(const Postmortem& postmortem) const;
  /// What new post-mortems begin from.
  const Template& default_template() const;
  void set_default_template(const Template& one) { write_setting("template", text_of(one.id)); }
  /// Keeps one of the team, new or changed; it is here at once. `removed` is what a notice says was taken out of it.
  void save_template(Template one, std::string_view removed = {});
  void remove_template(const TemplateId& id);
  void share_template(const Template& one);
  /// Asks the post-mortem what this template asks. False: refused.
  bool change_template(OpenPostmortem& postmortem, const Template& to);

  // ---- files
  void choose_files() { ports_.files.choose(FileChoice::any); }
  bool has_folders() const { return ports_.files.has_folders(); }
  void choose_folder() { ports_.files.choose(FileChoice::folder); }
  bool can_paste() const { return ports_.clipboard.can_paste(); }
  void paste() { ports_.clipboard.paste(); }
  /// Words that were pasted where nobody writes: a file like all others, named by the time.
  void take_pasted_words(std::string_view words);
  void refuse_paste();
  const ImportUnderWay& import() const { return import_; }
  /// Grows when files arrive: an import may be read before a frame has seen that it began.
  std::uint64_t imports_begun() const { return imports_begun_; }
  void choose_item(std::size_t index, bool chosen);
  void choose_hours(std::optional<Instant> from, std::optional<Instant> until);
  void choose_as_one(bool as_one) { import_.as_one = as_one; }
  void choose_as_approved(bool as_approved) { import_.as_approved = as_approved; }
  void choose_as_received(bool as_received) { import_.as_received = as_received; }
  void accept_import();
  /// Stops what is running, or puts the plan away.
  void cancel_import();
  /// Empty: the whole library. What was typed before is in it.
  void export_as(protocol::ExportFormat format, std::vector<PostmortemId> ids, bool with_images = true);
  /// Hands it to another app, as it is on the page: a phone's sheet opens only while a press is fresh. With images it
  /// comes from the engine, which alone has them.
  void share(const OpenPostmortem& postmortem);
  bool is_exporting() const { return exports_ > 0; }
  /// The whole library for other programs: all of it as SQLite, or one view as CSV; it is offered as a file.
  void take_library(std::optional<TakenView> view);
  void cancel_taking();
  struct Taking {
    std::int64_t request = 0, done = 0, total = 0;
  };
  const std::optional<Taking>& taking() const { return taking_; }
  void copy(std::string_view words) { ports_.clipboard.copy(words); }
  /// What is on the page and not on disk, as a file: the engine has no part in it.
  void offer_unsaved();
  /// When a file with the whole library was last made here; nothing if never.
  std::optional<Instant> last_backup() const;

  // ---- settings
  ThemeChoice theme() const;
  void set_theme(ThemeChoice theme);
  /// BCP 47, or empty for the browser's.
  const std::string& setting(std::string_view key) const;
  void write_setting(std::string_view key, std::string_view value);
  /// The zone new post-mortems get: the one chosen in Settings, else this device's.
  std::string time_zone() const;
  const TimeZones& zones() const { return ports_.zones; }
  Instant now() const { return ports_.clock.now(); }
  Language language = Language::english;  ///< Of the interface; the frame sets it.

  // ---- notices
  const std::vector<Notice>& notices() const { return notices_; }
  void notify(std::string text, std::optional<Uuid> undoes = std::nullopt, bool is_urgent = false);
  void put_away(std::uint64_t notice);
  /// Hands a file to the browser, and says so.
  void offer(std::string_view name, std::string_view media_type, const Bytes& bytes);
  const std::vector<LostEdit>& lost_edits() const { return lost_edits_; }
  void put_away_lost_edits() { lost_edits_.clear(); }

  const Ports& ports() const { return ports_; }

 private:
  /// What a request was for, so that its answer finds its way.
  enum class Errand : std::uint8_t {
    open_library,
    list,
    find,
    load,
    create,
    save,
    revisions,
    revision,
    earlier,
    promises,
    count_promises,
    count_narrowed,
    promise_file,
    promise_digest,
    figure,
    behind,
    figure_csv,
    families,
    themes,
    due,
    taking,
    change_promises,
    plan_refresh,
    ideas,
    remove,
    adopt,
    undo,
    plan,
    count,
    accept,
    examples_plan,
    examples_accept,
    examples_remove,
    export_,
    settings,
    write_setting,
    templates,
    save_template,
    remove_template,
    keep_image,
    image,
    image_file,
  };
  struct Pending {
    Errand errand = Errand::open_library;
    PostmortemId postmortem;
    Uuid operation;
    std::int64_t page = 0;
    std::size_t window = 0;
    bool is_backup = false;
    bool is_shared = false;  ///< What is exported goes to another app.
    std::string name{};      ///< Of an image: its hash, or the file's.
    std::string told{};      ///< What a notice says when it is done.
    std::int64_t id = 0;     ///< Of the request.
  };

  std::int64_t send(Pending pending, protocol::Request request);
  void send_open_library();
  void cancel_request(std::int64_t id);
  [[nodiscard]] std::vector<std::int64_t> chosen_items() const;
  /// Asks how much of it is within the hours.
  void count_import();
  void pump(const PostmortemId& id, OpenPostmortem& postmortem);
  void send_change(const PostmortemId& id, protocol::SaveChange request);
  OpenPostmortem& left_behind(const PostmortemId& id);
  void did(OpenPostmortem& postmortem, const Change& change, StepKind step, std::int64_t restores = 0);
  void answer_history(const Pending& pending, protocol::Reply& reply);
  /// From the beginning, as soon as what was asked before is answered.
  void ask_for_promises(std::size_t window);
  void ask_for_earlier(EarlierIncidents& earlier, std::string wanted, protocol::FindEarlier request, bool may_ask);
  void answer_earlier(const Pending& pending, protocol::Reply& reply);
  /// What was kept or changed in one may be told of in others.
  void forget_earlier();
  void answer_promises(const Pending& pending, protocol::Reply& reply);
  void answer_changes(protocol::Reply& reply);
  void changes_failed(const Pending& pending);
  void plan_refresh(std::vector<protocol::FileContent> files);
  void answer_figures(const Pending& pending, protocol::Reply& reply);
  void figures_failed(const Pending& pending);
  void forget_figures();
  /// Whether this is another visit, and when the last one was.
  void note_visit();
  /// As set_knowledge, without a word.
  void keep_knowledge(Library library);
  /// Something was written: lists of promises may have changed.
  void forget_promises();
  void do_wished_states();
  struct StepBeside;
  /// Whether the notice tells of it.
  static bool tells_of(const Notice& notice, const StepBeside& step);
  /// Takes a step back and keeps it to be done again, or the other way round; as soon as its post-mortem is here.
  void turn_beside(StepBeside step, bool is_undone);
  void turn_waiting_beside();
  void push_beside(StepBeside step);
  /// It came to nothing.
  void forget_beside(const Uuid& operation);
  /// Whether an answer on its way may still change what is here of it.
  bool is_settling(const PostmortemId& id) const;
  void refresh_library();
  void close_what_is_saved(const PostmortemId& keep);
  void answer(const Pending& pending, protocol::Reply reply);
  void answer_saved(const Pending& pending, const protocol::Reply& reply);
  void answer_page(const Pending& pending, protocol::PostmortemPage page);
  void answer_done(const Pending& pending, const protocol::OperationDone& done);
  void answer_failed(const Pending& pending, const protocol::Failed& failed);
  std::string words_of(const protocol::Failed& failed) const;
  void reload(const std::vector<PostmortemId>& ids);
  void send_exports();
  void begin_import();
  void add_images(const PostmortemId& id, std::vector<protocol::FileContent> files);
  void answer_image(const Pending& pending, protocol::Reply& reply);
  /// One that was to be added is there, or cannot be.
  void settle_image(const std::string& sha256, bool is_kept);

  struct ArrivingImage {
    PostmortemId postmortem;
    std::string name, sha256, media_type;
    Bytes bytes;  ///< Until they are kept.
  };
  struct KnownPicture : Picture {
    double seen_at_s = 0;
    bool is_asked = false;
  };
  void drop_unseen_pictures();
  void ask_for_picture(const std::string& sha256, KnownPicture& picture);
  struct WaitingExport {
    protocol::ExportPostmortems request;
    bool is_shared = false;
  };

  Ports ports_;
  LibraryState library_state_ = LibraryState::starting;
  std::string trouble_;
  std::int64_t next_request_ = 1;
  std::map<std::int64_t, Pending> pending_;
  LibraryWindow library_;
  std::vector<protocol::PostmortemRow> found_;
  std::int64_t find_request_ = 0;
  std::map<PostmortemId, std::unique_ptr<OpenPostmortem>> open_;
  ImportUnderWay import_;
  std::uint64_t imports_begun_ = 0;
  bool is_expecting_files_ = false;
  std::int64_t import_request_ = 0;
  std::int64_t count_request_ = 0;  ///< The last.
  Uuid plan_;
  Uuid examples_plan_;
  bool is_adding_examples_ = false;
  int exports_ = 0;
  /// Until everything they are about is on disk, which is what the engine writes.
  std::vector<WaitingExport> waiting_exports_;
  std::map<std::string, std::string, std::less<>> settings_;
  /// As the library has them, until somebody looks at them.
  mutable std::vector<std::string> unread_templates_;
  mutable std::vector<Template> templates_;
  std::optional<PostmortemId> image_target_;
  std::vector<ArrivingImage> arriving_images_;
  std::optional<std::pair<PostmortemId, Uuid>> added_image_;
  std::map<std::string, KnownPicture, std::less<>> pictures_;
  std::vector<Notice> notices_;
  std::uint64_t next_notice_ = 1;
  std::vector<LostEdit> lost_edits_;
  double now_s_ = 0;
  EarlierIncidents earlier_of_title_;
  double ask_earlier_at_s_ = -1;
  std::uint64_t steps_made_ = 0;
  struct StepBeside {
    PostmortemId postmortem;        ///< Nil where there are several.
    std::optional<Uuid> operation;  ///< What did it, or took it back, last; nothing where it is a step of the page.
    std::vector<Edit> edits;        ///< Of such a step.
    std::uint64_t edition = 0;      ///< After it.
    std::size_t steps = 0;          ///< With it.
    std::uint64_t last_notice = 0;  ///< That was there then.
    std::string told;               ///< What it did.
  };
  /// Those that can be taken back, and those that were.
  std::vector<StepBeside> beside_, undone_beside_;
  /// Those whose post-mortem is on its way, and whether they are taken back.
  std::vector<std::pair<StepBeside, bool>> waiting_beside_;
  bool is_unsigned_ = false;
  std::vector<std::string> themes_;
  std::int64_t themes_request_ = 0;
  double themes_read_at_s_ = -1;
  std::array<PromiseWindow, promise_window_count> promises_;
  PromiseCounts promise_counts_, narrowed_counts_;
  std::uint64_t refused_changes_ = 0;
  double count_from_s_ = -1;  ///< A little after the first sight, which waits for nothing.
  std::optional<Taking> taking_;
  bool are_exports_ = false;
  RefreshUnderWay refresh_;
  IdeasOnPage ideas_;
  mutable std::string knowledge_written_;
  mutable Library knowledge_;
  FiguresOnPage figures_;
  BehindFigure behind_;
  FamiliesOnPage families_;
  DueOnPage due_;
  std::optional<Instant> visited_;
  bool settings_are_here_ = false;
  std::vector<WishedState> wished_states_;
  std::optional<WishedState> refused_promise_;
  double save_again_at_s_ = -1;
  double told_saved_at_s_ = -1;
};

}  // namespace unrepeat::shell
