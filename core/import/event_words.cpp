// The labels and the words that tell a kind, the most telling kind first.
#include "core/import/event_words.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>

#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view hypothesis_words[] = {"hypothesis", "maybe ", "i suspect", "could it be",
                                                 "hipótesis",  "¿será",  "hipótese",  "vermut",
                                                 "仮説",       "假设",   "怀疑"};
constexpr std::string_view finding_words[] = {"root cause",   "found the",  "turns out", "the cause",   "identified",
                                              "compares the", "found that", "causa:",    "es la causa", "se ve que",
                                              "descartado",   "se cuentan", "descubr",   "es el ",      "esa es la",
                                              "causa raiz",   "causa raíz", "ursache",   "原因",        "特定",
                                              "根因",         "定位"};
constexpr std::string_view decision_words[] = {"decided", "decision", "decisión",  "decisao", "decisão",  "se decide",
                                               "decidi",  "paramos",  "entschied", "決め",    "行きます", "决定",
                                               "aprueba", "i say ",   "approved",  "承認"};
constexpr std::string_view attempt_words[] = {"tried",      "trying",   "does nothing", "no effect", "changed nothing",
                                              "sin efecto", "no sirve", "se reinicia",  "restart",   "intenta",
                                              "intento",    "tentat",   "versuch",      "一時的",    "してみ",
                                              "尝试",       "se cae "};
constexpr std::string_view resolution_words[] = {"resolved",
                                                 " closed",
                                                 "is over",
                                                 "all clear",
                                                 "back to normal",
                                                 "restored",
                                                 "fully recovered",
                                                 "fully operational",
                                                 "restablecid",
                                                 "restabelecid",
                                                 "wiederhergestellt",
                                                 " over. ",
                                                 "cerramos",
                                                 "cierro",
                                                 "resuelto",
                                                 "se reanuda",
                                                 "en cero",
                                                 "resolvido",
                                                 "encerrad",
                                                 "behoben",
                                                 "クローズ",
                                                 "復旧",
                                                 "恢复",
                                                 "已解决",
                                                 "en 0"};
constexpr std::string_view mitigation_words[] = {
    "rolled back", "roll back",     "rollback",         "revert",          "mitigat",   "working again",
    "works again", "running again", "responding again", "available again", "up again",  "recover",
    "liberado",    "suelto",        "nuevo en",         "de nuevo",        "correctas", "puesto en",
    "mitiga",      "voltou",        "restaur",          "zurückgerollt",   "戻し",      "回滚",
    "los tres"};
constexpr std::string_view acknowledgement_words[] = {
    "acknowledged", "looking into it", "on it",   "i'll take", "lo veo", "lo cojo",    "lo tomo",
    "responde",     "confirma por",    "vou ver", "schaue",    "見ます", "対応します", "确认"};
constexpr std::string_view escalation_words[] = {"escalat", "escalad", "escalam", "llama a ", "eskal"};
constexpr std::string_view notification_words[] = {"paged ",     "assigned to", "asignado a",
                                                   "llamada a ", "se avisa a",  "atribuído a"};
constexpr std::string_view detection_words[] = {
    "alert",     "alarm",    "paged",    "detected", "monitor shows", "alerta", "avisa en", "we detect",
    "se detect", "detecta ", "detectou", "erkannt",  "アラート",      "検知",   "告警",     "报警"};
constexpr std::string_view communication_words[] = {"status page",
                                                    "we are investigating",
                                                    "announce",
                                                    "informed",
                                                    "notified customers",
                                                    "we posted",
                                                    "avisados",
                                                    "comunicad",
                                                    "escribo a",
                                                    "avisamos",
                                                    "お知らせ",
                                                    "通知",
                                                    "公告",
                                                    "宣言",
                                                    "declar",
                                                    "incident is",
                                                    "incident raised",
                                                    "incident opened",
                                                    "incident created",
                                                    "opens an incident",
                                                    "abro incid"};
constexpr std::string_view change_words[] = {"deploy",  "release",   "goes live", "went live",  "merged",
                                             "upgrade", "migrat",    "rollout",   "despliegue", "desplieg",
                                             "implant", "デプロイ",  "リリース",  "部署",       "发布",
                                             "上线",    "el cambio", "partió",    "corre la",   "起動"};
constexpr std::string_view impact_words[] = {
    "users ",      "customers", "complain",   "no labels", "twice",           "errors",
    "error rate",  "failing",   "is down",    "are down",  "was down",        "were down",
    "went down",   "goes down", "going down", "hard down", "fully down",      "is still down",
    "unavailable", "outage",    "rechaz",     "no salen",  "sin existencias", "clientes",
    "caíd",        "indispon",  "ausfall",    "失敗",      "できない",        "障害",
    "故障",        "失败",      "cannot",     "fail"};

/// What did not work is an attempt, whatever it was.
constexpr std::string_view undoing_words[] = {"rollback",     "roll back", "rolled back",  "revert",    "回滚",
                                              "ロールバック", "切り戻し",  "vuelta atrás", "rückgängig"};
constexpr std::string_view failing_words[] = {"fail",        "unsuccessful", "attempt",       "did not help",
                                              "didn't help", "失敗",         "失败",          "falla",
                                              "falló",       "falhou",       "fehlgeschlagen"};
/// Said of the incident itself, before what is done about it.
constexpr std::string_view ending_words[] = {"declared resolved", "declared over", "marked as resolved"};
constexpr std::string_view declaration_words[] = {"incident declared",
                                                  "declared an incident",
                                                  "declare an incident",
                                                  "declares an incident",
                                                  "incidente declarado",
                                                  "インシデント宣言",
                                                  "宣布事件"};

