// Alertmanager: an alert is one event at its start and one at its end, however often and however it is told.
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

namespace {

std::string alert(std::string_view status, std::string_view starts, std::string_view ends,
                  std::string_view fingerprint = "\"fingerprint\": \"f1\",") {
  return std::string("{\"status\": ") + std::string(status) + ", " + std::string(fingerprint) +
         " \"labels\": {\"job\": \"api\", \"alertname\": \"Slow\"}, \"annotations\": {\"summary\": \"9 s\"}, "
         "\"startsAt\": \"" +
         std::string(starts) + "\", \"endsAt\": \"" + std::string(ends) + "\"}";
}

std::string post(const std::string& alerts) {
  return "{\"version\": \"4\", \"status\": \"firing\", \"alerts\": [" + alerts + "]}";
}

constexpr std::string_view unset = "0001-01-01T00:00:00Z";

}  // namespace

TEST_CASE("an alert of a webhook is an event at its start, with its name and what it says") {
  const Postmortem thread = only_thread(plan_of(std::string(alertmanager_post)));
  CHECK(told(thread) ==
        Lines{"2026-05-04T10:00:01.123456Z | 2026-05-04T10:00:01.123456789Z | detection |  | "
              "Alert: SlowAnswers: api answers in 9 s/p99 over 5 min <b>is</b> 9 s | firing | /alerts/0"});
  CHECK(thread.title == "SlowAnswers: api answers in 9 s");
  CHECK(moments_of(thread) == Lines{"detected 2026-05-04T10:00:01.123456Z"});
  REQUIRE(thread.systems.size() == 1);
  CHECK(thread.systems[0].name == "api");
  CHECK(thread.severity->written == "critical");
  CHECK(thread.links.front().url == "http://prometheus.example/graph?g0");
}

TEST_CASE("repeats are more evidence, and the end is an event of its own") {
  const std::string start = "2026-05-04T10:00:00.5Z", end = "2026-05-04T10:30:00Z";
  const std::string log = post(alert("\"firing\"", start, unset)) + '\n' + post(alert("\"firing\"", start, unset)) +
                          '\n' + post(alert("\"resolved\"", start, end)) + '\n' +
                          post(alert("\"resolved\"", start, end)) + '\n';
  const ImportPlan plan = plan_of(log);
  CHECK(told(only_thread(plan)) ==
        Lines{"2026-05-04T10:00:00.5Z | 2026-05-04T10:00:00.5Z | detection |  | Alert: Slow: 9 s | firing | "
              "1:/alerts/0,2:/alerts/0,3:/alerts/0,4:/alerts/0",
              "2026-05-04T10:30:00Z | 2026-05-04T10:30:00Z | resolution |  | Alert over: Slow: 9 s | resolved | "
              "3:/alerts/0,4:/alerts/0"});
  CHECK(books_of(plan) == Books{.records = 4, .understood = 4, .listed = 0});
  // An alert that ends does not say that the incident is over.
  CHECK(moments_of(only_thread(plan)) == Lines{"detected 2026-05-04T10:00:00.5Z"});
}

TEST_CASE("what fires again later is another alert") {
  const ImportPlan plan = plan_of(post(alert("\"firing\"", "2026-05-04T10:00:00Z", unset) + ", " +
                                       alert("\"firing\"", "2026-05-04T12:00:00Z", unset)));
  CHECK(threads_of(plan).size() == 2);
}

TEST_CASE("the list of the API tells the same alert, and an end that is only expected is none") {
  const std::string active = "{\"state\": \"active\", \"silencedBy\": []}";
  const std::string list = "[" + alert(active, "2026-05-04T10:00:00.123Z", "2026-05-04T10:25:00Z") + "]";
  const ImportPlan plan =
      plan_of({{"post", post(alert("\"firing\"", "2026-05-04T12:00:00.123456789+02:00", unset))}, {"list", list}},
              ListedPostmortems{});
  const Postmortem thread = only_thread(plan);
  REQUIRE(thread.timeline.size() == 1);
  CHECK(thread.timeline[0].evidence.size() == 2);
}

TEST_CASE("without a fingerprint the labels say which alert it is, in any order") {
  const std::string one =
      "{\"status\": \"firing\", \"labels\": {\"a\": \"1\", \"b\": \"2\"}, \"annotations\": {}, "
      "\"startsAt\": \"2026-05-04T10:00:00Z\"}";
  const std::string same =
      "{\"status\": \"firing\", \"labels\": {\"b\": \"2\", \"a\": \"1\"}, \"annotations\": {}, "
      "\"startsAt\": \"2026-05-04T10:00:00Z\"}";
  const std::string other =
      "{\"status\": \"firing\", \"labels\": {\"b\": \"3\", \"a\": \"1\"}, \"annotations\": {}, "
      "\"startsAt\": \"2026-05-04T10:00:00Z\"}";
  const auto threads = threads_of(plan_of(post(one + "," + same + "," + other)));
  REQUIRE(threads.size() == 2);
  CHECK(threads[0].timeline[0].evidence.size() == 2);
  CHECK(threads[0].timeline[0].text == "Alert: {\"a\":\"1\",\"b\":\"2\"}");
}

TEST_CASE("an alert without times is kept without a place in the timeline, and what is none is listed") {
  const ImportPlan plan = plan_of(
      post("{\"status\": \"firing\", \"labels\": {\"alertname\": \"Full\"}, \"annotations\": {\"message\": \"disk\"}}, "
           "null, \"x\""));
  const Postmortem thread = only_thread(plan);
  CHECK(told(thread) == Lines{"no instant |  | detection |  | Alert: Full: disk | firing | /alerts/0"});
  CHECK(moments_of(thread).empty());
  CHECK(books_of(plan) == Books{.records = 1, .understood = 1, .listed = 2});
}
