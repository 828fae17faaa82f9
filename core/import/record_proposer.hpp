// What importers of records share: where a record stands, the post-mortem that a thread of records becomes, its events
// with their evidence, and the books: understood and not understood are all records, always.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/derived_id.hpp"
#include "core/import/importer.hpp"
#include "core/import/source_time.hpp"

namespace unrepeat {

/// Characters of a quoted record, as FORMAT allows Evidence::quote.
inline constexpr std::size_t longest_quote = 2'000;
inline constexpr std::size_t longest_title = 300;

/// At most so many characters; what is cut ends in an ellipsis.
[[nodiscard]] std::string first_characters(std::string_view text, std::size_t limit);
/// In one line, cut like a title.
[[nodiscard]] std::string one_line(std::string_view text);
[[nodiscard]] bool is_web_address(std::string_view text);
/// One step further down.
[[nodiscard]] std::string below(const std::string& pointer, std::string_view key);
[[nodiscard]] std::string below(const std::string& pointer, std::size_t index);

/// A record: where it stands and what it says, raw.
struct SourceRecord {
  std::string place;    ///< As Evidence::record: a JSON pointer, "line:pointer" in a log, a line, a message's id.
  std::string quote;    ///< The raw record; cut where it is long.
  std::string pointer;  ///< For problems; empty in a text.
  std::uint32_t line = 0, column = 0;
};

/// A value in a document, with the way to it.
struct JsonPlace {
  const ImportDocument* document = nullptr;
  JsonNode node;
  std::string pointer;

  [[nodiscard]] JsonPlace at(std::string_view key) const { return {document, *node.find(key), below(pointer, key)}; }
  [[nodiscard]] JsonPlace at(std::size_t index) const;
  /// Every child of a list, with its place.
  [[nodiscard]] std::vector<JsonPlace> children() const;
};

/// The lines of a file in which no record was found.
struct OtherLines {
  std::int64_t count = 0;
  std::optional<JsonPlace> first;  ///< Of those that are JSON.
  std::int64_t chatter = 0;        ///< What a connector says of its own work: no records, and not counted.

  void take(const JsonPlace& line);
  [[nodiscard]] bool empty() const { return count == 0 && chatter == 0; }
};

class RecordProposer : public Proposer {
 protected:
  RecordProposer(std::string_view kind, const ImportSource& source, const ImportContext& context, ImportPlan& plan)
      : kind_(kind), source_(source), context_(context), plan_(plan) {}
  /// As the tool lists its records where their times do not tell.
  bool usually_newest_first = false;
  /// Times are also words: "yesterday", "14:02". Only in what people write.
  bool reads_words = false;

  [[nodiscard]] const ImportSource& source() const { return source_; }
  [[nodiscard]] const ImportContext& context() const { return context_; }
  [[nodiscard]] ImportPlan& plan() { return plan_; }
  template <class... Arguments>
  [[nodiscard]] std::string say(Text text, const Arguments&... arguments) const {
    return std::string(unrepeat::say(context_.language, text, arguments...));
  }
  /// The root of every document of the file.
  [[nodiscard]] std::vector<JsonPlace> roots() const;
  [[nodiscard]] SourceRecord record_of(const JsonPlace& place) const;
  [[nodiscard]] SourceRecord record_of_line(std::uint32_t line, std::string_view raw) const;

  // ---- what is wrong
  void warn(Text text, const SourceRecord& record, std::vector<std::string> arguments = {});
  /// Shown with its place in the list of entries.
  void list_as_not_understood(const std::optional<SourceRecord>& record, Text reason, std::int64_t records = 1,
                              std::vector<std::string> arguments = {});

  /// All of them at once; `reason` says how many, and of which tool.
  void list_other_lines(const OtherLines& lines, Text reason, std::string_view tool);

  // ---- a thread: an incident, a channel, a log
  /// Begins the post-mortem that a thread becomes. Whoever imports this thread, from whichever file, gets the same ids:
  /// they are made from the kind, `key` and `anchor`, a time of it that does not change.
  void begin_thread(std::string key, std::string_view title, std::optional<Instant> anchor);
  [[nodiscard]] bool has_thread() const { return thread_.has_value(); }
  [[nodiscard]] Postmortem& thread() { return *thread_; }
  [[nodiscard]] const Postmortem& thread() const { return *thread_; }
  template <class Of>
  [[nodiscard]] Id<Of> id(std::string_view what) const {
    std::string name(kind_);
    name += '\n' + key_ + '\n';
    name += what;
    return Id<Of>::from(derived_id(anchor_, name));
  }
  /// What another system calls it; with a web address also a link.
  void refer(std::string_view system, std::string_view key, std::string_view url = {},
             LinkKind link = LinkKind::ticket);
  void affect(std::string_view system_name);
  AffectedSystem* find_system(std::string_view name);
  Party& take_part(std::string_view name, std::string_view role = {});
  /// Reads a time of a record; what is wrong with it is said.
  [[nodiscard]] Time time_of(std::string_view written, const SourceRecord& record);
  /// The same in two steps, for whoever learns more about the time in between.
  [[nodiscard]] SourceTime read_time(std::string_view written) const;
  void warn_of(TimeTrouble trouble, std::string_view written, const SourceRecord& record);
  /// The zone that unzoned times of this source are read in, from here on.
  void set_zone(std::string_view zone);
  [[nodiscard]] std::string_view zone() const { return zone_; }
  /// The instant that times without a day are near to, from here on.
  void set_near(std::optional<Instant> near) { near_ = near; }
  [[nodiscard]] const std::optional<Instant>& near() const { return near_; }
  /// Which of two small numbers is the day, from here on.
  void set_day_first(std::optional<bool> day_first) { day_first_ = day_first; }
  [[nodiscard]] std::optional<bool> day_first() const { return day_first_; }

