// What importers of JSON records share: finding records in whatever envelope they were saved, and telling about them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/import/json_fields.hpp"
#include "core/import/named_things.hpp"
#include "core/import/record_proposer.hpp"

namespace unrepeat {

/// How a tool numbers what its records look like; nothing where it is none.
using ShapeOf = std::optional<int> (*)(JsonNode node);

/// Whether there is a record in the outer levels of a document. Looks at so many values at most, however large the
/// file.
[[nodiscard]] bool holds_record(const ImportSource& source, ShapeOf shape_of);

/// Text and numbers as they are spelt, at the end of a way through objects.
[[nodiscard]] std::string_view scalar_on_way(JsonNode node, std::initializer_list<std::string_view> way);
[[nodiscard]] std::optional<JsonNode> node_on_way(JsonNode node, std::initializer_list<std::string_view> way);

/// The value of a table of pairs, by its word.
template <class Table>
[[nodiscard]] auto find_word(const Table& table, std::string_view word) -> decltype(&*std::begin(table)) {
  for (const auto& entry : table)
    if (entry.word == word) return &entry;
  return nullptr;
}

/// As `word`, in small letters.
[[nodiscard]] std::string in_small_letters(std::string_view word);

/// "SEV2", "P1", "critical" have a level.
[[nodiscard]] std::optional<Severity> severity_of(std::string_view written);

class WalkedProposer : public ThreadedProposer {
 protected:
  WalkedProposer(std::string_view kind, std::string_view tool, ShapeOf shape_of, const ImportSource& source,
                 const ImportContext& context, ImportPlan& plan, NamedThings names = {})
      : ThreadedProposer(kind, tool, source, context, plan),
        kind_name_(kind),
        shape_of_(shape_of),
        names_(std::move(names)) {}

  /// Called by whoever can tell threads apart, which is not yet so while this is constructed.
  void find_records();
  /// The incident, alert or ticket that a record belongs to.
  [[nodiscard]] virtual std::string thread_of(const Found& found) const = 0;

  /// The message that a record came in, where it came in one; else the record.
  [[nodiscard]] SourceRecord whole_record_of(const Found& found) const {
    return record_of(found.around ? *found.around : found.place);
  }
  /// When the message that it came in was sent.
  [[nodiscard]] static std::string_view time_around(const Found& found) {
    return found.around ? scalar_at(found.around->node, "timestamp") : std::string_view();
  }

  struct Telling {
    std::string key;
    std::string_view written;
    EventKind kind = EventKind::other;
    std::string text;
    std::string_view who = {};
    std::string_view tag = {};
    /// Who did it is no person.
    bool is_machine = false;
  };
  TimelineEvent& tell(const SourceRecord& record, Telling telling);
  /// A tag of the thread, once.
  void tag(std::string_view word);
  /// The thread has an address; it is linked once.
  void link(std::string_view url, LinkKind kind, std::string_view title = {});
  /// The thread as the tool calls it.
  void begin_told(const std::string& key, std::string_view title, std::string_view url, Text chosen);
  /// Proposed, unless it comes so soon after what raised it that nobody can have looked: then it is noted.
  void propose_acknowledgement(TimelineEvent& event, std::optional<Instant> raised,
                               MomentBasis basis = MomentBasis::recorded);
  /// What other records of the file say of a thing that is called so. Those are read with the thread that asks first.
  [[nodiscard]] std::optional<JsonNode> named(int table, std::string_view name);
  /// The severity as a tool spells it; "SEV2", "P1", "critical" have a level.
  void rate(std::string_view written);
  /// How long something took, in a number of the unit that has so many of them in a second.
  void state(MomentKind from, MomentKind to, std::string_view number, std::int64_t per_second, std::string_view name);

 private:
  void walk(const JsonPlace& place, const std::optional<JsonPlace>& around, std::size_t depth);
  void end_file() override;

  std::string_view kind_name_;
  ShapeOf shape_of_;
  NamedThings names_;
  std::size_t found_ = 0;
};

}  // namespace unrepeat
