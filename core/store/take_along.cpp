// A view is a list of columns, each with its meaning and where its cells come from. Durations alone are worked out by
// the file itself, in SQL that other databases read too.
#include "core/store/take_along.hpp"

#include <array>
#include <span>
#include <string_view>
#include <type_traits>

#include "core/action/promise.hpp"
#include "core/format/csv_writer.hpp"
#include "core/moment/commands.hpp"
#include "core/postmortem/summary.hpp"
#include "core/store/store_try.hpp"

namespace unrepeat {
namespace {

/// From one thing to another. `incident` is the post-mortem as a whole.
struct TakenLink {
  Uuid id;
  std::string_view from_kind;
  Uuid from;
  std::string_view kind;
  std::string_view to_kind;
  std::optional<Uuid> to;
  std::string_view written;
  std::string_view note;
};

struct TakenTag {
  std::string_view kind;
  Uuid id;
  std::string_view tag;
};

/// What the cells of a row are taken from: what its view is of is set.
struct Row {
  const Postmortem* postmortem = nullptr;
  std::int64_t place = 0;
  const Summary* summary = nullptr;
  MomentKind kind = {};
  const Time* time = nullptr;  ///< Null where there is none, even in views with times.
  const TimelineEvent* event = nullptr;
  const Factor* factor = nullptr;
  const Action* action = nullptr;
  const PromiseHistory* history = nullptr;
  const LogEntry* logged = nullptr;
  const AffectedSystem* system = nullptr;
  const Reference* reference = nullptr;
  const TakenLink* link = nullptr;
  const TakenTag* tag = nullptr;

  const Moment& moment() const { return postmortem->moments[kind]; }
  const Check* check() const { return action->checks.empty() ? nullptr : &action->checks.back(); }
};

/// Puts the cells of a row, one after another. What nobody wrote is NULL.
class Cells {
 public:
  explicit Cells(Query& query) : query_(query) {}

  void operator()() { query_.bind(nullptr); }
  void operator()(std::string_view text) { text.empty() ? query_.bind(nullptr) : query_.bind(text); }
  void operator()(const std::string& text) { (*this)(std::string_view(text)); }
  void operator()(const Uuid& id) { id.is_nil() ? query_.bind(nullptr) : query_.bind(text_of(id)); }
  void operator()(Instant at) { query_.bind(format_instant(at)); }
  void operator()(std::int64_t number) { query_.bind(number); }
  void operator()(std::size_t number) { query_.bind(static_cast<std::int64_t>(number)); }
  void operator()(bool is_so) { query_.bind(is_so); }
  void operator()(double number) { query_.bind(number); }
  template <class Choice>
    requires std::is_enum_v<Choice>
  void operator()(Choice choice) {
    query_.bind(spelling_of(choice));
  }
  template <class T>
  void operator()(const std::optional<T>& value) {
    value ? (*this)(*value) : (*this)();
  }

