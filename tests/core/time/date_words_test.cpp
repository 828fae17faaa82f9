// Dates and times are said as people of each language write them, in the zone that is given.
#include "core/time/date_words.hpp"

#include <doctest/doctest.h>

#include "cli/native_time_zones.hpp"

using namespace unrepeat;

TEST_CASE("a date is said with the day first and the month in letters") {
  CHECK(date_words(Language::english, {2026, 3, 8}) == "8 Mar 2026");
  CHECK(date_words(Language::spanish, {2026, 1, 31}) == "31 ene 2026");
  CHECK(date_words(Language::spanish, {2026, 12, 1}) == "1 dic 2026");
}

TEST_CASE("an instant is on the day it was in its own zone") {
  const NativeTimeZones zones;
  const Instant at = *parse_instant("2026-03-08T23:30:00Z");
  CHECK(date_words(Language::english, at, "Europe/Madrid", zones) == "9 Mar 2026");
  CHECK(date_words(Language::english, at, "Nowhere/At_All", zones) == "8 Mar 2026");
  CHECK(time_words(Language::english, at, "America/Argentina/Buenos_Aires", zones) == "Sun 8 Mar 2026 20:30 -03:00");
  CHECK(time_words(Language::spanish, at + seconds(5), "UTC", zones) == "dom 8 mar 2026 23:30:05 +00:00");
}

TEST_CASE("a written date is said in words, and what is no date stays as it is written") {
  CHECK(date_words(Language::english, "2026-03-08") == "8 Mar 2026");
  CHECK(date_words(Language::english, "next week") == "next week");
  CHECK(date_words(Language::english, "2026-02-30") == "2026-02-30");
}

TEST_CASE("how long ago something was is said in days, then in whole months and years, never as longer than it was") {
  for (const auto& [days, english, spanish] :
       {std::tuple(1, "1 day", "1 día"), std::tuple(91, "91 days", "91 días"), std::tuple(92, "3 months", "3 meses"),
        std::tuple(365, "11 months", "11 meses"), std::tuple(366, "12 months", "12 meses"),
        std::tuple(730, "23 months", "23 meses"), std::tuple(731, "2 years", "2 años"),
        std::tuple(2812, "7 years", "7 años")}) {
    CHECK(span_words(Language::english, days) == english);
    CHECK(span_words(Language::spanish, days) == spanish);
  }
}

TEST_CASE("a span that was measured is said in the nearest number of months and years") {
  for (const auto& [days, english] :
       {std::pair(1, "1 day"), std::pair(91, "91 days"), std::pair(92, "3 months"), std::pair(106, "3 months"),
        std::pair(107, "4 months"), std::pair(365, "12 months"), std::pair(715, "23 months"), std::pair(716, "2 years"),
        std::pair(913, "2 years"), std::pair(914, "3 years")})
    CHECK(nearest_span_words(Language::english, days) == english);
  CHECK(nearest_span_words(Language::spanish, 120) == "4 meses");
}
