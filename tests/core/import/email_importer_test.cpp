// Mail, transcripts of calls, a static status page's incident, a Telegram export.
#include "tests/core/import/text_fixture.hpp"

using namespace unrepeat;

TEST_CASE("a mail: encoded names and subjects, quoted-printable in Latin-1, the plain part of two") {
  const ImportPlan plan = plan_of_text(
      "Received: from mx (mx [192.0.2.4])\r\n by mx2; Sun, 08 Mar 2026 00:41:12 +0100\r\n"
      "Message-ID: <a1@shop.example>\r\n"
      "Date: Sun, 08 Mar 2026 14:41:07 +0100 (CET)\r\n"
      "From: =?ISO-8859-1?Q?Nerea_Ib=E1=F1ez?= <nerea@shop.example>\r\n"
      "Subject: =?UTF-8?B?w4F2aXNv?= =?UTF-8?Q?=3A_pagos?=\r\n"
      "Content-Type: multipart/alternative;\r\n boundary=\"=_x\"\r\n"
      "\r\n"
      "--=_x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
      "Buenas: el certificado caduc=F3, hace falta =\r\nuno.\r\n\r\n"
      "--=_x\r\nContent-Type: text/html\r\n\r\n<p>Buenas</p>\r\n--=_x--\r\n");
  check_books(plan, 1);
  const Postmortem& mail = thread_of(plan);
  CHECK(mail.title == "Áviso: pagos");
  CHECK(lines_of_events(mail) ==
        std::vector<std::string>{
            "2026-03-08T13:41:07Z | communication | Nerea Ibáñez | Buenas: el certificado caducó, hace falta uno."});
  CHECK(mail.timeline[0].time.written == "Sun, 08 Mar 2026 14:41:07 +0100");
  CHECK(mail.timeline[0].evidence.front().record == "<a1@shop.example>");
  CHECK(mail.sources.front().kind == "email");
}

TEST_CASE("a reply belongs to its conversation, and what it quotes is cut off") {
  const std::string first =
      "Message-ID: <a1@shop.example>\nDate: Sun, 08 Mar 2026 14:41:07 +0100\nFrom: ana@shop.example\nSubject: "
      "Pagos\n\nHola\n";
  const std::string reply =
      "Message-ID: <b2@bank.example>\nReferences: <a1@shop.example>\nDate: Sun, 8 Mar 2026 13:56:30 +0000\nFrom: "
      "\"Bank\" <x@bank.example>\n"
      "Subject: Re: Pagos\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-8\n\n"
      "UmVjaWJpZG8uCgpFbCBkb20sIDggbWFyIDIwMjYgYSBsYXMgMTQ6NDEsIEFuYQooYW5hQHNob3AuZXhh\nbXBsZSkgZXNjcmliacOzOgo+"
      "IEhvbGEK\n";
  const ImportPlan plan = plan_of({{"1.eml", first}, {"2.eml", reply}}, ListedPostmortems{});
  CHECK(lines_of_events(thread_of(plan)) == std::vector<std::string>{
                                                "2026-03-08T13:41:07Z | communication | ana@shop.example | Hola",
                                                "2026-03-08T13:56:30Z | communication | Bank | Recibido.",
                                            });
}

TEST_CASE("a mailbox holds several mails; HTML alone is read as text") {
  const ImportPlan plan = plan_of_text(
      "From ana Sun Mar  8 14:00:00 2026\nMessage-ID: <a@x>\nDate: Sun, 8 Mar 2026 14:00:00 +0100\nFrom: "
      "ana@x\nSubject: A\nContent-Type: text/html\n\n"
      "<p>one &amp; <script>alert(1)</script></p>\n\nFrom ben Sun Mar  8 15:00:00 2026\nMessage-ID: <b@x>\nDate: "
      "nonsense\nFrom: ben@x\nSubject: B\n\ntwo\n");
  check_books(plan, 2);
  REQUIRE(plan.items.size() == 2);
  CHECK(plan.items[0].postmortem->timeline[0].text.starts_with("one &"));
  CHECK_FALSE(plan.items[1].postmortem->timeline[0].time.at);
  CHECK(plan.items[1].postmortem->timeline[0].time.written == "nonsense");
}

TEST_CASE("a transcript counts from the start that its name or a note tells") {
  const std::string vtt =
      "WEBVTT\n\n1\n00:00:03.120 --> 00:00:07.900\nAma Boat: we are recording\n\n"
      "2\n00:00:41.260 --> 00:00:52.010\n<v Jonas Feld>forty tickets,\nall west</v>\n\n3\n00:01 --> oops\n";
  const ImportPlan plan = plan_of_text(vtt, {.name = "GMT20260308-230210_Recording.transcript.vtt"});
  const Postmortem& call = thread_of(plan);
  CHECK(lines_of_events(call) ==
        std::vector<std::string>{"2026-03-08T23:02:13.12Z | other | Ama Boat | we are recording",
                                 "2026-03-08T23:02:51.26Z | other | Jonas Feld | forty tickets,\nall west"});
  CHECK(call.timeline[0].time.written == "00:00:03.120");
  CHECK(call.timeline[1].evidence.front().record == "8");
  CHECK(call.sources.front().kind == "transcript");
  const Postmortem noted =
      thread_of(plan_of_text("WEBVTT\n\nNOTE started 2026-03-08T10:00:00Z\n\n00:41.260 --> 00:52.010\nhi there\n"));
  CHECK(noted.timeline[0].time.at == parse_instant("2026-03-08T10:00:41.26Z").value());
}

