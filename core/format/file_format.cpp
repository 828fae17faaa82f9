// The four things that travel.
#include "core/format/file_format.hpp"

#include "core/library/library.hpp"

namespace unrepeat {

std::string_view format_of(const Object& object) {
  if (&object == &object_of<Postmortem>()) return "unrepeat/postmortem";
  if (&object == &object_of<Library>()) return "unrepeat/library";
  if (&object == &object_of<Template>()) return "unrepeat/template";
  if (&object == &object_of<Bundle>()) return "unrepeat/bundle";
  return {};
}

}  // namespace unrepeat
