// Tables in any separator and language, ServiceNow's tickets, and JSON in lines.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

TEST_CASE("a sheet with semicolons: day and clock apart, quotes over lines, a row cut off, a day that does not exist") {
  const ImportPlan plan = plan_of_text(
      "\xEF\xBB\xBFN°;Fecha;Hora;Tipo;Responsable;Descripción;Min\r\n"
      "1;08-03-2026;23:44;Alerta;Sistema;\"Cola > 1.000; sin avance\";41\r\n"
      "2;08-03-2026;23:55;Respuesta;A. Ríos;Confirma por teléfono;\r\n"
      "3;09-03-2026;00:10;Nota;A. Ríos;\"Candado \"\"a mano\"\"\r\ny se detiene\";\r\n"
      "4;14-03-2026;sin hora;Nota;A. Ríos;Quedan 14 pedidos;\r\n"
      "5;31-04-2026;10:00;Nota;Sistema;Prueba de aviso;\r\n"
      "6;05-04-20\r\n",
      {.now = "2026-05-01T09:00:00Z", .language = Language::spanish});
  check_books(plan, 6);
  const Postmortem& sheet = thread_of(plan);
  CHECK(lines_of_events(sheet) ==
        std::vector<std::string>{
            "2026-03-08T22:44:00Z | detection | Sistema | Cola > 1.000; sin avance",
            "2026-03-08T22:55:00Z | acknowledgement | A. Ríos | Confirma por teléfono",
            "2026-03-08T23:10:00Z | observation | A. Ríos | Candado \"a mano\"\r\ny se detiene",
            "2026-03-13T23:00:00Z | observation | A. Ríos | Quedan 14 pedidos",
        });
  CHECK(sheet.timeline[0].time.written == "08-03-2026;23:44");
  CHECK(sheet.timeline[0].time.precision == Precision::minute);
  CHECK(sheet.timeline[3].time.written == "14-03-2026;sin hora");
  CHECK(sheet.timeline[3].time.precision == Precision::day);
  CHECK(sheet.timeline[2].evidence.front().record == "4");
  CHECK(sheet.sources.front().records == 6);
  CHECK(sheet.sources.front().understood == 4);
  CHECK(sheet.sources.front().kind == "csv");
}

TEST_CASE("a table with commas or tabs and one column of times, whichever it is called") {
  const auto events = [](const std::string& text) { return lines_of_events(thread_of(plan_of_text(text))); };
  CHECK(events("id,started,ended,what\n7,2026-03-08T14:02:00Z,2026-03-08T14:09:00Z,\"pool, "
               "full\"\n8,2026-03-08T14:05:00Z,,pool larger now\n") ==
        std::vector<std::string>{"2026-03-08T14:02:00Z | other |  | pool, full",
                                 "2026-03-08T14:05:00Z | other |  | pool larger now"});
  CHECK(events("メッセージ\t時刻\n予約に失敗\t2026-03-08 14:02:00\n復旧した\t2026-03-08 14:09:00\n") ==
        std::vector<std::string>{"2026-03-08T13:02:00Z | impact |  | 予約に失敗",
                                 "2026-03-08T13:09:00Z | resolution |  | 復旧した"});
  CHECK(events("epoch,message\n1772978531,first thing\n1772978532,second thing\n") ==
        std::vector<std::string>{"2026-03-08T14:02:11Z | other |  | first thing",
                                 "2026-03-08T14:02:12Z | other |  | second thing"});
}

TEST_CASE("a table without times, and a list of words, are no timeline") {
  CHECK(kind_of_text("name,colour\nanna,red\nben,blue\n").empty());
  CHECK(kind_of_text("one, two and three\nfour, five\n").empty());
}

