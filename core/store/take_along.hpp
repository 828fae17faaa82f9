// The library for whoever wants to ask more: a SQLite file that any program opens, and the same views as CSV. Every
// view and every column is described in the file itself, in its table `about`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/postmortem/postmortem.hpp"
#include "core/store/database.hpp"
#include "core/store/taken_view.hpp"

namespace unrepeat {

/// A copy in memory that takes one post-mortem after another. Which ones is up to the caller: those of the team, so
/// none that was received and not adopted, and none from the bin.
class TakeAlong {
 public:
  /// What is later than `now` is in the future: it has no duration, as in the figures.
  static Stored<TakeAlong> begin(Instant now);

  /// Each post-mortem once; one that fails leaves nothing behind.
  Stored<void> add(const Postmortem& postmortem);

  /// What was added so far, as the bytes of a database file.
  Stored<std::vector<std::uint8_t>> database_file();
  /// One view of it. RFC 4180 in UTF-8 with a byte order mark. Texts are in quotes and no formulas (`safe_cell`),
  /// numbers are bare, and what is NULL is an empty cell.
  Stored<std::string> csv_of(TakenView view);

 private:
  explicit TakeAlong(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  std::unique_ptr<Database> database_;
};

}  // namespace unrepeat
