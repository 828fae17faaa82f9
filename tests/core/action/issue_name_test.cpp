// Addresses of issues: two spellings of one issue are one, and what is no web address is none.
#include "core/action/issue_name.hpp"

#include <doctest/doctest.h>

using namespace unrepeat;

namespace {

std::string place(std::string_view address) { return issue_at(address).place; }

}  // namespace

TEST_CASE("every address of an issue leads to the same place") {
  CHECK(place("https://github.com/Acme/shop/issues/12") == "github.com/acme/shop#12");
  CHECK(place("http://www.github.com/acme/shop/issues/12/?x=1#issuecomment-7") == "github.com/acme/shop#12");
  CHECK(place("https://api.github.com/repos/acme/shop/issues/12") == "github.com/acme/shop#12");
  CHECK(place("https://github.com/acme/shop/pull/12/files") == "github.com/acme/shop#12");
  CHECK(place("https://acme.atlassian.net/browse/ops-12") == "acme.atlassian.net#OPS-12");
  CHECK(place("https://ACME.atlassian.net:443/jira/software/projects/OPS/boards/1?selectedIssue=OPS-12") ==
        "acme.atlassian.net#OPS-12");
  CHECK(place("https://linear.app/acme/issue/PAY-7/limit-retries") == place("https://linear.app/acme/issue/PAY-7"));
  CHECK(place("https://gitlab.com/acme/shop/core/-/issues/12") == "gitlab.com/acme/shop/core#12");
  CHECK(place("https://gitlab.com/acme/shop/-/merge_requests/12") != place("https://gitlab.com/acme/shop/-/issues/12"));
  CHECK(place("https://tracker.acme.example/t/12") == "tracker.acme.example/t/12");
}

TEST_CASE("an address tells the tracker, the key and where a person sees the issue") {
  const IssueName issue = issue_at("https://git.acme.example/api/v3/repos/acme/shop/issues/12");
  CHECK(issue.system == "github");
  CHECK(issue.key == "acme/shop#12");
  CHECK(issue.page == "https://git.acme.example/acme/shop/issues/12");
  CHECK(issue_at("https://acme.example/jira/browse/OPS-12").system == "jira");
  CHECK(issue_at("https://linear.app/acme/issue/PAY-7/x").key == "PAY-7");
  CHECK(issue_at("https://tracker.acme.example/t/12").key.empty());
}

TEST_CASE("what is no plain web address is no issue") {
  for (const std::string_view text :
       {"", "OPS-12", "javascript:alert(1)", "file:///etc/passwd", "https://", "https:///browse/OPS-12",
        "https://ana:secret@acme.example/browse/OPS-1", "https://github.com\\@evil.example/a/b/issues/1",
        "https://acme.example/browse/OPS 12", "https://acme.example:port/browse/OPS-1", "https://.example/",
        "https://acme.example/\n/browse/OPS-1"}) {
    CAPTURE(text);
    CHECK(issue_at(text) == IssueName{});
  }
  CHECK(issue_at("https://acme.example/" + std::string(longest_web_address, 'a')) == IssueName{});
}

TEST_CASE("keys are told from words and from numbers that say no repository") {
  CHECK(is_project_key("OPS-12"));
  CHECK(is_project_key("ops_2-1"));
  for (const std::string_view key : {"OPS", "OPS-", "-12", "12-12", "OPS-12a", "OPS 12", "O PS-1", ""})
    CHECK_FALSE(is_project_key(key));
  CHECK(is_repository_key("acme/shop#12"));
  CHECK(is_repository_key("acme/group/shop#12"));
  for (const std::string_view key :
       {"shop#12", "/shop#12", "acme/#12", "acme/shop#", "acme/shop", "acme /shop#1", "#12"})
    CHECK_FALSE(is_repository_key(key));
  CHECK(is_bare_number("12"));
  CHECK(is_bare_number("#12"));
  CHECK_FALSE(is_bare_number("#"));
  CHECK_FALSE(is_bare_number("1234567890123"));
}
