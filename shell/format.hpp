// Dates, times and numbers as people read them. A time is always said in a zone that is given; nothing is read back
// from these words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/text.hpp"
#include "core/time/instant.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat::shell {

/// "8 Mar 2026".
std::string date_words(Language language, CalendarDate date);
/// The day it was in `zone`; in UTC where that is not known.
std::string date_words(Language language, Instant at, std::string_view zone, const TimeZones& zones);
/// "Sun 8 Mar 2026 11:02 -03:00", seconds only where they say something.
std::string time_words(Language language, Instant at, std::string_view zone, const TimeZones& zones);
/// "11:02": for what stands beside its day.
std::string time_of_day_words(Instant at, std::string_view zone, const TimeZones& zones);
/// "12,480" and, in Spanish, "12 480" with a narrow space that does not break; four digits stay together there.
std::string number_words(Language language, std::int64_t number);
/// "93.1 %" of a share from 0 to 1, with as many figures as say something; in Spanish with a comma.
std::string percent_words(Language language, double share);

}  // namespace unrepeat::shell
