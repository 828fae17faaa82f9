// Incidents of a status page (the shape of Statuspage's API v2, in whatever envelope): every update becomes an event
// with its instant, its written time and its source. What is not understood is listed with its place; understood and
// not understood together are all records.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "core/import/html_text.hpp"
#include "core/import/json_fields.hpp"
#include "core/import/named_things.hpp"
#include "core/import/record_proposer.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "statuspage";
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

enum Table : int { page_name, component_name };

/// Lists of the API beside its incidents: pages; components and their groups.
std::optional<int> table_of(JsonNode node) {
  if (text_at(node, "id").empty() || text_at(node, "name").empty()) return std::nullopt;
  if (!text_at(node, "time_zone").empty()) return page_name;
  if (!text_at(node, "page_id").empty() && (has(node, "group_id") || array_at(node, "components")))
    return component_name;
  return std::nullopt;
}

/// How long a component was down on one day.
std::optional<JsonNode> uptime_in(JsonNode line) {
  if (has(line, "uptime_percentage") && has(line, "range_start")) return line;
  if (line.kind() != JsonKind::object) return std::nullopt;
  for (const JsonNode child : line)
    if (const auto found = uptime_in(child)) return found;
  return std::nullopt;
}

constexpr std::string_view operational = "operational";

std::string line_from_html(std::string_view html) { return one_line(text_from_html(html)); }

bool is_near(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  return a && b && *a - *b < same_moment && *b - *a < same_moment;
}

/// Finds the incidents of one file at once, and reads them one by one.
class StatuspageProposer : public RecordProposer {
 public:
  StatuspageProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : RecordProposer(source_kind, from, context, plan) {
    usually_newest_first = true;
    bool any_incident = false;
    for (const JsonPlace& place : roots()) {
      const JsonNode root = place.node;
      const std::size_t found_before = found_.size();
      walk(place, std::nullopt, 0);
      const bool has_incident = std::any_of(found_.begin() + static_cast<std::ptrdiff_t>(found_before), found_.end(),
                                            [](const Found& found) { return found.is_incident; });
      any_incident = any_incident || has_incident;
      if (has_incident)
        names_.take_within(root);
      else if (!is_page_without_incidents(root) && !take_uptime(place) && !names_.take_line(place))
        other_lines_.take(place);
    }
    other_lines_.count += static_cast<std::int64_t>(source().other_lines());
    has_rest_ = source().is_lines() || !other_lines_.empty();
    if (!any_incident) warn(Text::import_statuspage_no_incidents, {});
  }

  [[nodiscard]] std::size_t record_count() const override { return found_.size() + (has_rest_ ? 1 : 0); }

  void propose(std::size_t record) override {
    if (record == found_.size()) return end_file();
    const Found& found = found_[record];
    if (found.is_incident)
      take_incident(found.place, found.page);
    else
      list_as_not_understood(record_of(found.place), Text::import_statuspage_not_an_incident);
  }

 private:
  /// "API: operational → partial outage"
  struct Change {
    std::string name, from, to;
  };

  /// An incident, or something else among incidents.
  struct Found {
    JsonPlace place;
    std::optional<JsonNode> page = std::nullopt;
    bool is_incident = false;
  };

  void end_file() {
    for (const JsonPlace& line : uptimes_) other_lines_.take(line);
    for (const JsonPlace& line : names_.lines_of_no_use()) other_lines_.take(line);
    list_other_lines(other_lines_, Text::import_other_lines, {});
  }

  /// A thing of the page that is called so. What names it is read with the incident that asks first.
  std::optional<JsonNode> named(Table table, std::string_view name) {
    const auto found = names_.find(table, name);
    count_names();
    return found;
  }
  void count_names() {
    for (std::int64_t lines = names_.newly_of_use(); lines > 0; --lines) count_record();
  }

