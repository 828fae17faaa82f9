// The evidence: each source with its books and its clock, beside the others.
#include <algorithm>

#include "core/postmortem/open_questions.hpp"
#include "core/time/zone_letters.hpp"
#include "core/timeline/clock_bench.hpp"
#include "core/timeline/told_events.hpp"
#include "shell/format.hpp"
#include "shell/route.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"

namespace unrepeat::shell {

/// What is known of the sources as long as the post-mortem reads the same.
struct EvidenceMemory {
  std::uint64_t edition = 0;
  bool is_read = false;
  std::vector<SourceAccount> accounts;
  std::vector<ClockSuggestion> suggestions;
  std::vector<OpenLetters> letters;
  TimelineView timeline{.lanes = LaneBy::source};
};

namespace {

EvidenceMemory& memory_of(PartForm& form) {
  auto& memory = form.memory.evidence;
  if (memory == nullptr) memory = std::make_shared<EvidenceMemory>();
  if (!memory->is_read || memory->edition != form.open.edition()) {
    memory->is_read = true;
    memory->edition = form.open.edition();
    memory->accounts = source_accounts(form.value);
    memory->suggestions = suggest_clocks(form.value, form.workspace.zones());
    memory->letters = letters_to_ask(form.value);
  }
  return *memory;
}

const Source* find_source(const PartForm& form, const unrepeat::Id<Source>& id) {
  const auto found = std::ranges::find(form.value.sources, id, &Source::id);
  return found == form.value.sources.end() ? nullptr : &*found;
}

std::string path_of_source(const Source& source) { return joined("sources", source.id); }

void set(PartForm& form, const Source& source, const SourceClock& clock) {
  const std::string path = path_of_source(source);
  auto commands = set_clock(form.value, source.id, clock, form.workspace.zones());
  form.kit.wake_in(0);
  if (!commands) {
    form.memory.unread_times[path] = {
        {}, form.kit.say(Text::evidence_clock_refused, problem_words(form.kit.viewport().language, commands.error()))};
    return;
  }
  form.memory.unread_times.erase(path);
  if (commands->empty()) return;
  form.wants(path, std::move(*commands));
  form.kit.announce(form.kit.say(Text::evidence_clock_set, name_of(source)));
}

void draw_suggestion(PartForm& form, const ClockSuggestion& suggestion) {
  Kit& kit = form.kit;
  const Source* source = find_source(form, suggestion.source);
  const Source* other = find_source(form, suggestion.agrees_with);
  if (source == nullptr || other == nullptr) return;
  auto scope = kit.scope(path_of_source(*source));
  const std::string by = amount_words(suggestion.by);
  std::string words = kit.say(Text::evidence_suggestion, name_of(*source), name_of(*other), by, suggestion.alike) + " ";
  words += suggestion.clock.zone != source->zone ? kit.say(Text::evidence_suggestion_zone, suggestion.clock.zone)
                                                 : std::string(kit.say(Text::evidence_suggestion_skew));
  if (banner(kit, Tone::warning, words, kit.say(Text::evidence_suggestion_take, name_of(*source), by)))
    set(form, *source, suggestion.clock);
}

/// "IST" in a source: which clock it is, asked once, and remembered for what comes in later.
void draw_letters(PartForm& form, const OpenLetters& open) {
  Kit& kit = form.kit;
  const Source* source = find_source(form, open.source);
  if (source == nullptr) return;
  auto scope = kit.scope(joined(path_of_source(*source), open.letters));
  banner(kit, Tone::warning, kit.say(Text::evidence_letters, open.letters));
  std::vector<std::string> clocks{std::string(kit.say(Text::editor_not_said))};
  for (const UtcOffset& one : open.clocks) clocks.push_back("UTC" + format_offset(one));
  const std::vector<std::string_view> names(clocks.begin(), clocks.end());
  const std::string question = kit.say(Text::evidence_letters_of, open.times, name_of(*source), open.letters);
  const auto next = select(kit, question, names, 0, {.width = 200});
  if (!next || *next == 0) return;
  const UtcOffset clock = open.clocks[*next - 1];
  const std::string path = path_of_source(*source);
  kit.wake_in(0);
  auto command = read_letters(form.value, open, clock, form.workspace.zones());
  if (!command) {
    form.memory.unread_times[path] = {{}, std::string(kit.say(Text::evidence_letters_refused))};
    return;
  }
  form.wants(path, std::move(*command));
  ChosenClocks chosen(form.workspace.setting(zone_letters_setting));
  chosen.choose(open.letters, clock);
  form.workspace.write_setting(zone_letters_setting, chosen.spelling());
  kit.announce(kit.say(Text::evidence_letters_read, open.letters, clocks[*next]));
}

void draw_zone(PartForm& form, const Source& source) {
  const std::string current = source.zone.empty() ? form.value.time_zone : source.zone;
  const std::vector<std::string> zones = zones_of(form, current);
  const std::vector<std::string_view> names(zones.begin(), zones.end());
  const auto next = select(form.kit, form.kit.say(Text::evidence_zone), names, 0);
  if (!next || *next == 0) return;
  SourceClock clock = clock_of(source);
  clock.zone = zones[*next];
  set(form, source, clock);
}

void draw_skew(PartForm& form, const Source& source) {
  Kit& kit = form.kit;
  const std::string path = joined(path_of_source(source), "skew_seconds");
  const auto unread = form.memory.unread_times.find(path);
  const std::int64_t skew = source.skew_seconds.value_or(0);
  const std::string shown = skew == 0 ? std::string() : amount_words(seconds(skew));
  const TextEdit edit =
      text_field(kit, kit.say(Text::evidence_skew), shown,
                 {.placeholder = kit.say(Text::evidence_skew_example),
                  .error = unread == form.memory.unread_times.end() ? std::string_view{}
                                                                    : std::string_view(unread->second.sentence),
                  .wording = Wording::exact,
                  .icon = Icon::clock});
  if (!edit.left || edit.text == shown) return;
  const bool is_blank = edit.text.find_first_not_of(' ') == std::string_view::npos;
  const auto amount = is_blank ? std::optional(Duration{}) : read_amount(form, edit.text);
  kit.wake_in(0);
  if (!amount) {
    form.memory.unread_times[path] = {std::string(edit.text), std::string(kit.say(Text::evidence_skew_unread))};
    return;
  }
  form.memory.unread_times.erase(path);
  SourceClock clock = clock_of(source);
  clock.skew_seconds = amount->microseconds / 1'000'000;
  set(form, source, clock);
}

/// A few things that no record tells, answered in place.
void draw_open_questions(PartForm& form) {
  Kit& kit = form.kit;
  const std::vector<OpenQuestion> open = open_questions(form.value);
  if (open.empty()) return;
  heading(kit, 3, kit.say(Text::open_title));
  text(kit, kit.say(Text::open_count, open.size()) + ". " + std::string(kit.say(Text::open_explained)),
       {.style = Style::secondary});
  for (const OpenQuestion& question : open) {
    auto scope = kit.scope(question.path);
    if (!question.moment) {
      form.field(question.path, {.label = question.text, .rows = 1});
      continue;
    }
    text(kit, kit.say(question.text), {.style = Style::secondary});
    draw_moment(form, *question.moment);
  }
}

/// The moments that were proposed, each with its reason, to be looked at.
void draw_moments_of_records(PartForm& form) {
  Kit& kit = form.kit;
  const std::vector<MomentKind> moments = moments_from_records(form.value);
  if (moments.empty()) return;
  heading(kit, 3, kit.say(Text::open_moments));
  text(kit, kit.say(Text::open_moments_explained), {.style = Style::secondary});
  for (const MomentKind kind : moments) draw_moment(form, kind);
}

/// "json_lines" as people write it.
std::string kind_words(std::string kind) {
  std::ranges::replace(kind, '_', ' ');
  if (!kind.empty() && kind[0] >= 'a' && kind[0] <= 'z') kind[0] = static_cast<char>(kind[0] - 'a' + 'A');
  return kind;
}

/// "8 Mar 2026 10:06 to 11:00".
std::string span_of(const PartForm& form, const TimeSpan& span) {
  const auto day = [&](Instant at) {
    return date_words(form.kit.viewport().language, at, form.value.time_zone, form.workspace.zones());
  };
  const auto clock = [&](Instant at) { return time_of_day_words(at, form.value.time_zone, form.workspace.zones()); };
  const bool is_one_day = day(span.from) == day(span.until);
  return form.kit.say(Text::evidence_span, day(span.from) + " " + clock(span.from),
                      (is_one_day ? std::string() : day(span.until) + " ") + clock(span.until));
}

std::string books_of(const PartForm& form, const Source& source, const SourceAccount& account) {
  const Kit& kit = form.kit;
  const Language language = kit.viewport().language;
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : " · ") + more; };
  if (!source.kind.empty() && !source.file.empty()) add(kind_words(source.kind));
  if (source.records > 0) add(kit.say(Text::evidence_books, source.records, source.understood));
  add(kit.say(Text::evidence_events, account.events));
  if (account.span) add(span_of(form, *account.span));
  // Ids of a tool are no words.
  constexpr std::size_t longest_chosen = 100;
  if (!source.chosen.empty() && source.chosen.size() <= longest_chosen)
    add(kit.say(Text::evidence_chosen, source.chosen));
  if (source.imported_at)
    add(kit.say(Text::evidence_imported,
                date_words(language, *source.imported_at, form.value.time_zone, form.workspace.zones())));
  return words;
}

