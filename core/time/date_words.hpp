// Dates and times as people read them. A time is always said in a zone that is given; nothing is read back from these
// words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/text.hpp"
#include "core/time/instant.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// "8 Mar 2026".
std::string date_words(Language language, CalendarDate date);
/// The same of "2026-03-08"; what is no date stays as it is written.
std::string date_words(Language language, std::string_view date);
/// "Mar 2026".
std::string month_words(Language language, CalendarDate date);
/// The day it was in `zone`; in UTC where that is not known.
std::string date_words(Language language, Instant at, std::string_view zone, const TimeZones& zones);
/// "Sun 8 Mar 2026 11:02 -03:00", seconds only where they say something.
std::string time_words(Language language, Instant at, std::string_view zone, const TimeZones& zones);
/// How long ago something was: "12 days", from three months on in whole months, from two years on in whole years.
std::string span_words(Language language, std::int64_t days);
/// The same of a span that was measured: from three months on the nearest number of months, from two years on of years.
std::string nearest_span_words(Language language, std::int64_t days);
/// "11:02": for what stands beside its day.
std::string time_of_day_words(Instant at, std::string_view zone, const TimeZones& zones);

}  // namespace unrepeat
