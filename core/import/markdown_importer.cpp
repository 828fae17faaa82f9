// A post-mortem that somebody wrote as Markdown, in whatever layout and in several languages: what its headings name
// goes to its place, its timeline and actions are read out of tables, lists or headings, and what has no place becomes
// a section. A blank template is known as one.
#include <algorithm>
#include <bit>

#include "core/import/text_records.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {
namespace {

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

struct Synonyms {
  Role role;
  std::initializer_list<std::string_view> words;
};
/// The first that fits: "what went well" before "timeline", "action items" before "resolution".
const Synonyms synonyms[] = {
    {Role::worked,
     {"went well", "lo que funcion", "salió bien", "qué funcion", "deu certo", "foi bem", "bem-sucedid", "lief gut",
      "gut lief", "良かった", "うまくいった", "做得好", "做得好的"}},
    {Role::did_not_work,
     {"went wrong", "went poorly", "didn't go well", "did not go well", "could have gone better", "salió mal",
      "no funcion", "deu errado", "schlecht", "悪かった", "うまくいかなかった", "做得不好", "不足"}},
    {Role::lucky, {"got lucky", "lucky", "suerte", "sorte", "glück", "幸運", "幸运"}},
    {Role::timeline,
     {"timeline", "time line", "línea de tiempo", "linea de tiempo", "línea temporal", "cronolog", "linha do tempo",
      "zeitleiste", "zeitlinie", "zeitverlauf", "zeitlicher ablauf", "タイムライン", "時系列", "时间线", "時間線",
      "时间轴", "经过", "経過", "sequence of events"}},
    {Role::actions,
     {"action",
      "acciones",
      "acción",
      "follow-up",
      "follow up",
      "followup",
      "next steps",
      "próximos pasos",
      "proximos pasos",
      "próximos passos",
      "ações",
      "acoes",
      "to do",
      "todo",
      "maßnahmen",
      "massnahmen",
      "nächste schritte",
      "再発防止",
      "アクション",
      "改进措施",
      "改善措施",
      "行动",
      "行動",
      "后续",
      "preventive",
      "remediation items",
      "corrective"}},
    {Role::causes,
     {"root cause", "cause", "causa", "ursache", "根本原因", "原因", "5 whys", "five whys", "por qué", "根因",
      "contributing", "要因"}},
    {Role::impact, {"impact", "impacto", "影響", "影响", "auswirkung"}},
    {Role::detection,
     {"detection", "detecci", "detecç", "deteç", "検知", "检测", "发现", "erkennung", "how was it noticed"}},
    {Role::resolution,
     {"resolution", "resoluci", "resoluç", "recovery", "recuperaci", "復旧", "対応", "恢复", "解决", "lösung",
      "behebung", "mitigation", "mitigaci", "workaround"}},
    {Role::lessons,
     {"lessons", "lecciones", "lições", "licoes", "aprendiz", "learned", "learnt", "erkenntnisse", "教訓", "学んだ",
      "经验", "教训"}},
    {Role::summary,
     {"summary", "resumen", "resumo", "zusammenfassung", "overview", "tl;dr", "概要", "摘要", "总结", "まとめ",
      "what happened", "qué pasó"}},
    {Role::background, {"background", "context", "contexto", "antecedentes", "背景", "hintergrund"}},
};

Role role_of(std::string_view heading) {
  const std::string lower = in_lower_case(heading);
  for (const Synonyms& one : synonyms)
    for (const std::string_view word : one.words)
      if (lower.contains(word)) return one.role;
  return Role::none;
}

/// "**14:02** – text" and "`x`" without the marks around the words.
std::string_view without_marks(std::string_view text) {
  text = trimmed_text(text);
  for (const std::string_view mark : {"**", "__", "`", "*", "_", "~~"})
    if (text.size() > 2 * mark.size() && text.starts_with(mark) && text.ends_with(mark))
      return without_marks(text.substr(mark.size(), text.size() - 2 * mark.size()));
  return text;
}

struct Heading {
  int level = 0;
  std::string_view text;
};
std::optional<Heading> heading_in(std::string_view line) {
  std::size_t level = 0;
  while (level < line.size() && line[level] == '#') ++level;
  if (level == 0 || level > 6 || level >= line.size() || (line[level] != ' ' && line[level] != '\t'))
    return std::nullopt;
  std::string_view text = trimmed_text(line.substr(level));
  while (text.ends_with('#')) text.remove_suffix(1);
  return Heading{static_cast<int>(level), without_marks(text)};
}

std::optional<std::string_view> bullet_in(std::string_view line) {
  const std::string_view text = trimmed_text(line);
  for (const std::string_view mark : {"- ", "* ", "+ ", "• "})
    if (text.starts_with(mark)) return trimmed_text(text.substr(mark.size()));
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits > 0 && digits < 4 && text.substr(digits).size() > 1 && (text[digits] == '.' || text[digits] == ')') &&
      text[digits + 1] == ' ')
    return trimmed_text(text.substr(digits + 1));
  return std::nullopt;
}

bool is_table_line(std::string_view line) {
  const std::string_view text = trimmed_text(line);
  return text.starts_with('|') && text.size() > 2;
}

