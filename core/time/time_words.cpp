// One pass over the words of a written time.
#include "core/time/time_words.hpp"

#include <algorithm>
#include <span>

namespace unrepeat {
namespace {

/// What is written for a sign in another script, or is not seen at all.
struct PlainSpelling {
  std::string_view written, plain;
};
constexpr PlainSpelling plain_spellings[] = {
    {"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}, {"\u3000", " "}, {"\u200e", ""}, {"\u200f", ""},
    {"\u202a", ""},  {"\u202c", ""},  {"\ufeff", ""},  {"：", ":"},     {"（", "("},    {"）", ")"},
    {"［", "["},     {"］", "]"},     {"，", ","},     {"、", ","},     {"～", "~"},    {"〜", "~"},
    {"／", "/"},     {"０", "0"},     {"１", "1"},     {"２", "2"},     {"３", "3"},    {"４", "4"},
    {"５", "5"},     {"６", "6"},     {"７", "7"},     {"８", "8"},     {"９", "9"},    {"≈", "~"},
};

/// Three letters tell the months apart in both languages; longer words must be the beginning of one of the names.
struct MonthName {
  std::string_view name;
  int month;
};
constexpr MonthName month_names[] = {
    {"january", 1},    {"february", 2}, {"march", 3},      {"april", 4},     {"may", 5},       {"june", 6},
    {"july", 7},       {"august", 8},   {"september", 9},  {"october", 10},  {"november", 11}, {"december", 12},
    {"enero", 1},      {"febrero", 2},  {"marzo", 3},      {"abril", 4},     {"mayo", 5},      {"junio", 6},
    {"julio", 7},      {"agosto", 8},   {"septiembre", 9}, {"setiembre", 9}, {"octubre", 10},  {"noviembre", 11},
    {"diciembre", 12}, {"janeiro", 1},  {"fevereiro", 2},  {"março", 3},     {"maio", 5},      {"junho", 6},
    {"julho", 7},      {"setembro", 9}, {"outubro", 10},   {"dezembro", 12}, {"januar", 1},    {"februar", 2},
    {"märz", 3},       {"juni", 6},     {"juli", 7},       {"oktober", 10},
};
constexpr std::string_view weekday_names[] = {
    "monday", "tuesday",   "wednesday", "thursday",   "friday",  "saturday", "sunday",  "lunes",
    "martes", "miércoles", "miercoles", "jueves",     "viernes", "sábado",   "sabado",  "domingo",
    "montag", "dienstag",  "mittwoch",  "donnerstag", "freitag", "samstag",  "sonntag", "segunda",
    "terça",  "quarta",    "quinta",    "sexta",      "feira"};
/// Of East Asian weekdays, which stand alone in brackets or before one of the endings.
constexpr std::string_view weekday_signs[] = {"月", "火", "水", "木", "金", "土", "日",
                                              "一", "二", "三", "四", "五", "六"};
constexpr std::string_view weekday_beginnings[] = {"星期", "周", "週"}, weekday_endings[] = {"曜日", "曜"};
constexpr std::string_view filler_words[] = {"at", "on", "the", "of", "de",  "del", "a",  "las",
                                             "la", "el", "h",   "hs", "hrs", "às",  "uhr"};
constexpr std::string_view approximate_words[] = {"about", "around", "approx", "approximately", "circa",
                                                  "ca",    "hacia",  "sobre",  "aprox",         "aproximadamente",
                                                  "eso",   "etwa",   "gegen"};
/// These stand behind the time.
constexpr std::string_view approximate_endings[] = {"頃", "ごろ", "ころ", "左右", "前後"};
constexpr std::string_view morning_words[] = {"午前", "上午", "早上", "凌晨"},
                           afternoon_words[] = {"午後", "下午", "晚上"};

/// Days that are told from today.
struct DayName {
  std::string_view name;
  int days_from_today;
};
constexpr DayName day_names[] = {{"today", 0},     {"hoy", 0},  {"yesterday", -1}, {"ayer", -1},
                                 {"anteayer", -2}, {"hoje", 0}, {"ontem", -1},     {"heute", 0},
                                 {"gestern", -1},  {"今日", 0}, {"昨日", -1}};

constexpr std::string_view noon_words[] = {"noon", "midday", "mediodía", "mediodia"};
constexpr std::string_view midnight_words[] = {"midnight", "medianoche"};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_beginning_of(std::string_view word, std::string_view name) {
  return word.size() >= 3 && name.starts_with(word);
}

int month_named(std::string_view word) {
  for (const MonthName& candidate : month_names) {
    if (is_beginning_of(word, candidate.name)) return candidate.month;
  }
  return 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0; }

class Words {
 public:
  Words(std::string_view text, std::optional<bool> day_first) : rest_(text), day_first_(day_first) {}

  /// Nothing when every word was understood.
  std::optional<WrittenTimeError> read(TimePieces& pieces) {
    while (skip_separators(), !rest_.empty()) {
      leads_on_ = false;
      const auto error = is_digit(rest_.front()) ? read_numbers(pieces) : read_sign_or_word(pieces);
      if (error) return error;
    }
    // "14:02 on the": those words begin what happened.
    return leads_on_ ? not_a_time : understood;
  }

 private:
  using Result = std::optional<WrittenTimeError>;
  static constexpr Result understood = std::nullopt;
  static constexpr Result not_a_time = WrittenTimeError::not_a_time;

  /// "~" before the clock, an offset behind "p. m.".
  Result read_sign_or_word(TimePieces& pieces) {
    if (take('~')) {
      if (pieces.is_approximate || pieces.clock) return not_a_time;
      pieces.is_approximate = true;
      leads_on_ = true;
      return understood;
    }
    const bool is_signed = rest_.starts_with('+') || rest_.starts_with('-') || rest_.starts_with("\u2212");
    if (!is_signed || !pieces.afternoon || !pieces.clock || pieces.offset) return read_word(pieces);
    const std::size_t before = rest_.size();
    const Result error = read_offset(pieces);
    return error || rest_.size() == before ? not_a_time : understood;
  }

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  bool take_one_of(std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return take(word); });
  }

