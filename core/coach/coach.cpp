// From post-mortem to passages, from passages to blocks, from hits to findings.
#include "core/coach/coach.hpp"

#include <algorithm>
#include <cmath>

#include "core/describe/place.hpp"
#include "core/identity/sha256.hpp"
#include "core/text/fold.hpp"

namespace unrepeat {
namespace {

/// FNV-1a, eight bytes at a time: names a block within one session, never in a file.
std::uint64_t fingerprint(std::string_view bytes, std::uint64_t seed) {
  constexpr std::uint64_t prime = 0x9E3779B97F4A7C15;
  std::uint64_t hash = seed ^ (bytes.size() * prime);
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min(bytes.size(), sizeof word);
    std::copy_n(bytes.data(), size, reinterpret_cast<char*>(&word));
    hash = (hash ^ word) * prime;
    hash ^= hash >> 32;
    bytes.remove_prefix(size);
  }
  return hash;
}

std::string hash_of_sentence(std::string_view sentence) {
  std::string words;
  for (const char c : sentence) {
    const bool is_space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_space) {
      words += c;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  return sha256_text(words);
}

// ---- the rewrite
// -------------------------------------------------------------------------------------------------------

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

/// "on-call engineer" of the person who is named in the words, if their role is known.
std::string role_in(std::string_view words, const CoachFacts& facts) {
  std::string folded_words;
  fold_word(words, folded_words);
  for (const CoachFacts::Person& person : facts.people) {
    std::string folded;
    fold_word(person.name, folded);
    const bool is_meant = folded.starts_with(folded_words) || folded_words.contains(folded);
    if (is_meant && !folded_words.empty()) return person.role;
  }
  return {};
}

std::optional<std::string> rewrite_of(const coach::Hit& hit, std::string_view words, const CoachFacts& facts) {
  if (!hit.rule->rewrite) return std::nullopt;
  std::string rewrite = *hit.rule->rewrite;
  if (rewrite.contains("{role}")) {
    const std::string role = role_in(words, facts);
    if (role.empty()) return std::nullopt;
    replace_all(rewrite, "{role}", role);
  }
  replace_all(rewrite, "{share}", facts.share);
  return rewrite;
}

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Makes the letter at `at` a capital: a to z, and the small letters of Latin-1.
void capitalise(std::string& text, std::size_t at) {
  if (at >= text.size()) return;
  if (is_small_letter(text[at])) {
    text[at] = static_cast<char>(text[at] & ~0x20);
  } else if (text[at] == '\xC3' && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) {
    text[at + 1] = static_cast<char>(text[at + 1] & ~0x20);
  }
}

bool begins_with_capital(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] >= 'A' && text[0] <= 'Z') return true;
  return text.size() > 1 && text[0] == '\xC3' && static_cast<unsigned char>(text[1]) < 0xA0;
}

// ---- what is read
// ------------------------------------------------------------------------------------------------------

/// Lists and objects in which nobody tells the story: raw records, talk about the text, prompts, and fields that ask
/// for what might have been or for what would be done next time.
constexpr std::string_view left_out[] = {"evidence", "comments", "approvals", "dismissed", "related",
                                         "sources",  "prompt",   "potential", "checks",    "reopen_if",
                                         "hidden",   "proof",    "log",       "images"};

bool announces(std::string_view heading) { return coach::announces_actions(coach::rule_book(), heading); }

class PassageFinder {
 public:
  std::vector<CoachPassage> find(const Postmortem& postmortem) {
    add("title", postmortem.title, CoachZone::story);
    walk(object_of<Postmortem>(), &postmortem, "", CoachZone::story);
    return std::move(passages_);
  }

 private:
  void add(std::string path, std::string_view text, CoachZone zone) {
    if (!text.empty()) passages_.push_back({std::move(path), text, zone});
  }

  void walk(const Object& object, const void* value, const std::string& path, CoachZone zone) {
    if (&object == &object_of<TimelineEvent>() && static_cast<const TimelineEvent*>(value)->hidden) return;
    if (&object == &object_of<Section>() && announces(static_cast<const Section*>(value)->title))
      zone = CoachZone::actions;
    if (&object == &object_of<Action>()) {
      const Action& action = *static_cast<const Action*>(value);
      if (is_settled(action.state)) return;  // what is over needs no better promise
      zone = CoachZone::actions;
      add(path_of(path, "title"), action.title, zone);
    }
    for (const Field& field : object.fields) {
      if (std::ranges::find(left_out, field.key) != std::end(left_out)) continue;
      walk_value(*field.type, field.in(const_cast<void*>(value)), path_of(path, field.key), zone,
                 field.rule == TextRule::prose);
    }
  }

  void walk_value(const Type& type, void* value, const std::string& path, CoachZone zone, bool is_prose) {
    if (type.shape == Shape::text) {
      if (is_prose) add(path, *static_cast<const std::string*>(value), zone);
    } else if (type.shape == Shape::object) {
      walk(type.object(), value, path, zone);
    } else if (type.shape == Shape::optional) {
      if (void* inner = type.optional->value(value)) walk_value(*type.element, inner, path, zone, is_prose);
    } else if (is_entity_list(type)) {
      const Object& object = type.element->object();
      for (std::size_t i = 0; i < type.list->size(value); ++i) {
        const void* entry = type.list->at(value, i);
        walk(object, entry, path_of(path, id_of(object, entry)), zone);
      }
    }
  }

