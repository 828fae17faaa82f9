// How files become a plan. An importer recognises its kind by shape, never by a file's name, and proposes; it never
// writes. To add one: a file `x_importer.cpp` that defines `const Importer x_importer`, and a line in
// all_importers.def.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/format/json_tree.hpp"
#include "core/import/joining.hpp"
#include "core/import/plan.hpp"
#include "core/text/text.hpp"
#include "core/time/time_zone.hpp"
#include "core/time/zone_letters.hpp"

namespace unrepeat {

inline constexpr std::size_t max_import_bytes = std::size_t{64} << 20;

/// Why a file is not even read, so that whoever holds it need not load it: nothing in it, too large.
[[nodiscard]] std::optional<Problem> refusal_before_reading(std::uint64_t size);
/// As above, and what its first bytes say: an archive, something compressed.
[[nodiscard]] std::optional<Problem> refusal_of_bytes(std::string_view bytes);

/// How large a file may be that begins with these bytes: an archive may be larger than what it holds.
[[nodiscard]] std::size_t most_bytes_of(std::string_view beginning);

struct PackedFile;
class Unpacking;

/// A file as somebody dropped, chose or pasted it. `bytes` must outlive the import.
struct ImportFile {
  /// With the folders it stands in, as far as they came with it: "logs/api/today.log".
  std::string name;
  std::string_view bytes;
  /// A folder has no bytes: its files follow it, by names that begin with its own. `size` is how many.
  bool is_folder = false;
  std::uint64_t size = 0;      ///< As the file system says; of one that was not read, `bytes` is at most how it begins.
  std::uint64_t left_out = 0;  ///< Of a folder: what is in it and does not follow (`left_out` of a path).
  /// Where its bytes are to be had, instead of `bytes`.
  const PackedFile* packed = nullptr;
};

/// What the library holds already.
class KnownPostmortems {
 public:
  virtual ~KnownPostmortems() = default;
  [[nodiscard]] virtual std::optional<Postmortem> find(const Id<Postmortem>& id) const = 0;
  /// By what another system calls the incident (Postmortem::refs).
  [[nodiscard]] virtual std::optional<Postmortem> find_by_reference(std::string_view system,
                                                                    std::string_view key) const = 0;
  /// Whether it has what an image is of, by its hash.
  [[nodiscard]] virtual bool has_image(std::string_view) const { return false; }
  /// One of the team's templates.
  [[nodiscard]] virtual std::optional<Template> find_template(const Id<Template>&) const { return std::nullopt; }
};

/// The files that came together, in one archive or in none, for an importer whose files explain each other, and what
/// was found out of them once.
class ImportDrop {
 public:
  explicit ImportDrop(std::span<const ImportFile> files);
  ImportDrop(const ImportDrop&) = delete;
  ImportDrop& operator=(const ImportDrop&) = delete;

  /// Gives the bytes of the file of that name to `take`, if there is one; what is packed is unpacked for as long.
  void read(std::string_view name, const std::function<void(std::string_view bytes)>& take) const;
  /// What `make` finds out, kept under a name that only this importer uses for this type.
  template <class Notes, class Make>
  [[nodiscard]] const Notes& notes(const std::string& name, Make make) const {
    std::shared_ptr<const void>& kept = notes_[name];
    if (!kept) kept = std::make_shared<const Notes>(make());
    return *static_cast<const Notes*>(kept.get());
  }

 private:
  std::map<std::string_view, const ImportFile*> by_name_;
  mutable std::map<std::string, std::shared_ptr<const void>> notes_;
};

struct ImportContext {
  const TimeZones& zones;
  const KnownPostmortems& known;
  Instant now;
  /// Of the words that an importer itself puts into a post-mortem.
  Language language = Language::english;
  /// Set while files are planned; absent where an importer is used by itself.
  const ImportDrop* drop = nullptr;
  /// IANA name: the person's, in which the times of a source are read that says none. Empty where it is not known.
  std::string zone;
  /// What letters of several clocks were said to be.
  ChosenClocks letters = {};
};

/// One JSON value of a file, and where its text begins in it.
struct ImportDocument {
  JsonTree tree;
  std::size_t offset = 0;
};

/// A file that is text, read as far as any importer needs it. Not movable: trees point into its text.
class ImportSource {
 public:
  explicit ImportSource(const ImportFile& file);
  ImportSource(const ImportSource&) = delete;
  ImportSource& operator=(const ImportSource&) = delete;

  /// Why nothing can be taken from it, by its first bytes; nothing if it is text. Call first.
  [[nodiscard]] std::optional<Problem> read();

