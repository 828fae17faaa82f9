// Look-ups over description tables, and what every value can do: each once, for all types.
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

namespace {

/// The value behind a pointer that a generic function was given; the description says that it is a T.
template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}
void* changeable(const void* value) { return const_cast<void*>(value); }

}  // namespace

bool are_equal(const Type& type, const void* a, const void* b) {
  switch (type.shape) {
    case Shape::text: return as<std::string>(a) == as<std::string>(b);
    case Shape::boolean: return as<bool>(a) == as<bool>(b);
    case Shape::integer: return as<std::int64_t>(a) == as<std::int64_t>(b);
    case Shape::decimal: return as<Decimal>(a) == as<Decimal>(b);
    case Shape::instant: return as<Instant>(a) == as<Instant>(b);
    case Shape::offset: return as<UtcOffset>(a) == as<UtcOffset>(b);
    case Shape::id: return as<Uuid>(a) == as<Uuid>(b);
    case Shape::choice: return as<std::uint8_t>(a) == as<std::uint8_t>(b);
    case Shape::bytes: return as<Bytes>(a) == as<Bytes>(b);
    case Shape::object: {
      const Object& object = type.object();
      for (const Field& field : object.fields)
        if (!are_equal(*field.type, field.in(changeable(a)), field.in(changeable(b)))) return false;
      return object.unknown == nullptr || *object.unknown(changeable(a)) == *object.unknown(changeable(b));
    }
    case Shape::list: {
      const std::size_t size = type.list->size(a);
      if (type.list->size(b) != size) return false;
      for (std::size_t i = 0; i < size; ++i)
        if (!are_equal(*type.element, type.list->at(changeable(a), i), type.list->at(changeable(b), i))) return false;
      return true;
    }
    case Shape::optional: {
      const void* const left = type.optional->value(changeable(a));
      const void* const right = type.optional->value(changeable(b));
      return left != nullptr && right != nullptr ? are_equal(*type.element, left, right) : left == right;
    }
  }
  return false;
}

void clear(const Type& type, void* value) {
  switch (type.shape) {
    case Shape::text: static_cast<std::string*>(value)->clear(); return;
    case Shape::boolean: *static_cast<bool*>(value) = false; return;
    case Shape::integer: *static_cast<std::int64_t*>(value) = 0; return;
    case Shape::decimal: *static_cast<Decimal*>(value) = {}; return;
    case Shape::instant: *static_cast<Instant*>(value) = {}; return;
    case Shape::offset: *static_cast<UtcOffset*>(value) = {}; return;
    case Shape::id: *static_cast<Uuid*>(value) = {}; return;
    case Shape::choice: *static_cast<std::uint8_t*>(value) = 0; return;
    case Shape::bytes: static_cast<Bytes*>(value)->clear(); return;
    case Shape::object: {
      const Object& object = type.object();
      for (const Field& field : object.fields) clear(*field.type, field.in(value));
      if (object.unknown != nullptr) object.unknown(value)->clear();
      return;
    }
    case Shape::list:
      while (type.list->size(value) > 0) type.list->drop_last(value);
      return;
    case Shape::optional: type.optional->reset(value); return;
  }
}

bool is_default(const Type& type, const void* value) {
  switch (type.shape) {
    case Shape::text: return as<std::string>(value).empty();
    case Shape::boolean: return !as<bool>(value);
    case Shape::integer: return as<std::int64_t>(value) == 0;
    case Shape::decimal: return as<Decimal>(value) == Decimal{};
    case Shape::instant: return as<Instant>(value) == Instant{};
    case Shape::offset: return as<UtcOffset>(value) == UtcOffset{};
    case Shape::id: return as<Uuid>(value).is_nil();
    case Shape::choice: return as<std::uint8_t>(value) == 0;
    case Shape::bytes: return as<Bytes>(value).empty();
    case Shape::object: {
      const Object& object = type.object();
      for (const Field& field : object.fields)
        if (!is_default(*field.type, field.in(changeable(value)))) return false;
      return object.unknown == nullptr || object.unknown(changeable(value))->empty();
    }
    case Shape::list: return type.list->size(value) == 0;
    case Shape::optional: return type.optional->value(changeable(value)) == nullptr;
  }
  return true;
}

void* insert_entry(const Type& list_type, void* list, std::size_t index) {
  const ListOperations& entries = *list_type.list;
  entries.append(list);
  for (std::size_t at = entries.size(list) - 1; at > index; --at) entries.swap(list, at - 1, at);
  return entries.at(list, index);
}

void erase_entry(const Type& list_type, void* list, std::size_t index) {
  const ListOperations& entries = *list_type.list;
  for (std::size_t at = index; at + 1 < entries.size(list); ++at) entries.swap(list, at, at + 1);
  entries.drop_last(list);
}

}  // namespace unrepeat
