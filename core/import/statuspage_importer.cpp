// Incidents of a status page (the shape of Statuspage's API v2, in whatever envelope): every update becomes an event
// with its instant, its written time and its source. What is not understood is listed with its place; understood and
// not understood together are all records.
#include <algorithm>
#include <array>
#include <set>

#include "core/format/json_writer.hpp"
#include "core/identity/derived_id.hpp"
#include "core/import/html_text.hpp"
#include "core/import/importer.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "statuspage";
constexpr std::size_t longest_quote = 2'000;  // characters, FORMAT's limit for Evidence::quote
constexpr std::size_t longest_title = 300;
/// Envelopes are shallow; what is nested deeper belongs to something else.
constexpr std::size_t deepest_incident = 8;
/// A page sets "started" itself, milliseconds before "created", unless somebody says otherwise.
constexpr Duration same_moment = seconds(1);

struct StatusMeaning {
  std::string_view status;
  EventKind kind;
};
constexpr StatusMeaning status_meanings[] = {
    {"investigating", EventKind::communication}, {"identified", EventKind::finding},
    {"monitoring", EventKind::mitigation},       {"resolved", EventKind::resolution},
    {"postmortem", EventKind::communication},    {"scheduled", EventKind::communication},
    {"in_progress", EventKind::change},          {"verifying", EventKind::observation},
    {"completed", EventKind::resolution},        {"update", EventKind::communication},
};

struct ImpactMeaning {
  std::string_view impact;
  std::int64_t level;  // 0 is no severity
};
constexpr ImpactMeaning impact_meanings[] = {
    {"critical", 1}, {"major", 2}, {"minor", 3}, {"none", 5}, {"maintenance", 0}};

std::string_view text_at(JsonNode object, std::string_view key) {
  const auto member = object.find(key);
  return member && member->kind() == JsonKind::string ? member->text() : std::string_view();
}

std::optional<JsonNode> object_at(JsonNode object, std::string_view key) {
  const auto member = object.find(key);
  return member && member->kind() == JsonKind::object ? member : std::nullopt;
}

std::optional<JsonNode> array_at(JsonNode object, std::string_view key) {
  const auto member = object.find(key);
  return member && member->kind() == JsonKind::array ? member : std::nullopt;
}

bool is_incident(JsonNode node) {
  if (node.kind() != JsonKind::object || text_at(node, "status").empty() || text_at(node, "name").empty()) return false;
  if (array_at(node, "incident_updates")) return true;
  return !text_at(node, "impact").empty() && !text_at(node, "created_at").empty();
}

bool is_page_without_incidents(JsonNode root) {
  const auto incidents =
      root.kind() == JsonKind::object && object_at(root, "page") ? array_at(root, "incidents") : std::nullopt;
  return incidents && incidents->size() == 0;
}

bool holds_incident(JsonNode node, std::size_t depth = 0) {
  if (is_incident(node)) return true;
  if (depth == deepest_incident) return false;
  const bool container = node.kind() == JsonKind::object || node.kind() == JsonKind::array;
  return container &&
         std::any_of(node.begin(), node.end(), [&](JsonNode child) { return holds_incident(child, depth + 1); });
}

bool recognises(const ImportSource& source) {
  return std::ranges::any_of(source.documents(), [](const ImportDocument& document) {
    return holds_incident(document.tree.root()) || is_page_without_incidents(document.tree.root());
  });
}

std::string first_characters(std::string_view text, std::size_t limit) {
  std::size_t end = 0;
  for (std::size_t characters = 0; end < text.size(); end += utf8_length_at(text, end), ++characters) {
    if (characters == limit - 1 && end + utf8_length_at(text, end) < text.size())
      return std::string(text.substr(0, end)) + "…";
  }
  return std::string(text);
}

/// Titles and names are one line.
std::string line_from_html(std::string_view html) {
  std::string line = text_from_html(html);
  std::ranges::replace(line, '\n', ' ');
  std::ranges::replace(line, '\t', ' ');
  return first_characters(line, longest_title);
}

