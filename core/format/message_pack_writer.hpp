// Writes MessagePack with the calls of JsonWriter, so that one walk over the descriptions serves both.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unrepeat {

/// Where long bytes lie when they are not in their place. A message that holds some begins with `mark`, which no other
/// MessagePack does, and the size of what is MessagePack in it (8 bytes, big endian, as all numbers here); that
/// follows, and then the long bytes one after another. In the place of each is an extension of `type` that says where
/// they begin after the MessagePack, and their size: 8 bytes each. Whoever reads a file of 100 MB need not look at each
/// byte.
namespace message_contents {
inline constexpr unsigned char mark = 0xC1, type = 1;
inline constexpr std::size_t head_size = 9, reference_size = 16, shortest = 4096;
}  // namespace message_contents

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
  /// Long content is copied by `finish`: until then it has to stay.
  void bytes(std::string_view content);
  void compact_json(std::string_view json) { append_bytes(json); }

  std::string finish() && {
    std::string message;
    append_to(message);
    return message;
  }
  /// To a string or bytes, as `finish`.
  template <class Message>
  void append_to(Message& message) const {
    message.reserve(message.size() + message_contents::head_size + message_.size() + contents_size_);
    const auto append = [&](std::string_view part) { message.insert(message.end(), part.begin(), part.end()); };
    if (!contents_.empty()) append(head());
    append(message_);
    for (const std::string_view content : contents_) append(content);
  }

 private:
  struct Container {
    std::size_t size_position;
    std::uint32_t items;
  };

  void begin(unsigned char head);
  void end();
  void count_item();
  static void append_big_endian(std::string& message, std::uint64_t value, unsigned bytes);
  void append_big_endian(std::uint64_t value, unsigned bytes) { append_big_endian(message_, value, bytes); }
  void append_string(std::string_view text);
  void append_bytes(std::string_view content);
  std::string head() const;

  std::string message_;
  std::vector<std::string_view> contents_;
  std::size_t contents_size_ = 0;
  std::vector<Container> open_;
  bool key_pending_ = false;
};

}  // namespace unrepeat
