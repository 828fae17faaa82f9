// Every tracker's form is a pattern: an address with a place for the title and one for the body.
#include "core/action/new_issue_link.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "core/action/commands.hpp"
#include "core/action/issue_name.hpp"
#include "core/postmortem/postmortem.hpp"
#include "core/text/utf8.hpp"
#include "core/time/date_words.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view title_place = "{title}", body_place = "{body}";
/// What Jira and GitHub take.
constexpr std::size_t longest_title = 255;

// ---- what is in it

std::string text_or_untitled(Language language, const std::string& text) {
  return is_only_blanks(text) ? std::string(say(language, Text::library_untitled)) : in_one_line(text);
}

// ---- the address

/// RFC 3986: what is neither letter, digit nor one of -._~ as its bytes.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') ||
                          std::string_view("-._~").find(letter) != std::string::npos;
    if (is_plain)
      encoded += letter;
    else
      encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
  return encoded;
}

/// As much of the text as so many bytes hold, with a sign where something is cut off.
std::string encoded_within(std::string_view text, std::size_t most_bytes) {
  std::string whole = percent_encoded(text);
  if (whole.size() <= most_bytes) return whole;
  const std::string sign = percent_encoded("…");
  std::string encoded;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length_at(text, at);
    const std::string next = percent_encoded(text.substr(at, length));
    if (encoded.size() + next.size() + sign.size() > most_bytes) break;
    encoded += next;
    at += length;
  }
  return sign.size() <= most_bytes ? encoded + sign : std::string();
}

std::string first_characters(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size() && count < most; ++count) end += utf8_length_at(text, end);
  return std::string(text.substr(0, end));
}

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++count;
  return count;
}

std::string with(std::string_view pattern, std::string_view place, std::string_view words) {
  std::string filled;
  for (std::size_t at = pattern.find(place); at != pattern.npos; at = pattern.find(place)) {
    filled.append(pattern.substr(0, at)).append(words);
    pattern.remove_prefix(at + place.size());
  }
  return filled.append(pattern);
}

bool is_host_of(std::string_view host, std::string_view tracker) {
  return host == tracker || (host.ends_with(tracker) && host[host.size() - tracker.size() - 1] == '.');
}

/// "jira.acme.example", "jira-cloud.acme.example".
bool begins_with_word(std::string_view host, std::string_view word) {
  return host.starts_with(word) && (host.size() == word.size() || host[word.size()] == '.' || host[word.size()] == '-');
}

std::string joined(const std::vector<std::string_view>& steps, std::size_t count) {
  std::string path;
  for (const std::string_view step : std::span(steps).first(std::min(count, steps.size())))
    path += '/' + std::string(step);
  return path;
}

/// Where one of these stands among the steps; their number where none does.
std::size_t place_of(const std::vector<std::string_view>& steps, std::initializer_list<std::string_view> words) {
  return static_cast<std::size_t>(std::ranges::find_first_of(steps, words) - steps.begin());
}

/// What is chosen in the form already, but for the words that are filled in.
std::string kept_choices(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const std::string_view key = pair.substr(0, pair.find('='));
    if (!pair.empty() && key != "summary" && key != "description") kept += std::string(pair) + '&';
  }
  return kept;
}

using Pattern = std::expected<std::string, Refusal>;

Pattern pattern_of_jira(const WebAddress& address, const std::vector<std::string_view>& steps,
                        const std::string& server) {
  // The server may lie in a folder; what follows it is one of these.
  const std::size_t folder = place_of(steps, {"browse", "projects", "secure", "issues", "software", "core", "c"});
  std::size_t count = std::min(folder, steps.size());
  // In the cloud "/jira" is a part of its pages and no folder.
  if (is_host_of(address.host, "atlassian.net")) count = 0;
  const bool is_form = steps.empty() || steps.back().starts_with("CreateIssue");
  return server + joined(steps, count) + "/secure/CreateIssueDetails!init.jspa?" +
         (is_form ? kept_choices(address.query) : std::string()) + "summary={title}&description={body}";
}

Pattern pattern_of_repository(const std::vector<std::string_view>& steps, const std::string& server) {
  if (steps.size() < 2) return std::unexpected(Refusal{Text::tracker_address_no_repository, {}});
  std::string repository = joined(steps, 2);
  if (repository.ends_with(".git")) repository.resize(repository.size() - 4);
  return server + repository + "/issues/new?title={title}&body={body}";
}

