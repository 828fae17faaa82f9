// The whole app without a browser: the real screens, the real engine in the same process, a library in memory.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/native_time_zones.hpp"
#include "core/engine/engine.hpp"
#include "shell/app.hpp"
#include "tests/core/sequence.hpp"
#include "tests/shell/harness.hpp"

namespace unrepeat::shell {

/// The ports of an app, with the engine behind them; remembers what was offered and kept.
class InProcess : public Clock,
                  public EngineLine,
                  public DraftBox,
                  public Files,
                  public Clipboard,
                  public Pictures,
                  public EngineAnswers {
 public:
  struct OfferedFile {
    std::string name, media_type;
    Bytes bytes;
  };

  Ports ports() { return {*this, ids, zones, *this, *this, *this, *this, *this}; }

  Instant now() override { return at; }
  void send(std::int64_t id, const Bytes& request, bool) override { requests.emplace_back(id, request); }
  void use_here() override { ++asked_to_use_here; }
  void restart() override { ++asked_to_restart; }
  void keep(const Uuid& operation, const Bytes& request) override { kept[operation] = request; }
  void drop(const Uuid& operation) override { kept.erase(operation); }
  void choose(FileChoice what) override {
    ++(what == FileChoice::any      ? asked_to_choose
       : what == FileChoice::folder ? asked_to_choose_folder
                                    : asked_to_choose_images);
  }
  [[nodiscard]] bool has_folders() const override { return is_able; }
  void offer(std::string_view name, std::string_view media_type, const Bytes& bytes) override {
    offered.push_back({std::string(name), std::string(media_type), bytes});
  }
  void share(std::string_view name, std::string_view media_type, const Bytes& bytes) override {
    shared.push_back({std::string(name), std::string(media_type), bytes});
  }
  void copy(std::string_view words) override { copied = words; }
  void copy_picture(const PictureOfPage& picture) override { copied_pictures.push_back(picture); }
  [[nodiscard]] bool can_paste() const override { return is_able; }
  void paste() override { ++asked_to_paste; }
  void fetch_examples() override { ++asked_for_examples; }
  /// Decodes nothing: what `undecodable` names fails, everything else is as large as its first bytes say.
  void show(std::string_view sha256, const Bytes& file) override;
  void forget(std::uint32_t texture) override { textures.erase(texture); }
  void answer(std::int64_t request, const Bytes& bytes, bool is_last) override {
    answers.push_back({request, bytes, is_last});
  }

  /// Lets the engine work and hands its answers over until neither side has anything to say. True when it answered.
  bool settle(Workspace& workspace);

  /// The disk says no to the request that waits first.
  void fill_disk_for_next();

  struct Answer {
    std::int64_t request;
    Bytes bytes;
    bool is_last;
  };
  std::vector<PictureOfPage> copied_pictures;
  Instant at = noon;
  SequentialIds ids;
  NativeTimeZones zones;
  Engine engine{EngineStorage{.path = ":memory:", .vfs = "", .why = ""}, zones, *this};
  /// Off: a browser that neither chooses folders nor gives what was copied.
  bool is_able = true;
  /// Off: the engine does not answer, as when another tab has the library.
  bool is_answering = true;
  std::deque<std::pair<std::int64_t, Bytes>> requests;
  std::deque<Answer> answers;
  std::map<Uuid, Bytes> kept;
  std::vector<OfferedFile> offered, shared;
  std::string copied;
  struct Decoded {
    std::string sha256;
    std::uint32_t texture = 0;
    float width = 0, height = 0;
  };
  std::deque<Decoded> decoded;
  std::set<std::uint32_t> textures;
  std::string undecodable;  ///< A hash.
  int asked_to_choose_images = 0, asked_to_choose_folder = 0, asked_to_paste = 0;
  int asked_to_use_here = 0, asked_to_restart = 0, asked_to_choose = 0, asked_for_examples = 0;
};

/// What the harness drives, made before it.
struct AppOnPage {
  InProcess page;
  App app{add_fixed_fonts, page.ports()};
};

class AppHarness : public AppOnPage, public Harness {
 public:
  /// Begins with an empty library on disk, at this address.
  explicit AppHarness(std::string_view route = "#/");

  /// Goes to an address and draws.
  void go(std::string_view route);
  /// Adds the sample library of the project, as its button does.
  void add_samples();
  /// Gives the page a file, as if it had been dropped.
  void drop(std::string name, std::string_view content);
  /// A moment passes in which nobody does anything: what is asked for only then is asked for, and answered.
  void rest();
  /// What the library has of a post-mortem, read again.
  Postmortem saved(const PostmortemId& id);
};

}  // namespace unrepeat::shell
