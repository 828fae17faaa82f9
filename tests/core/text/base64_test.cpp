// Base64: the vectors of RFC 4648, and what is none.
#include "core/text/base64.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace unrepeat {

TEST_CASE("Base64 is read as RFC 4648 writes it") {
  for (const auto& [text, bytes] : {std::pair<const char*, std::string>{"", ""},
                                    {"Zg==", "f"},
                                    {"Zm8=", "fo"},
                                    {"Zm9v", "foo"},
                                    {"Zm9vYg==", "foob"},
                                    {"+/A=", "\xfb\xf0"}}) {
    const auto read = decode_base64(text);
    REQUIRE(read.has_value());
    CHECK(std::string(read->begin(), read->end()) == bytes);
  }
}

TEST_CASE("what is no Base64 gives nothing") {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zh==", "Zm9=", "Z m8", "Zm8=Zm8=", "Zm_v"})
    CHECK_MESSAGE(!decode_base64(text), text);
}

}  // namespace unrepeat
