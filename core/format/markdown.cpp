// The report follows the descriptions: a part lists its fields by key, two tables are laid out by hand, and whatever
// else a person wrote appears under its label. A new field is in the report without a line here.
#include "core/format/markdown.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <span>
#include <vector>

#include "core/describe/described_time.hpp"
#include "core/format/export_format.hpp"
#include "core/text/field_label.hpp"
#include "core/text/utf8.hpp"
#include "core/text/vocabulary.hpp"

namespace unrepeat {
namespace {

using Keys = std::initializer_list<std::string_view>;

bool is_letter_or_digit(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

bool contains(Keys keys, std::string_view key) { return std::ranges::find(keys, key) != keys.end(); }

std::size_t run_of(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] == text[at]) ++end;
  return end - at;
}

constexpr std::string_view link_schemes[] = {"https://", "http://", "mailto:"};

/// Bytes of `<https://…>` at `at`; 0 if there is none.
std::size_t autolink_at(std::string_view line, std::size_t at) {
  if (line[at] != '<') return 0;
  const std::string_view rest = line.substr(at + 1);
  if (std::ranges::none_of(link_schemes, [&](std::string_view scheme) { return rest.starts_with(scheme); })) return 0;
  const std::size_t end = rest.find_first_of("<> \t\\`|");
  return end != std::string_view::npos && rest[end] == '>' ? end + 2 : 0;
}

/// One line of prose. Only what is certainly code is left alone: a span that begins and ends in this line, without a
/// bar, at which a table would cut it.
std::string line_without_html(std::string_view line) {
  std::string safe;
  for (std::size_t at = 0; at < line.size();) {
    const char character = line[at];
    if (character == '\\') {
      safe += line.substr(at, 2);
      at += 2;
    } else if (const std::size_t link = autolink_at(line, at); link > 0) {
      safe += line.substr(at, link);
      at += link;
    } else if (character == '`') {
      const std::size_t run = run_of(line, at);
      std::size_t close = at + run;
      while (close < line.size() && !(line[close] == '`' && run_of(line, close) == run)) {
        close += line[close] == '`' ? run_of(line, close) : 1;
      }
      const std::string_view span = line.substr(at, close + run - at);
      const bool is_code = close < line.size() && span.find('|') == std::string_view::npos;
      safe += is_code ? span : line.substr(at, run);
      at += is_code ? span.size() : run;
    } else {
      if (character == '<') safe += '\\';
      safe += character;
      ++at;
    }
  }
  return safe;
}

/// Written as a link only if that is all it can be.
std::string link_from(std::string_view url) {
  std::string link = "<" + std::string(url) + ">";
  const bool plain =
      std::ranges::none_of(url, [](char character) { return static_cast<unsigned char>(character) <= 0x20; });
  return plain && autolink_at(link, 0) == link.size() ? link : markdown_from_line(url);
}

std::string bold(std::string_view markdown) {
  while (markdown.ends_with(' ')) markdown.remove_suffix(1);
  return markdown.empty() ? std::string() : "**" + std::string(markdown) + "**";
}

class Report {
 public:
  Report(const Postmortem& postmortem, const TimeZones& zones)
      : postmortem_(postmortem), zones_(zones), language_(language_from_tag(postmortem.language)) {
    name_entries(object_of<Postmortem>(), &postmortem);
  }

  std::string write() {
    text_ = "# " + (postmortem_.title.empty() ? word(Text::markdown_untitled) : markdown_from_line(postmortem_.title)) +
            "\n\n";
    static constexpr Keys lists_of_context = {"systems", "people", "links", "refs"};
    static constexpr Keys in_parts = {"context", "impact", "causes", "detection", "resolution"};
    static constexpr Keys lessons = {"lessons", "questions"};
    static constexpr Keys worked = {"worked", "did_not_work", "lucky", "surprised"};
    static constexpr Keys more = {"meetings",  "related", "approvals", "comments",
                                  "dismissed", "fields",  "images",    "sources"};
    static constexpr Keys laid_out = {"title",    "id",     "history", "moments",
                                      "timeline", "review", "actions", "no_action_because",
                                      "sections", "form",   "language"};

    write_facts(lists_of_context, in_parts, more, laid_out);
    part(Text::field_context);
    write_members(object_of<Context>(), &postmortem_.context);
    write_fields(lists_of_context);
    part(Text::field_timeline);
    write_moments();
    write_timeline();
    part(Text::field_impact);
    write_members(object_of<Impact>(), &postmortem_.impact);
    part(Text::field_causes);
    write_members(object_of<Causes>(), &postmortem_.causes);
    part(Text::markdown_review);
    write_members(object_of<Review>(), &postmortem_.review, worked);
    write_fields({"detection", "resolution"});
    part(Text::field_actions);
    write_actions();
    part(Text::markdown_lessons);
    write_members(object_of<Review>(), &postmortem_.review, lessons);
    for (const Section& section : postmortem_.sections) write_section(section);
    part(Text::markdown_more);
    write_fields(more);
    write_members(object_of<History>(), &postmortem_.history, {"authors"});
    drop_empty_part();
    while (text_.ends_with("\n\n")) text_.pop_back();
    return std::move(text_);
  }

