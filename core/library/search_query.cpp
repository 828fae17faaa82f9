// Typed text is walked in pieces between spaces. A piece is a filter when a known field stands before its first colon;
// all that is known of a field is its row in one table.
#include "core/library/search_query.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "core/text/characters.hpp"
#include "core/text/fold.hpp"
#include "core/text/utf8.hpp"
#include "core/text/vocabulary.hpp"

namespace unrepeat {
namespace {

/// Values to choose from, as a query holds them, and how they are said: by sentences in a row, or by Spanish words.
struct Choices {
  std::span<const std::string_view> spellings;
  std::optional<Text> first_label{};
  std::span<const std::string_view> spanish{};

  std::string_view word(Language language, std::size_t index) const {
    if (first_label) return say(language, static_cast<Text>(static_cast<std::size_t>(*first_label) + index));
    return language == Language::spanish ? spanish[index] : spellings[index];
  }
};

constexpr auto yes_or_no = std::to_array<std::string_view>({"yes", "no"});
constexpr auto yes_or_no_in_spanish = std::to_array<std::string_view>({"sí", "no"});
constexpr auto standings = std::to_array<std::string_view>({"overdue", "received"});
constexpr auto standings_in_spanish = std::to_array<std::string_view>({"vencido", "recibido"});

struct FieldRow {
  std::string_view english;
  std::string_view spanish;
  SearchExpectation expected = SearchExpectation::name;
  Choices choices{};
  std::string_view short_name{};
};

/// In the order of SearchField.
constexpr auto field_rows = std::to_array<FieldRow>(
    {{"system", "sistema"},
     {"severity", "gravedad", SearchExpectation::severity, {}, "sev"},
     {"status", "estado", SearchExpectation::status, {spellings(StatusState{}), label_of(StatusState{})}},
     {"kind", "tipo", SearchExpectation::kind, {spellings(RecordKind{}), label_of(RecordKind{})}},
     {"form", "forma", SearchExpectation::form, {spellings(Form{}), label_of(Form{})}},
     {"tag", "etiqueta"},
     {"team", "equipo"},
     {"owner", "a-cargo-de"},
     {"open-actions", "acciones-abiertas", SearchExpectation::yes_or_no, {yes_or_no, {}, yes_or_no_in_spanish}},
     {"since", "desde", SearchExpectation::day},
     {"until", "hasta", SearchExpectation::day},
     {"source", "fuente"},
     {"is", "es", SearchExpectation::standing, {standings, {}, standings_in_spanish}},
     {"title", "título"}});
static_assert(field_rows.size() == search_field_count);

const FieldRow& row_of(SearchField field) { return field_rows[static_cast<std::size_t>(field)]; }

std::string folded(std::string_view text) {
  std::string plain;
  fold_word(text, plain);
  return plain;
}

/// Names of several words are the same with spaces, underscores or hyphens between them.
std::string as_key(std::string_view name) {
  std::string key = folded(name);
  std::ranges::replace_if(key, [](char c) { return c == ' ' || c == '_'; }, '-');
  return key;
}

/// The bytes of the space that the text begins with, 0 where it begins with none. Byte by byte, so that what is no
/// UTF-8 hides no quote behind it.
std::size_t leading_space(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  return text.starts_with("\xE3\x80\x80") ? 3 : 0;  // as Chinese and Japanese keyboards type it
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t space = leading_space(text)) text.remove_prefix(space);
  for (std::size_t size = 1; size <= 3 && size <= text.size(); ++size) {
    if (leading_space(text.substr(text.size() - size)) == size) {
      text.remove_suffix(size);
      size = 0;
    }
  }
  return text;
}

/// Where the first of what is looked for stands outside of quotes; the text's size where it does not.
template <class Wanted>
std::size_t find_outside_quotes(std::string_view text, Wanted is_wanted) {
  bool in_quotes = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') in_quotes = !in_quotes;
    if (!in_quotes && is_wanted(text.substr(at))) return at;
  }
  return text.size();
}

/// Takes the next piece off the text, and the spaces before it; empty at the end.
std::string_view take_piece(std::string_view& rest) {
  while (const std::size_t space = leading_space(rest)) rest.remove_prefix(space);
  const std::string_view piece = rest.substr(0, find_outside_quotes(rest, leading_space));
  rest.remove_prefix(piece.size());
  return piece;
}

/// A value as it is meant: without its quotes and the spaces around it, and no longer than values are.
std::string meant(std::string_view value) {
  std::string text;
  std::ranges::copy_if(value, std::back_inserter(text), [](char c) { return c != '"'; });
  return std::string(trimmed(whole_beginning(trimmed(text), longest_value)));
}

