// The words of fields, and the reading of their values.
#include "core/import/markdown_fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/import/markdown_document.hpp"
#include "core/import/record_proposer.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_key = 60;

constexpr std::string_view severity_words[] = {"severity",  "severidad",   "gravedad", "severidade",
                                               "gravidade", "schweregrad", "重大度",   "深刻度",
                                               "严重",      "嚴重",        "sev"};
struct SeverityWord {
  std::int64_t level;
  std::initializer_list<std::string_view> words;
};
const SeverityWord severity_levels[] = {
    {1, {"critical", "blocker", "catastroph", "crític", "critic", "kritisch", "致命", "緊急", "紧急", "严重"}},
    {2, {"major", "high", "alta", "alto", "hoch", "grave", "重大", "高"}},
    {3, {"moderate", "medium", "media", "média", "medio", "médio", "mittel", "中"}},
    {4, {"minor", "low", "baja", "baixa", "bajo", "baixo", "niedrig", "gering", "軽微", "低", "轻微"}},
};

struct MomentWords {
  MomentKind moment;
  std::initializer_list<std::string_view> words;
};
/// The first that fits: "response started" is no beginning, "impact start" is one.
const MomentWords moment_words[] = {
    {MomentKind::acknowledged,
     {"acknowledged", "response started", "対応開始", "atendido", "reconocido", "响应时间", "reconhecido"}},
    {MomentKind::detected,
     {"detected", "detection time", "discovered", "noticed", "検知", "検出", "発見", "detectad", "detección",
      "detecção", "erkannt", "entdeckt", "检测", "发现"}},
    {MomentKind::identified, {"identified", "cause found", "原因特定", "identificad", "定位"}},
    {MomentKind::declared, {"declared", "宣言", "declarad"}},
    {MomentKind::mitigated,
     {"mitigated", "mitigation time", "recovered", "restored", "緩和", "復旧", "mitigad", "recuperad", "restablecid",
      "restaurad", "wiederhergestellt", "恢复"}},
    {MomentKind::resolved,
     {"resolved", "resolution time", "incident end", "end time", "ended", "closed", "解決", "終了", "収束", "resuelto",
      "resolvido", "fin del incidente", "fim do incidente", "behoben", "gelöst", "解决", "结束"}},
    {MomentKind::impact_start,
     {"impact start", "impact began", "incident start", "start time", "started", "began", "発生", "開始日時",
      "inicio del", "inicio", "início", "beginn", "begonnen", "发生", "开始"}},
};

constexpr std::string_view length_words[] = {"time to",  "mean time", "時間", "までの", "tiempo", "tempo",
                                             "zeit bis", "delay",     "耗时", "时长",   "ttd",    "ttr",
                                             "ttm",      "tta",       "mttd", "mttr"};
const MomentWords duration_words[] = {
    {MomentKind::acknowledged, {"time to ack", "time to acknowledge", "tta", "mtta"}},
    {MomentKind::detected,
     {"time to detect", "detection delay", "ttd", "mttd", "検知までの", "検知時間", "tiempo de detección",
      "tiempo hasta la detección", "tempo de detecção", "tempo até a detecção", "zeit bis zur erkennung", "检测耗时",
      "发现耗时"}},
    {MomentKind::mitigated,
     {"time to mitigat", "ttm", "mttm", "緩和までの", "tiempo de mitigación", "tempo de mitigação"}},
    {MomentKind::resolved,
     {"time to recover",
      "time to restor",
      "time to resol",
      "time to repair",
      "time to fix",
      "ttr",
      "mttr",
      "復旧までの",
      "復旧時間",
      "解決までの",
      "影響時間",
      "障害時間",
      "停止時間",
      "duration",
      "downtime",
      "outage length",
      "tiempo de recuperación",
      "tiempo hasta la recuperación",
      "tiempo de resolución",
      "duración",
      "duração",
      "tempo de recuperação",
      "tempo de resolução",
      "dauer",
      "ausfallzeit",
      "zeit bis zur wiederherstellung",
      "持续时间",
      "恢复耗时",
      "影响时长"}},
};

constexpr std::string_view period_words[] = {
    "影響期間",           "発生期間",           "impact window", "impact period", "incident window", "outage window",
    "período de impacto", "periodo de impacto", "zeitraum",      "影响时间段",    "影响期间"};
constexpr std::string_view people_words[] = {"attendee",      "participant", "people involved", "asistentes",
                                             "participantes", "presentes",   "teilnehmer",      "beteiligte",
                                             "参加者",        "出席者",      "関係者",          "参与者",
                                             "参与人员",      "responders",  "present"};
