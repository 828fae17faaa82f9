// Reads the embedded templates. They are data of the part that is fetched later (web/later.txt), so they are there
// without a network and without storage.
#include "core/template/built_in.hpp"

#include <algorithm>
#include <array>

#include "core/format/reader.hpp"
#include "embedded_templates.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t language_count = 2;

std::array<std::vector<Template>, language_count> read_all() {
  // Each language in turn, as their names are in order.
  static constexpr char text[] = EMBEDDED_TEMPLATES;
  std::array<std::vector<Template>, language_count> all;
  std::size_t index = 0;
  for (std::string_view json = text; !json.empty(); json = json.data() + json.size() + 1) {
    // That each can be read is a test.
    if (auto one = read_template(json)) all[index % language_count].push_back(std::move(*one));
    ++index;
  }
  return all;
}

}  // namespace

const std::vector<Template>& built_in_templates(Language language) {
  static const auto all = read_all();
  return all[static_cast<std::size_t>(language)];
}

const Template* find_built_in(std::string_view id, Language language) {
  const auto uuid = uuid_from(id);
  if (!uuid) return nullptr;
  const auto& all = built_in_templates(language);
  const auto found = std::ranges::find_if(all, [&](const Template& one) { return one.id == *uuid; });
  return found == all.end() ? nullptr : &*found;
}

const Template& built_in_card(Language language) {
  const auto& all = built_in_templates(language);
  return *std::ranges::find(all, Form::card, &Template::form);
}

}  // namespace unrepeat
