// What records of a file only name, for those that tell what happened: people by their ids, pages, what a status means.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/record_proposer.hpp"

namespace unrepeat {

/// How an importer numbers the tables that values name things in; nothing where a value names nothing.
using TableOf = std::optional<int> (*)(JsonNode node);

class NamedThings {
 public:
  NamedThings() = default;
  /// A thing is called by what stands under these keys.
  NamedThings(TableOf table_of, std::initializer_list<std::string_view> keys) : table_of_(table_of), keys_(keys) {}

  /// A line in which there is no record; false where it names nothing either.
  bool take_line(const JsonPlace& line);
  /// Records name things as well: whoever wrote a comment.
  void take_within(JsonNode record) { take(record, false, 0); }

  /// The thing of the table that is called so.
  [[nodiscard]] std::optional<JsonNode> find(int table, std::string_view name);
  /// How many lines turned out to be of use since this was asked last: those of the tables in which something was
  /// found.
  [[nodiscard]] std::int64_t newly_of_use();
  /// Lines that name what nobody asked for.
  [[nodiscard]] std::vector<JsonPlace> lines_of_no_use() const;

 private:
  /// Says which table it named something in last. `is_line`: what it says counts more than what stands in records.
  std::optional<int> take(JsonNode node, bool is_line, std::size_t depth);

  struct Table {
    std::map<std::string, JsonNode, std::less<>> things;
    std::vector<JsonPlace> lines;
    bool is_of_use = false;
  };
  TableOf table_of_ = nullptr;
  std::vector<std::string_view> keys_;
  std::map<int, Table> tables_;
  std::int64_t newly_ = 0;
};

}  // namespace unrepeat
