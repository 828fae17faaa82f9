// Numbers as people read them, beside the dates and times of the core.
#pragma once

#include <cstdint>
#include <string>

#include "core/time/date_words.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat::shell {

/// "12,480" and, in Spanish, "12 480" with a narrow space that does not break; four digits stay together there.
std::string number_words(Language language, std::int64_t number);
/// "93.1 %" of a share from 0 to 1, with as many figures as say something; in Spanish with a comma.
std::string percent_words(Language language, double share);
/// A number as somebody writes it in this language, without the signs that group its digits: "12,480" in English and
/// "12.480" in Spanish are "12480". What is no number stays as it is.
std::string plain_number(Language language, std::string_view written);
/// Why a time that somebody wrote cannot be read, and how to write it.
std::string problem_words(Language language, const WrittenTimeProblem& problem);

}  // namespace unrepeat::shell
