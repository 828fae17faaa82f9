// A post-mortem and the person who edits it: every command that is done is also taken back, on a copy.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>

#include "core/command.hpp"
#include "tests/core/sequence.hpp"

namespace unrepeat {

struct Desk {
  SequentialIds ids;
  Instant now = noon;
  Postmortem postmortem = new_postmortem(context(), "en", "America/Santiago");

  CommandContext context() { return {now, "Ana", ids}; }

  /// Does the command, checks that its change can be applied and taken back, and gives the refusal if there is one.
  std::optional<Text> carry(const Command& command) {
    const auto change = decide(postmortem, command, context());
    if (!change) return change.error().text;
    const Postmortem before = postmortem;
    REQUIRE(apply(postmortem, *change).has_value());
    Postmortem back = postmortem;
    REQUIRE(apply(back, inverse(*change)).has_value());
    back.history = before.history;
    CHECK(back == before);
    return std::nullopt;
  }

  template <class T>
  Id<T> add(std::string list) {
    const auto id = ids.next_as<Id<T>>();
    CHECK_FALSE(carry(AddEntry{std::move(list), id}));
    return id;
  }
};

}  // namespace unrepeat
