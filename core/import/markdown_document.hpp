// A Markdown document as its headings part it, whatever its layout: what each heading names, in several languages, and
// the signs of lines, tables and lists.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/import/text_records.hpp"

namespace unrepeat {

enum class Role : std::uint8_t {
  none,
  timeline,
  actions,
  summary,
  impact,
  causes,
  detection,
  resolution,
  worked,
  did_not_work,
  lucky,
  lessons,
  background
};

/// Any of these words begins in it; one of up to three letters stands there alone.
[[nodiscard]] bool names_any(std::string_view lower_case, std::span<const std::string_view> words);
[[nodiscard]] inline bool names_any(std::string_view lower_case, std::initializer_list<std::string_view> words) {
  return names_any(lower_case, std::span(words.begin(), words.size()));
}

[[nodiscard]] Role role_of(std::string_view heading);
/// Of the headings of causes: each point below it is a factor of its own.
[[nodiscard]] bool names_factors(std::string_view heading);
/// "Outage of the shop", "障害報告書"; not what tells how to deal with one.
[[nodiscard]] bool names_incident(std::string_view title);

/// "**14:02** – text" and "`x`" without the marks around the words.
[[nodiscard]] std::string_view without_marks(std::string_view text);

struct Heading {
  int level = 0;
  std::string_view text;
};
[[nodiscard]] std::optional<Heading> heading_in(std::string_view line);
[[nodiscard]] std::optional<std::string_view> bullet_in(std::string_view line);
[[nodiscard]] bool is_table_line(std::string_view line);
[[nodiscard]] bool is_table_rule(std::string_view line);
[[nodiscard]] std::vector<std::string_view> cells_of(std::string_view line);
[[nodiscard]] std::string_view first_address_in(std::string_view text);

/// What a template asks to be filled in.
[[nodiscard]] bool is_placeholder(std::string_view text);
/// Signs of a template: what stands for a date, a name, a sentence.
[[nodiscard]] bool asks_to_be_filled(std::string_view text);

struct DocumentSection {
  Role role = Role::none;
  int level = 0;
  std::string_view title;
  std::size_t begin = 0, end = 0;  ///< Lines below its heading, down to the next of any level.
};

struct Document {
  std::vector<TextLine> lines;
  std::size_t front_end = 0;  ///< Behind the front matter.
  std::string_view title;
  std::vector<DocumentSection> sections;  ///< The first is what stands before all headings.
};
[[nodiscard]] Document read_document(std::string_view text);

}  // namespace unrepeat
