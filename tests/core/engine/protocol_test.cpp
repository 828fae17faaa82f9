// Messages arrive as they were sent, and bytes that are no message are refused.
#include "core/engine/protocol.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "tests/core/sequence.hpp"

using namespace unrepeat;
using namespace unrepeat::protocol;

TEST_CASE("a request arrives as it was sent") {
  SequentialIds ids;
  SaveChange save{.operation = ids.next()};
  save.change.postmortem = ids.next_as<Id<Postmortem>>();
  save.change.by = "Ana";
  save.change.at = noon;
  save.change.edits.push_back({.path = "title", .before = "\"One\"", .after = "\"Two\""});
  const Bytes bytes = encode(Message<Request>{7, save});
  const auto received = decode_request(bytes.data(), bytes.size());
  REQUIRE(received.has_value());
  CHECK(received->id == 7);
  REQUIRE(std::holds_alternative<SaveChange>(received->body));
  CHECK(std::get<SaveChange>(received->body) == save);
}

TEST_CASE("values that are not the type's default survive the wire, and so do those that are") {
  const ListPostmortems list{.search = "pool", .severities = {1, 2}, .descending = false, .offset = 100, .limit = 0};
  const Bytes bytes = encode(Message<Request>{1, list});
  CHECK(std::get<ListPostmortems>(decode_request(bytes.data(), bytes.size())->body) == list);
}

TEST_CASE("file contents travel as bytes, whatever they are") {
  const Exported file{.name = "x.md", .media_type = "text/markdown", .bytes = {0, 255, 128, 10}};
  const Bytes bytes = encode(Message<Reply>{2, file});
  CHECK(std::get<Exported>(decode_reply(bytes.data(), bytes.size())->body) == file);
}

TEST_CASE("long file contents travel as they are, between short ones") {
  Bytes everything;
  for (int byte = 0; byte < 100'000; ++byte) everything.push_back(static_cast<std::uint8_t>(byte * 31));
  PlanImport import{.language = "en"};
  for (const Bytes& content : {everything, Bytes{1, 2, 3}, Bytes(5'000, 0xC1), Bytes{}})
    import.files.push_back({.name = "some", .bytes = content});
  const Bytes bytes = encode(Message<Request>{3, import});
  CHECK(std::get<PlanImport>(decode_request(bytes.data(), bytes.size())->body) == import);
}

TEST_CASE("a message that names no request is refused") {
  const Bytes reply = encode(Message<Reply>{1, OperationDone{}});
  CHECK_FALSE(decode_request(reply.data(), reply.size()).has_value());
}

TEST_CASE("20,000 nested arrays are refused, not followed") {
  Bytes bytes = encode(Message<Request>{9, ListPostmortems{}});
  bytes.resize(9 + bytes[8]);  // The id, the name's length and the name.
  bytes.insert(bytes.end(), 20'000, 0x91);
  bytes.push_back(0xc0);
  CHECK_FALSE(decode_request(bytes.data(), bytes.size()).has_value());
}

TEST_CASE("cut or changed messages are refused or are messages, and never crash") {
  const Bytes whole = encode(Message<Request>{9, ListPostmortems{.search = "checkout"}});
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(decode_request(whole.data(), size).has_value());
  CHECK(rc::check([&](std::uint8_t value) {
    Bytes changed = whole;
    changed[*rc::gen::inRange<std::size_t>(0, whole.size())] = value;
    (void)decode_request(changed.data(), changed.size());
  }));
}
