// The texts are gathered over the descriptions, so that a new field is searched without a line here.
#include "core/library/found_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace unrepeat {
namespace {

/// Texts that are no words of a person: an image's bytes, names that programs give.
constexpr auto wordless = std::to_array<std::string_view>(
    {"data", "language", "media_type", "offset", "record", "revision", "text_hash", "time_zone", "zone"});

}  // namespace

void visit_searched_texts(const Postmortem& postmortem,
                          const std::function<void(std::string_view text, const TextPlace& place)>& take) {
  take(postmortem.title, {.key = "title"});
  for (const Field& field : object_of<Postmortem>().fields) {
    // What a history says is no word about what happened.
    if (field.key == "title" || field.key == "history" || std::ranges::find(wordless, field.key) != wordless.end())
      continue;
    visit_texts(*field.type, field.in(const_cast<Postmortem*>(&postmortem)), wordless, {.key = field.key}, take);
  }
}

std::vector<std::string> find_words(const Postmortem& postmortem, const SearchedWords& words) {
  std::vector<std::string> paths;
  std::size_t most = 1;
  visit_searched_texts(postmortem, [&](std::string_view text, const TextPlace& place) {
    const std::size_t count = words.count_in(text);
    if (count < most) return;
    if (count > most) paths.clear();
    most = count;
    // Several words of one list have its place.
    if (std::string path = place.path(); paths.empty() || paths.back() != path) paths.push_back(std::move(path));
  });
  return paths;
}

}  // namespace unrepeat