  [[nodiscard]] const std::string& name() const { return file_.name; }
  [[nodiscard]] std::string_view bytes() const { return file_.bytes; }
  /// UTF-8, whatever the encoding was.
  [[nodiscard]] std::string_view text() const { return text_; }
  /// One where the file is JSON, many where it is a log with JSON in its lines, none where it is something else.
  [[nodiscard]] std::span<const ImportDocument> documents() const { return documents_; }
  [[nodiscard]] bool is_lines() const { return is_lines_; }
  /// Lines that hold no JSON.
  [[nodiscard]] std::size_t other_lines() const { return other_lines_; }
  /// What is wrong with the file as JSON; only where it looks like JSON and is none.
  [[nodiscard]] const std::optional<Problem>& syntax_problem() const { return syntax_problem_; }
  [[nodiscard]] const std::string& sha256() const;
  [[nodiscard]] LineIndex::Place place_of(const ImportDocument& document, JsonNode node) const;

 private:
  void read_json();

  const ImportFile& file_;
  std::string converted_;
  std::string_view text_;
  std::vector<ImportDocument> documents_;
  bool is_lines_ = false;
  std::size_t other_lines_ = 0;
  std::optional<Problem> syntax_problem_;
  mutable std::string sha256_;
  mutable std::optional<LineIndex> lines_;
};

/// What an entry means to a post-mortem that the library has already.
enum class Merging : std::uint8_t {
  /// It is that post-mortem, as somebody saved it.
  replaces,
  /// It is a record of the incident: it only ever adds.
  adds,
};

/// An importer at work on one source, record by record.
class Proposer {
 public:
  virtual ~Proposer() = default;
  [[nodiscard]] virtual std::size_t record_count() const = 0;
  /// Adds entries and problems to the plan; each record once, in order.
  virtual void propose(std::size_t record) = 0;
};

struct Importer {
  /// Names the kind in a Source ("statuspage").
  std::string_view kind;
  Merging merging;
  bool (*recognises)(const ImportSource& source);
  /// For a source that it recognises; source, context and plan outlive the proposer.
  std::unique_ptr<Proposer> (*begin)(const ImportSource& source, const ImportContext& context, ImportPlan& plan);
  /// Its entries are post-mortems that somebody wrote.
  bool is_written = false;
};

/// Finds out what taking some files would do, a piece at a time, so that whoever drives it can listen in between and
/// stop. Every file ends in entries or in a problem; what is packed is unpacked when its turn comes, and given up
/// after.
class ImportPlanning {
 public:
  /// What `files` and `context` refer to outlives the planning. At most `most_unpacked` bytes come out of archives.
  ImportPlanning(std::vector<ImportFile> files, const ImportContext& context,
                 std::uint64_t most_unpacked = std::uint64_t{1} << 30);
  ~ImportPlanning();
  ImportPlanning(const ImportPlanning&) = delete;
  ImportPlanning& operator=(const ImportPlanning&) = delete;

  /// Does the next piece: a file is read or a part of it unpacked, its records are found, or some are proposed or
  /// compared. False when the plan is whole.
  bool step();
  /// How far it is, in records; a file that is not read yet counts as one, and so does a megabyte to be unpacked.
  [[nodiscard]] std::size_t done() const;
  [[nodiscard]] std::size_t total() const;
  [[nodiscard]] ImportPlan take_plan() { return std::move(plan_); }

 private:
  struct Parcel;

  void begin_next_file();
  void take_folder();
  void unpack_next_piece();
  void give_up_unpacking();
  void take_file();
  void open_archive();
  void read_file();
  void begin_records();
  void propose_next_records();
  void end_file();
  void compare_next_items();

  [[nodiscard]] std::string shown_name(std::string_view name) const;
  [[nodiscard]] std::string_view holder_of(std::string_view name) const;
  void refuse(std::string_view name, Problem problem);

  ImportContext context_;
  ImportPlan plan_;
  /// Those of the drop, and on top of them those of the archive that is being read, and of an archive in that.
  std::vector<std::unique_ptr<Parcel>> parcels_;
  std::size_t records_ = 0;   // of all files that were read
  std::size_t proposed_ = 0;  // of those
  // What comes out of archives, all in all.
  std::uint64_t most_unpacked_;
  std::uint64_t unpacked_ = 0;
  std::size_t packed_files_ = 0;
  std::size_t pieces_ = 0, pieces_done_ = 0;
  /// What is refused for one reason in one place is told a few times, and then counted.
  struct Alike {
    std::size_t count = 0;
    std::size_t told_at = 0;  // index of the problem that counts
    std::string first;
  };
  std::map<std::pair<std::string, Text>, Alike> alike_;
  // The file that is being worked on, until all its records are proposed.
  std::unique_ptr<Unpacking> unpacking_;
  std::string unpacked_bytes_;
  ImportFile file_;
  std::optional<ImportSource> source_;
  const Importer* importer_ = nullptr;  // null between two files
  std::unique_ptr<Proposer> proposer_;
  std::size_t next_record_ = 0;
  std::size_t first_item_ = 0, first_problem_ = 0;
  /// Brings together what several files say of one thing.
  Joining joining_{plan_};
  // After all files.
  bool is_comparing_ = false;
  std::size_t next_item_ = 0;
};

/// The whole plan at once.
[[nodiscard]] ImportPlan propose_import(std::span<const ImportFile> files, const ImportContext& context);

}  // namespace unrepeat
