// A post-mortem that somebody wrote as Markdown, in whatever layout and in several languages: what its headings name
// goes to its place, its timeline and actions are read out of tables, lists or headings, and what has no place becomes
// a section. A blank template is known as one.
#include <algorithm>
#include <bit>

#include "core/import/markdown_actions.hpp"
#include "core/import/markdown_fields.hpp"
#include "core/import/markdown_timeline.hpp"
#include "core/time/written_time.hpp"

namespace unrepeat {
namespace {

/// Two lines or headings under its heading begin with a time or a day.
bool has_timeline(const Document& document) {
  constexpr int enough = 2;
  const auto is_timed = [](std::string_view text) {
    text = bullet_in(text).value_or(trimmed_text(text));
    if (is_table_line(text)) text = cells_of(text).front();
    while (text.starts_with('*') || text.starts_with('_')) text.remove_prefix(1);
    return leading_time(text) || leading_day(text);
  };
  for (std::size_t at = 0; at < document.sections.size(); ++at) {
    if (document.sections[at].role != Role::timeline) continue;
    const int level = document.sections[at].level;
    int timed = 0;
    std::size_t one = at;
    do {
      const DocumentSection& section = document.sections[one];
      if (one > at && is_timed(section.title)) ++timed;
      for (std::size_t line = section.begin; line < section.end && timed < enough; ++line)
        timed += is_timed(document.lines[line].text) ? 1 : 0;
    } while (++one < document.sections.size() && document.sections[one].level > level);
    if (timed >= enough) return true;
  }
  return false;
}

/// Its title says so, wherever that stands.
bool is_titled_incident(const Document& document) {
  if (names_incident(document.title)) return true;
  const auto first = std::ranges::find_if(document.sections, [](const auto& one) { return !one.title.empty(); });
  if (first != document.sections.end() && names_incident(first->title)) return true;
  for (std::size_t at = 0; at < document.front_end; ++at)
    if (const std::string_view text = trimmed_text(document.lines[at].text);
        in_lower_case(text).starts_with("title") && names_incident(text))
      return true;
  return false;
}

bool recognises(const ImportSource& source) {
  if (!source.documents().empty() && !source.is_lines()) return false;
  const Document document = read_document(source.text().substr(0, 256 * 1024));
  std::uint32_t roles = 0;
  int headings = document.title.empty() ? 0 : 1;
  for (const DocumentSection& section : document.sections) {
    if (section.title.empty()) continue;
    ++headings;
    if (section.role != Role::none) roles |= 1U << static_cast<unsigned>(section.role);
  }
  if (headings == 0) return false;
  const int known = std::popcount(roles);
  const bool has_heart =
      (roles & (1U << static_cast<unsigned>(Role::timeline) | 1U << static_cast<unsigned>(Role::actions) |
                1U << static_cast<unsigned>(Role::causes) | 1U << static_cast<unsigned>(Role::impact))) != 0;
  if (headings > 1 && known > 1 && has_heart) return true;
  if (is_titled_incident(document) && (headings > 1 || known > 0)) return true;
  return has_timeline(document);
}

class MarkdownProposer : public MarkdownTimeline {
 public:
  MarkdownProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : MarkdownTimeline(from, context, plan) {
    read_front_matter();
    if (title_.empty()) title_ = document_.title;
    name_in_text_ = title_;
    read_timelines();
    decide_day_first();
  }

 private:
  void read_front_matter() {
    std::string key, value;
    const auto finish = [&] {
      const std::string lower = in_lower_case(key);
      if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        value = value.substr(1, value.size() - 2);
      if (lower == "title" || lower == "título" || lower == "titulo" || lower == "titel")
        title_ = value;
      else if (!value.empty())
        fields_.emplace_back(key, value);
    };
    for (std::size_t at = 0; at < document_.front_end; ++at) {
      const std::string_view text = trimmed_text(line(at));
      const std::size_t sign = text.find_first_of(":=");
      const bool goes_on = line(at).starts_with(' ') || line(at).starts_with('\t') || text.starts_with("- ");
      // A list or a long value goes on below its name.
      if (goes_on && !key.empty()) {
        const auto bullet = bullet_in(text);
        if (!value.empty()) value += bullet ? ", " : " ";
        value += bullet.value_or(text);
      } else if (sign != text.npos) {
        finish();
        key = trimmed_text(text.substr(0, sign));
        value = trimmed_text(text.substr(sign + 1));
      }
    }
    finish();
  }

