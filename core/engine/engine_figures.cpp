// The figures of the whole library, the families of incidents that came again, and what of the post-mortems presses:
// all from what is known of each, which is kept in memory once somebody has asked.
#include <algorithm>
#include <map>
#include <ranges>

#include "core/action/commands.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/engine_try.hpp"
#include "core/engine/stored_values.hpp"
#include "core/format/reader.hpp"
#include "core/format/value.hpp"
#include "core/history/change_words.hpp"
#include "core/learn/figure_file.hpp"
#include "core/learn/said_relations.hpp"
#include "core/learn/terms.hpp"
#include "core/text/fold.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::size_t most_tags = 200, most_behind = 5'000, most_families = 60, most_due = 500;
constexpr std::int64_t most_changed = 500;
/// Of those, what changed is told of so many, as long as it is no more than this of JSON.
constexpr std::size_t most_told = 50, most_bytes_told = 512 * 1024;
constexpr std::int64_t most_steps_told = 200;
/// Between two looks at what else was asked.
constexpr std::size_t compared_at_once = 120, told_at_once = 50;

std::vector<std::string> tags_of(const std::vector<const IncidentFacts*>& library) {
  std::map<std::string, std::int64_t, std::less<>> counts;
  for (const IncidentFacts* incident : library)
    for (const std::string& tag : incident->tags) ++counts[tag];
  std::vector<std::pair<std::int64_t, std::string>> sorted;
  for (const auto& [tag, count] : counts) sorted.emplace_back(-count, tag);
  std::ranges::sort(sorted);
  std::vector<std::string> tags;
  for (auto& [count, tag] : sorted | std::views::take(most_tags)) tags.push_back(std::move(tag));
  return tags;
}

/// Leaves no more than the first `most`, and tells how many there were.
template <class Row>
std::int64_t cut(std::vector<Row>& rows, std::size_t most) {
  const auto count = static_cast<std::int64_t>(rows.size());
  if (rows.size() > most) rows.resize(most);
  return count;
}

std::int64_t waiting_in(const IncidentFacts& incident) {
  return std::ranges::count_if(incident.promises, is_waiting, &PromiseFact::state);
}

FigureIncident incident_of(const IncidentFacts& facts, std::int64_t value) {
  return {.id = facts.id,
          .title = facts.title,
          .started_at = facts.started_at,
          .time_zone = facts.time_zone,
          .severity = facts.severity,
          .value = value};
}

std::vector<std::string> shared_systems(const Family& family) {
  std::map<std::string, std::pair<std::size_t, std::string>, std::less<>> counts;
  for (const IncidentFacts* member : family) {
    std::set<std::string> own;
    for (const std::string& system : member->systems) {
      std::string folded;
      fold_word(system, folded);
      if (!own.insert(folded).second) continue;
      auto& [count, name] = counts[folded];
      ++count;
      name = system;
    }
  }
  std::vector<std::string> shared;
  for (const auto& [folded, counted] : counts)
    if (counted.first * 2 >= family.size()) shared.push_back(counted.second);
  return shared;
}

/// The title whose words most of the others have; of several the last one.
std::string telling_title(const Family& family) {
  std::map<std::string, std::int64_t, std::less<>> having;
  for (const IncidentFacts* member : family)
    for (const auto& [term, found] : terms_of(member->title)) ++having[term];
  const IncidentFacts* best = family.back();
  double most = -1;
  for (const IncidentFacts* member : family) {
    const Terms terms = terms_of(member->title);
    double sum = 0;
    for (const auto& [term, found] : terms) sum += static_cast<double>(having[term]);
    // Of what it says, the share that is said by all: a long title tells no more by its length.
    const double share = terms.empty() ? 0 : sum / static_cast<double>(terms.size());
    if (share >= most) most = share, best = member;
  }
  return best->title;
}

}  // namespace

std::expected<std::int64_t, Failed> Engine::work_out_facts() {
  ENGINE_PASS(left, work_out_terms());
  ENGINE_TRY(rows, store_->facts_after(facts_read_));
  for (const TermsRow& row : *rows) {
    facts_read_ = row.number;
    const auto id = uuid_from(row.postmortem);
    if (!id) continue;
    IncidentFacts facts;
    if (!row.facts.empty() && from_message_pack(type_of<IncidentFacts>(), &facts, row.facts))
      facts_[PostmortemId::from(*id)] = std::move(facts);
    else
      facts_.erase(PostmortemId::from(*id));
  }
  ENGINE_TRY(written, store_->rows_written());
  if (*left > 0 || not_ours_read_at_ == *written) return *left;
  ENGINE_TRY(ids, store_->not_ours());
  not_ours_.clear();
  for (const std::string& id : *ids)
    if (const auto uuid = uuid_from(id)) not_ours_.insert(PostmortemId::from(*uuid));
  not_ours_read_at_ = *written;
  return 0;
}