struct Label {
  EventKind kind;
  std::optional<MomentKind> moment;
  std::initializer_list<std::string_view> words;
};
/// The first that a label begins with.
const Label labels[] = {
    {EventKind::acknowledgement,
     MomentKind::acknowledged,
     {"対応開始", "acknowledged", "response started", "atendido", "reconocid", "reconhecid", "übernommen", "开始处理"}},
    {EventKind::finding,
     MomentKind::identified,
     {"原因特定", "根本原因確定", "根本原因特定", "identified", "cause identified", "root cause", "causa identificada",
      "ursache gefunden", "定位", "原因定位"}},
    {EventKind::detection,
     MomentKind::detected,
     {"検知", "検出", "発覚", "発見", "detected", "detection", "detección", "detectad", "detecção", "erkannt",
      "erkennung", "entdeckt", "检测", "发现"}},
    {EventKind::change,
     MomentKind::cause_introduced,
     {"トリガー", "trigger", "cause introduced", "desencadenante", "gatilho", "auslöser", "触发"}},
    {EventKind::impact,
     MomentKind::impact_start,
     {"発生", "障害発生", "影響開始", "start of impact", "impact start", "incident start", "started", "start", "onset",
      "inicio", "comienzo", "início", "beginn", "发生", "开始"}},
    {EventKind::mitigation,
     MomentKind::mitigated,
     {"緩和", "暫定対応", "mitigated", "mitigation", "contained", "mitigad", "mitigación", "mitigação", "eingedämmt",
      "缓解", "止血"}},
    {EventKind::mitigation, std::nullopt, {"部分復旧", "一次復旧", "partial recovery", "partially recovered"}},
    {EventKind::resolution,
     MomentKind::mitigated,
     {"復旧", "recovered", "recovery", "restored", "recuperad", "recuperación", "recuperação", "restablecid",
      "wiederhergestellt", "恢复"}},
    {EventKind::resolution,
     MomentKind::resolved,
     {"解決", "終了", "収束", "クローズ", "resolved", "resolution", "closed", "end", "resuelto", "resolvido", "fin",
      "fim", "behoben", "gelöst", "解决", "关闭", "结束"}},
    {EventKind::communication,
     MomentKind::declared,
     {"宣言", "インシデント宣言", "declared", "incident declared", "declarad"}},
    {EventKind::notification, MomentKind::notified, {"通知", "paged", "notified", "notificad", "benachrichtigt"}},
    {EventKind::escalation, std::nullopt, {"エスカレーション", "escalat", "escalad", "eskal", "升级"}},
};
/// Something that is not yet so.
constexpr std::string_view coming_words[] = {"開始", "予定", "計画", "planned", "expected", "pending", "待ち"};

struct Meaning {
  EventKind kind;
  std::span<const std::string_view> words;
};
const Meaning meanings[] = {
    {EventKind::hypothesis, hypothesis_words},
    {EventKind::decision, decision_words},
    {EventKind::attempt, attempt_words},
    {EventKind::finding, finding_words},
    {EventKind::mitigation, mitigation_words},
    {EventKind::resolution, resolution_words},
    {EventKind::acknowledgement, acknowledgement_words},
    {EventKind::escalation, escalation_words},
    {EventKind::notification, notification_words},
    {EventKind::detection, detection_words},
    {EventKind::communication, communication_words},
    {EventKind::change, change_words},
    {EventKind::impact, impact_words},
};

}  // namespace

std::optional<LabelledKind> kind_by_label(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string_view label;
  const bool is_bold = text.starts_with("**");
  if (is_bold) {
    label = text.substr(2, std::min(text.find("**", 2), text.size()) - 2);
  } else {
    label = text.substr(0, std::min({text.find(':'), text.find("："), text.size()}));
    if (label.size() == text.size()) return std::nullopt;
  }
  const std::string lower = in_lower_case(label);
  if (lower.size() > longest) return std::nullopt;
  const std::string_view front = std::string_view(lower).substr(0, lower.find_first_of(":("));
  for (const Label& one : labels)
    for (const std::string_view word : one.words) {
      if (!front.starts_with(word)) continue;
      const std::string_view rest = front.substr(word.size());
      // Without marks a label is one word and no more.
      if (!is_bold && !rest.empty()) continue;
      const bool goes_on = !rest.empty() && ((rest.front() >= 'a' && rest.front() <= 'z') || rest.contains(' '));
      const bool is_numbered = rest.find_first_not_of(" 0123456789") == rest.npos;
      if (goes_on && !is_numbered && std::ranges::count(rest, ' ') > 2) continue;
      if (std::ranges::any_of(coming_words, [&](std::string_view coming) { return rest.contains(coming); })) continue;
      return LabelledKind{one.kind, one.moment};
    }
  return std::nullopt;
}

EventKind kind_by_words(std::string_view text, EventKind otherwise) {
  // What is further down is no longer what the record is about.
  constexpr std::size_t looked_at = 600;
  const std::string lower = ' ' + in_lower_case(text.substr(0, looked_at)) + ' ';
  const auto holds = [&](std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return lower.contains(word); });
  };
  if (holds(ending_words)) return EventKind::resolution;
  if (holds(declaration_words)) return EventKind::communication;
  if (holds(undoing_words) && holds(failing_words)) return EventKind::attempt;
  for (const Meaning& meaning : meanings)
    if (holds(meaning.words)) return meaning.kind;
  return otherwise;
}

}  // namespace unrepeat