bool is_table_rule(std::string_view line) {
  return is_table_line(line) && line.find_first_not_of(" \t|:-") == line.npos && line.contains('-');
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::string_view text = trimmed_text(line);
  text.remove_prefix(1);
  if (text.ends_with('|')) text.remove_suffix(1);
  std::vector<std::string_view> cells;
  for (std::size_t begin = 0;;) {
    std::size_t end = text.find('|', begin);
    while (end != text.npos && end > 0 && text[end - 1] == '\\') end = text.find('|', end + 1);
    cells.push_back(trimmed_text(text.substr(begin, end == text.npos ? end : end - begin)));
    if (end == text.npos) return cells;
    begin = end + 1;
  }
}

/// What a template asks to be filled in.
bool is_placeholder(std::string_view text) {
  text = without_marks(text);
  if (text.empty() || text == "-" || text == "…" || text == "...") return true;
  const bool is_bracketed =
      (text.starts_with('<') && text.ends_with('>')) || (text.starts_with("[") && text.ends_with("]")) ||
      (text.starts_with("{") && text.ends_with("}")) || (text.starts_with("_") && text.ends_with("_"));
  if (is_bracketed) return true;
  const std::string lower = in_lower_case(text);
  static constexpr std::string_view words[] = {"yyyy",  "hh:mm", "tbd",     "todo",  "{{",
                                               "xx:xx", "dd/mm", "aaaa-mm", "00:00 "};
  return text.size() < 40 && holds_any(lower, words);
}

/// Signs of a template: what stands for a date, a name, a sentence.
bool asks_to_be_filled(std::string_view text) {
  constexpr std::size_t looked_at = 32 * 1024, fewest_hints = 3;
  text = text.substr(0, looked_at);
  static constexpr std::string_view signs[] = {"lorem ipsum", "yyyy-mm-dd", "dd/mm/yyyy",
                                               "mm/dd/yyyy",  "aaaa-mm-dd", "hh:mm"};
  if (holds_any(in_lower_case(text), signs)) return true;
  const auto lines = lines_of(text);
  const auto is_hint = [](const TextLine& line) {
    const std::size_t open = line.text.find('<');
    const std::string_view inside = open == line.text.npos ? std::string_view() : line.text.substr(open + 1);
    const bool is_words = !inside.empty() && inside.front() >= 'A' && inside.front() <= 'Z' && inside.contains(' ');
    return is_words || line.text.contains("{{ ");
  };
  return static_cast<std::size_t>(std::ranges::count_if(lines, is_hint)) >= fewest_hints;
}

struct Section {
  Role role = Role::none;
  int level = 0;
  std::string_view title;
  std::size_t begin = 0, end = 0;  ///< Lines below its heading, down to the next of any level.
};

struct Document {
  std::vector<TextLine> lines;
  std::size_t front_end = 0;  ///< Behind the front matter.
  std::string_view title;
  std::vector<Section> sections;  ///< The first is what stands before all headings.
};

Document read_document(std::string_view text) {
  Document document{.lines = lines_of(text), .front_end = 0, .title = {}, .sections = {}};
  const std::vector<TextLine>& lines = document.lines;
  std::size_t at = 0;
  while (at < lines.size() && is_blank(lines[at].text)) ++at;
  if (at < lines.size() && (trimmed_text(lines[at].text) == "---" || trimmed_text(lines[at].text) == "+++")) {
    const std::string_view fence = trimmed_text(lines[at].text);
    for (std::size_t end = at + 1; end < lines.size() && end < at + 100; ++end)
      if (trimmed_text(lines[end].text) == fence) {
        document.front_end = at = end + 1;
        break;
      }
  }
  document.sections.push_back({.begin = at, .end = at});
  bool is_code = false;
  for (; at < lines.size(); ++at) {
    if (trimmed_text(lines[at].text).starts_with("```")) is_code = !is_code;
    auto heading = is_code ? std::nullopt : heading_in(lines[at].text);
    // A line underlined with "===" or "---" is one too; so is a line in bold alone.
    const bool is_underlined = !is_code && at + 1 < lines.size() && !is_blank(lines[at].text) &&
                               !is_table_line(lines[at].text) && lines[at + 1].text.size() > 2 &&
                               (lines[at + 1].text.find_first_not_of("= ") == std::string_view::npos ||
                                lines[at + 1].text.find_first_not_of('-') == std::string_view::npos) &&
                               (at == 0 || is_blank(lines[at - 1].text));
    if (!heading && is_underlined)
      heading = Heading{lines[at + 1].text.starts_with('=') ? 1 : 2, trimmed_text(lines[at].text)};
    if (!heading) continue;
    document.sections.back().end = at;
    if (is_underlined) ++at;
    if (heading->level == 1 && document.title.empty() && role_of(heading->text) != Role::timeline) {
      document.title = heading->text;
      document.sections.push_back({.role = Role::none, .level = 1, .title = {}, .begin = at + 1, .end = at + 1});
    } else {
      document.sections.push_back({.role = role_of(heading->text),
                                   .level = heading->level,
                                   .title = heading->text,
                                   .begin = at + 1,
                                   .end = at + 1});
    }
  }
  document.sections.back().end = lines.size();
  return document;
}

