// From files to a plan: refuse by the first bytes, read as JSON or as lines of it, let an importer propose, compare
// with the library.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "core/identity/sha256.hpp"
#include "core/image/image_file.hpp"
#include "core/import/archive.hpp"
#include "core/import/choice.hpp"
#include "core/import/importer.hpp"
#include "core/import/text_decoding.hpp"
#include "core/import/what_is_new.hpp"

namespace unrepeat {

#define IMPORTER(name) extern const Importer name##_importer;
#include "core/import/all_importers.def"
#undef IMPORTER

namespace {

constexpr const Importer* all_importers[] = {
#define IMPORTER(name) &name##_importer,
#include "core/import/all_importers.def"
#undef IMPORTER
};

constexpr std::string_view blanks = " \t\r\n";

/// A step stays shorter than a blink, so that stopping an import is felt at once.
constexpr std::size_t records_in_a_step = 32;
constexpr std::size_t bytes_in_a_step = std::size_t{1} << 19;

/// What unpacking so many bytes of a file adds to an import's progress.
std::size_t pieces_of(std::uint64_t bytes) {
  return static_cast<std::size_t>(std::min<std::uint64_t>(bytes, max_import_bytes) >> 20);
}
std::size_t pieces_of(const PackedFile& file) { return pieces_of(file.size); }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool begins_like_html(std::string_view text) {
  std::string start;
  for (const char c : trimmed(text.substr(0, 1024)).substr(0, 14))
    start += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return start.starts_with("<!doctype html") || start.starts_with("<html");
}

bool is_packed_otherwise(std::string_view bytes) {
  constexpr std::array<std::string_view, 5> signatures{
      "\xFD"
      "7zXZ",
      "\x28\xB5\x2F\xFD", "7z\xBC\xAF", "BZh", "Rar!\x1A"};
  constexpr std::size_t place_in_tar = 257;
  return std::ranges::any_of(signatures, [&](std::string_view signature) { return bytes.starts_with(signature); }) ||
         (bytes.size() > place_in_tar && bytes.substr(place_in_tar).starts_with("ustar"));
}

Problem error(Text text, std::vector<std::string> arguments = {}) {
  return {.severity = Problem::Severity::error,
          .text = text,
          .arguments = std::move(arguments),
          .pointer = {},
          .line = 0,
          .column = 0};
}

}  // namespace

bool ImportPlan::has_errors() const {
  return std::ranges::any_of(
      problems, [](const FileProblem& entry) { return entry.problem.severity == Problem::Severity::error; });
}

ImportCounts count(const ImportPlan& plan) {
  ImportCounts counts;
  for (const ImportItem& item : plan.items) {
    switch (item.state) {
      case ImportState::new_: ++counts.new_; break;
      case ImportState::same: ++counts.same; break;
      case ImportState::differs: ++counts.differs; break;
      case ImportState::not_understood: ++counts.not_understood; break;
    }
  }
  return counts;
}

std::optional<Problem> refusal_before_reading(std::uint64_t size) {
  if (size == 0) return error(Text::problem_empty_file);
  if (size > max_import_bytes) return error(Text::problem_file_too_large, {std::to_string(max_import_bytes >> 20)});
  return std::nullopt;
}

std::optional<Problem> refusal_of_bytes(std::string_view bytes) {
  if (auto refusal = refusal_before_reading(bytes.size())) return refusal;
  if (archive_kind(bytes)) return error(Text::import_packed);
  if (is_packed_otherwise(bytes)) return error(Text::import_compressed);
  return std::nullopt;
}

std::size_t most_bytes_of(std::string_view beginning) {
  return archive_kind(beginning) ? max_archive_bytes : max_import_bytes;
}

ImportSource::ImportSource(const ImportFile& file) : file_(file) {}

std::optional<Problem> ImportSource::read() {
  const std::string_view bytes = file_.bytes;
  if (auto refusal = refusal_of_bytes(bytes)) return refusal;
  const auto decoded = decode_text(bytes, converted_);
  if (!decoded) return error(Text::import_not_text);
  text_ = *decoded;
  if (trimmed(text_).empty()) return error(Text::problem_empty_file);
  if (begins_like_html(text_)) return error(Text::import_web_page);
  read_json();
  return std::nullopt;
}

void ImportSource::read_json() {
  const std::size_t first = text_.find_first_not_of(blanks);
  const bool looks_like_json = text_[first] == '{' || text_[first] == '[';
  if (looks_like_json) {
    auto whole = parse_json(text_);
    if (whole) {
      documents_.push_back({std::move(*whole), 0});
      return;
    }
    syntax_problem_ = std::move(whole.error());
    // A file that was cut off must not pass for a log: there the first line is complete, or not JSON from the start.
    const bool first_line_is_json =
        parse_json(trimmed(text_.substr(first, text_.find('\n', first) - first))).has_value();
    if (!first_line_is_json && syntax_problem_->line != 1) return;
  }
  for (std::size_t begin = 0; begin < text_.size();) {
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    const std::string_view line = trimmed(text_.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty()) continue;
    const std::size_t brace = line.find('{');
    auto value = brace == std::string_view::npos ? std::unexpected(Problem{}) : parse_json(line.substr(brace));
    if (value) {
      const std::size_t offset = static_cast<std::size_t>(line.data() - text_.data()) + brace;
      documents_.push_back({std::move(*value), offset});
    } else {
      ++other_lines_;
    }
  }
  is_lines_ = true;
}

ImportDrop::ImportDrop(std::span<const ImportFile> files) {
  for (const ImportFile& file : files) by_name_.emplace(file.name, &file);
}

void ImportDrop::read(std::string_view name, const std::function<void(std::string_view)>& take) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return;
  const ImportFile& file = *found->second;
  if (file.packed == nullptr) return take(file.bytes);
  if (const auto bytes = unpack(*file.packed)) take(*bytes);
}

