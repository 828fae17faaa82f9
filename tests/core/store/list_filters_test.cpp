// What a search with filters lists, against looking at every post-mortem by itself.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "core/format/json_writer.hpp"
#include "core/store/library_store.hpp"
#include "tests/core/generated_choice.hpp"

namespace unrepeat {
namespace {

/// A name, and which of `values` mean it.
struct Name {
  std::string spelt;
  std::vector<std::string> meant_by;
};
const std::vector<Name> names = {{"", {}},
                                 {"Payment API", {"pay", "API", "payment api"}},
                                 {"Facturación", {"factura", "FACTURACIÓN"}},
                                 {"api-gateway \"new\"", {"API"}},
                                 {"決済", {"済", "決"}}};
const std::vector<std::string> values = {"pay", "API", "payment api", "factura", "FACTURACIÓN", "済", "決", "ment"};
const std::vector<std::string> states = {"idea", "committed", "in_progress", "done", "verified", "will_not_do"};
const std::vector<std::string> dues = {"", "2026-01-31", "2026-02-01", "2026-02-02"};
const std::vector<std::string> some_days = {"2025", "2026", "2025-12", "2026-02", "2025-12-31", "2026-01-01"};
constexpr std::string_view today = "2026-02-01";

struct Saved {
  PostmortemRecord row;
  std::vector<Name> systems;
  std::vector<Name> tags;
  std::vector<Name> sources;
  bool removed = false;
};

std::vector<Name> several_names() {
  std::vector<Name> found;
  while (found.size() < 2 && below(2) == 0) {
    Name name = one_of(names);
    if (!name.spelt.empty()) found.push_back(std::move(name));
  }
  return found;
}

Saved generated_postmortem(std::size_t number) {
  Saved saved;
  PostmortemRecord& row = saved.row;
  row.id = std::to_string(number);
  row.title = one_of(names).spelt;
  row.body = one_of(names).spelt;
  row.kind = one_of<std::string>({"incident", "drill"});
  row.form = one_of<std::string>({"full", "card"});
  row.status = one_of<std::string>({"draft", "in_review"});
  row.team = one_of(names).spelt;
  row.open_actions = below(2);
  if (below(4) > 0) row.severity = 1 + below(3);
  // Around the turn of the year, on both sides of a clock's midnight.
  if (below(4) > 0) row.started_at = instant({.date = {2025, 12, 30}}).microseconds + hours(below(96)).microseconds;
  saved.systems = several_names();
  for (const Name& system : saved.systems) row.systems += (row.systems.empty() ? "" : "\n") + system.spelt;
  saved.tags = several_names();
  saved.sources = several_names();
  JsonWriter json(JsonWriter::Style::canonical);
  json.begin_object();
  json.key("tags");
  json.begin_array();
  for (const Name& tag : saved.tags) json.string(tag.spelt);
  json.end_array();
  json.key("sources");
  json.begin_array();
  for (const Name& source : saved.sources) {
    json.begin_object();
    json.key("kind");
    json.string(source.spelt);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  row.document = std::move(json).finish();
  while (row.actions.size() < 2 && below(2) == 0)
    row.actions.push_back({.id = "a", .state = one_of(states), .owner = one_of(names).spelt, .due = one_of(dues)});
  saved.removed = below(6) == 0;
  return saved;
}

SearchFilter generated_filter() {
  const auto field = static_cast<SearchField>(below(search_field_count));
  std::string value;
  switch (field) {
    case SearchField::severity: value = one_of<std::string>({"1", "2", "3"}); break;
    case SearchField::status: value = one_of<std::string>({"draft", "in_review"}); break;
    case SearchField::kind: value = one_of<std::string>({"incident", "drill"}); break;
    case SearchField::form: value = one_of<std::string>({"full", "card"}); break;
    case SearchField::open_actions: value = one_of<std::string>({"yes", "no"}); break;
    case SearchField::since:
    case SearchField::until: value = one_of(some_days); break;
    case SearchField::is: value = "overdue"; break;
    default: value = one_of(values);
  }
  return {field, below(4) == 0, value};
}

bool means(const std::string& value, const std::string& spelt) {
  return std::ranges::any_of(
      names, [&](const Name& name) { return name.spelt == spelt && std::ranges::contains(name.meant_by, value); });
}
bool means_any(const std::string& value, const std::vector<Name>& some) {
  return std::ranges::any_of(some, [&](const Name& name) { return means(value, name.spelt); });
}

bool is_as_asked(const SearchFilter& filter, const Saved& saved, UtcOffset clock) {
  const PostmortemRecord& row = saved.row;
  const std::string& value = filter.value;
  const auto start = [&] {
    return format_date(civil_time(Instant{*row.started_at}, clock).date).substr(0, value.size());
  };
  switch (filter.field) {
    case SearchField::system: return means_any(value, saved.systems);
    case SearchField::severity: return row.severity && std::to_string(*row.severity) == value;
    case SearchField::status: return row.status == value;
    case SearchField::kind: return row.kind == value;
    case SearchField::form: return row.form == value;
    case SearchField::tag: return means_any(value, saved.tags);
    case SearchField::team: return means(value, row.team);
    case SearchField::owner:
      return std::ranges::any_of(row.actions, [&](const ActionRow& action) { return means(value, action.owner); });
    case SearchField::open_actions: return (row.open_actions > 0) == (value == "yes");
    case SearchField::since: return row.started_at && start() >= value;
    case SearchField::until: return row.started_at && start() <= value;
    case SearchField::source: return means_any(value, saved.sources);
    case SearchField::is:
      return std::ranges::any_of(row.actions, [](const ActionRow& action) {
        const bool is_promised = action.state == "committed" || action.state == "in_progress";
        return is_promised && !action.due.empty() && action.due < today;
      });
    case SearchField::title: return means(value, row.title);
  }
  return false;
}

bool is_listed(const ListQuery& query, const Saved& saved) {
  if (saved.removed != query.removed) return false;
  if (!query.text.empty() && !means(query.text, saved.row.title) && !means(query.text, saved.row.body)) return false;
  for (const SearchFilter& filter : query.filters) {
    const auto is_enough = [&](const SearchFilter& other) {
      return other.field == filter.field && !other.excluded && is_as_asked(other, saved, query.clock);
    };
    const bool is_right = is_as_asked(filter, saved, query.clock);
    if (filter.excluded                      ? is_right
        : filter.field == SearchField::title ? !is_right
                                             : !std::ranges::any_of(query.filters, is_enough))
      return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a search lists what its words and filters ask for, and nothing else") {
  std::size_t listed_some = 0;
  CHECK(rc::check([&] {
    auto database = Database::open(":memory:");
    RC_ASSERT(database.has_value());
    auto store = LibraryStore::open(**database);
    RC_ASSERT(store.has_value());
    std::vector<Saved> library;
    for (std::size_t count = below<std::size_t>(9); library.size() < count;)
      library.push_back(generated_postmortem(library.size()));
    for (const Saved& saved : library) {
      RC_ASSERT(store->save(saved.row, {"save" + saved.row.id, 0, "Ana", ""}).has_value());
      if (saved.removed) RC_ASSERT(store->remove(saved.row.id, {"remove" + saved.row.id, 0, "Ana", ""}).has_value());
    }
    for (int tries = 0; tries < 8; ++tries) {
      ListQuery query{.today = std::string(today), .sort = SortKey::updated_at, .descending = false};
      query.clock = {static_cast<std::int32_t>(below(25) - 12) * 3'600};
      query.removed = below(6) == 0;
      if (below(3) == 0) query.text = one_of(values);
      for (std::size_t count = below<std::size_t>(4); query.filters.size() < count;)
        query.filters.push_back(generated_filter());
      std::vector<std::string> expected;
      for (const Saved& saved : library) {
        if (is_listed(query, saved)) expected.push_back(saved.row.id);
      }

      const auto page = store->list(query);

      RC_ASSERT(page.has_value());
      std::vector<std::string> listed;
      for (const ListEntry& entry : page->entries) listed.push_back(entry.id);
      RC_ASSERT(listed == expected);
      RC_ASSERT(page->total == static_cast<std::int64_t>(expected.size()));
      listed_some += !query.filters.empty() && !expected.empty() && expected.size() < library.size();
    }
  }));
  CHECK(listed_some > 50);
}

namespace {

/// A word as texts spell it, and as it is compared.
struct Spelt {
  std::vector<std::string> spellings;
  std::string plain;
};
const std::vector<Spelt> vocabulary = {{{"pool", "Pool", "POOL"}, "pool"},
                                       {{"pooling", "Pooling"}, "pooling"},
                                       {{"conexión", "CONEXIÓN", "conexion"}, "conexion"},
                                       {{"Año", "año"}, "ano"},
                                       {{"Şehir", "şehir"}, "sehir"},
                                       {{"über", "ÜBER"}, "uber"},
                                       {{"500"}, "500"},
                                       {{"p"}, "p"},
                                       {{"not", "NOT"}, "not"}};
const std::vector<std::string> characters = {"決", "済", "障", "害"};
const std::vector<std::string> between_words = {" ", ", ", ". ", "\n", " (", "-", " · ", ": "};

/// What was written, and what of it can be asked for.
struct Written {
  std::string text;
  std::vector<std::string> words, characters;
};

Written generated_text() {
  Written written;
  for (std::size_t count = below<std::size_t>(8); count > 0; --count) {
    if (below(4) == 0) {
      written.characters.push_back(one_of(characters));
      written.text += written.characters.back();
      // Between two words it keeps them apart.
      written.words.push_back(written.characters.back());
    } else {
      const Spelt word = one_of(vocabulary);
      written.words.push_back(word.plain);
      written.text += one_of(word.spellings);
    }
    written.text += one_of(between_words);
  }
  return written;
}

/// Words of which the last may only begin so, words that follow one another, or characters that do.
struct Asked {
  std::vector<std::string> plain;
  bool is_whole = false, is_unspaced = false;
  std::string typed;
};

Asked generated_term() {
  Asked term;
  switch (below(3)) {
    case 0: {
      const std::string plain = one_of(vocabulary).plain;
      term.plain = {plain.substr(0, 1 + below(plain.size()))};
      term.typed = term.plain.front();
      if (below(2) == 0) term.typed[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(term.typed[0])));
      break;
    }
    case 1:
      term.is_whole = true;
      for (std::size_t count = 1 + below<std::size_t>(3); count > 0; --count) {
        const Spelt word = one_of(vocabulary);
        term.plain.push_back(word.plain);
        term.typed += (term.typed.empty() ? "\"" : " ") + one_of(word.spellings);
      }
      term.typed += '"';
      break;
    default:
      term.is_unspaced = term.is_whole = true;
      for (std::size_t count = 1 + below<std::size_t>(2); count > 0; --count) {
        term.plain.push_back(one_of(characters));
        term.typed += term.plain.back();
      }
  }
  return term;
}

bool has_in_a_row(const std::vector<std::string>& all, const Asked& term) {
  for (std::size_t at = 0; at + term.plain.size() <= all.size(); ++at) {
    bool is_here = true;
    for (std::size_t k = 0; k < term.plain.size(); ++k)
      is_here &= term.is_whole ? all[at + k] == term.plain[k] : all[at + k].starts_with(term.plain[k]);
    if (is_here) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a search finds the texts that have its words, phrases and characters, as looking into each of them does") {
  std::size_t found_some = 0;
  CHECK(rc::check([&] {
    auto database = Database::open(":memory:");
    RC_ASSERT(database.has_value());
    auto store = LibraryStore::open(**database);
    RC_ASSERT(store.has_value());
    std::vector<std::pair<Written, Written>> library;
    for (std::size_t count = 1 + below<std::size_t>(8); library.size() < count;) {
      PostmortemRecord row;
      row.id = std::to_string(library.size());
      const auto& [title, body] = library.emplace_back(generated_text(), generated_text());
      row.title = title.text;
      row.body = body.text;
      row.document = "{}";
      RC_ASSERT(store->save(row, {"save" + row.id, 0, "Ana", ""}).has_value());
    }
    for (int tries = 0; tries < 8; ++tries) {
      std::vector<Asked> terms;
      std::string typed;
      for (std::size_t count = 1 + below<std::size_t>(2); terms.size() < count;) {
        terms.push_back(generated_term());
        typed += (typed.empty() ? "" : " ") + terms.back().typed;
      }
      std::vector<std::string> expected;
      for (std::size_t number = 0; number < library.size(); ++number) {
        const auto& [title, body] = library[number];
        std::vector<std::string> all = title.characters;
        all.insert(all.end(), body.characters.begin(), body.characters.end());
        if (std::ranges::all_of(terms, [&](const Asked& term) {
              return term.is_unspaced ? has_in_a_row(all, term)
                                      : has_in_a_row(title.words, term) || has_in_a_row(body.words, term);
            }))
          expected.push_back(std::to_string(number));
      }

      const auto page = store->list({.text = typed, .sort = SortKey::updated_at, .descending = false});

      RC_ASSERT(page.has_value());
      std::vector<std::string> listed;
      for (const ListEntry& entry : page->entries) listed.push_back(entry.id);
      std::ranges::sort(listed);
      if (listed != expected) RC_LOG() << typed;
      RC_ASSERT(listed == expected);
      RC_ASSERT(page->total == static_cast<std::int64_t>(expected.size()));
      found_some += !expected.empty() && expected.size() < library.size();
    }
  }));
  CHECK(found_some > 100);
}

TEST_CASE("of what very many have, those with it in their title come first, and of either the latest") {
  auto database = Database::open(":memory:");
  REQUIRE(database.has_value());
  auto store = LibraryStore::open(**database);
  REQUIRE(store.has_value());
  struct Expected {
    bool in_title;
    std::int64_t started_at;
    std::string id;
  };
  std::vector<Expected> expected;
  for (std::int64_t number = 0; number < 2'150; ++number) {
    PostmortemRecord row;
    row.id = std::to_string(number);
    const bool in_title = number % 29 == 0;
    row.title = in_title ? "Queues grew" : "Orders were late";
    row.body = number % 43 == 1 ? "Nobody noticed." : "The queue had grown. 障害が続いた。";
    row.severity = number % 3 + 1;
    row.started_at = number * 7'919 % 1'009;
    row.document = "{}";
    REQUIRE(store->save(row, {"save" + row.id, 0, "Ana", ""}).has_value());
    const bool is_removed = number % 71 == 0;
    if (is_removed) REQUIRE(store->remove(row.id, {"remove" + row.id, 0, "Ana", ""}).has_value());
    if (!is_removed && (in_title || number % 43 != 1)) expected.push_back({in_title, *row.started_at, row.id});
  }
  std::ranges::stable_sort(expected, [](const Expected& one, const Expected& other) {
    return std::pair(one.in_title, one.started_at) > std::pair(other.in_title, other.started_at);
  });
  REQUIRE(expected.size() > 2'000);
  REQUIRE(std::ranges::count(expected, true, &Expected::in_title) == 73);

  for (const std::string typed : {"que", "QUEUE"}) {
    std::vector<std::string> listed;
    for (std::int64_t offset = 0; offset < static_cast<std::int64_t>(expected.size()); offset += 60) {
      const auto page = store->list({.text = typed, .sort = SortKey::relevance, .offset = offset, .limit = 60});
      REQUIRE(page.has_value());
      CHECK(page->total == static_cast<std::int64_t>(expected.size()));
      for (const ListEntry& entry : page->entries) {
        listed.push_back(entry.id);
        if (entry.title == "Orders were late") CHECK(entry.excerpt.starts_with("The \x02queue\x03 had grown."));
      }
    }
    std::vector<std::string> right;
    for (const Expected& one : expected) right.push_back(one.id);
    CHECK(listed == right);
  }
  // A script without spaces is in texts alone here, and no error.
  const auto in_japanese = store->list({.text = "障害", .sort = SortKey::relevance, .limit = 60});
  REQUIRE(in_japanese.has_value());
  CHECK(in_japanese->total > 2'000);
  CHECK(in_japanese->entries.size() == 60);
  // Fewer are left, and these are weighed.
  const auto narrowed = store->list(
      {.text = "queue", .filters = {{.field = SearchField::severity, .value = "2"}}, .sort = SortKey::relevance});
  REQUIRE(narrowed.has_value());
  CHECK(narrowed->total < 2'000);
  CHECK(narrowed->total > 500);
  CHECK(narrowed->entries.front().title == "Queues grew");
}

TEST_CASE("no text that is typed is an error") {
  auto database = Database::open(":memory:");
  REQUIRE(database.has_value());
  auto store = LibraryStore::open(**database);
  REQUIRE(store.has_value());
  PostmortemRecord row;
  row.id = "a";
  row.title = "Payment API";
  row.document = "{}";
  REQUIRE(store->save(row, {"1", 0, "Ana", ""}).has_value());
  const std::vector<std::string> parts = {
      "\"",         "'",     "*",     "(",      ")",       "^",    ":",       " ",          " AND ",
      " OR ",       " NOT ", "NEAR(", "title:", "-title:", "tag:", "system:", "is:overdue", "since:9999",
      "until:9999", "pay",   "済",    "\xFF",   "?",       ",",    "{",       "}"};
  CHECK(rc::check([&] {
    std::string typed;
    for (std::size_t count = below<std::size_t>(12); count > 0; --count)
      typed += below(8) == 0 ? *rc::gen::string<std::string>() : one_of(parts);
    const SearchQuery search = parse_search(typed);
    const auto page = store->list({.text = search.words, .filters = search.filters, .today = std::string(today)});
    if (!page) RC_LOG() << typed << ": " << page.error().message;
    RC_ASSERT(page.has_value());
  }));
}

}  // namespace unrepeat