  void skip_separators() {
    while (!rest_.empty() && std::string_view(" ,[]()").contains(rest_.front())) rest_.remove_prefix(1);
  }

  bool take(char expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// The number in front and how many digits it had; no digits is 0 of them.
  int take_number(std::size_t& digits) {
    int value = 0;
    for (digits = 0; digits < rest_.size() && is_digit(rest_[digits]); ++digits) {
      if (digits < 9) value = value * 10 + (rest_[digits] - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  std::string_view after_blank() const { return rest_.substr(rest_.starts_with(' ') ? 1 : 0); }
  bool has_hour_sign() const {
    const std::string_view after = after_blank();
    return after.starts_with('h') && (after.size() == 1 || !is_letter(after[1]));
  }

  template <class T>
  static Result set(std::optional<T>& piece, T value) {
    if (piece) return not_a_time;
    piece = value;
    return understood;
  }

  static Result set_date(TimePieces& pieces, int year, int month, int day) {
    if (pieces.year || pieces.month || pieces.day) return not_a_time;
    pieces.year = year;
    pieces.month = month;
    pieces.day = day;
    return understood;
  }

  Result read_numbers(TimePieces& pieces) {
    std::size_t digits = 0;
    const int first = take_number(digits);
    if (digits > 4) return not_a_time;
    if (rest_.starts_with(':')) return read_clock(pieces, first, digits);
    if (take("年")) return digits == 4 ? set(pieces.year, first) : not_a_time;
    if (digits <= 2 && take("月")) return set(pieces.month, first);
    if (digits <= 2 && (take("日") || take("号"))) return set(pieces.day, first);
    if (digits <= 2 && (take("時") || take("时") || take("点"))) return read_clock_of_signs(pieces, first);
    if (rest_.starts_with('h') && rest_.size() > 1 && is_digit(rest_[1])) return read_clock(pieces, first, digits);
    if (digits == 4 && rest_.starts_with('-')) return read_iso_date(pieces, first);
    if (rest_.starts_with('/') || rest_.starts_with('-') ||
        (rest_.starts_with('.') && rest_.size() > 1 && is_digit(rest_[1]))) {
      return read_short_date(pieces, first, digits, rest_.front());
    }
    for (const std::string_view ordinal : {"st", "nd", "rd", "th", "º", "."}) {
      if (digits <= 2 && rest_.starts_with(ordinal)) {
        rest_.remove_prefix(ordinal.size());
        return set(pieces.day, first);
      }
    }
    if (digits == 4) return set(pieces.year, first);
    if (digits > 2) return not_a_time;
    if (names_half_of_day(after_blank()) || (has_hour_sign() && !pieces.clock)) {
      pieces.clock_precision = Precision::hour;
      return set(pieces.clock, CivilTime{.hour = first});
    }
    return set(pieces.day, first);
  }

  /// 14時23分05秒, 2点半: what follows the sign of the hour.
  Result read_clock_of_signs(TimePieces& pieces, int hour) {
    CivilTime clock{.hour = hour};
    pieces.clock_precision = Precision::hour;
    std::size_t digits = 0;
    if (take("半")) {
      clock.minute = 30;
      pieces.clock_precision = Precision::minute;
    } else if (!rest_.empty() && is_digit(rest_.front())) {
      clock.minute = take_number(digits);
      if (digits > 2 || !take("分")) return not_a_time;
      pieces.clock_precision = Precision::minute;
      if (!rest_.empty() && is_digit(rest_.front())) {
        clock.second = take_number(digits);
        if (digits > 2 || !take("秒")) return not_a_time;
        pieces.clock_precision = Precision::second;
      }
    }
    return set(pieces.clock, clock);
  }

  Result read_clock(TimePieces& pieces, int hour, std::size_t hour_digits) {
    std::size_t digits = 0;
    CivilTime clock{.hour = hour};
    rest_.remove_prefix(1);
    clock.minute = take_number(digits);
    if (hour_digits > 2 || digits != 2) return not_a_time;
    pieces.clock_precision = Precision::minute;
    if (take(':')) {
      clock.second = take_number(digits);
      if (digits != 2) return not_a_time;
      pieces.clock_precision = Precision::second;
      if (rest_.size() > 1 && (rest_.front() == '.' || rest_.front() == ',') && is_digit(rest_[1])) {
        rest_.remove_prefix(1);
        int scale = 100'000;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), scale /= 10) {
          clock.microsecond += (rest_.front() - '0') * scale;
        }
      }
    }
    if (const Result error = set(pieces.clock, clock)) return error;
    // An offset may follow at once; a sign after a blank is one too, because nothing else has a sign.
    return read_offset(pieces);
  }

  Result read_offset(TimePieces& pieces) {
    std::string_view ahead = rest_;
    if (ahead.starts_with(' ')) ahead.remove_prefix(1);
    if (!ahead.starts_with('+') && !ahead.starts_with('-') && !ahead.starts_with("\u2212")) return understood;
    const std::size_t sign_bytes = ahead.starts_with("\u2212") ? 3 : 1;
    std::size_t end = sign_bytes;
    while (end < ahead.size() && (is_digit(ahead[end]) || ahead[end] == ':')) ++end;
    std::string offset_text(1, ahead.front() == '+' ? '+' : '-');
    const std::string_view figures = ahead.substr(sign_bytes, end - sign_bytes);
    // "14:02 +2 replicas" says no offset; "14:02 +02", "14:02 +0200" and "14:02+2" do.
    const bool is_apart = rest_.starts_with(' ');
    if (is_apart && figures.size() < 4 && !figures.starts_with('0') && !figures.contains(':')) return not_a_time;
    // "+2" and "+2:00" lack a zero.
    const std::size_t hour_digits = std::min(figures.find(':'), figures.size());
    if (hour_digits == 1) offset_text += '0';
    offset_text += figures;
    const auto offset = parse_offset(offset_text);
    // No clock on Earth is further from UTC: "19:30-19:10" is no offset.
    constexpr std::int32_t hour = 3600;
    if (!offset || offset->seconds < -12 * hour || offset->seconds > 14 * hour) return not_a_time;
    rest_ = ahead.substr(end);
    return set(pieces.offset, *offset);
  }

  Result read_iso_date(TimePieces& pieces, int year) {
    std::size_t digits = 0;
    rest_.remove_prefix(1);
    const int month = take_number(digits);
    if (digits != 2 || pieces.year || pieces.month) return not_a_time;
    if (!take('-')) {
      pieces.year = year;
      pieces.month = month;
      return understood;
    }
    const int day = take_number(digits);
    if (digits != 2) return not_a_time;
    if (rest_.size() > 1 && rest_.front() == 't' && is_digit(rest_[1])) rest_.remove_prefix(1);
    return set_date(pieces, year, month, day);
  }

  /// 16-10-2024, 16/10: only where one of the two numbers cannot be a month.
  Result read_short_date(TimePieces& pieces, int first, std::size_t first_digits, char separator) {
    std::size_t digits = 0;
    rest_.remove_prefix(1);
    const int second = take_number(digits);
    if (first_digits > 2 || digits == 0 || digits > 2) return not_a_time;
    std::optional<int> year;
    if (take(separator)) {
      year = take_number(digits);
      if (digits == 2) {
        *year += 2000;
      } else if (digits != 4) {
        return not_a_time;
      }
    }
    // "14.02" may be a time of day; "2.02 pm" and "14.02 h" are one.
    if (separator == '.' && !year) {
      if (digits != 2 || !(names_half_of_day(after_blank()) || has_hour_sign())) return not_a_time;
      pieces.clock_precision = Precision::minute;
      return set(pieces.clock, CivilTime{.hour = first, .minute = second});
    }
    if (pieces.year || pieces.month || pieces.day) return not_a_time;
    pieces.year = year;
    const bool is_either_way = first <= 12 && second <= 12 && first != second;
    if (is_either_way && !day_first_) return WrittenTimeError::day_or_month_first;
    const bool day_first = is_either_way ? *day_first_ : first >= second;
    pieces.day = day_first ? first : second;
    pieces.month = day_first ? second : first;
    return understood;
  }

  /// "pm", "p.m.", "p. m.": how many characters of it stand in front.
  static std::size_t names_half_of_day(std::string_view text) {
    if (text.empty() || (text.front() != 'a' && text.front() != 'p')) return 0;
    std::size_t at = 1;
    if (at < text.size() && text[at] == '.') ++at;
    if (at < text.size() && text[at] == ' ' && at > 1) ++at;
    if (at >= text.size() || text[at] != 'm') return 0;
    ++at;
    if (at < text.size() && text[at] == '.') ++at;
    return at < text.size() && (is_letter(text[at]) || is_digit(text[at])) ? 0 : at;
  }

  Result read_word(TimePieces& pieces) {
    if (take_one_of(approximate_endings)) {
      pieces.is_approximate = true;
      return pieces.clock || pieces.day ? understood : not_a_time;
    }
    if (take_one_of(morning_words)) return set(pieces.afternoon, false);
    if (take_one_of(afternoon_words)) return set(pieces.afternoon, true);
    if (const std::string_view before = rest_; pieces.day) {
      // "(水)", "水曜日", "星期三".
      take_one_of(weekday_beginnings);
      if (take_one_of(weekday_signs)) {
        take_one_of(weekday_endings);
        return understood;
      }
      rest_ = before;
    }
    if (const std::size_t characters = names_half_of_day(rest_)) {
      const bool afternoon = rest_.front() == 'p';
      rest_.remove_prefix(characters);
      if (!pieces.clock) return not_a_time;
      return set(pieces.afternoon, afternoon);
    }
    std::size_t letters = 0;
    while (letters < rest_.size() && is_letter(rest_[letters])) ++letters;
    if (letters == 0) return not_a_time;
    const std::string_view word = rest_.substr(0, letters);
    rest_.remove_prefix(letters);
    if (is_one_of(word, approximate_words)) {
      take('.');
      pieces.is_approximate = true;
      leads_on_ = true;
      return understood;
    }
    if (is_one_of(word, noon_words)) return set(pieces.clock, CivilTime{.hour = 12});
    if (is_one_of(word, midnight_words)) return set(pieces.clock, CivilTime{});
    if (const auto day = std::ranges::find(day_names, word, &DayName::name); day != std::end(day_names))
      return set(pieces.days_from_today, day->days_from_today);
    if (const ZoneLetters* zone = find_zone_letters(word)) {
      if (!pieces.clock) return not_a_time;
      if (zone->count > 1) return WrittenTimeError::zone_ambiguous;
      return set(pieces.offset, UtcOffset{zone->minutes_ahead[0] * 60});
    }
    if (word == "z" || word == "utc" || word == "gmt") {
      const std::string_view after = rest_;
      if (word != "z" && (after.starts_with('+') || after.starts_with('-'))) return read_offset(pieces);
      return set(pieces.offset, UtcOffset{});
    }
    // A weekday and a month share their beginning in Spanish ("mar"): the month tells more, and only a whole word is a
    // weekday there.
    if (const int month = month_named(word)) {
      const bool weekday = pieces.month || word == "martes";
      if (!weekday) {
        take('.');
        return set(pieces.month, month);
      }
    }
    for (const std::string_view name : weekday_names) {
      if (is_beginning_of(word, name)) {
        take('.');
        return understood;
      }
    }
    if (is_one_of(word, filler_words)) {
      leads_on_ = !word.starts_with('h') && word != "uhr";
      return understood;
    }
    return not_a_time;
  }

  std::string_view rest_;
  std::optional<bool> day_first_;
  bool leads_on_ = false;  ///< The last word only says that something follows.
};

constexpr ZoneLetters zone_letters[] = {
    {"cet", {60}, 1},      {"cest", {120}, 1},         {"eet", {120}, 1},       {"eest", {180}, 1},
    {"wet", {0}, 1},       {"west", {60}, 1},          {"msk", {180}, 1},       {"jst", {540}, 1},
    {"est", {-300}, 1},    {"edt", {-240}, 1},         {"pst", {-480}, 1},      {"pdt", {-420}, 1},
    {"mst", {-420}, 1},    {"mdt", {-360}, 1},         {"cdt", {-300}, 1},      {"cst", {-360, 480}, 2},
    {"bst", {60, 360}, 2}, {"ist", {330, 60, 120}, 3}, {"gst", {240, -120}, 2}, {"ast", {-240, 180}, 2},
};

}  // namespace

const ZoneLetters* find_zone_letters(std::string_view lower_case) {
  const auto* found = std::ranges::find(zone_letters, lower_case, &ZoneLetters::letters);
  return found == std::end(zone_letters) ? nullptr : found;
}

std::string with_plain_blanks(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if ((static_cast<unsigned char>(text.front()) & 0x80) != 0) {
      const auto* found = std::ranges::find_if(
          plain_spellings, [&](const PlainSpelling& spelling) { return text.starts_with(spelling.written); });
      if (found != std::end(plain_spellings)) {
        text.remove_prefix(found->written.size());
        plain += found->plain;
        continue;
      }
    }
    plain += text.front() == '\t' ? ' ' : text.front();
    text.remove_prefix(1);
  }
  return plain;
}

std::string simplified(std::string_view text) {
  std::string simple = with_plain_blanks(text);
  for (char& c : simple)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const std::size_t first = simple.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return simple.substr(first, simple.find_last_not_of(' ') - first + 1);
}

std::expected<TimePieces, WrittenTimeError> read_time_words(std::string_view simple, std::optional<bool> day_first) {
  TimePieces pieces;
  if (const auto error = Words(simple, day_first).read(pieces)) return std::unexpected(*error);
  return pieces;
}

}  // namespace unrepeat
