// The library taken along: post-mortem by post-mortem into a file of its own.
#include "core/engine/engine.hpp"
#include "core/store/take_along.hpp"

namespace unrepeat {

using namespace protocol;

namespace {

constexpr std::size_t taken_in_a_step = 24;

}  // namespace

class Engine::Taking : public LongRequest {
 public:
  Taking(Engine& engine, std::int64_t id, TakeLibrary request, TakeAlong taken, std::vector<std::string> ids)
      : LongRequest(engine, id), request_(request), taken_(std::move(taken)), ids_(std::move(ids)) {}

  std::optional<Answer> step() override {
    for (std::size_t count = 0; count < taken_in_a_step && next_ < ids_.size(); ++count) {
      // One that cannot be read is in no list either.
      const auto postmortem = engine_.load(ids_[next_++]);
      if (!postmortem || postmortem->origin) continue;
      if (const auto added = taken_.add(*postmortem); !added) return std::unexpected(failed(added.error()));
    }
    if (next_ < ids_.size()) {
      tell_progress(next_, ids_.size());
      return std::nullopt;
    }
    if (request_.view) {
      auto table = taken_.csv_of(*request_.view);
      if (!table) return std::unexpected(failed(table.error()));
      const std::string_view name = spelling_of(*request_.view);
      return Exported{.name = "unrepeat-" + std::string(name) + ".csv",
                      .media_type = "text/csv",
                      .bytes = {table->begin(), table->end()}};
    }
    auto file = taken_.database_file();
    if (!file) return std::unexpected(failed(file.error()));
    return Exported{.name = "unrepeat.sqlite", .media_type = "application/vnd.sqlite3", .bytes = std::move(*file)};
  }

 private:
  TakeLibrary request_;
  TakeAlong taken_;
  std::vector<std::string> ids_;
  std::size_t next_ = 0;
};

std::optional<Engine::Answer> Engine::begin(std::int64_t request, const TakeLibrary& taking) {
  if (auto current = bring_up_to_date(); !current) return std::unexpected(std::move(current.error()));
  auto taken = TakeAlong::begin(taking.now);
  if (!taken) return std::unexpected(failed(taken.error()));
  auto ids = store_->ids(ListView::all);
  if (!ids) return std::unexpected(failed(ids.error()));
  running_ = std::make_unique<Taking>(*this, request, taking, std::move(*taken), std::move(*ids));
  return std::nullopt;
}

}  // namespace unrepeat
