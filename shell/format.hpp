// Shares, ranks and refused times as people read them, beside the numbers, dates and times of the core.
#pragma once

#include <cstdint>
#include <string>

#include "core/time/date_words.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat::shell {

/// "93.1 %" of a share from 0 to 1, with as many figures as say something; in Spanish with a comma.
std::string percent_words(Language language, double share);
/// "4th" and, in Spanish, "4.ª" (of a time, "vez").
std::string ordinal_words(Language language, std::int64_t number);
/// Why a time that somebody wrote cannot be read, and how to write it.
std::string problem_words(Language language, const WrittenTimeProblem& problem);

}  // namespace unrepeat::shell