bool is_web_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

bool is_near(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  return a && b && *a - *b < same_moment && *b - *a < same_moment;
}

/// Where a node stands: for problems, and for the evidence.
struct Place {
  const ImportDocument& document;
  JsonNode node;
  std::string pointer;
};

std::string below(const std::string& pointer, std::string_view key) {
  std::string longer = pointer;
  append_pointer_step(longer, key);
  return longer;
}

std::string below(const std::string& pointer, std::size_t index) { return pointer + '/' + std::to_string(index); }

/// Finds the incidents of one file at once, and reads them one by one.
class StatuspageProposer : public Proposer {
 public:
  StatuspageProposer(const ImportSource& source, const ImportContext& context, ImportPlan& plan)
      : source_(source), context_(context), plan_(plan) {
    std::int64_t other_lines = static_cast<std::int64_t>(source_.other_lines());
    std::optional<Place> first_other_line;
    bool any_incident = false;
    for (const ImportDocument& document : source_.documents()) {
      const JsonNode root = document.tree.root();
      const std::size_t found_before = found_.size();
      walk({document, root, ""}, std::nullopt, 0);
      const bool has_incident = std::any_of(found_.begin() + static_cast<std::ptrdiff_t>(found_before), found_.end(),
                                            [](const Found& found) { return found.is_incident; });
      any_incident = any_incident || has_incident;
      if (has_incident || is_page_without_incidents(root)) continue;
      if (!first_other_line) first_other_line.emplace(document, root, "");
      ++other_lines;
    }
    if (other_lines > 0) found_.push_back({.place = first_other_line, .other_lines = other_lines});
    if (!any_incident) {
      plan_.problems.push_back(
          {source_.name(), problem(Problem::Severity::warning, Text::import_statuspage_no_incidents)});
    }
  }

  [[nodiscard]] std::size_t record_count() const override { return found_.size(); }

  void propose(std::size_t record) override {
    const Found& found = found_[record];
    if (found.is_incident) {
      take_incident(*found.place, found.page);
    } else if (found.other_lines > 0) {
      list_as_not_understood(found.place, Text::import_other_lines, found.other_lines,
                             {std::to_string(found.other_lines)});
    } else {
      list_as_not_understood(found.place, Text::import_statuspage_not_an_incident, 1);
    }
  }

 private:
  /// An incident, something else among incidents, or the lines that hold none.
  struct Found {
    std::optional<Place> place;
    std::optional<JsonNode> page = std::nullopt;
    bool is_incident = false;
    std::int64_t other_lines = 0;
  };

  void walk(const Place& place, std::optional<JsonNode> page, std::size_t depth) {
    if (is_incident(place.node)) {
      found_.push_back({.place = place, .page = page, .is_incident = true});
      return;
    }
    if (depth == deepest_incident) return;
    if (place.node.kind() == JsonKind::object) {
      if (const auto own_page = object_at(place.node, "page")) page = own_page;
      for (const JsonNode child : place.node) {
        if (child.kind() == JsonKind::object || child.kind() == JsonKind::array) {
          walk({place.document, child, below(place.pointer, child.key())}, page, depth + 1);
        }
      }
    } else if (place.node.kind() == JsonKind::array) {
      const bool of_incidents =
          place.node.key() == "incidents" || std::any_of(place.node.begin(), place.node.end(), is_incident);
      std::size_t index = 0;
      for (const JsonNode child : place.node) {
        const Place below_here{place.document, child, below(place.pointer, index++)};
        if (of_incidents && !is_incident(child)) {
          found_.push_back({.place = below_here});
        } else {
          walk(below_here, page, depth + 1);
        }
      }
    }
  }

  // What is not understood

