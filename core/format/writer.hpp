// Writes the files a team shares, canonically: the same content is the same bytes, so that a diff shows what changed.
#pragma once

#include <string>

#include "core/library/library.hpp"

namespace unrepeat {

std::string write_postmortem(const Postmortem& postmortem);
std::string write_bundle(const Bundle& bundle);
std::string write_library(const Library& library);
std::string write_template(const Template& one);

/// The sha256 that names this content: of the canonical bytes without `history` and without what images are of, which
/// their own hashes name. So a file with its images and one without are the same revision.
std::string revision_of(const Postmortem& postmortem);

/// Gives the template the revision that names its content: equal for equal words, another after every change.
void revise(Template& one);

/// "incident-review.template.json", from its name.
std::string file_name(const Template& one);

/// `2026-03-08-checkout-times-out`: the day the impact began (else of the first event, else of its creation) and the
/// title in ASCII letters and digits. A file's name ends in `.postmortem.json`.
std::string file_stem(const Postmortem& postmortem);

}  // namespace unrepeat
