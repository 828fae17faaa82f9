// The words of a written time: each says a day, a month, a time of day or an offset, in any order, in English or
// Spanish. What they say together is placed by written_time.cpp.
#pragma once

#include <array>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/written_time.hpp"

namespace unrepeat {

/// What the words say; the date of `clock` is not used.
struct TimePieces {
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::optional<CivilTime> clock;
  Precision clock_precision = Precision::minute;
  std::optional<bool> afternoon;
  std::optional<UtcOffset> offset;
  std::optional<int> days_from_today;  ///< "yesterday" is -1.
  bool is_approximate = false;
};

/// `simple` is a text as `simplified` gives it; `day_first` as in WrittenTimeContext.
[[nodiscard]] std::expected<TimePieces, WrittenTimeError> read_time_words(std::string_view simple,
                                                                          std::optional<bool> day_first = {});

/// Every kind of blank is one, wide signs are narrow, marks of direction are gone; letters as they were.
[[nodiscard]] std::string with_plain_blanks(std::string_view text);
/// The same in lower case, with nothing around it.
[[nodiscard]] std::string simplified(std::string_view text);

/// Letters that stand for one clock, or for several: those are asked back.
struct ZoneLetters {
  std::string_view letters;
  std::array<int, 3> minutes_ahead;
  std::size_t count;
};
/// Null for letters that are not known.
[[nodiscard]] const ZoneLetters* find_zone_letters(std::string_view lower_case);

}  // namespace unrepeat
