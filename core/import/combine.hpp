// Several entries of an import as one post-mortem: the same record twice is one event, the same happening seen by two
// sources is linked, what repeats is folded, and nothing is lost.
#pragma once

#include <cstdint>
#include <vector>

#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

struct Combination {
  Postmortem postmortem;
  std::int64_t told_twice = 0;  ///< Events that several records tell.
  std::int64_t linked = 0;      ///< Pairs of events that are the same happening, seen by two sources.
  std::int64_t folded = 0;      ///< Events that repeat another, or are only chatter.
};

/// `threads` are not empty, and are used up: a copy of a year of a channel is dear. Their order does not count, and
/// neither does how often one is there. Name, id and time zone are those of the thread that knows most of the incident
/// itself: an incident tool before a pager, a status page, an alert, a chat, a log.
Combination combine(std::vector<Postmortem> threads);

}  // namespace unrepeat