 private:
  std::string word(Text text) const { return std::string(say(language_, text)); }

  std::string label_of(const Field& field) const {
    const auto label = label_of_field(field.key);
    return label ? word(*label) : std::string(field.key);
  }

  /// Begins a part; one that stayed empty is taken back.
  void part(Text heading) {
    drop_empty_part();
    part_begin_ = text_.size();
    text_ += "## " + word(heading) + "\n\n";
    part_body_ = text_.size();
  }

  void drop_empty_part() {
    if (part_body_ == text_.size() && part_body_ > 0) text_.resize(part_begin_);
  }

  // ---- names of entries, for references --------------------------------------------------------------------------

  void name_entries(const Object& object, const void* value) {
    if (object.has_id()) {
      if (const Field* head = head_of(object, value)) names_[id_of(object, value)] = short_value(*head, value);
    }
    for (const Field& field : object.fields) {
      const void* const member = field.in(const_cast<void*>(value));
      if (field.type->shape == Shape::object) name_entries(field.type->object(), member);
      if (field.type->shape != Shape::list || field.type->element->shape != Shape::object) continue;
      for_each(*field.type, member, [&](const void* entry) { name_entries(field.type->element->object(), entry); });
    }
  }

  std::string short_value(const Field& field, const void* value) const {
    const std::string whole = inline_value(*field.type, field, field.in(const_cast<void*>(value)));
    constexpr std::size_t most = 80;
    if (whole.size() <= most) return whole;
    // Cut from the text itself, not from its escaped form.
    const auto& text = *static_cast<const std::string*>(field.in(const_cast<void*>(value)));
    std::size_t end = std::min(most, text.size());
    while (end > 0 && end < text.size() && is_utf8_continuation(text[end])) --end;
    return markdown_from_line(std::string(text.substr(0, end)) + (end < text.size() ? "…" : ""));
  }

  template <class Visit>
  static void for_each(const Type& list, const void* value, Visit visit) {
    const std::size_t size = list.list->size(value);
    for (std::size_t index = 0; index < size; ++index) visit(list.list->at(const_cast<void*>(value), index));
  }

  /// The field that says what an entry is; null if it is empty.
  static const Field* head_of(const Object& object, const void* value) {
    for (const std::string_view key :
         {"title", "name", "text", "criterion", "label", "file", "person", "key", "url", "quote"}) {
      const Field* field = find_field(object, key);
      if (field != nullptr && field->type->shape == Shape::text &&
          !is_default(*field->type, field->in(const_cast<void*>(value))))
        return field;
    }
    return nullptr;
  }

  // ---- values ----------------------------------------------------------------------------------------------------

  std::string time_text(Instant at, Precision precision) const {
    const UtcOffset offset = zones_.offset_at(postmortem_.time_zone, at).value_or(UtcOffset{});
    const std::string whole = format_instant(at, offset);
    const std::string date = whole.substr(0, 10);
    if (precision == Precision::month) return date.substr(0, 7);
    if (precision == Precision::day) return date;
    const std::size_t seconds = 16;
    const std::size_t zone = whole.find_first_of("Z+-", seconds);
    const std::string clock = whole.substr(11, (precision == Precision::second ? zone : seconds) - 11);
    const std::string shown_zone = whole[zone] == 'Z' ? "UTC" : whole.substr(zone);
    return date + " " + clock + " " + shown_zone;
  }

