// What the store keeps beside a document, worked out from it: nothing in a projection is known that the document does
// not say.
#pragma once

#include <string>

#include "core/postmortem/postmortem.hpp"
#include "core/store/library_store.hpp"

namespace unrepeat {

/// `document` is the post-mortem's canonical JSON.
[[nodiscard]] DocumentRecord document_record_of(const Postmortem& postmortem, std::string document);
[[nodiscard]] PostmortemRecord record_of(const Postmortem& postmortem, std::string document);

}  // namespace unrepeat
