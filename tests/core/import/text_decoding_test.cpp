// Encodings of foreign files.
#include "core/import/text_decoding.hpp"

#include <doctest/doctest.h>

using namespace unrepeat;
using namespace std::string_view_literals;

namespace {

std::string decoded(std::string_view bytes) {
  std::string storage;
  const auto text = decode_text(bytes, storage);
  return text ? std::string(*text) : "not text";
}

}  // namespace

TEST_CASE("text is read in the encoding it was written in") {
  CHECK(decoded("día") == "día");
  CHECK(decoded("\xEF\xBB\xBF"
                "día") == "día");
  CHECK(decoded("\xFF\xFE"
                "d\0\xED\0a\0"sv) == "día");
  CHECK(decoded("\xFE\xFF"
                "\0d\0\xED\0a"sv) == "día");
  CHECK(decoded("{\0}\0"sv) == "{}");
  CHECK(decoded("d\xED"
                "a \x80 \x93x\x94") == "día € “x”");
  CHECK(decoded("\xFF\xFE\x3D\xD8\x00\xDE"sv) == "😀");
}

TEST_CASE("broken UTF-16 is readable around the break") {
  CHECK(decoded("\xFF\xFE"
                "a\0\x3D\xD8"
                "b\0"sv) == "a\uFFFDb");
}

TEST_CASE("what is no text is not taken for it") {
  CHECK(decoded("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"sv) == "not text");
  CHECK(decoded("abc\0\0def"sv) == "not text");
}
