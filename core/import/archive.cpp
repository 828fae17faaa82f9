// ZIP by its list of files, which stands at its end, as PKWARE's APPNOTE describes it; zlib inflates and knows gzip.
#include "core/import/archive.hpp"

// What goes in is not written to.
#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <array>

#include "core/import/importer.hpp"
#include "core/import/text_decoding.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t end_record_size = 22, file_record_size = 46, local_record_size = 30;
constexpr std::size_t longest_comment = 0xFFFF;
/// A byte of what is packed never becomes more.
constexpr std::uint64_t most_growth = 1032;
constexpr char32_t replacement = 0xFFFD;

/// 0x80 to 0xFF as the first PCs had them: what the names in a ZIP are, unless it says something else.
constexpr std::array<std::uint16_t, 128> code_page_437{
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE,
    0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6,
    0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA,
    0x00BA, 0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502,
    0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255D, 0x255C, 0x255B, 0x2510, 0x2514,
    0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550,
    0x256C, 0x2567, 0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256B, 0x256A, 0x2518, 0x250C,
    0x2588, 0x2584, 0x258C, 0x2590, 0x2580, 0x03B1, 0x00DF, 0x0393, 0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4,
    0x03A6, 0x0398, 0x03A9, 0x03B4, 0x221E, 0x03C6, 0x03B5, 0x2229, 0x2261, 0x00B1, 0x2265, 0x2264, 0x2320,
    0x2321, 0x00F7, 0x2248, 0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0};

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t number = 0;
  for (std::size_t place = width; place-- > 0;) number = number << 8 | static_cast<std::uint8_t>(bytes[at + place]);
  return number;
}
std::uint16_t short_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(number_at(bytes, at, 2));
}
std::uint32_t long_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(number_at(bytes, at, 4));
}

bool stands_at(std::string_view bytes, std::uint64_t at, std::string_view signature, std::size_t size) {
  return at <= bytes.size() && bytes.size() - at >= size &&
         bytes.substr(static_cast<std::size_t>(at)).starts_with(signature);
}

Problem make_problem(Text text, std::vector<std::string> arguments = {},
                     Problem::Severity severity = Problem::Severity::error) {
  return {.severity = severity, .text = text, .arguments = std::move(arguments), .pointer = {}, .line = 0, .column = 0};
}

const Bytef* as_input(std::string_view bytes) { return reinterpret_cast<const Bytef*>(bytes.data()); }

// ---- names

std::string from_code_page(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<std::uint8_t>(byte);
    append_utf8(text, value < 0x80 ? value : code_page_437[value - 0x80]);
  }
  return text;
}

/// Neither shown as something else nor obeyed by a terminal, and parted as everywhere.
std::string plain_path(std::string_view name) {
  std::string path;
  for (const char letter : name) {
    if (static_cast<std::uint8_t>(letter) < 0x20 || letter == 0x7F) {
      append_utf8(path, replacement);
    } else {
      path += letter == '\\' ? '/' : letter;
    }
  }
  return path;
}

/// The steps of a path, until one of them is found.
template <class Is>
bool has_step(std::string_view path, Is is) {
  while (true) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (is(path.substr(0, end))) return true;
    if (end == path.size()) return false;
    path.remove_prefix(end + 1);
  }
}

bool leads_out(std::string_view path) {
  const bool has_drive = path.size() > 1 && path[1] == ':';
  return path.empty() || path.starts_with('/') || has_drive ||
         has_step(path, [](std::string_view step) { return step == ".."; });
}

std::string_view name_of_method(std::uint16_t method) {
  switch (method) {
    case 1: return "Shrink";
    case 6: return "Implode";
    case 9: return "Deflate64";
    case 12: return "bzip2";
    case 14: return "LZMA";
    case 93: return "Zstandard";
    case 95: return "xz";
    case 98: return "PPMd";
    default: return {};
  }
}

// ---- the list of files

struct ListOfFiles {
  std::uint64_t begin = 0, end = 0;
};

