// Libraries of contract cases as files, natively.
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "tests/contract/place.hpp"

namespace unrepeat::test {

Place::Place() {
  std::string folder = (std::filesystem::temp_directory_path() / "unrepeat-XXXXXX").string();
  if (!mkdtemp(folder.data())) throw std::runtime_error("no temporary folder");
  path_ = folder + "/library";
}

Place::~Place() { std::filesystem::remove_all(std::filesystem::path{path_}.parent_path()); }

}  // namespace unrepeat::test