 private:
  Query& query_;
};

using Put = Cells&;
using In = const Row&;

struct Column {
  std::string_view name;
  std::string_view type;
  std::string_view meaning;
  void (*put)(Put put, In row) = nullptr;
};

constexpr std::string_view text = "TEXT", whole = "INTEGER", number = "REAL";

constexpr Column in_postmortem[] = {
    {"postmortem", text, "The id of the post-mortem it is in.", [](Put put, In row) { put(row.postmortem->id); }},
    {"place", whole, "Its place among the rows of its post-mortem, from 1.", [](Put put, In row) { put(row.place); }},
};

constexpr Column postmortems[] = {
    {"id", text, "The id of the post-mortem, the same in every file and library.",
     [](Put put, In row) { put(row.postmortem->id); }},
    {"title", text, "What it is called.", [](Put put, In row) { put(row.postmortem->title); }},
    {"kind", text, "incident, near_miss, false_alarm or drill.", [](Put put, In row) { put(row.postmortem->kind); }},
    {"form", text, "full, or card: the five fields of a small one.",
     [](Put put, In row) { put(row.postmortem->form); }},
    {"status", text, "draft, not_started, in_review, approved or not_required.",
     [](Put put, In row) { put(row.postmortem->status.state); }},
    {"closed", whole, "1 if it is approved and none of its actions is open.",
     [](Put put, In row) { put(row.summary->closed); }},
    {"severity", whole, "From 1, the worst, to 5.",
     [](Put put, In row) { row.postmortem->severity ? put(row.postmortem->severity->level) : put(); }},
    {"severity_written", text, "What the source called the severity.",
     [](Put put, In row) { row.postmortem->severity ? put(row.postmortem->severity->written) : put(); }},
    {"started_at", text,
     "When it began: the first start of impact, else when it was detected, else the first event with a time.",
     [](Put put, In row) { put(row.summary->started_at); }},
    {"impact_minutes", number,
     "How long there was impact: the impact windows, overlaps once, else from the start of impact until it was "
     "mitigated or resolved.",
     [](Put put, In row) {
       row.summary->impact ? put(static_cast<double>(row.summary->impact->microseconds) / 60e6) : put();
     }},
    {"time_zone", text, "The IANA zone in which its times are shown.",
     [](Put put, In row) { put(row.postmortem->time_zone); }},
    {"detected_by", text, "Who noticed it: monitoring, customer, staff, partner, vendor, chance or unknown.",
     [](Put put, In row) { put(row.postmortem->detection.source); }},
    {"causes_state", text, "How far the causes are known: unknown, partly or known.",
     [](Put put, In row) { put(row.postmortem->causes.state); }},
    {"data_loss", text, "unknown, none or some.", [](Put put, In row) { put(row.postmortem->impact.data_loss); }},
    {"actions", whole, "How many actions it has.", [](Put put, In row) { put(row.summary->actions); }},
    {"open_actions", whole, "How many of them are promised and neither verified nor given up.",
     [](Put put, In row) { put(row.summary->open_actions); }},
    {"done_actions", whole, "How many of the open ones are done and wait to be verified.",
     [](Put put, In row) { put(row.summary->done_actions); }},
    {"no_action_because", text, "Why there are no actions, where somebody said so.",
     [](Put put, In row) { put(row.postmortem->no_action_because); }},
    {"team", text, "The team it belongs to.", [](Put put, In row) { put(row.postmortem->team); }},
    {"owner", text, "Who looks after it.", [](Put put, In row) { put(row.postmortem->owner); }},
    {"review_due", text, "The day by which it is to be reviewed.",
     [](Put put, In row) { put(row.postmortem->review_due); }},
    {"sensitivity", text, "public, internal, confidential or restricted.",
     [](Put put, In row) { put(row.postmortem->sensitivity); }},
    {"template", text, "The name of the template it is written by.",
     [](Put put, In row) { row.postmortem->template_ ? put(row.postmortem->template_->name) : put(); }},
    {"language", text, "The language it is written in, as BCP 47 spells it.",
     [](Put put, In row) { put(row.postmortem->language); }},
    {"summary", text, "The summary, in Markdown.", [](Put put, In row) { put(row.postmortem->context.summary); }},
    {"resolution", text, "How it ended, in Markdown.", [](Put put, In row) { put(row.postmortem->resolution.text); }},
    {"created_at", text, "When the post-mortem was begun.",
     [](Put put, In row) { put(row.postmortem->history.created_at); }},
    {"updated_at", text, "When it was last changed.", [](Put put, In row) { put(row.postmortem->history.updated_at); }},
};

constexpr Column time_columns[] = {
    {"happened_at", text, "When it was; NULL where no instant is known.",
     [](Put put, In row) { row.time ? put(row.time->at) : put(); }},
    {"unix_seconds", number, "The same instant in seconds since 1970 in UTC, for arithmetic.",
     [](Put put, In row) {
       row.time&& row.time->at ? put(static_cast<double>(row.time->at->microseconds) / 1e6) : put();
     }},
    {"written", text, "The time as the source wrote it.",
     [](Put put, In row) { row.time ? put(row.time->written) : put(); }},
    {"utc_offset", text, "The offset from UTC that was written with it, such as +01:00.",
     [](Put put, In row) { row.time ? put(row.time->offset) : put(); }},
    {"zone", text, "The IANA zone in which it was read where no offset was written.",
     [](Put put, In row) { row.time ? put(row.time->zone) : put(); }},
    {"precision", text, "How exactly it was written: second, minute, hour, day or month.",
     [](Put put, In row) { row.time ? put(row.time->precision) : put(); }},
    {"approximate", whole, "1 if it is said to be about then.",
     [](Put put, In row) { row.time ? put(row.time->approximate) : put(); }},
    {"earliest", text, "When it was at the earliest, where only a range is known.",
     [](Put put, In row) { row.time ? put(row.time->earliest) : put(); }},
    {"latest", text, "When it was at the latest, where only a range is known.",
     [](Put put, In row) { row.time ? put(row.time->latest) : put(); }},
};

constexpr Column moments[] = {
    {"moment", text,
     "cause_introduced, impact_start, detected, notified, declared, acknowledged, mobilised, identified, communicated, "
     "mitigated, resolved or reviewed.",
     [](Put put, In row) { put(row.kind); }},
    {"state", text, "recorded, pending (nobody has said it yet), not_applicable or unknown (nobody can say it).",
     [](Put put, In row) { put(row.moment().state); }},
    {"basis", text, "Where a recorded one comes from: recorded, tool_default (a tool sets it by itself) or estimated.",
     [](Put put, In row) { put(row.moment().basis); }},
    {"event", text, "The id of the event whose time it has, if it has one's.",
     [](Put put, In row) { put(row.moment().event); }},
    {"note", text, "What somebody noted on it.", [](Put put, In row) { put(row.moment().note); }},
};

constexpr Column durations[] = {
    {"postmortem", text, "The id of the post-mortem it is in."},
    {"from_moment", text, "The moment it begins with, as in moments."},
    {"to_moment", text, "The moment it ends with, one that comes later in the order of moments."},
    {"minutes", number, "How many minutes lie between the two; NULL unless known, and never negative."},
    {"state", text,
     "known, or the first of these that holds: not_applicable; unknown, also where a recorded moment has no instant; "
     "tool_default if a tool set one of the two by itself, which measures nothing; pending; in_future if one is later "
     "than the day on which this was taken along; out_of_order if the second moment was before the first."},
    {"approximate", whole,
     "1 if one of the two is approximate, estimated, or written to no more than the hour; NULL unless known."},
};

constexpr Column events[] = {
    {"id", text, "The id of the event.", [](Put put, In row) { put(row.event->id); }},
    {"kind", text,
     "change, impact, detection, notification, acknowledgement, escalation, handover, observation, hypothesis, "
     "finding, decision, attempt, communication, mitigation, resolution or other.",
     [](Put put, In row) { put(row.event->kind); }},
    {"text", text, "What happened, in Markdown.", [](Put put, In row) { put(row.event->text); }},
    {"actor", text, "Who or what did it.", [](Put put, In row) { put(row.event->actor); }},
    {"audience", text, "Whom a communication went to.", [](Put put, In row) { put(row.event->audience); }},
    {"outcome", text,
     "How an attempt or a hypothesis turned out: open, worked, no_effect, made_worse, confirmed or ruled_out.",
     [](Put put, In row) { put(row.event->outcome); }},
    {"starred", whole, "1 if somebody marked it as important.", [](Put put, In row) { put(row.event->starred); }},
    {"hidden", whole, "1 if somebody left it out of the timeline.",
     [](Put put, In row) { put(row.event->hidden.has_value()); }},
    {"hidden_because", text, "Why it was left out.",
     [](Put put, In row) { row.event->hidden ? put(row.event->hidden->reason) : put(); }},
    {"folded_into", text, "The id of the event that it is told with, if it is a repetition or a detail of one.",
     [](Put put, In row) { put(row.event->folded_into); }},
    {"evidence", whole, "How many records of sources say it.",
     [](Put put, In row) { put(row.event->evidence.size()); }},
    {"ended_at", text, "When it ended, where it took a time.",
     [](Put put, In row) { row.event->end ? put(row.event->end->at) : put(); }},
};

constexpr Column factors[] = {
    {"id", text, "The id of the factor.", [](Put put, In row) { put(row.factor->id); }},
    {"kind", text, "condition, trigger, decision, missing_guard, weak_guard or guard_held.",
     [](Put put, In row) { put(row.factor->kind); }},
    {"category", text, "technical, communication, process, responsibilities, reaction_time, knowledge or external.",
     [](Put put, In row) { put(row.factor->category); }},
    {"certainty", text, "likely, confirmed, suspected or ruled_out.",
     [](Put put, In row) { put(row.factor->certainty); }},
    {"text", text, "What it is, in Markdown.", [](Put put, In row) { put(row.factor->text); }},
    {"evidence", whole, "How many records of sources and events say it.",
     [](Put put, In row) { put(row.factor->evidence.size() + row.factor->events.size()); }},
};

constexpr Column links[] = {
    {"id", text, "The id of the link; NULL for addresses.", [](Put put, In row) { put(row.link->id); }},
    {"from_kind", text, "What it begins at: factor, action or incident (the post-mortem as a whole).",
     [](Put put, In row) { put(row.link->from_kind); }},
    {"from_id", text, "The id of what it begins at; of an incident that of its post-mortem.",
     [](Put put, In row) { put(row.link->from); }},
    {"kind", text,
     "Of causes: contributed_to, let_it_escalate, delayed_detection, delayed_response or limited. From an action to a "
     "factor: addresses. From incident to incident: related, recurrence_of, same_incident, caused_by, part_of, "
     "duplicate_of or not_related.",
     [](Put put, In row) { put(row.link->kind); }},
    {"to_kind", text, "What it leads to: factor or incident.", [](Put put, In row) { put(row.link->to_kind); }},
    {"to_id", text, "The id of what it leads to, which may be an incident of another library; NULL where it has none.",
     [](Put put, In row) { put(row.link->to); }},
    {"written", text, "How another incident was named where it has no id: a key or an address.",
     [](Put put, In row) { put(row.link->written); }},
    {"note", text, "What somebody noted on it.", [](Put put, In row) { put(row.link->note); }},
};

constexpr Column actions[] = {
    {"id", text, "The id of the action.", [](Put put, In row) { put(row.action->id); }},
    {"title", text, "What was promised.", [](Put put, In row) { put(row.action->title); }},
    {"state", text, "idea, committed, in_progress, done, verified, will_not_do or unknown.",
     [](Put put, In row) { put(row.action->state); }},
    {"reason", text, "Why it will not be done.", [](Put put, In row) { put(row.action->reason); }},
    {"kind", text, "improvement, process_change or automation.", [](Put put, In row) { put(row.action->kind); }},
    {"effect", text, "prevent, detect, mitigate, respond, repair or investigate.",
     [](Put put, In row) { put(row.action->effect); }},
    {"priority", text, "normal or high.", [](Put put, In row) { put(row.action->priority); }},
    {"owner_person", text, "The person who promised it.",
     [](Put put, In row) { row.action->owner ? put(row.action->owner->person) : put(); }},
    {"owner_team", text, "The team that promised it.",
     [](Put put, In row) { row.action->owner ? put(row.action->owner->team) : put(); }},
    {"owner_organisation", text, "The organisation that promised it.",
     [](Put put, In row) { row.action->owner ? put(row.action->owner->organisation) : put(); }},
    {"waiting_on", text, "What it waits for.", [](Put put, In row) { put(row.action->waiting_on); }},
    {"due", text, "The day for which it is promised.", [](Put put, In row) { put(row.action->due); }},
    {"times_put_off", whole, "How often that day was moved to a later one, or taken away.",
     [](Put put, In row) { put(row.history->slips); }},
    {"promised_at", text, "When somebody first promised it, as far as the log tells.",
     [](Put put, In row) { put(row.history->promised_at); }},
    {"changed_at", text, "When its state, day or owner last changed, as far as the log tells.",
     [](Put put, In row) { put(row.history->changed_at); }},
    {"check_criterion", text, "How the team will know that it worked: the last check.",
     [](Put put, In row) { row.check() ? put(row.check()->criterion) : put(); }},
    {"look_on", text, "The day to look whether it worked, as long as nobody has.",
     [](Put put, In row) { put(row.history->look_on); }},
    {"check_result", text, "What the last check found: worked, no_effect, made_worse or too_early.",
     [](Put put, In row) { row.check() ? put(row.check()->result) : put(); }},
    {"checked_at", text, "When the last check was made.",
     [](Put put, In row) { row.check() ? put(row.check()->at) : put(); }},
    {"reopen_if", text, "What would open it again.", [](Put put, In row) { put(row.action->reopen_if); }},
    {"idea", text, "What it was joined with: all actions that have the same are one idea.",
     [](Put put, In row) { put(row.action->idea); }},
};

constexpr Column action_log[] = {
    {"action", text, "The id of the action.", [](Put put, In row) { put(row.action->id); }},
    {"id", text, "The id of the entry.", [](Put put, In row) { put(row.logged->id); }},
    {"logged_at", text, "When it changed.", [](Put put, In row) { put(row.logged->at); }},
    {"author", text, "Who changed it.", [](Put put, In row) { put(row.logged->by); }},
    {"field", text, "What changed: state, due or owner.", [](Put put, In row) { put(row.logged->field); }},
    {"from_value", text, "What was there before.", [](Put put, In row) { put(row.logged->from); }},
    {"to_value", text, "What came in its place.", [](Put put, In row) { put(row.logged->to); }},
    {"note", text, "What was said about it.", [](Put put, In row) { put(row.logged->note); }},
};

constexpr Column systems[] = {
    {"id", text, "The id of the system in this post-mortem; across post-mortems it is known by its name.",
     [](Put put, In row) { put(row.system->id); }},
    {"name", text, "What it is called.", [](Put put, In row) { put(row.system->name); }},
    {"environment", text, "Which of its environments was affected.",
     [](Put put, In row) { put(row.system->environment); }},
    {"region", text, "Where it was affected.", [](Put put, In row) { put(row.system->region); }},
    {"owner_team", text, "The team that looks after it.", [](Put put, In row) { put(row.system->owner_team); }},
    {"external", whole, "1 if it is somebody else's.", [](Put put, In row) { put(row.system->external); }},
};

constexpr Column tags[] = {
    {"of_kind", text, "What has the tag: incident (the post-mortem as a whole), event or factor.",
     [](Put put, In row) { put(row.tag->kind); }},
    {"of_id", text, "The id of what has it.", [](Put put, In row) { put(row.tag->id); }},
    {"tag", text, "The tag.", [](Put put, In row) { put(row.tag->tag); }},
};

constexpr Column refs[] = {
    {"id", text, "The id of the reference.", [](Put put, In row) { put(row.reference->id); }},
    {"system", text, "The other system: jira, pagerduty and so on.",
     [](Put put, In row) { put(row.reference->system); }},
    {"key", text, "What the incident is called there.", [](Put put, In row) { put(row.reference->key); }},
    {"url", text, "Where it is found there.", [](Put put, In row) { put(row.reference->url); }},
};

constexpr Column about[] = {
    {"view_name", text, "The view; NULL where the file as a whole is described."},
    {"column_name", text, "The column; NULL where the view as a whole is described."},
    {"type", text, "TEXT, INTEGER or REAL."},
    {"meaning", text, "What it says, in a sentence."},
};

struct View {
  std::string_view meaning;
  std::array<std::span<const Column>, 3> columns;
  std::string_view key = "postmortem, place";        ///< Empty where the rows are in the order in which they came.
  std::string (*definition)(Instant now) = nullptr;  ///< Of what holds no rows of its own.
};

/// The reasons are those of `LeftOut`, in the order in which a figure asks for them.
std::string durations_as_of(Instant now) {
  return "SELECT postmortem, from_moment, to_moment,"
         " CASE WHEN state = 'known' THEN round((ended - began) / 60.0, 6) END AS minutes, state,"
         " CASE WHEN state = 'known' THEN is_approximate END AS approximate FROM ("
         "SELECT a.postmortem AS postmortem, a.moment AS from_moment, b.moment AS to_moment,"
         " a.unix_seconds AS began, b.unix_seconds AS ended,"
         " CASE WHEN a.state = 'not_applicable' OR b.state = 'not_applicable' THEN 'not_applicable'"
         " WHEN a.state = 'unknown' OR a.state = 'recorded' AND a.unix_seconds IS NULL"
         " OR b.state = 'unknown' OR b.state = 'recorded' AND b.unix_seconds IS NULL THEN 'unknown'"
         " WHEN a.state = 'recorded' AND a.basis = 'tool_default'"
         " OR b.state = 'recorded' AND b.basis = 'tool_default' THEN 'tool_default'"
         " WHEN a.state = 'pending' OR b.state = 'pending' THEN 'pending'"
         " WHEN max(a.unix_seconds, b.unix_seconds) > " +
         std::to_string(now.microseconds / seconds(1).microseconds) +
         " THEN 'in_future'"
         " WHEN a.unix_seconds > b.unix_seconds THEN 'out_of_order' ELSE 'known' END AS state,"
         " CASE WHEN a.approximate = 1 OR b.approximate = 1 OR a.basis = 'estimated' OR b.basis = 'estimated'"
         " OR a.precision NOT IN ('second', 'minute') OR b.precision NOT IN ('second', 'minute') THEN 1 ELSE 0 END"
         " AS is_approximate"
         " FROM moments AS a JOIN moments AS b ON b.postmortem = a.postmortem AND b.place > a.place)";
}

/// In the order of TakenView.
constexpr View views[] = {
    {.meaning = "A row for each post-mortem.", .columns = {postmortems}, .key = "id"},
    {.meaning = "Twelve rows for each post-mortem, one for each moment of an incident, whatever is known of it.",
     .columns = {in_postmortem, moments, time_columns}},
    {.meaning = "A row for each two of the twelve moments of each post-mortem.",
     .columns = {durations},
     .key = {},
     .definition = durations_as_of},
    {.meaning = "A row for each event of a timeline, in its order.", .columns = {in_postmortem, events, time_columns}},
    {.meaning = "A row for each factor: what made it possible, and what let it escalate.",
     .columns = {in_postmortem, factors}},
    {.meaning = "A row for each link between factors, actions and incidents: the causes, which action addresses which "
                "factor, and which incident came before.",
     .columns = {in_postmortem, links}},
    {.meaning = "A row for each action: what was promised, and how it stands.", .columns = {in_postmortem, actions}},
    {.meaning = "A row for each change of an action's state, day or owner.", .columns = {in_postmortem, action_log}},
    {.meaning = "A row for each affected system of each post-mortem.", .columns = {in_postmortem, systems}},
    {.meaning = "A row for each tag of a post-mortem, an event or a factor.", .columns = {in_postmortem, tags}},
    {.meaning = "A row for each name that another system has for an incident.", .columns = {in_postmortem, refs}},
    {.meaning = "What every view and every column says.", .columns = {about}, .key = {}},
};
static_assert(std::size(views) == taken_view_count);

constexpr std::string_view about_all =
    "Post-mortems of an Unrepeat library, for questions. Times are ISO 8601 in UTC, days are yyyy-mm-dd, yes and no "
    "are 1 and 0, choices are spelt as in the files of Unrepeat, and NULL is what nobody wrote or knows. Rows of one "
    "post-mortem have its id as postmortem. Post-mortems that were received and not adopted, and those in the bin, "
    "are not here.";

const View& view_of(TakenView view) { return views[static_cast<std::size_t>(view)]; }

std::string_view name_of(TakenView view) { return spelling_of(view); }

void for_each_column(TakenView view, auto use) {
  for (const std::span<const Column> columns : view_of(view).columns)
    for (const Column& column : columns) use(column);
}

std::string creation_of(TakenView taken, Instant now) {
  const View& view = view_of(taken);
  const std::string name{name_of(taken)};
  if (view.definition != nullptr) return "CREATE VIEW " + name + " AS " + view.definition(now);
  std::string columns;
  for_each_column(taken, [&](const Column& column) {
    columns.append(columns.empty() ? "" : ", ").append(column.name).append(" ").append(column.type);
  });
  if (view.key.empty()) return "CREATE TABLE " + name + " (" + columns + ")";
  return "CREATE TABLE " + name + " (" + columns + ", PRIMARY KEY (" + std::string(view.key) + ")) WITHOUT ROWID";
}

Stored<void> describe(Database& database, TakenView view) {
  constexpr std::string_view sql = "INSERT INTO about VALUES (?, ?, ?, ?)";
  Stored<void> done = Query(database, sql, name_of(view), nullptr, nullptr, view_of(view).meaning).run();
  for_each_column(view, [&](const Column& column) {
    if (done) done = Query(database, sql, name_of(view), column.name, column.type, column.meaning).run();
  });
  return done;
}

/// The rows of one post-mortem in one view, in order. After a failure nothing more is written.
class Rows {
 public:
  Rows(Database& database, TakenView view) : database_(database), view_(view) {
    for_each_column(view, [&](const Column&) { sql_ += sql_.empty() ? "?" : ", ?"; });
    sql_ = "INSERT INTO " + std::string(name_of(view)) + " VALUES (" + sql_ + ")";
  }

