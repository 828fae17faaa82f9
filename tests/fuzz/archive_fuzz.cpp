// Throws bytes at the archives. Whatever they say of themselves: what is listed has a name that leads nowhere else and
// stands in the archive once, what comes out is as long as was said and no longer than may be, and all of it ends.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/import/archive.hpp"
#include "core/import/importer.hpp"
#include "core/text/utf8.hpp"

using namespace unrepeat;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void require_sound(std::string_view archive, const PackedFile& file) {
  require(valid_utf8_prefix(file.name) == file.name.size());
  require(file.bytes.empty() || (file.bytes.data() >= archive.data() &&
                                 file.bytes.data() + file.bytes.size() <= archive.data() + archive.size()));
}

/// In small steps the same comes out as in one.
void unpack_both_ways(const PackedFile& file, std::size_t depth) {
  // Much of nothing only costs time here.
  constexpr std::uint64_t most = 1 << 20;
  Unpacking unpacking(file);
  std::uint64_t steps = 0;
  while (unpacking.done() <= most && unpacking.step(512)) require(++steps < 1'000'000);
  require(unpacking.done() <= max_import_bytes + 512);
  if (unpacking.done() > most) return;
  if (unpacking.problem()) require(!say(Language::spanish, *unpacking.problem()).empty());
  const bool is_whole = !unpacking.problem() || unpacking.problem()->severity == Problem::Severity::warning;
  const auto at_once = unpack(file);
  require(at_once.has_value() == is_whole);
  if (!is_whole) return;
  require(at_once->size() == unpacking.done());
  if (file.method == PackedFile::Method::deflated) require(at_once->size() == file.size);
  if (file.method != PackedFile::Method::stored) require(unpacking.take() == *at_once);
  if (depth == 0 || !archive_kind(*at_once)) return;
  if (const auto inner = read_archive(file.name, *at_once))
    for (const PackedFile& one : inner->files) unpack_both_ways(one, depth - 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!archive_kind(bytes)) return -1;
  const auto contents = read_archive("name.gz", bytes);
  if (!contents) {
    require(!say(Language::spanish, contents.error()).empty());
    return 0;
  }
  for (const FileProblem& one : contents->problems) require(!say(Language::spanish, one.problem).empty());
  for (const PackedFile& file : contents->files) require_sound(bytes, file);
  if (archive_kind(bytes) == ArchiveKind::zip) {
    for (const PackedFile& file : contents->files) {
      require(!file.name.starts_with('/') && !("/" + file.name + "/").contains("/../"));
      require(file.size <= max_import_bytes);
      require(left_out(file.name) == LeftOutFile::no);
    }
    std::vector<std::string_view> places;
    for (const PackedFile& file : contents->files) places.push_back(file.bytes);
    std::ranges::sort(places, {}, [](std::string_view place) { return place.data(); });
    for (std::size_t i = 1; i < places.size(); ++i)
      require(places[i - 1].data() + places[i - 1].size() <= places[i].data());
  }
  for (const PackedFile& file : contents->files) unpack_both_ways(file, 1);
  return 0;
}
