// What a change is in words, made from the descriptions: "2 events added", "Owner of action “Alert” set to Ana". One
// look serves the list of revisions and their comparison.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/change.hpp"
#include "core/text/text.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// One field that reads otherwise; empty where there is nothing.
struct FieldWords {
  std::string label;
  std::string before, after;
  bool is_prose = false;
};

enum class Happened : std::uint8_t { changed, added, removed, moved };

/// One thing that is not as it was: an entry of a list, or a field.
struct ThingWords {
  std::string path;  ///< As in the edit.
  Happened what = Happened::changed;
  std::string name;  ///< Of an entry, its beginning; empty where it has no words, and for a field.
  std::vector<FieldWords> fields;
};

/// What changes that followed one another come to: an edit for each entity that is not again what it was. To be told;
/// it does not say where in a list an entry came or went.
Change net_of(std::span<const Change> changes);

/// Says it in a language. Names and the time zone are looked up in post-mortems that know them; until one is known,
/// times are said in `zone`.
class ChangeWords {
 public:
  ChangeWords(Language language, const TimeZones& zones, std::string zone = {})
      : language_(language), zones_(zones), zone_(std::move(zone)) {}
  /// Entries of this one are called by their names; times are said in its zone.
  void know(const Postmortem& postmortem);

  /// Everything that is not as it was, whole.
  std::vector<ThingWords> things(const Change& change) const;
  /// What is said above a thing: "Action “Alert”", "Summary".
  std::string heading_of(const ThingWords& thing) const;
  /// The same in a sentence for each kind of thing.
  std::vector<std::string> sentences(const Change& change) const;

 private:
  std::string say_time(Instant at) const;
  std::string say_time(const Time& time) const;
  std::string say_value(const Type& type, const Field& field, const void* value) const;
  std::string say_entry(const Object& object, const void* value, std::string_view separator) const;
  void compare(const Object& object, const void* before, const void* after, const std::string& prefix,
               std::vector<FieldWords>& fields) const;
  std::string label_of_path(std::string_view path) const;
  std::string label_of_key(std::string_view key) const;
  std::string sentence_of(const FieldWords& field, const std::string& subject) const;

  Language language_;
  const TimeZones& zones_;
  std::string zone_;
  std::map<Uuid, std::string> names_;
};

}  // namespace unrepeat
