// Throws bytes at the import. Whatever they are, every file ends in entries or in a problem, what is proposed is a file
// that our own strict reader takes, and the counts add up. With --importer=NAME only bytes that this importer
// recognises are kept, so that what is tried stays within its kind.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string_view>

#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "core/image/image_file.hpp"
#include "core/import/importer.hpp"

namespace unrepeat {
#define IMPORTER(name) extern const Importer name##_importer;
#include "core/import/all_importers.def"
#undef IMPORTER
}  // namespace unrepeat

using namespace unrepeat;

namespace {

constexpr struct {
  std::string_view name;
  const Importer* importer;
} importers[] = {
#define IMPORTER(name) {#name, &name##_importer},
#include "core/import/all_importers.def"
#undef IMPORTER
};
/// The one that is tried; all of them where it is null.
const Importer* only = nullptr;

struct OnlyUtc : TimeZones {
  [[nodiscard]] std::optional<UtcOffset> offset_at(std::string_view zone, Instant) const override {
    return zone == "UTC" ? std::optional<UtcOffset>(UtcOffset{}) : std::nullopt;
  }
  [[nodiscard]] std::string local_zone() const override { return "UTC"; }
};

struct NothingKnown : KnownPostmortems {
  [[nodiscard]] std::optional<Postmortem> find(const Id<Postmortem>&) const override { return std::nullopt; }
  [[nodiscard]] std::optional<Postmortem> find_by_reference(std::string_view, std::string_view) const override {
    return std::nullopt;
  }
};

void require(bool holds, const std::source_location where = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "This does not hold: line %u\n", static_cast<unsigned>(where.line()));
  std::abort();
}

/// What is proposed is written and read again.
void require_readable(const Postmortem& postmortem) {
  const auto read = read_postmortem(write_postmortem(postmortem));
  if (read) return;
  for (const Problem& problem : read.error())
    std::fprintf(stderr, "%s: %s\n", problem.pointer.c_str(), say(Language::english, problem).c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
  constexpr std::string_view option = "--importer=";
  for (int i = 1; i < *count; ++i) {
    const std::string_view word((*words)[i]);
    if (!word.starts_with(option)) continue;
    for (const auto& one : importers)
      if (one.name == word.substr(option.size())) only = one.importer;
    if (only == nullptr) {
      std::fprintf(stderr, "There is no importer of this name: %s\n", (*words)[i]);
      std::exit(2);
    }
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const OnlyUtc zones;
  static const NothingKnown known;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"", "a.png", "a.jpg", "a.gif"}) {
    if (only != nullptr) break;
    const auto image = read_image_file(name, bytes);
    require(image ? image->width > 0 && image->height > 0 && image->width <= max_image_side
                  : !say(Language::english, image.error()).empty());
  }
  const ImportFile file{.name = "file", .bytes = bytes};
  if (only != nullptr) {
    ImportSource source(file);
    if (source.read() || !only->recognises(source)) return -1;
  }
  const ImportPlan plan = propose_import({&file, 1}, {.zones = zones, .known = known, .now = {}});
  require(!plan.items.empty() || !plan.problems.empty());
  for (const ImportItem& item : plan.items) {
    // Understood and not understood are all records, always.
    require(item.understood == (item.state == ImportState::not_understood ? 0 : item.records));
    require((item.postmortem || item.template_) == (item.state != ImportState::not_understood));
    if (item.postmortem) require_readable(*item.postmortem);
  }
  for (const FileProblem& entry : plan.problems) require(!say(Language::spanish, entry.problem).empty());
  return 0;
}
