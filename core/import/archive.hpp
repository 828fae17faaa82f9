// Archives: which files a ZIP or gzip file holds, found out without unpacking it, and each unpacked piece by piece.
// Nothing that an archive says of itself is believed: names, places and sizes are checked, and what comes out is
// counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/plan.hpp"

struct z_stream_s;

namespace unrepeat {

/// Of an archive itself, and of all that a browser reads at once; of a file in it as of any other (max_import_bytes).
inline constexpr std::size_t max_archive_bytes = std::size_t{128} << 20;
/// Files of one folder, and of all archives of one import.
inline constexpr std::size_t max_packed_files = 100'000;
/// An archive in an archive.
inline constexpr std::size_t max_archive_depth = 2;

enum class ArchiveKind : std::uint8_t { zip, gzip };
/// By its first bytes.
[[nodiscard]] std::optional<ArchiveKind> archive_kind(std::string_view bytes);

/// What is no evidence in a folder or an archive, whose path is `path`.
enum class LeftOutFile : std::uint8_t {
  no,
  counted,  ///< Hidden, or a tool's own.
  unseen,   ///< Put there by the system, unknown to whoever made the folder.
};
[[nodiscard]] LeftOutFile left_out(std::string_view path);

/// "12 MB": whole numbers, the same in every language.
[[nodiscard]] std::string size_words(std::uint64_t bytes);

/// A file in an archive, which it points into.
struct PackedFile {
  enum class Method : std::uint8_t { stored, deflated, gzip };

  std::string name;  ///< Its path in the archive: UTF-8, relative, steps parted by "/".
  std::string_view bytes;
  Method method = Method::stored;
  std::uint64_t size = 0;  ///< Unpacked, as the archive says. Of gzip a guess.
  std::uint32_t checksum = 0;
};

struct ArchiveContents {
  std::vector<PackedFile> files;
  /// Files of which nothing can be taken, by their path in the archive; an empty one is the archive itself.
  std::vector<FileProblem> problems;
  std::size_t left_out = 0;
};

/// `name` is what the archive is called: a gzip file says nothing of what is in it.
[[nodiscard]] std::expected<ArchiveContents, Problem> read_archive(std::string_view name, std::string_view bytes);

/// A file on its way out of an archive.
class Unpacking {
 public:
  /// `file` and the archive outlive it.
  explicit Unpacking(const PackedFile& file);
  ~Unpacking();
  Unpacking(const Unpacking&) = delete;
  Unpacking& operator=(const Unpacking&) = delete;

  /// Unpacks a piece of about so many bytes, packed or not. False when it is whole or nothing more comes.
  bool step(std::size_t most);
  [[nodiscard]] std::uint64_t done() const { return done_; }
  /// Why it is not whole; then nothing of it is to be used. As a warning: it is whole, and somebody should look.
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }
  /// What came out. Of a stored file nothing: it is whole where it is, and was only checked.
  [[nodiscard]] std::string take() { return std::move(unpacked_); }

 private:
  struct EndStream {
    void operator()(z_stream_s* stream) const;
  };

  bool check_piece(std::size_t most);
  bool inflate_piece(std::size_t most);
  bool begin_next_member();
  bool finish();
  bool refuse(Text text, std::vector<std::string> arguments);

  const PackedFile& file_;
  std::uint64_t limit_ = 0;
  std::uint64_t done_ = 0;
  std::uint32_t checksum_ = 0;
  std::string_view rest_;
  std::string unpacked_;
  std::unique_ptr<z_stream_s, EndStream> stream_;
  std::optional<Problem> problem_;
};

/// The whole file at once, for what has to be known before its turn; nothing where it is not whole.
[[nodiscard]] std::optional<std::string> unpack(const PackedFile& file);

}  // namespace unrepeat
