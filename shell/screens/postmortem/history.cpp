// The revisions: who wrote what and when, two of them beside each other, and a way back to one.
#include <algorithm>
#include <utility>

#include "core/history/change_words.hpp"
#include "core/history/word_difference.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/marked_text.hpp"

namespace unrepeat::shell {

/// What the history remembers between frames: what is compared, and the words of it as long as they hold.
struct HistoryMemory {
  struct Field {
    FieldWords words;
    WordDifference difference;
  };
  struct Thing {
    std::string heading;
    bool is_entry = false;
    std::vector<Field> fields;
  };
  /// Which words hold: those of these texts, in this language.
  struct Key {
    std::int64_t older = 0, newer = 0;
    std::uint64_t edition = 0, arrivals = 0;
    Language language{};
    bool operator==(const Key&) const = default;
  };
  bool is_comparing = false;
  bool takes_focus = false;  ///< What is shown next was asked for by a press.
  std::int64_t older = 0, newer = 0;
  std::optional<Instant> since;  ///< To be compared with now, once the revisions are here.
  std::int64_t restores = 0;     ///< Once it is here.
  std::optional<Key> compared, listed;
  std::vector<Thing> things;
  std::vector<std::vector<std::string>> sentences;  ///< For each row.
};

namespace {

constexpr std::size_t most_sentences = 4;

HistoryMemory& memory_of(PartForm& form) {
  auto& memory = form.memory.history;
  if (memory == nullptr) memory = std::make_shared<HistoryMemory>();
  return *memory;
}

Text text_of(RevisionKind kind) {
  return static_cast<Text>(static_cast<int>(Text::history_kind_begun) + static_cast<int>(kind));
}
static_assert(static_cast<int>(Text::history_kind_shared) - static_cast<int>(Text::history_kind_begun) ==
              static_cast<int>(RevisionKind::shared));

std::string name_of(const PartForm& form, std::int64_t number) {
  return number == 0 ? std::string(form.kit.say(Text::history_now)) : form.kit.say(Text::history_revision, number);
}

std::string who_and_when(const PartForm& form, const protocol::RevisionRow& row) {
  return form.words_of(row.at) + " · " + (row.by.empty() ? std::string(form.kit.say(Text::editor_somebody)) : row.by);
}

void compare(PartForm& form, std::int64_t older, std::int64_t newer) {
  HistoryMemory& memory = memory_of(form);
  memory.is_comparing = memory.takes_focus = true;
  memory.older = older;
  memory.newer = newer;
  form.kit.wake_in(0);
}

const std::vector<std::string>& sentences_of(PartForm& form, std::size_t row) {
  HistoryMemory& memory = memory_of(form);
  const RevisionHistory& history = form.open.history();
  const HistoryMemory::Key key{.arrivals = history.arrivals, .language = form.workspace.language};
  if (memory.listed != key) {
    memory.listed = key;
    memory.sentences.clear();
    ChangeWords words(form.workspace.language, form.workspace.zones());
    words.know(form.value);
    for (const protocol::RevisionRow& one : history.rows)
      memory.sentences.push_back(one.change ? words.sentences(*one.change) : std::vector<std::string>());
  }
  return memory.sentences[row];
}

/// The words of the two that are compared; null while one of them is not here.
const std::vector<HistoryMemory::Thing>* things_between(PartForm& form) {
  HistoryMemory& memory = memory_of(form);
  const Postmortem* older = form.workspace.revision(form.open, memory.older);
  const Postmortem* newer = older == nullptr ? nullptr : form.workspace.revision(form.open, memory.newer);
  if (newer == nullptr) return nullptr;
  const HistoryMemory::Key key{.older = memory.older,
                               .newer = memory.newer,
                               .edition = form.open.edition(),
                               .language = form.workspace.language};
  if (memory.compared == key) return &memory.things;
  memory.compared = key;
  memory.things.clear();
  ChangeWords words(form.workspace.language, form.workspace.zones());
  words.know(*older);
  words.know(*newer);
  for (ThingWords& thing : words.things(difference(*older, *newer))) {
    HistoryMemory::Thing one{.heading = words.heading_of(thing), .is_entry = thing.path.contains('/')};
    for (FieldWords& field : thing.fields) {
      WordDifference between = compare_words(field.before, field.after);
      one.fields.push_back({std::move(field), std::move(between)});
    }
    one.is_entry = one.fields.empty() || one.heading != one.fields.front().words.label;
    memory.things.push_back(std::move(one));
  }
  return &memory.things;
}

void draw_side(PartForm& form, Text label, std::string_view key, const std::string& words,
               std::span<const TextRange> marked, Mark mark) {
  Kit& kit = form.kit;
  auto column = kit.inset(0, 0, 2);
  text(kit, kit.say(label), {.style = Style::caption_strong});
  if (words.empty())
    text(kit, kit.say(Text::history_nothing), {.style = Style::secondary});
  else
    marked_text(kit, key, words, marked, mark);
}

void draw_thing(PartForm& form, const HistoryMemory::Thing& thing) {
  Kit& kit = form.kit;
  heading(kit, 4, thing.heading);
  // What came or went has one side only.
  const auto is_all = [&](const std::string FieldWords::* side) {
    return thing.is_entry && std::ranges::all_of(thing.fields, [&](const HistoryMemory::Field& one) {
             return (one.words.*side).empty();
           });
  };
  const bool is_new = is_all(&FieldWords::before), is_gone = is_all(&FieldWords::after);
  for (std::size_t i = 0; i < thing.fields.size() && (is_new || is_gone); ++i) {
    const HistoryMemory::Field& field = thing.fields[i];
    auto scope = kit.scope(i);
    auto group = kit.region(Role::group, field.words.label);
    text(kit, field.words.label, {.style = Style::caption});
    if (is_new)
      marked_text(kit, "after", field.words.after, field.difference.added, Mark::added);
    else
      marked_text(kit, "before", field.words.before, field.difference.removed, Mark::removed);
  }
  if (is_new || is_gone) {
    kit.space(4);
    return divider(kit);
  }
  for (std::size_t i = 0; i < thing.fields.size(); ++i) {
    const HistoryMemory::Field& field = thing.fields[i];
    auto scope = kit.scope(i);
    auto group = kit.region(Role::group, field.words.label);
    if (thing.is_entry) text(kit, field.words.label, {.style = Style::secondary_strong});
    kit.split({1, 1}, 24, 240, [&](std::size_t side) {
      if (side == 0)
        draw_side(form, Text::history_before, "before", field.words.before, field.difference.removed, Mark::removed);
      else
        draw_side(form, Text::history_after, "after", field.words.after, field.difference.added, Mark::added);
    });
    kit.space(8);
  }
  divider(kit);
}

void draw_choices(PartForm& form) {
  Kit& kit = form.kit;
  HistoryMemory& memory = memory_of(form);
  std::vector<std::string> names;
  std::vector<std::int64_t> numbers;
  const auto add = [&](std::int64_t number, std::string name) {
    numbers.push_back(number);
    names.push_back(std::move(name));
  };
  const auto& rows = form.open.history().rows;
  add(0, name_of(form, 0));
  for (const protocol::RevisionRow& row : rows)
    if (row.number != 0) add(row.number, name_of(form, row.number) + " · " + who_and_when(form, row));
  const std::vector<std::string_view> choices(names.begin(), names.end());
  const auto place_of = [&](std::int64_t number) -> std::optional<std::size_t> {
    const auto found = std::ranges::find(numbers, number);
    return found == numbers.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - numbers.begin()));
  };
  kit.split({1, 1}, 24, 240, [&](std::size_t side) {
    std::int64_t& number = side == 0 ? memory.older : memory.newer;
    const auto next =
        select(kit, kit.say(side == 0 ? Text::history_older_one : Text::history_newer_one), choices, place_of(number));
    if (!next) return;
    number = numbers[*next];
    kit.wake_in(0);
  });
}

