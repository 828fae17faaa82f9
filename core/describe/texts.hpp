// Every text in a described value, for whoever looks for words in it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/describe/describe.hpp"

namespace unrepeat {

/// Where a text stands, step by step from the outside; made only for whoever asks for its path.
struct TextPlace {
  const TextPlace* around = nullptr;
  std::string_view key{};       ///< Of the field; empty for an entry.
  const Uuid* entry = nullptr;  ///< Of a list whose entries have ids; those of other lists have the list's place.
  /// "causes/factors/<id>/text", as commands name it.
  [[nodiscard]] std::string path() const;
};

/// Calls `take` with each text that people write, in the order of the fields: no days, hashes and references. What
/// stands under one of the keys in `but` is passed over, at any depth.
void visit_texts(const Type& type, const void* value, std::span<const std::string_view> but, const TextPlace& place,
                 const std::function<void(std::string_view text, const TextPlace& place)>& take);

}  // namespace unrepeat
