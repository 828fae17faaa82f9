// SHA-256 against published digests.
#include "core/identity/sha256.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace unrepeat;

TEST_CASE("contents have their published digests") {
  CHECK(sha256_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_text("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_text(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("how content is cut into pieces does not change its digest") {
  CHECK(rc::check([](const std::vector<std::string>& pieces) {
    Sha256 hash;
    std::string whole;
    for (const std::string& piece : pieces) {
      const std::string longer = piece + std::string(piece.size() * 7, 'x');
      hash.add(longer);
      whole += longer;
    }
    RC_ASSERT(hash.finish() == sha256(whole));
  }));
}
