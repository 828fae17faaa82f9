// What is typed into the search is words and filters, whatever it is.
#include "core/library/search_query.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "core/text/vocabulary.hpp"

namespace unrepeat {
namespace {

using enum SearchField;
using Filters = std::vector<SearchFilter>;

Filters filters_of(std::string_view typed) {
  const SearchQuery query = parse_search(typed);
  CHECK(query.words.empty());
  CHECK(query.problems.empty());
  return query.filters;
}

/// Nothing but words, just as they were typed.
bool is_words(std::string_view typed) {
  const SearchQuery query = parse_search(typed);
  return query.words == typed && query.filters.empty() && query.problems.empty();
}

/// The one thing that cannot be read.
SearchProblem problem_of(std::string_view typed) {
  const SearchQuery query = parse_search(typed);
  CHECK(query.words.empty());
  CHECK(query.filters.empty());
  REQUIRE(query.problems.size() == 1);
  return query.problems.front();
}

/// Texts in which filters, quotes and spaces meet each other and bytes of every kind.
rc::Gen<std::string> typed_text() {
  const auto part = rc::gen::weightedOneOf<std::string>(
      {{12, rc::gen::elementOf(std::vector<std::string>{"system:",
                                                        "-system:",
                                                        "sev:",
                                                        "gravedad:",
                                                        "estado:",
                                                        "kind:",
                                                        "forma:",
                                                        "tag:",
                                                        "team:",
                                                        "owner:",
                                                        "since:",
                                                        "hasta:",
                                                        "title:",
                                                        "is:",
                                                        "es:",
                                                        "source:",
                                                        "http:",
                                                        "a-cargo-de:",
                                                        "título:",
                                                        "1",
                                                        "1-3",
                                                        "SEV2",
                                                        "9",
                                                        "draft",
                                                        "drill",
                                                        "card",
                                                        "2026",
                                                        "2026-01",
                                                        "2026-13",
                                                        "overdue",
                                                        "received",
                                                        "sí",
                                                        "api",
                                                        "\"payment api\"",
                                                        "\"en revisión\"",
                                                        "障害",
                                                        "ñandú",
                                                        "\xE3\x80",
                                                        "\xC2",
                                                        "\x80",
                                                        "open-actions:yes"})},
       {6,
        rc::gen::elementOf(std::vector<std::string>{" ", " ", " ", "  ", "\t", "　", "\xC2\xA0", "\"", ",", ":", "-"})},
       {1, rc::gen::string<std::string>()},
       {1, rc::gen::map(rc::gen::inRange<std::size_t>(0, 1'200),
                        [](std::size_t size) { return std::string(size, 'x'); })}});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(part), [](const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& each : parts) text += each;
    return text;
  });
}

}  // namespace

TEST_CASE("filters and words are told apart, wherever they stand") {
  const SearchQuery query =
      parse_search("queue system:checkout grew severity:1 open-actions:yes \"cola de pagos\" since:2026-01");
  CHECK(query.words == "queue grew \"cola de pagos\"");
  CHECK(query.filters == Filters{{system, false, "checkout"},
                                 {severity, false, "1"},
                                 {open_actions, false, "yes"},
                                 {since, false, "2026-01"}});
  CHECK(query.problems.empty());
}

TEST_CASE("every field is known in both languages, in any case and without accents") {
  for (const auto& [english, spanish, value] :
       std::vector<std::array<std::string, 3>>{{"system", "sistema", "api"},
                                               {"severity", "gravedad", "1"},
                                               {"sev", "SEV", "1"},
                                               {"status", "estado", "draft"},
                                               {"kind", "tipo", "drill"},
                                               {"form", "forma", "card"},
                                               {"tag", "etiqueta", "dns"},
                                               {"team", "equipo", "payments"},
                                               {"owner", "a-cargo-de", "Ana"},
                                               {"open-actions", "acciones-abiertas", "no"},
                                               {"Open_Actions", "ACCIONES_ABIERTAS", "no"},
                                               {"since", "desde", "2026"},
                                               {"until", "hasta", "2026"},
                                               {"source", "fuente", "slack"},
                                               {"is", "es", "overdue"},
                                               {"title", "título", "queue"},
                                               {"Title", "TITULO", "queue"}}) {
    CAPTURE(english);
    const Filters filters = filters_of(english + ":" + value);
    CHECK(filters.size() == 1);
    CHECK(filters == filters_of(spanish + ":" + value));
  }
  for (std::size_t index = 0; index < search_field_count; ++index) {
    const auto field = static_cast<SearchField>(index);
    for (const Language language : {Language::english, Language::spanish})
      CHECK(problem_of(std::string(name_of(field, language)) + ":").filter == SearchFilter{field, false, ""});
  }
}

