// The library as a file, made by the SQLite that is underneath.
#include <doctest/doctest.h>

#include <string_view>

#include "core/store/take_along.hpp"

using namespace unrepeat;

TEST_CASE("what is taken along is a whole SQLite file") {
  auto along = TakeAlong::begin(Instant{});
  REQUIRE(along.has_value());
  Postmortem one;
  one.id.bytes[0] = 1;
  // More than a page.
  one.title = std::string(100'000, 'a') + "; the end";
  REQUIRE(along->add(one).has_value());

  const auto file = along->database_file();

  REQUIRE(file.has_value());
  const std::string_view bytes{reinterpret_cast<const char*>(file->data()), file->size()};
  CHECK(bytes.starts_with(std::string_view{"SQLite format 3\0", 16}));
  const auto byte = [&](std::size_t at) { return std::size_t{file->at(at)}; };
  const std::size_t page_size = byte(16) << 8 | byte(17);
  const std::size_t pages = byte(28) << 24 | byte(29) << 16 | byte(30) << 8 | byte(31);
  CHECK(file->size() == page_size * pages);
  CHECK(bytes.find("aaaa; the end") != bytes.npos);
  // Neither of the two says that a log belongs to it.
  CHECK(byte(18) == 1);
  CHECK(byte(19) == 1);
  CHECK(along->csv_of(TakenView::postmortems)->find("aaaa; the end") != std::string::npos);
}
