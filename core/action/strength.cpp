// Words decide first, the weakest last: "remind the team to remove the flag" is a reminder, since that is what is
// promised.
#include "core/action/strength.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace unrepeat {
namespace {

struct Words {
  Strength strength;
  std::array<std::string_view, 24> beginnings;
};

/// Beginnings of words in English and Spanish, lower case. The first in the title decides.
constexpr Words table[] = {
    {Strength::eliminates,
     {"remove", "delete", "eliminat", "retire", "decommission", "replace", "drop", "get rid", "elimin", "quitar",
      "quita", "retirar", "retira", "sustitu", "suprim", "reemplaz"}},
    {Strength::automates,
     {"automat", "script", "self-heal", "auto-", "autoscal", "generate", "autom\u00e1t", "autorrepar", "program"}},
    {Strength::guards, {"limit",  "block", "validat", "requir",  "refus", "reject",  "check",  "test",
                        "gate",   "lock",  "throttl", "retry",   "cap ",  "guard",   "limita", "bloque",
                        "valida", "exig",  "rechaz",  "comprob", "prueb", "impedir", "impide"}},
    {Strength::detects,
     {"alert", "monitor", "alarm", "dashboard", "detect", "page ", "measur", "log ", "canary", "probe", "warn", "avis",
      "panel", "vigil", "medir", "mide", "mostrar", "muestra", "show"}},
    {Strength::documents,
     {"document", "runbook", "write down", "wiki", "record", "describ", "playbook", "procedure", "checklist",
      "gu\u00eda", "escrib", "procedimient", "registr", "lista de"}},
    {Strength::reminds, {"remind",  "train",    "tell",   "be careful",    "pay attention", "consider", "discuss",
                         "talk",    "ask ",     "meet",   "review",        "record\u00e1",  "recordar", "formar",
                         "formaci", "avisar a", "hablar", "tener cuidado", "cuidado",       "revisar"}},
};

/// With these the object decides: an alert's threshold that is dropped, or replaced, is still one, at another value.
constexpr std::string_view adjusting[] = {"replace", "drop", "sustitu", "reemplaz"};
constexpr Words adjusted[] = {
    {Strength::guards, {"limit", "timeout", "time-out", "quota", "l\u00edmite", "tiempo de espera", "cuota"}},
    {Strength::detects, {"alert", "alarm", "threshold", "monitor", "dashboard", "umbral", "aviso", "panel"}},
};
/// What follows is no object any more.
constexpr std::string_view after_object[] = {" with ",  " by ", " to ", " from ", " for ", " that ",
                                             " which ", " in ", " on ", " con ",  " por ", " para ",
                                             " que ",   " a ",  " al ", " en "};

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& letter : small)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return small;
}

bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  return before == ' ' || before == '(' || before == '"' || before == '-';
}

/// Where a word with this beginning stands first; npos where none does.
std::size_t find_word(std::string_view text, std::string_view beginning) {
  for (std::size_t at = text.find(beginning); at != text.npos; at = text.find(beginning, at + 1))
    if (begins_word(text, at)) return at;
  return text.npos;
}

struct Found {
  Strength strength;
  std::string_view beginning;
  std::size_t at = 0;
};

/// The first word of the text that is in a table.
std::optional<Found> find_first(std::string_view text, std::span<const Words> rows) {
  std::optional<Found> first;
  for (const Words& words : rows)
    for (const std::string_view beginning : words.beginnings) {
      if (beginning.empty()) break;
      const std::size_t at = find_word(text, beginning);
      if (at < (first ? first->at : text.size())) first = Found{words.strength, beginning, at};
    }
  return first;
}

std::string_view object_at(std::string_view text, std::size_t verb) {
  text.remove_prefix(verb);
  std::size_t end = text.size();
  for (const std::string_view word : after_object) end = std::min(end, text.find(word));
  return text.substr(0, end);
}

}  // namespace

std::optional<Strength> strength_of(const Action& action) {
  const std::string title = lower(action.title);
  const auto first = find_first(title, table);
  std::optional<Strength> said;
  if (first) said = first->strength;
  if (first && std::ranges::contains(adjusting, first->beginning))
    if (const auto object = find_first(object_at(title, first->at), adjusted)) said = object->strength;
  // A promise to automate is one whatever it is called.
  if (action.kind == ActionKind::automation && (!said || *said > Strength::automates)) return Strength::automates;
  if (said) return said;
  if (action.effect == Effect::detect) return Strength::detects;
  if (action.kind == ActionKind::process_change) return Strength::documents;
  if (action.kind == ActionKind::improvement && action.effect == Effect::prevent) return Strength::guards;
  return std::nullopt;
}

Text label_of(Strength strength) {
  return static_cast<Text>(static_cast<std::uint16_t>(Text::strength_eliminates) +
                           static_cast<std::uint16_t>(strength));
}

}  // namespace unrepeat