  void add(Row row) {
    if (!done_) return;
    row.place = ++place_;
    Query query{database_, sql_};
    Cells cells{query};
    for_each_column(view_, [&](const Column& column) { column.put(cells, row); });
    done_ = query.run();
  }
  const Stored<void>& done() const { return done_; }

 private:
  Database& database_;
  TakenView view_;
  std::string sql_;
  std::int64_t place_ = 0;
  Stored<void> done_;
};

Stored<void> add_moments(Database& database, const Postmortem& postmortem) {
  Rows rows{database, TakenView::moments};
  for (std::size_t i = 0; i < moment_count; ++i) {
    const auto kind = static_cast<MomentKind>(i);
    rows.add({.postmortem = &postmortem, .kind = kind, .time = time_of(postmortem, kind)});
  }
  return rows.done();
}

Stored<void> add_actions(Database& database, const Postmortem& postmortem) {
  Rows rows{database, TakenView::actions}, logged{database, TakenView::action_log};
  for (const Action& action : postmortem.actions) {
    const PromiseHistory history = history_of(action);
    rows.add({.postmortem = &postmortem, .action = &action, .history = &history});
    for (const LogEntry& entry : action.log)
      logged.add({.postmortem = &postmortem, .action = &action, .logged = &entry});
  }
  STORE_TRY(rows.done());
  return logged.done();
}

Stored<void> add_links(Database& database, const Postmortem& postmortem) {
  constexpr std::string_view incident = "incident", factor = "factor", action = "action";
  const auto spelt = [](auto choice) { return spelling_of(choice); };
  Rows rows{database, TakenView::links};
  const auto add = [&](const TakenLink& link) { rows.add({.postmortem = &postmortem, .link = &link}); };
  for (const CauseLink& link : postmortem.causes.links) {
    const auto end = [&](const std::string& name) {
      return name == incident ? std::optional<Uuid>(postmortem.id) : uuid_from(name);
    };
    add({.id = link.id,
         .from_kind = link.from == incident ? incident : factor,
         .from = end(link.from).value_or(Uuid{}),
         .kind = spelt(link.kind),
         .to_kind = link.to == incident ? incident : factor,
         .to = end(link.to)});
  }
  for (const Action& promise : postmortem.actions) {
    for (const Id<Factor>& addressed : promise.addresses)
      add({.from_kind = action, .from = promise.id, .kind = "addresses", .to_kind = factor, .to = addressed});
  }
  for (const Relation& relation : postmortem.related) {
    add({.id = relation.id,
         .from_kind = incident,
         .from = postmortem.id,
         .kind = spelt(relation.kind),
         .to_kind = incident,
         .to = relation.target,
         .written = relation.ref.empty() ? relation.title : relation.ref,
         .note = relation.note});
  }
  return rows.done();
}

Stored<void> add_tags(Database& database, const Postmortem& postmortem) {
  Rows rows{database, TakenView::tags};
  const auto add = [&](std::string_view kind, const Uuid& id, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const TakenTag tag{kind, id, name};
      rows.add({.postmortem = &postmortem, .tag = &tag});
    }
  };
  add("incident", postmortem.id, postmortem.tags);
  for (const TimelineEvent& event : postmortem.timeline) add("event", event.id, event.tags);
  for (const Factor& factor : postmortem.causes.factors) add("factor", factor.id, factor.tags);
  return rows.done();
}

/// A row for each entry of a list.
template <class Entry>
Stored<void> add_list(Database& database, TakenView view, const std::vector<Entry>& entries, auto row_of) {
  Rows rows{database, view};
  for (const Entry& entry : entries) rows.add(row_of(entry));
  return rows.done();
}

}  // namespace

