// The shell's ports on the page: each call goes to ports.ts, and what comes back goes to the workspace.
#include "web/page_ports.hpp"

#include "core/import/archive.hpp"
#include "web/bridge.hpp"
#include "web/browser_time_zones.hpp"

namespace unrepeat::web {
namespace {

class PageClock : public shell::Clock {
 public:
  Instant now() override { return {static_cast<std::int64_t>(clock_now() * 1000)}; }
};

class RandomIds : public IdSource {
 public:
  Uuid next() override {
    std::array<std::uint8_t, 10> random;
    random_bytes(random.data(), random.size());
    return make_uuid(static_cast<std::int64_t>(clock_now()), random);
  }
};

class WorkerLine : public shell::EngineLine {
 public:
  void send(std::int64_t id, const Bytes& request, bool is_answered) override {
    engine_send(static_cast<double>(id), request.data(), request.size(), is_answered);
  }
  void use_here() override { engine_use_here(); }
  void restart() override { engine_restart(); }
};

class BrowserDrafts : public shell::DraftBox {
 public:
  void keep(const Uuid& operation, const Bytes& request) override {
    const std::string key = text_of(operation);
    draft_keep(key.data(), key.size(), request.data(), request.size());
  }
  void drop(const Uuid& operation) override {
    const std::string key = text_of(operation);
    draft_drop(key.data(), key.size());
  }
};

class BrowserFiles : public shell::Files {
 public:
  void choose(shell::FileChoice what) override { files_choose(static_cast<int32_t>(what)); }
  [[nodiscard]] bool has_folders() const override { return files_have_folders() != 0; }
  void offer(std::string_view name, std::string_view media_type, const Bytes& bytes) override {
    file_offer(name.data(), name.size(), media_type.data(), media_type.size(), bytes.data(), bytes.size());
  }
  void share(std::string_view name, std::string_view media_type, const Bytes& bytes) override {
    file_share(name.data(), name.size(), media_type.data(), media_type.size(), bytes.data(), bytes.size());
  }
  void fetch_examples() override { examples_fetch(); }
};

class BrowserClipboard : public shell::Clipboard {
 public:
  void copy(std::string_view words) override { words_copy(words.data(), words.size()); }
  void copy_picture(const shell::PictureOfPage& picture) override { copy_picture_when_painted(picture.name); }
  [[nodiscard]] bool can_paste() const override { return words_can_be_pasted() != 0; }
  void paste() override { words_paste(); }
};

class BrowserPictures : public shell::Pictures {
 public:
  void show(std::string_view sha256, const Bytes& file) override {
    picture_show(sha256.data(), sha256.size(), file.data(), file.size());
  }
  void forget(std::uint32_t texture) override { paint_texture_end(static_cast<int32_t>(texture)); }
};

struct PagePorts {
  PageClock clock;
  RandomIds ids;
  BrowserTimeZones zones;
  WorkerLine engine;
  BrowserDrafts drafts;
  BrowserFiles files;
  BrowserClipboard clipboard;
  BrowserPictures pictures;
};

std::vector<protocol::FileContent> arriving_files;

}  // namespace

shell::Ports page_ports() {
  static PagePorts ports;
  return {ports.clock,  ports.ids,   ports.zones,     ports.engine,
          ports.drafts, ports.files, ports.clipboard, ports.pictures};
}

}  // namespace unrepeat::web

using namespace unrepeat;
using namespace unrepeat::web;

void page_library(int32_t state, const char* trouble, size_t size) {
  page_workspace().set_library_state(static_cast<shell::LibraryState>(state), {trouble, size});
}

void page_answer(double id, const uint8_t* bytes, size_t size, int32_t is_last) {
  page_workspace().receive(static_cast<std::int64_t>(id), Bytes(bytes, bytes + size), is_last != 0);
}

void page_left_behind(const uint8_t* bytes, size_t size) {
  page_workspace().take_left_behind(Bytes(bytes, bytes + size));
}

int32_t page_leaves_out(const char* path, size_t size) { return static_cast<int32_t>(left_out({path, size})); }

int32_t page_files_coming(int32_t they_begin, double done, double total) {
  return page_workspace().expect_files(they_begin != 0, static_cast<std::int64_t>(done),
                                       static_cast<std::int64_t>(total));
}

void page_files_forget() { arriving_files.clear(); }

int32_t page_takes_pasted() { return page_app().takes_pasted(); }

void page_pasted(const char* words, size_t size, int32_t is_given) {
  page_app().take_pasted(is_given != 0 ? std::optional(std::string_view(words, size)) : std::nullopt);
}

void page_file(const char* name, size_t name_size, const uint8_t* bytes, size_t byte_count, double size,
               int32_t is_folder, double left_out) {
  arriving_files.push_back({.name = {name, name_size},
                            .bytes = Bytes(bytes, bytes + byte_count),
                            .size = static_cast<std::int64_t>(size),
                            .is_folder = is_folder != 0,
                            .left_out = static_cast<std::int64_t>(left_out)});
}

void page_files_end(int32_t are_examples) {
  auto files = std::exchange(arriving_files, {});
  if (are_examples != 0) {
    page_workspace().take_examples(std::move(files));
  } else {
    page_workspace().take_files(std::move(files));
  }
}

void page_copied(int32_t outcome) { page_workspace().take_copied(static_cast<shell::CopyOutcome>(outcome)); }

void page_picture(const char* name, size_t name_size, int32_t texture, float width, float height) {
  page_workspace().take_picture({name, name_size}, static_cast<std::uint32_t>(texture), width, height);
}

void page_flush() { page_workspace().flush(); }