const std::string& ImportSource::sha256() const {
  if (sha256_.empty()) sha256_ = sha256_text(file_.bytes);
  return sha256_;
}

LineIndex::Place ImportSource::place_of(const ImportDocument& document, JsonNode node) const {
  if (!lines_) lines_.emplace(text_);
  return lines_->place_of(document.offset + node.position());
}

/// Files that came together: those of the drop, or those of an archive.
struct ImportPlanning::Parcel {
  /// As it is shown; empty where they came by themselves.
  std::string archive;
  bool is_gzip = false;
  /// Of an archive that was itself in one, and what it holds.
  std::string bytes;
  std::vector<PackedFile> packed;
  std::vector<ImportFile> files;
  std::optional<ImportDrop> drop;  // of files
  std::size_t next = 0;
  /// The folder whose files are being read, with a "/" behind it.
  std::string folder;
};

ImportPlanning::ImportPlanning(std::vector<ImportFile> files, const ImportContext& context, std::uint64_t most_unpacked)
    : context_(context), most_unpacked_(most_unpacked) {
  Parcel& parcel = *parcels_.emplace_back(std::make_unique<Parcel>());
  parcel.files = std::move(files);
  parcel.drop.emplace(parcel.files);
}

ImportPlanning::~ImportPlanning() = default;

bool ImportPlanning::step() {
  if (proposer_) {
    propose_next_records();
  } else if (importer_ != nullptr) {
    begin_records();
  } else if (unpacking_) {
    unpack_next_piece();
  } else if (!parcels_.empty()) {
    begin_next_file();
  } else if (!is_comparing_) {
    joining_.end();
    is_comparing_ = true;
  } else {
    compare_next_items();
  }
  return !is_comparing_ || next_item_ < plan_.items.size();
}

std::size_t ImportPlanning::total() const {
  std::size_t files = 0;
  for (const auto& parcel : parcels_) files += parcel->files.size() - parcel->next;
  return records_ + files + pieces_;
}

std::size_t ImportPlanning::done() const {
  const std::size_t unpacked =
      pieces_done_ + (unpacking_ ? std::min(pieces_of(unpacking_->done()), pieces_of(*file_.packed)) : 0);
  // Proposing is the first half of each record, comparing with the library the second.
  if (!is_comparing_) return unpacked + proposed_ / 2;
  return unpacked + (plan_.items.empty() ? records_ : (records_ + records_ * next_item_ / plan_.items.size()) / 2);
}

std::string ImportPlanning::shown_name(std::string_view name) const {
  const Parcel& parcel = *parcels_.back();
  if (parcel.archive.empty()) return std::string(name);
  return parcel.is_gzip || name.empty() ? parcel.archive : parcel.archive + '/' + std::string(name);
}

/// The archive or the folder that a file came in; empty if none.
std::string_view ImportPlanning::holder_of(std::string_view name) const {
  const Parcel& parcel = *parcels_.back();
  if (!parcel.archive.empty()) return parcel.is_gzip ? std::string_view() : std::string_view(parcel.archive);
  const std::string_view folder = parcel.folder;
  return !folder.empty() && name.starts_with(folder) ? folder.substr(0, folder.size() - 1) : std::string_view();
}