constexpr std::string_view fields_words[] = {"metadata",
                                             "stats",
                                             "statistics",
                                             "メタデータ",
                                             "基本情報",
                                             "基本信息",
                                             "metadatos",
                                             "metadados",
                                             "metadaten",
                                             "at a glance",
                                             "key facts",
                                             "incident details",
                                             "datos del incidente",
                                             "dados do incidente",
                                             "eckdaten",
                                             "incident info",
                                             "項目",
                                             "概况",
                                             "ficha"};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

struct UnitWords {
  std::int64_t seconds;
  std::initializer_list<std::string_view> words;
};
constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;
const UnitWords unit_words[] = {
    {minute, {"minutes", "minutos", "minuten", "minute", "minuto", "mins", "min", "m", "分間", "分钟", "分鐘", "分"}},
    {hour, {"hours", "horas", "stunden", "hour", "hora", "stunde", "hrs", "hr", "std", "h", "時間", "小时", "小時"}},
    {day, {"days", "días", "dias", "tage", "tag", "day", "día", "dia", "d", "日間", "日", "天"}},
    {1, {"seconds", "segundos", "sekunden", "second", "secs", "sec", "s", "秒間", "秒"}},
    {7 * day, {"weeks", "semanas", "wochen", "week", "semana", "woche", "週間", "周"}},
};

/// Words that a text of that language cannot do without and another has not.
struct LanguageWords {
  std::string_view tag;
  std::initializer_list<std::string_view> words;
};
const LanguageWords language_words[] = {
    {"en", {" the ", " and ", " was ", " of ", " to ", " is ", " were ", " with "}},
    {"es", {" el ", " la ", " los ", " las ", " del ", " una ", " y ", " con ", " se "}},
    {"pt", {" o ", " os ", " uma ", " não ", " do ", " da ", " foi ", " com ", " e ", " em "}},
    {"de", {" der ", " die ", " das ", " und ", " nicht ", " wurde ", " mit ", " ein ", " eine ", " ist "}},
};

template <class Table>
std::optional<MomentKind> named_in(const Table& table, std::string_view key) {
  const std::string lower = in_lower_case(key);
  for (const MomentWords& one : table)
    if (names_any(lower, one.words)) return one.moment;
  return std::nullopt;
}

}  // namespace

std::optional<WrittenField> field_in(std::string_view line) {
  std::string_view text = trimmed_text(line);
  if (const auto bullet = bullet_in(text)) text = *bullet;
  std::string_view key, value;
  if (const std::size_t close = text.starts_with("**") ? text.find("**", 2) : text.npos; close != text.npos) {
    key = text.substr(2, close - 2);
    value = trimmed_text(text.substr(close + 2));
    const bool is_parted =
        key.ends_with(':') || key.ends_with("：") || value.starts_with(':') || value.starts_with("：");
    if (!is_parted) return std::nullopt;
  } else {
    std::size_t length = 1;
    std::size_t sign = text.find(": ");
    if (const std::size_t wide = text.find("："); wide < sign) {
      sign = wide;
      length = std::string_view("：").size();
    }
    if (sign == text.npos) return std::nullopt;
    key = text.substr(0, sign);
    value = trimmed_text(text.substr(sign + length));
  }
  for (const std::string_view parting : {":", "："}) {
    if (key.ends_with(parting)) key.remove_suffix(parting.size());
    if (value.starts_with(parting)) value = trimmed_text(value.substr(parting.size()));
  }
  key = without_marks(key);
  if (key.empty() || key.size() > longest_key || key.contains('`') || key.contains('[')) return std::nullopt;
  return WrittenField{key, value};
}

bool names_severity(std::string_view key) {
  return key.size() <= longest_key && names_any(in_lower_case(key), severity_words);
}

std::optional<Severity> severity_written(std::string_view value) {
  value = without_marks(value);
  std::string_view front = value;
  for (const std::string_view sign : {"(", "（", ",", "，", ";", " - ", " – ", " — "})
    front = front.substr(0, front.find(sign));
  front = without_marks(front);
  std::string word = in_lower_case(front);
  Severity severity;
  severity.written = one_line(front);
  std::string_view rest = word;
  for (const std::string_view prefix : {"severity", "sev", "level", "prio", "p", "s"})
    if (rest.starts_with(prefix)) {
      rest.remove_prefix(prefix.size());
      break;
    }
  rest = rest.substr(std::min(rest.find_first_not_of(" -:#"), rest.size()));
  if (!rest.empty() && rest.front() >= '0' && rest.front() <= '5' && (rest.size() == 1 || !is_digit(rest[1])) &&
      !rest.contains('%')) {
    severity.level = std::max(1, rest.front() - '0');
    return severity;
  }
  if (std::ranges::count(word, ' ') > 1) return std::nullopt;
  for (const SeverityWord& one : severity_levels)
    if (names_any(word, one.words)) {
      severity.level = one.level;
      return severity;
    }
  return std::nullopt;
}