std::expected<ListOfFiles, Problem> find_list(std::string_view bytes) {
  const auto cut_off = [&] {
    return std::unexpected(make_problem(Text::import_archive_cut_off, {size_words(bytes.size())}));
  };
  if (bytes.size() < end_record_size) return cut_off();
  // A comment may follow the record; a comment may look like one, too, but stands behind it.
  const std::size_t last = bytes.size() - end_record_size;
  std::size_t at = last + 1;
  for (std::size_t back = 0; back <= std::min(last, longest_comment); ++back) {
    if (!stands_at(bytes, last - back, "PK\x05\x06", end_record_size)) continue;
    if (short_at(bytes, last - back + 20) > back) continue;
    at = last - back;
    break;
  }
  if (at > last) return cut_off();
  std::uint64_t size = long_at(bytes, at + 12), begin = long_at(bytes, at + 16);
  std::uint32_t disk = short_at(bytes, at + 4);
  std::uint64_t end = at;
  // The large one, which the small one is preceded by.
  constexpr std::size_t locator_size = 20, large_record_size = 56;
  if (at >= locator_size && stands_at(bytes, at - locator_size, "PK\x06\x07", locator_size)) {
    const std::uint64_t large = number_at(bytes, at - locator_size + 8, 8);
    if (!stands_at(bytes, large, "PK\x06\x06", large_record_size))
      return std::unexpected(make_problem(Text::import_archive_damaged, {"0"}));
    const auto place = static_cast<std::size_t>(large);
    disk = long_at(bytes, place + 16);
    size = number_at(bytes, place + 40, 8);
    begin = number_at(bytes, place + 48, 8);
    end = large;
  }
  if (disk != 0) return std::unexpected(make_problem(Text::import_archive_split));
  if (begin > end || size > end - begin) return std::unexpected(make_problem(Text::import_archive_damaged, {"0"}));
  return ListOfFiles{begin, begin + size};
}

/// One record of the list, as it is written.
struct FileRecord {
  std::uint16_t made_by = 0, flags = 0, method = 0;
  std::uint32_t checksum = 0, attributes = 0;
  std::uint64_t packed_size = 0, size = 0, place = 0;
  std::string_view name, extra;

  [[nodiscard]] bool is_encrypted() const { return (flags & 0x2041) != 0 || method == 99; }
  [[nodiscard]] bool is_utf8() const { return (flags & 0x0800) != 0; }
  /// The upper half is Unix's where it made the archive.
  [[nodiscard]] bool is_link() const { return made_by >> 8 == 3 && (attributes >> 28) == 0xA; }
};

/// The part of `extra` with that number; nothing if there is none.
std::optional<std::string_view> extra_part(std::string_view extra, std::uint16_t number) {
  while (extra.size() >= 4) {
    const std::uint16_t size = short_at(extra, 2);
    if (extra.size() - 4 < size) break;
    if (short_at(extra, 0) == number) return extra.substr(4, size);
    extra.remove_prefix(4 + std::size_t{size});
  }
  return std::nullopt;
}

std::string path_of(const FileRecord& record) {
  std::string_view name = record.name;
  // The name in Unicode, beside one that is not; made for just that one.
  constexpr std::uint16_t unicode_path = 0x7075;
  if (const auto part = extra_part(record.extra, unicode_path); part && part->size() > 5 && part->front() == 1) {
    const auto checksum = static_cast<std::uint32_t>(crc32(0, as_input(name), static_cast<uInt>(name.size())));
    const std::string_view better = part->substr(5);
    if (long_at(*part, 1) == checksum && valid_utf8_prefix(better) == better.size()) return plain_path(better);
  }
  // Many write UTF-8 without saying so, and hardly anything else is UTF-8 by chance.
  if (valid_utf8_prefix(name) == name.size()) return plain_path(name);
  return plain_path(from_code_page(name));
}

class ZipList {
 public:
  explicit ZipList(std::string_view bytes) : bytes_(bytes) {}

  std::expected<ArchiveContents, Problem> read() {
    const auto list = find_list(bytes_);
    if (!list) return std::unexpected(list.error());
    end_of_files_ = list->begin;
    std::size_t at = static_cast<std::size_t>(list->begin);
    const auto end = static_cast<std::size_t>(list->end);
    std::size_t count = 0;
    while (const auto record = read_record(at, end)) {
      if (contents_.files.size() == max_packed_files) {
        contents_.problems.push_back({"", make_problem(Text::import_too_many_files, {std::to_string(max_packed_files)},
                                                       Problem::Severity::warning)});
        break;
      }
      ++count;
      take(*record);
      if (is_office_) return std::unexpected(make_problem(Text::import_office));
    }
    if (at < end && contents_.files.size() < max_packed_files)
      contents_.problems.push_back({"", make_problem(Text::import_archive_damaged, {std::to_string(count)})});
    refuse_what_overlaps();
    if (contents_.files.empty() && contents_.problems.empty() && contents_.left_out == 0)
      return std::unexpected(make_problem(Text::import_archive_empty));
    return std::move(contents_);
  }

