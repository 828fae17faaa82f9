// Addresses by the shape of their path; only what a tracker itself fixes is read out of one.
#include "core/action/issue_name.hpp"

#include <algorithm>

#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }
bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 12 && std::ranges::all_of(text, is_digit);
}

bool may_stand_in_address(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte > 0x20 && byte != 0x7F && std::string_view("\"<>\\`").find(letter) == std::string_view::npos;
}

bool may_stand_in_host(char letter) {
  return is_letter(letter) || is_digit(letter) || letter == '-' || letter == '.' || letter == '_' ||
         static_cast<unsigned char>(letter) >= 0x80;
}

std::string in_upper_case(std::string_view text) {
  std::string large(text);
  for (char& letter : large)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return large;
}

/// The value of `key` in a query.
std::string_view value_of(std::string_view query, std::string_view key) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (pair.starts_with(key) && pair.substr(key.size()).starts_with('=')) return pair.substr(key.size() + 1);
  }
  return {};
}

std::string joined(std::vector<std::string_view>::const_iterator first,
                   std::vector<std::string_view>::const_iterator last) {
  std::string path;
  for (auto step = first; step != last; ++step) path += (path.empty() ? "" : "/") + std::string(*step);
  return path;
}

/// The number at the end of ".../issues/12" or ".../pull/12", which GitHub leads from one to the other; 0 where
/// `steps` end otherwise. What stands behind the number ("/files") is passed over.
std::size_t place_of_number(const std::vector<std::string_view>& steps) {
  for (std::size_t at = 1; at < steps.size(); ++at) {
    const std::string_view before = steps[at - 1];
    const bool is_list = before == "issues" || before == "pull" || before == "pulls" || before == "work_items" ||
                         before == "merge_requests";
    if (is_list && is_number(steps[at])) return at;
  }
  return 0;
}

}  // namespace

std::optional<WebAddress> read_web_address(std::string_view text) {
  WebAddress address;
  if (text.size() > longest_web_address || !std::ranges::all_of(text, may_stand_in_address)) return std::nullopt;
  const std::size_t colon = text.find("://");
  if (colon == text.npos) return std::nullopt;
  address.scheme = in_lower_case(text.substr(0, colon));
  if (address.scheme != "https" && address.scheme != "http") return std::nullopt;
  text.remove_prefix(colon + 3);
  std::string_view host = text.substr(0, text.find_first_of("/?#"));
  text.remove_prefix(host.size());
  if (const std::size_t port = host.find(':'); port != host.npos) {
    const std::string_view number = host.substr(port + 1);
    if (!is_number(number) || number.size() > 5) return std::nullopt;
    if (number == (address.scheme == "https" ? "443" : "80")) host = host.substr(0, port);
  }
  const std::string_view name = host.substr(0, host.find(':'));
  if (name.empty() || name.starts_with('.') || !std::ranges::all_of(name, may_stand_in_host)) return std::nullopt;
  address.host = in_lower_case(host);
  text = text.substr(0, text.find('#'));
  const std::size_t mark = text.find('?');
  address.path = text.substr(0, mark);
  if (mark != text.npos) address.query = text.substr(mark + 1);
  while (address.path.ends_with('/')) address.path.remove_suffix(1);
  return address;
}

std::vector<std::string_view> steps_of(std::string_view path) {
  std::vector<std::string_view> steps;
  while (!path.empty()) {
    const std::string_view step = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(step.size() + 1, path.size()));
    if (!step.empty()) steps.push_back(step);
  }
  return steps;
}

bool is_project_key(std::string_view key) {
  const std::size_t hyphen = key.find('-');
  if (hyphen == key.npos || hyphen == 0 || hyphen > 20 || !is_number(key.substr(hyphen + 1))) return false;
  return is_letter(key[0]) && std::ranges::all_of(key.substr(0, hyphen), [](char letter) {
           return is_letter(letter) || is_digit(letter) || letter == '_';
         });
}

bool is_repository_key(std::string_view key) {
  const std::size_t sign = key.rfind('#');
  if (sign == key.npos || !is_number(key.substr(sign + 1))) return false;
  const std::string_view repository = key.substr(0, sign);
  const std::size_t slash = repository.find('/');
  return slash != repository.npos && slash > 0 && slash + 1 < repository.size() &&
         std::ranges::all_of(repository, [](char letter) {
           return is_letter(letter) || is_digit(letter) || std::string_view("/-_.").find(letter) != std::string::npos;
         });
}

bool is_bare_number(std::string_view key) { return is_number(key.starts_with('#') ? key.substr(1) : key); }

IssueName issue_at(std::string_view text) {
  IssueName issue;
  const auto address = read_web_address(text);
  if (!address) return issue;
  issue.host = address->host.starts_with("www.") ? address->host.substr(4) : address->host;
  if (issue.host == "api.github.com") issue.host = "github.com";
  issue.page = text;
  const std::vector<std::string_view> steps = steps_of(address->path);

  // Jira: ".../browse/OPS-12", or a board on which the issue is open.
  std::string_view ticket = value_of(address->query, "selectedIssue");
  for (std::size_t at = 1; at < steps.size() && ticket.empty(); ++at)
    if (steps[at - 1] == "browse") ticket = steps[at];
  if (is_project_key(ticket)) {
    issue.system = "jira";
    issue.key = ticket;
    issue.place = issue.host + '#' + in_upper_case(ticket);
    return issue;
  }
  if (issue.host == "linear.app" && steps.size() >= 3 && steps[1] == "issue" && is_project_key(steps[2])) {
    issue.system = "linear";
    issue.key = steps[2];
    issue.place = issue.host + '/' + in_lower_case(steps[0]) + '#' + in_upper_case(issue.key);
    return issue;
  }

  if (const std::size_t at = place_of_number(steps); at >= 3) {
    const bool is_gitlab = steps[at - 2] == "-";
    const auto api = std::ranges::find(steps, "repos");
    const bool is_api = !is_gitlab && api != steps.end() && api - steps.begin() + 4 == static_cast<std::ptrdiff_t>(at);
    const auto first = is_api ? api + 1 : steps.begin();
    const std::string repository = joined(first, steps.begin() + static_cast<std::ptrdiff_t>(at - (is_gitlab ? 2 : 1)));
    // In GitLab a request to merge is counted by itself.
    const std::string_view sign = steps[at - 1] == "merge_requests" ? "!" : "#";
    issue.system = is_gitlab ? "gitlab" : issue.host == "github.com" || is_api ? "github" : "";
    issue.key = repository + std::string(sign) + std::string(steps[at]);
    issue.place = issue.host + '/' + in_lower_case(issue.key);
    if (is_api) issue.page = "https://" + issue.host + '/' + repository + "/issues/" + std::string(steps[at]);
    return issue;
  }
  issue.place = issue.host + std::string(address->path);
  if (!address->query.empty()) issue.place += '?' + std::string(address->query);
  return issue;
}

}  // namespace unrepeat
