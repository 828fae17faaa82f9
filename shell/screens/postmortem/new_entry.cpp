// The entry is looked up in every frame: undoing may have taken it out meanwhile.
#include "shell/screens/postmortem/new_entry.hpp"

#include <algorithm>

namespace unrepeat::shell {
namespace {

/// Whether it says anything beside what this field writes.
bool says_more(const Place& place, const NewEntry& what) {
  return std::ranges::any_of(place.type->object().fields, [&](const Field& field) {
    if (field.key == "id" || field.key == what.key || field.key == what.other_key) return false;
    return !is_default(*field.type, field.in(place.value));
  });
}

std::vector<Command> commands_for(const NewEntry& what, const Uuid& id, std::string_view text) {
  if (what.make != nullptr) return what.make(id, text);
  const std::string path = joined(what.list, id);
  std::vector<Command> commands{AddEntry{std::string(what.list), id}};
  if (!what.other_key.empty()) commands.push_back(SetField{joined(path, what.other_key), what.other_value});
  commands.push_back(SetField{joined(path, what.key), std::string(text)});
  return commands;
}

}  // namespace

TextEdit new_entry_field(PartForm& form, const NewEntry& what, std::optional<Uuid>& entry, std::string_view label,
                         const FieldOptions& options) {
  std::optional<Place> place;
  if (entry)
    place = find_place(object_of<Postmortem>(), const_cast<Postmortem*>(&form.value), joined(what.list, *entry));
  if (!place || place->value == nullptr) {
    place.reset();
    entry.reset();
  }
  std::string text;
  if (place) text = *static_cast<const std::string*>(find_field(place->type->object(), what.key)->in(place->value));
  const TextEdit edit = text_field(form.kit, label, text, options);
  const bool is_blank = edit.text.find_first_not_of(" \n") == std::string_view::npos;
  if (edit.changed && place) {
    form.wants(joined(what.list, *entry),
               SetField{joined(joined(what.list, *entry), what.key), std::string(edit.text)});
  } else if (edit.changed && !is_blank) {
    entry = form.workspace.ports().ids.next();
    form.wants(what.list, commands_for(what, *entry, edit.text));
  }
  if (edit.left && is_blank && place && !says_more(*place, what)) {
    form.wants(what.list, RemoveEntry{joined(what.list, *entry)});
    entry.reset();
  }
  return edit;
}

}  // namespace unrepeat::shell