  std::vector<CoachPassage> passages_;
};

/// "12 %", "12.4 %".
std::string percent_text(double share, Language language) {
  const auto tenths = static_cast<std::int64_t>(std::llround(share * 1000));
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) {
    text += language == Language::spanish ? ',' : '.';
    text += std::to_string(tenths % 10);
  }
  return text + " %";
}

}  // namespace

Text label_of(CoachClass class_) {
  return static_cast<Text>(static_cast<std::uint16_t>(Text::coach_counterfactual) + static_cast<std::uint16_t>(class_));
}
Text reason_of(CoachClass class_) {
  return static_cast<Text>(static_cast<std::uint16_t>(Text::coach_why_counterfactual) +
                           static_cast<std::uint16_t>(class_));
}
Text suggestion_of(CoachClass class_) {
  return static_cast<Text>(static_cast<std::uint16_t>(Text::coach_try_counterfactual) +
                           static_cast<std::uint16_t>(class_));
}

CoachFacts coach_facts_of(const Postmortem& postmortem) {
  CoachFacts facts;
  facts.circumstances.document_language = language_from_tag(postmortem.language);
  auto& names = facts.circumstances.names;
  for (const Party& party : postmortem.people) {
    if (party.kind != PartyKind::person) continue;
    facts.people.push_back({party.name, party.roles.empty() ? "" : party.roles.front()});
    for (std::size_t at = 0; at < party.name.size();) {
      const std::size_t end = std::min(party.name.find(' ', at), party.name.size());
      const std::string_view word = std::string_view(party.name).substr(at, end - at);
      if (word.size() > 2 && begins_with_capital(word)) fold_word(word, names.emplace_back());
      at = end + 1;
    }
  }
  std::ranges::sort(names);
  const auto& windows = postmortem.impact.windows;
  facts.is_all_degraded = !windows.empty() && std::ranges::all_of(windows, [](const ImpactWindow& window) {
    return window.level == ImpactLevel::degraded;
  });
  double largest = 0;
  const auto see = [&](const Decimal& share) {
    if (!share.text.empty()) largest = std::max(largest, share.value());
  };
  for (const ImpactWindow& window : windows) see(window.share);
  for (const ImpactFigure& figure : postmortem.impact.figures) {
    if (figure.what != FigureOf::users && figure.what != FigureOf::customers) continue;
    see(figure.share);
    if (figure.affected.text.empty() || figure.total.text.empty() || figure.lower_bound) continue;
    if (const double total = figure.total.value(); total > 0)
      largest = std::max(largest, figure.affected.value() / total);
  }
  if (largest > 0 && largest < 1) facts.share = percent_text(largest, facts.circumstances.document_language);
  facts.has_many_factors = std::ranges::count_if(postmortem.causes.factors, [](const Factor& factor) {
                             return factor.certainty != Certainty::ruled_out;
                           }) > 1;
  return facts;
}

std::vector<CoachPassage> coach_passages_of(const Postmortem& postmortem) { return PassageFinder().find(postmortem); }

std::string with_rewrite(std::string_view text, const Finding& finding) {
  const TextRange& range = finding.range;
  if (!finding.rewrite || range.begin > range.end || range.end > text.size() ||
      text.substr(range.begin, range.end - range.begin) != finding.excerpt)
    return std::string(text);
  std::string rewrite = *finding.rewrite;
  const bool had_capital = begins_with_capital(finding.excerpt);
  if (had_capital) capitalise(rewrite, 0);
  std::size_t end = range.end;
  // Words that are taken out take the comma and the space behind them along.
  if (rewrite.empty()) {
    if (range.begin == finding.sentence.begin && end < text.size() && text[end] == ',') ++end;
    if (end < text.size() && text[end] == ' ') ++end;
  }
  std::string result = std::string(text.substr(0, range.begin)) + rewrite;
  const std::size_t rest = result.size();
  result += text.substr(end);
  if (rewrite.empty() && had_capital) capitalise(result, rest);
  if (rewrite.empty() && rest == result.size() && result.ends_with(' ')) result.pop_back();
  return result;
}

bool is_dismissed(const Postmortem& postmortem, const Finding& finding) {
  return std::ranges::any_of(postmortem.dismissed, [&](const Dismissal& one) {
    return one.rule == finding.rule && one.text_hash == finding.text_hash && one.on == finding.path;
  });
}