bool recognises(const ImportSource& source) {
  if (!source.documents().empty() && !source.is_lines()) return false;
  const Document document = read_document(source.text().substr(0, 256 * 1024));
  std::uint32_t roles = 0;
  std::size_t headings = 0;
  for (const Section& section : document.sections) {
    if (section.title.empty()) continue;
    ++headings;
    if (section.role != Role::none) roles |= 1U << static_cast<unsigned>(section.role);
  }
  const int known = std::popcount(roles);
  const bool has_heart =
      (roles & (1U << static_cast<unsigned>(Role::timeline) | 1U << static_cast<unsigned>(Role::actions) |
                1U << static_cast<unsigned>(Role::causes) | 1U << static_cast<unsigned>(Role::impact))) != 0;
  return headings > 1 && known > 1 && has_heart;
}

constexpr std::string_view owner_headers[] = {"owner",    "a cargo", "responsable",    "responsável",
                                              "assignee", "who",     "quién",          "quem",
                                              "担当",     "负责人",  "verantwortlich", "lead"};
constexpr std::string_view due_headers[] = {"due",    "date", "fecha", "prazo", "期限",  "deadline",
                                            "fällig", "截止", "eta",   "when",  "plazo", "bis"};
constexpr std::string_view ticket_headers[] = {"ticket",   "issue", "jira",     "link", "bug",
                                               "チケット", "工单",  "tracking", "pr"};
constexpr std::string_view state_headers[] = {"status", "state", "hecho",    "done", "estado",
                                              "状態",   "状态",  "erledigt", "feito"};
constexpr std::string_view type_headers[] = {"type",   "tipo", "priority", "prioridad", "优先级",
                                             "優先度", "typ",  "#",        "no.",       "id"};
constexpr std::string_view done_words[] = {"done",     "complete", "hecho", "hecha", "closed", "fixed", "finished",
                                           "☑",        "✅",       "✔",     "[x]",   "完了",   "済",    "已完成",
                                           "erledigt", "concluíd", "feito", "sí",    "yes"};
constexpr std::string_view progress_words[] = {"in progress", "en curso",  "ongoing",      "進行中",
                                               "进行中",      "in arbeit", "em andamento", "wip"};
constexpr std::string_view unknown_words[] = {"不明", "unknown", "desconocid", "?", "unbekannt", "未知", "n/a"};

std::string_view first_address_in(std::string_view text) {
  const std::size_t at = std::min(text.find("https://"), text.find("http://"));
  if (at == text.npos) return {};
  return text.substr(at, text.substr(at).find_first_of(" )>\"|]"));
}

class MarkdownProposer : public TextProposer {
 public:
  MarkdownProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("markdown", from, context, plan), document_(read_document(source().text())) {
    tells_moments_ = true;
    read_front_matter();
    if (title_.empty()) title_ = document_.title;
    name_in_text_ = title_;
    find_day();
    for (std::size_t at = 0; at < document_.sections.size(); ++at)
      if (document_.sections[at].role == Role::timeline) at = read_timeline(at);
    decide_day_first();
  }

 private:
  [[nodiscard]] std::string_view line(std::size_t at) const { return document_.lines[at].text; }
  [[nodiscard]] std::string body_of(const Section& section) const {
    if (section.begin >= section.end) return {};
    std::string body(trimmed_text(spanning(line(section.begin), line(section.end - 1))));
    std::erase(body, '\r');
    return body;
  }

  void read_front_matter() {
    for (std::size_t at = 0; at < document_.front_end; ++at) {
      const std::size_t sign = line(at).find_first_of(":=");
      if (sign == std::string_view::npos || line(at).starts_with(' ')) continue;
      const std::string_view key = trimmed_text(line(at).substr(0, sign));
      std::string_view value = trimmed_text(line(at).substr(sign + 1));
      if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        value = value.substr(1, value.size() - 2);
      const std::string lower = in_lower_case(key);
      if (value.empty()) continue;
      if (lower == "title" || lower == "título" || lower == "titulo" || lower == "titel")
        title_ = value;
      else
        fields_.emplace_back(key, value);
    }
  }