/// What became no event: where, why, and what it says.
void draw_unread(PartForm& form, const Source& source, const std::string& path) {
  const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, source.records - source.understood));
  if (count == 0) return;
  Kit& kit = form.kit;
  const std::string title = kit.say(Text::evidence_unread, count);
  if (source.unread.empty()) return text(kit, title, {.style = Style::caption_strong, .tone = Tone::warning});
  if (!form.unfolded(joined(path, "unread"), title)) return;
  auto inset = kit.inset(16, 0, 4);
  auto list = kit.region(Role::list, title);
  const std::size_t kept = source.unread.size();
  for (std::size_t i = 0; i < kept; ++i) {
    const UnreadRecord& record = source.unread[i];
    auto item = kit.list_item(i + 1, kept);
    text(kit, kit.say(Text::evidence_unread_at, record.record, record.reason), {.style = Style::secondary});
    text(kit, record.quote, {.style = Style::mono, .max_width = 0, .max_lines = 6});
  }
  if (count > kept) text(kit, kit.say(Text::evidence_unread_more, count - kept), {.style = Style::caption});
}

void draw_source(PartForm& form, const Source& source, const SourceAccount& account) {
  Kit& kit = form.kit;
  const std::string path = path_of_source(source);
  auto scope = kit.scope(path);
  auto group = kit.region(Role::group, name_of(source));
  heading(kit, 4, name_of(source), Style::strong);
  text(kit, books_of(form, source, account), {.style = Style::caption, .max_width = 0});
  draw_unread(form, source, path);
  if (is_transcript(source) && account.events > 0)
    link(kit, kit.say(Text::transcript_open, account.events),
         Route("#/pm/" + text_of(form.value.id) + "/transcript").set("source", text_of(source.id)).address(),
         Style::secondary);
  if (account.events > 0)
    text(kit,
         account.unzoned > 0 ? kit.say(Text::evidence_unzoned, account.unzoned)
                             : std::string(kit.say(Text::evidence_all_zoned)),
         {.style = Style::caption});
  const bool is_set = source.skew_seconds.value_or(0) != 0;
  if (account.events > 0 &&
      form.unfolded(joined(path, "clock"), kit.say(Text::evidence_clock), account.unzoned > 0 || is_set))
    kit.split({1, 1}, 12, 220, [&](std::size_t index) {
      if (index == (account.unzoned > 0 ? 1u : 0u)) return draw_skew(form, source);
      if (account.unzoned > 0) draw_zone(form, source);
    });
  if (const auto refused = form.memory.unread_times.find(path); refused != form.memory.unread_times.end())
    text(kit, refused->second.sentence, {.style = Style::secondary, .tone = Tone::bad});
  form.refusal(path);
  kit.space(4);
  divider(kit);
}

}  // namespace

