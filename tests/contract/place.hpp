// Where a contract case keeps its library: a file in a temporary folder natively, the browser's own storage in a
// worker.
#pragma once

#include <memory>
#include <string>

#include "core/store/database.hpp"

namespace unrepeat::test {

/// A name for a library that nobody has used yet; what is there is deleted in the end. Opened one at a time.
class Place {
 public:
  Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place();
  Stored<std::unique_ptr<Database>> open() const { return Database::open(path_, vfs_); }
  const std::string& path() const { return path_; }
  const std::string& vfs() const { return vfs_; }

 private:
  std::string path_;
  std::string vfs_;
};

}  // namespace unrepeat::test
