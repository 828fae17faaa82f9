// What worked and what didn't, meetings, comments, approvals: how the team reads the incident together.
#pragma once

#include "core/cause/cause.hpp"
#include "core/describe/describe.hpp"
#include "core/timeline/timeline.hpp"

namespace unrepeat {

struct Postmortem;

struct ReviewItem : Extensible {
  Id<ReviewItem> id;
  std::string text;
  std::optional<FactorCategory> category;
  std::vector<Id<TimelineEvent>> events;
  std::vector<Id<Factor>> factors;
  bool operator==(const ReviewItem&) const = default;
};

struct Question : Extensible {
  Id<Question> id;
  std::string text;
  std::optional<Id<TimelineEvent>> event;
  std::string answer;
  std::string owner;
  bool operator==(const Question&) const = default;
};

struct Review : Extensible {
  std::vector<ReviewItem> worked;
  std::vector<ReviewItem> did_not_work;
  std::vector<ReviewItem> lucky;
  std::vector<ReviewItem> surprised;
  std::vector<ReviewItem> lessons;
  std::vector<Question> questions;
  bool operator==(const Review&) const = default;
};

struct Meeting : Extensible {
  Id<Meeting> id;
  std::optional<Time> at;
  std::optional<std::int64_t> minutes;
  std::string facilitator;
  std::vector<std::string> attendees;
  std::string notes;
  std::vector<std::string> parking_lot;
  bool operator==(const Meeting&) const = default;
};

struct CommentReply : Extensible {
  Id<CommentReply> id;
  std::string by;
  Instant at;
  std::string text;
  bool operator==(const CommentReply&) const = default;
};

struct Comment : Extensible {
  Id<Comment> id;
  std::string on;  ///< An entity's id, or a path such as "context/summary".
  std::string by;
  Instant at;
  std::string text;
  std::vector<CommentReply> replies;
  bool resolved = false;
  bool operator==(const Comment&) const = default;
};

/// A finding of the coach that somebody set aside, with the reason.
struct Dismissal : Extensible {
  Id<Dismissal> id;
  std::string rule;
  std::string on;  ///< As in Comment.
  std::string text_hash;
  std::string reason;
  std::string by;
  Instant at;
  bool operator==(const Dismissal&) const = default;
};

enum class ApprovalRole : std::uint8_t { reviewer, approver };
SPELL(ApprovalRole, "reviewer", "approver")

enum class ApprovalOutcome : std::uint8_t { pending, approved, changes_wanted };
SPELL(ApprovalOutcome, "pending", "approved", "changes_wanted")

struct Approval : Extensible {
  Id<Approval> id;
  std::string person;
  ApprovalRole role = ApprovalRole::reviewer;
  ApprovalOutcome outcome = ApprovalOutcome::pending;
  std::optional<Instant> at;
  std::string revision;  ///< sha256 of the revision that was read.
  std::string note;
  bool operator==(const Approval&) const = default;
};

DESCRIBED(ReviewItem)
DESCRIBED(Question)
DESCRIBED(Review)
DESCRIBED(Meeting)
DESCRIBED(CommentReply)
DESCRIBED(Comment)
DESCRIBED(Dismissal)
DESCRIBED(Approval)

}  // namespace unrepeat
