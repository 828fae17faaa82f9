// Slack: day files of an export with and without its lists, logs of messages.
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

namespace {

constexpr std::string_view users = R"([
 {"id": "U01ANA", "name": "ana", "real_name": "Ana Ruiz", "profile": {"real_name": "Ana Ruiz", "display_name": "ana"}},
 {"id": "U02BO", "name": "bo", "profile": {"display_name": "Bo"}}, null, {"id": 7}])";
constexpr std::string_view channels = R"([
 {"id": "C01INC", "name": "inc-9", "created": 1777888800, "creator": "U01ANA", "members": ["U01ANA"]},
 {"id": "C09CACHE", "name": "cache", "created": 1700000000, "creator": "U01ANA", "members": []}])";

std::string message(const std::string& text) {
  return "[{\"type\": \"message\", \"user\": \"U02BO\", \"ts\": \"1777888860.000200\", \"text\": \"" + text + "\"}]";
}
std::string words(const std::string& text) { return only_thread(plan_of(message(text))).timeline.at(0).text; }

}  // namespace

TEST_CASE("a day of an export has the names of its people and channels, wherever the lists stand in the drop") {
  const std::vector<NamedText> files{{"export/inc-9/2026-05-04.json", std::string(slack_day)},
                                     {"export/channels.json", std::string(channels)},
                                     {"export/users.json", std::string(users)}};
  const ImportPlan plan = plan_of(files, ListedPostmortems{});
  const Postmortem thread = only_thread(plan);
  CHECK(thread.title == "#inc-9");
  CHECK(thread.sources[0].chosen == "channel #inc-9");
  CHECK(
      told(thread) ==
      Lines{
          "2026-05-04T10:00:00Z | 1777888800.000100 | other | Ana Ruiz | @Ana Ruiz has joined the channel | join | /0",
          "2026-05-04T10:01:00Z | 1777888860.000200 | observation | Ana Ruiz | Errors > 5 % & rising, @Bo look at the "
          "graph (https://graphs.example/d/1) | edited | /1",
          "2026-05-04T10:01:01Z | 1777888861.000100 | other | Pager | Acknowledged: #9 | bot | /2",
          "2026-05-04T10:03:10Z | 1777888990.999999 | observation | Bo | it is the cache, see #cache/📎 heap | "
          "reply,1777888860.000200 | /3"});
  CHECK(moments_of(thread).empty());
  CHECK(thread.people.size() == 2);
  // Of the list of people two entries are damaged.
  CHECK(books_of(plan) == Books{.records = 4, .understood = 4, .listed = 2});
  // The lists hold nothing that happened, and say so.
  CHECK(plan.problems.size() == 2);
  CHECK(plan.problems[0].problem.text == Text::import_source_nothing);
  CHECK_FALSE(plan.has_errors());
}

TEST_CASE("a bare day works too, with ids where no list says the names") {
  const Postmortem thread = only_thread(plan_of({{"2026-05-04.json", std::string(slack_day)}}, ListedPostmortems{}));
  REQUIRE(thread.timeline.size() == 4);
  CHECK(thread.title == "2026-05-04.json");
  CHECK(thread.timeline[1].actor == "U01ANA");
  CHECK(thread.timeline[3].text.starts_with("it is the cache, see #C09CACHE"));
}

TEST_CASE("two days of a channel are one thread, and two channels are two") {
  const auto day = [](const std::string& ts) {
    return "[{\"type\": \"message\", \"user\": \"U1\", \"ts\": \"" + ts + "\", \"text\": \"x\"}]";
  };
  const ImportPlan plan = plan_of({{"e/ops/2026-05-04.json", day("1777888860.000200")},
                                   {"e/ops/2026-05-05.json", day("1777988860.000200")},
                                   {"e/web/2026-05-04.json", day("1777888860.000200")}},
                                  ListedPostmortems{});
  const auto threads = threads_of(plan);
  REQUIRE(threads.size() == 2);
  CHECK(std::ranges::any_of(threads, [](const Postmortem& one) {
    return one.title == "#ops" && one.timeline.size() == 2 && one.sources.size() == 2;
  }));
}

TEST_CASE("mentions, links and entities are read as a person reads them") {
  CHECK(words("<!here> and <!subteam^S1|@web-team>") == "@here and @web-team");
  CHECK(words("<!date^1777888860^{date}|4 May>") == "4 May");
  CHECK(words("<mailto:a@b.example|a@b.example> <https://x.example>") == "a@b.example https://x.example");
  CHECK(words("<@U7|kim> in <#C7|ops>") == "@kim in #ops");
  CHECK(words("a &lt; b &amp;&amp; c &gt; d &amp;lt;") == "a < b && c > d &lt;");
  CHECK(words("5 < 6, and 7 > 3 <") == "5 < 6, and 7 > 3 <");
  CHECK(words("<script>alert(1)</script>") == "<script>alert(1)</script>");
}

TEST_CASE("many signs that nothing closes cost no more than their length") {
  const std::string signs(200'000, '<');
  CHECK(words(signs) == signs);
}

TEST_CASE("a log of messages: a changed one is more evidence for the same, a deleted one is counted") {
  const ImportPlan plan = plan_of(
      "{\"type\": \"hello\"}\n"
      "{\"type\": \"message\", \"channel\": \"C5\", \"user\": \"U1\", \"text\": \"we roll back\", \"ts\": "
      "\"1777888860.000200\"}\n"
      "{\"type\": \"message\", \"subtype\": \"message_changed\", \"channel\": \"C5\", \"ts\": \"1777888870.000300\", "
      "\"message\": {\"type\": \"message\", \"user\": \"U1\", \"text\": \"we roll back now\", \"ts\": "
      "\"1777888860.000200\"}}\n"
      "{\"type\": \"message\", \"subtype\": \"message_deleted\", \"channel\": \"C5\", \"ts\": \"1777888880.000300\", "
      "\"deleted_ts\": \"1777888860.000200\"}\n");
  CHECK(told(only_thread(plan)) ==
        Lines{"2026-05-04T10:01:00Z | 1777888860.000200 | observation | U1 | we roll back |  | 2,3"});
  CHECK(books_of(plan) == Books{.records = 3, .understood = 3, .listed = 1});
}

TEST_CASE("what is no message among messages is listed, and a message without a text is kept") {
  const ImportPlan plan = plan_of(
      "[{\"type\": \"message\", \"user\": \"U1\", \"ts\": \"1777888860.000200\"}, 7, {\"type\": \"message\", \"ts\": "
      "1777888860.5}]");
  CHECK(only_thread(plan).timeline.size() == 1);
  CHECK(books_of(plan) == Books{.records = 1, .understood = 1, .listed = 2});
}