TEST_CASE("choices are known as files spell them and as they are said in both languages") {
  const auto all_are_known = [](SearchField field, auto choice) {
    std::size_t index = 0;
    for (const std::string_view spelt : spellings(choice)) {
      const auto label = label_of(static_cast<decltype(choice)>(index++));
      for (const std::string_view word : {spelt, say(Language::english, label), say(Language::spanish, label)}) {
        CAPTURE(word);
        const std::string name{name_of(field, Language::english)};
        CHECK(filters_of(name + ":\"" + std::string(word) + "\"") == Filters{{field, false, std::string(spelt)}});
      }
    }
  };
  all_are_known(status, StatusState{});
  all_are_known(kind, RecordKind{});
  all_are_known(form, Form{});
  CHECK(filters_of("estado:EN-REVISION") == Filters{{status, false, "in_review"}});
  CHECK(filters_of("acciones-abiertas:Sí open-actions:si") == Filters{{open_actions, false, "yes"}});
  CHECK(filters_of("es:vencido") == Filters{{is, false, "overdue"}});
  CHECK(filters_of("is:received es:recibido,vencido") == Filters{{is, false, "received"}, {is, false, "overdue"}});
}

TEST_CASE("levels of severity are one, several or from one to another") {
  const Filters one_and_two{{severity, false, "1"}, {severity, false, "2"}};
  for (const char* typed : {"sev:1,2", "severity:1-2", "sev:SEV1,sev-2", "sev:sev1–sev2", "gravedad:1 gravedad:2"}) {
    CAPTURE(typed);
    CHECK(filters_of(typed) == one_and_two);
  }
  for (const char* value : {"0", "6", "high", "2-1", "1-", "-1", "1-2-3", "12", "sev", "1x"}) {
    CAPTURE(value);
    CHECK(problem_of(std::string("sev:") + value) ==
          SearchProblem{{severity, false, value}, SearchExpectation::severity});
  }
}

TEST_CASE("days are a year, a month or a day of the calendar") {
  CHECK(days_of("2026") == DayRange{{2026, 1, 1}, {2026, 12, 31}});
  CHECK(days_of("2024-02") == DayRange{{2024, 2, 1}, {2024, 2, 29}});
  CHECK(days_of("2026-01-15") == DayRange{{2026, 1, 15}, {2026, 1, 15}});
  for (const char* value : {"", "26", "2026-", "2026-13", "2026-02-30", "2026-1", "0000", "20260115", "yesterday"}) {
    CAPTURE(value);
    CHECK_FALSE(days_of(value).has_value());
  }
  CHECK(problem_of("since:2026-13") == SearchProblem{{since, false, "2026-13"}, SearchExpectation::day});
}

TEST_CASE("quotes hold a value with spaces or commas together, also while it is still being typed") {
  CHECK(filters_of("system:\"payment api\"") == Filters{{system, false, "payment api"}});
  CHECK(filters_of("system:\"payment a") == Filters{{system, false, "payment a"}});
  CHECK(filters_of("team:\"Ops, night\",Core") == Filters{{team, false, "Ops, night"}, {team, false, "Core"}});
  CHECK(filters_of("system:a:b") == Filters{{system, false, "a:b"}});
  CHECK(filters_of("system:決済　team:運用") == Filters{{system, false, "決済"}, {team, false, "運用"}});
}

TEST_CASE("a minus before a field excludes") {
  CHECK(filters_of("-kind:drill kind:incident") == Filters{{kind, true, "drill"}, {kind, false, "incident"}});
  CHECK(is_words("-drill"));
}

TEST_CASE("a colon in ordinary text is only words, and so is everything in quotes") {
  for (const char* typed : {"10:32", "http://status.example/1", "unknown:thing", "error: x", ":", "::", "-:", ":system",
                            "\"system:checkout\"", "\"we said system:checkout\" then", "\"since:2026", "x\"system:a\"",
                            "(system:a)", "AND", "\"", "\"\"", "* ( ) ^ \" -"}) {
    CAPTURE(typed);
    CHECK(is_words(typed));
  }
}

