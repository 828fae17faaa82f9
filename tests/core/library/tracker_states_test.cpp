// What a team says that the states of its board mean: kept once for each, however it is written, and not without end.
#include "core/library/tracker_states.hpp"

#include <doctest/doctest.h>

#include <string>

#include "core/format/value.hpp"

using namespace unrepeat;

TEST_CASE("what a state means is found however it is written, and said again it means the new thing") {
  Library library;
  CHECK_FALSE(meaning_of(library, "Waiting for vendor"));
  set_meaning(library, "Waiting for vendor", IssueMeaning::in_progress);
  CHECK(meaning_of(library, "  WAITING_FOR-VENDOR ") == IssueMeaning::in_progress);
  set_meaning(library, "waiting for vendor", IssueMeaning::nothing);
  CHECK(library.tracker_states.size() == 1);
  CHECK(meaning_of(library, "Waiting for vendor") == IssueMeaning::nothing);
}

TEST_CASE("states in any script are told apart") {
  Library library;
  set_meaning(library, "完了", IssueMeaning::done);
  set_meaning(library, "QA 開始", IssueMeaning::in_progress);
  CHECK(meaning_of(library, "完了") == IssueMeaning::done);
  CHECK_FALSE(meaning_of(library, "QA 完了"));
  CHECK_FALSE(meaning_of(library, ""));
}

TEST_CASE("a library keeps the last states that were said, and nothing that is no state") {
  Library library;
  for (std::size_t i = 0; i <= most_tracker_states; ++i)
    set_meaning(library, "State " + std::to_string(i), IssueMeaning::done);
  CHECK(library.tracker_states.size() == most_tracker_states);
  CHECK_FALSE(meaning_of(library, "State 0"));
  CHECK(meaning_of(library, "State 1") == IssueMeaning::done);
  set_meaning(library, "   ", IssueMeaning::done);
  set_meaning(library, std::string(longest_tracker_state + 1, 'x'), IssueMeaning::done);
  CHECK(library.tracker_states.size() == most_tracker_states);
}

TEST_CASE("of another library only what this one does not know is taken") {
  Library ours, theirs;
  set_meaning(ours, "QA", IssueMeaning::in_progress);
  set_meaning(theirs, "qa", IssueMeaning::done);
  set_meaning(theirs, "Parked", IssueMeaning::open);
  take_meanings(ours, theirs.tracker_states);
  CHECK(meaning_of(ours, "QA") == IssueMeaning::in_progress);
  CHECK(meaning_of(ours, "Parked") == IssueMeaning::open);
}

TEST_CASE("what states mean is written and read with the library") {
  Library library;
  library.id = Id<Library>::from(uuid_from("01997000-0000-7000-8000-000000000001").value());
  set_meaning(library, "Parked", IssueMeaning::will_not_do);
  const auto read = read_value<Library>(write_value(library));
  REQUIRE(read.has_value());
  CHECK(*read == library);
}