 private:
  /// Moves `at` behind it; nothing where there is none.
  std::optional<FileRecord> read_record(std::size_t& at, std::size_t end) const {
    if (at > end || end - at < file_record_size || !bytes_.substr(at).starts_with("PK\x01\x02")) return std::nullopt;
    FileRecord record{.made_by = short_at(bytes_, at + 4),
                      .flags = short_at(bytes_, at + 8),
                      .method = short_at(bytes_, at + 10),
                      .checksum = long_at(bytes_, at + 16),
                      .attributes = long_at(bytes_, at + 38),
                      .packed_size = long_at(bytes_, at + 20),
                      .size = long_at(bytes_, at + 24),
                      .place = long_at(bytes_, at + 42),
                      .name = {},
                      .extra = {}};
    const std::size_t name = short_at(bytes_, at + 28), extra = short_at(bytes_, at + 30);
    const std::size_t whole = file_record_size + name + extra + short_at(bytes_, at + 32);
    if (end - at < whole) return std::nullopt;
    record.name = bytes_.substr(at + file_record_size, name);
    record.extra = bytes_.substr(at + file_record_size + name, extra);
    read_large_numbers(record);
    at += whole;
    return record;
  }

  /// What does not fit into four bytes stands in the extra part, in this order.
  static void read_large_numbers(FileRecord& record) {
    constexpr std::uint16_t large_numbers = 1;
    constexpr std::uint64_t elsewhere = 0xFFFFFFFF;
    const auto part = extra_part(record.extra, large_numbers);
    if (!part) return;
    std::size_t at = 0;
    for (std::uint64_t* number : {&record.size, &record.packed_size, &record.place}) {
      if (*number != elsewhere) continue;
      if (part->size() - at < 8) return;
      *number = number_at(*part, at, 8);
      at += 8;
    }
  }

  void take(const FileRecord& record) {
    std::string path = path_of(record);
    if (path == "[Content_Types].xml" || path == "META-INF/manifest.xml" || path == "META-INF/container.xml")
      is_office_ = true;
    if (path.ends_with('/')) return;
    if (const LeftOutFile kind = left_out(path); kind != LeftOutFile::no || record.is_link()) {
      if (kind != LeftOutFile::unseen) ++contents_.left_out;
      return;
    }
    const std::string size = size_words(record.size);
    const auto refuse = [&](Text text, std::vector<std::string> arguments) {
      contents_.problems.push_back({path, make_problem(text, std::move(arguments))});
    };
    if (leads_out(path)) return refuse(Text::import_unpack_unsafe, {size});
    if (record.is_encrypted()) return refuse(Text::import_unpack_encrypted, {size});
    if (record.method != 0 && record.method != 8) {
      const std::string_view name = name_of_method(record.method);
      return refuse(Text::import_unpack_method,
                    {name.empty() ? std::to_string(record.method) : std::string(name), size});
    }
    if (record.size > max_import_bytes)
      return refuse(Text::import_unpack_too_large, {size, size_words(max_import_bytes)});
    const auto bytes = packed_bytes(record);
    if (!bytes || (record.method == 0 && bytes->size() != record.size))
      return refuse(Text::import_unpack_damaged, {size_words(0)});
    places_.push_back({record.place, contents_.files.size()});
    contents_.files.push_back({.name = std::move(path),
                               .bytes = *bytes,
                               .method = record.method == 0 ? PackedFile::Method::stored : PackedFile::Method::deflated,
                               .size = record.size,
                               .checksum = record.checksum});
  }

  /// They stand behind a record of their own, which repeats the name.
  [[nodiscard]] std::optional<std::string_view> packed_bytes(const FileRecord& record) const {
    const std::string_view files = bytes_.substr(0, static_cast<std::size_t>(end_of_files_));
    if (!stands_at(files, record.place, "PK\x03\x04", local_record_size)) return std::nullopt;
    const auto place = static_cast<std::size_t>(record.place);
    const std::size_t begin = place + local_record_size + short_at(files, place + 26) + short_at(files, place + 28);
    if (begin > files.size() || record.packed_size > files.size() - begin) return std::nullopt;
    return files.substr(begin, static_cast<std::size_t>(record.packed_size));
  }

