// Speaks to an engine as the page does: for the cases that every engine has to pass, wherever its library is.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/engine/engine.hpp"
#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "tests/contract/place.hpp"

namespace unrepeat::test {

using namespace protocol;

inline constexpr Instant noon{1'767'268'800'000'000};

class OnlyUtc : public TimeZones {
 public:
  std::optional<UtcOffset> offset_at(std::string_view zone, Instant) const override {
    if (zone == "UTC" || zone == "Etc/UTC") return UtcOffset{};
    return std::nullopt;
  }
  std::string local_zone() const override { return "UTC"; }
};

/// Speaks to an engine in bytes, as the page does, and keeps every answer.
class Page : public EngineAnswers {
 public:
  Page() : Page(std::make_shared<Place>()) {}
  explicit Page(std::shared_ptr<Place> place) : place_(std::move(place)) { open(); }

  void open() {
    engine_.reset();
    engine_.emplace(EngineStorage{.path = place_->path(), .vfs = place_->vfs(), .why = {}}, zones_, *this);
  }
  void close() { engine_.reset(); }
  const Place& place() const { return *place_; }

  std::int64_t send(const Request& request) {
    const std::int64_t id = ++last_id_;
    const Bytes bytes = encode(Message<Request>{id, request});
    engine_->submit(id, bytes.data(), bytes.size());
    return id;
  }
  bool step() { return engine_->step(); }
  Reply ask(const Request& request) {
    const std::int64_t id = send(request);
    while (engine_->step()) {
    }
    REQUIRE(last_.contains(id));
    return last_.at(id);
  }
  template <class Expected>
  Expected ask_for(const Request& request) {
    Reply reply = ask(request);
    if (const auto* const failure = std::get_if<Failed>(&reply)) CAPTURE(say(Language::english, failure->text));
    REQUIRE(std::holds_alternative<Expected>(reply));
    return std::get<Expected>(std::move(reply));
  }
  FailureKind refusal_of(const Request& request) { return ask_for<Failed>(request).kind; }
  Engine& engine() { return *engine_; }
  bool is_answered(std::int64_t id) const { return last_.contains(id); }
  const Reply& answer_to(std::int64_t id) const { return last_.at(id); }
  std::int64_t progress() const { return progress_; }
  const Progress& latest_progress() const { return latest_progress_; }

  void answer(std::int64_t request, const Bytes& bytes, bool is_last) override {
    auto message = decode_reply(bytes.data(), bytes.size());
    REQUIRE(message.has_value());
    CHECK(message->id == request);
    CHECK(is_last == !std::holds_alternative<Progress>(message->body));
    if (!is_last) {
      ++progress_;
      latest_progress_ = std::get<Progress>(message->body);
      return;
    }
    CHECK_FALSE(last_.contains(request));
    last_.emplace(request, std::move(message->body));
  }

 private:
  std::shared_ptr<Place> place_;
  OnlyUtc zones_;
  std::optional<Engine> engine_;
  std::map<std::int64_t, Reply> last_;
  std::int64_t last_id_ = 0;
  std::int64_t progress_ = 0;
  Progress latest_progress_;
};

inline Uuid new_id() {
  static std::uint8_t count = 0;
  static std::uint8_t overflow = 0;
  if (++count == 0) ++overflow;
  return make_uuid(noon.microseconds / 1000, {overflow, count});
}

inline Postmortem postmortem(const std::string& title) {
  Postmortem postmortem;
  postmortem.id = Id<Postmortem>::from(new_id());
  postmortem.title = title;
  postmortem.history.created_at = noon;
  postmortem.history.updated_at = noon;
  return postmortem;
}

inline Id<Postmortem> create(Page& page, const Postmortem& postmortem) {
  return page.ask_for<PostmortemSaved>(CreatePostmortem{new_id(), write_postmortem(postmortem)}).id;
}

inline Postmortem loaded(Page& page, const Id<Postmortem>& id) {
  auto read = read_postmortem(page.ask_for<PostmortemLoaded>(LoadPostmortem{id}).document);
  REQUIRE(read.has_value());
  return *read;
}

inline SaveChange retitle(const Postmortem& before, const std::string& title) {
  Postmortem after = before;
  after.title = title;
  Change change = difference(before, after);
  change.at = noon + seconds(1);
  change.by = "Ana";
  return {new_id(), change};
}

}  // namespace unrepeat::test
