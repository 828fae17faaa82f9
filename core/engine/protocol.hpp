// Everything the page may ask of the engine and everything the engine may answer: closed, described, the same natively
// and in the browser. A message travels as its id, the name of the described struct, and its fields as MessagePack.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/action/promise.hpp"
#include "core/action/promise_change.hpp"
#include "core/action/tracker_refresh.hpp"
#include "core/change.hpp"
#include "core/describe/describe.hpp"
#include "core/history/revision.hpp"
#include "core/learn/figure.hpp"
#include "core/learn/recurrence.hpp"
#include "core/store/taken_view.hpp"
#include "core/text/text.hpp"
#include "core/undo.hpp"

namespace unrepeat::protocol {

// ---- what the page asks ---------------------------------------------------------------------------------------------
// A request that changes something carries an `operation` id of its own. The engine does an operation once, however
// often it is sent, and answers each time; so the page sends again what was not answered.

/// Answered by LibraryOpened. The first request.
struct OpenLibrary {
  bool operator==(const OpenLibrary&) const = default;
};

enum class LibraryView : std::uint8_t { all, drafts, in_review, open_promises, small, examples };
SPELL(LibraryView, "all", "drafts", "in_review", "open_promises", "small", "examples")

enum class LibrarySort : std::uint8_t { started, updated, title, severity, open_actions, relevance };
SPELL(LibrarySort, "started", "updated", "title", "severity", "open_actions", "relevance")

/// Answered by PostmortemPage.
struct ListPostmortems {
  std::string search;  ///< As typed; empty lists everything.
  LibraryView view = LibraryView::all;
  std::vector<std::int64_t> severities;  ///< Levels to show; empty shows all.
  std::string system{};                  ///< One of PostmortemPage::systems; empty shows all.
  std::optional<Instant> since{};        ///< What started then or later.
  LibrarySort sort = LibrarySort::started;
  bool descending = true;
  std::string today{};            ///< The person's day, yyyy-mm-dd: for filters that are typed.
  std::int64_t utc_offset_s = 0;  ///< Of the days that are typed.
  std::int64_t offset = 0;
  std::int64_t limit = 50;
  bool operator==(const ListPostmortems&) const = default;
};

/// Answered by PostmortemLoaded.
struct LoadPostmortem {
  Id<Postmortem> id;
  bool operator==(const LoadPostmortem&) const = default;
};

/// Answered by PostmortemSaved. `document` is canonical JSON of one post-mortem.
struct CreatePostmortem {
  Uuid operation;
  std::string document;
  bool operator==(const CreatePostmortem&) const = default;
};

/// Answered by PostmortemSaved when the change is on disk.
struct SaveChange {
  Uuid operation;
  Change change;
  StepKind step = StepKind::done;
  std::int64_t restores = 0;  ///< The number of the revision it brings back; 0 where it brings back none.
  bool operator==(const SaveChange&) const = default;
};

/// Answered by RevisionsRead: the newest, or those before a number.
struct ReadRevisions {
  Id<Postmortem> id;
  std::int64_t before = 0;  ///< 0: from the newest on.
  std::int64_t limit = 20;
  bool operator==(const ReadRevisions&) const = default;
};

/// Answered by RevisionRead: one of them, whole.
struct ReadRevision {
  Id<Postmortem> id;
  std::int64_t number = 0;
  bool operator==(const ReadRevision&) const = default;
};

/// Answered by OperationDone. Undone with UndoOperation.
struct RemovePostmortems {
  Uuid operation;
  std::vector<Id<Postmortem>> ids;
  Instant now;
  std::string by;
  bool operator==(const RemovePostmortems&) const = default;
};

/// Answered by OperationDone: what was received becomes the library's own; what is so already is left as it is. Undone
/// with UndoOperation.
struct AdoptPostmortems {
  Uuid operation;
  std::vector<Id<Postmortem>> ids;
  Instant now;
  std::string by;
  bool operator==(const AdoptPostmortems&) const = default;
};

/// A file as it was dropped, chosen or pasted (ImportFile). One that was not read has of its bytes only the first few;
/// it is named in the plan all the same.
struct FileContent {
  std::string name;
  Bytes bytes;
  std::int64_t size = 0;  ///< As the file system says; of a folder, how many files of it follow.
  bool is_folder = false;
  std::int64_t left_out = 0;  ///< Of a folder.
  bool operator==(const FileContent&) const = default;
};

/// Answered by ImportPlanned, after Progress in records; nothing is written.
struct PlanImport {
  std::vector<FileContent> files;
  std::string language = "en";  ///< Of the words that an import itself writes into a post-mortem.
  std::string time_zone;        ///< Where a source does not say; IANA name.
  std::string zone_letters;     ///< As ChosenClocks spells them.
  Instant now;
  bool operator==(const PlanImport&) const = default;
};

/// Answered by OperationDone: the chosen items of the plan, all or none, one transaction.
struct AcceptImport {
  Uuid operation;
  Uuid plan;
  std::vector<std::int64_t> items;  ///< Indexes of plan items.
  bool as_examples = false;         ///< Marks them as examples, removable in one step.
  /// Those that are records of an incident become one post-mortem, with one timeline.
  bool as_one = false;
  /// Post-mortems that somebody wrote elsewhere were finished there: they come as approved ones. Not where they become
  /// one with other records.
  bool as_approved = false;
  /// What is new and a whole post-mortem was received from somebody: it is in no figure until it is adopted.
  bool as_received = false;
  std::string triage_tag;  ///< That those carry until somebody looked at them; empty for none.
  /// Events outside are left out of records; absent: there is no such end.
  std::optional<Instant> from, until;
  Instant now;
  std::string by;
  bool operator==(const AcceptImport&) const = default;
};

/// Answered by ImportCounted: what accepting these would take of records, were the hours these.
struct CountImport {
  Uuid plan;
  std::vector<std::int64_t> items;
  std::optional<Instant> from, until;
  bool operator==(const CountImport&) const = default;
};

/// What is told of promises: those in work or done and not verified; past their date; …
enum class PromiseView : std::uint8_t {
  open,
  overdue,
  due_soon,
  look_due,  ///< Done, and the day to look whether it worked has come.
  to_verify,
  slipped,  ///< Put off twice or more.
  stale,    ///< Nothing of it changed for a month.
  waiting,
  ideas,  ///< Not decided on.
  verified_lately,
  breached,  ///< Of priority, and open for longer than its severity allows.
  dropped,   ///< Will not be done.
  all,
};
SPELL(PromiseView, "open", "overdue", "due_soon", "look_due", "to_verify", "slipped", "stale", "waiting", "ideas",
      "verified_lately", "breached", "dropped", "all")

/// By what rows stand together, each in one group: a promise of several systems with those of just these, in the order
/// in which they are written, and one of several owners likewise.
enum class PromiseGrouping : std::uint8_t { none, owner, system, due_week, kind, effect, theme, postmortem };
SPELL(PromiseGrouping, "none", "owner", "system", "due_week", "kind", "effect", "theme", "postmortem")

enum class PromiseSort : std::uint8_t { due, owner, state, title, changed, slips, started, promised };
SPELL(PromiseSort, "due", "owner", "state", "title", "changed", "slips", "started", "promised")

/// Answered by PromisePage: promises of all post-mortems that are ours.
struct ListPromises {
  PromiseView view = PromiseView::open;
  std::optional<ActionState> state;
  /// A name of a person, a team or an organisation, or all of these as Promise has it; `has_none`: nobody; empty shows
  /// all.
  std::string owner;
  std::string system;  ///< `has_none`: none; empty shows all.
  std::optional<Effect> effect;
  std::string search;  ///< As typed: stands in title, owner or post-mortem.
  PromiseSort sort = PromiseSort::due;
  bool descending = false;
  PromiseGrouping group = PromiseGrouping::none;
  std::string today;                         ///< The person's day, yyyy-mm-dd.
  Instant now;                               ///< When it began, so that the same question stays the same.
  std::vector<std::int64_t> objective_days;  ///< For priority actions, by severity from 1 on; 0: none.
  std::int64_t offset = 0;
  std::int64_t limit = 50;
  bool operator==(const ListPromises&) const = default;
};

/// Answered by PromisesCounted.
struct CountPromises {
  ListPromises of;  ///< Its filters narrow every view.
  bool with_owners = true;
  bool operator==(const CountPromises&) const = default;
};

enum class PromiseFile : std::uint8_t { calendar, csv, markdown, digest };
SPELL(PromiseFile, "calendar", "csv", "markdown", "digest")

/// No file has more promises than this: four times as many as a large library has.
inline constexpr std::int64_t most_exported_promises = 200'000;

/// Answered by Exported: what `of` lists, whatever its offset and limit say. The calendar has the days of those that
/// are still to be kept; the digest is a text for a chat, of what is open whatever view `of` has.
struct ExportPromises {
  ListPromises of;
  PromiseFile file = PromiseFile::calendar;
  std::string language;
  Instant now;
  /// Where there are more, the most pressing ones go, in that order, and the answer says how many do not.
  std::int64_t most = most_exported_promises;
  bool operator==(const ExportPromises&) const = default;
};

using unrepeat::PromiseChange;

/// Answered by OperationDone: all of them, or none and why. Undone with UndoOperation.
struct ChangePromises {
  Uuid operation;
  std::vector<PromiseChange> changes;
  Instant now;
  std::string by;
  bool operator==(const ChangePromises&) const = default;
};

/// Answered by RefreshPlanned, after Progress in post-mortems where the library was not read yet: what exports of a
/// tracker would change; nothing is written.
struct PlanRefresh {
  std::vector<FileContent> files;
  std::string language;
  std::string time_zone;  ///< Where a table does not say; IANA name.
  Instant now;
  bool operator==(const PlanRefresh&) const = default;
};

/// Answered by IdeasFound. To be asked again while something is `left`.
struct FindIdeas {
  bool operator==(const FindIdeas&) const = default;
};

/// Answered by EarlierFound: what happened before that is like a post-mortem of the library, or like one of which only
/// the title is known. To be asked again while something is `left`.
struct FindEarlier {
  std::optional<Id<Postmortem>> id;
  std::string title;  ///< Without an id.
  bool operator==(const FindEarlier&) const = default;
};

/// Answered by FigureRead. To be asked again while something is `left`.
struct ReadFigure {
  FigureKind kind = FigureKind::durations;
  FigureScope scope;
  bool operator==(const ReadFigure&) const = default;
};

/// Answered by IncidentsBehind: what stands behind a part of a figure (`incidents_behind`).
struct ListBehind {
  FigureKind kind = FigureKind::durations;
  FigureScope scope;
  std::string key;
  bool operator==(const ListBehind&) const = default;
};

/// Answered by Exported: the figure as a table, CSV.
struct ExportFigure {
  FigureKind kind = FigureKind::durations;
  FigureScope scope;
  std::string language;
  bool operator==(const ExportFigure&) const = default;
};

/// Answered by FamiliesFound: those of which at least one incident is in the scope, with all of theirs. To be asked
/// again while something is `left`.
struct FindFamilies {
  FigureScope scope;  ///< Its moments are not looked at.
  bool operator==(const FindFamilies&) const = default;
};

/// Answered by DueRead: what of the post-mortems themselves presses. To be asked again while something is `left`.
struct ReadDue {
  std::string today;               ///< The person's day, yyyy-mm-dd.
  Instant now;                     ///< To the day.
  std::optional<Instant> visited;  ///< When the person was here before; absent: nothing is told of changes.
  bool operator==(const ReadDue&) const = default;
};

/// Answered by Exported, after Progress in post-mortems: the library for whoever wants to ask more of it, without what
/// nobody adopted.
struct TakeLibrary {
  std::optional<TakenView> view;  ///< As CSV; absent: all of them, as an SQLite file.
  Instant now;                    ///< To the day, as of a figure.
  bool operator==(const TakeLibrary&) const = default;
};

/// Answered by OperationDone.
struct RemoveExamples {
  Uuid operation;
  Instant now;
  std::string by;
  bool operator==(const RemoveExamples&) const = default;
};

/// Takes back an AcceptImport, CreatePostmortem, RemovePostmortems, AdoptPostmortems, ChangePromises, RemoveExamples,
/// SaveTemplate or RemoveTemplate. Answered by OperationDone.
struct UndoOperation {
  Uuid operation;
  Uuid undone;
  Instant now;
  std::string by;
  bool operator==(const UndoOperation&) const = default;
};

enum class ExportFormat : std::uint8_t { json, markdown };
SPELL(ExportFormat, "json", "markdown")

/// Answered by Exported: one post-mortem as a file, several as a bundle.
struct ExportPostmortems {
  std::vector<Id<Postmortem>> ids;  ///< Empty: the whole library.
  ExportFormat format = ExportFormat::json;
  bool with_images = true;  ///< Where the format can hold them.
  bool operator==(const ExportPostmortems&) const = default;
};

/// Answered by ImageKept when the bytes are on disk; refused where read_image_file refuses them. What they are of names
/// them afterwards.
struct KeepImage {
  Bytes bytes;
  bool operator==(const KeepImage&) const = default;
};

/// Answered by ImageRead.
struct ReadImage {
  std::string sha256;
  bool operator==(const ReadImage&) const = default;
};

/// Answered by SettingsRead.
struct ReadSettings {
  bool operator==(const ReadSettings&) const = default;
};

/// Answered by OperationDone.
struct WriteSetting {
  Uuid operation;
  std::string key;
  std::string value;
  bool operator==(const WriteSetting&) const = default;
};

/// Answered by TemplatesRead.
struct ReadTemplates {
  bool operator==(const ReadTemplates&) const = default;
};

/// Keeps a template of the team, new or changed. Answered by OperationDone; undone with UndoOperation.
struct SaveTemplate {
  Uuid operation;
  std::string document;  ///< The JSON of one template.
  Instant now;
  std::string by;
  bool operator==(const SaveTemplate&) const = default;
};

/// Answered by OperationDone. Undone with UndoOperation.
struct RemoveTemplate {
  Uuid operation;
  Uuid id;
  Instant now;
  std::string by;
  bool operator==(const RemoveTemplate&) const = default;
};

/// Ends a running request as soon as possible; that one is then answered by Failed{cancelled}. Not answered itself.
struct Cancel {
  std::int64_t request = 0;
  bool operator==(const Cancel&) const = default;
};

using Request = std::variant<OpenLibrary, ListPostmortems, LoadPostmortem, CreatePostmortem, SaveChange,
                             RemovePostmortems, PlanImport, AcceptImport, RemoveExamples, UndoOperation,
                             ExportPostmortems, ReadSettings, WriteSetting, ReadTemplates, SaveTemplate, RemoveTemplate,
                             ReadRevisions, ReadRevision, KeepImage, ReadImage, CountImport, FindEarlier, ListPromises,
                             CountPromises, ExportPromises, ReadFigure, ListBehind, ExportFigure, FindFamilies, ReadDue,
                             TakeLibrary, ChangePromises, PlanRefresh, FindIdeas, AdoptPostmortems, Cancel>;

// ---- what the engine answers ----------------------------------------------------------------------------------------

/// A sentence for a person, by its name in the string table. Page and engine are one build; whoever shows it says it in
/// the language that is spoken then.
struct Sentence {
  std::int64_t text = 0;  ///< A Text.
  std::vector<std::string> arguments;
  bool operator==(const Sentence&) const = default;
};
Sentence sentence(Text text, std::vector<std::string> arguments = {});

enum class StorageKind : std::uint8_t {
  on_disk,    ///< Kept on this device, in this browser.
  in_memory,  ///< The browser refused storage: kept until the page is closed.
};
SPELL(StorageKind, "on_disk", "in_memory")

struct LibraryOpened {
  StorageKind storage = StorageKind::on_disk;
  std::string why;  ///< What the browser said when it refused storage.
  std::int64_t schema_version = 0;
  bool operator==(const LibraryOpened&) const = default;
};

/// A line of the library list.
struct PostmortemRow {
  Id<Postmortem> id;
  std::string title;
  RecordKind kind = RecordKind::incident;
  Form form = Form::full;
  StatusState status = StatusState::draft;
  std::optional<std::int64_t> severity;
  std::vector<std::string> systems;
  std::string time_zone;
  std::optional<Instant> started_at;
  std::optional<std::int64_t>
      impact_minutes;  ///< From the windows; else impact start to mitigated or resolved; absent if unknown.
  std::int64_t actions = 0;
  std::int64_t open_actions = 0;       ///< As `is_open` says.
  std::int64_t done_actions = 0;       ///< Done but not verified; a part of the open ones.
  std::int64_t undecided_actions = 0;  ///< Ideas, and those whose state nobody knows.
  std::string language;
  Instant updated_at;
  bool example = false;
  bool is_received = false;  ///< From somebody, and not adopted: it is in no figure.
  std::string excerpt;       ///< Where the search matched, if not in the title.
  bool operator==(const PostmortemRow&) const = default;
};

struct ViewCount {
  LibraryView view = LibraryView::all;
  std::int64_t count = 0;
  bool operator==(const ViewCount&) const = default;
};

struct PostmortemPage {
  std::int64_t total = 0;  ///< Rows that match, not only those sent.
  std::int64_t offset = 0;
  std::vector<PostmortemRow> rows;
  std::vector<ViewCount> counts;  ///< Of the whole library.
  /// Of the whole library, the one with the most post-mortems first; no more than a person would look through.
  std::vector<std::string> systems;
  std::vector<Sentence> search_problems{};  ///< Filters of the search that are left out, and why.
  bool operator==(const PostmortemPage&) const = default;
};

struct PostmortemLoaded {
  std::string document;  ///< Canonical JSON.
  /// What was changed last, the oldest first: no more than a person takes back.
  std::vector<Step> steps;
  bool operator==(const PostmortemLoaded&) const = default;
};

/// A revision in a list.
struct RevisionRow {
  std::int64_t number = 0;  ///< 0: what was written since the newest, as it is now.
  Instant at;
  std::string by;
  RevisionKind kind = RevisionKind::rested;
  std::int64_t source = 0;       ///< The revision that it brought back; 0 where it brought back none.
  std::optional<Change> change;  ///< Since the one before; nothing for the first.
  bool operator==(const RevisionRow&) const = default;
};

struct RevisionsRead {
  std::vector<RevisionRow> rows;  ///< The newest first.
  std::int64_t older = 0;         ///< So many stand before the last of them.
  bool operator==(const RevisionsRead&) const = default;
};

struct RevisionRead {
  std::string document;  ///< Canonical JSON.
  bool operator==(const RevisionRead&) const = default;
};

struct PostmortemSaved {
  Uuid operation;
  Id<Postmortem> id;
  bool operator==(const PostmortemSaved&) const = default;
};

enum class PlanState : std::uint8_t { fresh, same, differs, not_understood };
SPELL(PlanState, "new", "same", "differs", "not_understood")

struct PlanItem {
  PlanState state = PlanState::fresh;
  std::string file;
  std::string place;  ///< JSON pointer or line in the file.
  std::string title;
  Sentence reason;
  std::optional<Id<Postmortem>> postmortem;
  std::optional<Instant> started_at;
  std::optional<Instant> first_at, last_at;  ///< Of what it holds.
  std::int64_t events = 0;
  std::int64_t sections = 0;  ///< Of what has no part of its own and is kept as it is written.
  std::string kind;           ///< What it was recognised as: "unrepeat", "statuspage".
  bool is_template = false;
  bool is_record = false;   ///< Of an incident, as a tool kept it; it can be joined with others.
  bool is_written = false;  ///< A record that is a whole post-mortem, written elsewhere.
  bool chosen = false;      ///< Proposed to be taken.
  bool operator==(const PlanItem&) const = default;
};

/// A problem with its place.
struct PlacedProblem {
  bool error = true;
  std::string file;
  std::string pointer;
  std::int64_t line = 0;
  std::int64_t column = 0;
  Sentence text;
  bool operator==(const PlacedProblem&) const = default;
};

struct ImportPlanned {
  Uuid plan;
  std::vector<PlanItem> items;
  std::vector<PlacedProblem> problems;
  bool as_approved = false;            ///< Much of it seems to be finished elsewhere.
  bool as_one = false;                 ///< The chosen records seem to tell one incident.
  std::optional<Instant> from, until;  ///< The hours that are proposed.
  bool operator==(const ImportPlanned&) const = default;
};

struct ImportCounted {
  std::int64_t events = 0;
  std::int64_t left_out = 0;
  bool operator==(const ImportCounted&) const = default;
};

/// A promise of an earlier one that nobody has verified.
struct EarlierPromise {
  Id<Action> id;
  std::string title;
  ActionState state = ActionState::committed;
  std::string owner;
  std::string due;      ///< yyyy-mm-dd.
  std::string because;  ///< Why it will not be done.
  bool operator==(const EarlierPromise&) const = default;
};

struct EarlierRow {
  Id<Postmortem> id;
  std::string title;
  std::optional<Instant> started_at;
  std::string time_zone;
  bool is_telling = false;  ///< Like enough to be told of without being asked.
  bool is_said = false;     ///< Somebody said that it came again.
  std::vector<LikenessSign> signs;
  std::vector<EarlierPromise> promises;  ///< Those that are open, or done and not verified.
  std::vector<EarlierPromise> dropped;
  std::int64_t verified = 0;
  std::string worked;  ///< What ended it, in its own words.
  bool operator==(const EarlierRow&) const = default;
};

struct EarlierFound {
  std::vector<EarlierRow> rows;  ///< The likest first.
  bool is_cut = false;           ///< There may be more that came before.
  std::int64_t left = 0;         ///< So many post-mortems were not looked at yet.
  bool operator==(const EarlierFound&) const = default;
};

/// How far the library was looked through.
struct FigureRead {
  Figure figure;
  std::int64_t left = 0, total = 0;  ///< Post-mortems; while some are left there is no figure.
  std::int64_t not_adopted = 0;      ///< Those that came from elsewhere: they are in no figure.
  std::vector<std::string> tags;     ///< Of the library, the most frequent first; no more than a person looks through.
  bool operator==(const FigureRead&) const = default;
};

struct IncidentsBehind {
  std::vector<FigureIncident> rows;
  std::int64_t count = 0;  ///< Also those that are not among the rows;
  std::int64_t value = 0;  ///< and what all of them come to together, as FigureIncident has it of one.
  bool operator==(const IncidentsBehind&) const = default;
};

/// A promise of an incident, as its family tells of it.
struct FamilyPromise {
  Id<Postmortem> postmortem;
  EarlierPromise promise;
  bool operator==(const FamilyPromise&) const = default;
};

/// An incident that came again.
struct FamilyRow {
  std::string name;                       ///< The title that says most of what all of them say.
  std::vector<std::string> systems;       ///< That at least half of them have.
  std::vector<LikenessSign> signs;        ///< Between the last two.
  std::vector<FigureIncident> incidents;  ///< The first first; `value` is how many of its promises wait.
  std::vector<FamilyPromise> promises;    ///< Those that wait, of all of them.
  std::vector<FamilyPromise> dropped;
  std::int64_t verified = 0;
  std::int64_t in_scope = 0;  ///< Of `incidents`, those the scope asked for.
  bool operator==(const FamilyRow&) const = default;
};

struct FamiliesFound {
  std::vector<FamilyRow> rows;  ///< What came most often first; no more than a person looks through.
  std::int64_t count = 0;       ///< Of all families.
  std::int64_t left = 0, total = 0;
  bool operator==(const FamiliesFound&) const = default;
};

/// A post-mortem that presses.
struct DueRow {
  FigureIncident incident;  ///< `value`: days past the day its review was due, or since it began where none was set.
  bool has_date = false;    ///< Whether such a day was set.
  bool operator==(const DueRow&) const = default;
};

struct ChangedRow {
  Id<Postmortem> id;
  std::string title;
  Instant at;
  std::string by;
  bool is_new = false;
  /// What it comes to, to be told and not to be applied; without edits where it is new, or too much to be read at once.
  Change change;
  bool operator==(const ChangedRow&) const = default;
};

struct DueRead {
  std::vector<DueRow> reviews;    ///< To be held, the latest first.
  std::vector<DueRow> unwritten;  ///< Incidents whose post-mortem nobody began, the oldest first.
  std::vector<ChangedRow> changed;
  /// Also those that are not among the rows.
  std::int64_t reviews_count = 0, unwritten_count = 0, changed_count = 0;
  std::int64_t left = 0, total = 0;
  bool operator==(const DueRead&) const = default;
};

/// Rows that stand together.
struct PromiseGroup {
  /// The names of the owner or of all systems, with commas between them; the theme's name, the Monday of the week, the
  /// spelling of kind or effect, the post-mortem's id; empty where there is none.
  std::string key;
  std::string title;  ///< Of a post-mortem; of a theme that the vocabulary does not name, as it was written.
  std::int64_t count = 0;
  bool operator==(const PromiseGroup&) const = default;
};

struct PromisePage {
  std::int64_t total = 0;  ///< That match, not only those sent.
  std::int64_t offset = 0;
  std::vector<Promise> rows;
  std::vector<PromiseGroup> groups;  ///< Of all that match, in the order of the rows; none without a grouping.
  bool operator==(const PromisePage&) const = default;
};

struct RefreshPlanned {
  std::vector<RefreshItem> items;
  std::vector<PlacedProblem> problems;
  bool operator==(const RefreshPlanned&) const = default;
};

/// An action that says an idea that returns.
struct IdeaPromise {
  Id<Postmortem> postmortem;
  std::string postmortem_title;
  std::optional<Instant> started_at;
  std::string time_zone;
  Id<Action> id;
  std::string title;
  ActionState state = ActionState::idea;
  std::string due;
  std::int64_t time = 0;  ///< As IdeaInstance has it: 2 for the second promise, 0 for what never was one.
  bool operator==(const IdeaPromise&) const = default;
};

/// One idea that several post-mortems have.
struct IdeaRow {
  std::string title;  ///< As it was said last.
  std::string words;  ///< That all of them share, with commas; may be empty where somebody joined them.
  bool is_joined = false;
  std::int64_t weight = 0;            ///< Post-mortems that have it.
  std::int64_t promised = 0;          ///< Of these those that promised it.
  std::int64_t kept = 0;              ///< Promises of it that are done or verified.
  std::vector<IdeaPromise> promises;  ///< The first first; also what never was promised.
  bool operator==(const IdeaRow&) const = default;
};

struct IdeasFound {
  std::vector<IdeaRow> rows;  ///< What was promised most often and never done first.
  std::int64_t count = 0;     ///< Also those that are not among the rows.
  std::int64_t left = 0, total = 0;
  bool operator==(const IdeasFound&) const = default;
};

struct PromisesCounted {
  std::vector<std::int64_t> views;  ///< In the order of PromiseView.
  /// People, teams and organisations, one name each, who has the most first, open or not; no more than a person looks
  /// through.
  std::vector<std::string> owners;
  std::int64_t not_adopted = 0;  ///< Post-mortems that came from elsewhere: their promises are not among these.
  std::int64_t without_owner = 0;
  bool operator==(const PromisesCounted&) const = default;
};

struct OperationDone {
  Uuid operation;
  std::int64_t count = 0;      ///< Post-mortems touched.
  std::int64_t templates = 0;  ///< Templates touched.
  std::vector<Id<Postmortem>> ids;
  bool operator==(const OperationDone&) const = default;
};

struct Exported {
  std::string name;  ///< Proposed file name.
  std::string media_type;
  Bytes bytes;
  std::int64_t images_left_out = 0;    ///< With them it would be larger than what can be opened again.
  std::int64_t promises_left_out = 0;  ///< Those that press least, where they are more than a file has.
  bool operator==(const Exported&) const = default;
};

struct ImageKept {
  std::string sha256;
  std::string media_type;
  bool operator==(const ImageKept&) const = default;
};

struct ImageRead {
  std::string sha256;
  Bytes bytes;  ///< None where the library has no such image.
  bool operator==(const ImageRead&) const = default;
};

struct Setting {
  std::string key;
  std::string value;
  bool operator==(const Setting&) const = default;
};

struct SettingsRead {
  std::vector<Setting> settings;
  bool operator==(const SettingsRead&) const = default;
};

/// What the team made; those that come with the app are not among them.
struct TemplatesRead {
  std::vector<std::string> documents;
  bool operator==(const TemplatesRead&) const = default;
};

enum class FailureKind : std::uint8_t {
  refused,  ///< The request makes no sense here (unknown id, a change that does not fit).
  cancelled,
  storage_full,
  storage_failed,  ///< Anything else the disk or SQLite said.
  newer_schema,    ///< The library was written by a newer version.
  malformed,       ///< The bytes are no request.
};
SPELL(FailureKind, "refused", "cancelled", "storage_full", "storage_failed", "newer_schema", "malformed")

struct Failed {
  FailureKind kind = FailureKind::refused;
  std::vector<Sentence> text;  ///< What happened, and then why, if more is known.
  bool operator==(const Failed&) const = default;
};

/// Sent any number of times before the answer.
struct Progress {
  std::int64_t done = 0;
  std::int64_t total = 0;  ///< 0 while unknown.
  bool operator==(const Progress&) const = default;
};

using Reply = std::variant<LibraryOpened, PostmortemPage, PostmortemLoaded, PostmortemSaved, ImportPlanned,
                           OperationDone, Exported, SettingsRead, TemplatesRead, RevisionsRead, RevisionRead, ImageKept,
                           ImageRead, ImportCounted, EarlierFound, PromisePage, PromisesCounted, FigureRead,
                           IncidentsBehind, FamiliesFound, DueRead, RefreshPlanned, IdeasFound, Failed, Progress>;

// ---- on the wire ----------------------------------------------------------------------------------------------------

template <class Body>
struct Message {
  std::int64_t id = 0;  ///< Of the request; its answers carry the same.
  Body body;
};

Bytes encode(const Message<Request>& message);
Bytes encode(const Message<Reply>& message);
/// Refuses what is not exactly a message: depth, sizes, types and names are checked while reading.
std::optional<Message<Request>> decode_request(const std::uint8_t* bytes, std::size_t size);
std::optional<Message<Reply>> decode_reply(const std::uint8_t* bytes, std::size_t size);

}  // namespace unrepeat::protocol