  /// The day that the whole document is about: the first that it names before its timeline.
  void find_day() {
    for (const auto& [key, value] : fields_)
      if (const auto day = leading_day(value); day && !document_day_) document_day_ = std::string(day->written);
    if (document_day_) return;
    for (const TextLine& one : document_.lines) {
      std::string_view text = one.text;
      for (std::size_t at = text.find("20"); at != text.npos; at = text.find("20", at + 1)) {
        if (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') continue;
        for (const std::string_view sign : {" ", "T", "（", "(", "|", ",", "日"}) {
          const std::size_t end = text.find(sign, at);
          std::string_view part = text.substr(at, end == text.npos ? end : end - at + (sign == "日" ? sign.size() : 0));
          while (!part.empty() && std::string_view(".,;:*_)").contains(part.back())) part.remove_suffix(1);
          const auto shape = part.size() < 20 ? shape_of_time(part) : std::nullopt;
          if (!shape || !shape->has_day || shape->has_clock) continue;
          document_day_ = std::string(part);
          return;
        }
      }
      if (const auto heading = heading_in(one.text)) {
        if (const auto day = leading_day(heading->text); day && day->written.contains("20")) {
          document_day_ = std::string(day->written);
          return;
        }
      }
    }
  }

  // ---- the timeline

  /// The section at `at` with those below it; the index of the last of them.
  std::size_t read_timeline(std::size_t at) {
    const Section& section = document_.sections[at];
    const std::size_t before = entries_.size();
    taken_.push_back(at);
    if (const std::string zone = zone_named_in(section.title, context().zones); !zone.empty()) set_zone(zone);
    day_ = leading_day_inside(section.title);
    if (!day_ && entries_.empty()) day_ = document_day_;
    names_day_ = false;
    read_lines(section, at);
    std::size_t last = at;
    while (last + 1 < document_.sections.size() && document_.sections[last + 1].level > section.level) {
      ++last;
      const Section& inner = document_.sections[last];
      taken_.push_back(last);
      // A heading names a day, or is itself what happened.
      if (const auto time = leading_time(inner.title)) {
        Entry entry = entry_at(document_.lines[inner.begin - 1], *time);
        if (entry.text.empty())
          entry.text = body_of(inner);
        else if (!body_of(inner).empty())
          entry.text += "\n" + body_of(inner);
        if (inner.begin < inner.end) entry.raw = spanning(entry.raw, line(inner.end - 1));
        entries_.push_back(std::move(entry));
        continue;
      }
      if (const auto day = leading_day(inner.title)) {
        day_ = std::string(day->written);
        names_day_ = true;
      } else {
        loose_ += std::string(inner.title) + '\n';
      }
      if (const std::string zone = zone_named_in(inner.title, context().zones); !zone.empty()) set_zone(zone);
      read_lines(inner, last);
    }
    if (entries_.size() == before && loose_.empty()) return last;
    return last;
  }

  static std::optional<std::string> leading_day_inside(std::string_view heading) {
    for (std::size_t at = heading.find_first_of("0123456789"); at != heading.npos;
         at = heading.find_first_of("0123456789", at + 1)) {
      std::string_view part = heading.substr(at);
      while (!part.empty() && std::string_view(") ").contains(part.back())) part.remove_suffix(1);
      if (const auto day = leading_day(part)) return std::string(day->written);
    }
    return std::nullopt;
  }

  Entry entry_at(const TextLine& from, const LeadingTime& time) {
    Entry entry{.line = from.number, .raw = from.text, .written = time.written};
    if (!time.end.empty()) {
      entry.reading = time.start;
      entry.end_reading = time.end;
    }
    entry.text = time.rest;
    entry.day = std::exchange(day_, std::nullopt);
    return entry;
  }

  void read_lines(const Section& section, std::size_t) {
    std::size_t time_column = 0;
    bool is_in_table = false;
    for (std::size_t at = section.begin; at < section.end; ++at) {
      const TextLine& one = document_.lines[at];
      if (is_blank(one.text) || is_table_rule(one.text)) continue;
      if (is_table_line(one.text)) {
        const bool is_header = !is_in_table && at + 1 < section.end && is_table_rule(line(at + 1));
        if (is_header) {
          time_column = time_column_of(section, at + 2);
          for (const std::string_view cell : cells_of(one.text))
            if (const std::string zone = zone_named_in(cell, context().zones); !zone.empty()) set_zone(zone);
        } else {
          read_row(one, time_column);
        }
        is_in_table = true;
        continue;
      }
      is_in_table = false;
      read_line(one);
    }
  }

  /// In which column most cells are times.
  std::size_t time_column_of(const Section& section, std::size_t from) const {
    std::vector<std::size_t> counts;
    for (std::size_t at = from; at < section.end && is_table_line(line(at)); ++at) {
      const auto cells = cells_of(line(at));
      counts.resize(std::max(counts.size(), cells.size()));
      for (std::size_t cell = 0; cell < cells.size(); ++cell)
        if (shape_of_time(without_marks(cells[cell]))) ++counts[cell];
    }
    return counts.empty() ? 0 : static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
  }

  void read_row(const TextLine& one, std::size_t time_column) {
    const auto cells = cells_of(one.text);
    if (std::ranges::all_of(cells, is_placeholder)) return;
    Entry entry{.line = one.number, .raw = one.text};
    // A column of days beside one of clocks.
    for (std::size_t at = 0; at < cells.size(); ++at) {
      if (at == time_column) continue;
      const auto shape = shape_of_time(without_marks(cells[at]));
      if (shape && shape->has_day && !shape->has_clock && entry.text.empty()) {
        day_ = std::string(without_marks(cells[at]));
        continue;
      }
      if (cells[at].empty()) continue;
      if (!entry.text.empty()) entry.text += " · ";
      entry.text += cells[at];
    }
    const std::string_view cell = time_column < cells.size() ? without_marks(cells[time_column]) : std::string_view();
    entry.written = cell;
    fill_time(entry, cell);
    entries_.push_back(std::move(entry));
  }

  /// A cell or what stands in bold in front: a time, a range, or words that are kept.
  void fill_time(Entry& entry, std::string_view words) {
    const auto time = leading_time(words);
    const auto shape = shape_of_time(words);
    entry.day = std::exchange(day_, std::nullopt);
    if (entry.day) heading_day_ = entry.day;
    if (time && !time->end.empty()) {
      entry.reading = time->start;
      entry.end_reading = time->end;
    } else if (time && time->rest.empty()) {
      entry.reading = time->start;
    } else if (!shape) {
      const bool is_unknown = words.empty() || holds_any(in_lower_case(words), unknown_words);
      // "(afternoon)" under a day's own heading is on that day.
      if (names_day_ && heading_day_ && !is_unknown && !time)
        entry.reading = *heading_day_;
      else if (!time)
        entry.is_vague = true;
      else
        entry.reading = time->start;
    }
  }

  void read_line(const TextLine& one) {
    const auto bullet = bullet_in(one.text);
    std::string_view text = bullet.value_or(trimmed_text(one.text));
    const bool is_inner = one.text.starts_with("    ") || one.text.starts_with('\t');
    // "**02:00-04:30** text": what stands in bold is the time.
    if (text.starts_with("**") || text.starts_with('`') || text.starts_with("__")) {
      const std::string_view mark = text.starts_with('`') ? "`" : text.substr(0, 2);
      const std::size_t close = text.find(mark, mark.size());
      if (close != text.npos) {
        std::string_view words = trimmed_text(text.substr(mark.size(), close - mark.size()));
        while (!words.empty() && std::string_view(":,").contains(words.back())) words.remove_suffix(1);
        const auto time = leading_time(words);
        const bool is_vague = words.starts_with('(') && words.ends_with(')') && bullet;
        const auto shape = shape_of_time(words);
        if ((time && time->rest.empty()) || is_vague) {
          Entry entry{.line = one.number, .raw = one.text, .written = time ? time->written : words};
          fill_time(entry, is_vague ? words : time->written);
          std::string_view rest = trimmed_text(text.substr(close + mark.size()));
          for (const std::string_view parting : {"–", "—", "-", ":", "："})
            if (rest.starts_with(parting)) rest = trimmed_text(rest.substr(parting.size()));
          entry.text = rest;
          entries_.push_back(std::move(entry));
          return;
        }
        if (shape && shape->has_day && !shape->has_clock && is_blank(text.substr(close + mark.size()))) {
          day_ = std::string(words);
          names_day_ = true;
          return;
        }
      }
    }
    if (const auto time = leading_time(text); time && !time->rest.empty()) {
      entries_.push_back(entry_at(one, *time));
      if (entries_.back().day) heading_day_ = entries_.back().day;
      return;
    }
    if (const auto day = leading_day(text); day && text.size() < 60 && trimmed_text(day->rest).size() < 20) {
      day_ = std::string(day->written);
      names_day_ = true;
      return;
    }
    // A sentence may say the zone of all of them.
    if (entries_.empty() || (!bullet && !is_inner && begins_paragraph(one))) {
      if (const std::string zone = zone_named_in(text, context().zones); !zone.empty() && entries_.empty())
        set_zone(zone);
      if (!is_placeholder(text)) loose_ += std::string(one.text) + '\n';
      return;
    }
    Entry& last = entries_.back();
    last.raw = spanning(last.raw, one.text);
    last.text += '\n';
    last.text += trimmed_text(one.text);
  }

  [[nodiscard]] bool begins_paragraph(const TextLine& one) const {
    return one.number < 2 || is_blank(line(one.number - 2));
  }

  // ---- the rest

  void begun() override {
    has_content_ = !entries_.empty();
    Postmortem& postmortem = thread();
    for (const auto& [key, value] : fields_) add_field(key, value);
    std::size_t preamble = 0;
    for (std::size_t at = 0; at < document_.sections.size(); ++at) {
      if (std::ranges::find(taken_, at) != taken_.end()) continue;
      const Section& section = document_.sections[at];
      if (section.title.empty()) {
        const std::string rest = take_fields(section);
        if (!rest.empty())
          add_section(preamble++ == 0 && !postmortem.title.empty() ? postmortem.title : name_without_ending(), rest);
        continue;
      }
      // What stands under a deeper heading goes where its parent goes, with its heading.
      std::string body = body_of(section);
      const std::size_t first = at;
      while (section.role != Role::none && section.role != Role::actions && at + 1 < document_.sections.size() &&
             document_.sections[at + 1].level > section.level && document_.sections[at + 1].role == Role::none) {
        ++at;
        body += "\n\n" + std::string(static_cast<std::size_t>(document_.sections[at].level), '#') + ' ' +
                std::string(document_.sections[at].title) + "\n\n" + body_of(document_.sections[at]);
      }
      put(document_.sections[first], std::string(trimmed_text(body)));
    }
    if (!is_blank(loose_)) {
      const auto timeline = std::ranges::find(document_.sections, Role::timeline, &Section::role);
      add_section(timeline == document_.sections.end() ? name_without_ending() : std::string(timeline->title), loose_);
    }
  }

  /// Whether somebody has written anything here.
  static bool is_filled(std::string_view body) {
    bool is_comment = false;
    for (const TextLine& one : lines_of(body)) {
      std::string_view text = trimmed_text(one.text);
      if (text.starts_with("<!--")) is_comment = true;
      const bool was_comment = is_comment;
      if (text.ends_with("-->")) is_comment = false;
      if (was_comment || text.empty() || is_table_rule(text) || heading_in(text)) continue;
      if (is_table_line(text)) {
        const auto cells = cells_of(text);
        if (std::ranges::all_of(cells, is_placeholder)) continue;
        // A header alone fills nothing; a row beneath it does.
        const std::string_view behind =
            body.substr(static_cast<std::size_t>(one.text.data() + one.text.size() - body.data()));
        const std::size_t next = behind.find('\n');
        if (next != behind.npos && is_table_rule(behind.substr(next + 1, behind.substr(next + 1).find('\n')))) continue;
        return true;
      }
      if (const auto bullet = bullet_in(text)) text = *bullet;
      if (text.starts_with("[ ]")) text = trimmed_text(text.substr(3));
      if (text.starts_with('>') || text.ends_with(':') || is_placeholder(text)) continue;
      return true;
    }
    return false;
  }

  void put(const Section& section, const std::string& body) {
    if (body.empty()) return;
    if (!is_filled(body)) {
      if (has_content_ || !entries_.empty()) add_section(section.title, body, false);
      return;
    }
    has_content_ = true;
    Postmortem& postmortem = thread();
    switch (section.role) {
      case Role::summary:
        if (postmortem.context.summary.empty()) return void(postmortem.context.summary = body);
        break;
      case Role::background:
        if (postmortem.context.background.empty()) return void(postmortem.context.background = body);
        break;
      case Role::causes:
        if (postmortem.causes.summary.empty()) return void(postmortem.causes.summary = body);
        break;
      case Role::impact:
        if (postmortem.impact.text.empty()) return void(postmortem.impact.text = body);
        break;
      case Role::detection:
        if (postmortem.detection.detail.empty()) return void(postmortem.detection.detail = body);
        break;
      case Role::resolution:
        if (postmortem.resolution.text.empty()) return void(postmortem.resolution.text = body);
        break;
      case Role::worked: return add_items(postmortem.review.worked, body, "worked");
      case Role::did_not_work: return add_items(postmortem.review.did_not_work, body, "did not work");
      case Role::lucky: return add_items(postmortem.review.lucky, body, "lucky");
      case Role::lessons: return add_items(postmortem.review.lessons, body, "lesson");
      case Role::actions: return read_actions(section, body);
      default: break;
    }
    add_section(section.title, body);
  }

  void add_section(std::string_view title, std::string_view body, bool is_content = true) {
    if (is_content && is_filled(body)) has_content_ = true;
    unrepeat::Section& section = thread().sections.emplace_back();
    section.id =
        id<unrepeat::Section>("section " + std::to_string(thread().sections.size()) + ' ' + std::string(title));
    section.title = one_line(title);
    section.body = trimmed_text(body);
  }

  void add_field(std::string_view key, std::string_view value) {
    if (!is_placeholder(value)) has_content_ = true;
    CustomField& field = thread().fields.emplace_back();
    field.id = id<CustomField>("field " + std::to_string(thread().fields.size()) + ' ' + std::string(key));
    field.name = one_line(key);
    field.label = one_line(key);
    field.value = value;
  }

  /// "**Duration:** 1 h", "| Severity | 2 |": fields; the rest is what the section says.
  std::string take_fields(const Section& section) {
    std::string rest;
    for (std::size_t at = section.begin; at < section.end; ++at) {
      const std::string_view text = trimmed_text(line(at));
      if (is_table_rule(text)) continue;
      if (is_table_line(text)) {
        const auto cells = cells_of(text);
        const bool is_header = at + 1 < section.end && is_table_rule(line(at + 1));
        if (cells.size() == 2 && is_header) continue;
        if (cells.size() == 2 && !cells[0].empty()) {
          add_field(without_marks(cells[0]), cells[1]);
          continue;
        }
      }
      if (text.starts_with("**") && text.contains(":")) {
        // Several in one line are parted by a dot.
        std::string_view left = text;
        bool all = true;
        std::vector<std::pair<std::string, std::string>> found;
        while (!left.empty() && all) {
          const std::size_t next = left.find(" · **");
          const std::string_view one = trimmed_text(left.substr(0, next));
          const std::size_t close = one.find("**", 2);
          all = one.starts_with("**") && close != one.npos;
          if (!all) break;
          std::string_view key = one.substr(2, close - 2), value = trimmed_text(one.substr(close + 2));
          all = key.ends_with(':') || value.starts_with(':');
          while (key.ends_with(':')) key.remove_suffix(1);
          if (value.starts_with(':')) value = trimmed_text(value.substr(1));
          found.emplace_back(key, value);
          left = next == left.npos ? std::string_view() : left.substr(next + std::string_view(" · ").size());
        }
        if (all) {
          for (const auto& [key, value] : found) add_field(key, value);
          continue;
        }
      }
      rest += std::string(line(at)) + '\n';
    }
    const std::string_view trimmed = trimmed_text(rest);
    return std::string(trimmed);
  }

  void add_items(std::vector<ReviewItem>& items, const std::string& body, std::string_view what) {
    std::string loose;
    for (const TextLine& one : lines_of(body)) {
      const auto bullet = bullet_in(one.text);
      const bool is_inner = one.text.starts_with("  ") || one.text.starts_with('\t');
      if (bullet && is_placeholder(*bullet)) continue;
      if (bullet && (!is_inner || items.empty())) {
        ReviewItem& item = items.emplace_back();
        item.id = id<ReviewItem>(std::string(what) + ' ' + std::to_string(items.size()));
        item.text = *bullet;
      } else if (!items.empty() && !is_blank(one.text) && loose.empty()) {
        items.back().text += '\n' + std::string(trimmed_text(one.text));
      } else if (!is_blank(one.text) || !loose.empty()) {
        loose += std::string(one.text) + '\n';
      }
    }
    if (is_blank(loose)) return;
    ReviewItem& item = items.emplace_back();
    item.id = id<ReviewItem>(std::string(what) + " text");
    item.text = trimmed_text(loose);
  }

  // ---- actions

  void read_actions(const Section& section, const std::string& body) {
    std::vector<std::string_view> header;
    std::string loose;
    const std::vector<TextLine> lines = lines_of(body);
    for (std::size_t at = 0; at < lines.size(); ++at) {
      const std::string_view text = trimmed_text(lines[at].text);
      if (text.empty() || is_table_rule(text)) continue;
      if (is_table_line(text)) {
        if (at + 1 < lines.size() && is_table_rule(lines[at + 1].text))
          header = cells_of(text);
        else
          read_action_row(header, cells_of(text));
      } else if (const auto bullet = bullet_in(lines[at].text); bullet && !lines[at].text.starts_with("    ")) {
        if (!is_placeholder(*bullet) && *bullet != "[ ]") read_action_line(*bullet);
      } else if (!thread().actions.empty() && lines[at].text.starts_with("  ")) {
        thread().actions.back().title = one_line(thread().actions.back().title + ' ' + std::string(text));
      } else {
        loose += std::string(lines[at].text) + '\n';
      }
    }
    if (!is_blank(loose)) add_section(section.title, loose);
  }

  Action& add_action(std::string_view title) {
    Action& action = thread().actions.emplace_back();
    action.id = id<Action>("action " + std::to_string(thread().actions.size()) + ' ' + std::string(title));
    action.title = one_line(title);
    if (const std::string_view address = first_address_in(title); !address.empty()) add_link(action, address, {});
    return action;
  }

  void add_link(Action& action, std::string_view address, std::string_view key) {
    ActionLink& link = action.links.emplace_back();
    link.id = id<ActionLink>("link " + text_of(action.id) + std::string(address) + std::string(key));
    link.url = address;
    link.key = one_line(key);
  }

  void set_state(Action& action, bool is_done, bool is_under_way) {
    const bool is_promised = action.owner || !action.due.empty();
    action.state = is_done        ? ActionState::done
                   : is_under_way ? ActionState::in_progress
                   : is_promised  ? ActionState::unknown
                                  : ActionState::idea;
  }

  /// A day as files write it; nothing for words that are none.
  [[nodiscard]] std::optional<std::string> due_day(std::string_view words) const {
    const auto shape = shape_of_time(words);
    if (!shape || !shape->has_day) return std::nullopt;
    // A promise is for a day to come: the year is that beside the incident.
    std::optional<Instant> beside = near();
    if (document_day_)
      if (const auto day = day_of(*document_day_)) beside = Instant{days(days_since_epoch(*day)).microseconds};
    const auto read = read_written_time(
        words,
        {.zones = context().zones, .zone = "UTC", .near = beside, .now = context().now, .day_first = day_first()});
    if (!read || !read->at) return std::nullopt;
    return format_date(civil_time(*read->at).date);
  }

  void read_action_row(const std::vector<std::string_view>& header, const std::vector<std::string_view>& cells) {
    if (std::ranges::all_of(cells, is_placeholder)) return;
    const auto column = [&](std::size_t at) { return at < header.size() ? in_lower_case(header[at]) : std::string(); };
    std::string title, extra;
    std::optional<std::string> due;
    std::string owner, ticket, state;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      const std::string name = column(at);
      const std::string_view value = without_marks(cells[at]);
      if (value.empty()) continue;
      if (holds_any(name, owner_headers)) {
        owner = value;
      } else if (holds_any(name, state_headers)) {
        state = value;
      } else if (holds_any(name, due_headers)) {
        due = due_day(value);
        if (!due) extra += " (" + std::string(value) + ")";
      } else if (holds_any(name, ticket_headers) && name.size() < 24) {
        ticket = value;
      } else if (title.empty() && !holds_any(name, type_headers)) {
        title = value;
      } else {
        extra += " (" + std::string(value) + ")";
      }
    }
    if (title.empty())
      title = trimmed_text(extra);
    else
      title += extra;
    Action& action = add_action(title);
    if (!owner.empty()) action.owner.emplace().person = one_line(owner);
    if (due) action.due = *due;
    if (!ticket.empty()) {
      const std::string_view address = first_address_in(ticket);
      std::string_view key = ticket;
      if (key.starts_with('[')) key = key.substr(1, key.find(']') - 1);
      add_link(action, address, key == address ? std::string_view() : key);
    }
    const std::string lower = in_lower_case(state);
    const bool is_said_not = lower.starts_with("not ") || lower.starts_with("no ") || lower == "no";
    set_state(action, !is_said_not && holds_any(lower, done_words), holds_any(lower, progress_words));
  }

