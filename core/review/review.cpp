// Description of the review.
#include "core/review/review.hpp"

namespace unrepeat {

DESCRIBE(ReviewItem, "review item", required<&ReviewItem::id>("id"), prose<&ReviewItem::text>("text"),
         field<&ReviewItem::category>("category"), field<&ReviewItem::events>("events"),
         field<&ReviewItem::factors>("factors"))

DESCRIBE(Question, "question", required<&Question::id>("id"), prose<&Question::text>("text"),
         field<&Question::event>("event"), prose<&Question::answer>("answer"), field<&Question::owner>("owner"))

DESCRIBE(Review, "review", field<&Review::worked>("worked"), field<&Review::did_not_work>("did_not_work"),
         field<&Review::lucky>("lucky"), field<&Review::surprised>("surprised"), field<&Review::lessons>("lessons"),
         field<&Review::questions>("questions"))

DESCRIBE(Meeting, "meeting", required<&Meeting::id>("id"), field<&Meeting::at>("at"),
         field<&Meeting::minutes>("minutes", Presence::optional, TextRule::not_negative),
         field<&Meeting::facilitator>("facilitator"), field<&Meeting::attendees>("attendees"),
         prose<&Meeting::notes>("notes"), field<&Meeting::parking_lot>("parking_lot"))

DESCRIBE(CommentReply, "reply", required<&CommentReply::id>("id"), required<&CommentReply::by>("by"),
         required<&CommentReply::at>("at"), prose<&CommentReply::text>("text"))

DESCRIBE(Comment, "comment", required<&Comment::id>("id"),
         field<&Comment::on>("on", Presence::always, TextRule::subject), required<&Comment::by>("by"),
         required<&Comment::at>("at"), prose<&Comment::text>("text"), field<&Comment::replies>("replies"),
         field<&Comment::resolved>("resolved"))

DESCRIBE(Dismissal, "dismissal", required<&Dismissal::id>("id"), required<&Dismissal::rule>("rule"),
         field<&Dismissal::on>("on", Presence::always, TextRule::subject), required<&Dismissal::text_hash>("text_hash"),
         required<&Dismissal::reason>("reason"), required<&Dismissal::by>("by"), required<&Dismissal::at>("at"))

DESCRIBE(Approval, "approval", required<&Approval::id>("id"), required<&Approval::person>("person"),
         required<&Approval::role>("role"), required<&Approval::outcome>("outcome"), field<&Approval::at>("at"),
         field<&Approval::revision>("revision", Presence::optional, TextRule::sha256), prose<&Approval::note>("note"))

}  // namespace unrepeat
