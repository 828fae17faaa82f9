// The library on disk: saving, listing, finding, and the journal. All SQL is in the .cpp; callers give and get plain
// rows.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/library/search_query.hpp"
#include "core/store/database.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {

struct TimelineEventRow {
  std::string id;
  std::optional<std::int64_t> at;
  std::string kind;
  std::string text;
};

/// An action as the lists of promises look at it (core/action/promise.hpp). Choices are spelt as in files, empty for
/// none; days are yyyy-mm-dd, or empty.
struct ActionRow {
  std::string id;
  std::string title;
  std::string state;
  std::string kind;
  std::string effect;
  std::string priority;
  std::string owner;
  std::string due;
  std::string look_on;
  std::string waiting_on;
  std::int64_t slips = 0;
  std::optional<std::int64_t> promised_at;
  std::optional<std::int64_t> changed_at;
  std::optional<std::int64_t> quiet_since{};  ///< The last change or, without one, the start of the incident.
  std::string theme{};                        ///< The first tag of the factors that it addresses, as it was written.
  std::string theme_key{};                    ///< The same as themes are compared.
  std::string reason{};                       ///< Why it will not be done.
  std::string folded;                         ///< What is typed is looked for in it.
};

struct FactorRow {
  std::string id;
  std::string kind;
  std::string category;
  std::string certainty;
  std::string text;
};

struct ReferenceRow {
  std::string system;
  std::string key;
};

/// What lists show of one post-mortem. Choices are spelt as in files; instants and durations are microseconds.
struct ListedPostmortem {
  std::string id;
  std::string title;
  std::string kind;
  std::string form;
  std::string status;
  std::optional<std::int64_t> severity;
  std::optional<std::int64_t> started_at;
  std::optional<std::int64_t> duration;
  std::string team;
  std::string systems;  ///< Their names, a line each.
  std::string time_zone;
  std::string language;
  bool adopted = true;  ///< False: received from somebody, not ours yet.
  bool example = false;
  std::int64_t open_actions = 0;  ///< As `is_open` says.
  std::int64_t done_actions = 0;  ///< Done but not verified; a part of the open ones.
  std::int64_t total_actions = 0;
  std::int64_t undecided_actions = 0;  ///< Ideas, and those whose state nobody knows.
  std::int64_t updated_at = 0;
  bool operator==(const ListedPostmortem&) const = default;
};

/// One post-mortem as the store takes it: the canonical document and what lists show of it.
struct DocumentRecord : ListedPostmortem {
  std::string document;
  std::string revision;
};

/// As above, with its projections and what a search finds it by.
struct PostmortemRecord : DocumentRecord {
  std::string body;  ///< Every word of it that a search should find, but for the title.
  std::vector<TimelineEventRow> timeline;
  std::vector<ActionRow> actions;
  std::vector<FactorRow> factors;
  std::vector<ReferenceRow> references;
};

/// `template_` is about a template, which then stands in place of the post-mortem; its change is the JSON before.
enum class JournalKind : std::uint8_t { created, changed, removed, restored, template_ };

/// Who changed what, when. The same operation on the same post-mortem happens once, however often it is asked for.
struct JournalEntry {
  std::string operation;
  std::int64_t at = 0;
  std::string author;
  std::string change;  ///< Before and after, as JSON; empty where a later entry has taken it in.
  /// The operation of an earlier entry of the same post-mortem whose change this one holds too; empty for none. That
  /// entry loses its own, and goes when it is old.
  std::string takes_in{};
  std::string step = "done";  ///< done, undone or redone.
  // Filled when reading:
  JournalKind kind = JournalKind::changed;
  std::string postmortem;
  std::int64_t version = 0;  ///< The version it made.
};

/// A revision of a post-mortem as it is kept.
struct RevisionEntry {
  std::int64_t number = 0;  ///< From 1; given by the store.
  std::string sha256;
  std::int64_t at = 0;
  std::string author;
  std::string kind;
  std::int64_t source = 0;  ///< The number of the one that was restored; 0 where none was.
  std::string change;       ///< What leads here from the one before, as JSON; empty for the first.
  std::string document;     ///< When reading, empty where it is read from a later one.
};

