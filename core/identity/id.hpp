// Ids: UUIDv7, typed by what they name, so that an event's id is never taken for a factor's.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unrepeat {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;
  /// The all-zero id stands for "no id yet" and is never written to a file.
  bool is_nil() const { return *this == Uuid{}; }
};

/// Lower-case text form, 36 characters.
std::string text_of(const Uuid& id);
/// Reads the 36-character lower-case form of a version 7 UUID.
std::optional<Uuid> uuid_from(std::string_view text);
/// Makes an id from milliseconds since 1970 UTC and ten random bytes (version and variant bits are set here).
Uuid make_uuid(std::int64_t milliseconds, const std::array<std::uint8_t, 10>& random);

/// Same bytes as a Uuid; `Of` is only a name.
template <class Of>
struct Id : Uuid {
  auto operator<=>(const Id&) const = default;
  static Id from(const Uuid& id) {
    Id typed;
    typed.bytes = id.bytes;
    return typed;
  }
};

/// Where new ids come from; the page, the command line and the tests each bring their own.
class IdSource {
 public:
  virtual ~IdSource() = default;
  virtual Uuid next() = 0;
  template <class IdType>
  IdType next_as() {
    return IdType::from(next());
  }
};

}  // namespace unrepeat
