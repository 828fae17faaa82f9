// Endings are taken off only as far as two forms of one word meet; this is no grammar.
#include "core/learn/terms.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "core/text/characters.hpp"
#include "core/text/fold.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t shortest_word = 3, longest_word = 40, shortest_stem = 4;
/// One of fewer terms says too little to be known again.
constexpr std::size_t fewest_in_sentence = 4;

/// What every language says, and what every post-mortem says, in English, Spanish, Portuguese, German.
constexpr std::string_view common_words =
    "the and for was were with that this from have has had not but are our all can could which when after before into "
    "been will would their they its there then than also more some what who how why where due did does because while "
    "only other over under out off via per any each about you your she her his one two first last new now during since "
    "until between both through these those being should may might must very just even still again every many much "
    "several "
    "another within without around against same such make made makes get got went going them too ran run runs running "
    "take took taken long longer see saw seen use used using "
    "los las del que para por con una uno unos unas este esta esto estos estas ese esa eso como mas pero sus fue era "
    "fueron ser hay sin sobre entre cuando desde hasta donde porque tambien muy les nos todo todos toda todas otra "
    "otro "
    "dos com uma para nao mais mas foi eram quando desde ate onde porque tambem muito pelo pela sem sobre entre "
    "der die das und den dem des ein eine einen einem einer ist war wurde wurden nicht auch auf aus bei mit nach von "
    "vor "
    "zum zur als wie dass durch sich sind hat haben noch nur oder aber wenn weil "
    "post mortem postmortem incident incidents report outage outages issue issues problem problems error errors "
    "failure "
    "failures failed failing fail fails down unavailable service services impact impacted root cause causes timeline "
    "summary action actions items item team teams time times utc minutes hours hour minute users user customers "
    "customer "
    "alert alerts alerting monitoring monitor detected detection resolved resolution deploy deployed deployment "
    "rollback "
    "rolled fix fixed fixes engineer engineers call "
    "incidente incidentes informe caida problema problemas error errores fallo fallos causa causas raiz impacto "
    "resumen accion acciones equipo equipos tiempo hora horas minutos usuario usuarios cliente clientes alerta alertas "
    "servicio servicios cronologia deteccion resolucion "
    "relatorio falha falhas erro erros servico servicos usuarios clientes equipe acao acoes resumo "
    "vorfall vorfaelle stoerung ausfall fehler dienst dienste ursache ursachen auswirkung zusammenfassung nutzer "
    "kunden";
/// Pairs of characters that are only grammar, or that every post-mortem has.
constexpr auto common_pairs = std::to_array<std::string_view>(
    {"する", "した", "して", "しな", "てい", "いる", "ない", "なか", "かっ", "った", "こと", "ため", "から",
     "まで", "など", "れた", "れる", "され", "には", "では", "ので", "この", "その", "ある", "あり", "より",
     "もの", "とき", "よう", "障害", "影響", "原因", "対応", "発生", "復旧", "検知", "根本", "事故", "故障",
     "问题", "我们", "他们", "没有", "进行", "由于", "影响", "恢复", "报告", "服务", "时间"});

/// Lengths of endings, the longest first; what is left keeps `shortest_stem` letters.
constexpr auto endings =
    std::to_array<std::string_view>({"ations", "ation", "ciones", "cion", "ings", "ing", "ies", "ed", "es", "s"});

std::string_view stem_of(std::string_view word) {
  for (const std::string_view ending : endings)
    if (word.size() >= ending.size() + shortest_stem && word.ends_with(ending))
      return word.substr(0, word.size() - ending.size());
  return word;
}

const std::set<std::string, std::less<>>& common_stems() {
  static const auto stems = [] {
    std::set<std::string, std::less<>> made;
    for (std::size_t begin = 0; begin < common_words.size();) {
      const std::size_t end = std::min(common_words.find(' ', begin), common_words.size());
      made.emplace(stem_of(common_words.substr(begin, end - begin)));
      begin = end + 1;
    }
    return made;
  }();
  return stems;
}

bool is_letter_or_digit(std::uint32_t code_point) {
  if (code_point < 0x80)
    return (code_point >= '0' && code_point <= '9') || (code_point >= 'A' && code_point <= 'Z') ||
           (code_point >= 'a' && code_point <= 'z');
  // Signs, spaces and punctuation beyond ASCII.
  const bool is_sign = code_point < 0xC0 || code_point == 0xD7 || code_point == 0xF7 ||
                       (code_point >= 0x2000 && code_point <= 0x2BFF) ||
                       (code_point >= 0x3000 && code_point <= 0x3004) ||
                       (code_point >= 0x3008 && code_point <= 0x3020) || code_point >= 0xFE00;
  return !is_sign;
}

