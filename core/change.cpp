// Differences between two values of a post-mortem and their application: one walk over the description tables, no field
// by name.
#include "core/change.hpp"

#include <algorithm>
#include <map>

#include "core/describe/place.hpp"
#include "core/format/value.hpp"

namespace unrepeat {
namespace {

void* mutable_pointer(const void* value) { return const_cast<void*>(value); }

/// For every entry of `kept`, whether it stands in a longest increasing run; the others have moved.
std::vector<bool> keeps_its_order(const std::vector<std::size_t>& places) {
  std::vector<std::size_t> tails, previous(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto tail = std::ranges::lower_bound(tails, places[i], {}, [&](std::size_t index) { return places[index]; });
    previous[i] = tail == tails.begin() ? places.size() : *(tail - 1);
    if (tail == tails.end()) {
      tails.push_back(i);
    } else {
      *tail = i;
    }
  }
  std::vector<bool> keeps(places.size(), false);
  for (std::size_t i = tails.empty() ? places.size() : tails.back(); i < places.size(); i = previous[i])
    keeps[i] = true;
  return keeps;
}

class Comparison {
 public:
  explicit Comparison(std::vector<Edit>& edits) : edits_(edits) {}

  void compare_objects(const Object& object, const void* before, const void* after, const std::string& path) {
    for (const Field& field : object.fields) {
      if (path.empty() && field.key == "history") continue;
      const void* old_value = field.in(mutable_pointer(before));
      const void* new_value = field.in(mutable_pointer(after));
      if (are_equal(*field.type, old_value, new_value)) continue;
      const std::string field_path = path_of(path, field.key);
      if (field.type->shape == Shape::object) {
        compare_objects(field.type->object(), old_value, new_value, field_path);
      } else if (is_entity_list(*field.type)) {
        compare_lists(*field.type, old_value, new_value, field_path);
      } else {
        edits_.push_back({.path = field_path,
                          .before = text_unless_default(*field.type, old_value),
                          .after = text_unless_default(*field.type, new_value)});
      }
    }
    if (object.unknown == nullptr) return;
    const auto& old_keys = *object.unknown(mutable_pointer(before));
    const auto& new_keys = *object.unknown(mutable_pointer(after));
    if (old_keys == new_keys) return;
    const Type& type = type_of<std::vector<UnknownKey>>();
    edits_.push_back({.path = path_of(path, unknown_keys_step),
                      .before = text_unless_default(type, &old_keys),
                      .after = text_unless_default(type, &new_keys)});
  }

 private:
  static std::optional<std::string> text_unless_default(const Type& type, const void* value) {
    if (is_default(type, value)) return std::nullopt;
    return write_value(type, value);
  }

  void compare_lists(const Type& type, const void* before, const void* after, const std::string& path) {
    const Object& object = type.element->object();
    const auto entry = [&](const void* list, std::size_t index) {
      return static_cast<const void*>(type.list->at(mutable_pointer(list), index));
    };
    const std::size_t old_size = type.list->size(before);
    const std::size_t new_size = type.list->size(after);
    std::map<Uuid, std::size_t> new_places;
    for (std::size_t i = 0; i < new_size; ++i) new_places[id_of(object, entry(after, i))] = i;

    std::vector<std::size_t> kept_old, kept_new;
    std::vector<bool> is_kept(new_size, false);
    for (std::size_t i = 0; i < old_size; ++i) {
      const void* old_entry = entry(before, i);
      const Uuid& id = id_of(object, old_entry);
      if (const auto found = new_places.find(id); found != new_places.end()) {
        kept_old.push_back(i);
        kept_new.push_back(found->second);
        is_kept[found->second] = true;
      } else {
        edits_.push_back({.path = path_of(path, id),
                          .before = write_value(*type.element, old_entry),
                          .before_index = static_cast<std::int64_t>(i)});
      }
    }
    const std::vector<bool> keeps = keeps_its_order(kept_new);
    for (std::size_t k = 0; k < kept_old.size(); ++k) {
      const void* old_entry = entry(before, kept_old[k]);
      const void* new_entry = entry(after, kept_new[k]);
      if (keeps[k] && are_equal(*type.element, old_entry, new_entry)) continue;
      Edit edit{.path = path_of(path, id_of(object, old_entry)),
                .before = write_value(*type.element, old_entry),
                .after = write_value(*type.element, new_entry)};
      if (!keeps[k]) {
        edit.before_index = static_cast<std::int64_t>(kept_old[k]);
        edit.after_index = static_cast<std::int64_t>(kept_new[k]);
      }
      edits_.push_back(std::move(edit));
    }
    for (std::size_t i = 0; i < new_size; ++i) {
      if (is_kept[i]) continue;
      const void* new_entry = entry(after, i);
      edits_.push_back({.path = path_of(path, id_of(object, new_entry)),
                        .after = write_value(*type.element, new_entry),
                        .after_index = static_cast<std::int64_t>(i)});
    }
  }

