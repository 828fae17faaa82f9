// Writes MessagePack with the calls of JsonWriter, so that one walk over the descriptions serves both.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unrepeat {

/// What JSON text can say and MessagePack cannot is kept as text: a decimal number is a string, JSON of an unknown key
/// is binary.
class MessagePackWriter {
 public:
  void begin_object() { begin(0xDF); }
  void end_object() { end(); }
  void begin_array() { begin(0xDD); }
  void end_array() { end(); }
  void key(std::string_view name);
  void string(std::string_view text);
  void integer(std::int64_t value);
  void number(std::string_view spelling) { string(spelling); }
  void boolean(bool value);
  void bytes(std::string_view content);
  void compact_json(std::string_view json) { bytes(json); }

  std::string finish() && { return std::move(message_); }

 private:
  struct Container {
    std::size_t size_position;
    std::uint32_t items;
  };

  void begin(unsigned char head);
  void end();
  void count_item();
  void append_big_endian(std::uint64_t value, unsigned bytes);
  void append_string(std::string_view text);

  std::string message_;
  std::vector<Container> open_;
  bool key_pending_ = false;
};

}  // namespace unrepeat