namespace {

/// None where the coach would have as much to say of what it would write itself.
std::optional<std::string> helpful_rewrite(std::string_view block, const std::vector<coach::Hit>& hits,
                                           const coach::Hit& hit, CoachZone zone, const CoachFacts& facts) {
  auto rewrite = rewrite_of(hit, block.substr(hit.words.begin, hit.words.end - hit.words.begin), facts);
  if (!rewrite) return rewrite;
  const std::string rewritten =
      std::string(block.substr(0, hit.words.begin)) + *rewrite + std::string(block.substr(hit.words.end));
  if (coach::read_block(coach::rule_book(), rewritten, zone, facts.circumstances).size() >= hits.size())
    return std::nullopt;
  return rewrite;
}

}  // namespace

const Coach::Known& Coach::know(std::string_view block, CoachZone zone, std::uint64_t seed, const CoachFacts& facts) {
  ++effort_.all;
  Known& known = known_[fingerprint(block, seed + static_cast<std::uint64_t>(zone))];
  if (known.reading == 0 || known.size != block.size()) {
    ++effort_.read;
    known.hits = coach::read_block(coach::rule_book(), block, zone, facts.circumstances);
    known.size = block.size();
    known.hashes.clear();
    known.rewrites.clear();
    for (const coach::Hit& hit : known.hits)
      known.rewrites.push_back(helpful_rewrite(block, known.hits, hit, zone, facts));
    for (const coach::Hit& hit : known.hits)
      known.hashes.push_back(hash_of_sentence(block.substr(hit.sentence.begin, hit.sentence.end - hit.sentence.begin)));
  }
  known.reading = reading_;
  return known;
}

std::vector<Finding> Coach::read(const std::vector<CoachPassage>& passages, const CoachFacts& facts,
                                 const CoachOptions& options) {
  ++reading_;
  effort_ = {};
  std::uint64_t seed = 1 + static_cast<std::uint64_t>(facts.circumstances.document_language);
  for (const std::string& name : facts.circumstances.names) seed = fingerprint(name, seed);
  seed *= 2;  // leaves a bit for the zone

  std::vector<Finding> findings;
  bool has_single_cause = facts.has_many_factors;
  for (const CoachPassage& passage : passages) {
    for (const ProseBlock& block : find_prose_blocks(passage.text, passage.zone, announces)) {
      const std::string_view text = passage.text.substr(block.range.begin, block.range.end - block.range.begin);
      const Known& known = know(text, block.zone, seed, facts);
      for (std::size_t i = 0; i < known.hits.size(); ++i) {
        const coach::Hit& hit = known.hits[i];
        const coach::Rule& rule = *hit.rule;
        if (rule.class_ == CoachClass::agent && !options.asks_about_names) continue;
        if (rule.need == coach::Need::degraded && !facts.is_all_degraded) continue;
        if (rule.need == coach::Need::share && facts.share.empty()) continue;
        if (rule.class_ == CoachClass::single_cause && std::exchange(has_single_cause, true)) continue;
        const std::string_view words = text.substr(hit.words.begin, hit.words.end - hit.words.begin);
        const auto in_field = [&](const TextRange& range) {
          return TextRange{block.range.begin + range.begin, block.range.begin + range.end};
        };
        findings.push_back({.class_ = rule.class_,
                            .rule = rule.id,
                            .path = passage.path,
                            .language = hit.language,
                            .range = in_field(hit.words),
                            .sentence = in_field(hit.sentence),
                            .excerpt = std::string(words),
                            .text_hash = known.hashes[i],
                            .rewrite = known.rewrites[i]});
      }
    }
  }
  std::erase_if(known_, [&](const auto& entry) { return entry.second.reading != reading_; });
  return findings;
}

namespace {

/// The hint that a full post-mortem gives with one factor, whatever the factor says.
std::optional<Finding> only_factor(const Postmortem& postmortem) {
  if (postmortem.form != Form::full || postmortem.kind != RecordKind::incident) return std::nullopt;
  const auto is_live = [](const Factor& factor) { return factor.certainty != Certainty::ruled_out; };
  const auto& factors = postmortem.causes.factors;
  if (std::ranges::count_if(factors, is_live) != 1) return std::nullopt;
  const Factor& factor = *std::ranges::find_if(factors, is_live);
  if (factor.text.empty()) return std::nullopt;
  const TextRange whole{0, factor.text.size()};
  return Finding{.class_ = CoachClass::single_cause,
                 .rule = "single_cause/only-factor",
                 .path = path_of(path_of("causes/factors", factor.id), "text"),
                 .language = language_from_tag(postmortem.language),
                 .range = whole,
                 .sentence = whole,
                 .excerpt = factor.text,
                 .text_hash = hash_of_sentence(factor.text)};
}

}  // namespace

std::vector<Finding> Coach::read(const Postmortem& postmortem, const CoachOptions& options) {
  const CoachFacts facts = coach_facts_of(postmortem);
  std::vector<Finding> findings = read(coach_passages_of(postmortem), facts, options);
  // One hint about a single cause is enough, and words that say so are the better place for it.
  if (std::ranges::find(findings, CoachClass::single_cause, &Finding::class_) == findings.end()) {
    if (auto finding = only_factor(postmortem)) findings.push_back(std::move(*finding));
  }
  std::erase_if(findings, [&](const Finding& finding) { return is_dismissed(postmortem, finding); });
  return findings;
}

}  // namespace unrepeat