/// A piece that is a filter, its parts as they were typed.
struct TypedFilter {
  SearchField field;
  bool excluded;
  std::string_view head;  ///< "-sev:"
  std::vector<std::string_view> values;
};

std::optional<TypedFilter> read_filter(std::string_view piece) {
  constexpr std::size_t longest_name = 32;
  const std::size_t colon = piece.find(':');
  if (colon > longest_name) return std::nullopt;
  const bool excluded = piece.starts_with('-');
  const std::string key = as_key(piece.substr(excluded, colon - excluded));
  const auto row = std::ranges::find_if(field_rows, [&](const FieldRow& each) {
    return !key.empty() && (key == each.english || key == folded(each.spanish) || key == each.short_name);
  });
  if (row == field_rows.end()) return std::nullopt;

  TypedFilter filter{static_cast<SearchField>(row - field_rows.begin()), excluded, piece.substr(0, colon + 1), {}};
  for (std::string_view rest = piece.substr(colon + 1); !rest.empty();) {
    const std::string_view value =
        rest.substr(0, find_outside_quotes(rest, [](std::string_view text) { return text[0] == ','; }));
    rest.remove_prefix(std::min(value.size() + 1, rest.size()));
    if (!meant(value).empty()) filter.values.push_back(value);
  }
  return filter;
}

/// "1" or "SEV1" as its digit.
std::optional<char> read_level(std::string_view value) {
  const std::string key = as_key(value);
  std::string_view level = key;
  if (level.starts_with("sev")) level.remove_prefix(level.starts_with("sev-") ? 4 : 3);
  if (level.size() != 1 || level[0] < '1' || level[0] > '5') return std::nullopt;
  return level[0];
}

/// A level, or all from one to another: "1-3". Empty for anything else.
std::vector<std::string> read_levels(std::string_view value) {
  std::optional<char> first = read_level(value);
  std::optional<char> last = first;
  for (std::size_t at = 0; !(first && last) && at < value.size(); ++at) {
    const std::string_view rest = value.substr(at);
    const std::size_t dash = rest.starts_with('-') ? 1 : rest.starts_with("–") ? std::string_view("–").size() : 0;
    if (dash == 0) continue;
    first = read_level(value.substr(0, at));
    last = read_level(rest.substr(dash));
  }
  std::vector<std::string> levels;
  if (!first || !last) return levels;
  for (char level = *first; level <= *last; ++level) levels.emplace_back(1, level);
  return levels;
}

/// The values that one typed value stands for, as a query holds them; empty where it cannot be read.
std::vector<std::string> read_value(const FieldRow& row, std::string value) {
  if (row.expected == SearchExpectation::severity) return read_levels(value);
  const Choices& choices = row.choices;
  if (!choices.spellings.empty()) {
    const std::string key = as_key(value);
    for (std::size_t index = 0; index < choices.spellings.size(); ++index) {
      if (key == as_key(choices.spellings[index]) || key == as_key(choices.word(Language::english, index)) ||
          key == as_key(choices.word(Language::spanish, index)))
        return {std::string(choices.spellings[index])};
    }
    return {};
  }
  if (row.expected == SearchExpectation::day && !days_of(value)) return {};
  return {std::move(value)};
}

void add_word(std::string& words, std::string_view word) {
  const std::size_t taken = words.size() + (words.empty() ? 0 : 1);
  word = whole_beginning(word, longest_words - std::min(taken, longest_words));
  if (word.empty()) return;
  if (!words.empty()) words += ' ';
  words += word;
}

template <class T>
bool contains(const std::vector<T>& list, const T& entry) {
  return std::ranges::find(list, entry) != list.end();
}

void add_problem(SearchQuery& query, SearchFilter filter, SearchExpectation expected) {
  SearchProblem problem{std::move(filter), expected};
  if (query.problems.size() < most_filters && !contains(query.problems, problem))
    query.problems.push_back(std::move(problem));
}

void add_filter(SearchQuery& query, SearchFilter filter) {
  if (contains(query.filters, filter)) return;
  if (query.filters.size() < most_filters) {
    query.filters.push_back(std::move(filter));
  } else {
    add_problem(query, std::move(filter), SearchExpectation::fewer_filters);
  }
}

