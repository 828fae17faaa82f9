// What the fields of a report say about it: "Severity", "Detected at", "Time to recovery", in six languages; and the
// language that a text is written in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/moment/moment.hpp"
#include "core/postmortem/postmortem.hpp"

namespace unrepeat {

/// "Key: value" or "**Key:** value" in a line, with or without a bullet.
struct WrittenField {
  std::string_view key, value;
};
[[nodiscard]] std::optional<WrittenField> field_in(std::string_view line);

[[nodiscard]] bool names_severity(std::string_view key);
/// By the word in front: "SEV-3 (parts are slow)", "P1", "critical", "2".
[[nodiscard]] std::optional<Severity> severity_written(std::string_view value);

/// The moment whose time a field is: "検知日時", "Started at".
[[nodiscard]] std::optional<MomentKind> moment_named(std::string_view key);

/// "影響期間", "Impact window": from when until when.
[[nodiscard]] bool names_period(std::string_view key);

/// "Time to detection", "影響時間": how long it took from the beginning to that moment.
[[nodiscard]] std::optional<MomentKind> duration_named(std::string_view key);
/// "4 hours 42 minutes", "約 1 時間 7 分", "1 h 45 min (until the rollback)".
[[nodiscard]] std::optional<std::int64_t> seconds_written(std::string_view value);

/// "Attendees", "Authors": names of people.
[[nodiscard]] bool names_people(std::string_view key);
/// A heading under which fields stand.
[[nodiscard]] bool names_fields(std::string_view heading);

/// BCP 47, of the languages whose words the readers know; empty where the text does not tell.
[[nodiscard]] std::string_view language_written(std::string_view text);

}  // namespace unrepeat
