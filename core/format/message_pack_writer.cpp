// MessagePack. Containers have a size of four bytes, filled in when they end: nothing is walked twice to be counted.
#include "core/format/message_pack_writer.hpp"

namespace unrepeat {

void MessagePackWriter::append_big_endian(std::string& message, std::uint64_t value, unsigned bytes) {
  while (bytes-- > 0) message += static_cast<char>(value >> (8 * bytes));
}

void MessagePackWriter::count_item() {
  if (key_pending_) {
    key_pending_ = false;
  } else if (!open_.empty()) {
    ++open_.back().items;
  }
}

void MessagePackWriter::begin(unsigned char head) {
  count_item();
  message_ += static_cast<char>(head);
  open_.push_back({message_.size(), 0});
  append_big_endian(0, 4);
}

void MessagePackWriter::end() {
  const Container container = open_.back();
  open_.pop_back();
  for (unsigned byte = 0; byte < 4; ++byte) {
    message_[container.size_position + byte] = static_cast<char>(container.items >> (8 * (3 - byte)));
  }
}

void MessagePackWriter::append_string(std::string_view text) {
  if (text.size() < 32) {
    message_ += static_cast<char>(0xA0 | text.size());
  } else {
    message_ += '\xDB';
    append_big_endian(text.size(), 4);
  }
  message_ += text;
}

void MessagePackWriter::key(std::string_view name) {
  count_item();
  key_pending_ = true;
  append_string(name);
}

void MessagePackWriter::string(std::string_view text) {
  count_item();
  append_string(text);
}

void MessagePackWriter::integer(std::int64_t value) {
  count_item();
  if (value >= 0 && value < 128) {
    message_ += static_cast<char>(value);
  } else {
    message_ += '\xD3';
    append_big_endian(static_cast<std::uint64_t>(value), 8);
  }
}

void MessagePackWriter::boolean(bool value) {
  count_item();
  message_ += value ? '\xC3' : '\xC2';
}

void MessagePackWriter::append_bytes(std::string_view content) {
  count_item();
  message_ += '\xC6';
  append_big_endian(content.size(), 4);
  message_ += content;
}

void MessagePackWriter::bytes(std::string_view content) {
  if (content.size() < message_contents::shortest) return append_bytes(content);
  count_item();
  message_ += '\xD8';
  message_ += static_cast<char>(message_contents::type);
  append_big_endian(contents_size_, 8);
  append_big_endian(content.size(), 8);
  contents_.push_back(content);
  contents_size_ += content.size();
}

std::string MessagePackWriter::head() const {
  std::string head(1, static_cast<char>(message_contents::mark));
  append_big_endian(head, message_.size(), 8);
  return head;
}

}  // namespace unrepeat
