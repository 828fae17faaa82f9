// What the shell asks of wherever it runs: the browser, or a test. Answers come back through Workspace.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/describe/describe.hpp"
#include "core/identity/id.hpp"
#include "core/time/instant.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat::shell {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;
};

/// The way to the engine. A request is sent again by whoever carries it until its last answer came.
class EngineLine {
 public:
  virtual ~EngineLine() = default;
  /// `is_answered` is false for the one request that gets no answer, Cancel.
  virtual void send(std::int64_t id, const Bytes& request, bool is_answered) = 0;
  /// Asks the tab that has the library for it.
  virtual void use_here() = 0;
  /// After the engine failed to start: tries once more.
  virtual void restart() = 0;
};

/// The second copy of what is not saved yet, on another path to the disk than the engine's.
class DraftBox {
 public:
  virtual ~DraftBox() = default;
  /// In place of what the operation had before.
  virtual void keep(const Uuid& operation, const Bytes& request) = 0;
  virtual void drop(const Uuid& operation) = 0;
};

enum class FileChoice : std::uint8_t { any, folder, images };

class Files {
 public:
  virtual ~Files() = default;
  /// Lets the person choose; what they choose comes to Workspace::take_files.
  virtual void choose(FileChoice what) = 0;
  /// Whether a whole folder can be chosen here.
  [[nodiscard]] virtual bool has_folders() const = 0;
  virtual void offer(std::string_view name, std::string_view media_type, const Bytes& bytes) = 0;
  /// Hands it to another app of a phone, by the system's own sheet; where there is none, offers it.
  virtual void share(std::string_view name, std::string_view media_type, const Bytes& bytes) = 0;
  /// Fetches the sample library that is shipped with the app; it comes to Workspace::take_examples.
  virtual void fetch_examples() = 0;
};

/// What `Kit::picture` drew in this frame, in pixels of CSS.
struct PictureOfPage {
  std::string name;  ///< Of the file, where it cannot be copied.
  float width = 0, height = 0;
};

/// What came of copying.
enum class CopyOutcome : std::uint8_t { refused, copied, no_picture, picture_copied, picture_saved };

class Clipboard {
 public:
  virtual ~Clipboard() = default;
  /// What came of it comes to Workspace::take_copied; of the next one too.
  virtual void copy(std::string_view words) = 0;
  /// As a PNG.
  virtual void copy_picture(const PictureOfPage& picture) = 0;
  /// Whether `paste` can be asked for here.
  [[nodiscard]] virtual bool can_paste() const = 0;
  /// What was copied comes to App::take_pasted, or that it is not given.
  virtual void paste() = 0;
};

/// Images as something that can be drawn.
class Pictures {
 public:
  virtual ~Pictures() = default;
  /// Decodes an image file; what came of it comes to Workspace::take_picture under the same name.
  virtual void show(std::string_view sha256, const Bytes& file) = 0;
  /// It is drawn no more.
  virtual void forget(std::uint32_t texture) = 0;
};

struct Ports {
  Clock& clock;
  IdSource& ids;
  TimeZones& zones;
  EngineLine& engine;
  DraftBox& drafts;
  Files& files;
  Clipboard& clipboard;
  Pictures& pictures;
};

}  // namespace unrepeat::shell