  /// "[x] Alert at 80 % (Ana, by 7 August)".
  void read_action_line(std::string_view text) {
    bool is_done = false;
    for (const std::string_view box : {"[x]", "[X]", "☑", "✅", "[ ]", "☐"})
      if (text.starts_with(box)) {
        is_done = box != "[ ]" && box != "☐";
        text = trimmed_text(text.substr(box.size()));
        break;
      }
    if (text.starts_with("~~") && text.ends_with("~~")) is_done = true;
    Action& action = add_action(without_marks(text));
    read_ending(action, text);
    set_state(action, is_done, false);
  }

  /// What stands in brackets at the end: who, and until when.
  void read_ending(Action& action, std::string_view text) {
    struct Brackets {
      std::string_view open, close;
    };
    for (const Brackets& brackets : {Brackets{"(", ")"}, Brackets{"（", "）"}, Brackets{"[", "]"}}) {
      if (!text.ends_with(brackets.close)) continue;
      const std::size_t at = text.rfind(brackets.open);
      if (at == text.npos) continue;
      std::string_view inside = text.substr(at + brackets.open.size());
      inside.remove_suffix(brackets.close.size());
      bool is_all_read = true;
      std::string owner;
      while (!inside.empty()) {
        std::size_t end = inside.size(), length = 0;
        for (const std::string_view parting : {",", "、", "，", ";"})
          if (const std::size_t found = inside.find(parting); found < end) {
            end = found;
            length = parting.size();
          }
        std::string_view part = trimmed_text(inside.substr(0, end));
        inside = trimmed_text(inside.substr(end + length));
        for (const std::string_view word :
             {"by ", "due ", "until ", "owner: ", "para el ", "antes del ", "até ", "bis ", "@"})
          if (in_lower_case(part).starts_with(word)) part = trimmed_text(part.substr(word.size()));
        if (part.ends_with("まで")) part.remove_suffix(std::string_view("まで").size());
        if (const auto due = due_day(part))
          action.due = *due;
        else if (owner.empty() && part.size() <= 40 && std::ranges::count(part, ' ') <= 2 && !part.contains("://") &&
                 !is_placeholder(part))
          owner = part;
        else
          is_all_read = false;
      }
      if (!owner.empty()) action.owner.emplace().person = owner;
      if (is_all_read && at > 0) action.title = one_line(without_marks(text.substr(0, at)));
      return;
    }
    // "Owner: Ana", "@ana" anywhere.
    if (const std::size_t sign = text.find('@'); sign != text.npos && (sign == 0 || text[sign - 1] == ' ')) {
      const std::string_view name = text.substr(sign + 1, text.substr(sign + 1).find_first_of(" ,.;:)"));
      if (!name.empty()) action.owner.emplace().person = name;
    }
  }

