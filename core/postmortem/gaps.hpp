// What a post-mortem still needs before it can be approved. It is said, never enforced.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/postmortem/part.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

struct Template;

struct Gap {
  Part part;
  Text text;
  std::string argument;                  ///< A count, or what it is called.
  std::vector<MomentKind> moments = {};  ///< Named in the sentence, in its order, in place of the count.
  std::string path = {};  ///< Where it is mended: a field, a list, or the first entry that lacks something.
  /// Nothing is there yet, so that it is no gap where it is not asked for; else what is there lacks something.
  bool is_absence = false;
};

/// The gap as a sentence.
std::string say(Language language, const Gap& gap);

/// In the order of the parts. `template_` says what is required; without one all six parts are.
std::vector<Gap> find_gaps(const Postmortem& postmortem, const Template* template_ = nullptr);

/// Pairs of recorded moments of which the first must not be after the second, and is.
std::vector<std::pair<MomentKind, MomentKind>> find_impossible_orders(const Postmortem& postmortem);

/// A factor that no action answers though one is needed: "no action, because" answers for every factor, and so does an
/// action that will not be done, since it says why. A trigger needs none: next time it will be another.
bool lacks_action(const Postmortem& postmortem, const Factor& factor);

/// The one factor there is, where all it names is a person; null otherwise.
const Factor* person_alone(const Postmortem& postmortem);

/// A window or an event that ends before it starts.
bool is_reversed(const ImpactWindow& window);
bool is_reversed(const TimelineEvent& event);

}  // namespace unrepeat
