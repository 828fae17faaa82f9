// The table's columns are data; list and lines are made of sentences of the string table.
#include "core/action/promise_files.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "core/format/csv_writer.hpp"
#include "core/format/markdown.hpp"
#include "core/text/utf8.hpp"
#include "core/text/vocabulary.hpp"
#include "core/time/date_words.hpp"

namespace unrepeat {
namespace {

/// What somebody wrote, or the words for that nobody did.
std::string said(Language language, const std::string& written, Text unwritten) {
  return is_only_blanks(written) ? std::string(say(language, unwritten)) : written;
}

/// "Owner: Ana · System: checkout"; empty where nothing narrows.
std::string words_of(const PromiseFilter& filter, Language language) {
  std::string words;
  const auto add = [&](Text of, std::string_view what) {
    words += (words.empty() ? "" : " · ") + say(language, of, what);
  };
  const auto or_none = [&](std::string_view name, Text none) { return name == has_none ? say(language, none) : name; };
  if (!filter.owner.empty()) add(Text::promise_filter_owner, or_none(filter.owner, Text::promise_file_nobody));
  if (!filter.system.empty()) add(Text::promise_filter_system, or_none(filter.system, Text::promise_file_no_system));
  if (filter.effect) add(Text::promise_filter_effect, say(language, label_of(*filter.effect)));
  if (!is_only_blanks(filter.search)) add(Text::promise_filter_words, filter.search);
  return words;
}

// ---- the table

struct CellContext {
  const TimeZones& zones;
  Language language;