  std::string time_text(const Time& time) const {
    std::string text;
    const auto add = [&](std::string piece) {
      if (!text.empty()) text += "; ";
      text += piece;
    };
    if (time.at) {
      const std::string shown = time_text(*time.at, time.precision);
      add(time.approximate ? say(language_, Text::markdown_about, shown) : shown);
    }
    if (time.earliest) add(say(language_, Text::markdown_not_before, time_text(*time.earliest, time.precision)));
    if (time.latest) add(say(language_, Text::markdown_not_after, time_text(*time.latest, time.precision)));
    // What was written is shown unless it says the same.
    const bool repeats = time.at && (text.starts_with(time.written) || parse_instant(time.written) == *time.at);
    if (!time.written.empty() && !repeats) add("“" + markdown_from_line(time.written) + "”");
    // What the written time was read with, where that is not what is shown anyway.
    if (!time.offset.empty() && !text.contains(time.offset)) add(markdown_from_line(time.offset));
    if (!time.zone.empty() && time.zone != postmortem_.time_zone) add(markdown_from_line(time.zone));
    if (!time.note.empty()) add(markdown_from_line(time.note));
    return text;
  }

  std::string inline_value(const Type& type, const Field& field, const void* value) const {
    switch (type.shape) {
      case Shape::text: {
        const auto& text = *static_cast<const std::string*>(value);
        if (field.key == "url") return link_from(text);
        if (field.rule == TextRule::cause_end && text == "incident") return word(Text::markdown_the_incident);
        if (const auto id = uuid_from(text)) return reference(*id);
        return markdown_from_line(text);
      }
      case Shape::boolean: return word(Text::markdown_yes);
      case Shape::integer: return std::to_string(*static_cast<const std::int64_t*>(value));
      case Shape::decimal: return static_cast<const Decimal*>(value)->text;
      case Shape::instant: return time_text(*static_cast<const Instant*>(value), Precision::second);
      case Shape::offset: return format_offset(*static_cast<const UtcOffset*>(value));
      case Shape::id: return reference(*static_cast<const Uuid*>(value));
      case Shape::choice: {
        const auto choice = *static_cast<const std::uint8_t*>(value);
        const auto label = label_of_choice(type, choice);
        return label ? word(*label) : std::string(type.choices[choice]);
      }
      case Shape::optional: return inline_value(*type.element, field, type.optional->value(const_cast<void*>(value)));
      case Shape::list: {
        std::string joined;
        for_each(type, value, [&](const void* entry) {
          if (!joined.empty()) joined += ", ";
          joined += inline_value(*type.element, field, entry);
        });
        return joined;
      }
      case Shape::object: return time_text(*static_cast<const Time*>(value));
      case Shape::bytes: return {};
    }
    return {};
  }

  std::string reference(const Uuid& id) const {
    const auto found = names_.find(id);
    return found != names_.end() ? found->second : text_of(id);
  }

  /// What is written on one line, after its label.
  static bool is_inline(const Type& type) {
    if (type.element != nullptr) return is_inline(*type.element);
    return type.shape != Shape::object || type.object == object_of<Time>;
  }

  static bool is_prose(const Field& field) { return field.rule == TextRule::prose && field.type->shape == Shape::text; }

  /// An optional's content; any other value itself.
  static std::pair<const Type*, const void*> unwrapped(const Field& field, const void* value) {
    const void* const member = field.in(const_cast<void*>(value));
    if (field.type->shape != Shape::optional) return {field.type, member};
    return {field.type->element, field.type->optional->value(const_cast<void*>(member))};
  }

  // ---- bullets ---------------------------------------------------------------------------------------------------

  void line(std::size_t indent, std::string_view content) {
    text_.append(indent, ' ');
    text_ += content;
    text_ += '\n';
  }

  /// Prose under what stands before it, as far to the right; blank lines are kept blank.
  void indented_prose(std::size_t indent, std::string_view prose) {
    const std::string safe = markdown_from_prose(prose);
    for (std::size_t at = 0; at < safe.size();) {
      const std::size_t end = std::min(safe.find('\n', at), safe.size());
      if (end == at) {
        text_ += '\n';
      } else {
        line(indent, std::string_view(safe).substr(at, end - at));
      }
      at = end + 1;
    }
  }

