// The kinds of sources whose records are of one incident each, in their order.
#include "core/timeline/leading_kinds.hpp"

#include <algorithm>
#include <iterator>

namespace unrepeat {
namespace {

constexpr std::string_view leading_kinds[] = {"incident_io", "firehydrant", "rootly",       "jira",
                                              "servicenow",  "pagerduty",   "opsgenie",     "grafana",
                                              "statuspage",  "newrelic",    "alertmanager", "github"};

}  // namespace

std::size_t rank_of_kind(std::string_view kind) {
  return static_cast<std::size_t>(std::ranges::find(leading_kinds, kind) - std::begin(leading_kinds));
}

bool is_leading_kind(std::string_view kind) { return rank_of_kind(kind) < std::size(leading_kinds); }

}  // namespace unrepeat