  // ---- the rest

  void begun() override {
    has_content_ = !entries_.empty();
    Postmortem& postmortem = thread();
    if (const std::string_view tag = language_written(source().text()); !tag.empty()) postmortem.language = tag;
    for (const auto& [key, value] : fields_) add_field(key, value);
    std::size_t preamble = 0;
    for (std::size_t at = 0; at < document_.sections.size(); ++at) {
      if (std::ranges::find(taken_, at) != taken_.end()) continue;
      const DocumentSection& section = document_.sections[at];
      if (section.title.empty()) {
        const std::string rest = take_fields(section);
        if (!rest.empty())
          add_section(preamble++ == 0 && !postmortem.title.empty() ? postmortem.title : name_without_ending(), rest);
        continue;
      }
      if (section.role == Role::actions) {
        at = read_actions(at);
        continue;
      }
      if (section.role == Role::none && names_people(section.title)) {
        take_people(section);
        continue;
      }
      if (section.role == Role::none && (names_fields(section.title) || is_fields(section))) {
        if (const std::string rest = take_fields(section); !rest.empty()) put(section, rest);
        continue;
      }
      for (std::size_t one = section.begin; one < section.end; ++one)
        if (const auto field = bullet_in(line(one)) ? field_in(line(one)) : std::nullopt)
          learn_duration(field->key, field->value);
      // What stands under a deeper heading goes where its parent goes, with its heading.
      std::string body = body_of(section);
      const std::size_t first = at;
      while (at + 1 < document_.sections.size() && goes_with(section, document_.sections[at + 1])) {
        ++at;
        body += "\n\n" + std::string(static_cast<std::size_t>(document_.sections[at].level), '#') + ' ' +
                std::string(document_.sections[at].title) + "\n\n" + body_of(document_.sections[at]);
      }
      put(document_.sections[first], std::string(trimmed_text(body)));
    }
    if (!is_blank(loose_)) {
      const auto timeline = std::ranges::find(document_.sections, Role::timeline, &DocumentSection::role);
      add_section(timeline == document_.sections.end() ? name_without_ending() : std::string(timeline->title), loose_);
    }
  }

  /// A deeper heading that is known is a part of its own, but causes are told together.
  static bool goes_with(const DocumentSection& section, const DocumentSection& inner) {
    if (section.role == Role::none || inner.level <= section.level) return false;
    const bool is_cause = section.role == Role::causes && inner.role == Role::causes && !names_factors(inner.title);
    return inner.role == Role::none || is_cause;
  }

  /// Whether somebody has written anything here.
  static bool is_filled(std::string_view body) {
    bool is_comment = false;
    for (const TextLine& one : lines_of(body)) {
      std::string_view text = trimmed_text(one.text);
      if (text.starts_with("<!--")) is_comment = true;
      const bool was_comment = is_comment;
      if (text.ends_with("-->")) is_comment = false;
      if (was_comment || text.empty() || is_table_rule(text) || heading_in(text)) continue;
      if (is_table_line(text)) {
        const auto cells = cells_of(text);
        if (std::ranges::all_of(cells, is_placeholder)) continue;
        // A header alone fills nothing; a row beneath it does.
        const std::string_view behind =
            body.substr(static_cast<std::size_t>(one.text.data() + one.text.size() - body.data()));
        const std::size_t next = behind.find('\n');
        if (next != behind.npos && is_table_rule(behind.substr(next + 1, behind.substr(next + 1).find('\n')))) continue;
        return true;
      }
      if (const auto bullet = bullet_in(text)) text = *bullet;
      if (text.starts_with("[ ]")) text = trimmed_text(text.substr(3));
      if (text.starts_with('>') || text.ends_with(':') || is_placeholder(text)) continue;
      return true;
    }
    return false;
  }