  void bullet_prose(const std::string& label, std::string_view prose, std::size_t indent) {
    if (prose.find_first_of("\r\n") == std::string_view::npos)
      return line(indent, label + " " + line_without_html(prose));
    line(indent, label);
    text_ += '\n';
    indented_prose(indent + 2, prose);
    text_ += '\n';
  }

  void bullet_field(const Field& field, const void* value, std::size_t indent) {
    const auto [type, member] = unwrapped(field, value);
    const std::string label = "- **" + label_of(field) + ":**";
    if (is_prose(field)) {
      bullet_prose(label, *static_cast<const std::string*>(member), indent);
    } else if (is_inline(*type)) {
      line(indent, label + " " + inline_value(*type, field, member));
    } else if (type->shape == Shape::list) {
      line(indent, label);
      for_each(*type, member, [&](const void* entry) { bullet_entry(type->element->object(), entry, indent + 2); });
    } else if (const std::string joined = joined_members(type->object(), member); !joined.empty()) {
      line(indent, label + " " + joined);
    } else {
      line(indent, label);
      bullet_fields(type->object(), member, indent + 2);
    }
  }

  /// "Approved", "1, SEV1": a small object without labels, if each of its values speaks for itself; else nothing.
  std::string joined_members(const Object& object, const void* value) const {
    if (&object != &object_of<Status>() && &object != &object_of<Severity>() && &object != &object_of<Owner>())
      return {};
    std::string joined;
    for (const Field& field : object.fields) {
      const void* const member = field.in(const_cast<void*>(value));
      if (is_default(*field.type, member) && field.presence == Presence::optional) continue;
      if (!joined.empty()) joined += ", ";
      joined += inline_value(*field.type, field, member);
    }
    return joined;
  }

  void bullet_fields(const Object& object, const void* value, std::size_t indent) {
    for (const Field& field : object.fields) {
      if (!is_default(*field.type, field.in(const_cast<void*>(value))) || field.type->shape == Shape::choice) {
        bullet_field(field, value, indent);
      }
    }
  }

  void bullet_entry(const Object& object, const void* value, std::size_t indent) {
    const Field* const head = head_of(object, value);
    if (head == nullptr) {
      line(indent, "-");
    } else if (is_prose(*head)) {
      bullet_prose("- **" + label_of(*head) + ":**",
                   *static_cast<const std::string*>(head->in(const_cast<void*>(value))), indent);
    } else {
      line(indent, "- " + bold(inline_value(*head->type, *head, head->in(const_cast<void*>(value)))));
    }
    for (const Field& field : object.fields) {
      if (&field == head || field.key == "id" || field.key == "data") continue;
      const bool said = !is_default(*field.type, field.in(const_cast<void*>(value)));
      if (said || field.presence == Presence::always) bullet_field(field, value, indent + 2);
    }
  }

  // ---- parts -----------------------------------------------------------------------------------------------------

  void heading(std::string_view text) {
    end_block();
    text_ += "### ";
    text_ += text;
    text_ += "\n\n";
  }

  void end_block() {
    if (!text_.ends_with("\n\n")) text_ += '\n';
  }

  /// A field of a part that is more than a line, under a heading of its own.
  void write_block(const Field& field, const void* value) {
    const auto [type, member] = unwrapped(field, value);
    heading(label_of(field));
    if (is_prose(field)) {
      text_ += markdown_from_prose(*static_cast<const std::string*>(member));
    } else if (type->shape == Shape::list && !is_inline(*type)) {
      for_each(*type, member, [&](const void* entry) { bullet_entry(type->element->object(), entry, 0); });
    } else if (type->shape == Shape::list) {
      for_each(*type, member, [&](const void* entry) { line(0, "- " + inline_value(*type->element, field, entry)); });
    } else {
      bullet_fields(type->object(), member, 0);
    }
    end_block();
  }

  static bool is_block(const Field& field) {
    return is_prose(field) || field.type->shape == Shape::list || !is_inline(*field.type);
  }

  /// The fields of a part, all or those named: first what fits a line each, then the rest.
  void write_members(const Object& object, const void* value, Keys keys = {}) {
    for (const bool block : {false, true}) {
      for (const Field& field : object.fields) {
        const bool wanted = keys.size() == 0 || contains(keys, field.key);
        if (!wanted || is_block(field) != block || is_default(*field.type, field.in(const_cast<void*>(value))))
          continue;
        if (block) {
          write_block(field, value);
        } else {
          bullet_field(field, value, 0);
        }
      }
      end_block();
    }
  }