  Problem problem(Problem::Severity severity, Text text, std::vector<std::string> arguments = {},
                  const Place* place = nullptr) const {
    Problem made{
        .severity = severity, .text = text, .arguments = std::move(arguments), .pointer = {}, .line = 0, .column = 0};
    if (place) {
      const LineIndex::Place where = source_.place_of(place->document, place->node);
      made.pointer = place->pointer;
      made.line = where.line;
      made.column = where.column;
    }
    return made;
  }

  void warn(Text text, const Place& place, std::vector<std::string> arguments = {}) {
    plan_.problems.push_back({source_.name(), problem(Problem::Severity::warning, text, std::move(arguments), &place)});
  }

  void list_as_not_understood(const std::optional<Place>& place, Text reason, std::int64_t records,
                              std::vector<std::string> arguments = {}) {
    ImportItem item;
    item.state = ImportState::not_understood;
    item.title = source_.name();
    item.reason = problem(Problem::Severity::warning, reason, std::move(arguments), place ? &*place : nullptr);
    item.records = records;
    plan_.items.push_back(std::move(item));
  }

  // Incidents

  void take_incident(const Place& place, std::optional<JsonNode> page) {
    const JsonNode node = place.node;
    zone_ = page ? text_at(*page, "time_zone") : std::string_view();
    if (!context_.zones.known(zone_)) zone_ = {};
    created_ = instant_of(node, "created_at");
    key_ = incident_key(node);
    event_ids_.clear();

    Postmortem postmortem;
    postmortem.id = id<Postmortem>("incident");
    postmortem.title = line_from_html(text_at(node, "name"));
    if (postmortem.title.empty()) postmortem.title = say(context_.language, Text::import_untitled_incident);
    postmortem.language = context_.language == Language::spanish ? "es" : "en";
    if (!zone_.empty()) postmortem.time_zone = zone_;
    postmortem.history.created_at = context_.now;
    postmortem.history.updated_at = context_.now;
    take_names(node, page, postmortem);
    const bool maintenance = take_impact(place, postmortem);

    Source& source = postmortem.sources.emplace_back();
    source.id = id<Source>("source " + source_.sha256());
    source.kind = source_kind;
    source.file = source_.name();
    source.sha256 = source_.sha256();
    source.chosen = say(context_.language, Text::import_chosen_incident, key_);
    source.zone = zone_;
    source.imported_at = context_.now;

    std::int64_t not_understood = 0;
    if (const auto updates = array_at(node, "incident_updates")) {
      const std::string pointer = below(place.pointer, "incident_updates");
      std::size_t index = 0;
      for (const JsonNode update : *updates) {
        const Place update_place{place.document, update, below(pointer, index++)};
        ++source.records;
        if (take_update(update_place, postmortem)) {
          ++source.understood;
        } else {
          ++not_understood;
        }
      }
    }
    rank_events_of_one_instant(postmortem.timeline);
    put_in_canonical_order(postmortem);
    take_systems(node, postmortem);
    take_moments(place, maintenance, postmortem);
    take_report(node, postmortem);

    ImportItem item;
    item.chosen = !maintenance;
    item.title = postmortem.title;
    item.reason = problem(Problem::Severity::warning,
                          maintenance ? Text::import_statuspage_maintenance : Text::import_statuspage_new,
                          {std::to_string(postmortem.timeline.size())}, &place);
    // The records that were not understood have entries of their own.
    item.records = postmortem.sources.front().records - not_understood;
    item.understood = postmortem.sources.front().understood;
    item.as_of = instant_of(node, "updated_at").value_or(created_.value_or(Instant{}));
    item.postmortem = std::move(postmortem);
    plan_.items.push_back(std::move(item));
  }

  /// What the page calls the incident; its ids are unique over all pages.
  static std::string incident_key(JsonNode node) {
    for (const std::string_view key : {"id", "shortlink"}) {
      if (const std::string_view text = text_at(node, key); !text.empty()) return first_characters(text, longest_title);
    }
    return first_characters(text_at(node, "created_at"), longest_title) + ' ' +
           first_characters(text_at(node, "name"), longest_title);
  }

