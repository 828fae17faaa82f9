// Addresses are read and written without loss, and nothing in them separates that was encoded.
#include "shell/route.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace unrepeat::shell;

TEST_CASE("an address has parts and parameters") {
  const Route route("#/pm/0192/timeline?event=7&q=pool+size&empty=");
  CHECK(route.parts() == std::vector<std::string>{"pm", "0192", "timeline"});
  CHECK(route.part(3).empty());
  CHECK(route.parameter("event") == "7");
  CHECK(route.parameter("q") == "pool size");
  CHECK(route.parameter("empty").empty());
  CHECK(route.address() == "#/pm/0192/timeline?event=7&q=pool%20size");
}

TEST_CASE("an empty address is the library") {
  CHECK(Route("").address() == "#/");
  CHECK(Route("#").address() == "#/");
  CHECK(Route("#//?&&").address() == "#/");
}

TEST_CASE("what cannot be decoded stays as it is written") {
  CHECK(Route("#/?q=100%").parameter("q") == "100%");
  CHECK(Route("#/?q=%zz%4").parameter("q") == "%zz%4");
  CHECK(Route("#/a%2Fb").parts() == std::vector<std::string>{"a/b"});
}

TEST_CASE("an empty value takes a parameter away") {
  CHECK(Route("#/?view=drafts&q=x").set("view", "").address() == "#/?q=x");
  CHECK(Route("#/?q=x").set("q", "y z").address() == "#/?q=y%20z");
}

namespace {

/// Each byte as the character of that number.
std::string text_of_bytes(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    if (code >= 0x80) text += static_cast<char>(0xC0 | code >> 6);
    text += static_cast<char>(code < 0x80 ? code : 0x80 | (code & 0x3F));
  }
  return text;
}

}  // namespace

TEST_CASE("what is no text stays as it is written") {
  CHECK(Route("#/actions?owner=%E0%A4%A").parameter("owner") == "%E0%A4%A");
  CHECK(Route("#/actions?owner=Jos%C3%A9").parameter("owner") == "José");
}

TEST_CASE("any text survives the address bar") {
  CHECK(rc::check([](const std::string& some_bytes, const std::string& other_bytes) {
    const std::string part = text_of_bytes(some_bytes), value = text_of_bytes(other_bytes);
    RC_PRE(!part.empty() && !value.empty());
    std::string encoded_part = Route().set("x", part).address().substr(5);
    const Route route(Route("#/" + encoded_part).set("q", value).address());
    RC_ASSERT(route.parameter("q") == value);
    RC_ASSERT(route.part(0) == part);
    RC_ASSERT(Route(route.address()) == route);
  }));
}
