// A post-mortem as a report in CommonMark with tables, in the document's language. Everything a person wrote is in it;
// nothing that a person wrote can become markup it was not, or HTML.
#pragma once

#include <string>

#include "core/postmortem/postmortem.hpp"
#include "core/time/time_zone.hpp"

namespace unrepeat {

/// Times are shown in the post-mortem's own zone, with their offset; in UTC if the zone is not known.
std::string write_markdown(const Postmortem& postmortem, const TimeZones& zones);

/// A line of plain text so that Markdown shows exactly it; line breaks become spaces.
std::string markdown_from_line(std::string_view line);
/// Markdown as a person wrote it, with HTML made text and every code fence closed.
std::string markdown_from_prose(std::string_view prose);

}  // namespace unrepeat