  void put(const DocumentSection& section, const std::string& body) {
    if (body.empty()) return;
    if (!is_filled(body)) {
      if (has_content_ || !entries_.empty()) add_section(section.title, body, false);
      return;
    }
    has_content_ = true;
    Postmortem& postmortem = thread();
    switch (section.role) {
      case Role::summary:
        if (postmortem.context.summary.empty()) return void(postmortem.context.summary = body);
        break;
      case Role::background:
        if (postmortem.context.background.empty()) return void(postmortem.context.background = body);
        break;
      case Role::causes:
        if (names_factors(section.title)) return add_factors(section, body);
        if (postmortem.causes.summary.empty()) return void(postmortem.causes.summary = body);
        break;
      case Role::impact:
        if (postmortem.impact.text.empty()) return void(postmortem.impact.text = body);
        break;
      case Role::detection:
        if (postmortem.detection.detail.empty()) return void(postmortem.detection.detail = body);
        break;
      case Role::resolution:
        if (postmortem.resolution.text.empty()) return void(postmortem.resolution.text = body);
        break;
      case Role::worked: return add_items(postmortem.review.worked, body, "worked");
      case Role::did_not_work: return add_items(postmortem.review.did_not_work, body, "did not work");
      case Role::lucky: return add_items(postmortem.review.lucky, body, "lucky");
      case Role::lessons: return add_items(postmortem.review.lessons, body, "lesson");
      default: break;
    }
    add_section(section.title, body);
  }

  void add_section(std::string_view title, std::string_view body, bool is_content = true) {
    if (is_content && is_filled(body)) has_content_ = true;
    unrepeat::Section& section = thread().sections.emplace_back();
    section.id =
        id<unrepeat::Section>("section " + std::to_string(thread().sections.size()) + ' ' + std::string(title));
    section.title = one_line(title);
    section.body = trimmed_text(body);
  }

  void add_field(std::string_view key, std::string_view value) {
    if (!is_placeholder(value)) has_content_ = true;
    CustomField& field = thread().fields.emplace_back();
    field.id = id<CustomField>("field " + std::to_string(thread().fields.size()) + ' ' + std::string(key));
    field.name = one_line(key);
    field.label = one_line(key);
    field.value = value;
    if (!is_placeholder(value)) learn(key, value);
  }

  // ---- fields and people

  /// Nothing but pairs of a name and a value, of which one at least is known.
  [[nodiscard]] bool is_fields(const DocumentSection& section) const {
    constexpr std::size_t longest_value = 160;
    std::size_t pairs = 0;
    bool is_known = false;
    for (std::size_t at = section.begin; at < section.end; ++at) {
      const std::string_view text = trimmed_text(line(at));
      if (text.empty() || is_table_rule(text)) continue;
      std::string_view key;
      if (is_table_line(text)) {
        const auto cells = cells_of(text);
        if (cells.size() != 2) return false;
        key = without_marks(cells[0]);
      } else {
        const auto field = field_in(text);
        if (!field || field->value.size() > longest_value) return false;
        key = field->key;
      }
      ++pairs;
      is_known = is_known || has_meaning(key);
    }
    return pairs > 1 && is_known;
  }

  static bool has_meaning(std::string_view key) {
    return names_severity(key) || moment_named(key) || duration_named(key) || names_people(key);
  }