std::vector<const IncidentFacts*> Engine::facts() const {
  std::vector<const IncidentFacts*> found;
  found.reserve(facts_.size());
  for (const auto& [id, facts] : facts_)
    if (!not_ours_.contains(id)) found.push_back(&facts);
  return found;
}

Engine::Answer Engine::handle(const ReadFigure& request) {
  ENGINE_PASS(current, bring_up_to_date());
  ENGINE_PASS(left, work_out_facts());
  const auto library = facts();
  FigureRead answer{.left = *left, .total = *left + static_cast<std::int64_t>(library.size())};
  if (*left > 0) return answer;
  ENGINE_TRY(not_adopted, store_->count_not_adopted());
  answer.not_adopted = *not_adopted;
  ENGINE_PASS(knowledge, read_knowledge());
  answer.figure = figure_of(request.kind, library, request.scope, zones_, themes_of(knowledge->factors));
  answer.tags = tags_of(library);
  return answer;
}

Engine::Answer Engine::handle(const ListBehind& request) {
  ENGINE_PASS(current, bring_up_to_date());
  ENGINE_PASS(left, work_out_facts());
  ENGINE_PASS(knowledge, read_knowledge());
  IncidentsBehind answer;
  answer.rows =
      incidents_behind(request.kind, facts(), request.scope, zones_, request.key, themes_of(knowledge->factors));
  for (const FigureIncident& one : answer.rows) answer.value += one.value;
  answer.count = cut(answer.rows, most_behind);
  return answer;
}

Engine::Answer Engine::handle(const ExportFigure& request) {
  ENGINE_PASS(current, bring_up_to_date());
  ENGINE_PASS(left, work_out_facts());
  ENGINE_PASS(knowledge, read_knowledge());
  const Figure figure = figure_of(request.kind, facts(), request.scope, zones_, themes_of(knowledge->factors));
  const std::string text = write_figure_csv(figure, request.scope, zones_, language_from_tag(request.language));
  return Exported{.name = "figure.csv", .media_type = "text/csv", .bytes = {text.begin(), text.end()}};
}

Engine::Answer Engine::handle(const FindFamilies& request) {
  ENGINE_PASS(current, bring_up_to_date());
  ENGINE_PASS(left, work_out_facts());
  FamiliesFound answer{.left = *left, .total = *left + static_cast<std::int64_t>(facts_.size())};
  if (*left > 0) return answer;
  if (families_ && (families_->facts_read != facts_read_ || families_->not_ours != not_ours_)) families_.reset();
  if (!families_) {
    families_.emplace(facts_read_, not_ours_, FamilyFinder(facts(), terms_), std::vector<Family>{},
                      std::map<std::size_t, FamilyRow>{});
  }
  FamilySearch& search = *families_;
  if (!search.finder.is_done()) {
    const bool is_more = search.finder.step(compared_at_once);
    if (!is_more) search.found = search.finder.families();
    answer.left = static_cast<std::int64_t>(search.finder.size() - search.finder.taken());
    // One more question joins the rest or tells the families.
    answer.left = std::max<std::int64_t>(answer.left, is_more || !search.found.empty() ? 1 : 0);
    if (answer.left > 0) return answer;
  }
  // What has no start is in no period; figures leave it out and count it.
  const bool is_of_a_period = request.scope.from || request.scope.until;
  const auto is_shown = [&](const IncidentFacts* member) {
    return is_in(request.scope, *member) && (member->started_at || !is_of_a_period) &&
           (!request.scope.kind || member->kind == *request.scope.kind);
  };
  std::vector<std::size_t> shown;
  for (std::size_t place = 0; place < search.found.size(); ++place) {
    if (std::ranges::none_of(search.found[place], is_shown)) continue;
    ++answer.count;
    if (shown.size() < most_families) shown.push_back(place);
  }
  std::size_t told = 0;
  for (const std::size_t place : shown) {
    if (search.rows.contains(place)) continue;
    if (told >= told_at_once) break;
    told += search.found[place].size();
    search.rows.emplace(place, tell(search.found[place]));
  }
  answer.left = std::ranges::count_if(shown, [&](std::size_t place) { return !search.rows.contains(place); });
  if (answer.left > 0) return answer;
  for (const std::size_t place : shown) {
    FamilyRow& row = answer.rows.emplace_back(search.rows.at(place));
    row.in_scope = std::ranges::count_if(search.found[place], is_shown);
  }
  return answer;
}

