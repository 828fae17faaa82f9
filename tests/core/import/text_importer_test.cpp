// Timelines as people write them, chats as they copy them, and prose, which is neither.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

TEST_CASE("a pasted timeline: the day from its heading, midnight crossed, vague times and ranges kept") {
  const ImportPlan plan = plan_of_text(
      "Notes from the bridge\n"
      "Sunday 8 March 2026, everything in UTC\n"
      "\n"
      "22:33 UTC – writer 4.8 goes live\n"
      "~23:10 – somebody at the depot says no labels\n"
      "23:12 – 23:20 – more writers, does nothing\n"
      "            (we thought it was slow)\n"
      "a bit later – long talk\n"
      "00:07 UTC – 4.7 is running again\n",
      {.now = "2026-03-12T09:00:00Z"});
  check_books(plan, 5);
  const Postmortem& notes = thread_of(plan);
  CHECK(notes.title == "Notes from the bridge");
  CHECK(lines_of_events(notes) ==
        std::vector<std::string>{
            "2026-03-08T22:33:00Z | change |  | writer 4.8 goes live",
            "2026-03-08T23:10:00Z | impact |  | somebody at the depot says no labels",
            "2026-03-08T23:12:00Z | attempt |  | more writers, does nothing\n(we thought it was slow)",
            "2026-03-09T00:07:00Z | mitigation |  | 4.7 is running again",
            "- | other |  | long talk",
        });
  CHECK(notes.timeline[0].time.written == "22:33 UTC");
  CHECK(notes.timeline[0].time.precision == Precision::minute);
  CHECK(notes.timeline[1].time.written == "~23:10");
  CHECK(notes.timeline[1].time.approximate);
  CHECK(notes.timeline[1].time.zone == "Etc/UTC");
  REQUIRE(notes.timeline[2].end);
  CHECK(notes.timeline[2].end->at == parse_instant("2026-03-08T23:20:00Z").value());
  CHECK(notes.timeline[4].time.written == "a bit later");
  CHECK(notes.timeline[4].evidence.front().record == "8");
  CHECK(notes.sources.front().kind == "text");
  CHECK(plan.problems.empty());
}

TEST_CASE("a vendor's history with half days and a zone in letters") {
  const Postmortem page = thread_of(
      plan_of_text("Example Edge  Service history\nMarch 8, 2026\nImages (Oregon)\n"
                   "2:54 PM PST: We are investigating.\n11:58 PM PST: Falling.\n12:10 AM PST: It is resolved.\n",
                   {.now = "2026-03-12T09:00:00Z"}));
  CHECK(lines_of_events(page) == std::vector<std::string>{
                                     "2026-03-08T22:54:00Z | communication |  | We are investigating.",
                                     "2026-03-09T07:58:00Z | other |  | Falling.",
                                     "2026-03-09T08:10:00Z | resolution |  | It is resolved.",
                                 });
}

TEST_CASE("bullets, brackets and days above them, day first and without a year") {
  const Postmortem notes = thread_of(plan_of_text(
      "07/03\n- [23:50] se cae el pago\n* 23:58 Ana responde\n08/03\n• 00:10 listo\n13/03/2026 10:00 reunión\n",
      {.now = "2026-03-20T09:00:00Z", .language = Language::spanish}));
  CHECK(lines_of_events(notes) == std::vector<std::string>{
                                      "2026-03-07T22:50:00Z | attempt |  | se cae el pago",
                                      "2026-03-07T22:58:00Z | acknowledgement |  | Ana responde",
                                      "2026-03-07T23:10:00Z | other |  | listo",
                                      "2026-03-13T09:00:00Z | other |  | reunión",
                                  });
}

TEST_CASE("a clock without any day is not put onto one") {
  const ImportPlan plan = plan_of_text("14:02 pool is full\n14:05 pool is larger\n");
  const Postmortem& notes = thread_of(plan);
  CHECK(lines_of_events(notes) ==
        std::vector<std::string>{"- | other |  | pool is full", "- | other |  | pool is larger"});
  CHECK(notes.timeline[0].time.written == "14:02");
  CHECK(warnings_of(plan) == std::vector<Text>(2, Text::import_time_unreadable));
}

TEST_CASE("prose is no timeline, whatever times are in it") {
  CHECK(kind_of_text("We met.\n14:02 was the time.\nThen we left.\n14:30 it rained.\nAnd so on.\n").empty());
  CHECK(kind_of_text("At 14:02 it broke and at 14:30 it was mended.\n").empty());
}

TEST_CASE("Teams, pasted: the day in every head, who came, quotes and reactions") {
  const ImportPlan plan = plan_of_text(
      "[31/12 23:58] Bruno Sala\nFeliz año\n\n"
      "[01/01 0:06] Lucía Vera\nHay rechazos\nen todas\n\n"
      "Bruno Sala ha añadido a Nerea Paz al chat.\n\n"
      "[01/01 ~0:24] Nerea Paz\nLucía Vera, 01/01 0:06\n> Hay rechazos\nlo veo\n",
      {.now = "2026-01-02T09:00:00Z"});
  check_books(plan, 4);
  const Postmortem& chat = thread_of(plan);
  CHECK(lines_of_events(chat) == std::vector<std::string>{
                                     "2025-12-31T22:58:00Z | other | Bruno Sala | Feliz año",
                                     "2025-12-31T23:06:00Z | impact | Lucía Vera | Hay rechazos\nen todas",
                                     "2025-12-31T23:24:00Z | acknowledgement | Nerea Paz | lo veo",
                                     "- | other |  | Bruno Sala ha añadido a Nerea Paz al chat.",
                                 });
  CHECK(chat.timeline[3].tags == std::vector<std::string>{"join"});
  CHECK(chat.timeline[2].time.written == "01/01 ~0:24");
  CHECK(chat.timeline[2].time.approximate);
  CHECK(chat.sources.front().kind == "teams");
}

TEST_CASE("a chat copied with name and time in one line, a machine with its label, and midnight") {
  const ImportPlan plan = plan_of_text(
      "8 March 2026\n"
      "Ana Ríos  23:58\nlooking into it\n"
      "Deploy Bot\nAPP  23:59\nrelease 12\n"
      "Luis  00:03\nrolled back\nall of it\n",
      {.now = "2026-03-12T09:00:00Z"});
  check_books(plan, 3);
  const Postmortem& chat = thread_of(plan);
  CHECK(lines_of_events(chat) == std::vector<std::string>{
                                     "2026-03-08T22:58:00Z | acknowledgement | Ana Ríos | looking into it",
                                     "2026-03-08T22:59:00Z | other | Deploy Bot | release 12",
                                     "2026-03-08T23:03:00Z | mitigation | Luis | rolled back\nall of it",
                                 });
  CHECK(chat.timeline[1].tags == std::vector<std::string>{"bot"});
  CHECK(chat.timeline[1].evidence.front().record == "4");
  CHECK(chat.sources.front().kind == "chat");
}

TEST_CASE("a chat copied with the name in one line and the time in the next") {
  const Postmortem chat = thread_of(plan_of_text(
      "2026-03-08\n\nAna\n10:02 AM\nno calls come in\n\nLuis\n10:05 AM\non it\n", {.now = "2026-03-12T09:00:00Z"}));
  CHECK(lines_of_events(chat) == std::vector<std::string>{"2026-03-08T09:02:00Z | other | Ana | no calls come in",
                                                          "2026-03-08T09:05:00Z | acknowledgement | Luis | on it"});
}