  std::vector<Edit>& edits_;
};

/// Whether the value at a place is what an edit starts from.
bool is_as_before(const Place& place, const Edit& edit) {
  if (place.value == nullptr) return !edit.before;
  if (place.is_entry()) return edit.before && write_value(*place.type, place.value) == *edit.before;
  if (is_default(*place.type, place.value)) return !edit.before;
  return edit.before && write_value(*place.type, place.value) == *edit.before;
}

}  // namespace

Change difference(const Postmortem& before, const Postmortem& after) {
  Change change{.postmortem = before.id, .at = after.history.updated_at};
  Comparison(change.edits).compare_objects(object_of<Postmortem>(), &before, &after, "");
  return change;
}

std::expected<void, ChangeConflict> apply(Postmortem& postmortem, const Change& change) {
  Postmortem result = postmortem;
  struct Insertion {
    const Edit* edit;
    const Type* list_type;
    void* list;
  };
  std::vector<Insertion> insertions;
  // First everything that stays in place or goes, so that what comes can be put where it belongs in the finished list.
  for (const Edit& edit : change.edits) {
    const auto place = find_place(object_of<Postmortem>(), &result, edit.path);
    if (!place || (place->value == nullptr && !place->is_entry()) || !is_as_before(*place, edit))
      return std::unexpected(ChangeConflict{edit.path});
    if (!place->is_entry()) {
      clear(*place->type, place->value);
      if (edit.after && !read_value(*place->type, place->value, *edit.after))
        return std::unexpected(ChangeConflict{edit.path});
      continue;
    }
    const bool leaves_its_place = edit.before_index.has_value() || !edit.after;
    if (place->value != nullptr && leaves_its_place) {
      erase_entry(*place->list_type, place->list, *find_entry(*place->list_type, place->list, place->entry));
    } else if (place->value != nullptr) {
      clear(*place->type, place->value);
      if (!read_value(*place->type, place->value, *edit.after)) return std::unexpected(ChangeConflict{edit.path});
    }
    if (edit.after && (place->value == nullptr || leaves_its_place))
      insertions.push_back({&edit, place->list_type, place->list});
  }
  std::ranges::stable_sort(insertions, {},
                           [](const Insertion& insertion) { return insertion.edit->after_index.value_or(0); });
  for (const Insertion& insertion : insertions) {
    const std::size_t size = insertion.list_type->list->size(insertion.list);
    const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(0, insertion.edit->after_index.value_or(0)));
    void* entry = insert_entry(*insertion.list_type, insertion.list, std::min(wanted, size));
    if (!read_value(*insertion.list_type->element, entry, *insertion.edit->after))
      return std::unexpected(ChangeConflict{insertion.edit->path});
  }
  if (!change.edits.empty()) {
    result.history.updated_at = change.at;
    auto& authors = result.history.authors;
    if (!change.by.empty() && std::ranges::find(authors, change.by) == authors.end()) authors.push_back(change.by);
  }
  postmortem = std::move(result);
  return {};
}

Change inverse(const Change& change) {
  Change back = change;
  for (Edit& edit : back.edits) {
    std::swap(edit.before, edit.after);
    std::swap(edit.before_index, edit.after_index);
  }
  std::ranges::reverse(back.edits);
  return back;
}

std::optional<Change> fold(const Change& first, const Change& second) {
  if (first.postmortem != second.postmortem || first.by != second.by) return std::nullopt;
  if (first.edits.size() != second.edits.size()) return std::nullopt;
  Change folded = second;
  for (Edit& edit : folded.edits) {
    const auto earlier = std::ranges::find(first.edits, edit.path, &Edit::path);
    if (earlier == first.edits.end() || earlier->before_index || earlier->after_index || edit.before_index ||
        edit.after_index)
      return std::nullopt;
    if (earlier->after != edit.before) return std::nullopt;
    edit.before = earlier->before;
  }
  return folded;
}

}  // namespace unrepeat
