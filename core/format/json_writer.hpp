// Writes JSON text, canonical or compact. The same calls always give the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace unrepeat {

/// Calls must form one JSON value: inside an object a `key` before every value.
class JsonWriter {
 public:
  enum class Style : uint8_t {
    canonical,  ///< Two-space indent, LF, `[]` and `{}` when empty, one newline at the end.
    compact,    ///< No white space at all.
  };

  explicit JsonWriter(Style style) : style_(style) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void key(std::string_view name);
  /// `text` must be valid UTF-8; only what JSON demands is escaped.
  void string(std::string_view text);
  /// A number, spelt exactly so.
  void number(std::string_view spelling);
  void integer(std::int64_t value);
  void boolean(bool value);
  void null();
  /// Bytes have no JSON form: null.
  void bytes(std::string_view) { null(); }
  /// A whole value that is already compact JSON; laid out anew, its numbers and escapes untouched.
  void compact_json(std::string_view json);

  /// What was written. The writer is spent afterwards.
  std::string finish() &&;

 private:
  void begin(char bracket);
  void end(char bracket);
  void begin_item();
  void begin_line();

  std::string text_;
  std::size_t depth_ = 0;
  Style style_;
  bool container_empty_ = true;  // the innermost open container has no item yet
  bool key_pending_ = false;
};

/// Appends `text` in quotes, escaped as the writer does.
void append_json_string(std::string& json, std::string_view text);

}  // namespace unrepeat