TEST_CASE("what a field cannot be is said and left out, and the rest goes on") {
  const SearchQuery query = parse_search("queue status:happy,draft kind:party since:soon open-actions:maybe");
  CHECK(query.words == "queue");
  CHECK(query.filters == Filters{{status, false, "draft"}});
  CHECK(query.problems == std::vector<SearchProblem>{{{status, false, "happy"}, SearchExpectation::status},
                                                     {{kind, false, "party"}, SearchExpectation::kind},
                                                     {{since, false, "soon"}, SearchExpectation::day},
                                                     {{open_actions, false, "maybe"}, SearchExpectation::yes_or_no}});
  CHECK(problem_of("form:letter").expected == SearchExpectation::form);
  CHECK(problem_of("is:blue").expected == SearchExpectation::standing);
  CHECK(problem_of("system:") == SearchProblem{{system, false, ""}, SearchExpectation::name});
  CHECK(problem_of("-sev:\" \",") == SearchProblem{{severity, true, ""}, SearchExpectation::severity});
}

TEST_CASE("a pasted page is taken as far as a query goes") {
  std::string typed;
  for (std::size_t number = 0; number < 100; ++number) typed += "system:s" + std::to_string(number) + " word ";
  typed += "team:" + std::string(10'000, 't');
  const SearchQuery query = parse_search(typed);
  CHECK(query.filters.size() == most_filters);
  REQUIRE(query.problems.size() == most_filters);
  CHECK(query.problems[0] == SearchProblem{{system, false, "s16"}, SearchExpectation::fewer_filters});
  CHECK(parse_search(std::string(10'000, 'w')).words.size() == longest_words);
  CHECK(filters_of("team:" + std::string(10'000, 't')) == Filters{{team, false, std::string(longest_value, 't')}});
}

TEST_CASE("a query is written back in the words of either language") {
  const SearchQuery query =
      parse_search("cola sistema:\"payment api\" sev:1-2 -estado:en_revision es:vencido status:happy");
  CHECK(to_text(query) == "system:\"payment api\" severity:1,2 -status:in_review is:overdue status:happy cola");
  CHECK(to_text(query, Language::spanish) ==
        "sistema:\"payment api\" gravedad:1,2 -estado:\"en revisión\" es:vencido estado:happy cola");
}

TEST_CASE("a filter is taken away from what was typed, and all else stays as it is") {
  const auto typed = std::string("  queue  SEV:1-3, sistema:api,\"b c\" tail ");
  CHECK(without_filter(typed, {severity, false, "2"}) == "  queue  SEV:1,3 sistema:api,\"b c\" tail ");
  CHECK(without_filter(typed, {system, false, "api"}) == "  queue  SEV:1-3, sistema:\"b c\" tail ");
  CHECK(without_filter(typed, {system, true, "api"}) == typed);
  CHECK(without_filter("system:a queue", {system, false, "a"}) == "queue");
  CHECK(without_filter("queue system:a", {system, false, "a"}) == "queue");
  CHECK(without_filter("a system:a b system:a", {system, false, "a"}) == "a b");
}

TEST_CASE("a name is meant by the beginning of one of its words") {
  CHECK(is_name_for("pay", "Payment API"));
  CHECK(is_name_for("API", "payment-api"));
  CHECK(is_name_for("garcia", "Ana García"));
  CHECK(is_name_for("障害", "決済障害"));
  CHECK_FALSE(is_name_for("ment", "Payment API"));
  CHECK_FALSE(is_name_for("pay", ""));
}

TEST_CASE("what was read is written and read again as the same, in any language") {
  CHECK(rc::check([] {
    const SearchQuery query = parse_search(*typed_text());
    for (const Language language : {Language::english, Language::spanish})
      RC_ASSERT(parse_search(to_text(query, language)) == query);
  }));
}

TEST_CASE("the words of a query hold no filter, and no query is larger than one may be") {
  CHECK(rc::check([] {
    const SearchQuery query = parse_search(*typed_text());
    RC_ASSERT(parse_search(query.words) == SearchQuery{.words = query.words});
    RC_ASSERT(query.words.size() <= longest_words);
    RC_ASSERT(query.filters.size() <= most_filters);
    RC_ASSERT(query.problems.size() <= most_filters);
    RC_ASSERT(std::ranges::all_of(query.filters, [](const SearchFilter& filter) {
      return !filter.value.empty() && filter.value.size() <= longest_value;
    }));
  }));
}

TEST_CASE("taking a filter away takes away that one alone") {
  CHECK(rc::check([] {
    const std::string typed = *typed_text();
    SearchQuery query = parse_search(typed);
    RC_PRE(!query.filters.empty() && query.problems.empty());
    const std::size_t index = *rc::gen::inRange<std::size_t>(0, query.filters.size());
    const SearchFilter filter = query.filters[index];
    query.filters.erase(query.filters.begin() + static_cast<std::ptrdiff_t>(index));
    RC_ASSERT(parse_search(without_filter(typed, filter)) == query);
    RC_ASSERT(without_filter(without_filter(typed, filter), filter) == without_filter(typed, filter));
  }));
}

}  // namespace unrepeat