/// Numbers, and what programs call things: "9f3c2ab", "2026".
bool is_name_of_nothing(std::string_view word) {
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  const std::ptrdiff_t digits = std::ranges::count_if(word, is_digit);
  if (digits == static_cast<std::ptrdiff_t>(word.size())) return true;
  const bool is_hexadecimal =
      std::ranges::all_of(word, [&](char letter) { return is_digit(letter) || (letter >= 'a' && letter <= 'f'); });
  return digits > 0 && word.size() >= 6 && (is_hexadecimal || digits * 2 >= static_cast<std::ptrdiff_t>(word.size()));
}

class Gathering {
 public:
  explicit Gathering(Terms& terms) : terms_(terms) {}

  void read(std::string_view text) {
    while (!text.empty()) {
      if (is_address(text)) {
        end_word();
        text.remove_prefix(std::min(text.find_first_of(" \t\r\n)>]\"'"), text.size()));
        continue;
      }
      const Character character = first_character(text);
      text.remove_prefix(character.bytes.size());
      if (!is_letter_or_digit(character.code_point)) {
        end_word();
        before_ = {};
        if (ends_sentence(character.code_point, text)) end_sentence();
      } else if (is_unspaced(character.code_point)) {
        end_word();
        pair(character.bytes);
      } else {
        before_ = {};
        word_ += character.bytes;
      }
    }
    end_word();
    end_sentence();
  }

 private:
  /// A dot within a name does not.
  static bool ends_sentence(std::uint32_t code_point, std::string_view after) {
    if (code_point == '.' || code_point == '!' || code_point == '?')
      return after.empty() || std::string_view(" \t\r\n").contains(after.front());
    return code_point == '\n' || code_point == 0x3002 || code_point == 0xFF01 || code_point == 0xFF1F;
  }
  [[nodiscard]] bool is_address(std::string_view text) const {
    return word_.empty() && (text.starts_with("http://") || text.starts_with("https://"));
  }
  void end_word() {
    if (word_.empty()) return;
    folded_.clear();
    fold_word(word_, folded_);
    const std::string_view stem = stem_of(folded_);
    const bool is_term = folded_.size() >= shortest_word && folded_.size() <= longest_word &&
                         !is_name_of_nothing(folded_) && !common_stems().contains(stem);
    if (is_term) add(stem, word_);
    word_.clear();
  }
  void pair(std::string_view character) {
    if (!before_.empty()) {
      const std::string both = std::string(before_) + std::string(character);
      if (std::ranges::find(common_pairs, both) == common_pairs.end()) add(both, both);
    }
    before_ = character;
  }
  void add(std::string_view key, std::string_view written) {
    const auto found = terms_.find(key);
    const auto place = found != terms_.end() ? found : terms_.emplace(key, Term{}).first;
    sentence_.emplace_back(place, place->second.count == 0);
    if (place->second.count++ == 0) place->second.written = written;
  }
  void end_sentence() {
    std::uint32_t hash = 0;
    if (sentence_.size() >= fewest_in_sentence)
      for (const auto& [place, is_new] : sentence_) hash = hash * 16'777'619U + hash_of_term(place->first);
    for (const auto& [place, is_new] : sentence_) {
      std::uint32_t& only = place->second.sentence;
      only = is_new || only == hash ? hash : 0;
    }
    sentence_.clear();
  }

  Terms& terms_;
  std::vector<std::pair<Terms::iterator, bool>>
      sentence_;  // since its beginning, and whether each is there for the first time
  std::string word_, folded_;
  std::string_view before_;  // the character before, of a script without spaces
};

}  // namespace

std::uint32_t hash_of_term(std::string_view term) {
  std::uint32_t hash = 2'166'136'261U;
  for (const char letter : term) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 16'777'619U;
  return hash;
}

void gather_terms(std::string_view text, Terms& terms) { Gathering(terms).read(text); }

Terms terms_of(std::string_view text) {
  Terms terms;
  gather_terms(text, terms);
  return terms;
}

}  // namespace unrepeat
