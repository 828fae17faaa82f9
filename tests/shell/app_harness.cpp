// Plays the browser's part for the whole app.
#include "tests/shell/app_harness.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/format/reader.hpp"
#include "core/image/image_file.hpp"
#include "tests/source_dir.hpp"

namespace unrepeat::shell {

bool InProcess::settle(Workspace& workspace) {
  if (!is_answering) return false;
  bool is_busy = true, has_answered = false;
  while (is_busy) {
    is_busy = false;
    while (!requests.empty()) {
      const auto [id, bytes] = std::move(requests.front());
      requests.pop_front();
      engine.submit(id, bytes.data(), bytes.size());
      is_busy = true;
    }
    while (engine.step()) is_busy = true;
    while (!decoded.empty()) {
      const Decoded one = std::move(decoded.front());
      decoded.pop_front();
      workspace.take_picture(one.sha256, one.texture, one.width, one.height);
      is_busy = has_answered = true;
    }
    while (!answers.empty()) {
      const Answer given = std::move(answers.front());
      answers.pop_front();
      workspace.receive(given.request, given.bytes, given.is_last);
      is_busy = has_answered = true;
    }
  }
  return has_answered;
}

void InProcess::show(std::string_view sha256, const Bytes& file) {
  Decoded one{.sha256 = std::string(sha256)};
  const auto read = read_image_file("", {reinterpret_cast<const char*>(file.data()), file.size()});
  if (read && sha256 != undecodable) {
    one.width = static_cast<float>(read->width);
    one.height = static_cast<float>(read->height);
    one.texture = 1;
    while (textures.contains(one.texture)) ++one.texture;
    textures.insert(one.texture);
  }
  decoded.push_back(std::move(one));
}

void InProcess::fill_disk_for_next() {
  const std::int64_t id = requests.front().first;
  requests.pop_front();
  answers.push_back(
      {id,
       encode(protocol::Message<protocol::Reply>{
           id, protocol::Failed{protocol::FailureKind::storage_full, {protocol::sentence(Text::engine_storage_full)}}}),
       true});
}

AppHarness::AppHarness(std::string_view route)
    : Harness(app.kit(), [this](const Viewport& viewport_now) {
        page.settle(app.workspace());
        app.frame(viewport_now);
        // The browser follows links and the app's wishes, and reports the new address.
        if (const std::string wanted = app.take_wanted_route(); !wanted.empty()) app.set_route(wanted);
        if (!followed.empty() && followed.starts_with('#')) app.set_route(std::exchange(followed, {}));
        // An answer is a reason to draw again, as it is in the browser.
        if (page.settle(app.workspace())) app.kit().wake_in(0);
      }) {
  app.set_route(route);
  app.workspace().set_library_state(LibraryState::on_disk, "");
  page.settle(app.workspace());
  begin();
}

void AppHarness::go(std::string_view route) {
  app.set_route(route);
  frame();
}

void AppHarness::add_samples() {
  std::vector<protocol::FileContent> files;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() + "/assets/samples")) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    files.push_back({.name = entry.path().filename().string(),
                     .bytes = Bytes(content.begin(), content.end()),
                     .size = static_cast<std::int64_t>(content.size())});
  }
  std::ranges::sort(files, {}, &protocol::FileContent::name);
  app.workspace().take_examples(std::move(files));
  frame();
}

void AppHarness::drop(std::string name, std::string_view content) {
  app.workspace().take_files({{.name = std::move(name),
                               .bytes = Bytes(content.begin(), content.end()),
                               .size = static_cast<std::int64_t>(content.size())}});
  frame();
}

void AppHarness::rest() {
  constexpr int seconds_of_rest = 5;
  for (int second = 0; second < seconds_of_rest; ++second) {
    viewport.now_s += 1;
    frame();
  }
}

Postmortem AppHarness::saved(const PostmortemId& id) {
  page.settle(app.workspace());
  const Bytes request = protocol::encode(protocol::Message<protocol::Request>{-1, protocol::LoadPostmortem{id}});
  page.engine.submit(-1, request.data(), request.size());
  while (page.engine.step()) {
  }
  REQUIRE_FALSE(page.answers.empty());
  const Bytes answer = page.answers.back().bytes;
  page.answers.pop_back();
  const auto reply = protocol::decode_reply(answer.data(), answer.size());
  REQUIRE(reply.has_value());
  REQUIRE(std::holds_alternative<protocol::PostmortemLoaded>(reply->body));
  const auto read = read_postmortem(std::get<protocol::PostmortemLoaded>(reply->body).document);
  REQUIRE(read.has_value());
  return *read;
}

}  // namespace unrepeat::shell
