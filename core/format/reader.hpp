// Reads the files a team shares, strictly: all problems at once, nothing taken from a file that has an error.
#pragma once

#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "core/format/json_tree.hpp"
#include "core/format/problem.hpp"
#include "core/library/library.hpp"

namespace unrepeat {

/// What a file holds. One post-mortem is a bundle of one; a library alone is a bundle of none, and so is a template.
struct FileReading {
  Bundle bundle;
  std::optional<Template> template_;
  std::vector<Problem> warnings;
};

/// Whether this says of itself that it is one of our files, readable or not.
bool is_unrepeat_file(const JsonTree& tree);

/// A post-mortem, a bundle, a library or a template. A bundle's unknown keys are in the bundle, those of the others in
/// them.
std::expected<FileReading, std::vector<Problem>> read_file(std::string_view bytes);
/// As above, from a tree that was parsed from these bytes.
std::expected<FileReading, std::vector<Problem>> read_file(const JsonTree& tree, std::string_view bytes);

/// A file of exactly one post-mortem; warnings are passed over.
std::expected<Postmortem, std::vector<Problem>> read_postmortem(std::string_view bytes);
/// A file of exactly one template.
std::expected<Template, std::vector<Problem>> read_template(std::string_view bytes);

}  // namespace unrepeat
