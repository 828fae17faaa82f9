// A table of words. Those of a team's own board are not guessed at: half a word is no state.
#include "core/action/issue_state.hpp"

#include <string>

#include "core/text/fold.hpp"

namespace unrepeat {
namespace {

struct StateWord {
  std::string_view words;
  IssueStanding standing;
};

using enum IssueStanding;

/// As `simple_words` gives them.
constexpr StateWord state_words[] = {
    {"open", open},
    {"opened", open},
    {"reopened", open},
    {"abierto", open},
    {"abierta", open},
    {"reabierto", open},
    {"reabierta", open},

    {"to do", not_started},
    {"todo", not_started},
    {"backlog", not_started},
    {"new", not_started},
    {"ready for development", not_started},
    {"ready for dev", not_started},
    {"selected for development", not_started},
    {"planned", not_started},
    {"not started", not_started},
    {"unstarted", not_started},
    {"triage", not_started},
    {"pending", not_started},
    {"por hacer", not_started},
    {"tareas por hacer", not_started},
    {"pendiente", not_started},
    {"nuevo", not_started},
    {"nueva", not_started},
    {"sin empezar", not_started},
    {"no iniciado", not_started},
    {"no iniciada", not_started},
    {"planificado", not_started},
    {"planificada", not_started},
    {"seleccionado para desarrollo", not_started},

    {"in progress", in_work},
    {"inprogress", in_work},
    {"doing", in_work},
    {"started", in_work},
    {"active", in_work},
    {"wip", in_work},
    {"work in progress", in_work},
    {"under way", in_work},
    {"in development", in_work},
    {"in review", in_work},
    {"review", in_work},
    {"code review", in_work},
    {"under review", in_work},
    {"in testing", in_work},
    {"in test", in_work},
    {"testing", in_work},
    {"in qa", in_work},
    {"blocked", in_work},
    {"on hold", in_work},
    {"waiting", in_work},
    {"en curso", in_work},
    {"en progreso", in_work},
    {"en proceso", in_work},
    {"en marcha", in_work},
    {"en desarrollo", in_work},
    {"haciendo", in_work},
    {"iniciado", in_work},
    {"iniciada", in_work},
    {"en revision", in_work},
    {"revision", in_work},
    {"en pruebas", in_work},
    {"bloqueado", in_work},
    {"bloqueada", in_work},
    {"en espera", in_work},

    {"done", done},
    {"closed", done},
    {"resolved", done},
    {"complete", done},
    {"completed", done},
    {"finished", done},
    {"fixed", done},
    {"released", done},
    {"deployed", done},
    {"shipped", done},
    {"merged", done},
    {"verified", done},
    {"accepted", done},
    {"hecho", done},
    {"hecha", done},
    {"listo", done},
    {"lista", done},
    {"cerrado", done},
    {"cerrada", done},
    {"resuelto", done},
    {"resuelta", done},
    {"terminado", done},
    {"terminada", done},
    {"finalizado", done},
    {"finalizada", done},
    {"completado", done},
    {"completada", done},
    {"desplegado", done},
    {"desplegada", done},
    {"entregado", done},
    {"entregada", done},
    {"verificado", done},
    {"verificada", done},

    {"wont do", dropped},
    {"will not do", dropped},
    {"wont fix", dropped},
    {"wontfix", dropped},
    {"will not fix", dropped},
    {"wont be done", dropped},
    {"not planned", dropped},
    {"cancelled", dropped},
    {"canceled", dropped},
    {"rejected", dropped},
    {"declined", dropped},
    {"abandoned", dropped},
    {"discarded", dropped},
    {"dropped", dropped},
    {"obsolete", dropped},
    {"invalid", dropped},
    {"not a bug", dropped},
    {"cannot reproduce", dropped},
    {"no se hara", dropped},
    {"no se va a hacer", dropped},
    {"no hacer", dropped},
    {"no se corregira", dropped},
    {"no se arreglara", dropped},
    {"no se solucionara", dropped},
    {"no planificado", dropped},
    {"no planificada", dropped},
    {"cancelado", dropped},
    {"cancelada", dropped},
    {"rechazado", dropped},
    {"rechazada", dropped},
    {"descartado", dropped},
    {"descartada", dropped},
    {"abandonado", dropped},
    {"abandonada", dropped},
    {"obsoleto", dropped},
    {"obsoleta", dropped},
    {"no reproducible", dropped},

    {"incomplete", elsewhere},
    {"duplicate", elsewhere},
    {"duplicated", elsewhere},
    {"moved", elsewhere},
    {"duplicado", elsewhere},
    {"duplicada", elsewhere},
    {"movido", elsewhere},
    {"movida", elsewhere},
};

constexpr std::size_t longest_words = 100;

/// Small letters without accents and apostrophes, one blank between words.
std::string joined_words(std::string_view words) {
  std::string folded, simple;
  fold_word(words, folded);
  for (const char letter : folded) {
    if (letter == '\'') continue;
    const bool parts = letter == ' ' || letter == '_' || letter == '-' || letter == '\t' || letter == '\n';
    if (!parts) simple += letter;
    if (parts && !simple.empty() && simple.back() != ' ') simple += ' ';
  }
  if (simple.ends_with(' ')) simple.pop_back();
  return simple;
}

/// The same without signs or pictures around them.
std::string simple_words(std::string_view words) {
  const auto is_plain = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
  };
  std::string simple = joined_words(words);
  while (!simple.empty() && !is_plain(simple.back())) simple.pop_back();
  std::size_t first = 0;
  while (first < simple.size() && !is_plain(simple[first])) ++first;
  return simple.substr(first);
}

}  // namespace

std::optional<IssueStanding> read_issue_state(std::string_view words) {
  if (words.size() > longest_words) return std::nullopt;
  const std::string simple = simple_words(words);
  for (const StateWord& word : state_words)
    if (word.words == simple) return word.standing;
  return std::nullopt;
}

std::string issue_state_key(std::string_view words) { return joined_words(words); }

}  // namespace unrepeat