  void told_all() override {
    // A day that the whole document has belongs to it, where its timeline says nothing.
    if (thread().severity) return;
    for (const CustomField& field : thread().fields) {
      const std::string lower = in_lower_case(field.label);
      static constexpr std::string_view words[] = {"severity",    "severidad", "gravedad", "severidade",
                                                   "schweregrad", "重大度",    "严重",     "sev"};
      if (!holds_any(lower, words)) continue;
      const std::size_t digit = field.value.find_first_of("12345");
      if (digit == std::string::npos || field.value.size() > 20) continue;
      Severity severity;
      severity.level = field.value[digit] - '0';
      severity.written = field.value;
      thread().severity = severity;
      return;
    }
  }

  /// A template that nobody has filled in has no instant and still asks for what it wants.
  [[nodiscard]] bool has_content() const override {
    if (std::ranges::any_of(thread().timeline, [](const TimelineEvent& event) { return event.time.at.has_value(); }))
      return true;
    return has_content_ && !asks_to_be_filled(source().text());
  }

  Document document_;
  std::vector<std::pair<std::string, std::string>> fields_;
  std::optional<std::string> document_day_, day_, heading_day_;
  bool names_day_ = false, has_content_ = false;
  std::string loose_;
  std::vector<std::size_t> taken_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<MarkdownProposer>(source, context, plan);
}

}  // namespace

extern const Importer markdown_importer;
const Importer markdown_importer{"markdown", Merging::adds, recognises, begin, true};

}  // namespace unrepeat
