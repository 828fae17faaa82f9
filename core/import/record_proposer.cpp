// The books of an import are kept here, so that no importer can forget a record.
#include "core/import/record_proposer.hpp"

#include <algorithm>
#include <utility>

#include "core/format/json_writer.hpp"
#include "core/import/json_fields.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

/// So many records of a file that were not understood stand in the plan by themselves, and so many warnings of one
/// kind.
constexpr std::size_t most_listed = 1'000, most_warned = 200;

/// Where times do not tell the order, the order of the records does: newest or oldest first, as the first and the last
/// are; where these do not tell either, as the tool usually lists them.
void rank_events_of_one_instant(std::vector<TimelineEvent>& events, bool usually_newest_first) {
  if (events.size() < 2) return;
  const auto& first = events.front().time.at;
  const auto& last = events.back().time.at;
  const bool is_told = first && last && *first != *last;
  const bool oldest_first = is_told ? *first < *last : !usually_newest_first;
  std::vector<std::optional<Instant>> instants;
  for (const TimelineEvent& event : events) instants.push_back(event.time.at);
  std::ranges::sort(instants);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto alike = std::ranges::equal_range(instants, events[i].time.at);
    if (alike.size() > 1) events[i].rank = static_cast<std::int64_t>(oldest_first ? i : events.size() - 1 - i);
  }
}

/// {"type": "LOG", "log": {…}}: how connectors tell of their work in the stream that their records come in.
bool is_chatter_of_connector(JsonNode line) {
  constexpr std::pair<std::string_view, std::string_view> messages[] = {
      {"LOG", "log"},         {"STATE", "state"},     {"TRACE", "trace"},
      {"SPEC", "spec"},       {"CATALOG", "catalog"}, {"CONNECTION_STATUS", "connectionStatus"},
      {"CONTROL", "control"},
  };
  const std::string_view type = text_at(line, "type");
  return std::ranges::any_of(messages,
                             [&](const auto& message) { return type == message.first && has(line, message.second); });
}

/// Files hold the years 1 to 9999. What a tool or a slip puts beyond them is kept as it was written, without an
/// instant.
void keep_what_files_hold(Time& time) {
  for (std::optional<Instant>* at : {&time.at, &time.earliest, &time.latest})
    if (*at && !is_valid(civil_time(**at).date)) at->reset();
}

}  // namespace

void OtherLines::take(const JsonPlace& line) {
  if (is_chatter_of_connector(line.node)) {
    ++chatter;
    return;
  }
  ++count;
  if (!first || line.document->offset < first->document->offset) first = line;
}

std::string first_characters(std::string_view text, std::size_t limit) {
  std::size_t end = 0;
  for (std::size_t characters = 0; end < text.size(); end += utf8_length_at(text, end), ++characters) {
    if (characters == limit - 1 && end + utf8_length_at(text, end) < text.size())
      return std::string(text.substr(0, end)) + "…";
  }
  return std::string(text);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  for (char& letter : line)
    if (letter == '\n' || letter == '\r' || letter == '\t') letter = ' ';
  return first_characters(line, longest_title);
}

bool is_web_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

std::string below(const std::string& pointer, std::string_view key) {
  std::string longer = pointer;
  append_pointer_step(longer, key);
  return longer;
}

std::string below(const std::string& pointer, std::size_t index) { return pointer + '/' + std::to_string(index); }

JsonPlace JsonPlace::at(std::size_t index) const {
  auto child = node.begin();
  for (std::size_t step = 0; step < index; ++step) ++child;
  return {document, *child, below(pointer, index)};
}

std::vector<JsonPlace> JsonPlace::children() const {
  std::vector<JsonPlace> all;
  std::size_t index = 0;
  const bool is_list = node.kind() == JsonKind::array;
  if (!is_list && node.kind() != JsonKind::object) return all;
  for (const JsonNode child : node)
    all.push_back({document, child, is_list ? below(pointer, index++) : below(pointer, child.key())});
  return all;
}

std::vector<JsonPlace> RecordProposer::roots() const {
  std::vector<JsonPlace> all;
  for (const ImportDocument& document : source_.documents()) all.push_back({&document, document.tree.root(), ""});
  return all;
}

SourceRecord RecordProposer::record_of(const JsonPlace& place) const {
  const LineIndex::Place where = source_.place_of(*place.document, place.node);
  SourceRecord record{
      .place = place.pointer, .quote = {}, .pointer = place.pointer, .line = where.line, .column = where.column};
  if (source_.is_lines()) {
    record.place = std::to_string(source_.place_of(*place.document, place.document->tree.root()).line);
    if (!place.pointer.empty()) record.place += ':' + place.pointer;
  }
  JsonWriter raw(JsonWriter::Style::compact);
  write_node(raw, place.node);
  record.quote = first_characters(std::move(raw).finish(), longest_quote);
  return record;
}

