// What the entries of every list look like as a form: one line each. What a field is called is in its description.
#include <algorithm>
#include <cmath>

#include "core/impact/measure.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/format.hpp"
#include "shell/screens/postmortem/parts.hpp"

namespace unrepeat::shell {
namespace {

template <class T>
const T& as(const void* entry) {
  return *static_cast<const T*>(entry);
}

/// "10:07 → 10:48: 41 min".
std::string window_words(const PartForm& form, const void* entry) {
  const auto& window = as<ImpactWindow>(entry);
  if (!window.start.at && window.start.written.empty()) return {};
  const std::string start = form.clock_of(window.start);
  if (!window.end) return form.kit.say(Text::editor_window_open, start);
  const std::string end = form.clock_of(*window.end);
  if (!window.start.at || !window.end->at || *window.end->at < *window.start.at) return start + " → " + end;
  return form.kit.say(Text::editor_duration, start, end, format_duration(*window.end->at - *window.start.at));
}

std::string stated_words(const PartForm& form, const void* entry) {
  const auto& stated = as<StatedDuration>(entry);
  const std::string length =
      stated.value.empty() ? std::string(form.kit.say(Text::editor_not_said)) : stated.value.text + " min";
  return form.kit.say(Text::editor_duration, form.kit.say(label_of(stated.from)), form.kit.say(label_of(stated.to)),
                      length);
}

/// What the record says of the same, where it says otherwise.
std::string recorded_otherwise(const PartForm& form, const void* entry) {
  const auto& stated = as<StatedDuration>(entry);
  const auto recorded = stated.value.empty() ? std::nullopt : recorded_duration(form.value, stated);
  if (!recorded || !differs(stated, *recorded)) return {};
  return form.kit.say(Text::impact_recorded_differs, format_duration(*recorded));
}

/// The part of all, where only how many of how many was said.
std::string figure_share(const PartForm& form, const void* entry) {
  const auto& figure = as<ImpactFigure>(entry);
  const auto share = figure.share.empty() ? share_of(figure) : std::nullopt;
  return share ? percent_words(form.workspace.language, *share) : std::string();
}

/// "PNG · 900 × 420".
std::string image_words(const PartForm& form, const void* entry) {
  const auto& image = as<Image>(entry);
  std::string words = image.media_type.substr(image.media_type.find('/') + 1);
  for (char& letter : words)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  const Picture& picture = form.workspace.picture(image.sha256);
  if (picture.state == Picture::State::shown)
    words += " · " + std::to_string(std::lround(picture.width)) + " × " + std::to_string(std::lround(picture.height));
  return words;
}

std::string meeting_words(const PartForm& form, const void* entry) {
  const auto& meeting = as<Meeting>(entry);
  if (!meeting.at) return {};
  return meeting.at->at ? form.words_of(*meeting.at->at) : meeting.at->written;
}

void draw_address(PartForm& form, const std::string& url) {
  if (url.starts_with("https://") || url.starts_with("http://"))
    link(form.kit, form.kit.say(Text::editor_open_link), url);
}
void draw_link(PartForm& form, const void* entry, const std::string&) { draw_address(form, as<Link>(entry).url); }
void draw_reference(PartForm& form, const void* entry, const std::string&) {
  draw_address(form, as<Reference>(entry).url);
}
void draw_ticket(PartForm& form, const void* entry, const std::string&) {
  draw_address(form, as<ActionLink>(entry).url);
}
void draw_evidence(PartForm& form, const void* entry, const std::string&) {
  draw_address(form, as<Evidence>(entry).url);
}
void draw_proof(PartForm& form, const void* entry, const std::string&) { draw_address(form, as<Proof>(entry).url); }

void draw_relation(PartForm& form, const void* entry, const std::string&) {
  if (const auto& target = as<Relation>(entry).target)
    link(form.kit, form.kit.say(Text::editor_open_link), "#/pm/" + text_of(*target));
}

constexpr EntryForm forms[] = {
    {.object = "link",
     .number = Text::editor_link_number,
     .add = Text::editor_add_link,
     .lines = "title|kind url",
     .below = draw_link},
    {.object = "reference",
     .number = Text::editor_reference_number,
     .add = Text::editor_add_reference,
     .lines = "key|system url",
     .below = draw_reference},
    {.object = "system",
     .number = Text::editor_system_number,
     .add = Text::editor_add_system,
     .lines = "name|environment region owner_team|external"},
    {.object = "person",
     .number = Text::editor_person_number,
     .add = Text::editor_add_person,
     .lines = "name|kind team org|roles"},
    {.object = "relation",
     .number = Text::editor_relation_number,
     .add = Text::editor_add_relation,
     .lines = "title|kind ref|note",
     .below = draw_relation},
    {.object = "section",
     .number = Text::editor_section_number,
     .add = Text::editor_add_section,
     .lines = "title|body|prompt"},
    {.object = "custom field",
     .number = Text::editor_value_number,
     .add = Text::editor_add_value,
     .lines = "label|value|type name"},
    {.object = "image",
     .number = Text::editor_image_number,
     .lines = "alt",
     .prompt = Text::editor_image_prompt,
     .follows = image_words,
     .above = draw_image,
     .below = draw_image_file},
    {.object = "evidence",
     .number = Text::editor_evidence_number,
     .add = Text::editor_add_evidence,
     .lines = "record|source url|quote",
     .below = draw_evidence},
    {.object = "impact window",
     .number = Text::editor_window_number,
     .add = Text::editor_add_window,
     .lines = "start end|level share|systems|note",
     .words = window_words},
    {.object = "impact figure",
     .number = Text::editor_figure_number,
     .add = Text::editor_add_figure,
     .lines = "label|what affected total share|lower_bound|window",
     .follows = figure_share},
    {.object = "stated duration",
     .number = Text::editor_stated_number,
     .add = Text::editor_add_stated,
     .lines = "from to value=minutes|written basis",
     .words = stated_words,
     .follows = recorded_otherwise},
    {.object = "review item", .number = Text::editor_item_number, .lines = "text|category|events|factors"},
    {.object = "question", .number = Text::editor_item_number, .lines = "text|answer|owner event"},
    {.object = "meeting",
     .number = Text::editor_meeting_number,
     .add = Text::editor_add_meeting,
     .lines = "at|minutes facilitator|attendees|notes|parking_lot",
     .words = meeting_words},
    {.object = "approval",
     .number = Text::editor_approval_number,
     .add = Text::editor_add_approval,
     .lines = "person|role outcome|note",
     .read = "at",
     .prompt = Text::editor_approval_prompt},
    {.object = "check",
     .number = Text::editor_check_number,
     .add = Text::editor_add_check,
     .lines = "criterion|on=due result by|note",
     .prompt = Text::editor_check_prompt,
     .above = draw_asked_of_check},
    {.object = "action link",
     .number = Text::editor_ticket_number,
     .add = Text::editor_add_ticket,
     .lines = "key|system title|url",
     .below = draw_ticket},
    {.object = "proof",
     .number = Text::editor_proof_number,
     .add = Text::editor_add_proof,
     .lines = "text|url",
     .below = draw_proof},
};

}  // namespace

const EntryForm* entry_form(std::string_view object) {
  const auto* found = std::ranges::find(forms, object, &EntryForm::object);
  return found == std::end(forms) ? nullptr : found;
}

std::vector<Candidate> candidates_for(const PartForm& form, std::string_view key) {
  std::vector<Candidate> candidates;
  // A sentence or two: what tells one factor from another may stand late in it.
  constexpr std::size_t most_letters = 200;
  const auto add = [&](const Uuid& id, std::string_view words) {
    candidates.push_back(
        {id, words.empty() ? std::string(form.kit.say(Text::editor_no_words_yet)) : beginning_of(words, most_letters)});
  };
  const Postmortem& value = form.value;
  if (key == "factors" || key == "addresses") {
    for (const Factor& factor : value.causes.factors) add(factor.id, factor.text);
  } else if (key == "systems") {
    for (const AffectedSystem& system : value.systems) add(system.id, system.name);
  } else if (key == "window") {
    for (const ImpactWindow& window : value.impact.windows) add(window.id, window_words(form, &window));
  } else if (key == "source") {
    for (const Source& source : value.sources) add(source.id, name_of(source));
  } else if (key == "actions") {
    for (const Action& action : value.actions) add(action.id, action.title);
  } else if (key == "event" || key == "events" || key == "same_as" || key == "folded_into") {
    for (const TimelineEvent& event : value.timeline) add(event.id, form.clock_of(event.time) + " " + event.text);
  }
  return candidates;
}

}  // namespace unrepeat::shell
