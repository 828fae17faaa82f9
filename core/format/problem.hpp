// What is wrong with a file, and where: a value, never an exception and never a finished sentence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/text/text.hpp"

namespace unrepeat {

struct Problem {
  enum class Severity : uint8_t {
    error,    ///< Nothing is taken from the file.
    warning,  ///< The file is read whole; somebody should look.
  };

  Severity severity = Severity::error;
  Text text{};
  std::vector<std::string> arguments;
  std::string pointer;  ///< RFC 6901; empty is the whole document.
  uint32_t line = 0;    ///< From 1; 0 when the input has no lines (MessagePack).
  uint32_t column = 0;  ///< From 1, in Unicode code points.

  bool operator==(const Problem&) const = default;
};

/// The sentence without its place; the place is shown beside it.
std::string say(Language language, const Problem& problem);

/// The beginning of what a file says, short enough to be quoted in a sentence.
std::string_view excerpt(std::string_view text);

/// Appends one step of a JSON pointer, escaped as RFC 6901 asks.
void append_pointer_step(std::string& pointer, std::string_view key);

}  // namespace unrepeat