Stored<TakeAlong> TakeAlong::begin(Instant now) {
  auto database = Database::open(":memory:");
  if (!database) return std::unexpected(std::move(database).error());
  TakeAlong taken{std::move(*database)};
  for (std::size_t i = 0; i < taken_view_count; ++i)
    STORE_TRY(taken.database_->execute(creation_of(static_cast<TakenView>(i), now).c_str()));
  STORE_TRY(Query(*taken.database_, "INSERT INTO about (meaning) VALUES (?)", about_all).run());
  for (std::size_t i = 0; i < taken_view_count; ++i) STORE_TRY(describe(*taken.database_, static_cast<TakenView>(i)));
  return taken;
}

Stored<void> TakeAlong::add(const Postmortem& postmortem) {
  Database& database = *database_;
  Transaction transaction{database};
  STORE_TRY(transaction.begun());
  const Summary summary = summarise(postmortem);
  Rows itself{database, TakenView::postmortems};
  itself.add({.postmortem = &postmortem, .summary = &summary});
  STORE_TRY(itself.done());
  STORE_TRY(add_moments(database, postmortem));
  STORE_TRY(add_list(database, TakenView::events, postmortem.timeline, [&](const TimelineEvent& event) {
    return Row{.postmortem = &postmortem, .time = &event.time, .event = &event};
  }));
  STORE_TRY(add_list(database, TakenView::factors, postmortem.causes.factors,
                     [&](const Factor& factor) { return Row{.postmortem = &postmortem, .factor = &factor}; }));
  STORE_TRY(add_links(database, postmortem));
  STORE_TRY(add_actions(database, postmortem));
  STORE_TRY(add_list(database, TakenView::systems, postmortem.systems,
                     [&](const AffectedSystem& system) { return Row{.postmortem = &postmortem, .system = &system}; }));
  STORE_TRY(add_tags(database, postmortem));
  STORE_TRY(add_list(database, TakenView::refs, postmortem.refs, [&](const Reference& reference) {
    return Row{.postmortem = &postmortem, .reference = &reference};
  }));
  return transaction.commit();
}

Stored<std::vector<std::uint8_t>> TakeAlong::database_file() { return database_->serialise(); }

Stored<std::string> TakeAlong::csv_of(TakenView view) {
  CsvWriter out;
  std::vector<bool> are_texts;
  for_each_column(view, [&](const Column& column) {
    out.add(column.name);
    are_texts.push_back(column.type == text);
  });
  out.end_row();
  Query rows{*database_, "SELECT * FROM " + std::string(name_of(view))};
  while (rows.next()) {
    for (std::size_t i = 0; i < are_texts.size(); ++i) {
      const int column = static_cast<int>(i);
      if (!are_texts[i] || rows.is_null(column))
        out.add_bare(rows.text(column));
      else
        out.add(rows.text(column));
    }
    out.end_row();
  }
  STORE_TRY(rows.result());
  return std::move(out).finish();
}

}  // namespace unrepeat
