// Logs in their many forms, and prose, which is none.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

TEST_CASE("syslog names no year: it is the one that fits, across its turn") {
  const ImportPlan plan = plan_of_text(
      "Dec 31 23:59:58 db-1 cron[411]: backup\n"
      "Jan  1 00:00:03 db-1 postgres[12]: FATAL:  no space left\n"
      "Jan  1 00:00:09 db-1 last message repeated 4 times\n",
      {.now = "2026-01-02T09:00:00Z"});
  check_books(plan, 3);
  const Postmortem& log = thread_of(plan);
  CHECK(lines_of_events(log) == std::vector<std::string>{
                                    "2025-12-31T22:59:58Z | observation |  | db-1 cron[411]: backup",
                                    "2025-12-31T23:00:03Z | observation |  | db-1 postgres[12]: FATAL:  no space left",
                                    "2025-12-31T23:00:09Z | observation |  | db-1 last message repeated 4 times",
                                });
  CHECK(log.timeline[1].time.written == "Jan  1 00:00:03");
  CHECK(log.timeline[1].evidence.front().record == "2");
  CHECK(log.timeline[2].tags == std::vector<std::string>{"repeat"});
  CHECK(log.sources.front().kind == "log");
}

TEST_CASE("a syslog of last autumn is not put into the coming one") {
  const Postmortem log = thread_of(plan_of_text("Sep 30 10:00:00 a b: c\nSep 30 10:00:01 a b: d\n",
                                                {.zone = "Etc/UTC", .now = "2026-04-02T09:00:00Z"}));
  CHECK(log.timeline[0].time.at == parse_instant("2025-09-30T10:00:00Z").value());
}

TEST_CASE("an application's lines with a stack trace under one of them, and the same line again") {
  const ImportPlan plan = plan_of_text(
      "2026-03-08 14:02:11,250 ERROR [pay] refused\n"
      "java.io.IOException: handshake\n"
      "    at shop.tls.Channel.open(Channel.java:88)\n"
      "\tat shop.pay.Route.send(Route.java:41)\n"
      "2026-03-08 14:02:13,000 ERROR [pay] refused\n"
      "2026-03-08T14:03:00.5Z INFO [pay] retry 2\n"
      "2026-03-08 14:0");
  check_books(plan, 4);
  const Postmortem& log = thread_of(plan);
  REQUIRE(log.timeline.size() == 3);
  CHECK(line_of_event(log.timeline[0]) ==
        "2026-03-08T13:02:11.25Z | observation |  | ERROR [pay] refused\njava.io.IOException: handshake\n"
        "    at shop.tls.Channel.open(Channel.java:88)\n\tat shop.pay.Route.send(Route.java:41)");
  CHECK(log.timeline[1].tags == std::vector<std::string>{"repeat"});
  CHECK(log.timeline[2].time.at == parse_instant("2026-03-08T14:03:00.5Z").value());
  CHECK(log.timeline[2].time.written == "2026-03-08T14:03:00.5Z");
  CHECK(log.sources.front().understood == 3);
}

TEST_CASE("what stands before the time is kept: containers, priorities, levels, epochs, web servers") {
  const auto first = [](const std::string& text) {
    return line_of_event(thread_of(plan_of_text(text)).timeline.front());
  };
  CHECK(first("web-1  | 2026-03-08T14:02:11Z up\n") ==
        "2026-03-08T14:02:11Z | observation |  | web-1  | 2026-03-08T14:02:11Z up");
  CHECK(first("<34>1 2026-03-08T14:02:11.003Z host app - - up\n") ==
        "2026-03-08T14:02:11.003Z | observation |  | <34>1 2026-03-08T14:02:11.003Z host app - - up");
  CHECK(first("ERROR 2026-03-08T14:02:11Z up\n") ==
        "2026-03-08T14:02:11Z | observation |  | ERROR 2026-03-08T14:02:11Z up");
  CHECK(first("1772978531.5 up\n") == "2026-03-08T14:02:11.5Z | observation |  | up");
  CHECK(first("10.0.0.1 - - [08/Mar/2026:14:02:11 +0100] \"GET / HTTP/1.1\" 500 12\n") ==
        "2026-03-08T13:02:11Z | observation |  | 10.0.0.1 - - [08/Mar/2026:14:02:11 +0100] \"GET / HTTP/1.1\" 500 12");
}

TEST_CASE("letters that stand for several zones are kept as they are written") {
  const ImportPlan plan = plan_of_text("2026-03-08 14:02:11 IST boom\n2026-03-08 14:02:12 IST bang\n");
  CHECK_FALSE(thread_of(plan).timeline[0].time.at);
  CHECK(thread_of(plan).timeline[0].time.written == "2026-03-08 14:02:11 IST");
  CHECK(warnings_of(plan).front() == Text::import_time_unreadable);
}

TEST_CASE("prose with a time in it is no log") {
  CHECK(kind_of_text(
            "We met in the morning.\n2026-03-08 14:02:11 was when it broke.\nThen it was mended.\nNobody was hurt.\n")
            .empty());
  CHECK(kind_of_text("Nothing here.\n").empty());
}

TEST_CASE("times before 1970, of year one and of no day are read as far as they can be") {
  const ImportPlan plan =
      plan_of_text("1969-12-31T23:59:59Z a\n0001-01-01T00:00:00Z b\n2026-02-30T10:00:00Z c\n9999-12-31T23:59:59Z d\n");
  const Postmortem& log = thread_of(plan);
  CHECK(log.timeline.front().time.at == parse_instant("1969-12-31T23:59:59Z").value());
}