  void walk(const JsonPlace& place, std::optional<JsonNode> page, std::size_t depth) {
    if (is_incident(place.node)) {
      found_.push_back({.place = place, .page = page, .is_incident = true});
      return;
    }
    if (depth == deepest_incident) return;
    if (const auto own_page = object_at(place.node, "page")) page = own_page;
    const bool is_list = place.node.kind() == JsonKind::array;
    const bool of_incidents =
        is_list && (place.node.key() == "incidents" || std::any_of(place.node.begin(), place.node.end(), is_incident));
    for (const JsonPlace& child : place.children()) {
      if (of_incidents && !is_incident(child.node))
        found_.push_back({.place = child});
      else if (is_list || child.node.kind() == JsonKind::object || child.node.kind() == JsonKind::array)
        walk(child, page, depth + 1);
    }
  }

  bool take_uptime(const JsonPlace& line) {
    const bool is_uptime = uptime_in(line.node).has_value();
    if (is_uptime) uptimes_.push_back(line);
    return is_uptime;
  }

  void take_incident(const JsonPlace& place, std::optional<JsonNode> page) {
    const JsonNode node = place.node;
    if (!page) page = names_.find(page_name, text_at(node, "page_id"));
    set_zone(page ? text_at(*page, "time_zone") : std::string_view());
    changes_.clear();
    created_ = instant_of(text_at(node, "created_at"));
    std::string title = line_from_html(text_at(node, "name"));
    if (title.empty()) title = say(Text::import_untitled_incident);
    const std::string key = incident_key(node);
    begin_thread(key, title, created_);
    thread().sources.front().chosen = say(Text::import_chosen_incident, key);
    take_names(node, page, key);
    count_names();
    take_uptimes(key);
    const SourceRecord record = record_of(place);
    const bool maintenance = take_impact(place.node, record);
    if (array_at(node, "incident_updates"))
      for (const JsonPlace& update : place.at("incident_updates").children()) take_update(update);
    order_events();
    take_systems(node);
    take_moments(node, record, maintenance);
    take_report(node);
    end_thread(record, maintenance ? Text::import_statuspage_maintenance : Text::import_statuspage_new, !maintenance,
               instant_of(text_at(node, "updated_at")));
  }

  /// What the page calls the incident; its ids are unique over all pages.
  static std::string incident_key(JsonNode node) {
    for (const std::string_view key : {"id", "shortlink"}) {
      if (const std::string_view text = text_at(node, key); !text.empty()) return first_characters(text, longest_title);
    }
    return first_characters(text_at(node, "created_at"), longest_title) + ' ' +
           first_characters(text_at(node, "name"), longest_title);
  }

  void take_names(JsonNode node, std::optional<JsonNode> page, const std::string& key) {
    Postmortem& postmortem = thread();
    const std::string_view shortlink = text_at(node, "shortlink");
    const std::string address = is_web_address(shortlink) ? first_characters(shortlink, longest_quote) : std::string();
    Reference& reference = postmortem.refs.emplace_back();
    reference.id = id<Reference>("reference");
    reference.system = source_kind;
    reference.key = key;
    reference.url = address;
    if (!address.empty()) {
      Link& link = postmortem.links.emplace_back();
      link.id = id<Link>("link");
      link.kind = LinkKind::status_page;
      link.url = address;
      link.title = page ? line_from_html(text_at(*page, "name")) : std::string();
    }
  }

  /// What was down because of this incident; and days on which nothing was, which say no more than that.
  void take_uptimes(const std::string& key) {
    std::erase_if(uptimes_, [&](const JsonPlace& line) {
      const JsonNode day = *uptime_in(line.node);
      const auto related = array_at(day, "related_events");
      const bool is_about_this = related && std::any_of(related->begin(), related->end(),
                                                        [&](JsonNode one) { return text_at(one, "id") == key; });
      bool was_down = false;
      for (const std::string_view field : {"major_outage", "partial_outage"}) {
        const std::string_view written = scalar_at(day, field);
        std::int64_t down = 0;
        std::from_chars(written.data(), written.data() + written.size(), down);
        was_down = was_down || down > 0;
        if (down <= 0 || !is_about_this) continue;
        state_duration(MomentKind::impact_start, MomentKind::mitigated, down,
                       line_from_html(text_at(day, "name")) + ", " + first_characters(text_at(day, "range_start"), 40) +
                           ": " + std::string(field) + ' ' + std::string(written) + " s");
      }
      if (was_down && !is_about_this) return false;
      count_record();
      return true;
    });
  }

