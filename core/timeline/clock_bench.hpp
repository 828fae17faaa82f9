// How the clocks of several sources go together: what each source says of itself, reading it on another clock, and
// which clocks probably are wrong. Nothing is moved by itself.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "core/time/time_span.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {

/// What a post-mortem has of one source.
struct SourceAccount {
  Id<Source> source;
  std::int64_t events = 0;   ///< That it tells, alone or with others.
  std::int64_t unzoned = 0;  ///< Of those, how many have a time that was written without a zone.
  std::optional<TimeSpan> span;
};
/// In the order of the sources.
[[nodiscard]] std::vector<SourceAccount> source_accounts(const Postmortem& postmortem);

/// How the times of a source are read.
struct SourceClock {
  std::string zone;               ///< IANA name, for those that were written without one.
  std::int64_t skew_seconds = 0;  ///< By how much the clock was ahead: so much is taken off.
  bool operator==(const SourceClock&) const = default;
};
[[nodiscard]] SourceClock clock_of(const Source& source);

/// What reads the times of a source on this clock. Events that another source tells too stay where they are. Refused
/// where a time was never shown on it, or shown twice.
[[nodiscard]] std::expected<std::vector<Command>, WrittenTimeProblem> set_clock(const Postmortem& postmortem,
                                                                                const Id<Source>& source,
                                                                                const SourceClock& clock,
                                                                                const TimeZones& zones);

/// Two sources that tell the same happenings, always so much apart.
struct ClockSuggestion {
  Id<Source> source;       ///< Whose clock probably is wrong.
  Id<Source> agrees_with;  ///< Then.
  Duration by;             ///< What its times would be moved by.
  std::int64_t alike = 0;  ///< How many happenings say so.
  SourceClock clock;       ///< That moves them so: another zone where one does, else a clock that was ahead or behind.
};
/// At most one a source, the surest first.
[[nodiscard]] std::vector<ClockSuggestion> suggest_clocks(const Postmortem& postmortem, const TimeZones& zones);

/// Times of a source that have letters of several clocks, and no instant for that.
struct OpenLetters {
  Id<Source> source;
  std::string letters;
  std::int64_t times = 0;
  std::vector<UtcOffset> clocks;  ///< That they stand for.
};
/// In the order of the sources.
[[nodiscard]] std::vector<OpenLetters> letters_to_ask(const Postmortem& postmortem);
/// What reads them on this clock. Nothing where none of them can be read so.
[[nodiscard]] std::optional<Command> read_letters(const Postmortem& postmortem, const OpenLetters& letters,
                                                  UtcOffset clock, const TimeZones& zones);

}  // namespace unrepeat
