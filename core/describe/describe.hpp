// How a struct is described, once: reading, writing, comparing, saving edits and undoing are functions over these
// tables. Add a field to a struct and one line to its table; nothing else knows field names.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/describe/boxed.hpp"
#include "core/describe/decimal.hpp"
#include "core/describe/extensible.hpp"
#include "core/identity/id.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {

enum class Shape : std::uint8_t {
  text,
  boolean,
  integer,
  decimal,
  instant,
  offset,
  id,
  choice,
  object,
  list,
  optional,
  bytes
};

/// What a value must look like: a text (`prose` is Markdown and merges by paragraph), or from `not_negative` on a
/// number. Three of the texts name something in the same post-mortem: `image` one of its images by hash, `cause_end` a
/// factor, `subject` any entry by its id or any place by its path.
enum class TextRule : std::uint8_t {
  line,
  prose,
  date,
  sha256,
  image,
  cause_end,
  subject,
  not_negative,
  share,
  severity_level
};

struct NumberRange {
  double least;
  double most;
  bool contains(double number) const { return number >= least && number <= most; }
};

/// What a number may be under this rule.
NumberRange range_of(TextRule rule);

struct Object;
struct Type;

/// A list behind a pointer: the little that the generic functions need of std::vector<T>. What puts an entry in its
/// place is written once, by swaps (`insert_entry`, `erase_entry`), not once for every T.
struct ListOperations {
  std::size_t (*size)(const void* list);
  void* (*at)(void* list, std::size_t index);
  /// A default value after the last one.
  void* (*append)(void* list);
  void (*drop_last)(void* list);
  void (*swap)(void* list, std::size_t a, std::size_t b);
};

/// An optional behind a pointer: what the generic functions need of std::optional<T> and of Boxed<T>.
struct OptionalOperations {
  /// The value, or null.
  void* (*value)(void* optional);
  /// Sets a default value and returns it.
  void* (*emplace)(void* optional);
  void (*reset)(void* optional);
};

struct Type {
  Shape shape;
  const Type* element = nullptr;        ///< Of a list or an optional.
  const Object& (*object)() = nullptr;  ///< Of an object.
  /// Of a choice: the spelling of each value; the first is the default.
  std::span<const std::string_view> choices = {};
  const ListOperations* list = nullptr;
  const OptionalOperations* optional = nullptr;
};

bool are_equal(const Type& type, const void* a, const void* b);
/// Makes the value the default one ("absent"): empty, zero, the first choice, in every field.
void clear(const Type& type, void* value);
bool is_default(const Type& type, const void* value);
/// Inserts a default value before `index` of a list and returns it.
void* insert_entry(const Type& list_type, void* list, std::size_t index);
void erase_entry(const Type& list_type, void* list, std::size_t index);

enum class Presence : std::uint8_t {
  optional,  ///< Left out while it has the default value of its type; so a member with another initial value must be
             ///< `always`.
  always,    ///< Written always, and required when reading.
};

/// Who may set a field with the generic SetField command.
enum class Access : std::uint8_t {
  open,
  ruled,    ///< Has its own command, because a rule goes with it.
  foreign,  ///< Open, and an id that need not exist in this file.
};

struct Field {
  std::string_view key;
  const Type* type;
  void* (*in)(void* object);
  Presence presence = Presence::optional;
  TextRule rule = TextRule::line;
  Access access = Access::open;
};

struct Object {
  std::string_view name;
  std::span<const Field> fields;
  /// Null where the struct is not Extensible (protocol messages).
  std::vector<UnknownKey>* (*unknown)(void* object) = nullptr;

  /// Entries of a list of such objects are found by id, not by place.
  bool has_id() const { return !fields.empty() && fields[0].key == "id"; }
};

/// The field named `key`, or null.
const Field* find_field(const Object& object, std::string_view key);
/// The id of an object whose `has_id()` is true.
const Uuid& id_of(const Object& object, const void* value);

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsOptional<Boxed<T>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <class T>
struct IsId<Id<T>> : std::true_type {};

/// Bytes that travel only in the protocol (file contents).
using Bytes = std::vector<std::uint8_t>;

template <class T>
inline constexpr ListOperations list_operations{
    [](const void* list) { return static_cast<const std::vector<T>*>(list)->size(); },
    [](void* list, std::size_t index) -> void* { return &(*static_cast<std::vector<T>*>(list))[index]; },
    [](void* list) -> void* { return &static_cast<std::vector<T>*>(list)->emplace_back(); },
    [](void* list) { static_cast<std::vector<T>*>(list)->pop_back(); },
    [](void* list, std::size_t a, std::size_t b) {
      auto& entries = *static_cast<std::vector<T>*>(list);
      std::swap(entries[a], entries[b]);
    }};

template <class Optional>
inline constexpr OptionalOperations optional_operations{
    [](void* optional) -> void* {
      auto& value = *static_cast<Optional*>(optional);
      return value ? &*value : nullptr;
    },
    [](void* optional) -> void* { return &static_cast<Optional*>(optional)->emplace(); },
    [](void* optional) { static_cast<Optional*>(optional)->reset(); }};