FamilyRow Engine::tell(const Family& family) {
  FamilyRow row{.name = telling_title(family), .systems = shared_systems(family)};
  const auto read = [this](const IncidentFacts& member) { return load(text_of(member.id)); };
  // Those whose start nobody knows yet come last: they are being written.
  Family in_order = family;
  std::ranges::stable_partition(in_order, [](const IncidentFacts* one) { return one->started_at.has_value(); });
  for (const IncidentFacts* member : in_order) {
    row.incidents.push_back(incident_of(*member, waiting_in(*member)));
    row.verified += std::ranges::count(member->promises, ActionState::verified, &PromiseFact::state);
    const bool has_dropped = std::ranges::contains(member->promises, ActionState::will_not_do, &PromiseFact::state);
    if (row.incidents.back().value == 0 && !has_dropped) continue;
    const auto postmortem = read(*member);
    if (!postmortem) continue;
    for (const Action& action : postmortem->actions) {
      if (is_waiting(action.state)) row.promises.emplace_back(member->id, promise_from_then(action));
      if (action.state == ActionState::will_not_do) row.dropped.emplace_back(member->id, promise_from_then(action));
    }
  }
  const auto last = read(*family.back()), before = read(*family[family.size() - 2]);
  if (before && last) row.signs = signs_between(*last, *before, terms_);
  return row;
}

Engine::Answer Engine::handle(const ReadDue& request) {
  ENGINE_PASS(current, bring_up_to_date());
  ENGINE_PASS(left, work_out_facts());
  DueRead answer{.left = *left, .total = *left + static_cast<std::int64_t>(facts_.size())};
  if (*left > 0) return answer;
  const auto today = parse_date(request.today);
  const auto library = facts();
  const SaidRelations said(library);
  for (const IncidentFacts* one : library) {
    if (one->kind == RecordKind::false_alarm || one->kind == RecordKind::drill || !today) continue;
    // One review for all that tell of an incident.
    if (!said.does_count(one->id)) continue;
    const auto days_ago = [&] {
      const auto began = day_of_start(*one, zones_);
      return began ? days_since_epoch(*today) - days_since_epoch(*began) : 0;
    };
    if (one->is_unwritten) {
      answer.unwritten.push_back({incident_of(*one, days_ago()), false});
    } else if (const auto late = days_review_is_late(*one, *today, zones_)) {
      const bool has_date = parse_date(one->review_due).has_value();
      answer.reviews.push_back({incident_of(*one, has_date ? *late : days_ago()), has_date});
    }
  }
  for (std::vector<DueRow>* rows : {&answer.reviews, &answer.unwritten})
    std::ranges::sort(*rows, [](const DueRow& a, const DueRow& b) {
      return std::tuple(b.has_date, b.incident.value, a.incident.id) <
             std::tuple(a.has_date, a.incident.value, b.incident.id);
    });
  answer.reviews_count = cut(answer.reviews, most_due);
  answer.unwritten_count = cut(answer.unwritten, most_due);
  if (request.visited) {
    ENGINE_TRY(changed, store_->changed_after(request.visited->microseconds, most_changed));
    answer.changed_count = changed->total;
    std::size_t bytes = 0, told = 0;
    for (ChangedEntry& entry : changed->entries) {
      ChangedRow& row = answer.changed.emplace_back(id_from(entry.id), std::move(entry.title), Instant{entry.at},
                                                    std::move(entry.author), entry.is_new);
      if (row.is_new || told == most_told || bytes > most_bytes_told) continue;
      ++told;
      ENGINE_TRY(steps, store_->changes(entry.id, most_steps_told, request.visited->microseconds));
      std::vector<Change> changes;
      for (const JournalEntry& step : std::views::reverse(*steps)) {
        bytes += step.change.size();
        if (auto change = read_value<Change>(step.change)) changes.push_back(std::move(*change));
      }
      row.change = net_of(changes);
    }
  }
  return answer;
}

}  // namespace unrepeat