std::optional<MomentKind> moment_named(std::string_view key) {
  if (key.size() > longest_key || duration_named(key) || names_any(in_lower_case(key), length_words))
    return std::nullopt;
  return named_in(moment_words, key);
}

std::optional<MomentKind> duration_named(std::string_view key) {
  return key.size() > longest_key ? std::nullopt : named_in(duration_words, key);
}

std::optional<std::int64_t> seconds_written(std::string_view value) {
  const std::string lower = in_lower_case(without_marks(value));
  std::string_view text = lower;
  for (const std::string_view about : {"約", "约", "≈", "~", "about", "approximately", "around", "approx.", "etwa",
                                       "ca.", "unos", "aproximadamente", "cerca de"})
    if (text.starts_with(about)) {
      text = trimmed_text(text.substr(about.size()));
      break;
    }
  std::optional<double> sum;
  while (!text.empty() && is_digit(text.front())) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789.,"), text.size());
    std::string number(text.substr(0, end));
    std::ranges::replace(number, ',', '.');
    text = trimmed_text(text.substr(end));
    std::int64_t unit = 0;
    for (const UnitWords& one : unit_words)
      for (const std::string_view word : one.words) {
        if (unit != 0 || !text.starts_with(word)) continue;
        const std::string_view after = text.substr(word.size());
        const bool is_latin = word.front() >= 'a' && word.front() <= 'z';
        if (is_latin && !after.empty() && after.front() >= 'a' && after.front() <= 'z') continue;
        unit = one.seconds;
        text = after;
      }
    if (unit == 0 || std::ranges::count(number, '.') > 1 || number.size() > 9) return std::nullopt;
    sum = sum.value_or(0) + std::strtod(number.c_str(), nullptr) * static_cast<double>(unit);
    for (const std::string_view joint : {" and ", " y ", " e ", " und ", ", ", " "})
      if (text.starts_with(joint)) {
        text = trimmed_text(text.substr(joint.size()));
        break;
      }
  }
  if (!sum) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(*sum));
}

bool names_period(std::string_view key) { return names_any(in_lower_case(key), period_words); }
bool names_people(std::string_view key) { return names_any(in_lower_case(key), people_words); }
bool names_fields(std::string_view heading) { return names_any(in_lower_case(heading), fields_words); }

std::string_view language_written(std::string_view text) {
  constexpr std::size_t looked_at = 64 * 1024, enough_signs = 10, enough_words = 8;
  std::size_t kana = 0, han = 0, letters = 0;
  std::string words = " ";
  for (std::size_t at = 0; at < std::min(text.size(), looked_at);) {
    const std::size_t length = utf8_length_at(text, at);
    const auto first = static_cast<unsigned char>(text[at]);
    if (length == 3) {
      const auto second = static_cast<unsigned char>(text[at + 1]);
      // U+3041 to U+30FF, and U+4E00 to U+9FFF.
      if (first == 0xE3 && second >= 0x81 && second <= 0x83) ++kana;
      if (first >= 0xE4 && first <= 0xE9) ++han;
    }
    const bool is_blank_sign =
        length == 1 && !(text[at] >= 'a' && text[at] <= 'z') && !(text[at] >= 'A' && text[at] <= 'Z');
    if (length == 1 && !is_blank_sign) ++letters;
    words += is_blank_sign ? std::string_view(" ") : text.substr(at, length);
    at += length;
  }
  // A name in another script makes no text of it.
  if ((kana + han) * 10 >= letters && kana >= enough_signs) return "ja";
  if ((kana + han) * 10 >= letters && han >= enough_signs) return "zh";
  const std::string lower = in_lower_case(words);
  std::string_view best;
  std::size_t most = enough_words - 1;
  for (const LanguageWords& one : language_words) {
    std::size_t count = 0;
    for (const std::string_view word : one.words)
      for (std::size_t at = lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) ++count;
    if (count > most) {
      most = count;
      best = one.tag;
    }
  }
  return best;
}

}  // namespace unrepeat
