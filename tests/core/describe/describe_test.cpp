// The description tables: every field can be reached, and the tables agree with the structs.
#include "core/describe/describe.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/postmortem/postmortem.hpp"
#include "tests/generate.hpp"

using namespace unrepeat;

namespace {

std::size_t count_fields(const Object& object) {
  std::size_t count = 0;
  for (const Field& field : object.fields) {
    const Type* type = field.type;
    while (type->element != nullptr) type = type->element;
    count += type->shape == Shape::object ? 1 + count_fields(type->object()) : 1;
  }
  return count;
}

}  // namespace

TEST_CASE("every part of a post-mortem is described") {
  CHECK(object_of<Postmortem>().fields.size() == 39);
  CHECK(count_fields(object_of<Postmortem>()) > 250);
}

TEST_CASE("a described field is the struct's own member") {
  Postmortem postmortem;
  const Field* title = find_field(object_of<Postmortem>(), "title");
  REQUIRE(title != nullptr);
  *static_cast<std::string*>(title->in(&postmortem)) = "Checkout times out";
  CHECK(postmortem.title == "Checkout times out");
}

TEST_CASE("a list behind a pointer grows, is read and shrinks") {
  Postmortem postmortem;
  const Type& type = type_of<std::vector<Action>>();
  static_cast<Action*>(insert_entry(type, &postmortem.actions, 0))->title = "second";
  static_cast<Action*>(insert_entry(type, &postmortem.actions, 0))->title = "first";
  CHECK(type.list->size(&postmortem.actions) == 2);
  CHECK(static_cast<Action*>(type.list->at(&postmortem.actions, 1))->title == "second");
  erase_entry(type, &postmortem.actions, 0);
  CHECK(postmortem.actions[0].title == "second");
}

TEST_CASE("values are equal by their description exactly when they are equal by their members") {
  CHECK(rc::check([] {
    const Postmortem postmortem = *test::generated_postmortem();
    const Postmortem other = *test::generated_postmortem();
    const Type& type = type_of<Postmortem>();
    RC_ASSERT(are_equal(type, &postmortem, &postmortem));
    RC_ASSERT(are_equal(type, &postmortem, &other) == (postmortem == other));
    Postmortem retitled = postmortem;
    retitled.title += '.';
    RC_ASSERT(!are_equal(type, &postmortem, &retitled));
  }));
}

TEST_CASE("a cleared value has nothing in any field") {
  Postmortem nothing;
  nothing.language.clear();
  nothing.time_zone.clear();
  CHECK(rc::check([&] {
    Postmortem postmortem = *test::generated_postmortem();
    const Type& type = type_of<Postmortem>();
    clear(type, &postmortem);
    RC_ASSERT(is_default(type, &postmortem));
    RC_ASSERT(postmortem == nothing);
  }));
}

TEST_CASE("only version 7 ids in lower case are ids") {
  CHECK(uuid_from("018f3a52-7c1e-7abc-9def-0123456789ab").has_value());
  CHECK_FALSE(uuid_from("018f3a52-7c1e-4abc-9def-0123456789ab"));
  CHECK_FALSE(uuid_from("018F3A52-7C1E-7ABC-9DEF-0123456789AB"));
  CHECK_FALSE(uuid_from("018f3a52-7c1e-7abc-7def-0123456789ab"));
  CHECK_FALSE(uuid_from("018f3a527c1e7abc9def0123456789ab"));
  CHECK(text_of(*uuid_from("018f3a52-7c1e-7abc-9def-0123456789ab")) == "018f3a52-7c1e-7abc-9def-0123456789ab");
}

TEST_CASE("a decimal is a JSON number and keeps its spelling") {
  CHECK(decimal_from("1.10")->text == "1.10");
  CHECK(decimal_from("-0.5e3")->value() == doctest::Approx(-500));
  for (const char* wrong : {"", "01", ".5", "5.", "1e", "+1", "0x10", "1 ", "NaN"}) CHECK_FALSE(decimal_from(wrong));
}

TEST_CASE("a decimal's point moves without rounding") {
  const auto moved = [](const char* text, int places) { return shifted(decimal_from(text).value(), places).text; };
  CHECK(moved("0.93", 2) == "93");
  CHECK(moved("0.1234567", 2) == "12.34567");
  CHECK(moved("1", 2) == "100");
  CHECK(moved("93", -2) == "0.93");
  CHECK(moved("0.5", -2) == "0.005");
  CHECK(moved("-12.50", -1) == "-1.25");
  CHECK(moved("100", -2) == "1");
  CHECK(moved("0", 2) == "0");
  CHECK(moved("1e6", 2) == "1e6");
}