SourceRecord RecordProposer::record_of_line(std::uint32_t line, std::string_view raw) const {
  return {.place = std::to_string(line),
          .quote = first_characters(raw, longest_quote),
          .pointer = {},
          .line = line,
          .column = 1};
}

Problem RecordProposer::problem(Problem::Severity severity, Text text, std::vector<std::string> arguments,
                                const SourceRecord* record) const {
  Problem made{.severity = severity, .text = text, .arguments = std::move(arguments), .pointer = {}};
  if (record != nullptr) {
    made.pointer = record->pointer;
    made.line = record->line;
    made.column = record->column;
  }
  return made;
}

void RecordProposer::warn(Text text, const SourceRecord& record, std::vector<std::string> arguments) {
  Warned& alike = warned_[text];
  if (++alike.count <= most_warned) {
    plan_.problems.push_back(
        {source_.name(), problem(Problem::Severity::warning, text, std::move(arguments), &record)});
    return;
  }
  // The rest is counted.
  const Problem same = problem(Problem::Severity::warning, text, std::move(arguments), nullptr);
  Problem rest = problem(Problem::Severity::warning, Text::import_more_warned,
                         {std::to_string(alike.count - most_warned), unrepeat::say(context_.language, same)}, nullptr);
  if (alike.count == most_warned + 1) {
    alike.rest = plan_.problems.size();
    plan_.problems.push_back({source_.name(), std::move(rest)});
  } else {
    plan_.problems[alike.rest].problem = std::move(rest);
  }
}

void RecordProposer::list_as_not_understood(const std::optional<SourceRecord>& record, Text reason,
                                            std::int64_t records, std::vector<std::string> arguments) {
  if (++listed_ > most_listed) {
    // The rest is counted, in an entry of its own.
    if (listed_ == most_listed + 1) {
      rest_ = plan_.items.size();
      ImportItem& item = plan_.items.emplace_back();
      item.state = ImportState::not_understood;
      item.title = source_.name();
    }
    ImportItem& item = plan_.items[rest_];
    item.records += records;
    item.reason = problem(Problem::Severity::warning, Text::import_more_not_understood,
                          {std::to_string(item.records), std::to_string(most_listed)}, nullptr);
    return;
  }
  ImportItem item;
  item.state = ImportState::not_understood;
  item.title = source_.name();
  item.reason = problem(Problem::Severity::warning, reason, std::move(arguments), record ? &*record : nullptr);
  item.records = records;
  plan_.items.push_back(std::move(item));
}

void RecordProposer::list_other_lines(const OtherLines& lines, Text reason, std::string_view tool) {
  if (lines.chatter > 0) warn(Text::import_connector_lines, {}, {std::to_string(lines.chatter)});
  if (lines.count == 0) return;
  list_as_not_understood(lines.first ? std::optional(record_of(*lines.first)) : std::nullopt, reason, lines.count,
                         {std::to_string(lines.count), std::string(tool)});
}

void RecordProposer::begin_thread(std::string key, std::string_view title, std::optional<Instant> anchor) {
  key_ = std::move(key);
  anchor_ = anchor.value_or(Instant{});
  not_understood_ = 0;
  is_ordered_ = false;
  places_.clear();
  people_.clear();
  Postmortem& thread = thread_.emplace();
  thread.id = id<Postmortem>("incident");
  thread.title = title;
  thread.language = context_.language == Language::spanish ? "es" : "en";
  if (!zone_.empty()) thread.time_zone = zone_;
  thread.history.created_at = context_.now;
  thread.history.updated_at = context_.now;
  Source& from = thread.sources.emplace_back();
  from.id = id<Source>("source " + source_.sha256());
  from.kind = kind_;
  from.file = source_.name();
  from.sha256 = source_.sha256();
  from.zone = zone_;
  from.imported_at = context_.now;
}

void RecordProposer::refer(std::string_view system, std::string_view key, std::string_view url, LinkKind kind) {
  const std::string address = is_web_address(url) ? first_characters(url, longest_quote) : std::string();
  const std::string name = std::string(system) + ' ' + std::string(key);
  const Id<Reference> reference_id = id<Reference>("reference " + name);
  // A tool may call it by one name in two places.
  if (std::ranges::find(thread_->refs, reference_id, &Reference::id) != thread_->refs.end()) return;
  Reference& reference = thread_->refs.emplace_back();
  reference.id = reference_id;
  reference.system = system;
  reference.key = first_characters(key, longest_title);
  reference.url = address;
  if (address.empty()) return;
  Link& link = thread_->links.emplace_back();
  link.id = id<Link>("link " + name);
  link.kind = kind;
  link.url = address;
}

