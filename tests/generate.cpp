// Generation follows the description: every shape has its generator, every rule its texts.
#include "tests/generate.hpp"

#include <array>
#include <vector>

#include "core/format/file_format.hpp"
#include "core/template/template.hpp"
#include "core/time/instant.hpp"

namespace unrepeat::test {
namespace {

Uuid fresh_uuid() {
  static std::int64_t count = 1'700'000'000'000;
  return make_uuid(++count, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
}

std::string any_text() {
  using namespace std::string_literals;
  return *rc::gen::oneOf(
      rc::gen::element(""s, "Checkout times out"s, "a | b # c\n\n<script>alert(1)</script>"s, "\"\\/\b\f\n\r\t\x01"s,
                       "Größe, año, 日本語, 😀, e\u0301"s, " leading and trailing "s, "```\n`x` *y* _z_ [l](u)\n```"s,
                       "\u2028\u202E\uFEFF"s, "null"s, "2026-03-08"s),
      rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127)),
                   [](std::string text) { return text; }));
}

std::string text_for(TextRule rule) {
  switch (rule) {
    case TextRule::date:
      return format_date({*rc::gen::inRange(1, 9999), *rc::gen::inRange(1, 13), *rc::gen::inRange(1, 29)});
    case TextRule::sha256:
    case TextRule::image:
      return *rc::gen::container<std::string>(64, rc::gen::elementOf(std::string("0123456789abcdef")));
    case TextRule::cause_end: return *rc::gen::arbitrary<bool>() ? "incident" : text_of(fresh_uuid());
    case TextRule::line:
    case TextRule::prose:
    case TextRule::subject:
    case TextRule::not_negative:
    case TextRule::share:
    case TextRule::severity_level: return any_text();
  }
  return {};
}

/// What the description does not say of a template.
void make_readable(Template& one) {
  for (std::size_t index = 0; index < one.fields.size(); ++index) {
    TemplateField& field = one.fields[index];
    field.name += std::to_string(index);
    if (field.type == CustomFieldType::choice && field.choices.empty()) field.choices.push_back(any_text());
  }
  TemplatePart& shown = one.parts[Part::context];
  shown.hidden = false;
  std::erase_if(shown.unknown, [](const UnknownKey& key) { return key.after == "hidden"; });
}

void add_unknown_keys(const Object& object, void* value) {
  if (object.unknown == nullptr || *rc::gen::inRange(0, 8) != 0) return;
  std::vector<std::string> places{""};
  if (!format_of(object).empty()) places.insert(places.end(), {std::string(format_key), std::string(version_key)});
  for (const Field& field : object.fields) {
    if (field.presence == Presence::always || !is_default(*field.type, field.in(value))) places.emplace_back(field.key);
  }
  int number = 0;
  for (const std::string& place : places) {
    if (*rc::gen::inRange(0, 4) != 0) continue;
    const int count = *rc::gen::inRange(1, 3);
    for (int index = 0; index < count; ++index) {
      const std::string json =
          *rc::gen::element<std::string>("1.10", "-0", "[]", "{}", R"({"id":[1e5,{"x":null}],"":true})", R"("é\n\"")",
                                         "123456789012345678901234567890", "false");
      object.unknown(value)->push_back({place, "x_" + std::to_string(++number) + "~/\"", json});
    }
  }
}

}  // namespace

void generate(const Type& type, void* value, TextRule rule) {
  switch (type.shape) {
    case Shape::text: *static_cast<std::string*>(value) = text_for(rule); return;
    case Shape::boolean: *static_cast<bool*>(value) = *rc::gen::arbitrary<bool>(); return;
    case Shape::integer:
      *static_cast<std::int64_t*>(value) =
          rule == TextRule::severity_level
              ? *rc::gen::inRange<std::int64_t>(1, 6)
              : *rc::gen::suchThat(rc::gen::arbitrary<std::int64_t>(), [rule](std::int64_t number) {
                  return range_of(rule).contains(static_cast<double>(number));
                });
      return;
    case Shape::decimal:
      static_cast<Decimal*>(value)->text = *rc::gen::suchThat(
          rc::gen::element<std::string>("0", "-0", "1.10", "0.5", "1e-7", "-12.50", "123456789012345678901234567890"),
          [rule](const std::string& text) { return range_of(rule).contains(Decimal{text}.value()); });
      return;
    case Shape::instant: {
      constexpr std::int64_t first = -62'135'596'800'000'000, last = 253'402'300'799'999'999;
      static_cast<Instant*>(value)->microseconds = *rc::gen::inRange(first, last);
      return;
    }
    case Shape::offset: static_cast<UtcOffset*>(value)->seconds = *rc::gen::inRange(-86'399, 86'400); return;
    case Shape::id: *static_cast<Uuid*>(value) = fresh_uuid(); return;
    case Shape::choice:
      *static_cast<std::uint8_t*>(value) =
          static_cast<std::uint8_t>(*rc::gen::inRange<std::size_t>(0, type.choices.size()));
      return;
    case Shape::bytes: *static_cast<Bytes*>(value) = *rc::gen::arbitrary<Bytes>(); return;
    case Shape::optional:
      if (*rc::gen::inRange(0, 3) == 0) generate(*type.element, type.optional->emplace(value), rule);
      return;
    case Shape::list: {
      const auto size = *rc::gen::inRange<std::size_t>(0, 3);
      for (std::size_t index = 0; index < size; ++index)
        generate(*type.element, insert_entry(type, value, index), rule);
      return;
    }
    case Shape::object:
      for (const Field& field : type.object().fields) {
        const bool wanted = field.presence == Presence::always || *rc::gen::inRange(0, 3) != 0;
        if (wanted) generate(*field.type, field.in(value), field.rule);
      }
      add_unknown_keys(type.object(), value);
      if (&type.object() == &object_of<Template>()) make_readable(*static_cast<Template*>(value));
      return;
  }
}

rc::Gen<Postmortem> generated_postmortem() {
  return rc::gen::exec([] {
    Postmortem postmortem;
    generate(type_of<Postmortem>(), &postmortem);
    put_in_canonical_order(postmortem);
    return postmortem;
  });
}

}  // namespace unrepeat::test