  /// Counts a record that is understood. `count_record` alone: nothing of it is an event.
  void count_record(bool is_understood = true);
  /// An event of the record that was counted last. `key` makes it this one in its thread: the tool's own id, or what it
  /// says. A key that was there before is another event with the same words.
  TimelineEvent& add_event(const SourceRecord& record, std::string_view key, Time time, EventKind kind,
                           std::string text);
  /// The same for what several records may tell: one that is there already gets this record as one more piece of
  /// evidence, and stays as it was told first.
  TimelineEvent& tell_event(const SourceRecord& record, std::string_view key, Time time, EventKind kind,
                            std::string text);
  /// What it says is not understood: it is listed with its place and is no event.
  void not_understood(const SourceRecord& record, Text reason, std::vector<std::string> arguments = {});
  /// A moment that an event tells; the first that tells it stays.
  void propose_moment(MomentKind kind, const TimelineEvent& event, MomentBasis basis, std::string_view note = {});
  /// A time that the tool puts there by itself: noted with what was written, and not proposed.
  void note_default(MomentKind kind, std::string_view written, std::string_view note);
  /// How long a tool says something took.
  void state_duration(MomentKind from, MomentKind to, std::int64_t seconds, std::string_view written);
  /// Puts the events in their order, for what looks at them so; nothing is added after it.
  void order_events();
  /// Ends the thread: an entry of the plan. `reason` says how many events it has ({0}).
  ImportItem& end_thread(const SourceRecord& record, Text reason, bool is_chosen, std::optional<Instant> as_of = {});

 private:
  void support(TimelineEvent& event, const SourceRecord& record);
  [[nodiscard]] Problem problem(Problem::Severity severity, Text text, std::vector<std::string> arguments,
                                const SourceRecord* record) const;

  std::string_view kind_;
  const ImportSource& source_;
  const ImportContext& context_;
  ImportPlan& plan_;
  std::string zone_;
  std::optional<Instant> near_;
  std::optional<bool> day_first_;
  // Of the file: what was listed and warned of, and where the rest is counted.
  struct Warned {
    std::size_t count = 0, rest = 0;
  };
  std::size_t listed_ = 0, rest_ = 0;
  std::map<Text, Warned> warned_;
  // Of the thread that is being read.
  std::optional<Postmortem> thread_;
  std::string key_;
  Instant anchor_;
  std::int64_t not_understood_ = 0;
  bool is_ordered_ = false;
  std::map<Id<TimelineEvent>, std::size_t> places_;         // in the timeline, while it is told
  std::map<std::string, std::size_t, std::less<>> people_;  // in the list of people
};

/// For tools whose records name the incident, alert or channel they belong to: records are found all over the file and
/// read thread by thread, each in the order of the file.
class ThreadedProposer : public RecordProposer {
 public:
  [[nodiscard]] std::size_t record_count() const override {
    return threads_.size() + (others_.empty() && !source().is_lines() ? 0 : 1);
  }
  void propose(std::size_t record) override;

 protected:
  struct Found {
    JsonPlace place;
    int shape = 0;                         ///< As the importer numbers what it knows.
    std::optional<JsonPlace> around = {};  ///< The message that it came in, where that has a time of its own.
  };
  /// `tool` is what people call it; records that stand among others and are none are listed under it.
  ThreadedProposer(std::string_view kind, std::string_view tool, const ImportSource& source,
                   const ImportContext& context, ImportPlan& plan)
      : RecordProposer(kind, source, context, plan), tool_(tool) {}
  [[nodiscard]] std::string_view tool() const { return tool_; }
  void take_record(std::string_view thread, JsonPlace place, int shape, std::optional<JsonPlace> around = {});
  /// What stands among records and is none.
  void take_other(JsonPlace place) { others_.push_back(std::move(place)); }
  void take_other_line(const JsonPlace& line) { other_lines_.take(line); }
  [[nodiscard]] bool has_records() const { return !threads_.empty(); }
  /// After all threads: what of the file is left.
  virtual void end_file() {}
  /// Between begin_thread and end_thread everything of the thread.
  virtual void read_thread(const std::string& key, std::span<const Found> records) = 0;

 private:
  struct Thread {
    std::string key;
    std::vector<Found> records;
  };
  std::string_view tool_;
  std::vector<Thread> threads_;
  std::map<std::string, std::size_t, std::less<>> thread_places_;
  std::vector<JsonPlace> others_;
  OtherLines other_lines_;
};

}  // namespace unrepeat
