// Following a path over the description tables.
#include "core/describe/place.hpp"

namespace unrepeat {

DESCRIBE(UnknownKey, "unknown key", required<&UnknownKey::after>("after"), required<&UnknownKey::key>("key"),
         required<&UnknownKey::json>("json"))

bool is_entity_list(const Type& type) {
  return type.shape == Shape::list && type.element->shape == Shape::object && type.element->object().has_id();
}

std::optional<std::size_t> find_entry(const Type& list_type, const void* list, const Uuid& id) {
  for (std::size_t i = 0; i < list_type.list->size(list); ++i)
    if (id_of(list_type.element->object(), list_type.list->at(const_cast<void*>(list), i)) == id) return i;
  return std::nullopt;
}

std::optional<Place> find_place(const Object& object, void* root, std::string_view path) {
  const Object* inside = &object;
  Place place{.value = root};
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view step = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    if (place.type != nullptr && place.type->shape == Shape::optional) {
      if (place.value != nullptr) place.value = place.type->optional->value(place.value);
      place.type = place.type->element;
      if (place.type->shape == Shape::object) inside = &place.type->object();
    } else if (place.value == nullptr && place.is_entry()) {
      return std::nullopt;
    }
    if (place.type != nullptr && is_entity_list(*place.type)) {
      if (place.value == nullptr) return std::nullopt;
      const auto id = uuid_from(step);
      if (!id) return std::nullopt;
      Place entry{.type = place.type->element, .list_type = place.type, .list = place.value, .entry = *id};
      if (const auto index = find_entry(*place.type, place.value, *id))
        entry.value = place.type->list->at(place.value, *index);
      place = entry;
      inside = &place.type->object();
      continue;
    }
    if (inside == nullptr) return std::nullopt;
    if (step == unknown_keys_step && path.empty() && inside->unknown != nullptr && place.value != nullptr)
      return Place{.type = &type_of<std::vector<UnknownKey>>(), .value = inside->unknown(place.value)};
    const Field* field = find_field(*inside, step);
    if (field == nullptr) return std::nullopt;
    place = {.type = field->type, .value = place.value == nullptr ? nullptr : field->in(place.value), .field = field};
    inside = field->type->shape == Shape::object ? &field->type->object() : nullptr;
  }
  return place;
}

std::string find_path(const Object& object, const void* root, const Uuid& id) {
  for (const Field& field : object.fields) {
    const void* value = field.in(const_cast<void*>(root));
    const Type* type = field.type;
    if (type->shape == Shape::optional) {
      value = type->optional->value(const_cast<void*>(value));
      type = type->element;
    }
    if (value == nullptr) continue;
    std::string below;
    if (type->shape == Shape::object) {
      below = find_path(type->object(), value, id);
      if (!below.empty()) return path_of(field.key, below);
    }
    if (!is_entity_list(*type)) continue;
    if (find_entry(*type, value, id)) return path_of(field.key, id);
    const Object& entry = type->element->object();
    for (std::size_t i = 0; i < type->list->size(value); ++i) {
      const void* const one = type->list->at(const_cast<void*>(value), i);
      below = find_path(entry, one, id);
      if (!below.empty()) return path_of(path_of(field.key, id_of(entry, one)), below);
    }
  }
  return {};
}

std::string path_of(std::string_view parent, std::string_view key) {
  std::string path(parent);
  if (!path.empty()) path += '/';
  path += key;
  return path;
}

std::string path_of(std::string_view parent, const Uuid& entry) {
  return path_of(parent, std::string_view(text_of(entry)));
}

}  // namespace unrepeat