/// The value as somebody types it, in quotes where it needs them.
std::string typed_value(const SearchFilter& filter, Language language) {
  std::string value = filter.value;
  const Choices& choices = row_of(filter.field).choices;
  const auto spelt = std::ranges::find(choices.spellings, value);
  if (spelt != choices.spellings.end() && language != Language::english)
    value = in_lower_case(choices.word(language, static_cast<std::size_t>(spelt - choices.spellings.begin())));
  for (std::size_t at = 0; at < value.size(); ++at) {
    const std::string_view rest = std::string_view(value).substr(at);
    if (rest[0] == ',' || leading_space(rest) > 0) return '"' + value + '"';
  }
  return value;
}

void append_filter(std::string& text, const SearchFilter& filter, Language language) {
  if (!text.empty()) text += ' ';
  if (filter.excluded) text += '-';
  text += name_of(filter.field, language);
  text += ':';
  text += typed_value(filter, language);
}

/// A piece without one of its values; nothing where no other is left.
std::string piece_without(std::string_view piece, const SearchFilter& filter) {
  const auto typed = read_filter(piece);
  if (!typed || typed->field != filter.field || typed->excluded != filter.excluded) return std::string(piece);
  bool is_in_it = false;
  std::string left;
  const auto keep = [&](std::string_view value) {
    left += left.empty() ? typed->head : ",";
    left += value;
  };
  for (const std::string_view value : typed->values) {
    const std::vector<std::string> read = read_value(row_of(filter.field), meant(value));
    if (!contains(read, filter.value)) {
      keep(value);
      continue;
    }
    is_in_it = true;
    for (const std::string& other : read) {
      if (other != filter.value) keep(other);
    }
  }
  return is_in_it ? left : std::string(piece);
}

}  // namespace

SearchQuery parse_search(std::string_view typed) {
  SearchQuery query;
  for (std::string_view piece = take_piece(typed); !piece.empty(); piece = take_piece(typed)) {
    const auto filter = read_filter(piece);
    if (!filter) {
      add_word(query.words, piece);
      continue;
    }
    const FieldRow& row = row_of(filter->field);
    if (filter->values.empty()) add_problem(query, {filter->field, filter->excluded, {}}, row.expected);
    for (const std::string_view typed_one : filter->values) {
      std::string value = meant(typed_one);
      std::vector<std::string> read = read_value(row, value);
      if (read.empty()) add_problem(query, {filter->field, filter->excluded, std::move(value)}, row.expected);
      for (std::string& each : read) add_filter(query, {filter->field, filter->excluded, std::move(each)});
    }
  }
  return query;
}

std::string to_text(const SearchQuery& query, Language language) {
  std::string text;
  const SearchFilter* before = nullptr;
  for (const SearchFilter& filter : query.filters) {
    if (before && before->field == filter.field && before->excluded == filter.excluded) {
      text += ',';
      text += typed_value(filter, language);
    } else {
      append_filter(text, filter, language);
    }
    before = &filter;
  }
  for (const SearchProblem& problem : query.problems) append_filter(text, problem.filter, language);
  // Last, since they may end inside quotes.
  if (!text.empty() && !query.words.empty()) text += ' ';
  return text + query.words;
}

std::string without_filter(std::string_view typed, const SearchFilter& filter) {
  std::string left;
  bool is_whole = true;
  while (true) {
    const char* const space = typed.data();
    const std::string_view piece = take_piece(typed);
    const std::string kept = piece_without(piece, filter);
    if (kept.empty() && !piece.empty()) {
      is_whole = false;
      continue;
    }
    // The spaces before what goes away go with it; where it was the first, those after it do too.
    if (is_whole || !left.empty()) left.append(space, piece.data());
    left += kept;
    if (piece.empty()) return left;
  }
}

std::string_view name_of(SearchField field, Language language) {
  return language == Language::spanish ? row_of(field).spanish : row_of(field).english;
}

std::optional<DayRange> days_of(std::string_view value) {
  constexpr std::string_view first_day = "0000-01-01";
  if (value.size() != 4 && value.size() != 7 && value.size() != 10) return std::nullopt;
  const auto first = parse_date(std::string(value) += first_day.substr(value.size()));
  if (!first) return std::nullopt;
  CalendarDate last = *first;
  if (value.size() == 4) last.month = 12;
  if (value.size() < 10) last.day = days_in_month(last.year, last.month);
  return DayRange{*first, last};
}

bool is_name_for(std::string_view value, std::string_view name) {
  const std::string wanted = folded(value);
  const std::string text = folded(name);
  if (wanted.empty()) return false;
  const bool is_anywhere = is_unspaced(first_character(wanted).code_point);
  const auto is_letter = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  };
  for (std::size_t at = text.find(wanted); at != text.npos; at = text.find(wanted, at + 1)) {
    if (at == 0 || is_anywhere || !is_letter(text[at - 1])) return true;
  }
  return false;
}

}  // namespace unrepeat