void ImportPlanning::refuse(std::string_view name, Problem problem) {
  const std::string holder(holder_of(name));
  const std::string shown = shown_name(name);
  if (holder.empty() || holder == shown || problem.severity == Problem::Severity::warning) {
    plan_.problems.push_back({shown, std::move(problem)});
    return;
  }
  // What is beside the evidence is not worth a line each.
  const bool is_image = problem.text == Text::image_outside;
  const bool is_beside = is_image || problem.text == Text::import_not_text;
  constexpr std::size_t most_told = 3;
  Alike& alike = alike_[{holder, problem.text}];
  const std::size_t told = is_beside ? 0 : most_told;
  if (alike.count++ == 0) alike.first = name;
  if (alike.count <= told) {
    plan_.problems.push_back({shown, std::move(problem)});
    return;
  }
  const std::string number = std::to_string(alike.count - told);
  if (alike.count > told + 1) {
    plan_.problems[alike.told_at].problem.arguments.front() = number;
    return;
  }
  alike.told_at = plan_.problems.size();
  Problem all = error(is_image    ? Text::import_packed_images
                      : is_beside ? Text::import_packed_not_text
                                  : Text::import_more_alike,
                      {number, alike.first});
  if (is_beside) all.severity = Problem::Severity::warning;
  plan_.problems.push_back({holder, std::move(all)});
}

void ImportPlanning::begin_next_file() {
  Parcel& parcel = *parcels_.back();
  if (parcel.next == parcel.files.size()) {
    parcels_.pop_back();
    return;
  }
  file_ = parcel.files[parcel.next++];
  if (joining_.events() >= most_planned_events && !file_.is_folder)
    return refuse(file_.name, error(Text::import_too_many_events, {std::to_string(joining_.events())}));
  if (file_.is_folder) {
    take_folder();
  } else if (file_.packed != nullptr) {
    unpacking_ = std::make_unique<Unpacking>(*file_.packed);
  } else {
    take_file();
  }
}

void ImportPlanning::take_folder() {
  parcels_.back()->folder = file_.name + '/';
  const auto warn = [&](Text text, std::uint64_t number) {
    Problem problem = error(text, {std::to_string(number)});
    problem.severity = Problem::Severity::warning;
    plan_.problems.push_back({file_.name, std::move(problem)});
  };
  if (file_.size == 0) plan_.problems.push_back({file_.name, error(Text::import_folder_empty)});
  if (file_.left_out > 0) warn(Text::import_left_out, file_.left_out);
  if (file_.size > max_packed_files) warn(Text::import_too_many_files, max_packed_files);
}

void ImportPlanning::unpack_next_piece() {
  const std::uint64_t before = unpacking_->done();
  const bool goes_on = unpacking_->step(bytes_in_a_step);
  unpacked_ += unpacking_->done() - before;
  if (unpacked_ > most_unpacked_) return give_up_unpacking();
  if (goes_on) return;
  pieces_done_ += pieces_of(*file_.packed);
  const std::optional<Problem> problem = unpacking_->problem();
  const bool is_in_archive = file_.packed->method == PackedFile::Method::stored;
  unpacked_bytes_ = unpacking_->take();
  file_.bytes = is_in_archive ? file_.packed->bytes : std::string_view(unpacked_bytes_);
  unpacking_.reset();
  if (problem) refuse(file_.name, *problem);
  if (!problem || problem->severity == Problem::Severity::warning) take_file();
}

/// Enough came out of archives: what else is in those that are open stays there.
void ImportPlanning::give_up_unpacking() {
  std::size_t more = 0;
  pieces_done_ += pieces_of(*file_.packed);
  const std::string shown = shown_name(file_.name);
  unpacking_.reset();
  for (; !parcels_.back()->archive.empty(); parcels_.pop_back()) {
    Parcel& parcel = *parcels_.back();
    more += parcel.files.size() - parcel.next;
    for (std::size_t i = parcel.next; i < parcel.files.size(); ++i) pieces_done_ += pieces_of(*parcel.files[i].packed);
  }
  plan_.problems.push_back(
      {shown, error(Text::import_archive_total, {size_words(most_unpacked_), std::to_string(more)})});
}

void ImportPlanning::take_file() {
  if (file_.bytes.size() < file_.size && file_.packed == nullptr) {
    // It was not read, or not whole; how it begins says what it may be.
    const std::size_t most = most_bytes_of(file_.bytes);
    return refuse(file_.name, file_.size > most
                                  ? error(Text::problem_file_too_large, {std::to_string(most >> 20)})
                                  : error(Text::import_not_read, {std::to_string(max_archive_bytes >> 20)}));
  }
  if (archive_kind(file_.bytes)) return open_archive();
  read_file();
}