  /// "**Duration:** 1 h", "| Severity | 2 |", where nothing else stands "- Severity: 2": fields; the rest is what the
  /// section says.
  std::string take_fields(const DocumentSection& section) {
    const bool takes_all = names_fields(section.title) || is_fields(section);
    std::string rest;
    for (std::size_t at = section.begin; at < section.end; ++at) {
      const std::string_view text = trimmed_text(line(at));
      if (is_table_line(text)) {
        const auto cells = cells_of(text);
        const bool is_pair = cells.size() == 2 && !cells[0].empty();
        const bool is_header = at + 1 < section.end && is_table_rule(line(at + 1));
        if (is_pair && !is_table_rule(text)) {
          if (!is_header || has_meaning(without_marks(cells[0]))) add_field(without_marks(cells[0]), cells[1]);
          continue;
        }
        if (cells.size() == 2) continue;
      }
      const auto field = field_in(text);
      if (field && takes_all) {
        add_field(field->key, field->value);
        continue;
      }
      if (text.starts_with("**") && take_line_of_fields(text)) continue;
      if (field) learn(field->key, field->value);
      rest += std::string(line(at)) + '\n';
    }
    return std::string(trimmed_text(rest));
  }

  /// Several in one line are parted by a dot.
  bool take_line_of_fields(std::string_view text) {
    std::vector<WrittenField> found;
    constexpr std::string_view parting = " · ";
    while (!text.empty()) {
      const std::size_t next = text.find(std::string(parting) + "**");
      const auto field = field_in(text.substr(0, next));
      if (!text.starts_with("**") || !field) return false;
      found.push_back(*field);
      text = next == text.npos ? std::string_view() : text.substr(next + parting.size());
    }
    for (const WrittenField& one : found) add_field(one.key, one.value);
    return true;
  }

  /// What a field says of the report besides being one.
  void learn(std::string_view key, std::string_view value) {
    if (names_severity(key) && !thread().severity) thread().severity = severity_written(value);
    if (names_people(key)) take_names(value);
    learn_duration(key, value);
    if (names_period(key)) told_moments_.push_back({MomentKind::impact_start, std::string(value)});
    if (const auto moment = moment_named(key)) told_moments_.push_back({*moment, std::string(value)});
  }

  void learn_duration(std::string_view key, std::string_view value) {
    const auto end = duration_named(key);
    const auto seconds = end ? seconds_written(value) : std::nullopt;
    if (!seconds) return;
    state_duration(MomentKind::impact_start, *end, *seconds, one_line(value));
    thread().impact.stated.back().basis = DurationBasis::unknown;
  }

  void take_people(const DocumentSection& section) {
    std::string rest;
    for (std::size_t at = section.begin; at < section.end; ++at) {
      const std::string_view text = trimmed_text(line(at));
      if (text.empty() || is_placeholder(text)) continue;
      const auto bullet = bullet_in(text);
      if (!bullet)
        rest += std::string(line(at)) + '\n';
      else if (const auto field = field_in(text))
        take_names(field->value, field->key);
      else if (!is_placeholder(*bullet))
        take_names(*bullet);
    }
    if (!is_blank(rest)) add_section(section.title, rest);
  }