  /// Whoever imports this incident, from whichever file, gets the same ids.
  template <class Of>
  Id<Of> id(std::string_view what) const {
    std::string name = "statuspage\n" + key_ + '\n';
    name += what;
    return Id<Of>::from(derived_id(created_.value_or(Instant{}), name));
  }

  void take_names(JsonNode node, std::optional<JsonNode> page, Postmortem& postmortem) const {
    const std::string_view shortlink = text_at(node, "shortlink");
    const std::string address = is_web_address(shortlink) ? first_characters(shortlink, longest_quote) : std::string();
    Reference& reference = postmortem.refs.emplace_back();
    reference.id = id<Reference>("reference");
    reference.system = source_kind;
    reference.key = key_;
    reference.url = address;
    if (!address.empty()) {
      Link& link = postmortem.links.emplace_back();
      link.id = id<Link>("link");
      link.kind = LinkKind::status_page;
      link.url = address;
      link.title = page ? line_from_html(text_at(*page, "name")) : std::string();
    }
  }

  /// Sets the severity; says whether this is planned maintenance.
  bool take_impact(const Place& place, Postmortem& postmortem) {
    const std::string_view impact = text_at(place.node, "impact");
    if (impact.empty()) return false;
    const auto meaning = std::ranges::find(impact_meanings, impact, &ImpactMeaning::impact);
    if (meaning == std::end(impact_meanings)) {
      const std::string written = first_characters(impact, longest_title);
      warn(Text::import_statuspage_unknown_impact, place, {written});
      CustomField& field = postmortem.fields.emplace_back();
      field.id = id<CustomField>("impact");
      field.name = "statuspage_impact";
      field.label = say(context_.language, Text::import_field_statuspage_impact);
      field.value = written;
    } else if (meaning->level > 0) {
      postmortem.severity.emplace();
      postmortem.severity->level = meaning->level;
      postmortem.severity->written = impact;
    } else {
      postmortem.tags.emplace_back("maintenance");
      return true;
    }
    return false;
  }

  // Updates

  bool take_update(const Place& place, Postmortem& postmortem) {
    const JsonNode node = place.node;
    const bool has_anything =
        node.kind() == JsonKind::object && (!text_at(node, "status").empty() || !text_at(node, "body").empty());
    if (!has_anything) {
      list_as_not_understood(place, Text::import_statuspage_not_an_update, 1);
      return false;
    }
    const std::string_view status = text_at(node, "status");
    TimelineEvent event;
    event.time = public_time(place);
    event.kind = kind_of(status, place);
    event.text = text_from_html(text_at(node, "body"));
    if (event.text.empty()) event.text = status;
    event.audience = say(context_.language, Text::import_audience_public);
    if (!status.empty()) event.tags.push_back(first_characters(status, longest_title));

    const std::string key = update_key(node);
    event.id = id<TimelineEvent>("event " + key);
    for (std::size_t copy = 2; !event_ids_.insert(event.id).second; ++copy) {
      event.id = id<TimelineEvent>("event " + key + ' ' + std::to_string(copy));
    }

    Evidence& evidence = event.evidence.emplace_back();
    evidence.id = Id<Evidence>::from(derived_id(created_.value_or(Instant{}), "evidence " + text_of(event.id)));
    evidence.source = postmortem.sources.front().id;
    evidence.record =
        source_.is_lines()
            ? std::to_string(source_.place_of(place.document, place.document.tree.root()).line) + ':' + place.pointer
            : place.pointer;
    JsonWriter raw(JsonWriter::Style::compact);
    write_node(raw, node);
    evidence.quote = first_characters(std::move(raw).finish(), longest_quote);
    postmortem.timeline.push_back(std::move(event));
    return true;
  }

  /// The page's own id, or what makes the update this one where an export leaves the id out.
  static std::string update_key(JsonNode node) {
    if (const std::string_view own = text_at(node, "id"); !own.empty()) return std::string(own);
    std::string key;
    for (const std::string_view part : {"display_at", "created_at", "status", "body"}) {
      key += text_at(node, part);
      key += '\n';
    }
    return key;
  }

