// Shares, ranks and refused times as people read them, beside the numbers, dates and times of the core.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time/date_words.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat::shell {

/// "93.1 %" of a share from 0 to 1, with as many figures as say something; in Spanish with a comma.
std::string percent_words(Language language, double share);
/// "4th" and, in Spanish, "4.ª" (of a time, "vez").
std::string ordinal_words(Language language, std::int64_t number);
/// Why a time that somebody wrote cannot be read, and how to write it.
std::string problem_words(Language language, const WrittenTimeProblem& problem);

/// Where Markdown is not read its marks are no words: those of code and of what is strong are left out.
std::string without_marks(std::string_view text);
/// The beginning of a text, without marks, for names of things.
std::string beginning_of(std::string_view text, std::size_t letters = 48);

}  // namespace unrepeat::shell
