// What an export of a tracker would change in the promises that are linked with its issues. It proposes; what is chosen
// is done as a person does it in the list of promises.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/action/issue_state.hpp"
#include "core/action/promise.hpp"
#include "core/action/promise_change.hpp"
#include "core/action/tracker_export.hpp"

namespace unrepeat {

struct LinkedPromise {
  Promise promise;
  std::vector<ActionLink> links;
};

/// What an issue says of a promise.
enum class RefreshOutcome : std::uint8_t {
  changes,
  older,           ///< It would change something, and the promise was changed after the issue was.
  same,            ///< All of it is so already.
  no_promise,      ///< None has this key.
  ambiguous,       ///< Several have this key, and nothing tells which of them is meant.
  not_understood,  ///< The words for its state.
  settled,         ///< The promise is verified or dropped: left alone.
  repeated,        ///< The issue stands in the file again, or another one of the promise says the same: that counts.
  several_issues,  ///< Several issues of the promise say different things.
};
SPELL(RefreshOutcome, "changes", "older", "same", "no_promise", "ambiguous", "not_understood", "settled", "repeated",
      "several_issues")

/// A line of the preview. Only one with the outcome `changes` or `older` changes anything.
struct RefreshItem {
  TrackerIssue issue;
  RefreshOutcome outcome = RefreshOutcome::no_promise;
  std::optional<Promise> promise;  ///< As it stands now.
  std::vector<std::string> among;  ///< Of an ambiguous one: the titles of the promises, the first few.
  /// What it would become; nothing and empty where that stays.
  std::optional<ActionState> state;
  std::string reason;  ///< Of what will not be done, as far as the tracker tells: a person says it or another one.
  std::string due;
  std::string owner;  ///< A person, for a promise that has nobody.
  /// As the preview begins. Not so what is older, what drops a promise, and what takes something back without being
  /// known to be newer: those wait for a person.
  bool chosen = false;
  bool operator==(const RefreshItem&) const = default;
};

DESCRIBED(RefreshItem)

/// A line for each issue, or several where it is linked with several promises by its address, or by its system and key;
/// in the order of the issues. At most one line changes a promise. The reason is said in `language`.
[[nodiscard]] std::vector<RefreshItem> compare(std::span<const TrackerIssue> issues,
                                               std::span<const LinkedPromise> promises, Language language);

/// What the words of an issue were said to mean: it stands so from then on. Only where it asks.
void understand(TrackerIssue& issue, IssueMeaning meaning);

/// The same in a preview: the lines of issues with these words are proposed anew, as far as such an issue speaks for
/// its promise. Gives their places.
std::vector<std::size_t> understand(std::span<RefreshItem> items, std::string_view words, IssueMeaning meaning,
                                    Language language);

/// What becomes of its promise; nothing where nothing changes. Whether it was chosen is not asked.
[[nodiscard]] std::optional<PromiseChange> change_for(const RefreshItem& item);

/// The outcome as a sentence.
[[nodiscard]] std::string say_outcome(Language language, const RefreshItem& item);

}  // namespace unrepeat
