// Google Cloud and AWS: what a supplier told its customers. It proposes no moment of anybody else's incident.
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

TEST_CASE("updates of Google Cloud are told once, oldest first, with what they say") {
  const ImportPlan plan = plan_of(std::string(google_cloud_incidents));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) ==
        Lines{"2026-05-04T09:52:00Z | 2026-05-04T09:52:00+00:00 | communication |  | We see `503` on "
              "**reads**. | SERVICE_DISRUPTION | /0/updates/1",
              "2026-05-04T11:15:00Z | 2026-05-04T11:15:00+00:00 | communication |  | Resolved. | AVAILABLE "
              "| /0/updates/0"});
  CHECK(moments_of(thread).empty());
  CHECK(thread.title == "Reads fail in one region");
  REQUIRE(thread.systems.size() == 1);
  CHECK(thread.systems[0].external);
  REQUIRE(thread.fields.size() == 2);
  CHECK(thread.fields[0].value == "2026-05-04T09:30:00+00:00");
  CHECK(books_of(plan) == Books{.records = 2, .understood = 2, .listed = 0});
}

TEST_CASE("an update that says nothing is listed with its place") {
  std::string text(google_cloud_incidents);
  text.replace(text.find("\"updates\": ["), 12, "\"updates\": [null, {\"when\": \"x\"}, ");
  const ImportPlan plan = plan_of(text);
  CHECK(books_of(plan) == Books{.records = 2, .understood = 2, .listed = 2});
  CHECK(plan.items.front().reason.pointer == "/0/updates/0");
}

TEST_CASE("updates of AWS have the day of their entry, and the next one after midnight") {
  const ImportPlan plan = plan_of(std::string(aws_status_entries));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) ==
        Lines{"2026-05-04T23:58:00Z | 4:58 PM PDT | communication |  | We see errors & time-outs, some since 4:40 PM "
              "PDT. |  "
              "| /0",
              "2026-05-05T06:40:00Z | 11:40 PM PDT | communication |  | Retries help. |  | /0",
              "2026-05-05T07:20:00Z | 12:20 AM PDT | communication |  | The issue has been resolved. |  | /0"});
  CHECK(thread.timeline[0].time.precision == Precision::minute);
  CHECK(thread.timeline[0].time.offset == "-07:00");
  CHECK(moments_of(thread).empty());
  CHECK(thread.title == "Functions (Oregon): [RESOLVED] Increased errors");
}

TEST_CASE("an entry of AWS with dates in its text, or with no times at all, is read too") {
  const auto entry = [](const std::string& description) {
    return "[{\"date\": \"1777939080\", \"service_name\": \"Functions\", \"summary\": \"s\", \"description\": \"" +
           description + "\"}]";
  };
  CHECK(told(only_thread(plan_of(entry("<div>May 6, 1:05 AM PDT late word</div>")))) ==
        Lines{"2026-05-06T08:05:00Z | 1:05 AM PDT | communication |  | late word |  | /0"});
  CHECK(told(only_thread(plan_of(entry("We look into it")))) ==
        Lines{"2026-05-04T23:58:00Z | 1777939080 | communication |  | We look into it |  | /0"});
  CHECK(told(only_thread(plan_of(
            "[{\"date\": \"1777939080\", \"service\": \"fn\", \"event_log\": [{\"message\": \"m\", \"timestamp\": "
            "1777939140}, 7]}]"))) == Lines{"2026-05-04T23:59:00Z | 1777939140 | communication |  | m |  | /0"});
}
