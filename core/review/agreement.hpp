// What a review agreed on, as plain text for a chat.
#pragma once

#include <string>

#include "core/postmortem/postmortem.hpp"
#include "core/review/roles.hpp"

namespace unrepeat {

/// In the document's language: what will be done by whom and until when, what not now and why, what is still open, and
/// what this meeting left for later (null: none).
std::string write_agreement(const Postmortem& postmortem, const Meeting* meeting, Naming naming);

}  // namespace unrepeat
