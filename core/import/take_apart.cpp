// Lines that begin with a time, whatever mark stands before it; where a report is one paragraph, its sentences.
#include "core/import/take_apart.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/import/event_words.hpp"
#include "core/import/text_records.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_report = 40'000, most_pieces = 200;

std::vector<std::string_view> lines_in(std::string_view text) {
  std::vector<std::string_view> lines;
  for (const TextLine& line : lines_of(text)) lines.push_back(line.text);
  return lines;
}

/// A sentence ends in a sign and a blank; a time such as "2:02 p. m." holds neither before a capital letter.
std::vector<std::string_view> sentences_in(std::string_view text) {
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const bool ends =
        (text[at] == '.' || text[at] == ';' || text[at] == '\n') && (text[at + 1] == ' ' || text[at] == '\n');
    const char next = text[at + (text[at] == '\n' ? 1 : 2)];
    const bool begins = (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
    if (!ends || !begins) continue;
    sentences.push_back(text.substr(begin, at + 1 - begin));
    begin = at + (text[at] == '\n' ? 1 : 2);
  }
  sentences.push_back(text.substr(begin));
  return sentences;
}

std::string_view without_mark(std::string_view unit) {
  constexpr std::array<std::string_view, 9> marks{"- ", "* ", "• ", "> ", "+ ", "**", "At ", "By ", "A las "};
  for (bool found = true; std::exchange(found, false);) {
    unit = trimmed_text(unit);
    for (const std::string_view mark : marks)
      if (unit.starts_with(mark)) unit.remove_prefix(mark.size()), found = true;
  }
  return unit;
}

/// What follows a time without the signs that part it from its words.
std::string_view without_signs(std::string_view words) {
  constexpr std::array<std::string_view, 8> signs{"-", "–", "—", ":", "|", ",", "*", " "};
  for (bool found = true; std::exchange(found, false);)
    for (const std::string_view sign : signs)
      if (words.starts_with(sign)) words.remove_prefix(sign.size()), found = true;
  return trimmed_text(words);
}

TakeEventApart pieces_of(const std::vector<std::string_view>& units, char between, WrittenTimeContext context,
                         IdSource& ids) {
  TakeEventApart apart;
  for (const std::string_view unit : units) {
    const auto leading = leading_time(without_mark(unit));
    auto read = leading ? read_written_time(leading->start, context) : std::unexpected(WrittenTimeProblem{});
    const std::string_view words = leading ? without_signs(leading->rest) : std::string_view();
    if (read && read->at && !words.empty() && apart.pieces.size() < most_pieces) {
      context.near = read->at;
      read->written = leading->start;
      apart.pieces.push_back({.id = ids.next_as<Id<TimelineEvent>>(),
                              .time = std::move(*read),
                              .kind = kind_by_words(words, EventKind::observation),
                              .text = std::string(words)});
      continue;
    }
    std::string& so_far = apart.pieces.empty() ? apart.rest : apart.pieces.back().text;
    if (!so_far.empty()) so_far += between;
    so_far += unit;
  }
  const auto trim = [](std::string& text) { text = std::string(trimmed_text(text)); };
  trim(apart.rest);
  for (TakeEventApart::Piece& piece : apart.pieces) trim(piece.text);
  return apart;
}

}  // namespace

std::optional<TakeEventApart> take_apart(const Postmortem& postmortem, const TimelineEvent& event,
                                         const TimeZones& zones, IdSource& ids) {
  if (event.text.size() > longest_report) return std::nullopt;
  const WrittenTimeContext context{.zones = zones,
                                   .zone = event.time.zone.empty() ? postmortem.time_zone : event.time.zone,
                                   .near = event.time.at,
                                   .now = event.time.at.value_or(postmortem.history.created_at),
                                   .is_past = true};
  TakeEventApart apart = pieces_of(lines_in(event.text), '\n', context, ids);
  if (apart.pieces.size() < 2) apart = pieces_of(sentences_in(event.text), ' ', context, ids);
  if (apart.pieces.size() < 2) return std::nullopt;
  apart.event = event.id;
  return apart;
}

}  // namespace unrepeat
