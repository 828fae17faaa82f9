// Reads and writes addresses: split first, decode then, so that an encoded "/" or "&" separates nothing.
#include "shell/route.hpp"

#include <algorithm>

#include "core/text/utf8.hpp"

namespace unrepeat::shell {
namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  // What is no text stays as it is written: nobody else would read it either.
  return valid_utf8_prefix(out) == out.size() ? out : std::string(text);
}

void append_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view kept = "-._~!'()*,;:@", digits = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kept.contains(c);
    if (is_plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
}

/// Calls `take` with what stands between the separators, empty pieces left out.
template <class Take>
void split(std::string_view text, char separator, Take&& take) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end != 0) take(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

Route::Route(std::string_view address) {
  if (address.starts_with('#')) address.remove_prefix(1);
  const std::size_t question = address.find('?');
  split(address.substr(0, question), '/', [&](std::string_view part) { parts_.push_back(decoded(part, false)); });
  if (question == std::string_view::npos) return;
  split(address.substr(question + 1), '&', [&](std::string_view pair) {
    const std::size_t equals = pair.find('=');
    set(decoded(pair.substr(0, equals), true),
        equals == std::string_view::npos ? "" : decoded(pair.substr(equals + 1), true));
  });
}

std::string_view Route::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters_, name, &std::pair<std::string, std::string>::first);
  return found == parameters_.end() ? std::string_view{} : found->second;
}

Route& Route::set(std::string_view name, std::string_view value) {
  const auto found = std::ranges::find(parameters_, name, &std::pair<std::string, std::string>::first);
  if (value.empty()) {
    if (found != parameters_.end()) parameters_.erase(found);
  } else if (found != parameters_.end()) {
    found->second = value;
  } else {
    parameters_.emplace_back(name, value);
  }
  return *this;
}

std::string Route::address() const {
  std::string out = "#";
  for (const std::string& part : parts_) append_encoded(out += '/', part);
  if (parts_.empty()) out += '/';
  char separator = '?';
  for (const auto& [name, value] : parameters_) {
    append_encoded(out += separator, name);
    append_encoded(out += '=', value);
    separator = '&';
  }
  return out;
}

std::string_view path_of(std::string_view address) { return address.substr(0, address.find('?')); }

}  // namespace unrepeat::shell
