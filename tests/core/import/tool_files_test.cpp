// What holds for the files of every tool, whole or damaged: each is taken by its own importer, the books are balanced,
// times are kept as they were written, text is text.
#include "tests/core/import/told.hpp"
#include "tests/core/import/tool_fixtures.hpp"

using namespace unrepeat;

namespace {

/// What every plan keeps to, whatever the file.
void check_plan(const ImportPlan& plan) {
  const Books books = books_of(plan);
  CHECK(books.records == books.understood);
  for (const ImportItem& item : plan.items) {
    if (!item.postmortem) continue;
    for (const TimelineEvent& event : item.postmortem->timeline) {
      REQUIRE_FALSE(event.evidence.empty());
      const Evidence& evidence = event.evidence.front();
      CHECK(evidence.source == item.postmortem->sources.front().id);
      // A quote that is cut, or whose text is escaped, need not hold it letter by letter.
      const bool is_whole =
          !evidence.quote.ends_with("…") && event.time.written.find_first_of("\"\\") == std::string::npos;
      if (is_whole) CHECK(evidence.quote.find(event.time.written) != std::string::npos);
    }
  }
}

/// Where each value of a JSON text begins and ends.
struct Range {
  std::size_t begin, end;
};
std::vector<Range> strings_and_numbers(std::string_view text) {
  std::vector<Range> all;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      std::size_t end = at + 1;
      while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
      std::size_t next = text.find_first_not_of(" \n", end + 1);
      if (next < text.size() && text[next] != ':') all.push_back({at, end + 1});
      at = end;
    }
  }
  return all;
}

}  // namespace

TEST_CASE("a file of each tool is taken by the importer of its tool") {
  for (const ToolFixture& fixture : tool_fixtures) {
    CAPTURE(fixture.text);
    const ImportPlan plan = plan_of(std::string(fixture.text));
    REQUIRE_FALSE(plan.items.empty());
    for (const std::string& kind : kinds_of(plan)) CHECK(kind == fixture.kind);
    CHECK_FALSE(kinds_of(plan).empty());
    check_plan(plan);
  }
}

TEST_CASE("the same file in a log, a line between others, is read the same") {
  for (const ToolFixture& fixture : tool_fixtures) {
    CAPTURE(fixture.text);
    std::string line(fixture.text);
    std::ranges::replace(line, '\n', ' ');
    // A log's lines hold objects.
    if (line.front() == '[') line = "{\"all\": " + line + "}";
    const ImportPlan whole = plan_of(std::string(fixture.text));
    const ImportPlan log = plan_of("started\n2026-05-04 10:00:00 got " + line + "\n{\"other\": 1}\n");
    const auto threads = threads_of(whole), logged = threads_of(log);
    REQUIRE(logged.size() == threads.size());
    for (std::size_t i = 0; i < threads.size(); ++i) CHECK(told(logged[i]).size() == told(threads[i]).size());
    check_plan(log);
  }
}

TEST_CASE("importing a file twice adds nothing") {
  for (const ToolFixture& fixture : tool_fixtures) {
    CAPTURE(fixture.text);
    ListedPostmortems library;
    library.all = threads_of(plan_of(std::string(fixture.text)));
    const ImportPlan again = plan_of({{"a file", std::string(fixture.text)}}, library);
    for (const ImportItem& item : again.items) {
      if (item.state != ImportState::not_understood) CHECK(item.state == ImportState::same);
    }
  }
}

TEST_CASE("a file that is cut off is refused or read as far as it goes, and never misread") {
  for (const ToolFixture& fixture : tool_fixtures) {
    for (std::size_t size = 1; size < fixture.text.size(); size += 1 + size / 7)
      check_plan(plan_of(std::string(fixture.text.substr(0, size))));
  }
}

TEST_CASE("any value may be of a wrong type or a wrong time, and the rest is still read") {
  for (const ToolFixture& fixture : tool_fixtures) {
    CAPTURE(fixture.kind);
    for (const Range& value : strings_and_numbers(fixture.text)) {
      for (const std::string_view wrong :
           {"null", "-1.5", "{\"a\": []}", "[null, 7]", "\"\"", "\"0001-01-01T00:00:00Z\"", "\"1969-12-31T23:59:59Z\"",
            "\"9999-12-31T23:59:59.999999999+14:00\"", "99999999999999999999", "\"<script>alert(1)</script>\""}) {
        std::string text(fixture.text);
        text.replace(value.begin, value.end - value.begin, wrong);
        CAPTURE(text);
        check_plan(plan_of(text));
      }
    }
  }
}

TEST_CASE("one record many times is one event with as many pieces of evidence, however many there are") {
  std::string log;
  std::string line(alertmanager_post);
  std::ranges::replace(line, '\n', ' ');
  constexpr std::size_t many = 300;
  for (std::size_t i = 0; i < many; ++i) log += line + '\n';
  const Postmortem thread = only_thread(plan_of(log));
  REQUIRE(thread.timeline.size() == 1);
  CHECK(thread.timeline.front().evidence.size() == many);
  CHECK(thread.sources.front().records == static_cast<std::int64_t>(many));
}
