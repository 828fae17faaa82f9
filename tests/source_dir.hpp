// Where the project's sources are, for tests that read its files.
#pragma once

#include <string>

namespace unrepeat {

/// Absolute, without a slash at the end.
std::string source_dir();

}  // namespace unrepeat