  void write_fields(Keys keys) {
    for (const std::string_view key : keys) write_members(object_of<Postmortem>(), &postmortem_, {key});
  }

  /// What stands under the title: every field that is in no part.
  template <class... Parts>
  void write_facts(const Parts&... parts) {
    for (const Field& field : object_of<Postmortem>().fields) {
      if ((contains(parts, field.key) || ...)) continue;
      const bool said = !is_default(*field.type, field.in(const_cast<Postmortem*>(&postmortem_)));
      if (said || field.presence == Presence::always) bullet_field(field, &postmortem_, 0);
    }
    end_block();
  }

  void write_section(const Section& section) {
    drop_empty_part();
    text_ +=
        "## " + (section.title.empty() ? word(Text::markdown_untitled) : markdown_from_line(section.title)) + "\n\n";
    part_body_ = 0;
    for (const std::string* prose : {&section.prompt, &section.body}) {
      if (prose->empty()) continue;
      text_ += markdown_from_prose(*prose);
      text_ += "\n\n";
    }
  }

  // ---- tables ----------------------------------------------------------------------------------------------------

  void table_head(std::initializer_list<Text> columns) {
    for (const Text column : columns) text_ += "| " + word(column) + " ";
    text_ += "|\n";
    for (std::size_t index = 0; index < columns.size(); ++index) text_ += "| --- ";
    text_ += "|\n";
  }

  void row(std::initializer_list<std::string> cells) {
    for (const std::string& cell : cells) {
      text_ += cell.empty() ? "| " : "| " + cell + " ";
    }
    text_ += "|\n";
  }

  /// Prose in a cell: on one line, its bars not the table's.
  static std::string cell_from_prose(std::string_view prose) {
    std::string cell;
    std::size_t at = 0;
    while (at < prose.size()) {
      const std::size_t end = std::min(prose.find_first_of("\r\n", at), prose.size());
      if (!cell.empty() && end > at) cell += "<br>";
      for (const char character : line_without_html(prose.substr(at, end - at))) {
        if (character == '|' && !cell.ends_with('\\')) cell += '\\';
        cell += character;
      }
      at = end + 1;
    }
    return cell;
  }

  void write_moments() {
    const Moments& moments = postmortem_.moments;
    if (moments == Moments{}) return;
    heading(word(Text::field_moments));
    table_head({Text::field_what, Text::field_state, Text::field_time, Text::field_basis, Text::field_note});
    for (std::size_t index = 0; index < moment_count; ++index) {
      const Moment& moment = moments.all[index];
      if (moment == Moment{}) continue;
      std::string time = moment.time ? time_text(*moment.time) : std::string();
      if (moment.event) {
        const auto event = std::ranges::find(postmortem_.timeline, *moment.event, &TimelineEvent::id);
        if (event != postmortem_.timeline.end()) time = time_text(event->time);
      }
      row({word(unrepeat::label_of(static_cast<MomentKind>(index))), word(unrepeat::label_of(moment.state)), time,
           moment.basis ? word(unrepeat::label_of(*moment.basis)) : std::string(), markdown_from_line(moment.note)});
    }
    end_block();
  }

  /// Under a table, what its columns have no room for.
  template <class Entry>
  void write_details(const std::vector<Entry>& entries, Keys in_table) {
    const Object& object = object_of<Entry>();
    bool first = true;
    for (const Entry& entry : entries) {
      const bool more = std::ranges::any_of(object.fields, [&](const Field& field) {
        return field.key != "id" && !contains(in_table, field.key) &&
               !is_default(*field.type, field.in(const_cast<Entry*>(&entry)));
      });
      if (!more) continue;
      if (first) heading(word(Text::markdown_details));
      first = false;
      line(0, "- " + bold(reference(entry.id)));
      for (const Field& field : object.fields) {
        if (field.key == "id" || contains(in_table, field.key) ||
            is_default(*field.type, field.in(const_cast<Entry*>(&entry))))
          continue;
        bullet_field(field, &entry, 2);
      }
    }
    if (!first) end_block();
  }

