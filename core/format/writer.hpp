// Writes the files a team shares, canonically: the same content is the same bytes, so that a diff shows what changed.
#pragma once

#include <string>

#include "core/library/library.hpp"

namespace unrepeat {

std::string write_postmortem(const Postmortem& postmortem);
std::string write_bundle(const Bundle& bundle);
std::string write_library(const Library& library);

/// The sha256 that names this content: of the canonical bytes without `history`.
std::string revision_of(const Postmortem& postmortem);

/// `2026-03-08-checkout-times-out`: the day the impact began (else of the first event, else of its creation) and the
/// title in ASCII letters and digits. A file's name ends in `.postmortem.json`.
std::string file_stem(const Postmortem& postmortem);

}  // namespace unrepeat
