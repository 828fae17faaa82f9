// The bench's other side: the same engine on native SQLite imports a bundle and searches it. native_library BUNDLE
// LIBRARY [SEARCH…] prints how long each took, in milliseconds, as JSON.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "cli/native_time_zones.hpp"
#include "core/engine/engine.hpp"

namespace unrepeat::bench {
namespace {

using namespace protocol;

constexpr Instant now{1'767'268'800'000'000};
constexpr int rounds = 3;

class Page : public EngineAnswers {
 public:
  explicit Page(const std::string& path) : engine_(EngineStorage{.path = path}, zones_, *this) {}

  /// The answer, or nothing if it is another one.
  template <class Expected>
  std::optional<Expected> ask(Request request) {
    const Bytes bytes = encode(Message<Request>{++last_id_, std::move(request)});
    engine_.submit(last_id_, bytes.data(), bytes.size());
    while (engine_.step()) {
    }
    auto reply = decode_reply(answer_.data(), answer_.size());
    if (!reply || !std::holds_alternative<Expected>(reply->body)) return std::nullopt;
    return std::get<Expected>(std::move(reply->body));
  }
  void answer(std::int64_t, const Bytes& bytes, bool is_last) override {
    if (is_last) answer_ = bytes;
  }

 private:
  NativeTimeZones zones_;
  Engine engine_;
  std::int64_t last_id_ = 0;
  Bytes answer_;
};

Uuid operation(std::uint8_t number) { return make_uuid(now.microseconds / 1000, {number}); }

bool import_file(Page& page, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  FileContent content{.name = path, .bytes = Bytes(std::istreambuf_iterator<char>(file), {})};
  content.size = static_cast<std::int64_t>(content.bytes.size());
  PlanImport plan{.time_zone = "UTC", .now = now};
  plan.files.push_back(std::move(content));
  const auto planned = page.ask<ImportPlanned>(std::move(plan));
  if (!planned || planned->items.empty()) return false;
  AcceptImport accept{.operation = operation(1), .plan = planned->plan, .now = now};
  for (std::size_t i = 0; i < planned->items.size(); ++i) accept.items.push_back(static_cast<std::int64_t>(i));
  const auto done = page.ask<OperationDone>(std::move(accept));
  return done && done->count == static_cast<std::int64_t>(planned->items.size());
}

template <class Task>
double milliseconds_of(const Task& task) {
  const auto start = std::chrono::steady_clock::now();
  task();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace
}  // namespace unrepeat::bench

int main(int argc, char** argv) {
  using namespace unrepeat::bench;
  if (argc < 3) {
    std::fputs("native_library BUNDLE LIBRARY [SEARCH…]\n", stderr);
    return 2;
  }
  Page page(argv[2]);
  bool is_done = false;
  const double import_ms = milliseconds_of([&] { is_done = import_file(page, argv[1]); });
  if (!is_done) {
    std::fputs("The bundle could not be imported.\n", stderr);
    return 1;
  }
  std::printf("{\"import_ms\": %.1f, \"search_ms\": [", import_ms);
  for (int round = 0; round < rounds; ++round) {
    for (int i = 3; i < argc; ++i) {
      const ListPostmortems request{.search = argv[i], .sort = LibrarySort::relevance, .limit = 60};
      const double search_ms = milliseconds_of([&] { is_done = page.ask<PostmortemPage>(request).has_value(); });
      if (!is_done) return 1;
      std::printf("%s%.3f", round == 0 && i == 3 ? "" : ", ", search_ms);
    }
  }
  std::puts("]}");
  return 0;
}