  void write_timeline() {
    if (postmortem_.timeline.empty()) return;
    std::vector<const TimelineEvent*> events;
    for (const TimelineEvent& event : postmortem_.timeline) events.push_back(&event);
    std::ranges::stable_sort(events, [](const auto* left, const auto* right) { return comes_before(*left, *right); });
    table_head({Text::field_time, Text::field_kind, Text::field_what, Text::field_actor});
    for (const TimelineEvent* event : events) {
      row({time_text(event->time), word(unrepeat::label_of(event->kind)),
           (event->starred ? "★ " : "") + cell_from_prose(event->text), markdown_from_line(event->actor)});
    }
    end_block();
    write_details(postmortem_.timeline, {"time", "kind", "text", "actor", "rank", "starred"});
  }

  void write_actions() {
    if (!postmortem_.no_action_because.empty()) {
      write_fields({"no_action_because"});
    } else if (postmortem_.actions.empty()) {
      line(0, word(Text::markdown_no_actions));
      end_block();
    }
    if (postmortem_.actions.empty()) return;
    table_head({Text::field_action, Text::field_owner, Text::field_due, Text::field_state});
    for (const Action& action : postmortem_.actions) {
      const std::string owner = action.owner ? joined_members(object_of<Owner>(), &*action.owner) : std::string();
      row({markdown_from_line(action.title), owner, action.due, word(unrepeat::label_of(action.state))});
    }
    end_block();
    write_details(postmortem_.actions, {"title", "owner", "due", "state"});
  }

  const Postmortem& postmortem_;
  const TimeZones& zones_;
  const Language language_;
  std::map<Uuid, std::string> names_;
  std::string text_;
  std::size_t part_begin_ = 0;
  std::size_t part_body_ = 0;
};

}  // namespace

std::string markdown_from_line(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t\r\n"), line.size());
  // "- x" and "1. x" would begin a list, "= x" would make a heading of the line before.
  const std::size_t marker = std::min(line.find_first_not_of("0123456789", begin), line.size());
  const std::string_view markers = marker == begin ? "-+=" : ".)";
  std::string safe;
  for (std::size_t at = begin; at < line.size(); ++at) {
    const char character = line[at];
    if (character == '\n' || character == '\r') {
      safe += ' ';
      continue;
    }
    bool markup = std::string_view("\\`*[]<>#|~&").find(character) != std::string_view::npos;
    if (at == marker && markers.find(character) != std::string_view::npos) markup = true;
    // Inside a word an underscore is nothing but itself.
    if (character == '_') {
      markup =
          at == 0 || at + 1 == line.size() || !is_letter_or_digit(line[at - 1]) || !is_letter_or_digit(line[at + 1]);
    }
    if (markup) safe += '\\';
    safe += character;
  }
  return safe;
}

std::string markdown_from_prose(std::string_view prose) {
  std::string safe;
  std::string fence;  // the one that is open, or empty
  for (std::size_t at = 0; at <= prose.size();) {
    const std::size_t end = std::min(prose.find_first_of("\r\n", at), prose.size());
    const std::string_view line = prose.substr(at, end - at);
    at = end + (prose.substr(end).starts_with("\r\n") ? 2 : 1);
    // A fence that is indented a little would be closed by the end of a list which we do not look for: it is moved out.
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view content = line.substr(indent);
    const bool may_be_fence = indent < 4 && (content.starts_with("```") || content.starts_with("~~~"));
    const std::size_t run = may_be_fence ? run_of(content, 0) : 0;
    if (!fence.empty()) {
      const bool closes = may_be_fence && content[0] == fence[0] && run >= fence.size() &&
                          content.find_first_not_of(" \t", run) == std::string_view::npos;
      safe += closes ? content : line;
      if (closes) fence.clear();
    } else if (may_be_fence && (content[0] == '~' || content.find('`', run) == std::string_view::npos)) {
      fence.assign(run, content[0]);
      safe += content;
    } else {
      safe += line_without_html(line);
    }
    safe += '\n';
  }
  if (!fence.empty()) safe += fence + "\n";
  while (safe.ends_with("\n\n")) safe.pop_back();
  return safe;
}

std::string write_markdown(const Postmortem& postmortem, const TimeZones& zones) {
  return Report(postmortem, zones).write();
}

std::string write_markdown(const Bundle& bundle, const TimeZones& zones) {
  std::string text;
  for (const Postmortem& postmortem : bundle.postmortems) {
    if (!text.empty()) text += "\n---\n\n";
    text += write_markdown(postmortem, zones);
  }
  return text;
}

}  // namespace unrepeat
