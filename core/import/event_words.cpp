// The words that tell a kind, the most telling kind first.
#include "core/import/event_words.hpp"

#include <algorithm>
#include <span>
#include <string>

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
constexpr std::string_view attempt_words[] = {
    "tried",   "trying", "does nothing", "no effect", "changed nothing", "sin efecto", "no sirve", "se reinicia",
    "restart", "intent", "tentat",       "versuch",   "一時的",          "してみ",     "尝试",     "se cae "};
constexpr std::string_view resolution_words[] = {"resolved", "closed",    "is over",  "all clear", "back to normal",
                                                 "over. ",   "cerramos",  "cierro",   "resuelto",  "se reanuda",
                                                 "en cero",  "resolvido", "encerrad", "behoben",   "クローズ",
                                                 "復旧",     "恢复",      "已解决",   "en 0"};
constexpr std::string_view mitigation_words[] = {
    "rolled back", "roll back", "rollback",      "revert",   "mitigat",  "works again", "is running again", "again",
    "recover",     "liberado",  "suelto",        "nuevo en", "de nuevo", "correctas",   "puesto en",        "mitiga",
    "voltou",      "restaur",   "zurückgerollt", "戻し",     "回滚",     "los tres"};
constexpr std::string_view acknowledgement_words[] = {
    "acknowledged", "looking into it", "on it",   "i'll take", "lo veo", "lo cojo",    "lo tomo",
    "responde",     "confirma por",    "vou ver", "schaue",    "見ます", "対応します", "确认"};
constexpr std::string_view escalation_words[] = {"escalat", "escalad", "escalam", "llama a ", "eskal"};
constexpr std::string_view notification_words[] = {"paged ",     "assigned to", "asignado a",
                                                   "llamada a ", "se avisa a",  "atribuído a"};
constexpr std::string_view detection_words[] = {"alert",    "alarm",  "paged",    "detected", "monitor shows", "alerta",
                                                "avisa en", "detect", "アラート", "検知",     "告警",          "报警"};
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
                                                    "incident",
                                                    "abro incid"};
constexpr std::string_view change_words[] = {"deploy",  "release",   "goes live", "went live",  "merged",
                                             "upgrade", "migrat",    "rollout",   "despliegue", "desplieg",
                                             "implant", "デプロイ",  "リリース",  "部署",       "发布",
                                             "上线",    "el cambio", "partió",    "corre la",   "起動"};
constexpr std::string_view impact_words[] = {
    "users ",   "customers", "complain",    "no labels", "twice",  "errors",   "error rate",
    "failing",  "down",      "unavailable", "outage",    "rechaz", "no salen", "sin existencias",
    "clientes", "caíd",      "indispon",    "ausfall",   "失敗",   "できない", "障害",
    "故障",     "失败",      "cannot",      "fail"};

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

EventKind kind_by_words(std::string_view text, EventKind otherwise) {
  // What is further down is no longer what the record is about.
  constexpr std::size_t looked_at = 600;
  std::string lower(text.substr(0, looked_at));
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  for (const Meaning& meaning : meanings)
    if (std::ranges::any_of(meaning.words, [&](std::string_view word) { return lower.contains(word); }))
      return meaning.kind;
  return otherwise;
}

}  // namespace unrepeat
