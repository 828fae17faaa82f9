// Canonical files: the walk over the descriptions with the canonical JSON writer.
#include "core/format/writer.hpp"

#include <algorithm>
#include <utility>

#include "core/format/value_writer.hpp"
#include "core/identity/sha256.hpp"

namespace unrepeat {
namespace {

std::string write_canonical(const Object& object, const void* value, std::string_view without = {}) {
  JsonWriter writer(JsonWriter::Style::canonical);
  ValueWriter(writer).write_object(object, value, without);
  return std::move(writer).finish();
}

bool is_in_canonical_order(const Postmortem& postmortem) {
  return std::ranges::is_sorted(postmortem.timeline, comes_before);
}

std::string write_ordered(const Postmortem& postmortem, std::string_view without) {
  if (is_in_canonical_order(postmortem)) return write_canonical(object_of<Postmortem>(), &postmortem, without);
  Postmortem ordered = postmortem;
  put_in_canonical_order(ordered);
  return write_canonical(object_of<Postmortem>(), &ordered, without);
}

Instant beginning_of(const Postmortem& postmortem) {
  const Moment& start = postmortem.moments[MomentKind::impact_start];
  if (start.time && start.time->at) return *start.time->at;
  for (const TimelineEvent& event : postmortem.timeline) {
    if (event.time.at && (!start.event || event.id == *start.event)) return *event.time.at;
  }
  return postmortem.history.created_at;
}

/// The letter or digit at `at` for a file's name: lower case, without accent; a space for what separates words, 0 for
/// what is left out.
char plain_letter(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= 'A' && byte <= 'Z') return static_cast<char>(byte | 0x20);
  if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) return static_cast<char>(byte);
  if (byte < 0x80) return ' ';
  // U+00C0 to U+00FF; other letters have no plain one.
  constexpr std::string_view plain = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";
  const std::size_t index = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) - 0x80u : plain.size();
  return byte == 0xC3 && index < plain.size() ? plain[index] : '\0';
}

/// The words in plain letters, with a dash before each that follows something.
void append_plain(std::string& stem, std::string_view words) {
  constexpr std::size_t most = 60;
  bool gap = true;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const char letter = plain_letter(words, at);
    if (letter == ' ') gap = true;
    if (letter == ' ' || letter == 0) continue;
    if (gap && stem.size() > most) break;
    if (gap && !stem.empty()) stem += '-';
    stem += letter;
    gap = false;
  }
}

}  // namespace

std::string write_postmortem(const Postmortem& postmortem) { return write_ordered(postmortem, {}); }

std::string write_bundle(const Bundle& bundle) {
  if (std::ranges::all_of(bundle.postmortems, is_in_canonical_order)) {
    return write_canonical(object_of<Bundle>(), &bundle);
  }
  Bundle ordered = bundle;
  for (Postmortem& postmortem : ordered.postmortems) put_in_canonical_order(postmortem);
  return write_canonical(object_of<Bundle>(), &ordered);
}

std::string write_library(const Library& library) { return write_canonical(object_of<Library>(), &library); }

std::string write_template(const Template& one) { return write_canonical(object_of<Template>(), &one); }

void revise(Template& one) { one.revision = sha256_text(write_canonical(object_of<Template>(), &one, "revision")); }

std::string file_name(const Template& one) {
  std::string stem;
  append_plain(stem, one.name);
  return (stem.empty() ? std::string("unrepeat") : stem) + ".template.json";
}

std::string revision_of(const Postmortem& postmortem) {
  const auto travels = [](const Image& image) { return !image.data.empty(); };
  if (std::ranges::none_of(postmortem.images, travels)) return sha256_text(write_ordered(postmortem, "history"));
  Postmortem bare = postmortem;
  for (Image& image : bare.images) image.data.clear();
  return sha256_text(write_ordered(bare, "history"));
}

std::string file_stem(const Postmortem& postmortem) {
  std::string stem = format_date(civil_time(beginning_of(postmortem)).date);
  append_plain(stem, postmortem.title);
  return stem;
}

}  // namespace unrepeat
