// The formats in which post-mortems leave the library. A format is one file and one line in all_formats.def.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/library/library.hpp"
#include "core/text/text.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

struct ExportFormat {
  std::string_view name;       ///< As on the command line and in the protocol.
  Text label;                  ///< As a person reads it.
  std::string_view extension;  ///< Of a file with one post-mortem, after its stem.
  std::string_view extension_of_several;
  std::string_view media_type;
  /// One post-mortem, several, or a whole library, as one file.
  std::string (*write)(const Bundle& bundle, const TimeZones& zones);
};

/// All there are, in the order in which they are offered.
std::span<const ExportFormat> export_formats();
/// The one of this name, or null.
const ExportFormat* find_export_format(std::string_view name);

}  // namespace unrepeat
