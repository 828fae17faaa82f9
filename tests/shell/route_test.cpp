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

TEST_CASE("any text survives the address bar") {
  CHECK(rc::check([](const std::string& part, const std::string& value) {
    RC_PRE(!part.empty() && !value.empty());
    std::string encoded_part = Route().set("x", part).address().substr(5);
    const Route route(Route("#/" + encoded_part).set("q", value).address());
    RC_ASSERT(route.parameter("q") == value);
    RC_ASSERT(route.part(0) == part);
    RC_ASSERT(Route(route.address()) == route);
  }));
}
