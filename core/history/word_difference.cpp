// The shortest way from one row of words to the other (Myers 1986), as long as it is short.
#include "core/history/word_difference.hpp"

#include <algorithm>

#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

/// Beyond so many changed words nobody reads them one by one.
constexpr std::ptrdiff_t most_changes = 800;

bool is_blank(char byte) { return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r'; }

bool is_in_word(char character) {
  const auto byte = static_cast<unsigned char>(character);
  const bool is_ascii = (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '_';
  // From U+3000 on there are mostly scripts without spaces.
  return is_ascii || (byte >= 0x80 && byte < 0xe3);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + std::max<std::size_t>(1, utf8_length_at(text, at));
    if (is_blank(text[at])) {
      while (end < text.size() && is_blank(text[end])) ++end;
    } else if (is_in_word(text[at])) {
      while (end < text.size() && is_in_word(text[end])) end += std::max<std::size_t>(1, utf8_length_at(text, end));
    }
    end = std::min(end, text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

using Words = std::vector<std::string_view>;

/// For every word whether it is only in its own text; all, where the way is too long.
struct Marks {
  std::vector<bool> removed, added;
};

Marks find_way(const Words& a, const Words& b) {
  const auto a_size = static_cast<std::ptrdiff_t>(a.size()), b_size = static_cast<std::ptrdiff_t>(b.size());
  Marks marks{std::vector<bool>(a.size(), true), std::vector<bool>(b.size(), true)};
  const std::ptrdiff_t most = std::min(a_size + b_size, most_changes);
  // How far the way with so many changes comes on every diagonal, for every number of changes.
  std::vector<std::vector<std::ptrdiff_t>> reached;
  std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * most + 3), 0);
  const auto at = [&](std::vector<std::ptrdiff_t>& row, std::ptrdiff_t diagonal) -> std::ptrdiff_t& {
    return row[static_cast<std::size_t>(diagonal + static_cast<std::ptrdiff_t>(row.size() / 2))];
  };
  const auto is_down = [&](std::vector<std::ptrdiff_t>& row, std::ptrdiff_t changes, std::ptrdiff_t diagonal) {
    return diagonal == -changes || (diagonal != changes && at(row, diagonal - 1) < at(row, diagonal + 1));
  };
  std::ptrdiff_t changes = 0;
  bool is_there = false;
  for (; changes <= most && !is_there; ++changes) {
    std::vector<std::ptrdiff_t> kept(static_cast<std::size_t>(2 * changes + 3));
    for (std::ptrdiff_t diagonal = -changes - 1; diagonal <= changes + 1; ++diagonal)
      at(kept, diagonal) = at(furthest, diagonal);
    reached.push_back(std::move(kept));
    for (std::ptrdiff_t diagonal = -changes; diagonal <= changes && !is_there; diagonal += 2) {
      std::ptrdiff_t x =
          is_down(furthest, changes, diagonal) ? at(furthest, diagonal + 1) : at(furthest, diagonal - 1) + 1;
      std::ptrdiff_t y = x - diagonal;
      while (x < a_size && y < b_size && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(y)]) ++x, ++y;
      at(furthest, diagonal) = x;
      is_there = diagonal == a_size - b_size && x >= a_size;
    }
  }
  if (!is_there) return marks;
  std::ptrdiff_t x = a_size, y = b_size;
  for (--changes; changes >= 0; --changes) {
    auto& row = reached[static_cast<std::size_t>(changes)];
    const std::ptrdiff_t diagonal = x - y;
    const bool went_down = is_down(row, changes, diagonal);
    const std::ptrdiff_t from_x = changes == 0 ? 0 : went_down ? at(row, diagonal + 1) : at(row, diagonal - 1);
    const std::ptrdiff_t from_y = changes == 0 ? 0 : from_x - (went_down ? diagonal + 1 : diagonal - 1);
    while (x > from_x && y > from_y) {
      --x, --y;
      marks.removed[static_cast<std::size_t>(x)] = marks.added[static_cast<std::size_t>(y)] = false;
    }
    x = from_x;
    y = from_y;
  }
  return marks;
}

/// A blank that stands alone between two changed words on both sides is a part of what changed: it is read as one.
void join_over_blanks(const Words& a, const Words& b, Marks& marks) {
  std::size_t x = 0, y = 0;
  while (x < a.size() && y < b.size()) {
    if (marks.removed[x]) {
      ++x;
    } else if (marks.added[y]) {
      ++y;
    } else {
      const bool is_between_removed = x > 0 && x + 1 < a.size() && marks.removed[x - 1] && marks.removed[x + 1];
      const bool is_between_added = y > 0 && y + 1 < b.size() && marks.added[y - 1] && marks.added[y + 1];
      if (is_blank(a[x].front()) && is_between_removed && is_between_added) marks.removed[x] = marks.added[y] = true;
      ++x, ++y;
    }
  }
}

std::vector<TextRange> ranges_of(const Words& words, const std::vector<bool>& marked, std::size_t offset) {
  std::vector<TextRange> ranges;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t end = offset + words[i].size();
    if (marked[i] && !ranges.empty() && ranges.back().end == offset)
      ranges.back().end = end;
    else if (marked[i])
      ranges.push_back({offset, end});
    offset = end;
  }
  return ranges;
}

}  // namespace

WordDifference compare_words(std::string_view before, std::string_view after) {
  Words a = words_of(before), b = words_of(after);
  const auto front = std::ranges::mismatch(a, b);
  const auto same_front = static_cast<std::size_t>(front.in1 - a.begin());
  std::size_t offset = 0;
  for (std::size_t i = 0; i < same_front; ++i) offset += a[i].size();
  a.erase(a.begin(), front.in1);
  b.erase(b.begin(), front.in2);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.pop_back(), b.pop_back();
  Marks marks = find_way(a, b);
  join_over_blanks(a, b, marks);
  return {ranges_of(a, marks.removed, offset), ranges_of(b, marks.added, offset)};
}

}  // namespace unrepeat
