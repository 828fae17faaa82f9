// Canonical and compact JSON text. Only the layout differs between the two.
#include "core/format/json_writer.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "core/text/utf8.hpp"

namespace unrepeat {

void append_json_string(std::string& json, std::string_view text) {
  json += '"';
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    json.append(text, plain, at - plain);
    plain = at + 1;
    json += '\\';
    // Those with a letter of their own, in the order of their codes: \b \t \n (none for 0x0B) \f \r.
    if (byte >= 0x08 && byte <= 0x0D && byte != 0x0B) {
      json += "btn fr"[byte - 0x08];
    } else if (byte < 0x20) {
      json += "u00";
      json += static_cast<char>('0' + (byte >> 4));
      json += "0123456789abcdef"[byte & 0xF];
    } else {
      json += text[at];
    }
  }
  json.append(text, plain, text.size() - plain);
  json += '"';
}

void JsonWriter::begin_line() {
  if (style_ == Style::compact) return;
  text_ += '\n';
  text_.append(2 * depth_, ' ');
}

void JsonWriter::begin_item() {
  if (key_pending_) {
    key_pending_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!container_empty_) text_ += ',';
  container_empty_ = false;
  begin_line();
}

void JsonWriter::begin(char bracket) {
  begin_item();
  text_ += bracket;
  ++depth_;
  container_empty_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!container_empty_) begin_line();
  text_ += bracket;
  container_empty_ = false;
}

void JsonWriter::key(std::string_view name) {
  begin_item();
  append_json_string(text_, name);
  text_ += style_ == Style::compact ? ":" : ": ";
  key_pending_ = true;
}

void JsonWriter::string(std::string_view text) {
  begin_item();
  // What is not valid could not be read again, whoever made it so.
  if (valid_utf8_prefix(text) == text.size())
    append_json_string(text_, text);
  else
    append_json_string(text_, with_valid_utf8(text));
}

void JsonWriter::number(std::string_view spelling) {
  begin_item();
  text_ += spelling;
}

void JsonWriter::integer(std::int64_t value) {
  std::array<char, 20> digits;
  number(std::string_view(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr));
}

void JsonWriter::boolean(bool value) { number(value ? "true" : "false"); }

void JsonWriter::null() { number("null"); }

void JsonWriter::compact_json(std::string_view json) {
  for (std::size_t at = 0; at < json.size();) {
    const char character = json[at];
    if (character == ',' || character == ':') {
      ++at;
    } else if (character == '{' || character == '[') {
      begin(character);
      ++at;
    } else if (character == '}' || character == ']') {
      end(character);
      ++at;
    } else {
      std::size_t end = at + 1;
      if (character == '"') {
        while (json[end] != '"') end += json[end] == '\\' ? 2u : 1u;
        ++end;
      } else {
        end = json.find_first_of(",]}", end);
      }
      if (end > json.size()) end = json.size();
      const bool is_key = character == '"' && end < json.size() && json[end] == ':';
      number(json.substr(at, end - at));
      if (is_key) {
        text_ += style_ == Style::compact ? ":" : ": ";
        key_pending_ = true;
      }
      at = end;
    }
  }
}

std::string JsonWriter::finish() && {
  if (style_ == Style::canonical) text_ += '\n';
  return std::move(text_);
}

}  // namespace unrepeat
