// What a person types to find post-mortems, taken apart: words to look for and filters by field
// (`system:checkout severity:1-2 open-actions:yes since:2026-01`). No text that is typed can be an error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {

enum class SearchField : std::uint8_t {
  system,
  severity,
  status,
  kind,
  form,
  tag,
  team,
  owner,  ///< Of any of its actions.
  open_actions,
  since,   ///< Started on the first of these days or later.
  until,   ///< Started on the last of these days or earlier.
  source,  ///< The kind of a source: "slack".
  is,
  title,  ///< A word of the title.
};
inline constexpr std::size_t search_field_count = 14;

/// One value that is asked for. Of one field any value is enough, but every word of the title must be there; of what is
/// excluded nothing may be there.
struct SearchFilter {
  SearchField field = SearchField::system;
  bool excluded = false;
  /// A name as it was typed; a choice as files spell it; a level as its digit; a day, month or year as `days_of` reads
  /// it; "yes" or "no"; "overdue" or "received".
  std::string value;
  bool operator==(const SearchFilter&) const = default;
};

/// What a field is given, for a sentence about what cannot be read.
enum class SearchExpectation : std::uint8_t {
  name,  ///< Anything; there was nothing.
  severity,
  status,
  kind,
  form,
  yes_or_no,
  day,
  standing,       ///< "overdue" or "received".
  fewer_filters,  ///< The filter is fine, and there are `most_filters` before it.
};

/// A filter that is left out.
struct SearchProblem {
  SearchFilter filter;  ///< Its value as it was typed; empty where nothing was.
  SearchExpectation expected = SearchExpectation::name;
  bool operator==(const SearchProblem&) const = default;
};

struct SearchQuery {
  std::string words;  ///< All else, as it was typed, with one space between; never something that reads as a filter.
  std::vector<SearchFilter> filters;  ///< No two are the same.
  std::vector<SearchProblem> problems;
  bool operator==(const SearchQuery&) const = default;
};

inline constexpr std::size_t most_filters = 16;
inline constexpr std::size_t longest_value = 100;    ///< Bytes.
inline constexpr std::size_t longest_words = 2'000;  ///< Bytes.

/// Fields and values are known by their names in every language, in any case and without accents; quotes hold a value
/// with spaces or commas together, and a minus before the field excludes. What has no known field before its colon is
/// words, and so is everything inside quotes.
[[nodiscard]] SearchQuery parse_search(std::string_view typed);

/// What somebody could have typed for it: `parse_search` of it is the same query, in any language.
[[nodiscard]] std::string to_text(const SearchQuery& query, Language language = Language::english);

/// What was typed, without this filter: everything else stays as it is.
[[nodiscard]] std::string without_filter(std::string_view typed, const SearchFilter& filter);

/// The field as it is typed: "open-actions".
[[nodiscard]] std::string_view name_of(SearchField field, Language language);

struct DayRange {
  CalendarDate first;
  CalendarDate last;
  bool operator==(const DayRange&) const = default;
};
/// The days of `2026`, `2026-01` or `2026-01-15`; nothing for anything else.
[[nodiscard]] std::optional<DayRange> days_of(std::string_view value);

/// Whether a value that is typed means this name: one of its words begins so, in any case and without accents. Scripts
/// without spaces have no words, so there it may begin anywhere.
[[nodiscard]] bool is_name_for(std::string_view value, std::string_view name);

}  // namespace unrepeat
