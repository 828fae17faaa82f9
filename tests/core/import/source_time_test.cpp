// Times as tools write them, and what is kept of those that are none.
#include "core/import/source_time.hpp"

#include <doctest/doctest.h>

#include <string>

#include "cli/native_time_zones.hpp"
#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "core/text/utf8.hpp"
#include "tests/core/import/import_fixture.hpp"

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

TEST_CASE("an instant that no file can hold is none, and what was written stays") {
  const std::string line = R"x(<div><span class=\"yellowfg\">)x";
  const ImportPlan plan = plan_of(
      R"x([{"date":"9999-12-31T23:59:59+14:00","status":"1","service":"fn-us-west-2","service_name":"Functions (Oregon)",)x"
      R"x("summary":"[RESOLVED] Errors","description":")x" +
      line + "11:40 PM PDT</span>&nbsp;Retries help.</div>" + line + "12:20 AM PDT</span>&nbsp;Over.</div>\"}]");
  REQUIRE(plan.items.size() == 1);
  REQUIRE(plan.items[0].postmortem);
  CHECK(read_postmortem(write_postmortem(*plan.items[0].postmortem)).has_value());
  CHECK(plan.items[0].postmortem->timeline.size() == 2);
}
