// What figures are called and what may be concluded from them, in words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/learn/figure.hpp"
#include "core/text/text.hpp"
#include "core/text/vocabulary.hpp"

namespace unrepeat {

constexpr Text label_of(FigureKind kind) { return word_for(Text::learn_figure_durations, kind); }
/// By what the figure counts.
Text label_of(FigureKind kind, LeftOut why);
/// With a place for how many.
constexpr Text label_of(PromiseLeftOut why) { return word_for(Text::learn_passed_unsaid, why); }
constexpr Text label_of(KeptPart part) { return word_for(Text::learn_kept_verified, part); }
Text label_of(CoveragePart part);

/// Why incidents and promises are left out, each with how many: "2 of another kind". Incidents first.
std::vector<std::string> left_out_words(Language language, const Figure& figure);

/// A duration as it stands in a sentence, to the nearest of what it is told in and no finer than it means something;
/// all of it stays on one line.
std::string duration_words(Language language, std::int64_t seconds);

/// "Impact start → Mitigated".
std::string words_of(Language language, const DurationEnds& ends);

/// A column of the figure: "Mar 2026", "Q1 2026", "2026" or "2024–2026".
std::string name_of_period(Language language, const Figure& figure, const FigurePeriod& period);

/// A key of a bar, apart: "effect:prevent" is the `what` of an "effect".
struct BarKey {
  std::string_view of, what;
};
BarKey parts_of(std::string_view key);
/// What a bar is called, by its key; what a person wrote stays as it is.
std::string name_of_bar(Language language, std::string_view key);

/// Whether what a bar was in the first half and is in the second says anything: below eight these are single incidents.
bool has_trend(const FigureBar& bar);

/// "41 %" of millionths, to whole ones.
std::string whole_percent(std::int64_t millionths);
/// The parts of a whole, in millionths, as whole percents that add up to what they are together: what is lost most by
/// being rounded down is rounded up.
std::vector<std::int64_t> whole_percents(std::span<const std::int64_t> millionths);

/// What the bars with such keys divide by: "By severity".
Text group_of_bar(std::string_view key);

/// What a scope asks for beside its period: "checkout · SEV 2 · Near miss"; empty where that is all incidents.
std::string filter_words(Language language, const FigureScope& scope);

/// What may be concluded, and what may not: one sentence or two, as Markdown in which the number they are about is
/// strong.
std::string conclusion_of(Language language, const Figure& figure);

}  // namespace unrepeat
