// What can be done with the images of a post-mortem.
#pragma once

#include <string>

#include "core/postmortem/postmortem.hpp"
#include "core/refusal.hpp"

namespace unrepeat {

/// Names an image whose bytes are kept under their hash. One that is there already is refused.
struct AddImage {
  Id<Image> id;
  std::string sha256;      ///< 64 lower-case hexadecimal digits.
  std::string media_type;  ///< Of one of the types that are taken.
};

Ruling carry_out(Postmortem& postmortem, const AddImage& command, const CommandContext& context);

}  // namespace unrepeat
