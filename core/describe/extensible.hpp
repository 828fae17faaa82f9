// What a file may hold beyond what this version knows, kept with the struct it stood in.
#pragma once

#include <string>
#include <vector>

namespace unrepeat {

/// A key that this version does not know, kept so that it is written back where it stood.
struct UnknownKey {
  std::string after;  ///< The known key it followed; empty at the beginning of the object.
  std::string key;
  std::string json;  ///< Its value as compact JSON, numbers as they were spelt.
  bool operator==(const UnknownKey&) const = default;
};

/// Base of every described struct that travels in a file.
struct Extensible {
  std::vector<UnknownKey> unknown;
  bool operator==(const Extensible&) const = default;
};

}  // namespace unrepeat