TEST_CASE("ServiceNow: every ticket an incident, the journal's entries its events, newest first, the end told once") {
  const ImportPlan plan = plan_of_text(
      "\"Number\",\"Short description\",\"State\",\"Opened\",\"Resolved\",\"Comments and Work notes\"\n"
      "\"INC0051877\",\"Cards refused\",\"Resolved\",\"2026-03-08 00:10:39\",\"2026-03-08 01:52:31\",\"2026-03-08 "
      "01:52:31 - Ana Ríos (Work notes)\n"
      "New certificate on all nodes.\n"
      "\n"
      "2026-03-08 00:22:15 - Ana Ríos (Work notes)\n"
      "Root cause: certificate expired. \"\"Andrés\"\" was told.\n"
      "\"\n"
      "\"INC0051870\",\"Printer\",\"Closed\",\"2026-03-05 09:14:05\",\"2026-03-05 12:00:51\",\"\"\n"
      "\"oops\",\"\",\"\",\"\",\"\",\"\"\n",
      {.zone = "Europe/Madrid"});
  check_books(plan, 3);
  REQUIRE(plan.items.size() == 3);
  const Postmortem& cards = *plan.items[0].postmortem;
  CHECK(plan.items[0].kind == "servicenow");
  CHECK(cards.title == "Cards refused");
  CHECK(cards.refs.front().key == "INC0051877");
  CHECK(lines_of_events(cards) ==
        std::vector<std::string>{
            "2026-03-07T23:10:39Z | other |  | Incident created: Cards refused",
            "2026-03-07T23:22:15Z | finding | Ana Ríos | Root cause: certificate expired. \"Andrés\" was told.",
            "2026-03-08T00:52:31Z | resolution | Ana Ríos | New certificate on all nodes.",
        });
  CHECK(cards.timeline[1].evidence.front().record == "2");
  CHECK(plan.items[1].postmortem->timeline.back().kind == EventKind::resolution);
  CHECK(plan.items[2].state == ImportState::not_understood);
}

TEST_CASE("JSON in lines from any logger: which key is the time and which the text, a line cut off, the same again") {
  const ImportPlan plan =
      plan_of_text(R"({"time": "2026-03-08T14:02:11.250Z", "level": "error", "msg": "cannot decode", "host": "lw-2"})"
                   "\n"
                   R"({"time": "2026-03-08T14:02:12Z", "level": "error", "msg": "cannot decode", "host": "lw-2"})"
                   "\n"
                   R"({"time":"2026-03-08T14:03:00Z","level":"wa)"
                   "\n"
                   R"({"time": "2026-03-08T14:04:00+01:00", "msg": "<b>up</b>", "user": "ana"})"
                   "\n"
                   R"({"time": null, "msg": "no time"})"
                   "\n");
  check_books(plan, 5);
  const Postmortem& log = thread_of(plan);
  CHECK(lines_of_events(log) == std::vector<std::string>{
                                    "2026-03-08T13:04:00Z | observation | ana | <b>up</b>",
                                    "2026-03-08T14:02:11.25Z | observation |  | cannot decode",
                                    "2026-03-08T14:02:12Z | observation |  | cannot decode",
                                    "- | observation |  | no time",
                                });
  CHECK(log.timeline[1].time.written == "2026-03-08T14:02:11.250Z");
  CHECK(log.timeline[1].evidence.front().record == "1");
  CHECK(log.timeline[2].tags == std::vector<std::string>{"repeat"});
  CHECK(log.sources.front().kind == "json_lines");
  CHECK(log.sources.front().records == 5);
  CHECK(log.sources.front().understood == 4);
}

TEST_CASE("JSON in lines with epochs and keys of its own") {
  CHECK(lines_of_events(thread_of(plan_of_text(
            "{\"ms\":1,\"ts\":1772978531250,\"text\":\"a b\"}\n{\"ts\":1772978532000,\"text\":\"c d\"}\n"))) ==
        std::vector<std::string>{"2026-03-08T14:02:11.25Z | observation |  | a b",
                                 "2026-03-08T14:02:12Z | observation |  | c d"});
  CHECK(kind_of_text("{\"a\":1}\n{\"b\":2}\n").empty());
}
