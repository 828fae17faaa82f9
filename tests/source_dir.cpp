// The one test file that is compiled with the place of the project.
#include "tests/source_dir.hpp"

namespace unrepeat {

std::string source_dir() { return UNREPEAT_SOURCE_DIR; }

}  // namespace unrepeat