enum class SaveOutcome : std::uint8_t {
  saved,
  repeated,  ///< This operation was saved before; nothing was written now.
};

struct SaveReceipt {
  SaveOutcome outcome = SaveOutcome::saved;
  std::int64_t version = 0;  ///< The version the library has now.
};

struct StoredPostmortem {
  std::string document;
  std::int64_t version = 0;
  bool removed = false;
};

/// The views that lists are shown by, each with its count.
enum class ListView : std::uint8_t { all, drafts, in_review, open_promises, small, examples };
inline constexpr std::size_t list_view_count = 6;

enum class SortKey : std::uint8_t { started_at, updated_at, title, severity, open_actions, relevance };

struct ListQuery {
  ListView view = ListView::all;
  std::vector<std::int64_t> severities{};  ///< Empty: all.
  std::string system{};                    ///< Its exact name; empty: all.
  std::optional<std::int64_t> since{};     ///< Started then or later.
  std::string text{};                      ///< As typed by a person; empty, or only signs: all.
  std::vector<SearchFilter> filters{};     ///< What was typed beside it, by field.
  std::string today{};                     ///< yyyy-mm-dd: what was due before it is overdue.
  UtcOffset clock{};                       ///< Of the days that filters name.
  bool removed = false;                    ///< What is in the bin instead.
  SortKey sort = SortKey::started_at;
  bool descending = true;
  std::int64_t offset = 0;
  std::int64_t limit = 100;
};

struct ListEntry : ListedPostmortem {
  /// Where the text was found outside of the title, matches between U+0002 and U+0003; empty without a text.
  std::string excerpt;
};

struct ListPage {
  std::int64_t total = 0;  ///< Of all pages.
  std::vector<ListEntry> entries;
};

/// The views of promises, each with its count.
enum class ActionView : std::uint8_t {
  open,
  overdue,
  due_soon,
  look_due,
  to_verify,
  slipped,
  stale,
  waiting,
  ideas,
  verified_lately,
  breached,
  dropped,
  all,
};
inline constexpr std::size_t action_view_count = 13;

enum class ActionGrouping : std::uint8_t { none, owner, system, due_week, kind, effect, theme, postmortem };
enum class ActionSort : std::uint8_t { due, owner, state, title, changed_at, slips, started_at, promised_at };

/// The day and the time that views are about.
struct ActionClock {
  std::string today;       ///< yyyy-mm-dd
  std::string soon_until;  ///< The first day that is not soon.
  std::int64_t stale_before = 0;
  std::int64_t lately_from = 0;
  /// By severity from 1 on: what of priority was promised before is past its objective.
  std::array<std::int64_t, 5> breached_before{};
};

struct ActionQuery {
  ActionView view = ActionView::open;
  ActionClock clock;
  std::string state{};   ///< As spelt in files; empty: all.
  std::string owner{};   ///< One of its names, or all as `name_of` says them; `has_none`: nobody; empty: all.
  std::string system{};  ///< Its exact name; `has_none`: none; empty: all.
  std::string effect{};  ///< As spelt in files; empty: all.
  std::vector<std::string> folded{};  ///< All of these stand in it, folded; empty: all.
  ActionSort sort = ActionSort::due;
  bool descending = false;
  ActionGrouping group = ActionGrouping::none;
  /// Themes that are counted under another name: a line break, and for each its key, a tab, the name, a line break.
  std::string theme_names{};
  std::int64_t offset = 0;
  std::int64_t limit = 100;
};

struct ActionGroup {
  std::string key;    ///< As PromiseGroup has it; empty where there is none.
  std::string title;  ///< Of a post-mortem; of a theme without another name, as it was written.
  std::int64_t count = 0;
};

