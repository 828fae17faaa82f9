// What an issue of a tracker is called: its address taken apart, so that two spellings of one issue are known to be
// one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unrepeat {

inline constexpr std::size_t longest_web_address = 2'000;

/// An address of http or https without a name or password in it. Views are into the text it was read from.
struct WebAddress {
  std::string scheme;      ///< "https" or "http".
  std::string host;        ///< In lower case, with a port where it is not the usual one.
  std::string_view path;   ///< Begins with a slash or is empty; without one at its end.
  std::string_view query;  ///< Behind the question mark.
};
[[nodiscard]] std::optional<WebAddress> read_web_address(std::string_view text);

/// The parts of a path between its slashes.
[[nodiscard]] std::vector<std::string_view> steps_of(std::string_view path);

/// How an issue is known. Each part is empty where it is not known.
struct IssueName {
  std::string system;  ///< "jira", "github", "gitlab", "linear".
  std::string key;     ///< "OPS-12", "acme/shop#12", as it is written.
  std::string host;
  std::string place;  ///< The same for every address of one issue: "github.com/acme/shop#12".
  std::string page;   ///< Where a person sees it, also where the address was that of an interface for programs.
  bool operator==(const IssueName&) const = default;
};

/// By its address. Of one that no known tracker uses, the host and the place alone.
[[nodiscard]] IssueName issue_at(std::string_view address);

/// "OPS-12", in either case.
[[nodiscard]] bool is_project_key(std::string_view key);
/// "acme/shop#12".
[[nodiscard]] bool is_repository_key(std::string_view key);
/// "12", "#12": a number within a repository or a table, which alone says nothing.
[[nodiscard]] bool is_bare_number(std::string_view key);

}  // namespace unrepeat
