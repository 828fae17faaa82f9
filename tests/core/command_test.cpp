// What each command does, and what it refuses.
#include "core/command.hpp"

#include <doctest/doctest.h>

#include "core/describe/place.hpp"
#include "tests/core/desk.hpp"

using namespace unrepeat;

TEST_CASE("a title is set as it was typed") {
  Desk desk;
  CHECK_FALSE(desk.carry(SetField{"title", "Checkout times out"}));
  CHECK(desk.postmortem.title == "Checkout times out");
}

TEST_CASE("a change without edits is made when nothing changes") {
  Desk desk;
  desk.carry(SetField{"title", "Same"});
  const auto change = decide(desk.postmortem, SetField{"title", "Same"}, desk.context());
  REQUIRE(change.has_value());
  CHECK(change->edits.empty());
}

TEST_CASE("a line of text refuses a line break, prose keeps it") {
  Desk desk;
  CHECK(desk.carry(SetField{"title", "two\nlines"}) == Text::refusal_one_line);
  CHECK_FALSE(desk.carry(SetField{"context/summary", "two\nlines"}));
  CHECK(desk.postmortem.context.summary == "two\nlines");
}

TEST_CASE("numbers keep their spelling and a decimal comma is understood") {
  Desk desk;
  CHECK_FALSE(desk.carry(SetField{"impact/business/revenue", "1250,50"}));
  CHECK(desk.postmortem.impact.business.revenue.text == "1250.50");
  CHECK(desk.carry(SetField{"impact/business/revenue", "a lot"}) == Text::refusal_not_a_number);
  CHECK_FALSE(desk.carry(SetField{"impact/business/support_tickets", "14"}));
  CHECK(desk.postmortem.impact.business.support_tickets == 14);
  CHECK_FALSE(desk.carry(SetField{"impact/business/support_tickets", ""}));
  CHECK_FALSE(desk.postmortem.impact.business.support_tickets.has_value());
}

TEST_CASE("a field that is not there, an id and a ruled field are refused") {
  Desk desk;
  CHECK(desk.carry(SetField{"nothing", "x"}) == Text::refusal_not_there);
  CHECK(desk.carry(SetField{"id", "x"}) == Text::refusal_not_editable);
  CHECK(desk.carry(SetField{"status/state", "approved"}) == Text::refusal_not_editable);
  const auto action = desk.add<Action>("actions");
  CHECK(desk.carry(SetField{path_of("actions", action) + "/state", "done"}) == Text::refusal_not_editable);
}

TEST_CASE("an entry is added, filled, moved and removed") {
  Desk desk;
  const auto first = desk.add<ReviewItem>("review/worked");
  const auto second = desk.add<ReviewItem>("review/worked");
  CHECK_FALSE(desk.carry(SetField{path_of("review/worked", second) + "/text", "The alert named the right system"}));
  CHECK_FALSE(desk.carry(MoveEntry{path_of("review/worked", second), 0}));
  CHECK(desk.postmortem.review.worked[0].text == "The alert named the right system");
  CHECK_FALSE(desk.carry(RemoveEntry{path_of("review/worked", first)}));
  CHECK(desk.postmortem.review.worked.size() == 1);
  CHECK(desk.carry(RemoveEntry{path_of("review/worked", first)}) == Text::refusal_not_there);
}

TEST_CASE("removing an event takes the references to it along") {
  Desk desk;
  const auto event = desk.add<TimelineEvent>("timeline");
  const auto factor = desk.add<Factor>("causes/factors");
  CHECK_FALSE(desk.carry(SetReferences{path_of("causes/factors", factor) + "/events", {event}}));
  CHECK_FALSE(desk.carry(SetMoment{.kind = MomentKind::detected, .event = event}));
  CHECK_FALSE(desk.carry(RemoveEntry{path_of("timeline", event)}));
  CHECK(desk.postmortem.causes.factors[0].events.empty());
  CHECK(desk.postmortem.moments[MomentKind::detected].state == MomentState::pending);
}

TEST_CASE("events stand in the order of their instants") {
  Desk desk;
  const auto late = desk.add<TimelineEvent>("timeline");
  const auto early = desk.add<TimelineEvent>("timeline");
  CHECK_FALSE(desk.carry(SetTime{path_of("timeline", late) + "/time", Time{.at = noon + hours(1)}}));
  CHECK_FALSE(desk.carry(SetTime{path_of("timeline", early) + "/time", Time{.at = noon}}));
  REQUIRE(desk.postmortem.timeline.size() == 2);
  CHECK(desk.postmortem.timeline[0].id == early);
}

