// Parting a document by its headings, and the words that headings are known by.
#include "core/import/markdown_document.hpp"

#include <algorithm>

#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

struct Synonyms {
  Role role;
  std::initializer_list<std::string_view> words;
};
/// The first that fits: "what went well" before "timeline", "action items" before "resolution".
const Synonyms synonyms[] = {
    {Role::worked,
     {"went well", "worked well", "what worked", "lo que funcion", "salió bien", "qué funcion", "deu certo", "foi bem",
      "funcionou bem", "bem-sucedid", "lief gut", "gut lief", "gut gelaufen", "良かった", "うまくいったこと",
      "うまくいった", "做得好", "做得好的", "做得对"}},
    {Role::did_not_work,
     {"went wrong",
      "went poorly",
      "went badly",
      "n't go",
      "n’t go",
      "not go",
      "gone better",
      "could be better",
      "could be improved",
      "needs improvement",
      "didn't work",
      "didn’t work",
      "did not work",
      "salió mal",
      "no funcion",
      "a mejorar",
      "por mejorar",
      "deu errado",
      "não funcion",
      "a melhorar",
      "schlecht",
      "nicht gut",
      "悪かった",
      "うまくいかなかった",
      "改善が必要",
      "改善点",
      "問題点",
      "做得不好",
      "不足",
      "待改进",
      "有待改进"}},
    {Role::lucky, {"got lucky", "lucky", "suerte", "sorte", "glück", "幸運", "運が良かった", "幸运"}},
    {Role::timeline,
     {"timeline",
      "time line",
      "chronology",
      "línea de tiempo",
      "linea de tiempo",
      "línea temporal",
      "cronolog",
      "linha do tempo",
      "zeitleiste",
      "zeitlinie",
      "zeitverlauf",
      "zeitlicher ablauf",
      "chronologie",
      "タイムライン",
      "時系列",
      "时间线",
      "時間線",
      "时间轴",
      "時間軸",
      "事件经过",
      "经过",
      "経過",
      "経緯",
      "sequence of events"}},
    // What was done at the time is no action.
    {Role::resolution,
     {"actions taken", "action taken", "steps taken", "acciones tomadas", "ações tomadas", "ergriffene maßnahmen",
      "対応内容", "実施した対応", "采取的措施"}},
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
      "todo list",
      "to-do",
      "maßnahmen",
      "massnahmen",
      "nächste schritte",
      "再発防止",
      "アクション",
      "改善策",
      "対策",
      "改进措施",
      "改善措施",
      "行动",
      "行動",
      "后续",
      "整改",
      "改进计划",
      "preventive",
      "preventative",
      "remediation",
      "remedial",
      "corrective",
      "recommendation",
      "improvements",
      "moving forward",
      "looking forward",
      "what we're doing",
      "what we’re doing",
      "what we are doing",
      "recomendaciones",
      "mejoras",
      "medidas",
      "recomendações",
      "melhorias",
      "empfehlungen",
      "verbesserungen",
      "建议"}},
    {Role::causes,
     {"root cause", "cause", "causa", "ursache", "根本原因", "原因", "5 whys", "five whys", "por qué", "根因",
      "contribut", "contribuyentes", "contribuintes", "beitragende", "要因", "诱因", "なぜなぜ"}},
    {Role::impact, {"impact", "impacto", "影響", "影响", "auswirkung", "afectación", "被害"}},
    {Role::detection,
     {"detection", "detecci", "detecç", "deteç", "検知", "检测", "发现", "erkennung", "how was it noticed",
      "how was it detected"}},
    {Role::resolution,
     {"resolution", "resoluci", "resoluç", "recovery", "recuperaci", "recuperaç", "復旧", "対応", "恢复", "解决",
      "处理过程", "lösung", "behebung", "wiederherstellung", "mitigation", "mitigaci", "mitigaç", "workaround"}},
    {Role::lessons,
     {"lessons", "lecciones", "lições", "licoes", "aprendiz", "aprendid", "learned", "learnt", "learnings", "takeaway",
      "erkenntnisse", "lehren", "教訓", "学び", "学んだ", "经验", "教训", "反思"}},
    {Role::summary,
     {"summary",
      "resumen",
      "resumo",
      "zusammenfassung",
      "überblick",
      "overview",
      "tl;dr",
      "abstract",
      "サマリー",
      "概要",
      "要約",
      "摘要",
      "概述",
      "总结",
      "まとめ",
      "what happened",
      "qué pasó",
      "o que aconteceu",
      "was ist passiert",
      "何が起きた",
      "发生了什么"}},
    {Role::background,
     {"background", "context", "contexto", "antecedentes", "introduction", "introducción", "introdução", "背景",
      "hintergrund", "einleitung"}},
};

