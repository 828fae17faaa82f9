// Words that somebody searches, as they are found in texts: what is tinted and where a result leads.
#include "core/library/found_words.hpp"

#include <doctest/doctest.h>

#include "core/describe/place.hpp"

namespace unrepeat {
namespace {

/// The text with what was found in brackets.
std::string marked(std::string_view typed, std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (const TextRange& range : SearchedWords(typed).in(text)) {
    out.append(text.substr(at, range.begin - at)).append(1, '[');
    out.append(text.substr(range.begin, range.end - range.begin)).append(1, ']');
    at = range.end;
  }
  return out.append(text.substr(at));
}

}  // namespace

TEST_CASE("what is typed is found where a word begins so, whatever letters are large or accented") {
  CHECK(marked("pool", "The pool, the Pooling and a whirlpool") == "The [pool], the [Pooling] and a whirlpool");
  CHECK(marked("conexion", "Se agotó la CONEXIÓN del año") == "Se agotó la [CONEXIÓN] del año");
  CHECK(marked("ano", "Se agotó la CONEXIÓN del año") == "Se agotó la CONEXIÓN del [año]");
  CHECK(marked("zlut", "Příliš žluťoučký kůň") == "Příliš [žluťoučký] kůň");
  CHECK(marked("сбой", "Был СБОЙ сети") == "Был [СБОЙ] сети");
  CHECK(marked("503", "HTTP 503s for 5 031 requests") == "HTTP [503s] for 5 031 requests");
}

TEST_CASE("several words are found each by itself, and words in quotes only behind one another and whole") {
  CHECK(marked("pool retry", "retry, then pool") == "[retry], then [pool]");
  CHECK(marked("\"connection pool\"", "connection pools, connection  pool – pool connection") ==
        "connection pools, [connection  pool] – pool connection");
  CHECK(marked("time-out", "the time-out, in time to get out") == "the [time]-[out], in [time] to get [out]");
}

TEST_CASE("scripts without spaces are found by characters that follow one another") {
  CHECK(marked("接続", "決済の接続プールが枯渇") == "決済の[接続]プールが枯渇");
  CHECK(marked("接枯", "決済の接続プールが枯渇") == "決済の接続プールが枯渇");
}

TEST_CASE("quotes and operators alone are nothing to look for, and bytes that are no UTF-8 no error") {
  for (const std::string_view typed : {"", "\"", "\"\"\"", "* - :", "—", "\xff\xfe"}) {
    INFO(typed);
    CHECK(marked(typed, "AND OR \" NOT * NEAR(") == "AND OR \" NOT * NEAR(");
  }
  CHECK(marked("an", "an \xff") == "[an] \xff");
}

TEST_CASE("a post-mortem tells where it has the words: the texts that have most of them, by paths that commands know") {
  Postmortem one;
  one.title = "Checkout timed out";
  one.context.summary = "The pool ran dry.";
  TimelineEvent& event = one.timeline.emplace_back();
  event.id = Id<TimelineEvent>::from(*uuid_from("019f0807-ed8c-73b4-ae21-98c6f9fd4001"));
  event.text = "Checkout waits for the pool";
  AffectedSystem& system = one.systems.emplace_back();
  system.id = Id<AffectedSystem>::from(*uuid_from("019f0807-ed8c-73b4-ae21-98c6f9fd4002"));
  system.name = "Checkout";
  const auto find = [&](std::string_view typed) { return find_words(one, SearchedWords(typed)); };
  CHECK(find("checkout pool") == std::vector<std::string>{"timeline/019f0807-ed8c-73b4-ae21-98c6f9fd4001/text"});
  CHECK(find("pool").size() == 2);
  CHECK(find("checkout").front() == "title");
  CHECK(find("checkout").size() == 3);
  CHECK(find("lighthouse").empty());
  CHECK(find("").empty());
  for (const std::string& path : find("checkout")) {
    INFO(path);
    CHECK(find_place(object_of<Postmortem>(), &one, path).has_value());
  }
}

}  // namespace unrepeat
