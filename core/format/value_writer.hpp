// The walk that writes a described value, for JsonWriter and MessagePackWriter; private to core/format.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "core/describe/describe.hpp"
#include "core/format/file_format.hpp"
#include "core/format/json_writer.hpp"
#include "core/format/message_pack_writer.hpp"
#include "core/time/instant.hpp"

namespace unrepeat {

template <class Writer>
class ValueWriter {
 public:
  explicit ValueWriter(Writer& writer) : writer_(writer) {}

  void write(const Type& type, const void* value) {
    switch (type.shape) {
      case Shape::text: return writer_.string(at<std::string>(value));
      case Shape::boolean: return writer_.boolean(at<bool>(value));
      case Shape::integer: return writer_.integer(at<std::int64_t>(value));
      case Shape::decimal: return writer_.number(at<Decimal>(value).text);
      case Shape::instant: return writer_.string(format_instant(at<Instant>(value)));
      case Shape::offset: return writer_.string(format_offset(at<UtcOffset>(value)));
      case Shape::id: return writer_.string(text_of(at<Uuid>(value)));
      case Shape::choice: return writer_.string(type.choices[at<std::uint8_t>(value)]);
      case Shape::bytes: {
        const auto& bytes = at<Bytes>(value);
        return writer_.bytes(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
      }
      case Shape::object: return write_object(type.object(), value);
      case Shape::optional: return write(*type.element, type.optional->value(const_cast<void*>(value)));
      case Shape::list: {
        writer_.begin_array();
        const std::size_t size = type.list->size(value);
        for (std::size_t index = 0; index < size; ++index) {
          write(*type.element, type.list->at(const_cast<void*>(value), index));
        }
        return writer_.end_array();
      }
    }
  }

  /// `without` names a field to leave out.
  void write_object(const Object& object, const void* value, std::string_view without = {}) {
    void* const members = const_cast<void*>(value);
    const std::span<const UnknownKey> unknown = object.unknown != nullptr
                                                    ? std::span<const UnknownKey>(*object.unknown(members))
                                                    : std::span<const UnknownKey>();
    writer_.begin_object();
    std::size_t unknown_left = unknown.size() - write_unknown(unknown, "");
    if (const std::string_view format = format_of(object); !format.empty()) {
      writer_.key(format_key);
      writer_.string(format);
      unknown_left -= write_unknown(unknown, format_key);
      writer_.key(version_key);
      writer_.integer(format_version);
      unknown_left -= write_unknown(unknown, version_key);
    }
    for (const Field& field : object.fields) {
      const void* const member = field.in(members);
      const bool wanted = field.presence == Presence::always || !is_default(*field.type, member);
      if (wanted && field.key != without) {
        writer_.key(field.key);
        write(*field.type, member);
      }
      if (unknown_left > 0) unknown_left -= write_unknown(unknown, field.key);
    }
    writer_.end_object();
  }

 private:
  template <class T>
  static const T& at(const void* value) {
    return *static_cast<const T*>(value);
  }

  /// Writes the unknown keys that stood after this one; returns how many.
  std::size_t write_unknown(std::span<const UnknownKey> unknown, std::string_view after) {
    std::size_t count = 0;
    for (const UnknownKey& entry : unknown) {
      if (entry.after != after) continue;
      writer_.key(entry.key);
      writer_.compact_json(entry.json);
      ++count;
    }
    return count;
  }

  Writer& writer_;
};

}  // namespace unrepeat