  /// Files that share their bytes make much of little.
  void refuse_what_overlaps() {
    std::ranges::sort(places_, {}, &Place::begin);
    std::vector<bool> overlaps(contents_.files.size(), false);
    const char* taken = bytes_.data();
    bool any = false;
    for (const Place& place : places_) {
      const std::string_view bytes = contents_.files[place.file].bytes;
      if (bytes_.data() + place.begin < taken) {
        overlaps[place.file] = any = true;
      } else {
        taken = bytes.data() + bytes.size();
      }
    }
    if (!any) return;
    std::vector<PackedFile> kept;
    for (std::size_t i = 0; i < contents_.files.size(); ++i) {
      PackedFile& file = contents_.files[i];
      if (overlaps[i]) {
        contents_.problems.push_back(
            {std::move(file.name), make_problem(Text::import_unpack_overlaps, {size_words(file.size)})});
      } else {
        kept.push_back(std::move(file));
      }
    }
    contents_.files = std::move(kept);
  }

  struct Place {
    std::uint64_t begin;
    std::size_t file;
  };

  std::string_view bytes_;
  std::uint64_t end_of_files_ = 0;
  ArchiveContents contents_;
  std::vector<Place> places_;
  bool is_office_ = false;
};

ArchiveContents read_gzip(std::string_view name, std::string_view bytes) {
  const std::size_t point = name.rfind('.');
  std::string ending(point == name.npos ? std::string_view() : name.substr(point));
  for (char& letter : ending) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  ArchiveContents contents;
  contents.files.push_back({.name = std::string(ending == ".gz" || ending == ".gzip" ? name.substr(0, point) : name),
                            .bytes = bytes,
                            .method = PackedFile::Method::gzip,
                            .size = bytes.size() < 4 ? 0 : long_at(bytes, bytes.size() - 4),
                            .checksum = 0});
  return contents;
}

constexpr std::string_view gzip_signature = "\x1F\x8B";

}  // namespace

std::optional<ArchiveKind> archive_kind(std::string_view bytes) {
  for (const std::string_view signature : {"PK\x03\x04", "PK\x05\x06", "PK\x07\x08"})
    if (bytes.starts_with(signature)) return ArchiveKind::zip;
  if (bytes.starts_with(gzip_signature)) return ArchiveKind::gzip;
  return std::nullopt;
}

LeftOutFile left_out(std::string_view path) {
  constexpr std::array<std::string_view, 4> of_system{"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"};
  constexpr std::array<std::string_view, 3> of_tools{"node_modules", "__pycache__", "$RECYCLE.BIN"};
  const auto is_one_of = [](const auto& names) {
    return [&names](std::string_view step) { return std::ranges::find(names, step) != names.end(); };
  };
  if (has_step(path, is_one_of(of_system))) return LeftOutFile::unseen;
  const bool is_hidden =
      has_step(path, [](std::string_view step) { return step.size() > 1 && step.starts_with('.') && step != ".."; });
  return is_hidden || has_step(path, is_one_of(of_tools)) ? LeftOutFile::counted : LeftOutFile::no;
}