struct ActionEntry : ActionRow {
  ListedPostmortem of;  ///< Only its id, title, severity, started_at, systems, time_zone and example.
};

struct ActionPage {
  std::int64_t total = 0;  ///< Of all pages.
  std::vector<ActionEntry> entries;
  std::vector<ActionGroup> groups;  ///< Of all pages; none without a grouping.
};

struct ActionOwner {
  std::string name;  ///< All its names; empty: nobody.
  std::int64_t count = 0;
};

/// In the order of ActionView.
using ActionCounts = std::array<std::int64_t, action_view_count>;

/// What a post-mortem tells of, as TermVector spells it, or what figures know of it.
struct TermsRow {
  std::int64_t number = 0;  ///< Of the row; a newer one has a larger number.
  std::string postmortem;
  std::string vector;
  std::string facts;
};

/// Who changed a post-mortem last.
struct ChangedEntry {
  std::string id;
  std::string title;
  std::int64_t at = 0;
  std::string author;
  bool is_new = false;  ///< It was not there before.
};
struct ChangedPage {
  std::int64_t total = 0;  ///< Also of those that are not among the entries.
  std::vector<ChangedEntry> entries;
};

struct LibraryCounts {
  std::array<std::int64_t, list_view_count> views{};
  std::int64_t removed = 0;
  std::vector<std::string> systems;  ///< The names there are, the one with the most post-mortems first.
  std::int64_t operator[](ListView view) const { return views[static_cast<std::size_t>(view)]; }
};

class LibraryStore {
 public:
  /// Opens the library in `database`, bringing its schema up to date.
  static Stored<LibraryStore> open(Database& database);

  /// Writes document, projections, search index and journal together. Whether it is an example is only taken from the
  /// first save; one that is in the bin stays there.
  Stored<SaveReceipt> save(const PostmortemRecord& row, const JournalEntry& entry);
  /// Writes document and journal now; projections and search index stay as they are until `bring_up_to_date`.
  Stored<SaveReceipt> save_document(const DocumentRecord& row, const JournalEntry& entry);
  /// Which post-mortems `save_document` has left behind. Until they are brought up to date a search finds their old
  /// text.
  Stored<std::vector<std::string>> outdated();
  Stored<void> bring_up_to_date(const PostmortemRecord& row);
  Stored<StoredPostmortem> load(std::string_view id);
  /// The document of the first post-mortem outside of the bin that another system calls this; nothing if there is none.
  Stored<std::optional<std::string>> load_by_reference(std::string_view system, std::string_view key);
  /// Puts a post-mortem into the bin.
  Stored<SaveReceipt> remove(std::string_view id, const JournalEntry& entry);
  /// Takes it out again.
  Stored<SaveReceipt> restore(std::string_view id, const JournalEntry& entry);

  Stored<ListPage> list(const ListQuery& query);
  Stored<LibraryCounts> count();

  /// The actions of the post-mortems that are ours and outside of the bin, as far as they are brought up to date.
  Stored<ActionPage> actions(const ActionQuery& query);
  /// How many of what the query's filters leave are in each view; its own view does not count.
  Stored<ActionCounts> count_actions(const ActionQuery& query);
  /// Whoever has any, and how many have nobody.
  Stored<std::vector<ActionOwner>> owners_of_actions();

  /// The newest first.
  Stored<std::vector<JournalEntry>> journal(std::string_view id, std::int64_t limit);
  /// Those after an instant that changed its document and were not taken in by a later one, the newest first.
  Stored<std::vector<JournalEntry>> changes(std::string_view id, std::int64_t limit, std::int64_t after = INT64_MIN);
  /// Those of all post-mortems after an instant that changed actions and were not taken in by a later one, the newest
  /// first.
  Stored<std::vector<JournalEntry>> changes_of_actions(std::int64_t after, std::int64_t limit);
  /// What an operation changed, in the order it did; nothing when it has not happened.
  Stored<std::vector<JournalEntry>> operation(std::string_view operation);

