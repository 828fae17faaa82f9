// What stands in the address of Actions: which promises, and how they are shown, so that Back and a copied link say the
// same.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "shell/route.hpp"
#include "shell/screens/unread_address.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

/// What is told beside the promises: of the post-mortems themselves, and of what returns.
enum class BesidePromises : std::uint8_t { nothing, reviews, unwritten, came_again, changed, returning };

struct PromiseViewName {
  protocol::PromiseView view;
  std::string_view parameter;
  Text name;
  Tone tone = Tone::neutral;  ///< Of its count where there is something.
  BesidePromises beside = BesidePromises::nothing;
};
/// In their order on the screen.
std::span<const PromiseViewName> promise_views();

enum class PromiseColumn : std::uint8_t { promise, state, owner, due, age, moved, changed };

struct PromiseSortName {
  protocol::PromiseSort sort;
  std::string_view parameter;
  PromiseColumn column;
  bool descending_first;
};
std::span<const PromiseSortName> promise_sorts();

struct PromiseGroupName {
  protocol::PromiseGrouping group;
  std::string_view parameter;
  Text name;
};
std::span<const PromiseGroupName> promise_groups();

std::span<const KnownParameter> parameters_of_actions();

PromiseQuery promises_of(const Route& route, const Workspace& workspace);
BesidePromises beside_of(const Route& route);

using PromisePlace = std::pair<PostmortemId, unrepeat::Id<Action>>;
/// The promise that is opened; nothing where none is, or where nobody can read which.
std::optional<PromisePlace> opened_promise(const Route& route);
std::string address_of_promise(const Route& route, const PromisePlace& promise);

}  // namespace unrepeat::shell
