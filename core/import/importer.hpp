// How files become a plan. An importer recognises its kind by shape, never by a file's name, and proposes; it never
// writes. To add one: a file `x_importer.cpp` that defines `const Importer x_importer`, and a line in
// all_importers.def.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/format/json_tree.hpp"
#include "core/import/plan.hpp"
#include "core/text/text.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

inline constexpr std::size_t max_import_bytes = std::size_t{64} << 20;

/// Why a file is not even read, so that whoever holds it need not load it: a folder, nothing in it, too large.
[[nodiscard]] std::optional<Problem> refusal_before_reading(std::uint64_t size, bool is_folder);

/// A file as somebody dropped, chose or pasted it. `bytes` must outlive the import.
struct ImportFile {
  std::string name;
  std::string_view bytes;
  bool is_folder = false;
};

/// What the library holds already.
class KnownPostmortems {
 public:
  virtual ~KnownPostmortems() = default;
  [[nodiscard]] virtual std::optional<Postmortem> find(const Id<Postmortem>& id) const = 0;
  /// By what another system calls the incident (Postmortem::refs).
  [[nodiscard]] virtual std::optional<Postmortem> find_by_reference(std::string_view system,
                                                                    std::string_view key) const = 0;
};

/// Told how far a long import is, in files and then in records; asks whether to go on.
class ImportProgress {
 public:
  virtual ~ImportProgress() = default;
  /// False stops the import: the plan is then empty.
  virtual bool reached(std::size_t done, std::size_t total) = 0;
};

struct ImportContext {
  const TimeZones& zones;
  const KnownPostmortems& known;
  Instant now;
  /// Of the words that an importer itself puts into a post-mortem.
  Language language = Language::english;
  ImportProgress* progress = nullptr;
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

struct Importer {
  /// Names the kind in a Source ("statuspage").
  std::string_view kind;
  Merging merging;
  bool (*recognises)(const ImportSource& source);
  /// Adds entries and problems. False when the person cancelled.
  bool (*propose)(const ImportSource& source, const ImportContext& context, ImportPlan& plan);
};

/// What taking these files would do. Every file ends in entries or in a problem.
[[nodiscard]] ImportPlan propose_import(std::span<const ImportFile> files, const ImportContext& context);

/// Adds what `incoming` knows and `existing` does not: events, sources and systems by id, moments that were pending.
/// What a person wrote stays. Says how many things were added; none means that it is the same.
std::size_t add_what_is_new(Postmortem& existing, const Postmortem& incoming);

}  // namespace unrepeat
