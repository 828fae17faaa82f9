// Look-ups over description tables.
#include "core/describe/describe.hpp"

namespace unrepeat {

const Field* find_field(const Object& object, std::string_view key) {
  for (const Field& field : object.fields)
    if (field.key == key) return &field;
  return nullptr;
}

const Uuid& id_of(const Object& object, const void* value) {
  return *static_cast<const Uuid*>(object.fields[0].in(const_cast<void*>(value)));
}

}  // namespace unrepeat