std::string size_words(std::uint64_t bytes) {
  if (bytes == 1) return "1 byte";
  constexpr std::array<std::string_view, 4> units{" bytes", " KB", " MB", " GB"};
  std::size_t unit = 0;
  for (; bytes >= 10'000 && unit + 1 < units.size(); ++unit) bytes = (bytes + 1023) >> 10;
  return std::to_string(bytes) + std::string(units[unit]);
}

std::expected<ArchiveContents, Problem> read_archive(std::string_view name, std::string_view bytes) {
  if (archive_kind(bytes) == ArchiveKind::gzip) return read_gzip(name, bytes);
  return ZipList(bytes).read();
}

// ---- unpacking

void Unpacking::EndStream::operator()(z_stream_s* stream) const {
  inflateEnd(stream);
  delete stream;
}

Unpacking::Unpacking(const PackedFile& file) : file_(file), rest_(file.bytes) {
  const bool is_gzip = file.method == PackedFile::Method::gzip;
  const std::uint64_t said = std::min<std::uint64_t>(file.size, max_import_bytes);
  limit_ = is_gzip ? max_import_bytes : said;
  if (file.method == PackedFile::Method::stored) return;
  unpacked_.reserve(static_cast<std::size_t>(std::min(said, most_growth * file.bytes.size())));
  auto stream = std::make_unique<z_stream>();
  // As gzip with its own header and checksum, or without any.
  constexpr int gzip_window = 15 + 16, bare_window = -15;
  if (inflateInit2(stream.get(), is_gzip ? gzip_window : bare_window) == Z_OK) stream_.reset(stream.release());
}

Unpacking::~Unpacking() = default;

bool Unpacking::step(std::size_t most) {
  if (problem_) return false;
  // Whatever there is much of, what goes in and what comes out are a piece together; many small members are one, too.
  const std::uint64_t before = done_ + file_.bytes.size() - rest_.size();
  do {
    if (!(file_.method == PackedFile::Method::stored ? check_piece(most) : inflate_piece(most))) return false;
  } while (done_ + file_.bytes.size() - rest_.size() - before < most);
  return true;
}

bool Unpacking::refuse(Text text, std::vector<std::string> arguments) {
  problem_ = make_problem(text, std::move(arguments));
  return false;
}

bool Unpacking::check_piece(std::size_t most) {
  const std::string_view piece = rest_.substr(0, most);
  checksum_ = static_cast<std::uint32_t>(crc32(checksum_, as_input(piece), static_cast<uInt>(piece.size())));
  rest_.remove_prefix(piece.size());
  done_ += piece.size();
  return !rest_.empty() || finish();
}

bool Unpacking::inflate_piece(std::size_t most) {
  if (!stream_) return refuse(Text::import_unpack_damaged, {size_words(done_)});
  z_stream& stream = *stream_;
  const std::size_t before = unpacked_.size();
  const std::size_t reserved = unpacked_.capacity() > before ? unpacked_.capacity() - before : most;
  const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(std::min(most, reserved), limit_ - before));
  // One byte more than may come says that more comes than may.
  Bytef beyond = 0;
  const std::size_t input = std::min(rest_.size(), most);
  int outcome = Z_OK;
  unpacked_.resize_and_overwrite(before + room, [&](char* letters, std::size_t) {
    stream.next_in = as_input(rest_);
    stream.avail_in = static_cast<uInt>(input);
    stream.next_out = room > 0 ? reinterpret_cast<Bytef*>(letters) + before : &beyond;
    stream.avail_out = room > 0 ? static_cast<uInt>(room) : 1;
    outcome = inflate(&stream, Z_NO_FLUSH);
    return room > 0 ? before + room - stream.avail_out : before;
  });
  const std::string_view piece = std::string_view(unpacked_).substr(before);
  if (file_.method == PackedFile::Method::deflated)
    checksum_ = static_cast<std::uint32_t>(crc32(checksum_, as_input(piece), static_cast<uInt>(piece.size())));
  done_ += piece.size();
  rest_.remove_prefix(input - stream.avail_in);
  if (room == 0 && stream.avail_out == 0)
    return file_.method == PackedFile::Method::gzip ? refuse(Text::import_unpack_more_than_read, {size_words(limit_)})
                                                    : refuse(Text::import_unpack_more_than_said, {size_words(limit_)});
  switch (outcome) {
    case Z_STREAM_END: return begin_next_member() || finish();
    case Z_OK:
    case Z_BUF_ERROR: break;
    default: {
      const bool is_checksum = stream.msg != nullptr && std::string_view(stream.msg).ends_with("check");
      return refuse(is_checksum ? Text::import_unpack_checksum : Text::import_unpack_damaged, {size_words(done_)});
    }
  }
  if (rest_.empty() && stream.avail_out > 0) return refuse(Text::import_unpack_cut_off, {size_words(done_)});
  return true;
}

bool Unpacking::begin_next_member() {
  if (file_.method != PackedFile::Method::gzip || !rest_.starts_with(gzip_signature)) return false;
  return inflateReset(stream_.get()) == Z_OK;
}

bool Unpacking::finish() {
  stream_.reset();
  if (file_.method == PackedFile::Method::gzip) {
    // Tapes are filled up with zeros.
    const std::size_t trailing = rest_.find_first_not_of('\0') == rest_.npos ? 0 : rest_.size();
    if (trailing > 0)
      problem_ = make_problem(Text::import_unpack_trailing, {size_words(trailing)}, Problem::Severity::warning);
    return false;
  }
  if (done_ != file_.size) return refuse(Text::import_unpack_damaged, {size_words(done_)});
  if (checksum_ != file_.checksum) return refuse(Text::import_unpack_checksum, {size_words(done_)});
  return false;
}

std::optional<std::string> unpack(const PackedFile& file) {
  Unpacking unpacking(file);
  while (unpacking.step(max_import_bytes)) {
  }
  if (unpacking.problem() && unpacking.problem()->severity == Problem::Severity::error) return std::nullopt;
  if (file.method == PackedFile::Method::stored) return std::string(file.bytes);
  return unpacking.take();
}

}  // namespace unrepeat
