// Longer names go first, so that "Ana Ruiz" is not half replaced by what "Ana" is.
#include "core/review/roles.hpp"

#include <algorithm>
#include <vector>

namespace unrepeat {
namespace {

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte >= 0x80;
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  return (at == 0 || !is_letter(text[at - 1])) && (at + size == text.size() || !is_letter(text[at + size]));
}

std::string_view role_of(const Party& person, std::string_view somebody) {
  return person.roles.empty() ? somebody : std::string_view(person.roles.front());
}

}  // namespace

std::string called(const Postmortem& postmortem, Naming naming, std::string_view name, std::string_view somebody) {
  if (naming == Naming::names || name.empty()) return std::string(name);
  const auto person = std::ranges::find_if(
      postmortem.people, [&](const Party& one) { return one.kind == PartyKind::person && one.name == name; });
  return std::string(person == postmortem.people.end() ? name : role_of(*person, somebody));
}

std::string with_names(const Postmortem& postmortem, Naming naming, std::string_view text, std::string_view somebody) {
  if (naming == Naming::names) return std::string(text);
  std::vector<const Party*> people;
  for (const Party& one : postmortem.people)
    if (one.kind == PartyKind::person && !one.name.empty()) people.push_back(&one);
  std::ranges::stable_sort(people, std::greater{}, [](const Party* one) { return one->name.size(); });
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto here = std::ranges::find_if(people, [&](const Party* one) {
      return text.substr(at).starts_with(one->name) && stands_alone(text, at, one->name.size());
    });
    if (here == people.end()) {
      out += text[at++];
    } else {
      out += role_of(**here, somebody);
      at += (*here)->name.size();
    }
  }
  return out;
}

}  // namespace unrepeat
