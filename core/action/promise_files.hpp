// What leaves the list of all promises: a table for a spreadsheet, a list in Markdown, and a few lines for a chat. Each
// keeps the order it is given, but for the chat, and says nothing of promises that are not among those.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/action/promise.hpp"
#include "core/text/text.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// What narrows the promises of a list or a digest, which says so: a part of them would read as all there are.
struct PromiseFilter {
  std::string_view owner;   ///< One of its names; `has_none`: nobody; empty: all.
  std::string_view system;  ///< The same.
  std::optional<Effect> effect;
  std::string_view search;  ///< As typed.
};

/// As CsvWriter writes; days as yyyy-mm-dd as they were in the post-mortem's zone.
std::string write_promise_csv(std::span<const Promise> promises, const TimeZones& zones, Language language);

/// CommonMark, by state; all that a person typed is shown as text. A state stands where its first promise does.
std::string write_promise_markdown(std::span<const Promise> promises, Language language,
                                   const PromiseFilter& filter = {});

/// What is overdue, to be looked at, or due within `soon_days`: how many, then the most pressing ones, a line each.
std::string write_promise_digest(std::span<const Promise> promises, CalendarDate today, Language language,
                                 const PromiseFilter& filter = {});

}  // namespace unrepeat
