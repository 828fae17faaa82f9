// What of an address nobody can read: it is left out, and whoever followed a link that was cut off or mistyped is told.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shell/app.hpp"
#include "shell/route.hpp"

namespace unrepeat::shell {

/// What a parameter of an address means, by its name.
struct KnownParameter {
  std::string_view name;
  Text words;
  bool (*is_read)(const Route& route, std::string_view written);
};

/// The parameters of the address that are none of these, or that say nothing that can be used.
std::vector<std::string_view> unread_parameters(const Route& route, std::span<const KnownParameter> known);

/// Says them, with a way to take them out of the address; draws nothing where all can be read.
void draw_unread(App& app, const Route& route, std::span<const KnownParameter> known);

}  // namespace unrepeat::shell
