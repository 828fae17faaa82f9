// An address at which a tracker shows its form for a new issue, filled in for a promise. Nothing is sent: the person
// who follows the link sees what is in it and saves it there.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/action/action.hpp"
#include "core/refusal.hpp"
#include "core/text/text.hpp"

namespace unrepeat {

struct Postmortem;

struct NewIssue {
  std::string title;
  std::string body;
};

/// What a tracker needs to know of a promise: from which post-mortem it comes, who keeps it until when, how it will be
/// known that it worked, and what it answers.
[[nodiscard]] NewIssue new_issue_of(const Postmortem& postmortem, const Action& action, Language language);

/// Longer addresses are refused by servers and by what lies in front of them.
inline constexpr std::size_t longest_new_issue_link = 8'000;

/// `tracker` is what the team wrote in the settings: an address of Jira, a repository of GitHub, a project of GitLab, a
/// team of Linear, or the address of any tracker's form with `{title}` and `{body}` in it. What an address of Jira's
/// form chooses already (`pid`, `issuetype`, …) is kept. A body that is too long is cut where a character ends.
[[nodiscard]] std::expected<std::string, Refusal> new_issue_link(std::string_view tracker, const NewIssue& issue);

}  // namespace unrepeat