  std::string day(std::optional<Instant> at, const std::string& zone) const {
    if (!at) return {};
    return format_date(civil_time(*at, zones.offset_at(zone, *at).value_or(UtcOffset{})).date);
  }
  template <class Choice>
  std::string word(std::optional<Choice> choice) const {
    return choice ? std::string(say(language, label_of(*choice))) : std::string();
  }
};

struct Column {
  Text header;
  std::string (*cell)(const Promise& promise, const CellContext& context);
};

using Row = const Promise&;
using In = const CellContext&;

constexpr Column columns[] = {
    {Text::promise_csv_promise, [](Row row, In) { return row.title; }},
    {Text::field_state, [](Row row, In in) { return in.word(std::optional(row.state)); }},
    {Text::field_owner, [](Row row, In) { return row.owner; }},
    {Text::field_due, [](Row row, In) { return row.due; }},
    {Text::promise_csv_look_on, [](Row row, In) { return row.look_on; }},
    {Text::field_waiting_on, [](Row row, In) { return row.waiting_on; }},
    {Text::field_reason, [](Row row, In) { return row.reason; }},
    {Text::field_priority, [](Row row, In in) { return in.word(row.priority); }},
    {Text::field_kind, [](Row row, In in) { return in.word(row.kind); }},
    {Text::field_effect, [](Row row, In in) { return in.word(row.effect); }},
    {Text::promise_csv_slips, [](Row row, In) { return std::to_string(row.slips); }},
    {Text::promise_csv_promised_on, [](Row row, In in) { return in.day(row.promised_at, row.time_zone); }},
    {Text::promise_csv_changed_on, [](Row row, In in) { return in.day(row.changed_at, row.time_zone); }},
    {Text::promise_csv_postmortem, [](Row row, In) { return row.postmortem_title; }},
    {Text::promise_csv_incident_on, [](Row row, In in) { return in.day(row.started_at, row.time_zone); }},
    {Text::field_severity, [](Row row, In) { return row.severity ? std::to_string(*row.severity) : std::string(); }},
    {Text::field_systems,
     [](Row row, In) {
       std::string systems;
       for (const std::string& system : row.systems) systems += (systems.empty() ? "" : "; ") + system;
       return systems;
     }},
    {Text::promise_csv_id, [](Row row, In) { return text_of(row.id); }},
    {Text::promise_csv_postmortem_id, [](Row row, In) { return text_of(row.postmortem); }},
};

// ---- the list

std::string list_line(const Promise& promise, Language language) {
  std::string about = markdown_from_line(said(language, promise.owner, Text::promise_file_nobody));
  if (!promise.due.empty()) about += ", " + say(language, Text::promise_list_due, date_words(language, promise.due));
  if (!promise.look_on.empty())
    about += ", " + say(language, Text::promise_list_look, date_words(language, promise.look_on));
  std::string line =
      say(language, Text::promise_list_line, markdown_from_line(said(language, promise.title, Text::library_untitled)),
          about, markdown_from_line(said(language, promise.postmortem_title, Text::library_untitled)));
  if (!is_only_blanks(promise.reason))
    line += ". " + say(language, Text::promise_list_reason, markdown_from_line(promise.reason));
  return line;
}

// ---- the lines for a chat

struct Pressing {
  const Promise* promise;
  StandingOfPromise how;
};

std::string words_of(StandingOfPromise how, Language language) {
  if (how.standing == PromiseStanding::overdue)
    return say(language, Text::promise_digest_late, span_words(language, how.days));
  if (how.standing == PromiseStanding::due_today) return std::string(say(language, Text::promise_digest_today));
  if (how.standing == PromiseStanding::due_soon) return say(language, Text::promise_digest_ahead, how.days);
  return how.days == 0 ? std::string(say(language, Text::promise_digest_look_today))
                       : say(language, Text::promise_digest_look_late, span_words(language, how.days));
}

/// The most pressing first: the longest past, the soonest to come.
std::vector<Pressing> pressing_of(std::span<const Promise> promises, CalendarDate today) {
  std::vector<Pressing> pressing;
  for (const Promise& promise : promises) {
    const auto how = standing_of(promise.state, promise.due, promise.look_on, today);
    if (how.standing <= PromiseStanding::due_soon) pressing.push_back({&promise, how});
  }
  std::ranges::stable_sort(pressing, {}, [](const Pressing& one) {
    const bool is_past = one.how.standing <= PromiseStanding::look_due;
    return std::tuple(one.how.standing, is_past ? -one.how.days : one.how.days,
                      one.promise->priority != Priority::high);
  });
  return pressing;
}

}  // namespace

std::string write_promise_csv(std::span<const Promise> promises, const TimeZones& zones, Language language) {
  const CellContext context{zones, language};
  CsvWriter table;
  for (const Column& column : columns) table.add(say(language, column.header));
  table.end_row();
  for (const Promise& promise : promises) {
    for (const Column& column : columns) table.add(column.cell(promise, context));
    table.end_row();
  }
  return std::move(table).finish();
}

std::string write_promise_markdown(std::span<const Promise> promises, Language language, const PromiseFilter& filter) {
  std::string out = "# " + std::string(say(language, Text::promise_list_title)) + "\n";
  if (const std::string narrowed = words_of(filter, language); !narrowed.empty())
    out += "\n" + markdown_from_line(narrowed) + "\n";
  if (promises.empty()) return out + "\n" + std::string(say(language, Text::promise_list_empty)) + "\n";
  using List = std::pair<ActionState, std::string>;
  std::vector<List> lists;
  for (const Promise& promise : promises) {
    auto list = std::ranges::find(lists, promise.state, &List::first);
    if (list == lists.end()) list = lists.insert(list, {promise.state, {}});
    list->second += "- " + list_line(promise, language) + "\n";
  }
  for (const auto& [state, lines] : lists)
    out += "\n## " + std::string(say(language, label_of(state))) + "\n\n" + lines;
  return out;
}

std::string write_promise_digest(std::span<const Promise> promises, CalendarDate today, Language language,
                                 const PromiseFilter& filter) {
  constexpr std::size_t most_lines = 10;
  std::string out = in_one_line(words_of(filter, language));
  if (!out.empty()) out += "\n";
  const std::vector<Pressing> pressing = pressing_of(promises, today);
  if (pressing.empty()) return out + say(language, Text::promise_digest_nothing, soon_days) + "\n";

  bool is_first = true;
  const auto count = [&](Text words, PromiseStanding first, PromiseStanding last) {
    const auto many = std::ranges::count_if(
        pressing, [&](const Pressing& one) { return one.how.standing >= first && one.how.standing <= last; });
    if (many > 0) out += (std::exchange(is_first, false) ? "" : ", ") + say(language, words, many, soon_days);
  };
  count(Text::promise_digest_overdue, PromiseStanding::overdue, PromiseStanding::overdue);
  count(Text::promise_digest_looks, PromiseStanding::look_due, PromiseStanding::look_due);
  count(Text::promise_digest_soon, PromiseStanding::due_today, PromiseStanding::due_soon);
  out += "\n";

  for (const auto& [promise, how] : std::span(pressing).first(std::min(most_lines, pressing.size()))) {
    const std::string line =
        say(language, Text::promise_digest_line, said(language, promise->title, Text::library_untitled),
            said(language, promise->owner, Text::promise_file_nobody), words_of(how, language),
            said(language, promise->postmortem_title, Text::library_untitled));
    out += "• " + in_one_line(line) + "\n";
  }
  if (pressing.size() > most_lines)
    out += say(language, Text::promise_digest_more, pressing.size() - most_lines) + "\n";
  return out;
}

}  // namespace unrepeat
