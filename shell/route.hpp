// What the address bar says after the "#": a path and parameters, percent-encoded. Whatever stands there is somebody's
// input.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unrepeat::shell {

/// "#/pm/<id>/timeline?event=7" has the parts "pm", "<id>", "timeline" and the parameter "event".
class Route {
 public:
  Route() = default;
  /// Reads any address; what cannot be decoded stays as it is written.
  explicit Route(std::string_view address);

  /// Decoded, without empty ones.
  const std::vector<std::string>& parts() const { return parts_; }
  /// Empty when there are fewer.
  std::string_view part(std::size_t index) const { return index < parts_.size() ? parts_[index] : std::string_view{}; }
  /// Empty when it is not there.
  std::string_view parameter(std::string_view name) const;
  /// All of them with their names, in the order of the address.
  const std::vector<std::pair<std::string, std::string>>& parameters() const { return parameters_; }
  /// An empty value takes the parameter away.
  Route& set(std::string_view name, std::string_view value);
  /// The address, always in the same form.
  std::string address() const;
  bool operator==(const Route&) const = default;

 private:
  std::vector<std::string> parts_;
  std::vector<std::pair<std::string, std::string>> parameters_;
};

/// "#/pm/7?q=a" is at "#/pm/7": what screens are chosen by.
std::string_view path_of(std::string_view address);

}  // namespace unrepeat::shell
