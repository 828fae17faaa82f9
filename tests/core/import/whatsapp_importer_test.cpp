// A chat as WhatsApp exports it, from either kind of phone and in several languages.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

TEST_CASE("a chat from an iPhone: marks, narrow blanks, messages over several lines, what was left out") {
  const ImportPlan plan = plan_of_text(
      "\u200e[8/3/26, 9:02:11\u202fp.\u00a0m.] Guardia: \u200eLos mensajes están cifrados.\r\n"
      "[8/3/26, 9:40:05\u202fp.\u00a0m.] Ana Ríos: no carga el pago\r\n"
      "\u200e[8/3/26, 9:40:30\u202fp.\u00a0m.] Ana Ríos: \u200eimagen omitida\r\n"
      "[8/3/26, 9:41:00\u202fp.\u00a0m.] Luis: lo veo\r\n"
      "\r\n"
      "dame dos minutos: reviso\r\n"
      "[14/3/26, 12:05:00\u202fa.\u00a0m.] Luis: listo\r\n",
      {.now = "2026-03-20T09:00:00Z", .language = Language::spanish});
  check_books(plan, 5);
  const Postmortem& chat = thread_of(plan);
  CHECK(lines_of_events(chat) ==
        std::vector<std::string>{
            "2026-03-08T20:02:11Z | other |  | Los mensajes están cifrados.",
            "2026-03-08T20:40:05Z | other | Ana Ríos | no carga el pago",
            "2026-03-08T20:40:30Z | other | Ana Ríos | imagen omitida",
            "2026-03-08T20:41:00Z | acknowledgement | Luis | lo veo\n\ndame dos minutos: reviso",
            "2026-03-13T23:05:00Z | other | Luis | listo",
        });
  CHECK(chat.timeline[0].tags == std::vector<std::string>{"join"});
  CHECK(chat.timeline[2].tags == std::vector<std::string>{"bot"});
  CHECK(chat.timeline[1].time.written == "8/3/26, 9:40:05\u202fp.\u00a0m.");
  CHECK(chat.timeline[1].time.zone == "Europe/Madrid");
  CHECK(chat.timeline[1].evidence.front().record == "2");
  CHECK(chat.sources.front().kind == "whatsapp");
  CHECK(chat.sources.front().zone == "Europe/Madrid");
  CHECK(plan.problems.empty());
  CHECK(chat.people.size() == 2);
}

TEST_CASE("a chat from an Android phone, in English, month first because a day is above twelve") {
  const ImportPlan plan = plan_of_text(
      "3/8/26, 14:02 - Messages and calls are end-to-end encrypted.\n"
      "3/8/26, 14:03 - Ben: checkout is down\n"
      "3/8/26, 14:04 - Ben: <Media omitted>\n"
      "3/8/26, 14:05 - This message was deleted\n"
      "3/13/26, 09:00 - Cora: back\n",
      {.zone = "Europe/London", .now = "2026-03-20T09:00:00Z"});
  check_books(plan, 5);
  const Postmortem& chat = thread_of(plan);
  CHECK(lines_of_events(chat) == std::vector<std::string>{
                                     "2026-03-08T14:02:00Z | other |  | Messages and calls are end-to-end encrypted.",
                                     "2026-03-08T14:03:00Z | impact | Ben | checkout is down",
                                     "2026-03-08T14:04:00Z | other | Ben | <Media omitted>",
                                     "2026-03-08T14:05:00Z | other |  | This message was deleted",
                                     "2026-03-13T09:00:00Z | other | Cora | back",
                                 });
  CHECK(chat.timeline[1].time.precision == Precision::minute);
}