void restore(PartForm& form, std::int64_t number) {
  memory_of(form).restores = number;
  memory_of(form).takes_focus = true;
  form.kit.wake_in(0);
}

void draw_comparison(PartForm& form) {
  Kit& kit = form.kit;
  HistoryMemory& memory = memory_of(form);
  {
    auto edge = kit.inset(-8, 0);
    auto row = kit.row();
    if (button(kit, kit.say(Text::history_stop_comparing), {.look = Look::quiet, .icon = Icon::arrow_left})) {
      memory.is_comparing = false;
      memory.takes_focus = true;
      kit.wake_in(0);
    }
  }
  heading(kit, 3, kit.say(Text::history_compare));
  draw_choices(form);
  const auto* things = things_between(form);
  if (things == nullptr) {
    const bool is_lost = std::ranges::any_of(form.open.history().unreadable, [&](std::int64_t number) {
      return number == memory.older || number == memory.newer;
    });
    if (is_lost)
      banner(kit, Tone::bad, form.open.history().trouble);
    else
      text(kit, kit.say(Text::history_loading), {.style = Style::secondary});
    return;
  }
  if (memory.older != 0) {
    auto row = kit.row();
    if (button(kit, kit.say(Text::history_restore, memory.older), {.icon = Icon::undo_2})) restore(form, memory.older);
    row.close();
    text(kit, kit.say(Text::history_restore_explained), {.style = Style::secondary});
  }
  divider(kit);
  if (things->empty()) text(kit, kit.say(Text::history_same), {.style = Style::secondary});
  for (std::size_t i = 0; i < things->size(); ++i) {
    auto scope = kit.scope(i);
    draw_thing(form, (*things)[i]);
  }
}

