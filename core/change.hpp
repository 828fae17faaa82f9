// What an edit did to one post-mortem, as data: entity before, entity after. Saving, undo, history and merging work on
// this alone.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/describe/describe.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

/// One entity before and after. Which entity is a path of keys; an entry of a list is named by its id:
/// "title", "context/summary", "timeline/<id>", "impact/windows/<id>".
struct Edit {
  std::string path;
  std::optional<std::string> before;  ///< Compact JSON; absent where there was nothing.
  std::optional<std::string> after;   ///< Compact JSON; absent where there is nothing any more.
  /// Places in the list before and after, for list entries that came, went or moved.
  std::optional<std::int64_t> before_index;
  std::optional<std::int64_t> after_index;
  bool operator==(const Edit&) const = default;
};

struct Change {
  Id<Postmortem> postmortem;
  std::string by;  ///< "Your name" of whoever did it; may be empty.
  Instant at;
  std::vector<Edit> edits;
  bool operator==(const Change&) const = default;
};

DESCRIBED(Edit)
DESCRIBED(Change)

/// Why a change does not fit a document: the entity it starts from is not there, or is not what it was.
struct ChangeConflict {
  std::string path;
};

/// What has to be done to `before` to get `after`. `history` is not compared: it is stamped by `apply`.
Change difference(const Postmortem& before, const Postmortem& after);

/// Does the change, whole or not at all; stamps `history`. `apply(a, difference(a, b))` is `b` up to history.
std::expected<void, ChangeConflict> apply(Postmortem& postmortem, const Change& change);

/// The change that takes this one back. `by` and `at` are kept; whoever undoes sets their own.
Change inverse(const Change& change);

/// Two changes that follow one another on the same entities as one, for typing: a single undo step and a single journal
/// entry. Nothing where they touch different entities or where entries come, go or move.
std::optional<Change> fold(const Change& first, const Change& second);

}  // namespace unrepeat