TEST_CASE("where no day of a chat tells the order, the person's habit does") {
  const std::string chat = "4/3/26, 14:02 - Ben: hello\n4/3/26, 14:03 - Cora: hi\n";
  CHECK(
      thread_of(plan_of_text(chat, {.zone = "America/New_York", .now = "2026-04-09T09:00:00Z"})).timeline[0].time.at ==
      parse_instant("2026-04-03T18:02:00Z").value());
  CHECK(thread_of(plan_of_text(chat, {.zone = "Europe/London", .now = "2026-04-09T09:00:00Z"})).timeline[0].time.at ==
        parse_instant("2026-03-04T14:02:00Z").value());
}

TEST_CASE("Portuguese and German chats are read too") {
  CHECK(lines_of_events(
            thread_of(plan_of_text("[08/03/2026 14:02:11] Rui: caiu tudo\n[13/03/2026 14:02:30] Rui: voltou\n"))) ==
        std::vector<std::string>{"2026-03-08T13:02:11Z | other | Rui | caiu tudo",
                                 "2026-03-13T13:02:30Z | mitigation | Rui | voltou"});
  CHECK(lines_of_events(thread_of(
            plan_of_text("08.03.26, 14:02 - Jan: <Medien ausgeschlossen>\n31.12.25, 14:03 - Jan: hallo\n"))) ==
        std::vector<std::string>{"2025-12-31T13:03:00Z | other | Jan | hallo",
                                 "2026-03-08T13:02:00Z | other | Jan | <Medien ausgeschlossen>"});
}

TEST_CASE("the hour that a chat lives through twice is told apart where its clock goes back") {
  const Postmortem chat =
      thread_of(plan_of_text("25/10/25, 02:50 - Ana: primera\n26/10/25, 02:50 - Ana: uno\n26/10/25, 02:10 - Ana: "
                             "dos\n26/10/25, 02:40 - Ana: tres\n"));
  CHECK(lines_of_events(chat) == std::vector<std::string>{
                                     "2025-10-25T00:50:00Z | other | Ana | primera",
                                     "2025-10-26T00:50:00Z | other | Ana | uno",
                                     "2025-10-26T01:10:00Z | other | Ana | dos",
                                     "2025-10-26T01:40:00Z | other | Ana | tres",
                                 });
}

TEST_CASE("an hour that a chat may have lived through once or twice stays in doubt, and is said") {
  const ImportPlan plan = plan_of_text("26/10/25, 02:10 - Ana: uno\n26/10/25, 02:40 - Ana: dos\n");
  const Time& time = thread_of(plan).timeline[0].time;
  CHECK_FALSE(time.at);
  CHECK(time.earliest == parse_instant("2025-10-26T00:10:00Z").value());
  CHECK(time.latest == parse_instant("2025-10-26T01:10:00Z").value());
  CHECK(warnings_of(plan) == std::vector<Text>{Text::import_time_in_doubt, Text::import_time_in_doubt});
}

TEST_CASE("a chat whose beginning is cut off keeps what can be read, and script in it is text") {
  const ImportPlan plan = plan_of_text(
      "13/3/26, 14:02 - Ana: <script>alert(1)</script> <b>x</b>\n13/3/26, 14:03 - Ana: \xEF\xBF\xBD\n13/3/26, 14");
  check_books(plan, 2);
  CHECK(thread_of(plan).timeline[0].text == "<script>alert(1)</script> <b>x</b>");
}

TEST_CASE("without a zone a chat keeps its times as they are written, and says so") {
  const ImportPlan plan = plan_of_text("13/3/26, 14:02 - Ana: uno\n13/3/26, 14:03 - Ana: dos\n", {.zone = ""});
  CHECK_FALSE(thread_of(plan).timeline[0].time.at);
  CHECK(warnings_of(plan) == std::vector<Text>(2, Text::import_time_without_zone));
}

TEST_CASE("a log is no chat") {
  CHECK(kind_of_text("[2026-03-08 14:02:11] ERROR: no\n[2026-03-08 14:02:12] INFO: yes\n") == "log");
  CHECK(kind_of_text("[08/03/2026 14:02:11] ERROR: no\n[08/03/2026 14:02:12] INFO: yes\n") == "log");
}