void ImportPlanning::open_archive() {
  if (file_.bytes.size() > max_archive_bytes)
    return refuse(file_.name, error(Text::problem_file_too_large, {std::to_string(max_archive_bytes >> 20)}));
  if (parcels_.size() > max_archive_depth)
    return refuse(file_.name, error(Text::import_archive_nested, {size_words(file_.bytes.size())}));
  // What it holds points into it, so it is read where it will stay.
  auto parcel = std::make_unique<Parcel>();
  parcel->archive = shown_name(file_.name);
  parcel->is_gzip = archive_kind(file_.bytes) == ArchiveKind::gzip;
  if (!unpacked_bytes_.empty()) {
    parcel->bytes = std::exchange(unpacked_bytes_, {});
    file_.bytes = parcel->bytes;
  }
  auto contents = read_archive(file_.name, file_.bytes);
  if (!contents) return refuse(file_.name, std::move(contents.error()));
  const std::size_t room = max_packed_files - packed_files_;
  const bool are_too_many = contents->files.size() > room;
  if (are_too_many) contents->files.resize(room);
  packed_files_ += contents->files.size();
  parcel->packed = std::move(contents->files);
  parcel->files.reserve(parcel->packed.size());
  for (const PackedFile& packed : parcel->packed) {
    parcel->files.push_back({.name = packed.name, .packed = &packed});
    pieces_ += pieces_of(packed);
  }
  parcel->drop.emplace(parcel->files);
  parcels_.push_back(std::move(parcel));
  for (FileProblem& one : contents->problems) refuse(one.file, std::move(one.problem));
  const auto warn = [&](Text text, std::size_t number) {
    Problem problem = error(text, {std::to_string(number)});
    problem.severity = Problem::Severity::warning;
    refuse("", std::move(problem));
  };
  if (are_too_many) warn(Text::import_too_many_files, max_packed_files);
  if (contents->left_out > 0) warn(Text::import_left_out, contents->left_out);
}

void ImportPlanning::read_file() {
  source_.emplace(file_);
  if (auto refusal = source_->read()) {
    const bool is_lone_image = !file_.bytes.empty() && is_image(file_.name, file_.bytes);
    refuse(file_.name, is_lone_image ? error(Text::image_outside) : std::move(*refusal));
    return end_file();
  }
  const auto importer =
      std::ranges::find_if(all_importers, [&](const Importer* candidate) { return candidate->recognises(*source_); });
  if (importer == std::end(all_importers)) {
    refuse(file_.name, source_->syntax_problem() ? *source_->syntax_problem() : error(Text::import_not_known));
    return end_file();
  }
  importer_ = *importer;
}

void ImportPlanning::begin_records() {
  first_item_ = plan_.items.size();
  first_problem_ = plan_.problems.size();
  next_record_ = 0;
  context_.drop = &*parcels_.back()->drop;
  proposer_ = importer_->begin(*source_, context_, plan_);
  records_ += proposer_->record_count();
}

void ImportPlanning::propose_next_records() {
  const std::size_t end = std::min(next_record_ + records_in_a_step, proposer_->record_count());
  proposed_ += end - next_record_;
  while (next_record_ < end) proposer_->propose(next_record_++);
  if (end < proposer_->record_count()) return;
  proposer_.reset();
  // An importer knows the file by its own name, whatever it came in.
  const std::string shown = shown_name(source_->name());
  for (std::size_t item = first_item_; item < plan_.items.size(); ++item) {
    plan_.items[item].kind = importer_->kind;
    plan_.items[item].is_record = importer_->merging == Merging::adds;
    plan_.items[item].is_written |= importer_->is_written;
    plan_.items[item].file = shown;
  }
  for (std::size_t i = first_problem_; i < plan_.problems.size(); ++i) plan_.problems[i].file = shown;
  joining_.take(first_item_);
  importer_ = nullptr;
  end_file();
}

void ImportPlanning::end_file() {
  source_.reset();
  unpacked_bytes_ = {};
}

void ImportPlanning::compare_next_items() {
  const std::size_t end = std::min(next_item_ + records_in_a_step, plan_.items.size());
  for (; next_item_ < end; ++next_item_) {
    ImportItem& item = plan_.items[next_item_];
    if (item.postmortem || item.template_) compare_with_library(item, context_.known);
  }
  if (next_item_ == plan_.items.size()) propose_choice(plan_);
}

ImportPlan propose_import(std::span<const ImportFile> files, const ImportContext& context) {
  ImportPlanning planning({files.begin(), files.end()}, context);
  while (planning.step()) {
  }
  return planning.take_plan();
}

}  // namespace unrepeat
