// Where a path of keys leads inside a described value: "context/summary", "actions/<id>/checks/<id>/criterion".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/describe/describe.hpp"

namespace unrepeat {

/// A value with its type. For an entry of a list also the list, whether or not the entry is in it.
struct Place {
  const Type* type = nullptr;
  void* value = nullptr;  ///< Null where the entry named last is not there, and inside an optional that is not set.
  const Field* field = nullptr;  ///< The field the path ends in; null for an entry.
  const Type* list_type = nullptr;
  void* list = nullptr;
  Uuid entry{};
  bool is_entry() const { return list_type != nullptr; }
};

/// A list whose entries are found by their id.
bool is_entity_list(const Type& type);
/// The index of the entry with this id.
std::optional<std::size_t> find_entry(const Type& list_type, const void* list, const Uuid& id);
/// Follows `path` from `root`; nothing where a step names no field, or goes on inside an entry that is not there.
/// Optionals are stepped through.
std::optional<Place> find_place(const Object& object, void* root, std::string_view path);
/// Where the entry with this id stands: "timeline/<id>", "actions/<id>/checks/<id>"; empty where it is in no list.
std::string find_path(const Object& object, const void* root, const Uuid& id);
/// "context" + "summary" → "context/summary".
std::string path_of(std::string_view parent, std::string_view key);
std::string path_of(std::string_view parent, const Uuid& entry);
/// The step that names the unknown keys of an object.
inline constexpr std::string_view unknown_keys_step = "?";

DESCRIBED(UnknownKey)

}  // namespace unrepeat