/// A struct is described by a specialisation `template <> const Object& object_of<T>();`, an enum by
/// `constexpr std::span<const std::string_view> spellings(T)` beside it.
template <class T>
const Object& object_of();

template <class T>
constexpr Type make_type();

/// The one Type of T: data, made by the compiler.
template <class T>
inline constexpr Type described_type = make_type<T>();

template <class T>
constexpr const Type& type_of() {
  return described_type<T>;
}

template <class T>
constexpr Type make_type() {
  if constexpr (std::is_same_v<T, std::string>) {
    return {.shape = Shape::text};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {.shape = Shape::boolean};
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return {.shape = Shape::integer};
  } else if constexpr (std::is_same_v<T, Decimal>) {
    return {.shape = Shape::decimal};
  } else if constexpr (std::is_same_v<T, Instant>) {
    return {.shape = Shape::instant};
  } else if constexpr (std::is_same_v<T, UtcOffset>) {
    return {.shape = Shape::offset};
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return {.shape = Shape::bytes};
  } else if constexpr (IsId<T>::value || std::is_same_v<T, Uuid>) {
    return {.shape = Shape::id};
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(sizeof(T) == 1, "a choice is one byte");
    return {.shape = Shape::choice, .choices = spellings(T{})};
  } else if constexpr (IsVector<T>::value) {
    return {.shape = Shape::list,
            .element = &described_type<typename T::value_type>,
            .list = &list_operations<typename T::value_type>};
  } else if constexpr (IsOptional<T>::value) {
    return {.shape = Shape::optional,
            .element = &described_type<typename T::value_type>,
            .optional = &optional_operations<T>};
  } else {
    return {.shape = Shape::object, .object = object_of<T>};
  }
}

template <class>
struct MemberPointer;
template <class Owner_, class Member_>
struct MemberPointer<Member_ Owner_::*> {
  using Owner = Owner_;
  using Member = Member_;
};

/// A line of a description table: `field<&Action::title>("title", Presence::always)`.
template <auto member>
constexpr Field field(std::string_view key, Presence presence = Presence::optional, TextRule rule = TextRule::line,
                      Access access = Access::open) {
  using Pointer = MemberPointer<decltype(member)>;
  return {key,
          &type_of<typename Pointer::Member>(),
          [](void* object) -> void* { return &(static_cast<typename Pointer::Owner*>(object)->*member); },
          presence,
          rule,
          access};
}
template <auto member>
constexpr Field prose(std::string_view key) {
  return field<member>(key, Presence::optional, TextRule::prose);
}
template <auto member>
constexpr Field required(std::string_view key) {
  return field<member>(key, Presence::always);
}
template <auto member>
constexpr Field ruled(std::string_view key, Presence presence = Presence::optional) {
  return field<member>(key, presence, TextRule::line, Access::ruled);
}
template <auto member>
constexpr Field foreign(std::string_view key) {
  return field<member>(key, Presence::optional, TextRule::line, Access::foreign);
}

/// The table of a description, which may be empty.
template <class... Fields>
constexpr std::array<Field, sizeof...(Fields)> described_fields(Fields... fields) {
  return {fields...};
}

template <class T>
std::vector<UnknownKey>* unknown_of(void* object) {
  if constexpr (std::is_base_of_v<Extensible, T>) {
    return &static_cast<T*>(object)->unknown;
  } else {
    return nullptr;
  }
}

}  // namespace unrepeat

/// Describes TYPE: `DESCRIBE(Action, "action", required<&Action::id>("id"), …)`; at namespace unrepeat scope, in a .cpp
/// file.
#define DESCRIBE(TYPE, NAME, ...)                                                                                   \
  template <>                                                                                                       \
  const Object& object_of<TYPE>() {                                                                                 \
    static constexpr auto fields = described_fields(__VA_ARGS__);                                                   \
    static constexpr Object object{NAME, fields, std::is_base_of_v<Extensible, TYPE> ? unknown_of<TYPE> : nullptr}; \
    return object;                                                                                                  \
  }
/// Declares that TYPE is described elsewhere; beside the struct, at namespace unrepeat scope.
#define DESCRIBED(TYPE) \
  template <>           \
  const Object& object_of<TYPE>();
/// Spells the values of an enum in files: `SPELL(Effect, "prevent", "detect", …)`, in the order of the enumerators.
#define SPELL(TYPE, ...)                                                                      \
  inline constexpr auto spellings_of_##TYPE = std::to_array<std::string_view>({__VA_ARGS__}); \
  constexpr std::span<const std::string_view> spellings(TYPE) { return spellings_of_##TYPE; }

/// How files spell it.
template <class Choice>
constexpr std::string_view spelling_of(Choice choice) {
  return spellings(choice)[static_cast<std::size_t>(choice)];
}
/// What a spelling stands for; nothing for one that is none.
template <class Choice>
constexpr std::optional<Choice> choice_spelt(std::string_view spelling) {
  const auto all = spellings(Choice{});
  for (std::size_t place = 0; place < all.size(); ++place)
    if (all[place] == spelling) return static_cast<Choice>(place);
  return std::nullopt;
}
