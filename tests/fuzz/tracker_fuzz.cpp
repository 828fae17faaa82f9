// Throws bytes at the exports of trackers. Whatever comes out is bounded and readable, and compared with promises it
// never proposes two changes for one.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

#include "core/action/tracker_export.hpp"
#include "core/action/tracker_refresh.hpp"
#include "core/text/utf8.hpp"

using namespace unrepeat;

namespace {

struct OnlyUtc : TimeZones {
  [[nodiscard]] std::optional<UtcOffset> offset_at(std::string_view zone, Instant) const override {
    return zone == "UTC" ? std::optional<UtcOffset>(UtcOffset{}) : std::nullopt;
  }
  [[nodiscard]] std::string local_zone() const override { return "UTC"; }
};

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<LinkedPromise> some_promises() {
  std::vector<LinkedPromise> promises;
  for (const char* key : {"OPS-12", "acme/shop#12", "12"}) {
    LinkedPromise& one = promises.emplace_back();
    one.promise.id = Id<Action>::from(make_uuid(static_cast<std::int64_t>(promises.size()), {}));
    one.promise.title = "Alert on the pool";
    one.promise.state = ActionState::committed;
    one.links.emplace_back().key = key;
  }
  return promises;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const OnlyUtc zones;
  static const std::vector<LinkedPromise> promises = some_promises();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const TrackerExport read = read_tracker_export(bytes, {.zones = zones, .zone = "Etc/UTC", .now = Instant{}});
  require(read.issues.size() <= most_tracker_issues);
  for (const TrackerIssue& issue : read.issues)
    for (const std::string* text : {&issue.key, &issue.url, &issue.title, &issue.words, &issue.assignee, &issue.due})
      require(valid_utf8_prefix(*text) == text->size());
  std::set<Id<Action>> changed;
  for (const RefreshItem& item : compare(read.issues, promises, Language::spanish)) {
    require(!say_outcome(Language::english, item).empty());
    if (change_for(item)) require(changed.insert(item.promise->id).second);
  }
  return 0;
}
