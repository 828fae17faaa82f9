// Beginnings of the line are tried from long to short.
#include "core/timeline/event_line.hpp"

#include <vector>

namespace unrepeat {

EventLine read_event_line(std::string_view line, const WrittenTimeContext& context) {
  constexpr std::size_t most_words = 10;
  const std::size_t first = line.find_first_not_of(' ');
  line = first == line.npos ? std::string_view{} : line.substr(first);
  std::vector<std::size_t> ends;
  for (std::size_t at = line.find(' '); at != line.npos && ends.size() < most_words; at = line.find(' ', at + 1))
    ends.push_back(at);
  if (ends.size() < most_words) ends.push_back(line.size());

  EventLine read{.start = std::unexpected(WrittenTimeProblem{WrittenTimeError::not_a_time, {}, {}}),
                 .end = {},
                 .written = {},
                 .words = line};
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    std::string_view beginning = line.substr(0, *end);
    // "14:02: paged".
    if (beginning.ends_with(':')) beginning.remove_suffix(1);
    if (auto span = read_written_span(beginning, context)) {
      read.start = std::move(span->start);
      read.end = std::move(span->end);
    } else if (is_reversed_span(beginning, context)) {
      // What it was to be only its writer can say.
    } else {
      auto time = read_written_time(beginning, context);
      // The problem of a time that is one says more than that the whole line is none.
      const bool says_more =
          !time && time.error().error != WrittenTimeError::not_a_time && time.error().error != WrittenTimeError::empty;
      if (!time && !says_more) continue;
      read.start = std::move(time);
    }
    read.written = beginning;
    read.words = line.substr(*end);
    break;
  }
  // "14.02 paged" begins with no time, and with what may be meant as one.
  for (const std::size_t end : ends) {
    if (!read.written.empty() || line.empty() || line[0] < '0' || line[0] > '9') break;
    if (possible_times(line.substr(0, end), context).empty()) continue;
    read.written = line.substr(0, end);
    read.words = line.substr(end);
    break;
  }
  // "14:02: paged", "14:02 - paged": what parts the two belongs to neither.
  if (!read.written.empty()) {
    std::size_t from = read.words.find_first_not_of(' ');
    if (from != read.words.npos)
      for (const std::string_view mark : {"–", "—", "-", ":"})
        if (read.words.substr(from).starts_with(mark) && read.words.substr(from + mark.size()).starts_with(' ')) {
          from = read.words.find_first_not_of(' ', from + mark.size());
          break;
        }
    read.words = from == read.words.npos ? std::string_view{} : read.words.substr(from);
  }
  return read;
}

}  // namespace unrepeat