TEST_CASE("not required needs a reason") {
  Desk desk;
  CHECK(desk.carry(SetStatus{StatusState::not_required, " "}) == Text::refusal_not_required_needs_reason);
  CHECK_FALSE(desk.carry(SetStatus{StatusState::not_required, "same incident as 14 March"}));
  CHECK_FALSE(desk.carry(SetStatus{StatusState::draft, ""}));
  CHECK(desk.postmortem.status.reason.empty());
}

TEST_CASE("severity goes from 1 to 5 or is absent") {
  Desk desk;
  CHECK(desk.carry(SetSeverity{6}) == Text::refusal_severity_range);
  CHECK_FALSE(desk.carry(SetSeverity{1}));
  CHECK(desk.postmortem.severity->level == 1);
  CHECK_FALSE(desk.carry(SetSeverity{std::nullopt}));
  CHECK_FALSE(desk.postmortem.severity.has_value());
}

TEST_CASE("a recorded moment needs a time or an event") {
  Desk desk;
  CHECK(desk.carry(SetMoment{.kind = MomentKind::detected}) == Text::refusal_moment_needs_time);
  CHECK_FALSE(desk.carry(SetMoment{.kind = MomentKind::detected, .time = Time{.at = noon}}));
  CHECK(instant_of(desk.postmortem, MomentKind::detected) == noon);
  CHECK_FALSE(desk.carry(SetMoment{.kind = MomentKind::detected, .state = MomentState::unknown}));
  CHECK_FALSE(instant_of(desk.postmortem, MomentKind::detected).has_value());
}

TEST_CASE("a factor has one direct link to the incident, and letting it escalate is one of its kinds") {
  Desk desk;
  const auto factor = desk.add<Factor>("causes/factors");
  CHECK_FALSE(desk.carry(LinkFactor{factor, CauseLinkKind::contributed_to}));
  CHECK_FALSE(desk.carry(LinkFactor{factor, CauseLinkKind::let_it_escalate}));
  CHECK(desk.postmortem.causes.links.size() == 1);
  CHECK(link_to_incident(desk.postmortem.causes, factor) == CauseLinkKind::let_it_escalate);
  CHECK_FALSE(desk.carry(RemoveEntry{path_of("causes/factors", factor)}));
  CHECK(desk.postmortem.causes.links.empty());
}

TEST_CASE("an action that will not be done says why, and verified needs a check that worked") {
  Desk desk;
  const auto action = desk.add<Action>("actions");
  CHECK(desk.carry(SetActionState{action, ActionState::will_not_do, ""}) == Text::refusal_will_not_do_needs_reason);
  CHECK(desk.carry(SetActionState{action, ActionState::verified, ""}) == Text::refusal_verified_needs_check);
  const auto check = desk.add<Check>(path_of("actions", action) + "/checks");
  CHECK_FALSE(desk.carry(SetField{path_of(path_of("actions", action) + "/checks", check) + "/result", "worked"}));
  CHECK_FALSE(desk.carry(SetActionState{action, ActionState::verified, ""}));
  REQUIRE(desk.postmortem.actions[0].log.size() == 1);
  CHECK(desk.postmortem.actions[0].log[0].to == "verified");
}

TEST_CASE("typing an owner is one step of the log") {
  Desk desk;
  const auto action = desk.add<Action>("actions");
  for (const char* typed : {"P", "Pa", "Pay", "Payments"})
    CHECK_FALSE(desk.carry(AssignAction{action, Owner{.team = typed}}));
  REQUIRE(desk.postmortem.actions[0].log.size() == 1);
  CHECK(desk.postmortem.actions[0].log[0].to == "Payments");
  desk.now = noon + hours(2);
  CHECK_FALSE(desk.carry(AssignAction{action, Owner{.person = "Luz"}}));
  CHECK(desk.postmortem.actions[0].log.size() == 2);
}

TEST_CASE("a due date is a date") {
  Desk desk;
  const auto action = desk.add<Action>("actions");
  CHECK(desk.carry(SetActionDue{action, "soon"}) == Text::refusal_not_a_date);
  CHECK_FALSE(desk.carry(SetActionDue{action, "2026-12-01"}));
  CHECK_FALSE(desk.carry(SetActionDue{action, ""}));
  CHECK(desk.postmortem.actions[0].log.empty());
}

TEST_CASE("tags are words, without blanks or repetition") {
  Desk desk;
  CHECK_FALSE(desk.carry(SetTexts{"tags", {" deploy ", "", "deploy", "dns"}}));
  CHECK(desk.postmortem.tags == std::vector<std::string>{"deploy", "dns"});
}

TEST_CASE("a change is refused whole where the document is not what it starts from") {
  Desk desk;
  desk.carry(SetField{"title", "One"});
  const auto change = decide(desk.postmortem, SetField{"title", "Two"}, desk.context());
  desk.carry(SetField{"title", "Another"});
  const Postmortem before = desk.postmortem;
  const auto done = apply(desk.postmortem, *change);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().path == "title");
  CHECK(desk.postmortem == before);
}

