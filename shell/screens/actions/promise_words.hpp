// How a promise stands, in words and a colour: the same on its post-mortem and among all promises.
#pragma once

#include <string>

#include "core/action/promise.hpp"
#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

struct PromiseWords {
  std::string words;
  Tone tone = Tone::neutral;
};

/// `look_on` is the day to look whether it worked; empty where it is not to be said.
PromiseWords words_of(const Kit& kit, const StandingOfPromise& standing, const std::string& due,
                      const std::string& look_on);

}  // namespace unrepeat::shell