/// What stands in angle brackets and is no words to be filled in: `img src="…"`, `/details`, an address, a mail.
bool is_tag_or_address(std::string_view inside) {
  if (inside.starts_with("!--")) return false;
  static constexpr std::string_view signs[] = {"://", "@", "=\"", "='"};
  static constexpr std::string_view tags[] = {"br", "hr", "p", "div", "details", "summary", "table", "sub", "sup"};
  return holds_any(inside, signs) || inside.starts_with('/') || inside.ends_with('/') ||
         std::ranges::find(tags, inside) != std::end(tags);
}

bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }

}  // namespace

bool names_factors(std::string_view heading) {
  static constexpr std::string_view words[] = {"contribut",
                                               "factores contribuyentes",
                                               "factores que contribuy",
                                               "fatores contribuintes",
                                               "beitragende",
                                               "寄与要因",
                                               "要因",
                                               "诱因",
                                               "促成因素"};
  return holds_any(in_lower_case(heading), words);
}

bool names_incident(std::string_view title) {
  static constexpr std::string_view incidents[] = {
      "incident", "incidente",  "incidencia", "post-mortem",  "postmortem",   "post mortem",    "outage",
      "downtime", "root cause", "rca",        "interrupción", "caída",        "interrupção",    "indisponibilidade",
      "vorfall",  "störung",    "ausfall",    "障害",         "インシデント", "ポストモーテム", "事故",
      "故障",     "复盘",       "宕机",       "中断"};
  static constexpr std::string_view others[] = {"guide",    "handbook", "runbook",    "playbook", "how to", "policy",
                                                "process",  "training", "guía",       "manual",   "guia",   "leitfaden",
                                                "handbuch", "手順",     "マニュアル", "指南",     "手册"};
  const std::string lower = in_lower_case(title);
  return names_any(lower, incidents) && !names_any(lower, others);
}

bool names_any(std::string_view lower_case, std::span<const std::string_view> words) {
  constexpr std::size_t longest_whole = 3;
  return std::ranges::any_of(words, [&](std::string_view word) {
    const bool is_latin = is_letter(word.front());
    for (std::size_t at = lower_case.find(word); at != lower_case.npos; at = lower_case.find(word, at + 1)) {
      if (!is_latin) return true;
      const std::size_t end = at + word.size();
      const bool is_whole = end == lower_case.size() || !is_letter(lower_case[end]);
      if ((at == 0 || !is_letter(lower_case[at - 1])) && (is_whole || word.size() > longest_whole)) return true;
    }
    return false;
  });
}

Role role_of(std::string_view heading) {
  const std::string lower = in_lower_case(heading);
  for (const Synonyms& one : synonyms)
    for (const std::string_view word : one.words)
      if (lower.contains(word)) return one.role;
  return Role::none;
}

std::string_view without_marks(std::string_view text) {
  text = trimmed_text(text);
  for (const std::string_view mark : {"**", "__", "`", "*", "_", "~~"})
    if (text.size() > 2 * mark.size() && text.starts_with(mark) && text.ends_with(mark) &&
        text.find(mark, mark.size()) == text.size() - mark.size())
      return without_marks(text.substr(mark.size(), text.size() - 2 * mark.size()));
  return text;
}

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

std::string_view first_address_in(std::string_view text) {
  const std::size_t at = std::min(text.find("https://"), text.find("http://"));
  if (at == text.npos) return {};
  return text.substr(at, text.substr(at).find_first_of(" )>\"|]"));
}

bool is_placeholder(std::string_view text) {
  text = without_marks(text);
  if (text.find_first_not_of("-.") == text.npos) return true;
  static constexpr std::string_view alone[] = {"…", "–", "—", "―", "ー", "[ ]", "tbd", "tba", "todo"};
  const std::string lower = in_lower_case(text);
  if (std::ranges::find(alone, std::string_view(lower)) != std::end(alone)) return true;
  if (text.starts_with('<') && text.ends_with('>')) return !is_tag_or_address(text.substr(1, text.size() - 2));
  const bool is_bracketed =
      (text.starts_with('[') && text.find(']') == text.size() - 1) || (text.starts_with('{') && text.ends_with('}'));
  if (is_bracketed) return true;
  static constexpr std::string_view words[] = {"yyyy", "hh:mm", "{{", "xx:xx", "dd/mm", "aaaa-mm", "00:00 "};
  return text.size() < 40 && holds_any(lower, words);
}

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

}  // namespace unrepeat