  EventKind kind_of(std::string_view status, const Place& place) {
    const auto meaning = std::ranges::find(status_meanings, status, &StatusMeaning::status);
    if (meaning != std::end(status_meanings)) return meaning->kind;
    if (!status.empty()) warn(Text::import_statuspage_unknown_status, place, {first_characters(status, longest_title)});
    return EventKind::communication;
  }

  /// An update has the time the page shows; where there is none, the time of posting, and says so.
  Time public_time(const Place& place) {
    const std::string_view shown = text_at(place.node, "display_at");
    const std::string_view posted = text_at(place.node, "created_at");
    if (shown.empty() && posted.empty()) {
      warn(Text::import_no_time, place);
      return {};
    }
    if (shown.empty()) {
      Time time = read_time(posted, place);
      time.note = say(context_.language, Text::import_note_posting_time);
      return time;
    }
    Time time = read_time(shown, place);
    const auto posted_at = instant_of(place.node, "created_at");
    if (time.at && posted_at && !is_near(time.at, posted_at)) {
      time.note = say(context_.language, Text::import_note_posted, first_characters(posted, longest_title));
    }
    return time;
  }

  Time read_time(std::string_view written, const Place& place) {
    Time time;
    time.written = first_characters(written, longest_title);
    const auto timestamp = parse_timestamp(written);
    if (!timestamp) {
      warn(Text::import_time_unreadable, place, {time.written});
      return time;
    }
    time.precision = timestamp->precision;
    if (timestamp->offset) {
      time.at = timestamp->instant();
      time.offset = format_offset(*timestamp->offset);
      return time;
    }
    const auto local = zone_.empty() ? std::nullopt : local_to_instant(context_.zones, zone_, timestamp->civil);
    if (!local) {
      warn(Text::import_time_without_zone, place, {time.written});
      return time;
    }
    time.zone = zone_;
    if (local->kind == LocalTimeKind::unique) {
      time.at = local->earlier;
    } else {
      warn(Text::import_time_in_doubt, place, {time.written});
      time.earliest = local->earlier;
      time.latest = local->later;
    }
    return time;
  }

  /// Without a warning: for comparing, and for what is only a record's own book-keeping.
  std::optional<Instant> instant_of(JsonNode node, std::string_view key) const {
    const auto timestamp = parse_timestamp(text_at(node, key));
    return timestamp ? timestamp->instant() : std::nullopt;
  }

  /// Pages list the newest first; where times do not tell, that order does.
  static void rank_events_of_one_instant(std::vector<TimelineEvent>& events) {
    if (events.size() < 2) return;
    const auto& first = events.front().time.at;
    const auto& last = events.back().time.at;
    const bool oldest_first = first && last && *first < *last;
    std::vector<std::optional<Instant>> instants;
    for (const TimelineEvent& event : events) instants.push_back(event.time.at);
    std::ranges::sort(instants);
    for (std::size_t i = 0; i < events.size(); ++i) {
      const auto alike = std::ranges::equal_range(instants, events[i].time.at);
      if (alike.size() > 1) events[i].rank = static_cast<std::int64_t>(oldest_first ? i : events.size() - 1 - i);
    }
  }

  // What the incident says as a whole

  void take_systems(JsonNode node, Postmortem& postmortem) const {
    if (const auto components = array_at(node, "components")) add_systems(*components, "id", postmortem);
    if (const auto updates = array_at(node, "incident_updates")) {
      for (const JsonNode update : *updates) {
        const auto affected =
            update.kind() == JsonKind::object ? array_at(update, "affected_components") : std::nullopt;
        if (affected) add_systems(*affected, "code", postmortem);
      }
    }
  }

