// Any described value to JSON or MessagePack and back: one walk over its description, no field by name.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/describe/describe.hpp"
#include "core/format/problem.hpp"

namespace unrepeat {

using Reading = std::expected<void, std::vector<Problem>>;

/// Compact JSON. Described bytes have no JSON form and are written as null.
std::string write_value(const Type& type, const void* value);

/// Replaces `value` by what the JSON says. After a problem it holds a part of it and is to be thrown away.
Reading read_value(const Type& type, void* value, std::string_view json);

/// Lossless, also for unknown keys and for the spelling of numbers.
std::string to_message_pack(const Type& type, const void* value);
void append_message_pack(const Type& type, const void* value, Bytes& message);
/// As read_value. The limits are those of messages: nesting as in files, sizes up to what a dropped file may have.
Reading from_message_pack(const Type& type, void* value, std::string_view message);

template <class T>
std::string write_value(const T& value) {
  return write_value(type_of<T>(), &value);
}

template <class T>
std::expected<T, std::vector<Problem>> read_value(std::string_view json) {
  T value;
  if (auto reading = read_value(type_of<T>(), &value, json); !reading)
    return std::unexpected(std::move(reading.error()));
  return value;
}

template <class T>
std::string to_message_pack(const T& value) {
  return to_message_pack(type_of<T>(), &value);
}

template <class T>
std::expected<T, std::vector<Problem>> from_message_pack(std::string_view message) {
  T value;
  if (auto reading = from_message_pack(type_of<T>(), &value, message); !reading)
    return std::unexpected(std::move(reading.error()));
  return value;
}

}  // namespace unrepeat