  /// Adds what its document is now as the newest revision, whole, and gives its number.
  Stored<std::int64_t> add_revision(std::string_view id, const RevisionEntry& entry);
  /// With its document; nothing where there is none.
  Stored<std::optional<RevisionEntry>> newest_revision(std::string_view id);
  /// Those before a number, the newest first, without documents.
  Stored<std::vector<RevisionEntry>> revisions(std::string_view id, std::int64_t before, std::int64_t limit);
  /// From the next that is whole, which is the first of these and has its document, down to this one; empty if there is
  /// no such revision.
  Stored<std::vector<RevisionEntry>> revisions_to_whole(std::string_view id, std::int64_t number);

  /// How many rows were written since the library was opened: where it is the same, so is all that is in it.
  Stored<std::int64_t> rows_written();
  /// Of the post-mortems that are ours and outside of the bin: those whose terms were not worked out since they
  /// changed. It looks at each post-mortem.
  Stored<std::vector<std::string>> without_terms();
  Stored<void> set_terms(std::string_view id, std::string_view vector, std::string_view facts);
  /// The rows that came after this one, without facts.
  Stored<std::vector<TermsRow>> terms_after(std::int64_t number);
  /// The same, only with facts.
  Stored<std::vector<TermsRow>> facts_after(std::int64_t number);
  /// What is in the bin, or came from elsewhere and nobody adopted it. It looks at each post-mortem.
  Stored<std::vector<std::string>> not_ours();
  /// Those that came from elsewhere and nobody adopted.
  Stored<std::int64_t> count_not_adopted();
  /// What was changed after this instant, in microseconds, and is not in the bin: the last changed first, at most so
  /// many.
  Stored<ChangedPage> changed_after(std::int64_t at, std::int64_t limit);

  /// The ids of what was ours and went into the bin after an instant, the last first.
  Stored<std::vector<std::string>> removed_after(std::int64_t at, std::int64_t limit);

  /// The ids of what is in a view, in the order they came.
  Stored<std::vector<std::string>> ids(ListView view);

  /// Every setting, by key.
  Stored<std::vector<std::pair<std::string, std::string>>> settings();
  Stored<void> set_setting(std::string_view key, std::string_view value);

  /// Keeps bytes under the hash of their content; what is there already stays as it is.
  Stored<void> keep_image(std::string_view sha256, std::span<const std::uint8_t> bytes);
  Stored<bool> has_image(std::string_view sha256);
  /// Nothing where none is kept.
  Stored<std::optional<std::vector<std::uint8_t>>> load_image(std::string_view sha256);

  /// The team's templates as JSON, in the order they were made.
  Stored<std::vector<std::string>> templates();
  /// The JSON of one; empty if there is none.
  Stored<std::string> load_template(std::string_view id);
  /// Writes a template and, in the journal, what it was before; empty JSON takes it out.
  Stored<SaveOutcome> set_template(std::string_view id, std::string_view json, const JournalEntry& entry);

  Database& database() { return *database_; }

 private:
  explicit LibraryStore(Database& database) : database_(&database) {}
  struct Written {
    SaveReceipt receipt;
    std::int64_t number = 0;
  };
  /// What `save` and `save_document` share; inside their transaction.
  Stored<Written> write(const DocumentRecord& row, const JournalEntry& entry);
  Stored<std::optional<SaveReceipt>> saved_before(std::string_view id, const JournalEntry& entry);
  /// `also` narrows it further, in SQL.
  Stored<std::vector<JournalEntry>> read_journal(std::string_view id, std::string_view also, std::int64_t limit,
                                                 std::int64_t after);
  Stored<void> write_journal(std::string_view id, const JournalEntry& entry, JournalKind kind, std::int64_t version);
  Stored<SaveReceipt> set_removed(std::string_view id, const JournalEntry& entry,
                                  std::optional<std::int64_t> removed_at);

  Database* database_;
};

}  // namespace unrepeat
