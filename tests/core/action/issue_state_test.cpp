// The words for states, in both languages and however they are written.
#include "core/action/issue_state.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace unrepeat;

TEST_CASE("the words of trackers are understood in English and Spanish") {
  using enum IssueStanding;
  struct Case {
    std::string_view words;
    IssueStanding standing;
  };
  for (const auto& [words, standing] : {
           Case{"Open", open},           Case{"Reabierta", open},        Case{"To Do", not_started},
           Case{"Backlog", not_started}, Case{"Por hacer", not_started}, Case{"In Progress", in_work},
           Case{"En curso", in_work},    Case{"En revisión", in_work},   Case{"Done", done},
           Case{"Closed", done},         Case{"Resolved", done},         Case{"Verified", done},
           Case{"Hecho", done},          Case{"Finalizada", done},       Case{"Won't do", dropped},
           Case{"Not planned", dropped}, Case{"No se hará", dropped},    Case{"Descartada", dropped},
           Case{"Duplicate", elsewhere},
       }) {
    CAPTURE(words);
    CHECK(read_issue_state(words) == standing);
  }
}

TEST_CASE("case, accents, apostrophes, hyphens and pictures make no difference") {
  using enum IssueStanding;
  for (const char* words : {"WON'T DO", "won’t do", "wont_do", "Won't-Do", "🚫 Won't do", "  won't   do. "})
    CHECK(read_issue_state(words) == dropped);
  CHECK(read_issue_state("EN REVISION") == in_work);
  CHECK(read_issue_state("✅ Hecho") == done);
  CHECK(read_issue_state("NOT_PLANNED") == dropped);
}

TEST_CASE("a team's own word is not guessed at") {
  for (const char* words : {"", "   ", "✅", "Not done", "Done?!no", "Almost done", "Waiting for vendor", "完了"}) {
    CAPTURE(words);
    CHECK_FALSE(read_issue_state(words));
  }
  CHECK_FALSE(read_issue_state(std::string(101, ' ') + "done"));
}
