// What importers of text share: lines with their numbers, the time that a line begins with, and one thread of entries
// in the order of the file, whose day is carried on, across midnight too.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/record_proposer.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {

struct TextLine {
  std::uint32_t number = 0;
  std::string_view text;  ///< Without its end.
};
[[nodiscard]] std::vector<TextLine> lines_of(std::string_view text);
/// From the first of these to the last, as they stand in the file.
[[nodiscard]] std::string_view spanning(std::string_view first, std::string_view last);

/// Without blanks and marks of direction around it.
[[nodiscard]] std::string_view trimmed_text(std::string_view text);
[[nodiscard]] bool is_blank(std::string_view line);
/// Any of these stands in it, in lower case.
[[nodiscard]] bool holds_any(std::string_view lower_case, std::span<const std::string_view> words);

/// What a text is as a time, before it is placed.
struct TimeShape {
  bool has_day = false;
  bool has_clock = false;
  std::optional<int> minute_of_day;
};
/// Nothing where it is no time. Either order of day and month is one.
[[nodiscard]] std::optional<TimeShape> shape_of_time(std::string_view text);

/// The time that a line begins with: as it was written, without brackets around it, and what follows.
struct LeadingTime {
  std::string_view written;
  TimeShape shape;
  /// "14:02–14:30": the two halves of `written`.
  std::string_view start, end;
  std::string_view rest;
  bool is_bracketed = false;
};
[[nodiscard]] std::optional<LeadingTime> leading_time(std::string_view line);
/// Without the signs that stand between a time and what it is the time of.
[[nodiscard]] std::string_view without_partings(std::string_view text);
/// A day alone that a line begins with, "Wednesday 17 June 2026, everything in UTC", and what follows.
struct LeadingDay {
  std::string_view written;
  std::string_view rest;
};
[[nodiscard]] std::optional<LeadingDay> leading_day(std::string_view line);

/// The zone that a sentence names: UTC, an IANA name, letters that stand for one zone. Empty for none.
[[nodiscard]] std::string zone_named_in(std::string_view text, const TimeZones& zones);

/// One thread: the whole file. Whoever derives from it fills `entries` while it is made.
class TextProposer : public RecordProposer {
 public:
  [[nodiscard]] std::size_t record_count() const override { return entries_.empty() ? 1 : entries_.size(); }
  void propose(std::size_t record) override;

 protected:
  struct Entry {
    std::uint32_t line = 0;
    std::string_view raw;
    std::string place;         ///< Where it is not the line.
    std::string_view written;  ///< The time in `raw`; empty where there is none.
    std::string reading;       ///< What is read in its place; empty for `written` itself.
    std::string end_reading;   ///< Of a range.
    std::string actor;
    std::string text;
    std::optional<EventKind> kind;  ///< By its words where there is none.
    std::vector<std::string> tags;
    std::string note;  ///< About its time.
    /// A heading above it names this day.
    std::optional<std::string> day;
    /// A time of the record before it, which is counted.
    bool is_same_record = false;
    bool is_understood = true;
    /// It has no instant, and its time is no more than words.
    bool is_vague = false;
    /// Already known: nothing is read.
    std::optional<Instant> at;
    std::string offset;
  };

  TextProposer(std::string_view kind, const ImportSource& source, const ImportContext& context, ImportPlan& plan);

  /// The list and what is known of all of it.
  std::deque<Entry> entries_;
  std::string title_;
  /// What tells it from others that begin with the same words; empty: its first entry does.
  std::string name_in_text_;
  /// A time that looks like one and is none makes its record one that is not understood.
  bool bad_time_is_not_understood_ = false;
  bool kind_by_words_ = true;
  /// Somebody wrote down what happened, so that its words tell the moments. Talk and logs do not.
  bool tells_moments_ = false;

  /// The first event that reads as one of these is proposed, and of what ended it the last.
  void propose_moments_by_kind();
  /// What the whole file says of the order of day and month; else what is usual where the person is.
  void decide_day_first();
  /// After begin_thread, before the first entry.
  virtual void begun() {}
  /// After the last, before end_thread.
  virtual void told_all() {}
  /// Each event as it is told.
  virtual void told(const Entry&, TimelineEvent&) {}
  /// Something is in it that somebody would keep.
  [[nodiscard]] virtual bool has_content() const { return !thread().timeline.empty(); }
  [[nodiscard]] std::string name_without_ending() const;
  [[nodiscard]] SourceRecord record_of_entry(const Entry& entry) const;
  [[nodiscard]] std::optional<CalendarDate> day_of(std::string_view heading) const;
  /// The day of what follows that names none.
  void set_day(std::optional<CalendarDate> day);

 private:
  void tell(const Entry& entry);
  [[nodiscard]] SourceTime place(const Entry& entry, std::string_view reading);
  void remember(const Time& time);
  void resolve_folds();

  std::optional<CalendarDate> day_;
  std::optional<int> minute_;
  /// Events whose time was shown twice, by their place in the thread's timeline.
  std::vector<std::size_t> in_doubt_;
};

}  // namespace unrepeat
