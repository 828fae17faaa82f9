// The table of formats, and JSON, the first of them.
#include "core/format/export_format.hpp"

#include "core/format/writer.hpp"

namespace unrepeat {

#define FORMAT(name, ...) std::string write_##name(const Bundle&, const TimeZones&);
#include "core/format/all_formats.def"
#undef FORMAT

std::string write_json(const Bundle& bundle, const TimeZones&) {
  const bool one_alone = bundle.postmortems.size() == 1 && !bundle.library && bundle.unknown.empty();
  return one_alone ? write_postmortem(bundle.postmortems.front()) : write_bundle(bundle);
}

namespace {

constexpr ExportFormat formats[] = {
#define FORMAT(name, extension, extension_of_several, media_type) \
  {#name, Text::format_##name, extension, extension_of_several, media_type, write_##name},
#include "core/format/all_formats.def"
#undef FORMAT
};

}  // namespace

std::span<const ExportFormat> export_formats() { return formats; }

const ExportFormat* find_export_format(std::string_view name) {
  for (const ExportFormat& format : formats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace unrepeat
