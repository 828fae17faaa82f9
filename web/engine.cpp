// The engine as the worker's module exports it: requests come in, answers go out, time zones are the browser's.
#include "core/engine/engine.hpp"

#include <optional>

#include "web/bridge.hpp"
#include "web/browser_time_zones.hpp"

namespace unrepeat::web {
namespace {

class PostedAnswers : public EngineAnswers {
 public:
  void answer(std::int64_t request, const Bytes& bytes, bool is_last) override {
    engine_answer(static_cast<double>(request), bytes.data(), bytes.size(), is_last);
  }
};

struct WorkerEngine {
  PostedAnswers answers;
  BrowserTimeZones zones;
  Engine engine;

  explicit WorkerEngine(EngineStorage storage) : engine(std::move(storage), zones, answers) {}
};

std::optional<WorkerEngine>& worker_engine() {
  static std::optional<WorkerEngine> engine;
  return engine;
}

}  // namespace
}  // namespace unrepeat::web

using unrepeat::web::worker_engine;

void engine_open(int32_t is_in_memory, const char* why, size_t why_size) {
  using unrepeat::protocol::StorageKind;
  unrepeat::EngineStorage storage{.path = "/library", .vfs = "opfs-sahpool", .why = {why, why_size}};
  if (is_in_memory != 0) {
    storage.path = ":memory:";
    storage.vfs.clear();
    storage.kind = StorageKind::in_memory;
  }
  worker_engine().emplace(std::move(storage));
}

void engine_submit(double id, const uint8_t* bytes, size_t size) {
  worker_engine()->engine.submit(static_cast<std::int64_t>(id), bytes, size);
}

int32_t engine_step() { return worker_engine()->engine.step(); }

void engine_rest() { worker_engine()->engine.rest(); }

void engine_close() { worker_engine().reset(); }