void draw_row(PartForm& form, std::size_t index) {
  Kit& kit = form.kit;
  const auto& rows = form.open.history().rows;
  const protocol::RevisionRow& row = rows[index];
  auto scope = kit.scope(static_cast<std::uint64_t>(row.number));
  auto item = kit.list_item(index + 1, rows.size() + static_cast<std::size_t>(form.open.history().older));
  {
    auto line = kit.row(8, 0);
    text(kit, name_of(form, row.number), {.style = Style::strong});
    std::string how(row.number == 0 && row.kind != RevisionKind::begun ? std::string_view{}
                                                                       : kit.say(text_of(row.kind)));
    if (row.source != 0) how += " " + kit.say(Text::history_from, row.source);
    text(kit, how, {.style = Style::secondary});
  }
  text(kit, who_and_when(form, row), {.style = Style::caption});
  const std::vector<std::string>& sentences = sentences_of(form, index);
  for (std::size_t i = 0; i < std::min(sentences.size(), most_sentences); ++i) text(kit, sentences[i]);
  if (sentences.size() > most_sentences)
    text(kit, kit.say(Text::history_and_more, sentences.size() - most_sentences), {.style = Style::secondary});
  auto edge = kit.inset(-8, 0);
  auto line = kit.row(4);
  const bool has_earlier = row.number != 1 && (row.number > 1 || rows.size() > 1);
  const std::int64_t earlier = row.number > 0 ? row.number - 1 : index + 1 < rows.size() ? rows[index + 1].number : 0;
  if (has_earlier) {
    const std::string name = row.number == 0 ? std::string(kit.say(Text::history_see_change_now))
                                             : kit.say(Text::history_see_change, row.number);
    const std::string_view shown = row.number == 0 ? std::string_view{} : kit.say(Text::history_see_change_shown);
    if (button(kit, name, {.look = Look::quiet, .shown = shown})) compare(form, earlier, row.number);
  }
  if (row.number == 0) return;
  if (index > 0 && button(kit, kit.say(Text::history_compare_with_now, row.number),
                          {.look = Look::quiet, .shown = kit.say(Text::history_compare_shown)}))
    compare(form, row.number, 0);
  if (index > 0 && button(kit, kit.say(Text::history_restore, row.number),
                          {.look = Look::quiet, .icon = Icon::undo_2, .shown = kit.say(Text::history_restore_shown)}))
    restore(form, row.number);
}

void draw_list(PartForm& form) {
  Kit& kit = form.kit;
  const RevisionHistory& history = form.open.history();
  text(kit, kit.say(Text::history_explained), {.style = Style::secondary});
  if (!history.has_arrived) {
    const bool is_here = form.workspace.is_usable();
    if (!history.trouble.empty())
      banner(kit, Tone::bad, history.trouble);
    else
      text(kit, kit.say(is_here ? Text::history_loading : Text::history_not_here), {.style = Style::secondary});
    return;
  }
  auto list = kit.region(Role::list, kit.say(Text::history_revisions));
  for (std::size_t i = 0; i < history.rows.size(); ++i) {
    draw_row(form, i);
    divider(kit);
  }
  list.close();
  if (history.rows.size() <= 1 && history.older == 0)
    text(kit, kit.say(Text::history_nothing_earlier), {.style = Style::secondary});
  if (history.older > 0 && button(kit, kit.say(Text::history_show_older, history.older)))
    form.workspace.read_older_revisions(form.open);
}

/// The newest that was written then or before.
void begin_comparison_since(PartForm& form, Instant at) {
  const auto& rows = form.open.history().rows;
  const auto found =
      std::ranges::find_if(rows, [&](const protocol::RevisionRow& row) { return row.number != 0 && row.at <= at; });
  if (found != rows.end()) compare(form, found->number, 0);
}

}  // namespace

void compare_since(PartForm& form, Instant at) { memory_of(form).since = at; }

void draw_history(PartForm& form) {
  HistoryMemory& memory = memory_of(form);
  form.workspace.read_history(form.open);
  if (memory.since && form.open.history().has_arrived) begin_comparison_since(form, *std::exchange(memory.since, {}));
  if (memory.restores != 0) {
    if (const Postmortem* to = form.workspace.revision(form.open, memory.restores)) {
      const std::int64_t number = std::exchange(memory.restores, 0);
      form.wants("history", {RestoreRevision{*to}}, number);
      form.offers_back(form.kit.say(Text::history_restored, number));
      memory.is_comparing = false;
    }
  }
  if (form.open.history().has_arrived && memory.restores == 0 && std::exchange(memory.takes_focus, false))
    form.kit.focus_what_follows();
  if (memory.is_comparing)
    draw_comparison(form);
  else
    draw_list(form);
  form.refusal("history");
}

}  // namespace unrepeat::shell
