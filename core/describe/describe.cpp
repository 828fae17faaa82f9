// Look-ups over description tables.
#include "core/describe/describe.hpp"

#include <limits>

namespace unrepeat {

NumberRange range_of(TextRule rule) {
  constexpr double boundless = std::numeric_limits<double>::infinity();
  switch (rule) {
    case TextRule::not_negative: return {0, boundless};
    case TextRule::share: return {0, 1};
    case TextRule::severity_level: return {1, 5};
    case TextRule::line:
    case TextRule::prose:
    case TextRule::date:
    case TextRule::sha256:
    case TextRule::image:
    case TextRule::cause_end:
    case TextRule::subject: break;
  }
  return {-boundless, boundless};
}

const Field* find_field(const Object& object, std::string_view key) {
  for (const Field& field : object.fields)
    if (field.key == key) return &field;
  return nullptr;
}

const Uuid& id_of(const Object& object, const void* value) {
  return *static_cast<const Uuid*>(object.fields[0].in(const_cast<void*>(value)));
}

}  // namespace unrepeat
