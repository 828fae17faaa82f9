// What an approval is bound to, what comes next for a post-mortem, and what that still lacks. It is said, never
// enforced.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/postmortem/gaps.hpp"

namespace unrepeat {

/// The sha256 that names what somebody approves: the canonical bytes without what goes on after that by itself, which
/// is the status and who is in charge, what is said about it, and how far its promises are kept.
std::string approved_content_of(const Postmortem& postmortem);

enum class Standing : std::uint8_t {
  unsaid,   ///< No answer yet.
  current,  ///< Said of the text as it is now.
  earlier,  ///< Said of an earlier revision; changed since.
  unbound,  ///< It is not known of which revision.
};
Standing standing_of(const Approval& approval, std::string_view content);

struct Need {
  Text text;
  std::string name{};  ///< In the sentence, in place of the count.
  std::size_t count = 0;
  std::optional<Part> part{};  ///< Named in the sentence before the count; where it is mended.
  std::string path{};          ///< Where it is mended: a field, an entry, a list.
};
std::string say(Language language, const Need& need);

struct NextStep {
  /// Nothing where no step is left that somebody takes: it is closed, closes by itself, or is not required.
  std::optional<StatusState> to;
  std::vector<Need> needs;
  /// Approved, and every action verified or will-not-do.
  bool is_closed = false;
};
/// `content` is approved_content_of it.
NextStep next_step(const Postmortem& postmortem, std::span<const Gap> gaps, std::string_view content);

}  // namespace unrepeat
