// Links to a tracker's form for a new issue: which form, what is in it, and that nothing else gets into the address.
#include "core/action/new_issue_link.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "core/postmortem/postmortem.hpp"
#include "core/text/utf8.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

namespace {

std::string link_of(std::string_view tracker, NewIssue issue = {"Limit retries", "From a"}) {
  const auto link = new_issue_link(tracker, issue);
  CAPTURE(tracker);
  REQUIRE(link.has_value());
  return *link;
}

std::optional<Text> refusal_of(std::string_view tracker) {
  const auto link = new_issue_link(tracker, {"Limit retries", "From a"});
  return link ? std::nullopt : std::optional(link.error().text);
}

/// As a server reads it.
std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      plain += text[at];
      continue;
    }
    REQUIRE(at + 2 < text.size());
    plain += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16));
    at += 2;
  }
  return plain;
}

std::string body_in(const std::string& link) {
  const std::size_t at = link.find("&body=");
  REQUIRE(at != link.npos);
  return decoded(std::string_view(link).substr(at + 6));
}

}  // namespace

TEST_CASE("each tracker's own form is filled in, wherever in it the address was taken from") {
  const std::string jira = "/secure/CreateIssueDetails!init.jspa?summary=Limit%20retries&description=From%20a";
  CHECK(link_of("https://acme.atlassian.net") == "https://acme.atlassian.net" + jira);
  CHECK(link_of(" https://acme.atlassian.net/jira/software/projects/OPS/boards/1 ") ==
        "https://acme.atlassian.net" + jira);
  CHECK(link_of("https://acme.atlassian.net/browse/OPS") == "https://acme.atlassian.net" + jira);
  CHECK(link_of("http://jira.acme.example:8080/") == "http://jira.acme.example:8080" + jira);
  CHECK(link_of("https://acme.example/tools/jira/browse/OPS-1") == "https://acme.example/tools/jira" + jira);

  const std::string github = "https://github.com/acme/shop/issues/new?title=Limit%20retries&body=From%20a";
  CHECK(link_of("https://github.com/acme/shop") == github);
  CHECK(link_of("https://github.com/acme/shop.git") == github);
  CHECK(link_of("https://GitHub.com/acme/shop/issues?q=is%3Aopen#top") == github);

  const std::string gitlab = "/-/issues/new?issue%5Btitle%5D=Limit%20retries&issue%5Bdescription%5D=From%20a";
  CHECK(link_of("https://gitlab.com/acme/group/shop/") == "https://gitlab.com/acme/group/shop" + gitlab);
  CHECK(link_of("https://git.acme.example/acme/shop/-/issues") == "https://git.acme.example/acme/shop" + gitlab);

  const std::string linear = "/new?title=Limit%20retries&description=From%20a";
  CHECK(link_of("https://linear.app/acme/team/PAY/active") == "https://linear.app/acme/team/PAY" + linear);
  CHECK(link_of("https://linear.app/team/PAY") == "https://linear.app/team/PAY" + linear);
  CHECK(link_of("https://linear.app/acme") == "https://linear.app" + linear);
}

TEST_CASE("what an address of Jira's form chooses already is kept, but not its words") {
  CHECK(
      link_of("https://acme.atlassian.net/secure/"
              "CreateIssueDetails!init.jspa?pid=10000&issuetype=10002&summary=x&description=y&labels=pm") ==
      "https://acme.atlassian.net/secure/"
      "CreateIssueDetails!init.jspa?pid=10000&issuetype=10002&labels=pm&summary=Limit%20retries&description=From%20a");
  CHECK(link_of("https://acme.atlassian.net/issues/?jql=project%3DOPS") ==
        "https://acme.atlassian.net/secure/"
        "CreateIssueDetails!init.jspa?summary=Limit%20retries&description=From%20a");
  CHECK(link_of("https://acme.atlassian.net?pid=10000") ==
        "https://acme.atlassian.net/secure/"
        "CreateIssueDetails!init.jspa?pid=10000&summary=Limit%20retries&description=From%20a");
}

TEST_CASE("any tracker's form may be written as a pattern") {
  CHECK(link_of("https://tracker.acme.example/new?t={title}&d={body}&title={title}") ==
        "https://tracker.acme.example/new?t=Limit%20retries&d=From%20a&title=Limit%20retries");
  CHECK(link_of("https://tracker.acme.example/new/{title}") == "https://tracker.acme.example/new/Limit%20retries");
  // A title that looks like a place for the body is a title.
  CHECK(link_of("https://tracker.acme.example/?t={title}&body={body}", {"{body}", "x"}) ==
        "https://tracker.acme.example/?t=%7Bbody%7D&body=x");
}