  /// Sets the severity; says whether this is planned maintenance.
  bool take_impact(JsonNode node, const SourceRecord& record) {
    Postmortem& postmortem = thread();
    const std::string_view impact = text_at(node, "impact");
    if (impact.empty()) return false;
    const auto meaning = std::ranges::find(impact_meanings, impact, &ImpactMeaning::impact);
    if (meaning == std::end(impact_meanings)) {
      const std::string written = first_characters(impact, longest_title);
      warn(Text::import_statuspage_unknown_impact, record, {written});
      CustomField& field = postmortem.fields.emplace_back();
      field.id = id<CustomField>("impact");
      field.name = "statuspage_impact";
      field.label = say(Text::import_field_statuspage_impact);
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

  void take_update(const JsonPlace& place) {
    const JsonNode node = place.node;
    const SourceRecord record = record_of(place);
    const std::string_view status = text_at(node, "status");
    if (status.empty() && text_at(node, "body").empty())
      return not_understood(record, Text::import_statuspage_not_an_update);
    count_record();
    std::string text = text_from_html(text_at(node, "body"));
    if (text.empty()) text = status;
    std::vector<Change> changes = changes_in(node);
    for (const Change& change : changes)
      text += '\n' + say(Text::import_said_field, change.name, change.from, change.to);
    TimelineEvent& event =
        add_event(record, update_key(node), public_time(node, record), kind_of(status, record), std::move(text));
    event.audience = say(Text::import_audience_public);
    if (!status.empty()) event.tags.push_back(first_characters(status, longest_title));
    if (!changes.empty()) changes_.emplace(event.id, std::move(changes));
  }

  /// What an update changed of the components; it lists those that stay as they are too.
  std::vector<Change> changes_in(JsonNode node) {
    std::vector<Change> changes;
    const auto affected = array_at(node, "affected_components");
    if (!affected) return changes;
    const auto in_words = [](std::string_view status) {
      std::string words = one_line(status);
      std::ranges::replace(words, '_', ' ');
      return words;
    };
    for (const JsonNode component : *affected) {
      const std::string_view from = text_at(component, "old_status"), to = text_at(component, "new_status");
      if (from == to || from.empty() || to.empty()) continue;
      const std::string name = name_of(component, "code");
      if (!name.empty()) changes.push_back({name, in_words(from), in_words(to)});
    }
    return changes;
  }

  /// As the list of components has it, where the file brings that.
  std::string name_of(JsonNode component, std::string_view code_key) {
    const auto known = named(component_name, text_at(component, code_key));
    return line_from_html(text_at(known.value_or(component), "name"));
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

  EventKind kind_of(std::string_view status, const SourceRecord& record) {
    const auto meaning = std::ranges::find(status_meanings, status, &StatusMeaning::status);
    if (meaning != std::end(status_meanings)) return meaning->kind;
    if (!status.empty())
      warn(Text::import_statuspage_unknown_status, record, {first_characters(status, longest_title)});
    return EventKind::communication;
  }

  /// An update has the time the page shows; where there is none, the time of posting, and says so.
  Time public_time(JsonNode node, const SourceRecord& record) {
    const std::string_view shown = text_at(node, "display_at");
    const std::string_view posted = text_at(node, "created_at");
    Time time = time_of(shown.empty() ? posted : shown, record);
    if (shown.empty() && !posted.empty()) time.note = say(Text::import_note_posting_time);
    const auto posted_at = instant_of(posted);
    if (!shown.empty() && time.at && posted_at && !is_near(time.at, posted_at))
      time.note = say(Text::import_note_posted, first_characters(posted, longest_title));
    return time;
  }

  // What the incident says as a whole

  void take_systems(JsonNode node) {
    if (const auto components = array_at(node, "components")) add_systems(*components, "id");
    if (const auto updates = array_at(node, "incident_updates")) {
      for (const JsonNode update : *updates) {
        const auto affected =
            update.kind() == JsonKind::object ? array_at(update, "affected_components") : std::nullopt;
        if (affected) add_systems(*affected, "code");
      }
    }
  }

  /// One system by its code, or by its name where an export leaves the code out.
  void add_systems(JsonNode components, std::string_view code_key) {
    Postmortem& postmortem = thread();
    for (const JsonNode component : components) {
      if (component.kind() != JsonKind::object || postmortem.systems.size() == 1'000) continue;
      const std::string name = name_of(component, code_key);
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

  void take_moments(JsonNode node, const SourceRecord& record, bool maintenance) {
    Postmortem& postmortem = thread();
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
    const std::string_view started = text_at(node, "started_at");
    if (!maintenance && !started.empty()) {
      // The page also moves it with the first update, where that is dated back.
      const auto first = postmortem.timeline.empty() ? std::nullopt : postmortem.timeline.front().time.at;
      const auto at = instant_of(started);
      if (is_near(at, created_) || is_near(at, first)) {
        note_default(MomentKind::impact_start, started, say(Text::import_note_default_start));
      } else if (at && first && *at > *first) {
        note_default(MomentKind::impact_start, started, say(Text::import_note_start_after_update));
      } else {
        Moment& moment = postmortem.moments[MomentKind::impact_start];
        moment.state = MomentState::recorded;
        moment.time = time_of(started, record);
        moment.basis = MomentBasis::recorded;
      }
    }
    if (!maintenance) {
      const auto placed = [](const TimelineEvent& event) { return event.time.at.has_value(); };
      record_event(MomentKind::communicated, std::ranges::find_if(postmortem.timeline, placed), MomentBasis::recorded);
      record_event(MomentKind::identified, first_with("identified"), MomentBasis::recorded);
      record_event(MomentKind::mitigated, first_with("monitoring"), MomentBasis::estimated,
                   say(Text::import_note_monitoring));
      take_outage();
    }
    take_resolution(node, record, first_with("resolved"));
    if (maintenance) record_event(MomentKind::resolved, first_with("completed"), MomentBasis::recorded);
  }

  /// What its components say of when it began and was over. People change them when they tell of it, so a beginning is
  /// only noted, and an end is taken where nothing better is there.
  void take_outage() {
    std::set<std::string> down;
    TimelineEvent *began = nullptr, *over = nullptr;
    for (TimelineEvent& event : thread().timeline) {
      const auto changes = changes_.find(event.id);
      if (changes == changes_.end() || !event.time.at) continue;
      for (const Change& change : changes->second) {
        if (change.to == operational)
          down.erase(change.name);
        else
          down.insert(change.name);
        if (began == nullptr && change.from == operational) began = &event;
      }
      over = began != nullptr && down.empty() ? &event : nullptr;
    }
    if (began != nullptr && began->time.note.empty()) began->time.note = say(Text::import_note_first_degraded);
    if (over != nullptr)
      propose_moment(MomentKind::mitigated, *over, MomentBasis::estimated, say(Text::import_note_last_operational));
  }

  /// The event that says so, if it happened then; the page's own time otherwise.
  template <class Event>
  void take_resolution(JsonNode node, const SourceRecord& record, Event event) {
    Postmortem& postmortem = thread();
    const std::string_view resolved = text_at(node, "resolved_at");
    const bool is_event = event != postmortem.timeline.end();
    if (resolved.empty() && !is_event) return;
    Moment& moment = postmortem.moments[MomentKind::resolved];
    moment.state = MomentState::recorded;
    moment.basis = MomentBasis::recorded;
    if (is_event && (resolved.empty() || is_near(event->time.at, instant_of(resolved)))) {
      moment.event = event->id;
    } else {
      moment.time = time_of(resolved, record);
    }
  }

  void take_report(JsonNode node) {
    const std::string_view report = text_at(node, "postmortem_body");
    if (report.empty()) return;
    Section& section = thread().sections.emplace_back();
    section.id = id<Section>("report");
    section.title = say(Text::import_section_statuspage_report);
    section.body = text_from_html(report);
  }

  std::vector<Found> found_;
  OtherLines other_lines_;
  bool has_rest_ = false;
  std::vector<JsonPlace> uptimes_;  // lines of which no incident has had the use yet
  NamedThings names_{table_of, {"id"}};
  std::map<EventId, std::vector<Change>> changes_;
  std::optional<Instant> created_;  // of the incident that is being read
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<StatuspageProposer>(source, context, plan);
}

}  // namespace

extern const Importer statuspage_importer;
const Importer statuspage_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