Pattern pattern_of_gitlab(const std::vector<std::string_view>& steps, const std::string& server) {
  const std::size_t count = place_of(steps, {"-"});
  if (count < 2) return std::unexpected(Refusal{Text::tracker_address_no_repository, {}});
  return server + joined(steps, count) + "/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}";
}

Pattern pattern_of_linear(const std::vector<std::string_view>& steps, const std::string& server) {
  const std::size_t team = place_of(steps, {"team"});
  return server + (team + 1 < steps.size() ? joined(steps, team + 2) : std::string()) +
         "/new?title={title}&description={body}";
}

Pattern pattern_of(std::string_view tracker) {
  if (tracker.size() > longest_web_address)
    return std::unexpected(Refusal{Text::tracker_address_too_long, {std::to_string(longest_web_address)}});
  const auto refuse_places = [](Text text) {
    return std::unexpected(Refusal{text, {std::string(title_place), std::string(body_place)}});
  };
  const auto address = read_web_address(tracker);
  if (!address) {
    const std::size_t colon = tracker.find("://");
    const std::string_view name = colon == tracker.npos ? std::string_view() : tracker.substr(colon + 3);
    if (in_lower_case(tracker).starts_with("http") && name.substr(0, name.find('/')).contains('{'))
      return refuse_places(Text::tracker_address_placeholder);
    return std::unexpected(Refusal{Text::tracker_address_not_web, {first_characters(tracker, 60)}});
  }
  const std::string server = address->scheme + "://" + address->host;
  if (tracker.contains(title_place) || tracker.contains(body_place)) return std::string(tracker);

  const std::vector<std::string_view> steps = steps_of(address->path);
  const std::string_view host = address->host;
  if (is_host_of(host, "linear.app")) return pattern_of_linear(steps, server);
  if (is_host_of(host, "github.com") || begins_with_word(host, "github")) return pattern_of_repository(steps, server);
  if (is_host_of(host, "gitlab.com") || begins_with_word(host, "gitlab") || place_of(steps, {"-"}) < steps.size())
    return pattern_of_gitlab(steps, server);
  const bool is_jira = is_host_of(host, "atlassian.net") || is_host_of(host, "jira.com") ||
                       begins_with_word(host, "jira") || place_of(steps, {"browse", "secure"}) < steps.size();
  if (is_jira) return pattern_of_jira(*address, steps, server);
  return refuse_places(Text::tracker_address_unknown);
}

}  // namespace

NewIssue new_issue_of(const Postmortem& postmortem, const Action& action, Language language) {
  NewIssue issue{.title = text_or_untitled(language, action.title), .body = {}};
  const auto add = [&](Text text, const std::string& words) {
    if (is_only_blanks(words)) return;
    if (!issue.body.empty()) issue.body += "\n\n";
    issue.body += say(language, text, words);
  };
  add(Text::calendar_from, text_or_untitled(language, postmortem.title));
  if (action.owner) add(Text::calendar_owner, name_of(*action.owner));
  if (!action.due.empty()) add(Text::calendar_due, date_words(language, action.due));
  for (const Check& check : action.checks) add(Text::calendar_how, check.criterion);
  for (const Id<Factor>& id : action.addresses) {
    const auto factor = std::ranges::find(postmortem.causes.factors, id, &Factor::id);
    if (factor != postmortem.causes.factors.end()) add(Text::tracker_body_addresses, factor->text);
  }
  return issue;
}

std::expected<std::string, Refusal> new_issue_link(std::string_view tracker, const NewIssue& issue) {
  while (!tracker.empty() && (tracker.front() == ' ' || tracker.front() == '\t')) tracker.remove_prefix(1);
  while (!tracker.empty() && std::string_view(" \t\r\n").contains(tracker.back())) tracker.remove_suffix(1);
  auto pattern = pattern_of(tracker);
  if (!pattern) return pattern;
  const std::string whole_title = with_valid_utf8(issue.title);
  std::string title = percent_encoded(first_characters(whole_title, longest_title));
  const std::size_t titles = count_of(*pattern, title_place), bodies = count_of(*pattern, body_place);
  const std::size_t fixed = pattern->size() - titles * title_place.size() - bodies * body_place.size();
  // A pattern may ask for the title many times.
  if (titles > 0)
    title = encoded_within(whole_title, std::min(title.size(), (longest_new_issue_link - fixed) / titles));
  const std::size_t left = longest_new_issue_link - fixed - titles * title.size();
  const std::string filled = with(*pattern, title_place, title);
  if (bodies == 0) return filled;
  return with(filled, body_place, encoded_within(with_valid_utf8(issue.body), left / bodies));
}

}  // namespace unrepeat