void draw_evidence_page(PartForm& form) {
  Kit& kit = form.kit;
  if (form.value.sources.empty()) {
    empty_state(kit, Icon::upload, kit.say(Text::evidence_none), kit.say(Text::evidence_none_how), [&] {
      if (button(kit, kit.say(Text::bring_in_choose), {.icon = Icon::file_text})) form.workspace.choose_files();
    });
    return;
  }
  EvidenceMemory& memory = memory_of(form);
  text(kit, kit.say(Text::evidence_explained), {.style = Style::secondary});
  for (const ClockSuggestion& suggestion : memory.suggestions) draw_suggestion(form, suggestion);
  for (const OpenLetters& letters : memory.letters) draw_letters(form, letters);
  // Its own view of the picture: a lane for each source.
  std::swap(form.memory.timeline, memory.timeline);
  draw_timeline_picture(form);
  std::swap(form.memory.timeline, memory.timeline);
  draw_open_questions(form);
  draw_moments_of_records(form);
  heading(kit, 3, form.label_of("sources"));
  std::vector<std::size_t> order(form.value.sources.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) {
    const auto& span = memory.accounts[i].span;
    return std::pair(!span, span ? span->from : Instant{});
  });
  for (const std::size_t i : order) draw_source(form, form.value.sources[i], memory.accounts[i]);
}

}  // namespace unrepeat::shell