TEST_CASE("other schemes and addresses that are none are refused, and so are unknown trackers") {
  for (const std::string_view tracker :
       {"", "acme", "javascript:alert({title})", "javascript://x/{title}", "data:text/html,{body}", "file:///{title}",
        "ftp://acme.example/{title}", "//github.com/acme/shop", "https://", "https:///new?t={title}",
        "https://ana:secret@github.com/acme/shop", "https://github.com\\@evil.example/a/b",
        "https://acme.example/a b?{title}", "https://acme.example/\"><script>{title}"}) {
    CAPTURE(tracker);
    CHECK(refusal_of(tracker) == Text::tracker_address_not_web);
  }
  CHECK(refusal_of("https://{title}.evil.example/") == Text::tracker_address_placeholder);
  CHECK(refusal_of("https://acme.example/wiki") == Text::tracker_address_unknown);
  CHECK(refusal_of("https://notgithub.com/acme/shop") == Text::tracker_address_unknown);
  CHECK(refusal_of("https://github.com/acme") == Text::tracker_address_no_repository);
  CHECK(refusal_of("https://gitlab.com/acme") == Text::tracker_address_no_repository);
  CHECK(refusal_of("https://github.com/acme/shop?" + std::string(2'000, 'a')) == Text::tracker_address_too_long);
  const auto refused = new_issue_link("https://acme.example/wiki", {});
  CHECK(say(Language::english, refused.error()).ends_with("with {title} and {body} where the words go."));
}

TEST_CASE("words with any sign in them stay words") {
  const std::string link =
      link_of("https://github.com/acme/shop", {"a&b=c#d?e%20 «ñ» 👩", "+1\r\n\"quoted\"\t/\\ &body=evil"});
  CHECK(link ==
        "https://github.com/acme/shop/issues/"
        "new?title=a%26b%3Dc%23d%3Fe%2520%20%C2%AB%C3%B1%C2%BB%20%F0%9F%91%A9&body=%2B1%0D%0A%22quoted%22%09%2F%5C%"
        "20%26body%3Devil");
}

TEST_CASE("a body that is too long is cut where a character ends, and a sign says so") {
  std::string body;
  for (int at = 0; at < 3'000; ++at) body += "ñ👩";
  const std::string link = link_of("https://github.com/acme/shop", {"Title", body});
  CHECK(link.size() <= longest_new_issue_link);
  CHECK(link.size() > longest_new_issue_link - 20);
  const std::string cut = body_in(link);
  CHECK(valid_utf8_prefix(cut) == cut.size());
  REQUIRE(cut.ends_with("…"));
  CHECK(body.starts_with(cut.substr(0, cut.size() - 3)));
}

TEST_CASE("a title is as long as trackers take, and its end is cut off with a sign") {
  const std::string link = link_of("https://github.com/acme/shop", {std::string(400, 'x'), "body"});
  CHECK(link.contains("title=" + std::string(246, 'x') + "%E2%80%A6&body=body"));
}

TEST_CASE("no link is longer than the limit, whatever it is made of, and all of it is plain") {
  CHECK(rc::check([] {
    const auto pieces = rc::gen::element<std::string>("a", "ñ", "👩", "\xFF", "&", "{title}", "{body}", "\n", " ", "%");
    const auto text = [&] {
      std::string made;
      const int length = *rc::gen::inRange(0, 2'500);
      const std::string one = *pieces, other = *pieces;
      for (int at = 0; at < length; ++at) made += at % 2 == 0 ? one : other;
      return made;
    };
    std::string tracker = "https://acme.example/new?";
    const int places = *rc::gen::inRange(1, 200);
    for (int at = 0; at < places; ++at) tracker += *rc::gen::element<std::string>("{title}", "{body}", "&x=");
    tracker += "{title}";
    const auto link = new_issue_link(tracker, {text(), text()});
    RC_ASSERT(link.has_value());
    RC_ASSERT(link->size() <= longest_new_issue_link);
    RC_ASSERT(link->starts_with("https://acme.example/new?"));
    RC_ASSERT(std::ranges::all_of(*link, [](char letter) { return letter > 0x20 && letter < 0x7F; }));
    RC_ASSERT(!link->contains('{'));
  }));
}

TEST_CASE("a new issue says where the promise comes from, who keeps it until when, the check and what it answers") {
  Desk desk;
  desk.postmortem.title = "Checkout\ntimeouts";
  Factor& factor = desk.postmortem.causes.factors.emplace_back();
  factor.id = desk.ids.next_as<Id<Factor>>();
  factor.text = "Retries without a limit";
  Action action;
  action.title = "Limit retries";
  action.owner.emplace().person = "Ana";
  action.owner->team = "Payments";
  action.due = "2026-12-15";
  action.addresses = {desk.ids.next_as<Id<Factor>>(), factor.id};
  Check& check = action.checks.emplace_back();
  check.criterion = "No pool is exhausted under load";

  const NewIssue english = new_issue_of(desk.postmortem, action, Language::english);
  CHECK(english.title == "Limit retries");
  CHECK(english.body ==
        "From the post-mortem: Checkout timeouts\n\nOwner: Ana, Payments\n\nDue: 15 Dec 2026\n\n"
        "How we will know: No pool is exhausted under load\n\nWhat it answers: Retries without a limit");
  const NewIssue spanish = new_issue_of(desk.postmortem, action, Language::spanish);
  CHECK(spanish.body.starts_with("Del post-mortem: Checkout timeouts\n\nA cargo de: Ana, Payments\n\n"));
}

TEST_CASE("what nobody wrote is not in a new issue") {
  Desk desk;
  desk.postmortem.title.clear();
  const NewIssue issue = new_issue_of(desk.postmortem, Action{}, Language::english);
  CHECK(issue.title == say(Language::english, Text::library_untitled));
  CHECK(issue.body == "From the post-mortem: " + std::string(say(Language::english, Text::library_untitled)));
}
