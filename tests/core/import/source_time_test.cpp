// Times as tools write them, and what is kept of those that are none.
#include "core/import/source_time.hpp"

#include <doctest/doctest.h>

#include <string>

#include "cli/native_time_zones.hpp"
#include "core/text/utf8.hpp"

using namespace unrepeat;

TEST_CASE("of a time that is far too long whole characters are kept") {
  const NativeTimeZones zones;
  std::string written;
  for (int i = 0; i < 400; ++i) written += "—";
  const SourceTime read = read_source_time(written, {.zones = zones, .now = {}});
  CHECK(read.trouble == TimeTrouble::unreadable);
  CHECK(read.time.written.size() <= 300);
  CHECK(read.time.written.size() > 290);
  CHECK(valid_utf8_prefix(read.time.written) == read.time.written.size());
}
