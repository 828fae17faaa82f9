// What somebody said, and what it is about: shared by the discussion and by the entries themselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shell/screens/postmortem/form.hpp"

namespace unrepeat::shell {

/// The page on which a thing stands that something was said of.
struct About {
  std::string_view route = {};
  std::string words = {};    ///< What it is called.
  std::string address = {};  ///< Leads to it; empty where it is no longer there.
};
/// `on` as Comment::on has it.
About about(const PartForm& form, std::string_view on);

void draw_said(PartForm& form, std::string_view words, std::string_view by, Instant at, const About& on = {});
/// A comment with its replies, a field for another, and what can be done with it.
void draw_comment(PartForm& form, const Comment& comment, const About& on);
/// A field for a comment or a reply: the words, when they are confirmed. Who says them is asked before the first.
std::optional<std::string> written_comment(PartForm& form, std::string_view list, std::string_view label);

}  // namespace unrepeat::shell