namespace unrepeat {

DESCRIBED(protocol::OpenLibrary)
DESCRIBED(protocol::ListPostmortems)
DESCRIBED(protocol::LoadPostmortem)
DESCRIBED(protocol::CreatePostmortem)
DESCRIBED(protocol::SaveChange)
DESCRIBED(protocol::RemovePostmortems)
DESCRIBED(protocol::AdoptPostmortems)
DESCRIBED(protocol::FileContent)
DESCRIBED(protocol::PlanImport)
DESCRIBED(protocol::AcceptImport)
DESCRIBED(protocol::CountImport)
DESCRIBED(protocol::FindEarlier)
DESCRIBED(protocol::ListPromises)
DESCRIBED(protocol::CountPromises)
DESCRIBED(protocol::ExportPromises)
DESCRIBED(protocol::ReadFigure)
DESCRIBED(protocol::ListBehind)
DESCRIBED(protocol::ExportFigure)
DESCRIBED(protocol::FindFamilies)
DESCRIBED(protocol::ReadDue)
DESCRIBED(protocol::TakeLibrary)
DESCRIBED(protocol::ChangePromises)
DESCRIBED(protocol::PlanRefresh)
DESCRIBED(protocol::FindIdeas)
DESCRIBED(protocol::RemoveExamples)
DESCRIBED(protocol::UndoOperation)
DESCRIBED(protocol::ExportPostmortems)
DESCRIBED(protocol::ReadSettings)
DESCRIBED(protocol::WriteSetting)
DESCRIBED(protocol::ReadTemplates)
DESCRIBED(protocol::SaveTemplate)
DESCRIBED(protocol::RemoveTemplate)
DESCRIBED(protocol::ReadRevisions)
DESCRIBED(protocol::ReadRevision)
DESCRIBED(protocol::KeepImage)
DESCRIBED(protocol::ReadImage)
DESCRIBED(protocol::Cancel)
DESCRIBED(protocol::LibraryOpened)
DESCRIBED(protocol::PostmortemRow)
DESCRIBED(protocol::ViewCount)
DESCRIBED(protocol::PostmortemPage)
DESCRIBED(protocol::PostmortemLoaded)
DESCRIBED(protocol::PostmortemSaved)
DESCRIBED(protocol::Sentence)
DESCRIBED(protocol::PlanItem)
DESCRIBED(protocol::PlacedProblem)
DESCRIBED(protocol::ImportPlanned)
DESCRIBED(protocol::ImportCounted)
DESCRIBED(protocol::EarlierPromise)
DESCRIBED(protocol::EarlierRow)
DESCRIBED(protocol::EarlierFound)
DESCRIBED(protocol::PromiseGroup)
DESCRIBED(protocol::PromisePage)
DESCRIBED(protocol::RefreshPlanned)
DESCRIBED(protocol::IdeaPromise)
DESCRIBED(protocol::IdeaRow)
DESCRIBED(protocol::IdeasFound)
DESCRIBED(protocol::FigureRead)
DESCRIBED(protocol::IncidentsBehind)
DESCRIBED(protocol::FamilyPromise)
DESCRIBED(protocol::FamilyRow)
DESCRIBED(protocol::FamiliesFound)
DESCRIBED(protocol::DueRow)
DESCRIBED(protocol::ChangedRow)
DESCRIBED(protocol::DueRead)
DESCRIBED(protocol::PromisesCounted)
DESCRIBED(protocol::OperationDone)
DESCRIBED(protocol::Exported)
DESCRIBED(protocol::Setting)
DESCRIBED(protocol::SettingsRead)
DESCRIBED(protocol::TemplatesRead)
DESCRIBED(protocol::RevisionRow)
DESCRIBED(protocol::RevisionsRead)
DESCRIBED(protocol::RevisionRead)
DESCRIBED(protocol::ImageKept)
DESCRIBED(protocol::ImageRead)
DESCRIBED(protocol::Failed)
DESCRIBED(protocol::Progress)

std::string say(Language language, const protocol::Sentence& sentence);
/// One after the other.
std::string say(Language language, const std::vector<protocol::Sentence>& sentences);

}  // namespace unrepeat