  /// One system by its code, or by its name where an export leaves the code out.
  void add_systems(JsonNode components, std::string_view code_key, Postmortem& postmortem) const {
    for (const JsonNode component : components) {
      if (component.kind() != JsonKind::object || postmortem.systems.size() == 1'000) continue;
      const std::string name = line_from_html(text_at(component, "name"));
      if (name.empty()) continue;
      const std::string_view code = text_at(component, code_key);
      AffectedSystem system;
      system.id = id<AffectedSystem>("system " + (code.empty() ? name : std::string(code)));
      system.name = name;
      const auto known = [&](const AffectedSystem& other) {
        return other.id == system.id || other.name == system.name;
      };
      if (std::ranges::none_of(postmortem.systems, known)) postmortem.systems.push_back(std::move(system));
    }
  }

  void take_moments(const Place& place, bool maintenance, Postmortem& postmortem) {
    const auto first_with = [&](std::string_view status) {
      return std::ranges::find_if(postmortem.timeline, [&](const TimelineEvent& event) {
        return !event.tags.empty() && event.tags.front() == status && event.time.at;
      });
    };
    const auto record_event = [&](MomentKind kind, auto event, MomentBasis basis, std::string_view note = {}) {
      if (event == postmortem.timeline.end()) return;
      Moment& moment = postmortem.moments[kind];
      moment.state = MomentState::recorded;
      moment.event = event->id;
      moment.basis = basis;
      moment.note = note;
    };
    const std::string_view started = text_at(place.node, "started_at");
    if (!maintenance && !started.empty()) {
      const bool default_start = is_near(instant_of(place.node, "started_at"), created_);
      Moment& moment = postmortem.moments[MomentKind::impact_start];
      moment.state = MomentState::recorded;
      moment.time = read_time(started, place);
      moment.basis = default_start ? MomentBasis::tool_default : MomentBasis::recorded;
      if (default_start) moment.note = say(context_.language, Text::import_note_default_start);
    }
    if (!maintenance) {
      const auto placed = [](const TimelineEvent& event) { return event.time.at.has_value(); };
      record_event(MomentKind::communicated, std::ranges::find_if(postmortem.timeline, placed), MomentBasis::recorded);
      record_event(MomentKind::identified, first_with("identified"), MomentBasis::recorded);
      record_event(MomentKind::mitigated, first_with("monitoring"), MomentBasis::estimated,
                   say(context_.language, Text::import_note_monitoring));
    }
    take_resolution(place, first_with("resolved"), postmortem);
    if (maintenance) record_event(MomentKind::resolved, first_with("completed"), MomentBasis::recorded);
  }

  /// The event that says so, if it happened then; the page's own time otherwise.
  template <class Event>
  void take_resolution(const Place& place, Event event, Postmortem& postmortem) {
    const std::string_view resolved = text_at(place.node, "resolved_at");
    const bool is_event = event != postmortem.timeline.end();
    if (resolved.empty() && !is_event) return;
    Moment& moment = postmortem.moments[MomentKind::resolved];
    moment.state = MomentState::recorded;
    moment.basis = MomentBasis::recorded;
    if (is_event && (resolved.empty() || is_near(event->time.at, instant_of(place.node, "resolved_at")))) {
      moment.event = event->id;
    } else {
      moment.time = read_time(resolved, place);
    }
  }

  void take_report(JsonNode node, Postmortem& postmortem) const {
    const std::string_view report = text_at(node, "postmortem_body");
    if (report.empty()) return;
    Section& section = postmortem.sections.emplace_back();
    section.id = id<Section>("report");
    section.title = say(context_.language, Text::import_section_statuspage_report);
    section.body = text_from_html(report);
  }

  const ImportSource& source_;
  const ImportContext& context_;
  ImportPlan& plan_;

  std::vector<Found> found_;

  // Of the incident that is being read.
  std::string_view zone_;
  std::optional<Instant> created_;
  std::string key_;
  std::set<Id<TimelineEvent>> event_ids_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<StatuspageProposer>(source, context, plan);
}

}  // namespace

extern const Importer statuspage_importer;
const Importer statuspage_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