  /// "Ana, Luis (on call)", "AB CD EF".
  void take_names(std::string_view names, std::string_view role = {}) {
    const bool is_initials = names.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ ") == names.npos;
    while (!names.empty()) {
      std::size_t end = names.size(), length = 0;
      for (const std::string_view parting :
           {std::string_view(", "), std::string_view(","), std::string_view("、"), std::string_view("，"),
            std::string_view(";"), std::string_view(is_initials ? " " : ",")})
        if (const std::size_t found = names.find(parting); found < end) {
          end = found;
          length = parting.size();
        }
      std::string_view name = without_marks(names.substr(0, end)), part = role;
      names = trimmed_text(names.substr(end + length));
      for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}})
        if (const std::size_t at = name.find(open); at != name.npos && at > 0 && name.ends_with(close)) {
          part = name.substr(at + open.size(), name.size() - at - open.size() - close.size());
          name = trimmed_text(name.substr(0, at));
        }
      if (name.starts_with('@')) name.remove_prefix(1);
      if (!name.empty() && !is_placeholder(name)) take_part(name, part);
    }
  }

  void add_items(std::vector<ReviewItem>& items, const std::string& body, std::string_view what) {
    std::string loose;
    for (const TextLine& one : lines_of(body)) {
      const auto bullet = bullet_in(one.text);
      const bool is_inner = one.text.starts_with("  ") || one.text.starts_with('\t');
      if (bullet && is_placeholder(*bullet)) continue;
      if (bullet && (!is_inner || items.empty())) {
        ReviewItem& item = items.emplace_back();
        item.id = id<ReviewItem>(std::string(what) + ' ' + std::to_string(items.size()));
        item.text = *bullet;
      } else if (!items.empty() && !is_blank(one.text) && loose.empty()) {
        items.back().text += '\n' + std::string(trimmed_text(one.text));
      } else if (!is_blank(one.text) || !loose.empty()) {
        loose += std::string(one.text) + '\n';
      }
    }
    if (is_blank(loose)) return;
    ReviewItem& item = items.emplace_back();
    item.id = id<ReviewItem>(std::string(what) + " text");
    item.text = trimmed_text(loose);
  }
  /// Each point is a factor, with what stands below it.
  void add_factors(const DocumentSection& section, const std::string& body) {
    std::vector<Factor>& factors = thread().causes.factors;
    std::string loose;
    for (const TextLine& one : lines_of(body)) {
      const auto bullet = bullet_in(one.text);
      const bool is_inner = one.text.starts_with("  ") || one.text.starts_with('\t');
      if (bullet && !is_inner && loose.empty()) {
        if (is_placeholder(*bullet)) continue;
        Factor& factor = factors.emplace_back();
        factor.id = id<Factor>("factor " + std::to_string(factors.size()));
        factor.text = *bullet;
      } else if (!is_blank(one.text) && is_inner && !factors.empty() && loose.empty()) {
        factors.back().text += '\n' + std::string(trimmed_text(one.text));
      } else if (!is_blank(one.text) || !loose.empty()) {
        loose += std::string(one.text) + '\n';
      }
    }
    if (is_blank(loose)) return;
    std::string& summary = thread().causes.summary;
    if (summary.empty())
      summary = trimmed_text(loose);
    else
      add_section(section.title, loose);
  }

  // ---- actions

  /// The section at `at` with those below it, whatever they are called; the index of the last of them.
  std::size_t read_actions(std::size_t at) {
    const int level = document_.sections[at].level;
    take_actions(document_.sections[at], {});
    std::vector<std::pair<int, ActionGroup>> around;
    for (; at + 1 < document_.sections.size() && document_.sections[at + 1].level > level; ++at) {
      const DocumentSection& inner = document_.sections[at + 1];
      if (std::ranges::find(taken_, at + 1) != taken_.end()) continue;
      while (!around.empty() && around.back().first >= inner.level) around.pop_back();
      ActionGroup group = action_group_of(inner.title);
      if (!around.empty()) {
        if (!group.effect) group.effect = around.back().second.effect;
        group.is_done = group.is_done || around.back().second.is_done;
      }
      take_actions(inner, group);
      around.emplace_back(inner.level, std::move(group));
    }
    return at;
  }

  void take_actions(const DocumentSection& section, const ActionGroup& group) {
    const std::string body = body_of(section);
    if (body.empty()) return;
    if (!is_filled(body)) {
      if (has_content_ || !entries_.empty()) add_section(section.title, body, false);
      return;
    }
    has_content_ = true;
    if (group.is_legend) return add_section(section.title, body);
    const WrittenActions read =
        read_written_actions(body, group, [this](std::string_view words) { return due_day(words); });
    for (const WrittenAction& one : read.actions) add_action(one);
    if (!is_blank(read.loose)) add_section(section.title, read.loose);
  }

  void add_action(const WrittenAction& written) {
    Action& action = thread().actions.emplace_back();
    action.id = id<Action>("action " + std::to_string(thread().actions.size()) + ' ' + written.title);
    action.title = one_line(written.title);
    action.effect = written.effect;
    action.priority = written.priority;
    action.due = written.due;
    if (!written.owner.empty()) action.owner.emplace().person = one_line(written.owner);
    if (const std::string_view address = first_address_in(written.title); !address.empty())
      add_link(action, address, {});
    if (!written.ticket.empty()) {
      const std::string_view address = first_address_in(written.ticket);
      std::string_view key = written.ticket;
      if (key.starts_with('[') && !key.starts_with("[[")) key = key.substr(1, key.find(']') - 1);
      add_link(action, address, key == address ? std::string_view() : key);
    }
    if (!written.number.empty()) add_link(action, {}, written.number);
    const bool is_promised = action.owner || !action.due.empty();
    action.state = written.is_done        ? ActionState::done
                   : written.is_under_way ? ActionState::in_progress
                   : is_promised          ? ActionState::unknown
                                          : ActionState::idea;
  }

  void add_link(Action& action, std::string_view address, std::string_view key) {
    ActionLink& link = action.links.emplace_back();
    link.id = id<ActionLink>("link " + text_of(action.id) + std::string(address) + std::string(key));
    link.url = address;
    link.key = one_line(key);
  }

  /// A day as files write it; nothing for words that are none.
  [[nodiscard]] std::optional<std::string> due_day(std::string_view words) const {
    const auto shape = shape_of_time(words);
    if (!shape || !shape->has_day) return std::nullopt;
    // A promise is for a day to come: the year is that beside the incident.
    std::optional<Instant> beside = near();
    if (document_day_)
      if (const auto day = day_of(*document_day_)) beside = Instant{days(days_since_epoch(*day)).microseconds};
    const auto read = read_written_time(
        words,
        {.zones = context().zones, .zone = "UTC", .near = beside, .now = context().now, .day_first = day_first()});
    if (!read || !read->at) return std::nullopt;
    return format_date(civil_time(*read->at).date);
  }

  // ---- moments

  void told_all() override {
    propose_moments();
    for (const auto& [moment, value] : told_moments_) tell_moment(moment, value);
    propose_moments_by_kind();
  }

  /// A field that is a whole time: the moment of the event at that time, or of no event.
  void tell_moment(MomentKind kind, std::string_view value) {
    Moment& moment = thread().moments[kind];
    if (moment.state == MomentState::recorded) return;
    for (const std::string_view sign : {"（", "※", "／"}) value = value.substr(0, value.find(sign));
    const auto written = leading_time(value);
    if (!written || !written->shape.has_day) return;
    const SourceTime read = read_time(written->start);
    if (!read.time.at || read.time.precision >= Precision::day) return;
    const MomentBasis basis = kind == MomentKind::impact_start ? MomentBasis::estimated : MomentBasis::recorded;
    const auto is_then = [&](const TimelineEvent& event) { return event.time.at == read.time.at; };
    if (const auto event = std::ranges::find_if(thread().timeline, is_then); event != thread().timeline.end())
      return propose_moment(kind, *event, basis);
    moment = {};
    moment.state = MomentState::recorded;
    moment.time = read.time;
    moment.time->written = written->start;
    moment.basis = basis;
  }

  /// A template that nobody has filled in has no instant and still asks for what it wants.
  [[nodiscard]] bool has_content() const override {
    if (std::ranges::any_of(thread().timeline, [](const TimelineEvent& event) { return event.time.at.has_value(); }))
      return true;
    return has_content_ && !asks_to_be_filled(source().text());
  }

  bool has_content_ = false;
  struct ToldMoment {
    MomentKind kind;
    std::string value;
  };
  std::vector<ToldMoment> told_moments_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<MarkdownProposer>(source, context, plan);
}

}  // namespace

extern const Importer markdown_importer;
const Importer markdown_importer{"markdown", Merging::adds, recognises, begin, true};

}  // namespace unrepeat