AffectedSystem* RecordProposer::find_system(std::string_view name) {
  const auto found = std::ranges::find(thread_->systems, name, &AffectedSystem::name);
  return found == thread_->systems.end() ? nullptr : &*found;
}

void RecordProposer::affect(std::string_view system_name) {
  constexpr std::size_t most_systems = 1'000;
  const std::string name = one_line(system_name);
  if (name.empty() || find_system(name) != nullptr || thread_->systems.size() == most_systems) return;
  AffectedSystem& system = thread_->systems.emplace_back();
  system.id = id<AffectedSystem>("system " + name);
  system.name = name;
}

Party& RecordProposer::take_part(std::string_view name, std::string_view role) {
  const std::string who = one_line(name);
  const auto [place, is_new] = people_.emplace(who, thread_->people.size());
  if (is_new) {
    Party& person = thread_->people.emplace_back();
    person.id = id<Party>("person " + who);
    person.name = who;
  }
  Party& person = thread_->people[place->second];
  if (!role.empty() && std::ranges::find(person.roles, role) == person.roles.end()) person.roles.emplace_back(role);
  return person;
}

void RecordProposer::set_zone(std::string_view zone) {
  zone_ = context_.zones.known(zone) ? std::string(zone) : std::string();
}

SourceTime RecordProposer::read_time(std::string_view written) const {
  return read_source_time(written, {.zones = context_.zones,
                                    .zone = zone_,
                                    .now = context_.now,
                                    .near = near_,
                                    .reads_words = reads_words,
                                    .day_first = day_first_,
                                    .letters = &context_.letters});
}

void RecordProposer::warn_of(TimeTrouble trouble, std::string_view written, const SourceRecord& record) {
  switch (trouble) {
    case TimeTrouble::none: break;
    case TimeTrouble::unset: return warn(Text::import_no_time, record);
    case TimeTrouble::unreadable: return warn(Text::import_time_unreadable, record, {std::string(written)});
    case TimeTrouble::no_zone: return warn(Text::import_time_without_zone, record, {std::string(written)});
    case TimeTrouble::in_doubt: return warn(Text::import_time_in_doubt, record, {std::string(written)});
  }
}

Time RecordProposer::time_of(std::string_view written, const SourceRecord& record) {
  SourceTime read = read_time(written);
  warn_of(read.trouble, read.time.written, record);
  return std::move(read.time);
}

void RecordProposer::count_record(bool is_understood) {
  Source& from = thread_->sources.front();
  ++from.records;
  if (is_understood) ++from.understood;
}

TimelineEvent& RecordProposer::add_event(const SourceRecord& record, std::string_view key, Time time, EventKind kind,
                                         std::string text) {
  TimelineEvent& event = thread_->timeline.emplace_back();
  const std::string name = "event " + std::string(key);
  event.id = id<TimelineEvent>(name);
  for (std::size_t copy = 2; !places_.emplace(event.id, thread_->timeline.size() - 1).second; ++copy)
    event.id = id<TimelineEvent>(name + ' ' + std::to_string(copy));
  event.time = std::move(time);
  event.kind = kind;
  event.text = std::move(text);
  support(event, record);
  return event;
}

void RecordProposer::support(TimelineEvent& event, const SourceRecord& record) {
  const Id<Source> from = thread_->sources.front().id;
  const auto evidence_id = Id<Evidence>::from(
      derived_id(anchor_, "evidence " + text_of(event.id) + ' ' + text_of(from) + ' ' + record.place));
  // A record may say one thing twice.
  if (std::ranges::find(event.evidence, evidence_id, &Evidence::id) != event.evidence.end()) return;
  Evidence& evidence = event.evidence.emplace_back();
  evidence.id = evidence_id;
  evidence.source = from;
  evidence.record = record.place;
  evidence.quote = record.quote;
}

TimelineEvent& RecordProposer::tell_event(const SourceRecord& record, std::string_view key, Time time, EventKind kind,
                                          std::string text) {
  const auto known = places_.find(id<TimelineEvent>("event " + std::string(key)));
  if (known == places_.end()) return add_event(record, key, std::move(time), kind, std::move(text));
  TimelineEvent& event = thread_->timeline[known->second];
  support(event, record);
  return event;
}

