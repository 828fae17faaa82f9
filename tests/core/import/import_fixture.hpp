// What import tests share: a library that is a list, and the plan of some files.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cli/native_time_zones.hpp"
#include "core/import/importer.hpp"

namespace unrepeat {

struct ListedPostmortems : KnownPostmortems {
  std::vector<Postmortem> all;

  [[nodiscard]] std::optional<Postmortem> find(const Id<Postmortem>& id) const override {
    const auto found = std::ranges::find(all, id, &Postmortem::id);
    return found == all.end() ? std::nullopt : std::optional(*found);
  }
  [[nodiscard]] std::optional<Postmortem> find_by_reference(std::string_view system,
                                                            std::string_view key) const override {
    for (const Postmortem& postmortem : all) {
      for (const Reference& reference : postmortem.refs) {
        if (reference.system == system && reference.key == key) return postmortem;
      }
    }
    return std::nullopt;
  }
};

struct NamedText {
  std::string name;
  std::string text;
};

inline ImportPlan plan_of(const std::vector<NamedText>& texts, const KnownPostmortems& known,
                          Language language = Language::english) {
  static const NativeTimeZones zones;
  std::vector<ImportFile> files;
  for (const NamedText& text : texts) files.push_back({.name = text.name, .bytes = text.text});
  return propose_import(
      files,
      {.zones = zones, .known = known, .now = parse_instant("2026-03-09T09:00:00Z").value(), .language = language});
}

inline ImportPlan plan_of(const std::string& text) { return plan_of({{"a file", text}}, ListedPostmortems{}); }

}  // namespace unrepeat