TEST_CASE("without a start a transcript's times are kept as they are written, the offset beside them") {
  const Postmortem call = thread_of(
      plan_of_text("1\n00:00:41,260 --> 00:00:52,010\nAna: hola\n\n2\n01:02:10,000 --> 01:02:20,900\nadiós\n"));
  CHECK(lines_of_events(call) == std::vector<std::string>{"- | other | Ana | hola", "- | other |  | adiós"});
  CHECK(call.timeline[0].time.written == "00:00:41,260");
  CHECK(call.timeline[0].time.note == "+00:00:41,260");
}

TEST_CASE("a cState incident: local times, a blank line before the front matter, a severity with a typo") {
  const ImportPlan plan = plan_of_text(
      "\n---\ntitle: Courses could not be saved\ndate: 2026-03-08 09:12:00\nresolved: true\nresolvedWhen: 2026-03-08 "
      "10:41:00\n"
      "# down, disrupted, notice\nseverity: distrupted\naffected:\n  - Courses\n  - Gradebook\nsection: issue\n---\n\n"
      "## Resolved 2026-03-08 10:41\n\nAll can be saved.\n\n## Identified 2026-03-08 10:00\n\nThe new one took no "
      "changes.\n\n"
      "## Investigating 2026-03-08 9:35\n\nSaving ends in an error.\nReading works.\n",
      {.zone = "Australia/Sydney"});
  check_books(plan, 4);
  const Postmortem& page = thread_of(plan);
  CHECK(page.title == "Courses could not be saved");
  CHECK(lines_of_events(page) ==
        std::vector<std::string>{
            "2026-03-07T22:12:00Z | impact |  | Courses could not be saved",
            "2026-03-07T22:35:00Z | communication |  | Saving ends in an error.\nReading works.",
            "2026-03-07T23:00:00Z | finding |  | The new one took no changes.",
            "2026-03-07T23:41:00Z | resolution |  | All can be saved.",
        });
  REQUIRE(page.systems.size() == 2);
  CHECK(page.systems[1].name == "Gradebook");
  CHECK(page.timeline[0].evidence.front().record == "2");
  CHECK(page.timeline[0].tags == std::vector<std::string>{"Severity: distrupted"});
}

TEST_CASE("a cState incident without updates ends when its front matter says") {
  const Postmortem page =
      thread_of(plan_of_text("---\ntitle: Slow login\ndate: 2026-03-02 08:00:00\nresolved: true\nresolvedWhen: "
                             "2026-03-02 08:40:00\nseverity: notice\n---\n\nUp to a minute.\n"));
  CHECK(lines_of_events(page) ==
        std::vector<std::string>{"2026-03-02T07:00:00Z | impact |  | Slow login\n\nUp to a minute.",
                                 "2026-03-02T07:40:00Z | resolution |  | Status: resolved"});
  CHECK(page.sources.front().records == 1);
}

TEST_CASE(
    "a Telegram chat: the instant from its seconds, the readable time kept, texts in pieces, who joined, pictures") {
  const ImportPlan plan = plan_of_text(
      R"json({"name": "Guardia", "type": "private_supergroup", "id": 16, "messages": [
      {"id": 1, "type": "service", "date": "2026-03-09T00:15:00", "date_unixtime": "1773011700", "actor": "Ana", "action": "invite_members", "members": ["Luis", null], "text": ""},
      {"id": 2, "type": "message", "date": "2026-03-09T00:16:20", "date_unixtime": "1773011780", "from": "Luis", "text": ["Lo tomo. ", {"type": "bold", "text": "Nadie"}, " toque"]},
      {"id": 3, "type": "message", "date": "2026-03-09T00:17:00", "date_unixtime": "1773011820", "from": "Luis", "photo": "(x)", "text": ""},
      "oops",
      {"id": 4, "type": "message", "date": "2026-03-09T00:18:00", "from": "Ana", "text": "<b>listo</b>"}]})json");
  check_books(plan, 5);
  const Postmortem& chat = thread_of(plan);
  CHECK(chat.title == "Guardia");
  CHECK(lines_of_events(chat) == std::vector<std::string>{
                                     "2026-03-08T23:15:00Z | other | Ana | invite_members: Luis",
                                     "2026-03-08T23:16:20Z | acknowledgement | Luis | Lo tomo. Nadie toque",
                                     "2026-03-08T23:17:00Z | other | Luis | photo",
                                     "2026-03-08T23:18:00Z | other | Ana | <b>listo</b>",
                                 });
  CHECK(chat.timeline[0].tags == std::vector<std::string>{"join"});
  CHECK(chat.timeline[2].tags == std::vector<std::string>{"bot"});
  CHECK(chat.timeline[1].time.written == "2026-03-09T00:16:20");
  CHECK(chat.timeline[1].evidence.front().record == "/messages/1");
  CHECK(chat.timeline[3].time.zone == "Europe/Madrid");
  CHECK(chat.sources.front().kind == "telegram");
}