void RecordProposer::not_understood(const SourceRecord& record, Text reason, std::vector<std::string> arguments) {
  count_record(false);
  ++not_understood_;
  const Problem why = problem(Problem::Severity::warning, reason, arguments, &record);
  list_as_not_understood(record, reason, 1, std::move(arguments));
  // It is there for whoever reads the post-mortem later, too.
  constexpr std::size_t most_kept = 200;
  std::vector<UnreadRecord>& unread = thread_->sources.front().unread;
  if (unread.size() == most_kept) return;
  UnreadRecord& kept = unread.emplace_back();
  const std::string name = "unread " + record.place;
  kept.id = id<UnreadRecord>(name);
  const auto is_there = [&](const UnreadRecord& one) { return &one != &kept && one.id == kept.id; };
  for (std::size_t copy = 2; std::ranges::any_of(unread, is_there); ++copy)
    kept.id = id<UnreadRecord>(name + ' ' + std::to_string(copy));
  kept.record = record.place;
  kept.reason = unrepeat::say(context_.language, why);
  kept.quote = record.quote;
}

void RecordProposer::propose_moment(MomentKind kind, const TimelineEvent& event, MomentBasis basis,
                                    std::string_view note) {
  Moment& moment = thread_->moments[kind];
  if (moment.state == MomentState::recorded || !event.time.at) return;
  moment = {};
  moment.state = MomentState::recorded;
  moment.event = event.id;
  moment.basis = basis;
  moment.note = note;
}

void RecordProposer::note_default(MomentKind kind, std::string_view written, std::string_view note) {
  Moment& moment = thread_->moments[kind];
  if (moment.state == MomentState::recorded) return;
  moment.basis = MomentBasis::tool_default;
  moment.note = first_characters(written, longest_title) + ": " + std::string(note);
}

void RecordProposer::state_duration(MomentKind from, MomentKind to, std::int64_t seconds, std::string_view written) {
  StatedDuration& stated = thread_->impact.stated.emplace_back();
  stated.id = id<StatedDuration>("stated " + std::to_string(thread_->impact.stated.size()));
  stated.from = from;
  stated.to = to;
  // Hundredths of a minute, without zeros at the end.
  const std::int64_t hundredths = (seconds * 100 + 30) / 60;
  std::string minutes = std::to_string(hundredths / 100);
  if (hundredths % 100 != 0) {
    const std::string digits = std::to_string(100 + hundredths % 100).substr(1);
    minutes += '.' + (digits.ends_with('0') ? digits.substr(0, 1) : digits);
  }
  stated.value.text = minutes;
  stated.written = written;
  stated.basis = DurationBasis::clock;
}

void RecordProposer::order_events() {
  if (std::exchange(is_ordered_, true)) return;
  for (TimelineEvent& event : thread_->timeline) {
    keep_what_files_hold(event.time);
    if (event.end) keep_what_files_hold(*event.end);
  }
  rank_events_of_one_instant(thread_->timeline, usually_newest_first);
  put_in_canonical_order(*thread_);
}

ImportItem& RecordProposer::end_thread(const SourceRecord& record, Text reason, bool is_chosen,
                                       std::optional<Instant> as_of) {
  order_events();
  ImportItem item;
  item.chosen = is_chosen;
  item.title = thread_->title;
  item.reason = problem(Problem::Severity::warning, reason, {std::to_string(thread_->timeline.size())}, &record);
  // The records that were not understood have entries of their own.
  item.records = thread_->sources.front().records - not_understood_;
  item.understood = thread_->sources.front().understood;
  item.as_of = as_of.value_or(anchor_);
  item.postmortem = std::move(*thread_);
  thread_.reset();
  return plan_.items.emplace_back(std::move(item));
}

void ThreadedProposer::take_record(std::string_view thread, JsonPlace place, int shape,
                                   std::optional<JsonPlace> around) {
  const auto [found, is_new] = thread_places_.emplace(thread, threads_.size());
  if (is_new) threads_.push_back({std::string(thread), {}});
  threads_[found->second].records.push_back({std::move(place), shape, std::move(around)});
}

void ThreadedProposer::propose(std::size_t record) {
  if (record < threads_.size()) return read_thread(threads_[record].key, threads_[record].records);
  for (const JsonPlace& place : others_)
    list_as_not_understood(record_of(place), Text::import_not_a_record, 1, {std::string(tool_)});
  end_file();
  if (source().is_lines()) other_lines_.count += static_cast<std::int64_t>(source().other_lines());
  list_other_lines(other_lines_, Text::import_lines_without_record, tool_);
}

}  // namespace unrepeat