TEST_CASE("typing folds into one change, adding an entry does not") {
  Desk desk;
  const Postmortem start = desk.postmortem;
  const auto one = decide(desk.postmortem, SetField{"title", "C"}, desk.context());
  REQUIRE(apply(desk.postmortem, *one));
  const auto two = decide(desk.postmortem, SetField{"title", "Ch"}, desk.context());
  REQUIRE(apply(desk.postmortem, *two));
  const auto folded = fold(*one, *two);
  REQUIRE(folded.has_value());
  Postmortem again = start;
  REQUIRE(apply(again, *folded));
  CHECK(again == desk.postmortem);
  const auto added = decide(desk.postmortem, AddEntry{"actions", desk.ids.next()}, desk.context());
  CHECK_FALSE(fold(*two, *added).has_value());
}

TEST_CASE("a comment and a reply are signed and dated when they are added") {
  Desk desk;
  const auto comment = desk.add<Comment>("comments");
  desk.now = desk.now + minutes(3);
  desk.add<CommentReply>("comments/" + text_of(comment) + "/replies");
  const Comment& one = desk.postmortem.comments.at(0);
  CHECK(one.by == "Ana");
  CHECK(one.at == noon);
  CHECK(one.replies.at(0).by == "Ana");
  CHECK(one.replies.at(0).at == noon + minutes(3));
}

TEST_CASE("what a check showed is dated, and loses nothing else") {
  Desk desk;
  const auto action = desk.add<Action>("actions");
  const auto check = desk.add<Check>("actions/" + text_of(action) + "/checks");
  const std::string path = "actions/" + text_of(action) + "/checks/" + text_of(check);
  desk.carry(SetField{path + "/by", "Noor"});
  CHECK_FALSE(desk.postmortem.actions[0].checks[0].at);
  desk.carry(SetField{path + "/result", "worked"});
  CHECK(desk.postmortem.actions[0].checks[0].at == noon);
  CHECK(desk.postmortem.actions[0].checks[0].by == "Noor");
}

TEST_CASE("the same check result chosen again keeps its date, and another one is dated anew") {
  Desk desk;
  const auto action = desk.add<Action>("actions");
  const auto check = desk.add<Check>("actions/" + text_of(action) + "/checks");
  const std::string path = "actions/" + text_of(action) + "/checks/" + text_of(check) + "/result";
  desk.carry(SetField{path, "too_early"});
  desk.now = noon + days(3);
  desk.carry(SetField{path, "too_early"});
  CHECK(desk.postmortem.actions[0].checks[0].at == noon);
  desk.carry(SetField{path, "worked"});
  CHECK(desk.postmortem.actions[0].checks[0].at == noon + days(3));
}

TEST_CASE("an approval is dated by its outcome") {
  Desk desk;
  const auto approval = desk.add<Approval>("approvals");
  desk.carry(SetField{"approvals/" + text_of(approval) + "/outcome", "changes_wanted"});
  CHECK(desk.postmortem.approvals[0].at == noon);
}

TEST_CASE("the outcome of an event is not dated: the event has its own time") {
  Desk desk;
  const auto event = desk.add<TimelineEvent>("timeline");
  CHECK_FALSE(desk.carry(SetField{"timeline/" + text_of(event) + "/outcome", "worked"}));
  CHECK(desk.postmortem.timeline[0].outcome == Outcome::worked);
}

TEST_CASE("a value of the team's own is read as what it is asked for") {
  SequentialIds ids;
  Postmortem postmortem = new_postmortem({noon, "", ids}, "en", "Etc/UTC");
  CustomField field;
  field.id = ids.next_as<Id<CustomField>>();
  field.name = "spent";
  const std::string path = "fields/" + text_of(field.id) + "/value";
  const auto refusal_of = [&](CustomFieldType type, const std::string& value) -> std::optional<Text> {
    field.type = type;
    postmortem.fields = {field};
    const auto change = decide(postmortem, SetField{path, value}, {noon, "", ids});
    return change ? std::nullopt : std::optional(change.error().text);
  };
  CHECK(refusal_of(CustomFieldType::number, "a lot") == Text::refusal_not_a_number);
  CHECK_FALSE(refusal_of(CustomFieldType::number, "12,5").has_value());
  CHECK(refusal_of(CustomFieldType::date, "2026-02-30") == Text::refusal_not_a_date);
  CHECK_FALSE(refusal_of(CustomFieldType::date, "").has_value());
  CHECK_FALSE(refusal_of(CustomFieldType::link, "ask Ana").has_value());
}
